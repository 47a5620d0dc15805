# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the gate's state machine wants done. No action shuts a gate (rules 16)."""

from __future__ import annotations

from dataclasses import dataclass

from alpr_kiosk.domain.events import Priority


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
class SendStop:
    """Pulse the stop output; answered by `StopDone`."""

    command_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendStopOff:
    """Switch the stop output off; answered by `StopOffDone`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendHold:
    """Switch the hold-open output on for `hold_ms`; answered by `HoldDone`."""

    command_id: str
    hold_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendHoldOff:
    """Switch the hold-open output off; answered by `HoldOffDone`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseHold:
    """A person ended the hold-open: switch its output off, and record it."""

    command_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteUnmatched:
    """A vehicle passed that nobody was asked about: a row in the record.

    Attributes:
        pulse_id: Command of the opening that it went through.
        seen_by: "loop" or "camera".
        passage_id: Its passage, where a camera saw it.
    """

    pulse_id: str
    seen_by: str
    passage_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteOpened:
    """The gate opens by a command of somebody else, as the installer said that it may: a row.

    Attributes:
        seen_by: "contact" or "relay".
    """

    seen_by: str


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


GateAction = (
    SendPulse
    | ReadBackRelay
    | SendOff
    | SendStop
    | SendStopOff
    | SendHold
    | SendHoldOff
    | ReleaseHold
    | NoteUnmatched
    | NoteOpened
    | Refuse
    | Coalesce
    | RaiseAlert
    | ClearAlert
)
