# SPDX-License-Identifier: AGPL-3.0-or-later
"""The gate's state machine: a pure transition table (rules 14 to 21). There is no CLOSE.

`step(machine, event, now)` returns the next machine and what is to be done. It does no I/O, knows
no clock, and is total: every event is answered in every state.
"""

from __future__ import annotations

from dataclasses import replace

from alpr_kiosk.domain.events import Priority
from alpr_kiosk.domain.gate_actions import (
    ClearAlert,
    Coalesce,
    GateAction,
    RaiseAlert,
    ReadBackRelay,
    SendOff,
    SendPulse,
)
from alpr_kiosk.domain.gate_inputs import (
    inputs_read,
    moments_end,
    one_more,
    open_limit,
    vehicle_passed,
)
from alpr_kiosk.domain.gate_machine import GateMachine, Step, refuse, with_passage
from alpr_kiosk.domain.gate_outputs import (
    end_hold,
    hold_commanded,
    hold_done,
    hold_off_done,
    hold_released,
    outputs_tick,
    stop_commanded,
    stop_done,
    stop_off_done,
)
from alpr_kiosk.domain.gate_records import (
    MANUAL_LIMIT,
    MANUAL_WINDOW_S,
    MAX_COMMAND_AGE_S,
    MAX_DECISION_AGE_S,
    OFF_AGAIN_S,
    READ_AGAIN_S,
    UNREACHABLE_AFTER_S,
    AskAlwaysBegan,
    Confirmed,
    Doubt,
    GateEvent,
    GateState,
    HoldDone,
    HoldOffDone,
    HoldOpenCommanded,
    HoldOpenReleased,
    InputsRead,
    LockdownBegan,
    LockdownLifted,
    OffDone,
    OpenCommanded,
    PulseAccepted,
    PulseAmbiguous,
    PulseFailed,
    PulseWithheld,
    ReadBack,
    Shutdown,
    StopCommanded,
    StopDone,
    StopOffDone,
    Tick,
    UnfinishedFound,
    VehiclePassed,
)
from alpr_kiosk.domain.gate_relay import (
    off_done,
    pulse_accepted,
    pulse_ambiguous,
    pulse_failed,
    pulse_withheld,
    read_back,
    unfinished_found,
    unreachable,
)

__all__ = [
    "GateMachine",
    "GateState",
    "alerts",
    "automatic_block",
    "deadlines",
    "decision_is_fresh",
    "fault_code",
    "is_clear_for_partner",
    "long_hold_reason",
    "step",
    "wait_s",
]

# --------------------------------------------------------------------------------------- queries


def fault_code(machine: GateMachine) -> str:
    """Return the message code of the worst fault, "" when there is none."""
    if machine.stuck:
        return "gate.fault.stuck_relay"
    if machine.doubt is not Doubt.NONE:
        return machine.doubt_code
    if machine.no_movement:
        return "gate.fault.no_movement"
    if machine.gone:
        return "relay.gone"
    return machine.relay_fault


def automatic_block(machine: GateMachine) -> str:
    """Return why no car is let in by rule whatever it is, "" when one may be."""
    if machine.shut_down:
        return "gate.shut_down"
    if machine.lockdown:
        return "decision.deny.lockdown"
    if fault := fault_code(machine):
        return fault
    if machine.settings.may_reverse and machine.position is None:
        # Without a (working) contact nobody knows whether this pulse would open it (rules 18).
        return "gate.step_no_contact"
    return ""


def decision_is_fresh(newest_read_mono: float | None, now_mono: float) -> bool:
    """Return whether a decision resting on that read may still open (rules 15)."""
    return newest_read_mono is not None and (
        0.0 <= now_mono - newest_read_mono <= MAX_DECISION_AGE_S
    )


def wait_s(machine: GateMachine, now_mono: float) -> float:
    """Return the seconds until a pulse can be sent without a warning, 0 when now."""
    until = machine.lockout_until
    if machine.settings.may_reverse:
        until = max(until, machine.moving_until)
    return max(0.0, until - now_mono)


def long_hold_reason(machine: GateMachine, now_mono: float, *, denied: bool = False) -> str:
    """Return why an opening by hand needs a PIN or a hold of 3 s, "" when it does not."""
    if denied:
        return "gate.deny_listed"
    if machine.lockdown:
        return "decision.deny.lockdown"
    if machine.doubt is not Doubt.NONE:
        return machine.doubt_code
    if machine.held_until is not None:
        return "gate.held_open"
    if wait_s(machine, now_mono) > 0.0:
        return "gate.wait_moving"
    recent = [at for at in machine.manual_opens if now_mono - at < MANUAL_WINDOW_S]
    return "override.pin_limit" if len(recent) >= MANUAL_LIMIT else ""


def is_clear_for_partner(machine: GateMachine, now_mono: float) -> bool:
    """Return whether the interlocked gate may open by rule.

    With a contact this gate must be closed. Without one that is never known: then it must not have
    been commanded within its travel time, and its relay must not be in doubt.
    """
    if machine.in_flight is not None or machine.doubt is not Doubt.NONE or machine.stuck:
        return False
    if machine.held_until is not None or machine.hold_off_due is not None:
        return False
    if now_mono < machine.moving_until:
        return False
    return machine.position is False if machine.settings.position_contact else True


def deadlines(machine: GateMachine, now_mono: float) -> float | None:
    """Return the next monotonic time at which a `Tick` changes something, None for never."""
    due: list[float | None] = [
        machine.off_due,
        machine.check_due,
        machine.movement_due,
        machine.held_until,
        machine.hold_off_due,
        machine.stop_off_due,
        machine.opening_until,
        machine.foreign_until,
        machine.tailgate_until,
        open_limit(machine),
    ]
    if machine.unreachable_since is not None and not machine.gone:
        due.append(machine.unreachable_since + UNREACHABLE_AFTER_S)
    if machine.lockout_until > now_mono:
        due.append(machine.lockout_until)
    if machine.moving_until > now_mono:
        due.append(machine.moving_until)
    known = [at for at in due if at is not None]
    return min(known) if known else None


# ------------------------------------------------------------------------------------------ step


def step(
    machine: GateMachine, event: GateEvent, now_mono: float
) -> tuple[GateMachine, tuple[GateAction, ...]]:
    """Return the next machine and what is to be done, in this order.

    Args:
        machine: What is believed now.
        event: What happened.
        now_mono: Monotonic seconds of now.
    """
    after, actions = _apply(machine, event, now_mono)
    after = replace(after, state=_state(after, now_mono))
    # Alerts first: what the relay answers to the other actions may end them again.
    return after, _alert_changes(machine, after) + actions


def _apply(m: GateMachine, event: GateEvent, now: float) -> Step:  # noqa: PLR0912 - a table
    match event:
        case OpenCommanded():
            return (
                _open_by_person(m, event, now)
                if event.source.by_person
                else (_open_by_rule(m, event, now))
            )
        case StopCommanded():
            return stop_commanded(m, event, now)
        case StopDone():
            return stop_done(m, event, now), ()
        case StopOffDone():
            return stop_off_done(m, event, now), ()
        case HoldOpenCommanded():
            return hold_commanded(m, event, now)
        case HoldOpenReleased():
            return hold_released(m, event, now)
        case HoldDone():
            return hold_done(m, event, now)
        case HoldOffDone():
            return hold_off_done(m, event, now), ()
        case PulseAccepted():
            return pulse_accepted(m, event, now)
        case PulseFailed():
            return pulse_failed(m, event, now)
        case PulseWithheld():
            return pulse_withheld(m, event)
        case PulseAmbiguous():
            return pulse_ambiguous(m, event, now)
        case UnfinishedFound():
            return unfinished_found(m, event, now)
        case ReadBack():
            return read_back(m, event, now)
        case OffDone():
            return off_done(m, event, now)
        case InputsRead():
            return inputs_read(m, event, now)
        case VehiclePassed():
            return vehicle_passed(m, event, now)
        case Tick():
            return _tick(m, now)
        case Confirmed():
            after = replace(m, doubt=Doubt.NONE, doubt_code="", no_movement=False)
            return after, ()
        case AskAlwaysBegan():
            return end_hold(m, now)
        case LockdownBegan():
            # Lockdown releases a hold-open (rules 14).
            return end_hold(replace(m, lockdown=True), now)
        case LockdownLifted():
            return replace(m, lockdown=False), ()
        case Shutdown():
            return _shut_down(m), (SendOff(),)


def _open_by_rule(m: GateMachine, event: OpenCommanded, now: float) -> Step:
    # Order: what never changes for this car first, then what passes with time.
    if block := automatic_block(m):
        return refuse(m, event, block)
    if not decision_is_fresh(event.newest_read_mono, now):
        return refuse(m, event, "decision.ignored.old")
    if event.passage_id is None:
        # Without its key an opening could not be kept from happening twice.
        return refuse(m, event, "gate.no_passage")
    if m.held_until is not None:
        return _join_hold(m, event)
    if m.in_flight is not None and m.in_flight.source.by_person:
        return _join(m, event, m.in_flight.command_id, "rule")
    if now < m.lockout_until and "rule" not in m.pulse_shared:
        return _join(m, event, m.pulse_id, "rule")
    if event.passage_id in m.opened_passages:
        return refuse(m, event, "decision.ignored.same_car")
    wait = wait_s(m, now)
    if wait > 0.0 or m.in_flight is not None:
        return refuse(m, event, "gate.wait_moving", wait=wait)
    if m.settings.may_reverse and m.position:
        # The next step of an open gate is to shut (rules 18).
        return refuse(m, event, "gate.already_open")
    if not event.partner_clear:
        return refuse(m, event, "gate.interlock")
    return _send(m, event)


def _open_by_person(m: GateMachine, event: OpenCommanded, now: float) -> Step:
    if m.shut_down:
        return refuse(m, event, "gate.shut_down")
    if event.requested_mono is not None and now - event.requested_mono > MAX_COMMAND_AGE_S:
        # Whoever held the key has long looked elsewhere: a gate must not move out of the blue.
        return refuse(m, event, "gate.too_late")
    if m.in_flight is not None:
        return _join(m, event, m.in_flight.command_id, "person")
    if not event.is_long:
        reason = long_hold_reason(m, now, denied=event.denied)
        # A pulse that did not move the gate is none to be joined to.
        unanswered = "person" not in m.pulse_shared and not m.no_movement
        can_join = now < m.lockout_until and unanswered
        if reason == "gate.wait_moving" and can_join:
            return _join(m, event, m.pulse_id, "person")
        if reason == "gate.held_open":
            return _join_hold(m, event)
        if reason:
            return refuse(m, event, "override.needs_long_hold", warning=reason, wait=wait_s(m, now))
    recent = tuple(at for at in m.manual_opens if now - at < MANUAL_WINDOW_S)
    return _send(replace(m, manual_opens=(*recent, now)[-4 * MANUAL_LIMIT :]), event)


def _send(m: GateMachine, event: OpenCommanded) -> Step:
    after = replace(m, in_flight=event, opened_passages=with_passage(m, event.passage_id))
    return after, (SendPulse(command_id=event.command_id, pulse_ms=m.settings.pulse_ms),)


def _join(m: GateMachine, event: OpenCommanded, into: str, kind: str) -> Step:
    after = replace(
        m,
        pulse_shared=m.pulse_shared | {kind},
        opened_passages=with_passage(m, event.passage_id),
    )
    after = one_more(after, event.passage_id)
    return after, (Coalesce(command_id=event.command_id, into=into),)


def _join_hold(m: GateMachine, event: OpenCommanded) -> Step:
    """The gate is held open: a pulse would do nothing, or shut it (step input)."""
    after = replace(m, opened_passages=with_passage(m, event.passage_id))
    return after, (Coalesce(command_id=event.command_id, into=m.hold_id),)


def _shut_down(m: GateMachine) -> GateMachine:
    """Nothing is sent any more; whoever ends the process switches every output off."""
    return replace(
        m,
        shut_down=True,
        off_due=None,
        check_due=None,
        held_until=None,
        hold_off_due=None,
        stop_off_due=None,
    )


def _tick(m: GateMachine, now: float) -> Step:
    actions: list[GateAction] = []
    if m.off_due is not None and now >= m.off_due:
        m = replace(m, off_due=now + OFF_AGAIN_S)  # until `OffDone` says that it is off
        actions.append(SendOff())
    if m.check_due is not None and now >= m.check_due:
        m = replace(m, check_due=now + READ_AGAIN_S)
        actions.append(ReadBackRelay())
    if m.movement_due is not None and now >= m.movement_due:
        failed = m.position is False
        m = replace(m, movement_due=None, no_movement=failed, opening=m.opening and not failed)
    if m.unreachable_since is not None:
        m = unreachable(m, now)
    m, outputs = outputs_tick(moments_end(m, now), now)
    return m, (*actions, *outputs)


# --------------------------------------------------------------------------------------- derived


def _state(m: GateMachine, now: float) -> GateState:
    if m.lockdown:
        return GateState.LOCKED_OUT
    if fault_code(m):
        return GateState.FAULT
    if m.held_until is not None:
        return GateState.HELD_OPEN
    if m.position is True:
        return GateState.OPEN
    if now < m.moving_until:
        return GateState.OPENING
    return GateState.UNKNOWN if m.position is None else GateState.CLOSED


def alerts(m: GateMachine) -> dict[str, Priority]:
    """Return what somebody must look at now (priorities of screens.md S15)."""
    critical, high = Priority.CRITICAL, Priority.HIGH
    causes: tuple[tuple[bool, str, Priority], ...] = (
        (m.stuck, "gate.fault.stuck_relay", critical),
        (m.no_movement, "gate.fault.no_movement", critical),
        (m.forced_open, "gate.fault.forced_open", critical),
        (m.hold_stuck, "gate.fault.hold_stuck", critical),
        (m.stop_stuck, "gate.fault.stop_stuck", critical),
        (
            m.foreign_until is not None and not m.settings.opened_by_others,
            "gate.fault.foreign_command",
            critical,
        ),
        (m.tailgate_until is not None, "gate.fault.tailgate", high),
        (m.open_long, "gate.fault.open_too_long", high),
        (m.tamper_told, "gate.fault.tamper", high),
        (m.door_told, "gate.fault.door", high),
        (m.doubt is not Doubt.NONE, m.doubt_code, high),
        (m.gone, "relay.gone", high),
        (bool(m.relay_fault), m.relay_fault, high),
    )
    return {code: priority for is_so, code, priority in causes if is_so}


def _alert_changes(before: GateMachine, after: GateMachine) -> tuple[GateAction, ...]:
    old, new = alerts(before), alerts(after)
    cleared = [ClearAlert(code=code, priority=old[code]) for code in old if code not in new]
    raised = [RaiseAlert(code=code, priority=new[code]) for code in new if code not in old]
    return (*cleared, *raised)
