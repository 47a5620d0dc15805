# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recovery words over the real record: made, used once, slowed down, audited."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from alpr_kiosk.config.paths import resources_dir
from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.recovery import (
    PinRecovered,
    RecoveryPrintWanted,
    RecoveryRenewed,
    RecoveryState,
    RecoveryWanted,
    new_words,
)
from alpr_kiosk.errors import AlprError, StorageError
from alpr_kiosk.services.recovery import SETTING, SHEET, RecoveryService
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.services.waits import Waits
from alpr_kiosk.storage.store import open_store
from tests.fakes.clock import ManualClock

LOST, NEW = "739204", "518273"


class Control:
    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None: ...

    def check(self) -> None: ...


class Paper:
    available = True

    def __init__(self) -> None:
        self.printed: list[bytes] = []

    def print(self, data: bytes, title: str) -> None:
        assert title == "recovery"
        self.printed.append(data)


class Office:
    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock()
        self.store = open_store(folder, clock=self.clock)
        self.records = self.store.records
        self.printer = Paper()
        self.restart()
        for user, role in (("Maria", "supervisor"), ("Ines", "installer"), ("Ben", "guard")):
            self.sessions.set_pin(user, role, LOST, "setup")
        self.words = new_words()

    def restart(self) -> None:
        self.sessions = SessionService(
            records=self.records, clock=self.clock, hasher=PasswordHasher(1, 8, 1)
        )
        self.service = RecoveryService(
            records=self.records,
            sessions=self.sessions,
            clock=self.clock,
            printer=self.printer,
            site="Test",
            fonts=resources_dir() / "fonts",
        )

    def session(self, user: str, role: str) -> str:
        return self.sessions.open(user, role)

    def make(self, words: tuple[str, ...] = (), *, role: str = "supervisor") -> IntentAnswer:
        session = self.session("Maria" if role == "supervisor" else "Ben", role)
        return self.service.renew(RecoveryRenewed(session=session, words=words or self.words))

    def use(self, user: str = "Maria", pin: str = NEW, words: tuple[str, ...] = ()) -> IntentAnswer:
        return self.service.use(PinRecovered(user=user, words=words or self.words, pin=pin))

    @property
    def state(self) -> RecoveryState:
        return self.service.state(RecoveryWanted(), Control())

    @property
    def kinds(self) -> list[str]:
        rows = self.records.audit_rows()
        return [row.kind for row in rows if row.kind.startswith("recovery.")]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.store.close()


def test_the_words_let_in_whoever_lost_the_pin_and_are_used_up(office: Office) -> None:
    assert office.make().code == "recovery.made"
    office.restart()
    answer = office.use()
    assert (answer.ok, answer.code) == (True, "recovery.used")
    context = dict(answer.context)
    assert office.sessions.holder(context["session"]) == ("Maria", "supervisor")
    assert office.sessions.submit("Maria", "supervisor", NEW).ok
    assert office.use(pin="604918").code == "recovery.none"
    assert office.state.made_at is None
    assert office.state.user == "Maria"
    assert office.state.used_at == office.clock.utc_now()
    assert office.kinds == ["recovery.made", "recovery.used"]
    assert office.records.verify_audit() is None


def test_only_an_argon2id_hash_is_kept_and_no_word_anywhere(office: Office, tmp_path: Path) -> None:
    office.make()
    kept = json.loads(office.records.get_setting(SETTING) or "")
    assert kept["hash"].startswith("$argon2id$")
    office.use()
    office.use(words=new_words())
    office.store.close()
    together = " ".join(office.words).encode()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert together not in path.read_bytes(), path
            assert json.dumps(office.words).encode() not in path.read_bytes(), path


def test_wrong_words_wait_longer_each_time_also_over_a_restart(office: Office) -> None:
    office.make()
    waits = []
    for _ in range(8):
        answer = office.use(words=new_words())
        assert answer.code == "recovery.wrong"
        waits.append(int(dict(answer.context)["s"]))
        office.restart()
        office.clock.advance(waits[-1] - 0.5)
        early = office.use()
        assert early.code == "recovery.wrong"
        assert dict(early.context)["s"] == "1"
        office.clock.advance(0.5)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert office.kinds == ["recovery.made", *["recovery.refused"] * 8]
    assert office.use().ok


def test_names_in_turn_are_no_way_around_the_wait(office: Office) -> None:
    office.make()
    assert office.use("Maria", words=new_words()).code == "recovery.wrong"
    assert office.use("Ines").code == "recovery.wrong"
    office.clock.advance(1)
    assert office.use("Ines").ok


def test_a_wrong_pin_and_wrong_words_wait_apart(office: Office) -> None:
    office.make()
    assert not office.sessions.submit("Maria", "supervisor", "000000").ok
    assert office.use().ok
    assert office.sessions.submit("Maria", "supervisor", NEW).ok


def test_newer_words_void_the_older_sheet(office: Office) -> None:
    office.make()
    newer = new_words()
    office.make(newer)
    assert office.use().code == "recovery.wrong"
    office.clock.advance(1)
    assert office.use(words=newer).ok


@pytest.mark.parametrize("role", ["guard", "auditor"])
def test_only_a_supervisor_or_an_installer_makes_words(office: Office, role: str) -> None:
    assert office.make(role=role).code == "pin.needed"
    assert office.state.made_at is None
    made = RecoveryRenewed(session="made up", words=office.words)
    assert office.service.renew(made).code == "pin.needed"


def test_words_that_are_no_sheet_are_not_made(office: Office) -> None:
    assert office.make(("able",) * 12).code == "recovery.slip"
    assert office.make(office.words[:-1]).code == "recovery.not_words"


@pytest.mark.parametrize("user", ["Ben", "Nobody", ""])
def test_guards_and_strangers_get_no_pin_by_them(office: Office, user: str) -> None:
    office.make()
    assert office.use(user).code == "recovery.not_for"
    assert office.use().ok


def test_who_was_stopped_does_not_come_back_by_them(office: Office) -> None:
    office.make()
    office.records.stop_user("Ines", "Maria")
    assert office.use("Ines").code == "recovery.not_for"


def test_a_weak_pin_leaves_the_words(office: Office) -> None:
    office.make()
    assert office.use(pin="123456").code == "pin.too_simple"
    assert office.use().ok


def test_other_sessions_of_the_person_end(office: Office) -> None:
    office.make()
    old = office.session("Maria", "supervisor")
    assert office.use().ok
    assert office.sessions.holder(old) is None


def test_a_crash_before_they_are_used_up_locks_nobody_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.make()
    keep = type(office.records).set_setting

    def crash(self: object, key: str, value: str) -> None:
        if key == SETTING:
            raise StorageError("db.gone")
        keep(self, key, value)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(type(office.records), "set_setting", crash)
        with pytest.raises(StorageError):
            office.use()
    office.restart()
    assert office.sessions.submit("Maria", "supervisor", NEW).ok
    assert office.use(pin="604918").ok


def test_a_damaged_setting_is_no_words(office: Office) -> None:
    for damaged in ("{", "[]", '{"hash": "x"}'):
        office.records.set_setting(SETTING, damaged)
        assert office.use().code in ("recovery.none", "recovery.wrong")
        Waits(records=office.records, clock=office.clock).over(SHEET)


def test_the_sheet_is_printed_for_who_may_make_it(office: Office) -> None:
    query = RecoveryPrintWanted(words=office.words, session=office.session("Maria", "supervisor"))
    assert office.service.print(query, Control())
    assert office.printer.printed[0].startswith(b"%PDF")
    assert office.kinds == ["recovery.printed"]
    with pytest.raises(AlprError, match=r"pin\.needed"):
        office.service.print(RecoveryPrintWanted(words=office.words), Control())
    assert office.state.printer
