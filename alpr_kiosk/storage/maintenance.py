# SPDX-License-Identifier: AGPL-3.0-or-later
"""What `doctor` asks of the record, and its backup."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from sqlalchemy import func, select, text

from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.audit_log import verify
from alpr_kiosk.storage.engine import fsync_folder
from alpr_kiosk.storage.history_index import index_state
from alpr_kiosk.storage.list_check import check_lists
from alpr_kiosk.storage.orm import EvidenceTable
from alpr_kiosk.storage.snapshot import check_pages, copy_database
from alpr_kiosk.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageCheck:
    """Answer of one check.

    Attributes:
        name: ``database``, ``audit``, ``lists``, ``evidence``, ``history``.
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
    """Write a checked copy of the database to `target`, while others write.

    The key of the chain is not in it: keep a copy of that elsewhere.

    Raises:
        StorageError: ``storage.unwritable`` or ``storage.broken``; `target` is as it was.
    """
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        copy_database(store.database.path, fresh, stop=Event())
        check_pages(fresh, stop=Event(), immutable=True)
        fresh.replace(target)
        fsync_folder(target.parent)
    except OSError as error:
        raise StorageError(
            "storage.unwritable", path=str(target), why=error.strerror or str(error)
        ) from error
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
        yield _history(store)
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
    """Hold each entry, group and holiday against the newest audit row about it."""
    with store.database.read() as session:
        found = check_lists(session, store.key)
    if wrong := found.wrong:
        detail = f"{len(wrong)} changed behind the program's back: {', '.join(wrong[:5])}"
        return StorageCheck(name="lists", ok=False, code="lists.altered", detail=detail)
    return StorageCheck(
        name="lists", ok=True, detail=f"{found.entries} entries, as they were saved"
    )


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


def _history(store: Store) -> StorageCheck:
    with store.database.read() as session:
        state = index_state(session)
    if not state.ok:
        detail = (
            f"{state.indexed} of {state.passages} passages are indexed by parts of plates, "
            f"{state.lost} of {state.looked_at} looked up are not found: searches miss some"
        )
        return StorageCheck(name="history", ok=False, code="history.index", detail=detail)
    detail = f"{state.passages} passages, found by parts of plates"
    return StorageCheck(name="history", ok=True, detail=detail)
