# SPDX-License-Identifier: AGPL-3.0-or-later
"""S04 why a gate was opened by hand; and the steps by hand when no relay answers (S25).

The reason comes after the opening, never before, and is never filled in by itself.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import ReasonGiven
from alpr_kiosk.runtime.views import PassageView, PreviewImage
from ui import messages
from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.painting import (
    draw_picture,
    place_of,
    put,
    text_line,
    turning,
    wrap_preview,
)

SHEET_S = 20.0
"""After this the sheet goes and the card says "Reason missing" (section 6)."""

_REASONS: tuple[tuple[str, object, str], ...] = (
    ("delivery", QT_TRANSLATE_NOOP("messages", "Delivery"), "reason-delivery"),
    ("visitor", QT_TRANSLATE_NOOP("messages", "Visitor"), "reason-visitor"),
    ("resident", QT_TRANSLATE_NOOP("messages", "Resident, plate not read"), "reason-resident"),
    ("misread", QT_TRANSLATE_NOOP("messages", "Misread plate"), "reason-misread"),
    ("taxi", QT_TRANSLATE_NOOP("messages", "Taxi / ride"), "reason-taxi"),
    ("contractor", QT_TRANSLATE_NOOP("messages", "Contractor"), "reason-contractor"),
    ("emergency", QT_TRANSLATE_NOOP("messages", "Emergency service"), "reason-emergency"),
    ("following", QT_TRANSLATE_NOOP("messages", "Following car"), "reason-following"),
    ("staff", QT_TRANSLATE_NOOP("messages", "Staff"), "reason-staff"),
    ("test", QT_TRANSLATE_NOOP("messages", "Test"), "reason-test"),
    ("other", QT_TRANSLATE_NOOP("messages", "Other"), "reason-other"),
)
REASONS = cast("tuple[tuple[str, str, str], ...]", _REASONS)


WITH_READS = ("misread", "resident")
"""Reasons after which a read of the last 20 s may be linked."""
COLUMNS, PAD = 4, 20
"""Tiles beside each other, and room around all of them, px."""
READS = 4
"""Chips of reads; a gate has one or two cars in 20 s."""


def reason_label(code: str) -> str:
    """Return the word of a reason code."""
    for known, label, _icon in REASONS:
        if known == code:
            return QCoreApplication.translate("messages", label)
    return code


class ReasonSheet(QWidget):
    """Tiles with reasons; one tap is enough.

    Signals:
        intent (object): The `ReasonGiven`.
        closed (): The sheet went, with or without a reason.
    """

    intent = Signal(object)
    closed = Signal()

    def __init__(self, *, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self.event_id = ""
        self._gate = ""
        self._plate = ""
        self._time = ""
        self._picture: PreviewImage | None = None
        self._since = 0.0
        self._note = ""
        self._reads: tuple[PassageView, ...] = ()
        self._given = ""
        self.actor = ""
        self.setObjectName("override")
        # It covers what lies under it: no picture there is painted, nor it again with each of them.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Why was the gate opened"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tiles: list[TapKey] = []
        for code, label, icon in REASONS:
            word = QCoreApplication.translate("messages", label)
            tile = TapKey(
                look=look,
                name=f"override.reason.{code}",
                text=word,
                icon=icon,
                accessible=self.tr("Reason: {word}").replace("{word}", word),
                parent=self,
            )
            tile.setProperty("code", code)
            tile.clicked.connect(self._chosen)
            self.tiles.append(tile)
        self.close_key = TapKey(
            look=look,
            name="override.close",
            text=self.tr("Close"),
            icon="close",
            beside=True,
            accessible=self.tr("Close without a reason"),
            parent=self,
        )
        self.close_key.clicked.connect(self.dismiss)
        self.reads = [self._read_chip(number) for number in range(READS)]
        look.changed.connect(self.update)
        self.hide()

    def _read_chip(self, number: int) -> TapKey:
        chip = TapKey(
            look=self._look,
            name=f"override.read.{number}",
            text="",
            icon="car",
            beside=True,
            style="plate_row",
            parent=self,
        )
        chip.clicked.connect(self._linked)
        chip.hide()
        return chip

    def ask(
        self,
        *,
        event_id: str,
        gate: str,
        plate: str,
        time: str,
        picture: PreviewImage | None,
        note: str = "",
        reads: tuple[PassageView, ...] = (),
    ) -> None:
        """Ask for the reason of one opening.

        Args:
            event_id: Id of the opening.
            gate: Name of the gate.
            plate: What was read or typed.
            time: When, as people read it.
            picture: Of the lane.
            note: Goes with the reason: the plate that was typed.
            reads: Passages of the last 20 s before the opening, the newest first.
        """
        self._note, self._reads, self._given = note, reads, ""
        for tile in self.tiles:
            tile.show()
        for index, chip in enumerate(self.reads):
            chip.hide()
            text = reads[index].passage.consensus.text if index < len(reads) else ""
            chip.setText(text)
            spoken = self.tr("It was {plate}").replace("{plate}", messages.spoken(text))
            chip.setAccessibleName(spoken if text else f"read {index}")
        self.event_id, self._gate, self._plate, self._time = event_id, gate, plate, time
        self._picture = picture
        self._since = self._clock.monotonic()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    @property
    def seconds_left(self) -> int:
        """Until the sheet goes by itself."""
        return max(0, int(SHEET_S - (self._clock.monotonic() - self._since) + 0.999))

    def tick(self) -> None:
        """Count down; at the end the reason is missing, never made up."""
        if self.isHidden():
            return
        if self.seconds_left <= 0:
            self.dismiss()
        else:
            self.update()

    def dismiss(self) -> None:
        """Go without a reason."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _chosen(self) -> None:
        tile = self.sender()
        if isinstance(tile, TapKey):
            self._give(str(tile.property("code")))

    def _give(self, code: str) -> None:
        if self._given:
            return
        self.intent.emit(
            ReasonGiven(event_id=self.event_id, reason=code, note=self._note, actor=self.actor)
        )
        if code in WITH_READS and self._reads:
            self._offer_reads(code)
            return
        self.hide()
        self.closed.emit()

    def _offer_reads(self, code: str) -> None:
        """The reason is given; which read it was about may be said with one more tap."""
        self._given = code
        self._since = self._clock.monotonic()
        for tile in self.tiles:
            tile.hide()
        for chip in self.reads:
            chip.setVisible(bool(chip.text()))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def _linked(self) -> None:
        chip = self.sender()
        if isinstance(chip, TapKey) and self._given:
            self.intent.emit(
                ReasonGiven(
                    event_id=self.event_id, reason=self._given, note=chip.text(), actor=self.actor
                )
            )
            self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if self._given and 0 <= number < len(self.reads) and self.reads[number].isVisible():
            self.reads[number].click()
            event.accept()
            return
        if 0 <= number < min(9, len(self.tiles)):
            self._give(str(self.tiles[number].property("code")))
            event.accept()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        m = self._look.metrics
        gap, pad, columns = m.gap_min, PAD, COLUMNS
        width = (self.width() - 2 * pad - (columns - 1) * gap) // columns
        header = self._header_h
        rows = (len(self.tiles) + columns - 1) // columns
        height = min(m.touch_gate + 30, (self.height() - header - pad - (rows - 1) * gap) // rows)
        height = max(height, m.touch_std)
        for index, tile in enumerate(self.tiles):
            x = pad + (index % columns) * (width + gap)
            y = header + (index // columns) * (height + gap)
            put(tile, QRect(x, y, width, height))
        for index, chip in enumerate(self.reads):
            x = pad + index * (width + gap)
            put(chip, QRect(x, header + gap, width, max(height, m.touch_gate)))
        put(self.close_key, QRect(self.width() - pad - 160, 16, 160, m.touch_min))

    def minimumSizeHint(self) -> QSize:
        """The head and three rows of tiles: with less they would stand over the gate bar."""
        m = self._look.metrics
        rows = -(-len(self.tiles) // COLUMNS)
        return QSize(0, self._header_h + rows * m.touch_std + (rows - 1) * m.gap_min + PAD)

    @property
    def _header_h(self) -> int:
        return 170

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        painter.fillRect(rect, QColor(t.surface))
        painter.fillRect(QRectF(0, 0, rect.width(), 3), QColor(t.accent))
        left = 20.0
        if self._picture is not None:
            place = QRectF(20, 16, 244, 137)
            draw_picture(
                painter,
                place,
                wrap_preview(self._picture),
                gain=t.video_gain,
                radius=6,
                cover=True,
            )
            left = place.right() + 20
        width = place_of(self.close_key).x() - left - 16
        text_line(
            painter,
            QRectF(left, 18, width, 44),
            self.tr("Why did you open {gate}?").replace("{gate}", self._gate),
            font=fonts("title"),
            colour=t.text,
        )
        detail = ", ".join(part for part in (self._plate, self._time) if part)
        text_line(
            painter, QRectF(left, 64, width, 34), detail, font=fonts("body_strong"), colour=t.text
        )
        if self._given:
            reason = reason_label(self._given)
            line = messages.text("reason.which_read", {"reason": reason})
        else:
            line = self.tr('{s} s, then "Reason missing"').replace("{s}", str(self.seconds_left))
        text_line(
            painter, QRectF(left, 100, width, 30), line, font=fonts("caption"), colour=t.muted
        )
