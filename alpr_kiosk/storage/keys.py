# SPDX-License-Identifier: AGPL-3.0-or-later
"""The key of the audit chain: made at the first start, or given by systemd (rules 24)."""

from __future__ import annotations

import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.engine import fsync_folder

KEY_BYTES = 32
"""Length of the key: the output of SHA-256, as RFC 2104 section 3 advises."""

KEY_FILE = "audit.key"
NEXT_FILE = "audit.next"
"""A key that takes over; it counts once the chain says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainKey:
    """The secret of the chain.

    Attributes:
        secret: 32 bytes; `repr` never shows them.
        created: It was made just now.
        retired: Keys of this installation that were replaced by a newer one; they still check the
            rows that were written under them.
    """

    secret: bytes = field(repr=False)
    created: bool = False
    retired: tuple[ChainKey, ...] = ()

    @property
    def ring(self) -> dict[str, ChainKey]:
        """This key and the retired ones by their names; made anew at each call."""
        return {key.key_id: key for key in (*self.retired, self)}

    def handover(self, key_id: str, seq: int) -> str:
        """Return this key's word that the key `key_id` takes over with row `seq`."""
        return self._keyed("handover", f"{seq}:{key_id}")

    @property
    def key_id(self) -> str:
        """A name for the key that does not give it away (16 hexadecimal digits)."""
        return self._keyed("key-id", "")[:16]

    def seal(self, seq: int, mac: str) -> str:
        """Return the seal over the newest row."""
        return self._keyed("head", f"{seq}:{mac}")

    def text_hash(self, text: str) -> str:
        """Return the keyed hash of a free text that stands beside the chain, not in it."""
        return self._keyed("text", text)

    def pseudonym(self, text: str) -> str:
        """Return the keyed hash that stands in place of a plate whose time is over."""
        return self._keyed("pseudonym", text)

    def _keyed(self, purpose: str, text: str) -> str:
        # The purpose keeps the uses apart: no value of one can pass for a value of another.
        message = f"alpr-{purpose}-1".encode("ascii") + b"\0" + text.encode("utf-8")
        return hmac.digest(self.secret, message, "sha256").hex()


def load_chain_key(
    data_dir: Path, *, credentials: Path | None = None, create: bool = True
) -> ChainKey:
    """Return the key of this installation; make it when there is none.

    Args:
        data_dir: Data folder; the key is ``keys/audit.key`` in it (64 hexadecimal digits).
        credentials: Folder of the service's credentials (``$CREDENTIALS_DIRECTORY``); a key there
            comes first and is never written.
        create: Make a missing key; else that is an error.

    Raises:
        StorageError: ``audit.key_unusable``: it cannot be read or written, or is there but not a
            key (it is left untouched, so that it can be repaired).
    """
    path = data_dir / "keys" / KEY_FILE
    retired = _retired(path.parent)
    if credentials is not None and (credentials / KEY_FILE).exists():
        return replace(_read(credentials / KEY_FILE), retired=retired)
    if path.exists():
        return replace(_read(path), retired=retired)
    if not create:
        raise StorageError("audit.key_unusable", path=str(path), why="missing")
    return replace(_create(path), retired=retired)


def make_next_key(data_dir: Path, *, credentials: Path | None = None) -> ChainKey:
    """Write the key that shall take over; it counts from `settle_handover` on.

    Raises:
        StorageError: ``keys.of_service``: the key comes from the service's credentials and is
            replaced there; ``audit.key_unusable``.
    """
    if credentials is not None and (credentials / KEY_FILE).exists():
        raise StorageError("keys.of_service", path=str(credentials / KEY_FILE))
    folder = data_dir / "keys"
    with suppress(FileNotFoundError):
        (folder / NEXT_FILE).unlink()  # of an attempt that was broken off
    return _create(folder / NEXT_FILE)


def next_key_waits(data_dir: Path) -> bool:
    """Return whether a change of keys was broken off: `settle_handover` is due."""
    return (data_dir / "keys" / NEXT_FILE).exists()


def settle_handover(data_dir: Path, key: ChainKey, newest: str) -> ChainKey:
    """Finish a change of keys that waits, or undo one that never reached the chain.

    The chain decides: its newest row is under the new key from the transaction on that hands over.
    Safe to be broken off anywhere and done again.

    Args:
        data_dir: Data folder.
        key: The key as loaded.
        newest: Name of the key of the chain's newest row, "" for none.

    Returns:
        The key in use from now on.

    Raises:
        StorageError: ``audit.key_unusable``.
    """
    folder = data_dir / "keys"
    coming, current = folder / NEXT_FILE, folder / KEY_FILE
    fresh = _read(coming)
    try:
        if fresh.key_id != newest:
            coming.unlink()
            return key
        if current.exists():
            with suppress(FileExistsError):
                os.link(current, folder / f"{KEY_FILE}.{_read(current).key_id}")
            fsync_folder(folder)
        coming.replace(current)
        fsync_folder(folder)
    except OSError as error:
        raise StorageError(
            "audit.key_unusable", path=str(coming), why=error.strerror or str(error)
        ) from error
    return replace(_read(current), retired=_retired(folder))


def credentials_dir() -> Path | None:
    """Return systemd's credential folder of this service, None outside of one."""
    named = os.environ.get("CREDENTIALS_DIRECTORY")
    return Path(named) if named else None


def _retired(folder: Path) -> tuple[ChainKey, ...]:
    """Return the keys that were replaced; one whose name does not fit it is none of them."""
    found = []
    for path in sorted(folder.glob(f"{KEY_FILE}.{'?' * 16}")):
        key = _read(path)
        if path.name == f"{KEY_FILE}.{key.key_id}":
            found.append(key)
    return tuple(found)


def _read(path: Path) -> ChainKey:
    try:
        text = path.read_text("ascii").strip()
    except OSError as error:
        raise StorageError("audit.key_unusable", path=str(path), why=str(error.strerror)) from error
    except UnicodeDecodeError as error:
        raise StorageError("audit.key_unusable", path=str(path), why="not a key") from error
    try:
        secret = bytes.fromhex(text)
    except ValueError as error:
        raise StorageError("audit.key_unusable", path=str(path), why="not a key") from error
    if len(secret) != KEY_BYTES:
        raise StorageError("audit.key_unusable", path=str(path), why="not a key")
    return ChainKey(secret=secret)


def _create(path: Path) -> ChainKey:
    """Write a fresh key: whole under its name, or not at all."""
    secret = secrets.token_bytes(KEY_BYTES)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secret.hex().encode("ascii") + b"\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            # Unlike a rename, a link never replaces a key that another process has just made.
            os.link(fresh, path)
        except FileExistsError:
            return _read(path)
        finally:
            fresh.unlink()
        fsync_folder(path.parent)
        fsync_folder(path.parent.parent)
    except OSError as error:
        raise StorageError(
            "audit.key_unusable", path=str(path), why=error.strerror or str(error)
        ) from error
    return ChainKey(secret=secret, created=True)
