# SPDX-License-Identifier: AGPL-3.0-or-later
"""The address of PostgreSQL: no password in it, no way for another machine to pass for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from alpr_kiosk.config.database import PASSWORD_FILE, DatabaseConfig
from alpr_kiosk.errors import ConfigError


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:secret-word@h/db",
        "postgresql://u@h/db?password=secret-word",
        "postgresql://u@h",
        "mysql://u@h/db",
        "postgresql://u@h:port/db",
        "postgresql://u@h/db?sslmode=require",
        "postgresql://u@h/db?sslmode=disable",
        "postgresql://u@/db?host=h&sslmode=prefer",
        "h/db",
    ],
)
def test_what_is_refused_shows_no_password(address: str) -> None:
    with pytest.raises(ValidationError) as caught:
        DatabaseConfig(postgresql=address)
    told = " ".join(str(one["msg"]) for one in caught.value.errors())
    assert "secret-word" not in told


@pytest.mark.parametrize(
    ("address", "added"),
    [
        ("postgresql://u@db.example.org/db", "?sslmode=verify-full"),
        ("postgresql://u@db.example.org/db?connect_timeout=5", "&sslmode=verify-full"),
        ("postgresql://u@/db?host=db.example.org", "&sslmode=verify-full"),
        ("postgresql://u@db.example.org/db?sslmode=verify-ca", ""),
        ("postgresql://u@localhost/db", ""),
        ("postgresql://u@127.0.0.1:5433/db?sslmode=disable", ""),
        ("postgresql:///db", ""),
        ("postgresql://u@/db?host=/run/postgresql", ""),
        ("", ""),
    ],
)
def test_to_another_machine_only_with_a_checked_name(address: str, added: str) -> None:
    assert DatabaseConfig(postgresql=address).address == address + added


def test_the_password_comes_from_a_variable_or_the_credentials(tmp_path: Path) -> None:
    config = DatabaseConfig(postgresql="postgresql://u@h/db", password_env="DB_WORD")
    assert config.secret(None, secrets={"DB_WORD": "word"}.get) == "word"
    with pytest.raises(ConfigError) as caught:
        config.secret(None, secrets={}.get)
    assert caught.value.context == {"where": "DB_WORD"}
    config = DatabaseConfig(postgresql="postgresql://u@h/db")
    assert config.secret(None) == config.secret(tmp_path) == ""
    (tmp_path / PASSWORD_FILE).write_text("wörd\n", "utf-8")
    assert config.secret(tmp_path) == "wörd"
    (tmp_path / PASSWORD_FILE).write_bytes(b"\xff")
    with pytest.raises(ConfigError):
        config.secret(tmp_path)
