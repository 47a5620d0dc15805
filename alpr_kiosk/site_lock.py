# SPDX-License-Identifier: AGPL-3.0-or-later
"""One program at a time has a data folder: two must not drive the same gates."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.errors import StorageError


@contextlib.contextmanager
def single_instance(paths: DataPaths) -> Iterator[None]:
    """Hold the data folder: two programs must not drive the same gates.

    Raises:
        StorageError: ``storage.in_use``.
    """
    import fcntl

    descriptor = _lock_of(paths)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            raise StorageError("storage.in_use", path=str(paths.root)) from exc
        if paths.read_only is None:
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(descriptor)


def _lock_of(paths: DataPaths) -> int:
    """Open what is locked; in a folder that can't be written what is there already, or itself."""
    if paths.read_only is None:
        return os.open(paths.root / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        return os.open(paths.read_only / ".lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return os.open(paths.read_only, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
