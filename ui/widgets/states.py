# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a page shows instead of its rows: nothing there, still at work, or a fault with a way out.

The times are those of the screen specification, section 4: rows in outline after 0.3 s, words and a
count after 1 s, Stop after 10 s.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from alpr_kiosk.domain.clock import Clock
from ui.theme.look import Look, blend
from ui.widgets.keys import TapKey
from ui.widgets.painting import draw_icon, rounded, turning

OUTLINE_S = 0.3
WORDS_S = 1.0
STOP_S = 10.0
KEY_W = 320
"""Width of the one key of a box, px."""


class Shown(Enum):
    """What the box shows."""

    NOTHING = "nothing"
    EMPTY = "empty"
    WORK = "work"
    FAULT = "fault"


class StateBox(QWidget):
    """Empty, at work, or a fault; hidden while there are rows.

    Signals:
        pressed (): The key of an empty box or of a fault ("Try again") was tapped.
        stopped (): "Stop" was tapped.
    """

    pressed = Signal()
    stopped = Signal()

    def __init__(
        self, *, look: Look, clock: Clock, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self.shown = Shown.NOTHING
        self._since = 0.0
        self._done = self._total = 0
        self._words = ""
        self._stoppable = False
        self.setObjectName(name)
        m = look.metrics
        layout = QVBoxLayout(self)
        layout.setSpacing(m.space(16))
        layout.addStretch(1)
        self.label = QLabel(self)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setWordWrap(True)
        self.bar = _Bar(look=look, parent=self)
        self.key = TapKey(look=look, name=f"{name}.key", text="", beside=True, parent=self)
        self.key.setFixedSize(KEY_W, m.touch_std)
        self.key.clicked.connect(self._pressed)
        layout.addWidget(self.label)
        layout.addWidget(self.bar)
        layout.addWidget(self.key, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.clear()

    def clear(self) -> None:
        """There are rows now."""
        self._show(Shown.NOTHING, "")

    def empty(self, words: str, *, key: str = "", icon: str = "add") -> None:
        """Nothing is there: one sentence, and at most one key."""
        self._show(Shown.EMPTY, words, key=key, icon=icon)

    def fault(self, words: str, *, retry: bool = True) -> None:
        """Something is wrong: what, what still works, what to do now."""
        key = self.tr("Try again") if retry else ""
        self._show(Shown.FAULT, words, key=key, icon="retry")

    def work(self, words: str, *, stoppable: bool = True) -> None:
        """Something goes on; `progress` tells how far, and `tick` what is shown of it."""
        self._stoppable = stoppable
        self._done = self._total = 0
        self._since = self._clock.monotonic()
        self._show(Shown.WORK, words)
        self.tick()

    def progress(self, done: int, total: int, words: str = "") -> None:
        """Tell how far it is; a `total` of 0 is not known."""
        self._done, self._total = done, total
        self._words = words or self._words
        self.tick()

    def tick(self) -> None:
        """Look at the clock: what goes on longer says more."""
        if self.shown is not Shown.WORK:
            return
        took = self._clock.monotonic() - self._since
        self.bar.setVisible(took >= OUTLINE_S)
        self.bar.show_part(self._done / self._total if self._total else None, took)
        self.label.setVisible(took >= WORDS_S)
        self.label.setText(f"{self._words}\n{self.count_text}".strip())
        can_stop = self._stoppable and took >= STOP_S
        self._face(self.tr("Stop") if can_stop else "", "close")

    @property
    def count_text(self) -> str:
        """How far it is, in words; "" while nothing is known."""
        if not self._total:
            return f"{self._done:,}" if self._done else ""
        return f"{self._done:,} / {self._total:,}   {100 * self._done // self._total} %"

    def _show(self, shown: Shown, words: str, *, key: str = "", icon: str = "") -> None:
        self.shown, self._words = shown, words
        self.label.setProperty("role", "" if shown is Shown.FAULT else "muted")
        self.label.style().polish(self.label)
        self.label.setText(words)
        self.label.setVisible(shown in (Shown.EMPTY, Shown.FAULT))
        self.bar.setVisible(False)
        self._face(key, icon)
        self.setVisible(shown is not Shown.NOTHING)
        self.setAccessibleName(words)
        self.update()

    def _face(self, word: str, icon: str) -> None:
        self.key.setText(word)
        self.key.setAccessibleName(word)
        self.key.icon_name = icon
        self.key.setVisible(bool(word))
        self.key.update()

    def _pressed(self) -> None:
        (self.stopped if self.shown is Shown.WORK else self.pressed).emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.shown is not Shown.FAULT:
            return
        t, m = self._look.tokens, self._look.metrics
        painter = QPainter(self)
        turning(painter)
        place = QRectF(self.label.geometry()).adjusted(-m.space(24), -m.space(16), m.space(24), 0)
        place.setBottom(self.key.geometry().bottom() + m.space(16))
        rounded(painter, place, fill=None, outline=t.fault, width=t.border_px, radius=m.radius * 2)
        draw_icon(painter, self._look, "alarm-high", t.text, place.x() + 12, place.y() + 12, 30)


class _Bar(QWidget):
    """How far something is; without a known end a part of it wanders."""

    def __init__(self, *, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._part: float | None = None
        self._took = 0.0
        self.setFixedHeight(look.metrics.space(16))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_part(self, part: float | None, took: float) -> None:
        """Show a part of 0..1, or that something goes on."""
        self._part, self._took = part, took
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        turning(painter)
        wide = min(float(self.width()), 720.0)
        rect = QRectF((self.width() - wide) / 2, 0, wide, float(self.height()))
        rounded(painter, rect, fill=blend(t.text, t.bg, 0.12), radius=rect.height() / 2)
        if self._part is None:
            start = (self._took * 0.35) % 1.2 - 0.2
            left, right = max(0.0, start), min(1.0, start + 0.2)
        else:
            left, right = 0.0, min(1.0, max(0.0, self._part))
        if right > left:
            part = QRectF(rect.x() + left * wide, 0, (right - left) * wide, rect.height())
            rounded(painter, part, fill=t.accent, radius=rect.height() / 2)
