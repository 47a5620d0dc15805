# SPDX-License-Identifier: AGPL-3.0-or-later
"""S08, the right column: what a plate will also match, and the photo of the car."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.plate import Plate
from ui import messages
from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.painting import antialias, draw_icon, rounded, text_block, turning

SIDE_MM = 62
MOST_LINES = 3
_STRONG = {"0": "O", "O": "0", "1": "I", "I": "1"}


def also_matches(plate: str) -> tuple[str, ...]:
    """Return other spellings that count as this plate: 0 and O, 1 and I (rules 2 and 10)."""
    text = Plate(plate).text
    found = []
    for at, char in enumerate(text):
        if char in _STRONG:
            found.append(text[:at] + _STRONG[char] + text[at + 1 :])
    return tuple(found[:MOST_LINES])


def collision_lines(draft: ListEntry, others: Sequence[ListEntry]) -> list[tuple[str, str]]:
    """Return (kind, text) of look-alikes of a draft, worst first."""
    lines: list[tuple[str, str]] = []
    ordered = sorted(others, key=lambda one: one.kind is not ListKind.DENY)
    for other in ordered[:MOST_LINES]:
        mine, theirs = Plate(draft.plate).text, Plate(other.plate).text
        if ListKind.DENY in (draft.kind, other.kind) and draft.kind is not other.kind:
            banned = theirs if other.kind is ListKind.DENY else mine
            allowed = mine if other.kind is ListKind.DENY else theirs
            text = messages.text("lists.collision.deny", {"a": allowed, "b": banned})
            lines.append(("deny", text))
        else:
            context = {"a": mine, "who_a": draft.owner, "b": theirs, "who_b": other.owner}
            lines.append(("warning", messages.text("lists.collision.owner", context)))
    return lines


class Note(QWidget):
    """A framed text with an icon, as high as it needs to be."""

    def __init__(self, *, look: Look, kind: str, icon: str, text: str) -> None:
        super().__init__()
        self._look = look
        self._kind, self._icon, self._text = kind, icon, text
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        font = look.fonts("caption_strong")
        wide = look.metrics.words(SIDE_MM) - look.metrics.icon_small - look.metrics.space(36)
        lines = QFontMetrics(font).boundingRect(
            0, 0, wide, 2000, int(Qt.TextFlag.TextWordWrap), text
        )
        self.setFixedHeight(max(look.metrics.icon_small, lines.height()) + look.metrics.space(28))

    def kind_icon(self) -> str:
        """Icon that goes with the kind."""
        return self._icon

    def kind_text(self) -> str:
        """Word that goes with the kind."""
        return self._text

    def kind_fill(self) -> str:
        """Fill in use."""
        return self._look.tokens.fill(self._kind)

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m = self._look.tokens, self._look.metrics
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        colour = t.on(self._kind)
        outline = colour if t.needs_outline(self._kind, "bg") else None
        rounded(
            painter,
            rect,
            fill=t.fill(self._kind),
            radius=float(m.radius),
            outline=outline,
            width=2.0,
        )
        pad, size = float(m.space(12)), float(m.icon_small)
        draw_icon(painter, self._look, self._icon, colour, pad, pad, size)
        text_block(
            painter,
            rect.adjusted(size + 2 * pad, pad, -pad, -4),
            self._text,
            font=self._look.fonts("caption_strong"),
            colour=colour,
            max_lines=8,
        )


class PhotoFrame(QWidget):
    """The reference photo, or that there is none."""

    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self._look = look
        self._picture = QPixmap()
        self.setMinimumHeight(look.metrics.mm(16))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_jpeg(self, jpeg: bytes) -> None:
        """Show a picture, none for b""."""
        self._picture = QPixmap()
        if jpeg:
            self._picture.loadFromData(jpeg)
        self.setAccessibleName(
            self.tr("No photo") if self._picture.isNull() else self.tr("Reference photo")
        )
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether there is one."""
        return not self._picture.isNull()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m = self._look.tokens, self._look.metrics
        painter = QPainter(self)
        antialias(painter)
        rect = QRectF(self.rect())
        if self._picture.isNull():
            rounded(
                painter,
                rect,
                fill=t.raised,
                radius=float(m.radius),
                outline=self._look.hairline,
                width=2.0,
                dashed=True,
            )
            size = float(m.icon_large)
            x, y = rect.center().x() - size / 2, rect.center().y() - size / 2
            draw_icon(painter, self._look, "car", t.muted, x, y, size)
            return
        scaled = self._picture.size().scaled(
            rect.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio
        )
        place = QRectF(0, 0, scaled.width(), scaled.height())
        place.moveCenter(rect.center())
        painter.setOpacity(t.video_gain)
        painter.drawPixmap(place, self._picture, QRectF(self._picture.rect()))


class EntrySide(QWidget):
    """The column.

    Signals:
        photo_wanted (): Choose a photo.
    """

    photo_wanted = Signal()

    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self._look = look
        m = look.metrics
        self.setFixedWidth(m.words(SIDE_MM))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.gap_min)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(m.space(8))
        column.addLayout(self._notes)
        self.also = QLabel()
        self.also.setProperty("role", "caption")
        self.also.setWordWrap(True)
        column.addWidget(self.also)
        self.photo = PhotoFrame(look=look)
        column.addWidget(self.photo, 1)
        self.photo_key = TapKey(
            look=look,
            name="editor.photo",
            text=self.tr("Photo from an event"),
            icon="list-photo",
            beside=True,
        )
        self.photo_key.setMinimumHeight(m.touch_min)
        self.photo_key.clicked.connect(self.photo_wanted)
        column.addWidget(self.photo_key)
        self.shown: list[tuple[str, str]] = []

    @property
    def text(self) -> str:
        """What the notes say."""
        return "\n".join(text for _kind, text in self.shown)

    def tell(self, notes: Sequence[tuple[str, str]], plate: str) -> None:
        """Show notes (kind, text) and what a plate also matches."""
        if list(notes) != self.shown:
            self.shown = list(notes)
            while (item := self._notes.takeAt(0)) is not None:
                widget = item.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            icons = {"deny": "deny-octagon-hand", "fault": "alarm-high", "info": "reading-scan"}
            for kind, text in self.shown:
                icon = icons.get(kind, "look-alike")
                self._notes.addWidget(Note(look=self._look, kind=kind, icon=icon, text=text))
        others = also_matches(plate)
        also = self.tr("Will also match: {plates} (0/O, 1/I)").replace(
            "{plates}", ", ".join(others)
        )
        self.also.setText(also if others else "")
        self.also.setVisible(bool(others))
