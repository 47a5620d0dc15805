# SPDX-License-Identifier: AGPL-3.0-or-later
"""PINs: hashed, slowed down, never locked out for long; elevations end by themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from alpr_kiosk.errors import StorageError
from alpr_kiosk.services.sessions import (
    ELEVATION_IDLE_S,
    SessionService,
    generate_pin,
    pin_problem,
)
from tests.fakes.clock import ManualClock
from tests.fakes.records import FakeRecords

PIN = "739204"


class Desk:
    # Cheap hashes: what is tested is not how long argon2id takes.
    def __init__(self) -> None:
        self.clock = ManualClock()
        self.records = FakeRecords(clock=self.clock)
        self.sessions = self.restart()
        self.sessions.set_pin("Anna", "supervisor", PIN, "installer")

    def restart(self) -> SessionService:
        self.sessions = SessionService(
            records=self.records, clock=self.clock, hasher=PasswordHasher(1, 8, 1)
        )
        return self.sessions

    def wrong(self) -> int:
        answer = self.sessions.submit("Anna", "supervisor", "000000")
        assert not answer.ok
        return answer.wait_s


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_the_right_pin_elevates(desk: Desk) -> None:
    answer = desk.sessions.submit("Anna", "supervisor", PIN)
    assert answer.ok
    assert answer.role == "supervisor"
    assert desk.sessions.user_of(answer.session, "supervisor") == "Anna"
    assert [row.kind for row in desk.records.audit][-1] == "login"


def test_only_an_argon2id_hash_is_kept(desk: Desk) -> None:
    kept = desk.records.pin_hash("Anna")
    assert kept is not None
    assert kept[1].startswith("$argon2id$")
    assert PIN not in kept[1]
    assert all(PIN not in row.body for row in desk.records.audit)


def test_each_wrong_pin_doubles_the_wait_up_to_a_minute(desk: Desk) -> None:
    waits = []
    for _ in range(9):
        wait = desk.wrong()
        waits.append(wait)
        desk.clock.advance(wait)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert [row.kind for row in desk.records.audit].count("login.refused") == 9


def test_while_it_waits_even_the_right_pin_is_not_looked_at(desk: Desk) -> None:
    desk.wrong()
    desk.clock.advance(1)
    assert desk.wrong() == 2
    answer = desk.sessions.submit("Anna", "supervisor", PIN)
    assert (answer.ok, answer.wait_s) == (False, 2)
    desk.clock.advance(2)
    assert desk.sessions.submit("Anna", "supervisor", PIN).ok


def test_a_right_pin_starts_the_ladder_anew(desk: Desk) -> None:
    for _ in range(4):
        desk.clock.advance(desk.wrong())
    assert desk.sessions.submit("Anna", "supervisor", PIN).ok
    assert desk.wrong() == 1


def test_the_wait_survives_a_restart(desk: Desk) -> None:
    for _ in range(5):
        desk.clock.advance(desk.wrong())
    assert desk.wrong() == 32
    desk.restart()
    assert desk.sessions.submit("Anna", "supervisor", PIN).wait_s == 32
    desk.clock.advance(32)
    assert desk.wrong() == 60


def test_each_user_waits_alone(desk: Desk) -> None:
    desk.sessions.set_pin("Ben", "supervisor", "515273", "installer")
    for _ in range(4):
        desk.clock.advance(desk.wrong())
    desk.wrong()
    assert desk.sessions.submit("Ben", "supervisor", "515273").ok


@pytest.mark.parametrize("back", [timedelta(minutes=5), timedelta(hours=1), timedelta(days=400)])
def test_a_clock_set_back_locks_nobody_out_for_longer_than_a_minute(
    desk: Desk, back: timedelta
) -> None:
    for _ in range(3):
        desk.clock.advance(desk.wrong())
    desk.wrong()
    desk.clock.utc -= back
    assert desk.sessions.submit("Anna", "supervisor", PIN).wait_s <= 60
    desk.clock.advance(60)
    assert desk.sessions.submit("Anna", "supervisor", PIN).ok


def test_a_clock_set_forward_does_not_lock(desk: Desk) -> None:
    desk.wrong()
    desk.clock.utc += timedelta(days=400)
    assert desk.sessions.submit("Anna", "supervisor", PIN).ok


@pytest.mark.parametrize(("user", "scope"), [("Nobody", "supervisor"), ("Anna", "installer")])
def test_unknown_users_and_other_roles_are_a_wrong_pin(desk: Desk, user: str, scope: str) -> None:
    answer = desk.sessions.submit(user, scope, PIN)
    assert (answer.ok, answer.wait_s, answer.session) == (False, 1, "")


def test_an_elevation_ends_two_minutes_after_its_last_use(desk: Desk) -> None:
    token = desk.sessions.submit("Anna", "supervisor", PIN).session
    for _ in range(5):
        desk.clock.advance(ELEVATION_IDLE_S)
        assert desk.sessions.user_of(token, "supervisor") == "Anna"
    desk.clock.advance(ELEVATION_IDLE_S + 0.1)
    assert desk.sessions.user_of(token, "supervisor") is None
    assert desk.sessions.user_of(token, "supervisor") is None


def test_an_elevation_can_be_given_up_and_ends_with_the_program(desk: Desk) -> None:
    first = desk.sessions.submit("Anna", "supervisor", PIN).session
    desk.sessions.end(first)
    desk.sessions.end(first)
    assert desk.sessions.user_of(first, "supervisor") is None
    second = desk.sessions.submit("Anna", "supervisor", PIN).session
    assert desk.restart().user_of(second, "supervisor") is None


def test_a_made_up_token_is_nobody(desk: Desk) -> None:
    assert desk.sessions.user_of("", "supervisor") is None
    assert desk.sessions.user_of("0" * 32, "supervisor") is None


def test_who_asks_for_too_much_stays_signed_in(desk: Desk) -> None:
    token = desk.sessions.submit("Anna", "supervisor", PIN).session
    assert desk.sessions.user_of(token, "installer") is None
    assert desk.sessions.user_of(token, "supervisor") == "Anna"
    desk.clock.advance(ELEVATION_IDLE_S - 1)
    assert desk.sessions.user_of(token, "installer") is None  # nor does that renew it
    desk.clock.advance(2)
    assert desk.sessions.user_of(token, "supervisor") is None


def test_no_database_no_elevation(desk: Desk) -> None:
    desk.records.failing = StorageError("storage.unwritable")
    with pytest.raises(StorageError):
        desk.sessions.submit("Anna", "supervisor", PIN)


@pytest.mark.parametrize("damaged", ["{", "[]", '{"failures": 3}', '{"until": "soon"}', "null"])
def test_a_damaged_wait_counts_as_none(desk: Desk, damaged: str) -> None:
    desk.records.set_setting("pin.wait.Anna", damaged)
    assert desk.sessions.submit("Anna", "supervisor", PIN).ok


def test_generated_pins_are_fine_and_differ() -> None:
    pins = {generate_pin() for _ in range(50)}
    assert len(pins) > 40
    assert all(pin_problem(pin) == "" for pin in pins)


@pytest.mark.parametrize(
    ("pin", "problem"),
    [
        ("12345", "pin.too_short"),
        ("12345a", "pin.too_short"),
        ("", "pin.too_short"),
        ("123456", "pin.too_simple"),
        ("111111", "pin.too_simple"),
        ("121212", "pin.too_simple"),
        ("739204", ""),
    ],
)
def test_weak_pins_are_named(pin: str, problem: str) -> None:
    assert pin_problem(pin) == problem
