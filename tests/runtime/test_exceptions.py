# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bugs are told once with their thread; too many of them end the program; Qt speaks by the log."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qCritical, qWarning

from alpr_kiosk.runtime.exceptions import MAX_DISTINCT, MAX_TOTAL, CrashFile, ExceptionSink
from tests.fakes.clock import ManualClock


class Ears:
    def __init__(self) -> None:
        self.clock = ManualClock()
        self.sink = ExceptionSink(clock=self.clock)
        self.bugs: list[str] = []
        self.threads: list[str] = []
        self.too_many = 0
        self.sink.bug_found.connect(self._on_bug)
        self.sink.too_many.connect(self._on_too_many)

    def _on_bug(self, summary: str) -> None:
        self.bugs.append(summary)
        self.threads.append(threading.current_thread().name)

    def _on_too_many(self) -> None:
        self.too_many += 1


@pytest.fixture
def ears(qtbot) -> Iterator[Ears]:
    made = Ears()
    made.sink.install()
    yield made
    made.sink.uninstall()


def caught(source: str) -> BaseException:
    """Return an exception with its trace; another source is another place."""
    try:
        exec(compile(source, f"<{source}>", "exec"))  # noqa: S102 - places that differ
    except Exception as exc:  # noqa: BLE001 - it is what is wanted
        return exc
    raise AssertionError("it did not raise")


def record(ears: Ears, source: str) -> None:
    exc = caught(source)
    ears.sink.record(exc, exc.__traceback__)


def test_an_exception_in_a_slot_is_told_and_the_loop_goes_on(
    ears: Ears, qtbot, caplog: pytest.LogCaptureFixture
) -> None:
    went_on: list[int] = []

    def boom() -> None:
        raise ZeroDivisionError("oops")

    QTimer.singleShot(0, boom)
    QTimer.singleShot(1, lambda: went_on.append(1))
    qtbot.waitUntil(lambda: bool(went_on), timeout=20_000)
    assert ears.bugs == ["ZeroDivisionError in MainThread"]
    assert "oops" in caplog.text
    assert "boom" in caplog.text


def test_an_exception_in_a_plain_thread_is_told_in_the_gui_thread(ears: Ears, qtbot) -> None:
    def boom() -> None:
        raise KeyError("x")

    thread = threading.Thread(target=boom, name="pings")
    thread.start()
    thread.join(30)
    qtbot.waitUntil(lambda: bool(ears.bugs), timeout=20_000)
    assert ears.bugs == ["KeyError in pings"]
    assert ears.threads == ["MainThread"]


def test_the_same_bug_is_told_once(ears: Ears, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(5):
        record(ears, "1/0")
    assert len(ears.bugs) == 1
    assert caplog.text.count("Traceback") == 1
    assert caplog.text.count("again") == 4
    assert ears.too_many == 0


def test_more_than_five_kinds_in_a_minute_are_too_many(ears: Ears) -> None:
    for number in range(MAX_DISTINCT):
        record(ears, f"{number}/0")
    assert ears.too_many == 0
    record(ears, "{}['x']")
    assert ears.too_many == 1


def test_kinds_spread_over_time_are_not(ears: Ears) -> None:
    for number in range(3 * MAX_DISTINCT):
        record(ears, f"{number}/0")
        ears.clock.advance(13)
    assert ears.too_many == 0
    assert len(ears.bugs) == 3 * MAX_DISTINCT


def test_more_than_twenty_of_one_kind_in_a_minute_are_too_many(ears: Ears) -> None:
    for _ in range(MAX_TOTAL):
        record(ears, "1/0")
    assert ears.too_many == 0
    record(ears, "1/0")
    assert ears.too_many == 1


def test_an_interrupt_is_no_bug(ears: Ears, capsys: pytest.CaptureFixture[str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ears.bugs == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_qt_speaks_by_the_log(ears: Ears, caplog: pytest.LogCaptureFixture) -> None:
    qWarning("a warning of Qt")
    qCritical("something critical")
    rows = [(row.name, row.levelno, row.message) for row in caplog.records]
    assert ("qt", logging.WARNING, "a warning of Qt") in rows
    assert ("qt", logging.ERROR, "something critical") in rows


def test_the_hooks_are_given_back(ears: Ears) -> None:
    ears.sink.uninstall()
    assert sys.excepthook is sys.__excepthook__
    assert threading.excepthook is threading.__excepthook__


def test_a_good_end_leaves_no_crash_file(tmp_path: Path) -> None:
    path = tmp_path / "crash.log"
    with CrashFile(path).watching() as previous:
        assert previous == ""
        assert path.exists()
    assert not path.exists()


def test_a_crash_is_found_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "crash.log"
    program = (
        "import faulthandler, sys; from pathlib import Path\n"
        "from alpr_kiosk.runtime.exceptions import CrashFile\n"
        "CrashFile(Path(sys.argv[1])).enable(); faulthandler._sigabrt()"
    )
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=root, check=False, capture_output=True
    )
    assert ended.returncode < 0
    with CrashFile(path).watching() as previous:
        assert "Fatal Python error" in previous
    assert CrashFile(path).previous() == ""
