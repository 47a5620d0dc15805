# SPDX-License-Identifier: AGPL-3.0-or-later
"""S04 why a gate was opened by hand; and the steps by hand when no relay answers (S25).

The reason comes after the opening, never before, and is never filled in by itself.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import GateConfirmed, KeyOpeningLogged, ReasonGiven
from alpr_kiosk.runtime.views import GateView, PreviewImage
from ui import messages
from ui.theme.look import Look
from ui.widgets.keys import RingKey, TapKey
from ui.widgets.painting import (
    antialias,
    draw_icon,
    draw_picture,
    rounded,
    text_block,
    text_line,
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
        self.actor = ""
        self.setObjectName("override")
        self.setAccessibleName("Why was the gate opened")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tiles: list[TapKey] = []
        for code, label, icon in REASONS:
            word = QCoreApplication.translate("messages", label)
            tile = TapKey(
                look=look,
                name=f"override.reason.{code}",
                text=word,
                icon=icon,
                accessible=f"Reason: {word}",
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
            accessible="Close without a reason",
            parent=self,
        )
        self.close_key.clicked.connect(self.dismiss)
        look.changed.connect(self.update)
        self.hide()

    def ask(
        self,
        *,
        event_id: str,
        gate: str,
        plate: str,
        time: str,
        picture: PreviewImage | None,
    ) -> None:
        """Ask for the reason of one opening."""
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
        self.intent.emit(ReasonGiven(event_id=self.event_id, reason=code, actor=self.actor))
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
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
        gap, pad = m.gap_min, 20
        columns = 4
        width = (self.width() - 2 * pad - (columns - 1) * gap) // columns
        header = self._header_h
        rows = (len(self.tiles) + columns - 1) // columns
        height = min(m.touch_gate + 30, (self.height() - header - pad - (rows - 1) * gap) // rows)
        height = max(height, m.touch_std)
        for index, tile in enumerate(self.tiles):
            tile.setGeometry(
                pad + (index % columns) * (width + gap),
                header + (index // columns) * (height + gap),
                width,
                height,
            )
        self.close_key.setGeometry(self.width() - pad - 160, 16, 160, m.touch_min)

    @property
    def _header_h(self) -> int:
        return 170

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        antialias(painter)
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
        width = self.close_key.x() - left - 16
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
        text_line(
            painter,
            QRectF(left, 100, width, 30),
            self.tr('{s} s, then "Reason missing"').replace("{s}", str(self.seconds_left)),
            font=fonts("caption"),
            colour=t.muted,
        )


class StepsSheet(QWidget):
    """What is known of a gate, and how to open it by its key switch.

    Signals:
        intent (object): `KeyOpeningLogged` or `GateConfirmed`.
    """

    intent = Signal(object)

    def __init__(self, *, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._gate_id = ""
        self._title = ""
        self._lines: tuple[tuple[str, str], ...] = ()
        self._steps: tuple[str, ...] = ()
        self.actor = ""
        self.setObjectName("steps")
        self.setAccessibleName("Gate by hand")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.by_key = TapKey(
            look=look,
            name="steps.by_key",
            text=self.tr("I opened it by key"),
            icon="key",
            beside=True,
            parent=self,
        )
        self.confirm = RingKey(
            look=look,
            clock=clock,
            name="steps.confirm",
            text=self.tr("Gate is in order"),
            icon="ack-check",
            kind="raised",
            beside=True,
            accessible="I looked, the gate is in order, hold",
            caption=self.tr("hold"),
            parent=self,
        )
        self.close_key = TapKey(
            look=look,
            name="steps.close",
            text=self.tr("Close"),
            icon="close",
            beside=True,
            accessible="Close the steps",
            parent=self,
        )
        self.by_key.clicked.connect(self._by_key)
        self.confirm.completed.connect(self._confirm)
        self.close_key.clicked.connect(self.hide)
        look.changed.connect(self.update)
        self.hide()

    @property
    def gate_id(self) -> str:
        """Gate that is explained."""
        return self._gate_id

    @property
    def steps(self) -> tuple[str, ...]:
        """Steps by hand as they are shown."""
        return self._steps

    def explain(
        self, *, view: GateView, title: str, key_label: str, key_place: str, time: str
    ) -> None:
        """Show this gate."""
        self._gate_id, self._title = view.gate_id, title
        context: dict[str, object] = {"gate": title, "time": time}
        context |= dict(view.context) | {"label": key_label, "place": key_place}
        lines: list[tuple[str, str]] = []
        if not view.relay_reachable:
            lines.append(("relay-off", messages.text("relay.gone", context)))
        for code, icon in ((view.fault_code, "gate-fault"), (view.warning_code, "alarm-high")):
            if code:
                lines.append((icon, messages.text(code, context)))
        if view.automatic_blocked:
            lines.append(("alarm-high", messages.text("gate.not_confirmed", context)))
        if not lines:
            lines.append(("gate-unknown", messages.text("gate.unknown_position", context)))
        self._lines = tuple(lines)
        manual = messages.text("relay.gone.manual", context)
        self._steps = _split_steps(manual)
        self.confirm.setVisible(view.automatic_blocked)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def _by_key(self) -> None:
        self.intent.emit(KeyOpeningLogged(gate_id=self._gate_id, actor=self.actor))
        self.hide()

    def _confirm(self, _held_ms: int) -> None:
        self.intent.emit(GateConfirmed(gate_id=self._gate_id, actor=self.actor))
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        m = self._look.metrics
        height = m.touch_gate
        top = self.height() - height - 20
        self.by_key.setGeometry(self.width() - 20 - 400, top, 400, height)
        self.confirm.setGeometry(self.width() - 40 - 400 - 380, top, 380, height)
        self.close_key.setGeometry(self.width() - 20 - 160, 16, 160, m.touch_min)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        antialias(painter)
        rect = QRectF(self.rect())
        painter.fillRect(rect, QColor(t.surface))
        painter.fillRect(QRectF(0, 0, rect.width(), 3), QColor(t.accent))
        text_line(
            painter,
            QRectF(24, 22, rect.width() - 240, 48),
            self._title,
            font=fonts("title"),
            colour=t.text,
        )
        y = 100.0
        for icon, line in self._lines:
            draw_icon(painter, self._look, icon, t.text, 24, y + 2, 32)
            y += text_block(
                painter,
                QRectF(72, y, rect.width() - 110, 70),
                line,
                font=fonts("body"),
                colour=t.text,
                max_lines=2,
            )
            y += 12
        y += 12
        for number, step in enumerate(self._steps, start=1):
            disc = QRectF(24, y, 52, 52)
            rounded(painter, disc, fill=t.accent, radius=26)
            text_line(
                painter,
                disc,
                str(number),
                font=fonts("button"),
                colour=t.on_accent,
                align=Qt.AlignmentFlag.AlignCenter,
            )
            text_line(
                painter,
                QRectF(96, y, rect.width() - 130, 52),
                step,
                font=fonts("button"),
                colour=t.text,
            )
            y += 66


def _split_steps(text: str) -> tuple[str, ...]:
    """Return "1 First. 2 Second." as its steps without their numbers."""
    steps: list[str] = []
    rest = text
    number = 1
    while rest.startswith(f"{number} "):
        rest = rest[len(str(number)) + 1 :]
        cut = rest.find(f" {number + 1} ")
        steps.append(rest if cut < 0 else rest[:cut])
        rest = "" if cut < 0 else rest[cut + 1 :]
        number += 1
    return tuple(steps) or (text,)
