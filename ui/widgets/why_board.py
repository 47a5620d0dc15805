# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands on S03: head line, pictures, votes, rule and time bar of one passage."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.events import Outcome
from alpr_kiosk.runtime.views import PassageView
from ui import messages
from ui.localtime import LocalTime
from ui.screens.ask import doubtful
from ui.theme.look import Look, blend
from ui.widgets.event_card import Explainer
from ui.widgets.painting import (
    CENTER,
    RIGHT,
    draw_icon,
    draw_picture,
    fitted,
    rounded,
    standing,
    text_block,
    text_line,
    turned,
    turning,
    wrap_preview,
)

TIMES_H = 64.0
"""Height of the time bar, px."""


class WhyBoard(QWidget):
    """Paints a passage; the keys beside and below it are the screen's."""

    def __init__(
        self, *, look: Look, local: LocalTime, explain: Explainer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._local = local
        self._explain = explain
        self.view: PassageView | None = None
        self._deleted: datetime | None = None
        self._left = self._right = self._below = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self.update)

    def set_room(self, left: int, right: int, below: int) -> None:
        """Leave room for keys: left and right in the head line, and below."""
        self._left, self._right, self._below = left, right, below
        self.update()

    def show_view(self, view: PassageView, deleted: datetime | None) -> None:
        """Explain this passage; its pictures were deleted at that time, None: not yet."""
        self.view, self._deleted = view, deleted
        self.update()

    def sentence(self) -> str:
        """Return the reason in words."""
        return self._explain.sentence(self.view) if self.view else ""

    def votes_spoken(self) -> str:
        """Return the votes as a screen reader says them."""
        if self.view is None:
            return ""
        return ", ".join(
            f"character {number}, {vote.char}, {vote.votes} of {vote.total}"
            + (f", {self.tr('doubtful')}" if doubtful(vote) else "")
            for number, vote in enumerate(self.view.passage.consensus.chars, start=1)
        )

    def times(self) -> tuple[tuple[str, float], ...]:
        """Return the steps of the time bar: word and milliseconds since the first look."""
        if self.view is None:
            return ()
        words = {
            "seen": self.tr("seen"),
            "agreed": self.tr("agreed"),
            "decided": self.tr("decided"),
            "relay": self.tr("relay"),
            "moved": self.tr("gate moved"),
        }
        return tuple((words.get(name, name), ms) for name, ms in self.view.times)

    # -------------------------------------------------------------------------------- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self.view
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        painter.fillRect(rect, QColor(self._look.tokens.bg))
        if view is None:
            return
        head = QRectF(
            self._left,
            8,
            rect.width() - self._left - self._right,
            self._look.metrics.touch_min,
        )
        self._paint_head(painter, head, view)
        top = head.bottom() + 12
        bar_top = rect.height() - self._below - TIMES_H
        body = QRectF(12, top, rect.width() - 24, bar_top - top - 10)
        left_w = min(body.width() * 0.44, (body.height() - 90) * 16 / 9)
        self._paint_pictures(painter, QRectF(body.x(), body.y(), left_w, body.height()), view)
        right = QRectF(body.x() + left_w + 14, body.y(), body.width() - left_w - 14, body.height())
        self._paint_votes(painter, QRectF(right.x(), right.y(), right.width(), 134), view)
        self._paint_rule(
            painter,
            QRectF(right.x(), right.y() + 144, right.width(), right.height() - 144),
            view,
        )
        self._paint_times(painter, QRectF(12, bar_top, rect.width() - 24, TIMES_H))

    def _paint_head(self, painter: QPainter, area: QRectF, view: PassageView) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        decision = view.decision.decision if view.decision else None
        plate = view.passage.consensus.text or "…"
        font = fonts("plate_card")
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(plate) + 24
        text_line(
            painter,
            QRectF(area.x(), area.y(), width, area.height()),
            plate,
            font=font,
            colour=t.text,
        )
        kind = messages.decision_kind(decision)
        word = messages.decision_word(decision)
        font = fonts("button")
        painter.setFont(font)
        chip = QRectF(
            area.x() + width,
            area.center().y() - 24,
            painter.fontMetrics().horizontalAdvance(word) + 62,
            48,
        )
        rounded(
            painter,
            chip,
            fill=t.fill(kind),
            radius=6,
            outline=t.on(kind) if t.needs_outline(kind, "bg") else None,
            width=2,
        )
        icon = messages.decision_icon(decision)
        draw_icon(painter, self._look, icon, t.on(kind), chip.x() + 12, chip.y() + 10, 28)
        text_line(painter, chip.adjusted(48, 0, -6, 0), word, font=font, colour=t.on(kind))
        when = view.decision.decided_at if view.decision else view.passage.last_seen_at
        where = f"{self._local.hms(when)}   {self._explain.lane(view.passage.lane_id)}"
        end = area.right()
        text_line(
            painter,
            QRectF(chip.right() + 12, area.y(), end - chip.right() - 12, area.height()),
            where,
            font=fonts("body"),
            colour=t.muted,
            align=RIGHT,
        )

    def _paint_pictures(self, painter: QPainter, area: QRectF, view: PassageView) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        crop_h = 80.0
        frame = QRectF(area.x(), area.y(), area.width(), area.height() - crop_h - 10)
        rounded(painter, frame, fill="#0B0D0F", radius=6)
        if self._deleted is not None:
            date = self._local.date(self._deleted)
            text_block(
                painter,
                frame.adjusted(24, frame.height() / 2 - 34, -24, 0),
                messages.text("privacy.deleted", {"date": date}),
                font=fonts("body"),
                colour="#B8B8B8",
                align=Qt.AlignmentFlag.AlignHCenter,
            )
        elif view.lane is not None:
            place = draw_picture(
                painter, frame, wrap_preview(view.lane), gain=t.video_gain, radius=6
            )
            box = view.passage.best_read.box if view.passage.best_read else view.passage.box
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor("#FFFFFF" if t.name != "night" else t.on_ask), 3))
            painter.drawRoundedRect(
                QRectF(
                    place.x() + box.x0 * place.width(),
                    place.y() + box.y0 * place.height(),
                    box.width * place.width(),
                    box.height * place.height(),
                ).adjusted(-3, -3, 3, 3),
                4,
                4,
            )
        else:
            text_line(
                painter,
                frame,
                self.tr("No picture"),
                font=fonts("body"),
                colour="#B8B8B8",
                align=CENTER,
            )
        crop = QRectF(area.x(), frame.bottom() + 10, area.width(), crop_h)
        rounded(painter, crop, fill="#0B0D0F", radius=6)
        if view.crop is not None and self._deleted is None:
            draw_picture(painter, crop, wrap_preview(view.crop), gain=t.video_gain, radius=6)

    def _paint_votes(self, painter: QPainter, area: QRectF, view: PassageView) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        rounded(painter, area, fill=t.raised, outline=self._look.hairline, radius=6)
        text_line(
            painter,
            QRectF(area.x() + 14, area.y() + 6, area.width() - 28, 28),
            self.tr("Votes per character, {n} looks").replace(
                "{n}", str(view.passage.consensus.reads)
            ),
            font=fonts("caption"),
            colour=t.muted,
        )
        votes = view.passage.consensus.chars
        if not votes:
            return
        cell = min(84.0, (area.width() - 24) / len(votes))
        row = turned(painter, QRectF(area.x() + 12, area.y() + 38, cell * len(votes) - 6, 90))
        painter.save()
        standing(painter)  # a plate reads from left to right in any language
        for index, vote in enumerate(votes):
            place = QRectF(row.x() + index * cell, row.y(), cell - 6, 90)
            unsure = doubtful(vote)
            fill = t.ask if unsure else t.surface
            colour = t.on_ask if unsure else t.text
            rounded(
                painter,
                place,
                fill=fill,
                radius=5,
                outline=t.on_ask if unsure and t.needs_outline("ask", "raised") else None,
                width=2,
            )
            text_line(
                painter,
                QRectF(place.x(), place.y() + 2, place.width(), 46),
                vote.char,
                font=fonts("plate_row"),
                colour=colour,
                align=CENTER,
                elide=False,
            )
            count = f"{vote.votes}/{vote.total}"
            text_line(
                painter,
                QRectF(place.x(), place.y() + 44, place.width(), 22),
                count,
                font=fitted(fonts("caption"), count, place.width() - 2, 13),
                colour=colour,
                align=CENTER,
            )
            other = self.tr("or {c}").replace("{c}", vote.others[0][0]) if vote.others else ""
            text_line(
                painter,
                QRectF(place.x(), place.y() + 65, place.width(), 22),
                other,
                font=fitted(fonts("caption"), other, place.width() - 2, 13),
                colour=colour if unsure else t.muted,
                align=CENTER,
            )
        painter.restore()

    def _paint_rule(self, painter: QPainter, area: QRectF, view: PassageView) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        rounded(painter, area, fill=t.raised, outline=self._look.hairline, radius=6)
        inner = area.adjusted(16, 10, -16, -8)
        used = text_block(
            painter,
            inner,
            self.sentence() or self.tr("Still reading."),
            font=fonts("body_strong"),
            colour=t.text,
            max_lines=3,
        )
        facts = self.facts(view)
        y = inner.y() + used + 8
        for name, value in facts:
            if y + 28 > inner.bottom() + 6:
                break
            text_line(
                painter,
                QRectF(inner.x(), y, 150, 28),
                name,
                font=fonts("caption"),
                colour=t.muted,
            )
            text_line(
                painter,
                QRectF(inner.x() + 152, y, inner.width() - 152, 28),
                value,
                font=fonts("caption_strong"),
                colour=t.text,
            )
            y += 30

    def facts(self, view: PassageView) -> list[tuple[str, str]]:
        """Return name and value of what the decision rested on."""
        passage = view.passage
        # Where the car was when it was decided: it has driven on since.
        then = view.decision.passage if view.decision is not None else passage
        yes, no = self.tr("yes"), self.tr("no")
        facts = [
            (self.tr("Direction"), then.direction.value),
            (self.tr("In open zone"), yes if then.in_open_zone else no),
            (
                self.tr("Agreed"),
                self.tr("{n} of {m} looks")
                .replace("{n}", str(passage.consensus.agreeing))
                .replace("{m}", str(passage.consensus.reads)),
            ),
        ]
        if view.decision is not None:
            facts.extend(
                (
                    self.tr("List entry"),
                    f"{candidate.plate}  {candidate.owner} ({candidate.match})",
                )
                for candidate in view.decision.decision.candidates[:2]
            )
            factor = dict(view.decision.decision.context).get("factor")
            if factor:
                facts.append((self.tr("Second proof"), factor))
        if view.result is not None:
            outcome = {
                Outcome.OK: self.tr("relay confirmed"),
                Outcome.COALESCED: self.tr("joined with an opening just before"),
            }.get(view.result.outcome)
            if outcome is None:
                outcome = messages.text(
                    view.result.code, {"gate": self._explain.gate(view.result.gate_id)}
                )
            facts.append((self.tr("Gate"), outcome))
        return facts

    def _paint_times(self, painter: QPainter, area: QRectF) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        rounded(painter, area, fill=t.raised, outline=self._look.hairline, radius=6)
        times = self.times()
        if not times:
            return
        inner = area.adjusted(18, 8, -18, -8)
        step = inner.width() / max(4, len(times))
        line_y = inner.y() + 12
        painter.setPen(QPen(QColor(blend(t.text, t.raised, 0.25)), 6))
        line = turned(painter, QRectF(inner.x() + 10, line_y, step * (len(times) - 1), 0))
        painter.drawLine(line.topLeft(), line.topRight())
        for index, (word, ms) in enumerate(times):
            x = inner.x() + step * index
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent))
            painter.drawEllipse(turned(painter, QRectF(x, line_y - 9, 18, 18)))
            text_line(
                painter,
                QRectF(x, line_y + 10, step - 8, 28),
                f"{word}  {ms / 1000:.2f} s",
                font=fonts("caption_strong"),
                colour=t.text,
            )
