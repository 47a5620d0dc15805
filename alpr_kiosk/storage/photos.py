# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reference photos of list entries: named by their hash, in a folder that retention never sees."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.evidence import EvidenceFolder

MAX_BYTES = 2_000_000
"""Longest photo: one of a phone, scaled to a screen of 1920 pixels, has a quarter of that."""

_JPEG = (b"\xff\xd8\xff", b"\xff\xd9")


class PhotoFolder:
    """The photos of a site. Safe for several threads.

    Args:
        root: The folder; made when the first photo comes.
    """

    def __init__(self, root: Path) -> None:
        self._folder = EvidenceFolder(root)

    def keep(self, jpeg: bytes) -> str:
        """Keep a photo and return its SHA-256, which goes into the entry.

        Raises:
            StorageError: ``lists.photo_bad``: no JPEG, or too long; ``evidence.unwritable``.
        """
        first, last = _JPEG
        if len(jpeg) > MAX_BYTES or not (jpeg.startswith(first) and jpeg.endswith(last)):
            raise StorageError("lists.photo_bad", mb=MAX_BYTES // 1_000_000)
        return self._folder.store("photo", jpeg).sha256

    def path(self, sha256: str) -> Path | None:
        """Return where a photo is, None when it is not there any more."""
        found = self._folder.root / sha256[:2] / f"{sha256}.jpg"
        return found if len(sha256) == 64 and sha256.isalnum() and found.is_file() else None

    def read(self, sha256: str) -> bytes:
        """Return a photo, b"" when it is not there or not what it was."""
        found = self.path(sha256)
        try:
            data = b"" if found is None else found.read_bytes()
        except OSError:
            return b""
        return data if hashlib.sha256(data).hexdigest() == sha256 else b""

    def tidy(self, wanted: Collection[str]) -> int:
        """Remove photos whose hash is not in `wanted`; return how many."""
        gone = 0
        for file in self._folder.files():
            if file.stem not in wanted:
                with suppress(OSError):
                    file.unlink()
                    gone += 1
        return gone
