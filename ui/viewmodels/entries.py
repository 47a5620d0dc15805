# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Qt table over the frozen entries of one plate list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.domain.plate import Plate, fold
from ui.localtime import LocalTime

PLATE, WHO, VALID, NOTES = range(4)
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class EntriesModel(QAbstractTableModel):
    """Rows of `ListEntry`; replaced as a whole, never edited in place."""

    def __init__(self, *, local: LocalTime, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._local = local
        self._rows: tuple[ListEntry, ...] = ()
        self._sort = (PLATE, Qt.SortOrder.AscendingOrder)

    def set_rows(self, rows: tuple[ListEntry, ...]) -> None:
        """Show these entries, in the present order."""
        self.beginResetModel()
        self._rows = self._sorted(rows)
        self.endResetModel()

    def entry(self, row: int) -> ListEntry:
        """Return the entry of a row."""
        return self._rows[row]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else 4

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        entry = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(entry, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == PLATE:
            return " ".join(Plate(entry.plate).text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if 0 <= section < len(self._rows) else None
        titles = (self.tr("Plate"), self.tr("Who"), self.tr("Valid"), self.tr("Notes"))
        return titles[section] if 0 <= section < len(titles) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column (a tap on its header)."""
        self._sort = (column, order)
        self.set_rows(self._rows)

    def _sorted(self, rows: tuple[ListEntry, ...]) -> tuple[ListEntry, ...]:
        column, order = self._sort
        return tuple(
            sorted(
                rows,
                key=lambda entry: (self._text(entry, column).casefold(), entry.entry_id),
                reverse=order == Qt.SortOrder.DescendingOrder,
            )
        )

    def _text(self, entry: ListEntry, column: int) -> str:
        if column == PLATE:
            return Plate(entry.plate).text
        if column == WHO:
            return entry.owner or entry.host
        if column == VALID:
            if entry.valid_until is None:
                return self.tr("no end")
            # The stored end is exclusive; people read the last day.
            last = entry.valid_until - timedelta(seconds=1)
            return self.tr("to {date}").replace("{date}", self._local.date(last))
        return entry.notes


def matches(entry: ListEntry, search: str) -> bool:
    """Return whether a search fits an entry: plate with look-alikes, or owner or notes."""
    wanted = Plate(search)
    if wanted.text and wanted.fold in fold(Plate(entry.plate).text):
        return True
    lowered = search.strip().casefold()
    return bool(lowered) and any(
        lowered in value.casefold() for value in (entry.owner, entry.notes, entry.host)
    )
