# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passwords that were typed at the screen, in a file of the data folder for its owner alone.

The site file names a variable (`password_env`), as with the service's own secrets. Each new
password has a new name, so that older settings find the older one again when they come back.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Collection
from pathlib import Path

from alpr_kiosk.config.atomic import write_whole
from alpr_kiosk.config.paths import data_root
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.errors import ConfigError, StorageError

FILE = "secrets.env"
PREFIX = "ALPR_KEPT_"
LONGEST = 128
"""Longest password, characters; no camera is known to take more."""


def export_kept(config: AppConfig) -> None:
    """Set the passwords that were typed at the screen of this site, for a command beside it.

    Raises:
        StorageError: ``config.unreadable``: they are kept, and not for who asks.
    """
    SecretFile(data_root(config.storage.data_dir)).export()


class SecretFile:
    """``NAME=value``, one a line.

    Args:
        folder: The data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def put(self, owner: str, password: str) -> str:
        """Keep a password and return the name of its variable, which is set from now on.

        Raises:
            ConfigError: ``config.password_odd``: too long, or not printable.
            StorageError: ``config.unwritable``.
        """
        if len(password) > LONGEST or not password.isprintable():
            raise ConfigError("config.password_odd", most=LONGEST)
        word = re.sub(r"[^A-Z0-9]", "_", owner.upper())
        name = f"{PREFIX}{word}_{secrets.token_hex(3).upper()}"
        self._write({**self._read(), name: password})
        os.environ[name] = password
        return name

    def forget_all_but(self, named: Collection[str]) -> None:
        """Drop the passwords whose names no text of `named` holds."""
        kept = {
            name: value
            for name, value in self._read().items()
            if any(name in text for text in named)
        }
        if kept != self._read():
            self._write(kept)

    def export(self) -> None:
        """Set the variables, for the parts that look passwords up by name."""
        os.environ.update(self._read())

    def _read(self) -> dict[str, str]:
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as exc:
            raise StorageError("config.unreadable", path=str(self._path)) from exc
        pairs = (line.partition("=") for line in lines)
        return {name: value for name, found, value in pairs if found and name.startswith(PREFIX)}

    def _write(self, values: dict[str, str]) -> None:
        write_whole(self._path, "".join(f"{name}={value}\n" for name, value in values.items()))
