# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening PostgreSQL: its settings, its refusals, its writers; all on a real server."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log, migrations
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import SettingTable
from alpr_kiosk.storage.postgres import ServerDatabase, open_postgres, server_url
from tests.certificates import make_certificate
from tests.fakes.clock import ManualClock
from tests.peers import black_hole, free_port
from tests.postgres import PostgresServer

KEY = ChainKey(secret=b"k" * 32)


def opened(server: PostgresServer, name: str, **options: object) -> ServerDatabase:
    return open_postgres(server.address(name), clock=ManualClock(), **options)  # type: ignore[arg-type]


def code_of(address: str, **options: object) -> StorageError:
    with pytest.raises(StorageError) as caught:
        open_postgres(address, clock=ManualClock(), **options)  # type: ignore[arg-type]
    return caught.value


def test_settings_of_a_connection(postgres_server: PostgresServer, postgres: str) -> None:
    database = opened(postgres_server, postgres, kiosk_id="abc")
    names = ("synchronous_commit", "statement_timeout", "lock_timeout", "alpr.kiosk")
    for unit_of_work in (database.read, database.write):
        with unit_of_work() as session:
            found = [session.execute(text(f"SHOW {name}")).scalar() for name in names]
        assert found == ["on", "2s", "1s", "abc"]
    assert database.facts.checksums
    assert int(database.facts.version.split(".")[0]) >= 13
    database.close()


def test_a_unit_of_work_that_reads_sees_one_state(
    postgres_server: PostgresServer, postgres: str
) -> None:
    database = opened(postgres_server, postgres)
    with database.read() as session:
        assert session.get(SettingTable, "a") is None
        with database.write() as other:
            other.add(SettingTable(key="a", value="b"))
        assert session.get(SettingTable, "a") is None
    with database.read() as session:
        assert session.get(SettingTable, "a") is not None
    database.close()


def test_writers_take_turns_and_wait_no_longer_than_told(
    postgres_server: PostgresServer, postgres: str
) -> None:
    database = opened(postgres_server, postgres)
    with database.write() as session:
        session.add(SettingTable(key="a", value="b"))
        session.flush()
        with pytest.raises(StorageError) as caught, database.write(busy_ms=20) as other:
            other.get(SettingTable, "a")
        assert caught.value.code == "storage.locked"
    with database.write(busy_ms=20) as session:
        assert session.get(SettingTable, "a") is not None
    database.close()


def test_the_chain_stays_whole_under_many_writers(
    postgres_server: PostgresServer, postgres: str
) -> None:
    database = opened(postgres_server, postgres)
    clock = ManualClock()
    now = clock.utc_now()
    with database.write() as session:
        audit_log.ensure_chain(session, KEY, at=now, fresh_reason="first_start")

    def append(writer: ServerDatabase) -> None:
        for number in range(10):
            with writer.write() as session:
                audit_log.append(session, KEY, at=now, kind="a", actor="b", body={"n": number})

    writers = [database, database.second(), database.second()]
    threads = [threading.Thread(target=append, args=(one,)) for one in writers * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        report = audit_log.verify(session, KEY)
    assert (report.rows, report.first_broken) == (61, None)
    for one in writers:
        one.close()


def test_a_restart_of_the_server_is_survived(postgres_server: PostgresServer) -> None:
    name = postgres_server.fresh()
    database = opened(postgres_server, name)
    postgres_server.stop("immediate")
    try:
        with pytest.raises(StorageError) as caught, database.write() as session:
            session.get(SettingTable, "a")
    finally:
        postgres_server.start()
    assert caught.value.code == "storage.server_unreachable"
    with database.write() as session:
        session.add(SettingTable(key="a", value="b"))
    database.close()


def test_nobody_there() -> None:
    error = code_of(f"postgresql://u:secret-word@127.0.0.1:{free_port()}/db")
    assert error.code == "storage.server_unreachable"
    assert "secret-word" not in str(error)
    assert "127.0.0.1" in str(error)


def test_a_server_that_never_answers() -> None:
    with black_hole() as address:
        port = address.rpartition(":")[2].partition("/")[0]
        error = code_of(f"postgresql://u@127.0.0.1:{port}/db?sslmode=disable")
    assert error.code == "storage.server_unreachable"


@pytest.mark.parametrize("what", ["database", "user", "password", "tls"])
def test_a_server_that_says_no(postgres_server: PostgresServer, postgres: str, what: str) -> None:
    good = postgres_server.address(postgres)
    address, password = {
        "database": (good.replace(postgres, "no_such"), ""),
        "user": (good.replace("alpr@", "nobody_known@"), ""),
        "password": (good.replace("alpr@", "locked@"), "secret-word"),
        "tls": (f"postgresql://alpr@127.0.0.1/{postgres}?sslmode=frobnicate", ""),
    }[what]
    if what == "password":
        with postgres_server.connect(postgres) as admin:
            admin.execute(
                "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'locked') "
                "THEN CREATE ROLE locked NOLOGIN; END IF; END $$"
            )
    error = code_of(address, password=password)
    assert error.code == "storage.server_refused"
    assert "secret-word" not in str(error)


def test_what_is_no_address_is_refused_unread() -> None:
    for address in ("mysql://u:secret-word@h/db", "secret-word", "postgresql://h:port/db"):
        error = code_of(address)
        assert error.code == "storage.server_refused"
        assert "secret-word" not in str(error)


def test_the_password_is_in_no_text() -> None:
    url = server_url("postgresql://u@h/db", "secret-word")
    assert "secret-word" not in f"{url!s} {url!r}"
    assert url.password == "secret-word"


def test_a_missing_right_is_a_refusal(postgres_server: PostgresServer, postgres: str) -> None:
    with postgres_server.connect(postgres) as admin:
        admin.execute(f'CREATE ROLE "r_{postgres}" LOGIN')
    error = code_of(postgres_server.address(postgres, user=f"r_{postgres}"))
    assert error.code == "storage.server_refused"
    assert "alembic_version" in str(error)


def test_a_server_that_does_not_flush_is_refused(postgres_server: PostgresServer) -> None:
    name = postgres_server.fresh()
    postgres_server.stop()
    postgres_server.start(fsync="off")
    try:
        error = code_of(postgres_server.address(name))
    finally:
        postgres_server.stop()
        postgres_server.start()
    assert (error.code, error.context["why"]) == ("storage.server_unsafe", "fsync = off")


def test_an_onlooker_makes_no_tables(postgres_server: PostgresServer) -> None:
    name = postgres_server.fresh("template0")
    error = code_of(postgres_server.address(name), inspect_only=True)
    assert error.code == "storage.migration"
    with postgres_server.connect(name) as admin:
        row = admin.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert row == (0,)


def test_a_database_of_a_newer_program_is_left_alone(
    postgres_server: PostgresServer, postgres: str
) -> None:
    with postgres_server.connect(postgres) as admin:
        admin.execute("UPDATE alembic_version SET version_num = '9999'")
    error = code_of(postgres_server.address(postgres))
    assert error.code == "storage.migration"
    assert error.context["known"] == migrations.HEAD


def test_a_socket_folder_is_named_in_messages(tmp_path: Path) -> None:
    error = code_of(f"postgresql://u@/db?host={tmp_path}")
    assert error.code == "storage.server_unreachable"
    assert str(tmp_path) in str(error.context["server"])


def test_another_machine_cannot_pass_itself_off_as_the_server(
    tmp_path: Path, postgres_server: PostgresServer
) -> None:
    name = postgres_server.fresh()
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    certificate, other = make_certificate(ours), make_certificate(theirs)
    shown = postgres_server.folder / "tls.pem"
    shutil.copyfile(ours / "device.pem", shown)
    owner = postgres_server.folder.stat()
    os.chown(shown, owner.st_uid, owner.st_gid)
    shown.chmod(0o600)
    port = free_port()
    settings = {"listen_addresses": "127.0.0.1", "port": str(port)}
    tls = {"ssl": "on", "ssl_cert_file": str(shown), "ssl_key_file": str(shown)}

    def address(host: str, authority: Path) -> str:
        where = f"postgresql://alpr@{host}:{port}/{name}"
        return f"{where}?sslmode=verify-full&sslrootcert={authority}"

    postgres_server.stop()
    postgres_server.start(**settings, **tls)
    try:
        database = open_postgres(address("127.0.0.1", certificate.authority), clock=ManualClock())
        with database.read() as session:
            query = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
            assert session.execute(text(query)).scalar() is True
        database.close()
        refused = [
            code_of(address("127.0.0.1", other.authority)),
            code_of(address("localhost", certificate.authority)),
            code_of(address("127.0.0.1", tmp_path / "missing.pem")),
        ]
        postgres_server.stop()
        postgres_server.start(**settings)
        refused.append(code_of(address("127.0.0.1", certificate.authority)))
    finally:
        postgres_server.stop()
        postgres_server.start()
    assert [error.code for error in refused] == ["storage.server_refused"] * 4
