# SPDX-License-Identifier: AGPL-3.0-or-later
"""When chores are due: over restarts, over both edges of summer time, and when clocks jump."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.chores import Daily, Every, due_since

UTC = timezone.utc
BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = Daily(at=time(2, 30), zone=BERLIN)
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_every_counts_from_the_start_of_the_last_run() -> None:
    when, last = Every(seconds=3600), moment("2026-11-26T10:00")
    assert due_since(when, last, last + timedelta(seconds=3599)) is None
    late = last + timedelta(days=3)
    assert due_since(when, last, late) == last + timedelta(hours=1)
    with pytest.raises(ValueError, match="time"):
        Every(seconds=0)


def test_daily_is_once_a_day_at_the_sites_time() -> None:
    last = moment("2026-11-26T01:30")  # 2:30 in Berlin
    assert due_since(NIGHT, last, moment("2026-11-27T01:29")) is None
    assert due_since(NIGHT, last, moment("2026-11-27T01:30")) == moment("2026-11-27T01:30")


def test_a_night_that_was_missed_is_made_up_once() -> None:
    last = moment("2026-11-20T01:30")
    now = moment("2026-11-26T09:00")
    assert due_since(NIGHT, last, now) == moment("2026-11-21T01:30")
    assert due_since(NIGHT, now, now) is None


@pytest.mark.parametrize(
    ("last", "due"),
    [
        ("2026-03-28T12:00", "2026-03-29T01:30"),  # 2:30 does not exist: under the old offset
        ("2026-03-29T01:30", "2026-03-30T00:30"),
        ("2026-10-24T12:00", "2026-10-25T00:30"),  # 2:30 comes twice: the first one
        ("2026-10-25T00:30", "2026-10-26T01:30"),
    ],
)
def test_the_edges_of_summer_time(last: str, due: str) -> None:
    assert NIGHT.due_at(moment(last)) == moment(due)


@given(
    last=st.integers(946_684_800, 2_208_988_800),  # 2000 to 2040
    at=st.times(),
    zone=st.sampled_from(ZONES),
)
def test_a_day_has_one_such_moment(last: int, at: time, zone: str) -> None:
    when = Daily(at=at.replace(tzinfo=None, fold=0), zone=ZoneInfo(zone))
    begun = datetime.fromtimestamp(last, UTC)
    due = when.due_at(begun)
    assert begun < due <= begun + when.longest
    following = when.due_at(due)
    local, then = (moment.astimezone(ZoneInfo(zone)).date() for moment in (due, following))
    assert (then - local).days == 1


@pytest.mark.parametrize("when", [Every(seconds=3600), NIGHT])
def test_a_clock_that_was_put_back_far_does_not_stop_a_chore(when: Every | Daily) -> None:
    now = moment("2026-11-26T10:00")
    assert due_since(when, moment("2040-01-01T00:00"), now) == now
    assert due_since(when, now + timedelta(seconds=2), now) is None  # a small one changes nothing
