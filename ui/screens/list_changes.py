# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who changed what on the lists, and a touch that takes one of it back."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal

from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.list_changes import ListBatch, ListChange
from alpr_kiosk.domain.list_files import ImportUndone
from alpr_kiosk.domain.list_intents import ListChangeUndone
from alpr_kiosk.domain.list_queries import ListChangesFound, ListChangesWanted
from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.domain.queries import QueryAnswer, QueryProgress
from ui import messages
from ui.screens.entry_days import local_time
from ui.screens.list_reasons import removal_word
from ui.screens.list_rows import Row, RowsPage
from ui.surroundings import Surroundings
from ui.viewmodels.entry_fields import EntryWords

UNDO_BATCH = timedelta(hours=24)
"""So long an import is taken back at a touch (screens.md S09)."""


class ChangesPage(RowsPage):
    """Changes, the newest first.

    Signals:
        intent (object): Take a change back.
        said (str text, str icon): A short word.
        opened (str entry_id): The entry of a change was tapped.
    """

    intent = Signal(object)
    said = Signal(str, str)
    opened = Signal(str)

    def __init__(self, around: Surroundings, words: EntryWords) -> None:
        super().__init__(around, name="changes", title=self.tr("Changes"))
        self._around = around
        self._words = words
        self._older: int | None = None
        self._pending = ""
        self._query = ""
        self._asked = ""
        self._items: dict[str, str] = {}
        self.key_tapped.connect(self._undo)
        self.tapped.connect(lambda value: self.opened.emit(self._items.get(value, "")))
        self.more_wanted.connect(lambda: self._ask(self._older))
        self.states.pressed.connect(self.ask)
        self.states.stopped.connect(lambda: around.asker.stop(self._query))

    def ask(self) -> None:
        """Ask for the newest."""
        self.show_rows(())
        self.notice.clear()
        self._ask(None)

    def _ask(self, before: int | None) -> None:
        if before is None:
            self.states.work(self.tr("Reading the changes"), stoppable=False)
        # The same page asked for twice would stand there twice.
        self._around.asker.cancel(self._asked)
        wanted = ListChangesWanted(before=before)
        self._asked = wanted.query_id
        self._around.asker.ask(
            self, wanted, lambda answer: self._found(answer, append=before is not None)
        )

    def _found(self, answer: QueryAnswer, *, append: bool) -> None:
        found = answer.result
        if not isinstance(found, ListChangesFound):
            self.states.fault(messages.text(answer.code, answer.context))
            return
        self._older = found.older
        rows = [(batch.at, self._batch(batch)) for batch in found.batches]
        rows += [(change.at, self._change(change)) for change in found.changes]
        rows.sort(key=lambda pair: pair[0], reverse=True)
        if not rows and not append:
            self.empty(messages.text("lists.no_changes"))
            return
        self.show_rows([row for _at, row in rows], more=found.older is not None, append=append)

    def _change(self, change: ListChange) -> Row:
        item = change.after or change.before
        what = self._words.change(change.before, change.after)
        reason = removal_word(change.reason) if change.reason else ""
        parts = [self._when(change), change.actor, what, reason]
        self._items[f"change:{change.change_id}"] = change.item_id
        undone = change.undone_by is not None
        may = not undone and not change.erased
        return Row(
            value=f"change:{change.change_id}",
            title=self._words.item(item),
            second=" · ".join(filter(None, parts)),
            right=self.tr("undone") if undone else "",
            icon="list-changes" if change.after is not None else "delete",
            key=self.tr("Undo") if may else "",
            key_icon="undo",
            plate=isinstance(item, ListEntry),
        )

    def _batch(self, batch: ListBatch) -> Row:
        fresh = self._around.clock.utc_now() < batch.at + UNDO_BATCH
        title = self.tr("{n} entries at once").replace("{n}", f"{batch.changes:,}")
        return Row(
            value=f"batch:{batch.batch_id}",
            title=title,
            second=f"{self._when(batch)} · {batch.actor}",
            right=self.tr("undone") if batch.undone else "",
            icon="list-import",
            key=self.tr("Undo") if fresh and not batch.undone else "",
            key_icon="undo",
        )

    def _when(self, made: ListChange | ListBatch) -> str:
        local = self._around.local
        return f"{local.date(made.at)} {local.hm(made.at)}"

    def _undo(self, value: str) -> None:
        kind, _, which = value.partition(":")
        if kind == "batch":
            wanted = ImportUndone(batch_id=which)
            self._query = wanted.query_id
            self.show_rows(())
            self.states.work(messages.text("import.step.undo"))
            self._around.asker.ask(self, wanted, self._undone, progressed=self._progress)
            return
        intent = ListChangeUndone(change_id=int(which), session=self._around.people.session.token)
        self._pending = intent.intent_id
        self.intent.emit(intent)

    def _progress(self, progress: QueryProgress) -> None:
        self.states.progress(progress.done, progress.total)

    def _undone(self, answer: QueryAnswer) -> None:
        self.ask()
        self._tell(answer.ok, answer.code, local_time(answer.context, self._around.local))

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to an undo."""
        if not self._pending or answer.intent_id != self._pending:
            return False
        self._pending = ""
        self.ask()
        self._tell(answer.ok, answer.code, local_time(answer.context, self._around.local))
        return True

    def _tell(self, ok: bool, code: str, context: dict[str, str]) -> None:
        if ok:
            self.said.emit(messages.text("lists.undone"), "undo")
        else:
            self.notice.tell(messages.text(code, context), kind="fault", icon="alarm-high")
