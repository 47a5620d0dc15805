# SPDX-License-Identifier: AGPL-3.0-or-later
"""A line in a page that says something and offers a few keys: unsaved changes, undo, a warning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from alpr_kiosk.domain.clock import Clock
from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.painting import draw_icon, rounded, turning

UNDO_S = 10.0
"""So long a removal is offered to be undone (screen specification, section 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarKey:
    """A key of the bar.

    Attributes:
        name: What `NoticeBar.chosen` says.
        word: On the key.
        icon: Beside the word.
        kind: Fill of the key.
    """

    name: str
    word: str
    icon: str = ""
    kind: str = "raised"


class NoticeBar(QWidget):
    """Stands in the layout of a page, hidden while there is nothing to say.

    Signals:
        chosen (str name): A key of it was tapped; the bar is gone then.
    """

    chosen = Signal(str)

    def __init__(
        self, *, look: Look, clock: Clock, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._name = name
        self._kind, self._icon = "warning", "alarm-low"
        self._until: float | None = None
        self.keys: list[TapKey] = []
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        m = look.metrics
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(m.gap_min)
        # For the icon; a margin would stay on its side when the language turns.
        self._row.addSpacing(m.icon_small + 2 * m.space(16) - m.gap_min)
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setProperty("role", "strong")
        self._row.addWidget(self.label, 1)
        self.setFixedHeight(m.touch_min + 2)
        look.changed.connect(self._recolour)
        self.hide()

    def tell(
        self,
        text: str,
        keys: Sequence[BarKey] = (),
        *,
        kind: str = "warning",
        icon: str = "alarm-low",
        seconds: float | None = None,
    ) -> None:
        """Say it; with `seconds` it goes by itself."""
        self.clear()
        self._kind, self._icon = kind, icon
        self.label.setText(text)
        self._recolour()
        for wanted in keys:
            key = TapKey(
                look=self._look,
                name=f"{self._name}.{wanted.name}",
                text=wanted.word,
                icon=wanted.icon,
                kind=wanted.kind,
                beside=True,
                parent=self,
            )
            key.setProperty("choice", wanted.name)
            key.setFixedHeight(self._look.metrics.touch_min)
            key.setMinimumWidth(self._look.metrics.words(34))
            key.clicked.connect(self._tapped)
            self._row.addWidget(key)
            self.keys.append(key)
        self._until = None if seconds is None else self._clock.monotonic() + seconds
        self.setAccessibleName(text)
        self.show()
        self.update()

    def clear(self) -> None:
        """Nothing to say any more."""
        self._until = None
        for key in self.keys:
            self._row.removeWidget(key)
            key.hide()
            key.deleteLater()
        self.keys = []
        self.label.setText("")
        self.hide()

    def tick(self) -> None:
        """Go when it is time."""
        if self._until is not None and self._clock.monotonic() >= self._until:
            self.clear()

    def _recolour(self) -> None:
        self.label.setStyleSheet(f"color: {self._look.tokens.on(self._kind)};")

    def _tapped(self) -> None:
        key = self.sender()
        if isinstance(key, TapKey):
            name = str(key.property("choice"))
            self.clear()
            self.chosen.emit(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m = self._look.tokens, self._look.metrics
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        outline = t.on(self._kind) if t.needs_outline(self._kind, "bg") else None
        rounded(
            painter,
            rect,
            fill=t.fill(self._kind),
            radius=m.radius * 1.5,
            outline=outline,
            width=float(t.border_px),
        )
        size = float(m.icon_small)
        draw_icon(
            painter,
            self._look,
            self._icon,
            t.on(self._kind),
            m.space(16),
            rect.center().y() - size / 2,
            size,
        )
