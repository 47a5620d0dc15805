# SPDX-License-Identifier: AGPL-3.0-or-later
"""The audit chain: each row carries a keyed mac over itself and the row before (rules 24).

Rows hold ids and a keyed hash of the plate, never its clear text, so erasing a plate leaves the
chain whole. A chain alone cannot show that its newest rows were cut off; `verify` therefore takes
the head that was exported off the box.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timezone

from alpr_kiosk.domain.plate import normalise
from alpr_kiosk.domain.ports import AuditRow

GENESIS = ""
"""The "previous mac" of row 1."""


def canonical(body: Mapping[str, object]) -> str:
    """Return `body` as JSON that is the same for equal contents.

    Keys are sorted, nothing is padded, everything is ASCII. NaN and infinities are refused.

    Raises:
        ValueError: A number is not finite.
        TypeError: A value is not plain JSON.
    """
    return json.dumps(
        body, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )


def chain_mac(
    key: bytes, previous_mac: str, seq: int, at: datetime, kind: str, actor: str, body: str
) -> str:
    """Return the hexadecimal HMAC-SHA256 of one row.

    The fields are framed as a JSON array, so no character of one field can move into the next.

    Args:
        key: Secret of this installation, 32 bytes in production; must not be empty.
        previous_mac: Mac of row `seq` - 1, `GENESIS` for the first.
        seq: 1, 2, 3 ...
        at: Aware time; taken in UTC with microseconds, however it was stored.
        kind: Kind of the row.
        actor: Who.
        body: Canonical JSON, taken as text.

    Raises:
        ValueError: The key is empty or `at` is naive.
    """
    if not key:
        raise ValueError("the audit key is empty")
    if at.tzinfo is None:
        raise ValueError("an audit row needs an aware time")
    stamp = at.astimezone(timezone.utc).isoformat(timespec="microseconds")
    framed = json.dumps([previous_mac, seq, stamp, kind, actor, body], ensure_ascii=True)
    return hmac.new(key, b"alpr-audit-1\0" + framed.encode("ascii"), hashlib.sha256).hexdigest()


def verify(
    rows: Iterable[AuditRow],
    key: bytes,
    *,
    first_seq: int = 1,
    previous_mac: str = GENESIS,
    head: tuple[int, str] | None = None,
) -> int | None:
    """Check a chain.

    Args:
        rows: In order of `seq`.
        key: The key it was made with.
        first_seq: Sequence number that must come first.
        previous_mac: Mac of the row before `first_seq`.
        head: (seq, mac) known from elsewhere; the chain must hold that row.

    Returns:
        None when the chain is whole, else the sequence number where the first fault shows: a
        changed row's own, or the one that was expected where a row is missing.
    """
    expected, mac = first_seq, previous_mac
    head_seen = head is None or head == (first_seq - 1, previous_mac)
    for row in rows:
        if row.seq != expected:
            return expected
        mac = chain_mac(key, mac, row.seq, row.at, row.kind, row.actor, row.body)
        if not hmac.compare_digest(mac.encode(), row.mac.encode()):
            return row.seq
        if head is not None and row.seq == head[0]:
            if not hmac.compare_digest(mac.encode(), head[1].encode()):
                return row.seq
            head_seen = True
        expected += 1
    return None if head_seen else expected


def plate_hash(key: bytes, text: str) -> str:
    """Return the keyed hash of a plate, hexadecimal, the same for all spellings of one plate.

    Without the key nobody can try out all plates; with another key the hashes do not meet.

    Raises:
        ValueError: The key is empty.
    """
    if not key:
        raise ValueError("the audit key is empty")
    message = b"alpr-plate-1\0" + normalise(text).encode("utf-8")
    return hmac.new(key, message, hashlib.sha256).hexdigest()
