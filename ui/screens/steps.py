# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of a gate, and the steps by hand when no relay answers (screens.md S25)."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import GateConfirmed, KeyOpeningLogged
from alpr_kiosk.runtime.views import GateView
from ui import messages
from ui.theme.look import Look
from ui.widgets.keys import RingKey, TapKey
from ui.widgets.painting import draw_icon, put, rounded, text_block, text_line, turning


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
        # It covers what lies under it: no picture there is painted, nor it again with each of them.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Gate by hand"))
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
            accessible=self.tr("I looked, the gate is in order, hold"),
            caption=self.tr("hold"),
            parent=self,
        )
        self.close_key = TapKey(
            look=look,
            name="steps.close",
            text=self.tr("Close"),
            icon="close",
            beside=True,
            accessible=self.tr("Close the steps"),
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
            words = messages.text(code, context) if code else ""
            if words and all(words != said for _icon, said in lines):
                lines.append((icon, words))
        if view.automatic_blocked:
            lines.append(("alarm-high", messages.text("gate.not_confirmed", context)))
        if not lines:
            lines.append(("gate-unknown", messages.text("gate.unknown_position", context)))
        self._lines = tuple(lines)
        manual = messages.text("relay.gone.manual", context)
        self._steps = _split_steps(manual)
        self.setAccessibleDescription(" ".join([*(words for _icon, words in lines), manual]))
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
        put(self.by_key, QRect(self.width() - 20 - 400, top, 400, height))
        put(self.confirm, QRect(self.width() - 40 - 400 - 380, top, 380, height))
        put(self.close_key, QRect(self.width() - 20 - 160, 16, 160, m.touch_min))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
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
