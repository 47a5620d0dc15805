# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fields of an entry, a group or a holiday in words, for comparing two of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.holidays import Holiday, HolidayRule
from alpr_kiosk.domain.list_changes import ListItem
from alpr_kiosk.domain.lists import GroupPart, ListEntry, ListGroup, ListKind
from ui import messages
from ui.localtime import LocalTime
from ui.viewmodels.entry_words import hours_words

FIELDS = (
    "kind",
    "plate",
    "owner",
    "vehicle",
    "host",
    "notes",
    "valid_from",
    "valid_until",
    "windows",
    "holidays",
    "gates",
    "direction",
    "max_uses",
    "uses_left",
    "group_id",
    "as_group",
    "photo",
    "second_factor",
)
"""Fields of an entry that people compare, in their order."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("EntryWords", text)


def field_word(name: str) -> str:
    """Return what a field is called."""
    words = {
        "kind": _tr("List"),
        "plate": _tr("Plate"),
        "owner": _tr("Who"),
        "vehicle": _tr("Vehicle"),
        "host": _tr("Visits"),
        "notes": _tr("Note"),
        "valid_from": _tr("Valid from"),
        "valid_until": _tr("Valid until"),
        "windows": _tr("Hours"),
        "holidays": _tr("Holidays"),
        "gates": _tr("Gates"),
        "direction": _tr("Direction"),
        "max_uses": _tr("Entries allowed"),
        "uses_left": _tr("Entries left"),
        "group_id": _tr("Group"),
        "group": _tr("Group"),
        "list": _tr("List"),
        "as_group": _tr("As the group"),
        "photo": _tr("Photo"),
        "second_factor": _tr("Second proof"),
        "created_by": _tr("Made by"),
        "created_at": _tr("Made at"),
        "entry_id": _tr("Id"),
    }
    return words.get(name, name)


class EntryWords:
    """Says what stands in a field.

    Args:
        local: Times of the site.
        gates: Names of gates by id.
        groups: All groups.
    """

    def __init__(
        self, *, local: LocalTime, gates: Mapping[str, str], groups: Iterable[ListGroup] = ()
    ) -> None:
        self._local = local
        self._gates = gates
        self._groups = {group.group_id: group.name for group in groups}

    def set_groups(self, groups: Iterable[ListGroup]) -> None:
        """Other groups."""
        self._groups = {group.group_id: group.name for group in groups}

    def value(self, name: str, value: Any) -> str:
        """Return the value of a field in words."""
        nothing = "—"
        match name:
            case "kind" if isinstance(value, ListKind):
                return messages.list_word(value)
            case "valid_from" | "created_at":
                return self._moment(value) or nothing
            case "valid_until":
                return self._last(value) or _tr("no end")
            case "windows":
                return hours_words(value) or _tr("always")
            case "holidays":
                return rule_word(value)
            case "gates":
                return ", ".join(self._gates.get(gate, gate) for gate in value) or _tr("all")
            case "direction":
                return direction_word(value)
            case "group_id":
                return self._groups.get(value, value) or nothing
            case "as_group":
                return ", ".join(part_word(part) for part in value) or nothing
            case "photo":
                return _tr("yes") if value else nothing
            case "second_factor":
                return str(value) or _tr("off")
            case "max_uses" | "uses_left":
                return _tr("no limit") if value is None else str(value)
        return str(value or nothing)

    def differences(self, one: ListEntry, two: ListEntry) -> list[tuple[str, str, str]]:
        """Return (field, first, second) of what differs, in words."""
        found = []
        for name in FIELDS:
            first, second = getattr(one, name), getattr(two, name)
            if first != second:
                row = (field_word(name), self.value(name, first), self.value(name, second))
                found.append(row)
        return found

    def item(self, item: ListItem | None) -> str:
        """Return in a word what a change is about."""
        if isinstance(item, ListEntry):
            return f"{item.text} · {messages.list_word(item.kind)}"
        if isinstance(item, ListGroup):
            return f"{_tr('Group')} {item.name}"
        if isinstance(item, Holiday):
            return f"{_tr('Holiday')} {item.name or item.day.isoformat()}"
        return _tr("erased for privacy")

    def change(self, before: ListItem | None, after: ListItem | None) -> str:
        """Return what a change did, in a line."""
        if before is None and after is not None:
            return _tr("added")
        if after is None:
            return _tr("removed")
        if isinstance(before, ListEntry) and isinstance(after, ListEntry):
            rows = self.differences(before, after)
            return "; ".join(f"{name}: {old} → {new}" for name, old, new in rows) or _tr("saved")
        return _tr("changed")

    def _moment(self, moment: datetime | None) -> str:
        if moment is None:
            return ""
        time = self._local.hm(moment)
        day = self._local.date(moment)
        return day if time == "00:00" else f"{day} {time}"

    def _last(self, moment: datetime | None) -> str:
        """Return an exclusive end as the last day people mean."""
        if moment is None:
            return ""
        if self._local.hm(moment) == "00:00":
            return self._local.date(moment - timedelta(seconds=1))
        return self._moment(moment)


def rule_word(rule: HolidayRule) -> str:
    """Return what holds on holidays."""
    return {
        HolidayRule.USUAL: _tr("as on any day"),
        HolidayRule.NEVER: _tr("closed"),
        HolidayRule.ONLY: _tr("holidays only"),
    }[rule]


def direction_word(direction: Direction) -> str:
    """Return the direction an entry holds for."""
    words = {Direction.IN: _tr("in only"), Direction.OUT: _tr("out only")}
    return words.get(direction, _tr("both ways"))


def part_word(part: GroupPart) -> str:
    """Return what is taken from a group."""
    return {
        GroupPart.WINDOWS: _tr("hours"),
        GroupPart.GATES: _tr("gates"),
        GroupPart.HOLIDAYS: _tr("holidays"),
    }[part]
