# SPDX-License-Identifier: AGPL-3.0-or-later
"""The kiosk dies between on and off (reliability.md F21, F22): the output goes off all the same.

The kiosk is a process of its own; this one has the far end of the wire, and sees what is on.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.storage.store import open_store
from tests.e2e.harness import PASSWORD, ROOT, rows
from tests.emulators.modbus_board import COIL, Board, TcpBoard
from tests.emulators.serial_boards import LcusBoard
from tests.emulators.shelly import ShellyEmulator

pytestmark = pytest.mark.heavy

KILLS = 50 if os.environ.get("ALPR_SOAK") else 1
SOFTWARE_MS = 10_000
"""Far longer than a test waits between on and kill: what is off then was switched off."""
DEVICE_MS = 1_500

UNFINISHED = """select count(*) from gate_intent
where intent_id not in (select intent_id from gate_result)"""

SITE = """
schema_version = 1
[[gates]]
id = "gate-a"
relay = {relay}
pulse_ms = {pulse_ms}
input_kind = "open"
"""


@dataclass
class Wired:
    """A relay as the site file names it, and as its own side of the wire sees it.

    Attributes:
        relay: TOML of it.
        timed_by_device: It ends a pulse by itself.
        is_on: State of the output.
        commands: Whether on, for each command that it took.
    """

    relay: str
    timed_by_device: bool
    is_on: Callable[[], bool]
    commands: Callable[[], list[bool]]


@contextlib.contextmanager
def lcus(folder: Path) -> Iterator[Wired]:
    with LcusBoard(folder / "gate-relay", relays=2) as board:

        def commands() -> list[bool]:
            board.settle()
            return [on for _relay, on in board.commands]

        relay = f'{{ type = "lcus", port = "{board.port}", channel = 1 }}'
        yield Wired(relay, False, lambda: board.is_on(1), commands)


@contextlib.contextmanager
def modbus(_folder: Path) -> Iterator[Wired]:
    board = Board(flash=False)
    with TcpBoard(board) as wire:

        def commands() -> list[bool]:
            return [pdu[3] == 0xFF for pdu in list(board.pdus) if pdu[0] == COIL]

        relay = f'{{ type = "modbus_tcp", address = "{wire.address}" }}'
        yield Wired(relay, False, board.output, commands)


@contextlib.contextmanager
def shelly(_folder: Path) -> Iterator[Wired]:
    with ShellyEmulator(password=PASSWORD) as device:

        def commands() -> list[bool]:
            return [bool(params["on"]) for params in list(device.sets)]

        relay = (
            f'{{ type = "shelly", address = "{device.address}", password_env = "TEST_PASSWORD" }}'
        )
        yield Wired(relay, True, device.output, commands)


KINDS: dict[str, Callable[[Path], Any]] = {"lcus": lcus, "modbus_tcp": modbus, "shelly": shelly}
ENVIRONMENT = {**os.environ, "TEST_PASSWORD": PASSWORD}


class Kiosk:
    """Processes with one site: kiosks that are told to open, and `relays-off`."""

    def __init__(self, folder: Path, wired: Wired) -> None:
        self.data_dir = folder / "data"
        pulse_ms = DEVICE_MS if wired.timed_by_device else SOFTWARE_MS
        site = folder / "site.toml"
        site.write_text(SITE.format(relay=wired.relay, pulse_ms=pulse_ms), encoding="utf-8")
        self._options = ["--config", str(site), "--data-dir", str(self.data_dir)]
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> subprocess.Popen[str]:
        told = str(ROOT / "tests" / "e2e" / "told_site.py")
        self.process = subprocess.Popen(
            [sys.executable, told, "headless", *self._options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
            cwd=ROOT,
        )
        return self.process

    def listens(self) -> None:
        """Wait until the site runs and takes signals."""
        assert self.process is not None
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "listens\n", self.process.communicate()

    def open(self) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write("gate-a\n")
        self.process.stdin.flush()

    def end(self, number: signal.Signals) -> tuple[int, str]:
        """Send a signal and return exit status and what was said."""
        assert self.process is not None
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=60)
        return self.process.returncode, said

    def until(self, condition: Callable[[], bool]) -> None:
        for _ in range(6_000):
            if condition():
                return
            assert self.process is None or self.process.poll() is None, self.process.communicate()
            threading.Event().wait(0.01)
        raise AssertionError("it did not come to that")

    def relays_off(self) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "relays-off", *self._options],
            capture_output=True,
            text=True,
            env=ENVIRONMENT,
            cwd=ROOT,
            check=False,
            timeout=60,
        )
        return done.returncode, done.stdout + done.stderr

    def kill_in_pulse(self, wired: Wired, chance: random.Random) -> list[bool]:
        """Open, and kill the kiosk while the output is on; return the commands until then."""
        self.start()
        self.open()
        self.until(wired.is_on)
        threading.Event().wait(chance.uniform(0.0, 0.4))
        status, said = self.end(signal.SIGKILL)
        self.process = None
        assert status == -signal.SIGKILL, said
        before = wired.commands()
        assert before.count(True) == 1
        if not wired.timed_by_device:
            assert before[-1], "the pulse was over before the kill"
            assert wired.is_on()
        return before

    def close(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.communicate(timeout=60)


@pytest.fixture(params=KINDS)
def wired(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Wired]:
    with KINDS[request.param](tmp_path) as made:
        yield made


@pytest.fixture
def kiosk(tmp_path: Path, wired: Wired) -> Iterator[Kiosk]:
    made = Kiosk(tmp_path, wired)
    yield made
    made.close()


@pytest.mark.parametrize("run", range(KILLS))
def test_killed_in_a_pulse_relays_off_switches_off_without_the_kiosk(
    kiosk: Kiosk, wired: Wired, run: int
) -> None:
    before = kiosk.kill_in_pulse(wired, random.Random(run))
    if wired.timed_by_device:
        # Nobody is there to switch it off but itself.
        kiosk.until(lambda: not wired.is_on())
        assert wired.commands() == before
    status, said = kiosk.relays_off()
    assert (status, said) == (0, "gate-a: off\n")
    assert not wired.is_on()
    assert wired.commands() == [*before, False]
    assert kiosk.relays_off() == (0, "no output may be on\n")


@pytest.mark.parametrize("run", range(KILLS))
def test_killed_in_a_pulse_the_next_start_switches_off_first(
    kiosk: Kiosk, wired: Wired, run: int
) -> None:
    before = kiosk.kill_in_pulse(wired, random.Random(1000 + run))
    kiosk.start()
    kiosk.until(lambda: not wired.is_on())
    if not wired.timed_by_device:
        assert wired.commands()[: len(before) + 1] == [*before, False]
    kiosk.listens()
    # What was on its way to the disk at the kill has no row; what has one gets its end.
    kiosk.until(lambda: rows(kiosk.data_dir, UNFINISHED) == [(0,)])
    status, said = kiosk.end(signal.SIGTERM)
    assert status == 0, said
    assert not any(wired.commands()[len(before) :]), "it was switched on again"
    assert not wired.is_on()
    ends = rows(kiosk.data_dir, "select outcome from gate_result")
    assert ends in ([], [("ok",)], [("unknown",)])


def test_ended_in_a_pulse_it_is_off_and_recorded(kiosk: Kiosk, wired: Wired) -> None:
    kiosk.start()
    kiosk.open()
    kiosk.listens()
    kiosk.until(wired.is_on)
    status, said = kiosk.end(signal.SIGTERM)
    assert status == 0, said
    assert not wired.is_on()
    commands = wired.commands()
    assert commands.count(True) == 1
    assert commands[-1] is False
    assert rows(kiosk.data_dir, "select outcome from gate_result") == [("ok",)]
    store = open_store(kiosk.data_dir, clock=SystemClock())
    try:
        assert list(store.journal.unfinished_intents()) == []
        assert store.records.verify_audit() is None
        assert not store.notices
    finally:
        store.close()
    assert kiosk.relays_off() == (0, "no output may be on\n")
