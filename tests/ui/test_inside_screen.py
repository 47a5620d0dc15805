# SPDX-License-Identifier: AGPL-3.0-or-later
"""S12: who is inside, marks with undo, the count check, and the muster list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from alpr_kiosk.domain.inside import InsideView
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.muster_queries import (
    GroupNames,
    GroupNamesWanted,
    InsideCounted,
    MusterFile,
    MusterFileWanted,
)
from alpr_kiosk.domain.stays import Stay
from alpr_kiosk.domain.targets import ExportTarget, TargetsFound, TargetsWanted
from alpr_kiosk.domain.visit_intents import MarkedInside, MarkedLeft, MarkUndone
from alpr_kiosk.runtime.views import SiteHealth
from alpr_kiosk.storage.store import open_store
from tests.fakes.clock import ManualClock
from tests.fakes.site import site_config
from tests.ui.conftest import Desk
from tests.ui.record_site import RecordSite
from tests.ui.test_history_screen import tap
from ui.main_window import MainWindow
from ui.screens.inside import InsideScreen
from ui.screens.muster import MusterScreen


def a_stay(desk: Desk, plate: str, hours: float, *, left: bool = False) -> Stay:
    entered = desk.clock.utc_now() - timedelta(hours=hours)
    return Stay(
        stay_id=f"s-{plate}",
        text=plate,
        entered_at=entered,
        entered_moment=int(entered.timestamp() * 1e6),
        left_at=desk.clock.utc_now() if left else None,
        ended_moment=1 if left else None,
        camera_id="cam-1",
        seen_at=entered,
    )


def fill(desk: Desk, *, unclear: bool = False) -> None:
    now = desk.clock.utc_now()
    desk.site._entries = (
        *desk.site._entries,
        ListEntry(entry_id="c", kind=ListKind.ALLOW, plate="CC77CON", owner="Kone", group_id="g"),
        ListEntry(
            entry_id="v",
            kind=ListKind.VISITOR,
            plate="VV22VIS",
            host="Unit 3",
            valid_until=now - timedelta(minutes=1),
        ),
    )
    plates = ("AB12CDE", "CC77CON", "VV22VIS", "QQ11QQQ")
    stays = {plate: a_stay(desk, plate, hours + 1) for hours, plate in enumerate(plates)}
    desk.site.inside_view = InsideView(
        inside=MappingProxyType(stays),
        left=MappingProxyType({"ZZ99ZZ": a_stay(desk, "ZZ99ZZ", 6, left=True)}),
        unread=(a_stay(desk, "", 0.5),),
        unclear_at=(now,) if unclear else (),
    )


@pytest.fixture
def page(desk: Desk) -> InsideScreen:
    fill(desk)
    desk.window.people.start_shift("07")
    desk.window.navigator.go("inside")
    found = desk.window.navigator.page
    assert isinstance(found, InsideScreen)
    (names,) = [one for one in desk.site.queries if isinstance(one, GroupNamesWanted)]
    desk.site.found(names, GroupNames(names=(("g", "Contractors"),)))
    return found


def row_of(page: InsideScreen, plate: str) -> int:
    return [one.row.plate for one in page.rows.rows].index(plate)


def tap_key(page: InsideScreen, plate: str) -> None:
    index = row_of(page, plate)
    key = page.rows.key_rect(page.rows.rect_of(index), index)
    assert key is not None
    tap(page.rows.viewport(), key.center().toPoint())


def test_tabs_count_residents_visitors_and_groups(page: InsideScreen) -> None:
    texts = {code: key.text() for code, key in page.tabs.keys.items()}
    assert texts == {
        "all": "All 5",
        "allow": "Residents 1",
        "visitor": "Visitors 1",
        "g": "Contractors 1",
        "none": "No list 2",
        "unsure": "Not sure 1",
        "left": "Left 1",
    }
    tap(page.tabs.keys["g"])
    assert [one.row.plate for one in page.rows.rows] == ["CC77CON"]
    assert page.sum.text() == "5 inside = 4 certain + 1 not sure"


def test_a_row_says_whose_how_long_and_overstay(page: InsideScreen) -> None:
    index = row_of(page, "VV22VIS")
    assert page.rows.sentence(index) == "V V 2 2 V I S, Visitors for Unit 3, 3 h 00, overstay"


def test_an_exit_that_nobody_knows_makes_the_count_unsure(desk: Desk, page: InsideScreen) -> None:
    fill(desk, unclear=True)
    desk.site.bus.inside_changed.emit(desk.site.inside_view)
    assert page.sum.text() == "5 inside = 3 certain + 2 not sure"
    assert "may have left" in page.rows.sentence(row_of(page, "AB12CDE"))


def test_went_out_with_undo_for_ten_seconds(desk: Desk, page: InsideScreen) -> None:
    tap_key(page, "AB12CDE")
    (intent,) = desk.site.of(MarkedLeft)
    assert isinstance(intent, MarkedLeft)
    assert (intent.stay_id, intent.actor) == ("s-AB12CDE", "07")
    desk.site.answer(intent, mark_id="m1")
    assert page.undo_key.text() == "Undo AB12CDE"
    desk.run(9.5, step=0.5)
    tap(page.undo_key)
    (undone,) = desk.site.of(MarkUndone)
    assert isinstance(undone, MarkUndone)
    assert undone.mark_id == "m1"
    desk.site.answer(undone)
    assert not page.undo_key.isVisible()
    tap_key(page, "CC77CON")
    desk.site.answer(desk.site.intents[-1], mark_id="m2")
    desk.run(10.5, step=0.5)
    assert not page.undo_key.isVisible()


def test_still_inside_for_one_that_is_said_to_have_left(desk: Desk, page: InsideScreen) -> None:
    tap(page.tabs.keys["left"])
    tap_key(page, "ZZ99ZZ")
    (intent,) = desk.site.of(MarkedInside)
    assert isinstance(intent, MarkedInside)
    assert intent.plate == "ZZ99ZZ"


def test_a_refused_mark_says_why(desk: Desk, page: InsideScreen) -> None:
    tap_key(page, "AB12CDE")
    desk.site.answer(desk.site.intents[-1], ok=False, code="stay.not_inside")
    assert desk.window.toast.isVisible()
    assert not page.undo_key.isVisible()


def test_who_is_not_signed_in_sees_the_list_and_is_asked_for_a_pin_to_change_it(
    desk: Desk,
) -> None:
    fill(desk)
    desk.window.navigator.go("inside")
    page = desk.window.navigator.page
    assert isinstance(page, InsideScreen)
    tap_key(page, "AB12CDE")
    assert desk.site.of(MarkedLeft) == []
    assert desk.window.pin.isVisible()


def test_a_count_is_kept_with_what_the_list_had(desk: Desk, page: InsideScreen) -> None:
    tap(page.count_key)
    page.keypad.field.setText("four")
    tap(page.keypad.use_key)
    assert desk.site.of(InsideCounted) == []
    tap(page.count_key)
    page.keypad.field.setText("4")
    tap(page.keypad.use_key)
    (intent,) = desk.site.of(InsideCounted)
    assert isinstance(intent, InsideCounted)
    assert (intent.counted, intent.expected) == (4, 5)


def test_nobody_inside_says_so(desk: Desk, page: InsideScreen) -> None:
    desk.site.inside_view = InsideView()
    desk.site.bus.inside_changed.emit(desk.site.inside_view)
    assert page.box.label.text() == "No car here."
    assert page.box.isVisible()


def test_a_tap_on_a_row_shows_its_history(desk: Desk, page: InsideScreen) -> None:
    tap(page.rows.viewport(), QPoint(60, 20))
    assert desk.window.page == "history"


# ------------------------------------------------------------------------------------- muster


def muster(desk: Desk) -> MusterScreen:
    found = desk.window.navigator.page
    assert isinstance(found, MusterScreen)
    return found


def test_one_tap_opens_the_muster_list_on_a_locked_screen_and_leaves_the_gate_bar(
    desk: Desk,
) -> None:
    fill(desk)
    desk.window.lock_screen()
    tap(desk.control("lock.muster"))
    page = muster(desk)
    assert page.rows.count == 5
    assert not desk.window.pin.isVisible()
    assert page.size().width() == desk.window.width()
    for panel in desk.window.gates.panels.values():
        key = panel.open_key
        middle = key.mapTo(desk.window, key.rect().center())
        assert desk.window.childAt(middle) is key
    assert "5 cars inside, 1 not sure. List from 13:00." in page.counts.text()
    tap(page.close_key)
    assert desk.window.page == "lock"


def test_it_is_black_on_white_at_night_too(build) -> None:
    desk = build(theme="night")
    fill(desk)
    desk.window.navigator.go("muster")
    page = muster(desk)
    image = page.rows.viewport().grab().toImage()
    assert image.pixelColor(image.width() // 2, 3).lightness() == 255


def test_it_needs_no_database_and_says_of_when_it_is(desk: Desk) -> None:
    fill(desk)
    desk.window.navigator.go("muster")
    page = muster(desk)
    desk.site.bus.health_changed.emit(SiteHealth(lists_ok=False))
    desk.clock.advance(3600)
    desk.window.navigator.back()
    desk.window.navigator.go("muster")
    assert page.rows.count == 5
    assert "List from 13:00." in page.counts.text()


def test_cars_are_ticked_off_by_touch_and_key(desk: Desk) -> None:
    fill(desk)
    desk.window.navigator.go("muster")
    page = muster(desk)
    tap(page.rows.viewport(), QPoint(80, 20))
    QTest.keyClick(page.rows, Qt.Key.Key_Down)
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    assert page.counts.text().endswith("2 ticked")
    assert page.rows.accessibleDescription().endswith(", ticked")


def test_it_is_saved_to_a_stick_and_printed_where_there_is_a_printer(desk: Desk) -> None:
    fill(desk)
    desk.window.navigator.go("muster")
    page = muster(desk)
    stick = ExportTarget(path="/media/S", name="S", free_bytes=1, removable=True)
    found = TargetsFound(targets=(stick,), printer=True)
    targets = desk.site.queries[-1]
    assert isinstance(targets, TargetsWanted)
    desk.site.found(targets, found)
    printed = desk.site.queries[-1]
    assert isinstance(printed, MusterFileWanted)
    assert (printed.target, len(printed.rows)) == ("", 5)
    desk.site.found(printed, MusterFile(path=""))
    tap(page.save_key)
    desk.site.found(desk.site.queries[-1], found)
    tap(page.export.tiles[0])
    saved = desk.site.queries[-1]
    assert isinstance(saved, MusterFileWanted)
    assert saved.target == "/media/S"
    desk.site.found(saved, MusterFile(path="/media/S/who-is-inside.txt"))
    assert "The list is on S." in page.export.box.label.text()
    tap(page.export.box.key)
    assert page.rows.isVisible()


def test_places_asked_for_twice_stand_there_once(desk: Desk) -> None:
    """Left and opened again before the first answer: found by the monkey."""
    fill(desk)
    desk.window.navigator.go("muster")
    page = muster(desk)
    stick = ExportTarget(path="/media/S", name="S", free_bytes=1, removable=True)
    tap(page.save_key)
    first = desk.site.queries[-1]
    page.step_back()
    tap(page.save_key)
    second = desk.site.queries[-1]
    for query in (first, second):
        assert isinstance(query, TargetsWanted)
        desk.site.found(query, TargetsFound(targets=(stick,)))
    assert first.query_id in desk.site.cancelled
    assert [tile.text() for tile in page.export.tiles] == ["S · 0.0 GB free"]


def test_a_list_that_is_still_written_is_shown_when_it_is_saved_again(desk: Desk) -> None:
    fill(desk)
    desk.window.navigator.go("muster")
    page = muster(desk)
    stick = ExportTarget(path="/media/S", name="S", free_bytes=1, removable=True)
    tap(page.save_key)
    desk.site.found(desk.site.queries[-1], TargetsFound(targets=(stick,)))
    tap(page.export.tiles[0])
    saved = desk.site.queries[-1]
    page.enter(None)
    tap(page.save_key)
    assert page.export.box.label.text() == "Writing"
    desk.site.found(saved, MusterFile(path="/media/S/who-is-inside.txt"))
    assert "The list is on S." in page.export.box.label.text()
    assert page.export.tiles == []


# ------------------------------------------------------------------------------ the whole way


@pytest.fixture
def record(tmp_path: Path, qapp: object) -> Iterator[tuple[MainWindow, RecordSite]]:
    clock = ManualClock()
    store = open_store(tmp_path, clock=clock)
    config = site_config()
    site = RecordSite(clock, store, config, tmp_path)
    window = MainWindow(site, config, clock=clock)
    window.show()
    yield window, site
    window.close()
    window.deleteLater()
    store.close()


def test_a_car_comes_in_goes_out_and_is_taken_back_in_a_real_record(
    record: tuple[MainWindow, RecordSite], tmp_path: Path
) -> None:
    window, site = record
    window.people.start_shift("07")
    site.submit(MarkedInside(plate="KL58MNO", actor="07"))
    site.clock.advance(60)
    window.navigator.go("inside")
    page = window.navigator.page
    assert isinstance(page, InsideScreen)
    tap_key(page, "KL58MNO")
    assert page.rows.count == 0
    tap(page.undo_key)
    assert [one.row.plate for one in page.rows.rows] == ["KL58MNO"]
    tap(page.count_key)
    page.keypad.used.emit("2")
    assert page.checked.text() == "Last count 11-22 13:01: 2 of 1"
    tap(page.muster_key)
    board = window.navigator.page
    assert isinstance(board, MusterScreen)
    tap(board.save_key)
    tap(board.export.tiles[-1])
    (table,) = (tmp_path / "export").glob("*.csv")
    assert "KL58MNO" in table.read_text()
