# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is erased or over here is so on the server: no row of any table there names the plate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from alpr_kiosk.domain.plate import fold
from alpr_kiosk.services.plate_lists import check_plate
from alpr_kiosk.storage import audit_log, outbox, realign
from alpr_kiosk.storage.erasing import files_with
from alpr_kiosk.storage.maintenance import backup
from alpr_kiosk.storage.orm import PassageTable, StayTable
from alpr_kiosk.storage.server_link import ServerLink
from alpr_kiosk.storage.store import open_store
from tests.contracts.records_contract import NOON
from tests.postgres import PostgresServer
from tests.unit.storage.gatehouse import Gatehouse
from tests.unit.storage.test_erasing import ALIKE, PLATE, TEXT, entry, erase, fill, spellings

WORDS = (PLATE, TEXT, fold(TEXT), ALIKE)


class SentHouse(Gatehouse):
    """A record that goes over to a server."""

    def __init__(self, folder: Path, server: PostgresServer, name: str) -> None:
        super().__init__(folder)
        self.peer = server
        self.name = name
        self.link = self.make_link()
        outbox.switch(self.store.database, on=True)

    def make_link(self) -> ServerLink:
        return ServerLink(
            local=self.store.database,
            key=self.store.key,
            address=self.peer.address(self.name),
            password="",
            check=check_plate,
        )

    def send(self) -> None:
        while self.link.step().more:
            pass

    def named_there(self) -> dict[str, int]:
        """Rows of the server that name the plate, by table: whole rows as text, of all tables."""
        found = {}
        with self.peer.connect(self.name) as admin:
            query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            for (table,) in admin.execute(query).fetchall():
                rows = admin.execute(f'SELECT t::text FROM "{table}" t').fetchall()  # noqa: S608
                count = sum(any(word in row for word in WORDS) for (row,) in rows)
                if count:
                    found[table] = count
        return found

    def close(self) -> None:
        self.link.close()
        self.store.close()


@pytest.fixture
def house(tmp_path: Path, postgres_server: PostgresServer, postgres: str) -> Iterator[SentHouse]:
    folder = tmp_path / "site"
    folder.mkdir()
    made = SentHouse(folder, postgres_server, postgres)
    yield made
    made.close()


def test_a_plate_that_is_erased_is_in_no_row_of_the_server(
    house: SentHouse, tmp_path: Path
) -> None:
    fill(house)
    house.send()
    before = house.named_there()
    assert {"passage", "decision", "list_entry", "list_change", "stay"} <= before.keys()
    erase(house, tmp_path / "site")
    assert files_with(tmp_path / "site", spellings(*WORDS)) == [], "what waits names keys alone"
    house.send()
    assert house.named_there() == {}
    with house.store.database.read() as session:
        assert outbox.waiting(session) == outbox.Waiting(rows=0)


def test_a_refused_row_of_an_erased_plate_keeps_no_word_of_it(
    house: SentHouse, tmp_path: Path
) -> None:
    house.send()
    with house.peer.connect(house.name) as admin:
        admin.execute(f"ALTER TABLE passage ADD CONSTRAINT no CHECK (plate <> '{TEXT}')")
    fill(house)
    house.send()
    with house.store.database.read() as session:
        assert outbox.waiting(session).dead > 0
    erase(house, tmp_path / "site")
    assert files_with(tmp_path / "site", spellings(*WORDS)) == []
    house.send()
    assert house.named_there() == {}
    with house.store.database.read() as session:
        assert outbox.waiting(session) == outbox.Waiting(rows=0), "erased, they are taken"


def test_plates_whose_time_is_over_are_pseudonyms_there_too(house: SentHouse) -> None:
    fill(house)
    house.store.records.remove_entry("e1", "Amara", "gone")
    house.send()
    assert house.named_there()
    with house.store.database.write() as session:
        session.execute(update(StayTable).values(left_at=NOON, ended="exit", ended_moment=1))
    assert house.run(4000) > 0
    house.send()
    # Changes of the lists keep their plates until they are erased, here as there.
    assert house.named_there().keys() == {"list_change"}
    plates = select(PassageTable.plate).order_by(PassageTable.moment)
    with house.store.database.read() as here, house.link._forwarder.server.read() as there:
        assert list(here.scalars(plates)) == list(there.scalars(plates))


@pytest.mark.parametrize("sent_before", [True, False])
def test_erasing_empties_what_was_set_aside_of_plates(
    house: SentHouse, tmp_path: Path, sent_before: bool
) -> None:
    house.store.records.save_entry(entry("e1", PLATE), "Amara")
    house.send()
    copy = tmp_path / "copy.sqlite3"
    backup(house.store, copy)
    fill(house)
    house.store.records.save_entry(replace(entry("e9", "XY 97"), notes=PLATE), "Amara")
    house.send()
    house.close()
    place = tmp_path / "site" / "alpr.sqlite3"
    for name in place.parent.glob("alpr.sqlite3*"):
        name.unlink()
    copy.rename(place)
    house.store = open_store(place.parent, clock=house.clock)
    house.link = house.make_link()
    outbox.switch(house.store.database, on=True)
    house.store.records.append_audit("other", "Amara", {})
    if sent_before:
        house.send()
        assert house.named_there()["put_aside"] > 0
    erase(house, tmp_path / "site")
    house.send()
    assert house.named_there() == {}
    with house.peer.connect(house.name) as admin:
        rows = admin.execute("SELECT DISTINCT table_name FROM put_aside").fetchall()
    assert rows == [("audit",)], "the witness stays: it names no plate"
    server = house.link._forwarder.server
    with server.read() as session:
        assert realign.count(session) > 0
        assert audit_log.verify(session, house.store.key).first_broken is None
        assert session.scalar(text("SELECT count(*) FROM list_feed")) == 0
