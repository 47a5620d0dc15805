# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the gate tells the rest: its status, and the listener that hears of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alpr_kiosk.domain.events import GateIntent, GateResult, Priority
from alpr_kiosk.domain.gate_records import GateState


@dataclass(frozen=True, slots=True, kw_only=True)
class GateStatus:
    """Snapshot of one gate; replaced as a whole, so any thread may read it.

    Attributes:
        gate_id: The gate.
        name: Its name on the screen.
        state: State of the machine.
        relay_reachable: False after 10 s without an answer.
        fault_code: Message code of the worst fault, "" when there is none.
        wait_s: Seconds until a pulse may be sent without a warning, at the time of this snapshot.
        wait_until_mono: The same as a monotonic time, 0 when there is nothing to wait for.
        needs_long_hold: An opening now needs a PIN or a hold of 3 s.
        warning_code: Why, or ``gate.interlock`` (which warns only), "" when there is nothing.
        automatic_blocked: Automatic opening is off until a person confirms the gate.
        block_code: Why nothing opens by rule now, whatever the cause, "" when it may.
        lockdown: Lockdown is on.
        may_be_open: The interlocked gate must not open by rule.
        held_until: Aware UTC end of a hold-open, None when there is none.
        last_command_at: Aware UTC of the last pulse that was or may have been sent.
        can_hold_open: A maintained output is wired.
        can_stop: A stop output is wired.
        position: The gate is off its closed position; None without a contact, or not known.
        loop: A vehicle stands at the gate's line; None without a loop, or not known.
        door: The cabinet's door is open; None likewise.
        tamper: The tamper contact says so; None likewise.
        context: Values for the texts.
    """

    gate_id: str
    name: str
    state: GateState
    relay_reachable: bool = True
    fault_code: str = ""
    wait_s: float = 0.0
    wait_until_mono: float = 0.0
    needs_long_hold: bool = False
    warning_code: str = ""
    automatic_blocked: bool = False
    block_code: str = ""
    lockdown: bool = False
    may_be_open: bool = False
    held_until: datetime | None = None
    last_command_at: datetime | None = None
    can_hold_open: bool = False
    can_stop: bool = False
    position: bool | None = None
    loop: bool | None = None
    door: bool | None = None
    tamper: bool | None = None
    context: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A vehicle passed that no opening was for.

    Attributes:
        gate_id: The gate.
        pulse_id: Command of the opening that it went through.
        seen_by: "loop" or "camera".
        passage_id: Its passage, "" where no camera read it.
        at: Aware UTC.
    """

    gate_id: str
    pulse_id: str
    seen_by: str
    passage_id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedByOthers:
    """A gate that others may open has opened without a command of ours.

    Attributes:
        gate_id: The gate.
        seen_by: "contact" or "relay".
        at: Aware UTC.
    """

    gate_id: str
    seen_by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """How a command ended, for whoever gave it.

    Attributes:
        intent: The command as recorded.
        result: Its end.
        warning_code: For ``override.needs_long_hold``: what the guard is warned of.
        wait_s: Seconds until it would be accepted, 0 when time does not help.
    """

    intent: GateIntent
    result: GateResult
    warning_code: str = ""
    wait_s: float = 0.0


class GateListener(Protocol):
    """Hears of one gate, in the gate's thread; must not block and not raise."""

    def on_status(self, status: GateStatus) -> None:
        """Take a new status."""
        ...

    def on_result(self, intent: GateIntent, result: GateResult) -> None:
        """Take the end of a command: exactly one for each."""
        ...

    def on_unmatched(self, passed: Unmatched) -> None:
        """Take that a vehicle passed which no opening was for: a row in the record."""
        ...

    def on_opened_by_others(self, opened: OpenedByOthers) -> None:
        """Take that the gate opened by somebody else's command: a row in the record."""
        ...

    def on_alert(
        self,
        code: str,
        gate_id: str,
        active: bool,
        priority: Priority,
        context: Mapping[str, object],
    ) -> None:
        """Take the begin (`active`) or the end of something that somebody must look at."""
        ...
