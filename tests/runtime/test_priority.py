# SPDX-License-Identifier: AGPL-3.0-or-later
"""The threads that a command goes through come first, then the one that paints."""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.runtime.priority import (
    EARLY_NICE,
    FIRST_NICE,
    FIRST_SLICE_NS,
    ask_for_slices,
    come_early,
    come_first,
    take_turns,
)
from alpr_kiosk.runtime.worker import Worker, WorkerHost
from tests.runtime.full_site import FullSite

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")

NOBODY = 65534


def threads() -> dict[int, str]:
    """Name by id of each thread, as the system has them: a worker's is set by its `QThread`.

    Not by `threading`: it keeps what it knew of a thread of Qt when another one gets its place.
    """
    found = {}
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has just ended
            found[int(task.name)] = (task / "comm").read_text().strip()
    return found


def priorities(before: dict[int, str]) -> dict[str, int]:
    """Nice value by name of each thread that was not there before."""
    found = {}
    for number, name in threads().items():
        if number not in before:
            with contextlib.suppress(ProcessLookupError):
                found[name] = os.getpriority(os.PRIO_PROCESS, number)
    return found


def of_the_journal() -> set[int]:
    """Nice values of the threads of journals: there is one of this site, at least."""
    found = set()
    for thread in threading.enumerate():
        if thread.name == "journal" and thread.native_id is not None:
            with contextlib.suppress(ProcessLookupError):
                found.add(os.getpriority(os.PRIO_PROCESS, thread.native_id))
    return found


def has_the_right() -> bool:
    """Whether a thread may come first; tried in a thread that ends."""
    tried: list[bool] = []
    thread = threading.Thread(target=lambda: tried.append(come_first()))
    thread.start()
    thread.join()
    return tried[0]


def test_the_gates_and_the_journal_come_first_then_the_window_and_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    if not has_the_right():
        pytest.skip("only root, or a process with LimitNICE, may raise a priority")
    usual = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    before = threads()
    site = FullSite(tmp_path, monkeypatch, qtbot).start()
    try:
        site.until(lambda: priorities(before).get("gate:gate") == FIRST_NICE)
        site.until(lambda: {"inference", "storage"} <= priorities(before).keys())
        found = priorities(before)
        assert FIRST_NICE in of_the_journal()
        assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == EARLY_NICE
    finally:
        site.close()
    assert {found[name] for name in ("inference", "storage")} == {usual}
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == usual


class Looker(Worker):
    """Notes its own nice value."""

    found: int | None = None

    def work(self) -> None:
        self.found = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_a_worker_that_the_window_starts_again_takes_its_turn(qtbot) -> None:
    if not has_the_right():
        pytest.skip("only root, or a process with LimitNICE, may raise a priority")
    usual = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    worker = Looker("looker", clock=SystemClock())
    host = WorkerHost(worker)
    assert come_early()
    try:
        with qtbot.waitSignal(host.finished):
            host.start()
    finally:
        assert take_turns()
        assert host.stop()
    assert worker.found == usual
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == usual


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
    found: list[int] = []

    def look() -> None:
        usual = slice_ns()
        assert ask_for_slices(FIRST_SLICE_NS)
        found.append(slice_ns())
        take_turns()
        found.extend((slice_ns(), usual))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
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
    assert "LimitNICE=-10" in done.stderr
