# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.events import Direction, Reason
from alpr_kiosk.domain.lists import ListEntry, WeeklyWindow, in_windows, validity
from tests.fakes.plates import NOON, entry

BERLIN = ZoneInfo("Europe/Berlin")
SUN, MON, SAT = 6, 0, 5


def window(day: int, start: str, end: str) -> WeeklyWindow:
    return WeeklyWindow(weekday=day, start=time.fromisoformat(start), end=time.fromisoformat(end))


def ask(one: ListEntry, now: datetime = NOON, **how: object) -> Reason | None:
    given_: dict = {"gate_id": "g1", "direction": Direction.IN, **how}
    return validity(one, now_utc=now, tz=BERLIN, **given_)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"valid_until": NOON + timedelta(seconds=1)}, None),
        ({"valid_until": NOON}, Reason.DENY_EXPIRED),
        ({"valid_from": NOON}, None),
        ({"valid_from": NOON + timedelta(seconds=1)}, Reason.DENY_HOURS),
        ({"gates": ("g1", "g2")}, None),
        ({"gates": ("g2",)}, Reason.DENY_GATE),
        ({"direction": Direction.IN}, None),
        ({"direction": Direction.OUT}, Reason.DENY_GATE),
        ({"uses_left": 1}, None),
        ({"uses_left": 0}, Reason.DENY_USES),
        ({"windows": (window(SUN, "12:59", "13:01"),)}, None),  # 12:00 UTC is 13:00 in Berlin
        ({"windows": (window(MON, "12:59", "13:01"),)}, Reason.DENY_HOURS),
        ({"windows": (window(SUN, "11:00", "13:00"),)}, Reason.DENY_HOURS),
        (
            {"valid_until": NOON, "gates": ("g2",), "uses_left": 0},
            Reason.DENY_EXPIRED,
        ),
    ],
)
def test_validity(changes: dict, reason: Reason | None) -> None:
    assert ask(entry("AA11", **changes)) is reason


def test_what_is_not_known_is_no_permission() -> None:
    assert ask(entry("A1", direction=Direction.IN), direction=Direction.UNKNOWN) is Reason.DENY_GATE
    assert ask(entry("A1", gates=("g1",)), gate_id=None) is Reason.DENY_GATE
    assert ask(entry("A1"), gate_id=None, direction=Direction.UNKNOWN) is None


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


# 2026: clocks go forward on Sunday 29 March at 01:00 UTC (02:00 -> 03:00),
# back on Sunday 25 October at 01:00 UTC (03:00 -> 02:00).
@pytest.mark.parametrize(
    ("spec", "now", "inside"),
    [
        # an ordinary night: Saturday 22:00 to Sunday 06:00 local
        ((SAT, "22:00", "06:00"), "2026-11-21T20:59", False),
        ((SAT, "22:00", "06:00"), "2026-11-21T21:00", True),
        ((SAT, "22:00", "06:00"), "2026-11-22T04:59", True),
        ((SAT, "22:00", "06:00"), "2026-11-22T05:00", False),
        ((SUN, "22:00", "06:00"), "2026-11-22T04:59", False),
        # until the end of the day, and a whole day
        ((SUN, "20:00", "00:00"), "2026-11-22T22:59", True),
        ((SUN, "20:00", "00:00"), "2026-11-22T23:00", False),
        ((SUN, "00:00", "00:00"), "2026-11-21T23:00", True),
        ((SUN, "00:00", "00:00"), "2026-11-22T23:00", False),
        # forward: 02:30 does not exist
        ((SUN, "02:30", "03:30"), "2026-03-29T00:59", False),
        ((SUN, "02:30", "03:30"), "2026-03-29T01:00", True),
        ((SUN, "02:30", "03:30"), "2026-03-29T01:29", True),
        ((SUN, "02:30", "03:30"), "2026-03-29T01:30", False),
        ((SAT, "22:00", "02:30"), "2026-03-29T00:59", True),
        ((SAT, "22:00", "02:30"), "2026-03-29T01:00", False),
        ((SAT, "22:00", "06:00"), "2026-03-29T03:59", True),
        ((SAT, "22:00", "06:00"), "2026-03-29T04:00", False),
        # back: 02:00 to 03:00 comes twice
        ((SAT, "22:00", "02:30"), "2026-10-25T00:10", True),
        ((SAT, "22:00", "02:30"), "2026-10-25T00:40", True),  # no hole between the two passes
        ((SAT, "22:00", "02:30"), "2026-10-25T01:29", True),
        ((SAT, "22:00", "02:30"), "2026-10-25T01:30", False),
        ((SUN, "02:30", "05:00"), "2026-10-25T00:29", False),
        ((SUN, "02:30", "05:00"), "2026-10-25T00:30", True),
        ((SUN, "02:30", "05:00"), "2026-10-25T01:10", True),
        ((SUN, "02:30", "05:00"), "2026-10-25T03:59", True),
        ((SUN, "02:30", "05:00"), "2026-10-25T04:00", False),
        ((SUN, "03:00", "04:00"), "2026-10-25T01:59", False),
        ((SUN, "03:00", "04:00"), "2026-10-25T02:00", True),
    ],
)
def test_windows_in_local_time(spec: tuple[int, str, str], now: str, inside: bool) -> None:
    assert in_windows([window(*spec)], utc(now), BERLIN) is inside


@given(
    st.integers(0, 6),
    st.integers(0, 1439),
    st.integers(0, 1439),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001
)
def test_without_changes_of_the_clock_minutes_of_the_week_decide(
    day: int, start: int, end: int, now: datetime
) -> None:
    one = WeeklyWindow(
        weekday=day, start=time(start // 60, start % 60), end=time(end // 60, end % 60)
    )
    length = end - start if end > start else end - start + 1440
    minute = now.weekday() * 1440 + now.hour * 60 + now.minute
    expected = (minute - (day * 1440 + start)) % 10080 < length
    moment = now.replace(tzinfo=timezone.utc)
    assert in_windows([one], moment, timezone.utc) is expected
