# SPDX-License-Identifier: AGPL-3.0-or-later
"""Free space of the record's disk and of the pictures' disk, and a reserve for the worst day.

Removing rows from a full disk needs space itself (reliability.md, finding 9). A file that only
holds space is therefore kept beside the database and given up when the journal has no room: then
the journal goes on, a start still works, and old things can be removed.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from alpr_kiosk.domain.room import LEAVE, MIB, DiskReport, Room, limit_bytes, room_of
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.engine import fsync_folder

logger = logging.getLogger(__name__)

DiskUsage = Callable[[Path], tuple[int, int, int]]
"""Total, used and free bytes of the disk of a path, as `shutil.disk_usage`."""

RESERVE_FILE = "reserve"
RESERVE_BYTES = 64 * MIB
"""reliability.md, finding 9: as much as the write-ahead log may take."""

RESERVE_SHARE = 0.02
"""On a small disk the reserve is no more than this part of it; ours."""

GIVE_UP_BYTES = 8 * MIB
"""Free space below which the reserve is given up before a write fails; ours: some thousand rows."""


LATELY_S = 2.0
"""A write that failed as another thread gave the reserve up is tried again for so long; ours."""


class ReserveFile:
    """A file that only holds space. Safe for several threads.

    Args:
        path: The file, on the disk of the database.
        size: Bytes that it shall hold, 0 for none.
        monotonic: Seconds that only grow.
    """

    def __init__(
        self,
        path: Path,
        *,
        size: int = RESERVE_BYTES,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path = path
        self.size = size
        self._monotonic = monotonic
        self._given_up = float("-inf")
        self._lock = threading.Lock()

    @property
    def held(self) -> bool:
        """Whether the space is set aside."""
        return self.path.exists()

    def make(self) -> bool:
        """Set the space aside; False when it was already, or there is none."""
        if self.size <= 0 or self.held:
            return False
        fresh = self.path.with_name(f".{self.path.name}.tmp")
        try:
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                os.posix_fallocate(descriptor, 0, self.size)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            fresh.replace(self.path)
            fsync_folder(self.path.parent)
        except OSError as error:
            logger.warning("no reserve of %d MB: %s", self.size // MIB, error.strerror)
            with suppress(OSError):
                fresh.unlink()
            return False
        return True

    def give_up(self) -> bool:
        """Give the space back; False when there was nothing to give."""
        with self._lock:  # who comes second finds the space free
            try:
                self.path.unlink()
            except OSError:
                return False
            self._given_up = self._monotonic()
        logger.error("the disk is full: the reserve of %d MB is given up", self.size // MIB)
        return True

    def make_room(self, error: StorageError) -> bool:
        """Give the space up when `error` says that the disk is full; True: try once more.

        Of several threads that find it full at once one gives it up, and all try again.
        """
        why = str(error.context.get("why", "")).lower()
        if "full" not in why and "no space" not in why:
            return False
        return self.give_up() or self._monotonic() - self._given_up < LATELY_S


class DiskWatch:
    """Looks at the disks, gives the reserve up in time and makes it again; one thread at a time.

    Args:
        record: Folder of the database.
        evidence: Folder of the pictures; may not exist yet.
        reserve: On the disk of the database.
        disk_usage: Where total and free bytes come from.
    """

    def __init__(
        self,
        *,
        record: Path,
        evidence: Path,
        reserve: ReserveFile,
        disk_usage: DiskUsage = shutil.disk_usage,
    ) -> None:
        self._record = record
        self._evidence = evidence
        self._reserve = reserve
        self._disk_usage = disk_usage
        self._before = DiskReport()

    def step(self) -> DiskReport:
        """Look once; a disk that cannot be looked at has no room."""
        total, free = self._space(self._record)
        if free < min(GIVE_UP_BYTES, int(total * RESERVE_SHARE)) and self._reserve.give_up():
            total, free = self._space(self._record)
        record = room_of(total, free, self._before.record)
        wanted = self._reserve.size > 0
        if wanted and not self._reserve.held:
            enough = limit_bytes(total, Room.NO_PICTURES) * LEAVE
            if free - self._reserve.size >= enough and self._reserve.make():
                free -= self._reserve.size
        pictures = self._evidence if self._evidence.exists() else self._evidence.parent
        pictures_total, pictures_free = self._space(pictures)
        evidence = room_of(pictures_total, pictures_free, self._before.evidence)
        self._before = DiskReport(
            record=record,
            evidence=evidence,
            reserve=self._reserve.held or not wanted,
            free_mb=min(free, pictures_free) // 1_000_000,
            limit_mb=limit_bytes(pictures_total, Room.NO_PICTURES) // 1_000_000,
        )
        return self._before

    def _space(self, place: Path) -> tuple[int, int]:
        try:
            total, _used, free = self._disk_usage(place)
        except OSError as error:
            logger.warning("the space of %s is not known: %s", place, error.strerror)
            return 0, -1
        return total, free


def reserve_size(wanted: int, total: int) -> int:
    """Return the bytes of a reserve on a disk of `total` bytes, where `wanted` are asked for."""
    return min(wanted, int(total * RESERVE_SHARE))
