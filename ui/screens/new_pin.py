# SPDX-License-Identifier: AGPL-3.0-or-later
"""A new PIN, typed twice by the person; never shown."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import messages
from ui.screens.base import FillsPage
from ui.theme.look import Look
from ui.widgets.digit_pad import MAX_DIGITS, MIN_DIGITS, DigitPad
from ui.widgets.keys import TapKey
from ui.widgets.painting import fitted, place_of, put, rounded, text_block, text_line, turning

WORDS_W = 480
"""Width of the words beside the digits, px."""


class NewPin(FillsPage):
    """The person types a PIN twice; it is never shown.

    Signals:
        chosen (str pin): Both were the same.
        cancelled (): Left without one.
    """

    chosen = Signal(str)
    cancelled = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._who = ""
        self._first = ""
        self._digits = ""
        self._message = ""
        self._busy = False
        self.setObjectName("pin.new.page")
        self.setAccessibleName(self.tr("New PIN"))
        self.pad = DigitPad(look=look, name="pin.new", parent=self)
        self.pad.typed.connect(self._typed)
        self.pad.erased.connect(self._erased)
        self.pad.done.connect(self._done)
        self.cancel_key = TapKey(
            look=look,
            name="pin.new.cancel",
            text=self.tr("Cancel"),
            icon="close",
            beside=True,
            accessible=self.tr("Cancel the new PIN"),
            parent=self,
        )
        self.cancel_key.clicked.connect(self.cancelled)
        look.changed.connect(self.update)

    def ask(self, who: str) -> None:
        """Let this person type."""
        self._who = who
        self.begin("")

    def begin(self, message: str) -> None:
        """Begin anew, with a word on why."""
        self._first = self._digits = ""
        self._busy = False
        self._say(message)

    @property
    def message(self) -> str:
        """What it says."""
        return self._message

    @property
    def again(self) -> bool:
        """Whether the same PIN is typed a second time now."""
        return bool(self._first)

    def _say(self, message: str) -> None:
        self._message = message
        self.pad.set_ready(not self._busy, complete=len(self._digits) >= MIN_DIGITS)
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def _typed(self, digit: str) -> None:
        if not self._busy and len(self._digits) < MAX_DIGITS:
            self._digits += digit
            self._say("")

    def _erased(self) -> None:
        self._digits = self._digits[:-1]
        self._say("")

    def _done(self) -> None:
        if len(self._digits) < MIN_DIGITS or self._busy:
            return
        typed, self._digits = self._digits, ""
        if not self._first:
            self._first = typed
            self._say("")
        elif typed != self._first:
            self.begin(messages.text("pin.differs"))
        else:
            self._first, self._busy = "", True
            self._say("")
            self.chosen.emit(typed)

    @property
    def least_height(self) -> int:
        """The digits are all of it."""
        return self.pad.height() + 8

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        m = self._look.metrics
        x = min(self.width() // 2 + 40, self.width() - self.pad.width() - 40)
        y = max(4, (self.height() - self.pad.height()) // 2)
        put(self.pad, QRect(x, y, self.pad.width(), self.pad.height()))
        left = max(24, x - WORDS_W - 60)
        put(self.cancel_key, QRect(left, y + self.pad.height() - m.touch_std, 200, m.touch_std))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        left, top = float(place_of(self.cancel_key).x()), float(self.pad.y())
        title = self.tr("New PIN of {who}").replace("{who}", self._who)
        text_line(
            painter,
            QRectF(left, top, WORDS_W, 40),
            title,
            font=fitted(fonts("title"), title, WORDS_W, 22),
            colour=t.text,
        )
        step = (
            self.tr("2 of 2: the same PIN again.")
            if self._first
            else self.tr(
                "1 of 2: let the person type it, and look away. 6 digits or more, "
                "no row, no birthday."
            )
        )
        text_block(
            painter,
            QRectF(left, top + 52, WORDS_W, 100),
            step,
            font=fonts("body"),
            colour=t.muted,
            max_lines=3,
        )
        count = max(MIN_DIGITS, len(self._digits))
        gap = min(52.0, (WORDS_W - 20.0) / count)
        for index in range(count):
            rounded(
                painter,
                QRectF(left + index * gap + 4, top + 168, 26, 26),
                fill=t.text if index < len(self._digits) else None,
                outline=t.border,
                width=2,
                radius=13,
            )
        text_block(
            painter,
            QRectF(left, top + 216, WORDS_W, 100),
            self._message,
            font=fonts("body_strong"),
            colour=t.text,
            max_lines=3,
        )
