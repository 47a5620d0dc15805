# SPDX-License-Identifier: AGPL-3.0-or-later
"""S11: pictures, seals, holds and exports."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from alpr_kiosk.domain.evidence_queries import (
    ChainCheck,
    EvidenceSheet,
    EvidenceWanted,
    ExportDone,
    ExportWanted,
    Seal,
    SheetPicture,
)
from alpr_kiosk.domain.history import PassageDetail, PassageNote
from alpr_kiosk.domain.incident_intents import PassageNoted, PassagesHeld
from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.domain.targets import ExportTarget, TargetsFound, TargetsWanted
from alpr_kiosk.domain.visit_intents import PassageCorrected
from tests.ui.conftest import Desk
from tests.ui.test_history_screen import a_row, tap
from ui.demo_record import jpeg_of
from ui.people import Session
from ui.screens.evidence import EvidenceScreen
from ui.screens.evidence_facts import EvidenceLines
from ui.widgets.states import Shown


def a_jpeg(colour: str = "#808080") -> bytes:
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return jpeg_of(image)


def a_sheet(desk: Desk, **changes: object) -> EvidenceSheet:
    lane = EvidenceFile(kind="lane", path="a", sha256="aa" * 32, size=1)
    crop = EvidenceFile(kind="crop", path="b", sha256="bb" * 32, size=1)
    row = replace(a_row(1), evidence=(lane, crop))
    sheet = EvidenceSheet(
        detail=PassageDetail(row=row, settled=True, parked=False, decisions=(), commands=()),
        pictures=tuple(
            SheetPicture(file=file, jpeg=a_jpeg(), seal=Seal.FITS) for file in (lane, crop)
        ),
        chain=ChainCheck(seal=Seal.FITS, rows=2, seq=18204),
        delete_at=desk.clock.utc_now() + timedelta(hours=71, minutes=20),
        older="p0",
        newer="p2",
    )
    return replace(sheet, **changes)  # type: ignore[arg-type]


def wanted(desk: Desk) -> list[EvidenceWanted]:
    return [query for query in desk.site.queries if isinstance(query, EvidenceWanted)]


@pytest.fixture
def page(desk: Desk) -> EvidenceScreen:
    desk.window.people.start_shift("07")
    desk.window.navigator.go("evidence", "p1")
    found = desk.window.navigator.page
    assert isinstance(found, EvidenceScreen)
    desk.site.found(wanted(desk)[-1], a_sheet(desk))
    return found


def sign_in(desk: Desk) -> None:
    desk.window.people.elevate(Session(token="t", user="Anna", role="supervisor"))


def test_it_shows_picture_seal_and_the_time_that_is_left(page: EvidenceScreen) -> None:
    assert not page.picture.is_empty
    assert page.view.seal.kind == "allow"
    assert page.view.seal.words == "Seal fits (row 18\u202f204 of the chain)"
    assert page.view.keeping.words == "Deleted in 71 h 20 min"
    assert dict(page.view.facts.facts)["Read"] == "AB12CDE, 5 of 5 looks agree"
    assert "A B 1 2 C D E, LET IN" in page.accessibleDescription()


def test_what_does_not_fit_is_red_and_is_not_shown(desk: Desk, page: EvidenceScreen) -> None:
    sheet = a_sheet(desk)
    broken = replace(sheet.pictures[0], jpeg=b"", seal=Seal.BROKEN)
    page._load()
    desk.site.found(wanted(desk)[-1], replace(sheet, pictures=(broken, sheet.pictures[1])))
    assert page.view.seal.kind == "deny"
    assert page.view.seal.property("kind") == "deny"
    assert page.view.seal.words == (
        "This record does not fit its seal. Tell a supervisor. Do not use it as proof alone."
    )
    assert page.picture.is_empty
    assert page.export_key.isEnabled(), "the export goes on, with the warning in it"
    sign_in(desk)
    tap(page.export_key)
    desk.site.found(desk.site.queries[-1], TargetsFound(targets=()))
    assert page.export.warning.isVisible()


def test_a_row_that_does_not_fit_the_chain_is_red_too(desk: Desk, page: EvidenceScreen) -> None:
    page._load()
    chain = ChainCheck(seal=Seal.BROKEN, rows=1, seq=5)
    desk.site.found(wanted(desk)[-1], a_sheet(desk, chain=chain))
    assert page.view.seal.kind == "deny"


def test_no_picture_is_shown_past_its_time(desk: Desk, page: EvidenceScreen) -> None:
    page._load()
    soon = desk.clock.utc_now() + timedelta(seconds=60)
    desk.site.found(wanted(desk)[-1], a_sheet(desk, delete_at=soon))
    desk.clock.advance(59)
    desk.window.tick()
    assert not page.picture.is_empty
    assert page.view.keeping.kind == "warning"
    desk.clock.advance(1)
    desk.window.tick()
    assert page.picture.is_empty
    assert page.view.keeping.words.startswith("Picture deleted on 2026-11-22")


def test_pictures_that_retention_removed_say_when(desk: Desk, page: EvidenceScreen) -> None:
    sheet = a_sheet(desk)
    row = replace(sheet.detail.row, evidence=(), evidence_note="evidence.expired")
    page._load()
    desk.site.found(
        wanted(desk)[-1],
        replace(
            sheet,
            detail=replace(sheet.detail, row=row),
            pictures=(),
            delete_at=desk.clock.utc_now() - timedelta(days=2),
        ),
    )
    assert page.view.keeping.words == "Picture deleted on 2026-11-20 as set."
    assert dict(page.view.facts.facts)["Read"], "the text stays"
    assert not page.larger_key.isEnabled()


def test_zoom_by_keys_wheel_and_drag_stays_within_8_and_the_picture(page: EvidenceScreen) -> None:
    for _ in range(9):
        QTest.keyClick(page.picture, Qt.Key.Key_Plus)
    assert page.picture.zoom == 8.0
    assert not page.larger_key.isEnabled()
    start = QPoint(200, 100)
    QTest.mousePress(page.picture, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(page.picture, start + QPoint(3000, 3000))
    QTest.mouseRelease(page.picture, Qt.MouseButton.LeftButton, pos=start + QPoint(3000, 3000))
    place = page.picture._place()
    assert place.left() <= 0.5
    assert place.top() <= 0.5
    for _ in range(9):
        tap(page.smaller_key) if page.smaller_key.isEnabled() else None
    assert page.picture.zoom == 1.0


def test_before_and_after_by_keys_and_taps(desk: Desk, page: EvidenceScreen) -> None:
    tap(page.newer_key)
    assert wanted(desk)[-1].passage_id == "p2"
    desk.site.found(wanted(desk)[-1], a_sheet(desk))
    QTest.keyClick(page, Qt.Key.Key_PageDown)
    assert wanted(desk)[-1].passage_id == "p0"


def test_a_hold_needs_a_reason_and_an_end(desk: Desk, page: EvidenceScreen) -> None:
    tap(page.hold_key)
    tap(desk.control("evidence.hold.reason.accident"))
    tap(desk.control("evidence.hold.end.90"))
    (intent,) = desk.site.of(PassagesHeld)
    assert isinstance(intent, PassagesHeld)
    assert (intent.passages, intent.reason, intent.review_days, intent.actor) == (
        ("p1",),
        "Accident",
        90,
        "07",
    )
    desk.site.answer(intent, code="incident.held", incident="i", n="1")
    desk.site.found(wanted(desk)[-1], a_sheet(desk, held=True, delete_at=None))
    assert page.view.keeping.words == "Held as an incident: nothing is deleted."
    assert not page.hold_key.isEnabled()


def test_a_wrong_plate_is_corrected_beside_what_was_read(desk: Desk, page: EvidenceScreen) -> None:
    tap(page.correct_key)
    page.keypad.field.setText("ab12cdf")
    tap(page.keypad.use_key)
    (intent,) = desk.site.of(PassageCorrected)
    assert isinstance(intent, PassageCorrected)
    assert (intent.passage_id, intent.plate, intent.actor) == ("p1", "AB12CDF", "07")


def test_an_export_asks_for_a_pin_then_a_stick_tells_how_far_and_what_came_of_it(
    desk: Desk, page: EvidenceScreen
) -> None:
    tap(page.export_key)
    assert desk.window.pin.isVisible()
    desk.window.pin.cancel()
    sign_in(desk)
    tap(page.export_key)
    targets = desk.site.queries[-1]
    assert isinstance(targets, TargetsWanted)
    stick = ExportTarget(path="/media/S", name="S", free_bytes=9_000_000_000, removable=True)
    desk.site.found(targets, TargetsFound(targets=(stick,)))
    assert page.export.option_on, "plates of others are covered unless somebody says otherwise"
    tap(page.export.tiles[0])
    query = desk.site.queries[-1]
    assert isinstance(query, ExportWanted)
    assert (query.passages, query.target, query.covered) == (("p1",), "/media/S", True)
    assert desk.window.navigator.page.busy
    desk.clock.advance(11)
    desk.site.progress(query, 3, 8, "export.writing")
    assert "37 %" in page.export.box.label.text()
    tap(page.export.box.key)
    assert query.query_id in desk.site.cancelled
    desk.site.refuse(query, "query.cancelled")
    assert page.export.box.label.text() == "Stopped. Nothing of it is left there."
    tap(page.export.box.key)
    desk.site.found(desk.site.queries[-1], TargetsFound(targets=(stick,)))
    tap(page.export.option)
    tap(page.export.tiles[0])
    query = desk.site.queries[-1]
    assert isinstance(query, ExportWanted)
    assert not query.covered
    desk.site.found(query, ExportDone(path="/media/S/export-1", digest="c" * 64, count=1))
    assert "Exported 1 records to S. Manifest cccccccccccccccc…" in page.export.box.label.text()
    tap(page.export.box.key)
    assert not page.busy


def test_no_stick_and_a_full_one_say_what_to_do(desk: Desk, page: EvidenceScreen) -> None:
    sign_in(desk)
    tap(page.export_key)
    desk.site.found(desk.site.queries[-1], TargetsFound(targets=()))
    assert "Put a USB stick in" in page.export.box.label.text()
    assert page.export.box.shown is Shown.FAULT
    tap(page.export.box.key)
    stick = ExportTarget(path="/media/S", name="S", free_bytes=9, removable=True)
    desk.site.found(desk.site.queries[-1], TargetsFound(targets=(stick,)))
    tap(page.export.tiles[0])
    desk.site.refuse(desk.site.queries[-1], "pack.no_room", needed_mb="5", free_mb="0")
    assert "Use another stick" in page.export.box.label.text()


def test_states_at_work_unknown_and_a_fault(desk: Desk, page: EvidenceScreen) -> None:
    desk.window.navigator.go("evidence", "gone")
    desk.site.found(wanted(desk)[-1], None)
    assert page.box.shown is Shown.EMPTY
    assert "no longer there" in page.box.label.text()
    page._load()
    assert page.box.shown is Shown.WORK
    desk.site.refuse(wanted(desk)[-1], "db.gone", time="13:00")
    assert page.box.shown is Shown.FAULT
    tap(page.box.key)
    assert page.box.shown is Shown.WORK


def test_nothing_is_left_for_whoever_comes_after(desk: Desk, page: EvidenceScreen) -> None:
    sign_in(desk)
    desk.site.found(wanted(desk)[-1], a_sheet(desk))
    desk.window.people.end_shift()
    assert page.sheet is None
    assert desk.window.page == "live"


@pytest.mark.parametrize(("theme", "gain"), [("day", 1.0), ("night", 0.65)])
def test_pictures_are_dimmed_at_night(build, theme: str, gain: float) -> None:
    desk = build(theme=theme)
    desk.window.people.start_shift("07")
    desk.window.navigator.go("evidence", "p1")
    page = desk.window.navigator.page
    assert isinstance(page, EvidenceScreen)
    sheet = a_sheet(desk)
    white = tuple(replace(one, jpeg=a_jpeg("#FFFFFF")) for one in sheet.pictures)
    desk.site.found(wanted(desk)[-1], replace(sheet, pictures=white))
    seen = page.picture.grab().toImage().pixelColor(page.picture.rect().center()).red()
    assert seen == pytest.approx(255 * gain, abs=3)


def test_a_note_is_written_and_corrected_and_never_changed(
    desk: Desk, page: EvidenceScreen
) -> None:
    tap(page.note_key)
    assert desk.window.navigator.page.busy
    page.text_pad.field.setText("drove over the kerb")
    tap(page.text_pad.use_key)
    (intent,) = desk.site.of(PassageNoted)
    assert isinstance(intent, PassageNoted)
    assert (intent.passage_id, intent.text, intent.corrects) == ("p1", "drove over the kerb", 0)
    assert intent.actor == "07"
    desk.site.answer(intent, code="note.kept")
    assert desk.window.toast.text == "The note is kept."
    now = desk.clock.utc_now()
    note = PassageNote(seq=7, at=now, actor="07", text="drove over the kerb")
    sheet = a_sheet(desk)
    sheet = replace(sheet, detail=replace(sheet.detail, notes=(note,)))
    desk.site.found(wanted(desk)[-1], sheet)
    lines = EvidenceLines(desk.window.around).lines(sheet)
    assert any(value == "07: drove over the kerb" for _name, value in lines)
    tap(page.note_key)
    assert [tile.text() for tile in page.notes.tiles] == [
        "New note", "Correct: drove over the kerb",
    ]  # fmt: skip
    tap(page.notes.tiles[1])
    assert page.text_pad.field.text() == "drove over the kerb"
    page.text_pad.field.setText("the bollard")
    tap(page.text_pad.use_key)
    second = desk.site.of(PassageNoted)[-1]
    assert isinstance(second, PassageNoted)
    assert (second.text, second.corrects) == ("the bollard", 7)
    tap(page.note_key)
    desk.window.escape()
    assert not page.busy
    assert len(desk.site.of(PassageNoted)) == 2
