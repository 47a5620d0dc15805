# SPDX-License-Identifier: AGPL-3.0-or-later
"""In the place of a fourth picture: who is expected today, and how many are inside."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.inside import Occupancy
from alpr_kiosk.domain.visitors import ExpectedVisitor, Visit, expected
from alpr_kiosk.runtime.bus import SiteApi
from ui.localtime import LocalTime
from ui.privacy import initials, masked_plate
from ui.theme.look import Look, blend
from ui.viewmodels.entry_words import until_words
from ui.widgets.keys import named
from ui.widgets.painting import RIGHT, draw_icon, focus_ring, rounded, text_line, turning

RECOUNT_S = 60.0
"""Visits change by the clock too: a permission ends."""


class ExpectedCell(QAbstractButton):
    """Two numbers and the next visitors; a tap asks for those inside."""

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        local: LocalTime,
        site: SiteApi,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._local = local
        self._site = site
        self._counted: float | None = None
        self._veiled = False
        self.visitors: tuple[ExpectedVisitor, ...] = ()
        self.occupancy = Occupancy(certain=0, unread=0, unclear=0)
        named(self, "live.expected", self.tr("Expected visitors and cars inside"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        site.bus.inside_changed.connect(self._stale)
        site.bus.lists_changed.connect(self._stale)
        look.changed.connect(self.update)

    def set_veiled(self, veiled: bool) -> None:
        """Names and plates are on show, or not."""
        self._veiled = veiled
        self.update()

    def _stale(self, _what: object) -> None:
        self._counted = None

    def tick(self) -> None:
        """Count again once in a while, and after a change."""
        now = self._clock.monotonic()
        if not self.isVisible() or (self._counted is not None and now - self._counted < RECOUNT_S):
            return
        self._counted = now
        inside, utc = self._site.inside(), self._clock.utc_now()
        self.occupancy = inside.occupancy(utc)
        rows = expected(
            self._site.entries(),
            inside.stays(),
            day=self._local.local(utc).date(),
            now=utc,
            tz=self._local.zone,
        )
        self.visitors = tuple(row for row in rows if row.visit is Visit.EXPECTED)
        self.setAccessibleDescription(f"{self.inside_text}. {self.expected_text}")
        self.update()

    @property
    def inside_text(self) -> str:
        """How many are inside, and how sure that is."""
        most, least = self.occupancy.most, self.occupancy.least
        return str(most) if most == least else f"{least}-{most}"

    @property
    def expected_text(self) -> str:
        """How many visitors may still come today."""
        return str(len(self.visitors))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        fill = blend(t.text, t.surface, 0.08) if self.isDown() else t.surface
        rounded(painter, rect, fill=fill, radius=self._look.metrics.radius)
        inner = rect.adjusted(18, 12, -18, -12)
        half = inner.width() / 2
        for index, (icon, number, word) in enumerate(
            (
                ("pass-ticket", self.expected_text, self.tr("Expected today")),
                ("car", self.inside_text, self.tr("Inside now")),
            )
        ):
            x = inner.x() + index * half
            draw_icon(painter, self._look, icon, t.muted, x, inner.y() + 2, 26)
            text_line(
                painter,
                QRectF(x + 36, inner.y(), half - 40, 30),
                word,
                font=fonts("caption"),
                colour=t.muted,
            )
            text_line(
                painter,
                QRectF(x, inner.y() + 30, half - 8, 58),
                number,
                font=fonts("plate_card"),
                colour=t.text,
            )
        y = inner.y() + 96
        if not self.visitors:
            text_line(
                painter,
                QRectF(inner.x(), y, inner.width(), 32),
                self.tr("No visitors expected."),
                font=fonts("caption"),
                colour=t.muted,
            )
        now = self._clock.utc_now()
        for row in self.visitors:
            if y + 34 > inner.bottom() + 4:
                break
            text_line(
                painter,
                QRectF(inner.x(), y, 150, 34),
                masked_plate(row.entry.text) if self._veiled else row.entry.text,
                font=fonts("plate_small"),
                colour=t.text,
            )
            until = until_words(row.entry, self._local, now)
            who = row.entry.host or row.entry.owner
            text_line(
                painter,
                QRectF(inner.x() + 158, y, inner.width() - 158 - 130, 34),
                initials(who) if self._veiled else who,
                font=fonts("caption"),
                colour=t.muted,
            )
            text_line(
                painter,
                QRectF(inner.right() - 150, y, 150, 34),
                until,
                font=fonts("caption"),
                colour=t.muted,
                align=RIGHT,
            )
            y += 38
        if self.hasFocus():
            focus_ring(painter, rect, self._look)
