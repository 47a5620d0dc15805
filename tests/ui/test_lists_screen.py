# SPDX-License-Identifier: AGPL-3.0-or-later
"""S07 in simple form: behind a PIN, with the collision check before a save."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from alpr_kiosk.domain.intents import EntryRemoved, EntrySaved, PinSubmitted
from alpr_kiosk.domain.lists import ListKind
from tests.fakes.site import some_entries
from ui.localtime import LocalTime
from ui.viewmodels.entries import EntriesModel, matches

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def signed(desk):
    desk.window.show_lists()
    for digit in "482913":
        QTest.keyClick(desk.window.pin, digit)
    QTest.keyClick(desk.window.pin, Qt.Key.Key_Return)
    desk.site.answer(desk.site.of(PinSubmitted)[-1], session="token-1")
    return desk


def test_the_model_keeps_qt_rules(qtmodeltester):
    model = EntriesModel(local=LocalTime(time_zone="UTC"))
    model.set_rows(some_entries())
    qtmodeltester.check(model, force_py=True)
    model.set_rows(())
    qtmodeltester.check(model, force_py=True)


def test_lists_are_behind_a_pin(desk):
    desk.window.nav.lists.click()
    assert desk.window.pin.isVisible()
    assert desk.window.page == "live"


def test_tabs_and_search(signed):
    lists = signed.window.lists
    assert signed.window.page == "lists"
    assert lists.model.rowCount() == 2
    lists.tabs[ListKind.DENY].click()
    assert lists.model.rowCount() == 1
    lists.tabs[ListKind.ALLOW].click()
    lists.search.setText("QQQ")
    assert lists.model.rowCount() == 0
    lists.search.setText("A812")
    assert [lists.model.entry(0).plate] == ["AB12CDE"]
    lists.search.setText("unit 3")
    assert [lists.model.entry(0).plate] == ["KL58MNO"]


def test_search_finds_look_alikes():
    entry = some_entries()[0]
    assert matches(entry, "A8 12")
    assert not matches(entry, "QQ")


def test_a_new_entry_is_saved_with_the_session(signed):
    lists = signed.window.lists
    lists.add_key.click()
    editor = lists.editor
    assert not editor.save_key.isEnabled()
    QTest.keyClicks(editor.plate, "hh 90-trx")
    editor.owner.setText("Unit 7")
    editor.until.setText("2026-12-31")
    editor.notes.setText("van")
    assert editor.save_key.isEnabled()
    QTest.mouseClick(editor.save_key, LEFT)
    (saved,) = signed.site.of(EntrySaved)
    assert saved.session == "token-1"
    assert saved.entry.plate == "HH90TRX"
    assert saved.entry.kind is ListKind.ALLOW
    assert saved.entry.owner == "Unit 7"
    # The end is exclusive: the first moment of the next day in the site's zone.
    assert saved.entry.valid_until == datetime(2026, 12, 31, 23, 0, tzinfo=timezone.utc)
    signed.site.answer(saved)
    assert not lists.editing


def test_a_collision_is_shown_before_the_save(signed):
    lists = signed.window.lists
    lists.add_key.click()
    lists.editor.plate.setText("XY99ZZ2")
    assert "one misread from XY99ZZZ (banned)" in lists.editor.warning.text()
    assert signed.site.of(EntrySaved) == []
    lists.editor.plate.setText("A812CDE")
    assert "look alike" in lists.editor.warning.text()


def test_a_bad_date_cannot_be_saved(signed):
    lists = signed.window.lists
    lists.add_key.click()
    lists.editor.plate.setText("HH90TRX")
    lists.editor.until.setText("31.12.26")
    assert not lists.editor.save_key.isEnabled()
    assert "year-month-day" in lists.editor.warning.text()


def test_a_refused_save_keeps_the_form_and_says_why(signed):
    lists = signed.window.lists
    lists.add_key.click()
    lists.editor.plate.setText("HH90TRX")
    lists.editor.save_key.click()
    signed.site.answer(signed.site.of(EntrySaved)[0], ok=False, code="session.needed")
    assert lists.editing
    assert "supervisor" in lists.editor.warning.text()


def test_a_removal_needs_a_reason(signed):
    lists = signed.window.lists
    lists.table.clicked.emit(lists.model.index(0, 0))
    QTest.mouseClick(lists.editor.remove_key, LEFT)
    assert signed.site.of(EntryRemoved) == []
    QTest.mouseClick(signed.control("lists.remove.car_sold"), LEFT)
    (removed,) = signed.site.of(EntryRemoved)
    assert (removed.reason, removed.session) == ("car_sold", "token-1")
    assert removed.entry_id == some_entries()[0].entry_id


def test_the_keypad_types_a_plate_by_touch(signed):
    lists = signed.window.lists
    lists.add_key.click()
    signed.control("editor.plate.keypad").click()
    assert lists.keypad.isVisible()
    for char in "AB1":
        QTest.mouseClick(signed.control(f"keypad.key.{char}"), LEFT)
    QTest.mouseClick(lists.keypad.erase, LEFT)
    QTest.keyClicks(lists.keypad.field, "2x")
    QTest.mouseClick(lists.keypad.use_key, LEFT)
    assert lists.editor.plate.text() == "AB2x"
    assert lists.editor.draft().plate == "AB2X"


def test_words_get_a_space_and_plates_a_dash(signed):
    lists = signed.window.lists
    lists.add_key.click()
    signed.control("editor.owner.keypad").click()
    assert lists.keypad.space.isVisible()
    lists.keypad.cancelled.emit()
    signed.control("editor.plate.keypad").click()
    assert not lists.keypad.space.isVisible()


def test_changes_are_off_while_the_database_is_away(signed):
    lists = signed.window.lists
    lists.set_read_only(True)
    assert not lists.add_key.isEnabled()
    lists.table.clicked.emit(lists.model.index(0, 0))
    assert not lists.editor.save_key.isEnabled()
    assert "Changes are off" in lists.editor.warning.text()


def test_an_empty_list_says_so(signed):
    signed.site.bus.lists_changed.emit(())
    assert signed.window.lists.empty.isVisible()
    assert signed.window.lists.empty.text().startswith("No plates yet.")


def test_a_question_does_not_cover_an_open_form(signed):
    lists = signed.window.lists
    lists.add_key.click()
    signed.site.ask(signed.site.passage())
    assert not signed.window.ask.isVisible()
    assert signed.window.chip.isVisible()
    assert "20" in signed.window.chip.text()
    signed.window.chip.click()
    assert signed.window.ask.isVisible()
    assert not signed.window.chip.isVisible()
