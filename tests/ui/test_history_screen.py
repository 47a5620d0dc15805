# SPDX-License-Identifier: AGPL-3.0-or-later
"""S10: searching for passages, with a fake site and with a real record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.history import Cursor, HistoryPage
from alpr_kiosk.domain.history_queries import (
    HistoryCount,
    HistoryCountWanted,
    HistoryPageWanted,
    RowExtras,
    RowExtrasWanted,
)
from alpr_kiosk.domain.ports import EvidenceFile, PassageRow
from alpr_kiosk.storage.bulk import load_file
from alpr_kiosk.storage.sample_passages import SampleSite
from alpr_kiosk.storage.store import open_store
from tests.fakes.clock import ManualClock
from tests.fakes.site import site_config
from tests.ui.conftest import Desk
from tests.ui.record_site import RecordSite
from ui.main_window import MainWindow
from ui.people import Session
from ui.screens.history import HistoryScreen
from ui.screens.history_call import HistoryCall, span_of
from ui.widgets.states import Shown

TUESDAY = "2026-11-17"
"""The clock of the tests stands on Sunday, 2026-11-22."""


def a_row(number: int, plate: str = "AB12CDE", *, at: datetime | None = None) -> PassageRow:
    at = at or datetime(2026, 11, 22, 11, 59, tzinfo=timezone.utc) - timedelta(minutes=number)
    return PassageRow(
        passage_id=f"p{number}",
        camera_id="cam-1",
        lane_id="lane-1",
        plate=plate,
        first_seen_at=at,
        last_seen_at=at + timedelta(seconds=3),
        direction="in",
        reads=5,
        agreeing=5,
        confidence=0.9,
        action="open",
        reason="decision.allow.listed",
        gate_id="gate-1",
        evidence=(EvidenceFile(kind="crop", path="ab/ab.jpg", sha256="ab" * 32, size=3),),
        moment=number,
    )


def a_page(count: int = 3, *, older: bool = False) -> HistoryPage:
    rows = tuple(a_row(number) for number in range(count))
    return HistoryPage(rows=rows, older=Cursor(moment=1) if older else None, newer=None)


def guard(desk: Desk) -> HistoryScreen:
    desk.window.people.start_shift("07")
    desk.window.navigator.go("history")
    page = desk.window.navigator.page
    assert isinstance(page, HistoryScreen)
    return page


def supervisor(desk: Desk) -> HistoryScreen:
    desk.window.people.elevate(Session(token="t", user="Anna", role="supervisor"))
    desk.window.navigator.go("history")
    page = desk.window.navigator.page
    assert isinstance(page, HistoryScreen)
    return page


def pages(desk: Desk) -> list[HistoryPageWanted]:
    return [query for query in desk.site.queries if isinstance(query, HistoryPageWanted)]


def tap(widget: QWidget, at: QPoint | None = None) -> None:
    assert widget.isVisible(), widget.objectName()
    QTest.mouseClick(
        widget, Qt.MouseButton.LeftButton, pos=at if at is not None else widget.rect().center()
    )


def test_a_guard_sees_the_last_24_hours_at_once_and_the_count_later(desk: Desk) -> None:
    page = guard(desk)
    (query,) = pages(desk)
    assert query.wanted.since == desk.clock.utc_now() - timedelta(hours=24)
    assert (query.actor, query.session, query.reason) == ("07", "", "")
    desk.site.found(query, a_page(3))
    assert page.rows.count == 3
    assert page.rows.isVisible()
    assert page.count.text() == ""
    (count,) = [one for one in desk.site.queries if isinstance(one, HistoryCountWanted)]
    desk.site.found(count, HistoryCount(count=2000, more=True))
    assert page.count.text() == "2,000+ found"


def test_rows_get_pictures_and_owners_later_and_say_all_in_a_sentence(desk: Desk) -> None:
    page = guard(desk)
    desk.site.found(pages(desk)[0], a_page(1))
    (extras,) = [one for one in desk.site.queries if isinstance(one, RowExtrasWanted)]
    assert extras.plates == ("AB12CDE",)
    assert not page.rows.has_picture(page.rows.rows[0])
    desk.site.found(extras, RowExtras(owners=(("AB12CDE", "Unit 14"),)))
    said = page.rows.accessibleDescription()
    assert said == "12:59:00, A B 1 2 C D E, LET IN, Lane 1, Listed, Unit 14"


def test_who_is_not_signed_in_is_asked_for_a_pin(desk: Desk) -> None:
    desk.window.navigator.go("history")
    assert desk.window.page == "live"
    assert desk.window.pin.isVisible()
    assert pages(desk) == []


def test_last_tuesday_is_found_with_four_touches(desk: Desk) -> None:
    page = supervisor(desk)
    desk.site.found(pages(desk)[0], a_page())
    touches = 0
    for name in ("history.span.key", f"history.span.{TUESDAY}", "history.reason.incident"):
        tap(desk.control(name))
        touches += 1
    query = pages(desk)[-1]
    assert query.reason == "incident"
    begin = datetime(2026, 11, 16, 23, tzinfo=timezone.utc)
    assert (query.wanted.since, query.wanted.until) == (begin, begin + timedelta(days=1))
    desk.site.found(query, a_page())
    tap(page.rows.viewport(), QPoint(300, 10))
    touches += 1
    assert desk.window.page == "evidence"
    assert touches <= 5


def test_a_guard_needs_a_pin_for_more_than_24_hours(desk: Desk) -> None:
    page = guard(desk)
    desk.site.found(pages(desk)[0], a_page())
    tap(desk.control("history.span.key"))
    tap(desk.control("history.span.yesterday"))
    assert desk.window.pin.isVisible()
    assert len(pages(desk)) == 1
    desk.window.pin.cancel()
    assert page.rows.count == 3
    assert page.bar.span.text() == "Last 24 hours", "the keys say what is shown"


def test_a_reason_is_asked_for_again_with_another_plate_and_not_for_filters(desk: Desk) -> None:
    page = supervisor(desk)
    desk.window.navigator.go("history", "AB12CDE")
    assert page.stack.currentWidget() is page.reasons
    assert page.reasons.head.title.text() == (
        "Why do you search? The search and the reason are kept."
    )
    tap(desk.control("history.reason.police"))
    assert pages(desk)[-1].reason == "police"
    page.filters.chosen.emit(replace(page.call, exact=True))
    assert pages(desk)[-1].reason == "police"
    assert pages(desk)[-1].wanted.plate is not None
    assert pages(desk)[-1].wanted.plate.exact
    page.keypad.used.emit("xy99")
    assert page.stack.currentWidget() is page.reasons
    assert page.call.plate == "AB12CDE"


def test_a_reason_that_is_not_given_searches_nothing(desk: Desk) -> None:
    page = supervisor(desk)
    asked = len(pages(desk))
    desk.window.navigator.go("history", "AB12CDE")
    tap(desk.control("history.reason.back"))
    assert page.stack.currentWidget() is not page.reasons
    assert len(pages(desk)) == asked


def test_what_cannot_be_searched_for_says_what_to_do(desk: Desk) -> None:
    page = supervisor(desk)
    page._search(HistoryCall(plate="7B", span="any"), "check")
    assert page.box.shown is Shown.EMPTY
    assert "3" in page.box.label.text()
    tap(desk.control("history.box.key"))
    assert page.stack.currentWidget() is page.keypad


def test_states_at_work_empty_and_a_fault_with_a_way_out(desk: Desk) -> None:
    page = guard(desk)
    assert page.box.shown is Shown.WORK
    desk.run(11, step=0.5)
    assert page.box.key.text() == "Stop"
    tap(page.box.key)
    (query,) = pages(desk)
    assert desk.site.cancelled == [query.query_id]
    desk.site.refuse(query, "query.cancelled")
    assert page.box.shown is Shown.EMPTY
    tap(page.box.key)
    desk.site.found(pages(desk)[-1], HistoryPage(rows=(), older=None, newer=None))
    assert page.box.label.text() == "Nothing found. Try fewer characters or a longer time."
    page._search(page.call)
    desk.site.refuse(pages(desk)[-1], "db.gone", time="13:00")
    assert page.box.shown is Shown.FAULT
    assert page.box.key.text() == "Try again"
    assert "Gates and reading go on" in page.box.label.text()
    tap(page.box.key)
    assert page.box.shown is Shown.WORK


def test_more_goes_on_where_the_page_ended(desk: Desk) -> None:
    page = guard(desk)
    desk.site.found(pages(desk)[0], a_page(50, older=True))
    assert page.rows.count == 51
    assert page.rows.sentence(50) == "More 50"
    QTest.keyClick(page.rows, Qt.Key.Key_End)
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    assert pages(desk)[-1].cursor == Cursor(moment=1)
    desk.site.found(pages(desk)[-1], a_page(4))
    assert page.rows.count == 54
    assert page.rows.current == 50, "the list stays where the finger is"


def test_keys_walk_and_open_and_letters_type(desk: Desk) -> None:
    page = guard(desk)
    desk.site.found(pages(desk)[0], a_page(40))
    QTest.keyClick(page.rows, Qt.Key.Key_PageDown)
    paged = page.rows.current
    assert paged > 2
    QTest.keyClick(page.rows, Qt.Key.Key_PageUp)
    assert page.rows.current == 0
    QTest.keyClick(page.rows, Qt.Key.Key_X)
    assert page.stack.currentWidget() is page.keypad
    assert page.keypad.field.text() == "X"
    desk.window.escape()
    assert not page.busy
    QTest.keyClick(page.rows, Qt.Key.Key_Return)
    assert desk.window.page == "evidence"


def test_the_keypad_offers_a_character_nobody_knows(desk: Desk) -> None:
    page = guard(desk)
    tap(desk.control("history.plate"))
    key = page.keypad.keys[2][9]
    assert key.text() == "?"
    tap(key)
    assert page.keypad.field.text() == "?"


def test_rows_of_other_days_are_gone_with_the_elevation(desk: Desk) -> None:
    desk.window.people.start_shift("07")
    page = supervisor(desk)
    page._search(HistoryCall(span="7"), "check")
    desk.site.found(pages(desk)[-1], a_page())
    assert page.rows.count == 3
    desk.window.people.end()
    assert page.rows.count == 0
    assert page.call == HistoryCall()
    assert pages(desk)[-1].wanted.since == desk.clock.utc_now() - timedelta(hours=24)


@pytest.mark.parametrize(
    ("code", "since", "until"),
    [
        ("today", "2026-11-21T23:00", None),
        ("yesterday", "2026-11-20T23:00", "2026-11-21T23:00"),
        ("7", "2026-11-15T23:00", None),
        ("2026-10-25", "2026-10-24T22:00", "2026-10-25T23:00"),
        ("2026-11-01..2026-11-02", "2026-10-31T23:00", "2026-11-02T23:00"),
        ("any", None, None),
    ],
)
def test_spans_are_days_of_the_site(code: str, since: str | None, until: str | None) -> None:
    from zoneinfo import ZoneInfo

    now = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)
    found = span_of(code, now, ZoneInfo("Europe/Berlin"))
    told = tuple(
        None if at is None else at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M")
        for at in found
    )
    assert told == (since, until)


def test_from_to_takes_two_taps_and_no_day_after_today(desk: Desk) -> None:
    page = supervisor(desk)
    tap(desk.control("history.span.key"))
    tap(desk.control("history.span.days"))
    days = {key.text(): key for key in page.months.days if key.isVisible()}
    assert not days["23"].isEnabled()
    tap(days["10"])
    assert not days["9"].isEnabled()
    tap(days["12"])
    tap(desk.control("history.reason.check"))
    assert page.call.span == "2026-11-10..2026-11-12"
    assert page.bar.span.text() == "Tue 10.11. – Thu 12.11."


# ------------------------------------------------------------------------------ the whole way


@pytest.fixture
def record(tmp_path: Path, qapp: object) -> Iterator[tuple[MainWindow, RecordSite]]:
    clock = ManualClock()
    open_store(tmp_path, clock=clock).close()
    load_file(tmp_path / "alpr.sqlite3", SampleSite(rows=3000, days=20))
    store = open_store(tmp_path, clock=clock)
    config = site_config()
    site = RecordSite(clock, store, config, tmp_path)
    window = MainWindow(site, config, clock=clock)
    window.show()
    yield window, site
    window.close()
    window.deleteLater()
    store.close()


def test_a_real_record_is_searched_with_a_reason_that_is_kept(
    record: tuple[MainWindow, RecordSite],
) -> None:
    window, site = record
    window.people.elevate(Session(token=site.token(), user="Anna", role="supervisor"))
    window.navigator.go("history")
    page = window.navigator.page
    assert isinstance(page, HistoryScreen)
    page._span_chosen(TUESDAY)
    page.reasons.chosen.emit("complaint")
    assert page.rows.count >= 50
    days = {row.first_seen_at.astimezone(page._around.local.zone).date() for row in page._rows}
    assert [str(day) for day in days] == [TUESDAY]
    plate = page._rows[0].effective
    window.navigator.go("history", plate)
    page.reasons.chosen.emit("police")
    assert page._rows[0].effective
    kinds = [
        (row.actor, row.body) for row in site.store.records.audit_rows(limit=10_000)
        if row.kind == "history.searched"
    ]  # fmt: skip
    assert [actor for actor, _ in kinds] == ["Anna", "Anna"]
    assert '"reason":"complaint"' in kinds[0][1]
    assert '"reason":"police"' in kinds[1][1]
    assert plate not in kinds[1][1]


def test_the_server_side_gives_a_guard_no_other_day(record: tuple[MainWindow, RecordSite]) -> None:
    window, site = record
    window.people.start_shift("07")
    window.navigator.go("history")
    page = window.navigator.page
    assert isinstance(page, HistoryScreen)
    refused = HistoryPageWanted(
        wanted=HistoryCall(span="7").wanted(site.clock.utc_now(), page._around.local.zone),
        actor="07",
    )
    answers = []
    site.bus.query_answered.connect(answers.append)
    site.query(refused)
    assert [one.code for one in answers] == ["history.beyond_guard"]
