# SPDX-License-Identifier: AGPL-3.0-or-later
"""A header may say anything about colours: a whole picture can be converted all the same."""

from __future__ import annotations

import av
import pytest

from alpr_kiosk.vision.picture import AvPicture


@pytest.mark.parametrize("attribute", ["colorspace", "color_range"])
@pytest.mark.parametrize("value", [*range(20), 255])
def test_whatever_a_header_says_of_colours_a_picture_is_converted(
    attribute: str, value: int
) -> None:
    frame = av.VideoFrame(64, 48, "yuv420p")
    for plane in frame.planes:
        plane.update(bytes([128]) * plane.buffer_size)
    setattr(frame, attribute, value)
    picture = AvPicture(frame)
    assert picture.bgrx(32, 24).shape == (24, 32, 4)
    assert picture.bgr().shape == (48, 64, 3)
