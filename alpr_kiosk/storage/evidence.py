# SPDX-License-Identifier: AGPL-3.0-or-later
"""`EvidenceStore` as a folder: each picture is a file named by the hash of its bytes (rules 23).

A file appears under its name only when it is whole and on disk; the row that points at it is
written afterwards, so a row never points at nothing, and a file without a row is harmless.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.domain.room import Room, limit_bytes, room_of
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.engine import fsync_folder

KINDS = ("lane", "crop", "photo")
"""Pictures of a passage, and the reference photo of a list entry (in a folder of its own)."""

HANDED_OUT = 64
"""Pictures last stored, which `remove` leaves alone: a row that names them may be on its way. The
storage thread has one passage in hand at a time, so a few would do."""


_STEM = re.compile(r"[0-9a-f]{64}")


class EvidenceFolder:
    """Content-addressed pictures in ``<first two digits>/<sha256>.jpg``. Safe for several threads.

    Args:
        root: The folder; made (0700) when missing.
        min_free_bytes: Free space below which nothing is stored; None takes the class
            `Room.NO_PICTURES`, which is left later than it is entered.
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
        self._room = Room.OK
        self._lock = threading.Lock()
        self._handed_out: deque[str] = deque(maxlen=HANDED_OUT)

    def store(self, kind: str, jpeg: bytes) -> EvidenceFile:
        """Write atomically and return where; the same bytes are stored once.

        Raises:
            StorageError: ``evidence.unwritable``: the disk is nearly full or cannot be written.
        """
        if kind not in KINDS:
            raise ValueError(f"evidence is one of {KINDS}, not {kind!r}")
        path = self.name_of(jpeg)
        stored = EvidenceFile(kind=kind, path=path, sha256=Path(path).stem, size=len(jpeg))
        with self._lock:
            self._handed_out.append(stored.sha256)
        try:
            if not self.verify(stored):
                self._check_space(len(jpeg))
                self._write(self.root / stored.path, jpeg)
        except OSError as error:
            raise StorageError(
                "evidence.unwritable", path=str(self.root), why=error.strerror or str(error)
            ) from error
        return stored

    @staticmethod
    def name_of(jpeg: bytes) -> str:
        """Return the name of a picture within the folder: that of its bytes."""
        digest = hashlib.sha256(jpeg).hexdigest()
        return f"{digest[:2]}/{digest}.jpg"

    def verify(self, file: EvidenceFile) -> bool:
        """Return whether the file is there and its bytes have the hash of its name."""
        return self.read(file) is not None

    def read(self, file: EvidenceFile) -> bytes | None:
        """Return the bytes of a picture, None when it is gone or not what it was."""
        if file.path != f"{file.sha256[:2]}/{file.sha256}.jpg":
            return None
        try:
            data = (self.root / file.path).read_bytes()
        except OSError:
            return None
        fits = len(data) == file.size and hashlib.sha256(data).hexdigest() == file.sha256
        return data if fits else None

    def remove(self, sha256: str) -> bool:
        """Remove a picture that no row names any more; False: not now, it was just stored again.

        Not flushed: one that a power cut brings back has no row and is swept away.

        Raises:
            StorageError: ``evidence.unwritable``: it is still there.
        """
        path = self.root / sha256[:2] / f"{sha256}.jpg"
        with self._lock:
            if sha256 in self._handed_out:
                return False
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise StorageError(
                    "evidence.unwritable", path=str(path), why=error.strerror or str(error)
                ) from error
        return True

    def older(self, folder: str, before: float) -> list[str]:
        """Return digests of the pictures in one of the 256 folders that were written before a time.

        What a broken write has left there is removed at the same time.

        Args:
            folder: First two digits.
            before: Seconds since 1970, as the file system counts.
        """
        found = []
        for path in (self.root / folder).glob("*"):
            with suppress(OSError):
                if path.stat().st_mtime >= before:
                    continue
                if path.suffix == ".tmp":
                    path.unlink()
                elif _is_ours(path):
                    found.append(path.stem)
        return sorted(found)

    def files(self) -> Iterator[Path]:
        """All stored pictures, in the order of their names; none that somebody else put there."""
        found = (path for path in sorted(self.root.glob("??/*.jpg")) if _is_ours(path))
        return (path for path in found if path.is_file())

    def _check_space(self, size: int) -> None:
        # The folder itself may not exist yet; its parent is on the same disk.
        place = self.root if self.root.exists() else self.root.parent
        total, _used, free = self._disk_usage(place)
        self._room = room_of(total, free - size, self._room)
        limit = self._min_free_bytes
        if limit is None:
            limit = limit_bytes(total, Room.NO_PICTURES)
            short = self._room >= Room.NO_PICTURES
        else:
            short = free - size < limit
        if short:
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


def _is_ours(path: Path) -> bool:
    """Return whether a file is called as a picture is: a stick has folders of photos as well."""
    stem = path.stem
    return path.suffix == ".jpg" and path.parent.name == stem[:2] and bool(_STEM.fullmatch(stem))
