# SPDX-License-Identifier: AGPL-3.0-or-later
"""The JSON of entries is character by character what `json` makes: hashes must fit for ever."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.holidays import HolidayRule
from alpr_kiosk.domain.lists import GroupPart, ListEntry, ListKind, WeeklyWindow
from alpr_kiosk.storage import list_items, mapping
from alpr_kiosk.storage.entry_json import entry_json
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import EPOCH

KEY = ChainKey(secret=b"k" * 32)
BERLIN = ZoneInfo("Europe/Berlin")
TWICE = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
"""Comes twice that night; `fold` tells which, and equality does not look at it."""

PLAIN = ListEntry(entry_id="e1", kind=ListKind.ALLOW, plate="B-AB 123")
FULL = ListEntry(
    entry_id="e2",
    kind=ListKind.VISITOR,
    plate="ÖS 1O %s",
    owner='Müller "von" \\ %d 100% 😀',
    vehicle="line\nend\ttab\x7f\u2028",
    notes="\x00\x1f</script>",
    valid_from=datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=timezone.utc),
    valid_until=datetime(2027, 1, 1, tzinfo=timezone(timedelta(hours=2))),
    windows=(
        WeeklyWindow(weekday=0, start=time(7), end=time(18, 30)),
        WeeklyWindow(weekday=6, start=time(), end=time(0, 0, 1, 5)),
    ),
    gates=("gate-in", 'gate "out"'),
    direction=Direction.IN,
    max_uses=3,
    uses_left=0,
    host="Ärztin",
    created_by="installer",
    created_at=datetime(2026, 11, 27, tzinfo=BERLIN),
    group_id="g1",
    as_group=(GroupPart.GATES, GroupPart.HOLIDAYS),
    holidays=HolidayRule.NEVER,
    photo="0" * 64,
    second_factor='ID "card" ä',
)
ENTRIES = {
    "plain": PLAIN,
    "full": FULL,
    "group alone": replace(PLAIN, group_id="g1"),
    "as group": replace(PLAIN, as_group=(GroupPart.WINDOWS,)),
    "holidays": replace(PLAIN, holidays=HolidayRule.ONLY),
    "photo": replace(PLAIN, photo="f" * 64),
    "second proof": replace(PLAIN, second_factor="Site pass"),
    "no uses left": replace(PLAIN, max_uses=5, uses_left=None),
    "the first of two": replace(PLAIN, valid_until=TWICE),
    "the second of two": replace(PLAIN, valid_until=TWICE.replace(fold=1)),
    "the same in UTC": replace(PLAIN, valid_until=TWICE.astimezone(timezone.utc)),
}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_it_is_what_json_makes(entry: ListEntry) -> None:
    values = mapping.entry_values(entry, updated_at=EPOCH)

    written = entry_json(values)

    assert written.log == json.dumps(list_items.values_json(values))
    assert KEY.text_hash(written.hashed) == list_items.values_hash(values, KEY)
    assert written.lists == {
        name: json.dumps(values[name]) for name in ("windows", "gates", "as_group")
    }


def test_equal_times_of_different_zones_keep_their_own_text() -> None:
    texts = {
        entry_json(mapping.entry_values(entry, updated_at=EPOCH)).log for entry in ENTRIES.values()
    }

    assert len(texts) == len(ENTRIES)
