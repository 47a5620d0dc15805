# SPDX-License-Identifier: AGPL-3.0-or-later
"""The side of a question: the owner's photo, the lane, and the entries that it may be (S02)."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Candidate
from alpr_kiosk.domain.plate_queries import EntriesShownWanted, ShownEntry
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.runtime.views import AskView
from ui.asker import Asker
from ui.localtime import LocalTime
from ui.theme.look import Look
from ui.viewmodels.entry_words import hours_words, until_words
from ui.widgets.painting import (
    CENTER,
    draw_icon,
    draw_picture,
    rounded,
    text_block,
    text_line,
    wrap_preview,
)


class AskSide(QObject):
    """Looks the entries up, and paints what it knows of them; the keys never wait for it.

    Signals:
        changed (): More is known now.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        local: LocalTime,
        asker: Asker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._local = local
        self._asker = asker
        self._entries_of = ""
        self._query = ""
        self._looking = False
        self._photo: QImage | None = None
        self.entries: tuple[ShownEntry, ...] = ()

    def look_up(self, ask: AskView) -> None:
        """Ask for the entries that it may be, with their photos; the keys work meanwhile."""
        decision = ask.view.decision.decision if ask.view.decision else None
        ids = tuple(one.entry_id for one in decision.candidates) if decision else ()
        if decision is not None and decision.entry_id and decision.entry_id not in ids:
            ids = (decision.entry_id, *ids)
        key = f"{ask.decision_id} {' '.join(ids)}"
        if key == self._entries_of:
            return
        self._entries_of = key
        self.entries, self._photo = (), None
        if self._looking:
            self._asker.cancel(self._query)
            self._looking = False
        if ids:
            self._looking = True
            wanted = EntriesShownWanted(entry_ids=ids[:2])
            self._query = self._asker.ask(self, wanted, self._looked_up)

    def _looked_up(self, answer: QueryAnswer) -> None:
        self._looking = False
        if answer.ok and isinstance(answer.result, tuple):
            self.entries = answer.result
            photo = next((one.photo for one in self.entries if one.photo), b"")
            image = QImage.fromData(photo) if photo else QImage()
            self._photo = None if image.isNull() else image
        self.changed.emit()

    @property
    def has_photo(self) -> bool:
        """Whether the owner's reference photo is shown."""
        return self._photo is not None

    def paint(self, painter: QPainter, area: QRectF, ask: AskView, *, named: bool = True) -> None:
        """Paint the side of a question into `area`; names and photos only if they may be shown."""
        candidates = ask.view.decision.decision.candidates[:2] if ask.view.decision else ()
        if not named:
            candidates = ()
        row_h, gap = 62.0, 8.0
        list_h = len(candidates) * (row_h + gap)
        height = max(80.0, area.height() - list_h)
        if not candidates:
            # Nobody whose photo could be compared: the lane has the whole place.
            self._paint_lane(painter, QRectF(area.x(), area.y(), area.width(), height), ask)
            return
        half = (area.width() - 12) / 2
        self._paint_photo(painter, QRectF(area.x(), area.y(), half, height - gap))
        lane = QRectF(area.x() + half + 12, area.y(), half, height - gap)
        self._paint_lane(painter, lane, ask)
        y = area.y() + height
        for index, candidate in enumerate(candidates):
            row = QRectF(area.x(), y, area.width(), row_h)
            self._paint_candidate(painter, row, candidate, first=index == 0)
            y += row_h + gap

    def _paint_lane(self, painter: QPainter, frame: QRectF, ask: AskView) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        if ask.view.lane is None:
            rounded(painter, frame, fill=t.surface, outline=self._look.hairline, radius=6)
            text_line(
                painter,
                frame,
                self.tr("No picture"),
                font=fonts("caption"),
                colour=t.muted,
                align=CENTER,
            )
            return
        rounded(painter, frame, fill="#0B0D0F", radius=6)
        draw_picture(
            painter, frame, wrap_preview(ask.view.lane), gain=t.video_gain, radius=6, cover=True
        )

    def _paint_photo(self, painter: QPainter, frame: QRectF) -> None:
        """The owner's reference photo, or that there is none."""
        t, fonts = self._look.tokens, self._look.fonts
        rounded(painter, frame, fill=t.surface, outline=self._look.hairline, radius=6)
        if self._photo is not None:
            draw_picture(painter, frame, self._photo, gain=t.video_gain, radius=6, cover=True)
            tag = QRectF(frame.x() + 8, frame.bottom() - 38, 120, 30)
            rounded(painter, tag, fill=t.raised, radius=5)
            text_line(
                painter,
                tag,
                self.tr("On file"),
                font=fonts("caption_strong"),
                colour=t.text,
                align=CENTER,
            )
            return
        size = min(84.0, frame.height() * 0.45)
        middle = frame.center()
        draw_icon(
            painter,
            self._look,
            "car",
            t.muted,
            middle.x() - size / 2,
            middle.y() - size / 2 - 18,
            size,
        )
        words = self.tr("Loading the photo") if self._looking else self.tr("No photo on file")
        text_block(
            painter,
            QRectF(frame.x() + 8, middle.y() + size / 2 - 10, frame.width() - 16, 56),
            words,
            font=fonts("caption"),
            colour=t.muted,
            align=Qt.AlignmentFlag.AlignHCenter,
        )

    def _paint_candidate(
        self, painter: QPainter, row: QRectF, candidate: Candidate, *, first: bool
    ) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        banned = candidate.list_kind == "deny"
        rounded(
            painter,
            row,
            fill=t.deny if banned else t.raised,
            outline=t.on_deny if banned and t.needs_outline("deny", "bg") else self._look.hairline,
            radius=6,
        )
        text = t.on_deny if banned else t.text
        muted = t.on_deny if banned else t.muted
        lead = self.tr("listed") if first else self.tr("or")
        if banned:
            lead = self.tr("BANNED")
        font = fonts("caption_strong")
        painter.setFont(font)
        lead_w = max(62.0, painter.fontMetrics().horizontalAdvance(lead) + 12.0)
        text_line(
            painter,
            QRectF(row.x() + 12, row.y(), lead_w, row.height()),
            lead,
            font=font,
            colour=muted,
        )
        x = row.x() + 12 + lead_w
        font = fonts("plate_small")
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(candidate.plate) + 16
        text_line(
            painter,
            QRectF(x, row.y(), width, row.height()),
            candidate.plate,
            font=font,
            colour=text,
        )
        x += width
        room = row.right() - x - 10
        words = self.words(candidate)
        if words:
            half = row.height() / 2
            text_line(
                painter,
                QRectF(x, row.y() + 2, room, half),
                candidate.owner,
                font=fonts("caption_strong"),
                colour=text,
            )
            text_line(
                painter,
                QRectF(x, row.y() + half - 2, room, half),
                words,
                font=fonts("caption"),
                colour=muted,
            )
        else:
            text_line(
                painter,
                QRectF(x, row.y(), room, row.height()),
                candidate.owner,
                font=fonts("caption_strong"),
                colour=text,
            )

    def words(self, candidate: Candidate) -> str:
        """Return hours, car and end of an entry, as far as they are known."""
        shown = next(
            (one.entry for one in self.entries if one.entry.entry_id == candidate.entry_id), None
        )
        if shown is None:
            return ""
        parts = [hours_words(shown.windows), shown.vehicle]
        if shown.valid_until is not None:
            parts.append(until_words(shown, self._local, self._clock.utc_now()))
        return " · ".join(part for part in parts if part)
