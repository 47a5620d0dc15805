# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a guard asks about visitors, who is inside, and plates that were misread.

None of them moves a gate. Each needs a guard who is signed in (`actor`) or an elevation
(`session`), see screens.md 3.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from alpr_kiosk.domain.intents import Intent


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitIntent(Intent):
    """A request of a guard.

    Attributes:
        actor: Guard on shift, "" when nobody is signed in.
        session: Token of a supervisor's elevation, where one is needed.
    """

    actor: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickPassMade(VisitIntent):
    """Let a visitor in for a while (screens.md S06); answered with ``entry_id`` and ``time``.

    A visitor who has an entry already gets it renewed.

    Attributes:
        plate: As typed, or of the car that waits.
        lasts: How long, None until midnight. More than 24 hours needs a supervisor's `session`.
        uses: How often it may come in, None for any number.
        host: Whom it visits.
        note: Free text.
        owner: Who it is; may be empty.
        gates: Gates that it is for, empty for all.
    """

    plate: str
    lasts: timedelta | None = None
    uses: int | None = 1
    host: str = ""
    note: str = ""
    owner: str = ""
    gates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageCorrected(VisitIntent):
    """The plate of a passage was misread: `plate` is what it is, None takes a correction back."""

    passage_id: str
    plate: str | None


WRONG_DECISIONS = ("should_open", "should_ask", "should_stop", "other_car")
"""What a guard may say against a decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMarkedWrong(VisitIntent):
    """A guard says that a decision was wrong (screens.md S03); changes nothing that was recorded.

    Attributes:
        decision_id: The decision.
        why: One of `WRONG_DECISIONS`.
    """

    decision_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedLeft(VisitIntent):
    """A car that counts as inside has left; answered with ``mark_id``."""

    stay_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedInside(VisitIntent):
    """A car is inside that does not count as such; answered with ``mark_id``."""

    plate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkUndone(VisitIntent):
    """Take a `MarkedLeft` or `MarkedInside` back."""

    mark_id: str
