# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asks the site, and brings each answer to who asked; one that nobody waits for is dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject
from shiboken6 import isValid

from alpr_kiosk.domain.queries import Query, QueryAnswer, QueryProgress
from alpr_kiosk.runtime.bus import SiteApi
from ui.people import People


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Waiting:
    owner: QObject
    answered: Callable[[QueryAnswer], object]
    progressed: Callable[[QueryProgress], object] | None


class Asker(QObject):
    """The screens' way to `SiteApi.query`; lives in the GUI thread."""

    def __init__(self, *, site: SiteApi, people: People, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._people = people
        self._waiting: dict[str, _Waiting] = {}
        site.bus.query_answered.connect(self._answered)
        site.bus.query_progressed.connect(self._progressed)

    def ask(
        self,
        owner: QObject,
        query: Query,
        answered: Callable[[QueryAnswer], object],
        *,
        progressed: Callable[[QueryProgress], object] | None = None,
    ) -> str:
        """Ask in the name of who sits there; return the id, for `cancel`.

        Args:
            owner: Who asks; nothing is brought to one that is deleted meanwhile.
            query: The question; its `actor` and `session` are filled in here, unless it brings a
                session of its own.
            answered: Called once, unless it is cancelled before.
            progressed: Called now and then until then.
        """
        session = query.session or self._people.token
        query = replace(query, actor=self._people.guard, session=session)
        self._waiting[query.query_id] = _Waiting(
            owner=owner, answered=answered, progressed=progressed
        )
        self._site.query(query)
        return query.query_id

    def cancel(self, query_id: str) -> None:
        """Nobody waits for this one any more; nothing of it is brought from now on."""
        if self._waiting.pop(query_id, None) is not None:
            self._site.cancel(query_id)

    def stop(self, query_id: str) -> None:
        """Ask for an end; whatever the answer is then (``query.cancelled``, or done), it comes."""
        if query_id in self._waiting:
            self._site.cancel(query_id)

    def _answered(self, answer: QueryAnswer) -> None:
        waiting = self._waiting.pop(answer.query_id, None)
        if waiting is not None and isValid(waiting.owner):
            waiting.answered(answer)

    def _progressed(self, progress: QueryProgress) -> None:
        waiting = self._waiting.get(progress.query_id)
        if waiting is not None and waiting.progressed is not None and isValid(waiting.owner):
            waiting.progressed(progress)
