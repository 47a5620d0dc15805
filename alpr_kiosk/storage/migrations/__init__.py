# SPDX-License-Identifier: AGPL-3.0-or-later
"""Versions of the tables, run by `upgrade` from inside the program; no ini file is needed.

Everything is found beside this file, so it works from an installed, read-only package.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from alpr_kiosk.errors import StorageError

HEAD = "0009"
"""Newest version that this program knows; a test holds it against the modules in `versions`."""

SERVER_ONLY = frozenset({"0008"})
"""Steps that change nothing in SQLite but the number."""


def current_version(connection: Connection) -> str | None:
    """Return the version of the tables, None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def changes_file(found: str) -> bool:
    """Return whether a step from version `found` on changes the tables of SQLite.

    It may, where the version is none that we know: the upgrade says so then.
    """
    if not found.isdecimal():
        return True
    later = range(int(found) + 1, int(HEAD) + 1)
    return any(f"{number:04}" not in SERVER_ONLY for number in later)


def upgrade(connection: Connection, *, to: str = HEAD) -> bool:
    """Bring the tables to version `to` within the transaction of `connection`.

    Returns:
        Whether anything had to be done.

    Raises:
        StorageError: ``storage.migration`` when the file was made by a newer program (it is left
            untouched) or its version is unknown.
    """
    found = current_version(connection)
    if found == to:
        return False
    if found is not None and found > HEAD:
        # Numbers are compared as text: they have four digits and only grow.
        raise StorageError("storage.migration", found=found, known=HEAD, why="newer")
    _run(connection, to, down=False)
    return True


def downgrade(connection: Connection, *, to: str = "base") -> None:
    """Go back to version `to`; "base" removes all tables."""
    _run(connection, to, down=True)


def _run(connection: Connection, to: str, *, down: bool) -> None:
    # Loaded here: a start with current tables does not pay for Alembic.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    # The ini parser underneath takes a percent sign for a placeholder.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        (command.downgrade if down else command.upgrade)(config, to)
    except CommandError as exc:
        raise StorageError("storage.migration", to=to, why=str(exc)) from exc
