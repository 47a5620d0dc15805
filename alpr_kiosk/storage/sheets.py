# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sheets in the data folder, one file each, never changed afterwards; their hash is audited."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from alpr_kiosk.domain.commissioning_sheet import ResultSheet
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.engine import fsync_folder

FOLDER = "commissioning"
HANDOVERS = "handover"


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
        return _keep(self._root, name, data)

    def keep_pdf(self, name: str, data: bytes) -> tuple[str, str]:
        """Write the sheet of the first run as `keep` does.

        Raises:
            StorageError: ``storage.unwritable``.
        """
        return _keep(self._root, name, data)

    def commissioned(self, gate_id: str) -> bool:
        """Return whether the newest whole sheet of a gate says that it is commissioned."""
        found = self._newest(gate_id)
        return found is not None and found[2].get("commissioned") is True

    def newest(self, gate_id: str) -> tuple[str, str, str] | None:
        """Return name, SHA-256 and text of the newest sheet of a gate, None without a whole one."""
        found = self._newest(gate_id)
        return None if found is None else (*found[:2], str(found[2].get("text", "")))

    def _newest(self, gate_id: str) -> tuple[str, str, dict[str, object]] | None:
        for path in sorted(self._root.glob(f"{gate_id}-*Z.json"), reverse=True):
            with suppress(OSError, ValueError, RecursionError):
                data = path.read_bytes()
                loaded = json.loads(data)
                # "gate-a" is also the beginning of "gate-a-2".
                if isinstance(loaded, dict) and loaded.get("gate") == gate_id:
                    digest = hashlib.sha256(data).hexdigest()
                    return f"{FOLDER}/{path.name}", digest, loaded
        return None


class HandoverFolder:
    """The folder ``handover`` of a site: a PDF for each shift that was handed over.

    Args:
        data_dir: Data folder.
    """

    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir / HANDOVERS

    def keep(self, name: str, data: bytes) -> tuple[str, str]:
        """Write a sheet atomically (0600); return its name in the data folder and its SHA-256.

        Raises:
            StorageError: ``storage.unwritable``.
        """
        return _keep(self._root, name, data)

    def remove_before(self, before: datetime) -> int:
        """Remove the sheets of shifts that ended before then; return how many.

        They hold what guards wrote, so they are kept as long as notes are.
        """
        oldest, removed = f"{before:%Y%m%dT%H%M%SZ}", 0
        for path in sorted(self._root.glob("*Z-*.pdf")):
            if path.name[: len(oldest)] < oldest:
                with suppress(OSError):
                    path.unlink()
                    removed += 1
        return removed


def _keep(root: Path, name: str, data: bytes) -> tuple[str, str]:
    fresh = root / f".{secrets.token_hex(8)}.tmp"
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        with os.fdopen(os.open(fresh, flags, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(root / name)
        fsync_folder(root)
    except OSError as exc:
        with suppress(OSError):
            fresh.unlink()
        raise StorageError("storage.unwritable", path=str(root), why=exc.strerror or "") from exc
    return f"{root.name}/{name}", hashlib.sha256(data).hexdigest()
