# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may put passages on hold and let them go, and who may write to one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.history import LONGEST_NOTE, MOST_NOTES, PASSAGE_NOTE, History
from alpr_kiosk.domain.incident_intents import (
    IncidentIntent,
    IncidentLetGo,
    PassageNoted,
    PassagesHeld,
)
from alpr_kiosk.domain.incidents import Incidents
from alpr_kiosk.domain.intents import IntentAnswer, new_id
from alpr_kiosk.domain.ports import Records
from alpr_kiosk.services.sessions import SessionService

LONGEST_REVIEW_DAYS = 3650


class IncidentDesk:
    """Checks and does what is asked about incidents; used from the storage thread."""

    def __init__(
        self,
        *,
        incidents: Incidents,
        sessions: SessionService,
        clock: Clock,
        records: Records,
        history: History,
        guard: Callable[[], str] | None = None,
    ) -> None:
        """Keep the parts; `guard` returns who is on shift, None takes the word of who asks."""
        self._records = records
        self._history = history
        self._guard = guard
        self._incidents = incidents
        self._sessions = sessions
        self._clock = clock

    def handle(self, intent: IncidentIntent) -> IntentAnswer:
        """Do it and return the answer.

        Raises:
            StorageError: ``incident.nothing``, ``incident.too_many``, ``incident.unknown``,
                ``incident.released``, and as any write.
        """
        supervisor = self._sessions.user_of(intent.session, "supervisor")
        match intent:
            case PassagesHeld():
                known = self._guard is None or intent.actor == self._guard()
                return self._hold(intent, supervisor or (intent.actor if known else ""))
            case PassageNoted():
                known = self._guard is None or intent.actor == self._guard()
                return self._note(intent, supervisor or (intent.actor if known else ""))
            case IncidentLetGo():
                return self._release(intent, supervisor)
        return _no(intent, "intent.unknown")

    def _hold(self, intent: PassagesHeld, actor: str) -> IntentAnswer:
        if not actor:
            return _no(intent, "incident.signed_out")
        if not intent.reason.strip():
            return _no(intent, "incident.no_reason")
        now = self._clock.utc_now()
        days = min(max(1, intent.review_days), LONGEST_REVIEW_DAYS)
        incident = self._incidents.hold(
            f"{now:%Y%m%d}-{new_id()[:6]}",
            intent.passages,
            owner=intent.owner or actor,
            reason=intent.reason.strip(),
            actor=actor,
            review_at=now + timedelta(days=days),
        )
        context = (("incident", incident.incident_id), ("n", str(len(incident.passages))))
        return IntentAnswer(
            intent_id=intent.intent_id, ok=True, code="incident.held", context=context
        )

    def _note(self, intent: PassageNoted, actor: str) -> IntentAnswer:
        words = " ".join(intent.text.split())
        if not actor:
            return _no(intent, "note.signed_out")
        if not words:
            return _no(intent, "note.empty")
        if len(words) > LONGEST_NOTE:
            return _no(intent, "note.too_long", n=str(len(words)), most=str(LONGEST_NOTE))
        detail = self._history.passage(intent.passage_id)
        if detail is None:
            return _no(intent, "evidence.not_there")
        if len(detail.notes) >= MOST_NOTES:
            return _no(intent, "note.full", most=str(MOST_NOTES))
        body: dict[str, object] = {"passage_id": intent.passage_id}
        if intent.corrects:
            if intent.corrects not in {one.seq for one in detail.notes}:
                return _no(intent, "note.none")
            body["corrects"] = intent.corrects
        self._records.append_audit(PASSAGE_NOTE, actor, body, note=words)
        return IntentAnswer(intent_id=intent.intent_id, ok=True, code="note.kept")

    def _release(self, intent: IncidentLetGo, supervisor: str | None) -> IntentAnswer:
        if supervisor is None:
            return _no(intent, "pin.needed")
        if not intent.reason.strip():
            return _no(intent, "incident.no_reason")
        self._incidents.release(intent.incident_id, actor=supervisor, reason=intent.reason.strip())
        context = (("incident", intent.incident_id),)
        return IntentAnswer(
            intent_id=intent.intent_id, ok=True, code="incident.let_go", context=context
        )


def _no(intent: IncidentIntent, code: str, **context: str) -> IntentAnswer:
    return IntentAnswer(
        intent_id=intent.intent_id, ok=False, code=code, context=tuple(context.items())
    )
