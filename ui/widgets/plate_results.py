# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries that a typed plate may mean, as tiles in as many rows as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.plate import fold, normalise
from ui import messages
from ui.theme.look import Look, blend
from ui.widgets.keys import TapKey, named
from ui.widgets.painting import draw_icon, fitted, focus_ring, put, rounded, text_line, turning

KINDS = {
    ListKind.ALLOW: ("allow", "allow-tick-circle"),
    ListKind.DENY: ("deny", "deny-octagon-hand"),
    ListKind.VISITOR: ("allow", "pass-ticket"),
    ListKind.WATCH: ("info", "watch-eye"),
}
"""Colour and icon of a list."""
TILE_W = 256
"""Least width of a tile, px."""


def differences(typed: str, plate: str) -> str:
    """Return look-alikes that were typed for others, as ``0=O``; "" when there are none."""
    wanted = normalise(typed.replace("?", "")) if "?" in typed else normalise(typed)
    at = fold(plate).find(fold(wanted))
    if at < 0 or "?" in typed:
        return ""
    part = plate[at : at + len(wanted)]
    pairs = [f"{a}={b}" for a, b in zip(wanted, part, strict=False) if a != b]
    return " ".join(dict.fromkeys(pairs))


class PlateTile(QAbstractButton):
    """One entry."""

    def __init__(self, *, look: Look, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._number = number
        self.entry: ListEntry | None = None
        self._note = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    def show_entry(self, entry: ListEntry, typed: str) -> None:
        """Show an entry that was found for what was typed."""
        self.entry, self._note = entry, differences(typed, entry.text)
        kind, _icon = KINDS[entry.kind]
        word = messages.list_word(entry.kind)
        spoken = ", ".join(
            part for part in (messages.spoken(entry.text), word, entry.owner, self._note) if part
        )
        named(self, f"keypad.result.{self._number}", spoken)
        self.setProperty("kind", kind if entry.kind is ListKind.DENY else None)
        self.update()

    def kind_icon(self) -> str:
        """Icon of its list."""
        return KINDS[self.entry.kind][1] if self.entry else ""

    def kind_text(self) -> str:
        """Name of its list."""
        return messages.list_word(self.entry.kind) if self.entry else ""

    def kind_fill(self) -> str:
        """Fill in use."""
        return self._look.tokens.fill(KINDS[self.entry.kind][0] if self.entry else "raised")

    def sizeHint(self) -> QSize:
        return QSize(TILE_W, self._look.metrics.touch_std)

    def paintEvent(self, _event: QPaintEvent) -> None:
        entry = self.entry
        if entry is None:
            return
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        banned = entry.kind is ListKind.DENY
        kind, icon = KINDS[entry.kind]
        fill = t.deny if banned else t.raised
        text = t.on_deny if banned else t.text
        outline = t.border if not banned or t.needs_outline("deny", "bg") else None
        if self.isDown():
            fill = blend(text, fill, 0.14)
        rounded(
            painter,
            rect,
            fill=fill,
            radius=self._look.metrics.radius * 1.3,
            outline=outline,
            width=float(t.border_px),
        )
        inner = rect.adjusted(14, 4, -12, -4)
        note_font = fonts("caption_strong")
        painter.setFont(note_font)
        note_w = painter.fontMetrics().horizontalAdvance(self._note) + 14 if self._note else 0.0
        half = inner.height() / 2
        plate_w = inner.width() - note_w
        font = fitted(fonts("plate_row"), entry.text, plate_w, 22)
        text_line(
            painter, QRectF(inner.x(), inner.y(), plate_w, half), entry.text, font=font, colour=text
        )
        if self._note:
            chip = QRectF(inner.right() - note_w, inner.y() + half / 2 - 15, note_w, 30)
            rounded(painter, chip, fill=t.info, radius=5, outline=t.on_info, width=1)
            text_line(
                painter,
                chip,
                self._note,
                font=note_font,
                colour=t.on_info,
                align=Qt.AlignmentFlag.AlignCenter,
            )
        colour = text if banned else (t.word(kind) if kind != "info" else t.muted)
        y = inner.y() + half
        draw_icon(painter, self._look, icon, colour, inner.x(), y + half / 2 - 12, 24)
        word = messages.list_word(entry.kind)
        who = entry.owner or entry.host or entry.notes
        line = f"{word} · {who}" if who else word
        text_line(
            painter,
            QRectF(inner.x() + 32, y, inner.width() - 32, half),
            line,
            font=fonts("caption"),
            colour=text if banned else t.muted,
        )
        if self.hasFocus():
            focus_ring(painter, rect, self._look, inner=text if banned else None)


class PlateResults(QWidget):
    """Tiles from the left to the right; the last one shows the rest.

    Signals:
        chosen (object): A `ListEntry`.
        more_wanted (): Show all of them.
    """

    chosen = Signal(object)
    more_wanted = Signal()

    def __init__(self, *, look: Look, first: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._first = first
        self._tiles: list[PlateTile] = []
        self._rows: tuple[ListEntry, ...] = ()
        self._typed = ""
        self._besides = 0
        self._tile_h = 0
        self.more = TapKey(
            look=look,
            name=f"keypad.more.{first}",
            text="",
            accessible=self.tr("Show all that were found"),
            parent=self,
        )
        self.more.clicked.connect(self.more_wanted)
        self.more.hide()

    @property
    def tiles(self) -> tuple[PlateTile, ...]:
        """Tiles that are shown."""
        return tuple(tile for tile in self._tiles if not tile.isHidden())

    def set_tile_height(self, pixels: int) -> None:
        """Height of a tile, px; 0 is that of the whole strip."""
        self._tile_h = pixels
        self._place()

    def show_rows(self, rows: tuple[ListEntry, ...], typed: str, besides: int = 0) -> None:
        """Show what was found, and that there is more."""
        self._rows, self._typed, self._besides = rows, typed, besides
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        m = self._look.metrics
        gap = m.gap_min
        high = self._tile_h or self.height()
        columns = max(1, (self.width() + gap) // (TILE_W + gap))
        lines = max(1, (self.height() + gap) // (high + gap))
        room = columns * lines
        more_w = max(m.touch_std, 104)
        wants_more = len(self._rows) > room or self._besides > 0
        if wants_more and lines == 1:
            columns = max(1, (self.width() - more_w) // (TILE_W + gap))
            room = columns
        elif wants_more:
            room -= 1
        shown = self._rows[:room]
        rest = len(self._rows) - len(shown) + self._besides
        width = (self.width() - (more_w + gap if wants_more and lines == 1 else 0) + gap) // columns
        while len(self._tiles) < len(shown):
            tile = PlateTile(look=self._look, number=self._first + len(self._tiles), parent=self)
            tile.clicked.connect(self._tapped)
            self._tiles.append(tile)
        for index, tile in enumerate(self._tiles):
            if index >= len(shown):
                tile.hide()
                continue
            tile.show_entry(shown[index], self._typed)
            x, y = (index % columns) * width, (index // columns) * (high + gap)
            put(tile, QRect(x, y, width - gap, high))
            tile.show()
        self.more.setVisible(wants_more and rest > 0)
        count = f"{rest}+" if self._besides >= 99 else str(rest)
        self.more.setText(self.tr("More ({n})").replace("{n}", count))
        if lines == 1:
            put(self.more, QRect(self.width() - more_w, 0, more_w, high))
        else:
            x, y = (len(shown) % columns) * width, (len(shown) // columns) * (high + gap)
            put(self.more, QRect(x, y, width - gap, high))

    def _tapped(self) -> None:
        tile = self.sender()
        if isinstance(tile, PlateTile) and tile.entry is not None:
            self.chosen.emit(tile.entry)
