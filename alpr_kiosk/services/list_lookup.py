# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers what the screens of the lists ask (screens.md S07, S08); in the threads of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from alpr_kiosk.collector import collector_paused
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.history import History, HistoryQuery, PlatePattern
from alpr_kiosk.domain.list_changes import ListBook
from alpr_kiosk.domain.list_pages import ListPages, entries_of
from alpr_kiosk.domain.list_queries import (
    MOST_SEEN,
    EntriesFound,
    EntriesWanted,
    EntryWanted,
    LastSeenWanted,
    ListChangesFound,
    ListChangesWanted,
    PhotoWanted,
    PlateEntriesWanted,
    PlatePicture,
    PlatePicturesWanted,
    SeenBefore,
    SeenBeforeWanted,
)
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.queries import Query, QueryControl, QueryHandlers
from alpr_kiosk.errors import AlprError, StorageError
from alpr_kiosk.services.list_desk import PhotoKeeper, PictureReader
from alpr_kiosk.services.plate_lists import SEEN_ROWS, SEEN_WITHIN
from alpr_kiosk.services.sessions import SessionService

GUARD_SEES = timedelta(hours=24)
"""What a guard may know of the past (screens.md 3.2)."""

BATCHES = 20


class ListLookup:
    """Looks things up.

    Args:
        snapshot: Returns the lists as decisions see them.
        book: Changes.
        history: Where plates were seen.
        sessions: Elevations.
        pictures: Pictures of passages.
        photos: Reference photos.
        clock: Time.
    """

    def __init__(
        self,
        *,
        snapshot: Callable[[], ListSnapshot],
        book: ListBook,
        history: History,
        sessions: SessionService,
        pictures: PictureReader,
        photos: PhotoKeeper,
        clock: Clock,
    ) -> None:
        self._snapshot = snapshot
        self._pages = ListPages(snapshot)
        self._book = book
        self._history = history
        self._sessions = sessions
        self._pictures = pictures
        self._photos = photos
        self._clock = clock

    @property
    def handlers(self) -> QueryHandlers:
        """Who answers which query."""
        return {
            EntriesWanted: self.entries,
            EntryWanted: self.entry,
            PlateEntriesWanted: self.entries_of,
            LastSeenWanted: self.last_seen,
            PlatePicturesWanted: self.pictures,
            PhotoWanted: self.photo,
            SeenBeforeWanted: self.seen_before,
            ListChangesWanted: self.changes,
        }

    def entries(self, query: EntriesWanted, _control: QueryControl) -> EntriesFound:
        """Return the entries of a list, for a guard or who has signed in."""
        with collector_paused():  # it would walk through what is being sorted
            return self._pages.find(query)

    def entry(self, query: EntryWanted, _control: QueryControl) -> ListEntry | None:
        """Return an entry as it is in the record now.

        Raises:
            AlprError: ``pin.needed``.
        """
        self._need(query)
        news = self._book.news(self._book.version(), (query.entry_id,))
        return news.saved[0] if news is not None and news.saved else None

    def entries_of(
        self, query: PlateEntriesWanted, _control: QueryControl
    ) -> tuple[ListEntry, ...]:
        """Return the entries of a plate."""
        return entries_of(self._snapshot(), query.plate)

    def last_seen(
        self, query: LastSeenWanted, control: QueryControl
    ) -> tuple[tuple[str, datetime | None], ...]:
        """Return when plates were seen last."""
        supervisor = self._sessions.user_of(query.session, "supervisor")
        since = None if supervisor else self._clock.utc_now() - GUARD_SEES
        found = []
        for plate in query.plates[:MOST_SEEN]:
            control.check()
            found.append((plate, self._seen(plate, since)))
        return tuple(found)

    def pictures(self, query: PlatePicturesWanted, control: QueryControl) -> tuple[object, ...]:
        """Return the newest pictures of a plate; the look is recorded.

        Raises:
            AlprError: ``pin.needed``.
        """
        actor = self._need(query)
        found: list[PlatePicture] = []
        for row in self._history.seen_before(query.plate, limit=query.most, actor=actor):
            control.check()
            for file in sorted(row.evidence, key=lambda one: one.kind != "lane"):
                jpeg = self._pictures.read(file)
                if jpeg is not None and file.kind in ("lane", "crop"):
                    found.append(
                        PlatePicture(
                            passage_id=row.passage_id,
                            sha256=file.sha256,
                            kind=file.kind,
                            seen_at=row.first_seen_at,
                            plate=row.effective,
                            jpeg=jpeg,
                        )
                    )
                    break
        return tuple(found)

    def photo(self, query: PhotoWanted, _control: QueryControl) -> bytes:
        """Return a reference photo."""
        return self._photos.read(query.sha256)

    def seen_before(self, query: SeenBeforeWanted, _control: QueryControl) -> SeenBefore:
        """Return where a banned plate was seen; the look is recorded.

        Raises:
            AlprError: ``pin.needed``.
        """
        actor = self._need(query)
        if query.entry.kind is not ListKind.DENY:
            return ()
        since = self._clock.utc_now() - SEEN_WITHIN
        rows = self._history.seen_before(query.entry.plate, limit=SEEN_ROWS, actor=actor)
        return tuple(row for row in rows if row.first_seen_at >= since)

    def changes(self, query: ListChangesWanted, _control: QueryControl) -> ListChangesFound:
        """Return who changed what.

        Raises:
            AlprError: ``pin.needed``.
        """
        self._need(query)
        rows = self._book.changes(item_id=query.item_id, before=query.before, limit=query.most)
        first = query.before is None and not query.item_id
        return ListChangesFound(
            changes=tuple(row for row in rows if not row.batch_id or query.item_id),
            batches=tuple(self._book.batches(BATCHES)) if first else (),
            older=rows[-1].change_id if len(rows) == query.most else None,
        )

    def _seen(self, plate: str, since: datetime | None) -> datetime | None:
        try:
            pattern = PlatePattern.parse(plate, part=False, exact=True)
            page = self._history.page(HistoryQuery(plate=pattern, since=since), limit=1)
        except StorageError:  # a plate that no camera can have read
            return None
        return page.rows[0].first_seen_at if page.rows else None

    def _need(self, query: Query) -> str:
        actor = self._sessions.user_of(query.session, "supervisor")
        if actor is None:
            raise AlprError("pin.needed")
        return actor
