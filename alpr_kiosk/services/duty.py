# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shifts: they begin, go on over a restart, and end with a sheet; used from the door's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import IntentAnswer, new_id
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.people_intents import (
    HandoverItemRead,
    NoteAdded,
    PeopleIntent,
    ShiftEnded,
    ShiftStarted,
)
from alpr_kiosk.domain.people_queries import (
    Handover,
    HandoverItem,
    HandoverWanted,
    NewBansWanted,
    UnexplainedWanted,
)
from alpr_kiosk.domain.ports import Records
from alpr_kiosk.domain.queries import QueryControl
from alpr_kiosk.domain.shift import (
    Duties,
    Shift,
    ShiftView,
    UnexplainedOpening,
    known_until,
    new_since,
    past_ends,
    past_text,
    planned_end,
)
from alpr_kiosk.errors import StorageError
from alpr_kiosk.services.handover_sheet import handover_pdf
from alpr_kiosk.services.sessions import SessionService

logger = logging.getLogger(__name__)

NOW_SETTING = "shift.now"
PAST_SETTING = "shift.of"
"""Key of the last ends of a guard's shifts, with the guard behind a dot."""
EXPECTED = timedelta(hours=12)
"""Visitors of the next hours are told; a shift is hardly ever longer."""
LONGEST_NOTE = 500
"""Characters of a note."""


class DutyService:
    """The shift that goes on, and what is handed over.

    Args:
        records: Settings and audit.
        duties: What the record knows for a hand-over.
        sessions: Who holds which token.
        snapshot: Returns the lists as decisions see them.
        clock: Time.
        zone: Zone of the site.
        changes: Times of the day at which shifts change.
        site: Name of the site.
        fonts: Folder of the program's own fonts.
        keep_sheet: Keeps a sheet under a name; returns its name in the data folder and its SHA-256.
    """

    def __init__(
        self,
        *,
        records: Records,
        duties: Duties,
        sessions: SessionService,
        snapshot: Callable[[], ListSnapshot],
        clock: Clock,
        zone: tzinfo,
        changes: tuple[time, ...],
        site: str,
        fonts: Path,
        keep_sheet: Callable[[str, bytes], tuple[str, str]],
    ) -> None:
        self._records = records
        self._duties = duties
        self._sessions = sessions
        self._snapshot = snapshot
        self._clock = clock
        self._zone = zone
        self._changes = changes
        self._site = site
        self._fonts = fonts
        self._keep_sheet = keep_sheet
        self._shift: Shift | None = None
        self._token = ""

    @property
    def view(self) -> ShiftView | None:
        """The shift as the screen is told of it; any thread."""
        shift = self._shift
        if shift is None:
            return None
        ends = self._ends(shift.user)
        since = new_since(ends, shift.began_at)
        return ShiftView(shift=shift, session=self._token, new_since=since)

    @property
    def user(self) -> str:
        """The guard on shift who signed in with a PIN, "" for nobody; any thread."""
        shift = self._shift
        return shift.user if shift is not None and shift.signed else ""

    def restore(self) -> ShiftView | None:
        """Go on with the shift that the program's last run left.

        Raises:
            StorageError: The record can't be read; nothing is known of a shift then.
        """
        shift = Shift.from_text(self._records.get_setting(NOW_SETTING))
        if shift is not None and shift.signed and self._records.pin_hash(shift.user) is None:
            shift = None  # no access any more
        self._shift, self._token = shift, ""
        if shift is not None and shift.signed:
            self._token = self._sessions.open(shift.user, "guard")
        self._sessions.keep(self._token)
        return self.view

    def handle(self, intent: PeopleIntent) -> IntentAnswer:
        """Do what is asked about a shift.

        Raises:
            StorageError: As any write; nothing was changed then.
        """
        match intent:
            case ShiftStarted():
                return self._start(intent)
            case ShiftEnded():
                return self._end_asked(intent)
            case HandoverItemRead(item_id=item_id):
                return self._read(intent, item_id)
            case NoteAdded(text=text):
                return self._note(intent, text.strip())
        return _no(intent, "intent.unknown")

    def tick(self) -> bool:
        """End a shift whose time is long over; True when that has just happened."""
        shift, now = self._shift, self._clock.utc_now()
        if shift is None or shift.forced_at is None or now < shift.forced_at:
            return False
        self._close(shift, by="system", how="time", body={})
        return True

    def stop(self, user: str) -> bool:
        """End the shift of somebody who has no access any more; False when it is not on."""
        shift = self._shift
        if shift is None or shift.user != user:
            return False
        self._close(shift, by="system", how="stopped", body={})
        return True

    # --------------------------------------------------------------------------- begin and end

    def _start(self, intent: ShiftStarted) -> IntentAnswer:
        user, signed = self._sessions.user_of(intent.session, "guard"), True
        if user is None:
            if intent.session:
                return _no(intent, "pin.needed")
            guards = {name for name, role in self._records.users() if role == "guard"}
            user, signed = intent.user, False
            if user not in guards:
                return _no(intent, "user.unknown", user=user)
        now, before = self._clock.utc_now(), self._shift
        if before is not None and before.user == user and before.signed and signed:
            return self._again(intent, before)
        if before is not None:
            self._close(before, by=user, how="relieved", body={})
        shift = Shift(
            shift_id=new_id(),
            user=user,
            began_at=now,
            ends_at=planned_end(now, self._changes, self._zone),
            signed=signed,
            skipped=intent.skipped,
            read=intent.read,
        )
        self._records.set_setting(NOW_SETTING, shift.to_text())
        body: dict[str, object] = {
            "shift": shift.shift_id,
            "signed": signed,
            "skipped": intent.skipped,
            "read": list(intent.read),
            "ends": shift.ends_at.isoformat() if shift.ends_at else None,
        }
        self._records.append_audit("shift.started", user if signed else "", body)
        self._shift, self._token = shift, intent.session if signed else ""
        self._sessions.keep(self._token)
        local = now.astimezone(self._zone)
        return _yes(intent, "shift.started", time=f"{local:%H:%M}", user=user)

    def _again(self, intent: ShiftStarted, shift: Shift) -> IntentAnswer:
        """The same guard signs in again, after a lock or to read what was skipped."""
        for item in intent.read:
            shift = shift.with_read(item)
        self._records.set_setting(NOW_SETTING, shift.to_text())
        self._shift, self._token = shift, intent.session
        self._sessions.keep(intent.session)
        return _yes(intent, "", user=shift.user)

    def _end_asked(self, intent: ShiftEnded) -> IntentAnswer:
        shift = self._shift
        if shift is None:
            return _no(intent, "shift.none")
        found = self._sessions.holder(intent.session, "guard", "supervisor")
        if found is None:
            return _no(intent, "pin.needed")
        who, role = found
        if role == "guard" and who != shift.user:
            return _no(intent, "shift.of_other", user=shift.user)
        now = self._clock.utc_now()
        notes = self._duties.notes(shift.began_at)
        pdf = handover_pdf(
            shift,
            site=self._site,
            ended_at=now,
            ended_by=who,
            zone=self._zone,
            fonts=self._fonts,
            nothing=intent.nothing,
            notes=notes,
            openings=self._duties.unexplained(shift.began_at),
            bans=len(self._duties.banned(shift.began_at)),
            cameras_down=intent.cameras_down,
            held=intent.held,
        )
        sheet, sha256 = "", ""
        try:
            sheet, sha256 = self._keep_sheet(f"{now:%Y%m%dT%H%M%SZ}-{shift.shift_id[:8]}.pdf", pdf)
        except StorageError as error:  # a guard goes home also when the disk is full
            logger.warning("the sheet of a hand-over is not kept: %s", error)
        body: dict[str, object] = {
            "nothing": intent.nothing,
            "notes": [note.seq for note in notes],
            "sheet": sheet,
            "sha256": sha256,
        }
        self._close(shift, by=who, how="handed_over", body=body)
        code = "shift.ended" if sheet else "shift.ended_no_sheet"
        return _yes(intent, code, sheet=sheet, sha256=sha256, user=shift.user)

    def _close(self, shift: Shift, *, by: str, how: str, body: dict[str, object]) -> None:
        now = self._clock.utc_now()
        body = {"shift": shift.shift_id, "of": shift.user, "how": how, **body}
        if shift.signed:
            ends = (*self._ends(shift.user), now)
            self._records.set_setting(f"{PAST_SETTING}.{shift.user}", past_text(ends))
        self._records.set_setting(NOW_SETTING, "")
        self._records.append_audit("shift.ended", by, body)
        self._shift, self._token = None, ""
        self._sessions.keep("")

    # ------------------------------------------------------------------------ during the shift

    def _read(self, intent: HandoverItemRead, item_id: str) -> IntentAnswer:
        user, shift = self._sessions.user_of(intent.session, "guard"), self._shift
        if user is None or shift is None or shift.user != user:
            return _no(intent, "pin.needed")
        after = shift.with_read(item_id)
        if after is not shift:
            self._records.set_setting(NOW_SETTING, after.to_text())
            self._records.append_audit("handover.read", user, {"item": item_id})
            self._shift = after
        return _yes(intent, "", item=item_id)

    def _note(self, intent: NoteAdded, text: str) -> IntentAnswer:
        found = self._sessions.holder(intent.session, "guard", "supervisor")
        if found is None or (found[1] == "guard" and found[0] != self.user):
            return _no(intent, "pin.needed")
        if not text:
            return _no(intent, "handover.note_empty")
        # The words may name a plate: they stand beside the chain and can be erased.
        seq = self._records.append_audit("handover.note", found[0], {}, note=text[:LONGEST_NOTE])
        return _yes(intent, "handover.note_kept", note=str(seq))

    # ---------------------------------------------------------------------------- what is told

    def handover(self, query: HandoverWanted, control: QueryControl) -> Handover:
        """Return what a guard must know, or settle; from a thread of queries.

        Raises:
            StorageError: The record can't be read.
        """
        now, ends, shift = self._clock.utc_now(), self._ends(query.user), self._shift
        since = known_until(ends, now)
        if query.leaving and shift is not None and shift.user == query.user:
            since = shift.began_at
        control.check()
        items: list[HandoverItem] = []
        if not query.leaving:
            items += self._bans(since)
            items += self._visitors(now)
        items += _of_cameras(query)
        items += _of_held_gates(query)
        openings = self._duties.unexplained(since)
        items += _each_opening(openings) if query.leaving else _openings_in_all(openings)
        items += self._notes(since)
        return Handover(user=query.user, since=since, first=not ends, items=tuple(items))

    def unexplained(
        self, query: UnexplainedWanted, control: QueryControl
    ) -> tuple[UnexplainedOpening, ...]:
        """Return the openings by hand that still lack a reason; from a thread of queries.

        Raises:
            StorageError: The record can't be read.
        """
        control.check()
        return tuple(self._duties.unexplained(query.since))

    def new_bans(self, query: NewBansWanted, control: QueryControl) -> frozenset[str]:
        """Return the ids of what was banned since then and still is; from a thread of queries.

        Raises:
            StorageError: The record can't be read.
        """
        control.check()
        snapshot = self._snapshot()
        ids = (entry_id for entry_id, _at in self._duties.banned(query.since))
        found = (snapshot.get(entry_id) for entry_id in ids)
        return frozenset(one.entry_id for one in found if one and one.kind is ListKind.DENY)

    def _bans(self, since: datetime) -> list[HandoverItem]:
        snapshot = self._snapshot()
        found = []
        for entry_id, at in self._duties.banned(since):
            entry = snapshot.get(entry_id)
            if entry is None or entry.kind is not ListKind.DENY:
                continue  # it is no ban any more
            code = "handover.ban" if entry.notes else "handover.ban_no_reason"
            context = (("plate", entry.plate), ("reason", entry.notes))
            item = HandoverItem(
                item_id=f"ban:{entry_id}", kind="ban", code=code, context=context, at=at
            )
            found.append(item)
        return found

    def _visitors(self, now: datetime) -> list[HandoverItem]:
        expected = [entry for entry in self._snapshot().entries if _is_expected(entry, now)]
        if not expected:
            return []
        names = [" ".join((entry.plate, entry.owner or entry.host)).strip() for entry in expected]
        more = len(names) - 6
        text = ", ".join(names[:6]) + (f" +{more}" if more > 0 else "")
        day = f"{now.astimezone(self._zone):%Y%m%d}"
        return [
            HandoverItem(
                item_id=f"visitors:{day}",
                kind="visitors",
                code="handover.visitors",
                context=(("n", str(len(expected))), ("who", text)),
            )
        ]

    def _notes(self, since: datetime) -> list[HandoverItem]:
        return [
            HandoverItem(
                item_id=f"note:{note.seq}",
                kind="note",
                code="handover.note",
                context=(("user", note.user), ("text", note.text)),
                at=note.at,
            )
            for note in self._duties.notes(since)
        ]

    def _ends(self, user: str) -> tuple[datetime, ...]:
        return past_ends(self._records.get_setting(f"{PAST_SETTING}.{user}"))


def _of_cameras(query: HandoverWanted) -> list[HandoverItem]:
    return [
        HandoverItem(
            item_id=f"camera:{camera_id}",
            kind="camera",
            code="handover.camera",
            context=(("camera", camera_id), ("time", at)),
        )
        for camera_id, at in query.cameras_down
    ]


def _of_held_gates(query: HandoverWanted) -> list[HandoverItem]:
    return [
        HandoverItem(
            item_id=f"hold:{gate_id}",
            kind="hold",
            code="handover.hold",
            context=(("gate", gate_id), ("time", at)),
            gate_id=gate_id,
        )
        for gate_id, at in query.held
    ]


def _each_opening(openings: Sequence[UnexplainedOpening]) -> list[HandoverItem]:
    """Each opening by hand without a reason, for who leaves: he is the one who knows it."""
    return [
        HandoverItem(
            item_id=f"opening:{one.intent_id}",
            kind="opening",
            code="handover.opening",
            context=(("gate", one.gate_id), ("actor", one.actor)),
            at=one.at,
            intent_id=one.intent_id,
            gate_id=one.gate_id,
        )
        for one in openings
    ]


def _openings_in_all(openings: Sequence[UnexplainedOpening]) -> list[HandoverItem]:
    """How many of them there are, for who comes; nothing for none."""
    if not openings:
        return []
    newest = openings[-1]
    return [
        HandoverItem(
            item_id=f"openings:{newest.intent_id}",
            kind="openings",
            code="handover.openings",
            context=(("n", str(len(openings))),),
            at=newest.at,
        )
    ]


def _is_expected(entry: ListEntry, now: datetime) -> bool:
    """Return whether a visitor is expected in the hours that come, and only about then."""
    if entry.kind is not ListKind.VISITOR or entry.uses_left == 0:
        return False
    begins, ends = entry.valid_from, entry.valid_until
    if (begins is not None and begins > now + EXPECTED) or (ends is not None and ends <= now):
        return False
    soon = ends is not None and ends <= now + 2 * EXPECTED
    return soon or (begins is not None and begins > now - EXPECTED)


def _yes(intent: PeopleIntent, code: str, **context: str) -> IntentAnswer:
    return IntentAnswer(
        intent_id=intent.intent_id, ok=True, code=code, context=tuple(context.items())
    )


def _no(intent: PeopleIntent, code: str, **context: str) -> IntentAnswer:
    return IntentAnswer(
        intent_id=intent.intent_id, ok=False, code=code, context=tuple(context.items())
    )
