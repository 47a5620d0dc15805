# SPDX-License-Identifier: AGPL-3.0-or-later
"""A row of the list of alerts: when, what, where, what to do, and its keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.alert_intents import SHELVE_MINUTES
from alpr_kiosk.domain.events import Alert, Priority
from ui import messages
from ui.localtime import LocalTime
from ui.theme.look import Look
from ui.widgets.banner import ICONS
from ui.widgets.event_card import Explainer
from ui.widgets.keys import TapKey
from ui.widgets.painting import rounded, turned, turning

PICTURE_PX = QSize(320, 180)
"""A picture of then or now; two fit beside each other on the smallest screen."""
TIME_W = 150
"""Width of the column of time and place, px; the large panel has twice the room."""
EDGE_W = 8
"""Width of the coloured edge, px."""
_KINDS = {Priority.CRITICAL: "deny", Priority.HIGH: "deny", Priority.LOW: "warning"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowHelp:
    """What every row needs."""

    look: Look
    local: LocalTime
    explain: Explainer
    now: datetime


class AlertRow(QWidget):
    """One alert.

    Signals:
        seen (str alert_id): SEEN was tapped.
        shelved (str alert_id, int minutes): A time to hide it for was chosen.
        show_wanted (Alert): "Show" was tapped.
    """

    seen = Signal(str)
    shelved = Signal(str, int)
    show_wanted = Signal(object)

    def __init__(self, alert: Alert, help_: RowHelp, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.alert = alert
        self._help = help_
        look, m = help_.look, help_.look.metrics
        self._look = look
        self.setObjectName(f"alerts.row.{alert.alert_id}")
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE_W + 14, 10, 10, 10)
        row.setSpacing(m.space(16))
        pictures = self._pictures()
        # Beside a tall row of pictures everything stays with the sentence.
        place = Qt.AlignmentFlag.AlignTop if pictures else Qt.AlignmentFlag.AlignVCenter
        icon = QLabel()
        icon.setPixmap(look.icons.pixmap(ICONS[alert.priority], look.tokens.text, 34))
        row.addWidget(icon, 0, place)
        row.addLayout(self._when_and_where(), 0)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.text = _label(self._sentence(), "strong")
        words.addStretch(1)
        words.addWidget(self.text)
        state = self._state()
        if state:
            words.addWidget(_label(state, "caption"))
        if pictures is not None:
            words.addLayout(pictures)
        words.addStretch(1)
        row.addLayout(words, 5)
        row.addWidget(self._advice(), 4, place)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(m.gap_min)
        self._add_keys()
        row.addLayout(self._keys, 0)

    # -------------------------------------------------------------------------------- building

    def _when_and_where(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addStretch(1)
        time = self._help.local.hms(self.alert.raised_at)
        where = self._help.explain.where(self.alert)
        width = TIME_W if self._look.metrics.profile == "compact" else 2 * TIME_W
        for text, role in ((time, "mono"), (where, "caption")):
            if text:
                label = _label(text, role)
                label.setFixedWidth(width)
                column.addWidget(label)
        column.addStretch(1)
        return column

    def _sentence(self) -> str:
        count = f" (×{self.alert.count})" if self.alert.count > 1 else ""
        drill = self.tr("DRILL") + " · " if self.alert.drill else ""
        return f"{drill}{self._help.explain.alert_text(self.alert)}{count}"

    def _state(self) -> str:
        alert, local = self.alert, self._help.local
        word = messages.priority_word(alert.priority)
        if alert.shelved_until is not None:
            values = {"time": local.hm(alert.shelved_until), "actor": alert.shelved_by}
            return f"{word} · " + messages.text("alert.shelved", values)
        if alert.ended_at is None:
            return f"{word} · " + (self.tr("seen, still true") if alert.seen else self.tr("on"))
        ended = self.tr("ended {time}") if alert.seen else self.tr("Ended, not seen, {time}")
        if alert.priority is Priority.LOW:
            ended = self.tr("ended {time}")
        return f"{word} · " + ended.replace("{time}", local.hm(alert.ended_at))

    def _advice(self) -> QLabel:
        over = self.alert.ended_at is not None
        works = "" if over else messages.still_works(self.alert.code)
        do = messages.what_to_do(self.alert.code)
        if over and not messages.is_moment(self.alert.code):
            do = messages.text("alert.over_unseen")  # nothing of it is to be done any more
        if over and (self.alert.seen or self.alert.priority is Priority.LOW):
            do = ""
        label = _label(f"{do}\n{works}".strip(), "")
        label.setObjectName(f"alerts.do.{self.alert.alert_id}")
        return label

    def _add_keys(self) -> None:
        alert = self.alert
        over = alert.ended_at is not None and (alert.seen or alert.priority is Priority.LOW)
        if not alert.seen and not over and alert.shelved_until is None:
            key = self._key("seen", self.tr("SEEN"), "ack-check")
            key.clicked.connect(lambda: self.seen.emit(alert.alert_id))
        wide = max(self._look.metrics.touch_std, 96)
        may_hide = alert.priority is not Priority.CRITICAL and not alert.drill
        if may_hide and alert.shelved_until is None and not over:
            key = self._key("shelve", self.tr("Hide"), "shelve-clock")
            key.clicked.connect(self._choose_minutes)
        elif not over and not alert.seen:
            self._keys.insertSpacing(0, wide)  # columns of all rows stand below each other
        key = self._key("show", self.tr("Show"), "next")
        key.clicked.connect(lambda: self.show_wanted.emit(alert))

    def _key(self, name: str, text: str, icon: str) -> TapKey:
        m = self._look.metrics
        key = TapKey(
            look=self._look,
            name=f"alerts.{name}.{self.alert.alert_id}",
            text=text,
            icon=icon,
            accessible=f"{text}: {self._sentence()} ({self._help.local.hms(self.alert.raised_at)})",
            parent=self,
        )
        key.setFixedSize(max(m.touch_std, 96), max(m.touch_std, 84))
        self._keys.addWidget(key)
        return key

    def _choose_minutes(self) -> None:
        """Put the three times in the place of the keys."""
        while (item := self._keys.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for minutes in SHELVE_MINUTES:
            word = self.tr("{n} min") if minutes < 60 else self.tr("{n} h")
            number = minutes if minutes < 60 else minutes // 60
            key = self._key(f"hide{minutes}", word.replace("{n}", str(number)), "shelve-clock")
            key.setProperty("minutes", minutes)
            key.clicked.connect(self._on_minutes)

    def _on_minutes(self) -> None:
        key = self.sender()
        if key is not None:
            self.shelved.emit(self.alert.alert_id, int(key.property("minutes")))

    def _pictures(self) -> QHBoxLayout | None:
        """Return the pictures of then and now side by side, None when there are none."""
        context = dict(self.alert.context)
        row = QHBoxLayout()
        row.setSpacing(self._look.metrics.gap_min)
        for name, words in (("then", self.tr("Then")), ("now", self.tr("Now"))):
            image = small_image(context.get(name, ""), gain=self._look.tokens.video_gain)
            if image is None:
                continue
            column = QVBoxLayout()
            column.setSpacing(2)
            title = f"{words} · {context.get(f'{name}_at', '')}"
            picture = QLabel()
            picture.setObjectName(f"alerts.picture.{name}")
            picture.setAccessibleName(title)
            picture.setPixmap(QPixmap.fromImage(image))
            column.addWidget(picture)
            column.addWidget(_label(title, "caption"))
            row.addLayout(column)
        if row.count() == 0:
            return None
        row.addStretch(1)
        return row

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m = self._look.tokens, self._look.metrics
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        rounded(painter, rect, fill=t.raised, radius=m.radius, outline=self._look.hairline, width=1)
        # Grey once somebody has seen it: colour is for what still must be looked at.
        alert = self.alert
        over = alert.seen or alert.ended_at is not None or alert.shelved_until is not None
        kind = "info" if alert.drill else _KINDS[alert.priority]
        edge = t.border if over else t.fill(kind)
        if not over and t.needs_outline(kind):
            edge = t.on(kind)
        stripe = QRectF(1, 1, EDGE_W, rect.height() - 2)
        painter.fillRect(turned(painter, stripe), QColor(edge))


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label


def small_image(path: str, *, gain: float) -> QImage | None:
    """Return a kept picture as bright as `gain` (0..1), None when there is none (any more)."""
    if not path or not Path(path).is_file():
        return None
    image = QImage(path)
    if image.isNull():
        return None
    image = image.scaled(
        PICTURE_PX,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB32)
    if gain < 1.0:
        painter = QPainter(image)
        painter.fillRect(image.rect(), QColor(0, 0, 0, round(255 * (1.0 - gain))))
        painter.end()
    return image
