# SPDX-License-Identifier: AGPL-3.0-or-later
"""The gates of the last site file that was right (`gates.last_good`, screens.md S26).

A broken site file must not take OPEN away: gates are kept apart, with their passwords, in a file of
the data folder that only its owner may read.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from pathlib import Path
from typing import Any

from pydantic import SecretStr, ValidationError

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.errors import StorageError

FILE = "gates.last_good.json"


def save_gates(folder: Path, config: AppConfig) -> None:
    """Keep site name, time zone and gates of a right site file (0600, atomically).

    Raises:
        StorageError: ``storage.unwritable``.
    """
    data = {
        "site": {"name": config.site.name, "time_zone": config.site.time_zone},
        "gates": [_plain(gate.model_dump()) for gate in config.gates],
    }
    path = folder / FILE
    text = json.dumps(data, indent=1, ensure_ascii=False)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    fresh = folder / f".{FILE}.{secrets.token_hex(4)}"
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as exc:
        fresh.unlink(missing_ok=True)
        raise StorageError("storage.unwritable", path=str(path), why=exc.strerror or "") from exc


def load_gates(folder: Path) -> AppConfig | None:
    """Return a site with those gates and nothing else, None when there is none that is right."""
    try:
        data = json.loads((folder / FILE).read_text(encoding="utf-8"))
        config = AppConfig.model_validate(data)
    except (OSError, ValueError, ValidationError):
        return None
    return config if config.gates else None


def data_dir_named_in(text: str) -> str:
    """Return the data folder that a broken site file names, "" when none can be made out."""
    found = re.search(r'^\s*data_dir\s*=\s*["\']([^"\']*)["\']', text, re.MULTILINE)
    return found.group(1) if found else ""


def _plain(value: Any) -> Any:
    """Return `value` with secrets in clear: the file is the owner's alone."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return value
