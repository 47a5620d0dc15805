# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of one gate: what the installer said, and what is believed now.

All times called `*_mono`, `*_until`, `*_since` and `*_due` are seconds of the monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from alpr_kiosk.domain.gate_actions import GateAction, Refuse
from alpr_kiosk.domain.gate_records import (
    PASSAGES_KEPT,
    REST_OF_TAKEN,
    Command,
    Doubt,
    GateState,
    OpenCommanded,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSettings:
    """What the installer said about one gate, and what its relay can do.

    Attributes:
        gate_id: The gate.
        pulse_ms: Length of the start signal, 100..10000 ms.
        lockout_s: Least time between two pulses, seconds.
        input_kind: What a second pulse does: nothing (open), stops or turns back (step).
        position_contact: A contact tells whether the gate has left its closed position.
        travel_s: Time the gate moves after a pulse, seconds.
        timed_by_device: The relay ends the pulse by itself.
        can_read_back: The relay can tell the state of its output.
        loop: An input tells whether a vehicle stands at the gate's line.
        open_too_long_s: A gate that is open longer, and is not held open, is told.
        can_stop: A stop output is wired.
        stop_timed: Its relay ends the pulse by itself.
        hold_longest_ms: Longest hold-open that its output can be told, 0 when none is wired.
        hold_timed: Its relay ends the hold-open by itself.
        opened_by_others: An exit loop, a keypad or a remote opens it too: that is no alarm.
    """

    gate_id: str
    pulse_ms: int = 1000
    lockout_s: float = 2.0
    input_kind: Literal["open", "step", "unknown"] = "open"
    position_contact: bool = False
    travel_s: float = 8.0
    timed_by_device: bool = True
    can_read_back: bool = True
    loop: bool = False
    open_too_long_s: float = 120.0
    can_stop: bool = False
    stop_timed: bool = True
    hold_longest_ms: int = 0
    hold_timed: bool = True
    opened_by_others: bool = False

    @property
    def pulse_s(self) -> float:
        """Length of the pulse, seconds."""
        return self.pulse_ms / 1000.0

    @property
    def may_reverse(self) -> bool:
        """Whether a second pulse may stop or turn the gate (unknown counts as step)."""
        return self.input_kind != "open"


_LONG_AGO = float("-inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class GateMachine:
    """Everything that is believed about one gate; `step` gives the next one.

    Attributes:
        settings: What the installer said.
        state: For the screen; derived from the rest at the end of each step.
        lockdown: No automatic opening until a supervisor ends it.
        shut_down: The process ends; nothing is sent any more.
        in_flight: The opening whose pulse is being sent, None when none is.
        opened_passages: Passages that a pulse was sent for, newest last: never again by rule.
        pulse_mono: When the newest pulse was accepted, or may have been; None before the first.
        pulse_id: Command of that pulse.
        pulse_shared: Which of "rule" and "person" that pulse has answered already.
        lockout_until: No second pulse before, except by a long hold.
        moving_until: The gate may be moving until then.
        off_due: When the gate thread must switch off, None when the device does it.
        check_due: When the relay is to be read back next, None when nothing is expected.
        on_since: Since when the output is seen on, None while it is off or not known.
        seen_off: The output was seen off since the start and since the newest pulse: what is on
            later was switched on.
        doubt: What is needed after a command with unclear end.
        doubt_code: Message code of that doubt.
        relay_fault: The relay answers but does not obey: message code, "" when it does.
        stuck: The output stays on, or could not be switched off.
        no_movement: The position contact did not follow a pulse.
        forced_open: The gate left its closed position without a command.
        unreachable_since: Since when the relay does not answer, None while it does.
        gone: It has not answered for 10 s.
        position: Off its closed position; None without a contact or before it was read.
        was_closed: The contact said closed when it was last known.
        shut_mono: When it was seen to fall shut last.
        movement_due: When the contact must have changed, None when nothing is expected.
        open_since: Since when the contact says open, None while it does not.
        open_long: It has been open for too long without being held open.
        loop: A vehicle stands on the loop; None without one or before it was read.
        door: The cabinet's door is open.
        tamper: The tamper contact says so.
        door_told: The door was open when it could be read last.
        tamper_told: So it was with the tamper contact.
        foreign_until: Until when it is shown that the output was on without a command.
        opening: The gate may be open after a pulse: vehicles that pass are counted.
        opening_until: When that is over without a contact, or after the contact said closed.
        allowed: Who may pass in this opening: a passage each, "" for one let in by a person.
        passed: Vehicles that the loop has counted in this opening.
        tailgate_until: Until when it is shown that somebody followed.
        held_until: When the hold-open ends, None when there is none.
        hold_id: Command of the newest hold-open.
        hold_off_due: When its output must be switched off, None when the device does it.
        hold_stuck: It could not be switched off.
        stop_off_due: When the stop output must be switched off, None when nothing is due.
        stop_stuck: It could not be switched off.
        manual_opens: Monotonic times of openings by hand within the last hour.
    """

    settings: GateSettings
    state: GateState = GateState.UNKNOWN
    lockdown: bool = False
    shut_down: bool = False
    in_flight: OpenCommanded | None = None
    opened_passages: tuple[str, ...] = ()
    pulse_mono: float | None = None
    pulse_id: str = ""
    pulse_shared: frozenset[str] = frozenset()
    lockout_until: float = _LONG_AGO
    moving_until: float = _LONG_AGO
    off_due: float | None = None
    check_due: float | None = None
    on_since: float | None = None
    seen_off: bool = False
    doubt: Doubt = Doubt.NONE
    doubt_code: str = ""
    relay_fault: str = ""
    stuck: bool = False
    no_movement: bool = False
    forced_open: bool = False
    unreachable_since: float | None = None
    gone: bool = False
    position: bool | None = None
    was_closed: bool = False
    shut_mono: float = _LONG_AGO
    movement_due: float | None = None
    open_since: float | None = None
    open_long: bool = False
    loop: bool | None = None
    door: bool | None = None
    tamper: bool | None = None
    door_told: bool = False
    tamper_told: bool = False
    foreign_until: float | None = None
    opening: bool = False
    opening_until: float | None = None
    allowed: tuple[str, ...] = ()
    passed: int = 0
    tailgate_until: float | None = None
    held_until: float | None = None
    hold_id: str = ""
    hold_off_due: float | None = None
    hold_stuck: bool = False
    stop_off_due: float | None = None
    stop_stuck: bool = False
    manual_opens: tuple[float, ...] = ()

    @classmethod
    def boot(cls, settings: GateSettings, *, lockdown: bool) -> GateMachine:
        """Return the machine at start: nothing is known, only a lockdown survived (rules 14)."""
        state = GateState.LOCKED_OUT if lockdown else GateState.UNKNOWN
        return cls(settings=settings, lockdown=lockdown, state=state)

    def restarted(self) -> GateMachine:
        """Return the machine of a thread that is started again.

        What devices tell is asked anew. What was sent, what is in doubt and who was let in only
        this machine knows: a fault that a person must end (rules 18) is not ended by a bug.
        """
        boot = GateMachine.boot(self.settings, lockdown=self.lockdown)
        return replace(boot, **{name: getattr(self, name) for name in _OUTLIVES})


_OUTLIVES = (
    "opened_passages",
    "pulse_mono",
    "pulse_id",
    "pulse_shared",
    "lockout_until",
    "moving_until",
    "doubt",
    "doubt_code",
    "no_movement",
    "forced_open",
    "was_closed",
    "shut_mono",
    "door_told",
    "tamper_told",
    "opening",
    "opening_until",
    "allowed",
    "passed",
    "hold_id",
    "manual_opens",
)

Step = tuple[GateMachine, tuple[GateAction, ...]]
"""The next machine, and what is to be done in this order."""


def refuse(
    m: GateMachine, command: Command, code: str, *, warning: str = "", wait: float = 0.0
) -> Step:
    """Return that nothing is sent for this command, and why."""
    refusal = Refuse(
        command_id=command.command_id, code=code, warning_code=warning, wait_s=max(0.0, wait)
    )
    return m, (refusal,)


def try_again_at(now: float, least_s: float, took_s: float) -> float:
    """Return when to try again what took `took_s` in vain: others must get at the thread."""
    return now + max(least_s, REST_OF_TAKEN * took_s)


def with_passage(m: GateMachine, passage_id: str | None) -> tuple[str, ...]:
    """Return the passages that were opened for, with this one."""
    if passage_id is None or passage_id in m.opened_passages:
        return m.opened_passages
    return (*m.opened_passages, passage_id)[-PASSAGES_KEPT:]
