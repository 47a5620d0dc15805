# SPDX-License-Identifier: AGPL-3.0-or-later
"""The audit chain in the database: append, begin a new chain, verify (rules 24).

Three things guard it: each row's mac covers the row before, a sealed head row shows a cut-off
tail, and triggers refuse UPDATE and DELETE. Whoever holds a key and the file can still swap both
for older copies; only a head that was exported off the box shows that.

When the key is lost a new chain begins on top of the old rows: its first row carries a digest of
all of them, so that they can't be changed unseen from then on, though no longer checked singly.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from alpr_kiosk.domain.audit import GENESIS, canonical, chain_mac, plate_hash
from alpr_kiosk.domain.ports import AuditRow
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import AuditHeadTable, AuditNoteTable, AuditTable

CHAIN_STARTED = "audit.chain_started"
HANDED_OVER = "key.rotated"
"""Why a chain goes on under another key: the one before gave its word for it."""
PAGE = 100
"""Rows between two pauses of a look beside a running gate: 2 to 3 ms of the interpreter, less than
a thread waits for its turn by itself (5 ms)."""
_HEAD = 1
_AUDIT = AuditTable.__table__.c

# Built once: a gate's thread waits for these four, and building a statement anew takes the
# interpreter ten times as long as the disk takes to flush it (docs/commands.md, `bench gate`).
_READ_HEAD = (
    select(AuditHeadTable.seq, AuditHeadTable.mac)
    .where(AuditHeadTable.head_id == _HEAD)
    .with_for_update()  # PostgreSQL alone: a writer of SQLite is the only one anyway
)
_ADD_ROW = insert(AuditTable)
_ADD_NOTE = insert(AuditNoteTable)
_MOVE_HEAD = update(AuditHeadTable).where(AuditHeadTable.head_id == _HEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """What a look through the chain found.

    Attributes:
        rows: Rows that are there.
        first_broken: Number of the first row that is changed or missing, None when all is whole.
        unverified: Rows written under a key that is lost; known only as a whole.
        head: (seq, mac) of the newest row, to be exported off the box.
        digest: SHA-256 over all these rows, hexadecimal.
    """

    rows: int
    first_broken: int | None
    unverified: int
    head: tuple[int, str]
    digest: str


def append(
    session: Session,
    key: ChainKey,
    *,
    at: datetime,
    kind: str,
    actor: str,
    body: Mapping[str, object],
    note: str = "",
) -> int:
    """Append one row within the caller's writing transaction; return its number.

    A plate under the key ``plate`` is kept as ``plate_hash`` only. `note` is free text: the chain
    gets its keyed hash, the text itself stands beside it and can be erased.

    Raises:
        StorageError: ``audit.no_head``: the chain was never begun, or its head was taken away.
    """
    connection = session.connection()
    head = connection.execute(_READ_HEAD).one_or_none()
    if head is None:
        raise StorageError("audit.no_head")
    kept = dict(body)
    if "plate" in kept:
        kept["plate_hash"] = plate_hash(key.secret, str(kept.pop("plate")))
    if note:
        kept["note_hash"] = key.text_hash(note)
    seq = int(head.seq) + 1
    _write(session, key, head.mac, seq, at, kind, actor, canonical(kept))
    if note:
        connection.execute(_ADD_NOTE, {"seq": seq, "text": note})
    return seq


def ensure_chain(
    session: Session, key: ChainKey, *, at: datetime, fresh_reason: str
) -> tuple[str, int]:
    """Begin the chain where there is none for `key`; return why and the row it begins with.

    The answer is ("", 0) when the chain goes on.

    Args:
        session: A writing unit of work.
        key: The key in use.
        at: Time of the first row.
        fresh_reason: Why an empty chain is empty: ``first_start`` or ``database.lost``.
    """
    head = session.get(AuditHeadTable, _HEAD)
    last = session.execute(
        select(_AUDIT.seq, _AUDIT.mac, _AUDIT.key_id).order_by(_AUDIT.seq.desc()).limit(1)
    ).one_or_none()
    if last is None and head is None:
        reason, seq, mac = fresh_reason, 0, GENESIS
    elif last is None:
        # The rows are gone but the head is there: go on after it, the gap stays visible.
        return "", 0
    elif head is None or head.seq < last.seq:
        reason, seq, mac = "head.lost", last.seq, last.mac
    elif last.key_id != key.key_id:
        reason, seq, mac = "key.lost", last.seq, last.mac
    else:
        return "", 0
    if head is None:
        session.execute(insert(AuditHeadTable).values(head_id=_HEAD, seq=seq, mac=mac, seal=""))
    digest = hashlib.sha256()
    for row, key_id in _rows(session):
        _feed(digest, row, key_id)
    body = {"reason": reason, "key_id": key.key_id, "digest": digest.hexdigest()}
    _write(session, key, mac, seq + 1, at, CHAIN_STARTED, "system", canonical(body))
    return reason, seq + 1


def newest_key(session: Session) -> str:
    """Return the name of the key of the newest row, "" for an empty chain."""
    newest = select(_AUDIT.key_id).order_by(_AUDIT.seq.desc()).limit(1)
    return session.execute(newest).scalar() or ""


def hand_over(session: Session, key: ChainKey, fresh: ChainKey, *, at: datetime, actor: str) -> int:
    """Let the chain go on under the key `fresh`, by the word of `key`; return the row's number.

    Raises:
        StorageError: ``audit.broken``: a chain that does not fit its key is not handed over.
    """
    report = verify(session, key)
    head = session.get(AuditHeadTable, _HEAD)
    if report.first_broken is not None or head is None or newest_key(session) != key.key_id:
        raise StorageError("audit.broken", seq=report.first_broken or report.rows)
    seq = head.seq + 1
    body = {
        "reason": HANDED_OVER,
        "key_id": fresh.key_id,
        "digest": report.digest,
        "word": key.handover(fresh.key_id, seq),
    }
    _write(session, fresh, head.mac, seq, at, CHAIN_STARTED, actor, canonical(body))
    return seq


def verify(
    session: Session,
    key: ChainKey,
    *,
    known: Iterable[tuple[int, str]] = (),
    after_page: Callable[[], object] = lambda: None,
) -> ChainReport:
    """Look through the whole chain and name the first row that is changed or missing.

    Args:
        session: A unit of work.
        key: The key in use, with those that it replaced.
        known: (seq, mac) of rows that were seen before, from exported heads.
        after_page: Called after each `PAGE` rows: a look beside a running gate pauses there.
    """
    seen: dict[int, set[str]] = {}
    for seq, mac in known:
        seen.setdefault(seq, set()).add(mac)
    ring = key.ring
    head = session.get(AuditHeadTable, _HEAD)
    digest = hashlib.sha256()
    expected, before, key_before, unverified = 1, GENESIS, "", 0
    broken: int | None = None
    for row, key_id in _rows(session):
        if expected % PAGE == 0:
            after_page()
        if row.seq != expected:
            broken = expected
            break
        own = ring.get(key_id)
        if own is not None:
            mac = chain_mac(own.secret, before, row.seq, row.at, row.kind, row.actor, row.body)
            if not hmac.compare_digest(mac.encode(), row.mac.encode()):
                broken = row.seq
                break
        else:
            unverified += 1
        starts = row.kind == CHAIN_STARTED
        if key_id != key_before and not starts:
            broken = row.seq
            break
        so_far = digest.hexdigest() if starts and own is not None else None
        if starts and not _fits(row, key_id, so_far, ring.get(key_before)):
            broken = row.seq
            break
        if seen.get(row.seq, {row.mac}) != {row.mac}:
            broken = row.seq
            break
        _feed(digest, row, key_id)
        expected, before, key_before = row.seq + 1, row.mac, key_id
    if broken is None and max(seen, default=0) >= expected:
        broken = expected  # rows that were exported are gone
    if broken is None:
        broken = _check_head(head, key, expected - 1, before)
    return ChainReport(
        rows=expected - 1,
        first_broken=broken,
        unverified=unverified,
        head=(expected - 1, before),
        digest=digest.hexdigest(),
    )


def page(session: Session, *, after: int, limit: int) -> tuple[AuditRow, ...]:
    """Return up to `limit` rows with a number above `after`, oldest first."""
    query = select(AuditTable.__table__).where(_AUDIT.seq > after).order_by(_AUDIT.seq)
    return tuple(_row(found) for found in session.execute(query.limit(limit)))


# ------------------------------------------------------------------------------------- internals


def _write(
    session: Session,
    key: ChainKey,
    before: str,
    seq: int,
    at: datetime,
    kind: str,
    actor: str,
    body: str,
) -> None:
    mac = chain_mac(key.secret, before, seq, at, kind, actor, body)
    connection = session.connection()
    connection.execute(
        _ADD_ROW,
        {
            "seq": seq,
            "at": at,
            "kind": kind,
            "actor": actor,
            "body": body,
            "mac": mac,
            "key_id": key.key_id,
        },
    )
    connection.execute(_MOVE_HEAD, {"seq": seq, "mac": mac, "seal": key.seal(seq, mac)})


def _check_head(head: AuditHeadTable | None, key: ChainKey, seq: int, mac: str) -> int | None:
    if head is None or head.seq > seq:
        return seq + 1
    if head.seq < seq:
        return head.seq + 1
    sealed = hmac.compare_digest(head.seal.encode(), key.seal(seq, mac).encode())
    return None if sealed and head.mac == mac else seq


def _rows(session: Session) -> Iterable[tuple[AuditRow, str]]:
    query = select(AuditTable.__table__).order_by(_AUDIT.seq).execution_options(yield_per=1000)
    # Closed also where the look ends at a broken row: PostgreSQL keeps a cursor for it.
    with session.execute(query) as rows:
        for found in rows:
            yield _row(found), str(found.key_id)


def _row(found: object) -> AuditRow:
    values = {name: getattr(found, name) for name in ("seq", "at", "kind", "actor", "body", "mac")}
    return AuditRow(**values)


def _feed(digest: hashlib._Hash, row: AuditRow, key_id: str) -> None:
    fields = [row.seq, row.at.isoformat(), row.kind, row.actor, row.body, row.mac, key_id]
    digest.update(json.dumps(fields).encode("ascii") + b"\n")


def _fits(row: AuditRow, key_id: str, digest: str | None, before: ChainKey | None) -> bool:
    """Return whether a starting row names its own key and the rows it stands on.

    When the digest differs something before it was changed; which row, nobody can tell any more.
    One that hands over needs the word of the key `before` too, as far as that is known.
    """
    try:
        body = json.loads(row.body)
        told_key, told_digest = body["key_id"], body["digest"]
        word = str(body.get("word", ""))
    except (ValueError, TypeError, KeyError):
        return False
    if told_key != key_id or digest not in (None, told_digest):
        return False
    if body.get("reason") != HANDED_OVER or before is None:
        return True
    return hmac.compare_digest(word.encode(), before.handover(key_id, row.seq).encode())
