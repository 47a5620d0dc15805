# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads of the last 20 s, and whether a denied car stands at the gate."""

from __future__ import annotations

import threading

import pytest

from alpr_kiosk.domain.events import Action, Decision, Reason
from alpr_kiosk.services.recent import LINK_S, RecentReads
from tests.fakes.clock import ManualClock
from tests.fakes.plates import passage

DENIED = Decision(action=Action.REFUSE, reason=Reason.DENY_LISTED, alarm=True)
UNKNOWN = Decision(action=Action.ASK, reason=Reason.UNKNOWN)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def recent(clock: ManualClock) -> RecentReads:
    return RecentReads(clock=clock)


def test_passages_of_the_last_20_seconds_oldest_first_each_once(
    recent: RecentReads, clock: ManualClock
) -> None:
    for name in ("a", "b", "a", "c"):
        recent.note("gate", passage("AB123CD", passage_id=name), None)
        clock.advance(6)
    assert recent.passages("gate") == ("b", "a", "c")
    clock.advance(LINK_S)
    assert recent.passages("gate") == ()
    assert recent.passages("elsewhere") == ()


def test_a_car_seen_in_many_frames_does_not_push_the_others_out(recent: RecentReads) -> None:
    recent.note("gate", passage("AB123CD", passage_id="first"), None)
    for _ in range(500):
        recent.note("gate", passage("XY99ZZZ", passage_id="stays"), None)
    assert recent.passages("gate") == ("first", "stays")


def test_a_denied_car_counts_until_it_leaves(recent: RecentReads) -> None:
    recent.note("gate", passage("XY99ZZZ", passage_id="bad"), DENIED)
    recent.note("gate", passage("AB123CD", passage_id="other"), UNKNOWN)
    assert recent.denied_now("gate")
    assert not recent.denied_now("other gate")
    recent.gone("gate", "other")
    assert recent.denied_now("gate")
    recent.gone("gate", "bad")
    assert not recent.denied_now("gate")


def test_a_denied_car_that_stays_in_sight_stays_denied(
    recent: RecentReads, clock: ManualClock
) -> None:
    for _ in range(200):
        recent.note("gate", passage("XY99ZZZ", passage_id="bad"), DENIED)
        clock.advance(1)
    assert recent.denied_now("gate")


def test_a_denied_car_whose_end_was_never_told_is_forgotten(
    recent: RecentReads, clock: ManualClock
) -> None:
    """The reader died with the car in sight: the gate must not need a long hold for ever."""
    recent.note("gate", passage("XY99ZZZ", passage_id="bad"), DENIED)
    clock.advance(LINK_S)
    assert recent.denied_now("gate")
    clock.advance(0.1)
    assert not recent.denied_now("gate")


def test_threads_may_write_and_read_together(recent: RecentReads) -> None:
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for number in range(300):
                recent.note("gate", passage("AB123CD", passage_id=f"{name}{number}"), UNKNOWN)
                recent.passages("gate")
        except BaseException as exc:  # noqa: BLE001 - handed to the test
            failures.append(exc)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
