# SPDX-License-Identifier: AGPL-3.0-or-later
"""S11 Evidence: one passage with its pictures, what vouches for them, and its export."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from alpr_kiosk.domain.evidence_queries import (
    EvidenceSheet,
    EvidenceWanted,
    ExportDone,
    ExportWanted,
)
from alpr_kiosk.domain.history import LONGEST_NOTE
from alpr_kiosk.domain.incident_intents import PassageNoted, PassagesHeld
from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.queries import Query, QueryAnswer
from alpr_kiosk.domain.visit_intents import PassageCorrected
from ui import messages
from ui.screens.base import Screen
from ui.screens.evidence_view import EvidenceView
from ui.screens.export import ExportPage
from ui.screens.history_rows import decision_of
from ui.screens.keypad import Keypad
from ui.screens.text_pad import TextPad
from ui.surroundings import Surroundings
from ui.widgets.keys import TapKey
from ui.widgets.page_head import PageHead
from ui.widgets.page_stack import PageStack
from ui.widgets.states import StateBox
from ui.widgets.tile_page import Tile, TilePage

READERS = ("supervisor", "auditor")
HOLD_REASONS = ("accident", "damage", "dispute", "police", "theft", "other")
HOLD_DAYS = (7, 30, 90, 365)
NOTES_OFFERED = 7
"""Newest notes that can be corrected by touch."""
NOTE_SHOWN = 40
"""Characters of a note on its tile."""


class EvidenceScreen(Screen):
    """Entered with the id of a passage."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._look = look = around.look
        self._people = around.people
        self.sheet: EvidenceSheet | None = None
        self._id = ""
        self._asked = ""
        self._pending = ""
        self._hold_reason = ""
        self._corrects = 0
        self.setObjectName("evidence")
        self.setAccessibleName(self.tr("Evidence"))
        self.stack = PageStack(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self._page = self._build()
        self.reasons = TilePage(look=look, name="evidence.hold.reason", parent=self)
        self.ends = TilePage(look=look, name="evidence.hold.end", parent=self)
        self.keypad = Keypad(look=look)
        self.notes = TilePage(look=look, name="evidence.notes", parent=self)
        self.text_pad = TextPad(look=look)
        self.export = ExportPage(around, name="evidence.export.page", parent=self)
        for page in (
            *(self._page, self.reasons, self.ends, self.keypad, self.notes, self.text_pad),
            self.export,
        ):
            self.stack.addWidget(page)
        self.reasons.chosen.connect(self._reason_chosen)
        self.ends.chosen.connect(self._hold)
        self.keypad.used.connect(self._correct)
        self.notes.chosen.connect(self._type_note)
        self.text_pad.used.connect(self._note)
        self.text_pad.cancelled.connect(self._to_page)
        for part in (self.reasons, self.ends, self.keypad, self.notes):
            part.cancelled.connect(self._to_page)
        self.export.left.connect(self._to_page)
        self.stack.currentChanged.connect(lambda _index: self.changed.emit())
        self._people.changed.connect(self._on_people)
        self._show_nothing()

    # -------------------------------------------------------------------------------- building

    def _build(self) -> QWidget:
        m, look = self._look.metrics, self._look
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        self.head = PageHead(look=look, name="evidence", title="", parent=page)
        self.head.back.clicked.connect(self.back)
        self.head.title.setTextFormat(Qt.TextFormat.PlainText)
        self.older_key = self._key("older", self.tr("Before"), "back", 150)
        self.newer_key = self._key("newer", self.tr("After"), "next", 150)
        self.older_key.clicked.connect(self._go_older)
        self.newer_key.clicked.connect(self._go_newer)
        self.head.add(self.older_key)
        self.head.add(self.newer_key)
        layout.addWidget(self.head)
        self.box = StateBox(look=look, clock=self._around.clock, name="evidence.box", parent=page)
        self.box.pressed.connect(self._load)
        layout.addWidget(self.box, 1)
        self.body = QWidget(page)
        layout.addWidget(self.body, 1)
        body = QVBoxLayout(self.body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(m.gap_min)
        self.view = EvidenceView(self._around, parent=self.body)
        self.picture = self.view.picture
        self.view.zoomed.connect(self._zoomed)
        body.addWidget(self.view, 1)
        body.addLayout(self._build_keys())
        return page

    def _build_keys(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.metrics.gap_min)
        square = self._look.metrics.touch_min
        self.smaller_key = self._key("smaller", "", "minus", square, self.tr("Smaller"))
        self.larger_key = self._key("larger", "", "add", square, self.tr("Larger"))
        # With gloves each is as wide as the words under its icon: all of them in one row.
        less = 36 if self._look.metrics.glove else 0
        self.kind_key = self._key("kind", self.tr("Plate"), "search", 110 - less)
        self.correct_key = self._key("correct", self.tr("Wrong plate"), "edit", 176 - less)
        self.history_key = self._key("history", self.tr("This plate"), "history", 140 - less)
        self.note_key = self._key("note", self.tr("Add note"), "document", 136 - less)
        self.note_key.clicked.connect(self._ask_note)
        self.hold_key = self._key("hold", self.tr("Hold as incident"), "lock", 196 - less)
        self.export_key = self._key("export", self.tr("EXPORT"), "export", 142 - less)
        self.export_key.set_kind("accent")
        self.smaller_key.clicked.connect(self.picture.smaller)
        self.larger_key.clicked.connect(self.picture.larger)
        self.kind_key.clicked.connect(self._other_picture)
        self.correct_key.clicked.connect(self._ask_plate)
        self.history_key.clicked.connect(self._to_history)
        self.hold_key.clicked.connect(self._ask_reason)
        self.export_key.clicked.connect(self._ask_export)
        row.addWidget(self.smaller_key)
        row.addWidget(self.larger_key)
        for key in (self.kind_key, self.correct_key, self.history_key, self.note_key):
            row.addWidget(key, 1)
        row.addWidget(self.hold_key, 1)
        row.addWidget(self.export_key, 1)
        return row

    def _key(self, name: str, text: str, icon: str, width: int, spoken: str = "") -> TapKey:
        key = TapKey(
            look=self._look,
            name=f"evidence.{name}",
            text=text,
            icon=icon,
            beside=bool(text) and (name in ("older", "newer") or not self._look.metrics.glove),
            accessible=spoken or text,
        )
        key.setMinimumSize(width, self._look.metrics.touch_min)
        return key

    # ------------------------------------------------------------------------------ as a screen

    def enter(self, argument: object) -> None:
        """Show a passage."""
        if isinstance(argument, str) and argument:
            if argument != self._id:
                self._show_nothing()  # nobody must take the one before for it
            self._id = argument
        self._to_page()
        self._load()

    @property
    def busy(self) -> bool:
        """Whether something is asked or written."""
        return self.stack.currentWidget() is not self._page

    def step_back(self) -> bool:
        """Leave a form; one that writes goes on."""
        if not self.busy:
            return False
        if not self.export.working:
            self._to_page()
        return True

    def tick(self) -> None:
        """Look at the clock: a picture is not shown past its time."""
        self.box.tick()
        self.export.tick()
        sheet = self.sheet
        if sheet is None:
            return
        if sheet.delete_at is not None and self._around.clock.utc_now() >= sheet.delete_at:
            if sheet.pictures:
                self._show(replace(sheet, pictures=()))
        elif not self.busy:
            self.view.show_keeping(sheet)

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to a hold or a correction."""
        if not self._pending or answer.intent_id != self._pending:
            return False
        self._pending = ""
        if answer.ok:
            words = messages.text(answer.code, answer.context) if answer.code else self.tr("Saved.")
            self.said.emit(words, "ack-check")
            self._load()
        else:
            self.said.emit(messages.text(answer.code, answer.context), "alarm-high")
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_PageUp: self._go_newer,
            Qt.Key.Key_PageDown: self._go_older,
            Qt.Key.Key_Left: self._go_older,
            Qt.Key.Key_Right: self._go_newer,
            Qt.Key.Key_Plus: self.picture.larger,
            Qt.Key.Key_Equal: self.picture.larger,
            Qt.Key.Key_Minus: self.picture.smaller,
        }
        action = keys.get(Qt.Key(event.key()))
        if action is None or self.busy:
            super().keyPressEvent(event)
            return
        action()
        event.accept()

    def _on_people(self) -> None:
        """Nothing is shown to somebody who may not see it, nor what comes for him later."""
        if (self.sheet is not None or self._asked) and not self._people.may(*READERS):
            self._forget_question()
            self._show_nothing()
            self._to_page()
            if self.isVisible() and self._people.may("guard"):
                self._load()

    # ---------------------------------------------------------------------------------- showing

    def _load(self) -> None:
        if not self._id:
            return
        self._around.asker.cancel(self._asked)
        if self.sheet is None:
            self.body.hide()
            self.box.work(self.tr("Looking"), stoppable=False)
        wanted = EvidenceWanted(passage_id=self._id)
        self._asked = wanted.query_id
        self._around.asker.ask(self, wanted, self._on_sheet)

    def _forget_question(self) -> None:
        self._around.asker.cancel(self._asked)
        self._asked = ""

    def _stay(self) -> None:
        """What is done now is about the passage that is shown, not the one still looked for."""
        self._forget_question()
        if self.sheet is not None:
            self._id = self.sheet.detail.row.passage_id

    def _on_sheet(self, answer: QueryAnswer) -> None:
        self._asked = ""
        if isinstance(answer.result, EvidenceSheet):
            self._show(answer.result)
            return
        self._show_nothing()
        if answer.ok:
            self.box.empty(messages.text("evidence.not_there"))
            return
        words = messages.text(answer.code, answer.context)
        self.box.fault(f"{words} {messages.text('history.works_still')}")

    def _show_nothing(self) -> None:
        self.sheet = None
        self.body.hide()
        self.box.clear()
        self.head.title.setText(self.tr("Evidence"))
        self.view.show_nothing()
        for key in (self.older_key, self.newer_key):
            key.setEnabled(False)

    def _show(self, sheet: EvidenceSheet) -> None:
        self.sheet = sheet
        self._id = sheet.detail.row.passage_id
        self.box.clear()
        self.body.show()
        row = sheet.detail.row
        local = self._around.local
        plate = row.effective or self.tr("not read")
        word = messages.decision_word(decision_of(row))
        when = f"{local.date(row.first_seen_at)} {local.hms(row.first_seen_at)}"
        self.head.title.setText(f"{plate}   {word}   {when}")
        self.older_key.setEnabled(bool(sheet.older))
        self.newer_key.setEnabled(bool(sheet.newer))
        self.view.show_sheet(sheet)
        self.kind_key.setEnabled(len(sheet.pictures) > 1)
        self._kind_face()
        self.correct_key.setEnabled(self._people.may("guard", "supervisor"))
        self.hold_key.setEnabled(not sheet.held and self._people.may("guard", "supervisor"))
        self.note_key.setEnabled(self._people.may("guard", "supervisor"))
        self.hold_key.setText(self.tr("Held") if sheet.held else self.tr("Hold as incident"))
        self.history_key.setEnabled(bool(row.effective))
        self.setAccessibleDescription(
            f"{messages.spoken(row.effective) or plate}, {word}, {when}. {self.view.seal.words}"
        )

    def _zoomed(self, zoom: float) -> None:
        there = not self.picture.is_empty
        self.larger_key.setEnabled(there and zoom < 8.0)
        self.smaller_key.setEnabled(there and zoom > 1.0)
        self.picture.setAccessibleDescription(f"{zoom:.1f}x")

    # ------------------------------------------------------------------------------------ doing

    def _to_page(self) -> None:
        self.stack.setCurrentWidget(self._page)
        self.picture.setFocus(Qt.FocusReason.OtherFocusReason)

    def _other_picture(self) -> None:
        self.view.other_picture()
        self._kind_face()

    def _kind_face(self) -> None:
        words = self.tr("Lane") if self.view.kind == "crop" else self.tr("Plate")
        self.kind_key.setText(words)
        self.kind_key.setAccessibleName(words)

    def _go_older(self) -> None:
        self._go(self.sheet.older if self.sheet else "")

    def _go_newer(self) -> None:
        self._go(self.sheet.newer if self.sheet else "")

    def _go(self, passage_id: str) -> None:
        if passage_id:
            self._id = passage_id
            self._load()

    def _to_history(self) -> None:
        if self.sheet is not None:
            self.wanted.emit("history", self.sheet.detail.row.effective)

    def _ask_plate(self) -> None:
        if self.sheet is None:
            return
        self._stay()
        self.keypad.ask(
            label=self.tr("What is the plate?"), text=self.sheet.detail.row.effective, at_least=2
        )
        self.stack.setCurrentWidget(self.keypad)

    def _correct(self, text: str) -> None:
        self._to_page()
        plate = text.strip().upper()
        if self.sheet is None or plate == self.sheet.detail.row.effective:
            return
        intent = PassageCorrected(
            passage_id=self._id,
            plate=plate,
            actor=self._people.actor,
            session=self._people.session.token,
        )
        self._pending = intent.intent_id
        self.intent.emit(intent)

    def _ask_note(self) -> None:
        """A new note; where there are some, it may correct one of them."""
        if self.sheet is None:
            return
        self._stay()
        notes = self.sheet.detail.notes[-NOTES_OFFERED:]
        if not notes:
            self._type_note("0")
            return
        choices = [Tile("0", self.tr("New note"), "add")]
        choices += [
            Tile(
                str(one.seq),
                self.tr("Correct: {text}").replace("{text}", one.text[:NOTE_SHOWN]),
                "edit",
            )
            for one in reversed(notes)
            if one.text
        ]
        self.notes.ask(self.tr("What do you write?"), choices, note=messages.text("note.stays"))
        self.stack.setCurrentWidget(self.notes)

    def _type_note(self, code: str) -> None:
        self._corrects = int(code)
        notes = self.sheet.detail.notes if self.sheet is not None else ()
        before = next((one.text for one in notes if one.seq == self._corrects), "")
        self.text_pad.field.setMaxLength(LONGEST_NOTE)
        self.text_pad.ask(label=messages.text("note.stays"), text=before)
        self.stack.setCurrentWidget(self.text_pad)

    def _note(self, text: str) -> None:
        self._to_page()
        self.text_pad.forget()
        if not text.strip():
            return
        intent = PassageNoted(
            passage_id=self._id,
            text=text.strip(),
            corrects=self._corrects,
            actor=self._people.actor,
            session=self._people.session.token,
        )
        self._pending = intent.intent_id
        self.intent.emit(intent)

    def _ask_reason(self) -> None:
        self._stay()
        choices = [Tile(code, messages.text(f"evidence.hold.{code}")) for code in HOLD_REASONS]
        self.reasons.ask(self.tr("Why is it kept?"), choices)
        self.stack.setCurrentWidget(self.reasons)

    def _reason_chosen(self, code: str) -> None:
        self._hold_reason = messages.text(f"evidence.hold.{code}")
        choices = [
            Tile(str(days), self.tr("{n} days").replace("{n}", str(days))) for days in HOLD_DAYS
        ]
        self.ends.ask(self.tr("Until when?"), choices, note=messages.text("evidence.hold_review"))
        self.stack.setCurrentWidget(self.ends)

    def _hold(self, code: str) -> None:
        self._to_page()
        intent = PassagesHeld(
            passages=(self._id,),
            reason=self._hold_reason,
            review_days=int(code),
            actor=self._people.actor,
            session=self._people.session.token,
        )
        self._pending = intent.intent_id
        self.intent.emit(intent)

    def _ask_export(self) -> None:
        self._people.need(
            READERS, self.tr("export evidence"), lambda _session: self._choose_target()
        )

    def _choose_target(self) -> None:
        if self.sheet is None:
            return
        self._stay()
        broken = messages.text("evidence.broken") if self.sheet.is_broken else ""
        self.export.ask(
            self.tr("Export to"),
            make=self._export_query,
            done=_export_words,
            note=messages.text("export.what"),
            option=(
                self.tr("Plates of others are covered"),
                self.tr("Plates of others are NOT covered"),
            ),
            warning=broken,
        )
        self.stack.setCurrentWidget(self.export)

    def _export_query(self, path: str) -> Query:
        return ExportWanted(passages=(self._id,), target=path, covered=self.export.option_on)


def _export_words(result: object, target: str) -> str:
    if not isinstance(result, ExportDone):
        return ""
    values = {"n": str(result.count), "target": target, "hash": f"{result.digest[:16]}…"}
    words = messages.text("evidence.exported", values)
    return f"{words}\n{result.path}"
