# SPDX-License-Identifier: AGPL-3.0-or-later
"""S24 First-run wizard: one question a page, from the language to the result sheet.

It leads through the screens of the settings and copies none of them. Where it is stands in the
record, so that it goes on at the same step after a power cut.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from alpr_kiosk.domain.first_run import DONE, LATER, MAY_WAIT, STEPS, SetupStepDone
from alpr_kiosk.domain.intents import IntentAnswer
from ui import messages
from ui.first_run_book import step_name
from ui.people import Session
from ui.screens.base import Screen
from ui.screens.setup_drive import DrivePart
from ui.screens.setup_part import LanguagePart, Part, ScreenPart, as_may
from ui.screens.setup_pin import PinPart
from ui.screens.setup_place import PlacePart
from ui.screens.setup_steps import (
    CamerasPart,
    GatesPart,
    KeepingPart,
    ListsPart,
    SheetPart,
    ZonesPart,
)
from ui.surroundings import Surroundings
from ui.widgets.keys import TapKey
from ui.widgets.page_stack import PageStack
from ui.widgets.setup_bar import StepStrip

PARTS: dict[str, Callable[[Surroundings], Part]] = {
    "language": LanguagePart,
    "screen": ScreenPart,
    "place": PlacePart,
    "pin": PinPart,
    "cameras": CamerasPart,
    "zones": ZonesPart,
    "gates": GatesPart,
    "lists": ListsPart,
    "keeping": KeepingPart,
    "drive": DrivePart,
    "sheet": SheetPart,
}


def _question(step: str) -> tuple[str, str]:
    """Return the question of a step, and what to know about it."""
    translate = QCoreApplication.translate
    return {
        "language": (
            translate("Setup", "Which language does this screen speak?"),
            translate("Setup", "Tap it. You can change it later under Language and look."),
        ),
        "screen": (
            translate("Setup", "How large is this screen?"),
            translate(
                "Setup",
                "No screen tells its true size. Measure the bar, so that keys are large enough "
                "for a finger. Then choose a theme.",
            ),
        ),
        "place": (
            translate("Setup", "Is this the time here?"),
            translate(
                "Setup",
                "Schedules and visitors depend on it. If the time zone is right and the time is "
                "not, set the clock of the computer first.",
            ),
        ),
        "pin": (
            translate("Setup", "Who is in charge?"),
            translate(
                "Setup",
                "The supervisor types a PIN twice. Nobody else sees it, and there is no default. "
                "Then write the recovery words down, and let the installer type a PIN.",
            ),
        ),
        "cameras": (
            translate("Setup", "Which cameras are there?"),
            translate("Setup", "Add each camera, test it, and come back here with Back."),
        ),
        "zones": (
            translate("Setup", "Where do cars stop, and which way do they drive?"),
            translate(
                "Setup",
                "Draw the open zone of each camera, and lines A and B. A camera without an open "
                "zone never opens a gate.",
            ),
        ),
        "gates": (
            translate("Setup", "Does each gate do what it should?"),
            translate(
                "Setup",
                "Test the link, say what a second pulse does, and give three test pulses while "
                "you see the gate.",
            ),
        ),
        "lists": (
            translate("Setup", "Who may come in?"),
            translate(
                "Setup",
                "Import a file, or add the first plates. A plate on no list is asked about.",
            ),
        ),
        "keeping": (
            translate("Setup", "How long is data kept?"),
            translate(
                "Setup",
                "These are the rules now. Keeping longer needs a reason that the record shows.",
            ),
        ),
        "drive": (
            translate("Setup", "Does it read cars here?"),
            translate(
                "Setup",
                "Drive 5 cars through each lane, each way. All must be read. Gates stay by hand "
                "until then.",
            ),
        ),
        "sheet": (
            translate("Setup", "Keep the result"),
            translate(
                "Setup",
                "NEXT makes the result sheet, a PDF with pass or fail of each lane. Its hash "
                "stands in the audit.",
            ),
        ),
    }[step]


class SetupScreen(Screen):
    """The wizard; everybody may look, and what is done asks for a PIN once there is one."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._book = around.first_run
        self._sent: dict[str, str] = {}
        self._parts: dict[str, Part] = {}
        self._step = STEPS[0]
        self.setObjectName("setup")
        self.setAccessibleName(self.tr("Setup"))
        m = around.look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        self.strip = StepStrip(look=around.look)
        layout.addWidget(self.strip)
        layout.addLayout(self._body(), 1)
        self.foot = QWidget()
        self.foot.setLayout(self._foot())
        layout.addWidget(self.foot)
        self._book.changed.connect(self._on_book)
        around.people.changed.connect(self._refresh)

    # -------------------------------------------------------------------------------- building

    def _body(self) -> QHBoxLayout:
        m = self._around.look.metrics
        row = QHBoxLayout()
        row.setSpacing(m.space(32))
        self.left = QWidget()
        self.left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout(self.left)
        words.setContentsMargins(m.space(8), m.space(16), 0, 0)
        words.setSpacing(m.space(16))
        self.step_label = self._label("muted")
        self.question = self._label("title")
        self.hint = self._label("")
        self.open_label = self._label("strong")
        for label in (self.step_label, self.question, self.hint):
            words.addWidget(label)
        words.addStretch(1)
        words.addWidget(self.open_label)
        row.addWidget(self.left, 4)
        self.stack = PageStack()
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.stack, 6)
        return row

    def _label(self, role: str) -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            label.setProperty("role", role)
        return label

    def _foot(self) -> QHBoxLayout:
        m = self._around.look.metrics
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(m.gap_min)
        self.back_key = self._key("back", self.tr("Back"), "back", "raised")
        self.later_key = self._key("later", self.tr("Later"), "clock", "raised")
        self.next_key = self._key("next", self.tr("NEXT"), "next", "accent")
        self.next_key.setMinimumWidth(m.words(40))
        self.number = QLabel()
        self.number.setProperty("role", "muted")
        self.back_key.clicked.connect(self._back)
        self.later_key.clicked.connect(lambda: self._done(later=True))
        self.next_key.clicked.connect(self._next)
        row.addWidget(self.back_key)
        row.addSpacing(m.space(16))
        row.addWidget(self.number)
        row.addStretch(1)
        row.addWidget(self.later_key)
        row.addWidget(self.next_key)
        return row

    def _key(self, name: str, text: str, icon: str, kind: str) -> TapKey:
        m = self._around.look.metrics
        key = TapKey(
            look=self._around.look,
            name=f"setup.{name}",
            text=text,
            icon=icon,
            kind=kind,
            beside=True,
        )
        key.setMinimumWidth(m.words(26))
        key.setFixedHeight(m.touch_std)
        return key

    # ------------------------------------------------------------------------------ the screen

    @property
    def step(self) -> str:
        """The step that is shown."""
        return self._step

    @property
    def part(self) -> Part:
        """Its right half."""
        return self._part(self._step)

    def _part(self, step: str) -> Part:
        found = self._parts.get(step)
        if found is None:
            found = self._parts[step] = PARTS[step](self._around)
            found.intent.connect(self.intent)
            found.said.connect(self.said)
            found.wanted.connect(self.wanted)
            found.changed.connect(self._refresh)
            self.stack.addWidget(found)
        return found

    def enter(self, argument: object) -> None:
        """Go on where it was left; a step's name shows that one."""
        state = self._book.state
        if isinstance(argument, str) and argument in STEPS:
            self._book.at = argument
        elif not self._book.at and state.finished:
            self._book.at = STEPS[0]  # "Setup again" looks at everything
        self._show(self._book.at or state.step)

    @property
    def busy(self) -> bool:
        """Something is typed."""
        return self.part.busy

    def step_back(self) -> bool:
        """From a pad to the page, from a page to the one before; False on the first."""
        if self.part.step_back():
            return True
        number = STEPS.index(self._step)
        if number == 0:
            return False
        self._go(STEPS[number - 1])
        return True

    def _back(self) -> None:
        if not self.step_back():
            self._book.at = ""
            self.back.emit()

    def tick(self) -> None:
        """Look at the clock."""
        self.part.tick()
        self._refresh()

    def _go(self, step: str) -> None:
        self._book.at = step
        self._show(step)

    def _show(self, step: str) -> None:
        self._step = step
        part = self._part(step)
        self.stack.setCurrentWidget(part)
        part.enter()
        self._refresh()
        self.changed.emit()

    def _on_book(self) -> None:
        if not self._book.at and self._step != self._book.state.step:
            self._show(self._book.state.step)
        self._refresh()

    def _refresh(self) -> None:
        part, step = self.part, self._step
        number = STEPS.index(step) + 1
        words = self.tr("Step {n} of {of}").replace("{n}", str(number))
        words = words.replace("{of}", str(len(STEPS)))
        self.number.setText(words)
        self.step_label.setText(step_name(step))
        question, hint = _question(step)
        self.question.setText(question)
        self.hint.setText(hint)
        missing, left_open = part.missing(), part.left_open()
        said = missing
        if not missing and left_open:
            said = self.tr("Still open: {what}").replace("{what}", left_open)
        self.open_label.setText(said)
        for around in (self.strip, self.left, self.foot):
            around.setVisible(not part.busy)  # a pad needs the whole page
        finished = step == STEPS[-1] and self._book.state.walked and bool(self._book.state.sheet)
        self.next_key.setText(self.tr("To the gates") if finished else self.tr("NEXT"))
        self.next_key.setAccessibleName(self.next_key.text())
        self.next_key.setEnabled(not (missing or part.busy or self._sent))
        self.later_key.setVisible(step in MAY_WAIT)
        self.later_key.setEnabled(not (part.busy or self._sent))
        self.strip.show_state(self._book.state, step, f"{words}: {step_name(step)}")

    # --------------------------------------------------------------------------------- forward

    def _next(self) -> None:
        state = self._book.state
        if self._step == STEPS[-1] and state.sheet:
            self._book.at = ""
            self.wanted.emit("live", None)
            return
        # Nothing of a step is there yet: it is put off, so that nobody takes it for done.
        later = self._step in MAY_WAIT and bool(self.part.left_open())
        self._done(later=later)

    def _done(self, *, later: bool) -> None:
        step = self._step

        def send(session: Session) -> None:
            intent = SetupStepDone(step=step, later=later, session=session.token)
            self._sent[intent.intent_id] = LATER if later else DONE
            self.intent.emit(intent)
            self._refresh()

        as_may(self._around, self.tr("go on with the setup"), send)

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to a step, or give it to a part."""
        if any(part.answered(answer) for part in self._parts.values()):
            return True
        if self._sent.pop(answer.intent_id, None) is None:
            return False
        words = messages.text(answer.code, dict(answer.context)) if answer.code else ""
        if words:
            self.said.emit(words, "ack-check" if answer.ok else "alarm-high")
        number = STEPS.index(self._step)
        if answer.ok and number + 1 < len(STEPS):
            self._go(STEPS[number + 1])
        elif answer.ok:
            self.part.enter()
        self._refresh()
        return True
