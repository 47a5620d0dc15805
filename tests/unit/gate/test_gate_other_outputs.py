# SPDX-License-Identifier: AGPL-3.0-or-later
"""A controller with all its outputs and inputs: what is sent, recorded, told and left off."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from alpr_kiosk.config.relays import LcusRelayConfig, ShellyRelayConfig
from alpr_kiosk.config.schema import AppConfig, GateConfig
from alpr_kiosk.domain.events import (
    CommandKind,
    CommandSource,
    GateIntent,
    GateResult,
    Outcome,
    Priority,
)
from alpr_kiosk.domain.gate_records import (
    Command,
    HoldOpenCommanded,
    HoldOpenReleased,
    LockdownBegan,
    OpenCommanded,
    StopCommanded,
)
from alpr_kiosk.gate.controller import GateController
from alpr_kiosk.gate.last_commands import LastCommands, relays_off
from alpr_kiosk.gate.protocols import GateStatus, Handled, OpenedByOthers, Unmatched
from alpr_kiosk.runtime.watchdog import WORKER_LIMITS
from tests.emulators.shelly import ShellyEmulator
from tests.fakes.clock import ManualClock
from tests.fakes.journal import FakeJournal, JournalDisk
from tests.fakes.relay import FakeRelay

INPUTS = {"position": {"input": 0}, "loop": {"input": 1}, "tamper": {"input": 2}}


class Rig:
    """A gate with three relays; hears itself."""

    def __init__(self, *, hold_timed: bool = True, last_commands: LastCommands | None = None):
        self.clock = ManualClock()
        self.open = FakeRelay(clock=self.clock)
        self.stop = FakeRelay(clock=self.clock, timed_by_device=False)
        self.hold = FakeRelay(clock=self.clock, timed_by_device=hold_timed)
        self.disk = JournalDisk()
        self.journal = FakeJournal(self.disk)
        self.config = GateConfig.model_validate(
            {"id": "gate-a", "input_kind": "open", "inputs": INPUTS, "pulse_ms": 500}
        )
        self.results: list[GateResult] = []
        self.alerts: set[str] = set()
        self.unmatched: list[Unmatched] = []
        self.by_others_seen: list[str] = []
        self.last_commands = last_commands
        self.start()

    def start(self, earlier: GateController | None = None) -> None:
        self.gate = GateController(
            earlier=earlier,
            config=self.config,
            driver=self.open,
            stop=self.stop,
            hold=self.hold,
            journal=self.journal,
            clock=self.clock,
            listener=self,
            last_commands=self.last_commands,
        )

    def on_status(self, status: GateStatus) -> None:
        pass

    def on_result(self, intent: GateIntent, result: GateResult) -> None:
        self.results.append(result)

    def on_unmatched(self, passed: Unmatched) -> None:
        self.unmatched.append(passed)

    def on_opened_by_others(self, opened: OpenedByOthers) -> None:
        self.by_others_seen.append(opened.seen_by)

    def on_alert(
        self,
        code: str,
        gate_id: str,
        active: bool,
        priority: Priority,
        context: Mapping[str, object],
    ) -> None:
        (self.alerts.add if active else self.alerts.remove)(code)

    def do(self, command: Command) -> Handled:
        handled = self.gate.handle(command)
        assert handled is not None
        return handled

    def hold_open(self, minutes: int = 10) -> Handled:
        return self.do(HoldOpenCommanded(command_id="", minutes=minutes, actor="07"))

    def wait(self, seconds: float) -> None:
        end = self.clock.mono + seconds
        while (due := self.gate.next_deadline()) is not None and due <= end:
            self.clock.advance(max(0.0, due - self.clock.mono))
            self.gate.tick()
        self.clock.advance(max(0.0, end - self.clock.mono))
        self.gate.tick()


def test_a_hold_is_recorded_before_and_after() -> None:
    rig = Rig()
    handled = rig.hold_open(10)
    assert handled.result.outcome is Outcome.OK
    assert handled.intent.kind is CommandKind.HOLD_OPEN
    assert [kind for kind, _ in rig.journal.log] == ["intent", "result"]
    assert rig.hold.on
    assert not rig.open.pulses
    status = rig.gate.status
    assert status.held_until is not None
    assert (status.held_until - rig.clock.utc_now()).total_seconds() == 600
    rig.wait(601)
    assert not rig.hold.on
    assert rig.gate.status.held_until is None


def test_an_untimed_hold_is_ended_by_the_gate_thread() -> None:
    rig = Rig(hold_timed=False)
    rig.hold_open(1)
    rig.wait(59.5)
    assert rig.hold.on
    rig.wait(1.0)
    assert not rig.hold.on


def test_a_relay_that_goes_in_a_hold_is_switched_off_when_it_comes_back() -> None:
    rig = Rig(hold_timed=False)
    rig.hold_open(1)
    rig.hold.dead = True
    rig.wait(70)
    assert "gate.fault.hold_stuck" in rig.alerts
    rig.hold.dead = False
    rig.wait(3)
    assert not rig.hold.on
    assert "gate.fault.hold_stuck" not in rig.alerts


def test_a_person_ends_a_hold_and_it_is_recorded() -> None:
    rig = Rig()
    rig.hold_open()
    handled = rig.do(HoldOpenReleased(command_id="", actor="07"))
    assert (handled.intent.kind, handled.result.outcome) == (
        CommandKind.RELEASE_HOLD,
        Outcome.OK,
    )
    assert not rig.hold.on


def test_a_second_hold_that_fails_does_not_change_the_end_that_is_shown() -> None:
    rig = Rig()
    rig.hold_open(5)
    ends = rig.gate.status.held_until
    rig.hold.plan.append("relay.refused")
    assert rig.hold_open(60).result.outcome is Outcome.FAILED
    assert rig.gate.status.held_until == ends


def test_lockdown_ends_a_hold() -> None:
    rig = Rig()
    rig.hold_open()
    rig.gate.handle(LockdownBegan())
    assert not rig.hold.on


def test_a_hold_does_not_survive_a_restart() -> None:
    rig = Rig()
    rig.hold_open()
    rig.start()  # the process was killed
    rig.gate.tick()
    assert not rig.hold.on
    assert rig.gate.status.held_until is None


def test_an_unclear_hold_is_unknown_and_off() -> None:
    rig = Rig()
    rig.hold.plan.append("acted")
    handled = rig.hold_open()
    assert handled.result.outcome is Outcome.UNKNOWN
    assert not rig.hold.on
    # The start signal has its own relay: cars go on.
    opened = rig.do(
        OpenCommanded(
            command_id="",
            source=CommandSource.RULE,
            passage_id="p",
            newest_read_mono=rig.clock.mono,
        )
    )
    assert opened.result.outcome is Outcome.OK


def test_a_stop_is_sent_before_it_is_recorded_and_goes_off() -> None:
    rig = Rig()
    rig.journal.writable = False
    handled = rig.do(StopCommanded(command_id="", actor="07"))
    assert handled.result.outcome is Outcome.OK
    assert not handled.result.recorded
    assert rig.stop.on
    rig.wait(0.6)
    assert not rig.stop.on
    rig.journal.writable = True
    rig.wait(3)
    assert set(rig.disk.results) == set(rig.disk.intents)


def test_a_stop_that_fails_has_a_named_end() -> None:
    rig = Rig()
    rig.stop.dead = True
    result = rig.do(StopCommanded(command_id="")).result
    assert (result.outcome, result.code) == (Outcome.FAILED, "relay.unreachable")


def test_inputs_are_told_as_the_site_file_means_them() -> None:
    rig = Rig()
    # Position and tamper: closed while all is well. Loop: closed while a car stands there.
    rig.open.inputs = {0: True, 1: False, 2: True}
    rig.gate.health_check()
    status = rig.gate.status
    assert (status.position, status.loop, status.tamper) == (False, False, False)
    rig.open.inputs = {0: False, 1: True, 2: False}
    rig.gate.health_check()
    status = rig.gate.status
    assert (status.position, status.loop, status.tamper) == (True, True, True)
    assert {"gate.fault.tamper", "gate.fault.forced_open"} <= rig.alerts
    rig.open.dead = True
    rig.gate.health_check()
    assert rig.gate.status.position is None


def test_a_second_car_is_noted_once() -> None:
    rig = Rig()
    rig.open.inputs = {0: True, 1: False, 2: True}
    rig.gate.health_check()
    handled = rig.do(OpenCommanded(command_id="", source=CommandSource.BAR))
    for _ in range(2):
        for on in (True, False):
            rig.clock.advance(1)
            rig.open.inputs = {0: False, 1: on, 2: True}
            rig.gate.health_check()
    assert [(u.gate_id, u.pulse_id, u.seen_by) for u in rig.unmatched] == [
        ("gate-a", handled.intent.intent_id, "loop")
    ]
    assert "gate.fault.tailgate" in rig.alerts


def test_an_opening_by_an_exit_loop_is_told_once_and_is_no_alarm() -> None:
    rig = Rig()
    rig.config = rig.config.model_copy(update={"opened_by_others": True})
    rig.start()
    for _ in range(2):
        for closed in (True, False, False):
            rig.open.inputs = {0: closed, 1: False, 2: True}
            rig.gate.health_check()
            rig.clock.advance(30)
    assert rig.by_others_seen == ["contact", "contact"]
    assert not rig.alerts


def lost(rig: Rig) -> None:
    """The gate's thread ends by a bug, and another one goes on."""
    rig.gate.shutdown()
    rig.start(earlier=rig.gate)
    rig.gate.tick()


def test_alerts_of_a_thread_that_was_lost_end_once_and_go_on_if_they_are_still_so() -> None:
    rig = Rig(hold_timed=False)
    rig.hold_open(1)
    rig.hold.dead = True
    rig.wait(70)
    rig.open.inputs = {0: True, 1: False, 2: False}
    rig.gate.health_check()
    assert {"gate.fault.hold_stuck", "gate.fault.tamper"} <= rig.alerts
    rig.hold.dead = False
    lost(rig)
    rig.wait(3)
    assert rig.alerts == {"gate.fault.tamper"}
    rig.open.inputs = {0: True, 1: False, 2: True}
    rig.gate.health_check()
    assert not rig.alerts


def test_a_fault_that_a_person_must_end_outlives_the_thread() -> None:
    rig = Rig()
    rig.open.can_read_back = False
    rig.start()
    rig.open.plan.append("acted")
    first = rig.do(OpenCommanded(command_id="", source=CommandSource.BAR))
    assert first.result.outcome is Outcome.UNKNOWN
    lost(rig)
    rig.wait(60)
    opening = OpenCommanded(
        command_id="",
        source=CommandSource.RULE,
        passage_id="p",
        newest_read_mono=rig.clock.mono,
    )
    assert rig.do(opening).result.code == "relay.ambiguous"
    assert rig.alerts == {"relay.ambiguous"}


def test_rows_that_a_lost_thread_could_not_write_are_written() -> None:
    rig = Rig()
    rig.journal.writable = False
    rig.do(OpenCommanded(command_id="", source=CommandSource.BAR))
    assert "override.not_recorded" in rig.alerts
    lost(rig)
    rig.journal.writable = True
    rig.wait(3)
    assert len(rig.disk.intents) == len(rig.disk.results) == 1
    assert not rig.alerts


def test_the_end_switches_each_output_off_whatever_the_others_do() -> None:
    rig = Rig(hold_timed=False)
    rig.hold_open()
    rig.open.dead = True
    rig.gate.shutdown()
    assert not rig.hold.on
    assert rig.stop.log[-1] == "off"


def test_a_silent_relay_is_one_line_in_the_log_and_so_is_its_return(
    caplog: pytest.LogCaptureFixture,
) -> None:
    rig = Rig()
    with caplog.at_level(logging.INFO, logger="alpr_kiosk.gate"):
        rig.gate.health_check()
        rig.open.dead = True
        for _ in range(20):
            rig.gate.health_check()
            rig.clock.advance(3)
        rig.open.dead = False
        for _ in range(20):
            rig.gate.health_check()
    lines = [record.message for record in caplog.records]
    assert len([line for line in lines if "does not answer" in line]) == 1
    assert len([line for line in lines if "answers again" in line]) == 1
    assert len(lines) == 2


def waits(rig: Rig, seconds: float) -> list[float]:
    """Let time go by as the gate thread does; how long a command would have waited each time."""
    end, longest = rig.clock.mono + seconds, []
    while rig.clock.mono < end:
        due = rig.gate.next_deadline()
        rig.clock.advance(min(0.25, max(0.0, (end if due is None else due) - rig.clock.mono)))
        began = rig.clock.mono
        rig.gate.tick()
        longest.append(rig.clock.mono - began)
    return longest


def test_dead_outputs_leave_the_thread_to_the_override() -> None:
    rig = Rig(hold_timed=False)
    rig.hold_open(1)
    rig.do(StopCommanded(command_id=""))
    for relay in (rig.hold, rig.stop):
        relay.dead, relay.dead_takes_s = True, 3.0
    waits(rig, 70)
    longest = waits(rig, 600)
    # Never behind more than one time-out, and most of the time behind none.
    assert max(longest) == pytest.approx(3.0)
    assert sum(longest) < 600 * 0.45
    assert {"gate.fault.hold_stuck", "gate.fault.stop_stuck"} <= rig.alerts
    for relay in (rig.hold, rig.stop):
        relay.dead = False
    waits(rig, 30)
    assert not rig.alerts
    assert not rig.hold.on
    assert not rig.stop.on


def test_a_dead_relay_in_doubt_is_not_asked_all_the_time() -> None:
    rig = Rig()
    rig.open.plan.append("acted")
    rig.open.status_code = "relay.ambiguous"
    rig.do(OpenCommanded(command_id="", source=CommandSource.BAR))
    rig.open.status_code, rig.open.dead, rig.open.dead_takes_s = "", True, 3.0
    assert sum(waits(rig, 600)) < 600 * 0.25


def test_each_exchange_with_a_dead_relay_is_a_sign_of_life() -> None:
    rig = Rig(hold_timed=False)
    beats = [rig.clock.mono]
    for relay in (rig.open, rig.stop, rig.hold):
        relay.dead, relay.dead_takes_s = True, 7.5
    rig.gate = GateController(
        config=rig.config,
        driver=rig.open,
        stop=rig.stop,
        hold=rig.hold,
        journal=rig.journal,
        clock=rig.clock,
        listener=rig,
        beat=lambda: beats.append(rig.clock.mono),
    )
    rig.gate.tick()
    assert rig.clock.mono - beats[0] > WORKER_LIMITS["gate"]  # it would be taken for frozen
    beats.append(rig.clock.mono)
    assert max(b - a for a, b in pairwise(beats)) <= 7.5


def test_a_dead_output_says_each_reason_once(caplog: pytest.LogCaptureFixture) -> None:
    rig = Rig(hold_timed=False)
    rig.hold_open(1)
    rig.hold.dead = True
    rig.wait(3600)
    said = [r.message for r in caplog.records if "not surely off" in r.message]
    assert len(said) == 1


def test_relays_off_switches_off_each_output_of_a_gate(tmp_path: Path) -> None:
    with ShellyEmulator(outputs=3) as device:
        relays = [ShellyRelayConfig(address=device.address, channel=n) for n in range(3)]
        gate = GateConfig(id="gate-a", relay=relays[0], stop_relay=relays[1], hold_relay=relays[2])
        for channel in range(3):
            device.switch(True, channel)
        record = LastCommands(path=tmp_path / "last.json", clock=ManualClock())
        record.remember("gate-a")
        assert relays_off(AppConfig(gates=(gate,)), tmp_path / "last.json") == [
            ("gate-a", True, "")
        ]
        assert [device.output(n) for n in range(3)] == [False] * 3
        assert record.remembered() == {}


def test_relays_off_names_a_gate_of_which_one_output_may_be_on(tmp_path: Path) -> None:
    with ShellyEmulator() as device:
        gate = GateConfig(
            id="gate-a",
            relay=ShellyRelayConfig(address=device.address),
            hold_relay=ShellyRelayConfig(address="127.0.0.1:9", timeout_s=0.5),
        )
        record = LastCommands(path=tmp_path / "last.json", clock=ManualClock())
        record.remember("gate-a")
        done = relays_off(AppConfig(gates=(gate,)), tmp_path / "last.json")
        assert done == [("gate-a", False, "relay.unreachable")]
        assert list(record.remembered() or {}) == ["gate-a"]


def test_relays_off_goes_on_after_a_bug_of_one_driver(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(*_: object) -> object:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("alpr_kiosk.gate.drivers.lcus.build", build)
    with ShellyEmulator() as device:
        broken = GateConfig(id="gate-a", relay=LcusRelayConfig(port="/dev/serial/by-path/x"))
        sound = GateConfig(id="gate-b", relay=ShellyRelayConfig(address=device.address))
        record = LastCommands(path=tmp_path / "last.json", clock=ManualClock())
        record.remember("gate-a")
        record.remember("gate-b")
        device.switch(True)
        done = relays_off(AppConfig(gates=(broken, sound)), tmp_path / "last.json")
        assert done == [("gate-a", False, "bug"), ("gate-b", True, "")]
        assert not device.output()
