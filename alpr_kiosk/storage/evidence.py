# SPDX-License-Identifier: AGPL-3.0-or-later
"""`EvidenceStore` as a folder: each picture is a file named by the hash of its bytes (rules 23).

A file appears under its name only when it is whole and on disk; the row that points at it is
written afterwards, so a row never points at nothing, and a file without a row is harmless.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.engine import fsync_folder

FREE_SHARE = 0.08
"""Pictures stop below this share of free space (reliability.md, fault F16)."""

FREE_CAP_BYTES = 512 * 1024 * 1024
"""On a large disk this much free space is enough: the journal needs far less for years."""

KINDS = ("lane", "crop")


class EvidenceFolder:
    """Content-addressed pictures in ``<first two digits>/<sha256>.jpg``. Safe for several threads.

    Args:
        root: The folder; made (0700) when missing.
        min_free_bytes: Free space below which nothing is stored; None takes `FREE_SHARE` of the
            disk, at most `FREE_CAP_BYTES`.
        disk_usage: Where total and free bytes come from.
    """

    def __init__(
        self,
        root: Path,
        *,
        min_free_bytes: int | None = None,
        disk_usage: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage,
    ) -> None:
        self.root = root
        self._min_free_bytes = min_free_bytes
        self._disk_usage = disk_usage

    def store(self, kind: str, jpeg: bytes) -> EvidenceFile:
        """Write atomically and return where; the same bytes are stored once.

        Raises:
            StorageError: ``evidence.unwritable``: the disk is nearly full or cannot be written.
        """
        if kind not in KINDS:
            raise ValueError(f"evidence is one of {KINDS}, not {kind!r}")
        digest = hashlib.sha256(jpeg).hexdigest()
        stored = EvidenceFile(
            kind=kind, path=f"{digest[:2]}/{digest}.jpg", sha256=digest, size=len(jpeg)
        )
        try:
            if not self.verify(stored):
                self._check_space(len(jpeg))
                self._write(self.root / stored.path, jpeg)
        except OSError as error:
            raise StorageError(
                "evidence.unwritable", path=str(self.root), why=error.strerror or str(error)
            ) from error
        return stored

    def verify(self, file: EvidenceFile) -> bool:
        """Return whether the file is there and its bytes have the hash of its name."""
        if file.path != f"{file.sha256[:2]}/{file.sha256}.jpg":
            return False
        try:
            data = (self.root / file.path).read_bytes()
        except OSError:
            return False
        return len(data) == file.size and hashlib.sha256(data).hexdigest() == file.sha256

    def files(self) -> Iterator[Path]:
        """All stored pictures, in the order of their names."""
        return (path for path in sorted(self.root.glob("??/*.jpg")) if path.is_file())

    def _check_space(self, size: int) -> None:
        # The folder itself may not exist yet; its parent is on the same disk.
        place = self.root if self.root.exists() else self.root.parent
        total, _used, free = self._disk_usage(place)
        limit = self._min_free_bytes
        if limit is None:
            limit = min(int(total * FREE_SHARE), FREE_CAP_BYTES)
        if free - size < limit:
            raise StorageError(
                "evidence.unwritable",
                path=str(self.root),
                why="disk nearly full",
                free_mb=free // 1_000_000,
                needed_mb=limit // 1_000_000,
            )

    def _write(self, path: Path, data: bytes) -> None:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.parent.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            fsync_folder(self.root)
        fresh = path.parent / f".{secrets.token_hex(8)}.tmp"
        try:
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except OSError:
            with suppress(OSError):
                fresh.unlink()
            raise
        fsync_folder(path.parent)
