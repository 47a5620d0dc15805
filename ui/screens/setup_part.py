# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a step of the first run is to the wizard, and the steps that only show what is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.intents import Intent, IntentAnswer
from alpr_kiosk.domain.look import BAR_MM, PX_PER_MM, LookSettings
from ui.people import Session
from ui.screens.settings_look import RulerBar
from ui.surroundings import Surroundings
from ui.widgets.choice_row import ChoiceRow, RowAnswer, StepRow
from ui.widgets.keys import TapKey
from ui.widgets.notice_row import NoticeRow
from ui.widgets.row_list import RowList

ROLES = ("supervisor", "installer")


def as_may(around: Surroundings, purpose: str, then: Callable[[Session], object]) -> None:
    """Go on once somebody who may has signed in; at once where nobody has a PIN yet."""
    if around.site.users("supervisor"):
        around.people.need(ROLES, purpose, then)
    else:
        then(Session())


class Part(QWidget):
    """The right half of a step.

    Signals:
        intent (object): An `Intent` to submit.
        wanted (str name, object argument): Show a screen; it comes back here.
        said (str text, str icon): A short word.
        changed (): What is missing is something else now.
    """

    intent = Signal(object)
    wanted = Signal(str, object)
    said = Signal(str, str)
    changed = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.around = around
        self._sent: dict[str, Intent] = {}

    def enter(self) -> None:
        """The step is shown."""

    def tick(self) -> None:
        """Look at the clock."""

    def missing(self) -> str:
        """Return what must be done before NEXT, "" when nothing must."""
        return ""

    def left_open(self) -> str:
        """Return what is missing here, though NEXT may go on; "" when nothing is."""
        return ""

    @property
    def busy(self) -> bool:
        """Whether something is typed that a question must not cover."""
        return False

    def step_back(self) -> bool:
        """Go one step back within the part; False when there is none."""
        return False

    def send(self, intent: Intent) -> None:
        """Submit, and take the answer by `got`."""
        self._sent[intent.intent_id] = intent
        self.intent.emit(intent)

    def answered(self, answer: IntentAnswer) -> bool:
        """Take an answer; True when it was ours."""
        intent = self._sent.pop(answer.intent_id, None)
        if intent is None:
            return False
        self.got(intent, answer)
        return True

    def got(self, intent: Intent, answer: IntentAnswer) -> None:
        """An own request was answered."""


class LookPart(Part):
    """Chooses a look and has it kept at once: there is a way back on this page."""

    def choose(self, change: Callable[[LookSettings], LookSettings]) -> None:
        """Show another look, and keep it."""

        def go_on(_session: object) -> None:
            desk = self.around.look_desk
            desk.attempt(change(desk.shown))
            desk.keep()
            self.enter()

        as_may(self.around, self.tr("change how the screen looks"), go_on)
        self.enter()


class LanguagePart(LookPart):
    """Step 1."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        spoken = around.look_desk.speaker.languages
        self.row = ChoiceRow(
            look=around.look,
            name="setup.language",
            title=self.tr("Language"),
            choices=tuple(RowAnswer(value=one.code, text=one.name) for one in spoken),
            columns=2,
            parent=self,
        )
        for key in self.row.keys.values():
            key.setFixedHeight(around.look.metrics.touch_gate)
        self.row.chosen.connect(self._chosen)
        layout.addWidget(self.row)
        layout.addStretch(1)

    def enter(self) -> None:
        """Mark the language that is spoken."""
        self.row.show_value(self.around.look_desk.shown.language)

    def _chosen(self, code: str) -> None:
        self.choose(lambda look: replace(look, language=code))


class ScreenPart(LookPart):
    """Step 2: the true size by a ruler, and the theme."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        look, m = around.look, around.look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.gap_min)
        title = QLabel(self.tr("Put a ruler here: the bar must be 50 mm long"))
        title.setProperty("role", "strong")
        title.setWordWrap(True)
        self.bar = RulerBar(look=look, parent=self)
        self.steps = StepRow(
            look=look, name="setup.bar", title=self.tr("Longer or shorter"), parent=self
        )
        self.steps.stepped.connect(self._step)
        self.use = TapKey(
            look=look,
            name="setup.bar.use",
            text=self.tr("Now it is 50 mm"),
            icon="ruler",
            beside=True,
            parent=self,
        )
        self.use.setFixedHeight(m.touch_min)
        self.use.setMinimumWidth(m.words(44))
        self.use.clicked.connect(self._use)
        row = QHBoxLayout()
        row.setSpacing(m.gap_min)
        row.addWidget(self.steps, 1)
        row.addWidget(self.use, 0, Qt.AlignmentFlag.AlignBottom)
        self.themes = ChoiceRow(
            look=look,
            name="setup.theme",
            title=self.tr("Theme"),
            choices=(
                RowAnswer(value="day", text=self.tr("Day"), icon="sun"),
                RowAnswer(value="night", text=self.tr("Night"), icon="moon"),
                RowAnswer(value="high_contrast", text=self.tr("Contrast"), icon="contrast"),
            ),
            columns=3,
            parent=self,
        )
        self.themes.chosen.connect(self._theme)
        layout.addWidget(title)
        layout.addWidget(self.bar)
        layout.addLayout(row)
        layout.addSpacing(m.space(24))
        layout.addWidget(self.themes)
        layout.addStretch(1)

    def enter(self) -> None:
        """Show what is in force."""
        self.themes.show_value(self.around.look_desk.shown.theme)
        self.steps.value.setText(f"{self.around.local.number(self.bar.bar_px)} px")
        now = round(BAR_MM * self.around.look.metrics.px_per_mm)
        self.use.setEnabled(self.bar.bar_px != now)

    def _step(self, by: int) -> None:
        if PX_PER_MM[0] < (self.bar.bar_px + by) / BAR_MM < PX_PER_MM[1]:
            self.bar.set_bar_px(self.bar.bar_px + by)
        self.enter()

    def _use(self) -> None:
        ratio = round(self.bar.bar_px / BAR_MM, 3)
        self.choose(lambda look: replace(look, px_per_mm=ratio))

    def _theme(self, name: str) -> None:
        self.choose(lambda look: replace(look, theme=name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A thing of a step, and whether it is done.

    Attributes:
        name: Short stable name.
        icon: Its icon.
        text: What it is.
        caption: How things are there.
        done: Nothing is missing.
        bad: It has failed.
        screen: Where it is done, "" for nowhere.
        argument: What the screen is sent with.
        key: Word on the key.
    """

    name: str
    icon: str
    text: str
    caption: str
    done: bool
    bad: bool = False
    screen: str = ""
    argument: Any = None
    key: str = ""


class LinesPart(Part):
    """What is done and what is missing, each with a key to the screen where it is done."""

    def __init__(
        self,
        around: Surroundings,
        *,
        name: str,
        spoken: str,
        lines: Callable[[], Sequence[Line]],
        keys: Sequence[TapKey] = (),
    ) -> None:
        super().__init__(around)
        self._name = name
        self._lines = lines
        self._shown: tuple[Line, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(around.look.metrics.gap_min)
        self.list = RowList(look=around.look, name=f"setup.{name}.list", spoken=spoken, parent=self)
        layout.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(around.look.metrics.gap_min)
        for key in keys:
            key.setFixedHeight(around.look.metrics.touch_std)
            row.addWidget(key, 1)
        layout.addLayout(row)

    def enter(self) -> None:
        """Look again."""
        self._shown = ()
        self.look_again()

    def tick(self) -> None:
        """Things may be done elsewhere."""
        self.look_again()

    def look_again(self) -> None:
        """Show how things are; the rows stay while nothing is new."""
        lines = tuple(self._lines())
        if lines == self._shown and lines:
            return
        self._shown = lines
        self.list.set_rows([self._row(line) for line in lines])
        self.changed.emit()

    def _row(self, line: Line) -> QWidget:
        row = NoticeRow(
            look=self.around.look,
            name=f"setup.{self._name}.{line.name}",
            icon=line.icon,
            text=line.text,
            caption=line.caption,
            kind="deny" if line.bad else "allow" if line.done else "ask",
            keys=((line.key or self.tr("Open"), "next"),) if line.screen else (),
        )
        row.tapped.connect(lambda _number: self.wanted.emit(line.screen, line.argument))
        return row

    def left_open(self) -> str:
        """Return what is missing."""
        missing = [line.text for line in self._shown if not line.done]
        return ", ".join(missing)
