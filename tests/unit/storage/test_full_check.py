# SPDX-License-Identifier: AGPL-3.0-or-later
"""The nightly look finds what a start does not, keeps it, and ends when it is asked to."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.audit_log import PAGE
from alpr_kiosk.storage.full_check import SETTING, LastCheck, check_record, last_check
from alpr_kiosk.storage.snapshot import reading
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.records_contract import make_passage, make_record
from tests.fakes.clock import ManualClock


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path, clock=ManualClock())
    made.records.save_decision(make_record(make_passage()))
    yield made
    made.close()


def look(store: Store, stop: Event | None = None) -> LastCheck | None:
    check_record(store.database, store.key, keep=store.records.set_setting, stop=stop or Event())
    return last_check(store.records.get_setting(SETTING))


def by_hand(store: Store, *statements: str) -> None:
    with closing(sqlite3.connect(store.database.path)) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def test_a_sound_record(store: Store) -> None:
    found = look(store)
    assert found is not None
    assert (found.at, found.code) == (store.database.clock.utc_now(), "")
    assert found.detail.endswith("2 of the chain")


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        (("DROP TRIGGER audit_no_update", "UPDATE audit SET at = 1"), "audit.broken"),
        (("UPDATE decision SET passage_id = 'none'",), "storage.check_failed"),
        (
            (
                "PRAGMA writable_schema=ON",
                "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master "
                "WHERE name = 'ix_passage_plate') WHERE name = 'ix_passage_fold'",
            ),
            "storage.check_failed",
        ),
    ],
)
def test_what_does_not_fit_is_named_and_kept(
    store: Store, statements: tuple[str, ...], code: str
) -> None:
    by_hand(store, *statements)
    with pytest.raises(StorageError) as caught:
        look(store)
    assert caught.value.code == code
    kept = last_check(store.records.get_setting(SETTING))
    assert kept is not None
    assert kept.code == code


class PausesOf:
    """A stop flag that counts how often somebody waited for it, and is set after so many."""

    def __init__(self, most: int = 10**6) -> None:
        self.pauses = 0
        self._most = most

    def is_set(self) -> bool:
        return self.pauses >= self._most

    def wait(self, timeout: float) -> bool:
        assert timeout > 0
        self.pauses += 1
        return self.is_set()


def test_a_look_at_a_long_chain_lets_the_gate_in_between(store: Store) -> None:
    for number in range(5 * PAGE):
        store.records.append_audit("x", "system", {"n": number})
    pauses = PausesOf()
    check_record(store.database, store.key, keep=store.records.set_setting, stop=pauses)
    assert pauses.pauses >= 5
    with pytest.raises(StorageError, match=r"storage\.stopped"):
        check_record(store.database, store.key, keep=store.records.set_setting, stop=PausesOf(3))


def test_a_stop_ends_a_statement_from_within(store: Store) -> None:
    stop = Event()
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"

    def run() -> None:
        with reading(store.database.path, stop=stop) as session:
            threading.Thread(target=stop.set).start()
            session.connection().exec_driver_sql(endless).fetchall()

    with pytest.raises(StorageError, match=r"storage\.stopped"):
        run()
    assert store.records.get_setting(SETTING) is None


@pytest.mark.parametrize("kept", [None, "", "{}", "[]", '{"at": "x", "code": "", "detail": ""}'])
def test_before_the_first_look_there_is_none(kept: str | None) -> None:
    assert last_check(kept) is None
