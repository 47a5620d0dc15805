# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may read how much of the history (screens.md 3.2); looked at where it is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.history import HistoryQuery
from alpr_kiosk.domain.history_queries import (
    ASKED_AGO,
    GUARD_SEES,
    SEARCH_REASONS,
    needs_reason,
)
from alpr_kiosk.domain.queries import Query
from alpr_kiosk.errors import AlprError
from alpr_kiosk.services.sessions import SessionService

READERS = ("supervisor", "auditor")
"""Who reads all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who asks.

    Attributes:
        name: Who.
        since: Where what may be seen begins; None sees all.
    """

    name: str
    since: datetime | None = None

    def may_see(self, at: datetime) -> bool:
        """Return whether a passage of this time may be seen."""
        return self.since is None or at >= self.since


class HistoryRights:
    """Tells readers from guards and from nobody.

    Args:
        sessions: Elevations.
        on_shift: Returns the guard on shift, "" when nobody is.
        clock: Time.
    """

    def __init__(
        self, *, sessions: SessionService, on_shift: Callable[[], str], clock: Clock
    ) -> None:
        self._sessions = sessions
        self._on_shift = on_shift
        self._clock = clock

    @property
    def now(self) -> datetime:
        """Aware UTC."""
        return self._clock.utc_now()

    def reader(self, query: Query) -> Reader:
        """Return who asks.

        Raises:
            AlprError: ``pin.needed``: nobody is signed in.
        """
        name = self._sessions.user_of(query.session, *READERS)
        if name is not None:
            return Reader(name=name)
        if not query.actor or query.actor != self._on_shift():
            raise AlprError("pin.needed")
        return Reader(name=query.actor, since=self.now - GUARD_SEES)

    def elevated(self, query: Query) -> str:
        """Return the supervisor or auditor who asks.

        Raises:
            AlprError: ``pin.needed``.
        """
        name = self._sessions.user_of(query.session, *READERS)
        if name is None:
            raise AlprError("pin.needed")
        return name

    def allowed(self, reader: Reader, wanted: HistoryQuery, reason: str) -> HistoryQuery:
        """Return what may be searched for.

        Raises:
            AlprError: ``history.beyond_guard``: a guard asks for more than his 24 hours;
                ``history.reason_needed``: somebody who may must say why.
        """
        if reader.since is not None:
            since = wanted.since or reader.since
            if since < reader.since - ASKED_AGO:
                raise AlprError("history.beyond_guard")
            return replace(wanted, since=max(since, reader.since))
        if needs_reason(wanted, self.now) and reason not in SEARCH_REASONS:
            raise AlprError("history.reason_needed")
        return wanted
