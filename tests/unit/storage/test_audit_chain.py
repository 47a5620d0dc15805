# SPDX-License-Identifier: AGPL-3.0-or-later
# ruff: noqa: S608 - the statements are the test's own
"""The chain in the database: tampering, lost keys, several writers."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.keys import load_chain_key
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.journal_contract import a_result, an_intent
from tests.fakes.clock import ManualClock

ROWS = 12


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A record with a chain of `ROWS` rows, closed."""
    clock = ManualClock()
    store = open_store(tmp_path, clock=clock)
    while len(store.records.audit_rows()) < ROWS:
        clock.advance(1)
        store.records.append_audit("login", "Amara", {"n": clock.monotonic()})
    assert store.records.verify_audit() is None
    store.close()
    return tmp_path


def by_hand(site: Path, *statements: str) -> None:
    """Change the file as somebody with root would."""
    with closing(sqlite3.connect(site / "alpr.sqlite3")) as raw:
        raw.execute("DROP TRIGGER IF EXISTS audit_no_update")
        raw.execute("DROP TRIGGER IF EXISTS audit_no_delete")
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def first_broken(site: Path) -> int | None:
    store = open_store(site, clock=ManualClock())
    try:
        return store.records.verify_audit()
    finally:
        store.close()


@pytest.mark.parametrize("verb", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
def test_rows_are_append_only(site: Path, verb: str) -> None:
    with (
        closing(sqlite3.connect(site / "alpr.sqlite3")) as raw,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        raw.execute(verb)


@pytest.mark.parametrize("column", ["at", "kind", "actor", "body", "mac", "key_id", "seq"])
@pytest.mark.parametrize("row", [1, 2, 7, ROWS])
def test_an_edited_row_is_found(site: Path, column: str, row: int) -> None:
    value = {"at": "at + 1", "seq": "seq + 100"}.get(column, f"'[]' || {column}")
    by_hand(site, f"UPDATE audit SET {column} = {value} WHERE seq = {row}")
    assert first_broken(site) == row


@pytest.mark.parametrize("row", [1, 2, 7, ROWS])
def test_a_deleted_row_is_found(site: Path, row: int) -> None:
    by_hand(site, f"DELETE FROM audit WHERE seq = {row}")
    assert first_broken(site) == row


def test_a_cut_tail_is_found_and_stays_visible(site: Path) -> None:
    by_hand(site, f"DELETE FROM audit WHERE seq > {ROWS - 3}")
    assert first_broken(site) == ROWS - 2
    store = open_store(site, clock=ManualClock())
    store.records.append_audit("login", "Amara", {})
    assert store.records.verify_audit() == ROWS - 2
    store.close()


def test_a_cut_tail_with_a_forged_head_is_found(site: Path) -> None:
    last = ROWS - 3
    by_hand(
        site,
        f"DELETE FROM audit WHERE seq > {last}",
        f"UPDATE audit_head SET seq = {last}, mac = (SELECT mac FROM audit WHERE seq = {last})",
    )
    assert first_broken(site) == last


def test_swapped_rows_are_found(site: Path) -> None:
    by_hand(
        site,
        "UPDATE audit SET seq = 100 WHERE seq = 5",
        "UPDATE audit SET seq = 5 WHERE seq = 6",
        "UPDATE audit SET seq = 6 WHERE seq = 100",
    )
    assert first_broken(site) == 5


def test_an_inserted_row_is_found(site: Path) -> None:
    by_hand(
        site,
        f"INSERT INTO audit SELECT {ROWS + 1}, at, kind, actor, body, mac, key_id "
        f"FROM audit WHERE seq = {ROWS}",
    )
    store = open_store(site, clock=ManualClock())
    assert store.records.verify_audit() == ROWS + 1
    assert [notice.code for notice in store.notices] == ["audit.broken"]
    assert store.records.append_audit("login", "Amara", {}) > ROWS + 1, "the log goes on"
    store.close()


def test_a_removed_head_is_told_and_the_chain_goes_on(site: Path) -> None:
    by_hand(site, "DELETE FROM audit_head")
    store = open_store(site, clock=ManualClock())
    assert [notice.code for notice in store.notices] == ["audit.broken"]
    row = store.records.audit_rows()[-1]
    assert json.loads(row.body)["reason"] == "head.lost"
    assert store.records.verify_audit() is None, "the rows themselves are whole"
    by_hand(site, "DELETE FROM audit_head")
    with pytest.raises(StorageError) as caught:
        store.records.append_audit("login", "Amara", {})
    assert caught.value.code == "audit.no_head"
    store.close()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(row=st.integers(1, ROWS), place=st.integers(0, 10_000), bit=st.integers(0, 6))
def test_any_flipped_bit_of_a_body_is_found(site: Path, row: int, place: int, bit: int) -> None:
    def flip(change: Callable[[bytes], bytes]) -> None:
        with closing(sqlite3.connect(site / "alpr.sqlite3")) as raw:
            raw.execute("DROP TRIGGER IF EXISTS audit_no_update")
            (body,) = raw.execute("SELECT body FROM audit WHERE seq = ?", (row,)).fetchone()
            new = change(body.encode()).decode()
            raw.execute("UPDATE audit SET body = ? WHERE seq = ?", (new, row))
            raw.commit()

    def toggle(data: bytes) -> bytes:
        at = place % len(data)
        return data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]

    flip(toggle)
    assert first_broken(site) == row
    flip(toggle)
    assert first_broken(site) is None


# ------------------------------------------------------------------------------------------ keys


def test_a_lost_key_is_told_and_starts_a_new_chain(site: Path) -> None:
    (site / "keys" / "audit.key").unlink()
    store = open_store(site, clock=ManualClock())
    assert [notice.code for notice in store.notices] == ["audit.new_key"]
    assert json.loads(store.records.audit_rows()[-1].body)["reason"] == "key.lost"
    store.records.append_audit("login", "Amara", {})
    report = store.records.audit_report()
    assert (report.first_broken, report.unverified, report.rows) == (None, ROWS, ROWS + 2)
    store.close()
    store = open_store(site, clock=ManualClock())
    assert store.notices == ()
    store.close()
    # The old rows can't be changed unseen from then on: the new chain stands on their digest.
    by_hand(site, "UPDATE audit SET actor = 'Mallory' WHERE seq = 4")
    assert first_broken(site) == ROWS + 1


def test_a_key_that_comes_back_checks_its_own_rows_again(site: Path) -> None:
    key = site / "keys" / "audit.key"
    old = key.read_text()
    key.unlink()
    open_store(site, clock=ManualClock()).close()
    key.write_text(old)
    store = open_store(site, clock=ManualClock())
    report = store.records.audit_report()
    assert (report.first_broken, report.unverified) == (None, 1)
    store.close()
    by_hand(site, "UPDATE audit SET actor = 'Mallory' WHERE seq = 4")
    assert first_broken(site) == 4


def test_a_row_cannot_hide_under_an_unknown_key(site: Path) -> None:
    by_hand(site, "UPDATE audit SET key_id = 'ffff', kind = 'audit.chain_started' WHERE seq = 4")
    assert first_broken(site) == 4
    body = json.dumps({"key_id": "ffff", "digest": "0" * 64})
    by_hand(site, f"UPDATE audit SET body = '{body}' WHERE seq = 4")
    assert first_broken(site) == 5


def test_a_key_from_the_service_comes_first(tmp_path: Path) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "audit.key").write_text("ab" * 32)
    key = load_chain_key(tmp_path, credentials=credentials)
    assert key.secret == b"\xab" * 32
    assert not key.created
    assert not (tmp_path / "keys").exists()
    assert "abab" not in repr(key)


@pytest.mark.parametrize("content", [b"", b"zz", b"ab" * 16, b"\xff" * 64])
def test_a_damaged_key_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "keys").mkdir()
    path = tmp_path / "keys" / "audit.key"
    path.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        open_store(tmp_path, clock=ManualClock())
    assert caught.value.code == "audit.key_unusable"
    assert caught.value.context["path"] == str(path)
    assert path.read_bytes() == content


def test_the_key_is_made_once(tmp_path: Path) -> None:
    first = load_chain_key(tmp_path)
    again = load_chain_key(tmp_path)
    assert first.created
    assert not again.created
    assert first.secret == again.secret
    assert [file.name for file in (tmp_path / "keys").iterdir()] == ["audit.key"]


def test_two_starts_at_once_agree_on_the_key(tmp_path: Path) -> None:
    keys = []
    threads = [
        threading.Thread(target=lambda: keys.append(load_chain_key(tmp_path))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len({key.secret for key in keys}) == 1


# -------------------------------------------------------------------------------- several writers


def test_two_connections_append_to_one_chain(tmp_path: Path) -> None:
    stores = [open_store(tmp_path, clock=ManualClock()) for _ in range(2)]
    failures: list[BaseException] = []

    def records(store: Store) -> None:
        try:
            for number in range(40):
                store.records.append_audit("login", "Amara", {"n": number})
        except BaseException as exc:  # noqa: BLE001 - handed to the test
            failures.append(exc)

    def journal(store: Store, first: int) -> None:
        try:
            for number in range(first, first + 20):
                store.journal.record_intent(an_intent(number))
                store.journal.record_result(a_result(an_intent(number)))
        except BaseException as exc:  # noqa: BLE001 - handed to the test
            failures.append(exc)

    threads = [
        threading.Thread(target=records, args=(stores[0],)),
        threading.Thread(target=records, args=(stores[1],)),
        threading.Thread(target=journal, args=(stores[0], 100)),
        threading.Thread(target=journal, args=(stores[1], 200)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failures == []
    report = stores[0].records.audit_report()
    assert (report.first_broken, report.rows) == (None, 1 + 2 * 40 + 2 * 40)
    for store in stores:
        store.close()
