# SPDX-License-Identifier: AGPL-3.0-or-later
"""Beside one or two pictures: the last car of the lane, what was decided, and why."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.events import Decision, Direction
from alpr_kiosk.runtime.views import PassageView
from ui import messages
from ui.localtime import LocalTime
from ui.theme.look import Look
from ui.widgets.event_card import Explainer
from ui.widgets.painting import (
    draw_icon,
    draw_picture,
    fitted,
    rounded,
    text_block,
    text_line,
    text_width,
    turning,
    wrap_preview,
)

LOW_H = 250
"""A panel that is lower than this has smaller words and less room around them, px."""
LEAST_CROP_H = 32.0
"""Height of the picture of a plate below which it is left out, px."""
_DIRECTION_ICONS = {
    Direction.IN: "direction-in",
    Direction.OUT: "direction-out",
    Direction.UNKNOWN: "direction-unknown",
}


class LanePanel(QWidget):
    """The newest passage of one lane; not a control."""

    def __init__(
        self,
        *,
        look: Look,
        local: LocalTime,
        explain: Explainer,
        lane_id: str,
        title: str,
        direction: Direction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._local = local
        self._explain = explain
        self.lane_id = lane_id
        self._title = title
        self._direction = direction
        self._view: PassageView | None = None
        self._here = False
        self._face: tuple[object, ...] = ()
        self.in_setup = False
        self.setObjectName(f"live.lane.{lane_id}")
        self.setAccessibleName(self.tr("Lane {lane}").replace("{lane}", title))
        look.changed.connect(self.update)

    def set_view(self, view: PassageView) -> None:
        """Show this passage, unless a later car is already on show."""
        if self._view is not None and (
            view.passage.passage_id != self._view.passage.passage_id
            and view.passage.first_seen_mono < self._view.passage.first_seen_mono
        ):
            return
        before, self._view = self._view, view
        here, face = not view.passage.closed, self._explain.face(view)
        if before is not view and (here, face) == (self._here, self._face):
            return
        self._here, self._face = here, face
        decision = view.decision.decision if view.decision else None
        self.setAccessibleDescription(
            f"{messages.spoken(self._explain.plate(view))}, {messages.decision_word(decision)}"
        )
        self.setProperty("kind", messages.decision_kind(decision))
        self.update()

    def set_setup(self, on: bool) -> None:
        """Somebody draws on its picture: by hand only; or not any more."""
        if on != self.in_setup:
            self.in_setup = on
            setup = f", {messages.text('zones.setup')}" if on else ""
            self.setAccessibleName(f"Lane {self._title}{setup}")
            self.update()

    def refresh(self) -> None:
        """Say everything anew: names are veiled, or on show again."""
        if self._view is not None:
            self.set_view(self._view)

    def car_left(self, passage_id: str) -> None:
        """The car of this passage is gone."""
        if self._view is not None and self._view.passage.passage_id == passage_id:
            self._here = False
            self.update()

    def kind_icon(self) -> str:
        """Icon that goes with the kind."""
        return messages.decision_icon(self._decision())

    def kind_text(self) -> str:
        """Word that goes with the kind."""
        return messages.decision_word(self._decision())

    def kind_fill(self) -> str:
        """Fill in use."""
        return self._look.tokens.fill(messages.decision_kind(self._decision()))

    def _decision(self) -> Decision | None:
        view = self._view
        return view.decision.decision if view is not None and view.decision is not None else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        turning(painter)
        t = self._look.tokens
        rect = QRectF(self.rect())
        rounded(painter, rect, fill=t.surface, radius=self._look.metrics.radius)
        if self.height() < 80:
            self._paint_footer(painter, rect.adjusted(12, 4, -12, -4))
        elif self.height() < 150:
            self._paint_strip(painter, rect.adjusted(16, 8, -16, -8))
        else:
            pad = 14 if self.height() >= LOW_H else 6
            self._paint_column(painter, rect.adjusted(18, pad, -18, -pad))
        if self.in_setup:
            self._paint_setup(painter, rect)

    def _paint_setup(self, painter: QPainter, rect: QRectF) -> None:
        t = self._look.tokens
        high = min(40.0, rect.height())
        band = QRectF(rect.x(), rect.bottom() - high, rect.width(), high)
        outline = t.on("warning") if t.needs_outline("warning") else None
        radius = self._look.metrics.radius
        rounded(painter, band, fill=t.fill("warning"), radius=radius, outline=outline, width=2)
        colour = t.on("warning")
        icon = QRectF(band.x() + 12, band.center().y() - 13, 26, 26)
        draw_icon(painter, self._look, "settings", colour, icon.x(), icon.y(), icon.width())
        text_line(
            painter,
            band.adjusted(48, 0, -8, 0),
            messages.text("zones.setup"),
            font=self._look.fonts("body_strong"),
            colour=colour,
        )

    def _paint_head(self, painter: QPainter, area: QRectF) -> float:
        t, fonts = self._look.tokens, self._look.fonts
        draw_icon(
            painter,
            self._look,
            _DIRECTION_ICONS[self._direction],
            t.muted,
            area.x(),
            area.y() + 2,
            24,
        )
        where = self.tr("Car at the gate") if self._here else self.tr("No car")
        font = fonts("caption")
        width = text_width(font, where) + 4
        text_line(
            painter,
            QRectF(area.x() + 32, area.y(), area.width() - width - 44, 28),
            self._title,
            font=fonts("caption_strong"),
            colour=t.text,
        )
        text_line(
            painter,
            QRectF(area.right() - width, area.y(), width, 28),
            where,
            font=font,
            colour=t.text if self._here else t.muted,
            align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
        )
        return 28.0

    def _paint_column(self, painter: QPainter, area: QRectF) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        y = area.y() + self._paint_head(painter, area) + 8
        view = self._view
        if view is None:
            text_line(
                painter,
                QRectF(area.x(), y, area.width(), 40),
                messages.text("live.empty"),
                font=fonts("body"),
                colour=t.muted,
            )
            return
        plate = self._explain.plate(view) or "…"
        large = area.width() > 420 and self.height() >= LOW_H
        style = "plate_lane" if large else "plate_card"
        font = fitted(fonts(style), plate, area.width(), 30)
        line = font.pixelSize() * 1.2
        said = fonts("body" if large else "caption")
        room = area.bottom() - y
        # Under a high banner the plate and why come first, its picture when there is room for it.
        spare = room - line - 2 - 38 - 2 * QFontMetrics(said).height() - 4
        crop_h = min(90.0, max(40.0, room - 190), spare)
        if crop_h >= LEAST_CROP_H and view.crop is not None and not self._explain.veiled:
            place = QRectF(area.x(), y, min(area.width(), crop_h * 4.0), crop_h)
            rounded(painter, place, fill="#15181B", radius=5)
            draw_picture(painter, place, wrap_preview(view.crop), gain=t.video_gain, radius=5)
            y += crop_h + 4
        text_line(painter, QRectF(area.x(), y, area.width(), line), plate, font=font, colour=t.text)
        y += line + 2
        y += self._paint_decision(painter, QRectF(area.x(), y, area.width(), 34)) + 4
        if self._explain.code(view) and area.bottom() - y >= QFontMetrics(said).height():
            text_block(
                painter,
                QRectF(area.x(), y, area.width(), area.bottom() - y),
                self._explain.sentence(view),
                font=said,
                colour=t.muted,
                max_lines=4,
            )

    def _paint_decision(self, painter: QPainter, area: QRectF) -> float:
        t, fonts = self._look.tokens, self._look.fonts
        decision = self._decision()
        kind = messages.decision_kind(decision)
        word = messages.decision_word(decision)
        font = fonts("body_strong")
        width = text_width(font, word) + 56
        filled = kind in ("deny", "ask")
        colour = t.on(kind) if filled else t.word(kind)
        if filled:
            chip = QRectF(area.x(), area.y(), width, area.height())
            rounded(
                painter,
                chip,
                fill=t.fill(kind),
                radius=5,
                outline=t.on(kind) if t.needs_outline(kind) else None,
                width=2,
            )
        left = area.x() + (12 if filled else 0)
        draw_icon(
            painter, self._look, messages.decision_icon(decision), colour, left, area.y() + 4, 26
        )
        text_line(
            painter,
            QRectF(left + 34, area.y(), area.width() - 34, area.height()),
            word,
            font=font,
            colour=colour,
        )
        view = self._view
        if view is not None and view.decision is not None:
            text_line(
                painter,
                area,
                self._local.hm(view.decision.decided_at),
                font=fonts("caption"),
                colour=t.muted,
                align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            )
        return area.height()

    def _paint_footer(self, painter: QPainter, area: QRectF) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        view = self._view
        if view is None:
            text_line(painter, area, self._title, font=fonts("caption"), colour=t.muted)
            return
        plate = self._explain.plate(view) or "…"
        font = fitted(fonts("plate_row"), plate, area.width() * 0.5, 20)
        width = text_width(font, plate) + 16
        text_line(painter, area, plate, font=font, colour=t.text)
        self._paint_decision(
            painter, QRectF(area.x() + width, area.center().y() - 17, area.width() - width, 34)
        )

    def _paint_strip(self, painter: QPainter, area: QRectF) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        view = self._view
        if view is None:
            self._paint_head(painter, area)
            return
        plate = self._explain.plate(view) or "…"
        font = fitted(fonts("plate_hero"), plate, area.width() * 0.55, 40)
        text_line(
            painter,
            QRectF(area.x(), area.y(), area.width() * 0.56, area.height()),
            plate,
            font=font,
            colour=t.text,
        )
        side = QRectF(area.x() + area.width() * 0.58, area.y(), area.width() * 0.42, 34)
        self._paint_decision(painter, side)
        if self._explain.code(view):
            text_block(
                painter,
                QRectF(side.x(), side.bottom() + 2, side.width(), area.bottom() - side.bottom()),
                self._explain.sentence(view),
                font=fonts("caption"),
                colour=t.muted,
                max_lines=2,
            )
