# SPDX-License-Identifier: AGPL-3.0-or-later
"""Windows and holidays in local time: both edges of summer time, leap days, several zones."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.events import Direction, Reason
from alpr_kiosk.domain.holidays import Holiday, HolidayCalendar, HolidayRule
from alpr_kiosk.domain.lists import (
    GroupPart,
    ListEntry,
    ListGroup,
    ListKind,
    ListSnapshot,
    WeeklyWindow,
    in_windows,
    validity,
)
from tests.fakes.plates import NOON, entry

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # by half an hour, in the southern summer
    "Asia/Kolkata",
    "UTC",
    "Africa/Casablanca",  # twice a year around Ramadan, the other way round
)
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
LEAP_DAYS = (date(2024, 2, 29), date(2028, 2, 29), date(2027, 3, 1), date(2024, 12, 31))


@cache
def edges(zone: str) -> tuple[datetime, ...]:
    """Moments around which the clock of a zone is changed, 2024 to 2028; leap days everywhere."""
    tz = ZoneInfo(zone)
    found = [datetime(day.year, day.month, day.day, 12, tzinfo=timezone.utc) for day in LEAP_DAYS]
    now = datetime(2024, 1, 1, tzinfo=timezone.utc)
    while now.year < 2029:
        if now.astimezone(tz).utcoffset() != (now + DAY).astimezone(tz).utcoffset():
            found.append(now + DAY / 2)
        now += DAY
    return tuple(found)


MOMENTS = st.sampled_from(ZONES).flatmap(
    lambda zone: st.tuples(
        st.just(zone),
        st.sampled_from(edges(zone)),
        st.integers(-40 * 60, 40 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    ).map(lambda made: (ZoneInfo(made[0]), made[1] + made[2]))
)
QUARTERS = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
WINDOWS = st.builds(WeeklyWindow, weekday=st.integers(0, 6), start=QUARTERS, end=QUARTERS)


def hull(window: WeeklyWindow, day: date, tz: ZoneInfo) -> tuple[datetime, datetime] | None:
    """First and last moment at which the clock on the wall stands in the window that begins then.

    Found by walking through the quarters of an hour, without asking what a time of the clock is
    in UTC: every change of these clocks is by whole quarters.
    """
    start = datetime.combine(day, window.start)
    end = datetime.combine(day, window.end)
    if end <= start:
        end += DAY
    first = datetime.combine(day, time(), tzinfo=timezone.utc) - DAY
    quarters = [first + QUARTER * n for n in range(4 * 24 * 4)]
    inside = [
        moment for moment in quarters if start <= moment.astimezone(tz).replace(tzinfo=None) < end
    ]
    return (inside[0], inside[-1] + QUARTER) if inside else None


@given(MOMENTS, st.lists(WINDOWS, max_size=3))
def test_windows_hold_from_their_first_to_their_last_quarter(
    moment: tuple[ZoneInfo, datetime], windows: list[WeeklyWindow]
) -> None:
    tz, now = moment
    today = now.astimezone(tz).date()
    expected = False
    for window in windows:
        for day in (today - DAY, today, today + DAY):
            span = hull(window, day, tz) if day.weekday() == window.weekday else None
            expected |= span is not None and span[0] <= now < span[1]
    assert in_windows(windows, now, tz) is expected


HOLIDAYS = st.lists(
    st.builds(
        lambda edge, days, yearly: Holiday(
            holiday_id=f"{edge}{days}{yearly}", day=edge.date() + days * DAY, yearly=yearly
        ),
        st.sampled_from([moment for zone in ZONES for moment in edges(zone)]),
        st.integers(-1, 1),
        st.booleans(),
    ),
    max_size=6,
)


def bounds(day: date, tz: ZoneInfo) -> tuple[datetime, datetime]:
    """The local day as two moments; none of these zones changes its clock at midnight."""
    start, end = (datetime.combine(one, time(), tzinfo=tz) for one in (day, day + DAY))
    return start.astimezone(timezone.utc), end.astimezone(timezone.utc)


def falls(holiday: Holiday, now: datetime, tz: ZoneInfo) -> bool:
    """Whether `now` lies in the holiday, told from the moments at which such days begin."""
    days = [holiday.day]
    if holiday.yearly:
        days = []
        for year in range(2023, 2030):
            try:
                days.append(holiday.day.replace(year=year))
            except ValueError:  # no 29 February in that year
                continue
    return any(start <= now < end for start, end in (bounds(day, tz) for day in days))


@given(MOMENTS, HOLIDAYS, st.sampled_from(HolidayRule))
def test_a_holiday_lasts_from_midnight_to_midnight(
    moment: tuple[ZoneInfo, datetime], holidays: list[Holiday], rule: HolidayRule
) -> None:
    tz, now = moment
    found = validity(
        entry("AA11", holidays=rule),
        now_utc=now,
        tz=tz,
        gate_id="g1",
        direction=Direction.IN,
        calendar=HolidayCalendar(holidays),
    )
    today = any(falls(holiday, now, tz) for holiday in holidays)
    expected = {
        HolidayRule.USUAL: None,
        HolidayRule.NEVER: Reason.DENY_HOLIDAY if today else None,
        HolidayRule.ONLY: None if today else Reason.DENY_HOURS,
    }
    assert found is expected[rule]


@given(MOMENTS, HOLIDAYS, st.lists(WINDOWS, max_size=3), st.sampled_from(HolidayRule))
def test_a_window_and_a_holiday_must_both_hold(
    moment: tuple[ZoneInfo, datetime],
    holidays: list[Holiday],
    windows: list[WeeklyWindow],
    rule: HolidayRule,
) -> None:
    tz, now = moment

    def holds(one: ListEntry) -> bool:
        given_: dict = {"gate_id": "g1", "direction": Direction.IN}
        calendar = HolidayCalendar(holidays)
        return validity(one, now_utc=now, tz=tz, calendar=calendar, **given_) is None

    both = entry("AA11", holidays=rule, windows=tuple(windows))
    apart = [entry("AA11", holidays=rule), entry("AA11", windows=tuple(windows))]
    assert holds(both) is all(map(holds, apart))


def test_a_29_february_comes_in_leap_years_only() -> None:
    calendar = HolidayCalendar([Holiday(holiday_id="h", day=date(2024, 2, 29), yearly=True)])
    assert calendar.on(date(2028, 2, 29)) is not None
    assert calendar.on(date(2027, 2, 28)) is None
    assert calendar.on(date(2027, 3, 1)) is None


def test_a_date_of_its_own_is_named_before_a_yearly_one() -> None:
    yearly = Holiday(holiday_id="y", day=date(2020, 12, 24), yearly=True, name="Eve")
    once = Holiday(holiday_id="o", day=date(2026, 12, 24), name="Closed")
    calendar = HolidayCalendar([yearly, once])
    assert calendar.on(date(2026, 12, 24)) is once
    assert calendar.on(date(2027, 12, 24)) is yearly
    assert calendar.holidays == (yearly, once)


# ---------------------------------------------------------------------------------------- groups

NEVER, ONLY = HolidayRule.NEVER, HolidayRule.ONLY
HOURS = (WeeklyWindow(weekday=6, start=time(7), end=time(9)),)
FIRM = ListGroup(group_id="firm", name="Firm", windows=HOURS, gates=("g2",), holidays=NEVER)


@pytest.mark.parametrize(
    ("parts", "changes"),
    [
        ((), {}),
        ((GroupPart.WINDOWS,), {"windows": HOURS}),
        ((GroupPart.GATES,), {"gates": ("g2",)}),
        ((GroupPart.HOLIDAYS,), {"holidays": NEVER}),
        (tuple(GroupPart), {"windows": HOURS, "gates": ("g2",), "holidays": NEVER}),
    ],
)
def test_a_member_takes_what_it_takes_from_its_group(
    parts: tuple[GroupPart, ...], changes: dict
) -> None:
    own = entry("AA11", group_id="firm", as_group=parts, gates=("g1",), holidays=ONLY)
    snapshot = ListSnapshot.of([own], [FIRM])
    found = snapshot.effective(own)
    for name in ("windows", "gates", "holidays"):
        assert getattr(found, name) == changes.get(name, getattr(own, name))
    assert snapshot.entries == (own,), "what is edited is the entry as it was saved"
    assert snapshot.group("firm") is FIRM
    assert snapshot.group("none") is None


@pytest.mark.parametrize("kind", list(ListKind))
def test_a_group_that_is_not_there_permits_nothing_and_shortens_no_ban(kind: ListKind) -> None:
    own = entry("AA11", kind, group_id="gone", as_group=tuple(GroupPart), gates=("g9",))
    found = ListSnapshot.of([own]).effective(own)
    given_: dict = {"gate_id": "g1", "direction": Direction.IN, "tz": timezone.utc}
    holds = validity(found, now_utc=NOON, **given_) is None
    assert holds is (kind is ListKind.DENY)
