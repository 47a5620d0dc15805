# SPDX-License-Identifier: AGPL-3.0-or-later
"""Records of the gate's state machine: settings, events that go in, actions that come out.

All times called `*_mono`, `*_until` and `*_due` are seconds of the monotonic clock. There is no
event and no action that shuts a gate (rules 16).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Literal

from alpr_kiosk.domain.events import CommandSource, Priority

MAX_DECISION_AGE_S = 3.0  # rules 15
MAX_COMMAND_AGE_S = 10.0  # a hold that waited longer (its thread was gone) surprises; our choice
LONG_HOLD_MS = 3000  # rules 21
MANUAL_LIMIT = 12  # rules 21: openings by hand ...
MANUAL_WINDOW_S = 3600.0  # ... within this time without a PIN
UNREACHABLE_AFTER_S = 10.0  # rules 21: NO RELAY shows only then
STUCK_MARGIN_S = 1.0  # hardware.md, gate safety: still on later than the pulse plus 1 s
NO_MOVEMENT_S = 3.0  # screens.md section 6
READ_AGAIN_S = 2.0  # between read-backs that did not settle anything; our choice
OFF_AGAIN_S = 0.5  # between attempts to switch off; off is harmless to repeat; our choice
PASSAGES_KEPT = 256  # idempotency keys kept; far more than cars within a decision's 3 s


class GateState(str, Enum):
    """What the gate is believed to do. UNKNOWN is normal without a position contact."""

    UNKNOWN = "unknown"
    CLOSED = "closed"
    OPENING = "opening"
    OPEN = "open"
    HELD_OPEN = "held_open"
    CLOSING = "closing"
    FAULT = "fault"
    LOCKED_OUT = "locked_out"


class Doubt(str, Enum):
    """What must happen before automatic opening goes on after a command with unclear end."""

    NONE = "none"
    READ_BACK = "read_back"
    PERSON = "person"


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
    """

    gate_id: str
    pulse_ms: int = 1000
    lockout_s: float = 2.0
    input_kind: Literal["open", "step", "unknown"] = "open"
    position_contact: bool = False
    travel_s: float = 8.0
    timed_by_device: bool = True
    can_read_back: bool = True

    @property
    def pulse_s(self) -> float:
        """Length of the pulse, seconds."""
        return self.pulse_ms / 1000.0

    @property
    def may_reverse(self) -> bool:
        """Whether a second pulse may stop or turn the gate (unknown counts as step)."""
        return self.input_kind != "open"


# ---------------------------------------------------------------------------------------- events


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCommanded:
    """Open now, asked for by the rules or by a person (`source.by_person`).

    Attributes:
        command_id: Id of the intent that this becomes.
        source: Who asks.
        requested_at: Aware UTC of the request, None = when it is handled.
        requested_mono: Monotonic of the request, None = when it is handled.
        actor: Guard's name, "" unsigned, or "system".
        passage_id: Idempotency key of an automatic opening.
        decision_id: Decision it rests on.
        newest_read_mono: Arrival of the newest frame that was read; the age counts from here.
            An automatic opening without it is too old.
        held_ms: How long the key was held, by a person.
        pin: A PIN was given for this opening.
        denied: The car at the gate is on the deny list.
        partner_clear: The interlocked gate is known not to be open (True without a partner).
        recent_passages: Passages of the last 20 s, for the record.
    """

    command_id: str
    source: CommandSource
    requested_at: datetime | None = None
    requested_mono: float | None = None
    actor: str = "system"
    passage_id: str | None = None
    decision_id: str | None = None
    newest_read_mono: float | None = None
    held_ms: int = 0
    pin: bool = False
    denied: bool = False
    partner_clear: bool = True
    recent_passages: tuple[str, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether a warning was overcome: a PIN, or a hold of 3 s."""
        return self.pin or self.held_ms >= LONG_HOLD_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class StopCommanded:
    """Stop, by a person's tap; refused while no stop output is wired."""

    command_id: str
    source: CommandSource = CommandSource.BAR
    requested_at: datetime | None = None
    requested_mono: float | None = None
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldOpenCommanded:
    """Hold open for `minutes`; refused while no maintained output is wired."""

    command_id: str
    minutes: int
    source: CommandSource = CommandSource.BAR
    requested_at: datetime | None = None
    requested_mono: float | None = None
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldOpenReleased:
    """End a hold-open; refused while there is none."""

    command_id: str
    source: CommandSource = CommandSource.BAR
    requested_at: datetime | None = None
    requested_mono: float | None = None
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseAccepted:
    """The relay confirmed the pulse."""

    command_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseFailed:
    """The relay surely did not act; `code` says why."""

    command_id: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseWithheld:
    """The pulse was not sent: it could not be recorded, or became too old meanwhile."""

    command_id: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseAmbiguous:
    """The relay may have acted: time-out, reset or garbage after the command was sent."""

    command_id: str
    code: str = "relay.ambiguous"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedFound:
    """A crash came between intent and result; it is unknown what the relay did (rules 25)."""

    passages: tuple[str, ...] = ()
    code: str = "gate.unknown_after_restart"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """The relay was asked for its state.

    Attributes:
        reachable: It answered (a refused login is an answer).
        output_on: State of its output, None when it could not be told.
        code: Why it could not be told, "" otherwise.
    """

    reachable: bool
    output_on: bool | None = None
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OffDone:
    """The output was told to switch off; `ok` False when that is not sure."""

    ok: bool
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionChanged:
    """The position contact changed: the gate is off its closed position, closed, or not known."""

    open: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Time went by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A person looked at the gate and says that it is as it should be."""

    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockdownBegan:
    """No automatic opening from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockdownLifted:
    """A supervisor ended the lockdown (checked by the caller)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shutdown:
    """The process ends: outputs off, nothing more is sent."""


Command = OpenCommanded | StopCommanded | HoldOpenCommanded | HoldOpenReleased
GateEvent = (
    Command
    | PulseAccepted
    | PulseFailed
    | PulseWithheld
    | PulseAmbiguous
    | UnfinishedFound
    | ReadBack
    | OffDone
    | PositionChanged
    | Tick
    | Confirmed
    | LockdownBegan
    | LockdownLifted
    | Shutdown
)

# --------------------------------------------------------------------------------------- machine

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
        doubt: What is needed after a command with unclear end.
        doubt_code: Message code of that doubt.
        relay_fault: The relay answers but does not obey: message code, "" when it does.
        stuck: The output stays on, or could not be switched off.
        no_movement: The position contact did not follow a pulse.
        forced_open: The gate left its closed position without a command.
        unreachable_since: Since when the relay does not answer, None while it does.
        gone: It has not answered for 10 s.
        position: Off its closed position; None without a contact or before it was read.
        movement_due: When the contact must have changed, None when nothing is expected.
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
    doubt: Doubt = Doubt.NONE
    doubt_code: str = ""
    relay_fault: str = ""
    stuck: bool = False
    no_movement: bool = False
    forced_open: bool = False
    unreachable_since: float | None = None
    gone: bool = False
    position: bool | None = None
    movement_due: float | None = None
    manual_opens: tuple[float, ...] = ()

    @classmethod
    def boot(cls, settings: GateSettings, *, lockdown: bool) -> GateMachine:
        """Return the machine at start: nothing is known, only a lockdown survived (rules 14)."""
        state = GateState.LOCKED_OUT if lockdown else GateState.UNKNOWN
        return cls(settings=settings, lockdown=lockdown, state=state)


# --------------------------------------------------------------------------------------- actions


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPulse:
    """Close the contact for `pulse_ms`, once; the intent is on disk before."""

    command_id: str
    pulse_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBackRelay:
    """Ask the relay for its state; answered by `ReadBack`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendOff:
    """Switch the output off; answered by `OffDone`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """Nothing is sent for this command.

    Attributes:
        command_id: The command.
        code: Why.
        warning_code: For ``override.needs_long_hold``: what the guard is warned of.
        wait_s: Seconds until it would be accepted, 0 when time does not help.
    """

    command_id: str
    code: str
    warning_code: str = ""
    wait_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Coalesce:
    """This command and the pulse of `into` are one; both are recorded."""

    command_id: str
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseAlert:
    """Somebody must look at this gate."""

    code: str
    priority: Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearAlert:
    """The cause is gone."""

    code: str
    priority: Priority


GateAction = SendPulse | ReadBackRelay | SendOff | Refuse | Coalesce | RaiseAlert | ClearAlert
