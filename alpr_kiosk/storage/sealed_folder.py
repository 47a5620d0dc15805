# SPDX-License-Identifier: AGPL-3.0-or-later
"""A folder for somebody else, on a stick: whole or not at all, read back, and checkable anywhere.

``manifest.json`` names each file with its size and SHA-256; ``SHA256SUMS`` says the same, and the
manifest's own, in the words of ``sha256sum --check``. The folder gets its name last. Before that
everything is read back from the medium: sticks lie.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.engine import fsync_folder

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
FORMAT = "alpr-pack 1"
SPARE_BYTES = 1 << 20
"""Room for the manifest and what a file system needs itself; ours."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
"""What every file system of a stick takes, and what can name nothing outside the folder."""

_LARGEST = 64 << 20
"""Largest file that a check reads, bytes: a pack that somebody made up must not fill the memory."""


class Stop(Protocol):
    """Asks a run to end."""

    def is_set(self) -> bool:
        """Return whether it shall end."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A folder that was written and read back.

    Attributes:
        path: Where it is.
        digest: SHA-256 of its manifest, hexadecimal: it stands for all of it.
        files: How many there are besides the manifest and its sums.
        size: Bytes of them.
    """

    path: Path
    digest: str
    files: int
    size: int


def write_sealed(
    target: Path,
    name: str,
    files: Sequence[tuple[str, Callable[[], bytes]]],
    *,
    about: Mapping[str, object],
    needed: int,
    stop: Stop,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    disk_usage: Callable[[Path], tuple[int, int, int]] = shutil.disk_usage,
) -> Sealed:
    """Write a folder `name` into `target`, or leave nothing of it.

    Args:
        target: A folder that is there, such as a mounted stick.
        name: Name of the new folder.
        files: (name, what makes its bytes); each is made when it is its turn.
        about: What else the manifest says; plain JSON.
        needed: Bytes that are expected.
        stop: Ends it between two files.
        progress: Called with files that are written and read back, and how many steps there are.
        disk_usage: Where free bytes come from.

    Raises:
        StorageError: ``pack.exists``, ``pack.unwritable``, ``pack.no_room``, ``pack.stopped``, or
            ``pack.differs``: what was read back is not what was written.
    """
    for one in (name, *(file for file, _ in files)):
        if not _NAME.fullmatch(one):
            raise ValueError(f"not a name for a stick: {one!r}")
    final, fresh = target / name, target / f".{name}.{secrets.token_hex(4)}.part"
    try:
        if final.exists():
            raise StorageError("pack.exists", path=str(final))
        free = disk_usage(target)[2]
        if free < needed + SPARE_BYTES:
            raise StorageError(
                "pack.no_room", path=str(target), free_mb=free >> 20, needed_mb=(needed >> 20) + 1
            )
        fresh.mkdir(mode=0o700)
        sealed = _fill(fresh, files, about, stop, progress)
        fresh.rename(final)
        fsync_folder(target)
    except OSError as error:
        raise StorageError(
            "pack.unwritable", path=str(target), why=error.strerror or str(error)
        ) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(fresh)
    return Sealed(path=final, digest=sealed[0], files=len(files), size=sealed[1])


def check_sealed(folder: Path) -> list[str]:
    """Return what does not fit its manifest, one plain line each; nothing is trusted.

    Raises:
        StorageError: ``pack.no_manifest``: there is none that can be read.
    """
    try:
        told = json.loads(_read(folder / MANIFEST))
        listed = {str(one["name"]): (int(one["size"]), str(one["sha256"])) for one in told["files"]}
        known = told["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError("pack.no_manifest", path=str(folder), why=str(error)) from error
    if not known:
        raise StorageError("pack.no_manifest", path=str(folder), why="another format")
    problems = []
    for name, (size, digest) in sorted(listed.items()):
        if not _NAME.fullmatch(name):
            problems.append(f"{name!r} is no name of a file in a pack")
            continue
        path = folder / name
        if path.is_symlink() or not path.is_file():
            problems.append(f"{name} is missing")
        elif path.stat().st_size != size or size > _LARGEST:
            problems.append(f"{name} has another size")
        elif hashlib.sha256(_read(path)).hexdigest() != digest:
            problems.append(f"{name} was changed")
    there = {path.name for path in folder.iterdir()}
    problems += [
        f"{name!r} is not of this pack" for name in sorted(there - {*listed, MANIFEST, SUMS})
    ]
    return problems


def manifest_digest(folder: Path) -> str:
    """Return the SHA-256 of a pack's manifest, hexadecimal: the audit chain has it."""
    return hashlib.sha256(_read(folder / MANIFEST)).hexdigest()


# ------------------------------------------------------------------------------------- internals


def _fill(
    folder: Path,
    files: Sequence[tuple[str, Callable[[], bytes]]],
    about: Mapping[str, object],
    stop: Stop,
    progress: Callable[[int, int], None],
) -> tuple[str, int]:
    steps, done, total = 2 * len(files), 0, 0
    digests: dict[str, str] = {}
    listed = []
    for name, make in files:
        _go_on(stop)
        data = make()
        digests[name] = _write(folder / name, data)
        listed.append({"name": name, "size": len(data), "sha256": digests[name]})
        total += len(data)
        done += 1
        progress(done, steps)
    manifest = {**about, "format": FORMAT, "files": listed}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    digests[MANIFEST] = _write(folder / MANIFEST, text.encode("utf-8"))
    sums = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    digests[SUMS] = _write(folder / SUMS, sums.encode("ascii"))
    fsync_folder(folder)
    for name, digest in digests.items():
        _go_on(stop)
        if hashlib.sha256(_read(folder / name)).hexdigest() != digest:
            raise StorageError("pack.differs", path=str(folder.parent), file=name)
        done += name in (file for file, _ in files)
        progress(done, steps)
    return digests[MANIFEST], total


def _go_on(stop: Stop) -> None:
    if stop.is_set():
        raise StorageError("pack.stopped")


def _write(path: Path, data: bytes) -> str:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        # What is read back shall come from the medium, not from memory.
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return hashlib.sha256(data).hexdigest()


def _read(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as file:
        return file.read(_LARGEST + 1)
