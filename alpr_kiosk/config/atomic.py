# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing a small file so that there is always a whole one."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from alpr_kiosk.errors import StorageError


def write_whole(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Replace `path` by a file with `text`; after a power loss it is the old one or the new one.

    Raises:
        StorageError: ``config.unwritable`` with the path; the old file is as it was.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(mode)  # whatever the umask says
        fresh.replace(path)
        sync_folder(path.parent)
    except OSError as exc:
        fresh.unlink(missing_ok=True)
        raise StorageError("config.unwritable", path=str(path), why=exc.strerror or "") from exc


def sync_folder(folder: Path) -> None:
    """Have the names of a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
