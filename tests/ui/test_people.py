# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shift, hand-over, PINs for openings, lock and privacy, at the window with a clock by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from alpr_kiosk.domain.events import CameraHealth, CameraState, CommandSource
from alpr_kiosk.domain.first_run import FirstRun
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.intents import PinSubmitted, ReasonGiven, SessionEnded
from alpr_kiosk.domain.people_intents import (
    HandoverItemRead,
    NoteAdded,
    SessionRenewed,
    ShiftEnded,
    ShiftStarted,
)
from alpr_kiosk.domain.people_queries import Handover, HandoverItem, HandoverWanted
from alpr_kiosk.domain.settings_intents import ConfigTrial
from tests.ui.conftest import Desk
from ui.people import PRIVACY_S, Session
from ui.privacy import initials, masked_plate
from ui.screens.handover import HandoverScreen, Mode
from ui.widgets.notice_row import NoticeRow

PIN = "739204"
SUPERVISOR = Session(token="s-1", user="Supervisor", role="supervisor")


class Guards:
    """A site with guards, whose touches are counted."""

    def __init__(self, desk: Desk, *guards: str) -> None:
        self.desk = desk
        self.site = desk.site
        self.window = desk.window
        self.touches = 0
        self.items: tuple[HandoverItem, ...] = ()
        desk.site.people = {"guard": guards or ("Anna", "Ben"), "supervisor": ("Supervisor",)}
        self.window.signing.look_for_guards()

    @property
    def screen(self) -> HandoverScreen:
        return self.window.handover

    def touch(self, control: QAbstractButton) -> None:
        self.touches += 1
        assert control.isVisible(), control.objectName()
        assert control.isEnabled(), control.objectName()
        QTest.mouseClick(control, Qt.MouseButton.LeftButton)

    def touch_pin(self, user: str, *, ok: bool = True, **context: str) -> PinSubmitted:
        pad = self.window.pin
        assert pad.isVisible()
        if pad.user != user:
            self.touch(next(key for key in pad.names if key.text() == user))
        keys = {key.text(): key for key in pad.digit_keys}
        for digit in PIN:
            self.touch(keys[digit])
        self.touch(pad.ok)
        intent = self.site.intents[-1]
        assert isinstance(intent, PinSubmitted)
        assert intent.user == user
        if ok:
            self.site.answer(intent, session=f"token-{user}")
        else:
            self.site.answer(intent, ok=False, code="pin.wrong", **context)
        return intent

    def answer_queries(self) -> None:
        for query in self.site.queries:
            if isinstance(query, HandoverWanted):
                since = self.desk.clock.utc_now() - timedelta(days=2)
                items = () if query.leaving else self.items
                self.site.found(query, Handover(user=query.user, since=since, items=items))
        self.site.queries.clear()

    def newest(self, kind: type) -> object:
        return self.site.of(kind)[-1]

    def rows(self) -> list[NoticeRow]:
        return [row for row in self.screen.list.rows if isinstance(row, NoticeRow)]

    def come(self, user: str, *items: HandoverItem) -> None:
        self.items = items
        self.touch(self.window.nav.keys["handover"])
        self.touch_pin(user)
        self.answer_queries()


@pytest.fixture
def guards(desk: Desk) -> Guards:
    return Guards(desk)


def item(number: int, kind: str = "note") -> HandoverItem:
    return HandoverItem(
        item_id=f"{kind}:{number}",
        kind=kind,
        code="handover.note",
        context=(("user", "Ben"), ("text", f"word {number}")),
    )


# ------------------------------------------------------------------------------------ hand-over


def test_a_shift_change_takes_22_touches(guards: Guards) -> None:
    """J5: out with "Nothing to report", in with three items to read."""
    site = guards.site
    site.begin_shift("Anna")
    guards.touch(guards.window.nav.keys["handover"])
    guards.answer_queries()
    guards.touch(guards.screen.end_key)
    guards.touch_pin("Anna")
    ended = guards.newest(ShiftEnded)
    assert isinstance(ended, ShiftEnded)
    assert (ended.session, ended.nothing) == ("token-Anna", True)
    site.end_shift()
    site.answer(ended, code="shift.ended", user="Anna")

    guards.items = (item(1), item(2), item(3))
    guards.touch_pin("Ben")
    guards.answer_queries()
    assert not guards.screen.start_key.isEnabled()
    assert guards.screen.skip_key.isEnabled()
    for _ in range(3):
        assert not guards.screen.start_key.isEnabled()
        guards.touch(next(row for row in guards.rows() if row.keys).keys[0])
    guards.touch(guards.screen.start_key)
    started = guards.newest(ShiftStarted)
    assert isinstance(started, ShiftStarted)
    assert (started.session, started.skipped) == ("token-Ben", False)
    assert started.read == ("note:1", "note:2", "note:3")
    site.begin_shift("Ben")
    site.answer(started, code="shift.started", time="22:00")
    assert guards.window.page == "live"
    assert guards.window.people.guard == "Ben"
    assert guards.touches <= 22


def test_skip_begins_the_shift_and_asks_again(guards: Guards) -> None:
    guards.come("Ben", item(1), item(2))
    guards.touch(guards.rows()[0].keys[0])
    guards.touch(guards.screen.skip_key)
    started = guards.newest(ShiftStarted)
    assert isinstance(started, ShiftStarted)
    assert (started.skipped, started.read) == (True, ("note:1",))
    guards.site.begin_shift("Ben", skipped=True, read=("note:1",))
    guards.answer_queries()
    guards.site.answer(started, code="shift.started", time="22:00")
    assert guards.window.around.duty.unread == 1
    guards.desk.run(599, step=10)
    assert "not read" not in guards.window.toast.text
    guards.desk.run(2, step=1)
    assert "1 of the hand-over not read yet" in guards.window.toast.text
    guards.touch(guards.window.nav.keys["handover"])
    guards.answer_queries()
    assert guards.screen.mode is Mode.ON_SHIFT
    (row,) = [one for one in guards.rows() if one.keys]
    guards.touch(row.keys[0])
    read = guards.newest(HandoverItemRead)
    assert isinstance(read, HandoverItemRead)
    assert (read.session, read.item_id) == ("token-Ben", "note:2")
    assert guards.window.around.duty.unread == 0


def test_nothing_new_says_so_and_lets_begin_at_once(guards: Guards) -> None:
    guards.come("Anna")
    assert guards.screen.state.label.text() == "Nothing new since your last shift."
    assert guards.screen.start_key.isEnabled()


def test_what_cant_be_read_never_keeps_a_guard_from_the_shift(guards: Guards) -> None:
    guards.touch(guards.window.nav.keys["handover"])
    guards.touch_pin("Anna")
    query = guards.site.queries.pop()
    guards.site.refuse(query, "storage.unwritable")
    assert "can't be read now" in guards.screen.state.label.text()
    assert guards.screen.state.key.text() == "Try again"
    guards.touch(guards.screen.state.key)
    guards.items = (item(1),)
    guards.answer_queries()
    assert len(guards.rows()) == 1
    guards.touch(guards.screen.skip_key)
    assert guards.site.of(ShiftStarted)


def test_pins_that_cant_be_checked_let_begin_unsigned(guards: Guards) -> None:
    guards.touch(guards.window.nav.keys["handover"])
    pad = guards.window.pin
    for digit in PIN:
        pad.type_digit(digit)
    guards.touch(pad.ok)
    guards.desk.run(4.9, step=0.1)
    assert not pad.unsigned_key.isVisible()
    guards.desk.run(0.2, step=0.1)
    assert "can't be checked" in pad.message
    guards.touch(pad.unsigned_key)
    started = guards.newest(ShiftStarted)
    assert isinstance(started, ShiftStarted)
    assert (started.session, started.user, started.skipped) == ("", "Anna", True)
    guards.site.begin_shift("Anna", signed=False)
    assert guards.window.people.guard == ""
    assert guards.window.status.badge.kind == "warning"


def test_a_pin_for_something_else_is_never_unsigned(guards: Guards) -> None:
    guards.window.show_lists()
    pad = guards.window.pin
    for digit in PIN:
        pad.type_digit(digit)
    pad.ok.click()
    guards.desk.run(6, step=0.1)
    assert "can't be checked" in pad.message
    assert not pad.unsigned_key.isVisible()
    assert pad.isVisible()


def test_who_leaves_before_the_start_is_not_on_shift(guards: Guards) -> None:
    guards.come("Ben", item(1))
    guards.touch(guards.window.nav.keys["live"])
    assert guards.site.of(ShiftStarted) == []
    ended = guards.newest(SessionEnded)
    assert isinstance(ended, SessionEnded)
    assert ended.session == "token-Ben"
    assert guards.screen.mode is Mode.NOBODY


def test_what_is_open_is_settled_before_going_home(guards: Guards) -> None:
    guards.site.begin_shift("Anna")
    guards.touch(guards.window.nav.keys["handover"])
    opening = HandoverItem(
        item_id="opening:i1",
        kind="opening",
        code="handover.opening",
        context=(("gate", "gate-1"), ("actor", "")),
        intent_id="i1",
        gate_id="gate-1",
    )
    query = guards.site.queries.pop()
    now = guards.desk.clock.utc_now()
    guards.site.found(query, Handover(user="Anna", since=now, items=(opening, item(1))))
    rows = guards.rows()
    assert rows[0].text == "Gate 1 opened by somebody who was not signed in: no reason yet"
    assert guards.screen.end_key.text() == "END SHIFT"
    guards.touch(rows[0].keys[0])
    assert guards.window.reasons.event_id == "i1"
    guards.window.reasons.intent.emit(ReasonGiven(event_id="i1", reason="delivery"))
    reason = guards.newest(ReasonGiven)
    guards.site.answer(reason, code="override.saved", event_id="i1", reason="delivery")  # type: ignore[arg-type]
    assert [row.text for row in guards.rows()] == ["Note of Ben: word 1"]


def test_a_note_is_typed_by_touch_and_kept(guards: Guards) -> None:
    guards.site.begin_shift("Anna")
    guards.touch(guards.window.nav.keys["handover"])
    guards.answer_queries()
    assert guards.screen.state.label.text() == "Nothing is left open in this shift."
    guards.touch(guards.screen.note_key)
    assert guards.screen.busy
    keypad = guards.screen.keypad
    assert keypad is not None
    for row in keypad.keys[:2]:
        guards.touch(row[3])
    guards.touch(keypad.use_key)
    note = guards.newest(NoteAdded)
    assert isinstance(note, NoteAdded)
    assert (note.session, note.text) == ("token-Anna", "4R")
    guards.site.answer(note, code="handover.note_kept", note="7")
    assert guards.site.queries  # it is shown as the record has it


def test_the_next_guard_is_told_of_cameras_and_held_gates(guards: Guards) -> None:
    since = guards.desk.clock.utc_now()
    guards.site.bus.camera_changed.emit(
        CameraHealth(camera_id="cam-2", state=CameraState.LOST, since_at=since, code="camera.gone")
    )
    guards.site.gate("gate-2", state=GateState.HELD_OPEN, held_until=since + timedelta(minutes=9))
    guards.touch(guards.window.nav.keys["handover"])
    guards.touch_pin("Ben")
    query = guards.site.queries[-1]
    assert isinstance(query, HandoverWanted)
    assert [camera for camera, _ in query.cameras_down] == ["cam-2"]
    assert [gate for gate, _ in query.held] == ["gate-2"]
    assert (query.user, query.session) == ("Ben", "token-Ben")


def test_a_site_without_guards_has_no_shift_and_nothing_nags(desk: Desk) -> None:
    desk.window.nav.keys["handover"].click()
    assert not desk.window.pin.isVisible()
    assert "no shifts" in desk.window.handover.state.label.text()
    desk.run(3600, step=60)
    assert desk.window.toast.isHidden()
    assert not desk.window.people.locked
    desk.window.show_live()
    key = desk.window.gates.panels["gate-1"].open_key
    QTest.mousePress(key, Qt.MouseButton.LeftButton)
    desk.run(0.61)
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton)
    assert desk.site.openings[0].source is CommandSource.BAR


def test_an_installer_stays_where_nobody_is_on_shift(guards: Guards) -> None:
    """New settings build the site anew, and it says who is on shift: nobody, as before."""
    guards.window.people.elevate(Session(token="s-1", user="Ines", role="installer"))
    guards.site.bus.shift_changed.emit(None)
    assert guards.window.people.session.user == "Ines"
    assert guards.site.of(SessionEnded) == []
    guards.site.begin_shift("Anna")
    guards.site.end_shift()
    assert not guards.window.people.session, "with a shift it ends"


def test_the_pin_that_keeps_new_settings_has_all_its_keys(guards: Guards) -> None:
    """Nobody is on shift and setup is not finished: both bars stand where the pad must be."""
    guards.site.bus.first_run_changed.emit(FirstRun(step="sheet", sheet="x.pdf"))
    guards.site.bus.config_trial_changed.emit(ConfigTrial(seconds_left=60))
    window = guards.window
    window.show_live()
    assert window.setup_bar.isVisible()
    guards.touch(window.trial.keep_key)
    assert window.pin.isVisible()
    for key in (*window.pin.digit_keys, window.pin.ok):
        middle = key.mapTo(window, key.rect().center())
        assert window.childAt(middle) is key, key.objectName()


def test_the_end_of_a_shift_is_said_three_times(guards: Guards) -> None:
    end = guards.desk.clock.utc_now() + timedelta(minutes=5)
    guards.site.begin_shift("Anna", ends_at=end)
    assert "till" in guards.window.status.badge.caption
    said: list[str] = []
    guards.window.around.duty.said.connect(lambda text, _icon: said.append(text))
    for _ in range(36):
        guards.desk.run(60, step=60)
    assert [text[:29] for text in said] == ["The shift of Anna was to end "] * 3
    guards.site.end_shift()
    assert said[-1] == "The shift of Anna has ended by itself. Sign in to begin yours."


# ------------------------------------------------------------------------- sessions and the lock


def test_a_touch_renews_the_session_of_the_site_too(desk: Desk) -> None:
    people = desk.window.people
    people.elevate(SUPERVISOR)
    for _ in range(10):
        desk.run(15, step=1)
        people.renew()
    renewals = desk.site.of(SessionRenewed)
    assert 4 <= len(renewals) <= 8
    assert {one.session for one in renewals} == {"s-1"}  # type: ignore[attr-defined]
    assert people.session
    desk.site.answer(renewals[-1], ok=False, code="session.ended")
    assert not people.session


def test_names_rest_after_ten_minutes_and_come_back_with_a_touch(guards: Guards) -> None:
    guards.site.begin_shift("Anna")
    guards.site.passage()
    explain = guards.window.around.explain
    (card,) = guards.window.live.rail.cards
    assert (explain.plate(card.view), explain.parts(card.view)[1]) == ("AB12CDE", "Unit 14")
    guards.desk.run(PRIVACY_S - 1, step=60)
    assert not explain.veiled
    guards.desk.run(2, step=1)
    assert (explain.plate(card.view), explain.parts(card.view)[1]) == ("AB•••••", "U. 1.")
    assert "1 2 C D E" not in card.accessibleName()
    assert "AB12CDE" not in card.accessibleDescription()
    QTest.mouseClick(guards.window.live.rail, Qt.MouseButton.LeftButton)
    guards.window.people.renew()
    assert explain.plate(card.view) == "AB12CDE"
    assert guards.window.people.guard == "Anna"


@pytest.mark.parametrize(("lock", "after_s"), [("off", None), ("15 min", 900), ("30 min", 1800)])
def test_the_screen_locks_itself_when_the_site_says_so(
    build, lock: str, after_s: int | None
) -> None:
    desk = build()
    config = desk.config.session.model_copy(update={"guard_idle_lock": lock})
    assert config.idle_lock_s == after_s
    desk.window.people._idle_lock_s = config.idle_lock_s
    desk.run((after_s or 7200) - 1, step=30)
    assert not desk.window.people.locked
    desk.run(2, step=1)
    assert desk.window.people.locked is (after_s is not None)


def test_a_lock_shows_pictures_and_counts_and_no_names(guards: Guards) -> None:
    guards.site.begin_shift("Anna")
    window = guards.window
    window.lock_screen()
    guards.site.frame("cam-1")
    assert window.lock.tiles["cam-1"].isVisible()
    assert guards.site.sizes["cam-1"] != (0, 0)
    guards.site.passage()
    assert window.lock.counts["allow"].count == 1
    view = guards.site.passage(number=2)
    guards.site.ask(view)
    assert window.ask.isVisible()
    assert "Unit 14" not in window.ask.reason_text()
    assert window.people.actor == ""
    assert window.gates.panels["gate-1"].source is CommandSource.UNSIGNED


def test_muster_needs_no_pin_on_a_lock(guards: Guards) -> None:
    guards.window.lock_screen()
    wanted: list[str] = []
    guards.window.lock.wanted.connect(lambda name, _argument: wanted.append(name))
    guards.touch(guards.window.lock.muster)
    assert wanted == ["muster"]


def test_a_pin_that_is_typed_ends_with_the_lock(guards: Guards) -> None:
    guards.window.show_lists()
    pad = guards.window.pin
    for digit in PIN:
        pad.type_digit(digit)
    pad.ok.click()
    intent = guards.newest(PinSubmitted)
    assert isinstance(intent, PinSubmitted)
    guards.window.lock_screen()
    assert not pad.isVisible()
    guards.site.answer(intent, session="token-late")
    assert not guards.window.people.session
    assert guards.newest(SessionEnded).session == "token-late"  # type: ignore[attr-defined]
    assert guards.window.page == "lock"


def test_esc_on_a_lock_stays_on_the_lock(guards: Guards) -> None:
    guards.window.lock_screen()
    guards.window.escape()
    assert guards.window.page == "lock"
    guards.window.navigator.back()
    assert guards.window.page == "lock"


def test_the_guard_unlocks_and_goes_on(guards: Guards) -> None:
    guards.site.begin_shift("Anna")
    guards.window.lock_screen()
    guards.touch(guards.window.lock.sign_in)
    guards.touch_pin("Anna")
    assert not guards.window.people.locked
    assert guards.window.page == "live"
    assert guards.window.people.guard == "Anna"
    assert not guards.window.people.session


def test_another_guard_who_unlocks_begins_a_shift(guards: Guards) -> None:
    guards.site.begin_shift("Anna")
    guards.window.lock_screen()
    guards.touch(guards.window.lock.sign_in)
    guards.touch_pin("Ben")
    guards.answer_queries()
    assert not guards.window.people.locked
    assert guards.screen.mode is Mode.COMING
    assert "Ends the shift of Anna." in guards.screen.since.text()


def test_a_supervisor_unlocks_too(guards: Guards) -> None:
    guards.window.lock_screen()
    guards.touch(guards.window.lock.sign_in)
    guards.touch_pin("Supervisor")
    assert guards.window.people.session.role == "supervisor"
    assert guards.window.page == "live"


def test_the_badge_ends_an_elevation_or_leads_to_the_shift(guards: Guards) -> None:
    guards.window.people.elevate(SUPERVISOR)
    assert guards.window.status.badge.caption == "Supervisor"
    guards.window.status.badge.click()
    assert not guards.window.people.session
    assert guards.newest(SessionEnded).session == "s-1"  # type: ignore[attr-defined]
    guards.window.status.badge.click()
    assert guards.window.page == "handover"


# ------------------------------------------------------------------------------ PIN and openings


@pytest.fixture
def banned(guards: Guards) -> Guards:
    guards.site.begin_shift("Anna")
    guards.site.gate("gate-1", name="Gate 1", needs_long_hold=True, warning_code="gate.deny_listed")
    return guards


def hold(guards: Guards, name: str, seconds: float) -> None:
    key = guards.desk.control(name)
    QTest.mousePress(key, Qt.MouseButton.LeftButton)
    guards.desk.run(seconds)
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton)


def test_a_tap_on_open_asks_for_a_pin_and_the_usual_hold_opens(banned: Guards) -> None:
    panel = banned.window.gates.panels["gate-1"]
    assert panel.open_key.caption == "PIN, or hold 3 s"
    hold(banned, "gate.gate-1.open", 0.2)
    pad = banned.window.pin
    assert pad.isVisible()
    assert pad.open_key.isVisible()
    assert pad.user == "Anna"
    assert banned.site.openings == []
    banned.touch_pin("Anna")
    assert banned.site.openings == []  # a tap never opens
    assert banned.window.people.session.token == ""
    hold(banned, "gate.gate-1.open", 0.61)
    (opening,) = banned.site.openings
    assert (opening.session, opening.source) == ("token-Anna", CommandSource.BAR)
    assert [one.session for one in banned.site.of(SessionEnded)] == ["token-Anna"]  # type: ignore[attr-defined]
    hold(banned, "gate.gate-1.open", 0.61)
    assert len(banned.site.openings) == 1  # it was for one opening


def test_a_pin_that_nobody_uses_is_given_up(banned: Guards) -> None:
    hold(banned, "gate.gate-1.open", 0.2)
    banned.touch_pin("Anna")
    banned.desk.run(21, step=1)
    assert [one.session for one in banned.site.of(SessionEnded)] == ["token-Anna"]  # type: ignore[attr-defined]
    assert banned.window.gates.panels["gate-1"].open_key.hold_s == 3.0


def test_the_pad_opens_without_a_pin_when_its_key_is_held(banned: Guards) -> None:
    hold(banned, "gate.gate-1.open", 0.2)
    hold(banned, "pin.open", 2.9)
    assert banned.site.openings == []
    hold(banned, "pin.open", 3.02)
    (opening,) = banned.site.openings
    assert (opening.source, opening.held_ms >= 3000) == (CommandSource.UNSIGNED, True)
    assert not banned.window.pin.isVisible()


def test_other_pads_have_no_key_that_opens(guards: Guards) -> None:
    guards.window.show_lists()
    assert guards.window.pin.isVisible()
    assert not guards.window.pin.open_key.isVisible()


def test_a_tap_on_a_moving_gate_asks_for_no_pin(guards: Guards) -> None:
    guards.site.gate("gate-1", name="Gate 1", needs_long_hold=True, warning_code="gate.wait_moving")
    hold(guards, "gate.gate-1.open", 0.2)
    assert not guards.window.pin.isVisible()


def test_wrong_pins_are_never_in_front_of_open(banned: Guards) -> None:
    """T20 at the window: the wait counts down, OPEN and the pad's own key open all along."""
    hold(banned, "gate.gate-1.open", 0.2)
    banned.touch_pin("Anna", ok=False, s="32")
    assert not banned.window.pin.ok.isEnabled()
    hold(banned, "gate.gate-2.open", 0.61)
    hold(banned, "gate.gate-1.open", 3.02)
    assert [one.gate_id for one in banned.site.openings] == ["gate-2", "gate-1"]


def test_without_a_shift_openings_are_unsigned_where_there_are_guards(guards: Guards) -> None:
    hold(guards, "gate.gate-1.open", 0.61)
    guards.site.begin_shift("Anna")
    hold(guards, "gate.gate-2.open", 0.61)
    first, second = guards.site.openings
    assert (first.source, first.actor) == (CommandSource.UNSIGNED, "")
    assert (second.source, second.actor) == (CommandSource.BAR, "Anna")


def test_a_guard_who_signs_in_for_something_else_is_on_shift(guards: Guards) -> None:
    done: list[Session] = []
    guards.window.people.need(("guard", "supervisor"), "make a pass", done.append)
    guards.touch_pin("Ben")
    assert [session.user for session in done] == ["Ben"]
    started = guards.newest(ShiftStarted)
    assert isinstance(started, ShiftStarted)
    assert started.skipped
    assert guards.window.people.actor == "Ben"
    guards.window.people.need(("guard",), "make a pass", done.append)
    assert len(done) == 2


def test_many_names_are_a_list_that_scrolls(desk: Desk) -> None:
    names = tuple(f"Guard {number:02d}" for number in range(1, 12))
    guards = Guards(desk, *names)
    guards.touch(guards.window.nav.keys["handover"])
    pad = guards.window.pin
    assert len(pad.names) == len(names)
    assert pad._area.verticalScrollBar().maximum() > 0
    pad.names[-1].click()
    assert (pad.user, pad.role, pad.title) == ("Guard 11", "guard", "Guard PIN")


def test_masks() -> None:
    assert masked_plate("") == ""
    assert masked_plate("A") == "A"
    assert masked_plate("AB12CDE") == "AB•••••"
    assert initials("Unit 21, Dr. Lind") == "U. 2. D. L."
    assert initials("  ") == ""
