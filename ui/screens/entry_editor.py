# SPDX-License-Identifier: AGPL-3.0-or-later
"""S08: one entry with its look-alikes shown before it is saved; pages for week, days and photo."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from alpr_kiosk.domain.intents import IntentAnswer, new_id
from alpr_kiosk.domain.lists import MAX_PLATE, MIN_PLATE, ListEntry, ListGroup, ListKind
from ui import messages
from ui.screens.entry_asks import EntryAsks
from ui.screens.entry_conflict import ConflictPage
from ui.screens.entry_form import EntryForm
from ui.screens.entry_photos import PhotoPage
from ui.screens.entry_side import SIDE_MM, EntrySide, collision_lines
from ui.screens.photo_taker import PhotoTaker
from ui.surroundings import Surroundings
from ui.widgets.keys import TapKey
from ui.widgets.notice_bar import BarKey, NoticeBar
from ui.widgets.page_head import PageHead
from ui.widgets.page_stack import PageStack


class EntryEditor(PageStack):
    """A form with its pages.

    Signals:
        intent (object): Take a photo.
        save (object): The `ListEntry` to save.
        remove (object): The `ListEntry` to take off its list.
        supervisor_wanted (): Somebody must sign in to go on.
        keypad_wanted (object field, str label, bool words): Type into this line edit by touch.
        left (): Leave.
    """

    intent = Signal(object)
    save = Signal(object)
    remove = Signal(object)
    supervisor_wanted = Signal()
    keypad_wanted = Signal(object, str, bool)
    left = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._look = around.look
        self._base: ListEntry | None = None
        self._start = ListEntry(entry_id="", kind=ListKind.ALLOW, plate="")
        self._writable = True
        self.setObjectName("editor")
        self.setAccessibleName(self.tr("List entry"))
        gates = {gate.id: gate.name or gate.id for gate in around.config.gates}
        self.form = EntryForm(look=self._look, local=around.local, gates=gates)
        self.form.changed.connect(self._check)
        self.form.wanted.connect(self._open)
        self.form.keypad_wanted.connect(self.keypad_wanted)
        self.asks = EntryAsks(around, self.form)
        self.schedule, self.days, self.choices = self.asks.pages
        self.photos = PhotoPage(around)
        self.conflict = ConflictPage(look=self._look)
        self._page = self._build()
        for page in (
            self._page,
            self.schedule,
            self.days,
            self.choices,
            self.photos,
            self.conflict,
        ):
            self.addWidget(page)
        self.asks.done.connect(self._to_form)
        self.camera = PhotoTaker(around, form=self.form, frame=self.side.photo)
        self.camera.intent.connect(self.intent)
        self.camera.failed.connect(self.refused)
        self.photos.chosen.connect(self.camera.choose)
        self.photos.chosen.connect(self._to_form)
        for page in (self.schedule, self.days, self.choices, self.photos, self.conflict):
            page.cancelled.connect(self._to_form)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.activated.connect(self._save)

    # ------------------------------------------------------------------------------- building

    def _build(self) -> QWidget:
        m = self._look.metrics
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(m.space(16), m.gap_min, m.space(16), m.space(8))
        outer.setSpacing(m.gap_min)
        row = QHBoxLayout()
        row.setSpacing(m.space(16))
        left = QVBoxLayout()
        left.setSpacing(m.gap_min)
        self.head = PageHead(look=self._look, name="editor", title="")
        self.head.back.clicked.connect(self.leave)
        self.tabs: list[TapKey] = []
        for at, word in enumerate((self.tr("Who"), self.tr("When and where"))):
            spoken = self.tr("Page: {name}").replace("{name}", word)
            tab = self._key(f"tab.{at}", word, "", 24 if at == 0 else 40, spoken)
            tab.setCheckable(True)
            tab.setProperty("page", at)
            tab.clicked.connect(self._tab)
            self.head.add(tab)
            self.tabs.append(tab)
        left.addWidget(self.head)
        left.addWidget(self.form, 1)
        row.addLayout(left, 1)
        row.addLayout(self._build_side())
        outer.addLayout(row, 1)
        self.notice = NoticeBar(look=self._look, clock=self._around.clock, name="editor.notice")
        self.notice.chosen.connect(self._notice)
        outer.addWidget(self.notice)
        return page

    def _build_side(self) -> QVBoxLayout:
        """Return the right column: its keys are low, where no chip of a question covers them."""
        m = self._look.metrics
        self.side = EntrySide(look=self._look)
        self.side.photo_wanted.connect(self._open_photos)
        self.remove_key = self._key("remove", "", "delete", 15, self.tr("Remove this entry"))
        self.remove_key.clicked.connect(self._remove)
        self.save_key = self._key("save", self.tr("SAVE"), "save", 34, self.tr("Save this entry"))
        self.save_key.setMaximumWidth(m.words(SIDE_MM))
        self.save_key.set_kind("accent")
        self.save_key.clicked.connect(self._save)
        column = QVBoxLayout()
        column.setSpacing(m.gap_min)
        column.addWidget(self.side, 1)
        foot = QHBoxLayout()
        foot.setSpacing(m.gap_min)
        foot.addWidget(self.remove_key)
        foot.addWidget(self.save_key, 1)
        column.addLayout(foot)
        return column

    def _key(self, name: str, word: str, icon: str, wide_mm: int, spoken: str = "") -> TapKey:
        key = TapKey(
            look=self._look,
            name=f"editor.{name}",
            text=word,
            icon=icon,
            beside=bool(icon and word),
            accessible=spoken,
        )
        key.setFixedSize(self._look.metrics.words(wide_mm), self._look.metrics.touch_min)
        return key

    # ----------------------------------------------------------------------------------- state

    @property
    def shown(self) -> ListEntry | None:
        """The entry as it was when it was opened, None for a new one."""
        return self._base

    @property
    def plate(self) -> QLineEdit:
        """The field of the plate."""
        return self.form.plate

    @property
    def dirty(self) -> bool:
        """Whether there is something to lose."""
        return self.form.entry() != self._start

    def edit(self, entry: ListEntry | None, kind: ListKind, plate: str = "") -> None:
        """Edit an entry, or make a new one on a list."""
        self._base = entry
        self._start = entry or ListEntry(entry_id=new_id(), kind=kind, plate="")
        self.form.fill(self._start)
        self._start = self.form.entry()
        if plate:
            self.form.plate.setText(plate)
        self.notice.clear()
        self.remove_key.setVisible(entry is not None)
        self.camera.show(self._start.photo)
        self._show_tab(0)
        self._to_form()
        # What is typed goes into the plate of a new entry, and into nothing of one that is there.
        first = self if entry is not None else self.form.owner if plate else self.form.plate
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._check()

    def set_groups(self, groups: tuple[ListGroup, ...]) -> None:
        """Take over the groups of the site."""
        self.asks.groups = groups
        self.form.set_groups(groups)

    def set_writable(self, *, writable: bool, reason: str = "") -> None:
        """Switch changes off, and say why: a guard reads, or the record is away."""
        self._writable = writable
        self.form.set_writable(writable=writable)
        for key in (self.remove_key, self.side.photo_key):
            key.setEnabled(writable)
        self.notice.clear()
        if reason == "lists.read_only":
            self.notice.tell(messages.text(reason), kind="warning")
        elif not writable:
            ask = BarKey(name="supervisor", word=self.tr("Ask a supervisor"), icon="lock")
            code = "lists.draft_kept" if self.dirty else "lists.guard_reads"
            self.notice.tell(messages.text(code), [ask], kind="info", icon="lock")
        self._check()

    def draft(self) -> ListEntry | None:
        """Return the entry as the form says, None while it cannot be saved."""
        entry = self.form.entry()
        if not MIN_PLATE <= len(entry.text) <= MAX_PLATE:
            return None
        start, end = entry.valid_from, entry.valid_until
        if start is not None and end is not None and end <= start:
            return None
        if entry.kind is ListKind.DENY and not entry.notes:
            return None
        if entry.group_id == "":
            entry = replace(entry, as_group=())
        if self._base is None and entry.created_at is None:
            entry = replace(entry, created_at=self._around.clock.utc_now())
            entry = replace(entry, created_by=self._around.people.actor)
        return entry

    def step_back(self) -> None:
        """One step back within the editor, or out of it."""
        current = self.currentWidget()
        if current is self.schedule:
            self.schedule.step_back()
        elif current is not self._page:
            self._to_form()
        else:
            self.leave()

    def leave(self) -> None:
        """Leave; with changes it is asked what becomes of them."""
        if not self.dirty or not self._writable:
            self.left.emit()
            return
        keys = (
            BarKey(name="save", word=self.tr("Save"), icon="save", kind="accent"),
            BarKey(name="drop", word=self.tr("Throw away"), icon="delete"),
            BarKey(name="stay", word=self.tr("Stay"), icon="edit"),
        )
        self.notice.tell(messages.text("form.unsaved"), keys)

    def tick(self) -> None:
        """Look at the clock."""
        self.notice.tick()
        self.photos.tick()

    # --------------------------------------------------------------------------------- answers

    def refused(self, code: str, context: dict[str, str]) -> None:
        """A save was refused."""
        self._to_form()
        self.notice.tell(messages.text(code, context), kind="fault", icon="alarm-high")

    def compare(
        self, note: str, theirs: ListEntry | None, rows: list[tuple[str, str, str]]
    ) -> None:
        """Show what somebody else has saved beside the form."""
        self.conflict.compare(note, rows, gone=theirs is None)
        self.setCurrentWidget(self.conflict)

    def rebase(self, theirs: ListEntry | None) -> None:
        """From now on changes are made to what is saved; the form keeps what it says."""
        mine = self.form.entry()
        self._base = theirs
        fresh = new_id() if theirs is None else theirs.entry_id
        self._start = theirs or replace(self._start, entry_id=fresh)
        self.form.fill(replace(mine, entry_id=fresh))

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to a photo."""
        return self.camera.answered(answer)

    # ------------------------------------------------------------------------------------ pages

    def _to_form(self, _chosen: object = None) -> None:
        self.setCurrentWidget(self._page)

    def _tab(self) -> None:
        self._show_tab(int(self.sender().property("page")))

    def _show_tab(self, page: int) -> None:
        self.form.setCurrentIndex(page)
        for at, tab in enumerate(self.tabs):
            tab.setChecked(at == page)

    def _open(self, what: str) -> None:
        self.setCurrentWidget(self.asks.open(what))

    def _open_photos(self) -> None:
        plate = self.form.entry().text
        if len(plate) >= MIN_PLATE:
            self.setCurrentWidget(self.photos)
            self.photos.ask(plate)

    # ------------------------------------------------------------------------------------- checks

    def _check(self) -> None:
        entry, draft = self.form.entry(), self.draft()
        self.save_key.setEnabled(draft is not None and self._writable)
        self.side.photo_key.setEnabled(self._writable and len(entry.text) >= MIN_PLATE)
        self.head.title.setText(entry.text or self.tr("New entry"))
        notes: list[tuple[str, str]] = []
        if len(entry.text) >= MIN_PLATE:
            notes = collision_lines(entry, self._around.site.collisions(entry))
        if draft is None and self._writable:
            code = self._problem(entry)
            if code:
                notes = [("warning", messages.text(code)), *notes]
        self.side.tell(notes, entry.text)

    def _problem(self, entry: ListEntry) -> str:
        if not self.form.plate.text():
            return ""
        if not MIN_PLATE <= len(entry.text) <= MAX_PLATE:
            return "lists.plate_empty"
        if entry.kind is ListKind.DENY and not entry.notes:
            return "lists.reason_needed"
        return "lists.ends_first"

    def _save(self) -> None:
        draft = self.draft()
        if draft is not None and self._writable and self.currentWidget() is self._page:
            self.save.emit(draft)

    def _remove(self) -> None:
        if self._base is not None and self._writable:
            self.remove.emit(self._base)

    def _notice(self, choice: str) -> None:
        match choice:
            case "save":
                if self.draft() is not None:
                    self._save()
                else:
                    self._check()
            case "drop":
                self.left.emit()
            case "supervisor":
                self.supervisor_wanted.emit()
