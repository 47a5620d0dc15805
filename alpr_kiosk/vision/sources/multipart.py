# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures out of a multipart/x-mixed-replace stream as cameras really write it. Pure.

Cameras put the boundary into the header with and without its dashes, leave out the length of a
part or get it wrong, and add or forget line ends. What is kept is bounded, whatever comes.
"""

from __future__ import annotations

import re
from email.message import Message

from alpr_kiosk.vision.sources.still_check import MAX_BYTES, MAX_SEGMENTS

MAX_HEADER = 8192
"""Largest header of a part, bytes; real ones have 60 to 200."""

MAX_BOUNDARY = 70
"""Longest boundary, characters (RFC 2046, 5.1.1); with dashes in front of it."""

_LENGTH = re.compile(rb"^content-length\s*:\s*(\d{1,9})\s*$", re.I | re.M)
_BLANK = re.compile(rb"\r?\n\r?\n")
_FIRST = re.compile(rb"(?:^|\n)-{2,70}([^\s-][^\r\n]{0,68}?)[ \t]*\r?\n")
_AFTER = b"\r\n- \t"
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


def boundary_of(content_type: str) -> bytes:
    """Return the boundary that a Content-Type names, without dashes in front; b"" without one."""
    message = Message()
    message["Content-Type"] = content_type.replace("\r", " ").replace("\n", " ")
    value = message.get_param("boundary")
    text = value if isinstance(value, str) else ""
    return text.strip().strip('"').lstrip("-").encode("latin-1", "ignore")[:MAX_BOUNDARY]


class MultipartReader:
    """Takes bytes as they come and gives whole parts.

    Args:
        boundary: Without dashes in front; b"" to take the first line that starts with two.

    Attributes:
        damaged: Parts that were given up: header or body too long.
    """

    def __init__(self, boundary: bytes = b"") -> None:
        self._boundary = boundary
        self._buffer = bytearray()
        self._in_part = False
        self._length: int | None = None
        self._searched = 0
        self.damaged = 0

    @property
    def held(self) -> int:
        """Bytes that wait for the rest of their part."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[bytearray]:
        """Return the bodies of the parts that are whole now, oldest first."""
        self._buffer += data
        parts: list[bytearray] = []
        while True:
            before = len(self._buffer), self._in_part
            part = None
            if self._in_part:
                part = self._body()
            else:
                self._head()
            if part is not None:
                parts.append(part)
            elif (len(self._buffer), self._in_part) == before:
                return parts

    def _head(self) -> None:
        """Go on to the body of the next part if its header is there."""
        found = self._find_boundary(0)
        if found is None:
            # Nothing but the beginning of a boundary is worth keeping.
            if len(self._buffer) > MAX_HEADER:
                self._drop(len(self._buffer) - 2 * MAX_BOUNDARY)
            return
        blank = _BLANK.search(self._buffer, found[1])
        if blank is None:
            if len(self._buffer) - found[1] > MAX_HEADER:
                self.damaged += 1
                self._drop(found[1])
            return
        header = bytes(self._buffer[found[1] : blank.end()])
        self._drop(blank.end())
        if len(header) > MAX_HEADER:
            self.damaged += 1
            return
        length = _LENGTH.search(header.replace(b"\r", b""))
        self._length = int(length[1]) if length else None
        if self._length is not None and not 0 < self._length <= MAX_BYTES:
            self.damaged += self._length > MAX_BYTES
            self._length = None
        self._in_part = True

    def _body(self) -> bytearray | None:
        if self._length is not None:
            if len(self._buffer) < self._length:
                return None
            return self._take(self._length)
        found = self._find_boundary(self._searched)
        if found is not None:
            return self._take(found[0])
        end = jpeg_end(self._buffer, self._searched)
        if end is not None:
            return self._take(end)
        self._searched = max(0, len(self._buffer) - len(self._boundary) - 8)
        if len(self._buffer) > MAX_BYTES:
            self.damaged += 1
            self._drop(len(self._buffer) - len(self._boundary) - 8)
            self._in_part = False
        return None

    def _take(self, length: int) -> bytearray:
        part = self._buffer[:length]
        self._drop(length)
        self._in_part, self._length = False, None
        return part

    def _drop(self, length: int) -> None:
        del self._buffer[:length]
        self._searched = 0

    def _find_boundary(self, start: int) -> tuple[int, int] | None:
        """Return where the line of the next boundary begins and where its text ends."""
        if not self._boundary:
            found = _FIRST.search(self._buffer)
            if found is None:
                return None
            self._boundary = found[1]
        text = b"--" + self._boundary
        at = self._buffer.find(text, start)
        # Chance writes it into a picture too, but hardly with what must follow it.
        while at >= 0 and self._byte(at + len(text)) not in _AFTER:
            at = self._buffer.find(text, at + 1)
        if at < 0:
            return None
        begin = at
        while begin > 0 and self._buffer[begin - 1] == 0x2D and at - begin < MAX_BOUNDARY:
            begin -= 1
        # The line end before it belongs to the boundary.
        if self._buffer[begin - 1 : begin] == b"\n":
            begin -= 1
            if self._buffer[begin - 1 : begin] == b"\r":
                begin -= 1
        return begin, at + len(text)

    def _byte(self, at: int) -> int:
        """Return a byte of the buffer, 0 behind its end."""
        return self._buffer[at] if at < len(self._buffer) else 0


def jpeg_end(data: bytearray, searched: int = 0) -> int | None:
    """Return where a whole JPEG at the start of `data` ends, so that nobody waits for what follows.

    Args:
        data: Perhaps a JPEG, perhaps its beginning.
        searched: Up to here no end was found before.
    """
    if data[:3] != b"\xff\xd8\xff" or data.find(b"\xff\xd9", max(0, searched - 1)) < 0:
        return None
    at = 2
    for _ in range(MAX_SEGMENTS):
        if at + 4 > len(data) or data[at] != 0xFF:
            break
        marker = data[at + 1]
        if marker == 0xD9:
            return at + 2
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        at += 2 + length
        if marker == 0xDA:
            found = _MARKER.search(data, at)
            if found is None:
                return None
            at = found.start()
    return at + 2 if data[at : at + 2] == b"\xff\xd9" else None
