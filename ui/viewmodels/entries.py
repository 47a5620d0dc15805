# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Qt table over the frozen entries of one plate list.

It is given its rows filtered and sorted, and works out what a row says when the row is painted: a
list of 100,000 entries costs what a screen of it costs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.holidays import HolidayRule
from alpr_kiosk.domain.list_queries import EntryOrder
from alpr_kiosk.domain.lists import GroupPart, ListEntry, ListGroup, ListKind
from alpr_kiosk.domain.plate import Plate
from ui.localtime import LocalTime
from ui.viewmodels.entry_short import Flag, short_hours, short_names

PLATE, WHO, VALID, HOURS, GATES, SEEN, FLAGS = range(7)
ORDERS: Mapping[int, EntryOrder] = {
    PLATE: EntryOrder.PLATE,
    WHO: EntryOrder.WHO,
    VALID: EntryOrder.VALID,
    HOURS: EntryOrder.HOURS,
    GATES: EntryOrder.GATES,
}
"""Columns that can be sorted by; the others are not known for all rows."""

SECOND_LINE = Qt.ItemDataRole.UserRole
"""A smaller line under the text of a cell."""
ICON = Qt.ItemDataRole.UserRole + 1
"""Name of an icon before the text of a cell."""
MARK = Qt.ItemDataRole.UserRole + 2
"""Kind whose colour the text has ("deny", "warning"), "" for the usual one."""
PICKED = Qt.ItemDataRole.UserRole + 3
"""True or False while rows are picked, else None."""

MOST_FLAGS = 500
"""Rows whose look-alikes are remembered."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class EntriesModel(QAbstractTableModel):
    """Rows of `ListEntry`; replaced as a whole, never edited in place."""

    def __init__(
        self,
        *,
        local: LocalTime,
        clock: Clock,
        gates: Mapping[str, str],
        collisions: Callable[[ListEntry], tuple[ListEntry, ...]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._local = local
        self._clock = clock
        self._gates = short_names(gates)
        self._collisions = collisions
        self._rows: tuple[ListEntry, ...] = ()
        self._groups: dict[str, ListGroup] = {}
        self._flags: dict[str, Flag | None] = {}
        self._seen: dict[str, datetime | None] = {}
        self._new_bans: frozenset[str] = frozenset()
        self._picking = False
        self.picked: dict[str, ListEntry] = {}

    # ----------------------------------------------------------------------------------- rows

    def set_rows(self, rows: tuple[ListEntry, ...], groups: Iterable[ListGroup] = ()) -> None:
        """Show these entries."""
        self.beginResetModel()
        self._rows = rows
        self._groups = {group.group_id: group for group in groups}
        self._flags = {}
        self.endResetModel()

    def set_new_bans(self, ids: frozenset[str]) -> None:
        """Mark the bans that are new to the guard on shift."""
        if ids != self._new_bans:
            self._new_bans = ids
            self._flags = {}
            self._repaint()

    def entry(self, row: int) -> ListEntry:
        """Return the entry of a row."""
        return self._rows[row]

    def unseen(self, first: int, last: int) -> tuple[str, ...]:
        """Return the plates between two rows of which it is not known when they were here."""
        rows = self._rows[max(0, first) : last + 1]
        return tuple(one.text for one in rows if one.text not in self._seen)

    def set_seen(self, seen: Iterable[tuple[str, datetime | None]]) -> None:
        """Take over when plates were here last."""
        self._seen.update(seen)
        if self._rows:
            self.dataChanged.emit(self.index(0, SEEN), self.index(len(self._rows) - 1, SEEN))

    def forget_seen(self) -> None:
        """Cars have come, or somebody else looks: ask again."""
        self._seen.clear()

    # -------------------------------------------------------------------------------- picking

    @property
    def picking(self) -> bool:
        """Whether rows are picked now."""
        return self._picking

    def pick(self, row: int) -> None:
        """Pick a row, or let it go."""
        entry = self._rows[row]
        if self.picked.pop(entry.entry_id, None) is None:
            self.picked[entry.entry_id] = entry
        self._picking = True
        self._repaint()

    def stop_picking(self) -> None:
        """No row is picked any more."""
        self._picking = False
        self.picked.clear()
        self._repaint()

    def _repaint(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, FLAGS))

    # --------------------------------------------------------------------------------- Qt model

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else FLAGS + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        entry, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(entry, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(entry, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == SECOND_LINE:
            return self._second(entry, column)
        if role == ICON:
            flag = self.flag(entry) if column == FLAGS else None
            return flag.icon if flag else ""
        if role == MARK:
            return self._mark(entry, column)
        if role == PICKED:
            return entry.entry_id in self.picked if self._picking and column == FLAGS else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if 0 <= section < len(self._rows) else None
        titles = (
            self.tr("Plate"),
            self.tr("Who"),
            self.tr("Valid"),
            self.tr("Hours"),
            self.tr("Gates"),
            self.tr("Last seen"),
            self.tr("Flags"),
        )
        return titles[section] if 0 <= section < len(titles) else None

    # ------------------------------------------------------------------------------------ words

    def _spoken(self, entry: ListEntry, column: int) -> str:
        if column == PLATE:
            return " ".join(entry.text)
        return f"{self._text(entry, column)} {self._second(entry, column)}".strip()

    def _text(self, entry: ListEntry, column: int) -> str:
        match column:
            case 0:
                return Plate(entry.plate).text
            case 1:
                return entry.owner or entry.host or self._group_name(entry)
            case 2:
                return self._valid(entry)
            case 3:
                return self.hours(entry)
            case 4:
                return self._gate_names(entry)
            case 5:
                return self._last_seen(entry)[0]
            case _:
                flag = self.flag(entry)
                return flag.text if flag else ""

    def _second(self, entry: ListEntry, column: int) -> str:
        match column:
            case 1:
                first = entry.owner or entry.host
                group = self._group_name(entry) if first else ""
                more = (entry.notes if entry.kind is ListKind.DENY else "", entry.vehicle, group)
                return " · ".join(filter(None, more))
            case 2:
                return self._uses(entry)
            case 3:
                rule = self._taken(entry, GroupPart.HOLIDAYS)
                words = {
                    HolidayRule.NEVER: self.tr("not on holidays"),
                    HolidayRule.ONLY: self.tr("on holidays only"),
                }
                return words.get(rule.holidays, "")
            case 4:
                ways = {Direction.IN: self.tr("in only"), Direction.OUT: self.tr("out only")}
                return ways.get(entry.direction, "")
            case 5:
                return self._last_seen(entry)[1]
            case 6:
                flag = self.flag(entry)
                return flag.second if flag else ""
            case _:
                return ""

    def _mark(self, entry: ListEntry, column: int) -> str:
        if column == FLAGS:
            flag = self.flag(entry)
            return flag.kind if flag else ""
        if column == VALID and (self._is_over(entry) or entry.uses_left == 0):
            return "deny"
        return ""

    def _valid(self, entry: ListEntry) -> str:
        now = self._clock.utc_now()
        if entry.valid_from is not None and entry.valid_from > now:
            return self.tr("from {date}").replace("{date}", self._local.date(entry.valid_from))
        if entry.valid_until is None:
            return self.tr("no end")
        if entry.valid_until <= now:
            return self.tr("ended")
        if entry.valid_until - now < timedelta(hours=24):
            return self.tr("to {time}").replace("{time}", " ".join(self._moment(entry.valid_until)))
        # The stored end is exclusive; people read the last day.
        last = self._local.date(entry.valid_until - timedelta(seconds=1))
        return self.tr("to {date}").replace("{date}", last)

    def _uses(self, entry: ListEntry) -> str:
        if entry.valid_until is not None and self._is_over(entry):
            return self._local.date(entry.valid_until - timedelta(seconds=1))
        left = entry.uses_left if entry.uses_left is not None else entry.max_uses
        if left is None:
            return ""
        if left == 0:
            return self.tr("used up")
        words = self.tr("{left} of {most} left")
        return words.replace("{left}", str(left)).replace("{most}", str(entry.max_uses or left))

    def hours(self, entry: ListEntry) -> str:
        """Return when an entry holds in the week."""
        return short_hours(self._taken(entry, GroupPart.WINDOWS).windows) or self.tr("always")

    def _gate_names(self, entry: ListEntry) -> str:
        gates = self._taken(entry, GroupPart.GATES).gates
        if not gates:
            return self.tr("all")
        return ", ".join(self._gates.get(gate, gate) for gate in gates)

    def _last_seen(self, entry: ListEntry) -> tuple[str, str]:
        seen = self._seen.get(entry.text)
        return ("", "") if seen is None else self._moment(seen)

    def _moment(self, moment: datetime) -> tuple[str, str]:
        today = self._local.local(self._clock.utc_now()).date()
        day = self._local.local(moment).date()
        time = self._local.hm(moment)
        if day == today:
            return self.tr("today"), time
        if day == today - timedelta(days=1):
            return self.tr("yesterday"), time
        return self._local.date(moment), time

    def _is_over(self, entry: ListEntry) -> bool:
        return entry.valid_until is not None and entry.valid_until <= self._clock.utc_now()

    def _group_name(self, entry: ListEntry) -> str:
        group = self._groups.get(entry.group_id)
        return group.name if group else ""

    def _taken(self, entry: ListEntry, part: GroupPart) -> ListEntry | ListGroup:
        group = self._groups.get(entry.group_id)
        return group if group is not None and part in entry.as_group else entry

    def flag(self, entry: ListEntry) -> Flag | None:
        """Return the worst that stands out about an entry."""
        if entry.entry_id not in self._flags:
            while len(self._flags) >= MOST_FLAGS:
                self._flags.pop(next(iter(self._flags)))
            self._flags[entry.entry_id] = self._flag(entry)
        return self._flags[entry.entry_id]

    def _flag(self, entry: ListEntry) -> Flag | None:
        if entry.kind is ListKind.DENY and entry.entry_id in self._new_bans:
            return Flag(text=self.tr("NEW TO YOU"), icon="deny-octagon-hand", kind="deny")
        others = self._collisions(entry)
        other_kinds = [one for one in others if one.kind is ListKind.DENY]
        if entry.kind is not ListKind.DENY and other_kinds:
            return Flag(
                text=self.tr("like banned"),
                second=other_kinds[0].text,
                icon="deny-octagon-hand",
                kind="deny",
            )
        if others:
            return Flag(text=self.tr("look-alike"), second=others[0].text, icon="look-alike")
        if self._is_over(entry):
            return Flag(text=self.tr("expired"), icon="clock-warning")
        if entry.photo:
            return Flag(text=self.tr("photo"), icon="list-photo")
        return None
