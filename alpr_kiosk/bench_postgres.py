# SPDX-License-Identifier: AGPL-3.0-or-later
"""A PostgreSQL server of our own: made, started, killed and removed by a bench or by tests.

On a socket in its own folder: no port, no password, nobody else's data.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # many load this file, few need the driver
    import psycopg

TEMPLATE = "alpr_template"


def binaries() -> Path | None:
    """Return the folder of the newest server, None when none is installed."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not found and (initdb := shutil.which("initdb")):
        found = [Path(initdb).parent]
    return max(found, key=lambda path: float(path.parent.name or 0), default=None)


def _server_user() -> str | None:
    """Return whom the server runs as; it refuses root."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


class PostgresServer:
    """A server of our own.

    Args:
        binaries: Folder of ``initdb`` and ``pg_ctl``.
        parent: Where its folder is made; short, for the name of a socket has 107 characters at
            most.
    """

    def __init__(self, binaries: Path, parent: Path = Path("/tmp")) -> None:  # noqa: S108
        self._binaries = binaries
        self._user = _server_user()
        self.folder = Path(tempfile.mkdtemp(prefix="alpr-pg-", dir=parent))
        if self._user:
            shutil.chown(self.folder, self._user)
        self._numbers = itertools.count(1)
        self._run(
            "initdb",
            *("-D", f"{self.folder}/data", "-U", "alpr", "--auth=trust", "--data-checksums"),
            *("--encoding=UTF8", "--locale=C", "--no-sync"),
        )

    def start(self, **settings: str) -> None:
        """Start (again); returns when it takes connections."""
        told = {"listen_addresses": "", "unix_socket_directories": str(self.folder)} | settings
        options = " ".join(f"-c {name}='{value}'" for name, value in told.items())
        log = f"{self.folder}/log"
        self._ctl("start", "-w", "-t", "60", "-l", log, "-o", options)

    def stop(self, mode: str = "fast") -> None:
        """Stop: ``fast``, or ``immediate`` as a power cut does it."""
        self._ctl("stop", "-w", "-t", "60", "-m", mode)

    def address(self, database: str, *, user: str = "alpr") -> str:
        """Return the address of a database as the site file has it."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def connect(self, database: str, *, user: str = "alpr") -> psycopg.Connection:
        """Return a connection of somebody else, autocommitting."""
        import psycopg

        host = str(self.folder)
        return psycopg.connect(host=host, user=user, dbname=database, autocommit=True)

    def fresh(self, template: str = TEMPLATE) -> str:
        """Make a database as a copy; return its name."""
        name = f"test_{next(self._numbers)}"
        with self.connect("postgres") as admin:
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def remove(self) -> None:
        """Stop and delete everything."""
        try:
            self.stop("immediate")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _ctl(self, verb: str, *options: str) -> None:
        self._run("pg_ctl", "-D", f"{self.folder}/data", *options, verb)

    def _run(self, program: str, *options: str) -> None:
        done = subprocess.run(  # noqa: S603 - our own words, no shell
            [str(self._binaries / program), *options],
            user=self._user,
            group=pwd.getpwnam(self._user).pw_gid if self._user else None,
            extra_groups=[] if self._user else None,
            cwd="/",
            stdin=subprocess.DEVNULL,
            # pg_ctl hands its output on to the server, which would hold a pipe open.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode != 0:
            log = self.folder / "log"
            text = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise AssertionError(f"{program} {options} ended with {done.returncode}: {text}")
