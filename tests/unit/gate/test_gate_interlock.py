# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two interlocked gates: whatever happens, never both opened by rule (rules 20)."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from alpr_kiosk.config.schema import ContactConfig, GateConfig, InputsConfig
from alpr_kiosk.domain.events import CommandSource, GateIntent, GateResult, Priority
from alpr_kiosk.domain.gate_records import (
    Confirmed,
    HoldOpenCommanded,
    HoldOpenReleased,
    OpenCommanded,
)
from alpr_kiosk.gate.controller import GateController, GateStatus
from alpr_kiosk.gate.protocols import OpenedByOthers, Unmatched
from tests.fakes.clock import ManualClock
from tests.fakes.journal import FakeJournal
from tests.fakes.relay import FakeRelay

GATES = st.sampled_from(["a", "b"])
OTHER = {"a": "b", "b": "a"}
ENDS = st.sampled_from(["", "acted", "relay.ambiguous", "relay.unreachable"])


class Ear:
    def on_status(self, status: GateStatus) -> None: ...

    def on_result(self, intent: GateIntent, result: GateResult) -> None: ...

    def on_unmatched(self, passed: Unmatched) -> None: ...

    def on_opened_by_others(self, opened: OpenedByOthers) -> None:
        pass

    def on_alert(
        self,
        code: str,
        gate_id: str,
        active: bool,
        priority: Priority,
        context: Mapping[str, object],
    ) -> None: ...


class InterlockTest(RuleBasedStateMachine):
    """The gates' bodies are simulated: a pulse that acted opens, and it shuts some time later."""

    @initialize(contacts=st.booleans(), travel=st.sampled_from([4.0, 8.0]))
    def begin(self, contacts: bool, travel: float) -> None:
        self.clock = ManualClock()
        self.contacts = contacts
        self.travel = travel
        self.relays = {name: FakeRelay(clock=self.clock) for name in OTHER}
        self.holds = {name: FakeRelay(clock=self.clock) for name in OTHER}
        self.gates: dict[str, GateController] = {}
        self.is_open = dict.fromkeys(OTHER, False)
        self.count = 0
        for name in OTHER:
            self.build(name)
        for name in OTHER:
            self.look(name)

    def build(self, name: str) -> None:
        other = OTHER[name]
        self.gates[name] = GateController(
            config=GateConfig(
                id=f"gate-{name}",
                input_kind="open",
                travel_s=self.travel,
                interlock_with=f"gate-{other}",
                inputs=InputsConfig(position=ContactConfig(input=0) if self.contacts else None),
            ),
            driver=self.relays[name],
            hold=self.holds[name],
            journal=FakeJournal(),
            clock=self.clock,
            listener=Ear(),
            partner_closed=lambda: other in self.gates and self.gates[other].is_clear,
        )
        self.gates[name].tick()

    def look(self, name: str) -> None:
        self.relays[name].inputs = {0: not self.is_open[name]}
        self.gates[name].health_check()

    @rule(name=GATES, end=ENDS)
    def by_rule(self, name: str, end: str) -> None:
        other, gate, relay = OTHER[name], self.gates[name], self.relays[name]
        clear = self.gates[other].is_clear
        relay.plan.clear()
        relay.plan.append(end)
        before = relay.pulses
        self.count += 1
        gate.handle(
            OpenCommanded(
                command_id="",
                source=CommandSource.RULE,
                passage_id=f"p{self.count}",
                newest_read_mono=self.clock.mono,
            )
        )
        if relay.pulses > before:
            assert clear, "opened by rule beside a gate that may be open"
            assert not self.holds[other].on, "opened by rule beside a gate that is held open"
            if self.contacts:
                assert not self.is_open[other], "both open"
        self.moved(name, end, relay.pulses > before)

    @rule(name=GATES, end=ENDS)
    def by_hand(self, name: str, end: str) -> None:
        relay = self.relays[name]
        relay.plan.clear()
        relay.plan.append(end)
        before = relay.pulses
        self.gates[name].handle(
            OpenCommanded(command_id="", source=CommandSource.BAR, held_ms=3000)
        )
        assert relay.pulses == before + 1, "an interlock only warns a person"
        self.moved(name, end, True)

    def moved(self, name: str, end: str, sent: bool) -> None:
        if sent and end in ("", "acted"):
            self.is_open[name] = True
        self.relays[name].plan.clear()

    @rule(name=GATES, minutes=st.sampled_from([1, 10]))
    def held(self, name: str, minutes: int) -> None:
        self.gates[name].handle(HoldOpenCommanded(command_id="", minutes=minutes))

    @rule(name=GATES)
    def released(self, name: str) -> None:
        self.gates[name].handle(HoldOpenReleased(command_id=""))

    @rule(name=GATES)
    def it_shuts_by_itself(self, name: str) -> None:
        if not self.holds[name].on:
            self.is_open[name] = False
        self.look(name)

    @rule(name=GATES)
    def somebody_looks(self, name: str) -> None:
        self.gates[name].handle(Confirmed(actor="07"))

    @rule(seconds=st.sampled_from([0.5, 3.0, 8.0, 61.0]))
    def time_goes_by(self, seconds: float) -> None:
        self.clock.advance(seconds)
        for name in OTHER:
            self.gates[name].tick()
            self.look(name)

    @rule(name=GATES)
    def a_thread_starts_again(self, name: str) -> None:
        self.gates[name].shutdown()
        self.gates[name].tick()


TestInterlock = InterlockTest.TestCase
TestInterlock.settings = settings(
    max_examples=settings.default.max_examples,
    stateful_step_count=30,
    deadline=None,
    print_blob=True,
)
