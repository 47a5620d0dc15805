# SPDX-License-Identifier: AGPL-3.0-or-later
"""Test pulses by the gate's own controller: each recorded, none without somebody who looks."""

from __future__ import annotations

from typing import Any

import pytest

from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.commissioning import (
    CONFIRMED_S,
    CheckSettings,
    Commissioning,
    PersonSaid,
    PulseAsked,
    SeenClear,
    recommend,
)
from alpr_kiosk.domain.commissioning_walk import SecondPulse, StepName, Verdict
from alpr_kiosk.domain.events import CommandKind, CommandSource, Outcome
from alpr_kiosk.domain.gate_records import HoldOpenCommanded, LockdownBegan, OpenCommanded
from alpr_kiosk.domain.relay_check import Finding, Level
from alpr_kiosk.gate.commissioning import Commissioner
from tests.fakes.barrier import Barrier
from tests.fakes.clock import ManualClock
from tests.fakes.relay import FakeRelay
from tests.unit.gate.test_gate_controller import Rig


class Site:
    """A gate with a barrier behind it, and a person in front of it."""

    def __init__(
        self,
        *,
        second: Any = "nothing",
        relay: dict[str, Any] | None = None,
        contact: bool = True,
        **parts: Any,
    ) -> None:
        config: dict[str, Any] = {"id": "gate-a", "pulse_ms": 500, "input_kind": "unknown"}
        if contact:
            config["inputs"] = {"position": {"input": 1, "means_yes": "open"}}
        self.rig = Rig(config=GateConfig.model_validate(config), relay=relay, **parts)
        self.clock, self.relay = self.rig.clock, self.rig.relay
        self.barrier = Barrier(now=self.clock.monotonic, second=second)
        self.told: list[Commissioning] = []
        self.refused: list[tuple[str, str]] = []
        self.commissioner = Commissioner(
            config=self.rig.config,
            controller=self.rig.gate,
            clock=self.clock,
            tell=self.told.append,
            refused=lambda command_id, code: self.refused.append((command_id, code)),
            check=lambda: (Finding(code="shelly.sign_in", level=Level.OK),),
        )
        self.count = 0
        self.run(0.5)
        self.rig.gate.health_check()

    def run(self, seconds: float) -> None:
        """Let time pass in steps of 50 ms, as the gate's thread does."""
        end = self.clock.mono + seconds
        while self.clock.mono < end:
            self.clock.advance(0.05)
            self.turn()

    def turn(self) -> None:
        self.relay.inputs[1] = self.barrier.is_closed(self.relay.on)
        self.rig.gate.tick()
        self.commissioner.turn()

    def confirm(self, *, second: bool = False) -> None:
        self.commissioner.handle(SeenClear(at_mono=self.clock.mono, second=second))

    def pulse(self, *, second: bool = False) -> str:
        """Ask for a test pulse; returns why it was refused, "" when it was given to the gate."""
        self.count += 1
        ident = f"t{self.count}"
        self.commissioner.handle(PulseAsked(command_id=ident, second=second, actor="Anna"))
        self.turn()
        return dict(self.refused).get(ident, "")

    def good(self) -> None:
        self.confirm()
        assert self.pulse() == ""
        self.run(25)
        assert self.state.newest is not None
        assert self.state.newest.verdict is Verdict.GOOD

    @property
    def state(self) -> Commissioning:
        return self.commissioner.state


def test_three_pulses_and_the_question_commission_a_gate() -> None:
    site = Site()
    for _ in range(3):
        site.good()
    assert not site.state.commissioned
    site.commissioner.handle(PersonSaid(second_pulse=SecondPulse.NOTHING))
    site.commissioner.handle(CheckSettings())
    site.turn()
    assert site.state.commissioned
    assert site.state.changed_inputs == ("position",)
    assert [one.code for one in site.state.findings] == ["shelly.sign_in"]
    # 0.6 s until it starts, 4 s each way, 6 s open: 14.6 s, and half of it is 7.3.
    assert recommend(site.state).travel_s == 7.5
    assert recommend(site.state).input_kind == "open"
    first = site.state.pulses[0]
    times = [step.after_s for step in first.steps]
    assert times == sorted(times)
    assert first.step(StepName.RELAY_OFF).after_s == pytest.approx(0.5, abs=0.15)
    assert first.step(StepName.MOVED).after_s == pytest.approx(0.65, abs=0.3)
    assert first.closed_mono == pytest.approx(first.asked_mono + 14.6, abs=0.4)
    # Recorded as any other: an intent before and a result after each.
    assert site.relay.pulses == 3
    results = site.rig.heard.results
    assert [(i.source, i.kind, i.actor) for i, _ in results] == (
        [(CommandSource.TEST, CommandKind.OPEN, "Anna")] * 3
    )
    assert [r.outcome for _, r in results] == [Outcome.OK] * 3
    assert site.told[-1] == site.state


def test_nothing_is_sent_without_somebody_who_looks() -> None:
    site = Site()
    assert site.pulse() == "commission.not_confirmed"
    site.confirm(second=True)
    assert site.pulse() == "commission.not_confirmed"  # that was for another kind of pulse
    site.confirm()
    site.run(CONFIRMED_S + 0.1)
    assert site.pulse() == "commission.not_confirmed"
    site.confirm()
    assert site.pulse() == ""
    site.run(25)
    assert site.pulse() == "commission.not_confirmed"  # used up
    assert site.relay.pulses == 1


def test_a_refused_test_is_no_command() -> None:
    site = Site()
    site.pulse()
    assert site.rig.heard.results == []
    assert site.state.pulses == ()


@pytest.mark.parametrize("fault", ["lockdown", "doubt", "gone", "open", "held", "moving"])
def test_what_holds_a_test_back(fault: str) -> None:
    site = Site(hold=FakeRelay(clock=ManualClock()))
    gate = site.rig.gate
    match fault:
        case "lockdown":
            gate.handle(LockdownBegan())
        case "doubt":
            site.relay.plan.append("acted")
            site.relay.status_code = "relay.refused"
            site.rig.hand()
        case "gone":
            site.relay.dead = True
            gate.health_check()
            site.run(11)
        case "open":
            site.rig.hand()
            site.run(3)
        case "held":
            gate.handle(HoldOpenCommanded(command_id="h", minutes=5))
        case "moving":
            site.rig.hand()
    before = site.relay.pulses
    site.confirm()
    code = site.pulse()
    wanted = {
        "lockdown": "commission.lockdown",
        "doubt": "commission.in_doubt",
        "gone": "commission.relay_gone",
        "open": "commission.open",
        "held": "commission.held_open",
        "moving": "commission.moving",
    }[fault]
    assert (code, site.relay.pulses) == (wanted, before)


@pytest.mark.parametrize(
    ("second", "told"),
    [("nothing", None), ("turns_back", SecondPulse.TURNS_BACK), ("stops", SecondPulse.STOPS)],
)
def test_a_second_pulse(second: str, told: SecondPulse | None) -> None:
    site = Site(second=second)
    site.good()
    assert site.pulse(second=True) == "commission.not_confirmed"
    site.confirm(second=True)
    assert site.pulse(second=True) == "commission.not_moving"
    site.confirm()
    assert site.pulse() == ""
    site.run(0.3)
    assert site.pulse(second=True) == "commission.not_moving"  # its contact has not moved yet
    site.run(1.7)
    # A normal test waits, the second one does not: that is what it is for.
    site.confirm()
    assert site.pulse() == "commission.running"
    assert site.pulse(second=True) == ""
    assert site.relay.pulses == 3
    assert site.pulse(second=True) == "commission.not_confirmed"
    site.run(40)
    assert site.state.contact is told
    assert site.state.second_pulse is told
    assert site.state.good_pulses == 1
    assert site.rig.heard.results[-1][1].outcome is Outcome.OK


def test_an_opening_in_between_spoils_a_test() -> None:
    site = Site()
    site.confirm()
    assert site.pulse() == ""
    site.run(2)
    command = OpenCommanded(command_id="x", source=CommandSource.BAR, held_ms=3000, actor="07")
    handled = site.rig.gate.handle(command)
    assert handled is not None
    site.commissioner.other(handled)
    site.run(25)
    assert site.state.pulses[0].disturbed
    assert site.state.good_pulses == 0


def test_a_dead_relay_and_a_gate_that_does_not_move() -> None:
    site = Site()
    site.relay.plan.append("relay.auth")
    site.confirm()
    assert site.pulse() == ""
    assert site.state.pulses[0].step(StepName.SENT).code == "relay.auth"
    site = Site()
    site.barrier.broken = True
    site.confirm()
    assert site.pulse() == ""
    site.run(10)
    assert site.state.pulses[0].step(StepName.MOVED).code == "commission.no_movement"
    # The fault that it did not move is what the next test looks at.
    site.barrier.broken = False
    site.good()


def test_a_board_without_anything_needs_the_person() -> None:
    site = Site(relay={"can_read_back": False, "timed_by_device": False}, contact=False)
    site.confirm()
    assert site.pulse() == ""
    site.run(1)
    assert "off" in site.relay.log
    assert site.state.pulses[0].verdict is Verdict.NOT_KNOWN
    site.commissioner.handle(PersonSaid(opened=True))
    assert site.state.good_pulses == 1
    site.confirm()
    assert site.pulse() == "commission.moving"
    site.run(8)
    assert site.pulse() == ""


def test_an_unclear_end_is_not_sent_again_and_not_good() -> None:
    site = Site(relay={"can_read_back": False}, contact=False)
    site.relay.plan.append("acted")
    site.confirm()
    assert site.pulse() == ""
    site.run(20)
    site.commissioner.handle(PersonSaid(opened=True))
    assert site.state.good_pulses == 0
    site.confirm()
    assert site.pulse() == "commission.in_doubt"
    assert site.relay.pulses == 1


def test_the_check_waits_for_the_end_of_a_pulse() -> None:
    """It may take seconds, in which nobody could switch a contact off again."""
    site = Site(relay={"timed_by_device": False})
    site.confirm()
    assert site.pulse() == ""
    site.commissioner.handle(CheckSettings())
    site.run(0.3)
    assert site.relay.on
    assert site.commissioner.checking
    site.run(25)
    assert not site.relay.on
    assert not site.commissioner.checking
    assert site.state.findings


def test_a_gate_whose_partner_may_be_open_is_not_tested() -> None:
    site = Site(partner_closed=lambda: closed)
    # (Whether there is a partner is a matter of the site file.)
    site.rig.gate._config = site.rig.config.model_copy(update={"interlock_with": "gate-b"})
    closed = False
    site.confirm()
    assert site.pulse() == "commission.partner_open"
    closed = True
    assert site.pulse() == ""


def test_it_asks_for_nothing_while_nothing_is_tested() -> None:
    site = Site()
    assert site.commissioner.wait_s() is None
    site.confirm()
    site.pulse()
    wait = site.commissioner.wait_s()
    assert wait is not None
    assert wait == pytest.approx(0.1)
    site.run(30)
    assert site.commissioner.wait_s() is None
