# SPDX-License-Identifier: AGPL-3.0-or-later
"""S12 Muster list: black on white over the whole screen but the gate bar; no PIN, no database."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.inside import Occupancy
from alpr_kiosk.domain.muster import MusterRow, duration_text
from alpr_kiosk.domain.muster_queries import MusterFile, MusterFileWanted
from alpr_kiosk.domain.queries import Query, QueryAnswer
from alpr_kiosk.domain.targets import TargetsFound, TargetsWanted
from alpr_kiosk.runtime.views import SiteHealth
from ui import messages
from ui.screens.base import Screen
from ui.screens.export import PRINTER, ExportPage
from ui.surroundings import Surroundings
from ui.viewmodels.inside import InsideRow, inside_rows
from ui.widgets.keys import TapKey
from ui.widgets.painted_list import PaintedList
from ui.widgets.painting import RIGHT, fitted, focus_ring, text_line, turned, turning

PAPER, INK, PALE = "#FFFFFF", "#000000", "#4A4A4A"
"""A list that is read outdoors is black on white in every theme (screens.md S12)."""


class MusterRows(PaintedList):
    """Cars with a box to tick off at the assembly point."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(
            look=around.look,
            name="muster.rows",
            label="",
            row_h=around.look.metrics.touch_min,
            parent=parent,
        )
        self.setAccessibleName(self.tr("Cars inside"))
        self._local = around.local
        self._clock = around.clock
        self._explain = around.explain
        self.rows: tuple[InsideRow, ...] = ()
        self.ticked: set[str] = set()
        self.opened.connect(self._tick)

    def show_rows(self, rows: tuple[InsideRow, ...]) -> None:
        """Show these; what was ticked stays ticked."""
        self.rows = rows
        self.set_count(len(rows), keep=True)

    def _tick(self, index: int) -> None:
        self.ticked ^= {self.rows[index].row.stay_id}
        self._said()
        self.viewport().update()

    def who(self, row: MusterRow) -> str:
        """Return whose it is."""
        host = self.tr("for {host}").replace("{host}", row.host) if row.host else ""
        return " ".join(part for part in (row.owner, host) if part)

    def sentence(self, index: int) -> str:
        """Return a row as one sentence."""
        one = self.rows[index]
        parts = (
            messages.spoken(one.row.plate) or self.tr("plate not read"),
            self.who(one.row),
            duration_text(self._clock.utc_now() - one.row.entered_at),
            self.tr("not sure") if one.unsure else "",
            self.tr("ticked") if one.row.stay_id in self.ticked else self.tr("not ticked"),
        )
        return ", ".join(part for part in parts if part)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        turning(painter)
        painter.fillRect(event.rect(), QColor(PAPER))
        first = self.verticalScrollBar().value() // self.row_h
        last = min(self.count, first + self.viewport().height() // self.row_h + 2)
        for index in range(first, last):
            rect = self.rect_of(index)
            painter.fillRect(
                QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), QColor("#9A9A9A")
            )
            self.paint_row(painter, rect, index)
            if index == self.current and self.hasFocus():
                focus_ring(painter, rect.adjusted(1, 1, -1, -1), self.look, inner=INK)

    def paint_row(self, painter: QPainter, rect: QRectF, index: int) -> None:
        fonts = self.look.fonts
        one = self.rows[index]
        box = QRectF(rect.x() + 18, rect.center().y() - 18, 36, 36)
        painter.setPen(QColor(INK))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        seen = turned(painter, box)
        painter.drawRect(seen)
        painter.drawRect(seen.adjusted(1, 1, -1, -1))
        if one.row.stay_id in self.ticked:
            pen = painter.pen()
            pen.setWidth(5)
            painter.setPen(pen)
            painter.drawPolyline(
                [
                    seen.topLeft() + QPointF(6, 18),
                    seen.topLeft() + QPointF(15, 28),
                    seen.topLeft() + QPointF(31, 8),
                ]
            )
        x = box.right() + 20
        plate = one.row.plate or self.tr("not read")
        text_line(
            painter,
            QRectF(x, rect.y(), 260, rect.height()),
            plate,
            font=fitted(fonts("plate_row"), plate, 256, 20),
            colour=INK,
        )
        x += 268
        span = duration_text(self._clock.utc_now() - one.row.entered_at)
        doubt = self.tr("may have left") if one.unsure and one.row.plate else ""
        right = rect.right() - 20
        for width, words, font, colour in (
            (150.0, span, fonts("body"), INK),
            (186.0, doubt, fonts("body"), PALE),
            (
                rect.width() * 0.22,
                self._explain.name(one.row.camera_id),
                fonts("body"),
                PALE,
            ),
        ):
            text_line(
                painter,
                QRectF(right - width, rect.y(), width - 10, rect.height()),
                words,
                font=font,
                colour=colour,
                align=RIGHT,
            )
            right -= width
        text_line(
            painter,
            QRectF(x, rect.y(), right - x - 10, rect.height()),
            self.who(one.row) or self.tr("on no list"),
            font=fonts("body_strong"),
            colour=INK,
        )


class MusterScreen(Screen):
    """Entered by one tap, also on a locked screen."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._look = look = around.look
        self._at = around.clock.utc_now()
        self._gone_since: datetime | None = None
        self._looking = ""
        self._occupancy = Occupancy(certain=0, unread=0, unclear=0)
        hours = around.config.site.max_stay_h
        self._max_stay = None if hours is None else timedelta(hours=hours)
        self.setObjectName("muster")
        self.setAccessibleName(self.tr("Muster list"))
        m = look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 8)
        layout.setSpacing(m.gap_min)
        head = QHBoxLayout()
        head.setSpacing(m.gap_min)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = QLabel(self)
        self.title.setStyleSheet(f"color: {INK}; font-size: 32px; font-weight: 700;")
        self.counts = QLabel(self)
        self.counts.setStyleSheet(f"color: {INK}; font-size: 24px;")
        words.addWidget(self.title)
        words.addWidget(self.counts)
        head.addLayout(words, 1)
        self.save_key = self._key("save", self.tr("Save to USB"), "usb", 220)
        self.print_key = self._key("print", self.tr("Print"), "printer", 160)
        self.close_key = self._key("close", self.tr("Close"), "close", 160)
        self.save_key.clicked.connect(self._ask_save)
        self.print_key.clicked.connect(self._print)
        self.close_key.clicked.connect(self._close)
        for key in (self.save_key, self.print_key, self.close_key):
            head.addWidget(key)
        self.print_key.hide()
        layout.addLayout(head)
        self.rows = MusterRows(around, parent=self)
        self.rows.opened.connect(self._show_counts)
        layout.addWidget(self.rows, 1)
        self.export = ExportPage(around, name="muster.export", parent=self)
        self.export.hide()
        self.export.left.connect(self._export_left)
        layout.addWidget(self.export, 1)
        around.site.bus.inside_changed.connect(self._on_inside)
        around.site.bus.health_changed.connect(self._on_health)

    def _key(self, name: str, text: str, icon: str, width: int) -> TapKey:
        key = TapKey(look=self._look, name=f"muster.{name}", text=text, icon=icon, beside=True)
        key.setMinimumSize(width, self._look.metrics.touch_min)
        return key

    # ------------------------------------------------------------------------------ as a screen

    @property
    def covers(self) -> bool:
        """It lies over everything but the gate bar."""
        return True

    @property
    def busy(self) -> bool:
        """Whether a place for the list is chosen."""
        return not self.export.isHidden()

    def enter(self, _argument: object) -> None:
        """Show who is inside, and print it where there is a printer (screens.md S12)."""
        self.rows.ticked.clear()
        self._export_left()
        self._refresh()
        self._around.asker.cancel(self._looking)
        self._looking = self._around.asker.ask(self, TargetsWanted(), self._on_targets)

    def step_back(self) -> bool:
        """Leave the places."""
        if not self.busy:
            self._close()
            return True
        if not self.export.working:
            self._export_left()
        return True

    def tick(self) -> None:
        """Look at the clock."""
        self.export.tick()

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground = self._look.tokens.bg if self.busy else PAPER
        QPainter(self).fillRect(self.rect(), QColor(ground))

    # ---------------------------------------------------------------------------------- showing

    def _on_inside(self, _view: object) -> None:
        if self.isVisible():
            self._refresh()

    def _on_health(self, health: SiteHealth) -> None:
        """While the record is away the list stands as it was; its time says so."""
        if health.lists_ok:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = self._around.clock.utc_now()

    def _refresh(self) -> None:
        site, now = self._around.site, self._around.clock.utc_now()
        view = site.inside()
        self._at = self._gone_since or now
        self._occupancy = view.occupancy(now)
        rows = inside_rows(view, site.entries(), now=now, max_stay=self._max_stay)
        ordered = sorted(
            rows,
            key=lambda one: (
                (one.row.owner or one.row.host or "\uffff").casefold(),
                one.row.plate,
                one.row.stay_id,
            ),
        )
        self.rows.show_rows(tuple(ordered))
        local = self._around.local
        site_name = self._around.config.site.name
        self.title.setText(
            self.tr("{site}: who is inside, {date}")
            .replace("{site}", site_name)
            .replace("{date}", local.date(self._at))
        )
        self._show_counts()

    def _show_counts(self, _index: int = 0) -> None:
        count = self._occupancy
        unsure = min(count.most, count.unread + count.unclear)
        values = {
            "n": str(self._occupancy.most),
            "m": str(unsure),
            "time": self._around.local.hm(self._at),
        }
        ticked = len(self.rows.ticked & {one.row.stay_id for one in self.rows.rows})
        words = messages.text("inside.muster", values)
        if ticked:
            words += "  " + self.tr("{n} ticked").replace("{n}", str(ticked))
        self.counts.setText(words)
        self.setAccessibleDescription(words)

    # ------------------------------------------------------------------------------------ doing

    def _close(self) -> None:
        if self._around.people.locked:
            self.wanted.emit("lock", None)
        else:
            self.back.emit()

    def _query(self, target: str) -> Query:
        return MusterFileWanted(
            rows=tuple(one.row for one in self.rows.rows),
            occupancy=self._occupancy,
            at=self._at,
            target=target,
        )

    def _on_targets(self, answer: QueryAnswer) -> None:
        found = answer.result
        if isinstance(found, TargetsFound) and found.printer:
            self.print_key.show()
            self._print()

    def _print(self) -> None:
        self._around.asker.ask(self, self._query(PRINTER), self._printed)

    def _printed(self, answer: QueryAnswer) -> None:
        if answer.ok:
            self.said.emit(messages.text("muster.printed"), "printer")
        else:
            self.said.emit(messages.text(answer.code, answer.context), "alarm-high")

    def _ask_save(self) -> None:
        for part in (self.rows, self.save_key, self.print_key, self.close_key):
            part.setEnabled(part is self.rows)
        self.rows.hide()
        self.export.show()
        self.export.ask(self.tr("Save the list to"), make=self._query, done=_saved_words)
        self.update()
        self.changed.emit()

    def _export_left(self) -> None:
        for key in (self.save_key, self.print_key, self.close_key):
            key.setEnabled(True)
        self.export.hide()
        self.rows.show()
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()
        self.changed.emit()


def _saved_words(result: object, target: str) -> str:
    path = result.path if isinstance(result, MusterFile) else ""
    return f"{messages.text('muster.saved', {'target': target})}\n{path}"
