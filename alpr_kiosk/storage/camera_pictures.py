# SPDX-License-Identifier: AGPL-3.0-or-later
"""`CameraPictures` as a folder: ``<camera>/then-<hour>-<time>.jpg`` and ``now-<time>.jpg``.

Written without fsync: a picture that a power cut takes is taken again.
"""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from pathlib import Path

from alpr_kiosk.errors import StorageError

REFERENCE_FRESH = timedelta(days=7)
"""A reference is renewed once a week: the light of the season fits, and a lens that gets dirty from
day to day does not become its own reference."""

NOW_KEPT = timedelta(hours=72)
"""Pictures of unknown cars are kept for 72 h (rules 26); this may be one."""

REFERENCE_KEPT = timedelta(days=60)
"""A reference that nobody renewed for so long is of a camera, or of an hour, that is no more."""

_STAMP = "%Y%m%dT%H%M%SZ"
_REFERENCE = re.compile(r"^then-(?P<hour>\d{2})-(?P<time>\d{8}T\d{6}Z)\.jpg$")
_NOW = re.compile(r"^now-(?P<time>\d{8}T\d{6}Z)\.jpg$")
_CAMERA = re.compile(r"^[A-Za-z0-9_-]{1,64}$")


class CameraPictureFolder:
    """Small pictures per camera; used by one thread.

    Args:
        root: The folder; made (0700) when missing.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def wants_reference(self, camera_id: str, hour: int, at: datetime) -> bool:
        """Whether there is no fresh reference for this local hour (0..23)."""
        return not any(
            known == hour and abs(at - taken) < REFERENCE_FRESH
            for known, taken, _ in self._references(camera_id)
        )

    def keep_reference(self, camera_id: str, hour: int, at: datetime, jpeg: bytes) -> None:
        """Keep the reference of a local hour in place of the one before."""
        older = [path for known, _, path in self._references(camera_id) if known == hour]
        kept = self._write(camera_id, f"then-{hour:02d}-{_stamp(at)}.jpg", jpeg)
        for path in older:
            if path != kept:
                with suppress(OSError):
                    path.unlink()

    def reference(
        self, camera_id: str, hour: int, before: datetime
    ) -> tuple[Path, datetime] | None:
        """Return the reference of the nearest hour that was taken before `before`, and when."""

        def apart(known: int) -> int:
            return min((known - hour) % 24, (hour - known) % 24)

        found = [
            (apart(known), -taken.timestamp(), path, taken)
            for known, taken, path in self._references(camera_id)
            if taken < before
        ]
        if not found:
            return None
        _, _, path, taken = min(found)
        return path, taken

    def keep_now(self, camera_id: str, at: datetime, jpeg: bytes) -> Path:
        """Keep a picture of the present."""
        return self._write(camera_id, f"now-{_stamp(at)}.jpg", jpeg)

    def purge(self, now: datetime) -> int:
        """Remove pictures that are too old; return how many."""
        gone = 0
        for path in self.root.glob("*/*.jpg"):
            match, kept = _NOW.match(path.name), NOW_KEPT
            if match is None:
                match, kept = _REFERENCE.match(path.name), REFERENCE_KEPT
            if match is not None and now - _time(match["time"]) > kept:
                with suppress(OSError):
                    path.unlink()
                    gone += 1
        return gone

    def _references(self, camera_id: str) -> list[tuple[int, datetime, Path]]:
        found = []
        for path in sorted((self.root / _folder(camera_id)).glob("then-*.jpg")):
            match = _REFERENCE.match(path.name)
            if match is not None:
                found.append((int(match["hour"]), _time(match["time"]), path))
        return found

    def _write(self, camera_id: str, name: str, jpeg: bytes) -> Path:
        path = self.root / _folder(camera_id) / name
        fresh = path.with_name(f".{secrets.token_hex(8)}.tmp")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(jpeg)
            fresh.replace(path)
        except OSError as error:
            with suppress(OSError):
                fresh.unlink()
            raise StorageError(
                "evidence.unwritable", path=str(path), why=error.strerror or str(error)
            ) from error
        return path


def _folder(camera_id: str) -> str:
    if not _CAMERA.match(camera_id):
        raise ValueError(f"no name for a folder: {camera_id!r}")
    return camera_id


def _stamp(at: datetime) -> str:
    return at.astimezone(timezone.utc).strftime(_STAMP)


def _time(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=timezone.utc)
