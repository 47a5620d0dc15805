# SPDX-License-Identifier: AGPL-3.0-or-later
"""A conversion starts no threads: those of a kept picture would stay as long as it does."""

from __future__ import annotations

from pathlib import Path

import av
import pytest

from alpr_kiosk.vision.picture import AvPicture

TASKS = Path("/proc/self/task")


@pytest.mark.skipif(not TASKS.exists(), reason="needs /proc")
def test_a_conversion_starts_no_threads() -> None:
    frame = av.VideoFrame(1280, 720, "yuv420p")
    for plane in frame.planes:
        plane.update(bytes([128]) * plane.buffer_size)
    before = {task.name for task in TASKS.iterdir()}
    picture = AvPicture(frame)
    picture.bgrx(431, 242)
    assert {task.name for task in TASKS.iterdir()} <= before
    picture.bgr()
    assert {task.name for task in TASKS.iterdir()} <= before
