# SPDX-License-Identifier: AGPL-3.0-or-later
"""Records of the gate's state machine: its limits, and the events that go in.

All times called `*_mono`, `*_until` and `*_due` are seconds of the monotonic clock. There is no
event and no action that shuts a gate (rules 16).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from alpr_kiosk.domain.events import CommandSource

MAX_DECISION_AGE_S = 3.0  # rules 15
MAX_COMMAND_AGE_S = 10.0  # a hold that waited longer (its thread was gone) surprises; our choice
LONG_HOLD_MS = 3000  # rules 21
PIN_WARNINGS = frozenset({"gate.deny_listed", "decision.deny.lockdown", "override.pin_limit"})
"""Warnings for which a PIN is asked; the others are of a gate that moves or is in doubt, and a long
hold says that its warning was read (screens.md 3.2)."""
MANUAL_LIMIT = 12  # rules 21: openings by hand ...
MANUAL_WINDOW_S = 3600.0  # ... within this time without a PIN
UNREACHABLE_AFTER_S = 10.0  # rules 21: NO RELAY shows only then
STUCK_MARGIN_S = 1.0  # hardware.md, gate safety: still on later than the pulse plus 1 s
NO_MOVEMENT_S = 3.0  # screens.md section 6
READ_AGAIN_S = 2.0  # between read-backs that did not settle anything; our choice
OFF_AGAIN_S = 0.5  # between attempts to switch off; off is harmless to repeat; our choice
HOLD_MINUTES_MOST = 60  # screens.md section 6: what a supervisor may hold open for
HOLD_OFF_AGAIN_S = 2.0  # between attempts to end a hold-open; our choice
REST_OF_TAKEN = 4.0
"""After an attempt in vain the device is left alone for this many times as long as it took: a dead
one keeps the gate's thread for its time-out, and an override must not wait behind it; ours."""
OPEN_FOR_S = 15.0
"""Without a contact an opening counts as over this long after the gate has moved; our choice: what
barriers stay open for while nothing stands on their loop."""
LEFT_LATE_S = 3.0  # a car is told to have left this long after it did (its passage expires)
BOUNCE_S = 1.5  # a gate that falls shut may spring off its contact for a moment; our choice
MOMENT_S = 60.0  # what happened in a moment is shown this long; unseen alerts stay longer
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
        entry_id: List entry that an opening rests on, whose use it takes: one by rule only with a
            use left, one by a person (a pass made at the gate) with or without.
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
    entry_id: str | None = None

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
        took_s: How long the question took, seconds.
    """

    reachable: bool
    output_on: bool | None = None
    code: str = ""
    took_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OffDone:
    """The output was told to switch off, in `took_s`; `ok` False when that is not sure."""

    ok: bool
    code: str = ""
    took_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class InputsRead:
    """The inputs were asked for; None for what is not wired or could not be read.

    Attributes:
        position: The gate is off its closed position.
        loop: A vehicle stands on the loop at the gate's line.
        door: The door of the cabinet, or of the operator, is open.
        tamper: The tamper contact says so.
    """

    position: bool | None = None
    loop: bool | None = None
    door: bool | None = None
    tamper: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VehiclePassed:
    """A camera saw a vehicle leave through the gate.

    Attributes:
        passage_id: Its passage.
        same_car: The gate was opened for this plate, in another passage.
    """

    passage_id: str
    same_car: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StopDone:
    """The stop output was pulsed: `code` "" when the relay confirmed it."""

    command_id: str
    code: str = ""
    surely_not: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldDone:
    """The hold-open output was told to switch on for `hold_ms`.

    Attributes:
        command_id: The command.
        hold_ms: How long, ms.
        code: Why it failed, "" when the relay confirmed it.
        surely_not: With a code: it surely did not act.
    """

    command_id: str
    hold_ms: int
    code: str = ""
    surely_not: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldOffDone:
    """The hold-open output was told to switch off, in `took_s`; `ok` False: not surely off."""

    ok: bool
    code: str = ""
    took_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StopOffDone:
    """The stop output was told to switch off, in `took_s`; `ok` False: not surely off."""

    ok: bool
    took_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Time went by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A person looked at the gate and says that it is as it should be."""

    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAlwaysBegan:
    """A person wants to be asked for each car: a hold-open ends (recorded with the mode)."""


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
    | InputsRead
    | VehiclePassed
    | StopDone
    | StopOffDone
    | HoldDone
    | HoldOffDone
    | Tick
    | Confirmed
    | AskAlwaysBegan
    | LockdownBegan
    | LockdownLifted
    | Shutdown
)
