# SPDX-License-Identifier: AGPL-3.0-or-later
"""A gate's machine with its own time, for tests of the transition table."""

from __future__ import annotations

from alpr_kiosk.domain.events import CommandSource
from alpr_kiosk.domain.gate import GateMachine, step
from alpr_kiosk.domain.gate_actions import Refuse, SendPulse
from alpr_kiosk.domain.gate_machine import GateSettings
from alpr_kiosk.domain.gate_records import (
    GateEvent,
    OpenCommanded,
    PulseAccepted,
    PulseAmbiguous,
    Tick,
)

NOW = 1000.0
OPEN_INPUT = GateSettings(gate_id="gate-a")
STEP_INPUT = GateSettings(
    gate_id="gate-a", input_kind="step", lockout_s=8.0, position_contact=True, travel_s=12.0
)


class Gate:
    """A machine with its own time, that keeps what the last event gave."""

    def __init__(self, settings: GateSettings = OPEN_INPUT, *, lockdown: bool = False) -> None:
        self.m = GateMachine.boot(settings, lockdown=lockdown)
        self.now = NOW
        self.count = 0
        self.actions: tuple[object, ...] = ()

    def feed(self, event: GateEvent) -> tuple[object, ...]:
        self.m, self.actions = step(self.m, event, self.now)
        return self.actions

    def after(self, seconds: float) -> tuple[object, ...]:
        self.now += seconds
        return self.feed(Tick())

    def rule(self, passage: str | None = None, *, age: float = 0.1, **more: object) -> object:
        self.count += 1
        self.feed(
            OpenCommanded(
                command_id=f"c{self.count}",
                source=CommandSource.RULE,
                passage_id=passage or f"p{self.count}",
                newest_read_mono=self.now - age,
                **more,  # type: ignore[arg-type]
            )
        )
        return self.actions[0]

    def hand(self, *, held_ms: int = 600, **more: object) -> object:
        self.count += 1
        self.feed(
            OpenCommanded(
                command_id=f"c{self.count}",
                source=CommandSource.BAR,
                actor="07",
                held_ms=held_ms,
                **more,  # type: ignore[arg-type]
            )
        )
        return self.actions[0]

    def accept(self) -> None:
        self.feed(PulseAccepted(command_id=f"c{self.count}"))

    def ambiguous(self) -> tuple[object, ...]:
        return self.feed(PulseAmbiguous(command_id=f"c{self.count}"))

    def opened_by_rule(self) -> Gate:
        assert isinstance(self.rule(), SendPulse)
        self.accept()
        return self

    def opened_by_hand(self) -> Gate:
        assert isinstance(self.hand(), SendPulse)
        self.accept()
        return self


def code(action: object) -> str:
    assert isinstance(action, Refuse), action
    return action.code


def needs_long_hold(action: object) -> str:
    assert code(action) == "override.needs_long_hold"
    assert isinstance(action, Refuse)
    return action.warning_code
