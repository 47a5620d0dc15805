# SPDX-License-Identifier: AGPL-3.0-or-later
"""The event rail: newest card on top; cards never move under a finger."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QScroller, QVBoxLayout, QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.runtime.views import PassageView
from ui import messages
from ui.localtime import LocalTime
from ui.theme.look import Look
from ui.widgets.event_card import CardChip, EventCard, Explainer
from ui.widgets.keys import TapKey

MAX_CARDS = 60
"""Cards that are kept; older ones are in the record."""
QUIET_S = 1.5
"""After a touch new cards wait this long (screen specification, section 6)."""


class EventRail(QWidget):
    """A column of cards.

    Signals:
        card_tapped (str passage_id): Explain this passage.
        chip_tapped (str passage_id, CardChip): What the card asks for.
        type_wanted (): Type a plate.
    """

    card_tapped = Signal(str)
    chip_tapped = Signal(str, object)
    type_wanted = Signal()

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        local: LocalTime,
        explain: Explainer,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._local = local
        self._explain = explain
        self._cards: dict[str, EventCard] = {}
        self._waiting: dict[str, PassageView] = {}
        self._touched: float | None = None
        self._pressed = False
        self._watcher: QObject | None = None
        self.setObjectName("rail")
        self.setProperty("ground", "bg")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(6)
        self._flags: dict[str, CardChip] = {}
        self.type_key = TapKey(
            look=look,
            name="live.type_plate",
            text=self.tr("Type a plate"),
            icon="keyboard",
            beside=True,
            parent=self,
        )
        self.type_key.setFixedHeight(look.metrics.touch_std)
        self.type_key.clicked.connect(self.type_wanted)
        self._empty = QLabel(messages.text("live.empty"), self)
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = QScrollArea(self)
        self._area.setObjectName("rail.area")
        self._area.setAccessibleName(self.tr("Events"))
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = QWidget()
        self._column_layout = QVBoxLayout(self._column)
        self._column_layout.setContentsMargins(0, 0, 0, 0)
        self._column_layout.setSpacing(max(8, look.metrics.gap_min - 4))
        self._column_layout.addStretch(1)
        self._area.setWidget(self._column)
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._area.viewport().installEventFilter(self)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.type_key)
        self._area.hide()
        # Over the cards, not above them: nothing moves under a finger.
        self.new_chip = TapKey(
            look=look,
            name="rail.new",
            text="",
            icon="up",
            kind="accent",
            beside=True,
            accessible=self.tr("Show new cards"),
            parent=self,
        )
        self.new_chip.clicked.connect(self._flush)
        self.new_chip.hide()

    @property
    def cards(self) -> tuple[EventCard, ...]:
        """Cards from top to bottom."""
        found: list[EventCard] = []
        for index in range(self._column_layout.count()):
            item = self._column_layout.itemAt(index)
            widget = item.widget() if item is not None else None
            if isinstance(widget, EventCard):
                found.append(widget)
        return tuple(found)

    def watch_cards(self, watcher: QObject) -> None:
        """Let this one filter the events of each card."""
        self._watcher = watcher

    def show_card(self, card: QWidget) -> None:
        """Scroll so that this one is seen."""
        self._area.ensureWidgetVisible(card, 0, 8)

    def view_of(self, passage_id: str) -> PassageView | None:
        """Return the newest state of a passage."""
        if passage_id in self._waiting:
            return self._waiting[passage_id]
        card = self._cards.get(passage_id)
        return card.view if card else None

    def upsert(self, view: PassageView) -> None:
        """Show a passage, or its newer state in its place."""
        passage_id = view.passage.passage_id
        card = self._cards.get(passage_id)
        if card is not None:
            card.set_view(view)
            return
        self._waiting[passage_id] = view
        if self._resting():
            self._flush()
        else:
            self._show_chip()

    def refresh(self) -> None:
        """Say everything anew: names are veiled, or on show again."""
        for card in self._cards.values():
            card.set_view(card.view)

    def tick(self) -> None:
        """Let waiting cards in once the rail has been left alone."""
        if self._waiting and self._resting():
            self._flush()

    def _resting(self) -> bool:
        if self._pressed:
            return False
        return self._touched is None or self._clock.monotonic() - self._touched >= QUIET_S

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for passage_id, view in waiting.items():
            card = EventCard(
                look=self._look,
                local=self._local,
                explain=self._explain,
                view=view,
                parent=self._column,
            )
            card.installEventFilter(self)
            if self._watcher is not None:
                card.installEventFilter(self._watcher)
            card.clicked.connect(self._tapped)
            card.chip.installEventFilter(self)
            card.chip_tapped.connect(partial(self.chip_tapped.emit, passage_id))
            card.set_flag(self._flags.get(passage_id, CardChip.NONE))
            self._cards[passage_id] = card
            self._column_layout.insertWidget(0, card)
            card.show()
        for card in self.cards[MAX_CARDS:]:
            self._cards.pop(card.view.passage.passage_id, None)
            self._column_layout.removeWidget(card)
            card.deleteLater()
        spacing = self._column_layout.spacing()
        self._column.setMinimumHeight(
            sum(card.minimumHeight() + spacing for card in self._cards.values())
        )
        self.new_chip.hide()
        self._empty.setVisible(not self._cards)
        self._area.setVisible(bool(self._cards))

    def _show_chip(self) -> None:
        self.new_chip.setText(self.tr("{n} new").replace("{n}", str(len(self._waiting))))
        self.new_chip.show()
        self.new_chip.raise_()
        self._place_chip()

    def _place_chip(self) -> None:
        m = self._look.metrics
        width = min(self.width() - 24, m.mm(26))
        self.new_chip.setGeometry((self.width() - width) // 2, 10, width, m.touch_min)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_chip()

    def set_flags(self, flags: dict[str, CardChip]) -> None:
        """Say of which passages a reason is missing, or not kept yet."""
        if flags == self._flags:
            return
        self._flags = dict(flags)
        for passage_id, card in self._cards.items():
            card.set_flag(self._flags.get(passage_id, CardChip.NONE))

    def _tapped(self) -> None:
        card = self.sender()
        if isinstance(card, EventCard):
            self.card_tapped.emit(card.view.passage.passage_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember touches, so that nothing moves under a finger."""
        kind = event.type()
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self._pressed = True
            self._touched = self._clock.monotonic()
        elif kind in (
            QEvent.Type.MouseButtonRelease,
            QEvent.Type.TouchEnd,
            QEvent.Type.TouchCancel,
        ):
            self._pressed = False
            self._touched = self._clock.monotonic()
        return super().eventFilter(watched, event)
