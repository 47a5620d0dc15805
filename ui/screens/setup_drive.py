# SPDX-License-Identifier: AGPL-3.0-or-later
"""Steps 10 and 11 of the first run: cars are driven and counted, and the result sheet."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.first_run import (
    CARS,
    CarNotRead,
    DriveTestStarted,
    LaneDrive,
    RiskAccepted,
)
from alpr_kiosk.domain.intents import Intent, IntentAnswer, SessionEnded
from ui import messages
from ui.people import PinWanted, Session
from ui.screens.setup_part import Part
from ui.surroundings import Surroundings
from ui.widgets.keys import TapKey
from ui.widgets.painting import draw_icon, fitted, rounded, text_line, turning
from ui.widgets.row_list import RowList

DOT = 30.0
"""A car, px."""


class LaneDriveRow(QWidget):
    """A lane in one direction: five cars, read or not, and the newest plate."""

    def __init__(
        self, around: Surroundings, lane: LaneDrive, *, running: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = around.look
        self._lane = lane
        way = self.tr("in") if lane.direction is Direction.IN else self.tr("out")
        self.text = f"{around.explain.lane(lane.lane_id)}, {way}"
        self.passed = lane.passed
        self.word = self._word()
        self.setObjectName(f"setup.drive.{lane.lane_id}.{lane.direction.value}")
        self.setAccessibleName(f"{self.text}: {self.word}")
        m = around.look.metrics
        self.setFixedHeight(m.touch_min + 62)
        self.missed = TapKey(
            look=around.look,
            name=f"setup.missed.{lane.lane_id}.{lane.direction.value}",
            text=self.tr("Not read"),
            icon="reader-off",
            beside=True,
            accessible=self.tr("A car was not read") + f": {self.text}",
            parent=self,
        )
        self.missed.setVisible(running and not lane.passed)
        key_w = m.words(30)
        self.missed.setFixedSize(key_w, m.touch_min)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.addStretch(1)
        row.addWidget(self.missed)

    def _word(self) -> str:
        if self._lane.passed:
            return self.tr("passed")
        words = self.tr("{n} of {of} read")
        return words.replace("{n}", str(self._lane.read)).replace("{of}", str(CARS))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts, m = self._look.tokens, self._look.fonts, self._look.metrics
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        rounded(painter, rect, fill=t.raised, radius=m.radius * 1.3, outline=self._look.hairline)
        colour = t.word("allow") if self._lane.passed else t.text
        icon = f"direction-{self._lane.direction.value}"
        draw_icon(painter, self._look, icon, t.muted, 16, 14, 34)
        right = rect.width() - 16 - (self.missed.width() + 12 if self.missed.isVisible() else 0)
        wide = right - 64
        newest = self._lane.cars[-CARS:]
        plate = newest[-1].plate if newest else ""
        words = f"{plate}   {self.word}" if plate else self.word
        title = QRectF(64, 12, wide * 0.45, 38)
        text_line(
            painter,
            title,
            self.text,
            font=fitted(fonts("body_strong"), self.text, title.width(), 17),
            colour=t.text,
        )
        said = QRectF(title.right() + 8, 12, wide - title.width() - 8, 38)
        text_line(
            painter,
            said,
            words,
            font=fitted(fonts("body"), words, said.width(), 16),
            colour=colour,
            align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
        )
        left = 64.0
        top = rect.height() - DOT - 20
        for index in range(CARS):
            place = QRectF(left, top, DOT + 12, DOT + 4)
            if index < len(newest):
                kind = "allow" if newest[index].read else "deny"
                rounded(painter, place, fill=t.fill(kind), radius=6)
                mark = "ack-check" if newest[index].read else "close"
                draw_icon(painter, self._look, mark, t.on(kind), left + 9, top + 5, 24)
            else:
                rounded(painter, place, fill=None, outline=t.border, width=2, radius=6, dashed=True)
            left += DOT + 20


class DrivePart(Part):
    """Step 10."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        look, m = around.look, around.look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.gap_min)
        self.list = RowList(
            look=look, name="setup.drive.list", spoken=self.tr("Drive test"), parent=self
        )
        layout.addWidget(self.list, 1)
        keys = QHBoxLayout()
        keys.setSpacing(m.gap_min)
        self.start = self._key("setup.drive.start", "", "car", "accent")
        self.start.clicked.connect(self._start)
        self.risk = self._key(
            "setup.drive.risk", self.tr("Accept the risk"), "override-hand", "raised"
        )
        self.risk.setAccessibleName(self.tr("Accept the risk: automatic opening without a test"))
        self.risk.clicked.connect(self._ask_risk)
        keys.addWidget(self.start, 1)
        keys.addWidget(self.risk, 1)
        layout.addLayout(keys)
        around.first_run.changed.connect(self._show)
        self._show()

    def _key(self, name: str, text: str, icon: str, kind: str) -> TapKey:
        key = TapKey(look=self.around.look, name=name, text=text, icon=icon, kind=kind, beside=True)
        key.setFixedHeight(self.around.look.metrics.touch_std)
        key.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return key

    def enter(self) -> None:
        """Show the cars so far."""
        self._show()

    @property
    def _lanes(self) -> tuple[LaneDrive, ...]:
        book = self.around.first_run
        return book.drive.lanes or book.state.drive

    def missing(self) -> str:
        """Cars must be driven, or a supervisor takes the risk, before it goes on without Later."""
        if self.around.first_run.state.automatic or self.around.first_run.drive.passed:
            return ""
        if not self.around.config.lanes:
            return self.tr("There is no lane yet. Tap Later, and come back with cameras and gates.")
        return self.tr("Each lane needs {n} cars in a row that were read.").replace(
            "{n}", str(CARS)
        )

    def _show(self) -> None:
        running = self.around.first_run.drive.running
        rows: list[QWidget] = []
        for lane in self._lanes:
            row = LaneDriveRow(self.around, lane, running=running)
            row.missed.clicked.connect(lambda _checked=False, lane=lane: self._missed(lane))
            rows.append(row)
        self.list.set_rows(rows)
        word = self.tr("Begin again") if running else self.tr("Start the drive test")
        self.start.setText(word)
        self.start.setAccessibleName(word)
        self.start.setEnabled(bool(self.around.config.lanes))
        self.risk.setVisible(not self.around.first_run.state.automatic)
        self.changed.emit()

    def _start(self) -> None:
        self.send(DriveTestStarted(session=self.around.people.session.token))

    def _missed(self, lane: LaneDrive) -> None:
        self.send(CarNotRead(lane_id=lane.lane_id, direction=lane.direction))

    def _ask_risk(self) -> None:
        # A PIN for this alone, whoever has signed in already.
        self.around.people.challenge(
            PinWanted(
                purpose=self.tr("let gates open without a drive test"),
                roles=("supervisor",),
                then=self._take_risk,
                elevates=False,
            )
        )

    def _take_risk(self, session: Session) -> None:
        self.send(RiskAccepted(session=session.token))

    def got(self, intent: Intent, answer: IntentAnswer) -> None:
        """Say what became of it; the PIN was for this alone."""
        if isinstance(intent, RiskAccepted):
            self.intent.emit(SessionEnded(session=intent.session))
        if answer.code:
            icon = "ack-check" if answer.ok else "alarm-high"
            self.said.emit(messages.text(answer.code, dict(answer.context)), icon)
