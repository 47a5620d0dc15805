# SPDX-License-Identifier: AGPL-3.0-or-later
"""A key that works only when it is held: what moves a gate never reacts to a tap.

The time comes from an injected clock and is credited tick by tick, at most `MAX_CREDIT_S` each:
seconds in which the screen was frozen and could not see a finger lift do not count as held.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from alpr_kiosk.domain.clock import Clock
from ui.theme.look import Look

HOLD_S = 0.6
"""Hold to open: 600 ms (screen specification, section 6)."""
LONG_HOLD_S = 3.0
"""Hold without a PIN: 3 s (screen specification, section 6)."""
SLIP_PX = 12.0
"""A finger that slides further than this cancels."""
TICK_MS = 16
MAX_CREDIT_S = 0.1

_HOLD_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HoldButton(QAbstractButton):
    """Base of all hold keys; subclasses paint themselves from `progress`.

    Signals:
        completed (int held_ms): Held long enough; once per press. GUI thread.
        tapped (): Let go too early; nothing that moves a gate may hang on it.
        hold_changed (bool): A hold began or ended.
    """

    completed = Signal(int)
    tapped = Signal()
    hold_changed = Signal(bool)

    def __init__(
        self, *, look: Look, clock: Clock, hold_s: float = HOLD_S, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._clock = clock
        self._hold_s = hold_s
        self._held_s = 0.0
        self._last: float | None = None
        self._origin: QPointF | None = None
        self._touch_id: int | None = None
        self._done = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        look.changed.connect(self.update)

    @property
    def hold_s(self) -> float:
        """How long it must be held, seconds."""
        return self._hold_s

    def set_hold_s(self, seconds: float) -> None:
        """Change the time for the next press; a hold that runs keeps counting to the new time."""
        if seconds != self._hold_s:
            self._hold_s = seconds
            self.update()

    @property
    def holding(self) -> bool:
        """Whether a finger or key holds it down now."""
        return self._last is not None

    @property
    def progress(self) -> float:
        """How much of the hold is done, 0..1."""
        if self._done:
            return 1.0
        return min(1.0, self._held_s / self._hold_s) if self.holding else 0.0

    def may_hold(self) -> bool:
        """Return whether a press may begin a hold now; subclasses narrow it."""
        return self.isEnabled()

    # ------------------------------------------------------------------------------ the hold

    def begin(self, position: QPointF | None = None) -> None:
        """A press; ignored while another one holds."""
        if self.holding or not self.may_hold():
            return
        self._held_s = 0.0
        self._done = False
        self._last = self._clock.monotonic()
        self._origin = position
        self._timer.start()
        self.hold_changed.emit(True)
        self.update()

    def slide(self, position: QPointF) -> None:
        """The finger moved; too far cancels."""
        if self._origin is None or not self.holding:
            return
        distance = position - self._origin
        if (distance.x() ** 2 + distance.y() ** 2) ** 0.5 > SLIP_PX:
            self.cancel()

    def tick(self) -> None:
        """Credit the time since the last tick; fires once when it is enough."""
        if self._last is None:
            return
        now = self._clock.monotonic()
        self._held_s += min(MAX_CREDIT_S, max(0.0, now - self._last))
        self._last = now
        if not self._done and self._held_s >= self._hold_s - 1e-6:
            self._done = True
            self._timer.stop()
            self.completed.emit(round(self._held_s * 1000))
        self.update()

    def end(self) -> None:
        """The finger lifts: count what is left of the last tick, then let go."""
        if not self.holding:
            return
        self.tick()
        early = not self._done
        self.cancel()
        if early:
            self.tapped.emit()

    def cancel(self) -> None:
        """Let go without effect."""
        if not self.holding:
            return
        self._last = None
        self._origin = None
        self._touch_id = None
        self._held_s = 0.0
        self._done = False
        self._timer.stop()
        self.hold_changed.emit(False)
        self.update()

    # -------------------------------------------------------------------------------- events

    def event(self, event: QEvent) -> bool:
        """Follow the first finger only; further fingers are ignored while it holds."""
        kind = event.type()
        if kind in (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd):
            if isinstance(event, QTouchEvent):
                self._touch(event)
            event.accept()
            return True
        if kind == QEvent.Type.TouchCancel:
            self.cancel()
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        points = event.points()
        if event.type() == QEvent.Type.TouchBegin and points and not self.holding:
            self._touch_id = points[0].id()
            self.begin(points[0].position())
            return
        for point in points:
            if point.id() != self._touch_id:
                continue
            if point.state() == point.State.Released:
                self.end()
            elif point.state() == point.State.Updated:
                self.slide(point.position())
            return

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.begin(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.slide(event.position())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._touch_id is None:
            self.end()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _HOLD_KEYS:
            if not event.isAutoRepeat():
                self.begin()
            event.accept()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() in _HOLD_KEYS:
            if not event.isAutoRepeat():
                self.end()
            event.accept()
            return
        super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """A key that is switched off gets no release any more: it lets go by itself."""
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self.cancel()
        super().changeEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The release of a key goes elsewhere from now on, and that of a finger with the window.

        A question that comes takes the focus: a finger that lies on OPEN holds it all the same.
        """
        by_key = self._origin is None
        if by_key or event.reason() is Qt.FocusReason.ActiveWindowFocusReason:
            self.cancel()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.cancel()
        super().hideEvent(event)
