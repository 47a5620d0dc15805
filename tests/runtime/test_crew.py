# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lost workers come back within a budget; final failures stay away; the stop has an order."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from alpr_kiosk.errors import CameraError, ConfigError, RecognitionError
from alpr_kiosk.runtime import crew as crew_module
from alpr_kiosk.runtime.crew import Crew
from alpr_kiosk.runtime.supervisor import MAX_RESTARTS, WINDOW_S, RestartBudget
from alpr_kiosk.runtime.worker import Worker, WorkerFailure
from tests.fakes.clock import ManualClock


class Hand(Worker):
    def __init__(self, name: str, job: Callable[[Worker], None], clock: ManualClock) -> None:
        super().__init__(name, clock=clock)
        self._job = job

    def work(self) -> None:
        self._job(self)


class Yard:
    def __init__(self) -> None:
        self.clock = ManualClock()
        self.crew = Crew(clock=self.clock)
        self.lost: list[tuple[WorkerFailure, int]] = []
        self.back: list[str] = []
        self.starts: list[str] = []
        self.ends: list[str] = []
        self.crew.lost.connect(lambda failure, used: self.lost.append((failure, used)))
        self.crew.back.connect(self.back.append)

    def hire(self, name: str, job: Callable[[Worker], None]) -> None:
        def make() -> Worker:
            self.starts.append(name)
            return Hand(name, job, self.clock)

        self.crew.hire(name, make)

    def steady(self, worker: Worker) -> None:
        worker.stop_event.wait(30)
        self.ends.append(worker.name)


@pytest.fixture
def yard(qtbot) -> Yard:
    return Yard()


def failing(times: int, then: Callable[[Worker], None]) -> Callable[[Worker], None]:
    left = [times]

    def job(worker: Worker) -> None:
        if left[0]:
            left[0] -= 1
            raise CameraError("camera.lost")
        then(worker)

    return job


def test_a_lost_worker_comes_back(yard: Yard, qtbot) -> None:
    yard.hire("capture:a", failing(2, yard.steady))
    yard.crew.start("capture:a")
    qtbot.waitUntil(lambda: yard.back == ["capture:a"] * 2, timeout=20_000)
    assert [(failure.code, used) for failure, used in yard.lost] == [
        ("camera.lost", 0),
        ("camera.lost", 1),
    ]
    assert isinstance(yard.crew.worker("capture:a"), Hand)
    assert yard.crew.stop(("capture:",))


def test_after_five_restarts_it_is_tried_again_later(
    yard: Yard, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew_module, "RETRY_MS", 50)
    held = threading.Event()

    def job(worker: Worker) -> None:
        if len(yard.starts) <= MAX_RESTARTS + 1:
            raise CameraError("camera.lost")
        held.set()
        yard.steady(worker)

    yard.hire("capture:a", job)
    yard.crew.start("capture:a")
    qtbot.waitUntil(lambda: len(yard.lost) == MAX_RESTARTS + 1, timeout=20_000)
    assert len(yard.starts) == MAX_RESTARTS + 1
    assert yard.crew.worker("capture:a") is None
    qtbot.waitUntil(
        held.is_set, timeout=20_000
    )  # later, though the budget of the minute is used up
    qtbot.waitUntil(lambda: len(yard.back) == MAX_RESTARTS + 1, timeout=20_000)
    assert [used for _failure, used in yard.lost] == [0, 1, 2, 3, 4, 5]
    assert yard.crew.stop(("capture:",))


def test_the_budget_of_one_worker_is_not_that_of_another(yard: Yard, qtbot) -> None:
    yard.hire("capture:a", failing(5, yard.steady))
    yard.hire("capture:b", failing(5, yard.steady))
    yard.crew.start("capture:a")
    yard.crew.start("capture:b")
    qtbot.waitUntil(lambda: len(yard.back) == 10, timeout=20_000)
    assert yard.crew.stop(("capture:",))


def test_a_final_failure_is_not_started_again(yard: Yard, qtbot) -> None:
    def job(_worker: Worker) -> None:
        raise RecognitionError("model.altered", file="plate.onnx")

    yard.hire("inference", job)
    with qtbot.waitSignal(yard.crew.lost, timeout=20_000):
        yard.crew.start("inference")
    assert yard.starts == ["inference"]
    assert yard.crew.worker("inference") is None
    assert yard.back == []
    assert yard.crew.stop(("inference",))


def test_a_worker_that_cannot_even_be_built_is_tried_again(
    yard: Yard, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gate whose password variable vanished must not end in a slot's exception."""
    monkeypatch.setattr(crew_module, "RETRY_MS", 20)
    attempts: list[int] = []

    def make() -> Worker:
        attempts.append(1)
        if len(attempts) in (2, 3):
            raise ConfigError("relay.password_missing", variable="X")
        return Hand("gate:a", failing(1, yard.steady) if len(attempts) == 1 else yard.steady, clock)

    clock = yard.clock
    yard.crew.hire("gate:a", make)
    yard.crew.start("gate:a")
    qtbot.waitUntil(lambda: yard.back == ["gate:a"], timeout=20_000)
    assert len(attempts) == 4
    assert yard.crew.stop(("gate:",))


def test_groups_are_stopped_in_order(yard: Yard, qtbot) -> None:
    names = ["storage", "gate:a", "capture:a", "inference", "capture:b"]
    for name in names:
        yard.hire(name, yard.steady)
        yard.crew.start(name)
    assert yard.crew.stop(("capture:", "inference", "gate:", "storage"))
    assert set(yard.ends[:2]) == {"capture:a", "capture:b"}
    assert yard.ends[2:] == ["inference", "gate:a", "storage"]
    assert yard.crew.stop(("capture:",))  # again is harmless


def test_nobody_is_started_while_stopping(yard: Yard, qtbot) -> None:
    go = threading.Event()

    def job(_worker: Worker) -> None:
        go.wait(30)
        raise CameraError("camera.lost")

    yard.hire("capture:a", job)
    yard.crew.start("capture:a")
    go.set()
    assert yard.crew.stop(("capture:",))  # its failure is still in the queue
    with qtbot.assertNotEmitted(yard.crew.lost, wait=50):
        pass
    assert yard.starts == ["capture:a"]


def test_a_stuck_worker_does_not_keep_the_others_running(
    yard: Yard, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = threading.Event()
    entered = threading.Event()

    def stuck(_worker: Worker) -> None:
        entered.set()
        release.wait(30)

    yard.hire("capture:a", stuck)
    yard.hire("gate:a", yard.steady)
    yard.crew.start("capture:a")
    yard.crew.start("gate:a")
    assert entered.wait(30)
    # The real time-out of 3 s would be waited for.
    host = next(host for name, host in yard.crew._hosts.items() if name == "capture:a")
    real_stop = host.stop
    monkeypatch.setattr(host, "stop", lambda _timeout_ms: real_stop(20))
    assert not yard.crew.stop(("capture:", "gate:"))
    assert yard.ends == ["gate:a"]
    release.set()
    qtbot.waitUntil(lambda: not host.is_running(), timeout=20_000)


def test_gates_and_record_end_without_the_gui_thread(yard: Yard, qtbot) -> None:
    for name in ("gate:a", "storage", "capture:a"):
        yard.hire(name, yard.steady)
        yard.crew.start(name)
    thread = threading.Thread(
        target=yard.crew.stop_from_any_thread, args=(("gate:", "storage"), 5000)
    )
    thread.start()
    thread.join(30)  # this is the GUI thread, and it does not run its loop
    assert sorted(yard.ends) == ["gate:a", "storage"]
    assert yard.crew.stop(("capture:", "gate:", "storage"))


def test_the_budget_is_five_in_sixty_seconds() -> None:
    clock = ManualClock()
    budget = RestartBudget(clock=clock)
    taken = []
    for _ in range(7):
        taken.append(budget.take())
        clock.advance(1)
    assert taken == [True] * 5 + [False] * 2
    assert budget.used == MAX_RESTARTS
    clock.advance(WINDOW_S - 7)
    assert budget.used == 4
    assert budget.take()
    assert not budget.take()
    clock.advance(WINDOW_S)
    assert budget.used == 0
