# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever order people try, wait, restart and set clocks in: waits hold, and end."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from argon2.exceptions import VerifyMismatchError
from hypothesis import given, settings
from hypothesis import strategies as st

from alpr_kiosk.domain.shift import SHORTEST, Shift, past_ends, past_text, planned_end
from alpr_kiosk.services.sessions import ELEVATION_IDLE_S, IDLE_S, SessionService
from alpr_kiosk.services.waits import MAX_WAIT_S
from tests.fakes.clock import ManualClock
from tests.fakes.records import FakeRecords

PIN = "739204"
ROLES = ("guard", "supervisor", "installer", "auditor")
TIMES = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis gives the zone
    max_value=datetime(2039, 12, 31),  # noqa: DTZ001
    timezones=st.just(timezone.utc),
)


class Plain:
    """A hasher that takes no time."""

    def hash(self, pin: str) -> str:
        return f"hash of {pin}"

    def verify(self, known: str, pin: str) -> bool:
        if known != f"hash of {pin}":
            raise VerifyMismatchError
        return True


def make(records: FakeRecords, clock: ManualClock) -> SessionService:
    return SessionService(records=records, clock=clock, hasher=Plain())  # type: ignore[arg-type]


STEPS = st.lists(
    st.one_of(
        st.just(("wrong", 0.0)),
        st.just(("right", 0.0)),
        st.just(("restart", 0.0)),
        st.tuples(st.just("wait"), st.floats(0, 100)),
        st.tuples(st.just("clock"), st.floats(-1e6, 1e6)),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_no_order_of_tries_gets_around_a_wait_or_locks_out(steps: list[tuple[str, float]]) -> None:
    clock = ManualClock()
    records = FakeRecords(clock=clock)
    sessions = make(records, clock)
    sessions.set_pin("Anna", "supervisor", PIN, "installer")
    told_s, passed_s, moved = 0, 0.0, False
    for step, seconds in steps:
        if step == "wait":
            clock.advance(seconds)
            passed_s += seconds
        elif step == "clock":
            clock.utc += timedelta(seconds=seconds)
            moved = True
        elif step == "restart":
            sessions = make(records, clock)
        else:
            answer = sessions.submit("Anna", "supervisor", PIN if step == "right" else "000000")
            assert answer.wait_s <= MAX_WAIT_S
            if not moved and passed_s < told_s - 1:
                assert not answer.ok
            if answer.ok:
                assert step == "right"
                told_s, moved = 0, False
            elif passed_s >= told_s or moved:
                told_s, passed_s, moved = answer.wait_s, 0.0, False
    clock.advance(sessions.submit("Anna", "supervisor", "000000").wait_s)
    clock.advance(MAX_WAIT_S)
    assert sessions.submit("Anna", "supervisor", PIN).ok


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(ROLES),
    st.lists(st.tuples(st.floats(0, 2000), st.sampled_from(ROLES)), max_size=12),
)
def test_a_session_lives_as_long_as_it_is_used(role: str, uses: list[tuple[float, str]]) -> None:
    clock = ManualClock()
    sessions = make(FakeRecords(clock=clock), clock)
    token, lives, idle = sessions.open("Anna", role), True, 0.0
    for seconds, asked in uses:
        clock.advance(seconds)
        idle += seconds
        lives = lives and idle <= IDLE_S.get(role, ELEVATION_IDLE_S)
        allowed = lives and asked == role
        assert (sessions.user_of(token, asked) == "Anna") is allowed
        if allowed:
            idle = 0.0
    sessions.end_all("Anna")
    assert sessions.holder(token) is None


@settings(max_examples=100, deadline=None)
@given(TIMES, st.lists(st.times().map(lambda at: at.replace(tzinfo=None)), max_size=5))
def test_a_shift_is_an_hour_long_or_more_and_never_longer_than_two_days(
    now: datetime, changes: list[time]
) -> None:
    end = planned_end(now, changes, ZoneInfo("Europe/Berlin"))
    if not changes:
        assert end is None
        return
    assert end is not None
    assert SHORTEST <= end - now <= timedelta(hours=27)


@given(st.lists(TIMES, max_size=6), st.text(max_size=12), TIMES)
def test_what_is_kept_of_shifts_is_read_back(
    ends: list[datetime], user: str, began: datetime
) -> None:
    assert past_ends(past_text(ends)) == tuple(ends[-3:])
    shift = Shift(shift_id="1", user=user, began_at=began, read=(user,))
    assert Shift.from_text(shift.to_text()) == (shift if user else None)
