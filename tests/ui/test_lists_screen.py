# SPDX-License-Identifier: AGPL-3.0-or-later
"""S07: a guard reads, a supervisor changes; search, order, several rows at once, undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from alpr_kiosk.domain.holidays import Holiday
from alpr_kiosk.domain.intents import EntryRemoved, PinSubmitted
from alpr_kiosk.domain.list_changes import ItemKind, ListBatch, ListChange
from alpr_kiosk.domain.list_files import ImportUndone
from alpr_kiosk.domain.list_intents import (
    EntriesExtended,
    EntriesRemoved,
    GroupSaved,
    HolidaySaved,
    ListChangeUndone,
)
from alpr_kiosk.domain.list_queries import (
    EntriesWanted,
    LastSeenWanted,
    ListChangesFound,
    ListChangesWanted,
)
from alpr_kiosk.domain.lists import ListKind
from tests.fakes.clock import ManualClock
from tests.fakes.site import some_entries
from tests.ui.test_window import check_targets
from ui.localtime import LocalTime
from ui.viewmodels.entries import (
    FLAGS,
    HOURS,
    MARK,
    PLATE,
    SEEN,
    VALID,
    WHO,
    EntriesModel,
)
from ui.viewmodels.entry_short import short_hours, short_names
from ui.viewmodels.week import Week
from ui.widgets.states import Shown

LEFT = Qt.MouseButton.LeftButton


def sign(desk):
    for digit in "482913":
        QTest.keyClick(desk.window.pin, digit)
    QTest.keyClick(desk.window.pin, Qt.Key.Key_Return)
    desk.site.answer(desk.site.of(PinSubmitted)[-1], session="token-1")


@pytest.fixture
def signed(desk):
    desk.window.show_lists()
    sign(desk)
    return desk


def plates(page) -> list[str]:
    return [page.model.entry(row).plate for row in range(page.model.rowCount())]


def a_model(**values: object) -> EntriesModel:
    return EntriesModel(
        local=LocalTime(time_zone="UTC"),
        clock=ManualClock(),
        gates={"a": "Gate A", "b": "Gate B"},
        collisions=lambda _entry: (),
        **values,  # type: ignore[arg-type]
    )


def test_the_model_keeps_qt_rules(qtmodeltester):
    model = a_model()
    model.set_rows(some_entries())
    qtmodeltester.check(model, force_py=True)
    model.set_rows(())
    qtmodeltester.check(model, force_py=True)


def test_a_row_says_what_matters():
    model = a_model()
    now = ManualClock().utc_now()
    week = Week()
    week.set_office()
    entry = replace(some_entries()[0], valid_until=now - timedelta(hours=1), windows=week.windows())
    model.set_rows((entry,))
    words = [model.index(0, column).data() for column in range(FLAGS + 1)]
    assert words[PLATE] == "AB12CDE"
    assert words[WHO] == "Unit 14"
    assert words[VALID] == "ended"
    assert model.index(0, VALID).data(MARK) == "deny"
    assert words[HOURS] == "Mo-Fr 7-19"
    assert words[FLAGS] == "expired"
    model.set_seen([("AB12CDE", now - timedelta(minutes=5))])
    assert model.index(0, SEEN).data() == "today"
    assert short_names({"a": "Gate A", "b": "Gate B"}) == {"a": "A", "b": "B"}
    assert short_names({"a": "North", "b": "Gate B"}) == {"a": "North", "b": "Gate B"}
    assert short_hours(()) == ""


def test_lists_are_behind_a_pin(desk):
    desk.window.nav.keys["lists"].click()
    assert desk.window.pin.isVisible()
    assert desk.window.page == "live"


def test_a_guard_on_shift_reads_and_a_supervisor_changes(desk):
    desk.window.people.start_shift("Guard")
    desk.window.show_lists()
    page = desk.window.lists.page
    assert desk.window.page == "lists"
    assert plates(page) == ["AB12CDE", "KL58MNO"]
    assert not page.add_key.isVisible()
    page.table.row_held.emit(0)
    assert not page.picking
    page.table.row_tapped.emit(0)
    editor = desk.window.lists.editor
    assert editor.isVisible()
    assert not editor.save_key.isEnabled()
    assert editor.plate.isReadOnly()
    QTest.mouseClick(desk.control("editor.notice.supervisor"), LEFT)
    sign(desk)
    assert editor.isVisible()
    assert not editor.plate.isReadOnly()
    editor.form.owner.setText("Unit 15")
    assert editor.save_key.isEnabled()


def test_tabs_counts_and_search(signed):
    page = signed.window.lists.page
    assert signed.window.page == "lists"
    assert plates(page) == ["AB12CDE", "KL58MNO"]
    assert page.tabs[ListKind.ALLOW].text() == "Allow 2"
    page.tabs[ListKind.DENY].click()
    assert plates(page) == ["XY99ZZZ"]
    page.tabs[ListKind.ALLOW].click()
    page.search.setText("QQQ")
    assert page.states.shown is Shown.EMPTY
    assert 'fits "QQQ"' in page.states.label.text()
    page.search.setText("A812")  # 8 for B
    assert plates(page) == ["AB12CDE"]
    page.search.setText("?58")
    assert plates(page) == ["KL58MNO"]
    page.search.setText("unit 3")
    assert plates(page) == ["KL58MNO"]
    page.search.setText("XY99")
    assert "1 on others" in page.states.label.text()
    page.states.key.click()
    assert page.search.text() == ""
    assert page.model.rowCount() == 2


def test_the_newest_search_alone_counts(signed):
    site, page = signed.site, signed.window.lists.page
    answer = site.answers.pop(EntriesWanted)
    page.search.setText("A")
    page.search.setText("AB")
    first, second = site.queries[-2:]
    assert site.cancelled[-1] == first.query_id
    site.found(first, answer(replace(first, search="KL58")))
    assert page.model.rowCount() == 2
    site.found(second, answer(second))
    assert plates(page) == ["AB12CDE"]


def test_a_header_sorts_and_sorts_the_other_way(signed):
    page = signed.window.lists.page
    page.table.horizontalHeader().sectionClicked.emit(WHO)
    assert plates(page) == ["AB12CDE", "KL58MNO"]  # Unit 14 before Unit 3
    page.table.horizontalHeader().sectionClicked.emit(WHO)
    assert plates(page) == ["KL58MNO", "AB12CDE"]
    before = len(signed.site.queries)
    page.table.horizontalHeader().sectionClicked.emit(FLAGS)
    assert len(signed.site.queries) == before


def test_when_plates_were_here_is_asked_for_what_is_seen(signed):
    page = signed.window.lists.page
    page.ask_seen()
    asked = [one for one in signed.site.queries if isinstance(one, LastSeenWanted)]
    assert asked[-1].plates == ("AB12CDE", "KL58MNO")
    now = signed.clock.utc_now()
    signed.site.found(asked[-1], (("AB12CDE", now), ("KL58MNO", None)))
    assert page.model.index(0, SEEN).data() == "today"
    page.ask_seen()
    assert len([one for one in signed.site.queries if isinstance(one, LastSeenWanted)]) == len(
        asked
    )


def test_a_hold_picks_rows_a_tap_opens_one(signed):
    page = signed.window.lists.page
    table = page.table
    place = QPoint(40, table.verticalHeader().defaultSectionSize() // 2)
    QTest.mousePress(table.viewport(), LEFT, pos=place)
    signed.clock.advance(0.59)
    table.tick()
    assert not page.picking
    signed.clock.advance(0.02)
    table.tick()
    assert [one.plate for one in page.picked] == ["AB12CDE"]
    QTest.mouseRelease(table.viewport(), LEFT, pos=place)
    assert page.picking
    QTest.mouseClick(table.viewport(), LEFT, pos=QPoint(40, place.y() * 3))
    assert len(page.picked) == 2
    assert signed.window.lists.step_back()
    assert not page.picking
    QTest.mouseClick(table.viewport(), LEFT, pos=place)
    assert signed.window.lists.editor.isVisible()


def test_a_finger_that_slides_scrolls_and_opens_nothing(signed):
    table = signed.window.lists.page.table
    QTest.mousePress(table.viewport(), LEFT, pos=QPoint(40, 30))
    QTest.mouseMove(table.viewport(), QPoint(40, 60))
    QTest.mouseRelease(table.viewport(), LEFT, pos=QPoint(40, 60))
    assert not signed.window.lists.editor.isVisible()


def test_several_rows_are_removed_with_a_reason_and_come_back(signed):
    lists = signed.window.lists
    for row in (0, 1):
        lists.page.table.row_held.emit(row)
    signed.control("lists.remove").click()
    assert "2 plates" in lists.reasons.head.title.text()
    signed.control("lists.why.ended").click()
    (removed,) = signed.site.of(EntriesRemoved)
    assert (len(removed.entry_ids), removed.reason, removed.session) == (2, "ended", "token-1")
    signed.site.answer(removed, batch="b1", n="2")
    assert not lists.busy
    assert not lists.page.picking
    assert "2 plates were taken off" in lists.page.notice.label.text()
    signed.control("lists.notice.undo").click()
    (undo,) = signed.site.of(ListChangeUndone)
    assert (undo.batch_id, undo.session) == ("b1", "token-1")


def test_the_offer_to_undo_goes_after_ten_seconds(signed):
    lists = signed.window.lists
    lists.page.table.row_tapped.emit(0)
    lists.editor.remove_key.click()
    assert signed.site.of(EntryRemoved) == []
    signed.control("lists.why.car_sold").click()
    (removed,) = signed.site.of(EntryRemoved)
    assert (removed.reason, removed.session) == ("car_sold", "token-1")
    assert removed.entry_id == some_entries()[0].entry_id
    signed.site.answer(removed, change="17")
    assert lists.page.notice.isVisible()
    signed.run(9.5, step=0.5)
    assert lists.page.notice.isVisible()
    signed.run(0.6, step=0.1)
    assert not lists.page.notice.isVisible()


def test_several_rows_are_extended_to_a_day(signed):
    lists = signed.window.lists
    lists.page.table.row_held.emit(0)
    signed.control("lists.extend").click()
    signed.control("lists.days.preset.none").click()
    (extended,) = signed.site.of(EntriesExtended)
    assert extended.until is None
    lists.page.table.row_held.emit(1)
    signed.control("lists.extend").click()
    lists.days.chosen.emit(datetime(2026, 12, 31, tzinfo=timezone.utc).date())
    # The end is exclusive: the first moment of the next day in the site's zone.
    until = signed.site.of(EntriesExtended)[-1].until
    assert until == datetime(2026, 12, 31, 23, 0, tzinfo=timezone.utc)


def test_changes_are_off_while_the_record_is_away(signed):
    lists = signed.window.lists
    lists.set_read_only(True)
    assert not lists.add_key.isEnabled()
    assert "Changes are off" in lists.page.notice.label.text()
    lists.page.table.row_tapped.emit(0)
    assert not lists.editor.save_key.isEnabled()
    assert "Changes are off" in lists.editor.notice.label.text()
    lists.set_read_only(False)
    assert lists.add_key.isEnabled()
    assert not lists.page.notice.isVisible()


def test_empty_loading_and_broken_say_so(signed):
    page = signed.window.lists.page
    signed.site.lists_are(())
    assert page.states.shown is Shown.EMPTY
    assert page.states.label.text().startswith("No plates yet.")
    page.states.key.click()
    assert signed.window.lists.editor.isVisible()
    signed.window.lists.step_back()
    signed.site.answers.pop(EntriesWanted)
    page.refresh()
    assert page.states.shown is Shown.WORK
    signed.site.refuse(signed.site.queries[-1], "query.too_many")
    assert page.states.shown is Shown.FAULT
    assert page.states.key.text() == "Try again"


def test_while_nobody_looks_nothing_is_asked(signed):
    signed.window.show_live()
    before = len(signed.site.queries)
    signed.site.lists_are(some_entries()[:1])
    assert len(signed.site.queries) == before
    signed.window.people.start_shift("Guard")
    signed.window.show_lists()
    assert plates(signed.window.lists.page) == ["AB12CDE"]


def test_a_plate_opens_its_entry_or_a_new_one(desk):
    desk.window.people.start_shift("Guard")
    desk.window.navigator.go("lists", "KL58MNO")
    editor = desk.window.lists.editor
    assert editor.shown is not None
    assert editor.shown.plate == "KL58MNO"
    desk.window.navigator.go("lists", "HH90TRX")
    assert desk.window.pin.isVisible()
    sign(desk)
    assert editor.shown is None
    assert editor.plate.text() == "HH90TRX"
    assert editor.save_key.isEnabled()


def test_groups_and_holidays_are_saved(signed):
    lists = signed.window.lists
    signed.control("lists.groups").click()
    assert "No groups yet" in lists.groups.rows.states.label.text()
    signed.control("groups.add").click()
    form = lists.groups.form
    assert not form.save_key.isEnabled()
    form.name.setText("Berg Logistics")
    signed.control("group.gate.gate-1").click()
    form.hours_key.click()
    signed.control("group.schedule.office").click()
    signed.control("group.schedule.done").click()
    form.save_key.click()
    (saved,) = signed.site.of(GroupSaved)
    assert (saved.group.name, saved.group.gates) == ("Berg Logistics", ("gate-1",))
    assert len(saved.group.windows) == 5
    signed.site.answer(saved, ok=False, code="lists.group_name")
    assert "needs a name" in form.notice.label.text()
    form.leave()
    assert form.notice.label.text() == "You have changes that are not saved."
    signed.control("group.notice.drop").click()
    lists.step_back()
    signed.control("lists.holidays").click()
    signed.control("holidays.add").click()
    lists.holidays.form.name.setText("New Year")
    lists.holidays.form.day_key.click()
    lists.holidays.days.chosen.emit(datetime(2027, 1, 1, tzinfo=timezone.utc).date())
    lists.holidays.form.yearly_key.click()
    lists.holidays.form.save_key.click()
    (made,) = signed.site.of(HolidaySaved)
    expected = Holiday(
        holiday_id=made.holiday.holiday_id,
        day=datetime(2027, 1, 1, tzinfo=timezone.utc).date(),
        yearly=True,
        name="New Year",
    )
    assert made.holiday == expected


def test_changes_are_shown_and_taken_back(signed):
    entry, now = some_entries()[0], signed.clock.utc_now()
    signed.control("lists.changes").click()
    asked = signed.site.queries[-1]
    assert isinstance(asked, ListChangesWanted)
    change = ListChange(
        change_id=9,
        at=now,
        actor="Anna",
        kind=ItemKind.ENTRY,
        item_id=entry.entry_id,
        before=replace(entry, owner="Unit 41"),
        after=entry,
    )
    batch = ListBatch(batch_id="b1", at=now - timedelta(hours=1), actor="Anna", changes=800)
    old = replace(batch, batch_id="b0", at=now - timedelta(hours=25))
    signed.site.found(asked, ListChangesFound(changes=(change,), batches=(batch, old)))
    page = signed.window.lists.changes_page
    assert set(page.keys) == {"change:9", "batch:b1"}
    row = page.rows[0].row
    assert "Anna" in row.second
    assert "Unit 41 → Unit 14" in row.second
    page.keys["change:9"].click()
    (undo,) = signed.site.of(ListChangeUndone)
    assert (undo.change_id, undo.session) == (9, "token-1")
    signed.site.answer(undo, ok=False, code="lists.changed_since", actor="Ben", time="14:01")
    assert "by Ben at 14:01" in page.notice.label.text()
    signed.site.found(signed.site.queries[-1], ListChangesFound(changes=(), batches=(batch,)))
    page.keys["batch:b1"].click()
    assert isinstance(signed.site.queries[-1], ImportUndone)


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_targets_and_names_on_each_page(build, size):
    """T09 and T16."""
    desk = build(width=size[0], height=size[1])
    desk.window.show_lists()
    sign(desk)
    lists = desk.window.lists
    for what in ("groups", "holidays", "changes", "export", "import"):
        lists.page.wanted.emit(what)
        check_targets(desk)
        while lists.step_back():
            pass
    lists.page.table.row_held.emit(0)
    check_targets(desk)
    lists.page.wanted.emit("extend")
    check_targets(desk)
    lists.step_back()
    lists.page.stop_picking()
    lists.page.table.row_tapped.emit(0)
    for open_page in (
        lambda: lists.editor.tabs[1].click(),
        lambda: lists.editor.form.hours_key.click(),
        lambda: lists.editor.schedule.choose(2),
        lambda: (lists.editor.step_back(), lists.editor.step_back()),
        lambda: lists.editor.form.until_key.click(),
        lambda: (lists.editor.step_back(), lists.editor.form.kinds[ListKind.DENY].click()),
        lambda: lists.editor.step_back(),
        lambda: lists.editor.leave(),
    ):
        open_page()
        check_targets(desk)


def test_a_question_does_not_cover_an_open_form(signed):
    signed.window.lists.add_key.click()
    signed.run(1)  # the fingers that typed the PIN are gone
    signed.site.ask(signed.site.passage())
    assert not signed.window.ask.isVisible()
    assert signed.window.chip.isVisible()
    assert "20" in signed.window.chip.text()
    signed.window.chip.click()
    assert signed.window.ask.isVisible()
    assert not signed.window.chip.isVisible()


def test_a_refused_removal_of_many_says_why(signed):
    lists = signed.window.lists
    lists.page.table.row_held.emit(0)
    lists.page.table.row_held.emit(1)
    signed.control("lists.remove").click()
    signed.control("lists.why.other").click()
    signed.site.answer(signed.site.of(EntriesRemoved)[0], ok=False, code="lists.unknown_entry")
    assert "no longer on the list" in lists.page.notice.label.text()
    assert lists.page.picking
