# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asks why a gate was opened by hand: afterwards, one opening after the other, until it is said."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import CommandSource
from alpr_kiosk.domain.intents import Intent, IntentAnswer, OpenRequested
from ui.localtime import LocalTime
from ui.missing_reasons import MissingReasons, OpenedByHand
from ui.passage_book import PassageBook
from ui.screens.override import SHEET_S, ReasonSheet
from ui.widgets.event_card import Explainer


class ReasonDesk(QObject):
    """Shows the sheet of reasons for each opening.

    Signals:
        shown (): The sheet was opened.
        intent (object): A `ReasonGiven` that is sent again.
    """

    shown = Signal()
    intent = Signal(object)

    def __init__(
        self,
        *,
        sheet: ReasonSheet,
        book: PassageBook,
        missing: MissingReasons,
        explain: Explainer,
        local: LocalTime,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._book = book
        self._missing = missing
        self._explain = explain
        self._local = local
        self._clock = clock
        self._openings: dict[str, OpenRequested] = {}
        self._queue: list[tuple[str, str]] = []
        sheet.closed.connect(self._next)

    def opening_sent(self, intent: OpenRequested) -> None:
        """Remember which passage an opening was for."""
        self._openings[intent.intent_id] = intent
        while len(self._openings) > 256:
            self._openings.pop(next(iter(self._openings)))

    def ask(self, intent_id: str, gate_id: str) -> None:
        """Ask for the reason of an opening, now or after the present one."""
        opening = self._openings.get(intent_id)
        if opening is not None and opening.source is CommandSource.PASS:
            return  # the pass that was just made says why
        known = self._missing.find(intent_id)
        if known is None:
            known = OpenedByHand(
                event_id=intent_id,
                gate_id=gate_id,
                at=self._clock.utc_now(),
                passage_id=opening.passage_id if opening else None,
                plate=opening.plate if opening else "",
            )
            self._missing.add(known)
        if not self._sheet.isHidden():
            if intent_id != self._sheet.event_id:
                self._queue.append((intent_id, gate_id))
            return
        self._show(known)

    def ask_missing(self, intent_id: str) -> None:
        """Ask again for one that is missing."""
        known = self._missing.find(intent_id)
        if known is not None:
            self.ask(intent_id, known.gate_id)

    def _show(self, item: OpenedByHand) -> None:
        self._missing.add(item)
        view = self._book.view(item.passage_id)
        since = self._clock.monotonic() - SHEET_S
        age = (self._clock.utc_now() - item.at).total_seconds()
        reads = self._book.recent(item.gate_id, since - age)
        oldest = item.at.timestamp() - SHEET_S
        self._sheet.ask(
            event_id=item.event_id,
            gate=self._explain.gate(item.gate_id),
            plate=item.plate or (view.passage.consensus.text if view else ""),
            time=self._local.hm(item.at),
            picture=view.lane if view else None,
            note=item.plate,
            reads=tuple(
                read
                for read in reads
                if read.passage.consensus.text
                and oldest <= read.passage.last_seen_at.timestamp()
                and read.passage.first_seen_at <= item.at
            ),
        )
        self.shown.emit()

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to a reason; True when it could not be kept and is tried again."""
        return self._missing.answered(answer)

    def sent(self, intent: Intent) -> None:
        """Something was submitted."""
        self._missing.sent(intent)

    def tick(self) -> None:
        """Send again what could not be kept."""
        for given in self._missing.due():
            self.intent.emit(given)

    def _next(self) -> None:
        self._missing.closed(self._sheet.event_id)
        if self._queue:
            self.ask(*self._queue.pop(0))
