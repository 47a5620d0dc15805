# SPDX-License-Identifier: AGPL-3.0-or-later
"""The threads that a command goes through come first, then the one that paints."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import platform
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.runtime.priority import (
    EARLY_TURN,
    FIRST_NICE,
    FIRST_SLICE_NS,
    FIRST_TURN,
    ask_for_slices,
    come_early,
    come_first,
    take_turns,
)
from alpr_kiosk.runtime.worker import Worker, WorkerHost
from tests.runtime.full_site import FullSite

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")

NOBODY = 65534
T = TypeVar("T")


def threads() -> dict[int, str]:
    """Name by id of each thread, as the system has them: a worker's is set by its `QThread`.

    Not by `threading`: it keeps what it knew of a thread of Qt when another one gets its place.
    """
    found = {}
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has just ended
            found[int(task.name)] = (task / "comm").read_text().strip()
    return found


def turn(number: int = 0) -> int:
    """Return the real-time priority of a thread, 0 of one that is not in real time."""
    if os.sched_getscheduler(number) & ~os.SCHED_RESET_ON_FORK != os.SCHED_RR:
        return 0
    return os.sched_getparam(number).sched_priority


def turns(before: dict[int, str]) -> dict[str, int]:
    """Real-time priority by name of each thread that was not there before."""
    found = {}
    for number, name in threads().items():
        if number not in before:
            with contextlib.suppress(ProcessLookupError):
                found[name] = turn(number)
    return found


def of_the_journal() -> set[int]:
    """Real-time priorities of the threads of journals: there is one of this site, at least."""
    found = set()
    for thread in threading.enumerate():
        if thread.name == "journal" and thread.native_id is not None:
            with contextlib.suppress(ProcessLookupError):
                found.add(turn(thread.native_id))
    return found


def in_a_thread(look: Callable[[], T]) -> T:
    """Return what is found in a thread of its own, which ends."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(look).result()


def may_be_in_real_time() -> bool:
    """Whether a thread may be in real time here."""

    def tried() -> bool:
        come_first()
        return turn() > 0

    return in_a_thread(tried)


def test_the_gates_and_the_journal_come_first_then_the_window_and_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    if not may_be_in_real_time():
        pytest.skip("only root, or a process with LimitRTPRIO, may be in real time")
    usual = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    before = threads()
    site = FullSite(tmp_path, monkeypatch, qtbot).start()
    try:
        site.until(lambda: turns(before).get("gate:gate") == FIRST_TURN)
        site.until(lambda: {"inference", "storage"} <= turns(before).keys())
        found = turns(before)
        assert FIRST_TURN in of_the_journal()
        assert turn() == EARLY_TURN < FIRST_TURN
    finally:
        site.close()
    assert {found[name] for name in ("inference", "storage")} == {0}
    assert turn() == 0
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == usual


class Looker(Worker):
    """Notes its own real-time priority and nice value."""

    found: tuple[int, int] | None = None

    def work(self) -> None:
        self.found = turn(), os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_a_worker_that_the_window_starts_again_takes_its_turn(qtbot) -> None:
    usual = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    worker = Looker("looker", clock=SystemClock())
    host = WorkerHost(worker)
    if not come_early():
        pytest.skip("only root, or a process with LimitRTPRIO or LimitNICE, may come early")
    try:
        with qtbot.waitSignal(host.finished):
            host.start()
    finally:
        assert take_turns()
        assert host.stop()
    assert worker.found == (0, usual)
    assert turn() == 0
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == usual


def test_a_program_that_the_window_starts_takes_its_turn() -> None:
    """The player of tones, the builder of engines."""
    if not may_be_in_real_time():
        pytest.skip("only root, or a process with LimitRTPRIO, may be in real time")

    def look() -> tuple[int, int]:
        come_early()
        code = "import os; print(os.sched_getscheduler(0), os.getpriority(os.PRIO_PROCESS, 0))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        policy, nice = map(int, done.stdout.split())
        return policy, nice

    usual = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    assert in_a_thread(look) == (os.SCHED_OTHER, usual)


def test_who_was_started_in_another_way_stays_as_it_is() -> None:
    """By `chrt`, or by a service that says so."""

    def look() -> int:
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
        come_early()
        take_turns()
        return os.sched_getscheduler(0)

    assert in_a_thread(look) == os.SCHED_BATCH


def test_where_real_time_is_refused_the_nice_value_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    def look() -> tuple[bool, int]:
        return come_first(), os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    monkeypatch.setattr(os, "sched_setscheduler", refused)
    found = in_a_thread(look)
    usual = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    assert found in {(True, FIRST_NICE), (False, usual)}
    if os.getuid() == 0:
        assert found == (True, FIRST_NICE)


def slice_ns() -> int:
    """How long the calling thread asks to run at a time, as the kernel has it, ns."""
    number = {"x86_64": 315, "aarch64": 275}.get(platform.machine())
    if number is None:
        pytest.skip(f"sched_getattr is not known on {platform.machine()}")
    attributes = (ctypes.c_uint64 * 6)()
    call = ctypes.CDLL(None, use_errno=True).syscall
    assert call(number, 0, ctypes.byref(attributes), 48, 0) == 0
    return attributes[3]


def test_who_comes_first_asks_for_short_turns_without_any_right() -> None:
    def look() -> list[int]:
        usual = slice_ns()
        assert ask_for_slices(FIRST_SLICE_NS)
        short = slice_ns()
        take_turns()
        return [short, slice_ns(), usual]

    found = in_a_thread(look)
    if found[0] == found[2]:
        pytest.skip("the kernel keeps no slices (before 6.12)")
    assert found == [FIRST_SLICE_NS, found[2], found[2]]


def test_without_the_right_it_says_so_and_goes_on() -> None:
    code = f"""
import logging, os, threading
from alpr_kiosk.runtime.priority import come_first
logging.basicConfig(level=logging.INFO, format="%(message)s")
if os.getuid() == 0:
    os.setuid({NOBODY})
before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
assert come_first() is False
assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "LimitRTPRIO=2" in done.stderr
    assert "LimitNICE=-10" in done.stderr


def test_the_service_gives_the_rights_that_are_asked_for() -> None:
    unit = (Path(__file__).parents[2] / "packaging/systemd/alpr-kiosk.service").read_text()
    settings = dict(line.split("=", 1) for line in unit.splitlines() if "=" in line[1:])
    assert settings["LimitRTPRIO"] == str(FIRST_TURN)
    assert settings["LimitNICE"] == str(FIRST_NICE)
    assert "RestrictRealtime" not in settings
