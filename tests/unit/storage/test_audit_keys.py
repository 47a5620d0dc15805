# SPDX-License-Identifier: AGPL-3.0-or-later
# ruff: noqa: S608 - the statements are the test's own
"""The key of the chain is changed: what was written before is still checked, row by row."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log, keys
from alpr_kiosk.storage import store as store_module
from alpr_kiosk.storage.audit_log import ChainReport
from alpr_kiosk.storage.keys import load_chain_key, make_next_key
from alpr_kiosk.storage.maintenance import doctor_checks
from alpr_kiosk.storage.orm import EPOCH
from alpr_kiosk.storage.store import change_key, open_store
from tests.fakes.clock import ManualClock

ROWS = 8


def write(site: Path, count: int) -> None:
    store = open_store(site, clock=ManualClock())
    assert store.notices == ()
    for number in range(count):
        store.records.append_audit("login", "Amara", {"n": number})
    store.close()


def report(site: Path, **known: list[tuple[int, str]]) -> ChainReport:
    store = open_store(site, clock=ManualClock(), inspect_only=True)
    try:
        return store.records.audit_report(**known)
    finally:
        store.close()


def by_hand(site: Path, *statements: str) -> None:
    with closing(sqlite3.connect(site / "alpr.sqlite3")) as raw:
        for trigger in ("audit_no_update", "audit_no_delete"):
            raw.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def rotate(site: Path) -> tuple[str, int]:
    return change_key(site, clock=ManualClock(), actor="installer")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, ROWS - 1)
    return tmp_path


def test_the_chain_goes_on_under_the_new_key(site: Path) -> None:
    old = load_chain_key(site)
    key_id, seq = rotate(site)
    assert seq == ROWS + 1
    key = load_chain_key(site)
    assert (key.key_id, [one.key_id for one in key.retired]) == (key_id, [old.key_id])
    assert key.secret != old.secret
    write(site, 3)
    found = report(site)
    assert (found.first_broken, found.unverified, found.rows) == (None, 0, ROWS + 4)
    for path in (site / "keys").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path.name


@pytest.mark.parametrize("row", [1, 4, ROWS, ROWS + 1, ROWS + 2, 2 * ROWS])
def test_a_changed_row_is_named_whatever_its_key(site: Path, row: int) -> None:
    rotate(site)
    write(site, ROWS)
    by_hand(site, f"UPDATE audit SET actor = 'Mallory' WHERE seq = {row}")
    assert report(site).first_broken == row


def test_several_keys_one_after_the_other(site: Path) -> None:
    for _ in range(3):
        rotate(site)
        write(site, 2)
    assert len(load_chain_key(site).retired) == 3
    assert (report(site).first_broken, report(site).unverified) == (None, 0)


def test_a_retired_key_that_is_lost_leaves_its_rows_known_as_a_whole(site: Path) -> None:
    old = load_chain_key(site)
    rotate(site)
    (site / "keys" / f"audit.key.{old.key_id}").unlink()
    found = report(site)
    assert (found.first_broken, found.unverified) == (None, ROWS)
    by_hand(site, "UPDATE audit SET actor = 'Mallory' WHERE seq = 4")
    assert report(site).first_broken == ROWS + 1, "their digest is in the row that took over"


def test_a_handing_over_without_the_old_keys_word_is_no_handing_over(site: Path) -> None:
    """Somebody with the new key alone cannot write the old one's word."""
    rotate(site)
    key = load_chain_key(site)
    with closing(sqlite3.connect(site / "alpr.sqlite3")) as raw:
        before, body, at, actor = raw.execute(
            f"SELECT (SELECT mac FROM audit WHERE seq = {ROWS}), body, at, actor FROM audit"
            f" WHERE seq = {ROWS + 1}"
        ).fetchone()
    forged = audit_log.canonical({**json.loads(body), "word": "0" * 64})
    stamp = EPOCH + timedelta(microseconds=at)
    mac = audit_log.chain_mac(
        key.secret, before, ROWS + 1, stamp, audit_log.CHAIN_STARTED, actor, forged
    )
    by_hand(
        site,
        f"UPDATE audit SET body = '{forged}', mac = '{mac}' WHERE seq = {ROWS + 1}",
        f"UPDATE audit_head SET mac = '{mac}', seal = '{key.seal(ROWS + 1, mac)}'",
    )
    assert report(site).first_broken == ROWS + 1


def test_a_broken_chain_is_not_handed_over(site: Path) -> None:
    by_hand(site, "UPDATE audit SET actor = 'Mallory' WHERE seq = 4")
    with pytest.raises(StorageError) as caught:
        rotate(site)
    assert (caught.value.code, caught.value.context["seq"]) == ("audit.broken", 4)
    assert report(site).first_broken == 4
    write_after = open_store(site, clock=ManualClock())
    assert write_after.key.retired == ()
    write_after.close()
    assert not (site / "keys" / "audit.next").exists(), "the start took it away"


def test_a_key_of_the_service_is_changed_there(site: Path, tmp_path: Path) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (site / "keys" / "audit.key").rename(credentials / "audit.key")
    with pytest.raises(StorageError) as caught:
        change_key(site, clock=ManualClock(), actor="installer", credentials=credentials)
    assert caught.value.code == "keys.of_service"
    # As the command says: the new one there, the old one under its name in the data folder.
    old = load_chain_key(site, credentials=credentials, create=False)
    (credentials / "audit.key").rename(site / "keys" / f"audit.key.{old.key_id}")
    (credentials / "audit.key").write_text("cd" * 32)
    store = open_store(site, clock=ManualClock(), credentials=credentials)
    found = store.records.audit_report()
    assert (found.first_broken, found.unverified) == (None, 0)
    store.close()


def test_a_file_under_a_name_that_is_not_its_own_is_no_retired_key(site: Path) -> None:
    (site / "keys" / ("audit.key." + "0" * 16)).write_text("ef" * 32)
    assert load_chain_key(site).retired == ()


class Killed(BaseException):
    """The process ends here."""


def kill_at(monkeypatch: pytest.MonkeyPatch, module: object, name: str, call: int) -> None:
    """End at the `call`th use of a function, before it does anything."""
    real: Callable[..., object] = getattr(module, name)
    left = [call]

    def stand_in(*arguments: object, **named: object) -> object:
        left[0] -= 1
        if left[0] == 0:
            raise Killed
        return real(*arguments, **named)

    monkeypatch.setattr(module, name, stand_in)


@pytest.mark.parametrize(
    ("module", "name", "call", "changed"),
    [
        (audit_log, "hand_over", 1, False),
        (store_module, "settle_handover", 1, True),
        (os, "link", 2, True),  # the first one puts the new key under its name
        (Path, "replace", 1, True),
    ],
)
def test_broken_off_anywhere_it_is_either_done_or_undone(
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    name: str,
    call: int,
    changed: bool,
) -> None:
    old = load_chain_key(site)
    with monkeypatch.context() as patch:
        kill_at(patch, module, name, call)
        with pytest.raises(Killed):
            rotate(site)
    write(site, 2)
    key = load_chain_key(site)
    assert (key.key_id != old.key_id) is changed
    assert [one.key_id for one in key.retired] == ([old.key_id] if changed else [])
    assert (report(site).first_broken, report(site).unverified) == (None, 0)
    assert not (site / "keys" / keys.NEXT_FILE).exists()


def test_a_key_that_waits_is_replaced_by_the_next_attempt(site: Path) -> None:
    first = make_next_key(site)
    second = make_next_key(site)
    assert first.key_id != second.key_id
    assert rotate(site)[0] not in (first.key_id, second.key_id)


def test_the_lists_are_checked_across_keys(site: Path) -> None:
    store = open_store(site, clock=ManualClock())
    store.records.save_entry(ListEntry(entry_id="a", kind=ListKind.ALLOW, plate="A 1"), "Amara")
    store.close()
    rotate(site)
    store = open_store(site, clock=ManualClock())
    store.records.save_entry(ListEntry(entry_id="b", kind=ListKind.ALLOW, plate="B 1"), "Amara")
    assert all(check.ok for check in doctor_checks(store))
    store.close()
    by_hand(site, "UPDATE list_entry SET owner = 'Mallory' WHERE entry_id = 'a'")
    store = open_store(site, clock=ManualClock(), inspect_only=True)
    (lists,) = [check for check in doctor_checks(store) if check.name == "lists"]
    assert (lists.ok, lists.code) == (False, "lists.altered")
    store.close()


# ------------------------------------------------------------------------------- exported heads


def test_an_exported_head_shows_an_older_copy(site: Path, tmp_path: Path) -> None:
    """The file, its head and its seal are of one time: only who knows a later row can tell."""
    older = (site / "alpr.sqlite3").read_bytes()
    write(site, 3)
    later = report(site).head
    assert report(site, known=[later]).first_broken is None
    write(site, 2)
    assert report(site, known=[later]).first_broken is None, "the chain went on"
    (site / "alpr.sqlite3").write_bytes(older)
    assert report(site).first_broken is None
    assert report(site, known=[later]).first_broken == ROWS + 1


def test_a_chain_that_was_written_anew_does_not_hold_the_head(site: Path) -> None:
    older = (site / "alpr.sqlite3").read_bytes()
    write(site, 3)
    known = report(site).head
    (site / "alpr.sqlite3").write_bytes(older)
    clock = ManualClock()
    clock.advance(5)
    store = open_store(site, clock=clock)
    for _ in range(6):
        store.records.append_audit("login", "Mallory", {})
    store.close()
    assert report(site).first_broken is None
    assert report(site, known=[known]).first_broken == known[0]
