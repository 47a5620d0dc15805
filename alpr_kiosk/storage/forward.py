# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the local journal to PostgreSQL, batch by batch, each over and confirmed or not at all.

A batch is read at one moment, goes over in one transaction of the server, and is ticked off here
afterwards. Broken off in between it goes over again, which changes nothing. Both sides count the
batches: a server that was put back to an older state, or emptied, is noticed and filled anew.

Nothing of the kiosk waits for this; the thread that calls it does.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exc, select
from sqlalchemy.orm import Session

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import arrivals, outbox, realign
from alpr_kiosk.storage.arrivals import ForkedError
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import AuditTable, SettingTable
from alpr_kiosk.storage.outbox import Mail, Refused
from alpr_kiosk.storage.postgres import ServerDatabase

logger = logging.getLogger(__name__)

MOST = 500
"""Rows of a batch: 50 ms on the bench's server, well below `statement_timeout`; and what is sent
twice after a broken connection."""

OWNER = "kiosk.id"
"""Setting of the server: whose database it is."""

COUNT = "kiosk.batch"
"""Setting of the server: batches that arrived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one call did.

    Attributes:
        moved: Rows that went over.
        refused: Rows that the server does not take.
        more: There is more to do at once.
        aside: Rows of the server, newer than this record, that were set aside; told once, at the
            end.
    """

    moved: int = 0
    refused: tuple[Refused, ...] = ()
    more: bool = False
    aside: int = 0


class Forwarder:
    """Sends what is in the outbox. Used by one thread.

    Args:
        local: The journal's file.
        key: Key of the audit chain: the server's copy is sealed by it.
        connect: Opens the server for a kiosk of this name.
    """

    def __init__(
        self, *, local: Database, key: ChainKey, connect: Callable[[str], ServerDatabase]
    ) -> None:
        self._local = local
        self._key = key
        self._connect = connect
        self._server: ServerDatabase | None = None
        self._kiosk_id = ""
        self._sweep: Iterator[int] | None = None
        self._aside = 0
        self._swept = False
        self._tidied: date | None = None

    @property
    def server(self) -> ServerDatabase:
        """The open server; reached when it was not yet.

        Raises:
            StorageError: See `open_postgres`.
        """
        if self._server is None:
            with self._local.read() as session:
                known = session.get(SettingTable, outbox.KIOSK)
                self._kiosk_id = known.value if known else ""
            self._server = self._connect(self._kiosk_id)
        return self._server

    def step(self) -> Step:
        """Send one batch.

        Raises:
            StorageError: ``storage.server_...`` when it did not go over and waits,
                ``storage.other_kiosk``; those of the local file.
        """
        server = self.server
        if self._sweep is not None:
            return self._realign(self._sweep)
        with self._local.read() as session:
            mail = outbox.next_mail(session, most=MOST)
            confirmed = outbox.confirmed(session)
        if not mail.letters and mail.filled is None:
            with server.write() as session:
                fits = self._meet(session, confirmed)
                self._tidy(session)
            if not fits:
                self._begin_sweep(server)
            return Step(more=not fits)
        try:
            refused = self._deliver(server, mail, confirmed)
        except ForkedError:
            refused = None
        if refused is None:
            self._begin_sweep(server)
            return Step(more=True)
        with self._local.write() as session:
            dead = outbox.tick_off(session, mail, refused, clock=self._local.clock)
            outbox.confirm(session, confirmed + 1)
        for one in dead:
            logger.error(
                "PostgreSQL does not take %s %s: %s", one.letter.table, one.letter.key, one.reason
            )
        return Step(moved=len(mail.letters) - len(refused), refused=dead, more=True)

    def close(self) -> None:
        """Give back the connections."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._sweep = None

    # ------------------------------------------------------------------------------- internals

    def _begin_sweep(self, server: ServerDatabase) -> None:
        ahead = realign.is_ahead(self._local, server)
        logger.warning(
            "PostgreSQL is not as we left it%s: everything goes over anew",
            ", and newer than this record" if ahead else "",
        )
        self._aside = 0
        self._sweep = realign.sweep(self._local, server, self._key, keep=ahead)

    def _realign(self, pages: Iterator[int]) -> Step:
        """Look at one page of the server; after the last one everything goes over anew."""
        self._sweep = None  # broken off it begins again
        page = next(pages, None)
        if page is not None:
            self._aside += page
            self._sweep = pages
            return Step(more=True)
        self._swept = True
        # Here first: broken off in between, the server is not as we left it, and it begins again.
        with self._local.write() as session:
            outbox.refill(session)
            confirmed = outbox.confirmed(session)
        with self.server.write() as session:
            realign.forget_erased(self._local, session)
            session.merge(SettingTable(key=OWNER, value=self._kiosk_id))
            session.merge(SettingTable(key=COUNT, value=str(confirmed)))
        return Step(more=True, aside=self._aside)

    def _tidy(self, session: Session) -> None:
        now = self._local.clock.utc_now()
        if self._tidied != now.date():
            realign.tidy(session, now)
            self._tidied = now.date()

    def _deliver(
        self, server: ServerDatabase, mail: Mail, confirmed: int
    ) -> tuple[Refused, ...] | None:
        """Write a batch on the server; return what it refused, None when it is not as we left it.

        All at once first; only when a row of it is refused one by one.
        """
        try:
            with server.write() as session:
                if not self._meet(session, confirmed):
                    return None
                refused = arrivals.put_all(session, mail.letters, swept=self._swept)
                self._seal(session, mail)
                session.merge(SettingTable(key=COUNT, value=str(confirmed + 1)))
                return refused
        except (exc.SQLAlchemyError, UnicodeError) as error:
            if not arrivals.means_a_row(error):
                raise
        with server.write() as session:
            if not self._meet(session, confirmed):
                return None
            refused = arrivals.put_each(session, mail.letters, swept=self._swept)
            self._seal(session, mail)
            session.merge(SettingTable(key=COUNT, value=str(confirmed + 1)))
            return refused

    def _meet(self, session: Session, confirmed: int) -> bool:
        """Return whether the database is ours and as we left it; claim one that is nobody's.

        Raises:
            StorageError: ``storage.other_kiosk``.
        """
        query = select(SettingTable.key, SettingTable.value)
        told = {
            row.key: row.value
            for row in session.execute(query.where(SettingTable.key.in_((OWNER, COUNT))))
        }
        owner = told.get(OWNER)
        if owner is None and confirmed == 0:
            session.add(SettingTable(key=OWNER, value=self._kiosk_id))
            session.merge(SettingTable(key=COUNT, value="0"))
            session.flush()
            return True
        if owner is None:
            return False
        if owner != self._kiosk_id:
            raise StorageError(
                "storage.other_kiosk",
                server=str(self.server.path),
                found=owner[:8],
                known=self._kiosk_id[:8],
            )
        return int(told.get(COUNT, "0")) in (confirmed, confirmed + 1)

    def _seal(self, session: Session, mail: Mail) -> None:
        """Do what rows of the chain bring with them."""
        chain = [one for one in mail.letters if one.table == AuditTable.__tablename__]
        if not chain:
            return
        realign.seal_newest(session, self._key)
        kinds = {one.values["kind"] for one in chain if one.values is not None}
        if mail.filled is None and realign.ERASED in kinds:
            realign.forget_plates(session)
