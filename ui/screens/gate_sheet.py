# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long a gate is held open, and what else may be done with it where the bar has no room."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.intents import (
    HOLD_MINUTES_GUARD,
    HoldOpenEnded,
    HoldOpenRequested,
    StopRequested,
)
from ui import messages
from ui.gate_book import GateBook
from ui.people import People
from ui.screens.base import FillsPage
from ui.theme.look import Look
from ui.widgets.keys import RingKey, TapKey
from ui.widgets.painting import put, text_block, text_line, turning

MINUTES = (5, 10, 15, 30, 60)
"""Choices (screens.md S01)."""
HOLD_MINUTES_SUPERVISOR = 60
"""What a supervisor may hold a gate open for (screens.md 3.2)."""
PAD = 20


class GateSheet(FillsPage):
    """Slides over the content, never over the gate bar.

    Signals:
        intent (object): `HoldOpenRequested`, `HoldOpenEnded` or `StopRequested`.
        pin_wanted (): A supervisor's PIN, to choose more.
        steps_wanted (str gate_id): The steps by hand.
    """

    intent = Signal(object)
    pin_wanted = Signal()
    steps_wanted = Signal(str)

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        gates: GateBook,
        people: People,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._gates = gates
        self._people = people
        self._all = False
        self.gate_id = ""
        self.minutes = 0
        self.setObjectName("hold_open")
        # It covers what lies under it: no picture there is painted, nor it again with each of them.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Hold a gate open"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.close_key = self._key("close", self.tr("Close"), "close")
        self.close_key.setAccessibleName(self.tr("Close without holding the gate open"))
        self.close_key.clicked.connect(self.hide)
        self.tiles: dict[int, TapKey] = {}
        for minutes in MINUTES:
            word = self.tr("{n} min").replace("{n}", str(minutes))
            tile = self._key(f"minutes.{minutes}", word, "clock")
            tile.setCheckable(True)
            tile.setAccessibleName(self.tr("Hold open for {n} min").replace("{n}", str(minutes)))
            tile.clicked.connect(partial(self._choose, minutes))
            self.tiles[minutes] = tile
        self.pin_key = self._key("pin", self.tr("Supervisor PIN"), "pin")
        self.pin_key.clicked.connect(self.pin_wanted)
        self.go = RingKey(
            look=look,
            clock=clock,
            name="hold_open.go",
            text="",
            icon="gate-held",
            beside=True,
            accessible=self.tr("Hold it open, hold"),
            caption=self.tr("hold"),
            parent=self,
        )
        self.go.completed.connect(self._go)
        self.stop = self._key("stop", self.tr("Stop"), "stop-square")
        self.stop.setAccessibleName(self.tr("Stop the gate"))
        self.stop.clicked.connect(self._stop)
        self.steps = self._key("steps", self.tr("By hand"), "key")
        self.steps.setAccessibleName(self.tr("Steps by hand"))
        self.steps.clicked.connect(self._steps)
        gates.changed.connect(self._gate_changed)
        people.changed.connect(self.refresh)
        look.changed.connect(self.update)
        self.hide()

    def _key(self, name: str, text: str, icon: str) -> TapKey:
        return TapKey(
            look=self._look,
            name=f"hold_open.{name}",
            text=text,
            icon=icon,
            beside=True,
            parent=self,
        )

    def ask(self, gate_id: str, *, everything: bool = False) -> None:
        """Show a gate; `everything` offers Stop and the steps by hand too."""
        self.gate_id, self._all = gate_id, everything
        self.minutes = min(HOLD_MINUTES_GUARD, self.limit)
        self.refresh()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def limit(self) -> int:
        """Minutes that who sits there may hold a gate open for, 0 for nobody."""
        people = self._people
        if people.may("supervisor"):
            return HOLD_MINUTES_SUPERVISOR
        return HOLD_MINUTES_GUARD if people.may("guard", "installer") else 0

    @property
    def reason(self) -> str:
        """Why some are greyed, "" when none is."""
        if self.limit >= HOLD_MINUTES_SUPERVISOR or not self._can_hold:
            return ""
        if self.limit == 0:
            return messages.text("hold_open.signed_out")
        return messages.text("hold_open.too_long", {"n": self.limit})

    @property
    def _can_hold(self) -> bool:
        view = self._gates.view(self.gate_id)
        return view is not None and view.can_hold_open

    @property
    def _held(self) -> bool:
        view = self._gates.view(self.gate_id)
        return view is not None and view.state is GateState.HELD_OPEN

    def refresh(self) -> None:
        """Grey what is over the limit of who sits there."""
        view = self._gates.view(self.gate_id)
        limit, can, held = self.limit, self._can_hold, self._held
        self.minutes = min(self.minutes, limit) or min(HOLD_MINUTES_GUARD, limit)
        for minutes, tile in self.tiles.items():
            tile.setVisible(can and not held)
            tile.setEnabled(minutes <= limit)
            tile.setChecked(minutes == self.minutes)
            tile.setAccessibleDescription("" if minutes <= limit else self.reason)
        self.pin_key.setVisible(can and not held and limit < HOLD_MINUTES_SUPERVISOR)
        self.go.setVisible(can)
        self.go.setEnabled(held or self.minutes > 0)
        word = self.tr("END NOW") if held else self.tr("HOLD OPEN {n} min")
        self.go.set_face(
            text=word.replace("{n}", str(self.minutes)),
            icon="gate-held",
            kind="accent",
            caption=self.tr("hold"),
        )
        self.stop.setVisible(self._all and view is not None and view.can_stop)
        self.steps.setVisible(self._all)
        self._place()
        self.update()

    def _gate_changed(self, gate_id: str) -> None:
        if gate_id == self.gate_id and not self.isHidden():
            self.refresh()

    def _choose(self, minutes: int) -> None:
        self.minutes = minutes
        self.refresh()

    def _go(self, _held_ms: int) -> None:
        actor = self._people.actor
        if self._held:
            self.intent.emit(HoldOpenEnded(gate_id=self.gate_id, actor=actor))
        elif self.minutes:
            self.intent.emit(
                HoldOpenRequested(
                    gate_id=self.gate_id,
                    minutes=self.minutes,
                    actor=actor,
                    session=self._people.token,
                )
            )
        self.hide()

    def _stop(self) -> None:
        self.intent.emit(StopRequested(gate_id=self.gate_id, actor=self._people.actor))

    def _steps(self) -> None:
        self.hide()
        self.steps_wanted.emit(self.gate_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            event.accept()
            return
        super().keyPressEvent(event)

    # ---------------------------------------------------------------------------------- layout

    @property
    def least_height(self) -> int:
        """From the head over minutes and PIN down to the keys that move the gate."""
        m = self._look.metrics
        return 16 + 2 * m.touch_min + 90 + 2 * m.touch_gate + 2 * m.gap_min + PAD

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        m = self._look.metrics
        gap, wide = m.gap_min, self.width()
        put(self.close_key, QRect(wide - PAD - 160, 16, 160, m.touch_min))
        top = 16 + m.touch_min + 90
        width = (wide - 2 * PAD - (len(MINUTES) - 1) * gap) // len(MINUTES)
        for index, tile in enumerate(self.tiles.values()):
            put(tile, QRect(PAD + index * (width + gap), top, width, m.touch_gate))
        low = self.height() - m.touch_gate - PAD
        below = max(
            top + m.touch_gate + gap, min(top + m.touch_gate + 2 * gap, low - gap - m.touch_min)
        )
        self._reason_at = QRectF(PAD + 4, below + 14, wide - 2 * PAD - 300 - gap, m.touch_min)
        put(self.pin_key, QRect(wide - PAD - 300, below, 300, m.touch_min))
        # What moves the gate stands where it stands in any language (screens.md T14).
        self.go.setGeometry(wide - PAD - 420, low, 420, m.touch_gate)
        self.stop.setGeometry(PAD, low, 200, m.touch_gate)
        self.steps.setGeometry(PAD + 200 + gap, low, 220, m.touch_gate)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        painter.fillRect(self.rect(), QColor(t.surface))
        painter.fillRect(QRectF(0, 0, self.width(), 3), QColor(t.accent))
        name = self._gates.names.get(self.gate_id, "")
        title = self.tr("Hold {gate} open") if self._can_hold else "{gate}"
        text_line(
            painter,
            QRectF(PAD + 4, 16, self.width() - 240, self._look.metrics.touch_min),
            title.replace("{gate}", name),
            font=fonts("title"),
            colour=t.text,
        )
        view = self._gates.view(self.gate_id)
        words = messages.gate_word(view.state) if view is not None else ""
        if self._can_hold and not self._held:
            words = self.tr(
                "It stays open until then, or until you end it. Cars are read, none is stopped."
            )
        text_block(
            painter,
            QRectF(PAD + 4, 22 + self._look.metrics.touch_min, self.width() - 60, 70),
            words,
            font=fonts("body"),
            colour=t.muted,
            max_lines=2,
        )
        if self.reason and not self._held:
            text_block(
                painter, self._reason_at, self.reason, font=fonts("caption_strong"), colour=t.text
            )
