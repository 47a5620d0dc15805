# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the local journal to a real PostgreSQL server: all of it, once, whatever happens between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.doctor import examine_server
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log, outbox, outbox_keys, realign
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.forward import Forwarder, Step
from alpr_kiosk.storage.maintenance import backup
from alpr_kiosk.storage.orm import Base
from alpr_kiosk.storage.postgres import ServerDatabase, open_postgres
from alpr_kiosk.storage.restore import restore
from alpr_kiosk.storage.server_link import ServerLink
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.journal_contract import a_result, an_intent
from tests.contracts.records_contract import (
    CROP,
    LANE,
    full_entry,
    make_passage,
    make_record,
)
from tests.fakes.clock import ManualClock
from tests.postgres import PostgresServer
from tests.uses import take_use


class Site:
    """A record, a database of a server, and what sends from one to the other."""

    def __init__(self, folder: Path, server: PostgresServer, name: str) -> None:
        folder.mkdir(exist_ok=True)
        self.peer = server
        self.name = name
        self.clock = ManualClock()
        self.store: Store = open_store(folder, clock=self.clock)
        self.forwarder = self._forwarder()

    def _forwarder(self) -> Forwarder:
        def connect(kiosk_id: str) -> ServerDatabase:
            return open_postgres(self.peer.address(self.name), clock=self.clock, kiosk_id=kiosk_id)

        return Forwarder(local=self.store.database, key=self.store.key, connect=connect)

    def switch_on(self) -> None:
        outbox.switch(self.store.database, on=True)

    def drain(self, *, most: int = 500) -> list[Step]:
        steps = []
        for _ in range(most):
            steps.append(self.forwarder.step())
            if not steps[-1].more:
                return steps
        raise AssertionError("it never ends")

    def waiting(self) -> outbox.Waiting:
        with self.store.database.read() as session:
            return outbox.waiting(session)

    def rows(self, database: Database) -> dict[str, list[Any]]:
        """All rows of the tables that go over, by table, sorted."""
        with database.read() as session:
            return {
                table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
                for table in outbox_keys.forwarded()
            }

    def assert_equal(self) -> None:
        here, there = self.rows(self.store.database), self.rows(self.forwarder.server)
        for name, rows in here.items():
            assert there[name] == rows, name
        with self.forwarder.server.read() as session:
            report = audit_log.verify(session, self.store.key)
        assert report.first_broken is None
        assert report.rows == len(here["audit"])

    def close(self) -> None:
        self.forwarder.close()
        self.store.close()


@pytest.fixture
def site(tmp_path: Path, postgres_server: PostgresServer, postgres: str) -> Iterator[Site]:
    made = Site(tmp_path / "site", postgres_server, postgres)
    yield made
    made.close()


def busy(site: Site, first: int, count: int) -> None:
    """Some traffic: passages with pictures, decisions, intents, results."""
    for number in range(first, first + count):
        passage = make_passage(f"p{number}")
        site.store.records.save_passage(passage, [LANE, CROP])
        site.store.records.save_decision(make_record(passage, f"d{number}"))
        intent = an_intent(number)
        site.store.journal.record_intent(intent)
        site.store.journal.record_result(a_result(intent))


def test_every_table_goes_over_or_says_why_not() -> None:
    names = set(Base.metadata.tables)
    assert {table.name for table in outbox_keys.forwarded()} == names - outbox_keys.LOCAL_ONLY


def test_what_was_there_and_what_comes_goes_over(site: Site) -> None:
    busy(site, 0, 20)
    site.store.records.save_entry(full_entry(), "Amara")
    site.switch_on()
    busy(site, 20, 5)
    site.drain()
    site.assert_equal()
    busy(site, 25, 5)
    site.store.records.save_passage(replace(make_passage("p1"), closed=True))
    take_use(site.store.database, "e1")
    site.store.records.save_override_reason(f"{1:032x}", "visitor", "by a friend", "Amara")
    assert site.waiting().rows > 0
    site.drain()
    site.assert_equal()
    assert site.waiting() == outbox.Waiting(rows=0)
    site.store.records.remove_entry("e1", "Amara", "moved out")
    with site.store.database.write() as session:
        session.execute(text("DELETE FROM passage WHERE passage_id = 'p3'"))
    site.drain()
    site.assert_equal()


def test_a_row_that_changes_often_waits_once(site: Site) -> None:
    site.switch_on()
    site.drain()
    for reads in range(4, 20):
        site.store.records.save_passage(make_passage("p1", reads=reads))
    assert site.waiting().rows == 1
    assert sum(step.moved for step in site.drain()) == 1
    site.assert_equal()


def test_nothing_of_a_pin_goes_over(site: Site) -> None:
    site.switch_on()
    site.store.records.set_pin_hash("Zoe", "supervisor", "$argon2id$1", "installer")
    site.store.records.set_setting("lockdown", "on")
    site.drain()
    with site.forwarder.server.read() as session:
        assert session.execute(text("SELECT count(*) FROM site_user")).scalar() == 0
        found = session.execute(text("SELECT key FROM setting ORDER BY key")).scalars().all()
    assert list(found) == ["kiosk.batch", "kiosk.id"]


def test_a_site_without_a_server_has_no_triggers(site: Site) -> None:
    with site.store.database.write() as session:
        assert not outbox.is_on(session)
    site.switch_on()
    site.drain()
    busy(site, 0, 1)
    outbox.switch(site.store.database, on=False)
    busy(site, 1, 1)
    assert site.waiting() == outbox.Waiting(rows=0)
    # Switched on again, what was missed goes over too.
    site.switch_on()
    site.drain()
    site.assert_equal()


def test_switching_on_again_changes_nothing(site: Site) -> None:
    site.switch_on()
    site.drain()
    site.switch_on()
    with site.store.database.read() as session:
        assert outbox.fill_state(session) == {}


def test_a_table_that_was_built_anew_goes_over_again(site: Site) -> None:
    busy(site, 0, 2)
    site.switch_on()
    site.drain()
    with site.store.database.write() as session:
        session.execute(text('DROP TRIGGER "forward_evidence_update"'))
        session.execute(text("UPDATE evidence SET size = 7"))
    site.switch_on()
    site.drain()
    site.assert_equal()


def test_every_state_of_the_server_verifies(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alpr_kiosk.storage.forward.MOST", 7)
    busy(site, 0, 10)
    site.switch_on()
    seen = []
    while site.forwarder.step().more:
        with site.forwarder.server.read() as session:
            report = audit_log.verify(session, site.store.key)
        if report.rows:
            assert report.first_broken is None
            seen.append(report.rows)
    assert seen == sorted(seen)
    assert len(set(seen)) > 3
    site.assert_equal()


def test_a_batch_that_went_over_unconfirmed_goes_again(site: Site) -> None:
    busy(site, 0, 3)
    site.switch_on()
    site.drain()
    busy(site, 3, 3)
    # The power fails between the server's commit and ours.
    with site.store.database.read() as session:
        mail = outbox.next_mail(session, most=500)
        confirmed = outbox.confirmed(session)
    assert site.forwarder._deliver(site.forwarder.server, mail, confirmed) == ()
    site.store.records.save_passage(replace(make_passage("p4"), closed=True))
    site.drain()
    site.assert_equal()


def test_a_row_that_changes_on_its_way_goes_again(site: Site) -> None:
    site.switch_on()
    site.drain()
    site.store.records.save_passage(make_passage("p1", reads=4))
    with site.store.database.read() as session:
        mail = outbox.next_mail(session, most=500)
    site.store.records.save_passage(make_passage("p1", reads=9))
    with site.store.database.write() as session:
        outbox.tick_off(session, mail, (), clock=site.clock)
    assert site.waiting().rows == 1
    site.drain()
    site.assert_equal()


def test_a_database_of_another_kiosk_is_refused(
    tmp_path: Path, site: Site, postgres_server: PostgresServer
) -> None:
    site.switch_on()
    site.drain()
    other = Site(tmp_path / "other", postgres_server, site.name)
    busy(other, 0, 1)
    other.switch_on()
    with pytest.raises(StorageError) as caught:
        other.forwarder.step()
    assert caught.value.code == "storage.other_kiosk"
    assert other.waiting().rows >= 0
    other.close()
    site.assert_equal()


def test_an_emptied_server_is_filled_anew(site: Site, postgres_server: PostgresServer) -> None:
    busy(site, 0, 5)
    site.switch_on()
    site.drain()
    site.forwarder.close()
    site.name = postgres_server.fresh()
    busy(site, 5, 1)
    site.drain()
    site.assert_equal()


def test_a_server_that_was_put_back_is_filled_anew(
    site: Site, postgres_server: PostgresServer
) -> None:
    busy(site, 0, 5)
    site.switch_on()
    site.drain()
    site.forwarder.close()
    older = postgres_server.fresh(template=site.name)
    busy(site, 5, 5)
    site.drain()
    busy(site, 10, 1)
    site.drain()
    site.forwarder.close()
    site.name = older
    site.drain()
    site.assert_equal()


def test_a_refused_row_is_put_aside_and_the_rest_goes_on(site: Site) -> None:
    site.switch_on()
    site.drain()
    with site.peer.connect(site.name) as admin:
        admin.execute("ALTER TABLE passage ADD CONSTRAINT no_p7 CHECK (passage_id <> 'p7')")
    busy(site, 0, 20)
    refused = [one for step in site.drain() for one in step.refused]
    tables = {one.letter.table for one in refused}
    assert tables == {"passage", "decision", "evidence"}, "its children are refused with it"
    assert all("34A36837" not in one.reason for one in refused)
    assert site.waiting() == outbox.Waiting(
        rows=0, dead=4, tables=("decision", "evidence", "passage")
    )
    with site.forwarder.server.read() as session:
        assert session.scalar(text("SELECT count(*) FROM passage")) == 19
        assert audit_log.verify(session, site.store.key).first_broken is None
    # The cause is mended: the next start tries again.
    with site.peer.connect(site.name) as admin:
        admin.execute("ALTER TABLE passage DROP CONSTRAINT no_p7")
    site.switch_on()
    site.drain()
    assert site.waiting() == outbox.Waiting(rows=0)
    site.assert_equal()


@pytest.mark.parametrize("plate", ["AB\0CD", "x" * 70])
def test_what_postgresql_cannot_hold_is_put_aside(site: Site, plate: str) -> None:
    site.switch_on()
    site.drain()
    passage = make_passage("p1")
    lane = plate if plate.startswith("x") else "lane1"
    text_of = plate if "\0" in plate else "34A36837"
    bad = replace(
        passage, lane_id=lane, consensus=replace(passage.consensus, text=text_of, chars=())
    )
    site.store.records.save_passage(bad)
    site.store.records.save_passage(make_passage("p2"))
    (refused,) = [one for step in site.drain() for one in step.refused]
    assert refused.letter.key == "'p1'"
    with site.forwarder.server.read() as session:
        assert session.scalar(text("SELECT count(*) FROM passage")) == 1


def put_back(site: Site, copy: Path, *, told: bool) -> Site:
    """Return the site with its record put back, by the program or by somebody who copies files."""
    folder = site.store.database.path.parent
    site.close()
    if told:
        restore(copy, folder, clock=site.clock, actor="installer")
    else:
        for name in folder.glob("alpr.sqlite3*"):
            name.unlink()
        copy.rename(folder / "alpr.sqlite3")
    again = Site(folder, site.peer, site.name)
    again.switch_on()
    return again


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("batches", [1, 3])
def test_what_is_newer_than_a_restored_record_is_set_aside(
    tmp_path: Path, site: Site, told: bool, batches: int
) -> None:
    busy(site, 0, 2)
    site.store.records.save_entry(full_entry(), "Amara")
    site.switch_on()
    site.drain()
    older = tmp_path / "older.sqlite3"
    backup(site.store, older)
    for number in range(batches):
        busy(site, 10 * number + 10, 2)
        site.store.records.save_entry(replace(full_entry(), notes=f"n{number}"), "Amara")
        site.drain()
    lost = [f"p{number}" for number in range(10, 10 * batches + 10) if number % 10 < 2]
    again = put_back(site, older, told=told)
    busy(again, 50, 3)
    steps = again.drain()
    again.assert_equal()
    assert again.waiting() == outbox.Waiting(rows=0)
    assert not [one for step in steps for one in step.refused]
    (aside,) = [step.aside for step in steps if step.aside]
    with again.forwarder.server.read() as session:
        query = "SELECT table_name, entry FROM put_aside"
        rows = [(name, entry) for name, entry in session.execute(text(query))]
    assert len(rows) == aside
    found = sorted(entry["passage_id"] for name, entry in rows if name == "passage")
    assert found == sorted(lost)
    # The row of the lists that is written over is there as it was.
    (said,) = [entry["notes"] for name, entry in rows if name == "list_entry"]
    assert said == f"n{batches - 1}"
    assert len({entry["mac"] for name, entry in rows if name == "audit"}) >= 2 * batches
    config = AppConfig.model_validate({"database": {"postgresql": again.peer.address(again.name)}})
    details = [line.detail for line in examine_server(config, again.store)]
    assert any(line.startswith(f"{aside} rows of after the backup") for line in details)
    assert not [line for line in details if "chain" in line]
    # It goes on as ever, and a new start finds nothing wrong.
    busy(again, 60, 1)
    again.forwarder.close()
    again.switch_on()
    again.forwarder = again._forwarder()
    assert not [step.aside for step in again.drain() if step.aside]
    again.assert_equal()
    # A month later it is gone.
    again.clock.advance(31 * 86_400.0)
    again.drain()
    with again.forwarder.server.read() as session:
        assert realign.count(session) == 0
    again.close()


def test_a_sweep_that_is_broken_off_begins_again(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(realign, "PAGE", 2)
    busy(site, 0, 2)
    site.switch_on()
    site.drain()
    older = tmp_path / "older.sqlite3"
    backup(site.store, older)
    busy(site, 10, 5)
    site.drain()
    again = put_back(site, older, told=True)
    seen = [0]
    for steps in range(4, 60, 7):
        for _ in range(steps):
            again.forwarder.step()
        again.forwarder.close()
        with again.forwarder.server.read() as session:
            assert audit_log.verify(session, again.store.key).first_broken is None
            seen.append(realign.count(session))
    assert len(set(seen)) > 3
    assert seen == sorted(seen)
    again.drain()
    again.assert_equal()
    again.close()


def test_what_was_erased_meanwhile_goes_from_a_server_that_was_put_back(
    site: Site, postgres_server: PostgresServer
) -> None:
    busy(site, 0, 5)
    site.switch_on()
    site.drain()
    site.forwarder.close()
    older = postgres_server.fresh(template=site.name)
    with site.store.database.write() as session:
        session.execute(text("DELETE FROM passage WHERE passage_id = 'p3'"))
    site.drain()
    busy(site, 10, 1)
    site.drain()
    site.forwarder.close()
    site.name = older
    site.drain()
    site.assert_equal()
    with site.forwarder.server.read() as session:
        assert realign.count(session) == 0


def test_what_was_removed_while_nobody_noted_it_goes_too(site: Site) -> None:
    busy(site, 0, 5)
    site.switch_on()
    site.drain()
    outbox.switch(site.store.database, on=False)
    with site.store.database.write() as session:
        session.execute(text("DELETE FROM passage WHERE passage_id = 'p3'"))
    site.switch_on()
    site.drain()
    site.assert_equal()


def test_what_was_refused_by_another_server_is_not_told_for_ever(
    site: Site, postgres_server: PostgresServer
) -> None:
    busy(site, 0, 2)
    site.switch_on()
    site.drain()
    with site.store.database.write() as session:
        outbox.put_aside(session, "list_feed", "'o1'", "lists.double", clock=site.clock)
    site.forwarder.close()
    site.name = postgres_server.fresh()
    site.drain()
    assert site.waiting() == outbox.Waiting(rows=0)
    site.assert_equal()


def test_a_server_that_lets_no_row_of_the_chain_in_is_told_and_not_filled_for_ever(
    site: Site,
) -> None:
    site.switch_on()
    site.drain()
    with site.peer.connect(site.name) as admin:
        admin.execute("CREATE RULE deaf AS ON INSERT TO audit DO INSTEAD NOTHING")
    site.store.records.append_audit("other", "Amara", {})
    refused = [one for step in site.drain() for one in step.refused]
    assert [one.letter.table for one in refused] == ["audit"]


def test_away_and_back(site: Site) -> None:
    site.switch_on()
    site.drain()
    site.peer.stop("immediate")
    try:
        busy(site, 0, 3)
        with pytest.raises(StorageError) as caught:
            site.forwarder.step()
        assert caught.value.code == "storage.server_unreachable"
    finally:
        site.peer.start()
    site.drain()
    site.assert_equal()


def test_a_server_of_another_shape_is_told_and_rows_wait(site: Site) -> None:
    site.switch_on()
    site.drain()
    with site.peer.connect(site.name) as admin:
        admin.execute("ALTER TABLE passage RENAME COLUMN plate TO licence")
    site.store.records.save_passage(make_passage("p1"))
    with pytest.raises(StorageError) as caught:
        site.forwarder.step()
    assert caught.value.code == "storage.server_refused"
    assert site.waiting().rows == 1
    with site.peer.connect(site.name) as admin:
        admin.execute("ALTER TABLE passage RENAME COLUMN licence TO plate")
    site.drain()
    site.assert_equal()


def test_counts_are_those_of_the_tables(site: Site) -> None:
    busy(site, 0, 3)
    site.switch_on()
    total = 0
    with site.store.database.read() as session:
        for table in outbox_keys.forwarded():
            total += session.scalar(select(func.count()).select_from(table)) or 0
    assert sum(step.moved for step in site.drain()) == total


def test_a_restored_backup_goes_over_anew(
    tmp_path: Path, site: Site, postgres_server: PostgresServer
) -> None:
    busy(site, 0, 2)
    site.switch_on()
    site.drain()
    busy(site, 2, 1)  # in the backup, and not yet over
    copy, folder = tmp_path / "copy.sqlite3", site.store.database.path.parent
    backup(site.store, copy)
    site.store.close()
    restore(copy, folder, clock=site.clock, actor="installer")
    again = Site(folder, postgres_server, site.name)
    again.switch_on()
    again.drain()
    again.assert_equal()
    again.close()


def test_the_doctor_says_how_it_stands(site: Site) -> None:
    address = site.peer.address(site.name)
    config = AppConfig.model_validate({"database": {"postgresql": address}})
    assert list(examine_server(AppConfig(), site.store)) == []
    site.switch_on()
    site.drain()
    busy(site, 0, 1)
    (line,) = examine_server(config, site.store)
    assert line.level == "ok"
    assert line.detail.startswith("PostgreSQL ")
    assert line.detail.endswith("rows wait")
    site.drain()
    with site.peer.connect(site.name) as admin:
        admin.execute("ALTER TABLE audit DISABLE TRIGGER USER")
        admin.execute("UPDATE audit SET actor = 'x' WHERE seq = 2")
        admin.execute("DROP EXTENSION pg_trgm CASCADE")
        admin.execute("ALTER TABLE passage ADD CONSTRAINT no_p7 CHECK (passage_id <> 'p7')")
    site.store.records.save_passage(make_passage("p7"))
    site.drain()
    found = [(line.level, line.detail) for line in examine_server(config, site.store)][1:]
    assert found == [
        (
            "warn",
            '1 rows are refused (passage): new row for relation "passage" violates check '
            'constraint "no_p7"; mend that and restart the kiosk: it tries them again '
            "(docs/postgresql.md)",
        ),
        ("FAIL", "its copy of the chain does not fit since row 2"),
        ("warn", "without its extension pg_trgm a search for a part of a plate is slow there"),
    ]
    missing = address.replace(site.name, "nowhere")
    config = AppConfig.model_validate({"database": {"postgresql": missing}})
    (line,) = examine_server(config, site.store)
    assert line.level == "FAIL"


def test_a_server_that_is_emptied_meanwhile_is_filled_anew(site: Site) -> None:
    busy(site, 0, 2)
    site.switch_on()
    link = ServerLink(
        local=site.store.database,
        key=site.store.key,
        address=site.peer.address(site.name),
        password="",
        check=lambda _entry: None,
    )
    while link.step().more:
        pass
    with site.peer.connect(site.name) as admin:
        admin.execute("DROP SCHEMA public CASCADE")
        admin.execute("CREATE SCHEMA public")
    with pytest.raises(StorageError) as caught:
        link.step()
    assert caught.value.code == "storage.server_refused"
    while link.step().more:
        pass
    link.close()
    site.assert_equal()
