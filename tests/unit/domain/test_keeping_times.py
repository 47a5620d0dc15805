# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long things are kept, stepped by touch: always in order, and longer than usual is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.config.keeping import KeepingConfig
from alpr_kiosk.domain.keeping import (
    KEYS,
    LADDER,
    LEAST,
    USUAL,
    beyond_usual,
    days_of,
    rules_of,
    stepped,
)

STEPS = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from((-1, 1))), max_size=60)


def test_what_is_usual_is_what_a_site_file_without_the_table_has() -> None:
    assert days_of(KeepingConfig().rules) == dict(USUAL)
    assert set(USUAL) == set(KEYS)


@given(STEPS)
def test_any_touches_leave_times_that_a_site_file_takes(steps: list[tuple[str, int]]) -> None:
    days = dict(USUAL)
    for key, by in steps:
        before = days
        days = stepped(days, key, by)
        assert days[key] >= before[key] if by > 0 else days[key] <= before[key]
        assert days[key] in LADDER
        assert days[key] >= LEAST.get(key, 0)
    assert days_of(rules_of(days)) == days
    tables: dict[str, object] = {}
    for key, value in days.items():
        table, _, name = key.rpartition(".")
        if table:
            part = tables.setdefault(table, {})
            assert isinstance(part, dict)
            part[name] = value
        else:
            tables[name] = value
    assert days_of(KeepingConfig.model_validate(tables).rules) == days


def test_what_must_follow_moves_along() -> None:
    days = stepped(USUAL, "allowed.pictures_days", 1)
    assert (days["allowed.pictures_days"], days["allowed.plates_days"]) == (60, 60)
    assert days["unlisted.plates_days"] == 30
    short = USUAL | {"rows_days": 30.0}
    days = stepped(short, "rows_days", -1)
    assert {days[key] for key in KEYS if key.endswith("plates_days")} == {14}
    assert days["unlisted.pictures_days"] == 3
    assert days["notes_days"] == 365


def test_longer_than_usual_is_only_what_was_not_so_before() -> None:
    long = USUAL | {"unlisted.pictures_days": 7.0}
    assert beyond_usual(long, USUAL) == ("unlisted.pictures_days",)
    assert beyond_usual(long, long) == ()
    assert beyond_usual(USUAL, long) == ()
    assert beyond_usual(long | {"unlisted.pictures_days": 5.0}, long) == ()


@pytest.mark.parametrize("key", KEYS)
def test_the_ends_of_the_ladder_are_ends(key: str) -> None:
    top = dict.fromkeys(KEYS, LADDER[-1])
    assert stepped(top, key, 1) == top
    low = dict.fromkeys(KEYS, 7.0) if key in LEAST else dict.fromkeys(KEYS, LADDER[0])
    assert stepped(low, key, -1)[key] == low[key]
