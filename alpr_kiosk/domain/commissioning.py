# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commissioning of a gate: three good test pulses and what a second pulse does (screens.md S19).

Pure records and functions. `gate.commissioning` feeds them in the gate thread; nothing here sends
anything. All times called `*_mono` and `now` are seconds of the monotonic clock.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from alpr_kiosk.domain.commissioning_walk import (
    PulseWalk,
    SecondPulse,
    StepName,
    Verdict,
    WalkSettings,
    told_by_contact,
)
from alpr_kiosk.domain.gate_records import GateEvent
from alpr_kiosk.domain.relay_check import Finding, Level

GOOD_PULSES = 3  # screens.md S19
CONFIRMED_S = 30.0  # screens.md S19: how long "I can see the gate" is valid
PULSES_KEPT = 30  # of one commissioning; far more than an installer tries

# --------------------------------------------------------------------------------- what is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenClear:
    """A person says: I can see the gate, and nobody is near it.

    Good for one pulse within `CONFIRMED_S`.

    Attributes:
        at_mono: When it was said.
        second: It is said for a second pulse while the gate moves, which may turn it back.
    """

    at_mono: float
    second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseAsked:
    """Send a test pulse.

    Attributes:
        command_id: Id of the command that it becomes.
        second: While the gate moves, to see what that does.
        actor: Who stands there.
        requested_at: Aware UTC.
        requested_mono: The same, monotonic.
    """

    command_id: str
    second: bool = False
    actor: str = ""
    requested_at: datetime | None = None
    requested_mono: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSaid:
    """What the person there saw; None for what they were not asked.

    Attributes:
        opened: The newest pulse opened the gate.
        second_pulse: What a second pulse does.
    """

    opened: bool | None = None
    second_pulse: SecondPulse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSettings:
    """Ask the devices for their settings; changes and switches nothing."""


CommissioningEvent = SeenClear | PulseAsked | PersonSaid | CheckSettings
GateJob = GateEvent | CommissioningEvent
"""What the inbox of a gate takes."""

# --------------------------------------------------------------------------------- what is known


@dataclass(frozen=True, slots=True, kw_only=True)
class GateNow:
    """What a test pulse is refused for.

    Attributes:
        lockdown: Lockdown is on.
        held_open: It is held open.
        fault: It is in doubt, or its relay does not obey.
        reachable: Its relay answers.
        partner_open: The interlocked gate may be open.
        moving: It moves, or a pulse now would come too soon.
        position: What the contact says: off its closed position, closed, not known.
    """

    lockdown: bool = False
    held_open: bool = False
    fault: bool = False
    reachable: bool = True
    partner_open: bool = False
    moving: bool = False
    position: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What to write into the site file; None for what was not seen.

    Attributes:
        input_kind: What a second pulse does, as the site file says it.
        lockout_s: Lock-out after a pulse, seconds.
        travel_s: Time the gate moves, seconds.
    """

    input_kind: Literal["open", "step"] | None = None
    lockout_s: float | None = None
    travel_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commissioning:
    """Everything seen at one gate since it was begun.

    Attributes:
        gate_id: The gate.
        what: What there is to be seen.
        pulses: Test pulses, oldest first.
        said: What the person answered to the second-pulse question, None before.
        contact: What the contact showed of it, None when it could not tell.
        levels: (input, level) pairs that were seen.
        findings: Of the check of the settings; empty before it was made.
    """

    gate_id: str
    what: WalkSettings
    pulses: tuple[PulseWalk, ...] = ()
    said: SecondPulse | None = None
    contact: SecondPulse | None = None
    levels: frozenset[tuple[str, bool]] = frozenset()
    findings: tuple[Finding, ...] = ()

    @property
    def newest(self) -> PulseWalk | None:
        """The newest pulse, None before the first."""
        return self.pulses[-1] if self.pulses else None

    @property
    def good_pulses(self) -> int:
        """Good ones in a row, the newest last; those with a second pulse count neither way."""
        count = 0
        for walk in reversed(self.pulses):
            if walk.second_mono is not None or walk.verdict is Verdict.RUNNING:
                continue
            if walk.verdict is not Verdict.GOOD:
                break
            count += 1
        return count

    @property
    def second_pulse(self) -> SecondPulse | None:
        """The answer: what the contact showed goes before a person's milder word."""
        if self.contact is not None and self.said in (None, *_MILD):
            return self.contact
        return self.said

    @property
    def commissioned(self) -> bool:
        """Whether three pulses in a row were good and the question is answered."""
        return self.good_pulses >= GOOD_PULSES and self.second_pulse is not None

    @property
    def usual_s(self) -> float | None:
        """Shortest time from a good pulse until it was closed again, seconds; None if not seen."""
        times = [
            walk.closed_mono - walk.sent_mono
            for walk in self.pulses
            if walk.verdict is Verdict.GOOD and walk.second_mono is None
            if walk.closed_mono is not None and walk.sent_mono is not None
        ]
        return min(times) if times else None

    @property
    def changed_inputs(self) -> tuple[str, ...]:
        """Inputs that were seen at both levels."""
        names = sorted({name for name, _ in self.levels})
        return tuple(n for n in names if {(n, True), (n, False)} <= self.levels)


_MILD = (SecondPulse.NOTHING, SecondPulse.UNKNOWN)


def refusal(
    state: Commissioning, gate: GateNow, *, confirmed_mono: float | None, second: bool, now: float
) -> str:
    """Return the code of why no test pulse is sent now, "" when one may be.

    Args:
        state: What was seen so far.
        gate: What the gate is now.
        confirmed_mono: When a person last said so for this kind of pulse, None when nobody did or
            it was used up.
        second: The pulse is a second one while the gate moves.
        now: Monotonic seconds.
    """
    if confirmed_mono is None or not 0.0 <= now - confirmed_mono <= CONFIRMED_S:
        return "commission.not_confirmed"
    if gate.lockdown:
        return "commission.lockdown"
    if gate.held_open:
        return "commission.held_open"
    if not gate.reachable:
        return "commission.relay_gone"
    if gate.fault:
        return "commission.in_doubt"
    if gate.partner_open:
        return "commission.partner_open"
    walk = state.newest
    if second:
        return _second_refusal(walk, now)
    if walk is not None and not walk.over:
        return "commission.running"
    if gate.position is True:
        return "commission.open"
    if gate.moving or (walk is not None and walk.closed_mono is None and now < walk.moves_until):
        return "commission.moving"
    return ""


def _second_refusal(walk: PulseWalk | None, now: float) -> str:
    if walk is None or not walk.is_ok(StepName.SENT) or walk.second_mono is not None:
        return "commission.no_first"
    if walk.what.position_contact and not walk.is_ok(StepName.MOVED):
        return "commission.not_moving"
    if walk.closed_mono is not None or now >= walk.moves_until:
        return "commission.not_moving"
    return ""


def with_pulse(state: Commissioning, walk: PulseWalk) -> Commissioning:
    """Add a pulse."""
    return replace(state, pulses=(*state.pulses, walk)[-PULSES_KEPT:])


def with_newest(state: Commissioning, walk: PulseWalk, now: float) -> Commissioning:
    """Replace the newest pulse; what the contact shows of a second pulse is taken from it."""
    state = replace(state, pulses=(*state.pulses[:-1], walk))
    told = told_by_contact(walk, state.usual_s, now)
    return state if told is None else replace(state, contact=told)


def person_said(state: Commissioning, said: PersonSaid, now: float) -> Commissioning:
    """Take what the person there saw."""
    newest = state.newest
    if said.opened is not None and newest is not None:
        state = with_newest(state, replace(newest, opened=said.opened), now)
    return state if said.second_pulse is None else replace(state, said=said.second_pulse)


def recommend(state: Commissioning) -> Recommendation:
    """Return what the site file should say of the gate, by what was seen.

    The travel is half of the shortest time from a pulse until the gate was closed again: it
    opened and shut in it, so one way took no longer, unless it shuts faster than it opens. The
    lock-out is that of the site file (2 s for an open input, 8 s for a step input), or as long as
    the pulse and the start of the movement took, where that is more.
    """
    answer = state.second_pulse
    kind: Literal["open", "step"] | None = None
    if answer is not None:
        kind = "open" if answer is SecondPulse.NOTHING else "step"
    usual = state.usual_s
    travel = None if usual is None else min(120.0, max(1.0, _half_up(usual / 2)))
    moved = [
        after
        for walk in state.pulses
        if walk.verdict is Verdict.GOOD and (after := walk.step(StepName.MOVED).after_s) is not None
    ]
    least = 2.0 if kind == "open" else 8.0
    seen = max(moved, default=0.0) + state.what.pulse_s
    lockout = None if kind is None else min(60.0, max(least, _half_up(seen)))
    return Recommendation(input_kind=kind, lockout_s=lockout, travel_s=travel)


def still_open(state: Commissioning, wired: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the codes of what is left to do, in the order to do it.

    Args:
        state: What was seen.
        wired: Names of the inputs in the site file.
    """
    left = []
    if state.good_pulses < GOOD_PULSES:
        left.append("commission.left.pulses")
    if state.second_pulse is None:
        left.append("commission.left.second_pulse")
    if state.contact is not None and state.said is SecondPulse.NOTHING:
        left.append("commission.left.contradiction")
    if not state.findings:
        left.append("commission.left.check")
    levels = {finding.level for finding in state.findings}
    if Level.BAD in levels:
        left.append("commission.left.bad_settings")
    if Level.UNKNOWN in levels:
        left.append("commission.left.unknown_settings")
    if set(wired) - set(state.changed_inputs):
        left.append("commission.left.inputs")
    return tuple(left)


def _half_up(seconds: float) -> float:
    return math.ceil(seconds * 2) / 2
