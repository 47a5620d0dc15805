# SPDX-License-Identifier: AGPL-3.0-or-later
"""The row above a page: the banner of an alert, the chip of a question, or both."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QStyle, QWidget

from ui.ask_desk import CHIP_W, AskDesk
from ui.screens.base import FillsPage, Screen
from ui.theme.look import Look
from ui.widgets.banner import AlertBanner


class TopRow:
    """Lays banner and chip out.

    The row has the same height whatever it says. It pushes the page down; where the page needs all
    of its height, keypads above all, the row takes the place of the status bar instead.

    Args:
        window: Where they live.
        look: Sizes.
        banner: The banner; it shows or hides by itself.
        asking: Who has the chip.
    """

    def __init__(
        self, *, window: QWidget, look: Look, banner: AlertBanner, asking: AskDesk
    ) -> None:
        self._window = window
        self._look = look
        self._banner = banner
        self._asking = asking
        self._content: QRect | None = None
        self._squeezed = False

    @property
    def over_status(self) -> bool:
        """Whether the row stands in the place of the status bar."""
        return self._content is not None and self._squeezed

    def leave(self) -> None:
        """There is no row: the banner lies over pictures, or nothing is to be said."""
        self._content = None

    def place(self, content: QRect, shown: QWidget) -> int:
        """Lay the row out above what is shown; return where it ends, 0 without one.

        Args:
            content: Where the page would be without the row, left to right.
            shown: The page, or the sheet over it.
        """
        m = self._look.metrics
        banner, chip = not self._banner.isHidden(), self._asking.room
        self._content = QRect(content) if banner or chip else None
        if self._content is None:
            return 0
        self._squeezed = self._is_squeezed(content, shown)
        if self._squeezed:
            row, margin = QRect(0, 0, self._window.width(), max(m.touch_min, m.status_h)), 0
        else:
            row = QRect(content.x(), content.y(), content.width(), m.touch_min + m.gap_min)
            margin = m.gap_min
        self._asking.place(row, beside_banner=banner, margin=margin)
        if banner:
            beside = CHIP_W + m.gap_min if chip else 0
            self._banner.set_margin(margin)
            left_to_right = row.adjusted(0, 0, -beside, 0)
            turned = QStyle.visualRect(
                self._window.layoutDirection(), self._window.rect(), left_to_right
            )
            self._banner.setGeometry(turned)
        return row.bottom() + 1

    def is_wrong(self, shown: QWidget) -> bool:
        """Return whether what is shown needs another height by now than it was given."""
        content = self._content
        return content is not None and self._is_squeezed(content, shown) is not self._squeezed

    def _is_squeezed(self, content: QRect, shown: QWidget) -> bool:
        if isinstance(shown, Screen) and shown.covers:
            return True
        inside = (part for part in shown.findChildren(FillsPage) if part.isVisibleTo(shown))
        needed = max(part.minimumSizeHint().height() for part in (shown, *inside))
        needed += sum(_wraps(label) for label in shown.findChildren(QLabel))
        m = self._look.metrics
        return needed > content.height() - m.touch_min - m.gap_min


def _wraps(label: QLabel) -> int:
    """Return how much higher than one line a label of a page is, px; layouts do not tell that."""
    if not label.wordWrap() or not label.isVisible():
        return 0
    around = label.parentWidget()
    while around is not None and not isinstance(around, Screen):
        if isinstance(around, QAbstractScrollArea):
            return 0  # it can be scrolled to
        around = around.parentWidget()
    return max(0, label.heightForWidth(label.width()) - label.minimumSizeHint().height())
