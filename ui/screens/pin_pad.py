# SPDX-License-Identifier: AGPL-3.0-or-later
"""S28 PIN pad: who, dots, ten keys. A wait counts down; nothing ever times out into "allowed"."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import PinSubmitted
from ui import messages
from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.painting import antialias, draw_icon, rounded, text_block, text_line

MAX_DIGITS = 12
MIN_DIGITS = 6
"""A PIN has at least 6 digits (screen specification, 3.2)."""

CHIP_W = 324
"""Width of the chip of a waiting question, px (screen specification, 3.1)."""


class PinPad(QWidget):
    """Asks for a PIN.

    Signals:
        intent (object): The `PinSubmitted`.
        cancelled (): Left without one.
    """

    intent = Signal(object)
    cancelled = Signal()

    def __init__(self, *, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._digits = ""
        self._purpose = ""
        self._scope = ""
        self._users: tuple[str, ...] = ()
        self.user = ""
        self._pending = ""
        self._message = ""
        self._refusal: tuple[str, dict[str, object]] | None = None
        self._wait_until = 0.0
        self.setObjectName("pin")
        self.setAccessibleName("PIN pad")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.digit_keys: list[TapKey] = []
        for digit in "1234567890":
            key = TapKey(
                look=look,
                name=f"pin.key.{digit}",
                text=digit,
                accessible=f"digit {digit}",
                style="title",
                parent=self,
            )
            key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            key.clicked.connect(self._digit)
            self.digit_keys.append(key)
        self.erase = TapKey(
            look=look,
            name="pin.erase",
            text=self.tr("Delete"),
            icon="backspace",
            accessible="delete one digit",
            parent=self,
        )
        self.erase.clicked.connect(self._erase)
        self.ok = TapKey(
            look=look,
            name="pin.ok",
            text=self.tr("OK"),
            icon="ack-check",
            kind="accent",
            accessible="PIN is complete",
            parent=self,
        )
        self.ok.clicked.connect(self._submit)
        self.cancel_key = TapKey(
            look=look,
            name="pin.cancel",
            text=self.tr("Cancel"),
            icon="close",
            beside=True,
            accessible="Cancel the PIN",
            parent=self,
        )
        self.cancel_key.clicked.connect(self.cancel)
        self.next_user = TapKey(
            look=look,
            name="pin.user",
            text="",
            icon="user",
            beside=True,
            accessible="Who signs in",
            parent=self,
        )
        self.next_user.clicked.connect(self._next_user)
        look.changed.connect(self.update)
        self.hide()

    # ----------------------------------------------------------------------------------- state

    def ask(self, *, purpose: str, users: tuple[str, ...], scope: str) -> None:
        """Ask one of these users for a PIN."""
        self._purpose, self._users, self._scope = purpose, users, scope
        self._digits, self._pending, self._refusal = "", "", None
        self._wait_until = 0.0
        self._choose(users[0] if users else "")
        self._message = messages.text("pin.enter" if users else "pin.no_user")
        self._enable()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    @property
    def entered(self) -> int:
        """How many digits are entered."""
        return len(self._digits)

    @property
    def message(self) -> str:
        """What the pad says."""
        return self._message

    def awaits(self, intent_id: str) -> bool:
        """Return whether this answer is for the PIN."""
        return bool(self._pending) and self._pending == intent_id

    def refused(self, code: str, context: dict[str, str]) -> None:
        """The PIN was wrong (or something else is); wait as told."""
        self._pending, self._digits = "", ""
        try:
            wait = float(context.get("s", "0") or 0)
        except ValueError:
            wait = 0.0
        self._wait_until = self._clock.monotonic() + wait
        self._refusal = (code, dict(context))
        self.tick()
        self.update()

    def tick(self) -> None:
        """Count the wait down."""
        if self.isHidden() or self._refusal is None:
            return
        code, context = self._refusal
        left = self.wait_left
        if left > 0:
            self._message = messages.text(code, context | {"s": left})
        else:
            if code != "pin.wrong":
                self._message = messages.text(code, context)
            else:
                self._message = messages.text("pin.enter")
            self._refusal = None
        self._enable()
        self.update()

    @property
    def wait_left(self) -> int:
        """Whole seconds until the next try."""
        return max(0, int(self._wait_until - self._clock.monotonic() + 0.999))

    def cancel(self) -> None:
        """Leave without a PIN."""
        self._digits = ""
        self.hide()
        self.cancelled.emit()

    def _enable(self) -> None:
        ready = bool(self._users) and not self._pending and self.wait_left == 0
        for key in (*self.digit_keys, self.erase):
            key.setEnabled(ready)
        self.ok.setEnabled(ready and len(self._digits) >= MIN_DIGITS)
        self.next_user.setVisible(len(self._users) > 1)
        self.next_user.setEnabled(not self._pending)

    # ---------------------------------------------------------------------------------- typing

    def type_digit(self, digit: str) -> None:
        """Enter one digit."""
        if self._pending or self.wait_left or not self._users or len(self._digits) >= MAX_DIGITS:
            return
        self._digits += digit
        self.setAccessibleDescription(f"{len(self._digits)} digits entered")
        self._enable()
        self.update()

    def _digit(self) -> None:
        key = self.sender()
        if isinstance(key, TapKey):
            self.type_digit(key.text())

    def _erase(self) -> None:
        self._digits = self._digits[:-1]
        self._enable()
        self.update()

    def _submit(self) -> None:
        if len(self._digits) < MIN_DIGITS or self._pending or self.wait_left:
            return
        intent = PinSubmitted(user=self.user, scope=self._scope, pin=self._digits)
        self._pending = intent.intent_id
        self._digits = ""
        self._enable()
        self.intent.emit(intent)
        self.update()

    def _choose(self, user: str) -> None:
        self.user = user
        self.next_user.setText(user or self.tr("nobody"))
        self.next_user.setAccessibleName(f"Who signs in: {user}")
        self.next_user.update()

    def _next_user(self) -> None:
        if self._users:
            index = self._users.index(self.user) if self.user in self._users else -1
            self._choose(self._users[(index + 1) % len(self._users)])
            self._digits = ""
            self._enable()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text in "0123456789":
            self.type_digit(text)
        elif event.key() == Qt.Key.Key_Backspace:
            self._erase()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    # -------------------------------------------------------------------------------- geometry

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        m = self._look.metrics
        gap = m.gap_key
        key = m.key
        pad_w, pad_h = 3 * key + 2 * gap, 4 * key + 3 * gap
        # A question that has to wait for the PIN is a chip at the right: not over the keys.
        x0 = min(self.width() // 2 + 40, self.width() - pad_w - CHIP_W - 34)
        y0 = max(8, (self.height() - pad_h) // 2)
        order = [*self.digit_keys[:9], self.erase, self.digit_keys[9], self.ok]
        for index, control in enumerate(order):
            control.setGeometry(
                x0 + (index % 3) * (key + gap), y0 + (index // 3) * (key + gap), key, key
            )
        left = max(24, x0 - 500)
        self.next_user.setGeometry(left, y0 + 118, 420, m.touch_std)
        self.cancel_key.setGeometry(left, y0 + pad_h - m.touch_std, 220, m.touch_std)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        antialias(painter)
        rect = QRectF(self.rect())
        painter.fillRect(rect, QColor(t.surface))
        painter.fillRect(QRectF(0, 0, rect.width(), 3), QColor(t.accent))
        left = float(self.next_user.x())
        top = float(self.digit_keys[0].y())
        draw_icon(painter, self._look, "lock", t.muted, left, top + 4, 34)
        text_line(
            painter,
            QRectF(left + 48, top, 420, 40),
            self.tr("Supervisor PIN"),
            font=fonts("title"),
            colour=t.text,
        )
        text_line(
            painter,
            QRectF(left, top + 54, 430, 36),
            self.tr("For: {what}").replace("{what}", self._purpose),
            font=fonts("body"),
            colour=t.muted,
        )
        if len(self._users) < 2:
            place = QRectF(self.next_user.geometry())
            draw_icon(painter, self._look, "user", t.text, left, place.center().y() - 15, 30)
            text_line(
                painter,
                place.adjusted(46, 0, 0, 0),
                self.user,
                font=fonts("button"),
                colour=t.text,
            )
        dots_y = float(self.next_user.geometry().bottom() + 34)
        count = max(MIN_DIGITS, len(self._digits))
        step = min(52.0, 420.0 / count)
        for index in range(count):
            dot = QRectF(left + index * step + 4, dots_y, 26, 26)
            rounded(
                painter,
                dot,
                fill=t.text if index < len(self._digits) else None,
                outline=t.border,
                width=2,
                radius=13,
            )
        text_block(
            painter,
            QRectF(left, dots_y + 46, 430, 100),
            self._message,
            font=fonts("body_strong" if self._refusal else "body"),
            colour=t.text,
            max_lines=3,
        )
