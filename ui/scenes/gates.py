# SPDX-License-Identifier: AGPL-3.0-or-later
"""Gates and relays: before the first pulse, in the middle of one, commissioned."""

from __future__ import annotations

from dataclasses import replace

from alpr_kiosk.domain.commissioning import Commissioning
from alpr_kiosk.domain.commissioning_walk import (
    PulseWalk,
    SecondPulse,
    Step,
    StepName,
    StepState,
    WalkSettings,
)
from alpr_kiosk.domain.relay_check import Finding, Level
from ui.people import Session
from ui.studio import Scene, Studio

_WHAT = WalkSettings(
    pulse_s=0.5, travel_s=8.0, closed_within_s=40.0, can_read_back=True, position_contact=True
)
_SEEN = (0.1, 0.2, 0.7, 1.9, 14.2)


def _walk(mono: float, seen: int) -> PulseWalk:
    steps = tuple(
        Step(name=name, state=StepState.OK, after_s=_SEEN[number])
        if number < seen
        else Step(name=name)
        for number, name in enumerate(StepName)
    )
    return PulseWalk(command_id="c", what=_WHAT, asked_mono=mono, steps=steps, sent_mono=mono)


def commissioning(mono: float, *pulses: int) -> Commissioning:
    """Return a commissioning with pulses of which so many steps were seen."""
    return Commissioning(
        gate_id="gate-a",
        what=_WHAT,
        pulses=tuple(
            _walk(mono - 30 * (len(pulses) - 1 - n), seen) for n, seen in enumerate(pulses)
        ),
        findings=(
            Finding(code="shelly.answers", level=Level.OK, values=(("model", "Pro 1"),)),
            Finding(code="shelly.sign_in.bad", level=Level.BAD),
        ),
    )


def _open(studio: Studio) -> None:
    installer = Session(token="t", user="Ines", role="installer")  # noqa: S106 - no password
    studio.window.people.elevate(installer)
    studio.window.navigator.go("settings.gates")


def _running(studio: Studio) -> None:
    _open(studio)
    state = commissioning(studio.clock.monotonic(), 5, 3)
    studio.site.bus.commissioning_changed.emit(state)


def _done(studio: Studio) -> None:
    _open(studio)
    state = commissioning(studio.clock.monotonic(), 5, 5, 5)
    state = replace(state, said=SecondPulse.TURNS_BACK)
    studio.site.bus.commissioning_changed.emit(state)


SCENES = (
    Scene(name="gates", prepare=_open),
    Scene(name="gates-pulse", prepare=_running, kept=("day", "night")),
    Scene(name="gates-done", prepare=_done),
)
