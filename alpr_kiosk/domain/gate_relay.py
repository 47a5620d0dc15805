# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the relay of the start signal answers: accepted, failed, perhaps; on, off, gone.

A part of the transition table of `domain.gate`: pure functions of a machine.
"""

from __future__ import annotations

from dataclasses import replace

from alpr_kiosk.domain.gate_actions import GateAction, NoteOpened, ReadBackRelay, SendOff
from alpr_kiosk.domain.gate_inputs import opening_began
from alpr_kiosk.domain.gate_machine import GateMachine, Step, try_again_at, with_passage
from alpr_kiosk.domain.gate_records import (
    MOMENT_S,
    NO_MOVEMENT_S,
    OFF_AGAIN_S,
    READ_AGAIN_S,
    STUCK_MARGIN_S,
    UNREACHABLE_AFTER_S,
    Doubt,
    OffDone,
    PulseAccepted,
    PulseAmbiguous,
    PulseFailed,
    PulseWithheld,
    ReadBack,
    UnfinishedFound,
)


def _may_have_pulsed(m: GateMachine, now: float) -> GateMachine:
    """The contact closed, or may have: from now the gate may move and must be left alone."""
    s = m.settings
    sent = m.in_flight
    kind = "person" if sent is not None and sent.source.by_person else "rule"
    expects = s.position_contact and m.position is False
    passage_id = sent.passage_id if sent is not None else None
    m = opening_began(m, passage_id, now)
    return replace(
        m,
        was_closed=False,
        in_flight=None,
        pulse_mono=now,
        pulse_id=sent.command_id if sent is not None else m.pulse_id,
        pulse_shared=frozenset({kind}),
        lockout_until=now + max(s.lockout_s, s.pulse_s),
        moving_until=now + s.travel_s,
        off_due=None if s.timed_by_device else now + s.pulse_s,
        check_due=now + s.pulse_s + STUCK_MARGIN_S if s.can_read_back else None,
        movement_due=now + NO_MOVEMENT_S if expects else None,
        forced_open=False,
        # Until it is seen off, what is on is this pulse.
        on_since=None,
        seen_off=False,
    )


def _is_stray(m: GateMachine, command_id: str) -> bool:
    return m.in_flight is None or m.in_flight.command_id != command_id


def pulse_accepted(m: GateMachine, event: PulseAccepted, now: float) -> Step:
    """The relay confirmed the pulse."""
    if _is_stray(m, event.command_id):
        return m, ()
    after = _may_have_pulsed(m, now)
    return replace(after, relay_fault="", unreachable_since=None, gone=False), ()


def pulse_failed(m: GateMachine, event: PulseFailed, now: float) -> Step:
    """The relay surely did not act."""
    if _is_stray(m, event.command_id):
        return m, ()
    after = replace(m, in_flight=None)
    if event.code == "relay.unreachable":
        return unreachable(after, now), ()
    return replace(after, relay_fault=event.code, unreachable_since=None, gone=False), ()


def pulse_withheld(m: GateMachine, event: PulseWithheld) -> Step:
    """The pulse was not sent after all."""
    if m.in_flight is None or m.in_flight.command_id != event.command_id:
        return m, ()
    # Nothing was sent for this car: a later, recorded decision may still let it in.
    passages = tuple(p for p in m.opened_passages if p != m.in_flight.passage_id)
    return replace(m, in_flight=None, opened_passages=passages), ()


def pulse_ambiguous(m: GateMachine, event: PulseAmbiguous, now: float) -> Step:
    """The relay may have acted: nothing by rule until that is settled (rules 18)."""
    if _is_stray(m, event.command_id):
        return m, ()
    return _in_doubt(_may_have_pulsed(m, now), event.code, now)


def unfinished_found(m: GateMachine, event: UnfinishedFound, now: float) -> Step:
    """A crash came between intent and result (rules 25)."""
    after = _may_have_pulsed(m, now)
    for passage_id in event.passages:
        after = replace(after, opened_passages=with_passage(after, passage_id))
    return _in_doubt(after, event.code, now)


def _in_doubt(m: GateMachine, code: str, now: float) -> Step:
    # A contact that this program must open again is opened at once (rules 17).
    off = () if m.settings.timed_by_device else (SendOff(),)
    if not m.settings.can_read_back:
        return replace(m, doubt=Doubt.PERSON, doubt_code=code), off
    after = replace(m, doubt=Doubt.READ_BACK, doubt_code=code, check_due=now + READ_AGAIN_S)
    return after, (*off, ReadBackRelay())


def unreachable(m: GateMachine, now: float) -> GateMachine:
    """The relay does not answer; after 10 s it counts as gone (rules 21)."""
    since = now if m.unreachable_since is None else m.unreachable_since
    return replace(m, unreachable_since=since, gone=now - since >= UNREACHABLE_AFTER_S)


def read_back(m: GateMachine, event: ReadBack, now: float) -> Step:
    """The relay said what its output does."""
    if not event.reachable:
        after = unreachable(m, now)
        if after.check_due is not None:
            rest = try_again_at(now, 0.0, event.took_s)
            after = replace(after, check_due=max(after.check_due, rest))
        return after, ()
    after = replace(m, unreachable_since=None, gone=False, relay_fault=event.code)
    if event.output_on is None:
        return after, ()
    if m.doubt is Doubt.READ_BACK:
        after = replace(after, doubt=Doubt.NONE, doubt_code="")
    if not event.output_on:
        return replace(after, on_since=None, seen_off=True, stuck=False, check_due=None), ()
    s = m.settings
    opened: tuple[GateAction, ...] = ()
    began = m.on_since
    if began is None:
        ours = m.pulse_mono is not None and (
            not m.seen_off or now - m.pulse_mono <= s.pulse_s + STUCK_MARGIN_S
        )
        began = m.pulse_mono if ours else now
        if m.seen_off and not ours and m.doubt is Doubt.NONE:
            after = _foreign(after, now)
            opened = (NoteOpened(seen_by="relay"),) if s.opened_by_others else ()
    limit = (now if began is None else began) + s.pulse_s + STUCK_MARGIN_S
    if now < limit:
        return replace(after, on_since=began, check_due=limit), opened
    after = replace(after, on_since=began, stuck=True, check_due=now + READ_AGAIN_S)
    return after, (SendOff(),)


def _foreign(m: GateMachine, now: float) -> GateMachine:
    """The output is on, but not by a command of ours: the gate may move all the same."""
    return replace(
        m,
        foreign_until=now + MOMENT_S,
        lockout_until=max(m.lockout_until, now + m.settings.lockout_s),
        moving_until=max(m.moving_until, now + m.settings.travel_s),
        forced_open=False,
    )


def off_done(m: GateMachine, event: OffDone, now: float) -> Step:
    """The output was told to switch off."""
    if event.ok:
        # Where the relay can tell, only its own word ends a stuck relay.
        stuck = m.stuck and m.settings.can_read_back
        return replace(m, off_due=None, stuck=stuck), ()
    if m.settings.timed_by_device or m.shut_down:
        return m, ()
    late = m.pulse_mono is not None and (now - m.pulse_mono >= m.settings.pulse_s + STUCK_MARGIN_S)
    due = try_again_at(now, OFF_AGAIN_S, event.took_s)
    return replace(m, off_due=due, stuck=m.stuck or late), ()
