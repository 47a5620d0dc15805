# SPDX-License-Identifier: AGPL-3.0-or-later
"""A painted time comes through scaling, JPEG and H.264 as it was, or not at all."""

from __future__ import annotations

import io

import av
import cv2
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from alpr_kiosk import time_code
from alpr_kiosk.time_code import COLUMNS, HEIGHT, LONGEST_MS, ROWS
from alpr_kiosk.vision.picture import ArrayPicture, AvPicture

TILE = (431, 242)

times = st.integers(0, LONGEST_MS)
sizes = st.sampled_from([(1280, 720), (1920, 1080), (640, 360), (704, 576), (1283, 721)])


def street(size: tuple[int, int], seed: int = 1) -> np.ndarray:
    """Return a picture with the noise of a sensor."""
    rng = np.random.default_rng(seed)
    ground = rng.integers(0, 255, (18, 32, 3), dtype=np.uint8)
    picture = cv2.resize(ground, size, interpolation=cv2.INTER_CUBIC).astype(np.int16)
    noise = rng.integers(-4, 5, (size[1], size[0], 1))
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def painted(milliseconds: int, size: tuple[int, int] = (640, 360)) -> np.ndarray:
    picture = street(size)
    time_code.paint(picture, milliseconds)
    return picture


def invert(picture: np.ndarray, block: int) -> None:
    row, column = divmod(block, COLUMNS)
    high, wide = picture.shape[0] * HEIGHT / ROWS, picture.shape[1] / COLUMNS
    part = np.s_[
        round(row * high) : round((row + 1) * high),
        round(column * wide) : round((column + 1) * wide),
    ]
    picture[part] = 255 - picture[part]


@given(times, sizes)
def test_a_time_is_read_in_the_tile_of_any_picture(milliseconds: int, size: tuple[int, int]):
    picture = painted(milliseconds, size)
    assert time_code.read(picture) == milliseconds
    assert time_code.read(ArrayPicture(picture).bgrx(*TILE)) == milliseconds


@given(times, st.integers(10, 95))
def test_a_time_comes_through_jpeg(milliseconds: int, quality: int):
    data = cv2.imencode(".jpg", painted(milliseconds), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    picture = ArrayPicture(cv2.imdecode(data, cv2.IMREAD_COLOR))
    assert time_code.read(picture.bgrx(*TILE)) == milliseconds


@settings(max_examples=25)
@given(st.lists(times, min_size=6, max_size=6), st.sampled_from([400_000, 1_000_000, 3_000_000]))
def test_times_come_through_h264_at_usual_rates(codes: list[int], bit_rate: int):
    target = io.BytesIO()
    with av.open(target, "w", format="mpegts") as out:
        stream = out.add_stream("libx264", rate=12)
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        stream.options = {"preset": "ultrafast", "tune": "zerolatency"}
        stream.bit_rate, stream.thread_count = bit_rate, 1
        for seed, code in enumerate(codes):
            picture = street((640, 360), seed)
            time_code.paint(picture, code)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        out.mux(stream.encode())
    target.seek(0)
    with av.open(target) as found:
        tiles = [AvPicture(frame).bgrx(*TILE) for frame in found.decode(video=0)]
    assert [time_code.read(tile) for tile in tiles] == codes


@given(times, st.sets(st.integers(0, COLUMNS * ROWS - 1), min_size=1, max_size=3))
def test_up_to_three_wrong_blocks_are_noticed(milliseconds: int, blocks: set[int]):
    picture = painted(milliseconds)
    for block in blocks:
        invert(picture, block)
    assert time_code.read(picture) is None


@given(times, st.integers(1, 5000))
def test_a_torn_picture_has_no_time(milliseconds: int, later: int):
    other = milliseconds + later
    # CRC-16 notices every burst of 16 bits; a carry that runs further is noticed by chance only.
    assume(other <= LONGEST_MS and (milliseconds ^ other) < 1 << 16)
    torn, rest = painted(milliseconds), painted(other)
    tear = round(torn.shape[0] * HEIGHT * (ROWS - 1) / ROWS)
    torn[tear:] = rest[tear:]
    assert time_code.read(torn) is None


@given(times, st.integers(0, COLUMNS * ROWS - 1))
def test_a_block_that_is_neither_black_nor_white_is_no_time(milliseconds: int, block: int):
    picture = painted(milliseconds)
    row, column = divmod(block, COLUMNS)
    picture[row * 45 : (row + 1) * 45, column * 40 : (column + 1) * 40] = 128
    assert time_code.read(picture) is None


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_flat_picture_has_no_time(level: int):
    assert time_code.read(np.full((360, 640, 3), level, np.uint8)) is None


@pytest.mark.parametrize("shape", [(360, 640, 3), (15, 640, 3), (360, 31, 3)])
def test_a_street_and_a_picture_too_small_have_no_time(shape: tuple[int, int, int]):
    assert time_code.read(street((shape[1], shape[0]))) is None


@pytest.mark.parametrize("milliseconds", [-1, LONGEST_MS + 1])
def test_a_time_that_does_not_fit_is_refused(milliseconds: int):
    with pytest.raises(ValueError, match="does not fit"):
        time_code.paint(street((640, 360)), milliseconds)


def test_a_picture_that_is_too_small_is_not_painted():
    with pytest.raises(ValueError, match="does not fit"):
        time_code.paint(street((640, 15)), 1)
