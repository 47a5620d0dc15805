# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the inputs of a gate say, and who passes through it (rules 19).

A part of the transition table of `domain.gate`: pure functions of a machine.
"""

from __future__ import annotations

from dataclasses import replace

from alpr_kiosk.domain.gate_actions import GateAction, NoteOpened, NoteUnmatched
from alpr_kiosk.domain.gate_machine import GateMachine, Step
from alpr_kiosk.domain.gate_records import (
    BOUNCE_S,
    LEFT_LATE_S,
    MOMENT_S,
    OPEN_FOR_S,
    InputsRead,
    VehiclePassed,
)


def inputs_read(m: GateMachine, event: InputsRead, now: float) -> Step:
    """Take what the inputs say now."""
    by_others = event.position is True and m.settings.opened_by_others and _unasked(m, now)
    opened: tuple[GateAction, ...] = (NoteOpened(seen_by="contact"),) if by_others else ()
    m = position_is(m, event.position, now)
    left = m.loop is True and event.loop is False
    # What cannot be read is not well for that: an alarm stays until its contact says otherwise.
    m = replace(
        m,
        door=event.door,
        tamper=event.tamper,
        loop=event.loop,
        door_told=m.door_told if event.door is None else event.door,
        tamper_told=m.tamper_told if event.tamper is None else event.tamper,
    )
    m, followed = _passed_the_loop(m, now) if left else (m, ())
    return m, (*opened, *followed)


def _unasked(m: GateMachine, now: float) -> bool:
    """Return whether a gate that is seen open now was closed before and had no command."""
    commanded = now < m.moving_until or m.in_flight is not None or m.held_until is not None
    return m.was_closed and not commanded and m.foreign_until is None and not _bounces(m, now)


def _bounces(m: GateMachine, now: float) -> bool:
    """Return whether the gate fell shut a moment ago: an open contact must last to count."""
    return m.was_closed and now - m.shut_mono < BOUNCE_S


def position_is(m: GateMachine, is_open: bool | None, now: float) -> GateMachine:
    """Take the position contact: off its closed position, closed, or not known."""
    if is_open is None:
        # What it said last is kept: a gate that was forced while nobody could ask is told later,
        # and one that was open for too long still is.
        until = m.opening_until
        if m.opening and until is None:
            # Nothing says any more when it is over: a time does.
            until = now + m.settings.travel_s + OPEN_FOR_S
        return replace(m, position=None, movement_due=None, opening_until=until)
    if not is_open:
        # Shut again; or still, long after the pulse should have moved it.
        moved = m.position is not False and now >= m.lockout_until
        never = m.opening_until is None and now >= max(m.lockout_until, m.moving_until)
        ended = m.opening and (moved or never)
        return replace(
            m,
            position=False,
            was_closed=True,
            # Of several closings in one bounce the first counts.
            shut_mono=now if m.position is True and not m.was_closed else m.shut_mono,
            forced_open=False,
            open_since=None,
            open_long=False,
            opening_until=now + LEFT_LATE_S if ended else m.opening_until,
        )
    # Only a change from closed is an opening: at boot an open gate is just open.
    forced = _unasked(m, now) and not m.settings.opened_by_others
    return replace(
        m,
        position=True,
        was_closed=_bounces(m, now),
        movement_due=None,
        no_movement=False,
        forced_open=m.forced_open or forced,
        open_since=now if m.open_since is None else m.open_since,
        # A contact that can be read again says when the opening is over.
        opening_until=None if m.position is None else m.opening_until,
    )


def opening_began(m: GateMachine, passage_id: str | None, now: float) -> GateMachine:
    """A pulse was sent, or may have been: whom it lets in, and how long that counts."""
    who = passage_id or ""
    going_on = m.opening and (m.position is not False or now < m.moving_until)
    # A contact that can be read says when it is over.
    until = None if m.position is not None else now + m.settings.travel_s + OPEN_FOR_S
    return replace(
        m,
        opening=True,
        opening_until=until,
        allowed=(*m.allowed, who) if going_on else (who,),
        passed=m.passed if going_on else 0,
    )


def one_more(m: GateMachine, passage_id: str | None) -> GateMachine:
    """Another command was joined to the opening: one more may pass."""
    return replace(m, allowed=(*m.allowed, passage_id or "")) if m.opening else m


def vehicle_passed(m: GateMachine, event: VehiclePassed, now: float) -> Step:
    """A camera saw a vehicle leave; where a loop counts them, the loop is believed."""
    if m.settings.loop or not m.opening or m.held_until is not None or event.same_car:
        return m, ()
    for who in (event.passage_id, ""):
        if who in m.allowed:
            kept = list(m.allowed)
            kept.remove(who)
            return replace(m, allowed=tuple(kept)), ()
    return _followed(m, "camera", event.passage_id, now)


def moments_end(m: GateMachine, now: float) -> GateMachine:
    """End what has its time: an opening, and what is shown for a moment; tell what lasts."""
    if m.opening and m.opening_until is not None and now >= m.opening_until:
        m = replace(m, opening=False, opening_until=None, allowed=(), passed=0)
    if m.foreign_until is not None and now >= m.foreign_until:
        m = replace(m, foreign_until=None)
    if m.tailgate_until is not None and now >= m.tailgate_until:
        m = replace(m, tailgate_until=None)
    limit = open_limit(m)
    if limit is not None and now >= limit:
        m = replace(m, open_long=True)
    return m


def open_limit(m: GateMachine) -> float | None:
    """Return when the gate will have been open for too long, None when that is not to be told."""
    if m.position is not True:
        return None
    if m.open_since is None or m.open_long or m.held_until is not None:
        return None
    return m.open_since + m.settings.open_too_long_s


def _passed_the_loop(m: GateMachine, now: float) -> Step:
    if not m.opening or m.held_until is not None:
        return m, ()
    m = replace(m, passed=m.passed + 1)
    return _followed(m, "loop", "", now) if m.passed > len(m.allowed) else (m, ())


def _followed(m: GateMachine, seen_by: str, passage_id: str, now: float) -> Step:
    note = NoteUnmatched(pulse_id=m.pulse_id, seen_by=seen_by, passage_id=passage_id)
    if m.settings.opened_by_others:
        # It may have had an opening of its own, which is not ours to know: a row, and no alarm.
        return m, (note,)
    return replace(m, tailgate_until=now + MOMENT_S), (note,)
