# SPDX-License-Identifier: AGPL-3.0-or-later
"""S20, S24, S28: recovery words by touch. Made and written down, and the way back in by them."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from alpr_kiosk.domain.people_queries import UserRow, UsersWanted
from alpr_kiosk.domain.recovery import (
    PinRecovered,
    RecoveryPrintWanted,
    RecoveryRenewed,
    RecoveryState,
    RecoveryWanted,
    new_words,
)
from tests.ui.conftest import Desk
from ui.people import Session
from ui.screens.pin_pad import PinPad
from ui.screens.recovery import SHOWN_S, RecoveryPad, RecoverySheet
from ui.screens.settings_users import UsersScreen
from ui.screens.word_pad import WordPad
from ui.widgets.notice_row import NoticeRow

PIN = "480571"
WORDS = new_words(random.Random(7).randrange)


def touch(control: QAbstractButton) -> None:
    assert control.isVisible(), control.objectName()
    assert control.isEnabled(), control.objectName()
    QTest.mouseClick(control, Qt.MouseButton.LeftButton)


def touch_word(pad: WordPad, word: str) -> int:
    """Letters until the word is offered; return how many touches it took."""
    keys = {key.text(): key for line in pad.letters for key in line}
    touches = 0
    while word not in [key.text() for key in pad.offers]:
        touch(keys[word[touches].upper()])
        touches += 1
    touch(next(key for key in pad.offers if key.text() == word))
    return touches + 1


def touch_pin(pad: RecoveryPad) -> None:
    keys = {key.text(): key for key in pad.new_pin.pad.keys}
    for _ in range(2):
        for digit in PIN:
            touch(keys[digit])
        touch(pad.new_pin.pad.ok)


class Lost:
    """A supervisor who wants to see the users and does not know the PIN."""

    def __init__(self, desk: Desk, *, user: str = "Supervisor") -> None:
        self.desk = desk
        now = desk.clock.utc_now()
        rows = (UserRow(name="Supervisor", role="supervisor", active=True, changed_at=now),)
        desk.site.answers[UsersWanted] = lambda _query: rows
        desk.site.answers[RecoveryWanted] = lambda _query: RecoveryState(used_at=now, user=user)
        desk.window.navigator.go("settings.users")
        touch(self.pin.forgot_key)

    @property
    def pin(self) -> PinPad:
        return self.desk.window.pin

    @property
    def pad(self) -> RecoveryPad:
        return self.pin.recovery

    def touch_words(self, words: tuple[str, ...] = WORDS) -> int:
        touches = sum(touch_word(self.pad.words, word) for word in words)
        touch(self.pad.words.next_key)
        return touches + 1

    def recovered(self) -> PinRecovered:
        intent = self.desk.site.of(PinRecovered)[-1]
        assert isinstance(intent, PinRecovered)
        return intent


@pytest.fixture
def lost(desk: Desk) -> Lost:
    return Lost(desk)


def test_the_words_and_a_new_pin_sign_in_and_ask_for_new_words(lost: Lost) -> None:
    assert lost.touch_words() <= 12 * 4 + 1
    touch_pin(lost.pad)
    intent = lost.recovered()
    assert (intent.user, intent.words, intent.pin) == ("Supervisor", WORDS, PIN)
    context = {"session": "t-9", "user": "Supervisor", "role": "supervisor"}
    lost.desk.site.answer(intent, code="recovery.used", **context)
    assert not lost.pin.isVisible()
    assert not lost.pad.isVisible()
    assert lost.desk.window.people.session == Session(
        token="t-9", user="Supervisor", role="supervisor"
    )
    assert "used up" in lost.desk.window.toast.text
    screen = lost.desk.window.navigator.page
    assert isinstance(screen, UsersScreen)
    assert screen.sheet.isVisible()
    assert len(screen.sheet.words) == 12


def test_nothing_of_the_words_stays_behind(lost: Lost) -> None:
    lost.touch_words()
    lost.desk.window.escape()
    assert lost.pin.isVisible(), "Esc leads to the PIN, not out"
    assert not lost.pad.isVisible()
    assert set(lost.pad.words.words) == {""}
    touch(lost.pin.forgot_key)
    assert lost.pad.words.isVisible()
    lost.desk.window.lock_screen()
    assert set(lost.pad.words.words) == {""}


def test_a_slip_is_told_before_anything_is_asked(lost: Lost) -> None:
    lost.touch_words((WORDS[1], WORDS[0], *WORDS[2:]))
    assert "not as on the sheet" in lost.pad.message
    assert lost.desk.site.of(PinRecovered) == []
    pad = lost.pad.words
    for number in (0, 1):
        touch(pad.places[number])
        touch_word(pad, WORDS[number])
    touch(pad.next_key)
    touch_pin(lost.pad)
    assert lost.recovered().words == WORDS


def test_words_of_an_older_sheet_wait(lost: Lost) -> None:
    lost.touch_words()
    touch_pin(lost.pad)
    lost.desk.site.answer(lost.recovered(), ok=False, code="recovery.wrong", s="8")
    assert "Try again in 8 s" in lost.pad.message
    assert lost.pad.words.words == WORDS, "one look at the paper is enough"
    assert not lost.pad.words.next_key.isEnabled()
    lost.desk.run(3, step=0.5)
    assert "Try again in 5 s" in lost.pad.message
    lost.desk.run(5.1, step=0.5)
    assert lost.pad.words.next_key.isEnabled()


def test_a_weak_pin_asks_for_another_one_and_keeps_the_words(lost: Lost) -> None:
    lost.touch_words()
    touch_pin(lost.pad)
    lost.desk.site.answer(lost.recovered(), ok=False, code="pin.like_date")
    assert "birthday" in lost.pad.new_pin.message
    touch_pin(lost.pad)
    assert len(lost.desk.site.of(PinRecovered)) == 2
    assert lost.recovered().words == WORDS


def test_words_that_nobody_checks_are_told(lost: Lost) -> None:
    lost.touch_words()
    touch_pin(lost.pad)
    lost.desk.run(8.5, step=0.5)
    assert "can't be checked now" in lost.pad.message


def test_only_letters_that_lead_to_a_word_can_be_tapped(lost: Lost) -> None:
    pad = lost.pad.words
    keys = {key.text(): key for line in pad.letters for key in line}
    assert not keys["X"].isEnabled()
    touch(keys["Z"])
    assert [key.text() for key in pad.offers if key.text()] == ["zebra", "zenith", "zinc"]
    assert {letter for letter, key in keys.items() if key.isEnabled()} == {"E", "I"}
    touch(pad.erase)
    assert pad.letters_typed == ""
    pad.choose("zebra")
    touch(pad.erase)
    assert set(pad.words) == {""}


def test_a_keyboard_types_them_too(lost: Lost) -> None:
    pad = lost.pad.words
    for word in WORDS:
        QTest.keyClicks(pad, word[:3] + " ")
    assert pad.words == WORDS
    QTest.keyClick(pad, Qt.Key.Key_Return)
    assert lost.pad.new_pin.isVisible()


def test_a_guard_and_an_opening_have_no_such_key(desk: Desk) -> None:
    desk.site.people = {"guard": ("Anna",), "supervisor": ("Supervisor",)}
    desk.window.signing.look_for_guards()
    desk.window.navigator.go("history")
    pad = desk.window.pin
    assert pad.user == "Anna"
    assert not pad.forgot_key.isVisible()
    touch(next(key for key in pad.names if key.text() == "Supervisor"))
    assert pad.forgot_key.isVisible()
    pad.cancel()
    desk.window.gates.panels["gate-1"].pin_wanted.emit("gate-1")
    assert pad.isVisible()
    assert not pad.forgot_key.isVisible(), "OPEN needs no PIN: it is held for 3 s"


def test_open_stays_there_while_words_are_typed(lost: Lost) -> None:
    key = lost.desk.window.gates.panels["gate-1"].open_key
    assert key.isVisible()
    assert key.isEnabled()
    centre = key.mapTo(lost.desk.window, key.rect().center())
    assert lost.desk.window.childAt(centre) in (key, *key.findChildren(type(key)))


# ------------------------------------------------------------------------------------- made


class Users:
    def __init__(self, desk: Desk, *, role: str = "supervisor", printer: bool = False) -> None:
        self.desk = desk
        now = desk.clock.utc_now()
        self.state = RecoveryState(printer=printer)
        row = UserRow(name="Carl", role=role, active=True, changed_at=now)
        desk.site.answers[UsersWanted] = lambda _query: (row,)
        desk.site.answers[RecoveryWanted] = lambda _query: self.state
        desk.window.people.elevate(Session(token="t-1", user="Carl", role=role))
        desk.window.navigator.go("settings.users")

    @property
    def screen(self) -> UsersScreen:
        page = self.desk.window.navigator.screen("settings.users")
        assert isinstance(page, UsersScreen)
        return page

    @property
    def sheet(self) -> RecoverySheet:
        return self.screen.sheet

    @property
    def row(self) -> NoticeRow:
        return next(row for row in self.screen.list.rows if row.objectName() == "users.recovery")

    def type_back(self, *, wrong: bool = False) -> tuple[str, ...]:
        words = self.sheet.words
        touch(self.sheet.done_key)
        assert self.sheet.paper.words == (), "the paper is not on the screen meanwhile"
        for number in self.sheet.asked:
            word = words[number - 1]
            if wrong:
                word = next(other for other in WORDS if other not in words)
            touch_word(self.sheet.check, word)
        touch(self.sheet.check.next_key)
        return words


def test_new_words_count_once_they_are_written_down(desk: Desk) -> None:
    users = Users(desk)
    assert users.row.caption == "none: a lost PIN would lock everybody out"
    touch(users.row.keys[0])
    assert users.screen.busy
    assert users.desk.site.of(RecoveryRenewed) == []
    words = users.type_back()
    (renewed,) = users.desk.site.of(RecoveryRenewed)
    assert isinstance(renewed, RecoveryRenewed)
    assert (renewed.words, renewed.session) == (words, "t-1")
    assert users.sheet.words == ()
    now = desk.clock.utc_now()
    users.state = RecoveryState(made_at=now - timedelta(days=3), actor="Carl")
    desk.site.answer(renewed, code="recovery.made")
    assert users.row.caption == "made 3 days ago by Carl"
    assert not users.screen.busy


def test_who_did_not_write_them_down_sees_them_again(desk: Desk) -> None:
    users = Users(desk)
    touch(users.row.keys[0])
    words = users.type_back(wrong=True)
    assert users.desk.site.of(RecoveryRenewed) == []
    assert users.sheet.paper.words == words
    assert "nothing has changed" in desk.window.toast.text
    users.type_back()
    assert len(users.desk.site.of(RecoveryRenewed)) == 1


def test_each_sheet_has_other_words_and_leaving_forgets_them(desk: Desk) -> None:
    users = Users(desk)
    touch(users.row.keys[0])
    first = users.sheet.words
    touch(users.sheet.cancel_key)
    assert users.sheet.words == users.sheet.paper.words == ()
    touch(users.row.keys[0])
    assert users.sheet.words != first
    desk.window.navigator.go("alerts")
    assert users.sheet.words == users.sheet.paper.words == ()
    assert users.desk.site.of(RecoveryRenewed) == []


def test_whoever_writes_is_not_signed_out_and_the_sheet_does_not_stay(desk: Desk) -> None:
    users = Users(desk)
    touch(users.row.keys[0])
    for _ in range(30):
        desk.run(5, step=5)
    assert desk.window.people.session
    assert users.sheet.paper.words
    for _ in range(int(SHOWN_S) // 5):
        desk.run(5, step=5)
        if not users.sheet.words:
            break
    assert users.sheet.words == ()
    assert not users.screen.busy
    assert "gone" in desk.window.toast.text


def test_they_are_printed_where_there_is_a_printer(desk: Desk) -> None:
    users = Users(desk, printer=True)
    printed: list[RecoveryPrintWanted] = []
    desk.site.answers[RecoveryPrintWanted] = lambda query: bool(printed.append(query)) or True
    touch(users.row.keys[0])
    touch(users.sheet.print_key)
    assert [query.words for query in printed] == [users.sheet.words]
    assert "printer" in desk.window.toast.text


def test_without_a_printer_there_is_no_such_key_and_auditors_make_none(desk: Desk) -> None:
    users = Users(desk)
    touch(users.row.keys[0])
    assert not users.sheet.print_key.isVisible()
    auditor = Users(desk, role="auditor")
    assert auditor.row.keys == []
