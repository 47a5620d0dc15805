# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a compressed picture says of itself, read before any decoder sees it. Pure.

A decoder takes memory for the size that a header claims, and libjpeg fills what is missing with
grey and says so on stderr only. So the size is read here, and so is whether the file is whole:
JPEG must reach its end marker, PNG its last chunk with every checksum right, BMP and WebP must
bring the bytes they promise.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

MAX_SIDE = 8192
"""Longest side, px: above every camera that is sold for gates (4K to 8K are 3840 to 7680)."""

MAX_PIXELS = 40_000_000
"""Largest picture, px: 120 MB as BGR, what a folder of photographs may hold."""

TRUSTED_PIXELS = 3840 * 2160
"""Up to this size, px, a picture is decoded whatever it weighs: 25 MB as BGR."""

PIXELS_PER_BYTE = 64
"""Above `TRUSTED_PIXELS` a picture must bring one byte for each block of 8 x 8 px. Photographs have
ten times as much; what has less is an empty picture made to take memory."""

LIVE_PIXELS = 4096 * 3072
"""Largest picture of a live camera, px, as for RTSP (reliability.md F4)."""

MAX_SCANS = 64
"""Most scans of a JPEG: a progressive one has about 10, and each takes the time of the whole
picture again, however few bytes it has (measured: 1000 scans of 50 bytes each at 12 megapixels
took 0.9 s, and 16 MB hold 300 times as many)."""

MAX_SEGMENTS = 4096
"""Most segments of a JPEG, apart from its coded data; large profiles and thumbnails bring some
hundreds. Four million of four bytes took 1.9 s to walk through (measured)."""

MAX_CHUNKS = 50_000
"""Most chunks of a PNG or WebP: of 48 MB in the 8 kB that libpng writes there are 6000."""

MAX_BYTES = 16 * 1024 * 1024
"""Largest picture that a camera may send, bytes; 4K JPEG has 1 to 5 MB."""

MAX_FILE_BYTES = 48 * 1024 * 1024
"""Largest file of a picture, bytes."""

StillKind = Literal["jpeg", "png", "webp", "bmp", "tiff"]


class DamagedPictureError(ValueError):
    """A picture that shall not be decoded, or could not be; the text says why, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """What the header of a picture says.

    Attributes:
        kind: Format.
        width: Pixels, 1..`MAX_SIDE`, before any turn by `orientation`.
        height: Pixels, 1..`MAX_SIDE`, likewise.
        end: Where the picture ends in the data, bytes; what follows belongs to nobody.
        orientation: EXIF orientation of a JPEG, 1..8; 1 is upright.
        plain: A JPEG of the usual sort: Huffman, 8 bit, grey or YCbCr.
    """

    kind: StillKind
    width: int
    height: int
    end: int
    orientation: int = 1
    plain: bool = False


def check_still(
    data: bytes | bytearray, *, max_bytes: int = MAX_BYTES, max_pixels: int = MAX_PIXELS
) -> Still:
    """Return what a compressed picture says of itself.

    Args:
        data: The picture; what follows its end does not count.
        max_bytes: Longest that is looked at.
        max_pixels: Largest that may be decoded, px.

    Raises:
        DamagedPictureError: It is none of the known formats, not whole, or of an absurd size.
    """
    if len(data) > max_bytes:
        raise DamagedPictureError(f"more than {max_bytes >> 20} MB")
    try:
        still = _still_of(data)
    except (struct.error, IndexError) as exc:
        raise DamagedPictureError("ends within its header") from exc
    if still.width < 1 or still.height < 1:
        raise DamagedPictureError("size of zero")
    pixels = still.width * still.height
    if max(still.width, still.height) > MAX_SIDE or pixels > max_pixels:
        raise DamagedPictureError(f"claims {still.width} x {still.height} px")
    if pixels > TRUSTED_PIXELS and still.end * PIXELS_PER_BYTE < pixels:
        raise DamagedPictureError(f"claims {still.width} x {still.height} px in {still.end} bytes")
    return still


def _still_of(data: bytes | bytearray) -> Still:
    if data[:3] == b"\xff\xd8\xff":
        return _jpeg(data)
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return _png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    if data[:2] == b"BM":
        return _bmp(data)
    if data.startswith((b"II*\0", b"MM\0*")):
        return _tiff(data)
    raise DamagedPictureError("not a picture" if data else "empty")


# --- JPEG (ITU-T T.81, annex B) ------------------------------------------------------------------

_SOI, _EOI, _SOS, _APP1 = 0xD8, 0xD9, 0xDA, 0xE1
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
"""A marker within coded data: not a stuffed byte, a restart marker or a fill byte."""


def _jpeg(data: bytes | bytearray) -> Still:
    width = height = 0
    orientation, plain, coded = 1, False, False
    end = 2
    for marker, at, length in _segments(data):
        end = at
        if marker in _FRAME_HEADERS:
            if width:
                raise DamagedPictureError("two frame headers")
            precision, height, width, parts = struct.unpack_from(">BHHB", data, at + 2)
            plain = marker in {0xC0, 0xC1, 0xC2} and precision == 8 and parts in {1, 3}
            if not width or not height:
                raise DamagedPictureError("size of zero")
        elif marker == _APP1:
            orientation = _exif_orientation(bytes(data[at + 2 : at + length])) or orientation
        elif marker == _SOS:
            coded = True
            if not width:
                raise DamagedPictureError("no frame header")
    if not coded:
        raise DamagedPictureError("no picture in it")
    # Each block of the brightness takes a bit at least.
    if -(-width // 8) * -(-height // 8) > end * 8:
        raise DamagedPictureError(f"claims {width} x {height} px in {end} bytes")
    return Still(
        kind="jpeg", width=width, height=height, end=end, orientation=orientation, plain=plain
    )


def _segments(data: bytes | bytearray) -> Iterator[tuple[int, int, int]]:
    """Yield (marker, place behind it, length) of each segment; the end marker with length 0."""
    at = 2
    scans = 0
    for _ in range(MAX_SEGMENTS):
        if data[at] != 0xFF:
            raise DamagedPictureError("no marker where one must be")
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        at += 1
        if marker == _EOI:
            yield marker, at, 0
            return
        if marker == _SOI or marker in range(0xD0, 0xD8) or marker in {0x00, 0x01}:
            raise DamagedPictureError("a marker where none may be")
        (length,) = struct.unpack_from(">H", data, at)
        if length < 2 or at + length > len(data):
            raise DamagedPictureError("ends within a segment")
        yield marker, at, length
        at += length
        if marker == _SOS:
            scans += 1
            if scans > MAX_SCANS:
                raise DamagedPictureError("too many scans")
            found = _NEXT_MARKER.search(data, at)
            if found is None:
                raise DamagedPictureError("broken off before its end")
            at = found.start()
    raise DamagedPictureError("too many segments")


def _exif_orientation(segment: bytes) -> int | None:
    """Return the orientation 1..8 of an APP1 segment, None when it says nothing usable."""
    if segment[:6] != b"Exif\0\0":
        return None
    tiff = segment[6:]
    try:
        for tag, kind, value in _tags(tiff):
            if tag == 0x0112 and kind == 3 and 1 <= value <= 8:
                return value
    except (struct.error, DamagedPictureError):
        return None
    return None


# --- PNG (W3C PNG, 5) ----------------------------------------------------------------------------


def _png(data: bytes | bytearray) -> Still:
    at = 8
    size: tuple[int, int] | None = None
    packed = False
    view = memoryview(data)
    for _ in range(MAX_CHUNKS):
        length, name = struct.unpack_from(">I4s", data, at)
        if at + 12 + length > len(data):
            raise DamagedPictureError("broken off before its end")
        (checksum,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(view[at + 4 : at + 8 + length]) != checksum:
            raise DamagedPictureError("wrong checksum")
        if name == b"IHDR":
            if size is not None or length != 13:
                raise DamagedPictureError("wrong header")
            size = struct.unpack_from(">II", data, at + 8)
        elif size is None:
            raise DamagedPictureError("no header")
        elif name == b"acTL":
            # Each picture of an animation takes the memory of a whole one.
            raise DamagedPictureError("an animation")
        elif name == b"IDAT":
            packed = True
        at += 12 + length
        if name == b"IEND":
            break
    else:
        raise DamagedPictureError("too many chunks")
    if size is None or not packed:
        raise DamagedPictureError("no picture in it")
    return Still(kind="png", width=size[0], height=size[1], end=at)


# --- WebP (RFC 9649) -----------------------------------------------------------------------------


def _webp(data: bytes | bytearray) -> Still:
    (riff,) = struct.unpack_from("<I", data, 4)
    end = riff + 8
    if end > len(data):
        raise DamagedPictureError("broken off before its end")
    sizes: list[tuple[int, int]] = []
    at = 12
    chunks = 0
    while at + 8 <= end:
        chunks += 1
        if chunks > MAX_CHUNKS:
            raise DamagedPictureError("too many chunks")
        name, length = struct.unpack_from("<4sI", data, at)
        if at + 8 + length > end:
            raise DamagedPictureError("broken off before its end")
        body = at + 8
        if name in {b"ANIM", b"ANMF"}:
            raise DamagedPictureError("an animation")
        if name == b"VP8X":
            wide = int.from_bytes(data[body + 4 : body + 7], "little") + 1
            sizes.append((wide, int.from_bytes(data[body + 7 : body + 10], "little") + 1))
        elif name == b"VP8 ":
            wide, high = struct.unpack_from("<HH", data, body + 6)
            sizes.append((wide & 0x3FFF, high & 0x3FFF))
        elif name == b"VP8L":
            (bits,) = struct.unpack_from("<I", data, body + 1)
            sizes.append(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        at = body + length + (length & 1)
    if not sizes:
        raise DamagedPictureError("no picture in it")
    return Still(
        kind="webp",
        width=max(width for width, _ in sizes),
        height=max(height for _, height in sizes),
        end=end,
    )


# --- BMP and TIFF --------------------------------------------------------------------------------


def _bmp(data: bytes | bytearray) -> Still:
    (start, header) = struct.unpack_from("<II", data, 10)
    if header == 12:
        width, height, _, bits = struct.unpack_from("<HHHH", data, 18)
        coding = 0
    else:
        width, height, _, bits, coding = struct.unpack_from("<iiHHI", data, 18)
    height = abs(height)
    if width < 0:
        raise DamagedPictureError("size below zero")
    # 0 and 3 (bit fields) are plain rows of whole 4 bytes; 1 and 2 are run lengths.
    if coding in {0, 3} and start + (width * bits + 31) // 32 * 4 * height > len(data):
        raise DamagedPictureError("broken off before its end")
    return Still(kind="bmp", width=width, height=height, end=len(data))


def _tiff(data: bytes | bytearray) -> Still:
    entries = _tags(data)
    tags = {tag: value for tag, _, value in entries}
    if len(tags) != len(entries):
        # Which of two sizes counts, a decoder may see in another way than we do.
        raise DamagedPictureError("the same tag twice")
    width, height = tags.get(256, 0), tags.get(257, 0)
    # A tile is decoded as a whole, however small the picture is.
    if max(tags.get(322, 0), tags.get(323, 0)) > MAX_SIDE:
        raise DamagedPictureError("tiles of an absurd size")
    return Still(kind="tiff", width=width, height=height, end=len(data))


def _tags(tiff: bytes | bytearray) -> list[tuple[int, int, int]]:
    """Return (tag, type, value) of the first directory; the value of what fits into it (TIFF 6)."""
    order = {b"II": "<", b"MM": ">"}.get(bytes(tiff[:2]))
    if order is None:
        raise DamagedPictureError("wrong byte order")
    (start,) = struct.unpack_from(order + "I", tiff, 4)
    (count,) = struct.unpack_from(order + "H", tiff, start)
    found = []
    for index in range(count):
        entry = start + 2 + 12 * index
        tag, kind = struct.unpack_from(order + "HH", tiff, entry)
        (value,) = struct.unpack_from(order + ("H" if kind == 3 else "I"), tiff, entry + 8)
        found.append((tag, kind, value))
    return found
