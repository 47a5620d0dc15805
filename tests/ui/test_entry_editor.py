# SPDX-License-Identifier: AGPL-3.0-or-later
"""S08: the form, its look-alikes, the week, days, photo, and somebody else who saves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.holidays import HolidayRule
from alpr_kiosk.domain.intents import EntrySaved, PinSubmitted, new_id
from alpr_kiosk.domain.list_intents import EntryPhotoTaken
from alpr_kiosk.domain.list_queries import (
    EntryWanted,
    PlatePicture,
    PlatePicturesWanted,
    SeenBeforeWanted,
)
from alpr_kiosk.domain.lists import ListEntry, ListKind, WeeklyWindow
from alpr_kiosk.domain.ports import PassageRow
from tests.fakes.site import some_entries
from tests.ui.test_lists_screen import sign
from ui.screens.entry_side import also_matches
from ui.viewmodels.week import DAY, Week, snapped

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def signed(desk):
    desk.window.show_lists()
    sign(desk)
    return desk


@pytest.fixture
def editor(signed):
    signed.window.lists.add_key.click()
    return signed.window.lists.editor


def saved(desk) -> EntrySaved:
    QTest.mouseClick(desk.window.lists.editor.save_key, LEFT)
    return desk.site.of(EntrySaved)[-1]


def test_a_new_entry_is_saved_with_the_session(signed, editor):
    assert not editor.save_key.isEnabled()
    QTest.keyClicks(editor.plate, "hh 90-trx")
    editor.form.owner.setText("Unit 7")
    editor.form.vehicle.setText("blue van")
    editor.form.host.setText("Unit 3")
    editor.form.notes.setText("night shift")
    intent = saved(signed)
    entry = intent.entry
    assert (intent.session, intent.seen) == ("token-1", None)
    assert (entry.plate, entry.kind, entry.owner) == ("HH90TRX", ListKind.ALLOW, "Unit 7")
    assert (entry.vehicle, entry.host, entry.notes) == ("blue van", "Unit 3", "night shift")
    signed.site.answer(intent)
    assert not signed.window.lists.busy


def test_when_and_where(signed, editor):
    editor.plate.setText("HH90TRX")
    editor.tabs[1].click()
    form = editor.form
    form.until_key.click()
    editor.days.chosen.emit(date(2026, 12, 31))
    form.from_key.click()
    editor.days.chosen.emit(date(2026, 12, 1))
    signed.control("editor.gate.gate-1").click()
    form.directions[Direction.IN].click()
    form.limit_key.click()
    form.uses.more.click()
    entry = saved(signed).entry
    assert entry.valid_until == datetime(2026, 12, 31, 23, 0, tzinfo=timezone.utc)
    assert entry.valid_from == datetime(2026, 11, 30, 23, 0, tzinfo=timezone.utc)
    assert (entry.gates, entry.direction) == (("gate-1",), Direction.IN)
    assert (entry.max_uses, entry.uses_left) == (2, 2)


def test_a_second_proof_is_chosen_or_typed(signed, editor):
    editor.plate.setText("HH90TRX")
    form = editor.form
    assert form.factor.text() == ""
    form.factor_key.click()
    signed.control("editor.choice.id").click()
    assert form.factor.text() == "ID card"
    entry = saved(signed).entry
    assert entry.second_factor == "ID card"
    form.factor_key.click()
    signed.control("editor.choice.off").click()
    assert saved(signed).entry.second_factor == ""
    form.factor.setText("  blue card of the firm ")
    assert saved(signed).entry.second_factor == "blue card of the firm"
    form.kinds[ListKind.DENY].click()
    assert not form.factor.isEnabled()


def test_an_end_before_the_beginning_cannot_be_saved(editor):
    editor.plate.setText("HH90TRX")
    editor.form.change(
        valid_from=datetime(2027, 1, 1, tzinfo=timezone.utc),
        valid_until=datetime(2026, 12, 1, tzinfo=timezone.utc),
    )
    assert not editor.save_key.isEnabled()
    assert "ends before it begins" in editor.side.text


def test_a_collision_is_shown_before_the_save(signed, editor):
    editor.plate.setText("XY99ZZ2")
    assert "one misread from XY99ZZZ (banned)" in editor.side.text
    assert signed.site.of(EntrySaved) == []
    editor.plate.setText("A812CDE")
    assert "look alike" in editor.side.text
    editor.plate.setText("HH90TRX")
    assert editor.side.text == ""
    assert "HHO0TRX" not in editor.side.also.text()
    assert "HH9OTRX" in editor.side.also.text()
    assert also_matches("KL58MNU") == ()


def test_a_ban_asks_why(signed, editor):
    editor.plate.setText("PW03KJT")
    editor.form.kinds[ListKind.DENY].click()
    assert editor.choices.isVisible()
    editor.choices.cancelled.emit()
    assert not editor.save_key.isEnabled()
    assert "Say why" in editor.side.text
    editor.form.reason_key.click()
    signed.control("editor.choice.unpaid").click()
    entry = saved(signed).entry
    assert (entry.kind, entry.notes) == (ListKind.DENY, "Left without paying")


def test_a_plate_is_banned_with_twelve_touches(desk):
    """J6: from its card on, PIN and all; the guard sees where it was before."""
    desk.window.people.start_shift("Guard")
    touches = 1  # the card
    desk.window.navigator.go("lists", "PW03KJT")  # "Add to list" on it
    touches += 1
    for digit in "482913":
        QTest.mouseClick(desk.control(f"pin.key.{digit}"), LEFT)
        touches += 1
    QTest.mouseClick(desk.window.pin.ok, LEFT)
    touches += 1
    desk.site.answer(desk.site.of(PinSubmitted)[-1], session="token-1")
    for name in ("editor.kind.deny", "editor.choice.threat", "editor.save"):
        QTest.mouseClick(desk.control(name), LEFT)
        touches += 1
    (intent,) = desk.site.of(EntrySaved)
    assert (intent.entry.plate, intent.entry.kind) == ("PW03KJT", ListKind.DENY)
    assert intent.session == "token-1"
    assert touches <= 12
    desk.site.answer(intent, seen="1", seen_last="2026-11-20T10:00:00")
    asked = desk.site.queries[-1]
    assert isinstance(asked, SeenBeforeWanted)
    row = PassageRow(
        passage_id="p",
        camera_id="cam-1",
        lane_id="lane-1",
        plate="PW03KJT",
        first_seen_at=desk.clock.utc_now(),
        last_seen_at=desk.clock.utc_now(),
        direction="in",
        reads=5,
        agreeing=5,
        confidence=0.9,
        action="open",
        reason="",
        gate_id="gate-1",
    )
    desk.site.found(asked, (row,))
    seen = desk.window.lists.seen
    assert "banned from now on. Passages in the last 90 days: 1" in seen.notice.label.text()
    assert seen.rows[0].row.right == "Lane 1"


def test_the_week_by_handles_steppers_and_presets(signed, editor):
    editor.plate.setText("HH90TRX")
    editor.form.hours_key.click()
    schedule = editor.schedule
    signed.control("schedule.office").click()
    bar = schedule.bars[0]
    assert bar.accessibleName() == "Mo, allowed 07:00-19:00"
    begin = QPoint(round(bar.x_of(7 * 60)), 30)
    QTest.mousePress(bar, LEFT, pos=begin)
    QTest.mouseMove(bar, QPoint(round(bar.x_of(8 * 60 + 10)), 30))
    QTest.mouseRelease(bar, LEFT, pos=QPoint(round(bar.x_of(8 * 60 + 10)), 30))
    assert bar.accessibleName() == "Mo, allowed 08:00-19:00"
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bar.accessibleName() == "Mo, allowed 08:30-19:00"
    QTest.mouseClick(bar, LEFT, pos=QPoint(20, 30))
    assert schedule.start.value == 8 * 60 + 30
    schedule.end.less.click()
    schedule.add_key.click()
    schedule.add_key.click()
    assert not schedule.add_key.isEnabled()
    schedule.remove_key.click()
    schedule.step_back()
    signed.control("schedule.copy").click()
    schedule.rules[HolidayRule.NEVER].click()
    schedule.done_key.click()
    entry = saved(signed).entry
    assert entry.holidays is HolidayRule.NEVER
    assert {window.weekday for window in entry.windows} == set(range(7))
    assert len(entry.windows) == 14
    assert any(window.end == time(18, 30) for window in entry.windows)


def test_a_week_is_put_together_as_it_was():
    night = (WeeklyWindow(weekday=6, start=time(22), end=time(6)),)
    week = Week(night)
    assert week.days[6] == [(22 * 60, DAY)]
    assert week.days[0] == [(0, 6 * 60)]
    assert Week().is_always
    assert Week().windows() == ()
    week.set_nights()
    again = Week(week.windows())
    assert again.days == week.days
    week.set_office()
    week.move(0, 0, start=18 * 60 + 50)
    assert week.days[0] == [(18 * 60 + 30, 19 * 60)]
    assert snapped(44) == 30
    for day in range(7):
        week.close(day)
    assert week.is_never


def test_unsaved_changes_are_asked_about(signed, editor):
    editor.plate.setText("HH90TRX")
    editor.head.back.click()
    assert editor.notice.label.text() == "You have changes that are not saved."
    signed.control("editor.notice.stay").click()
    assert editor.isVisible()
    editor.head.back.click()
    signed.control("editor.notice.drop").click()
    assert not signed.window.lists.busy
    signed.window.lists.add_key.click()
    editor.plate.setText("HH90TRX")
    signed.window.escape()
    signed.control("editor.notice.save").click()
    assert signed.site.of(EntrySaved)


def test_a_draft_outlives_the_session_for_half_an_hour(signed, editor):
    editor.plate.setText("HH90TRX")
    signed.window.people.start_shift("Guard")
    signed.window.show_live()
    signed.clock.advance(600)
    signed.window.show_lists()
    assert editor.isVisible()
    assert editor.plate.text() == "HH90TRX"
    assert "kept for 30 minutes" in editor.notice.label.text()
    signed.window.show_live()
    signed.clock.advance(1801)
    signed.window.show_lists()
    assert not editor.isVisible()


def test_a_refused_save_keeps_the_form_and_says_why(signed, editor):
    editor.plate.setText("HH90TRX")
    signed.site.answer(saved(signed), ok=False, code="session.needed")
    assert signed.window.lists.busy
    assert "supervisor" in editor.notice.label.text()


def test_somebody_else_saved_meanwhile(signed):
    lists = signed.window.lists
    lists.page.table.row_tapped.emit(0)
    editor = lists.editor
    editor.form.owner.setText("Unit 15")
    intent = saved(signed)
    signed.site.answer(intent, ok=False, code="lists.changed_since", actor="Ben", time="14:01")
    asked = signed.site.queries[-1]
    assert isinstance(asked, EntryWanted)
    theirs = replace(some_entries()[0], owner="Unit 16", vehicle="red car")
    signed.site.found(asked, theirs)
    assert editor.conflict.isVisible()
    assert "Ben saved it" in editor.conflict.note.text()
    editor.conflict.mine_key.click()
    again = signed.site.of(EntrySaved)[-1]
    assert (again.seen, again.entry.owner) == (theirs, "Unit 15")
    signed.site.answer(again, ok=False, code="lists.changed_since", actor="Ben", time="14:02")
    signed.site.found(signed.site.queries[-1], theirs)
    editor.conflict.theirs_key.click()
    assert editor.form.owner.text() == "Unit 16"
    assert not editor.dirty


def test_somebody_else_removed_it_meanwhile(signed):
    lists = signed.window.lists
    lists.page.table.row_tapped.emit(0)
    lists.editor.form.owner.setText("Unit 15")
    first = saved(signed)
    signed.site.answer(first, ok=False, code="lists.changed_since", actor="Ben", time="14:01")
    signed.site.found(signed.site.queries[-1], None)
    assert not lists.editor.conflict.theirs_key.isVisible()
    lists.editor.conflict.mine_key.click()
    again = signed.site.of(EntrySaved)[-1]
    assert again.seen is None
    assert again.entry.entry_id != first.entry.entry_id
    assert again.entry.owner == "Unit 15"


def test_a_photo_is_taken_from_a_passage(signed):
    lists = signed.window.lists
    lists.page.table.row_tapped.emit(0)
    editor = lists.editor
    editor.side.photo_key.click()
    asked = signed.site.queries[-1]
    assert isinstance(asked, PlatePicturesWanted)
    assert asked.plate == "AB12CDE"
    picture = PlatePicture(
        passage_id="p1",
        sha256="a" * 64,
        kind="crop",
        seen_at=signed.clock.utc_now() - timedelta(hours=1),
        plate="AB12CDE",
        jpeg=b"",
    )
    signed.site.found(asked, (picture,))
    editor.photos.pictures[0].click()
    (taken,) = signed.site.of(EntryPhotoTaken)
    assert (taken.passage_id, taken.sha256, taken.session) == ("p1", "a" * 64, "token-1")
    signed.site.answer(taken, photo="c" * 64)
    assert saved(signed).entry.photo == "c" * 64
    editor.side.photo_key.click()
    signed.site.found(signed.site.queries[-1], ())
    assert "No picture of AB12CDE" in editor.photos.states.label.text()


def test_what_is_asked_anew_is_not_looked_for_twice(signed):
    lists = signed.window.lists
    lists.page.table.row_tapped.emit(0)
    seen = SeenBeforeWanted(entry=some_entries()[0])
    for ask, kind in (
        (lambda: lists.editor.photos.ask("AB12CDE"), PlatePicturesWanted),
        (lambda: lists.seen.ask(replace(seen, query_id=new_id()), "AB1"), SeenBeforeWanted),
    ):
        ask()
        first = signed.site.queries[-1]
        assert isinstance(first, kind)
        ask()
        assert signed.site.cancelled[-1] == first.query_id
        assert signed.site.queries[-1].query_id not in signed.site.cancelled


def test_the_keypad_types_a_plate_by_touch(signed, editor):
    signed.control("editor.plate.keypad").click()
    keypad = signed.window.lists.keypad
    assert keypad.isVisible()
    for char in "AB1":
        QTest.mouseClick(signed.control(f"keypad.key.{char}"), LEFT)
    QTest.mouseClick(keypad.erase, LEFT)
    QTest.keyClicks(keypad.field, "2x")
    QTest.mouseClick(keypad.use_key, LEFT)
    assert editor.plate.text() == "AB2x"
    assert editor.draft().plate == "AB2X"
    signed.control("editor.owner.keypad").click()
    assert keypad.space.isVisible()
    keypad.cancelled.emit()
    assert editor.isVisible()


def test_what_is_typed_goes_into_the_plate_of_a_new_entry_only(signed, editor):
    window = signed.window
    assert window.focusWidget() is editor.form.plate
    editor.edit(ListEntry(entry_id="e1", kind=ListKind.ALLOW, plate="KT4937"), ListKind.ALLOW)
    QTest.keyClicks(window.focusWidget(), "anna")
    assert editor.form.plate.text() == "KT4937"
    editor.edit(None, ListKind.ALLOW, "HX7264")
    assert window.focusWidget() is editor.form.owner
