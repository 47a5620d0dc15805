# SPDX-License-Identifier: AGPL-3.0-or-later
"""The JSON of a list entry, each value written once for the change log, the hash and the table.

An import writes 100,000 entries, and `json` took a third of its time. The texts are those that
`json` makes, character by character: hashes of entries that were saved before must still fit.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timezone
from functools import cache, lru_cache
from json.encoder import encode_basestring_ascii as quoted
from operator import eq, itemgetter
from typing import Any, NamedTuple

from sqlalchemy import JSON, Integer, String

from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.storage import mapping
from alpr_kiosk.storage.orm import EPOCH, ListEntryTable, UtcTime

DERIVED = ("text", "fold", "strong_fold", "updated_at")
"""Columns that the change log does not keep."""

UNHASHED = ("uses_left", "updated_at")
"""Columns of a list entry that change without an edit; the entry's hash leaves them out."""

LATER: Mapping[str, object] = {
    "group_id": "",
    "as_group": [],
    "holidays": "usual",
    "photo": "",
    "second_factor": "",
}
"""Columns that came with version 0004, the last one with 0009; left out of the hash while they say
nothing, so that the hashes of entries that were saved before still fit. Groups have one of the same
name, from the beginning on: that it is left out the same way harms nothing: no other value is."""

LOG_MARKS, HASH_MARKS = (", ", ": "), (",", ":")
"""Between values, and behind names: of the change log as SQLAlchemy writes JSON, of the hash as
`audit.canonical` does."""


class EntryJson(NamedTuple):
    """What is written of one entry.

    Attributes:
        log: For the change log.
        hashed: What the keyed hash is made of.
        lists: JSON columns of the table by name.
    """

    log: str
    hashed: str
    lists: dict[str, str]


def entry_json(values: Mapping[str, Any]) -> EntryJson:
    """Return the JSON of an entry's columns (`mapping.entry_values`)."""
    plain = (
        *map(quoted, _texts(values)),
        *map(_time, _times(values)),
        *map(_number, _numbers(values)),
    )
    found = _lists(values)
    logged = hashed = _EMPTY
    if any(found):
        logged, hashed = zip(*map(_list, found), strict=True)
    says_nothing = tuple(map(eq, _later(values), _SAYS_NOTHING))
    return EntryJson(
        _LOG(plain + logged),
        _hash_writer(says_nothing)(plain + hashed),
        dict(zip(_LISTS, logged, strict=True)),
    )


_COLUMNS = ListEntryTable.__table__.columns
_NAMES = tuple(
    mapping.entry_values(ListEntry(entry_id="", kind=ListKind.ALLOW, plate=""), updated_at=EPOCH)
)
"""In the order in which the change log has them."""


def _of_type(kind: type) -> tuple[str, ...]:
    return tuple(
        name for name in _NAMES if isinstance(_COLUMNS[name].type, kind) and name != "updated_at"
    )


_TEXTS, _TIMES, _NUMBERS, _LISTS = map(_of_type, (String, UtcTime, Integer, JSON))
_PLACES = {name: at for at, name in enumerate((*_TEXTS, *_TIMES, *_NUMBERS, *_LISTS))}
_texts, _times, _numbers, _lists = (
    itemgetter(*names) for names in (_TEXTS, _TIMES, _NUMBERS, _LISTS)
)
_later = itemgetter(*LATER)
_SAYS_NOTHING = tuple(LATER.values())
_EMPTY: tuple[str, ...] = ("[]",) * len(_LISTS)

_Writer = Callable[[tuple[str, ...]], str]


def _writer(names: Iterable[str], marks: tuple[str, str]) -> _Writer:
    """Return what makes an object of values that are JSON already, in the order of `_PLACES`."""
    between, behind = marks
    chosen = tuple(names)
    template = "{" + between.join(f'"{name}"{behind}%s' for name in chosen) + "}"
    pick = itemgetter(*(_PLACES[name] for name in chosen))
    return lambda parts: template % pick(parts)


_LOG = _writer((name for name in _NAMES if name not in DERIVED), LOG_MARKS)


@cache  # as many as there are ways to say nothing in these columns
def _hash_writer(says_nothing: tuple[bool, ...]) -> _Writer:
    left_out = {name for name, nothing in zip(LATER, says_nothing, strict=True) if nothing}
    left_out.update(UNHASHED)
    return _writer((name for name in sorted(_NAMES) if name not in left_out), HASH_MARKS)


def _time(at: datetime | None) -> str:
    if at is None:
        return "null"
    # Of equal times in other zones each has its own text.
    return _utc_time(at) if at.tzinfo is timezone.utc else f'"{at.isoformat()}"'


@lru_cache(maxsize=10_000)
def _utc_time(at: datetime) -> str:
    return f'"{at.isoformat()}"'


def _number(value: int | None) -> str:
    return "null" if value is None else int.__repr__(value)


def _list(items: Sequence[Any]) -> tuple[str, str]:
    if not items:
        return "[]", "[]"
    return _list_texts(tuple(tuple(one) if type(one) is list else one for one in items))


@lru_cache(maxsize=10_000)
def _list_texts(items: tuple[Any, ...]) -> tuple[str, str]:
    return json.dumps(items, separators=LOG_MARKS), json.dumps(items, separators=HASH_MARKS)
