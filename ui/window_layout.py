# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where everything in the window has its place.

Bars above, at the side and below; what is left is the page's, sheets cover it, and nothing ever
reaches over the gate bar.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStackedWidget, QStyle, QWidget

from ui.ask_desk import AskDesk
from ui.navigator import HOME, Navigator
from ui.screens.live import LiveScreen
from ui.sheet_stack import SheetStack
from ui.theme.look import Look
from ui.top_row import TopRow
from ui.widgets.banner import AlertBanner
from ui.widgets.gate_bar import GateBar
from ui.widgets.nav_rail import NavRail
from ui.widgets.setup_bar import SetupBar
from ui.widgets.status_bar import StatusBar
from ui.widgets.toast import Toast
from ui.widgets.trial_bar import TrialBar


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowLayout:
    """Lays the window out.

    Attributes:
        window: The window.
        look: Sizes.
        status: At the upper edge.
        nav: At the side.
        pages: The page that is shown.
        navigator: Which one that is.
        live: Returns S01.
        gates: At the lower edge.
        trial: Above it, what is on trial.
        setup_bar: Above that, what the first run lacks.
        banner: The banner of an alert.
        asking: The chip of a question that stepped aside.
        top_row: The row of both above a page.
        toast: A short word.
        sheets: What covers the page.
        overlays: All that lies over the page, the lowest first.
    """

    window: QWidget
    look: Look
    status: StatusBar
    nav: NavRail
    pages: QStackedWidget
    navigator: Navigator
    live: Callable[[], LiveScreen]
    gates: GateBar
    trial: TrialBar
    setup_bar: SetupBar
    banner: AlertBanner
    asking: AskDesk
    top_row: TopRow
    toast: Toast
    sheets: SheetStack
    overlays: Sequence[QWidget]

    def arrange(self) -> None:
        """Give everything its place."""
        m = self.look.metrics
        width, height = self.window.width(), self.window.height()
        self.status.setGeometry(0, 0, width, m.status_h)
        gate_top = height - m.gate_bar_h
        self.gates.setGeometry(0, gate_top, width, m.gate_bar_h)
        content = QRect(m.nav_w, m.status_h, width - m.nav_w, gate_top - m.status_h)
        self._put(self.nav, QRect(0, m.status_h, m.nav_w, content.height()))
        floor = content.bottom()
        content = self._bars(content)
        gate_top -= floor - content.bottom()
        if self.navigator.current == HOME and not self.sheets.any_open and not self.asking.room:
            self._place_live(content)
        else:
            self._place_page(content, gate_top)
        # Its place is taken, not covered: nothing of it can be reached by Tab meanwhile.
        self.status.setVisible(not self.top_row.over_status)
        for sheet in self.sheets.all:
            # Over the bars at the lower edge: a PIN that keeps new settings needs all its keys.
            self._put(sheet, content.adjusted(0, 0, 0, floor - content.bottom()))
        self.toast.place(self._turned(content))
        for overlay in self.overlays:
            overlay.raise_()

    @property
    def is_wrong(self) -> bool:
        """Whether what is shown needs another height by now: it may fit below the row, or not."""
        return self.top_row.is_wrong(self._shown)

    @property
    def banner_moves_page(self) -> bool:
        """Over Live it only covers pictures; anywhere else what is touched moves."""
        return self.navigator.current != HOME or self.sheets.any_open

    def _bars(self, content: QRect) -> QRect:
        """Put the bars at the lower edge; return what is left above them."""
        trial_h = self.trial.wanted_height
        if trial_h:
            content = self._bar(self.trial, content, trial_h)
        with_setup = self.navigator.current in (HOME, "settings")
        setup_h = self.setup_bar.wanted_height if with_setup else 0
        self.setup_bar.setVisible(bool(setup_h))
        return self._bar(self.setup_bar, content, setup_h) if setup_h else content

    def _bar(self, bar: QWidget, content: QRect, high: int) -> QRect:
        self._put(bar, QRect(content.x(), content.bottom() + 1 - high, content.width(), high))
        return content.adjusted(0, 0, 0, -high)

    def _place_live(self, content: QRect) -> None:
        """The pictures keep their place; a banner lies over them."""
        m = self.look.metrics
        self.top_row.leave()
        top = 0
        if not self.banner.isHidden():
            # Over the pictures only: the rail keeps its full height and its place.
            wide = content.width() - m.rail_w
            tall = self.banner.height_for(wide)
            self.banner.set_margin(m.gap_min)
            self._put(self.banner, QRect(content.x(), content.y(), wide, tall))
            top = tall + m.gap_min
        self._put(self.pages, content)
        self.live().set_top(top)

    def _place_page(self, content: QRect, gate_top: int) -> None:
        """Put the page below the row of banner and chip; `content` ends up below it as well."""
        covers = self.navigator.page.covers
        page = QRect(0, 0, self.window.width(), gate_top) if covers else QRect(content)
        row = self.top_row.place(content, self._shown)
        if row:
            page.setTop(max(page.y(), row))
            content.setTop(max(content.y(), row))
        self._put(self.pages, page)
        self.live().set_top(0)

    @property
    def _shown(self) -> QWidget:
        """The sheet that is on top, else the page."""
        return self.sheets.top or self.navigator.page

    def _turned(self, place: QRect) -> QRect:
        """Return a place as it is in the direction of the language."""
        return QStyle.visualRect(self.window.layoutDirection(), self.window.rect(), place)

    def _put(self, widget: QWidget, place: QRect) -> None:
        widget.setGeometry(self._turned(place))
