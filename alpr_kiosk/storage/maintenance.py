# SPDX-License-Identifier: AGPL-3.0-or-later
"""What `doctor` asks of the record, and its backup."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, text

from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import mapping
from alpr_kiosk.storage.audit_log import verify
from alpr_kiosk.storage.engine import BUSY_MS, explain, fsync_folder
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import AuditTable, EvidenceTable, ListEntryTable
from alpr_kiosk.storage.records import entry_hash
from alpr_kiosk.storage.store import Store

_REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageCheck:
    """Answer of one check.

    Attributes:
        name: ``database``, ``audit``, ``lists``, ``evidence``.
        ok: Nothing is wrong.
        code: Message code when something is, "" otherwise.
        detail: One plain line for the command line; no plates.
    """

    name: str
    ok: bool
    code: str = ""
    detail: str = ""


def doctor_checks(store: Store, *, evidence_sample: int = 200) -> tuple[StorageCheck, ...]:
    """Check database, chain, lists and pictures; reads only.

    Args:
        store: The open record; the kiosk may run beside it.
        evidence_sample: Pictures whose hashes are computed, the newest passages' first.
    """
    return tuple(_checks(store, evidence_sample))


def backup(store: Store, target: Path) -> None:
    """Write a checked copy of the database to `target` in one step, while others write.

    The key of the chain is not in it: keep a copy of that elsewhere.

    Raises:
        StorageError: ``storage.unwritable`` or ``storage.broken``; `target` is as it was.
    """
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        with (
            closing(sqlite3.connect(store.database.path, timeout=BUSY_MS / 1000)) as source,
            closing(sqlite3.connect(fresh)) as copy,
        ):
            # One step: a stepped copy begins anew at each write of another connection
            # and never ends (reliability.md, finding 7).
            source.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE").fetchone()
            (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            if verdict != "ok":
                raise StorageError("storage.broken", path=str(fresh), why=str(verdict))
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.replace(target)
        fsync_folder(target.parent)
    except OSError as error:
        raise StorageError(
            "storage.unwritable", path=str(target), why=error.strerror or str(error)
        ) from error
    except sqlite3.DatabaseError as error:
        raise explain(error, target) from error
    finally:
        with suppress(OSError):
            fresh.unlink()


# ------------------------------------------------------------------------------------- internals


def _checks(store: Store, evidence_sample: int) -> Iterator[StorageCheck]:
    yield _integrity(store)
    try:
        yield _chain(store)
        yield _lists(store)
        yield _evidence(store, evidence_sample)
    except StorageError as error:
        yield StorageCheck(name="database", ok=False, code=error.code, detail=str(error))


def _integrity(store: Store) -> StorageCheck:
    try:
        with store.database.read() as session:
            verdict = str(session.execute(text("PRAGMA integrity_check(1)")).scalar())
    except StorageError as error:
        return StorageCheck(name="database", ok=False, code=error.code, detail=str(error))
    ok = verdict == "ok"
    size = store.database.path.stat().st_size
    detail = f"{size / 1e6:.1f} MB, all pages fit together" if ok else verdict.splitlines()[0]
    return StorageCheck(name="database", ok=ok, code="" if ok else "storage.broken", detail=detail)


def _chain(store: Store) -> StorageCheck:
    with store.database.read() as session:
        report = verify(session, store.key)
    if report.first_broken is not None:
        detail = f"does not fit its seal since row {report.first_broken}"
        return StorageCheck(name="audit", ok=False, code="audit.broken", detail=detail)
    seq, mac = report.head
    detail = f"{report.rows} rows, whole; head {seq}:{mac[:16]}"
    if report.unverified:
        detail += f"; {report.unverified} rows of a lost key are known only as a whole"
    return StorageCheck(name="audit", ok=True, detail=detail)


def _lists(store: Store) -> StorageCheck:
    """Hold each entry against the newest audit row about it."""
    expected: dict[str, tuple[str, ChainKey | None]] = {}
    ring = store.key.ring
    rows = (
        select(AuditTable.kind, AuditTable.body, AuditTable.key_id)
        .where(AuditTable.kind.in_(("list.saved", "list.removed")))
        .order_by(AuditTable.seq)
        .execution_options(yield_per=1000)
    )
    wrong: list[str] = []
    with store.database.read() as session:
        for kind, body, key_id in session.execute(rows):
            told = json.loads(body)
            # A hash made with a lost key (None) can't be compared any more.
            hashed = told["entry_hash"] if kind == "list.saved" else _REMOVED
            expected[told["entry_id"]] = (hashed, ring.get(key_id))
        found = set()
        for row in session.scalars(select(ListEntryTable)):
            found.add(row.entry_id)
            hashed, key = expected.get(row.entry_id, ("never saved", store.key))
            if key is not None and hashed != entry_hash(mapping.entry_of(row), key):
                wrong.append(row.entry_id)
    wrong += [
        entry_id
        for entry_id, (hashed, key) in expected.items()
        if entry_id not in found and hashed != _REMOVED and key is not None
    ]
    if wrong:
        detail = f"{len(wrong)} changed behind the program's back: {', '.join(sorted(wrong)[:5])}"
        return StorageCheck(name="lists", ok=False, code="lists.altered", detail=detail)
    return StorageCheck(name="lists", ok=True, detail=f"{len(found)} entries, as they were saved")


def _evidence(store: Store, sample: int) -> StorageCheck:
    rowid = text("evidence.rowid DESC")
    with store.database.read() as session:
        total = session.scalar(select(func.count()).select_from(EvidenceTable)) or 0
        files = [
            EvidenceFile(kind=row.kind, path=row.path, sha256=row.sha256, size=row.size)
            for row in session.scalars(select(EvidenceTable).order_by(rowid).limit(sample))
        ]
    bad = [file.path for file in files if not store.evidence.verify(file)]
    if bad:
        detail = f"{len(bad)} of {len(files)} looked at are missing or changed, first {bad[0]}"
        return StorageCheck(name="evidence", ok=False, code="evidence.broken", detail=detail)
    return StorageCheck(name="evidence", ok=True, detail=f"{len(files)} of {total} pictures fit")
