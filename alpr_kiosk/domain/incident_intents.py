# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked about incidents; none of it moves a gate."""

from __future__ import annotations

from dataclasses import dataclass

from alpr_kiosk.domain.incidents import REVIEW_AFTER
from alpr_kiosk.domain.intents import Intent


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentIntent(Intent):
    """A request about an incident.

    Attributes:
        actor: Guard on shift, "" when nobody is signed in.
        session: Token of a supervisor's elevation, where one is needed.
    """

    actor: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagesHeld(IncidentIntent):
    """Keep passages until they are released (screens.md S11); a guard may, or a supervisor.

    Answered with ``incident.held`` and the ``incident``.

    Attributes:
        passages: Their ids.
        reason: Why; needed.
        owner: Who answers for it; "": who asks.
        review_days: Days until somebody looks again, 1..3650.
    """

    passages: tuple[str, ...]
    reason: str
    owner: str = ""
    review_days: int = REVIEW_AFTER.days


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageNoted(IncidentIntent):
    """Write something to a passage (screens.md S11); the guard on shift may, or a supervisor.

    Attributes:
        passage_id: The passage.
        text: The words, up to `history.LONGEST_NOTE`.
        corrects: Number of an earlier note of it that this one corrects, 0 for none; that one
            stays as it was.
    """

    passage_id: str
    text: str
    corrects: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLetGo(IncidentIntent):
    """End a hold; needs a supervisor's `session`.

    Attributes:
        incident_id: Which.
        reason: Why; needed.
    """

    incident_id: str
    reason: str
