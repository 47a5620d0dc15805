# SPDX-License-Identifier: AGPL-3.0-or-later
"""S03 Why: one passage explained, and what may be done about it."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel

from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.keeping import category_of
from alpr_kiosk.domain.visit_intents import DecisionMarkedWrong
from alpr_kiosk.runtime.views import PassageView
from ui import messages
from ui.errands import QuickPass, TypePlate
from ui.screens.base import Screen
from ui.surroundings import Surroundings
from ui.widgets.choice_sheet import ChoiceSheet
from ui.widgets.keys import TapKey
from ui.widgets.painting import put
from ui.widgets.why_board import WhyBoard

BACK_W = 150
REASON_W = 300


class DecisionDetail(Screen):
    """The page behind a card; entered with its `PassageView`, or the id of one on the rail."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        look = self._look = around.look
        self._around = around
        self._marking = ""
        self.view: PassageView | None = None
        self.setObjectName("why")
        self.setAccessibleName(self.tr("Why"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.board = WhyBoard(look=look, local=around.local, explain=around.explain, parent=self)
        self.back_key = self._key("back", self.tr("Back"), "back")
        self.back_key.clicked.connect(self.back)
        self.earlier = self._key("earlier", "", "back", self.tr("Event before"))
        self.earlier.clicked.connect(lambda: self._step(-1))
        self.later = self._key("later", "", "next", self.tr("Event after"))
        self.later.clicked.connect(lambda: self._step(1))
        self.reason_key = self._key(
            "reason", self.tr("Give the reason"), "override-hand", kind="warning"
        )
        self.reason_key.clicked.connect(self._reason)
        self.kept = QLabel(self)
        self.kept.setProperty("role", "caption")
        self.kept.setWordWrap(True)
        self.wrong_plate = self._key("wrong_plate", self.tr("Wrong plate"), "edit", over=True)
        self.wrong_plate.clicked.connect(self._wrong_plate)
        self.wrong_decision = self._key(
            "wrong_decision", self.tr("Wrong decision"), "ignore-slash-circle", over=True
        )
        self.wrong_decision.clicked.connect(self._wrong_decision)
        self.make_pass = self._key("pass", self.tr("Quick pass"), "pass-ticket", over=True)
        self.make_pass.clicked.connect(self._pass)
        self.add_to_list = self._key("add", self.tr("Add to list"), "add", over=True)
        self.add_to_list.clicked.connect(lambda: self.wanted.emit("lists", self.plate))
        self.history = self._key("history", self.tr("History"), "search", over=True)
        self.history.clicked.connect(lambda: self.wanted.emit("history", self.plate))
        self.export = self._key("export", self.tr("Export"), "save", over=True)
        self.export.clicked.connect(self._export)
        self.keys = (
            self.wrong_plate,
            self.wrong_decision,
            self.make_pass,
            self.add_to_list,
            self.history,
            self.export,
        )
        self.sheet = ChoiceSheet(
            look=look,
            name="why.wrong",
            title=self.tr("What was wrong with the decision?"),
            choices=(
                ("should_open", self.tr("It should have let in"), "gate-open"),
                ("should_ask", self.tr("It should have asked"), "ask-question-triangle"),
                ("should_stop", self.tr("It should have stayed closed"), "gate-closed"),
                ("other_car", self.tr("It was another car"), "car"),
            ),
            parent=self,
        )
        self.sheet.chosen.connect(self._mark_wrong)
        for key in (self.back_key, self.earlier, self.later, self.reason_key, *self.keys):
            key.installEventFilter(self)
        around.site.bus.passage_changed.connect(self._changed)
        around.reasons.changed.connect(self._show_reason)

    def _key(
        self,
        name: str,
        text: str,
        icon: str,
        accessible: str = "",
        *,
        kind: str = "raised",
        over: bool = False,
    ) -> TapKey:
        return TapKey(
            look=self._look,
            name=f"why.{name}",
            text=text,
            icon=icon,
            kind=kind,
            accessible=accessible,
            beside=not over,
            style="caption_strong" if over else "button",
            parent=self,
        )

    # ---------------------------------------------------------------------------------- screen

    def enter(self, argument: object) -> None:
        """Explain the passage that it is entered with."""
        if isinstance(argument, str):
            argument = self._around.passages.view(argument)
        if isinstance(argument, PassageView):
            newest = self._around.passages.view(argument.passage.passage_id)
            self.show_view(newest or argument)
            self.back_key.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Take the question away."""
        self.sheet.hide()

    def step_back(self) -> bool:
        """From the question back to the passage."""
        if self.sheet.isHidden():
            return False
        self.sheet.hide()
        return True

    def answered(self, answer: IntentAnswer) -> bool:
        """The mark is in the record, or not."""
        if not self._marking or answer.intent_id != self._marking:
            return False
        self._marking = ""
        self.said.emit(
            messages.text(answer.code, answer.context), "ack-check" if answer.ok else "alarm-high"
        )
        return True

    def tick(self) -> None:
        """Look at the clock: pictures have an end."""
        self._show_kept()

    def _changed(self, view: PassageView) -> None:
        if self.view is not None and self.view.passage.passage_id == view.passage.passage_id:
            self.show_view(view)
        elif self.isVisible():
            self._show_steps()

    @property
    def plate(self) -> str:
        """The plate that was read, "" for none."""
        return self.view.passage.consensus.text if self.view else ""

    def show_view(self, view: PassageView) -> None:
        """Explain this passage."""
        self.view = view
        self.wrong_decision.setEnabled(view.decision is not None)
        self.make_pass.setEnabled(bool(self.plate))
        self.add_to_list.setEnabled(bool(self.plate))
        self.history.setEnabled(bool(self.plate))
        self._show_reason()
        self._show_steps()
        self._show_kept()
        self.setAccessibleDescription(
            f"{messages.spoken(self.plate)}. {self.sentence()} " + self.votes_spoken()
        )

    # -------------------------------------------------------------------------------- contents

    def sentence(self) -> str:
        """Return the reason in words."""
        return self.board.sentence()

    def votes_spoken(self) -> str:
        """Return the votes as a screen reader says them."""
        return self.board.votes_spoken()

    def times(self) -> tuple[tuple[str, float], ...]:
        """Return the steps of the time bar: word and milliseconds since the first look."""
        return self.board.times()

    @property
    def pictures_end(self) -> datetime | None:
        """When the pictures of the passage are deleted, as set; an incident may hold them."""
        view = self.view
        if view is None:
            return None
        decision = view.decision.decision if view.decision is not None else None
        kinds = {one.entry_id: one.list_kind for one in decision.candidates} if decision else {}
        category = category_of(
            decision.reason.value if decision else "",
            decision.entry_id if decision else None,
            kinds,
        )
        kept = self._around.config.keeping.rules.pictures[category]
        return view.passage.first_seen_at + kept

    def _show_kept(self) -> None:
        view, end = self.view, self.pictures_end
        if view is None or end is None:
            return
        left = end - self._around.clock.utc_now()
        gone = left <= timedelta(0)
        if gone:
            text = messages.text("privacy.deleted", {"date": self._around.local.date(end)})
        else:
            text = self.tr("Pictures deleted in {time}").replace("{time}", self._span(left))
        if self.kept.text() != text:
            self.kept.setText(text)
        if self.board.view is not view or gone:
            self.board.show_view(view, end if gone else None)

    def _span(self, left: timedelta) -> str:
        minutes = int(left.total_seconds() // 60)
        if minutes >= 4 * 24 * 60:
            return self.tr("{n} days").replace("{n}", str(minutes // (24 * 60)))
        hours = self.tr("{h} h {m} min").replace("{h}", str(minutes // 60))
        return hours.replace("{m}", str(minutes % 60))

    def _show_steps(self) -> None:
        passage_id = self.view.passage.passage_id if self.view else ""
        book = self._around.passages
        self.earlier.setEnabled(book.neighbour(passage_id, -1) is not None)
        self.later.setEnabled(book.neighbour(passage_id, 1) is not None)

    def _missing(self) -> tuple[str, str] | None:
        """Return id and gate of the opening whose reason is missing."""
        view = self.view
        if view is None:
            return None
        for item in self._around.reasons.missing:
            if item.passage_id == view.passage.passage_id:
                return item.event_id, item.gate_id
        if view.reason_missing and view.gate_intent_id is not None:
            gate_id = view.decision.gate_id if view.decision else ""
            return view.gate_intent_id, gate_id or ""
        return None

    def _show_reason(self) -> None:
        self.reason_key.setVisible(self._missing() is not None)
        self._place()

    # ----------------------------------------------------------------------------------- keys

    def _reason(self) -> None:
        missing = self._missing()
        if missing is not None:
            self.reason_wanted.emit(*missing)

    def _step(self, step: int) -> None:
        if self.view is None:
            return
        other = self._around.passages.neighbour(self.view.passage.passage_id, step)
        if other is not None:
            self.sheet.hide()
            self.show_view(other)

    def _wrong_plate(self) -> None:
        if self.view is not None:
            passage_id = self.view.passage.passage_id
            gate_id = self._around.passages.gate_of(self.view)
            errand = TypePlate(text=self.plate, passage_id=passage_id, gate_id=gate_id)
            self.wanted.emit("type_plate", errand)

    def _wrong_decision(self) -> None:
        people = self._around.people
        if people.may("guard", "supervisor"):
            self.sheet.ask()
        else:
            purpose = self.tr("mark a decision as wrong")
            people.need(("guard", "supervisor"), purpose, lambda _session: self.sheet.ask())

    def _mark_wrong(self, code: str) -> None:
        view = self.view
        if view is None or view.decision is None:
            return
        people = self._around.people
        intent = DecisionMarkedWrong(
            decision_id=view.decision.decision_id,
            why=code,
            actor=people.guard,
            session=people.session.token,
        )
        self._marking = intent.intent_id
        self.intent.emit(intent)

    def _pass(self) -> None:
        gate_id = self._around.passages.gate_of(self.view) if self.view else ""
        self.wanted.emit("quick_pass", QuickPass(plate=self.plate, gate_id=gate_id))

    def _export(self) -> None:
        if self.view is not None:
            self.wanted.emit("evidence", self.view.passage.passage_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._walk(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Left and Right before a key takes them."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._walk(event)
        return super().eventFilter(watched, event)

    def _walk(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self.sheet.isHidden():
            return False
        self._step(step)
        return True

    # ---------------------------------------------------------------------------------- layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        m = self._look.metrics
        gap, wide = m.gap_min, self.width()
        put(self.back_key, QRect(10, 8, BACK_W, m.touch_min))
        step = m.touch_min
        put(self.later, QRect(wide - 10 - step, 8, step, m.touch_min))
        put(self.earlier, QRect(wide - 10 - 2 * step - gap, 8, step, m.touch_min))
        right = 10 + 2 * step + 2 * gap
        if not self.reason_key.isHidden():
            put(self.reason_key, QRect(wide - right - REASON_W, 8, REASON_W, m.touch_min))
            right += REASON_W + gap
        low = self.height() - m.touch_std - 10
        label_w = 170 if m.profile == "compact" else 260
        put(self.kept, QRect(14, low, label_w, m.touch_std))
        left = 14 + label_w + gap
        count = len(self.keys)
        width = (wide - left - 12 - (count - 1) * gap) // count
        for index, key in enumerate(self.keys):
            put(key, QRect(left + index * (width + gap), low, width, m.touch_std))
        self.board.setGeometry(self.rect())
        self.board.set_room(10 + BACK_W + 16, right, m.touch_std + 20)
        self.board.lower()
        self.sheet.setGeometry(self.rect())
