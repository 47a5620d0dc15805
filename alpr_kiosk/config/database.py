# SPDX-License-Identifier: AGPL-3.0-or-later
"""A PostgreSQL server that gets a copy of the record and may edit the lists."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from pydantic import Field, field_validator

from alpr_kiosk.config.base import Model
from alpr_kiosk.errors import ConfigError

PASSWORD_FILE = "postgresql.password"
"""Credential of the service that holds the password."""

VERIFIED = ("verify-full", "verify-ca")
"""TLS modes of libpq in which another machine can't pass itself off as the server."""

_LOCAL = ("localhost", "127.0.0.1", "::1")


class DatabaseConfig(Model):
    """The server; without one the record is the local file alone."""

    postgresql: str = Field(
        "",
        title="PostgreSQL that gets a copy of the record",
        description="postgresql://user@host:5432/database; empty: none. See docs/postgresql.md",
        examples=["postgresql://alpr@db.example.org/gate_a"],
    )
    password_env: str = Field(
        "",
        title="Environment variable that holds the password",
        description=f"Empty: the credential {PASSWORD_FILE} of the service, else libpq's own ways",
    )

    @field_validator("postgresql")
    @classmethod
    def _an_address(cls, value: str) -> str:
        if not value:
            return value
        # The value may hold a password, so no text shows it.
        try:
            parts = urlsplit(value)
            _ = parts.port
            query = parse_qs(parts.query)
        except ValueError as exc:
            raise ValueError("is not an address: its host or port can't be read") from exc
        if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
            raise ValueError("needs the form postgresql://user@host:5432/database")
        if parts.password or "password" in query:
            raise ValueError(
                f"put the password into a variable (password_env), the credential {PASSWORD_FILE} "
                "or PGPASSFILE, not into the address"
            )
        host = parts.hostname or (query.get("host") or [""])[0]
        mode = (query.get("sslmode") or [""])[0]
        if _is_remote(host) and mode not in ("", *VERIFIED):
            raise ValueError(
                f"sslmode={mode} lets another machine pass itself off as {host}: use verify-full"
            )
        return value

    @property
    def address(self) -> str:
        """The address with what it leaves out: to another machine TLS with a checked name."""
        parts = urlsplit(self.postgresql)
        query = parse_qs(parts.query)
        host = parts.hostname or (query.get("host") or [""])[0]
        if not self.postgresql or "sslmode" in query or not _is_remote(host):
            return self.postgresql
        joint = "&" if parts.query else "?"
        return f"{self.postgresql}{joint}sslmode=verify-full"

    def secret(
        self, credentials: Path | None, *, secrets: Callable[[str], str | None] = os.environ.get
    ) -> str:
        """Return the password, "" where libpq looks for it.

        Args:
            credentials: Folder of the service's credentials.
            secrets: Looks a variable up.

        Raises:
            ConfigError: ``database.password_missing``: the variable is not set, or the credential
                can't be read.
        """
        if self.password_env:
            password = secrets(self.password_env)
            if password is None:
                raise ConfigError("database.password_missing", where=self.password_env)
            return password
        path = credentials / PASSWORD_FILE if credentials is not None else None
        if path is None or not path.exists():
            return ""
        try:
            return path.read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as exc:
            raise ConfigError("database.password_missing", where=str(path)) from exc


def _is_remote(host: str) -> bool:
    return bool(host) and not host.startswith("/") and host not in _LOCAL
