# SPDX-License-Identifier: AGPL-3.0-or-later
"""One test pulse, step by step, out of what the gate says: pure, and total.

A step is `OK` only when it was seen. What nobody could see is `NOT_KNOWN`, never good: a relay
without read-back, a gate without contact, a reading that came too late (screens.md S19).

All times called `*_mono` and `now` are seconds of the monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from alpr_kiosk.domain.events import Outcome
from alpr_kiosk.domain.gate_records import NO_MOVEMENT_S, STUCK_MARGIN_S

EARLY_S = 0.1
"""A pulse that ends this much early is still right: boards count in steps of 100 ms (hardware.md
1c), and the command takes a moment to arrive."""
READ_LATE_S = 2.0
"""Readings that come later than this after the last thing to be seen are not waited for; our
choice, the time-out of one request."""
USUAL = 0.75
"""A gate that is closed again in less than this part of its usual time did not go the whole way;
our choice."""


BOUNCE_S = 1.0
"""A contact that says closed within this time after the gate moved has bounced: nothing opens and
shuts in a second; our choice."""


class StepName(str, Enum):
    """The steps of a test pulse, in their order."""

    SENT = "sent"
    RELAY_ON = "relay_on"
    RELAY_OFF = "relay_off"
    MOVED = "moved"
    CLOSED_AGAIN = "closed_again"


class StepState(str, Enum):
    """What is known of a step."""

    WAITING = "waiting"
    OK = "ok"
    FAILED = "failed"
    NOT_KNOWN = "not_known"


class Verdict(str, Enum):
    """What a whole pulse was."""

    RUNNING = "running"
    GOOD = "good"
    BAD = "bad"
    NOT_KNOWN = "not_known"


class SecondPulse(str, Enum):
    """What a second pulse does while the gate moves (screens.md S19)."""

    NOTHING = "nothing"
    STOPS = "stops"
    TURNS_BACK = "turns_back"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkSettings:
    """What there is to be seen at a gate.

    Attributes:
        pulse_s: Length of the pulse, seconds.
        travel_s: Time the gate moves, seconds, as the site file says.
        closed_within_s: How long is waited for the gate to be closed again, seconds.
        can_read_back: The relay tells the state of its output.
        position_contact: A contact tells whether the gate has left its closed position.
    """

    pulse_s: float
    travel_s: float
    closed_within_s: float
    can_read_back: bool
    position_contact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step.

    Attributes:
        name: Which.
        state: What is known of it.
        code: Why it failed or is not known, "" otherwise.
        after_s: Seconds after the command at which it was seen; None when it was not.
    """

    name: StepName
    state: StepState = StepState.WAITING
    code: str = ""
    after_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseWalk:
    """One test pulse.

    Attributes:
        command_id: Its command in the record.
        what: What there is to be seen.
        asked_mono: When it was given to the gate.
        steps: All five, in order.
        sent_mono: When the relay took it, or may have; None before and when it surely did not.
        second_mono: When a second pulse was taken while the gate moved, None without one.
        disturbed: Another command came in between: what was seen may be its doing.
        opened: What the person there says: it opened, it did not; None while nobody said.
    """

    command_id: str
    what: WalkSettings
    asked_mono: float
    steps: tuple[Step, ...]
    sent_mono: float | None = None
    second_mono: float | None = None
    disturbed: bool = False
    opened: bool | None = None

    def step(self, name: StepName) -> Step:
        """Return one step."""
        return self.steps[tuple(StepName).index(name)]

    def is_ok(self, name: StepName) -> bool:
        """Return whether a step was seen."""
        return self.step(name).state is StepState.OK

    @property
    def over(self) -> bool:
        """Nothing more is waited for."""
        return all(step.state is not StepState.WAITING for step in self.steps)

    @property
    def verdict(self) -> Verdict:
        """What it was: GOOD only with the relay's word for it, and somebody's that it worked."""
        if any(step.state is StepState.FAILED for step in self.steps):
            return Verdict.BAD
        if self.disturbed or self.opened is False:
            return Verdict.BAD
        if not self.over:
            return Verdict.RUNNING
        if not self.is_ok(StepName.SENT):
            return Verdict.NOT_KNOWN
        seen = self.is_ok(StepName.MOVED)
        if not self.what.position_contact:
            seen = self.is_ok(StepName.RELAY_ON) and self.is_ok(StepName.RELAY_OFF)
        return Verdict.GOOD if seen or self.opened else Verdict.NOT_KNOWN

    @property
    def closed_mono(self) -> float | None:
        """When the contact said closed again, None before."""
        after = self.step(StepName.CLOSED_AGAIN).after_s
        return None if after is None else self.asked_mono + after

    @property
    def moves_until(self) -> float:
        """Until when the gate may move by what the site file says."""
        latest = self.second_mono if self.second_mono is not None else self.sent_mono
        return self.asked_mono if latest is None else latest + self.what.travel_s


def begin(what: WalkSettings, *, command_id: str, position: bool | None, now: float) -> PulseWalk:
    """Return the walk of a pulse that is about to be given to the gate.

    Args:
        what: What there is to be seen.
        command_id: Its command.
        position: What the contact says now: off its closed position, closed, or not known.
        now: Monotonic seconds.
    """
    walk = PulseWalk(
        command_id=command_id,
        what=what,
        asked_mono=now,
        steps=tuple(Step(name=name) for name in StepName),
    )
    if not what.can_read_back:
        walk = _not_known(walk, _RELAY, "commission.no_read_back")
    if not what.position_contact:
        return _not_known(walk, _CONTACT, "commission.no_contact")
    if position is not False:
        # Only a change from closed shows that it was this pulse that opened it.
        return _not_known(walk, _CONTACT, "commission.not_closed_before")
    return walk


def ended(walk: PulseWalk, outcome: Outcome, code: str, now: float) -> PulseWalk:
    """Take how the command ended."""
    if walk.step(StepName.SENT).state is not StepState.WAITING:
        return walk
    if outcome is Outcome.OK:
        return replace(_seen(walk, StepName.SENT, now), sent_mono=now)
    if outcome is Outcome.UNKNOWN:
        walk = _set(walk, StepName.SENT, StepState.NOT_KNOWN, code or "relay.ambiguous")
        return replace(walk, sent_mono=now)
    why = "commission.joined" if outcome is Outcome.COALESCED else code
    walk = _set(walk, StepName.SENT, StepState.FAILED, why)
    return _not_known(walk, _RELAY + _CONTACT, "commission.not_sent")


def read(
    walk: PulseWalk, *, output_on: bool | None, position: bool | None, now: float
) -> PulseWalk:
    """Take a reading of the relay and of the contact, None for what could not be read."""
    sent = walk.sent_mono
    if sent is None:
        return walk
    if output_on is not None and walk.second_mono is None:
        walk = _relay(walk, output_on, sent, now)
    return walk if position is None else _contact(walk, position, sent, now)


def pass_time(walk: PulseWalk, now: float) -> PulseWalk:
    """Give up what was waited for long enough."""
    if walk.sent_mono is None:
        return walk
    since = now - walk.sent_mono
    if since >= walk.what.pulse_s + STUCK_MARGIN_S + READ_LATE_S:
        walk = _not_known(walk, _RELAY, "commission.not_read")
    if since >= NO_MOVEMENT_S + READ_LATE_S and _waits(walk, StepName.MOVED):
        walk = _not_known(walk, _CONTACT, "commission.contact_not_read")
    if since >= walk.what.closed_within_s:
        walk = _not_known(walk, _CONTACT, "commission.still_open")
    return walk


def second_sent(walk: PulseWalk, now: float) -> PulseWalk:
    """Take that a second pulse was sent while the gate moved."""
    return replace(_not_known(walk, _RELAY, "commission.second_pulse"), second_mono=now)


def told_by_contact(walk: PulseWalk, usual_s: float | None, now: float) -> SecondPulse | None:
    """Return what the contact shows of a second pulse, None when it cannot tell.

    Closed again within less than the travel: it turned back. Still open long after its usual time:
    it stopped. That it went on is not told from here: a gate that stopped for a moment looks the
    same at a contact of the closed position, and a wrong "nothing" would let a later pulse shut
    the gate on a car. That takes the person's word.

    Args:
        walk: A walk with a second pulse.
        usual_s: Seconds from a pulse until the gate is closed again, by good pulses; None when
            that was not seen.
        now: Monotonic seconds.
    """
    if walk.second_mono is None or walk.sent_mono is None or not walk.is_ok(StepName.MOVED):
        return None
    closed = walk.closed_mono
    if closed is not None:
        too_soon = usual_s is None or closed - walk.sent_mono < USUAL * usual_s
        turned = closed >= walk.second_mono and closed - walk.second_mono < walk.what.travel_s
        return SecondPulse.TURNS_BACK if turned and too_soon else None
    if usual_s is not None and now - walk.second_mono > usual_s / USUAL + READ_LATE_S:
        return SecondPulse.STOPS
    return None


# ------------------------------------------------------------------------------------- one step

_RELAY = (StepName.RELAY_ON, StepName.RELAY_OFF)
_CONTACT = (StepName.MOVED, StepName.CLOSED_AGAIN)


def _relay(walk: PulseWalk, on: bool, sent: float, now: float) -> PulseWalk:
    pulse_s = walk.what.pulse_s
    if _waits(walk, StepName.RELAY_ON):
        if on:
            walk = _seen(walk, StepName.RELAY_ON, now)
        elif now < walk.asked_mono + pulse_s - EARLY_S:
            # Read after the command was taken, and before any pulse of this length could end.
            walk = _set(walk, StepName.RELAY_ON, StepState.FAILED, "commission.relay_stayed_off")
            return _not_known(walk, _RELAY, "commission.relay_stayed_off")
        else:
            walk = _set(walk, StepName.RELAY_ON, StepState.NOT_KNOWN, "commission.on_not_seen")
    if not _waits(walk, StepName.RELAY_OFF):
        return walk
    if on:
        if now > sent + pulse_s + STUCK_MARGIN_S:
            return _set(walk, StepName.RELAY_OFF, StepState.FAILED, "commission.relay_stays_on")
        return walk
    if now < walk.asked_mono + pulse_s - EARLY_S:
        return _set(walk, StepName.RELAY_OFF, StepState.FAILED, "commission.off_early")
    return _seen(walk, StepName.RELAY_OFF, now)


def _contact(walk: PulseWalk, is_open: bool, sent: float, now: float) -> PulseWalk:
    if _waits(walk, StepName.MOVED):
        if is_open:
            return _seen(walk, StepName.MOVED, now)
        if now >= sent + NO_MOVEMENT_S:
            walk = _set(walk, StepName.MOVED, StepState.FAILED, "commission.no_movement")
            return _not_known(walk, _CONTACT, "commission.no_movement")
        return walk
    moved_s = walk.step(StepName.MOVED).after_s
    bounced = moved_s is None or now - walk.asked_mono - moved_s < BOUNCE_S
    if not is_open and not bounced and _waits(walk, StepName.CLOSED_AGAIN):
        return _seen(walk, StepName.CLOSED_AGAIN, now)
    return walk


def _waits(walk: PulseWalk, name: StepName) -> bool:
    return walk.step(name).state is StepState.WAITING


def _seen(walk: PulseWalk, name: StepName, now: float) -> PulseWalk:
    return _set(walk, name, StepState.OK, "", after_s=max(0.0, now - walk.asked_mono))


def _set(
    walk: PulseWalk, name: StepName, state: StepState, code: str, *, after_s: float | None = None
) -> PulseWalk:
    new = Step(name=name, state=state, code=code, after_s=after_s)
    return replace(walk, steps=tuple(new if step.name is name else step for step in walk.steps))


def _not_known(walk: PulseWalk, names: tuple[StepName, ...], code: str) -> PulseWalk:
    """Give up those of the named steps that are still waited for."""
    for name in names:
        if _waits(walk, name):
            walk = _set(walk, name, StepState.NOT_KNOWN, code)
    return walk
