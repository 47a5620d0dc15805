# SPDX-License-Identifier: AGPL-3.0-or-later
"""A real PostgreSQL server of the tests: made, started, killed and removed by them.

One for each process of tests, on a socket in its own folder: no port, no password, nobody else's
data. Each test gets a fresh database, copied from one whose tables are made.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from alpr_kiosk.bench_postgres import TEMPLATE, PostgresServer, binaries

MEMORY_BYTES = 4_000_000_000
"""Free memory from which on the server lives there: 20 databases of 10 MB for each of 3 processes,
and as much again for its log of changes."""


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server of this process; skips where none is installed, or fails where it must be."""
    found = binaries()
    if found is None:
        text = "no PostgreSQL server is installed (Debian: postgresql)"
        if os.environ.get("ALPR_REQUIRE_PEERS"):
            pytest.fail(text)
        pytest.skip(text)
    from alpr_kiosk.storage.postgres import open_postgres
    from tests.fakes.clock import ManualClock

    # In memory, where there is room: after a kill the server flushes each file of each test's
    # database before it is there.
    memory = Path("/dev/shm")
    room = memory.is_dir() and shutil.disk_usage(memory).free > MEMORY_BYTES
    server = PostgresServer(found, memory if room else Path("/tmp"))
    try:
        server.start()
        with server.connect("postgres") as admin:
            admin.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
        open_postgres(server.address(TEMPLATE), clock=ManualClock()).close()
        yield server
    finally:
        server.remove()


@pytest.fixture
def postgres(postgres_server: PostgresServer) -> str:
    """The name of a fresh database with current tables."""
    return postgres_server.fresh()
