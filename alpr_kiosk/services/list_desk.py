# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes of the lists by touch: several entries at once, groups, holidays, undo, photos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from alpr_kiosk.domain.history import History
from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.list_changes import EntryEdit, ItemKind, ListBook
from alpr_kiosk.domain.list_intents import (
    MOST_AT_ONCE,
    EntriesExtended,
    EntriesRemoved,
    EntryPhotoTaken,
    GroupRemoved,
    GroupSaved,
    HolidayRemoved,
    HolidaySaved,
    ListChangeUndone,
    ListIntent,
)
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.errors import StorageError
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.sessions import SessionService


class PictureReader(Protocol):
    """Stored pictures of passages."""

    def read(self, file: EvidenceFile) -> bytes | None:
        """Return the bytes, None when it is gone or not what it was."""
        ...


class PhotoKeeper(Protocol):
    """Reference photos of entries."""

    def keep(self, jpeg: bytes) -> str:
        """Keep a photo and return its SHA-256.

        Raises:
            StorageError: ``lists.photo_bad``, ``evidence.unwritable``.
        """
        ...

    def read(self, sha256: str) -> bytes:
        """Return a photo, b"" when it is not there."""
        ...


class ListDesk:
    """Does it, in the storage thread.

    Args:
        lists: The lists, for groups, holidays and undo.
        book: Carries several changes out at once.
        sessions: Elevations.
        history: Passages, for photos.
        pictures: Their pictures.
        photos: Where reference photos are kept.
    """

    def __init__(
        self,
        *,
        lists: PlateListService,
        book: ListBook,
        sessions: SessionService,
        history: History,
        pictures: PictureReader,
        photos: PhotoKeeper,
    ) -> None:
        self._lists = lists
        self._book = book
        self._sessions = sessions
        self._history = history
        self._pictures = pictures
        self._photos = photos

    def handle(self, intent: ListIntent) -> IntentAnswer:
        """Do what is asked.

        Raises:
            StorageError: ``lists.unknown_...``, ``lists.group_...``, ``lists.changed_since``,
                ``lists.undo_erased``, ``lists.photo_bad``, and as any write.
        """
        actor = self._sessions.user_of(intent.session, "supervisor")
        if actor is None:
            return _answer(intent, ok=False, code="pin.needed")
        match intent:
            case EntriesRemoved(entry_ids=ids, reason=reason):
                return self._remove(intent, ids, reason, actor)
            case EntriesExtended(entry_ids=ids):
                return self._extend(intent, ids, actor)
            case GroupSaved(group=group):
                self._lists.save_group(group, actor)
            case GroupRemoved(group_id=group_id):
                self._lists.remove(ItemKind.GROUP, group_id, actor)
            case HolidaySaved(holiday=holiday):
                self._lists.save_holiday(holiday, actor)
            case HolidayRemoved(holiday_id=holiday_id):
                self._lists.remove(ItemKind.HOLIDAY, holiday_id, actor)
            case ListChangeUndone(change_id=change_id, batch_id=batch_id):
                if batch_id:
                    self._book.undo_batch(batch_id, actor)
                else:
                    self._lists.undo(change_id, actor)
            case EntryPhotoTaken():
                return self._photo(intent)
            case _:
                return _answer(intent, ok=False, code="intent.unknown")
        return _answer(intent)

    def _remove(
        self, intent: ListIntent, ids: Sequence[str], reason: str, actor: str
    ) -> IntentAnswer:
        entries = self._entries(ids)
        if not reason.strip() and any(one.kind is ListKind.DENY for one in entries):
            return _answer(intent, ok=False, code="lists.reason_needed")
        return self._batch(intent, [EntryEdit(before=one, after=None) for one in entries], actor)

    def _extend(self, intent: EntriesExtended, ids: Sequence[str], actor: str) -> IntentAnswer:
        edits = []
        for one in self._entries(ids):
            begins = one.valid_from
            if intent.until is not None and begins is not None and begins >= intent.until:
                return _answer(intent, ok=False, code="lists.ends_first", plate=one.text)
            if one.valid_until != intent.until:
                edits.append(EntryEdit(before=one, after=replace(one, valid_until=intent.until)))
        return self._batch(intent, edits, actor)

    def _entries(self, ids: Sequence[str]) -> list[ListEntry]:
        if len(ids) > MOST_AT_ONCE:
            raise StorageError("lists.too_many", most=MOST_AT_ONCE)
        snapshot = self._lists.refresh(tuple(ids))  # uses are taken without a version
        found = [snapshot.get(entry_id) for entry_id in dict.fromkeys(ids)]
        if any(one is None for one in found):
            raise StorageError("lists.unknown_entry")
        return [one for one in found if one is not None]

    def _batch(self, intent: ListIntent, edits: list[EntryEdit], actor: str) -> IntentAnswer:
        if not edits:
            return _answer(intent, n="0")
        note = intent.reason if isinstance(intent, EntriesRemoved) else ""
        batch = self._book.apply_batch(edits, actor, version=self._book.version(), note=note)
        return _answer(intent, batch=batch.batch_id, n=str(batch.changes))

    def _photo(self, intent: EntryPhotoTaken) -> IntentAnswer:
        detail = self._history.passage(intent.passage_id)
        files = () if detail is None else detail.row.evidence
        wanted = next((file for file in files if file.sha256 == intent.sha256), None)
        jpeg = None if wanted is None else self._pictures.read(wanted)
        if jpeg is None:
            return _answer(intent, ok=False, code="lists.photo_gone")
        return _answer(intent, photo=self._photos.keep(jpeg))


def _answer(intent: ListIntent, *, ok: bool = True, code: str = "", **context: str) -> IntentAnswer:
    return IntentAnswer(
        intent_id=intent.intent_id, ok=ok, code=code, context=tuple(context.items())
    )
