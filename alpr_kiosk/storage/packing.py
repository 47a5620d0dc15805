# SPDX-License-Identifier: AGPL-3.0-or-later
"""A database packed into one compressed file, and unpacked within bounds.

gzip at its fastest level: 200 MB/s and a fifth of the size here; the usual level takes twice as
long for a twentieth less, and anything better is another dependency (docs/adr/0026).
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.snapshot import Stop

LEVEL = 1
CHUNK = 1 << 20
_GZIP = 31
"""Window bits of zlib: 32 KB, with gzip's head and its checksum over everything."""
_MAGIC = b"SQLite format 3\0"
_HEAD = 100
"""Bytes of a database's head (sqlite.org/fileformat2.html section 1.3)."""


def pack(source: Path, target: Path, *, stop: Stop) -> tuple[str, int]:
    """Write `source` compressed into the new file `target` and flush it.

    Returns:
        SHA-256 of `source`, hexadecimal, and its size in bytes.

    Raises:
        OSError: The disk.
        StorageError: ``storage.stopped``.
    """
    digest, size = hashlib.sha256(), 0
    packer = zlib.compressobj(LEVEL, wbits=_GZIP)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with source.open("rb") as read, os.fdopen(descriptor, "wb") as written:
        while chunk := read.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            written.write(packer.compress(chunk))
            written.flush()
            os.fdatasync(written.fileno())
            if stop.is_set():
                raise StorageError("storage.stopped")
        written.write(packer.flush())
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest(), size


def digest_of(packed: Path, *, stop: Stop) -> str:
    """Return the SHA-256 of what is packed in a file, by unpacking it to nowhere.

    Raises:
        StorageError: ``restore.damaged``, ``restore.foreign``, ``storage.stopped``.
        OSError: The disk.
    """
    digest = hashlib.sha256()
    for chunk in unpacked(packed, stop=stop):
        digest.update(chunk)
    return digest.hexdigest()


def unpacked(packed: Path, *, stop: Stop, most: int | None = None) -> Iterator[bytes]:
    """Yield a database, packed or not, in pieces; never more than its own head says.

    Args:
        packed: A backup, or a plain database file.
        stop: Ends it.
        most: Largest size in bytes; checked before anything but the head is unpacked.

    Raises:
        StorageError: ``restore.damaged`` (cut off, changed, longer than it says),
            ``restore.foreign`` (no database), ``restore.no_space``, ``storage.stopped``.
        OSError: The disk.
    """
    expected, given = 0, 0
    for chunk in _pieces(packed):
        if not given:
            expected = _size_told(packed, chunk)
            if most is not None and expected > most:
                raise StorageError(
                    "restore.no_space", needed_mb=expected // 1_000_000, free_mb=most // 1_000_000
                )
        given += len(chunk)
        if given > expected:
            raise StorageError("restore.damaged", path=str(packed), why="longer than it says")
        yield chunk
        if stop.is_set():
            raise StorageError("storage.stopped")
    if given != expected or not given:
        raise StorageError("restore.damaged", path=str(packed), why="cut off")


# ------------------------------------------------------------------------------------- internals


def _pieces(packed: Path) -> Iterator[bytes]:
    """Yield the bytes of a file, unpacked when it is packed; the first piece holds the head."""
    with packed.open("rb") as file:
        start = file.read(2)
        file.seek(0)
        if start != b"\x1f\x8b":
            while chunk := file.read(CHUNK):
                yield chunk
            return
        opener = zlib.decompressobj(_GZIP)
        waiting = b""
        try:
            while chunk := file.read(CHUNK):
                while chunk:
                    waiting += opener.decompress(chunk, CHUNK)
                    chunk = opener.unconsumed_tail
                    if len(waiting) >= _HEAD:
                        yield waiting
                        waiting = b""
                if opener.eof:
                    break
        except zlib.error as error:
            raise StorageError("restore.damaged", path=str(packed), why=str(error)) from error
        if waiting:
            yield waiting
        if not opener.eof or opener.unused_data or file.read(1):
            why = "cut off" if not opener.eof else "something follows its end"
            raise StorageError("restore.damaged", path=str(packed), why=why)


def _size_told(packed: Path, start: bytes) -> int:
    """Return the size in bytes that the head of a database tells."""
    if not start.startswith(_MAGIC) or len(start) < _HEAD:
        raise StorageError("restore.foreign", path=str(packed), why="no database")
    (page,) = struct.unpack_from(">H", start, 16)
    (pages,) = struct.unpack_from(">I", start, 28)
    return int((65_536 if page == 1 else page) * pages)
