# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a supervisor does to entries: save, remove with a reason, extend, undo; and the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.intents import EntryRemoved, EntrySaved, Intent, IntentAnswer
from alpr_kiosk.domain.list_intents import EntriesExtended, EntriesRemoved, ListChangeUndone
from alpr_kiosk.domain.list_queries import EntryWanted, SeenBeforeWanted
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.queries import QueryAnswer
from ui import messages
from ui.screens.entry_asks import end_presets
from ui.screens.entry_days import end_of, local_time
from ui.screens.entry_editor import EntryEditor
from ui.screens.list_reasons import removal_choices
from ui.screens.list_seen import SeenPage
from ui.screens.lists_table import ListTable
from ui.surroundings import Surroundings
from ui.viewmodels.entry_fields import EntryWords
from ui.widgets.choices import ChoicePage
from ui.widgets.date_picker import DatePicker
from ui.widgets.notice_bar import UNDO_S, BarKey

AGAIN_S = 2.0
"""A second tap on Save within that time is the same save: an answer is there by then, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """A change that waits for its answer."""

    intent: Intent
    plate: str
    mono: float


class ListActions(QObject):
    """Between the pages of the lists and the site.

    Signals:
        intent (object): A change.
        said (str text, str icon): A short word.
        shown (object page): Show this page.
        opened (object entry): Edit this entry.
        done (): Back to the rows.
    """

    intent = Signal(object)
    said = Signal(str, str)
    shown = Signal(object)
    opened = Signal(object)
    done = Signal()

    def __init__(
        self,
        around: Surroundings,
        *,
        words: EntryWords,
        page: ListTable,
        editor: EntryEditor,
        reasons: ChoicePage,
        days: DatePicker,
        seen: SeenPage,
        editing: Callable[[], bool],
    ) -> None:
        super().__init__(page)
        self._around = around
        self._words = words
        self._page = page
        self._editor = editor
        self._reasons = reasons
        self._days = days
        self._seen = seen
        self._editing = editing
        self._pending: dict[str, _Sent] = {}
        self._removing: tuple[ListEntry, ...] = ()
        self._undo = ListChangeUndone()
        self._theirs: ListEntry | None = None
        page.notice.chosen.connect(self._undo_tapped)
        editor.save.connect(self._save)
        editor.remove.connect(lambda entry: self.ask_reason((entry,)))
        editor.conflict.mine.connect(self._save_mine)
        editor.conflict.theirs.connect(self._take_theirs)
        reasons.chosen.connect(self._remove)
        reasons.cancelled.connect(self.reason_left)
        days.chosen.connect(self._extend)

    # --------------------------------------------------------------------------------- changes

    def _send(self, intent: Intent, plate: str = "") -> None:
        now = self._around.clock.monotonic()
        self._pending[intent.intent_id] = _Sent(intent=intent, plate=plate, mono=now)
        self.intent.emit(intent)

    def _token(self) -> str:
        return self._around.people.session.token

    def _save(self, entry: ListEntry) -> None:
        if self._is_saving(entry):
            return
        self._send(EntrySaved(entry=entry, session=self._token(), seen=self._editor.shown))

    def _is_saving(self, entry: ListEntry) -> bool:
        now = self._around.clock.monotonic()
        return any(
            isinstance(sent.intent, EntrySaved)
            and replace(sent.intent.entry, created_at=None) == replace(entry, created_at=None)
            and now - sent.mono < AGAIN_S
            for sent in self._pending.values()
        )

    def _shows(self, entry_id: str) -> bool:
        """Return whether this entry is in the form now: somebody may have gone on to another."""
        return self._editing() and self._editor.form.entry().entry_id == entry_id

    def ask_reason(self, entries: tuple[ListEntry, ...]) -> None:
        """Ask why these go."""
        self._removing = entries
        if len(entries) == 1:
            title = self.tr("Why is {plate} taken off the list?")
            title = title.replace("{plate}", entries[0].text)
        else:
            title = self.tr("Why are {n} plates taken off?").replace("{n}", str(len(entries)))
        self._reasons.ask(title=title, choices=removal_choices())
        self.shown.emit(self._reasons)

    def reason_left(self) -> None:
        """No reason was given: nothing is removed."""
        self._removing = ()
        self.shown.emit(self._page if self._page.picking else self._editor)

    def _remove(self, reason: str) -> None:
        entries = self._removing
        if len(entries) == 1:
            entry = entries[0]
            gone = EntryRemoved(entry_id=entry.entry_id, reason=reason, session=self._token())
            self._send(gone, entry.text)
        elif entries:
            ids = tuple(one.entry_id for one in entries)
            self._send(EntriesRemoved(entry_ids=ids, reason=reason, session=self._token()))

    def ask_end(self) -> None:
        """Ask for the new last day of the picked entries."""
        today = self._around.local.local(self._around.clock.utc_now()).date()
        title = self.tr("{n} plates: last day").replace("{n}", str(len(self._page.picked)))
        presets = end_presets(today)[1:]
        self._days.ask(title=title, day=None, today=today, least=today, presets=presets)
        self.shown.emit(self._days)

    def _extend(self, day: object) -> None:
        until = end_of(day, self._around.local) if isinstance(day, date) else None
        ids = tuple(one.entry_id for one in self._page.picked)
        self._send(EntriesExtended(entry_ids=ids, until=until, session=self._token()))

    def _undo_tapped(self, choice: str) -> None:
        if choice == "undo":
            self._send(replace(self._undo, session=self._token()))

    # --------------------------------------------------------------------------------- answers

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to a change; True when it was ours and is dealt with."""
        sent = self._pending.pop(answer.intent_id, None)
        if sent is None:
            return False
        context = local_time(answer.context, self._around.local)
        if answer.ok:
            self._done(sent, answer.code, context)
        else:
            self._refused(sent.intent, answer.code, context)
        return True

    def _done(self, sent: _Sent, code: str, context: dict[str, str]) -> None:
        match sent.intent:
            case EntrySaved(entry=entry):
                shown = self._shows(entry.entry_id)
                if shown:
                    self.done.emit()
                text = messages.text("lists.saved", {"plate": entry.text})
                if code:  # its worst look-alike: how it is treated from now on
                    text = messages.text(code, context)
                self.said.emit(text, "ack-check")
                if shown and entry.kind is ListKind.DENY and context.get("seen"):
                    self._show_seen(entry)
            case EntryRemoved():
                self._undo = ListChangeUndone(change_id=int(context.get("change") or 0))
                self._removed(messages.text("lists.removed", {"plate": sent.plate}))
            case EntriesRemoved():
                self._undo = ListChangeUndone(batch_id=context.get("batch", ""))
                self._removed(messages.text("lists.removed_many", context))
            case EntriesExtended(until=until):
                self._undo = ListChangeUndone(batch_id=context.get("batch", ""))
                words = self._words.value("valid_until", until)
                self._removed(messages.text("lists.extended", context | {"until": words}))
            case ListChangeUndone():
                self.said.emit(messages.text("lists.undone"), "undo")

    def _removed(self, text: str) -> None:
        self.done.emit()
        self._page.stop_picking()
        keys = [BarKey(name="undo", word=self.tr("Undo"), icon="undo", kind="accent")]
        may = self._undo.change_id or self._undo.batch_id
        self._page.notice.tell(
            text, keys if may else (), kind="neutral", icon="list-changes", seconds=UNDO_S
        )

    def _refused(self, intent: Intent, code: str, context: dict[str, str]) -> None:
        if isinstance(intent, EntrySaved):
            if not self._shows(intent.entry.entry_id):
                self.said.emit(messages.text(code, context), "alarm-high")
                return
            self.shown.emit(self._editor)
            if code in ("lists.changed_since", "lists.unknown_entry") and intent.seen is not None:
                self._ask_theirs(intent.seen, context)
            else:
                self._editor.refused(code, context)
            return
        if isinstance(intent, EntryRemoved) and not self._page.picking:
            self.shown.emit(self._editor)
            self._editor.refused(code, context)
            return
        self.done.emit()
        self._page.notice.tell(messages.text(code, context), kind="fault", icon="alarm-high")

    # -------------------------------------------------------------------------------- conflict

    def _ask_theirs(self, seen: ListEntry, context: dict[str, str]) -> None:
        self._theirs = None
        wanted = EntryWanted(entry_id=seen.entry_id)
        self._around.asker.ask(
            self, wanted, lambda answer: self._compare(answer, context, seen.entry_id)
        )

    def _compare(self, answer: QueryAnswer, context: dict[str, str], entry_id: str) -> None:
        if not self._shows(entry_id):
            return
        if not answer.ok:
            self._editor.refused(answer.code, dict(answer.context))
            return
        theirs = answer.result if isinstance(answer.result, ListEntry) else None
        self._theirs = theirs
        mine = self._editor.form.entry()
        code = "lists.conflict_gone" if theirs is None else "lists.conflict"
        rows = [] if theirs is None else self._words.differences(mine, theirs)
        self._editor.compare(messages.text(code, context), theirs, rows)

    def _save_mine(self) -> None:
        self._editor.rebase(self._theirs)
        draft = self._editor.draft()
        self._editor.step_back()
        if draft is not None:
            self._save(draft)

    def _take_theirs(self) -> None:
        if self._theirs is not None:
            self.opened.emit(self._theirs)

    def _show_seen(self, entry: ListEntry) -> None:
        self._seen.ask(SeenBeforeWanted(entry=entry), entry.text)
        self.shown.emit(self._seen)
