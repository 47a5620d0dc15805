# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lists and their forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import cast

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImageWriter

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.holidays import Holiday, HolidayKind, HolidayRule
from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.list_changes import EntryEdit, ItemKind, ListBatch, ListChange
from alpr_kiosk.domain.list_files import (
    FilePlace,
    Folder,
    FolderItem,
    ImportApplied,
    ImportChecked,
    ImportDone,
    ImportReport,
    ListFolderWanted,
    TablePreview,
    TablePreviewWanted,
)
from alpr_kiosk.domain.list_import import ImportPlan, PlannedRow, RowKind, RowProblem
from alpr_kiosk.domain.list_queries import (
    EntriesFound,
    EntriesWanted,
    EntryWanted,
    LastSeenWanted,
    ListChangesFound,
    ListChangesWanted,
    PlatePicture,
    PlatePicturesWanted,
)
from alpr_kiosk.domain.lists import ListEntry, ListGroup, ListKind, WeeklyWindow
from ui.demo_site import DEMO_NOW, demo_entries, paint_lane
from ui.studio import Scene, Studio
from ui.viewmodels.week import Week

GROUPS = (
    ListGroup(group_id="b" * 32, name="Berg Logistics", note="Building C, ring at the desk"),
    ListGroup(group_id="c" * 32, name="Cleaning Nord", gates=("gate-b",)),
    ListGroup(group_id="d" * 32, name="Unit 3", note="Family Berg"),
)
HOLIDAYS = (
    Holiday(holiday_id="1" * 32, day=date(2026, 1, 1), yearly=True, name="New Year"),
    Holiday(holiday_id="2" * 32, day=date(2026, 12, 25), yearly=True, name="Christmas Day"),
    Holiday(
        holiday_id="3" * 32, day=date(2026, 12, 28), name="Works outing", kind=HolidayKind.SITE
    ),
)


def _office() -> tuple[WeeklyWindow, ...]:
    week = Week()
    week.set_office()
    return week.windows()


def _entries() -> tuple[ListEntry, ...]:
    """Lists on which something stands out."""
    values: dict[str, dict[str, object]] = {
        "AB12CDE": {"windows": _office(), "gates": ("gate-a",), "vehicle": "grey estate"},
        "KL58MNO": {"group_id": "b" * 32, "vehicle": "white van", "direction": Direction.IN},
        "HH90TRX": {"windows": _office(), "holidays": HolidayRule.NEVER},
        "34A36837": {"valid_until": DEMO_NOW - timedelta(days=3)},
        "MS404EL": {"max_uses": 5, "uses_left": 2, "gates": ("gate-a", "gate-b")},
        "DR71VWE": {"photo": "a" * 64},
    }
    found = [replace(one, **values.get(one.plate, {})) for one in demo_entries()]  # type: ignore[arg-type]
    banned = ListEntry(
        entry_id="e" * 32, kind=ListKind.DENY, plate="AB12C0E", notes="left without paying"
    )
    return (*found, banned)


def _answers(studio: Studio) -> None:
    site = studio.site
    site.lists_are(_entries())
    seen = {"AB12CDE": 2, "KL58MNO": 95, "HH90TRX": 720, "ZN55QPR": 2400, "DR71VWE": 90000}
    site.answers[LastSeenWanted] = lambda query: tuple(
        (plate, DEMO_NOW - timedelta(seconds=seen[plate]) if plate in seen else None)
        for plate in query.plates
    )
    found = site.answers[EntriesWanted]

    def with_groups(query: EntriesWanted) -> EntriesFound:
        plain = cast("EntriesFound", found(query))
        return replace(plain, groups=GROUPS, holidays=HOLIDAYS)

    site.answers[EntriesWanted] = with_groups
    site.answers[ListFolderWanted] = _folder
    site.answers[TablePreviewWanted] = _preview
    site.answers[ImportChecked] = lambda _query: report(site.entries())
    site.answers[ImportApplied] = lambda _query: ImportDone(
        batch=ListBatch(batch_id="7" * 32, at=DEMO_NOW, actor="Supervisor", changes=5),
        counts=dict.fromkeys(RowKind, 2),
        undo_until=DEMO_NOW + timedelta(hours=24),
    )
    site.answers[ListChangesWanted] = lambda _query: _changes(site.entries())
    site.answers[PlatePicturesWanted] = lambda _query: _pictures()


def _folder(query: ListFolderWanted) -> Folder:
    places = (
        FilePlace(path="/media/guard/KEYS", name="KEYS", removable=True),
        FilePlace(path="/var/lib/alpr-kiosk/import", name="import"),
    )
    if not query.folder:
        return Folder(path="", places=places)
    at = datetime(2026, 11, 20, 9, 12, tzinfo=timezone.utc)
    return Folder(
        path=query.folder,
        places=places,
        items=(
            FolderItem(path="/media/guard/KEYS/2025", name="2025", folder=True),
            FolderItem(
                path="/media/guard/KEYS/residents.csv",
                name="residents.csv",
                size=48_220,
                changed_at=at,
            ),
            FolderItem(
                path="/media/guard/KEYS/visitors-december.xlsx",
                name="visitors-december.xlsx",
                size=9_410,
                changed_at=at,
            ),
        ),
    )


def _preview(_query: TablePreviewWanted) -> TablePreview:
    return TablePreview(
        kind="csv",
        encoding="cp1252",
        separator=";",
        headers=("Kennzeichen", "Halter", "Firma", "gültig bis", "Stellplatz"),
        rows=(
            ("AB 12 CDE", "Unit 14", "", "31.12.2026", "P 14"),
            ("KL-58 MNO", "Berg, Anna", "Berg Logistics", "31.12.2027", "P 3"),
            ("HH 90 TRX", "Unit 7", "", "", "P 7"),
        ),
        columns=(("plate", 0), ("owner", 1), ("group", 2), ("valid_until", 3)),
    )


def report(entries: tuple[ListEntry, ...]) -> ImportReport:
    """Return a dry run with rows of all kinds."""
    known = entries[0]
    fresh = [
        ListEntry(entry_id=f"{n:032x}", kind=ListKind.ALLOW, plate=plate, owner=owner)
        for n, (plate, owner) in enumerate(
            (("TR44KLM", "Unit 22"), ("XY99ZZ2", "Unit 5"), ("GH31OPA", "Berg Logistics")), 200
        )
    ]
    changed = ListEntry(
        entry_id=known.entry_id, kind=known.kind, plate=known.plate, owner="Unit 15"
    )
    rows = (
        PlannedRow(2, RowKind.NEW, EntryEdit(before=None, after=fresh[0])),
        PlannedRow(3, RowKind.NEW, EntryEdit(before=None, after=fresh[1])),
        PlannedRow(4, RowKind.CHANGED, EntryEdit(before=known, after=changed)),
        PlannedRow(5, RowKind.SAME),
        PlannedRow(6, RowKind.NEW, EntryEdit(before=None, after=fresh[2])),
        PlannedRow(
            7,
            RowKind.REFUSED,
            problems=(RowProblem("gültig bis", "import.date_unclear", (("value", "1/2/2026"),)),),
        ),
        PlannedRow(8, RowKind.REFUSED, problems=(RowProblem("Kennzeichen", "import.formula", ()),)),
    )
    plan = ImportPlan(version=1, rows=rows, columns=(("plate", "Kennzeichen"),))
    places: dict[RowKind | None, tuple[int, ...]] = {
        kind: tuple(at for at, row in enumerate(rows) if row.kind is kind) for kind in RowKind
    }
    places[None] = (1,)
    return ImportReport(
        check_id="c", plan=plan, counts=plan.counts, places=places, alike={3: "XY99ZZZ"}
    )


def _changes(entries: tuple[ListEntry, ...]) -> ListChangesFound:
    one, two = entries[0], entries[7]
    before = ListEntry(entry_id=one.entry_id, kind=one.kind, plate=one.plate, owner="Unit 41")

    def made(number: int, minutes: int, **values: object) -> ListChange:
        return ListChange(
            change_id=number,
            at=DEMO_NOW - timedelta(minutes=minutes),
            actor="Supervisor",
            kind=ItemKind.ENTRY,
            item_id=one.entry_id,
            **values,  # type: ignore[arg-type]
        )

    return ListChangesFound(
        changes=(
            made(61, 4, before=before, after=one),
            made(60, 35, before=None, after=two),
            made(59, 300, before=entries[3], after=None, reason="car_sold"),
            made(58, 320, before=None, after=entries[4], undone_by=57),
        ),
        batches=(
            ListBatch(
                batch_id="9" * 32,
                at=DEMO_NOW - timedelta(hours=2),
                actor="Supervisor",
                changes=812,
            ),
        ),
    )


def _pictures() -> tuple[PlatePicture, ...]:
    found = []
    for n in range(5):
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(buffer, QByteArray(b"jpg"))
        writer.write(paint_lane(640, 360, "AB12CDE", shade=8 * n))
        found.append(
            PlatePicture(
                passage_id=f"{n:032x}",
                sha256=f"{n:064x}",
                kind="lane",
                seen_at=DEMO_NOW - timedelta(hours=7 * n),
                plate="AB12CDE",
                jpeg=bytes(data.data()),
            )
        )
    return tuple(found)


def _table(studio: Studio) -> None:
    _answers(studio)
    studio.sign_in()
    studio.window.lists.page.ask_seen()


def _guard(studio: Studio) -> None:
    _answers(studio)
    studio.window.people.start_shift("Guard")
    studio.window.show_lists()
    studio.window.lists.page.ask_seen()


def _picked(studio: Studio) -> None:
    _table(studio)
    for row in (1, 3):
        studio.window.lists.page.table.row_held.emit(row)


def _search(studio: Studio) -> None:
    _table(studio)
    studio.window.lists.page.search.setText("7B?12")


def _undo(studio: Studio) -> None:
    _table(studio)
    lists = studio.window.lists
    lists.page.table.row_tapped.emit(0)
    lists.editor.remove_key.click()
    lists.reasons.tiles[1].click()
    intent = studio.site.submitted[-1]
    studio.site.bus.intent_answered.emit(
        IntentAnswer(intent_id=intent.intent_id, ok=True, context=(("change", "7"),))
    )


def _editor(studio: Studio) -> None:
    _table(studio)
    studio.window.lists.add_key.click()
    editor = studio.window.lists.editor
    editor.plate.setText("XY99ZZ2")
    editor.form.owner.setText("Unit 5")


def _when(studio: Studio) -> None:
    _table(studio)
    lists = studio.window.lists
    lists.page.table.row_tapped.emit(0)
    lists.editor.form.change(
        windows=_office(), max_uses=3, uses_left=2, group_id="b" * 32, gates=("gate-a",)
    )
    lists.editor.tabs[1].click()


def _schedule(studio: Studio) -> None:
    _when(studio)
    studio.window.lists.editor.form.hours_key.click()


def _steps(studio: Studio) -> None:
    _schedule(studio)
    schedule = studio.window.lists.editor.schedule
    schedule.choose(1)
    schedule.add_key.click()


def _days(studio: Studio) -> None:
    _when(studio)
    studio.window.lists.editor.form.until_key.click()


def _ban(studio: Studio) -> None:
    _editor(studio)
    studio.window.lists.editor.form.kinds[ListKind.DENY].click()


def _proof(studio: Studio) -> None:
    _editor(studio)
    studio.window.lists.editor.form.factor_key.click()


def _photos(studio: Studio) -> None:
    _table(studio)
    studio.window.lists.page.table.row_tapped.emit(0)
    studio.window.lists.editor.side.photo_key.click()


def _unsaved(studio: Studio) -> None:
    _editor(studio)
    studio.window.lists.editor.head.back.click()


def _conflict(studio: Studio) -> None:
    _when(studio)
    editor = studio.window.lists.editor
    studio.site.answers[EntryWanted] = lambda _query: studio.site.entries()[0]
    editor.save_key.click()
    intent = studio.site.submitted[-1]
    studio.site.bus.intent_answered.emit(
        IntentAnswer(
            intent_id=intent.intent_id,
            ok=False,
            code="lists.changed_since",
            context=(("actor", "Amara"), ("time", "14:01")),
        )
    )


def _keypad(studio: Studio) -> None:
    _editor(studio)
    studio.window.lists.editor.keypad_wanted.emit(studio.window.lists.editor.plate, "Plate", False)


def _page(name: str) -> Callable[[Studio], None]:
    def prepare(studio: Studio) -> None:
        _table(studio)
        studio.window.lists.page.wanted.emit(name)

    return prepare


def _files(studio: Studio) -> None:
    _table(studio)
    studio.window.lists.page.wanted.emit("import")
    studio.window.lists.imports.files.tapped.emit("/media/guard/KEYS")


def _columns(studio: Studio) -> None:
    _files(studio)
    studio.window.lists.imports.files.tapped.emit("/media/guard/KEYS/residents.csv")


def _diff(studio: Studio) -> None:
    _columns(studio)
    studio.window.lists.imports.columns.check_key.click()


def _diff_new(studio: Studio) -> None:
    _diff(studio)
    studio.window.lists.imports.diff.show_kind(RowKind.NEW)
    studio.window.lists.imports.diff.model.toggle(1)
    studio.window.lists.imports.diff.show_kind(RowKind.NEW)


def _imported(studio: Studio) -> None:
    _diff(studio)
    studio.window.lists.imports.diff.apply_key.click()


def _group(studio: Studio) -> None:
    _table(studio)
    studio.window.lists.page.wanted.emit("groups")
    studio.window.lists.groups.rows.tapped.emit("c" * 32)


SCENES = (
    Scene(name="lists", prepare=_table, kept=("day", "night")),
    Scene(name="lists-guard", prepare=_guard),
    Scene(name="lists-picked", prepare=_picked),
    Scene(name="lists-search", prepare=_search),
    Scene(name="lists-undo", prepare=_undo),
    Scene(name="editor", prepare=_editor, kept=("day", "night")),
    Scene(name="editor-when", prepare=_when),
    Scene(name="editor-schedule", prepare=_schedule, kept=("day", "night")),
    Scene(name="editor-steps", prepare=_steps),
    Scene(name="editor-days", prepare=_days),
    Scene(name="editor-ban", prepare=_ban),
    Scene(name="editor-proof", prepare=_proof),
    Scene(name="editor-photos", prepare=_photos),
    Scene(name="editor-unsaved", prepare=_unsaved),
    Scene(name="editor-conflict", prepare=_conflict),
    Scene(name="keypad", prepare=_keypad),
    Scene(name="lists-groups", prepare=_page("groups")),
    Scene(name="lists-group", prepare=_group),
    Scene(name="lists-holidays", prepare=_page("holidays")),
    Scene(name="lists-changes", prepare=_page("changes")),
    Scene(name="lists-export", prepare=_page("export")),
    Scene(name="import-files", prepare=_files),
    Scene(name="import-columns", prepare=_columns),
    Scene(name="import-diff", prepare=_diff, kept=("day", "night")),
    Scene(name="import-diff-new", prepare=_diff_new),
    Scene(name="import-done", prepare=_imported),
)
