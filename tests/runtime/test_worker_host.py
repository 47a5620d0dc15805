# SPDX-License-Identifier: AGPL-3.0-or-later
"""A worker's end is always told, on the GUI thread, and a stuck one is left behind."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QThread, Signal

from alpr_kiosk.errors import CameraError, RecognitionError
from alpr_kiosk.runtime.worker import Worker, WorkerFailure, WorkerHost
from tests.fakes.clock import ManualClock


class Runner(Worker):
    """Does what a test gives it."""

    said = Signal(str)

    def __init__(self, job, clock: ManualClock | None = None) -> None:
        super().__init__("runner", clock=clock or ManualClock())
        self._job = job

    def work(self) -> None:
        self._job(self)


def until_stopped(worker: Worker) -> None:
    worker.stop_event.wait(30)


def test_a_worker_runs_in_its_own_thread_and_stops_when_asked(qtbot) -> None:
    seen: list[str] = []

    def job(worker: Worker) -> None:
        seen.append(threading.current_thread().name)
        until_stopped(worker)

    host = WorkerHost(Runner(job))
    with qtbot.waitSignal(host.finished, timeout=20_000):
        host.start()
        qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
        assert host.is_running()
        assert host.stop()
    assert seen == ["runner"]
    assert not host.is_running()
    assert host.stop()  # again is harmless


@pytest.mark.parametrize(
    ("error", "code", "is_bug", "is_final"),
    [
        (CameraError("camera.lost", camera="a"), "camera.lost", False, False),
        (RecognitionError("model.missing", file="x.onnx"), "model.missing", False, True),
        (ZeroDivisionError("oops"), "bug", True, False),
    ],
)
def test_a_failure_is_a_signal_and_the_thread_joins(
    qtbot, error: Exception, code: str, is_bug: bool, is_final: bool
) -> None:
    def job(_worker: Worker) -> None:
        raise error

    host = WorkerHost(Runner(job))
    told: list[object] = []
    host.failed.connect(told.append)
    host.finished.connect(lambda: told.append("finished"))
    with qtbot.waitSignal(host.finished, timeout=20_000):
        host.start()
    failure, finished = told
    assert finished == "finished"
    assert isinstance(failure, WorkerFailure)
    assert (failure.worker, failure.code) == ("runner", code)
    assert (failure.is_bug, failure.is_final) == (is_bug, is_final)
    assert dict(failure.context) == getattr(error, "context", {})
    if is_bug:
        assert failure.detail == "ZeroDivisionError: oops"
    assert host.stop()


def test_a_lambda_on_a_host_runs_in_the_gui_thread(qtbot) -> None:
    """The reason for hosts: connected to the worker itself it would run in the worker's thread."""
    threads: list[tuple[QThread, str]] = []

    def job(_worker: Worker) -> None:
        raise CameraError("camera.lost")

    host = WorkerHost(Runner(job))
    host.failed.connect(
        lambda _failure: threads.append((QThread.currentThread(), threading.current_thread().name))
    )
    with qtbot.waitSignal(host.finished, timeout=20_000):
        host.start()
    assert host.stop()
    assert threads == [(host.thread(), threading.main_thread().name)]


def test_a_stuck_worker_is_told_and_left_behind(qtbot) -> None:
    release = threading.Event()
    entered = threading.Event()
    failures: list[WorkerFailure] = []

    def job(_worker: Worker) -> None:
        entered.set()
        release.wait(30)
        raise CameraError("camera.lost")

    host = WorkerHost(Runner(job))
    host.failed.connect(failures.append)
    host.start()
    assert entered.wait(30)
    assert not host.stop(20)
    assert not host.wait(10)
    host.abandon()
    host.abandon()  # again is harmless
    release.set()
    qtbot.waitUntil(lambda: not host.is_running(), timeout=20_000)
    assert failures == []  # nobody listens to it any more


def test_a_beat_is_the_clocks_time() -> None:
    clock = ManualClock()
    worker = Runner(until_stopped, clock)
    clock.advance(7)
    worker.beat()
    clock.advance(1)
    assert worker.last_beat == clock.monotonic() - 1


def test_a_worker_without_work_is_a_bug_that_is_told(qtbot) -> None:
    host = WorkerHost(Worker("idle", clock=ManualClock()))
    with qtbot.waitSignal(host.failed, timeout=20_000) as waited:
        host.start()
    assert waited.args[0].is_bug
    assert host.stop()
