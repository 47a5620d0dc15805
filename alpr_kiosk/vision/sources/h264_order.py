# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a picture is missing between two pictures of an H.264 stream.

FFmpeg conceals a lost picture without a word: it repeats the one before and builds on that. Each
slice says its number, so the gap can be seen (ITU-T H.264, 7.4.3, frame_num).

A network's stream has start codes before its units, a file of MP4 or Matroska their lengths. A
length of 256 to 511 bytes looks like a start code: taken for one, it made a picture damaged that
was not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_START = re.compile(rb"\x00\x00\x01")
_LONG_START = b"\x00\x00\x00\x01"
_STUFFED = b"\x00\x00\x03"

_SLICE, _IDR, _SPS = 1, 5, 7
"""Kinds of units (ITU-T H.264, table 7-1)."""

_FROM_FILE = 1
"""First byte of what a file tells of its stream (ISO/IEC 14496-15, AVCDecoderConfigurationRecord);
with start codes it would be 0."""

_SETS_AT = 6
"""Where its parameter sets begin: after profile, level, size of a length and number of sets."""

_HEAD_BYTES = 64
"""Of a unit that are looked at; frame_num stands within the first 16, the parts of an SPS that are
needed within 64 unless it has scaling lists."""

_WITH_CHROMA = frozenset({44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244})
"""Profiles whose SPS tells the chroma format (ITU-T H.264, 7.3.2.1.1)."""


def _by_start_code(data: bytes) -> Iterator[bytes]:
    """Yield the heads of the units (ITU-T H.264, annex B)."""
    for found in _START.finditer(data):
        yield data[found.end() : found.end() + _HEAD_BYTES]


def _by_length(data: bytes, length_bytes: int) -> Iterator[bytes]:
    """Yield the heads of the units, each with its length before it (ISO/IEC 14496-15, 5.3.2)."""
    at = 0
    while at + length_bytes < len(data):
        begin = at + length_bytes
        at = begin + int.from_bytes(data[at:begin], "big")
        yield data[begin : min(at, begin + _HEAD_BYTES)]


class _Bits:
    """Reads bits; raises IndexError at the end."""

    def __init__(self, data: bytes) -> None:
        # An emulation prevention byte is not part of the content (ITU-T H.264, 7.4.1).
        self._data = data.replace(_STUFFED, b"\x00\x00")
        self._at = 0

    def bits(self, count: int) -> int:
        value = 0
        for _ in range(count):
            value = value << 1 | self._data[self._at >> 3] >> (7 - (self._at & 7)) & 1
            self._at += 1
        return value

    def number(self) -> int:
        """Return an Exp-Golomb number, ue(v)."""
        zeros = 0
        while not self.bits(1):
            zeros += 1
            if zeros > 32:
                raise IndexError("no number")
        return (1 << zeros) - 1 + self.bits(zeros)


class FrameOrder:
    """Follows the numbers of the pictures; for one stream and one thread.

    Args:
        about: What the container tells of the stream (FFmpeg's extradata), b"" of one without.
    """

    def __init__(self, about: bytes = b"") -> None:
        self._length_bytes = 0
        """Bytes of the length before each unit; 0: start codes."""
        self._number_bits = 0
        """Length of frame_num; 0: unknown, or gaps are allowed in this stream."""
        self._planes = False
        self._last: int | None = None
        """frame_num of the last reference picture; None: whatever comes is in order."""
        if about[:1] == bytes([_FROM_FILE]) and len(about) > _SETS_AT:
            self._length_bytes = (about[4] & 3) + 1
            # How many sets there are, then each with its length in two bytes.
            units = _by_length(about[_SETS_AT:], 2) if about[5] & 31 else iter(())
        else:
            units = _by_start_code(about)
        self._note(units)

    def restart(self) -> None:
        """Forget the last picture: packets are left out on purpose."""
        self._last = None

    def gap_before(self, packet: bytes) -> bool:
        """Return whether a picture that others build on is missing before this one.

        Args:
            packet: One coded picture as the container has it; anything else is taken for in order.
        """
        # No unit has a single byte: FFmpeg too takes this for a start code, whatever was told.
        if self._length_bytes and not packet.startswith(_LONG_START):
            return self._note(_by_length(packet, self._length_bytes))
        return self._note(_by_start_code(packet))

    def _note(self, units: Iterator[bytes]) -> bool:
        for unit in units:
            if len(unit) < 2:
                continue
            kind, is_reference = unit[0] & 31, bool(unit[0] & 0x60)
            try:
                if kind == _SPS:
                    self._take_sps(_Bits(unit[1:]))
                elif kind == _IDR:
                    self._last = 0
                    return False
                elif kind == _SLICE:
                    return self._number_is_off(_Bits(unit[1:]), is_reference=is_reference)
            except IndexError:
                # Cut short: the decoder will say so.
                return False
        return False

    def _number_is_off(self, bits: _Bits, *, is_reference: bool) -> bool:
        if not self._number_bits:
            return False
        bits.number()  # first_mb_in_slice
        bits.number()  # slice_type
        bits.number()  # pic_parameter_set_id
        if self._planes:
            bits.bits(2)
        number = bits.bits(self._number_bits)
        last, modulus = self._last, 1 << self._number_bits
        if is_reference:
            self._last = number
        elif last is not None and number != last:
            # The next reference picture has the same number (7.4.3).
            self._last = (number - 1) % modulus
        return last is not None and number not in {last, (last + 1) % modulus}

    def _take_sps(self, bits: _Bits) -> None:
        self._number_bits = 0
        profile = bits.bits(8)
        bits.bits(16)  # constraints, level
        bits.number()  # seq_parameter_set_id
        planes = False
        if profile in _WITH_CHROMA:
            if bits.number() == 3:  # chroma_format_idc
                planes = bool(bits.bits(1))
            bits.number()  # bit_depth_luma_minus8
            bits.number()  # bit_depth_chroma_minus8
            bits.bits(1)  # qpprime_y_zero_transform_bypass_flag
            if bits.bits(1):  # scaling lists: no camera at hand has them
                return
        length = bits.number() + 4
        order = bits.number()
        if order == 0:
            bits.number()
        elif order == 1:
            bits.bits(1)
            bits.number()
            bits.number()
            for _ in range(bits.number()):
                bits.number()
        bits.number()  # max_num_ref_frames
        if bits.bits(1) or not 4 <= length <= 16:  # gaps_in_frame_num_value_allowed_flag
            return
        self._number_bits, self._planes = length, planes
