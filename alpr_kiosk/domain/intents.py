# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person (or a test) asks of the running site: one frozen record per request.

The screen emits them; `runtime.site.Site.submit` routes them. Those that move a gate go straight to
the gate's thread, never by way of the database (screens.md 3.4). Every intent is answered by
`SiteBus.intent_answered` with an `IntentAnswer` that carries its `intent_id`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import uuid4

from alpr_kiosk.domain.events import CommandSource, LaneMode
from alpr_kiosk.domain.lists import ListEntry


def new_id() -> str:
    """Return a fresh random id of 32 hexadecimal digits."""
    return uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """A request with an id, so that its answer can be told apart."""

    intent_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequested(Intent):
    """Open `gate_id` now; `held_ms` is how long the key was held (600, or 3000 without PIN).

    `session` is the token of a PIN that was entered for this opening, "" for none; a dead one is
    as none. `plate` is what a person typed for the car where nothing was read; it never moves
    anything, asks for a PIN or a long hold where it is banned, and is kept with the reason.
    `entry_id` is the pass that was made for the car, whose use this takes if one is left.
    """

    gate_id: str
    source: CommandSource = CommandSource.BAR
    decision_id: str | None = None
    passage_id: str | None = None
    held_ms: int = 600
    actor: str = ""
    session: str = ""
    plate: str = ""
    entry_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRequested(Intent):
    """Stop `gate_id`, where a stop output is wired."""

    gate_id: str
    actor: str = ""


HOLD_MINUTES_GUARD = 15
"""What a guard may hold a gate open for (screens.md 3.2 and 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldOpenRequested(Intent):
    """Hold `gate_id` open for `minutes` on its separately wired maintained output.

    A guard who is signed in may for up to `HOLD_MINUTES_GUARD`, longer needs a supervisor's
    `session` token (screens.md 3.2).
    """

    gate_id: str
    minutes: int
    reason: str = ""
    actor: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldOpenEnded(Intent):
    """Release a hold-open; the gate's own timer closes it."""

    gate_id: str
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockdownStarted(Intent):
    """No car is let in by the computer from now on."""

    reason: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockdownEnded(Intent):
    """Lockdown is over; needs a supervisor's `session` token."""

    actor: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneModeRequested(Intent):
    """Let a lane decide by the lists, always ask, or only log (rules 14).

    Anybody may have it ask always, which opens less; the others need a supervisor's `session`
    token. Lockdown and hold-open have requests of their own.
    """

    lane_id: str
    mode: LaneMode
    actor: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateConfirmed(Intent):
    """A person looked at the gate after an ambiguous command; automatic opening may resume."""

    gate_id: str
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupIntent(Intent):
    """A request of commissioning; needs the `session` of an installer or a supervisor."""

    gate_id: str
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSeenClear(SetupIntent):
    """Somebody ticks "I can see the gate and nobody is near it": for one pulse within 30 s.

    `second` says besides that a second pulse while it moves may turn it back.
    """

    second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseTestRequested(SetupIntent):
    """Send a test pulse (screens.md S19); `second` sends it while the gate moves."""

    second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissioningAnswered(SetupIntent):
    """What the person at the gate saw.

    `opened`: whether the newest pulse opened it. `second_pulse`: what a second pulse does
    ("nothing", "stops", "turns_back", "unknown"). Each is None or "" when it was not asked.
    """

    opened: bool | None = None
    second_pulse: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsCheckRequested(SetupIntent):
    """Ask the gate's devices for their settings; changes and switches nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRequested(SetupIntent):
    """Keep the result sheet; answered with ``sheet`` (its file) and ``sha256`` in the context."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyOpeningLogged(Intent):
    """The gate was opened by its key switch; sends nothing."""

    gate_id: str
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAnswered(Intent):
    """Answer to a question: `answer` is "keep_closed" or "more_time".

    (Letting in is an `OpenRequested`.)
    """

    decision_id: str
    answer: str
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskReopened(Intent):
    """Ask again about a car that still stands there after nobody answered."""

    passage_id: str
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonGiven(Intent):
    """Why a gate was opened by hand; `event_id` is the gate intent's id."""

    event_id: str
    reason: str
    note: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySaved(Intent):
    """Save a list entry (new or changed); needs a supervisor's `session` token.

    `seen` is a changed one as it was shown: it is not saved when somebody else changed it since.
    """

    entry: ListEntry
    session: str = ""
    seen: ListEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRemoved(Intent):
    """Take an entry off its list; needs a supervisor's `session` token."""

    entry_id: str
    reason: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertAcknowledged(Intent):
    """A person has seen the alert."""

    alert_id: str
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinSubmitted(Intent):
    """A PIN for `scope` ("supervisor"); answered with a session token in the context.

    `repr` never shows the PIN.
    """

    user: str
    scope: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(Intent):
    """Give up an elevation."""

    session: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentAnswer:
    """Answer to an intent.

    Attributes:
        intent_id: The request it answers.
        ok: Whether it was done (or accepted, for gate commands).
        code: Message code when refused or worth saying; "" otherwise.
        context: Values for the text, or results such as ``session``.
    """

    intent_id: str
    ok: bool
    code: str = ""
    context: tuple[tuple[str, str], ...] = ()
