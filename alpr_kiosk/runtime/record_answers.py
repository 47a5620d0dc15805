# SPDX-License-Identifier: AGPL-3.0-or-later
"""Requests of people that need the record: lists, reasons; of the storage thread."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from alpr_kiosk.domain.alert_intents import AlertDeskIntent, DrillStarted
from alpr_kiosk.domain.commissioning_sheet import AUDIT_KIND, ResultSheet
from alpr_kiosk.domain.intents import (
    HOLD_MINUTES_GUARD,
    AskAnswered,
    EntryRemoved,
    EntrySaved,
    HoldOpenRequested,
    Intent,
    IntentAnswer,
    LaneModeRequested,
    LockdownEnded,
    ReasonGiven,
    SetupIntent,
)
from alpr_kiosk.domain.ports import Records
from alpr_kiosk.errors import StorageError
from alpr_kiosk.runtime.storage_jobs import KeepSheet
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.sessions import SessionService

SUPERVISOR_ALLOWED = "supervisor.allowed"
"""Code of an answer that lets a request go on where it is carried out."""

EDITS = (EntrySaved, EntryRemoved)
"""Requests after which the lists are others."""


class RecordAnswers:
    """Carries out what a session allows, and answers.

    Args:
        records: The record.
        sessions: Who may do what.
        lists: Edits the lists.
        keep_sheet: Keeps a result sheet; returns its name and hash.
    """

    def __init__(
        self,
        *,
        records: Records,
        sessions: SessionService,
        lists: PlateListService,
        keep_sheet: Callable[[ResultSheet], tuple[str, str]] | None,
    ) -> None:
        self._records = records
        self._sessions = sessions
        self._lists = lists
        self._sheet_folder = keep_sheet

    def answer(self, intent: Intent) -> IntentAnswer:
        """Do what is asked.

        Raises:
            AlprError: It was not done.
        """
        match intent:
            case EntrySaved(session=session):
                actor = self._sessions.user_of(session, "supervisor")
                if actor is None:
                    return _needs_pin(intent)
                return self._save_entry(intent, actor)
            case EntryRemoved(entry_id=entry_id, reason=reason, session=session):
                actor = self._sessions.user_of(session, "supervisor")
                if actor is None:
                    return _needs_pin(intent)
                change = self._lists.take_off(entry_id, actor, reason)
                return IntentAnswer(
                    intent_id=intent.intent_id, ok=True, context=(("change", str(change)),)
                )
            case (
                LockdownEnded()
                | HoldOpenRequested()
                | LaneModeRequested()
                | SetupIntent()
                | AlertDeskIntent()
            ):
                return self._allow(intent)
            case KeepSheet(sheet=sheet):
                return self._keep_sheet(intent, sheet)
            case ReasonGiven():
                self._records.save_override_reason(
                    intent.event_id, intent.reason, intent.note, intent.actor
                )
                context = (("event_id", intent.event_id), ("reason", intent.reason))
                return IntentAnswer(
                    intent_id=intent.intent_id, ok=True, code="override.saved", context=context
                )
            case AskAnswered(decision_id=decision_id, answer=answer, actor=actor):
                self._records.append_audit(
                    "ask.answered", actor, {"decision_id": decision_id, "answer": answer}
                )
            case _:
                return IntentAnswer(intent_id=intent.intent_id, ok=False, code="intent.unknown")
        return IntentAnswer(intent_id=intent.intent_id, ok=True)

    def _save_entry(self, intent: EntrySaved, actor: str) -> IntentAnswer:
        """Save an entry; the answer names its worst look-alike and where a banned one was seen."""
        entry = intent.entry
        warnings = self._lists.save(entry, actor, seen=intent.seen)
        context = list(warnings[0].context) if warnings else []
        with contextlib.suppress(StorageError):  # it is saved, whatever becomes of the look back
            if seen := self._lists.seen_before(entry, actor):
                last = seen[0].first_seen_at.isoformat(timespec="seconds")
                context += [("seen", str(len(seen))), ("seen_last", last)]
        return IntentAnswer(
            intent_id=intent.intent_id,
            ok=True,
            code=warnings[0].code if warnings else "",
            context=tuple(context),
        )

    def _allow(
        self,
        intent: LockdownEnded
        | HoldOpenRequested
        | LaneModeRequested
        | SetupIntent
        | AlertDeskIntent,
    ) -> IntentAnswer:
        """Check a session for something that is done elsewhere (screens.md 3.2)."""
        scopes: tuple[str, ...] = ("supervisor",)
        if isinstance(intent, (SetupIntent, DrillStarted)):
            scopes = ("installer", "supervisor")
        elif isinstance(intent, HoldOpenRequested) and intent.minutes <= HOLD_MINUTES_GUARD:
            scopes = ("guard", "installer", "supervisor")
        actor = self._sessions.user_of(intent.session, *scopes)
        if actor is None:
            return _needs_pin(intent)
        code = "lockdown.ended" if isinstance(intent, LockdownEnded) else SUPERVISOR_ALLOWED
        context = (("actor", actor),)
        return IntentAnswer(intent_id=intent.intent_id, ok=True, code=code, context=context)

    def _keep_sheet(self, intent: Intent, sheet: ResultSheet) -> IntentAnswer:
        if self._sheet_folder is None:
            return IntentAnswer(intent_id=intent.intent_id, ok=False, code="intent.unknown")
        try:
            name, sha256 = self._sheet_folder(sheet)
        except StorageError as exc:  # a folder, not the record: that one may be well
            values = tuple((key, str(value)) for key, value in exc.context.items())
            return IntentAnswer(intent_id=intent.intent_id, ok=False, code=exc.code, context=values)
        self._records.append_audit(AUDIT_KIND, sheet.actor, sheet.audit_body(name, sha256))
        context = (("sheet", name), ("sha256", sha256))
        return IntentAnswer(intent_id=intent.intent_id, ok=True, context=context)


def _needs_pin(intent: Intent) -> IntentAnswer:
    return IntentAnswer(intent_id=intent.intent_id, ok=False, code="pin.needed")
