# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a log may not say: plates and credentials (rules 26).

A line of a log does not know what in it is a plate. Whatever looks like one is masked; a name of a
product or a code that looks like one is masked too, which costs less than a plate.
"""

from __future__ import annotations

import re

from alpr_kiosk.domain.plate import mask, normalise

_PLAIN = frozenset(
    {
        "H264",
        "H265",
        "X264",
        "MP4",
        "UTF8",
        "UTF16",
        "SHA256",
        "SHA1",
        "MD5",
        "INT8",
        "FP16",
        "BF16",
    }
    | {"RS485", "RS232", "YOLO11", "YOLO11N", "IPV4", "IPV6", "TLS12", "TLS13", "ARGON2", "AES256"}
)
"""Words of our trade that have the form of a plate."""

_LEAST, _MOST = 4, 10
"""Characters of a plate without separators: the shortest of the presets, the longest in use."""

_CHAR = r"[^\W_a-zß-öø-ÿа-яѐ-џα-ω]"
"""A digit or a letter that is not lower case."""

_FORM = rf"{_CHAR}{{1,10}}(?:[ \-·]{_CHAR}{{1,5}}){{0,3}}"
_LIKE_PLATE = re.compile(rf"(?<![\w/.=#-]){_FORM}(?![\w/])")
_VALUE = re.compile(rf"(?<==)(?P<quote>['\"]?){_FORM}(?P=quote)(?![\w/])")
_USER = re.compile(r"(?<=://)[^\s/@]+(?=@)")
_SECRET = re.compile(
    r"(?i)\b(password|passwd|pwd|pin|token|secret|authorization|api[_-]?key)(['\"]?\s*[=:]\s*)"
    r"(?:bearer\s+|basic\s+)?(?:'[^']*'|\"[^\"]*\"|[^\s'\",;)]+)"
)
_WORDS = frozenset(
    {"GET", "PUT", "EOF", "USB", "TCP", "UDP", "CPU", "GPU", "RAM", "FPS", "PID", "ROW"}
)
"""Words of three letters that a number may follow."""

_LONG_WORD = 4
"""Letters that make a word of one part of a plate that is written in parts."""


def redacted(text: str) -> str:
    """Return a line for a log without plates and credentials."""
    text = _USER.sub("***", text)
    text = _SECRET.sub(r"\1\2***", text)
    text = _VALUE.sub(_masked, text)
    return _LIKE_PLATE.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    shown = found.group()
    plate = normalise(shown)
    if not _LEAST <= len(plate) <= _MOST or plate in _PLAIN:
        return shown
    digits = sum(char.isdigit() for char in plate)
    if digits in (0, len(plate)):
        return shown  # a word, or a number
    parts = re.split(r"[ \-·]", shown)
    if len(parts) > 1 and any(
        one in _WORDS or (one.isalpha() and len(one) >= _LONG_WORD) for one in parts
    ):
        return shown  # such as HTTP 404
    quote = shown[0] if shown[0] in "'\"" else ""
    return f"{quote}{mask(plate)}{quote}"
