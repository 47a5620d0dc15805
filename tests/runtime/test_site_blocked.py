# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is stuck must not hold up what is not: commands reach the relay past everything else."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.events import CommandSource, Outcome
from alpr_kiosk.domain.intents import KeyOpeningLogged, OpenRequested
from alpr_kiosk.gate import record
from tests.emulators.shelly import Fault, ShellyEmulator
from tests.runtime.full_site import FullSite
from tests.runtime.lane import drive


@pytest.fixture
def device() -> Iterator[ShellyEmulator]:
    with ShellyEmulator(password="gate house 9") as made:
        yield made


@pytest.fixture
def site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot, device: ShellyEmulator
) -> Iterator[FullSite]:
    relay = {"type": "shelly", "address": device.address, "password": "gate house 9"}
    made = FullSite(tmp_path, monkeypatch, qtbot, relay=relay, clock=_Real()).start()
    yield made
    made.close()


class _Real(SystemClock):
    """The machine's time; a test lets frames pass by waiting for them."""

    def advance(self, seconds: float) -> None:
        """Frames come as fast as they are read."""


def blocked_until(condition: Callable[[], bool]) -> None:
    """Wait on the GUI thread without its event loop, as a frozen window does."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "nothing happened"
        threading.Event().wait(0.005)


class Held:
    """Stands for a call of the storage thread that does not come back."""

    def __init__(self) -> None:
        self.entered, self.go_on = threading.Event(), threading.Event()

    def __call__(self, *_args: object, **_kw: object) -> int:
        self.entered.set()
        self.go_on.wait(60)
        return 1


def sets(device: ShellyEmulator) -> list[dict[str, Any]]:
    """Commands to switch on that the device has taken."""
    return [params for params in device.sets if params.get("on")]


def test_an_override_passes_a_busy_reader_and_a_stuck_record(
    site: FullSite, device: ShellyEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held()
    monkeypatch.setattr(site.context.store.records, "append_audit", held)
    site.detector.go_on.clear()
    site.script |= drive("AB123CD", frames=1)
    site.send(1)
    assert site.detector.entered.wait(20)  # the reader stands still ...
    site.site.submit(KeyOpeningLogged(gate_id="gate"))
    assert held.entered.wait(20)  # ... and so does the record
    site.site.submit(OpenRequested(gate_id="gate", actor="Guard 7"))
    blocked_until(lambda: len(sets(device)) == 1)  # and the window as well
    assert sets(device) == [{"id": 0, "on": True, "toggle_after": 1.0}]
    held.go_on.set()
    site.detector.go_on.set()
    site.until(lambda: bool(site.heard("gate_result")))
    ((intent, result),) = site.heard("gate_result")
    assert (intent.source, result.outcome) == (CommandSource.BAR, Outcome.OK)


def test_an_override_works_with_reader_record_and_login_down_at_once(
    site: FullSite, device: ShellyEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, at_a_gate in (("BY_HAND_MS", 50), ("AFTER_MS", 50), ("FLUSH_MS", 20)):
        monkeypatch.setattr(record, name, at_a_gate)
    held = Held()
    monkeypatch.setattr(site.context.store.records, "append_audit", held)
    monkeypatch.setattr(site.context.sessions, "submit", held)  # no PIN can be checked
    site.detector.bug = RuntimeError("the reader is broken")
    site.script |= drive("AB123CD", frames=1)
    site.send(1)
    site.until(lambda: ("reader.gone", True) in site.alerts)
    site.site.submit(KeyOpeningLogged(gate_id="gate"))
    assert held.entered.wait(20)
    with closing(sqlite3.connect(site.context.store.database.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")  # nothing can be written, by nobody
        site.site.submit(OpenRequested(gate_id="gate", source=CommandSource.UNSIGNED))
        blocked_until(lambda: len(sets(device)) == 1)
        site.until(lambda: bool(site.heard("gate_result")))
        ((intent, result),) = site.heard("gate_result")
        assert (intent.source, result.outcome) == (CommandSource.UNSIGNED, Outcome.OK)
        assert not result.recorded
        site.until(lambda: ("override.not_recorded", True) in site.alerts)
        other.execute("ROLLBACK")
    held.go_on.set()
    # It is written as soon as that is possible, and there is one pulse.
    site.until(lambda: ("override.not_recorded", False) in site.alerts)
    assert list(site.context.store.journal.unfinished_intents()) == []
    assert len(sets(device)) == 1


def test_a_frozen_window_does_not_hold_up_an_opening_by_rule(
    site: FullSite, device: ShellyEmulator
) -> None:
    site.script |= drive("AB123CD", frames=40)
    for number in range(1, 41):
        before = site.detector.calls
        site.send(number)
        blocked_until(lambda before=before: site.detector.calls > before)
        if sets(device):
            break
    blocked_until(lambda: bool(sets(device)))
    assert site.decisions == []  # the window knows nothing yet
    assert site.heard("gate_result") == []
    site.until(lambda: bool(site.decisions and site.heard("gate_result")))
    ((intent, result),) = site.heard("gate_result")
    assert intent.decision_id == site.decisions[0].decision_id
    assert result.outcome is Outcome.OK
    assert len(sets(device)) == 1


def test_a_relay_that_hangs_holds_up_neither_reader_nor_window(
    site: FullSite, device: ShellyEmulator
) -> None:
    device.fault = Fault.ACT_THEN_HANG
    site.site.submit(OpenRequested(gate_id="gate"))
    blocked_until(lambda: len(sets(device)) == 1)
    site.car("KL58MNO", frames=20)
    site.until(lambda: bool(site.decisions))
    assert site.heard("gate_result") == []  # the gate thread still waits for its answer
    device.fault = Fault.NONE
    site.until(lambda: bool(site.heard("gate_result")))
    assert len(sets(device)) == 1  # and asks for the state instead of sending again


def test_the_way_out_of_a_frozen_window_switches_off_and_flushes(
    site: FullSite, device: ShellyEmulator
) -> None:
    site.site.submit(OpenRequested(gate_id="gate"))
    blocked_until(lambda: device.output())
    site.site.submit(KeyOpeningLogged(gate_id="gate", actor="flushed"))
    thread = threading.Thread(target=site.site.emergency_stop, args=(10_000,))
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
    assert not device.output()
    journal = site.context.store.journal
    assert list(journal.unfinished_intents()) == []
    rows = site.context.store.records.audit_rows()
    assert [row.actor for row in rows if row.kind == "gate.key_opening"] == ["flushed"]
