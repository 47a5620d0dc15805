# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures are judged before a decoder sees them; none is half."""

from __future__ import annotations

import logging
import os
import struct
import threading
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.sources.factory import make_source
from alpr_kiosk.vision.sources.pictures import load_picture
from alpr_kiosk.vision.sources.still_check import (
    MAX_BYTES,
    MAX_FILE_BYTES,
    DamagedPictureError,
    check_still,
)
from alpr_kiosk.vision.sources.stills import PictureTally, StillDecoder
from alpr_kiosk.vision.types import SourceCounters
from tests.emulators.http_camera import claiming, jpeg
from tests.fakes.clock import ManualClock

IMAGE = cv2.imdecode(np.frombuffer(jpeg(), np.uint8), cv2.IMREAD_COLOR)


def coded(suffix: str, *options: int) -> bytes:
    done, data = cv2.imencode(suffix, IMAGE, list(options))
    assert done
    return data.tobytes()


def exif(data: bytes, orientation: int, order: str = "<") -> bytes:
    """Return a JPEG that says how it was held."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    tiff = mark + struct.pack(order + "IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + data[2:]


def png_claiming(width: int, height: int, rows: bytes = b"") -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        checksum = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def bmp_claiming(width: int, height: int) -> bytes:
    data = coded(".bmp")
    return data[:18] + struct.pack("<ii", width, height) + data[26:]


def tiff_claiming(width: int, height: int, tile: int = 16) -> bytes:
    tags = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (322, tile), (323, tile)]
    body = struct.pack("<H", len(tags))
    for tag, value in tags:
        body += struct.pack("<HHII", tag, 4, 1, value)
    return b"II*\0" + struct.pack("<I", 8) + body + bytes(64)


GOOD: dict[str, bytes] = {
    "jpeg": jpeg(),
    "progressive": coded(".jpg", cv2.IMWRITE_JPEG_PROGRESSIVE, 1),
    "restarts": coded(".jpg", cv2.IMWRITE_JPEG_RST_INTERVAL, 2),
    "grey": cv2.imencode(".jpg", IMAGE[..., 0])[1].tobytes(),
    "png": coded(".png"),
    "webp": coded(".webp", cv2.IMWRITE_WEBP_QUALITY, 80),
    "webp lossless": coded(".webp"),
    "bmp": coded(".bmp"),
    "tiff": coded(".tiff"),
}


KINDS = {"png": "png", "webp": "webp", "webp lossless": "webp", "bmp": "bmp", "tiff": "tiff"}


@pytest.mark.parametrize("name", GOOD)
def test_good_pictures(name: str) -> None:
    still, picture = StillDecoder().decode(GOOD[name] + b"\r\n\0\0")
    assert (still.width, still.height) == picture.size == (160, 120)
    assert still.kind == KINDS.get(name, "jpeg")
    wanted = cv2.imdecode(np.frombuffer(GOOD[name], np.uint8), cv2.IMREAD_COLOR)
    assert float(np.abs(picture.bgr().astype(int) - wanted).mean()) < 2.0
    with pytest.raises(ValueError, match="read-only"):
        picture.bgr()[0, 0, 0] = 1


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.6, 0.95, 0.999])
def test_a_cut_picture_is_damaged(name: str, share: float) -> None:
    data = GOOD[name]
    with pytest.raises(DamagedPictureError):
        StillDecoder().decode(data[: int(len(data) * share)])


@pytest.mark.parametrize("name", ["jpeg", "progressive", "restarts", "grey"])
@pytest.mark.parametrize("share", [0.4, 0.6, 0.9])
def test_a_forged_end_does_not_help(name: str, share: float) -> None:
    """OpenCV returns a picture for each of these, its lower part grey."""
    data = GOOD[name]
    with pytest.raises(DamagedPictureError):
        StillDecoder().decode(data[: int(len(data) * share)].rstrip(b"\xff") + b"\xff\xd9")


def test_zeros_in_a_scan_are_damage() -> None:
    data = bytearray(GOOD["jpeg"])
    data[len(data) // 2 : len(data) // 2 + 400] = bytes(400)
    with pytest.raises(DamagedPictureError):
        StillDecoder().decode(data)


@pytest.mark.parametrize(
    "data",
    [
        claiming(jpeg(), 65500, 65500),
        claiming(jpeg(), 65500, 1),
        claiming(jpeg(), 8192, 8192),
        claiming(jpeg(), 8000, 4900),
        claiming(jpeg(), 0, 100),
        claiming(jpeg(), 100, 0),
        png_claiming(30000, 30000, bytes(1000)),
        png_claiming(7000, 5000, bytes(21_005_000)),
        png_claiming(2**31, 2**31),
        bmp_claiming(65535, 65535),
        bmp_claiming(65535, -65535),
        bmp_claiming(-(2**31), -(2**31)),
        tiff_claiming(60000, 60000),
        tiff_claiming(16, 16, tile=1 << 24),
        GOOD["webp"][:26] + b"\xff\x3f\xff\x3f" + GOOD["webp"][30:],
        b"GIF89a" + b"\xff" * 100,
        b"",
        b"\xff",
    ],
)
def test_absurd_sizes_are_not_decoded(data: bytes) -> None:
    with pytest.raises(DamagedPictureError):
        check_still(data)
    with pytest.raises(DamagedPictureError):
        StillDecoder().decode(data)


def test_too_many_bytes() -> None:
    data = jpeg() + bytes(MAX_BYTES)
    with pytest.raises(DamagedPictureError, match="16 MB"):
        check_still(data)


def test_a_second_picture_in_the_same_data_is_not_seen() -> None:
    first, second = jpeg(seed=1), claiming(jpeg(seed=2), 65500, 65500)
    assert StillDecoder().decode(first + second)[1].size == (160, 120)
    inside = first[:-2] + second[2:]
    with pytest.raises(DamagedPictureError, match="frame headers"):
        check_still(inside)


def test_an_animation_is_refused() -> None:
    body = struct.pack(">II", 3, 0)
    chunk = struct.pack(">I", 8) + b"acTL" + body + struct.pack(">I", zlib.crc32(b"acTL" + body))
    with pytest.raises(DamagedPictureError, match="animation"):
        check_still(GOOD["png"][:33] + chunk + GOOD["png"][33:])


def test_a_flipped_bit_in_a_png_is_damage() -> None:
    data = bytearray(GOOD["png"])
    data[len(data) // 2] ^= 4
    with pytest.raises(DamagedPictureError, match="checksum"):
        check_still(data)


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_picture_that_lies_on_its_side_is_put_upright(order: str) -> None:
    still, picture = StillDecoder().decode(exif(jpeg(), 6, order))
    assert (still.orientation, still.width, still.height) == (6, 160, 120)
    assert picture.size == (120, 160)
    assert check_still(exif(jpeg(), 99, order)).orientation == 1


def test_one_decoder_goes_on_after_damage_and_changes() -> None:
    decoder = StillDecoder()
    for data, size in (
        (jpeg(), (160, 120)),
        (jpeg(64, 48), (64, 48)),
        (jpeg(320, 240), (320, 240)),
    ):
        assert decoder.decode(data)[1].size == size
        with pytest.raises(DamagedPictureError):
            decoder.decode(data[: len(data) // 2] + b"\xff\xd9")


def test_three_damaged_in_a_row_are_a_wrong_format() -> None:
    counters = SourceCounters()
    tally = PictureTally(counters=counters, shown="x")
    for data in (b"a", b"b", jpeg(), b"c", b"d"):
        assert (tally.take(data) is None) == (len(data) == 1)
    with pytest.raises(CameraError) as caught:
        tally.take(b"e")
    assert caught.value.code == "camera.format"
    assert (counters.packets, counters.decoded, counters.decode_errors) == (6, 1, 5)


# files and folders


def frames_of(path: Path, **options: Any) -> tuple[list[Any], SourceCounters]:
    camera = CameraConfig(id="c", source=str(path), realtime=False, **options)
    source = make_source(camera, ManualClock())
    return list(source.frames(threading.Event())), source.counters


def test_a_damaged_picture_of_a_folder_is_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg())
    (tmp_path / "b.bmp").write_bytes(bmp_claiming(65535, 65535))
    (tmp_path / "c.jpg").write_bytes(jpeg()[:500])
    (tmp_path / "d.png").write_bytes(GOOD["png"])
    with caplog.at_level(logging.WARNING):
        frames, counters = frames_of(tmp_path)
    assert [frame.seq for frame in frames] == [1, 2]
    assert (counters.packets, counters.decoded, counters.decode_errors) == (4, 2, 2)
    assert (counters.codec, counters.width, counters.height) == ("png", 160, 120)
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2
    assert "b.bmp" in caplog.text


@pytest.mark.parametrize("loop", [False, True])
def test_a_folder_of_damaged_pictures_is_a_wrong_format(tmp_path: Path, loop: bool) -> None:
    for name in "ab":
        (tmp_path / f"{name}.jpg").write_bytes(b"no")
    with pytest.raises(CameraError) as caught:
        frames_of(tmp_path, loop=loop)
    assert caught.value.code == "camera.format"


def test_a_picture_that_is_gone_when_its_turn_comes_is_left_out(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.jpg").write_bytes(jpeg())
    camera = CameraConfig(id="c", source=str(tmp_path), realtime=False)
    frames = make_source(camera, ManualClock()).frames(threading.Event())
    next(frames)
    (tmp_path / "b.jpg").unlink()
    assert [frame.media_s for frame in frames] == [2.0]


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_bytes(bmp_claiming(65535, 65535)),
        lambda path: path.write_bytes(claiming(jpeg(), 65500, 65500)),
        lambda path: (path.touch(), os.truncate(path, MAX_FILE_BYTES + 1)),
    ],
)
def test_an_absurd_file_is_a_wrong_format(tmp_path: Path, write: Callable[[Path], object]) -> None:
    write(tmp_path / "a.jpg")
    with pytest.raises(CameraError) as caught:
        load_picture(tmp_path / "a.jpg")
    assert caught.value.code == "camera.format"


EMPTY_CHUNK = bytes(4) + b"tEXt" + struct.pack(">I", zlib.crc32(b"tEXt"))


def scans_of(count: int) -> bytes:
    """Return a progressive JPEG with its last scan so many times again."""
    data = GOOD["progressive"]
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * count + b"\xff\xd9"


@pytest.mark.parametrize(
    "data",
    [
        scans_of(100),
        jpeg()[:2] + b"\xff\xe3\x00\x02" * 5000 + jpeg()[2:],
        GOOD["png"][:-12] + EMPTY_CHUNK * 60_000 + GOOD["png"][-12:],
    ],
    ids=["scans", "segments", "chunks"],
)
def test_what_only_takes_time_is_refused(data: bytes) -> None:
    """Each scan of a JPEG costs a whole picture's time, each segment a turn of ours."""
    with pytest.raises(DamagedPictureError, match="too many"):
        StillDecoder().decode(data)
    StillDecoder().decode(scans_of(0))


def test_a_tag_that_is_given_twice_may_not_hide_a_size() -> None:
    tags = [(256, 30000), (257, 30000), (256, 16), (257, 16)]
    body = struct.pack("<H", len(tags))
    for tag, value in tags:
        body += struct.pack("<HHII", tag, 4, 1, value)
    with pytest.raises(DamagedPictureError, match="twice"):
        check_still(b"II*\0" + struct.pack("<I", 8) + body + bytes(64))


def test_a_live_camera_may_send_less_than_a_file_may_hold() -> None:
    data = cv2.imencode(".jpg", np.zeros((3080, 4096, 3), np.uint8))[1].tobytes()
    data = data[:2] + (b"\xff\xe3\xff\xff" + bytes(65533)) * 4 + data[2:]
    assert StillDecoder().decode(data)[0].height == 3080
    tally = PictureTally(counters=SourceCounters(), shown="cam")
    assert tally.take(data) is None
    assert tally.take(data) is None
    with pytest.raises(CameraError) as caught:
        tally.take(data)
    assert caught.value.code == "camera.format"
