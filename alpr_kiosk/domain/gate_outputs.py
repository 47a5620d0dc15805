# SPDX-License-Identifier: AGPL-3.0-or-later
"""The outputs besides the start signal: a bounded hold-open, and a stop (rules 14, 16).

A part of the transition table of `domain.gate`. Both are by a person only; neither shuts a gate:
when a hold-open ends, the gate's own control does what it does.
"""

from __future__ import annotations

from dataclasses import replace

from alpr_kiosk.domain.gate_actions import (
    GateAction,
    ReleaseHold,
    SendHold,
    SendHoldOff,
    SendStop,
    SendStopOff,
)
from alpr_kiosk.domain.gate_machine import GateMachine, Step, refuse, try_again_at
from alpr_kiosk.domain.gate_records import (
    HOLD_MINUTES_MOST,
    HOLD_OFF_AGAIN_S,
    MAX_COMMAND_AGE_S,
    OFF_AGAIN_S,
    HoldDone,
    HoldOffDone,
    HoldOpenCommanded,
    HoldOpenReleased,
    StopCommanded,
    StopDone,
    StopOffDone,
)


def stop_commanded(m: GateMachine, event: StopCommanded, now: float) -> Step:
    """Stop is never held back where it is wired: it makes nothing move."""
    if not m.settings.can_stop:
        return refuse(m, event, "gate.stop_not_wired")
    if m.shut_down:
        return refuse(m, event, "gate.shut_down")
    if event.requested_mono is not None and now - event.requested_mono > MAX_COMMAND_AGE_S:
        return refuse(m, event, "gate.too_late")
    return m, (SendStop(command_id=event.command_id),)


def stop_done(m: GateMachine, event: StopDone, now: float) -> GateMachine:
    """The gate stands now, or may: no movement is expected of it any more."""
    if event.surely_not:
        return m
    s = m.settings
    return replace(
        m,
        moving_until=min(m.moving_until, now),
        # It may have left its closed position already, and the contact was not asked since.
        was_closed=False,
        movement_due=None,
        stop_off_due=None if s.stop_timed else now + s.pulse_s,
    )


def stop_off_done(m: GateMachine, event: StopOffDone, now: float) -> GateMachine:
    """Stop trying, or try again: a gate whose stop output stays on does not move at all."""
    if event.ok:
        return replace(m, stop_off_due=None, stop_stuck=False)
    if m.shut_down:
        return m
    due = try_again_at(now, OFF_AGAIN_S, event.took_s)
    return replace(m, stop_off_due=due, stop_stuck=True)


def hold_commanded(m: GateMachine, event: HoldOpenCommanded, now: float) -> Step:
    """Hold open for a bounded time; a second command in its time replaces the first."""
    longest = m.settings.hold_longest_ms
    if not longest:
        return refuse(m, event, "gate.hold_not_possible")
    if m.shut_down:
        return refuse(m, event, "gate.shut_down")
    if m.lockdown:
        return refuse(m, event, "decision.deny.lockdown")
    if event.requested_mono is not None and now - event.requested_mono > MAX_COMMAND_AGE_S:
        return refuse(m, event, "gate.too_late")
    if not 1 <= event.minutes <= HOLD_MINUTES_MOST:
        return refuse(m, event, "gate.hold_too_long")
    hold_ms = min(event.minutes * 60_000, longest)
    return m, (SendHold(command_id=event.command_id, hold_ms=hold_ms),)


def hold_done(m: GateMachine, event: HoldDone, now: float) -> Step:
    """Held, not held, or not known: then it is ended at once, which is harmless."""
    if event.surely_not:
        return m, ()
    if event.code:
        after, actions = _released(m, now)
        # It may have begun to open all the same.
        return replace(after, was_closed=False), actions
    until = now + event.hold_ms / 1000.0
    after = replace(
        m,
        held_until=until,
        hold_id=event.command_id,
        hold_off_due=None if m.settings.hold_timed else until,
        hold_stuck=False,
        open_long=False,
        forced_open=False,
        # Whoever passes a gate that is held open follows nobody, also when told late.
        opening=False,
        opening_until=None,
        allowed=(),
        passed=0,
    )
    return after, ()


def hold_released(m: GateMachine, event: HoldOpenReleased, now: float) -> Step:
    """A person ends it."""
    if not m.settings.hold_longest_ms:
        return refuse(m, event, "gate.hold_not_possible")
    if m.held_until is None:
        return refuse(m, event, "gate.hold_not_on")
    after, _ = end_hold(m, now)
    return after, (ReleaseHold(command_id=event.command_id),)


def end_hold(m: GateMachine, now: float) -> Step:
    """End a hold-open for another reason (lockdown, its time); nothing when there is none."""
    return _released(m, now) if m.held_until is not None else (m, ())


def _released(m: GateMachine, now: float) -> Step:
    """The output is to go off now, whatever it did; the gate's control moves the gate then."""
    after = replace(
        m,
        held_until=None,
        hold_off_due=now + HOLD_OFF_AGAIN_S,
        moving_until=now + m.settings.travel_s,
        open_since=now if m.open_since is not None else None,
    )
    return after, (SendHoldOff(),)


def hold_off_done(m: GateMachine, event: HoldOffDone, now: float) -> GateMachine:
    """Stop trying, or try again; a refused or unreachable relay keeps the gate open."""
    if event.ok:
        return replace(m, hold_off_due=None, hold_stuck=False)
    if m.shut_down:
        return m
    due = try_again_at(now, HOLD_OFF_AGAIN_S, event.took_s)
    return replace(m, hold_off_due=due, hold_stuck=True)


def outputs_tick(m: GateMachine, now: float) -> Step:
    """Switch off what is due, one at a time: each may take a time-out, and commands wait."""
    actions: tuple[GateAction, ...] = ()
    if m.held_until is not None and now >= m.held_until:
        # Also where the device ends it: its clock may be slow, and off is harmless.
        m, actions = end_hold(m, now)
    elif m.hold_off_due is not None and now >= m.hold_off_due:
        m = replace(m, hold_off_due=now + HOLD_OFF_AGAIN_S)
        actions = (SendHoldOff(),)
    elif m.stop_off_due is not None and now >= m.stop_off_due:
        m = replace(m, stop_off_due=now + OFF_AGAIN_S)
        actions = (SendStopOff(),)
    return m, actions
