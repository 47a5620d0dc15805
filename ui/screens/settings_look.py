# SPDX-License-Identifier: AGPL-3.0-or-later
"""S22 Language and look: tried out at once, kept on "Keep", else back after 15 s."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QScroller, QVBoxLayout, QWidget

from alpr_kiosk.domain.look import (
    AUTO,
    BAR_MM,
    GUARD_MAY,
    NIGHT_GAINS,
    PX_PER_MM,
    TEXT_FACTORS,
    LookSettings,
)
from ui import messages
from ui.screens.base import Screen
from ui.surroundings import Surroundings
from ui.theme.look import Look
from ui.widgets.choice_row import ChoiceRow, RowAnswer, StepRow
from ui.widgets.keys import TapKey
from ui.widgets.page_head import PageHead
from ui.widgets.painting import antialias

GAIN_STEP = 0.05
OFF, ON = "off", "on"
_ROLES = ("supervisor", "installer")


class RulerBar(QWidget):
    """A bar that is 50 mm long if the panel's pixels are as large as is thought."""

    def __init__(self, *, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.bar_px = round(BAR_MM * look.metrics.px_per_mm)
        self.setObjectName("look.bar")
        self.setMinimumSize(self.sizeHint())
        look.changed.connect(self.update)

    def set_bar_px(self, pixels: int) -> None:
        """Make it longer or shorter."""
        self.bar_px = pixels
        self.setMinimumSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.bar_px + 8, self._look.metrics.mm(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        antialias(painter)
        colour = QColor(self._look.tokens.text)
        middle = self.height() / 2
        painter.fillRect(QRectF(4, middle - 3, self.bar_px, 6), colour)
        for x in (4.0, 4.0 + self.bar_px - 3):
            painter.fillRect(QRectF(x, 2, 3, self.height() - 4), colour)


class LookScreen(Screen):
    """Language, theme, text size, gloves, hand, brightness and the true size."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._desk = around.look_desk
        self._ratio = around.look.metrics.px_per_mm
        self.setObjectName("settings.look")
        self._build()
        self._desk.changed.connect(self._refresh)
        around.people.changed.connect(self._refresh)
        self._refresh()

    # -------------------------------------------------------------------------------- building

    def _build(self) -> None:
        look = self._around.look
        m = look.metrics
        head = PageHead(look=look, name="look", title=self.tr("Language and look"), parent=self)
        head.back.clicked.connect(self.back)
        self._trial_keys(head)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        layout.addWidget(head)
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(2 * m.gap_min)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(m.space(8))
            columns.addLayout(column, 1)
        self._left(left)
        self._right(right)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.area.setWidget(body)
        layout.addWidget(self.area, 1)

    def _row(
        self, name: str, title: str, choices: tuple[RowAnswer, ...], columns: int
    ) -> ChoiceRow:
        row = ChoiceRow(
            look=self._around.look,
            name=f"look.{name}",
            title=title,
            choices=choices,
            columns=columns,
            parent=self,
        )
        row.chosen.connect(lambda value: self._choose(name, value))
        return row

    def _left(self, column: QVBoxLayout) -> None:
        spoken = tuple(
            RowAnswer(value=one.code, text=one.name) for one in self._desk.speaker.languages
        )
        self.language = self._row("language", self.tr("Language"), spoken, 3)
        self.theme = self._row(
            "theme",
            self.tr("Theme"),
            (
                RowAnswer(value="day", text=self.tr("Day"), icon="sun"),
                RowAnswer(value="night", text=self.tr("Night"), icon="moon"),
                RowAnswer(value="high_contrast", text=self.tr("Contrast"), icon="contrast"),
                RowAnswer(value=AUTO, text=self.tr("Auto"), icon="clock"),
            ),
            4,
        )
        self.auto_note = self._note("")
        locale = self._around.local
        self.text_size = self._row(
            "text_factor",
            self.tr("Text size"),
            tuple(
                RowAnswer(value=str(one), text=f"{locale.number(round(one * 100))} %")
                for one in TEXT_FACTORS
            ),
            3,
        )
        for row in (self.language, self.theme, self.auto_note, self.text_size):
            column.addWidget(row)
        column.addStretch(1)

    def _right(self, column: QVBoxLayout) -> None:
        look = self._around.look
        usual, larger = self.tr("Usual"), self.tr("Larger")
        self.glove = self._row(
            "glove",
            self.tr("Keys for gloves"),
            (RowAnswer(value=OFF, text=usual), RowAnswer(value=ON, text=larger)),
            2,
        )
        self.hand = self._row(
            "left_handed",
            self.tr("Gate bar"),
            (
                RowAnswer(value=OFF, text=self.tr("For the right hand")),
                RowAnswer(value=ON, text=self.tr("For the left hand")),
            ),
            2,
        )
        self.gain = StepRow(
            look=look, name="look.gain", title=self.tr("Pictures at night"), parent=self
        )
        self.gain.stepped.connect(self._step_gain)
        self.bar = RulerBar(look=look, parent=self)
        self.bar_steps = StepRow(
            look=look, name="look.bar", title=self.tr("True size"), parent=self
        )
        self.bar_steps.stepped.connect(self._step_bar)
        self.bar_use = TapKey(
            look=look,
            name="look.bar.use",
            text=self.tr("It is 50 mm"),
            icon="ack-check",
            beside=True,
            parent=self,
        )
        self.bar_use.setMinimumWidth(look.metrics.mm(30))
        self.bar_use.setFixedHeight(look.metrics.touch_min)
        self.bar_use.clicked.connect(self._use_bar)
        steps = QHBoxLayout()
        steps.setSpacing(look.metrics.gap_min)
        steps.addWidget(self.bar_steps, 1)
        steps.addWidget(self.bar_use, 0, Qt.AlignmentFlag.AlignBottom)
        ruler = QHBoxLayout()
        ruler.addWidget(self.bar)
        ruler.addWidget(self._note(messages.text("look.bar")), 1)
        for row in (self.glove, self.hand, self.gain):
            column.addWidget(row)
        column.addLayout(steps)
        column.addLayout(ruler)
        column.addStretch(1)

    def _trial_keys(self, head: PageHead) -> None:
        """Keep and Put back stand in the head line: they never scroll away."""
        look = self._around.look
        m = look.metrics
        self.trial_text = self._note("")
        head.add(self.trial_text, 8)
        self.put_back = TapKey(
            look=look,
            name="look.put_back",
            text=self.tr("Put back"),
            icon="back",
            beside=True,
            parent=head,
        )
        self.keep = TapKey(
            look=look,
            name="look.keep",
            text=self.tr("Keep"),
            icon="ack-check",
            kind="accent",
            beside=True,
            parent=head,
        )
        for key in (self.put_back, self.keep):
            key.setMinimumWidth(m.mm(26))
            key.setFixedHeight(m.touch_min)
            head.add(key)
        self.keep.clicked.connect(self._desk.keep)
        self.put_back.clicked.connect(self._desk.put_back)

    def _note(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setProperty("role", "caption")
        label.setWordWrap(True)
        return label

    # --------------------------------------------------------------------------------- choices

    def _choose(self, name: str, value: str) -> None:
        shown: Any = value
        if name == "text_factor":
            shown = float(value)
        elif name in ("glove", "left_handed"):
            shown = value == ON
        self._attempt(name, lambda look: replace(look, **{name: shown}))

    def _attempt(self, name: str, change: Callable[[LookSettings], LookSettings]) -> None:
        """Try it out; what is not a guard's waits for a PIN."""

        def go_on(_session: object) -> None:
            self._desk.attempt(change(self._desk.shown))
            self._refresh()

        if name in GUARD_MAY and self._around.people.may("guard", *_ROLES):
            go_on(None)
        else:
            self._around.people.need(_ROLES, self.tr("change how the screen looks"), go_on)
        self._refresh()

    def _step_gain(self, by: int) -> None:
        low, high = NIGHT_GAINS
        gain = round(self._desk.shown.night_gain + by * GAIN_STEP, 2)
        self._attempt(
            "night_gain", lambda look: replace(look, night_gain=min(high, max(low, gain)))
        )

    def _step_bar(self, by: int) -> None:
        ratio = (self.bar.bar_px + by) / BAR_MM
        if PX_PER_MM[0] < ratio < PX_PER_MM[1]:
            self._ratio = ratio
            self.bar.set_bar_px(self.bar.bar_px + by)
            self._refresh()

    def _use_bar(self) -> None:
        ratio = round(self._ratio, 3)
        self._attempt("px_per_mm", lambda look: replace(look, px_per_mm=ratio))

    # --------------------------------------------------------------------------------- showing

    def enter(self, _argument: object) -> None:
        """Show what is in force."""
        self._refresh()

    def tick(self) -> None:
        """Count down."""
        self._refresh()

    def _refresh(self) -> None:
        shown = self._desk.shown
        number = self._around.local.number
        self.language.show_value(shown.language)
        self.theme.show_value(shown.theme)
        self.text_size.show_value(str(shown.text_factor))
        self.glove.show_value(ON if shown.glove else OFF)
        self.hand.show_value(ON if shown.left_handed else OFF)
        self.gain.value.setText(f"{number(round(shown.night_gain * 100))} %")
        self.gain.less.setEnabled(shown.night_gain > NIGHT_GAINS[0] + 1e-6)
        self.gain.more.setEnabled(shown.night_gain < NIGHT_GAINS[1] - 1e-6)
        self.bar_steps.value.setText(f"{number(self.bar.bar_px)} px")
        sensor, sun = self._desk.has_sensor, self._desk.has_sun
        self.theme.keys[AUTO].setEnabled(sensor or sun)
        code = "look.sensor" if sensor else "look.no_sensor" if sun else "look.no_place"
        self.auto_note.setText(messages.text(code))
        self._show_trial()

    def _show_trial(self) -> None:
        left, waits = self._desk.seconds_left, self._desk.waits
        if waits:
            words = messages.text(waits)
        elif left is not None:
            words = messages.text("look.trial", {"s": left})
        else:
            words = ""
        self.trial_text.setText(words)
        # The keys keep their place: nothing moves under a finger.
        self.keep.setEnabled(left is not None)
        self.put_back.setEnabled(left is not None)
