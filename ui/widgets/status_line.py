# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pills of the status bar as a thin line, where a banner has to take the bar's row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.look import Look
from ui.widgets.painting import draw_icon, fitted, rounded, text_line, turning
from ui.widgets.status_bar import StatusPill

LINE_H = 24
"""Height, px: an icon and one line of the pills' small type."""
BLOCK_W = 384
"""Width of the block of two lines that stands beside a banner, px."""
GAP = 4.0
"""Between two pills, px."""
ICON = 20.0
SHARES = (128, 84, 84, 96, 96, 88, 72, 172)
"""Widths of the pills in one line: as in the bar, less their captions."""


class StatusLine(QWidget):
    """Icon and value of each pill; shows, and takes no touches: it is far lower than 12 mm.

    Args:
        look: Colours.
        pills: The pills of the bar, which know all of it.
        parent: The banner.
    """

    def __init__(self, *, look: Look, pills: Sequence[StatusPill], parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._pills = tuple(pills)
        self.setObjectName("status.line")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for pill in self._pills:
            pill.changed.connect(self._tell)
        look.changed.connect(self.update)
        self._tell()
        self.hide()

    @property
    def shown(self) -> tuple[str, ...]:
        """What can be read, pill by pill."""
        return tuple(pill.value for pill in self._pills)

    def _tell(self) -> None:
        told = ", ".join(f"{pill.caption}: {pill.value}" for pill in self._pills)
        self.setAccessibleName(self.tr("State of the site"))
        self.setAccessibleDescription(told)
        self.update()

    def cells(self) -> tuple[QRectF, ...]:
        """Return where each pill stands, as for left to right: in one line or, if high, in two."""
        lines = 2 if self.height() >= 2 * LINE_H else 1
        high = self.height() / lines
        each = len(self._pills) // lines
        found = []
        for line in range(lines):
            shares = SHARES[line * each : (line + 1) * each]
            unit = (self.width() - GAP * (each + 1)) / sum(shares)
            x = GAP
            for share in shares:
                found.append(QRectF(x, line * high + 1, unit * share, high - 2))
                x += unit * share + GAP
        return tuple(found)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        turning(painter)
        painter.fillRect(self.rect(), self._look.palette().window())
        for pill, cell in zip(self._pills, self.cells(), strict=True):
            colour = t.text
            if pill.kind:
                colour = t.on(pill.kind)
                outlined = t.needs_outline(pill.kind, "bg")
                rounded(
                    painter,
                    cell,
                    fill=t.fill(pill.kind),
                    radius=self._look.metrics.radius,
                    outline=colour if outlined else None,
                    width=2,
                )
            y = cell.center().y() - ICON / 2
            draw_icon(painter, self._look, pill.kind_icon(), colour, cell.x() + 4, y, ICON)
            words = cell.adjusted(ICON + 9, 0, -3, 0)
            font = fitted(self._look.fonts.sized(18, weight=600), pill.value, words.width(), 15)
            text_line(painter, words, pill.value, font=font, colour=colour)
