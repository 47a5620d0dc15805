# SPDX-License-Identifier: AGPL-3.0-or-later
"""The row above a page: the banner of an alert, the chip of a question, or both."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QStyle, QWidget

from ui.ask_desk import CHIP_W, EDGE, AskDesk
from ui.screens.base import FillsPage, Screen
from ui.theme.look import Look
from ui.widgets.banner import AlertBanner
from ui.widgets.status_bar import StatusBar
from ui.widgets.status_line import BLOCK_W, LINE_H, StatusLine


class _Needs(Enum):
    """How much of its height a page needs: the row is below the bar, or takes its place ..."""

    LITTLE = "little"
    MUCH = "much"  # ... with a thin line of the bar above it,
    ALL = "all"  # ... or beside it,
    COVERS = "covers"  # ... or without, as the page has no bar at all.


class TopRow:
    """Lays banner and chip out.

    The row has the same height whatever it says. It pushes the page down; where the page needs all
    of its height, keypads above all, the row takes the place of the status bar instead. What the
    pills say stays in sight (screens.md S01; docs/adr/0034): beside a chip the bar is narrower, a
    banner has a thin line of it above, or on the fullest pages beside its words.

    Args:
        window: Where they live.
        look: Sizes.
        banner: The banner; it shows or hides by itself.
        asking: Who has the chip.
        status: The status bar.
    """

    def __init__(
        self,
        *,
        window: QWidget,
        look: Look,
        banner: AlertBanner,
        asking: AskDesk,
        status: StatusBar,
    ) -> None:
        self._window = window
        self._look = look
        self._banner = banner
        self._asking = asking
        self._status = status
        self.line = StatusLine(look=look, pills=status.pills, parent=window)
        self._content: QRect | None = None
        self._needs = _Needs.LITTLE

    @property
    def over_status(self) -> bool:
        """Whether the row stands in the place of the status bar."""
        return self._content is not None and self._hides_bar

    @property
    def _hides_bar(self) -> bool:
        """A banner is higher than what the bar could be narrowed for; some pages cover it."""
        taken = self._needs is not _Needs.LITTLE
        return taken and (self._needs is _Needs.COVERS or not self._banner.isHidden())

    def leave(self) -> None:
        """There is no row: the banner lies over pictures, or nothing is to be said."""
        self._content = None
        self.line.hide()

    def place(self, content: QRect, shown: QWidget) -> int:
        """Lay the row out above what is shown; return where it ends, 0 without one.

        Args:
            content: Where the page would be without the row, left to right.
            shown: The page, or the sheet over it.
        """
        m = self._look.metrics
        banner, chip = not self._banner.isHidden(), self._asking.room
        self._content = QRect(content) if banner or chip else None
        self.line.hide()
        if self._content is None:
            return 0
        self._needs = self._needed(content, shown)
        narrow = False
        if self._needs is not _Needs.LITTLE:
            row, margin = QRect(0, 0, self._window.width(), max(m.touch_min, m.status_h)), 0
            if self._needs is _Needs.COVERS:
                pass  # it covers the bar without a banner too
            elif not banner:
                narrow = True
                self._put(self._status, row.adjusted(0, 0, -CHIP_W - m.gap_min - EDGE, 0))
            elif self._needs is _Needs.MUCH:
                self._show_line(QRect(0, 0, row.width(), LINE_H))
                # The rail keeps its place below the bar's.
                row = row.translated(0, LINE_H).adjusted(m.nav_w, 0, 0, 0)
            elif not chip:
                self._show_line(QRect(0, 0, BLOCK_W, row.height()))
                row.setLeft(BLOCK_W)
        else:
            row = QRect(content.x(), content.y(), content.width(), m.touch_min + m.gap_min)
            margin = m.gap_min
        self._asking.place(row, beside_banner=banner or narrow, margin=margin)
        if banner:
            beside = CHIP_W + m.gap_min if chip else 0
            self._banner.set_margin(margin)
            self._put(self._banner, row.adjusted(0, 0, -beside, 0))
        return row.bottom() + 1

    def _show_line(self, place: QRect) -> None:
        self._put(self.line, place)
        self.line.show()

    def _put(self, widget: QWidget, left_to_right: QRect) -> None:
        direction, parent = self._window.layoutDirection(), self._window.rect()
        widget.setGeometry(QStyle.visualRect(direction, parent, left_to_right))

    def is_wrong(self, shown: QWidget) -> bool:
        """Return whether what is shown needs another height by now than it was given."""
        content = self._content
        return content is not None and self._needed(content, shown) is not self._needs

    def _needed(self, content: QRect, shown: QWidget) -> _Needs:
        if isinstance(shown, Screen) and shown.covers:
            return _Needs.COVERS
        inside = (part for part in shown.findChildren(FillsPage) if part.isVisibleTo(shown))
        needed = max(part.minimumSizeHint().height() for part in (shown, *inside))
        needed += sum(_wraps(label) for label in shown.findChildren(QLabel))
        m = self._look.metrics
        if needed <= content.height() - m.touch_min - m.gap_min:
            return _Needs.LITTLE
        lower = max(m.touch_min, m.status_h) - m.status_h + LINE_H
        return _Needs.MUCH if needed <= content.height() - lower else _Needs.ALL


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
