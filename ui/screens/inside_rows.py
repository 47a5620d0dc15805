# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows of S12: plate, whose, how long, overstay, and one key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.domain.muster import duration_text
from ui import messages
from ui.surroundings import Surroundings
from ui.viewmodels.inside import InsideRow
from ui.widgets.painted_list import PaintedList
from ui.widgets.painting import CENTER, RIGHT, draw_icon, fitted, rounded, text_line


class InsideRows(PaintedList):
    """Cars; the key says that one went out, or is still inside."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(
            look=around.look,
            name="inside.rows",
            label="",
            row_h=max(around.look.metrics.touch_std, 72),
            parent=parent,
        )
        self.setAccessibleName(self.tr("Cars"))
        self._clock = around.clock
        self._local = around.local
        self._explain = around.explain
        self.rows: tuple[InsideRow, ...] = ()

    def show_rows(self, rows: Sequence[InsideRow]) -> None:
        """Show these; the place in the list stays."""
        self.rows = tuple(rows)
        self.set_count(len(self.rows), keep=True)

    def key_words(self, one: InsideRow) -> str:
        """Return what the key of a row says, "" for none."""
        if one.left_at is None:
            return self.tr("Went out")
        return self.tr("Still inside") if one.row.plate else ""

    def who(self, one: InsideRow) -> str:
        """Return whose it is."""
        row = one.row
        kind = messages.list_word(ListKind(row.kind)) if row.kind else self.tr("On no list")
        if row.host:
            return self.tr("{kind} for {host}").replace("{kind}", kind).replace("{host}", row.host)
        return row.owner or kind

    def span(self, one: InsideRow) -> str:
        """Return how long it is inside, or when it left."""
        if one.left_at is not None:
            return self.tr("left {time}").replace("{time}", self._local.hm(one.left_at))
        return duration_text(self._clock.utc_now() - one.row.entered_at)

    def sentence(self, index: int) -> str:
        """Return a row as one sentence."""
        one = self.rows[index]
        parts = (
            messages.spoken(one.row.plate) or self.tr("plate not read"),
            self.who(one),
            self.span(one),
            self.tr("overstay") if one.overstay else "",
            self.tr("may have left") if one.unsure else "",
        )
        return ", ".join(part for part in parts if part)

    def key_rect(self, rect: QRectF, index: int) -> QRectF | None:
        if not self.key_words(self.rows[index]):
            return None
        wide = min(250.0, max(190.0, rect.width() * 0.17))
        high = float(self.look.metrics.touch_min)
        return QRectF(rect.right() - wide - 10, rect.center().y() - high / 2, wide, high)

    def paint_row(self, painter: QPainter, rect: QRectF, index: int) -> None:
        t, fonts = self.look.tokens, self.look.fonts
        one = self.rows[index]
        x = rect.x() + 16
        plate = one.row.plate or self.tr("not read")
        font = fonts("plate_row") if one.row.plate else fonts("body")
        text_line(
            painter,
            QRectF(x, rect.y(), 226, rect.height()),
            plate,
            font=fitted(font, plate, 222, 18),
            colour=t.text if one.row.plate else t.muted,
        )
        x += 234
        key = self.key_rect(rect, index)
        end = key.x() - 14 if key is not None else rect.right() - 14
        chips = end - 12
        for shown, kind, icon, words in (
            (one.overstay, "warning", "clock-warning", self.tr("OVERSTAY")),
            (not one.row.plate, "ask", "ask-question-triangle", self.tr("NOT SURE")),
        ):
            if shown:
                chips = self._chip(painter, rect, chips, kind, icon, words) - 10
        span_w = 176.0
        text_line(
            painter,
            QRectF(chips - span_w, rect.y(), span_w - 14, rect.height()),
            self.span(one),
            font=fonts("body_strong"),
            colour=t.text,
            align=RIGHT,
        )
        rest = chips - span_w - x
        half = rect.height() / 2
        text_line(
            painter,
            QRectF(x, rect.y() + 6, rest, half - 4),
            self.who(one),
            font=fonts("caption_strong"),
            colour=t.text,
        )
        seen = self.tr("in {time}, {camera}")
        if one.unsure and one.row.plate:
            seen = self.tr("in {time}, {camera}; may have left")
        seen = seen.replace("{time}", self._local.hm(one.row.entered_at))
        text_line(
            painter,
            QRectF(x, rect.y() + half - 2, rest, half - 4),
            seen.replace("{camera}", self._explain.name(one.row.camera_id)),
            font=fonts("caption"),
            colour=t.muted,
        )
        if key is not None:
            rounded(
                painter,
                key,
                fill=t.raised,
                radius=self.look.metrics.radius,
                outline=t.border,
                width=t.border_px,
            )
            words = self.key_words(one)
            text_line(
                painter,
                key,
                words,
                font=fitted(fonts("button"), words, key.width() - 16, 18),
                colour=t.text,
                align=CENTER,
            )

    def _chip(
        self, painter: QPainter, rect: QRectF, right: float, kind: str, icon: str, words: str
    ) -> float:
        """Paint a mark that ends at `right`; return where it begins."""
        t = self.look.tokens
        font = self.look.fonts("caption_strong")
        wide = QFontMetrics(font).horizontalAdvance(words) + 54
        place = QRectF(right - wide, rect.center().y() - 21, wide, 42)
        rounded(
            painter,
            place,
            fill=t.fill(kind),
            radius=6,
            outline=t.on(kind) if t.needs_outline(kind, "raised") else None,
            width=2,
        )
        draw_icon(painter, self.look, icon, t.on(kind), place.x() + 10, place.y() + 9, 24)
        text_line(
            painter, place.adjusted(42, 0, -4, 0), words, font=font, colour=t.on(kind), elide=False
        )
        return place.x()
