# SPDX-License-Identifier: AGPL-3.0-or-later
"""The threads that a command goes through come before those that read pictures."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from alpr_kiosk.runtime.priority import FIRST_NICE, come_first
from tests.runtime.full_site import FullSite

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")

NOBODY = 65534


def priorities() -> dict[str, int]:
    """Nice value of each thread of Python, by name."""
    found = {}
    for thread in threading.enumerate():
        if thread.native_id is not None:
            with contextlib.suppress(ProcessLookupError):  # it has just ended
                found[thread.name] = os.getpriority(os.PRIO_PROCESS, thread.native_id)
    return found


def has_the_right() -> bool:
    """Whether a thread may come first; tried in a thread that ends."""
    tried: list[bool] = []
    thread = threading.Thread(target=lambda: tried.append(come_first()))
    thread.start()
    thread.join()
    return tried[0]


def test_the_gates_and_the_journal_come_first_and_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    if not has_the_right():
        pytest.skip("only root, or a process with LimitNICE, may raise a priority")
    usual = priorities()["MainThread"]
    site = FullSite(tmp_path, monkeypatch, qtbot).start()
    try:
        site.until(lambda: priorities().get("gate:gate") == FIRST_NICE)
        site.until(lambda: priorities().get("inference") is not None)
        found = priorities()
    finally:
        site.close()
    first = {name for name, nice in found.items() if nice == FIRST_NICE}
    assert first == {"gate:gate", "journal"}
    assert {found[name] for name in ("MainThread", "inference", "storage")} == {usual}


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
