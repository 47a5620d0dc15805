# SPDX-License-Identifier: AGPL-3.0-or-later
"""Openings by hand whose reason is missing, or given and not kept yet: chased until it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import Intent, IntentAnswer, ReasonGiven
from alpr_kiosk.domain.people_queries import UnexplainedWanted
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.shift import UnexplainedOpening
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.views import SiteHealth
from ui.asker import Asker

AGAIN_S = 10.0
"""A reason that could not be kept is sent again this often."""
UNANSWERED_S = 2.0
"""An intent without an answer for this long counts as not kept (screens.md 3.4)."""
LOOK_BACK = timedelta(hours=24)
"""So far back a start asks the record; what is older is in the hand-over and in reports."""
LOOK_AGAIN_S = 60.0
"""A record that could not be read is asked again this often."""
KEPT = 256
"""Openings that are remembered here; the record has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedByHand:
    """An opening whose reason is asked for.

    Attributes:
        event_id: Id of the opening.
        gate_id: Gate.
        at: When, aware UTC.
        passage_id: Car it was for, None when none was read.
        plate: What a person typed for it, "" for nothing.
        given: What was said, None while nothing was.
        sent_mono: When that was sent, monotonic.
        waiting: The answer to it has not come.
    """

    event_id: str
    gate_id: str
    at: datetime
    passage_id: str | None = None
    plate: str = ""
    given: ReasonGiven | None = None
    sent_mono: float = 0.0
    waiting: bool = False


class MissingReasons(QObject):
    """The openings that still lack something: those of this run, and what the record had left.

    Signals:
        changed (): One came, or is done with.
    """

    changed = Signal()

    def __init__(self, *, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._items: dict[str, OpenedByHand] = {}
        self._open: set[str] = set()

    @property
    def missing(self) -> tuple[OpenedByHand, ...]:
        """Openings without a reason whose sheet has gone, the oldest first."""
        return tuple(
            item
            for item in self._items.values()
            if item.given is None and item.event_id not in self._open
        )

    @property
    def unsaved(self) -> tuple[OpenedByHand, ...]:
        """Openings whose reason was given and could not be kept yet."""
        now = self._clock.monotonic()
        return tuple(
            item
            for item in self._items.values()
            if item.given is not None and (not item.waiting or now - item.sent_mono >= UNANSWERED_S)
        )

    def add(self, item: OpenedByHand) -> None:
        """A gate was opened by hand; its sheet is shown now."""
        if item.event_id not in self._items:
            self._items[item.event_id] = item
            while len(self._items) > KEPT:
                self._items.pop(next(iter(self._items)))
        self._open.add(item.event_id)
        self.changed.emit()

    def load(self, found: Sequence[UnexplainedOpening]) -> None:
        """Take what the record still asks about from before this run of the program."""
        new = [one for one in found if one.intent_id not in self._items]
        if not new:
            return
        items = [
            OpenedByHand(
                event_id=one.intent_id, gate_id=one.gate_id, at=one.at, passage_id=one.passage_id
            )
            for one in new
        ]
        # The oldest first, and before those of this run.
        self._items = {item.event_id: item for item in items} | self._items
        while len(self._items) > KEPT:
            self._items.pop(next(iter(self._items)))
        self.changed.emit()

    def find(self, event_id: str) -> OpenedByHand | None:
        """Return an opening that still lacks something."""
        return self._items.get(event_id)

    def closed(self, event_id: str) -> None:
        """Its sheet has gone."""
        self._open.discard(event_id)
        self.changed.emit()

    def sent(self, intent: Intent) -> None:
        """A reason is on its way to the record."""
        if not isinstance(intent, ReasonGiven):
            return
        item = self._items.get(intent.event_id)
        if item is not None:
            now = self._clock.monotonic()
            self._items[intent.event_id] = replace(item, given=intent, sent_mono=now, waiting=True)
            self.changed.emit()

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to a reason; True when it could not be kept and is tried again."""
        for event_id, item in self._items.items():
            if item.given is None or item.given.intent_id != answer.intent_id:
                continue
            if answer.ok:
                del self._items[event_id]
            else:
                self._items[event_id] = replace(item, waiting=False)
            self.changed.emit()
            return not answer.ok
        return False

    def due(self) -> tuple[ReasonGiven, ...]:
        """Return reasons to be sent again now; they count as sent."""
        now = self._clock.monotonic()
        again = []
        for event_id, item in list(self._items.items()):
            if item.given is None or item.waiting or now - item.sent_mono < AGAIN_S:
                continue
            again.append(item.given)
            self._items[event_id] = replace(item, sent_mono=now, waiting=True)
        return tuple(again)


class ReasonLoader(QObject):
    """Asks the record once what a run before has left, as soon as there is one to ask."""

    def __init__(
        self,
        *,
        missing: MissingReasons,
        asker: Asker,
        bus: SiteBus,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._missing = missing
        self._asker = asker
        self._clock = clock
        self._asked_mono = float("-inf")
        self._done = False
        bus.health_changed.connect(self._on_health)

    def _on_health(self, _health: SiteHealth) -> None:
        now = self._clock.monotonic()
        if self._done or now - self._asked_mono < LOOK_AGAIN_S:
            return
        self._asked_mono = now
        since = self._clock.utc_now() - LOOK_BACK
        self._asker.ask(self, UnexplainedWanted(since=since), self._found)

    def _found(self, answer: QueryAnswer) -> None:
        if answer.ok and isinstance(answer.result, tuple):
            self._done = True
            self._missing.load(answer.result)
