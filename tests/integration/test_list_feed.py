# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists that others edit in PostgreSQL come into the local lists; a real server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.services.plate_lists import check_plate
from alpr_kiosk.storage import outbox
from alpr_kiosk.storage.list_feed import EditRefused, Pulled, pull
from alpr_kiosk.storage.maintenance import doctor_checks
from tests.contracts.records_contract import full_entry
from tests.integration.test_forward import Site
from tests.postgres import PostgresServer
from tests.uses import take_use

ADD = "INSERT INTO list_entry (entry_id, kind, plate) VALUES (%s, %s, %s)"


class ListSite(Site):
    """A site whose lists are edited on the server by the login "office"."""

    def edit(self, statement: str, *values: Any) -> None:
        with self.peer.connect(self.name, user="office") as office:
            office.execute(statement, values)

    def pull(self) -> Pulled:
        return pull(self.store.database, self.forwarder.server, self.store.key, check=check_plate)

    def entries(self) -> dict[str, ListEntry]:
        return {entry.entry_id: entry for entry in self.store.records.entries()}

    def there(self, entry_id: str, column: str) -> Any:
        with self.peer.connect(self.name) as admin:
            query = f"SELECT {column} FROM list_entry WHERE entry_id = %s"  # noqa: S608
            row = admin.execute(query, (entry_id,)).fetchone()
        return row[0] if row else None

    def edits_left(self) -> int:
        with self.peer.connect(self.name) as admin:
            row = admin.execute("SELECT count(*) FROM list_feed").fetchone()
        return int(row[0]) if row else 0


@pytest.fixture
def site(tmp_path: Path, postgres_server: PostgresServer, postgres: str) -> Iterator[ListSite]:
    with postgres_server.connect(postgres) as admin:
        admin.execute(
            "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'office') "
            "THEN CREATE ROLE office LOGIN; END IF; END $$"
        )
        # Rights on the lists alone: the feed is filled by the rights of its owner.
        admin.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON list_entry TO office")
    made = ListSite(tmp_path / "site", postgres_server, postgres)
    made.switch_on()
    made.drain()
    yield made
    made.close()


def test_an_entry_comes_back_with_what_it_needs(site: ListSite) -> None:
    site.edit(ADD, "o1", "allow", "B-ÖB 123")
    assert site.pull() == Pulled(saved=1)
    (entry,) = site.entries().values()
    assert (entry.kind, entry.plate, entry.created_by) == (ListKind.ALLOW, "B-ÖB 123", "office")
    assert entry.created_at is not None
    assert (site.there("o1", "text"), site.there("o1", "fold")) == ("BÖB123", "8Ö8123")
    assert site.edits_left() == 0
    assert site.pull() == Pulled()
    site.drain()
    site.assert_equal()


def test_edits_are_audited_and_the_chain_fits_the_lists(site: ListSite) -> None:
    site.edit(ADD, "o1", "deny", "34 A 23126")
    site.edit(ADD, "o2", "allow", "34 A 23127")
    site.pull()
    site.edit("DELETE FROM list_entry WHERE entry_id = 'o2'")
    site.pull()
    rows = site.store.records.audit_rows()[-5:]
    assert [(row.kind, row.actor) for row in rows] == [
        ("list.saved", "postgresql:office"),
        ("list.saved", "postgresql:office"),
        ("list.synced", "postgresql"),
        ("list.removed", "postgresql:office"),
        ("list.synced", "postgresql"),
    ]
    assert json.loads(rows[-1].body)["removed"] == 1
    checks = {check.name: check.ok for check in doctor_checks(site.store)}
    assert checks["lists"]
    assert checks["audit"]


def test_what_the_kiosk_wrote_is_no_edit(site: ListSite) -> None:
    site.store.records.save_entry(full_entry(), "Amara")
    take_use(site.store.database, "e1")
    site.drain()
    assert site.edits_left() == 0
    site.store.records.remove_entry("e1", "Amara", "")
    site.drain()
    assert site.edits_left() == 0


def test_a_changed_entry_keeps_its_uses_and_who_made_it(site: ListSite) -> None:
    site.store.records.save_entry(full_entry(), "Amara")
    take_use(site.store.database, "e1")
    site.drain()
    site.edit("UPDATE list_entry SET notes = 'ring twice', uses_left = 99, created_by = 'me'")
    site.pull()
    entry = site.entries()["e1"]
    assert entry == replace(full_entry(), notes="ring twice", uses_left=1)
    assert site.there("e1", "uses_left") == 1
    site.edit("UPDATE list_entry SET max_uses = 5")
    site.pull()
    assert site.entries()["e1"].uses_left is None, "they begin anew at the maximum"
    assert take_use(site.store.database, "e1") == 4


def test_a_second_proof_goes_there_and_comes_back(site: ListSite) -> None:
    site.store.records.save_entry(replace(full_entry(), second_factor="ID card"), "Amara")
    site.drain()
    assert site.there("e1", "second_factor") == "ID card"
    site.edit("UPDATE list_entry SET second_factor = 'Site pass'")
    site.pull()
    assert site.entries()["e1"].second_factor == "Site pass"


def test_counting_here_writes_over_no_edit_there(site: ListSite) -> None:
    site.store.records.save_entry(full_entry(), "Amara")
    site.drain()
    site.edit("UPDATE list_entry SET notes = 'ring twice'")
    take_use(site.store.database, "e1")
    site.drain()
    assert (site.there("e1", "notes"), site.there("e1", "uses_left")) == ("ring twice", 1)
    assert site.pull() == Pulled(saved=1)
    assert site.entries()["e1"] == replace(full_entry(), notes="ring twice", uses_left=1)


def test_what_waits_here_goes_first_and_the_other_edit_is_told(site: ListSite) -> None:
    site.store.records.save_entry(full_entry(), "Amara")
    site.drain()
    site.edit("UPDATE list_entry SET notes = 'theirs'")
    site.store.records.save_entry(replace(full_entry(), notes="ours"), "Amara")
    assert site.pull() == Pulled(more=True), "it waits"
    assert site.entries()["e1"].notes == "ours"
    site.drain()
    assert site.pull() == Pulled(overwritten=(("e1", "office"),))
    assert site.entries()["e1"].notes == site.there("e1", "notes") == "ours"
    assert site.edits_left() == 0


@pytest.mark.parametrize(
    ("kind", "plate", "code"),
    [
        ("friends", "AB 123", "lists.bad_row"),
        ("allow", "-", "lists.bad_plate"),
        ("allow", "A" * 40, "lists.bad_plate"),
        ("allow", "34 A 36837", "lists.duplicate"),
    ],
)
def test_a_bad_entry_is_refused_and_the_rest_goes_on(
    site: ListSite, kind: str, plate: str, code: str
) -> None:
    known = ListEntry(entry_id="e1", kind=ListKind.ALLOW, plate="34A36837")
    site.store.records.save_entry(known, "Amara")
    site.drain()
    site.edit(ADD, "o1", kind, plate)
    site.edit(ADD, "o2", "allow", "B 77")
    found = site.pull()
    assert found == Pulled(saved=1, refused=(EditRefused(entry_id="o1", who="office", code=code),))
    assert set(site.entries()) == {"e1", "o2"}
    assert site.edits_left() == 0
    assert site.waiting().dead == 1
    # Mended there, it comes in.
    site.edit("UPDATE list_entry SET kind = 'deny', plate = 'CD 99' WHERE entry_id = 'o1'")
    assert site.pull() == Pulled(saved=1)
    assert site.waiting().dead == 0


@pytest.mark.parametrize(
    "change",
    [
        "valid_until = 9000000000000000000",
        "windows = '{}'",
        'windows = \'[[9, "07:00", "08:00"]]\'',
        'windows = \'[[1, "late", "08:00"]]\'',
        "gates = 'null'",
        "gates = '[[1]]'",
        "direction = 'sideways'",
        "max_uses = -1",
        "owner = repeat('x', 100000)",
        "group_id = 'nobody'",
        "as_group = '[\"moon\"]'",
    ],
)
def test_hostile_values_are_refused_by_name(site: ListSite, change: str) -> None:
    site.edit(ADD, "o1", "allow", "B 77")
    site.pull()
    site.edit(f"UPDATE list_entry SET {change} WHERE entry_id = 'o1'")  # noqa: S608
    found = site.pull()
    assert [one.entry_id for one in found.refused] == ["o1"]
    assert site.entries()["o1"].plate == "B 77", "it stays as it was"
    assert site.store.records.verify_audit() is None


def test_a_pull_that_was_broken_off_comes_again(site: ListSite) -> None:
    site.edit(ADD, "o1", "allow", "B 77")
    with site.peer.connect(site.name) as admin:
        copies = admin.execute("SELECT at, who, entry_id, entry::text FROM list_feed").fetchall()
    site.pull()
    # The power failed after our commit and before the server's: the edit is still there.
    with site.peer.connect(site.name) as admin:
        for copy in copies:
            admin.execute(
                "INSERT INTO list_feed (at, who, entry_id, entry) VALUES (%s, %s, %s, %s)", copy
            )
    before = len(site.store.records.audit_rows())
    assert site.pull() == Pulled()
    assert len(site.store.records.audit_rows()) == before
    assert site.edits_left() == 0


def test_a_changed_id_is_one_entry_less_and_one_more(site: ListSite) -> None:
    site.edit(ADD, "o1", "allow", "B 77")
    site.pull()
    site.edit("UPDATE list_entry SET entry_id = 'o9'")
    found = site.pull()
    assert (found.saved, found.removed) == (1, 1)
    assert set(site.entries()) == {"o9"}


def test_many_edits_come_in_parts(site: ListSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alpr_kiosk.storage.list_feed.MOST", 10)
    with site.peer.connect(site.name, user="office") as office:
        office.cursor().executemany(ADD, [(f"o{n}", "allow", f"B {n + 10}") for n in range(35)])
        office.execute("UPDATE list_entry SET notes = 'x' WHERE entry_id IN ('o0', 'o34')")
    pulls = [site.pull() for _ in range(5)]
    assert [one.saved for one in pulls] == [10, 10, 10, 5, 0]
    assert len(site.entries()) == 35
    site.drain()
    site.assert_equal()


def test_times_come_in_as_they_were_written(site: ListSite) -> None:
    until = datetime(2027, 1, 1, tzinfo=timezone.utc)
    micros = int(until.timestamp()) * 1_000_000
    site.edit(ADD, "o1", "visitor", "B 77")
    site.edit("UPDATE list_entry SET valid_until = %s, max_uses = 2", micros)
    site.pull()
    entry = site.entries()["o1"]
    assert (entry.valid_until, entry.max_uses, entry.uses_left) == (until, 2, None)


def test_nothing_that_came_in_goes_back_as_an_entry(site: ListSite) -> None:
    site.edit(ADD, "o1", "allow", "B 77")
    site.pull()
    with site.store.database.read() as session:
        assert not outbox.waits(session, "list_entry", "'o1'")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO holiday SELECT * FROM holiday",
        "UPDATE list_group SET name = 'x'",
        "DELETE FROM list_group",
        "TRUNCATE holiday",
    ],
)
def test_what_does_not_come_back_is_refused_where_it_is_written(
    site: ListSite, statement: str
) -> None:
    with site.peer.connect(site.name) as admin:
        admin.execute("GRANT ALL ON list_group, holiday TO office")
    with pytest.raises(Exception, match="edited at the kiosk only"):
        site.edit(statement)
