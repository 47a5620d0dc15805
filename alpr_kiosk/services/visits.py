# SPDX-License-Identifier: AGPL-3.0-or-later
"""What guards do about visitors and those inside; used from the storage thread."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.inside import Stays
from alpr_kiosk.domain.intents import IntentAnswer, new_id
from alpr_kiosk.domain.lists import MAX_PLATE, MIN_PLATE, ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.muster import MusterRow, muster, overstays
from alpr_kiosk.domain.muster_queries import COUNT_SETTING, InsideCounted
from alpr_kiosk.domain.plate import normalise
from alpr_kiosk.domain.ports import Records
from alpr_kiosk.domain.visit_intents import (
    WRONG_DECISIONS,
    DecisionMarkedWrong,
    MarkedInside,
    MarkedLeft,
    MarkUndone,
    PassageCorrected,
    QuickPassMade,
    VisitIntent,
)
from alpr_kiosk.domain.visitors import GUARD_PASS, pass_end
from alpr_kiosk.errors import ConfigError
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.sessions import SessionService

SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDone:
    """What became of a request.

    Attributes:
        answer: For whoever asked.
        lists: The lists changed.
        inside: Who is inside may have changed.
    """

    answer: IntentAnswer
    lists: bool = False
    inside: bool = False


class VisitService:
    """Quick passes, corrections and marks.

    Args:
        stays: Who is inside.
        lists: Saves entries, with the collision guard.
        records: Audit.
        sessions: Elevations.
        snapshot: Returns the lists as decisions see them.
        clock: Time.
        tz: Zone of the site.
        max_stay: Longest stay of a visitor, None for the end of the permission alone.
        guard: Returns who is on shift; None takes the word of whoever asks (no kiosk does).
    """

    def __init__(
        self,
        *,
        stays: Stays,
        lists: PlateListService,
        records: Records,
        sessions: SessionService,
        snapshot: Callable[[], ListSnapshot],
        clock: Clock,
        tz: tzinfo,
        max_stay: timedelta | None = None,
        guard: Callable[[], str] | None = None,
    ) -> None:
        self._stays = stays
        self._lists = lists
        self._records = records
        self._sessions = sessions
        self._snapshot = snapshot
        self._clock = clock
        self._tz = tz
        self._max_stay = max_stay
        self._guard = guard
        self._told: set[str] = set()

    def handle(self, intent: VisitIntent) -> VisitDone:
        """Do what a guard asks.

        Raises:
            StorageError: ``stay....``, ``passage.unknown``, and as any write.
            ConfigError: ``lists.bad_plate``.
        """
        supervisor = self._sessions.user_of(intent.session, SUPERVISOR) if intent.session else None
        actor = supervisor or self._sessions.user_of(intent.session, "guard") or ""
        if not actor and (self._guard is None or intent.actor == self._guard()):
            actor = intent.actor
        if not actor:
            return _refused(intent, "visit.signed_out")
        match intent:
            case QuickPassMade():
                return self._make_pass(intent, actor, is_guard=supervisor is None)
            case PassageCorrected(passage_id=passage_id, plate=plate):
                if plate is not None:
                    _check(plate)
                changed = self._stays.correct(passage_id, plate, actor)
                return VisitDone(answer=_ok(intent), inside=changed)
            case DecisionMarkedWrong(decision_id=decision_id, why=why):
                if why not in WRONG_DECISIONS:
                    return _refused(intent, "intent.unknown")
                body: dict[str, object] = {"decision_id": decision_id, "why": why}
                self._records.append_audit("decision.wrong", actor, body)
                return VisitDone(answer=replace(_ok(intent), code="why.marked"))
            case MarkedLeft(stay_id=stay_id):
                mark_id = self._stays.mark_left(stay_id, actor)
            case MarkedInside(plate=plate):
                _check(plate)
                mark_id = self._stays.mark_inside(plate, actor)
            case InsideCounted():
                return self._count(intent, actor)
            case MarkUndone(mark_id=mark_id):
                self._stays.undo_mark(mark_id, actor)
            case _:
                return _refused(intent, "intent.unknown")
        return VisitDone(answer=_ok(intent, mark_id=mark_id), inside=True)

    def _count(self, intent: InsideCounted, actor: str) -> VisitDone:
        """Keep a count check beside what the record said; it changes nobody's stay."""
        if intent.counted < 0:
            return _refused(intent, "intent.unknown")
        at = self._clock.utc_now()
        body: dict[str, object] = {"counted": intent.counted, "expected": intent.expected}
        self._records.append_audit("inside.counted", actor, body)
        kept = {**body, "at": at.isoformat(), "actor": actor}
        self._records.set_setting(COUNT_SETTING, json.dumps(kept))
        answer = _ok(intent, n=str(intent.counted), m=str(intent.expected))
        return VisitDone(answer=replace(answer, code="inside.counted"))

    def overstayed(self) -> tuple[MusterRow, ...]:
        """Return visitors that are inside beyond their time and nobody was told of yet."""
        rows = overstays(
            muster(self._stays.view, self._snapshot()), self._clock.utc_now(), self._max_stay
        )
        ids = {row.stay_id for row in rows}
        fresh = sorted(ids - self._told)
        told = set(self._stays.tell_overstays(fresh)) if fresh else set()
        self._told = ids
        return tuple(row for row in rows if row.stay_id in told)

    def _make_pass(self, intent: QuickPassMade, actor: str, *, is_guard: bool) -> VisitDone:
        _check(intent.plate)
        now = self._clock.utc_now()
        until = pass_end(now, intent.lasts, self._tz)
        snapshot = self._snapshot()
        known = _visitor(intent.plate, snapshot)
        entry = self._entry(intent, known, until)
        if is_guard:
            if known is not None and _takes_away(known, entry, now):
                return _refused(intent, "visit.valid_already", plate=entry.text)
            # Tonight is up to 25 hours away on the day that the clocks go back.
            if intent.lasts is not None and intent.lasts > GUARD_PASS:
                return _refused(intent, "visit.pass_too_long")
            banned = _banned(entry, snapshot)
            if banned is not None:
                return _refused(intent, "pass.near_ban", plate=entry.text, banned=banned.text)
        warnings = self._lists.save(entry, actor)
        body: dict[str, object] = {
            "entry_id": entry.entry_id,
            "plate": entry.plate,
            "until": until.isoformat(),
            "uses": intent.uses,
        }
        self._records.append_audit("pass.made", actor, body)
        local = until.astimezone(self._tz)
        answer = _ok(intent, entry_id=entry.entry_id, plate=entry.text, time=f"{local:%H:%M}")
        code = warnings[0].code if warnings else "pass.saved"
        context = warnings[0].context if warnings else ()
        return VisitDone(
            answer=replace(answer, code=code, context=(*answer.context, *context)), lists=True
        )

    def _entry(self, intent: QuickPassMade, known: ListEntry | None, until: datetime) -> ListEntry:
        """Return the entry of a pass; a visitor's own is renewed, with the uses of the new pass."""
        values = {
            "plate": intent.plate,
            "notes": intent.note,
            "host": intent.host,
            "valid_until": until,
            "max_uses": intent.uses,
            "uses_left": intent.uses,
            "gates": intent.gates,
            "windows": (),
            "direction": Direction.UNKNOWN,
        }
        if known is not None:
            owner = intent.owner or known.owner
            return replace(known, owner=owner, valid_from=None, **values)  # type: ignore[arg-type]
        return ListEntry(
            entry_id=new_id(),
            kind=ListKind.VISITOR,
            owner=intent.owner,
            **values,  # type: ignore[arg-type]
        )


def _visitor(plate: str, snapshot: ListSnapshot) -> ListEntry | None:
    """Return the visitor's entry of this plate; there is one at most."""
    exact = snapshot.exact(normalise(plate))
    return next((one for one in exact if one.kind is ListKind.VISITOR), None)


def _takes_away(known: ListEntry, entry: ListEntry, now: datetime) -> bool:
    """Return whether a pass would shorten what a visitor may still do: no guard may (S06)."""
    if known.valid_until is not None and known.valid_until <= now:
        return False
    left = known.max_uses if known.uses_left is None else known.uses_left
    if left == 0:
        return False
    until = entry.valid_until
    sooner = until is not None and (known.valid_until is None or known.valid_until > until)
    fewer = entry.max_uses is not None and (left is None or left > entry.max_uses)
    return sooner or fewer


def _banned(entry: ListEntry, snapshot: ListSnapshot) -> ListEntry | None:
    """Return a denied plate that is this one or looks like it."""
    near = (*snapshot.strong(entry.text), *snapshot.collisions(entry))
    return next((other for other in near if other.kind is ListKind.DENY), None)


def _check(plate: str) -> None:
    if not MIN_PLATE <= len(normalise(plate)) <= MAX_PLATE:
        raise ConfigError("lists.bad_plate", min=MIN_PLATE, max=MAX_PLATE)


def _ok(intent: VisitIntent, **context: str) -> IntentAnswer:
    return IntentAnswer(intent_id=intent.intent_id, ok=True, context=tuple(context.items()))


def _refused(intent: VisitIntent, code: str, **context: str) -> VisitDone:
    answer = IntentAnswer(
        intent_id=intent.intent_id, ok=False, code=code, context=tuple(context.items())
    )
    return VisitDone(answer=answer)
