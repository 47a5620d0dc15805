# SPDX-License-Identifier: AGPL-3.0-or-later
"""The journal over SQLite keeps the contract, and its time limits."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk.domain.events import Outcome
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log, journal
from alpr_kiosk.storage.journal import SqlJournal
from alpr_kiosk.storage.orm import SettingTable
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.journal_contract import JournalContract, OpenJournal, Uses, a_result, an_intent
from tests.contracts.records_contract import full_entry
from tests.fakes.clock import ManualClock


class SqlUses:
    """Entries of the same record, saved as a supervisor saves them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def give(self, entry_id: str, left: int | None, most: int | None) -> None:
        entry = replace(full_entry(entry_id), uses_left=left, max_uses=most)
        with closing(open_store(self._folder, clock=ManualClock())) as store:
            store.records.save_entry(entry, "Amara")

    def left(self, entry_id: str) -> int | None:
        with closing(open_store(self._folder, clock=ManualClock())) as store:
            (entry,) = [e for e in store.records.entries() if e.entry_id == entry_id]
            return entry.uses_left


class TestSqlJournal(JournalContract):
    @pytest.fixture
    def uses(self, tmp_path: Path) -> Uses:
        return SqlUses(tmp_path)

    @pytest.fixture
    def open_journal(self, tmp_path: Path) -> Iterator[OpenJournal]:
        stores: list[Store] = []

        def open_again() -> object:
            stores.append(open_store(tmp_path, clock=ManualClock()))
            return stores[-1].journal

        yield open_again  # type: ignore[misc]
        for store in stores:
            store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path, clock=ManualClock())
    yield made
    made.close()


def test_each_row_is_audited_with_it(store: Store) -> None:
    intent = an_intent()
    store.journal.record_intent(intent)
    store.journal.record_intent(intent)
    store.journal.record_result(a_result(intent))
    store.journal.record_result(a_result(intent))
    rows = store.records.audit_rows(after=1)
    assert [(row.kind, row.actor) for row in rows] == [
        ("gate.intent", "system"),
        ("gate.result", "system"),
    ]
    assert json.loads(rows[0].body)["intent_id"] == intent.intent_id
    assert store.records.verify_audit() is None


def test_a_second_different_result_is_audited_beside_the_first(store: Store) -> None:
    intent = an_intent()
    store.journal.record_intent(intent)
    store.journal.record_result(a_result(intent, Outcome.UNKNOWN, "relay.ambiguous"))
    store.journal.record_result(a_result(intent))
    kinds = [row.kind for row in store.records.audit_rows(after=1)]
    assert kinds == ["gate.intent", "gate.result", "gate.result_again"]


def test_a_result_whose_intent_was_not_recorded_is_kept(store: Store) -> None:
    store.journal.record_result(a_result(an_intent()))
    assert [row.kind for row in store.records.audit_rows(after=1)] == ["gate.result"]
    assert list(store.journal.unfinished_intents()) == []


def test_another_writer_holds_it_up_no_longer_than_told(store: Store) -> None:
    with store.database.write() as session:
        session.add(SettingTable(key="a", value="b"))
        session.flush()
        with pytest.raises(StorageError) as caught:
            store.journal.record_intent(an_intent(), timeout_ms=30)
        assert caught.value.code == "journal.unwritable"
    # The write that was given up may have come through all the same; writing again is harmless.
    store.journal.close()
    again = SqlJournal(database=store.database, key=store.key)
    again.record_intent(an_intent())
    assert len(again.unfinished_intents()) == 1
    again.close()


def test_a_hanging_disk_costs_only_the_time_asked_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, release = threading.Event(), threading.Event()
    append = audit_log.append

    def hang(*args: Any, **values: Any) -> int:
        entered.set()
        release.wait(60)
        return append(*args, **values)

    monkeypatch.setattr(audit_log, "append", hang)
    with pytest.raises(StorageError) as caught:
        store.journal.record_intent(an_intent(1), timeout_ms=50)
    assert (caught.value.code, entered.is_set()) == ("journal.unwritable", True)
    # While it hangs the next ones do not wait at all, however long they would.
    with pytest.raises(StorageError, match="hangs"):
        store.journal.record_intent(an_intent(2), timeout_ms=3_600_000)
    release.set()
    monkeypatch.undo()
    wait_until_free(store)
    store.journal.record_intent(an_intent(3))
    ids = [intent.intent_id for intent in store.journal.unfinished_intents()]
    assert an_intent(3).intent_id in ids
    assert an_intent(2).intent_id not in ids


def test_a_slow_write_that_was_given_up_does_not_refuse_who_has_more_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An override gives up after 50 ms; the car that comes next by rule may wait 400."""
    entered, release = threading.Event(), threading.Event()
    append = audit_log.append

    def slow(*args: Any, **values: Any) -> int:
        entered.set()
        release.wait(60)
        return append(*args, **values)

    monkeypatch.setattr(audit_log, "append", slow)
    monkeypatch.setattr(journal, "_HANGS_S", 60.0)
    with pytest.raises(StorageError, match="within 50 ms"):
        store.journal.record_intent(an_intent(1), timeout_ms=50)
    with pytest.raises(StorageError, match="within 20 ms"):
        store.journal.record_intent(an_intent(2), timeout_ms=20)
    failures: list[BaseException] = []

    def patient() -> None:
        try:
            store.journal.record_intent(an_intent(3), timeout_ms=60_000)
        except BaseException as exc:  # noqa: BLE001 - handed to the test
            failures.append(exc)

    thread = threading.Thread(target=patient)
    thread.start()
    release.set()
    thread.join(60)
    assert failures == []
    ids = [intent.intent_id for intent in store.journal.unfinished_intents()]
    assert ids == [an_intent(1).intent_id, an_intent(3).intent_id]


def wait_until_free(store: Store) -> None:
    """Return once the hanging write has ended (it was under way when it was given up)."""
    stuck = store.journal._stuck
    assert stuck is not None
    assert stuck.done.wait(60)


def test_a_closed_journal_refuses(store: Store) -> None:
    store.journal.close()
    store.journal.close()
    with pytest.raises(StorageError) as caught:
        store.journal.record_intent(an_intent())
    assert caught.value.code == "journal.unwritable"
