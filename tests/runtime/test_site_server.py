# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole site with a real PostgreSQL server that comes, goes and is edited by others."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from alpr_kiosk.runtime import forwarding
from alpr_kiosk.runtime.storage_jobs import (
    SaveDecision,
    SavePassage,
)
from alpr_kiosk.storage import audit_log, outbox, outbox_keys
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.postgres import open_postgres
from tests.contracts.records_contract import NOON, make_passage, make_record
from tests.fakes.plates import entry
from tests.postgres import PostgresServer
from tests.runtime.full_site import FullSite

LOAD = 350
"""Passages while the server goes and comes; each is a row of `passage`, `decision` and `audit`, and
the head of the chain moves."""

PART = 25


@pytest.fixture
def site(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: Any,
    postgres_server: PostgresServer,
    postgres: str,
) -> Iterator[FullSite]:
    # Waits between attempts are real ones; their lengths have tests of their own.
    monkeypatch.setattr(forwarding, "FIRST_S", 0.02)
    monkeypatch.setattr(forwarding, "LONGEST_S", 0.1)
    monkeypatch.setattr(forwarding, "POLL_S", 0.02)
    monkeypatch.setattr("alpr_kiosk.runtime.lists_keeper.LISTS_EVERY_S", 0.0)
    parts = {"database": {"postgresql": postgres_server.address(postgres)}}
    made = FullSite(tmp_path, monkeypatch, qtbot, parts=parts)
    made.start()
    yield made
    made.close()


def waiting(site: FullSite) -> int:
    with site.context.store.database.read() as session:
        return outbox.waiting(session).rows + len(outbox.fill_state(session))


def rows(database: Database) -> dict[str, list[Any]]:
    with database.read() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in outbox_keys.forwarded()
        }


def rows_there(site: FullSite, server: PostgresServer, name: str) -> dict[str, list[Any]]:
    """Return what the server has, which is what is here but for what the stop itself wrote."""
    there = open_postgres(server.address(name), clock=site.clock, inspect_only=True)
    try:
        copy = rows(there)
        for table, found in rows(site.context.store.database).items():
            assert {row[0] for row in copy[table]} <= {row[0] for row in found}, table
        with there.read() as session:
            report = audit_log.verify(session, site.context.store.key)
        assert report.first_broken is None
        return copy
    finally:
        there.close()


def test_a_server_that_is_killed_under_load_costs_nothing(
    site: FullSite, postgres_server: PostgresServer, postgres: str
) -> None:
    site.until(lambda: waiting(site) == 0)
    site.context.store.records.save_entry(entry("KL58MNO"), "Anna")
    site.until(lambda: any(one.plate == "KL58MNO" for one in site.site.entries()))
    jobs = site.site._parts.storage_inbox
    acknowledged = site.decisions

    def load(first: int, last: int, *, wait: bool = True) -> None:
        # In parts, as traffic comes: a flood would keep the gate's rows from the disk.
        for start in range(first, last, PART):
            for number in range(start, start + PART):
                seen_at = NOON + timedelta(seconds=number)
                passage = make_passage(f"p{number}", seen_at=seen_at)
                assert jobs.put(SavePassage(passage=passage))
                assert jobs.put(SaveDecision(record=make_record(passage, f"d{number}")))
            if wait:
                site.until(lambda end=start + PART: len(acknowledged) >= end)

    load(0, LOAD // 2)
    load(LOAD // 2, LOAD // 2 + PART, wait=False)
    postgres_server.stop("immediate")
    try:
        load(LOAD // 2 + PART, LOAD)
        site.until(lambda: ("db.server_away", True) in site.alerts)
        site.car("AB123CD")
        site.until(lambda: site.pulses == 1)
        site.nothing_left()
        site.until(lambda: len(acknowledged) == LOAD + 1)
        assert waiting(site) >= LOAD // 2
        assert ("db.server_away", False) not in site.alerts
    finally:
        postgres_server.start()
    site.until(lambda: ("db.server_away", False) in site.alerts)
    site.car("KL58MNO")
    site.until(lambda: site.pulses == 2)
    site.nothing_left()
    site.until(lambda: len(acknowledged) == LOAD + 2 and waiting(site) == 0)
    assert site.site.stop()
    known = {f"d{number}" for number in range(LOAD)}
    assert known < {record.decision_id for record in acknowledged}
    there = rows_there(site, postgres_server, postgres)
    names = [row[0] for row in there["decision"]]
    assert len(names) == len(set(names))
    assert {record.decision_id for record in acknowledged} <= set(names)
    assert len(there["gate_intent"]) == len(there["gate_result"]) == 2


def test_a_ban_from_the_office_counts_at_the_gate(
    site: FullSite, postgres_server: PostgresServer, postgres: str
) -> None:
    site.until(lambda: waiting(site) == 0)
    add = "INSERT INTO list_entry (entry_id, kind, plate, notes) VALUES (%s, %s, %s, 'stolen')"
    with postgres_server.connect(postgres) as office:
        office.execute(add, ("o1", "deny", "KL58MNO"))
        office.execute(add, ("o2", "nonsense", "KL58MNP"))
    site.until(lambda: any(one.plate == "KL58MNO" for one in site.site.entries()))
    site.car("KL58MNO")
    site.until(lambda: bool(site.decisions))
    assert site.decisions[-1].decision.reason.value == "decision.deny.listed"
    site.until(lambda: ("lists.row_refused", False) in site.alerts)
    context = dict(site.alerts["lists.row_refused", False].context)
    assert (context["entry"], context["who"]) == ("o2", "alpr")


def test_a_refused_row_is_an_alarm(
    site: FullSite, postgres_server: PostgresServer, postgres: str
) -> None:
    site.until(lambda: waiting(site) == 0)
    with postgres_server.connect(postgres) as admin:
        admin.execute("ALTER TABLE passage ADD CONSTRAINT no_p7 CHECK (passage_id <> 'p7')")
    site.context.store.records.save_passage(make_passage("p7"))
    site.context.store.records.save_passage(make_passage("p8"))
    site.until(lambda: ("db.server_rejected", False) in site.alerts)
    assert dict(site.alerts["db.server_rejected", False].context)["tables"] == "passage"
    site.until(lambda: waiting(site) == 0)


def test_a_server_that_is_newer_than_the_record_is_told(
    site: FullSite, postgres_server: PostgresServer, postgres: str
) -> None:
    site.until(lambda: waiting(site) == 0)
    with postgres_server.connect(postgres) as admin:
        # As if the kiosk had been put back: the server has rows of after it.
        admin.execute(
            "INSERT INTO audit SELECT seq + more, at, kind, actor, body, md5(more::text), key_id "
            "FROM audit, generate_series(1, 100) more WHERE seq = (SELECT max(seq) FROM audit)"
        )
    site.context.store.records.append_audit("other", "Amara", {})
    site.until(lambda: ("db.set_aside", False) in site.alerts)
    assert int(dict(site.alerts["db.set_aside", False].context)["n"]) > 90
    assert ("db.server_rejected", False) not in site.alerts
    site.until(lambda: waiting(site) == 0)


def test_another_kiosks_database_is_said_and_ends_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: Any,
    postgres_server: PostgresServer,
    postgres: str,
) -> None:
    with postgres_server.connect(postgres) as admin:
        admin.execute("INSERT INTO setting (key, value) VALUES ('kiosk.id', 'somebody')")
    parts = {"database": {"postgresql": postgres_server.address(postgres)}}
    site = FullSite(tmp_path, monkeypatch, qtbot, parts=parts).start()
    site.until(lambda: ("storage.other_kiosk", True) in site.alerts)
    site.car("AB123CD")
    site.until(lambda: site.pulses == 1)
    site.close()


def test_without_a_server_nothing_of_it_is_loaded() -> None:
    code = (
        "import sys, alpr_kiosk.bootstrap, alpr_kiosk.runtime.site\n"
        "print([name for name in sys.modules if name.split('.')[0] == 'psycopg'\n"
        "    or name in ('alpr_kiosk.storage.postgres', 'alpr_kiosk.storage.forward')])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
