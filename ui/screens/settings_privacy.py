# SPDX-License-Identifier: AGPL-3.0-or-later
"""S21 Keeping data: times and what is there now, proofs, a plate told to its owner or erased."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.keeping import days_of
from alpr_kiosk.domain.privacy_queries import (
    EraseRequested,
    KeptPart,
    KeptView,
    KeptWanted,
    PlateErased,
    PlateExported,
    PlateExportWanted,
    PlateKept,
    PlateKeptWanted,
    ProofLine,
)
from alpr_kiosk.domain.queries import Query, QueryAnswer
from alpr_kiosk.domain.settings_intents import Change, ConfigApplied
from ui import messages
from ui.people import PinWanted, Session
from ui.screens.base import Screen
from ui.screens.export import ExportPage
from ui.screens.keeping_times import KeepingTimes, days_words
from ui.screens.keypad import Keypad
from ui.surroundings import Surroundings
from ui.texts.look import KEPT_WORDS, PROOF_WORDS, ROW_WORDS
from ui.widgets.keys import TapKey
from ui.widgets.page_head import PageHead
from ui.widgets.page_stack import PageStack
from ui.widgets.states import StateBox


def _word(words: dict[str, object], name: str) -> str:
    return QCoreApplication.translate("messages", str(words.get(name, name)))


class PrivacyScreen(Screen):
    """A supervisor sees what is kept, changes for how long, and tells or erases a plate."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._found: PlateKept | None = None
        self._asked = ""
        self._failed: Query = KeptWanted()
        self._typing = ""
        self._changes: tuple[Change, ...] = ()
        self._sent = ""
        self.setObjectName("settings.privacy")
        look, m = around.look, around.look.metrics
        head = self.head = PageHead(
            look=look, name="privacy", title=self.tr("Keeping data"), parent=self
        )
        head.back.clicked.connect(self._back)
        self.times_key = self._head_key("times", self.tr("Change the times"), "clock")
        self.times_key.clicked.connect(self._change_times)
        self.erase_key = self._head_key("erase", self.tr("One plate: tell or erase"), "search")
        self.erase_key.clicked.connect(self._type_plate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        layout.addWidget(head)
        self.pages = PageStack(self)
        self.box = StateBox(look=look, clock=around.clock, name="privacy.state")
        self.box.pressed.connect(lambda: self._ask(self._failed))
        self.box.stopped.connect(self._stop)
        self.table = self._area("privacy.table", self.tr("What is kept"))
        self.found = QWidget()
        self.keypad = Keypad(look=look, parent=self)
        self.keypad.used.connect(self._typed)
        self.keypad.cancelled.connect(self._show_table)
        self.times = KeepingTimes(around, parent=self)
        self.times.wanted.connect(self._times_wanted)
        self.times.cancelled.connect(self._show_table)
        self.export = ExportPage(around, name="privacy.export", parent=self)
        self.export.left.connect(self._export_left)
        for page in (self.box, self.table, self.found, self.keypad, self.times, self.export):
            self.pages.addWidget(page)
        layout.addWidget(self.pages, 1)
        self._build_found()

    # -------------------------------------------------------------------------------- building

    def _head_key(self, name: str, words: str, icon: str) -> TapKey:
        m = self._around.look.metrics
        key = TapKey(
            look=self._around.look,
            name=f"privacy.{name}",
            text=words,
            icon=icon,
            beside=True,
            parent=self.head,
        )
        key.setMinimumWidth(m.mm(48))
        key.setFixedHeight(m.touch_min)
        self.head.add(key)
        return key

    def _area(self, name: str, spoken: str) -> QScrollArea:
        area = QScrollArea()
        area.setObjectName(name)
        area.setAccessibleName(spoken)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        return area

    def _label(self, words: str, role: str) -> QLabel:
        label = QLabel(words)
        label.setProperty("role", role)
        label.setWordWrap(role in ("caption", "body", "title"))
        return label

    def _card(self) -> tuple[QWidget, QGridLayout]:
        card = QWidget()
        card.setProperty("ground", "raised")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(card)
        space = self._around.look.metrics.space
        grid.setContentsMargins(space(16), space(12), space(16), space(12))
        grid.setHorizontalSpacing(space(24))
        grid.setVerticalSpacing(space(8))
        return card, grid

    def _build_found(self) -> None:
        look, m = self._around.look, self._around.look.metrics
        layout = QVBoxLayout(self.found)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.gap_min)
        self.plate = self._label("", "plate")
        self.counts = self._label("", "body")
        self.warning = self._label(messages.text("privacy.warning"), "caption")
        self.go = TapKey(
            look=look,
            name="privacy.go",
            text=self.tr("Give a reason and erase"),
            icon="delete",
            kind="deny",
            beside=True,
            parent=self.found,
        )
        self.leave_it = TapKey(
            look=look,
            name="privacy.leave",
            text=self.tr("Leave it"),
            icon="close",
            beside=True,
            parent=self.found,
        )
        self.tell = TapKey(
            look=look,
            name="privacy.tell",
            text=self.tr("Export for the owner"),
            icon="export",
            beside=True,
            parent=self.found,
        )
        self.tell.clicked.connect(self._export)
        self.go.clicked.connect(self._type_reason)
        self.leave_it.clicked.connect(self._show_table)
        keys = QHBoxLayout()
        keys.setSpacing(m.gap_min)
        for key in (self.leave_it, self.tell, self.go):
            key.setFixedHeight(m.touch_std)
            keys.addWidget(key, 1)
        for widget in (self.plate, self.counts, self.warning):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addLayout(keys)

    # ---------------------------------------------------------------------------- what is kept

    def enter(self, _argument: object) -> None:
        """Ask anew; while something is still being erased that is shown."""
        if self._erasing:
            self._page(self.box)
        else:
            self._show_table()

    def leave(self) -> None:
        """Nobody waits any more; what is being erased is erased, and said at its end."""
        if not self._erasing:
            self._around.asker.cancel(self._asked)
        self.times.forget()
        self._found = None

    def tick(self) -> None:
        """Count on."""
        self.box.tick()
        self.export.tick()

    @property
    def busy(self) -> bool:
        """A plate or a reason is typed, times are changed, or something is written."""
        forms = (self.keypad, self.found, self.times, self.export)
        return self.pages.currentWidget() in forms

    def step_back(self) -> bool:
        """From a form to what is kept."""
        if self.pages.currentWidget() is self.export:
            self.export.head.back.click()
            return True
        if self.busy:
            self._show_table()
            return True
        return False

    def _back(self) -> None:
        if not self.step_back():
            self.back.emit()

    def _show_table(self) -> None:
        self._found = None
        self._ask(KeptWanted())

    def _ask(self, query: Query) -> None:
        self._failed = query
        words = messages.text(
            "privacy.erasing" if isinstance(query, EraseRequested) else "privacy.looking"
        )
        self._page(self.box)
        self.box.work(words, stoppable=not isinstance(query, EraseRequested))
        self._asked = query.query_id
        self._around.asker.ask(self, query, self._answered)

    @property
    def _erasing(self) -> bool:
        return bool(self._asked) and isinstance(self._failed, EraseRequested)

    def _stop(self) -> None:
        self._around.asker.stop(self._asked)

    def _answered(self, answer: QueryAnswer) -> None:
        self._asked = ""
        result = answer.result
        if not answer.ok:
            # Erasing is never tried again by itself: the way leads over the count and the PIN.
            if isinstance(self._failed, EraseRequested):
                self._failed = KeptWanted()
                if not self.isVisible():
                    self.said.emit(messages.text(answer.code, answer.context), "alarm-high")
            self.box.fault(messages.text(answer.code, answer.context))
        elif isinstance(result, KeptView):
            self._fill(result)
            self._page(self.table)
        elif isinstance(result, PlateKept):
            self._show_found(result)
        elif isinstance(result, PlateErased):
            number = self._around.local.number
            values = {"n": number(result.count), "plate": result.plate, "id": result.seq}
            self.said.emit(messages.text("privacy.erased", values), "ack-check")
            if result.left:
                self._failed = KeptWanted()
                left = {**values, "files": number(result.left)}
                words = messages.text("privacy.erased", values)
                self.box.empty(
                    f"{words}\n{messages.text('privacy.left', left)}",
                    key=self.tr("Close"),
                    icon="ack-check",
                )
            else:
                self._show_table()

    def _page(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        for key in (self.erase_key, self.times_key):
            key.setEnabled(page is self.table)
        self.head.setVisible(page is not self.export)
        self.changed.emit()

    def _fill(self, view: KeptView) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._around.look.metrics.gap_min)
        left = QVBoxLayout()
        left.addWidget(self._parts(view.parts))
        local = self._around.local
        next_at = local.hm(view.next_at) or messages.MISSING
        left.addWidget(self._label(messages.text("privacy.next", {"time": next_at}), "caption"))
        left.addWidget(self._label(messages.text("privacy.where"), "caption"))
        left.addStretch(1)
        row.addLayout(left, 3)
        row.addWidget(self._proofs(view.proofs), 2)
        self.table.setWidget(body)

    def _parts(self, parts: tuple[KeptPart, ...]) -> QWidget:
        card, grid = self._card()
        number = self._around.local.number
        heads = (self.tr("Kept"), self.tr("Plates"), self.tr("Pictures"))
        for column, words in enumerate(heads):
            grid.addWidget(self._label(words, "caption"), 0, column)
        for line, part in enumerate(parts, start=1):
            grid.addWidget(self._label(_word(KEPT_WORDS, part.name), "strong"), line, 0)
            plates = f"{number(part.plates)} · {self._days(part.plates_days)}"
            grid.addWidget(self._label(plates, "mono"), line, 1)
            if part.pictures_days or part.pictures:
                pictures = f"{number(part.pictures)} · {self._days(part.pictures_days)}"
                grid.addWidget(self._label(pictures, "mono"), line, 2)
        grid.setColumnStretch(0, 1)
        return card

    def _days(self, days: float) -> str:
        return days_words(self._around, days) if days else self.tr("held")

    def _proofs(self, proofs: tuple[ProofLine, ...]) -> QWidget:
        card, grid = self._card()
        local = self._around.local
        grid.addWidget(self._label(self.tr("Proofs of what was removed"), "caption"), 0, 0)
        if not proofs:
            grid.addWidget(self._label(messages.text("privacy.no_proofs"), "body"), 1, 0)
        for line, proof in enumerate(proofs, start=1):
            what = _word(PROOF_WORDS, proof.what or proof.kind)
            words = self._label(f"{what}: {local.number(proof.count)}", "strong")
            words.setWordWrap(True)
            grid.addWidget(words, 2 * line - 1, 0)
            where = f"{local.date(proof.at)} {local.hm(proof.at)} · {proof.actor} · {proof.seq}"
            grid.addWidget(self._label(where, "caption"), 2 * line, 0)
        grid.setRowStretch(2 * len(proofs) + 2, 1)
        return card

    # ----------------------------------------------------------------------------- other times

    def _change_times(self) -> None:
        self.times.begin(days_of(self._around.config.keeping.rules))
        self._page(self.times)

    def _times_wanted(self, changes: tuple[Change, ...], reason: bool) -> None:
        self._changes = changes
        if reason:
            self._typing = "times"
            self._page(self.keypad)
            self.keypad.ask(label=self.tr("Why so long?"), text="", at_least=3, words=True)
        else:
            self._send_times("")

    def _send_times(self, reason: str) -> None:
        self._page(self.times)
        changes = self._changes

        def send(session: Session) -> None:
            intent = ConfigApplied(changes=changes, reason=reason, session=session.token)
            self._sent = intent.intent_id
            self.intent.emit(intent)

        purpose = self.tr("change how long data is kept")
        self._around.people.need(("supervisor",), purpose, send)

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to other times; when they are taken the site is built anew."""
        if not self._sent or answer.intent_id != self._sent:
            return False
        self._sent = ""
        if not answer.ok:
            self.said.emit(messages.text(answer.code, answer.context), "alarm-high")
        return True

    # ---------------------------------------------------------------------- a plate: told

    def _export(self) -> None:
        found = self._found
        if found is None:
            return
        self._page(self.export)
        self.export.ask(
            self.tr("All about {plate}").replace("{plate}", found.plate),
            make=lambda target: PlateExportWanted(plate=found.plate, target=target),
            done=self._exported,
            note=messages.text("privacy.export_note"),
        )

    def _exported(self, result: object, target: str) -> str:
        if not isinstance(result, PlateExported):
            return ""
        number = self._around.local.number
        values = {
            "n": number(result.count),
            "plate": result.plate,
            "files": number(result.files),
            "target": target,
            "hash": f"{result.digest[:16]}…",
        }
        words = messages.text("privacy.exported", values)
        if result.broken:
            broken = messages.text("privacy.export_broken", {"n": number(result.broken)})
            words = f"{words}\n{broken}"
        return words

    def _export_left(self) -> None:
        if self._found is not None:
            self._show_found(self._found)
        else:
            self._show_table()

    # ---------------------------------------------------------------------- a plate: erased

    def _type_plate(self) -> None:
        self._typing = "plate"
        self._page(self.keypad)
        self.keypad.ask(label=self.tr("Plate"), text="", at_least=2)

    def _type_reason(self) -> None:
        self._typing = "reason"
        self._page(self.keypad)
        self.keypad.ask(label=self.tr("Reason"), text="", at_least=3, words=True)

    def _typed(self, text: str) -> None:
        if self._typing == "plate":
            self._ask(PlateKeptWanted(plate=text.strip()))
        elif self._typing == "times":
            self._send_times(text.strip())
        elif self._found is not None:
            self._with_pin(self._found.plate, text.strip())

    def _show_found(self, found: PlateKept) -> None:
        self._found = found
        number = self._around.local.number
        lines = [f"{_word(ROW_WORDS, name)}: {number(count)}" for name, count in found.counts]
        self.plate.setText(found.plate)
        self.counts.setText("\n".join(lines) or messages.text("privacy.nothing"))
        self.go.setEnabled(bool(lines))
        self.tell.setEnabled(bool(lines))
        self.warning.setVisible(bool(lines))
        self._page(self.found)

    def _with_pin(self, plate: str, reason: str) -> None:
        """The PIN once more, also of who has signed in: it cannot be taken back."""

        def erase(_session: Session) -> None:
            self._ask(EraseRequested(plate=plate, reason=reason))

        purpose = self.tr("erase {plate}").replace("{plate}", plate)
        self._around.people.pin_wanted.emit(
            PinWanted(purpose=purpose, roles=("supervisor",), then=erase)
        )
