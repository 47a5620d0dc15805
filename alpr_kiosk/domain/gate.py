# SPDX-License-Identifier: AGPL-3.0-or-later
"""The gate's state machine: a pure transition table (rules 14 to 21). There is no CLOSE.

`step(machine, event, now)` returns the next machine and what is to be done. It does no I/O, knows
no clock, and is total: every event is answered in every state.
"""

from __future__ import annotations

from dataclasses import replace

from alpr_kiosk.domain.events import Priority
from alpr_kiosk.domain.gate_records import (
    MANUAL_LIMIT,
    MANUAL_WINDOW_S,
    MAX_COMMAND_AGE_S,
    MAX_DECISION_AGE_S,
    NO_MOVEMENT_S,
    OFF_AGAIN_S,
    PASSAGES_KEPT,
    READ_AGAIN_S,
    STUCK_MARGIN_S,
    UNREACHABLE_AFTER_S,
    ClearAlert,
    Coalesce,
    Command,
    Confirmed,
    Doubt,
    GateAction,
    GateEvent,
    GateMachine,
    GateState,
    HoldOpenCommanded,
    HoldOpenReleased,
    LockdownBegan,
    LockdownLifted,
    OffDone,
    OpenCommanded,
    PositionChanged,
    PulseAccepted,
    PulseAmbiguous,
    PulseFailed,
    PulseWithheld,
    RaiseAlert,
    ReadBack,
    ReadBackRelay,
    Refuse,
    SendOff,
    SendPulse,
    Shutdown,
    StopCommanded,
    Tick,
    UnfinishedFound,
)

__all__ = [
    "GateMachine",
    "GateState",
    "automatic_block",
    "deadlines",
    "decision_is_fresh",
    "fault_code",
    "is_clear_for_partner",
    "long_hold_reason",
    "step",
    "wait_s",
]

_Step = tuple[GateMachine, tuple[GateAction, ...]]

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
    if now_mono < machine.moving_until:
        return False
    return machine.position is False if machine.settings.position_contact else True


def deadlines(machine: GateMachine, now_mono: float) -> float | None:
    """Return the next monotonic time at which a `Tick` changes something, None for never."""
    due: list[float | None] = [machine.off_due, machine.check_due, machine.movement_due]
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


def _apply(m: GateMachine, event: GateEvent, now: float) -> _Step:  # noqa: PLR0912 - a table
    match event:
        case OpenCommanded():
            return (
                _open_by_person(m, event, now)
                if event.source.by_person
                else (_open_by_rule(m, event, now))
            )
        case StopCommanded():
            return _refuse(m, event, "gate.stop_not_wired")
        case HoldOpenCommanded() | HoldOpenReleased():
            return _refuse(m, event, "gate.hold_not_possible")
        case PulseAccepted():
            return _pulse_accepted(m, event, now)
        case PulseFailed():
            return _pulse_failed(m, event, now)
        case PulseWithheld():
            return _pulse_withheld(m, event)
        case PulseAmbiguous():
            return _pulse_ambiguous(m, event, now)
        case UnfinishedFound():
            return _unfinished_found(m, event, now)
        case ReadBack():
            return _read_back(m, event, now)
        case OffDone():
            return _off_done(m, event, now)
        case PositionChanged():
            return _position_changed(m, event, now), ()
        case Tick():
            return _tick(m, now)
        case Confirmed():
            after = replace(m, doubt=Doubt.NONE, doubt_code="", no_movement=False)
            return after, ()
        case LockdownBegan():
            return replace(m, lockdown=True), ()
        case LockdownLifted():
            return replace(m, lockdown=False), ()
        case Shutdown():
            return replace(m, shut_down=True, off_due=None, check_due=None), (SendOff(),)


def _refuse(
    m: GateMachine, command: Command, code: str, *, warning: str = "", wait: float = 0.0
) -> _Step:
    refusal = Refuse(
        command_id=command.command_id, code=code, warning_code=warning, wait_s=max(0.0, wait)
    )
    return m, (refusal,)


def _open_by_rule(m: GateMachine, event: OpenCommanded, now: float) -> _Step:
    # Order: what never changes for this car first, then what passes with time.
    if block := automatic_block(m):
        return _refuse(m, event, block)
    if not decision_is_fresh(event.newest_read_mono, now):
        return _refuse(m, event, "decision.ignored.old")
    if event.passage_id is None:
        # Without its key an opening could not be kept from happening twice.
        return _refuse(m, event, "gate.no_passage")
    if m.in_flight is not None and m.in_flight.source.by_person:
        return _join(m, event, m.in_flight.command_id, "rule")
    if now < m.lockout_until and "rule" not in m.pulse_shared:
        return _join(m, event, m.pulse_id, "rule")
    if event.passage_id in m.opened_passages:
        return _refuse(m, event, "decision.ignored.same_car")
    wait = wait_s(m, now)
    if wait > 0.0 or m.in_flight is not None:
        return _refuse(m, event, "gate.wait_moving", wait=wait)
    if m.settings.may_reverse and m.position:
        # The next step of an open gate is to shut (rules 18).
        return _refuse(m, event, "gate.already_open")
    if not event.partner_clear:
        return _refuse(m, event, "gate.interlock")
    return _send(m, event)


def _open_by_person(m: GateMachine, event: OpenCommanded, now: float) -> _Step:
    if m.shut_down:
        return _refuse(m, event, "gate.shut_down")
    if event.requested_mono is not None and now - event.requested_mono > MAX_COMMAND_AGE_S:
        # Whoever held the key has long looked elsewhere: a gate must not move out of the blue.
        return _refuse(m, event, "gate.too_late")
    if m.in_flight is not None:
        return _join(m, event, m.in_flight.command_id, "person")
    if not event.is_long:
        reason = long_hold_reason(m, now, denied=event.denied)
        # A pulse that did not move the gate is none to be joined to.
        unanswered = "person" not in m.pulse_shared and not m.no_movement
        can_join = now < m.lockout_until and unanswered
        if reason == "gate.wait_moving" and can_join:
            return _join(m, event, m.pulse_id, "person")
        if reason:
            return _refuse(
                m, event, "override.needs_long_hold", warning=reason, wait=wait_s(m, now)
            )
    recent = tuple(at for at in m.manual_opens if now - at < MANUAL_WINDOW_S)
    return _send(replace(m, manual_opens=(*recent, now)[-4 * MANUAL_LIMIT :]), event)


def _send(m: GateMachine, event: OpenCommanded) -> _Step:
    after = replace(m, in_flight=event, opened_passages=_with_passage(m, event.passage_id))
    return after, (SendPulse(command_id=event.command_id, pulse_ms=m.settings.pulse_ms),)


def _join(m: GateMachine, event: OpenCommanded, into: str, kind: str) -> _Step:
    after = replace(
        m,
        pulse_shared=m.pulse_shared | {kind},
        opened_passages=_with_passage(m, event.passage_id),
    )
    return after, (Coalesce(command_id=event.command_id, into=into),)


def _with_passage(m: GateMachine, passage_id: str | None) -> tuple[str, ...]:
    if passage_id is None or passage_id in m.opened_passages:
        return m.opened_passages
    return (*m.opened_passages, passage_id)[-PASSAGES_KEPT:]


def _may_have_pulsed(m: GateMachine, now: float) -> GateMachine:
    """The contact closed, or may have: from now the gate may move and must be left alone."""
    s = m.settings
    sent = m.in_flight
    kind = "person" if sent is not None and sent.source.by_person else "rule"
    expects = s.position_contact and m.position is False
    return replace(
        m,
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
    )


def _is_stray(m: GateMachine, command_id: str) -> bool:
    return m.in_flight is None or m.in_flight.command_id != command_id


def _pulse_accepted(m: GateMachine, event: PulseAccepted, now: float) -> _Step:
    if _is_stray(m, event.command_id):
        return m, ()
    after = _may_have_pulsed(m, now)
    return replace(after, relay_fault="", unreachable_since=None, gone=False), ()


def _pulse_failed(m: GateMachine, event: PulseFailed, now: float) -> _Step:
    if _is_stray(m, event.command_id):
        return m, ()
    after = replace(m, in_flight=None)
    if event.code == "relay.unreachable":
        return _unreachable(after, now), ()
    return replace(after, relay_fault=event.code, unreachable_since=None, gone=False), ()


def _pulse_withheld(m: GateMachine, event: PulseWithheld) -> _Step:
    if m.in_flight is None or m.in_flight.command_id != event.command_id:
        return m, ()
    # Nothing was sent for this car: a later, recorded decision may still let it in.
    passages = tuple(p for p in m.opened_passages if p != m.in_flight.passage_id)
    return replace(m, in_flight=None, opened_passages=passages), ()


def _pulse_ambiguous(m: GateMachine, event: PulseAmbiguous, now: float) -> _Step:
    if _is_stray(m, event.command_id):
        return m, ()
    return _in_doubt(_may_have_pulsed(m, now), event.code, now)


def _unfinished_found(m: GateMachine, event: UnfinishedFound, now: float) -> _Step:
    after = _may_have_pulsed(m, now)
    for passage_id in event.passages:
        after = replace(after, opened_passages=_with_passage(after, passage_id))
    return _in_doubt(after, event.code, now)


def _in_doubt(m: GateMachine, code: str, now: float) -> _Step:
    # A contact that this program must open again is opened at once (rules 17).
    off = () if m.settings.timed_by_device else (SendOff(),)
    if not m.settings.can_read_back:
        return replace(m, doubt=Doubt.PERSON, doubt_code=code), off
    after = replace(m, doubt=Doubt.READ_BACK, doubt_code=code, check_due=now + READ_AGAIN_S)
    return after, (*off, ReadBackRelay())


def _unreachable(m: GateMachine, now: float) -> GateMachine:
    since = now if m.unreachable_since is None else m.unreachable_since
    return replace(m, unreachable_since=since, gone=now - since >= UNREACHABLE_AFTER_S)


def _read_back(m: GateMachine, event: ReadBack, now: float) -> _Step:
    if not event.reachable:
        return _unreachable(m, now), ()
    after = replace(m, unreachable_since=None, gone=False, relay_fault=event.code)
    if event.output_on is None:
        return after, ()
    if m.doubt is Doubt.READ_BACK:
        after = replace(after, doubt=Doubt.NONE, doubt_code="")
    if not event.output_on:
        return replace(after, on_since=None, stuck=False, check_due=None), ()
    s = m.settings
    began = m.on_since
    if began is None:
        in_pulse = m.pulse_mono is not None and (now - m.pulse_mono <= s.pulse_s + STUCK_MARGIN_S)
        began = m.pulse_mono if in_pulse else now
    limit = (now if began is None else began) + s.pulse_s + STUCK_MARGIN_S
    if now < limit:
        return replace(after, on_since=began, check_due=limit), ()
    after = replace(after, on_since=began, stuck=True, check_due=now + READ_AGAIN_S)
    return after, (SendOff(),)


def _off_done(m: GateMachine, event: OffDone, now: float) -> _Step:
    if event.ok:
        # Where the relay can tell, only its own word ends a stuck relay.
        stuck = m.stuck and m.settings.can_read_back
        return replace(m, off_due=None, stuck=stuck), ()
    if m.settings.timed_by_device or m.shut_down:
        return m, ()
    late = m.pulse_mono is not None and (now - m.pulse_mono >= m.settings.pulse_s + STUCK_MARGIN_S)
    return replace(m, off_due=now + OFF_AGAIN_S, stuck=m.stuck or late), ()


def _position_changed(m: GateMachine, event: PositionChanged, now: float) -> GateMachine:
    if event.open is None:
        return replace(m, position=None, movement_due=None)
    if not event.open:
        return replace(m, position=False, forced_open=False)
    # Only a change from closed is an opening: at boot an open gate is just open.
    commanded = now < m.moving_until or m.in_flight is not None
    forced = m.position is False and not commanded
    return replace(
        m,
        position=True,
        movement_due=None,
        no_movement=False,
        forced_open=m.forced_open or forced,
    )


def _tick(m: GateMachine, now: float) -> _Step:
    actions: list[GateAction] = []
    if m.off_due is not None and now >= m.off_due:
        m = replace(m, off_due=now + OFF_AGAIN_S)  # until `OffDone` says that it is off
        actions.append(SendOff())
    if m.check_due is not None and now >= m.check_due:
        m = replace(m, check_due=now + READ_AGAIN_S)
        actions.append(ReadBackRelay())
    if m.movement_due is not None and now >= m.movement_due:
        m = replace(m, movement_due=None, no_movement=m.position is False)
    if m.unreachable_since is not None:
        m = _unreachable(m, now)
    return m, tuple(actions)


# --------------------------------------------------------------------------------------- derived


def _state(m: GateMachine, now: float) -> GateState:
    if m.lockdown:
        return GateState.LOCKED_OUT
    if fault_code(m):
        return GateState.FAULT
    if m.position is True:
        return GateState.OPEN
    if now < m.moving_until:
        return GateState.OPENING
    return GateState.UNKNOWN if m.position is None else GateState.CLOSED


def _alerts(m: GateMachine) -> dict[str, Priority]:
    """Return what somebody must look at now (priorities of screens.md S15)."""
    alerts: dict[str, Priority] = {}
    if m.stuck:
        alerts["gate.fault.stuck_relay"] = Priority.CRITICAL
    if m.no_movement:
        alerts["gate.fault.no_movement"] = Priority.CRITICAL
    if m.forced_open:
        alerts["gate.fault.forced_open"] = Priority.CRITICAL
    if m.doubt is not Doubt.NONE:
        alerts[m.doubt_code] = Priority.HIGH
    if m.gone:
        alerts["relay.gone"] = Priority.HIGH
    if m.relay_fault:
        alerts[m.relay_fault] = Priority.HIGH
    return alerts


def _alert_changes(before: GateMachine, after: GateMachine) -> tuple[GateAction, ...]:
    old, new = _alerts(before), _alerts(after)
    cleared = [ClearAlert(code=code, priority=old[code]) for code in old if code not in new]
    raised = [RaiseAlert(code=code, priority=new[code]) for code in new if code not in old]
    return (*cleared, *raised)
