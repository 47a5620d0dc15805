# SPDX-License-Identifier: AGPL-3.0-or-later
"""What zones that are being drawn would have done in the last 7 days, in place of the tools."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QScroller, QVBoxLayout, QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.zone_trial import ZoneTrial
from ui import messages
from ui.theme.look import Look
from ui.widgets.keys import TapKey, named
from ui.widgets.states import StateBox

_Counts = list[tuple[str, int]]
"""What is counted, and how many."""


class ZoneTrialSheet(QWidget):
    """At work, a fault, or the counts.

    Signals:
        again (): "Try again" was tapped.
        closed (): "Stop" or "Close" was tapped.
    """

    again = Signal()
    closed = Signal()

    def __init__(self, *, look: Look, clock: Clock) -> None:
        super().__init__()
        self._look = look
        m = look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.gap_min)
        title = QLabel(self.tr("Last 7 days"))
        title.setProperty("role", "strong")
        layout.addWidget(title)
        self.state = StateBox(look=look, clock=clock, name="zones.trial.state", parent=self)
        self.state.pressed.connect(self.again)
        layout.addWidget(self.state, 1)
        self.counts = QScrollArea(self)
        named(self.counts, "zones.trial.counts", self.tr("What these zones would have done"))
        self.counts.setWidgetResizable(True)
        self.counts.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.counts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.counts.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        layout.addWidget(self.counts, 1)
        self.close_key = TapKey(look=look, name="zones.trial.close", text="", beside=True)
        self.close_key.setFixedHeight(m.touch_min)
        self.close_key.clicked.connect(self.closed)
        layout.addWidget(self.close_key)

    def tick(self) -> None:
        """Look at the clock: what goes on longer says more."""
        self.state.tick()

    def work(self) -> None:
        """It goes on; Stop is there from the beginning."""
        self.counts.hide()
        self.state.work(messages.text("zones.trial.working"), stoppable=False)
        self._face(self.tr("Stop"))

    def fault(self, words: str) -> None:
        """It could not be done."""
        self.counts.hide()
        self.state.fault(words)
        self._face(self.tr("Close"))

    def show_trial(self, trial: ZoneTrial, *, with_lines: bool) -> None:
        """Show what came out.

        Args:
            trial: The counts.
            with_lines: Lines were changed as well, which nothing here can tell of.
        """
        self._face(self.tr("Close"))
        if not trial.cars:
            self.counts.hide()
            self.state.empty(messages.text("zones.trial.none"))
            return
        self.state.clear()
        seen = trial.pictures
        stood = [
            (self.tr("Cars"), trial.cars),
            (self.tr("In the read zone"), trial.in_read),
            (self.tr("In the open zone"), trial.in_open),
        ]
        shown = [
            (self.tr("Would be kept"), seen.kept),
            (self.tr("Would be missed"), seen.missed),
            (self.tr("Not legible again"), seen.unseen),
            (self.tr("Newly found plates"), seen.found),
            (self.tr("Pictures gone"), seen.gone),
        ]
        how = messages.text("zones.trial.how", {"n": seen.looked, "of": seen.stored})
        notes = [messages.text("zones.trial.limit")]
        if with_lines:
            notes.append(messages.text("zones.trial.lines"))
        parts: list[_Counts | str] = [stood, how, shown, *notes]
        self.counts.setWidget(self._page(parts))
        self.counts.setAccessibleDescription("; ".join(_told(part) for part in parts))
        self.counts.show()

    def _page(self, parts: list[_Counts | str]) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(4, 0, 10, 0)
        grid.setVerticalSpacing(self._look.metrics.space(2))
        grid.setColumnStretch(0, 1)
        for part in parts:
            if isinstance(part, str):
                grid.addWidget(_words(part), grid.rowCount(), 0, 1, 2)
                continue
            for name, count in part:
                number = QLabel(f"{count:,}")
                number.setProperty("role", "count")
                row = grid.rowCount()
                grid.addWidget(_words(name), row, 0)
                grid.addWidget(number, row, 1, Qt.AlignmentFlag.AlignRight)
        grid.setRowStretch(grid.rowCount(), 1)
        return page

    def _face(self, word: str) -> None:
        self.close_key.setText(word)
        self.close_key.setAccessibleName(word)
        self.close_key.icon_name = "close"
        self.close_key.update()


def _words(text: str) -> QLabel:
    words = QLabel(text)
    words.setProperty("role", "caption")
    words.setWordWrap(True)
    return words


def _told(part: _Counts | str) -> str:
    if isinstance(part, str):
        return part
    return "; ".join(f"{name}: {count:,}" for name, count in part)
