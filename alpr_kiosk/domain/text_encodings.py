# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which encoding and which separator a table of text has, told from its beginning."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable

ENCODINGS = (
    "utf-8",
    "utf-16",
    "cp1252",
    "cp1250",
    "cp1251",
    "iso-8859-15",
)
"""What tables of Windows and Linux come in, in Europe and where it is written from right to left
(UTF-8 and UTF-16)."""

SEPARATORS = (";", ",", "\t", "|")
"""In the order of preference: a decimal comma is likelier than a semicolon in a name."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EAST = {**dict.fromkeys("łŁąĄęĘśŚźŹżŻěĚřŘůŮťŤňŇďĎľĽőŐűŰČŠšŽž", 2), **dict.fromkeys("čćńń", 1)}
_WEST = {**dict.fromkeys("åÅæÆœŒãÃõÕÊÈ", 2), **dict.fromkeys("èêñùìÑ", 1)}


def encoding_of(head: bytes) -> str:
    """Return the name of the encoding, for `codecs`; "" for what is no text at all.

    Without a mark at the beginning: what is UTF-8 without a fault is UTF-8; else the letters tell.
    A guess, to be shown to a person: cp1252 and cp1250 share most of their letters.

    Args:
        head: The beginning of the file, some 100 KB of it; may end within a character.
    """
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if name := _utf16(head):
        return name
    controls = sum(byte < 32 and byte not in b"\t\r\n\f\0" for byte in head)
    if controls * 100 > len(head) or head.count(0) * 10 > len(head):
        return ""
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        return _eight_bit(head)
    return "utf-8"


def _utf16(head: bytes) -> str:
    """Return UTF-16 without a mark: in most languages every other byte is 0."""
    length = len(head) // 2
    if length < 4:
        return ""
    even, odd = head[0 : 2 * length : 2].count(0), head[1 : 2 * length : 2].count(0)
    if odd > 0.6 * length and even < 0.05 * length:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * length and odd < 0.05 * length else ""


def _eight_bit(head: bytes) -> str:
    high = re.findall(rb"[\x80-\xff]+", head)
    letters = re.findall(rb"[\xc0-\xff\xa8\xb8]{2,}", head)
    if sum(map(len, letters)) > 0.6 * sum(map(len, high)):
        return "cp1251"  # whole words beyond ASCII: another alphabet
    if _score(head, "cp1250", _EAST) > _score(head, "cp1252", _WEST):
        return "cp1250"
    if re.search(rb"[\x80-\x9f]", head):
        return "cp1252"  # only controls there in ISO 8859
    # Both are alike but for eight signs: letters or the euro within words are ISO 8859-15.
    return (
        "iso-8859-15"
        if re.search(rb"\xa4|(?<=\w)[\xa6\xa8\xb4\xb8\xbc\xbd\xbe]", head)
        else ("cp1252")
    )


def _score(head: bytes, encoding: str, letters: dict[str, int]) -> int:
    """Return how much of the text is letters of these languages, less the signs within words."""
    text = head.decode(encoding, "replace")
    score = sum(letters.get(char, 0) for char in text if not char.isascii())
    return score - 2 * len(re.findall(r"(?<=[A-Za-z])[^\w\s!-~€„“”–’](?=[a-z])", text))


def separator_of(lines: Iterable[str]) -> str:
    """Return the separator of a table: the one by which most rows have the columns of the first.

    A table of one column has none; it is read with a comma.

    Args:
        lines: Its first lines, some 50.
    """
    text = list(lines)
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(text, delimiter=separator) if row]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        like_first = widths.count(widths[0]) / len(widths)
        score = like_first + min(widths[0], 20) / 1000
        if score > best_score:
            best, best_score = separator, score
    return best
