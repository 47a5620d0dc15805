# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows of S10: time, picture of the plate, plate, icon and word, where, why, whose."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.events import Action, Decision, Reason
from alpr_kiosk.domain.history_queries import RowExtras
from alpr_kiosk.domain.ports import EvidenceFile, PassageRow
from ui import messages
from ui.surroundings import Surroundings
from ui.widgets.painted_list import PaintedList
from ui.widgets.painting import draw_icon, fitted, rounded, text_line, turned

LEAST_ROW_H = 62
"""What was read under what it is needs two lines, px."""
CACHED = 600
"""Small pictures in memory: twelve pages."""
WIDE_FROM = 1500
"""From this width on there is room for reason and owner in columns of their own, px."""


def decision_of(row: PassageRow) -> Decision | None:
    """Return the last decision of a row as the words for it want it; None without one."""
    try:
        return Decision(action=Action(row.action), reason=Reason(row.reason))
    except ValueError:
        return None


def crop_of(row: PassageRow) -> EvidenceFile | None:
    """Return the small picture of a passage."""
    return next((one for one in row.evidence if one.kind == "crop"), None)


class HistoryRows(PaintedList):
    """Passages, and one more row that goes on where there are more."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(
            look=around.look,
            name="history.rows",
            label="",
            row_h=max(around.look.metrics.touch_min, LEAST_ROW_H),
            parent=parent,
        )
        self.setAccessibleName(self.tr("Passages"))
        self._local = around.local
        self._explain = around.explain
        self._clock = around.clock
        self.rows: tuple[PassageRow, ...] = ()
        self.more = ""
        self._owners: dict[str, str] = {}
        self._pictures: OrderedDict[str, QPixmap] = OrderedDict()

    def show_rows(self, rows: Sequence[PassageRow], *, more: str, keep: bool) -> None:
        """Show these; `more` are the words of the row that goes on, "" for none."""
        self.rows, self.more = tuple(rows), more
        self.set_count(len(self.rows) + bool(more), keep=keep)

    def missing(self, rows: Sequence[PassageRow]) -> tuple[EvidenceFile, ...]:
        """Return the small pictures of rows that are not in memory."""
        files = (crop_of(row) for row in rows)
        return tuple(one for one in files if one is not None and one.sha256 not in self._pictures)

    def add_extras(self, extras: RowExtras) -> None:
        """Take what came later."""
        self._owners |= dict(extras.owners)
        size = self._thumb_size() * self.devicePixelRatioF()
        for digest, jpeg in extras.pictures:
            image = QImage.fromData(jpeg)
            if not image.isNull():
                small = image.scaled(
                    size,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
                self._pictures[digest] = QPixmap.fromImage(small)
        while len(self._pictures) > CACHED:
            self._pictures.popitem(last=False)
        self._said()
        self.viewport().update()

    def forget(self) -> None:
        """Nobody who may see them is there any more."""
        self._owners.clear()
        self._pictures.clear()
        self.show_rows((), more="", keep=False)

    def has_picture(self, row: PassageRow) -> bool:
        """Whether the small picture of a row is there."""
        crop = crop_of(row)
        return crop is not None and crop.sha256 in self._pictures

    def owner(self, row: PassageRow) -> str:
        """Return whose car it is, "" when that is not known."""
        return self._owners.get(row.effective, "")

    def when(self, row: PassageRow) -> str:
        """Return the time of a row, with its day when that is not today."""
        local = self._local.local(row.first_seen_at)
        today = self._local.local(self._clock.utc_now()).date()
        return f"{local:%H:%M:%S}" if local.date() == today else f"{local:%d.%m. %H:%M}"

    def sentence(self, index: int) -> str:
        """Return a row as one sentence."""
        if index >= len(self.rows):
            return self.more
        row = self.rows[index]
        parts = (
            self.when(row),
            messages.spoken(row.effective) or self.tr("plate not read"),
            messages.decision_word(decision_of(row)),
            self._explain.lane(row.lane_id),
            messages.short(row.reason),
            self.owner(row),
        )
        return ", ".join(part for part in parts if part)

    def _thumb_size(self) -> QSize:
        return QSize(150, self.row_h - 18)

    def paint_row(self, painter: QPainter, rect: QRectF, index: int) -> None:
        t, fonts = self.look.tokens, self.look.fonts
        if index >= len(self.rows):
            draw_icon(
                painter, self.look, "down", t.accent, rect.x() + 20, rect.center().y() - 14, 28
            )
            text_line(
                painter,
                rect.adjusted(60, 0, -16, 0),
                self.more,
                font=fonts("button"),
                colour=t.accent,
            )
            return
        row = self.rows[index]
        wide = rect.width() > WIDE_FROM
        x = rect.x() + 14
        text_line(
            painter,
            QRectF(x, rect.y(), 148, rect.height()),
            self.when(row),
            font=fonts("body"),
            colour=t.muted,
        )
        x += 152
        self._paint_thumb(painter, QRectF(x, rect.y() + 9, 150, rect.height() - 18), row)
        x += 166
        self._paint_plate(painter, QRectF(x, rect.y(), 232, rect.height()), row)
        x += 240
        decision = decision_of(row)
        kind = messages.decision_kind(decision)
        word = messages.decision_word(decision)
        draw_icon(
            painter,
            self.look,
            messages.decision_icon(decision),
            t.word(kind),
            x,
            rect.center().y() - 15,
            30,
        )
        text_line(
            painter,
            QRectF(x + 40, rect.y(), 168, rect.height()),
            word,
            font=fitted(fonts("body_strong"), word, 164, 18),
            colour=t.word(kind),
        )
        x += 214
        rest = rect.right() - x - 14
        lane = self._explain.lane(row.lane_id)
        reason, owner = messages.short(row.reason), self.owner(row)
        if wide:
            for share, text, colour in (
                (0.3, lane, t.text),
                (0.3, reason, t.muted),
                (0.4, owner, t.text),
            ):
                text_line(
                    painter,
                    QRectF(x, rect.y(), rest * share - 12, rect.height()),
                    text,
                    font=fonts("body"),
                    colour=colour,
                )
                x += rest * share
            return
        half = rect.height() / 2
        text_line(
            painter,
            QRectF(x, rect.y() + 4, rest, half - 2),
            f"{lane} · {owner}" if owner else lane,
            font=fonts("caption_strong"),
            colour=t.text,
        )
        text_line(
            painter,
            QRectF(x, rect.y() + half - 2, rest, half - 4),
            reason,
            font=fonts("caption"),
            colour=t.muted,
        )

    def _paint_plate(self, painter: QPainter, rect: QRectF, row: PassageRow) -> None:
        t, fonts = self.look.tokens, self.look.fonts
        plate = row.effective
        if not plate:
            text_line(painter, rect, self.tr("not read"), font=fonts("body"), colour=t.muted)
            return
        font = fitted(fonts("plate_row"), plate, rect.width(), 20)
        if row.corrected is None:
            text_line(painter, rect, plate, font=font, colour=t.text)
            return
        text_line(painter, rect.adjusted(0, 0, 0, -22), plate, font=font, colour=t.text)
        text_line(
            painter,
            rect.adjusted(0, rect.height() - 30, 0, -4),
            self.tr("read as {plate}").replace("{plate}", row.plate or "…"),
            font=fonts.sized(18),
            colour=t.muted,
        )

    def _paint_thumb(self, painter: QPainter, place: QRectF, row: PassageRow) -> None:
        t = self.look.tokens
        crop = crop_of(row)
        picture = self._pictures.get(crop.sha256) if crop is not None else None
        if picture is None:
            rounded(painter, place, fill=None, radius=4, outline=self.look.hairline, width=1)
            if crop is None:
                text_line(
                    painter,
                    place,
                    QCoreApplication.translate("HistoryRows", "no picture"),
                    font=self.look.fonts.sized(18),
                    colour=t.muted,
                    align=Qt.AlignmentFlag.AlignCenter,
                )
            return
        rounded(painter, place, fill="#15181B", radius=4)
        ratio = picture.devicePixelRatio()
        scale = min(
            place.width() / (picture.width() / ratio), place.height() / (picture.height() / ratio)
        )
        target = QRectF(0, 0, picture.width() / ratio * scale, picture.height() / ratio * scale)
        target.moveCenter(place.center())
        target = turned(painter, target)
        painter.drawPixmap(target, picture, QRectF(picture.rect()))
        if t.video_gain < 1.0:
            painter.fillRect(target, QColor(0, 0, 0, round(255 * (1 - t.video_gain))))
