# SPDX-License-Identifier: AGPL-3.0-or-later
"""Result sheets of commissioning in the data folder, one file each, never changed afterwards."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from contextlib import suppress
from pathlib import Path

from alpr_kiosk.domain.commissioning_sheet import ResultSheet
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.engine import fsync_folder

FOLDER = "commissioning"


class SheetFolder:
    """The folder ``commissioning`` of a site.

    Args:
        data_dir: Data folder.
    """

    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir / FOLDER

    def keep(self, sheet: ResultSheet) -> tuple[str, str]:
        """Write a sheet atomically (0600); return its name in the data folder and its SHA-256.

        Raises:
            StorageError: ``storage.unwritable``.
        """
        name = f"{sheet.gate_id}-{sheet.at:%Y%m%dT%H%M%SZ}.json"
        data = json.dumps(sheet.to_dict(), indent=1, ensure_ascii=False).encode()
        fresh = self._root / f".{secrets.token_hex(8)}.tmp"
        try:
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
            with os.fdopen(os.open(fresh, flags, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._root / name)
            fsync_folder(self._root)
        except OSError as exc:
            with suppress(OSError):
                fresh.unlink()
            raise StorageError(
                "storage.unwritable", path=str(self._root), why=exc.strerror or ""
            ) from exc
        return f"{FOLDER}/{name}", hashlib.sha256(data).hexdigest()

    def newest(self, gate_id: str) -> tuple[str, str, str] | None:
        """Return name, SHA-256 and text of the newest sheet of a gate, None without a whole one."""
        for path in sorted(self._root.glob(f"{gate_id}-*Z.json"), reverse=True):
            with suppress(OSError, ValueError, RecursionError):
                data = path.read_bytes()
                loaded = json.loads(data)
                # "gate-a" is also the beginning of "gate-a-2".
                if isinstance(loaded, dict) and loaded.get("gate") == gate_id:
                    digest = hashlib.sha256(data).hexdigest()
                    return f"{FOLDER}/{path.name}", digest, str(loaded.get("text", ""))
        return None
