# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of a plate that was typed, and what may be done for its car."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.lists import ListEntry, ListKind
from ui import messages
from ui.gate_book import GateBook
from ui.localtime import LocalTime
from ui.theme.look import Look
from ui.viewmodels.entry_words import facts, proof_words
from ui.widgets.keys import TapKey
from ui.widgets.let_in_key import LetInKey
from ui.widgets.painting import draw_icon, fitted, put, rounded, text_block, text_line, turning
from ui.widgets.plate_results import KINDS


class PlateFound(QWidget):
    """An entry, or a plate that is on no list.

    Signals:
        let_in (str gate_id, int held_ms): Open this gate for the car.
        pin_wanted (str gate_id): Ask for the PIN that opens for it.
        pass_wanted (): Make a quick pass.
        details_wanted (): Show all about it.
        use_wanted (): This is the plate that was meant.
        left (): Type on.
    """

    let_in = Signal(str, int)
    pin_wanted = Signal(str)
    pass_wanted = Signal()
    details_wanted = Signal()
    use_wanted = Signal()
    left = Signal()

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        local: LocalTime,
        gates: GateBook,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._local = local
        self._gates = gates
        self.plate = ""
        self.entry: ListEntry | None = None
        self.setObjectName("type_plate.found")
        self.keys: dict[str, LetInKey] = {}
        for gate_id in gates.names:
            key = LetInKey(
                look=look,
                clock=clock,
                gates=gates,
                name=f"type_plate.let_in.{gate_id}",
                gate_id=gate_id,
                word=self.tr("LET IN"),
                parent=self,
            )
            key.completed.connect(self._let_in)
            key.pin_wanted.connect(self.pin_wanted)
            self.keys[gate_id] = key
        self.type_on = self._tool("type_plate.type_on", self.tr("Type on"), "keyboard")
        self.type_on.clicked.connect(self.left)
        self.details = self._tool("type_plate.details", self.tr("Details"), "watch-eye")
        self.details.clicked.connect(self.details_wanted)
        self.make_pass = self._tool("type_plate.pass", self.tr("Quick pass"), "pass-ticket")
        self.make_pass.clicked.connect(self.pass_wanted)
        self.use = self._tool("type_plate.use", self.tr("Use this plate"), "ack-check", "accent")
        self.use.clicked.connect(self.use_wanted)
        look.changed.connect(self.update)

    def _tool(self, name: str, text: str, icon: str, kind: str = "raised") -> TapKey:
        return TapKey(
            look=self._look, name=name, text=text, icon=icon, kind=kind, beside=True, parent=self
        )

    def show_plate(
        self, plate: str, entry: ListEntry | None, *, gate_id: str = "", corrects: bool = False
    ) -> None:
        """Show a plate with its entry, None for one that is on no list.

        Args:
            plate: Normalised plate.
            entry: Its entry.
            gate_id: Gate that comes first, "" for the order of the site file.
            corrects: It may be put in place of what was read.
        """
        self.plate, self.entry = plate, entry
        banned = entry is not None and entry.kind is ListKind.DENY
        order = sorted(self.keys, key=lambda one: one != gate_id)
        self.keys = {one: self.keys[one] for one in order}
        for key in self.keys.values():
            key.set_banned(banned)
        self.make_pass.setVisible(entry is None or entry.kind is not ListKind.ALLOW)
        self.use.setVisible(corrects)
        self.setAccessibleName(f"{messages.spoken(plate)}, {self.word}")
        self._place()
        self.update()

    @property
    def word(self) -> str:
        """Which list it is on, in a word."""
        if self.entry is None:
            return self.tr("ON NO LIST")
        if self.entry.kind is ListKind.DENY:
            return self.tr("BANNED")
        return messages.list_word(self.entry.kind).upper()

    @property
    def proof_wanted(self) -> str:
        """What to ask for besides the plate, in words; "" for nothing."""
        return proof_words(self.entry) if self.entry is not None else ""

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Name and value of what is known."""
        if self.entry is None:
            return ()
        first = next(iter(self.keys), "")
        return facts(
            self.entry,
            local=self._local,
            clock=self._clock,
            gates=self._gates.names,
            gate_id=first,
        )

    def _let_in(self, held_ms: int) -> None:
        key = self.sender()
        if isinstance(key, LetInKey):
            self.let_in.emit(key.gate_id, held_ms)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        m = self._look.metrics
        gap, wide = m.gap_min, self.width()
        tools = [
            key
            for key in (self.type_on, self.details, self.make_pass, self.use)
            if not key.isHidden()
        ]
        top = self.height() - m.touch_std
        width = min(320, (wide - (len(tools) - 1) * gap) // max(1, len(tools)))
        for index, key in enumerate(tools):
            put(key, QRect(index * (width + gap), top, width, m.touch_std))
        columns = 1 if len(self.keys) <= 2 else 2
        key_w = 380 if columns == 1 else 290
        left = wide - columns * key_w - (columns - 1) * m.gap_gate
        for index, let_in in enumerate(self.keys.values()):
            x = left + (index % columns) * (key_w + m.gap_gate)
            y = (index // columns) * (m.touch_gate + m.gap_gate)
            # What moves the gate stands right in any language (screens.md T14), and the card left.
            let_in.setGeometry(x, y, key_w, m.touch_gate)
        card = QRect(0, 0, left - 2 * gap if self.keys else wide, top - gap)
        self._card = QRectF(QStyle.visualRect(self.layoutDirection(), self.rect(), card))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.plate:
            return
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        card = self._card
        banned = self.entry is not None and self.entry.kind is ListKind.DENY
        rounded(
            painter,
            card,
            fill=t.raised,
            outline=t.deny if banned and t.name != "night" else self._look.hairline,
            width=3.0 if banned else 1.0,
            radius=self._look.metrics.radius * 1.5,
        )
        inner = card.adjusted(22, 12, -22, -12)
        plate_h = min(104.0, inner.height() * 0.34)
        font = fitted(fonts("plate_hero"), self.plate, inner.width(), 34)
        font.setPixelSize(min(font.pixelSize(), max(34, int(plate_h * 0.86))))
        text_line(
            painter,
            QRectF(inner.x(), inner.y(), inner.width(), plate_h),
            self.plate,
            font=font,
            colour=t.text,
        )
        y = inner.y() + plate_h + 2
        y += self._paint_word(painter, QRectF(inner.x(), y, inner.width(), 44)) + 8
        if self.entry is None:
            text_block(
                painter,
                QRectF(inner.x(), y, inner.width(), inner.bottom() - y),
                messages.text("decision.unknown", {"plate": self.plate}),
                font=fonts("body"),
                colour=t.muted,
            )
            return
        proof = self.proof_wanted
        if proof:
            area = QRectF(inner.x(), y, inner.width(), 64)
            y += text_block(painter, area, proof, font=fonts("body_strong"), colour=t.text) + 8
        for name, value in self.rows:
            if y + 30 > inner.bottom() + 4:
                break
            text_line(
                painter, QRectF(inner.x(), y, 110, 30), name, font=fonts("caption"), colour=t.muted
            )
            text_line(
                painter,
                QRectF(inner.x() + 114, y, inner.width() - 114, 30),
                value,
                font=fonts("caption_strong"),
                colour=t.text,
            )
            y += 32

    def _paint_word(self, painter: QPainter, area: QRectF) -> float:
        t, fonts = self._look.tokens, self._look.fonts
        kind, icon = ("neutral", "ignore-slash-circle")
        if self.entry is not None:
            kind, icon = KINDS[self.entry.kind]
        filled = kind == "deny"
        colour = t.on_deny if filled else t.word(kind)
        font = fonts("button")
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(self.word) + 66
        if filled:
            rounded(
                painter,
                QRectF(area.x(), area.y(), width, area.height()),
                fill=t.deny,
                radius=6,
                outline=t.on_deny if t.needs_outline("deny", "raised") else None,
                width=2,
            )
        left = area.x() + (12 if filled else 0)
        draw_icon(painter, self._look, icon, colour, left, area.y() + 7, 30)
        text_line(
            painter,
            QRectF(left + 40, area.y(), area.width() - 40, area.height()),
            self.word,
            font=font,
            colour=colour,
            align=Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
        )
        return area.height()
