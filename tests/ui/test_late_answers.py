# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers that come late, twice or out of order: to a page that was left, or shows other things."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alpr_kiosk.domain.evidence_queries import EvidenceSheet, EvidenceWanted, ExportWanted
from alpr_kiosk.domain.incident_intents import PassageNoted, PassagesHeld
from alpr_kiosk.domain.intents import EntryRemoved, EntrySaved
from alpr_kiosk.domain.list_changes import ItemKind, ListChange
from alpr_kiosk.domain.list_files import (
    ExportDone,
    FilePlace,
    Folder,
    FolderItem,
    ImportApplied,
    ImportChecked,
    ListExported,
    ListFolderWanted,
    TablePreview,
    TablePreviewWanted,
)
from alpr_kiosk.domain.list_queries import (
    EntryWanted,
    ListChangesFound,
    ListChangesWanted,
    PlateEntriesWanted,
)
from alpr_kiosk.domain.muster_queries import MusterFileWanted
from alpr_kiosk.domain.privacy_queries import (
    EraseRequested,
    KeptView,
    KeptWanted,
    PlateErased,
)
from alpr_kiosk.domain.relay_queries import SeenPort, SerialPortsWanted
from alpr_kiosk.domain.report_queries import ReportWanted
from alpr_kiosk.domain.targets import ExportTarget, TargetsFound, TargetsWanted
from alpr_kiosk.domain.visit_intents import PassageCorrected
from tests.fakes.site import some_entries
from tests.ui.conftest import Desk
from tests.ui.test_evidence_screen import a_sheet as evidence_sheet
from tests.ui.test_history_screen import a_row, tap
from tests.ui.test_list_import_screen import new as new_row
from tests.ui.test_list_import_screen import report as import_report
from tests.ui.test_lists_screen import sign
from tests.ui.test_reports_screen import a_sheet as report_sheet
from ui.people import Session
from ui.screens.evidence import EvidenceScreen
from ui.screens.muster import MusterScreen
from ui.screens.relay_add import RelayAdd
from ui.screens.reports import ReportsScreen
from ui.screens.settings_privacy import PrivacyScreen

STICK = FilePlace(path="/media/KEYS", name="KEYS", removable=True)
TARGET = ExportTarget(path="/media/S", name="S", free_bytes=9_000_000_000, removable=True)
ANNA = Session(token="t", user="Anna", role="supervisor")


def all_of(desk: Desk, kind: type) -> list:
    return [query for query in desk.site.queries if isinstance(query, kind)]


def last(desk: Desk, kind: type):
    return all_of(desk, kind)[-1]


# -------------------------------------------------------------------------------- evidence


def sheet_of(desk: Desk, number: int) -> EvidenceSheet:
    sheet = evidence_sheet(desk)
    row = replace(a_row(number), evidence=sheet.detail.row.evidence)
    return replace(sheet, detail=replace(sheet.detail, row=row))


@pytest.fixture
def evidence(desk: Desk) -> EvidenceScreen:
    desk.window.people.start_shift("07")
    desk.window.navigator.go("evidence", "p1")
    desk.site.found(last(desk, EvidenceWanted), sheet_of(desk, 1))
    page = desk.window.navigator.page
    assert isinstance(page, EvidenceScreen)
    return page


def correct(page: EvidenceScreen) -> None:
    tap(page.correct_key)
    page.keypad.field.setText("ZZ11ZZZ")
    tap(page.keypad.use_key)


def note(page: EvidenceScreen) -> None:
    tap(page.note_key)
    page.text_pad.field.setText("kerb")
    tap(page.text_pad.use_key)


def hold(page: EvidenceScreen) -> None:
    tap(page.hold_key)
    tap(page.reasons.tiles[0])
    tap(page.ends.tiles[0])


@pytest.mark.parametrize("deed", [correct, note, hold])
def test_what_is_done_is_about_the_passage_that_is_shown(desk, evidence, deed) -> None:
    """The next one is still looked for: what a person sees is the one before."""
    tap(evidence.newer_key)
    late = last(desk, EvidenceWanted)
    assert late.passage_id == "p2"
    deed(evidence)
    (intent,) = [
        one
        for one in desk.site.intents
        if isinstance(one, (PassageCorrected, PassageNoted, PassagesHeld))
    ]
    told = intent.passages[0] if isinstance(intent, PassagesHeld) else intent.passage_id
    assert told == a_row(1).passage_id
    assert late.query_id in desk.site.cancelled


def test_what_is_exported_is_the_passage_that_is_shown(desk, evidence) -> None:
    desk.window.people.elevate(ANNA)
    desk.site.found(last(desk, EvidenceWanted), sheet_of(desk, 1))
    tap(evidence.newer_key)
    tap(evidence.export_key)
    desk.site.found(last(desk, TargetsWanted), TargetsFound(targets=(TARGET,)))
    tap(evidence.export.tiles[0])
    assert last(desk, ExportWanted).passages == (a_row(1).passage_id,)


def test_another_passage_is_not_shown_under_the_one_before(desk, evidence) -> None:
    desk.window.navigator.go("live")
    desk.window.navigator.go("evidence", "p9")
    assert evidence.sheet is None
    assert not evidence.body.isVisible()
    desk.window.navigator.go("live")
    desk.window.navigator.go("evidence", "p9")
    desk.site.found(last(desk, EvidenceWanted), sheet_of(desk, 9))
    assert evidence.sheet is not None


def test_evidence_that_comes_after_who_asked_has_gone_is_not_shown(desk, evidence) -> None:
    desk.window.people.elevate(ANNA)
    desk.window.navigator.go("evidence", "old")
    asked = last(desk, EvidenceWanted)
    assert asked.session == "t"
    desk.window.people.end()
    desk.site.found(asked, sheet_of(desk, 5))
    assert evidence.sheet is None
    again = last(desk, EvidenceWanted)
    assert (again.passage_id, again.session) == ("old", desk.window.people.token), "as a guard"


# --------------------------------------------------------------------------------- reports


def test_a_report_that_comes_after_who_asked_has_gone_is_not_shown(desk) -> None:
    desk.window.people.start_shift("07")
    desk.window.people.elevate(ANNA)
    desk.window.navigator.go("reports")
    page = desk.window.navigator.page
    assert isinstance(page, ReportsScreen)
    tap(page.spans["30"])
    asked = last(desk, ReportWanted)
    desk.window.people.end()
    desk.site.found(asked, report_sheet())
    assert page.sheet is None
    again = last(desk, ReportWanted)
    assert again is not asked
    assert again.span.first == again.span.last, "a guard sees today"


# ----------------------------------------------------------------------------------- lists


@pytest.fixture
def signed(desk):
    desk.window.show_lists()
    sign(desk)
    return desk


def first_change(desk) -> ListChange:
    entry = some_entries()[0]
    return ListChange(
        change_id=9,
        at=desk.clock.utc_now(),
        actor="Anna",
        kind=ItemKind.ENTRY,
        item_id=entry.entry_id,
        before=None,
        after=entry,
    )


def test_an_entry_that_comes_late_does_not_take_a_draft_away(signed) -> None:
    lists = signed.window.lists
    signed.control("lists.changes").click()
    found = ListChangesFound(changes=(first_change(signed),), batches=())
    signed.site.found(last(signed, ListChangesWanted), found)
    lists.changes_page.rows[0].click()
    asked = last(signed, EntryWanted)
    lists.step_back()
    lists.add_key.click()
    lists.editor.plate.setText("HH90TRX")
    signed.site.found(asked, some_entries()[0])
    assert lists.editor.plate.text() == "HH90TRX"


def test_a_plate_looked_up_for_a_screen_that_was_left_asks_for_no_pin(desk) -> None:
    desk.window.people.start_shift("Guard")
    del desk.site.answers[PlateEntriesWanted]
    desk.window.navigator.go("lists", "HH90TRX")
    asked = last(desk, PlateEntriesWanted)
    desk.window.navigator.go("live")
    desk.site.found(asked, ())
    assert not desk.window.pin.isVisible()


def opened(desk, number: int):
    lists = desk.window.lists
    lists.page.table.row_tapped.emit(number)
    return lists.editor.shown


def test_two_taps_on_save_are_one_save(signed) -> None:
    editor = signed.window.lists.editor
    opened(signed, 0)
    editor.form.owner.setText("Unit 9")
    tap(editor.save_key)
    tap(editor.save_key)
    (intent,) = signed.site.of(EntrySaved)
    signed.site.answer(intent, ok=False, code="storage.locked", path="a", why="b")
    tap(editor.save_key)
    assert len(signed.site.of(EntrySaved)) == 2


@pytest.mark.parametrize("ok", [True, False])
def test_an_answer_to_a_save_leaves_another_entry_alone(signed, ok) -> None:
    lists = signed.window.lists
    opened(signed, 0)
    lists.editor.form.owner.setText("Unit 9")
    tap(lists.editor.save_key)
    (intent,) = signed.site.of(EntrySaved)
    lists.editor.leave()
    signed.control("editor.notice.drop").click()
    other = opened(signed, 1)
    lists.editor.form.owner.setText("half typed")
    signed.site.answer(intent, ok=ok, code="" if ok else "lists.plate_twice")
    assert lists.stack.currentWidget() is lists.editor
    assert (lists.editor.shown, lists.editor.form.owner.text()) == (other, "half typed")
    assert not lists.editor.notice.isVisible()
    if not ok:
        assert signed.window.toast.isVisible(), "that it was not saved is said all the same"


def test_what_somebody_else_saved_is_not_held_against_another_entry(signed) -> None:
    """His "mine" would have been saved over the entry of the other plate."""
    lists = signed.window.lists
    mine = opened(signed, 0)
    lists.editor.form.owner.setText("Unit 9")
    tap(lists.editor.save_key)
    (intent,) = signed.site.of(EntrySaved)
    signed.site.answer(intent, ok=False, code="lists.changed_since", actor="Ben", time="14:01")
    asked = last(signed, EntryWanted)
    lists.editor.leave()
    signed.control("editor.notice.drop").click()
    other = opened(signed, 1)
    signed.site.found(asked, replace(mine, owner="Unit 3"))
    assert lists.editor.currentWidget() is not lists.editor.conflict
    assert lists.editor.shown == other


def test_a_removal_says_which_plate_whatever_was_asked_since(signed) -> None:
    lists = signed.window.lists
    entry = opened(signed, 0)
    tap(lists.editor.remove_key)
    tap(lists.reasons.tiles[0])
    (intent,) = signed.site.of(EntryRemoved)
    lists.step_back()
    signed.site.answer(intent, change="4")
    assert entry.plate in lists.page.notice.label.text()


def test_older_changes_asked_for_twice_stand_there_once(signed) -> None:
    signed.control("lists.changes").click()
    page = signed.window.lists.changes_page
    newest = ListChangesFound(changes=(first_change(signed),), batches=(), older=9)
    signed.site.found(last(signed, ListChangesWanted), newest)
    page.more_key.click()
    page.more_key.click()
    older = ListChangesFound(changes=(replace(first_change(signed), change_id=3),), batches=())
    for query in all_of(signed, ListChangesWanted)[1:]:
        signed.site.found(query, older)
    assert [row.row.value for row in page.rows] == ["change:9", "change:3"]


def to_file(desk, *names: str):
    """Open the columns of the first of these files."""
    imports = desk.window.lists.imports
    desk.control("lists.import").click()
    desk.site.found(last(desk, ListFolderWanted), Folder(path="", places=(STICK,)))
    imports.files.rows[0].click()
    items = tuple(FolderItem(path=f"/media/KEYS/{one}", name=one, size=9) for one in names)
    folder = Folder(path=STICK.path, items=items, places=(STICK,))
    desk.site.found(last(desk, ListFolderWanted), folder)
    imports.files.rows[0].click()
    return imports


def preview(header: str) -> TablePreview:
    return TablePreview(
        kind="csv",
        encoding="utf-8",
        separator=";",
        headers=(header,),
        rows=(("AB12CDE",),),
        columns=(("plate", 0),),
    )


def test_columns_of_another_file_are_not_shown_for_this_one(signed) -> None:
    imports = to_file(signed, "a.csv", "b.csv")
    first = last(signed, TablePreviewWanted)
    imports._file("/media/KEYS/b.csv")
    second = last(signed, TablePreviewWanted)
    signed.site.found(second, preview("B"))
    signed.site.found(first, preview("A"))
    assert imports.columns.rows[0].row.title == "B"
    assert first.query_id in signed.site.cancelled


def test_the_newest_way_of_reading_a_file_alone_counts(signed) -> None:
    imports = to_file(signed, "a.csv")
    columns = imports.columns
    signed.site.found(last(signed, TablePreviewWanted), preview("A"))
    columns.ways["header"].click()
    columns.ways["header"].click()
    first, second = all_of(signed, TablePreviewWanted)[-2:]
    signed.site.found(second, preview("with"))
    signed.site.found(first, preview("without"))
    assert columns.rows[0].row.title == "with"


def test_an_import_that_is_still_written_is_shown_when_another_is_begun(signed) -> None:
    imports = to_file(signed, "a.csv")
    signed.site.found(last(signed, TablePreviewWanted), preview("plate"))
    imports.columns.check_key.click()
    signed.site.found(last(signed, ImportChecked), import_report(new_row(2, "AB12CDE")))
    imports.diff.apply_wanted.emit()
    written = last(signed, ImportApplied)
    signed.window.navigator.go("live")
    signed.window.show_lists()
    asked = len(all_of(signed, ListFolderWanted))
    signed.control("lists.import").click()
    assert imports.currentWidget() is imports.work
    assert len(all_of(signed, ListFolderWanted)) == asked
    signed.site.refuse(written, "import.lists_changed", actor="Ben", time="14:01")
    assert imports.currentWidget() is imports.diff
    assert not imports.working


def test_an_export_of_lists_that_is_still_written_is_shown_when_another_is_begun(signed) -> None:
    exports = signed.window.lists.exports
    signed.control("lists.export").click()
    exports.next_key.click()
    signed.site.found(last(signed, ListFolderWanted), Folder(path="", places=(STICK,)))
    exports.folders.rows[0].click()
    signed.site.found(last(signed, ListFolderWanted), Folder(path=STICK.path, places=(STICK,)))
    exports.folders.here_key.click()
    written = last(signed, ListExported)
    signed.window.navigator.go("live")
    signed.window.show_lists()
    signed.control("lists.export").click()
    assert exports.currentWidget() is exports.work
    signed.site.found(written, ExportDone(path="/media/KEYS/lists.csv", entries=4))
    assert "lists.csv" in exports.work.label.text()
    tap(exports.work.key)
    signed.control("lists.export").click()
    assert exports.currentWidget() is exports.form


# ------------------------------------------------------------------------------- muster list


def test_a_muster_list_that_was_opened_twice_is_printed_once(desk) -> None:
    desk.window.people.start_shift("07")
    for _ in range(2):
        desk.window.navigator.go("muster")
        page = desk.window.navigator.page
        assert isinstance(page, MusterScreen)
        tap(page.close_key)
    desk.window.navigator.go("muster")
    for query in all_of(desk, TargetsWanted):
        desk.site.found(query, TargetsFound(targets=(), printer=True))
    assert len(all_of(desk, MusterFileWanted)) == 1


# ----------------------------------------------------------------------------------- privacy


@pytest.fixture
def privacy(desk) -> PrivacyScreen:
    desk.window.people.start_shift("07")
    desk.window.people.elevate(ANNA)
    desk.window.navigator.go("settings.privacy")
    page = desk.window.navigator.page
    assert isinstance(page, PrivacyScreen)
    desk.site.found(last(desk, KeptWanted), KeptView(parts=(), proofs=(), next_at=None))
    return page


def test_an_erasure_goes_on_when_the_screen_is_left_and_its_end_is_said(desk, privacy) -> None:
    privacy._ask(EraseRequested(plate="KL58MNO", reason="asked"))
    erased = last(desk, EraseRequested)
    desk.window.lock_screen()
    assert erased.query_id not in desk.site.cancelled
    desk.site.found(erased, PlateErased(plate="KL58MNO", count=42, seq=9121, left=0))
    assert "9121" in desk.window.toast.text


def test_an_erasure_that_goes_on_is_shown_on_the_way_back(desk, privacy) -> None:
    privacy._ask(EraseRequested(plate="KL58MNO", reason="asked"))
    erased = last(desk, EraseRequested)
    asked = len(all_of(desk, KeptWanted))
    desk.window.navigator.go("live")
    desk.window.navigator.go("settings.privacy")
    assert privacy.pages.currentWidget() is privacy.box
    assert len(all_of(desk, KeptWanted)) == asked
    desk.site.found(erased, PlateErased(plate="KL58MNO", count=42, seq=9121, left=0))
    assert len(all_of(desk, KeptWanted)) == asked + 1


def test_an_erasure_that_failed_behind_another_screen_says_so(desk, privacy) -> None:
    privacy._ask(EraseRequested(plate="KL58MNO", reason="asked"))
    erased = last(desk, EraseRequested)
    desk.window.navigator.go("live")
    desk.site.refuse(erased, "privacy.held", incidents="I-4")
    assert "I-4" in desk.window.toast.text


# ------------------------------------------------------------------------------------ relays


def test_ports_that_come_late_do_not_hide_what_is_typed(desk) -> None:
    board = SeenPort(path="/dev/serial/by-path/x", device="ttyUSB0", board="usb")
    adding = RelayAdd(desk.window.around, parent=desk.window)
    adding.show()
    adding.begin()
    adding.kinds.chosen.emit("lcus")
    first = last(desk, SerialPortsWanted)
    adding.step_back()
    adding.kinds.chosen.emit("lcus")
    second = last(desk, SerialPortsWanted)
    desk.site.found(second, (board,))
    adding.ports.chosen.emit("-")
    assert adding.pad.isVisible()
    desk.site.found(first, (board,))
    assert adding.pad.isVisible()
