# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk lists`: import, export, search, history, undo. The kiosk may run beside it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alpr_kiosk.cli_record import count, opened_record, record_options
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.list_changes import ListChange, Progress, id_of
from alpr_kiosk.domain.list_columns import FIELDS
from alpr_kiosk.domain.list_import import ImportOptions, ImportPlan, RowKind
from alpr_kiosk.domain.list_search import MAX_QUERY, plate_pattern
from alpr_kiosk.domain.list_words import LIST_TEXTS, list_words
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.matching import hours_text
from alpr_kiosk.errors import AlprError

if TYPE_CHECKING:
    from alpr_kiosk.services.list_import import ListImportService
    from alpr_kiosk.services.plate_lists import PlateListService
    from alpr_kiosk.storage.keys import ChainKey
    from alpr_kiosk.storage.store import Store

EXIT_OK, EXIT_PROBLEM = 0, 1
ACTOR = "installer"
KINDS = tuple(kind.value for kind in ListKind)
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
SHOWN = 20
"""Lines of each kind that a dry run prints, unless it is asked for more."""

TEXTS: Mapping[str, str] = {
    **LIST_TEXTS,
    "lists.unknown_entry": "This entry is no longer on the list.",
    "lists.altered": "The lists were changed from outside: run `alpr-kiosk doctor`.",
    "lists.duplicate": "{plate} is on the list {list} already.",
}
"""Texts of this command's errors."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    text = "the plate lists: import, export, search, history, undo"
    command = commands.add_parser("lists", help=text, description=text)
    parts = command.add_subparsers(dest="part", required=True, metavar="PART")

    def add(name: str, help_text: str) -> argparse.ArgumentParser:
        part = parts.add_parser(name, help=help_text, description=help_text)
        record_options(part)
        return part

    def table(part: argparse.ArgumentParser, file_help: str) -> None:
        part.add_argument("file", type=Path, help=file_help)
        part.add_argument("--separator", choices=tuple(SEPARATORS), help="of a CSV file")

    load = add("import", "take over a CSV or XLSX file, all or nothing; --dry-run shows it first")
    table(load, "a .csv or .xlsx file; its first row has headers, English or German")
    load.add_argument("--dry-run", action="store_true", help="change nothing")
    load.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=HEADER",
        help=f"column of a field, by header or number; fields: {', '.join(FIELDS)}",
    )
    load.add_argument("--list", choices=KINDS, default="allow", help="of rows that name none")
    load.add_argument(
        "--replace",
        action="append",
        choices=KINDS,
        default=[],
        help="the file is the whole of this list: what it does not name is removed",
    )
    load.add_argument("--no-header", action="store_true", help="the first row is a plate already")
    load.add_argument("--encoding", default="", help="of a CSV file, e.g. cp1250")
    load.add_argument("--sheet", default="", help="of an XLSX file")
    load.add_argument("--dates", choices=("dmy", "mdy"), help="how 1/2/2026 is meant")
    load.add_argument("--show", type=count, default=SHOWN, help=f"lines of each kind ({SHOWN})")
    load.set_defaults(part=_import)
    save = add("export", "write the lists as a CSV or XLSX file that import reads back")
    table(save, "a .csv or .xlsx file; replaced when it is there")
    save.add_argument("--list", action="append", choices=KINDS, default=[], help="only this list")
    save.set_defaults(part=_export)
    search = add("search", "find plates: parts, look-alikes, ? for a character, * for some; words")
    search.add_argument("pattern")
    search.add_argument("--limit", type=count, default=SHOWN)
    search.set_defaults(part=_search)
    history = add("history", "who changed what, the newest first")
    history.add_argument("--plate", default="", help="only of this plate")
    history.add_argument("--limit", type=count, default=SHOWN)
    history.set_defaults(part=_history)
    undo = add("undo", "put back what a change replaced, or all of an import")
    undo.add_argument("change", help="number of a change, or id of an import (see history)")
    undo.set_defaults(part=_undo)


def run(options: argparse.Namespace) -> int:
    """Run the chosen part and return its exit status: 1 when rows were refused.

    Raises:
        AlprError: See `TEXTS`; ``record.none``, ``lists.import_map``.
    """
    status: int = options.part(options)
    return status


# ----------------------------------------------------------------------------------------- parts


def _import(options: argparse.Namespace) -> int:
    from alpr_kiosk.collector import collector_paused
    from alpr_kiosk.storage.list_files import open_table

    clock = SystemClock()
    start = clock.monotonic()
    with collector_paused(), _opened(options) as (config, store, lists):
        service = _service(config, store, lists)
        table = open_table(
            options.file,
            encoding=options.encoding,
            separator=SEPARATORS.get(options.separator or "", ""),
            sheet=options.sheet,
        )
        if table.encoding:
            print(f"{options.file.name}: {table.encoding}, separator {table.separator!r}")
        try:
            plan = service.check(table.rows, _how(options, config), ACTOR, _progress("read"))
        finally:
            table.close()
        _tell(plan, options.show)
        if options.dry_run:
            print("Nothing was changed (--dry-run).")
        elif plan.edits():
            batch = service.apply(plan, ACTOR, note=options.file.name, progress=_progress("saved"))
            took = clock.monotonic() - start
            print(f"Done: {batch.changes} entries in {took:.1f} s.")
            print(f"Undo: alpr-kiosk lists undo {batch.batch_id}")
            _tell_seen(plan, lists)
        else:
            print("Nothing to change.")
    return EXIT_PROBLEM if plan.counts[RowKind.REFUSED] else EXIT_OK


def _export(options: argparse.Namespace) -> int:
    from alpr_kiosk.storage.list_files import write_table

    kinds = frozenset(map(ListKind, options.list))
    separator = SEPARATORS[options.separator or "semicolon"]
    with _opened(options) as (config, store, lists):
        rows = _service(config, store, lists).export(kinds, ACTOR)
        count = write_table(options.file, rows, separator=separator)
    print(
        f"{options.file}: {count - 1} entries. It is full of plates: keep it where they are safe."
    )
    return EXIT_OK


def _search(options: argparse.Namespace) -> int:
    with _opened(options) as (_config, store, lists):
        store.records.append_audit("list.searched", ACTOR, _searched(options.pattern, store.key))
        snapshot = lists.load()
        found = snapshot.search(options.pattern, options.limit)
        for entry in found:
            group = snapshot.group(entry.group_id)
            more = [entry.owner, entry.vehicle, entry.host, group.name if group else ""]
            print("  ".join([f"{entry.kind.value:<8}{entry.plate:<12}", *filter(None, more)]))
    if not found:
        print(f"Nothing was found. At most {MAX_QUERY} characters can be asked for.")
    return EXIT_OK if found else EXIT_PROBLEM


def _history(options: argparse.Namespace) -> int:
    with _opened(options) as (config, store, lists):
        tz = ZoneInfo(config.site.time_zone)
        for batch in store.lists.batches(5) if not options.plate else ():
            undone = ", undone" if batch.undone else ""
            at = f"{batch.at.astimezone(tz):%Y-%m-%d %H:%M}"
            print(f"import {batch.batch_id}  {at}  {batch.actor}: {batch.changes} changes{undone}")
        for change in lists.history(ACTOR, plate=options.plate, limit=options.limit):
            print(_change_line(change, tz))
    return EXIT_OK


def _undo(options: argparse.Namespace) -> int:
    with _opened(options) as (_config, store, lists):
        if not (options.change.isdecimal() and len(options.change) < 10):
            batch = store.lists.undo_batch(options.change, ACTOR, _progress("undone"))
            print(f"Undone: {batch.changes} entries are as they were before the import.")
            return EXIT_OK
        change, warnings = lists.undo(int(options.change), ACTOR)
        print(f"Undone by change {change.change_id}.")
        for warning in warnings:
            print(f"LOOK {_pair(dict(warning.context))}")
    return EXIT_OK


# --------------------------------------------------------------------------------------- helpers


@contextmanager
def _opened(options: argparse.Namespace) -> Iterator[tuple[AppConfig, Store, PlateListService]]:
    """Open the record beside a kiosk that may run; the kiosk notices what is changed."""
    from alpr_kiosk.services.plate_lists import PlateListService

    with opened_record(options) as record:
        store = record.store
        lists = PlateListService(
            records=store.records, clock=SystemClock(), book=store.lists, history=store.history
        )
        yield record.config, store, lists


def _searched(query: str, key: ChainKey) -> dict[str, object]:
    """Return the body of the audit row of a search."""
    pattern = plate_pattern(query)
    if pattern is not None and len(pattern.pieces) == 1 and pattern.literal == pattern.pieces[0]:
        return {"plate": pattern.literal}
    # Not under the key of a plate: 7B?12 would have the hash of 7B12.
    text = "" if pattern is None else "*".join(pattern.pieces)
    return {"length": len(query), "pattern_hash": key.text_hash(text)}


def _service(config: AppConfig, store: Store, lists: PlateListService) -> ListImportService:
    from alpr_kiosk.services.list_import import ListImportService

    return ListImportService(
        lists=lists,
        records=store.records,
        book=store.lists,
        clock=SystemClock(),
        tz=ZoneInfo(config.site.time_zone),
    )


def _how(options: argparse.Namespace, config: AppConfig) -> ImportOptions:
    columns = []
    for pair in options.map:
        name, equals, header = pair.partition("=")
        if not equals:
            raise AlprError("lists.import_map", name=pair, known="FIELD=HEADER")
        columns.append((name.strip(), header.strip()))
    return ImportOptions(
        columns=tuple(columns),
        header=not options.no_header,
        kind=ListKind(options.list),
        replace=frozenset(map(ListKind, options.replace)),
        day_first=None if options.dates is None else options.dates == "dmy",
        gates=tuple((gate.id, gate.name) for gate in config.gates),
    )


def _progress(what: str) -> Progress:
    """Return a report of progress for a terminal; silent where the output is a file."""

    def told(done: int, of: int) -> bool:
        if sys.stderr.isatty():
            total = f" of {of}" if of else ""
            print(f"\r{done}{total} rows {what} ", end="", file=sys.stderr, flush=True)
        return True

    return told


def _tell(plan: ImportPlan, show: int) -> None:
    """Print what a plan would do, the refused rows first."""
    columns = ", ".join(
        name if name == header else f"{name} from {header!r}" for name, header in plan.columns
    )
    print(f"Columns: {columns}")
    if plan.unused:
        print(f"Not used: {', '.join(plan.unused)}")
    shown = dict.fromkeys(RowKind, 0)
    for row in sorted(plan.rows, key=lambda row: row.kind is not RowKind.REFUSED):
        shown[row.kind] += 1
        if row.kind is RowKind.SAME or shown[row.kind] > show:
            continue
        for problem in row.problems:
            words = list_words(problem.code, dict(problem.context))
            print(f"refused  row {row.row}, {problem.column}: {words}")
        if row.edit is not None:
            entry = row.edit.after or row.edit.before
            plate = entry.plate if entry else ""
            fields = ", ".join(
                f"{name}: {_value(old)} -> {_value(new)}" for name, old, new in row.changed_fields
            )
            place = f"row {row.row}" if row.row else "not in the file"
            print(f"{row.kind.value:<8} {place}, {plate}  {fields}".rstrip())
    texts = [(pair.entry.text, pair.other.text) for pair in plan.collisions]
    pairs = {frozenset(pair): pair for pair in reversed(texts)}  # two new ones are told twice
    for one, other in list(reversed(pairs.values()))[:show]:
        print(f"LOOK {_pair({'a': one, 'b': other})}")
    counts = ", ".join(f"{n} {kind.value}" for kind, n in plan.counts.items())
    print(f"{counts}; {len(pairs)} look-alikes")


def _tell_seen(plan: ImportPlan, lists: PlateListService) -> None:
    """Say where newly banned plates were seen before."""
    fresh = [row.edit.after for row in plan.rows if row.kind is RowKind.NEW and row.edit]
    banned = [entry for entry in fresh if entry is not None and entry.kind is ListKind.DENY]
    for entry in banned[:SHOWN]:
        for row in lists.seen_before(entry, ACTOR)[:3]:
            at = f"{row.first_seen_at.astimezone():%Y-%m-%d %H:%M}"
            print(f"seen     {entry.plate} as {row.plate} at {at}, {row.lane_id}, {row.action}")


def _pair(context: Mapping[str, str]) -> str:
    return f"{context['a']} and {context['b']} look alike: they open only when read surely"


def _change_line(change: ListChange, tz: ZoneInfo) -> str:
    item = change.after or change.before
    name = "(erased)" if item is None else id_of(item)
    if isinstance(item, ListEntry):
        name = f"{item.kind.value} {item.plate}"
    elif item is not None:
        name = f"{change.kind.value} {item.name}"
    verb = "changed" if change.before and change.after else "added"
    verb = "removed" if change.after is None and not change.erased else verb
    notes = [
        f"undoes {change.undoes}" if change.undoes else "",
        f"undone by {change.undone_by}" if change.undone_by else "",
        change.reason,
    ]
    at = f"{change.at.astimezone(tz):%Y-%m-%d %H:%M}"
    line = f"{change.change_id:>6}  {at}  {change.actor}: {verb} {name}"
    return "  ".join([line, *filter(None, notes)])


def _value(value: object) -> str:
    """Return a field's value in short."""
    if isinstance(value, tuple):
        windows = [one for one in value if hasattr(one, "weekday")]
        return hours_text(windows) if windows else ",".join(map(str, value)) or "-"
    text = str(getattr(value, "value", value))
    return "-" if value in (None, "") else text[:40]
