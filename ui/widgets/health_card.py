# SPDX-License-Identifier: AGPL-3.0-or-later
"""One part of the site on the health page: what, how, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.look import Look
from ui.viewmodels.health_row import HealthRow, State
from ui.widgets.alert_row import small_image
from ui.widgets.painting import draw_icon, fitted, rounded, text_block, text_line, turned, turning

HEIGHT = 92
CHIP_W = 118
PICTURE_H = 96
KINDS = {State.OK: "", State.WATCH: "warning", State.BAD: "fault", State.UNKNOWN: ""}
ICONS = {
    State.OK: "ack-check",
    State.WATCH: "watch-eye",
    State.BAD: "alarm-high",
    State.UNKNOWN: "gate-unknown",
}


def state_word(state: State) -> str:
    """Return the word that goes with the icon."""
    translate = QCoreApplication.translate
    return {
        State.OK: translate("health", "ok"),
        State.WATCH: translate("health", "watch"),
        State.BAD: translate("health", "bad"),
        State.UNKNOWN: translate("health", "not known"),
    }[state]


class HealthCard(QWidget):
    """Painted; takes no touches."""

    def __init__(self, *, look: Look, row: HealthRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.row = row
        self._pictures: tuple[tuple[str, QPixmap], ...] = ()
        self.setObjectName(f"health.{row.key}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._on_look)
        self.show_row(row)

    def show_row(self, row: HealthRow) -> None:
        """Show newer values."""
        before, self.row = self.row, row
        if before.alert != row.alert or (row.alert is not None and not self._pictures):
            self._load()
        kind = KINDS[row.state]
        self.setProperty("kind", kind or None)
        words = f"{row.title}: {row.value}, {state_word(row.state)}"
        self.setAccessibleName(words)
        self.setAccessibleDescription(row.advice)
        self.setFixedHeight(HEIGHT + (PICTURE_H + 12 if self._pictures else 0))
        self.update()

    def _on_look(self) -> None:
        self._load()
        self.update()

    def _load(self) -> None:
        """Read the pictures of then and now beside a drift alarm."""
        found = []
        context = dict(self.row.alert.context) if self.row.alert is not None else {}
        for name in ("then", "now"):
            image = small_image(context.get(name, ""), gain=self._look.tokens.video_gain)
            if image is not None:
                picture = QPixmap.fromImage(image.scaledToHeight(PICTURE_H))
                found.append((context.get(f"{name}_at", ""), picture))
        self._pictures = tuple(found)

    def kind_icon(self) -> str:
        """Icon of the state."""
        return ICONS[self.row.state]

    def kind_text(self) -> str:
        """Word of the state."""
        return state_word(self.row.state)

    def kind_fill(self) -> str:
        """Fill in use."""
        return self._look.tokens.fill(KINDS[self.row.state] or "raised")

    def sizeHint(self) -> QSize:
        return QSize(480, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m, row = self._look.tokens, self._look.metrics, self.row
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        rounded(painter, rect, fill=t.raised, radius=m.radius, outline=self._look.hairline, width=1)
        text = t.muted if row.old else t.text
        draw_icon(painter, self._look, row.icon, text, 16, HEIGHT / 2 - 18, 36)
        left, right = 68.0, rect.right() - CHIP_W - 20
        width = right - left - 8
        caption = row.title
        if row.old:
            ago = QCoreApplication.translate("health", "{n} s ago").replace(
                "{n}", f"{row.age_s:.0f}"
            )
            caption = f"{row.title} · {ago}"
        fonts = self._look.fonts
        value_font = fitted(fonts.sized(23, weight=600), row.value, width, 19)
        advice = row.advice
        top = 8.0 if advice else 18.0
        text_line(
            painter, QRectF(left, top, width, 24), caption, font=fonts.sized(19), colour=t.muted
        )
        text_line(
            painter, QRectF(left, top + 24, width, 30), row.value, font=value_font, colour=text
        )
        if advice:
            text_block(
                painter,
                QRectF(left, top + 52, width, 28),
                advice,
                font=fitted(fonts.sized(20), advice, width, 17),
                colour=t.muted if row.old else t.text,
                max_lines=1,
            )
        self._paint_chip(painter, QRectF(right, HEIGHT / 2 - 22, CHIP_W, 44))
        x = left
        for title, picture in self._pictures:
            image = QRectF(x, HEIGHT, picture.width(), picture.height())
            painter.drawPixmap(turned(painter, image).toRect(), picture)
            place = QRectF(x, HEIGHT + PICTURE_H - 26, picture.width(), 26)
            rounded(painter, place, fill="#000000", radius=0)
            text_line(
                painter, place.adjusted(6, 0, -4, 0), title, font=fonts.sized(17), colour="#FFFFFF"
            )
            x += picture.width() + 12

    def _paint_chip(self, painter: QPainter, chip: QRectF) -> None:
        t, row = self._look.tokens, self.row
        kind = "" if row.old else KINDS[row.state]
        colour = t.on(kind) if kind else t.muted
        if kind:
            outline = colour if t.needs_outline(kind) else None
            rounded(painter, chip, fill=t.fill(kind), radius=6, outline=outline, width=2)
        elif row.state is State.OK and not row.old:
            colour = t.allow if t.name != "night" else t.on_allow
        draw_icon(painter, self._look, ICONS[row.state], colour, chip.x() + 10, chip.y() + 9, 26)
        font = fitted(
            self._look.fonts("caption_strong"), state_word(row.state), chip.width() - 48, 15
        )
        text_line(
            painter, chip.adjusted(42, 0, -4, 0), state_word(row.state), font=font, colour=colour
        )
