# SPDX-License-Identifier: AGPL-3.0-or-later
"""From rows of a table to what they would change on the lists: the dry run (screens.md S09).

Pure and in one pass; nothing is written. What can't be read is refused with row, column and
reason, and never half taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, tzinfo
from enum import Enum
from functools import lru_cache, partial
from typing import Any

from alpr_kiosk.domain import list_cells
from alpr_kiosk.domain.collision_guard import Collision, collisions
from alpr_kiosk.domain.list_cells import CellError
from alpr_kiosk.domain.list_changes import EntryEdit, Progress
from alpr_kiosk.domain.list_columns import columns
from alpr_kiosk.domain.lists import MAX_PLATE, MIN_PLATE, ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.plate import normalise

MAX_ROWS = 250_000
"""Rows of one file; the lists are measured with 100,000 entries."""

MAX_LINES = 2 * MAX_ROWS
"""The same with empty ones: nobody waits for the end of a file of them."""

EVERY = 1000
"""Rows between two reports of progress."""

LONGEST = {
    "owner": 200,
    "vehicle": 200,
    "host": 200,
    "notes": 2000,
    "created_by": 200,
    "second_factor": 80,
}
LONGEST_PLATE = 40
LONGEST_OTHER = 1000
_KEPT_CELLS = 1000
"""Different cells of a column that are read once for all rows; ours."""

_PLATE_MARKS = frozenset(" -–—.·•_/:'’\u00a0\u200e\u200f")
"""What may stand between the letters and digits of a plate, but not before the first one; marks of
right-to-left writing are among it."""

_ATTRIBUTES = {"list": "kind", "group": "group_id"}
"""Fields that `ListEntry` calls otherwise."""

_NAME = re.compile(r"[\w.-]{1,64}")
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_OURS = re.compile(r"[0-9a-f]{32}", re.ASCII)
"""An id that this program made; some digits of one are a short plate by chance."""


class RowKind(str, Enum):
    """What a row of the file does."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REMOVED = "removed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row is refused.

    Attributes:
        column: Header of the column, or the field's name.
        code: ``import.…``.
        context: Values for the text.
    """

    column: str
    code: str
    context: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file, or an entry that the file does not name (REMOVED, row 0).

    Attributes:
        row: Number in the file from 1 on, headers included.
        kind: What it does.
        edit: What changes; None for SAME and REFUSED.
        problems: Why it is refused.
    """

    row: int
    kind: RowKind
    edit: EntryEdit | None = None
    problems: tuple[RowProblem, ...] = ()

    @property
    def changed_fields(self) -> tuple[tuple[str, Any, Any], ...]:
        """(name, old, new) of the fields that differ."""
        edit = self.edit
        if edit is None or edit.before is None or edit.after is None:
            return ()
        pairs = (
            (one.name, getattr(edit.before, one.name), getattr(edit.after, one.name))
            for one in fields(ListEntry)
        )
        return tuple(pair for pair in pairs if pair[1] != pair[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What a file would change.

    Attributes:
        version: Version of the lists that it was worked out from.
        rows: In the order of the file, then what is removed.
        columns: (field, header) of the columns that were understood.
        unused: Headers of the others.
        collisions: Look-alikes of what is new or changed, the worst first.
    """

    version: int
    rows: tuple[PlannedRow, ...]
    columns: tuple[tuple[str, str], ...]
    unused: tuple[str, ...] = ()
    collisions: tuple[Collision, ...] = ()

    @property
    def counts(self) -> dict[RowKind, int]:
        """How many rows of each kind."""
        found = dict.fromkeys(RowKind, 0)
        for row in self.rows:
            found[row.kind] += 1
        return found

    def edits(self, skip: frozenset[int] = frozenset()) -> list[EntryEdit]:
        """Return what is to be done, without the rows that a person skips."""
        return [
            row.edit for row in self.rows if row.edit is not None and (row.row or -1) not in skip
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How a file is meant.

    Attributes:
        columns: (field, header or number) where a guess is not enough.
        header: The first row has headers.
        kind: List of rows that do not name one.
        replace: Lists that the file is the whole of: entries it does not name are removed.
        day_first: How ``1/2/2026`` is meant, see `list_cells.moment`.
        gates: (id, name) of the site's gates; empty = any id is taken.
    """

    columns: tuple[tuple[str, str], ...] = ()
    header: bool = True
    kind: ListKind = ListKind.ALLOW
    replace: frozenset[ListKind] = frozenset()
    day_first: bool | None = None
    gates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWorld:
    """What a file is held against.

    Attributes:
        snapshot: The lists.
        version: Their version.
        tz: Time zone of the site.
        now: Aware UTC, for new entries.
        actor: Who imports.
        new_id: Makes an unused id.
    """

    snapshot: ListSnapshot
    version: int
    tz: tzinfo
    now: datetime
    actor: str
    new_id: Callable[[], str]


def plan(
    rows: Iterable[tuple[int, Sequence[str]]],
    world: ImportWorld,
    options: ImportOptions,
    progress: Progress | None = None,
) -> ImportPlan | None:
    """Work out what the rows of a file would change.

    Args:
        rows: (number, cells), the headers first unless `options` says that there are none.
        world: The lists.
        options: How the file is meant.
        progress: Told (rows read, 0); see `Progress`.

    Returns:
        The plan, None when `progress` gave up.

    Raises:
        ColumnError: The columns can't be told apart; also for a file without a row.
        TooManyRowsError: More than `MAX_ROWS`.
    """
    found = iter(rows)
    first = next(found, None)
    headers = () if first is None else first[1]
    positions = columns(headers, dict(options.columns), header=options.header)
    reader = _Reader(world, options, headers, positions)
    made: list[PlannedRow] = []
    if first is not None and not options.header:
        made.append(reader.row(*first))
    for read, (number, cells) in enumerate(found):
        if len(made) >= MAX_ROWS or read >= MAX_LINES:
            raise TooManyRowsError(MAX_ROWS)
        if not any(cells):
            continue
        made.append(reader.row(number, cells))
        if progress is not None and len(made) % EVERY == 0 and not progress(len(made), 0):
            return None
    made += reader.missing()
    after = [row.edit.after for row in made if row.edit is not None and row.edit.after is not None]
    used = set(positions.values())
    return ImportPlan(
        version=world.version,
        rows=tuple(made),
        columns=tuple((name, reader.header(name)) for name in positions),
        unused=tuple(text for at, text in enumerate(headers) if at not in used and text),
        collisions=tuple(collisions(_looked_at(made), _final(world.snapshot, made, after))),
    )


class TooManyRowsError(ValueError):
    """The file has more rows than the lists may have."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most} rows")
        self.most = most


def _looked_at(rows: Iterable[PlannedRow]) -> list[ListEntry]:
    """Return the entries whose plate or list is new: the others were checked when they came."""
    found = []
    for row in rows:
        edit = row.edit
        if edit is None or edit.after is None:
            continue
        before = edit.before
        if before is None or (before.text, before.kind) != (edit.after.text, edit.after.kind):
            found.append(edit.after)
    return found


def _final(
    snapshot: ListSnapshot, rows: Iterable[PlannedRow], after: list[ListEntry]
) -> Iterator[ListEntry]:
    gone = {
        row.edit.before.entry_id
        for row in rows
        if row.edit is not None and row.edit.before is not None
    }
    yield from (entry for entry in snapshot.entries if entry.entry_id not in gone)
    yield from after


_Parse = Callable[[str], Any]


@dataclass(slots=True)
class _Reader:
    """Reads rows one after the other and remembers which entries were named."""

    world: ImportWorld
    options: ImportOptions
    headers: Sequence[str]
    positions: Mapping[str, int]
    _named: set[str] = field(default_factory=set)
    _plates: dict[tuple[ListKind, str], int] = field(default_factory=dict)
    _parsers: list[tuple[str, str, int, _Parse]] = field(default_factory=list)

    def __post_init__(self) -> None:
        parsers = _parsers(self.world, self.options)
        self._parsers = [
            (_ATTRIBUTES.get(name, name), name, at, parsers[name])
            for name, at in self.positions.items()
        ]

    def header(self, name: str) -> str:
        """Return the header of a field's column, the field's name where it has none."""
        at = self.positions.get(name)
        text = self.headers[at] if at is not None and self.options.header else ""
        return text or name

    def row(self, number: int, cells: Sequence[str]) -> PlannedRow:
        values: dict[str, Any] = {}
        problems: list[RowProblem] = []
        for attribute, name, at, parse in self._parsers:
            cell = cells[at] if at < len(cells) else ""
            try:
                values[attribute] = parse(list_cells.unmark(cell))
            except CellError as exc:
                context = tuple(exc.context.items())
                problems.append(RowProblem(self.header(name), exc.code, context))
        if problems:
            return PlannedRow(number, RowKind.REFUSED, problems=tuple(problems))
        try:
            return self._planned(number, values)
        except CellError as exc:
            problem = RowProblem(self.header("plate"), exc.code, tuple(exc.context.items()))
            return PlannedRow(number, RowKind.REFUSED, problems=(problem,))

    def missing(self) -> Iterator[PlannedRow]:
        """Entries of the replaced lists that no row named."""
        for entry in self.world.snapshot.entries if self.options.replace else ():
            if entry.kind in self.options.replace and entry.entry_id not in self._named:
                yield PlannedRow(0, RowKind.REMOVED, EntryEdit(before=entry, after=None))

    def _planned(self, number: int, values: dict[str, Any]) -> PlannedRow:
        entry_id = values.pop("entry_id", "")
        known = self.world.snapshot.get(entry_id) if entry_id else None
        kind = values.pop("kind", None) or (known.kind if known else self.options.kind)
        text = normalise(values["plate"])
        same = [one for one in self.world.snapshot.exact(text) if one.kind is kind]
        before = known or (same[0] if same else None)
        if any(one.entry_id != before.entry_id for one in same if before is not None):
            raise CellError("import.listed", list=kind.value)
        first = self._plates.setdefault((kind, text), number)
        if first != number or (before is not None and before.entry_id in self._named):
            raise CellError("import.twice", row=str(first))
        if entry_id and text in normalise(entry_id) and not _OURS.fullmatch(entry_id):
            entry_id = ""  # ids stand in the chain, from where no plate can be erased
        if before is None:
            after = self._fresh(entry_id, kind, values)
        else:
            if before.text == text:
                values["plate"] = before.plate  # only written differently
            after = replace(before, kind=kind, **values)
        _check(after)
        self._named.add(after.entry_id)
        if before is None:
            return PlannedRow(number, RowKind.NEW, EntryEdit(before=None, after=after))
        if after == before:
            return PlannedRow(number, RowKind.SAME)
        return PlannedRow(number, RowKind.CHANGED, EntryEdit(before=before, after=after))

    def _fresh(self, entry_id: str, kind: ListKind, values: dict[str, Any]) -> ListEntry:
        """Return a new entry; an empty cell says nothing about who made it, and when."""
        values["created_by"] = values.get("created_by") or self.world.actor
        values["created_at"] = values.get("created_at") or self.world.now
        return ListEntry(entry_id=entry_id or self.world.new_id(), kind=kind, **values)


def _check(entry: ListEntry) -> None:
    """Refuse what does not go together."""
    start, end = entry.valid_from, entry.valid_until
    if start is not None and end is not None and end <= start:
        raise CellError("import.ends_first")
    if entry.as_group and not entry.group_id:
        raise CellError("import.no_group")


def _parsers(world: ImportWorld, options: ImportOptions) -> dict[str, _Parse]:
    """Return what reads the cells of each field, by the name that `ListEntry` gives it."""
    groups = {group.name.casefold(): group.group_id for group in world.snapshot.groups}
    groups |= {group.name: group.group_id for group in world.snapshot.groups}
    moment = partial(list_cells.moment, tz=world.tz, day_first=options.day_first)
    text = {name: partial(list_cells.clean, longest=longest) for name, longest in LONGEST.items()}
    read: dict[str, _Parse] = {
        "list": lambda cell: list_cells.word(_short(cell), list_cells.KINDS) if cell else None,
        "valid_from": lambda cell: moment(_short(cell), end=False),
        "valid_until": lambda cell: moment(_short(cell), end=True),
        "created_at": lambda cell: moment(_short(cell), end=False),
        "windows": lambda cell: list_cells.windows(_short(cell)),
        "gates": partial(_gates, dict(options.gates)),
        "direction": lambda cell: list_cells.word(_short(cell), list_cells.DIRECTIONS),
        "group": partial(_group, groups),
        "as_group": lambda cell: list_cells.parts(_short(cell)),
        "holidays": lambda cell: list_cells.word(_short(cell), list_cells.RULES),
    }
    # Thousands of rows say the same in these. What is refused, as too long a cell, is not kept.
    kept: dict[str, _Parse] = {name: lru_cache(_KEPT_CELLS)(parse) for name, parse in read.items()}
    return (
        text
        | kept
        | {
            "plate": _plate,
            "max_uses": list_cells.count,
            "uses_left": list_cells.count,
            "photo": _photo,
            "entry_id": _entry_id,
        }
    )


def _short(cell: str) -> str:
    return list_cells.clean(cell, longest=LONGEST_OTHER)


def _plate(cell: str) -> str:
    plate = list_cells.clean(cell, longest=LONGEST_PLATE)
    plain = plate if plate.isascii() else unicodedata.normalize("NFKC", plate)
    wrong = []
    if not plain.isalnum():
        wrong = [char for char in plain if not (char.isalnum() or char in _PLATE_MARKS)]
    if plain and not plain[0].isalnum():
        wrong.insert(0, plain[0])
    if wrong:
        raise CellError("import.plate_chars", char=wrong[0])
    if not MIN_PLATE <= len(normalise(plate)) <= MAX_PLATE:
        raise CellError("import.plate_length", min=str(MIN_PLATE), max=str(MAX_PLATE))
    return plate


def _gates(known: Mapping[str, str], cell: str) -> tuple[str, ...]:
    """Return gate ids; names of gates are taken too."""
    by_name = {name.casefold(): gate_id for gate_id, name in known.items()}
    found = []
    for gate in list_cells.split(_short(cell)):
        gate_id = gate if gate in known else by_name.get(gate.casefold(), "" if known else gate)
        if not _NAME.fullmatch(gate_id):
            raise CellError("import.gate", value=gate[:40], known=", ".join(known))
        found.append(gate_id)
    return tuple(found)


def _group(known: Mapping[str, str], cell: str) -> str:
    name = _short(cell)
    if not name:
        return ""
    found = known.get(name) or known.get(name.casefold())
    if found is None:
        raise CellError("import.group", value=name[:40])
    return found


def _photo(cell: str) -> str:
    if cell and not _SHA256.fullmatch(cell):
        raise CellError("import.photo")
    return cell


def _entry_id(cell: str) -> str:
    if cell and not _NAME.fullmatch(cell):
        raise CellError("import.id")
    return cell
