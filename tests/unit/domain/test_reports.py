# SPDX-License-Identifier: AGPL-3.0-or-later
"""Spans of reports, and what a passage counts as."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.events import Reason
from alpr_kiosk.domain.reports import Category, Period, category_of
from tests.contracts.reports_contract import EDGES

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 11, 24)  # a Tuesday


def test_day_week_and_month() -> None:
    assert Period.week(DAY, BERLIN).days[0] == date(2026, 11, 23)
    assert Period.week(DAY, BERLIN).days[-1] == date(2026, 11, 29)
    assert len(Period.month(date(2028, 2, 11), BERLIN).days) == 29
    assert Period.month(date(2026, 12, 31), BERLIN).last == date(2026, 12, 31)


def test_the_span_before() -> None:
    assert Period.day(DAY, BERLIN).before == Period.day(date(2026, 11, 23), BERLIN)
    assert Period.week(DAY, BERLIN).before == Period.week(date(2026, 11, 16), BERLIN)
    assert Period.month(date(2026, 3, 9), BERLIN).before.first == date(2026, 2, 1)
    custom = Period(first=DAY, last=DAY + timedelta(days=9), zone=BERLIN)
    assert custom.before == Period(first=date(2026, 11, 14), last=date(2026, 11, 23), zone=BERLIN)


@pytest.mark.parametrize(("last", "fits"), [(-1, False), (0, True), (365, True), (366, False)])
def test_a_span_has_a_day_and_no_more_than_a_year(last: int, fits: bool) -> None:
    if fits:
        Period(first=DAY, last=DAY + timedelta(days=last), zone=BERLIN)
        return
    with pytest.raises(ValueError, match="1 to 366 days"):
        Period(first=DAY, last=DAY + timedelta(days=last), zone=BERLIN)


@pytest.mark.parametrize(("zone", "day", "hours"), EDGES)
def test_hours_of_the_days_on_which_clocks_are_moved(zone: str, day: date, hours: int) -> None:
    period = Period.day(day, ZoneInfo(zone))
    found = period.hours()
    assert len(found) == hours
    assert len(set(found)) == hours
    assert all(hour.astimezone(period.zone).date() == day for hour in found)
    assert found[0] == period.since
    gaps = {later - earlier for earlier, later in pairwise([*found, period.until])}
    assert gaps <= {timedelta(hours=1), timedelta(minutes=30)}


@given(
    day=st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 1, 1)),
    zone=st.sampled_from([edge[0] for edge in EDGES]),
)
def test_days_follow_each_other_without_a_gap(day: date, zone: str) -> None:
    own = Period.day(day, ZoneInfo(zone))
    following = Period.day(day + timedelta(days=1), ZoneInfo(zone))
    assert own.until == following.since
    assert 23 <= len(own.hours()) <= 25


def test_every_reason_has_its_category() -> None:
    found = {reason: category_of(reason.value, settled=True) for reason in Reason}
    assert found[Reason.ALLOW_BY_HAND] is Category.ALLOWED
    assert found[Reason.ALLOW_PASS] is Category.VISITOR
    assert found[Reason.DENY_LOCKDOWN] is Category.DENIED
    assert found[Reason.IGNORED_PARKED] is Category.PASSING
    assert found[Reason.TIMEOUT_CLOSED] is Category.UNKNOWN
    assert found[Reason.ASK_NEAR_BAN] is Category.UNKNOWN
    assert category_of("", settled=True) is Category.UNDECIDED
    assert category_of(Reason.ALLOW_LISTED.value, settled=False) is Category.UNREAD
