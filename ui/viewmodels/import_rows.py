# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Qt table over a dry run: what each row of a file would do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from alpr_kiosk.domain.list_files import ImportReport
from alpr_kiosk.domain.list_import import PlannedRow, RowKind
from ui import messages
from ui.viewmodels.entries import ICON, MARK, SECOND_LINE
from ui.viewmodels.entry_fields import EntryWords, field_word

ROW, PLATE, WHAT, SKIP = range(4)
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MOST_PROBLEMS = 3

KIND_ICONS = {
    RowKind.NEW: "add",
    RowKind.CHANGED: "edit",
    RowKind.SAME: "ack-check",
    RowKind.REMOVED: "delete",
    RowKind.REFUSED: "alarm-high",
}


class ImportModel(QAbstractTableModel):
    """Rows of a plan, of one kind at a time."""

    def __init__(self, words: EntryWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._report: ImportReport | None = None
        self._places: Sequence[int] = ()
        self.skipped: set[int] = set()

    def show(self, report: ImportReport | None, kind: RowKind | None) -> None:
        """Show the rows of a kind, None for look-alikes."""
        self.beginResetModel()
        if report is not self._report:
            self.skipped = set()
        self._report = report
        self._places = () if report is None else report.places[kind]
        self.endResetModel()

    def planned(self, row: int) -> PlannedRow | None:
        """Return what a row does."""
        if self._report is None or not 0 <= row < len(self._places):
            return None
        return self._report.plan.rows[self._places[row]]

    def may_skip(self, row: int) -> bool:
        """Whether a row can be left out: it changes something, and stands in the file."""
        planned = self.planned(row)
        return planned is not None and planned.edit is not None and planned.row > 0

    def toggle(self, row: int) -> None:
        """Leave a row out, or take it in again."""
        planned = self.planned(row)
        if planned is not None and self.may_skip(row):
            self.skipped ^= {planned.row}
            self.dataChanged.emit(self.index(row, 0), self.index(row, SKIP))

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else SKIP + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if 0 <= section < len(self._places) else None
        titles = (self.tr("Row"), self.tr("Plate"), self.tr("What"), self.tr("Tap to skip"))
        return titles[section] if 0 <= section < len(titles) else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        planned = self.planned(index.row()) if index.isValid() else None
        if planned is None:
            return None
        column = index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(planned, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._text(planned, column)} {self._second(planned, column)}".strip()
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == SECOND_LINE:
            return self._second(planned, column)
        if role == ICON:
            return self._icon(planned, column)
        if role == MARK:
            bad = planned.kind is RowKind.REFUSED and column == WHAT
            return "deny" if bad else ""
        return None

    def _icon(self, planned: PlannedRow, column: int) -> str:
        if column == ROW:
            return KIND_ICONS[planned.kind]
        if column == SKIP and planned.edit is not None and planned.row > 0:
            return "ignore-slash-circle" if planned.row in self.skipped else "ack-check"
        return ""

    def _text(self, planned: PlannedRow, column: int) -> str:
        edit = planned.edit
        entry = None if edit is None else edit.after or edit.before
        if column == ROW:
            return str(planned.row) if planned.row else "—"
        if column == PLATE:
            return entry.text if entry else ""
        if column == SKIP:
            if edit is None or not planned.row:
                return ""
            skipped = planned.row in self.skipped
            return self.tr("skipped") if skipped else self.tr("taken")
        return self._what(planned)

    def _what(self, planned: PlannedRow) -> str:
        if planned.kind is RowKind.REFUSED:
            return "; ".join(
                f"{problem.column}: {messages.text(problem.code, problem.context)}"
                for problem in planned.problems[:_MOST_PROBLEMS]
            )
        edit = planned.edit
        if edit is None:
            return self.tr("as it is")
        if edit.after is None:
            who = edit.before.owner if edit.before else ""
            return self.tr("removed: {who}").replace("{who}", who or "—")
        if edit.before is None:
            after = edit.after
            parts = (messages.list_word(after.kind), after.owner, after.vehicle, after.host)
            return " · ".join(filter(None, parts))
        rows = [
            f"{field_word(name)}: {self._words.value(name, old)} → {self._words.value(name, new)}"
            for name, old, new in planned.changed_fields
        ]
        return "; ".join(rows)

    def _second(self, planned: PlannedRow, column: int) -> str:
        if column != WHAT or self._report is None:
            return ""
        other = self._report.alike.get(planned.row, "")
        looks = self.tr("looks like {plate}: opens only when read surely")
        return looks.replace("{plate}", other) if other else ""
