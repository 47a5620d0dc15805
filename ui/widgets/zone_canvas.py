# SPDX-License-Identifier: AGPL-3.0-or-later
"""The picture that zones and lines are drawn on: finger, keyboard, loupe (screens.md S18).

Where a finger may take hold of a point is 12 mm wide; what is drawn there is 12 px.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain import drawing as geometry
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.drawing import Place, Tool
from alpr_kiosk.domain.geometry import Point
from ui.theme.look import Look
from ui.widgets.hold import HOLD_S
from ui.widgets.zone_picture import ZonePicture, far

SLIP_PX = 12
"""A finger that moves less still taps or holds (as of the hold keys)."""
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class ZoneCanvas(ZonePicture):
    """A picture that is drawn on.

    Signals:
        changed (): Something was drawn, moved or taken out.
        chosen (str words): A point was chosen; its words for a screen reader.
    """

    changed = Signal()
    chosen = Signal(str)

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        names: Callable[[Tool], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look=look, names=names, parent=parent)
        self._clock = clock
        self.writable = True
        self._pressed_at: QPointF | None = None
        self._pressed_s = 0.0
        self._hold = QTimer(self)
        self._hold.setInterval(50)
        self._hold.timeout.connect(self.tick)
        self.setObjectName("zones.canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Picture of the camera"))

    # ---------------------------------------------------------------------------------- finger

    @property
    def handle_px(self) -> int:
        """How wide the place is where a finger takes hold of a point, px."""
        return self._look.metrics.touch_min

    def handle_at(self, at: QPointF) -> Place | int | None:
        """Return the point of the tool in use that a finger means.

        Points of other shapes are only snapped to: near them a tap is meant for a new point.
        """
        half = self.handle_px / 2
        if self.ruler is not None:
            found = [(i, far(self.to_widget(p), at)) for i, p in enumerate(self.ruler)]
            index, away = min(found, key=lambda pair: pair[1])
            return index if away <= half else None
        best: tuple[float, Place] | None = None
        for place in self.draft.now.places():
            point = self.draft.now.at(place)
            if point is None or place.tool is not self.draft.tool:
                continue
            away = far(self.to_widget(point), at)
            if away <= half and (best is None or away < best[0]):
                best = (away, place)
        return best[1] if best is not None else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self.writable:
            return
        at = event.position()
        self._pressed_at, self._pressed_s = at, self._clock.monotonic()
        self._moved = False
        self._finger = at
        self._held = self.handle_at(at)
        if self._held is None and not self.picture_rect.contains(at):
            self._pressed_at = self._finger = None
            return
        if isinstance(self._held, Place):
            self.draft.begin_move(self._held)
            self._tell()
            self._hold.start()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed_at is None:
            return
        self._finger = at
        if not self._moved and far(at, self._pressed_at) < SLIP_PX:
            return
        if not self._moved:
            self._moved = True
            self._hold.stop()
            if self._held is None and self.ruler is None:
                # The point comes under the finger and goes with it.
                self._held = self.draft.tap(self.to_picture(at))
        if isinstance(self._held, int):
            self._move_ruler(self._held, self.to_picture(at))
        elif self._held is not None:
            self.draft.move(self._held, self.to_picture(at))
            self._tell()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed_at is None:
            return
        self._hold.stop()
        at, tapped = event.position(), not self._moved
        held, self._held = self._held, None
        self._pressed_at = self._finger = None
        if isinstance(held, Place):
            self.draft.end_move()
        elif held is None and tapped and self.ruler is None:
            self.draft.tap(self.to_picture(at))
        self._tell()
        self.changed.emit()
        self.update()

    def tick(self) -> None:
        """Look at the clock: a point that is held long enough is taken out."""
        if self._moved or not isinstance(self._held, Place):
            return
        if self._clock.monotonic() - self._pressed_s >= HOLD_S:
            self._hold.stop()
            place, self._held = self._held, None
            self._pressed_at = self._finger = None
            self.draft.end_move()
            self.draft.remove(place)
            self._tell()
            self.changed.emit()
        self.update()

    def _move_ruler(self, index: int, to: Point) -> None:
        if self.ruler is None:
            return
        ends = list(self.ruler)
        ends[index] = geometry.clamped(to)
        self.ruler = (ends[0], ends[1])
        self.changed.emit()

    # -------------------------------------------------------------------------------- keyboard

    def event(self, event: QEvent) -> bool:
        """Let Tab walk through the points before the focus goes on."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
            if step and self.writable and self.draft.next_place(step) is not None:
                self._tell()
                self.update()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.draft.chosen
        move = ARROWS.get(Qt.Key(event.key()))
        if place is None or not self.writable:
            super().keyPressEvent(event)
        elif move is not None:
            far = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            width, height = self._pixels()
            self.draft.nudge(place, move[0] * far / width, move[1] * far / height)
            self._tell()
            self.changed.emit()
            self.update()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.draft.remove(place)
            self._tell()
            self.changed.emit()
            self.update()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _tell(self) -> None:
        place = self.draft.chosen
        words = self.words(place) if place is not None else ""
        self.setAccessibleDescription(words)
        self.chosen.emit(words)
