# SPDX-License-Identifier: AGPL-3.0-or-later
"""S09 over a fake site: what is asked, in which order, and what a person is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from alpr_kiosk.domain.list_changes import EntryEdit, ListBatch
from alpr_kiosk.domain.list_files import (
    ExportDone,
    FilePlace,
    Folder,
    FolderItem,
    ImportApplied,
    ImportChecked,
    ImportDone,
    ImportReport,
    ImportUndone,
    ListExported,
    ListFolderWanted,
    TablePreview,
    TablePreviewWanted,
)
from alpr_kiosk.domain.list_import import ImportPlan, PlannedRow, RowKind, RowProblem
from alpr_kiosk.domain.lists import ListKind
from tests.fakes.plates import entry
from tests.ui.test_lists_screen import sign
from tests.ui.test_window import check_targets
from ui.widgets.states import Shown

LEFT = Qt.MouseButton.LeftButton
STICK = FilePlace(path="/media/KEYS", name="KEYS", removable=True)
FILE = FolderItem(path="/media/KEYS/list.csv", name="list.csv", size=1234)


@pytest.fixture
def signed(desk):
    desk.window.show_lists()
    sign(desk)
    return desk


def asked(desk, kind):
    query = desk.site.queries[-1]
    assert isinstance(query, kind), query
    assert query.session == "token-1"
    return query


def report(*rows: PlannedRow, check_id: str = "c1") -> ImportReport:
    plan = ImportPlan(version=1, rows=rows, columns=(("plate", "plate"),))
    places = {kind: tuple(n for n, row in enumerate(rows) if row.kind is kind) for kind in RowKind}
    return ImportReport(
        check_id=check_id,
        plan=plan,
        counts=plan.counts,
        places={**places, None: (0,)},
        alike={2: "AB12C0E"},
    )


def new(row: int, plate: str) -> PlannedRow:
    return PlannedRow(row, RowKind.NEW, EntryEdit(before=None, after=entry(plate)))


def gone(plate: str) -> PlannedRow:
    return PlannedRow(0, RowKind.REMOVED, EntryEdit(before=entry(plate), after=None))


REFUSED = PlannedRow(4, RowKind.REFUSED, problems=(RowProblem("plate", "import.formula"),))


def to_columns(desk, *columns: tuple[str, int]):
    desk.control("lists.import").click()
    desk.site.found(asked(desk, ListFolderWanted), Folder(path="", places=(STICK,)))
    imports = desk.window.lists.imports
    QTest.mouseClick(imports.files.rows[0], LEFT)
    assert asked(desk, ListFolderWanted).folder == STICK.path
    desk.site.found(desk.site.queries[-1], Folder(path=STICK.path, items=(FILE,), places=(STICK,)))
    QTest.mouseClick(imports.files.rows[0], LEFT)
    preview = TablePreview(
        kind="csv",
        encoding="cp1252",
        separator=";",
        headers=("Nr", "Halter"),
        rows=(("AB12CDE", "Zoe"),),
        columns=columns,
    )
    desk.site.found(asked(desk, TablePreviewWanted), preview)
    return imports


def to_diff(desk, *rows: PlannedRow):
    imports = to_columns(desk, ("plate", 0))
    imports.columns.check_key.click()
    desk.site.found(asked(desk, ImportChecked), report(*rows))
    assert imports.diff.isVisible()
    return imports


def test_what_was_guessed_is_shown_and_changed(signed):
    imports = to_columns(signed, ("owner", 1))
    columns = imports.columns
    check_targets(signed)
    assert columns.ways["encoding"].text() == "Encoding: cp1252"
    assert columns.ways["separator"].text() == "Separator: semicolon"
    assert not columns.check_key.isEnabled()
    assert "which column has the plates" in columns.notice.label.text()
    QTest.mouseClick(columns.keys["0"], LEFT)
    check_targets(signed)
    signed.control("import.choice.plate").click()
    assert columns.check_key.isEnabled()
    columns.ways["encoding"].click()
    signed.control("import.choice.cp1250").click()
    assert asked(signed, TablePreviewWanted).encoding == "cp1250"
    columns.ways["header"].click()
    assert asked(signed, TablePreviewWanted).header is False
    columns.ways["dates"].click()
    assert columns.options.day_first is True
    columns.ways["list"].click()
    signed.control("import.choice.deny").click()
    assert columns.import_options().kind is ListKind.DENY


def test_a_file_is_checked_and_taken_over(signed):
    imports = to_diff(signed, new(2, "AB12CDE"), new(3, "CD34EFG"), REFUSED)
    diff = imports.diff
    check_targets(signed)
    wanted = next(one for one in signed.site.queries if isinstance(one, ImportChecked))
    assert dict(wanted.options.columns)["plate"] == "1"
    assert dict(wanted.options.columns)["owner"] == ""
    # What is refused is shown first, with its row and the reason.
    assert diff.model.index(0, 0).data() == "4"
    assert diff.model.index(0, 2).data() == "plate: A formula: put its value in its place."
    diff.filters[RowKind.NEW].click()
    diff.table.row_tapped.emit(1)
    assert diff.model.index(1, 3).data() == "skipped"
    assert diff.apply_key.text() == "Apply 1"
    diff.filters[None].click()
    assert diff.model.rowCount() == 1
    diff.apply_key.click()
    applied = asked(signed, ImportApplied)
    assert (applied.check_id, applied.skip, applied.removed) == ("c1", frozenset([3]), 0)
    signed.site.progress(applied, 50, 100, "import.step.write")
    signed.clock.advance(2)
    signed.window.tick()
    assert "50 %" in imports.work.label.text()
    batch = ListBatch(batch_id="b1", at=signed.clock.utc_now(), actor="Anna", changes=1)
    counts = dict.fromkeys(RowKind, 0) | {RowKind.NEW: 1}
    until = signed.clock.utc_now()
    signed.site.found(applied, ImportDone(batch=batch, counts=counts, undo_until=until))
    check_targets(signed)
    assert imports.done.label.text().startswith("1 added, 0 changed, 0 removed. Undo until")
    signed.control("import.undo").click()
    undo = asked(signed, ImportUndone)
    assert undo.batch_id == "b1"
    signed.site.found(undo, batch)
    assert signed.window.lists.page.isVisible()


def test_a_check_can_be_stopped(signed):
    imports = to_columns(signed, ("plate", 0))
    imports.columns.check_key.click()
    checked = asked(signed, ImportChecked)
    signed.clock.advance(11)
    signed.window.tick()
    assert imports.work.key.text() == "Stop"
    imports.work.key.click()
    assert signed.site.cancelled == [checked.query_id]
    signed.site.refuse(checked, "query.cancelled")
    assert imports.columns.isVisible()
    assert signed.window.toast.text == "Stopped. Nothing was changed."


def test_leaving_ends_a_check(signed):
    imports = to_columns(signed, ("plate", 0))
    imports.columns.check_key.click()
    checked = asked(signed, ImportChecked)
    signed.window.show_live()
    assert checked.query_id in signed.site.cancelled
    signed.site.found(checked, report(new(2, "AB12CDE")))
    assert imports.diff.report is None


def test_a_bad_file_says_what_to_do(signed):
    signed.control("lists.import").click()
    signed.site.found(asked(signed, ListFolderWanted), Folder(path="", places=(STICK,)))
    imports = signed.window.lists.imports
    QTest.mouseClick(imports.files.rows[0], LEFT)
    signed.site.refuse(
        asked(signed, ListFolderWanted), "lists.file_unreadable", path="KEYS", why="x"
    )
    assert imports.files.states.shown is Shown.FAULT
    imports.files.states.key.click()
    signed.site.found(asked(signed, ListFolderWanted), Folder(path=STICK.path, places=(STICK,)))
    assert "No CSV or XLSX file here" in imports.files.states.label.text()
    imports.columns.begin(FILE.path, ListKind.ALLOW)
    imports.setCurrentWidget(imports.columns)
    signed.site.refuse(
        asked(signed, TablePreviewWanted), "lists.file_bomb", path="list.xlsx", why="1 TB"
    )
    assert "made to use up this machine" in imports.columns.states.label.text()


def test_entries_are_removed_only_with_their_number(signed):
    imports = to_diff(signed, new(2, "AB12CDE"))
    imports.diff.whole_key.click()
    checked = asked(signed, ImportChecked)
    assert checked.options.replace == frozenset([ListKind.ALLOW])
    signed.site.found(checked, report(new(2, "AB12CDE"), gone("CD34"), gone("EF56"), check_id="c2"))
    assert imports.diff.whole_key.isChecked()
    before = len(signed.site.queries)
    for typed in ("3", "2"):
        imports.diff.apply_key.click()
        keypad = signed.window.lists.keypad
        assert "2 entries are not in the file" in imports.diff.notice.label.text()
        keypad.field.setText(typed)
        keypad.use_key.click()
        if typed == "3":
            assert len(signed.site.queries) == before
            assert "Nothing was changed" in imports.diff.notice.label.text()
    applied = asked(signed, ImportApplied)
    assert (applied.check_id, applied.removed) == ("c2", 2)
    signed.site.refuse(applied, "lists.changed_since", actor="Ben", time="14:01")
    assert "by Ben at 14:01" in imports.diff.notice.label.text()


def test_a_whole_list_with_mistakes_is_not_applied(signed):
    imports = to_diff(signed, gone("CD34"), REFUSED)
    assert not imports.diff.apply_key.isEnabled()
    assert "must be without mistakes" in imports.diff.notice.label.text()
    imports.step_back()
    imports.columns.check_key.click()
    signed.site.found(asked(signed, ImportChecked), report(PlannedRow(2, RowKind.SAME)))
    assert not imports.diff.apply_key.isEnabled()
    assert "changes nothing" in imports.diff.notice.label.text()


def test_a_guard_who_takes_over_does_not_see_the_file(signed):
    imports = to_diff(signed, new(2, "AB12CDE"))
    signed.window.people.start_shift("Guard")
    signed.window.end_session()
    assert not imports.isVisible()
    assert signed.window.lists.page.isVisible()


def test_lists_are_exported_to_a_stick(signed):
    signed.control("lists.export").click()
    exports = signed.window.lists.exports
    exports.kinds[ListKind.DENY].click()
    exports.endings["xlsx"].click()
    exports.next_key.click()
    folders = (STICK, replace(STICK, path="/media/RO", name="RO", writable=False))
    signed.site.found(asked(signed, ListFolderWanted), Folder(path="", places=folders))
    assert [row.row.title for row in exports.folders.rows] == ["KEYS"]
    QTest.mouseClick(exports.folders.rows[0], LEFT)
    signed.site.found(
        asked(signed, ListFolderWanted), Folder(path=STICK.path, items=(FILE,), places=folders)
    )
    check_targets(signed)
    QTest.mouseClick(exports.folders.here_key, LEFT)
    wanted = asked(signed, ListExported)
    assert wanted.kinds == frozenset([ListKind.ALLOW, ListKind.DENY])
    assert wanted.name.endswith(".xlsx")
    assert wanted.folder == STICK.path
    done = ExportDone(path="/media/KEYS/lists.xlsx", entries=3)
    signed.site.found(wanted, done)
    assert "3 entries are in /media/KEYS/lists.xlsx" in exports.work.label.text()
    exports.work.key.click()
    assert signed.window.lists.page.isVisible()


def test_the_chosen_rows_alone_are_exported(signed):
    lists = signed.window.lists
    lists.page.table.row_held.emit(0)
    signed.control("lists.export_picked").click()
    assert not lists.exports.kinds[ListKind.DENY].isEnabled()
    lists.exports.next_key.click()
    lists.exports.folders.folder_chosen.emit(STICK.path)
    wanted = asked(signed, ListExported)
    assert wanted.only == frozenset([lists.page.picked[0].entry_id])
    signed.site.refuse(wanted, "lists.file_unwritable", path="KEYS", why="full")
    assert "cannot be written (full)" in lists.exports.work.label.text()
