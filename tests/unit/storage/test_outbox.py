# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of rows on their way, and triggers that must never stop a record."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import outbox, outbox_keys
from alpr_kiosk.storage.store import open_store
from tests.fakes.clock import ManualClock

# A name with a NUL is cut off by quote(); ids are hexadecimal, names of cameras are checked.
NAMES = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"))
NUMBERS = st.integers(min_value=-(2**63), max_value=2**63 - 1)


@given(st.lists(NAMES | NUMBERS, min_size=1, max_size=3))
def test_a_key_is_written_as_the_triggers_write_it(values: list[str | int]) -> None:
    key = outbox_keys.key_text(values)
    assert outbox_keys.key_values(key) == tuple(values)
    with closing(sqlite3.connect(":memory:")) as database:
        told = " || ',' || ".join("quote(?)" for _ in values)
        assert database.execute(f"SELECT {told}", values).fetchone() == (key,)


def test_a_trigger_that_does_not_work_is_never_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a function that this version of SQLite lacks, or refuses in triggers."""
    store = open_store(tmp_path, clock=ManualClock())
    monkeypatch.setattr(outbox_keys, "KEYS", {"passage": ("no_such_column",)})
    with pytest.raises(KeyError), store.database.write() as session:
        outbox.switch_on(session, kiosk_id="a")
    monkeypatch.undo()
    real = outbox_keys.triggers

    def broken(table):
        for name, sql in real(table):
            yield name, sql.replace("quote(", "no_such_function(")

    monkeypatch.setattr(outbox_keys, "triggers", broken)
    with pytest.raises(StorageError), store.database.write() as session:
        outbox.switch_on(session, kiosk_id="a")
    with store.database.read() as session:
        assert not outbox.is_on(session)
        assert session.execute(text("SELECT count(*) FROM setting")).scalar() == 0
    store.close()
