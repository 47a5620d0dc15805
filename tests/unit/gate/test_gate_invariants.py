# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever happens in whatever order: what a gate must never do (reliability.md section 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from alpr_kiosk.config.schema import ContactConfig, GateConfig, InputsConfig, LoopConfig
from alpr_kiosk.domain.events import CommandSource, GateIntent, GateResult, Outcome, Priority
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.gate_records import (
    Command,
    Confirmed,
    HoldOpenCommanded,
    HoldOpenReleased,
    LockdownBegan,
    LockdownLifted,
    OpenCommanded,
    StopCommanded,
    VehiclePassed,
)
from alpr_kiosk.gate.controller import GateController, GateStatus, Handled
from alpr_kiosk.gate.protocols import OpenedByOthers, Unmatched
from tests.fakes.clock import ManualClock
from tests.fakes.journal import FakeJournal, JournalDisk
from tests.fakes.relay import FakeRelay

PASSAGES = st.sampled_from([f"p{n}" for n in range(4)])
AGES = st.sampled_from([0.0, 0.5, 2.9, 3.0, 3.1, 30.0])
ENDS = st.sampled_from(
    ["", "acted", "relay.ambiguous", "relay.unreachable", "relay.auth", "relay.refused"]
)
NAMED = frozenset(
    {
        "override.needs_long_hold",
        "relay.unreachable",
        "relay.auth",
        "relay.refused",
        "relay.ambiguous",
    }
)


class WatchedRelay(FakeRelay):
    """Notes, at each pulse, what was on disk and what was believed."""

    def __init__(self, *, gate: GateMachineTest, **more: Any) -> None:
        super().__init__(**more)
        self.gate = gate

    def pulse(self, pulse_ms: int) -> None:
        try:
            self.gate.at_pulse()
        except AssertionError as exc:
            # The controller takes whatever a driver raises for an unclear end.
            self.gate.violations.append(str(exc))
        super().pulse(pulse_ms)


class GateMachineTest(RuleBasedStateMachine):
    """One gate with its relay, journal and time; crashes and restarts included."""

    @initialize(
        timed=st.booleans(),
        read_back=st.booleans(),
        kind=st.sampled_from(["open", "step", "unknown"]),
        contact=st.booleans(),
        loop=st.booleans(),
        lockdown=st.booleans(),
        hold_timed=st.booleans(),
    )
    def begin(
        self,
        timed: bool,
        read_back: bool,
        kind: str,
        contact: bool,
        loop: bool,
        lockdown: bool,
        hold_timed: bool,
    ) -> None:
        self.clock = ManualClock()
        self.relay = WatchedRelay(
            gate=self, clock=self.clock, timed_by_device=timed, can_read_back=read_back
        )
        self.hold = FakeRelay(clock=self.clock, timed_by_device=hold_timed)
        self.stop = FakeRelay(clock=self.clock, timed_by_device=timed)
        self.disk = JournalDisk()
        self.config = GateConfig(
            id="gate-a",
            input_kind=kind,  # type: ignore[arg-type]
            inputs=InputsConfig(
                position=ContactConfig(input=0) if contact else None,
                loop=LoopConfig(input=1) if loop else None,
            ),
        )
        self.unmatched: list[Unmatched] = []
        self.by_others = False
        """The output was switched on by somebody else, and has not been off since."""
        self.locked = lockdown
        self.commands: dict[str, Command] = {}
        self.results: dict[str, GateResult] = {}
        self.pulsed_by_rule: dict[str, int] = {}
        self.in_doubt = False
        """An unclear end that neither a read-back nor a person has settled."""
        self.alerts: set[str] = set()
        self.running: OpenCommanded | None = None
        self.alive = False
        self.count = 0
        self.violations: list[str] = []
        self.start()

    def start(self) -> None:
        self.journal = FakeJournal(self.disk)
        self.alerts = set()
        self.gate = GateController(
            config=self.config,
            driver=self.relay,
            stop=self.stop,
            hold=self.hold,
            journal=self.journal,
            clock=self.clock,
            listener=self,
            lockdown=self.locked,
        )
        self.alive = True
        self.gate.tick()

    # ------------------------------------------------------------------ listener

    def on_status(self, status: GateStatus) -> None:
        self.seen = status

    def on_result(self, intent: GateIntent, result: GateResult) -> None:
        assert intent.intent_id not in self.results, "two results for one command"
        self.results[intent.intent_id] = result

    def on_unmatched(self, passed: Unmatched) -> None:
        self.unmatched.append(passed)

    def on_opened_by_others(self, opened: OpenedByOthers) -> None:
        pass

    def on_alert(
        self,
        code: str,
        gate_id: str,
        active: bool,
        priority: Priority,
        context: Mapping[str, object],
    ) -> None:
        assert (code in self.alerts) is not active, f"{code} twice"
        (self.alerts.add if active else self.alerts.remove)(code)

    # ------------------------------------------------------------------ at each pulse

    def at_pulse(self) -> None:
        command = self.running
        assert command is not None, "a pulse without a command"
        by_person = command.source.by_person
        if not by_person:
            assert command.command_id in self.disk.intents, "pulse before its intent"
            assert command.newest_read_mono is not None
            assert self.clock.mono - command.newest_read_mono <= 3.0, "too old"
            assert not self.locked, "by rule in lockdown"
            assert not self.in_doubt, "by rule after an unclear end"
            if self.config.input_kind != "open":
                assert self.config.position_contact, "a step input without contact"
            assert command.passage_id is not None
            times = self.pulsed_by_rule.get(command.passage_id, 0) + 1
            assert times == 1, "one passage, two pulses"
            self.pulsed_by_rule[command.passage_id] = times
        else:
            long = command.pin or command.held_ms >= 3000
            needs = self.in_doubt or self.locked or command.denied
            assert long or not needs, "without the long hold"

    # ------------------------------------------------------------------ rules

    @precondition(lambda self: self.alive)
    @rule(passage=PASSAGES, age=AGES, end=ENDS, clear=st.booleans())
    def by_rule(self, passage: str, age: float, end: str, clear: bool) -> None:
        before = self.relay.pulses
        handled = self.command(
            OpenCommanded(
                command_id=self.next_id(),
                source=CommandSource.RULE,
                passage_id=passage,
                newest_read_mono=self.clock.mono - age,
                partner_clear=clear,
            ),
            end,
        )
        if not clear:
            assert self.relay.pulses == before
        if self.gate.status.held_until is not None:
            assert self.relay.pulses == before, "a pulse while the gate is held open"
        if self.relay.pulses == before:
            assert handled.result.outcome in (Outcome.REFUSED, Outcome.COALESCED)

    @precondition(lambda self: self.alive)
    @rule(
        held=st.sampled_from([600, 2999, 3000]),
        pin=st.booleans(),
        denied=st.booleans(),
        passage=st.none() | PASSAGES,
        end=ENDS,
    )
    def by_hand(self, held: int, pin: bool, denied: bool, passage: str | None, end: str) -> None:
        before = self.relay.pulses
        handled = self.command(
            OpenCommanded(
                command_id=self.next_id(),
                source=CommandSource.BAR,
                passage_id=passage,
                held_ms=held,
                pin=pin,
                denied=denied,
            ),
            end,
        )
        result = handled.result
        if pin or held >= 3000:
            assert self.relay.pulses == before + 1, "an override was not sent"
        # It ends in a command, in one that was sent just before, or in a named fault.
        if result.outcome not in (Outcome.OK, Outcome.COALESCED):
            assert result.code in NAMED
        if result.code == "override.needs_long_hold":
            assert handled.warning_code
            assert self.relay.pulses == before

    def command(self, command: OpenCommanded, end: str) -> Handled:
        self.relay.plan.clear()
        self.relay.plan.append(end)
        self.commands[command.command_id] = command
        self.running = command
        handled = self.gate.handle(command)
        self.running = None
        assert handled is not None
        assert self.results[command.command_id] is handled.result
        self.settle_doubt()
        return handled

    @precondition(lambda self: self.alive)
    @rule(minutes=st.sampled_from([0, 1, 15, 60, 61]), end=ENDS)
    def hold_open(self, minutes: int, end: str) -> None:
        self.hold.plan.append(end)
        before = self.hold.pulses
        handled = self.other(HoldOpenCommanded(command_id=self.next_id(), minutes=minutes))
        sent = self.hold.pulses == before + 1
        self.hold.plan.clear()
        assert sent is (1 <= minutes <= 60 and not self.locked)
        if handled.result.outcome is Outcome.OK:
            assert self.hold.on
            assert self.gate.status.held_until is not None

    @precondition(lambda self: self.alive)
    @rule()
    def end_the_hold(self) -> None:
        self.other(HoldOpenReleased(command_id=self.next_id()))
        assert self.gate.status.held_until is None

    @precondition(lambda self: self.alive)
    @rule(end=ENDS)
    def stop_it(self, end: str) -> None:
        self.stop.plan.append(end)
        before = self.stop.pulses
        self.other(StopCommanded(command_id=self.next_id()))
        self.stop.plan.clear()
        assert self.stop.pulses == before + 1, "a stop was held back"

    def other(self, command: Command) -> Handled:
        """A command that may not pulse the start signal."""
        self.commands[command.command_id] = command
        pulses = self.relay.pulses
        handled = self.gate.handle(command)
        assert handled is not None
        assert self.relay.pulses == pulses
        self.look_for_answer()
        return handled

    @rule(dead=st.booleans())
    def other_outputs_change(self, dead: bool) -> None:
        self.hold.dead = self.stop.dead = dead

    @rule()
    def somebody_else_pulses(self) -> None:
        self.relay.switch_on()
        self.by_others = True

    @precondition(lambda self: self.alive and self.config.inputs.loop is not None)
    @rule(on=st.sampled_from([True, False, None]))
    def loop(self, on: bool | None) -> None:
        before = len(self.unmatched)
        self.put_input(1, on)
        if self.gate.status.held_until is not None:
            assert len(self.unmatched) == before, "counted while held open"

    @precondition(lambda self: self.alive)
    @rule(passage=PASSAGES, same=st.booleans())
    def a_car_leaves(self, passage: str, same: bool) -> None:
        before = len(self.unmatched)
        self.gate.handle(VehiclePassed(passage_id=passage, same_car=same))
        if same or self.config.inputs.loop is not None:
            assert len(self.unmatched) == before

    def put_input(self, number: int, level: bool | None) -> None:
        if level is None:
            self.relay.inputs.pop(number, None)
        else:
            self.relay.inputs[number] = level
        self.relay_is_asked()

    def next_id(self) -> str:
        self.count += 1
        return f"c{self.count}"

    def settle_doubt(self) -> None:
        """What the tests believe of the last unclear end, by what the relay was asked."""
        log = self.relay.log
        if self.relay.plan:
            self.relay.plan.clear()  # nothing was sent
        elif "pulse" in log:
            last = len(log) - 1 - log[::-1].index("pulse")
            newest = max(self.results.values(), key=lambda r: int(r.intent_id[1:]))
            if newest.code == "relay.ambiguous" or (newest.outcome is Outcome.UNKNOWN):
                asked = "status" in log[last:]
                self.in_doubt = not (asked and self.can_answer())
        self.look_for_answer()

    def can_answer(self) -> bool:
        return self.relay.can_read_back and not self.relay.dead and not self.relay.status_code

    def look_for_answer(self) -> None:
        if self.in_doubt and self.relay.log and self.relay.log[-1] == "status":
            self.in_doubt = not self.can_answer()

    @precondition(lambda self: self.alive)
    @rule(seconds=st.sampled_from([0.1, 1.0, 2.0, 8.0, 60.0, 3600.0]))
    def time_goes_by(self, seconds: float) -> None:
        end = self.clock.mono + seconds
        for _ in range(50):
            due = self.gate.next_deadline()
            if due is None or due > end:
                break
            self.clock.advance(max(0.0, due - self.clock.mono))
            self.tick()
        self.clock.advance(max(0.0, end - self.clock.mono))
        self.tick()

    def tick(self) -> None:
        pulses = self.relay.pulses
        self.relay.log.clear()
        self.gate.tick()
        assert self.relay.pulses == pulses, "a pulse without a command"
        if "status" in self.relay.log and self.can_answer():
            self.in_doubt = False

    @precondition(lambda self: self.alive)
    @rule()
    def relay_is_asked(self) -> None:
        self.relay.log.clear()
        self.gate.health_check()
        assert "pulse" not in self.relay.log
        self.look_for_answer()
        if self.can_answer():
            self.in_doubt = False

    @rule(dead=st.booleans(), stuck=st.booleans(), auth=st.booleans())
    def relay_changes(self, dead: bool, stuck: bool, auth: bool) -> None:
        self.relay.dead, self.relay.stuck = dead, stuck
        self.relay.status_code = "relay.auth" if auth else ""

    @rule(writable=st.booleans())
    def disk_changes(self, writable: bool) -> None:
        self.journal.writable = writable

    @precondition(lambda self: self.alive)
    @rule()
    def a_person_looks(self) -> None:
        self.in_doubt = False
        self.gate.handle(Confirmed(actor="07"))

    @precondition(lambda self: self.alive)
    @rule(on=st.booleans())
    def lockdown(self, on: bool) -> None:
        self.locked = on
        self.gate.handle(LockdownBegan() if on else LockdownLifted())

    @precondition(lambda self: self.alive and self.config.position_contact)
    @rule(is_open=st.sampled_from([True, False, None]))
    def position(self, is_open: bool | None) -> None:
        self.put_input(0, None if is_open is None else not is_open)
        if self.can_answer():
            assert self.gate.status.position is is_open

    @precondition(lambda self: self.alive)
    @rule(crash=st.booleans())
    def the_process_ends(self, crash: bool) -> None:
        if not crash:
            self.gate.shutdown()
            if not self.relay.dead and not self.relay.stuck:
                assert not self.relay.on, "on after the end"
            assert self.hold.dead or not self.hold.on, "held open after the end"
            assert self.stop.dead or not self.stop.on
        self.alive = False

    @precondition(lambda self: not self.alive)
    @rule()
    def it_starts_again(self) -> None:
        # What waited in memory only is lost, and with it the car's key: new cars come now.
        self.pulsed_by_rule = {}
        self.in_doubt = False
        pulses = self.relay.pulses
        self.start()
        assert self.relay.pulses == pulses, "a pulse at start"
        assert self.hold.dead or not self.hold.on, "held open over a restart"

    # ------------------------------------------------------------------ always

    @invariant()
    def no_pulse_was_wrong(self) -> None:
        if hasattr(self, "violations"):
            assert self.violations == []

    @invariant()
    def each_command_has_one_result(self) -> None:
        if hasattr(self, "commands"):
            assert set(self.commands) <= set(self.results)
            assert set(self.disk.results) <= set(self.disk.intents)

    @invariant()
    def lockdown_is_left_by_a_supervisor_only(self) -> None:
        if hasattr(self, "gate") and self.alive:
            assert (self.gate.status.state is GateState.LOCKED_OUT) is self.locked

    @invariant()
    def only_a_hold_holds(self) -> None:
        if hasattr(self, "gate") and self.alive:
            held = self.gate.status.held_until is not None
            assert not (held and self.locked), "held open in lockdown"
            if self.hold.on and not held:
                assert self.gate.next_deadline() is not None, "nobody will switch it off"

    @invariant()
    def an_untimed_output_does_not_stay_on(self) -> None:
        if not hasattr(self, "gate"):
            return
        self.by_others = self.by_others and self.relay.on
        if self.alive and self.relay.on:
            trouble = self.relay.dead or self.relay.stuck or self.by_others
            assert trouble or self.relay.timed_by_device or self.gate.next_deadline() is not None


TestGateInvariants = GateMachineTest.TestCase
TestGateInvariants.settings = settings(
    max_examples=settings.default.max_examples,
    stateful_step_count=40,
    deadline=None,
    print_blob=True,
)
