# SPDX-License-Identifier: AGPL-3.0-or-later
"""S20: who has access, a new PIN typed twice, access taken away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alpr_kiosk.domain.people_intents import UserSaved, UserStopped
from alpr_kiosk.domain.people_queries import UserRow, UsersWanted
from tests.ui.conftest import Desk
from ui.people import Session
from ui.screens.settings_users import UsersScreen
from ui.widgets.notice_row import NoticeRow

PIN = "480571"


class Users:
    def __init__(self, desk: Desk, role: str) -> None:
        self.desk = desk
        session = Session(token="t-1", user="Carl", role=role)
        desk.window.people.elevate(session)
        desk.window.navigator.go("settings.users")
        screen = desk.window.navigator.screen("settings.users")
        assert isinstance(screen, UsersScreen)
        self.screen = screen
        self.load()

    def load(self) -> None:
        query = self.desk.site.queries[-1]
        assert isinstance(query, UsersWanted)
        assert query.session == "t-1"
        now = self.desk.clock.utc_now()
        rows = (
            ("Anna", "guard", True, 12),
            ("Ben", "guard", False, 1),
            ("Carl", "supervisor", True, 0),
            ("Dora", "installer", True, 400),
        )
        found = tuple(
            UserRow(
                name=name,
                role=role,
                active=active,
                changed_at=now - timedelta(days=days),
                on_shift=name == "Anna",
            )
            for name, role, active, days in rows
        )
        self.desk.site.found(query, found)

    def row(self, name: str) -> NoticeRow:
        found = [row for row in self.screen.list.rows if isinstance(row, NoticeRow)]
        return next(row for row in found if row.text == name)

    def keys(self, name: str) -> list[str]:
        return [key.text() for key in self.row(name).keys]

    def type(self, pin: str) -> None:
        keys = {key.text(): key for key in self.screen.new_pin.pad.keys}
        for digit in pin:
            keys[digit].click()
        self.screen.new_pin.pad.ok.click()


def test_who_may_do_what_is_on_the_keys(build) -> None:
    supervisor = Users(build(), "supervisor")
    assert supervisor.keys("Anna") == ["New PIN", "Stop access"]
    assert supervisor.keys("Ben") == ["New PIN"]
    assert supervisor.keys("Carl") == ["New PIN"]
    assert supervisor.keys("Dora") == []
    assert supervisor.row("Anna").caption == "Guard  ·  on shift now  ·  PIN set 12 days ago"
    assert supervisor.row("Ben").caption == "Guard  ·  access stopped yesterday"
    installer = Users(build(), "installer")
    assert installer.keys("Dora") == ["New PIN", "Stop access"]
    auditor = Users(build(), "auditor")
    assert auditor.keys("Anna") == []
    assert not auditor.screen.add_key.isVisible()


@pytest.fixture
def users(desk: Desk) -> Users:
    return Users(desk, "supervisor")


def test_a_pin_is_typed_twice_and_never_shown(users: Users) -> None:
    users.row("Anna").keys[0].click()
    assert users.screen.busy
    users.type(PIN[:5])
    assert not users.screen.new_pin.again
    users.screen.new_pin.pad.keys[0].click()
    users.screen.new_pin.begin("")
    users.type(PIN)
    assert users.screen.new_pin.again
    users.type("480572")
    assert users.screen.new_pin.message == "The two PINs differ. Nothing was changed."
    assert users.desk.site.of(UserSaved) == []
    users.type(PIN)
    users.type(PIN)
    (saved,) = users.desk.site.of(UserSaved)
    assert isinstance(saved, UserSaved)
    assert (saved.user, saved.role, saved.pin, saved.is_new) == ("Anna", "guard", PIN, False)
    assert saved.session == "t-1"
    users.desk.site.answer(saved, code="user.saved", user="Anna")
    assert not users.screen.busy
    assert users.desk.window.toast.text == "Anna has a new PIN."


def test_a_weak_pin_begins_anew_with_a_reason(users: Users) -> None:
    users.row("Anna").keys[0].click()
    users.type("234567")
    users.type("234567")
    (saved,) = users.desk.site.of(UserSaved)
    users.desk.site.answer(saved, ok=False, code="pin.too_simple")
    assert users.screen.busy
    assert users.screen.new_pin.message == "This PIN is too easy to guess."
    users.type(PIN)
    users.type(PIN)
    assert len(users.desk.site.of(UserSaved)) == 2


def test_somebody_new_gets_a_name_a_role_and_a_pin(users: Users) -> None:
    screen = users.screen
    screen.add_key.click()
    assert not screen.next_key.isEnabled()
    assert not screen.role_keys["installer"].isEnabled()
    screen.name_key.click()
    assert screen.keypad.isVisible()
    for key in screen.keypad.keys[1][:3]:
        key.click()
    screen.keypad.use_key.click()
    assert screen.name_key.text() == "QWE"
    screen.next_key.click()
    users.type(PIN)
    users.type(PIN)
    (saved,) = users.desk.site.of(UserSaved)
    assert isinstance(saved, UserSaved)
    assert (saved.user, saved.role, saved.is_new) == ("QWE", "guard", True)
    users.desk.site.answer(saved, ok=False, code="user.exists", user="QWE")
    assert "has access already" in users.desk.window.toast.text


def test_access_is_taken_away_with_a_second_touch(users: Users) -> None:
    users.row("Anna").keys[1].click()
    assert users.keys("Anna") == ["Keep", "Really stop"]
    users.row("Anna").keys[0].click()
    assert users.keys("Anna") == ["New PIN", "Stop access"]
    assert users.desk.site.of(UserStopped) == []
    users.row("Anna").keys[1].click()
    users.row("Anna").keys[1].click()
    (stopped,) = users.desk.site.of(UserStopped)
    assert isinstance(stopped, UserStopped)
    assert (stopped.user, stopped.session) == ("Anna", "t-1")
    users.desk.site.answer(stopped, code="user.stopped", user="Anna")
    assert users.desk.window.toast.text == "Anna has no access any more."


def test_a_list_that_cant_be_read_says_so(desk: Desk) -> None:
    session = Session(token="t-1", user="Carl", role="supervisor")
    desk.window.people.elevate(session)
    desk.window.navigator.go("settings.users")
    screen = desk.window.navigator.screen("settings.users")
    assert isinstance(screen, UsersScreen)
    desk.site.refuse(desk.site.queries[-1], "storage.unwritable")
    assert screen.state.key.text() == "Try again"
    asked = len(desk.site.queries)
    screen.state.key.click()
    assert len(desk.site.queries) == asked + 1
    assert isinstance(desk.site.queries[-1], UsersWanted)


def test_esc_goes_one_step_back(users: Users) -> None:
    users.screen.add_key.click()
    users.screen.name_key.click()
    users.desk.window.escape()
    assert users.screen.keypad.isHidden()
    assert users.screen.busy
    users.desk.window.escape()
    assert not users.screen.busy
    assert users.desk.window.page == "settings.users"
