# SPDX-License-Identifier: AGPL-3.0-or-later
"""Chores run one at a time, each at its time; failing ones are told and tried again."""

from __future__ import annotations

import ctypes
import platform
import sys
import threading
from collections.abc import Callable
from datetime import time, timedelta, timezone
from pathlib import Path
from threading import Event

import pytest

from alpr_kiosk import bootstrap
from alpr_kiosk.domain.chores import Daily, Every
from alpr_kiosk.domain.events import Priority
from alpr_kiosk.errors import StorageError
from alpr_kiosk.runtime.keeper import (
    FIRST_RETRY_S,
    LAST_RETRY_S,
    Chore,
    ChoreFailure,
    KeeperWorker,
)
from alpr_kiosk.runtime.priority import BEST_EFFORT_LAST, wait_for_the_disk
from alpr_kiosk.runtime.worker import WorkerHost
from tests.fakes.clock import ManualClock
from tests.runtime.ears import Ear
from tests.runtime.full_site import FullSite

HOUR = 3600.0
NIGHT = Daily(at=time(3, 0), zone=timezone.utc)


class Shelf:
    """Settings that outlive a keeper, and can be out of reach."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.gone = False

    def get(self, key: str) -> str | None:
        if self.gone:
            raise StorageError("storage.locked")
        return self.values.get(key)

    def set(self, key: str, value: str) -> None:
        if self.gone:
            raise StorageError("storage.locked")
        self.values[key] = value


class House:
    def __init__(self) -> None:
        self.clock = ManualClock()  # noon
        self.shelf = Shelf()
        self.ran: list[str] = []
        self.broken: dict[str, Exception] = {}
        self.failures = Ear()
        self.done = Ear()

    def chore(self, name: str, when: Every | Daily, **more: object) -> Chore:
        def run(_stop: Event) -> None:
            self.ran.append(name)
            if name in self.broken:
                raise self.broken[name]

        return Chore(name=name, when=when, run=run, **more)

    def keeper(self, *chores: Chore, **more: float) -> KeeperWorker:
        worker = KeeperWorker(
            chores=chores,
            get_setting=self.shelf.get,
            set_setting=self.shelf.set,
            clock=self.clock,
            **more,
        )
        worker.chore_failed.connect(self.failures.one)
        worker.chore_done.connect(self.done.one)
        return worker

    def run_all(self, keeper: KeeperWorker) -> list[str]:
        """Run what is due, until nothing is."""
        before = len(self.ran)
        while keeper.run_due() is not None:
            pass
        return self.ran[before:]


@pytest.fixture
def house(qtbot) -> House:
    return House()


def test_each_runs_at_its_time_and_the_longest_due_first(house: House) -> None:
    keeper = house.keeper(
        house.chore("slow", Every(seconds=2 * HOUR)),
        house.chore("often", Every(seconds=HOUR)),
        house.chore("night", NIGHT),
    )
    assert house.run_all(keeper) == ["slow", "often"]  # the night's begins with the next night
    assert house.run_all(keeper) == []
    house.clock.advance(HOUR)
    assert house.run_all(keeper) == ["often"]
    house.clock.advance(16 * HOUR)  # five in the morning
    assert house.run_all(keeper) == ["slow", "often", "night"]
    assert house.done.heard[-3:] == ["slow", "often", "night"]


def test_a_night_that_was_missed_is_made_up_after_the_restart(house: House) -> None:
    first = house.keeper(house.chore("night", NIGHT), house.chore("often", Every(seconds=HOUR)))
    assert house.run_all(first) == ["often"]
    house.clock.advance(30 * HOUR)  # off, over the night
    second = house.keeper(house.chore("night", NIGHT), house.chore("often", Every(seconds=HOUR)))
    assert house.run_all(second) == ["often", "night"]
    third = house.keeper(house.chore("night", NIGHT), house.chore("often", Every(seconds=HOUR)))
    assert house.run_all(third) == []


@pytest.mark.parametrize("kept", ["", "yesterday", "2026-11-21T03:00:00"])
def test_a_time_that_cannot_be_read_is_none(house: House, kept: str) -> None:
    house.shelf.values["chore.often"] = kept
    keeper = house.keeper(house.chore("often", Every(seconds=HOUR)))
    assert house.run_all(keeper) == ["often"]


def test_a_failing_chore_is_told_and_tried_again_later_and_later(house: House) -> None:
    house.broken["backup"] = StorageError("storage.unwritable", path="/usb", why="full")
    keeper = house.keeper(
        house.chore("backup", Every(seconds=HOUR), priority=Priority.HIGH),
        house.chore("other", Every(seconds=HOUR)),
    )
    assert house.run_all(keeper) == ["backup", "other"]  # the others go on
    assert house.failures.heard == [
        ChoreFailure(
            chore="backup",
            code="storage.unwritable",
            priority=Priority.HIGH,
            context=(("path", "/usb"), ("why", "full")),
        )
    ]
    waits = []
    for tries in range(2, 10):
        waited = 0.0
        while house.run_all(keeper) == [] or house.failures.heard[-1].tries < tries:
            house.clock.advance(30)
            waited += 30
        waits.append(waited)
    assert waits[:3] == [FIRST_RETRY_S, 2 * FIRST_RETRY_S, 4 * FIRST_RETRY_S]
    assert waits[-1] == LAST_RETRY_S
    house.broken.clear()
    house.clock.advance(LAST_RETRY_S)
    assert "backup" in house.run_all(keeper)
    assert "backup" in house.done.heard
    house.clock.advance(HOUR)
    house.broken["backup"] = ZeroDivisionError("AB123CD")
    house.run_all(keeper)
    failure = house.failures.heard[-1]
    assert (failure.code, failure.tries) == ("program.bug", 1)
    assert failure.context == (("detail", "backup: ZeroDivisionError"),)


def test_clocks_that_jump_neither_stop_a_chore_nor_repeat_it(house: House) -> None:
    keeper = house.keeper(house.chore("often", Every(seconds=HOUR)), house.chore("night", NIGHT))
    house.clock.utc += timedelta(days=5000)
    assert house.run_all(keeper) == ["often"]
    house.clock.utc -= timedelta(days=5000)
    assert house.run_all(keeper) == ["often", "night"]
    assert house.run_all(keeper) == []
    house.clock.utc -= timedelta(seconds=30)
    assert house.run_all(keeper) == []


def test_with_the_record_away_a_chore_runs_on_no_guess_and_not_twice(house: House) -> None:
    house.shelf.gone = True
    keeper = house.keeper(house.chore("often", Every(seconds=HOUR)))
    assert house.run_all(keeper) == []
    house.shelf.gone = False
    house.broken["often"] = StorageError("storage.locked")
    assert house.run_all(keeper) == ["often"]
    house.broken.clear()
    house.clock.advance(FIRST_RETRY_S)

    house.shelf.gone = True
    assert house.run_all(keeper) == []
    house.shelf.gone = False
    assert house.run_all(keeper) == ["often"]
    house.shelf.gone = True
    house.clock.advance(HOUR)
    assert house.run_all(keeper) == ["often"]  # what it knows is enough
    assert house.run_all(keeper) == []


def test_two_chores_of_one_name_are_a_bug(house: House) -> None:
    one = house.chore("often", Every(seconds=1))
    with pytest.raises(ValueError, match="one name"):
        house.keeper(one, one)


def threaded(house: House, qtbot, run: Callable[[Event], object]) -> WorkerHost:
    chore = Chore(name="long", when=Every(seconds=HOUR), run=run)
    host = WorkerHost(house.keeper(chore, start_delay_s=0, poll_s=0.001))
    host.start()
    return host


def test_the_stop_reaches_a_chore_that_then_is_not_done(house: House, qtbot) -> None:
    begun = threading.Event()

    def run(stop: Event) -> None:
        begun.set()
        assert stop.wait(60)

    host = threaded(house, qtbot, run)
    assert begun.wait(60)
    assert host.stop(60_000)
    assert house.done.heard == []
    assert "chore.long" not in house.shelf.values


def test_a_start_is_left_alone(house: House, qtbot) -> None:
    beats: list[float] = []

    class Watched(KeeperWorker):
        def beat(self) -> None:
            super().beat()
            beats.append(self.clock.monotonic())

    worker = Watched(
        chores=[house.chore("often", Every(seconds=HOUR))],
        get_setting=house.shelf.get,
        set_setting=house.shelf.set,
        clock=house.clock,
        start_delay_s=60,
        poll_s=0.001,
    )
    worker.chore_done.connect(house.done.one)
    host = WorkerHost(worker)
    host.start()
    qtbot.waitUntil(lambda: len(beats) > 20, timeout=20_000)
    assert house.ran == []
    house.clock.advance(60)
    qtbot.waitUntil(lambda: house.done.heard == ["often"], timeout=20_000)
    assert host.stop()


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() not in {"x86_64", "aarch64"},
    reason="Linux on common machines only",
)
def test_a_thread_that_waits_for_the_disk_is_alone_in_it() -> None:
    get = {"x86_64": 252, "aarch64": 31}[platform.machine()]
    found: list[int] = []

    def ask() -> None:
        assert wait_for_the_disk()
        found.append(ctypes.CDLL(None).syscall(get, 1, 0))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [BEST_EFFORT_LAST]
    assert ctypes.CDLL(None).syscall(get, 1, 0) != BEST_EFFORT_LAST


def test_the_site_raises_and_ends_the_alert_of_a_chore(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    broken = threading.Event()
    broken.set()

    def run(_stop: Event) -> None:
        if broken.is_set():
            raise StorageError("storage.broken", path="copy")

    chore = Chore(name="backup", when=Every(seconds=HOUR), run=run, priority=Priority.HIGH)
    monkeypatch.setattr(bootstrap, "make_chores", lambda *_args, **_kwargs: (chore,))
    site = FullSite(tmp_path, monkeypatch, qtbot).start()
    try:
        site.clock.advance(61)
        site.until(lambda: ("storage.broken", True) in site.alerts)
        alert = site.alerts["storage.broken", True]
        assert (alert.source, alert.priority) == ("chore:backup", Priority.HIGH)
        broken.clear()
        site.clock.advance(FIRST_RETRY_S)
        site.until(lambda: ("storage.broken", False) in site.alerts)
    finally:
        site.close()
