# SPDX-License-Identifier: AGPL-3.0-or-later
"""Both ways between the local file and PostgreSQL, one step at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log, outbox, realign
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.forward import Forwarder
from alpr_kiosk.storage.history_search import has_trigrams
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.list_feed import Pulled, pull
from alpr_kiosk.storage.outbox import Refused, Waiting
from alpr_kiosk.storage.postgres import ServerDatabase, ServerFacts, open_postgres


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkStep:
    """What one step did.

    Attributes:
        moved: Rows that went over.
        refused: Rows that the server does not take.
        pulled: What came in.
        more: There is more to do at once.
        aside: Rows of the server, newer than this record, that were set aside.
    """

    moved: int
    refused: tuple[Refused, ...]
    pulled: Pulled
    more: bool
    aside: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerLook:
    """How it stands with the server, for ``doctor``.

    Attributes:
        waiting: What has not gone over.
        facts: What the server says of itself.
        first_broken: First row of the server's copy of the chain that is changed or missing; None
            when it is whole, or when rows wait and it can't be told yet.
        parts_indexed: Parts of plates are found by an index there.
        aside: Rows that are set aside there, see `storage.realign`.
        reasons: Why rows are refused.
    """

    waiting: Waiting
    facts: ServerFacts
    first_broken: int | None
    parts_indexed: bool
    aside: int = 0
    reasons: tuple[str, ...] = ()


def look(local: Database, key: ChainKey, address: str, password: str) -> ServerLook:
    """Look at the server beside a running kiosk; changes nothing.

    Raises:
        StorageError: See `open_postgres`; those of the local file.
    """
    with local.read() as session:
        waiting = outbox.waiting(session)
        reasons = outbox.reasons(session)
    server = open_postgres(address, clock=local.clock, password=password, inspect_only=True)
    try:
        first_broken = None
        with server.read() as session:
            parts_indexed = has_trigrams(session)
            aside = realign.count(session)
            if not waiting.rows:
                first_broken = audit_log.verify(session, key).first_broken
        return ServerLook(
            waiting=waiting,
            facts=server.facts,
            first_broken=first_broken,
            parts_indexed=parts_indexed,
            aside=aside,
            reasons=reasons,
        )
    finally:
        server.close()


class ServerLink:
    """Used by one thread; `waiting` by any.

    Args:
        local: The journal's file.
        key: Key of the audit chain.
        address: See `open_postgres`.
        password: "" where libpq looks for it.
        check: Raises an `AlprError` for a plate that is none.
    """

    def __init__(
        self,
        *,
        local: Database,
        key: ChainKey,
        address: str,
        password: str,
        check: Callable[[ListEntry], object],
    ) -> None:
        self._local = local
        self._key = key
        self._check = check

        def connect(kiosk_id: str) -> ServerDatabase:
            return open_postgres(address, clock=local.clock, password=password, kiosk_id=kiosk_id)

        self._forwarder = Forwarder(local=local, key=key, connect=connect)

    def step(self) -> LinkStep:
        """Send a batch; once nothing waits, take in what others edited.

        Raises:
            StorageError: See `Forwarder.step` and `pull`. What waits goes on waiting.
        """
        try:
            sent = self._forwarder.step()
            pulled = Pulled()
            if not sent.more:
                pulled = pull(self._local, self._forwarder.server, self._key, check=self._check)
        except StorageError as error:
            if "server" in error.context:
                # What comes back may be another server, or one without tables: look at it anew.
                self._forwarder.close()
            raise
        return LinkStep(
            moved=sent.moved,
            refused=sent.refused,
            pulled=pulled,
            more=sent.more or pulled.more,
            aside=sent.aside,
        )

    def waiting(self) -> Waiting:
        """Count what has not gone over.

        Raises:
            StorageError: Of the local file.
        """
        with self._local.read() as session:
            return outbox.waiting(session)

    def close(self) -> None:
        """Give back the connections."""
        self._forwarder.close()
