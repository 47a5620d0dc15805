# SPDX-License-Identifier: AGPL-3.0-or-later
"""A frozen GUI thread is noticed in time, by a thread that needs nothing of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from alpr_kiosk.runtime.watchdog import (
    FROZEN_AFTER_S,
    INTERVAL_S,
    WORKER_LIMITS,
    Watchdog,
)
from tests.fakes.clock import ManualClock

TICK_S = 0.25


class Beats:
    def __init__(self) -> None:
        self.clock = ManualClock()
        self.times = {"gui": self.clock.mono, "other": self.clock.mono}
        self.frozen: list[tuple[str, float]] = []
        self.noticed = threading.Event()
        self.watchdog = Watchdog(
            clock=self.clock,
            beats=lambda: dict(self.times),
            on_frozen=self.on_frozen,
            interval_s=0.01,
        )

    def on_frozen(self, name: str, age: float) -> None:
        self.frozen.append((name, age))
        self.noticed.set()


@pytest.fixture
def beats() -> Iterator[Beats]:
    made = Beats()
    yield made
    made.watchdog.stop()


def test_it_is_noticed_within_five_seconds_and_three_are_forgiven() -> None:
    assert FROZEN_AFTER_S + INTERVAL_S + TICK_S <= 5.0
    assert FROZEN_AFTER_S > 3.0 + TICK_S


def test_who_beats_is_alive(beats: Beats) -> None:
    for _ in range(100):
        beats.clock.advance(1)
        beats.times = dict.fromkeys(beats.times, beats.clock.mono)
        assert beats.watchdog.check() is None
    beats.clock.advance(FROZEN_AFTER_S)
    assert beats.watchdog.check() is None
    beats.times["other"] = beats.clock.mono
    beats.clock.advance(0.1)
    assert beats.watchdog.check() == "gui"


def test_a_frozen_one_is_named_once(beats: Beats) -> None:
    beats.watchdog.start()
    beats.times["other"] = beats.clock.mono + 60
    beats.clock.advance(60)
    assert beats.noticed.wait(30)
    beats.watchdog.stop()
    assert beats.frozen == [("gui", 60.0)]


def test_it_stops_when_asked(beats: Beats) -> None:
    beats.watchdog.start()
    beats.watchdog.stop()
    beats.clock.advance(60)
    assert not beats.watchdog._thread.is_alive()
    assert beats.frozen == []


def test_one_that_was_never_started_stops_too(beats: Beats) -> None:
    beats.watchdog.stop()
    assert beats.frozen == []


def test_workers_have_their_own_patience(beats: Beats) -> None:
    watchdog = Watchdog(
        clock=beats.clock,
        beats=lambda: dict(beats.times),
        on_frozen=beats.on_frozen,
        limits=WORKER_LIMITS,
    )
    beats.times = {"gate:a": beats.clock.mono, "inference": beats.clock.mono}
    beats.clock.advance(WORKER_LIMITS["gate"])
    assert watchdog.check() is None
    beats.clock.advance(0.1)
    assert watchdog.check() == "gate:a"
    beats.times["gate:a"] = beats.clock.mono
    beats.clock.advance(19)
    assert watchdog.check() is None


def test_a_worker_that_ends_while_it_is_looked_at_is_not_frozen(beats: Beats) -> None:
    """And the watch itself goes on."""
    answers = iter([{"gate:a": -100.0}, {}, {}, {"gate:a": -100.0}, {"gate:a": -100.0}])

    watchdog = Watchdog(
        clock=beats.clock,
        beats=lambda: next(answers, {}),
        on_frozen=beats.on_frozen,
        interval_s=0.01,
    )
    watchdog.start()
    assert beats.noticed.wait(30)
    watchdog.stop()
    assert [name for name, _ in beats.frozen] == ["gate:a"]
