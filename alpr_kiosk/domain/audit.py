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
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone

from alpr_kiosk.domain.plate import normalise
from alpr_kiosk.domain.ports import AuditRow

GENESIS = ""
"""The "previous mac" of row 1."""

_HEAD_LINE = re.compile(r"alpr-head 1 (\d{1,18}) ([0-9a-f]{64}) (\S+) ([0-9a-f]{8})", re.ASCII)


# Made once: setting it up takes as long as writing a small body.
_CANONICAL = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
)


def canonical(body: Mapping[str, object]) -> str:
    """Return `body` as JSON that is the same for equal contents.

    Keys are sorted, nothing is padded, everything is ASCII. NaN and infinities are refused.

    Raises:
        ValueError: A number is not finite.
        TypeError: A value is not plain JSON.
    """
    return _CANONICAL.encode(body)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditHead:
    """The newest row of a chain at some moment, to be kept off the box.

    Whoever holds the machine, its key and an old copy can put a whole older record in place. Only
    somebody who knows that row `seq` once was there, with this mac, sees that it is gone.

    Attributes:
        seq: Number of the row, 0 for a chain that was never begun.
        mac: Its mac, 64 hexadecimal digits; it can be shown to anybody.
        at: Aware time of the export.
    """

    seq: int
    mac: str
    at: datetime

    @property
    def line(self) -> str:
        """One line of ASCII that `parse_head` reads; ends with a check of what stands before."""
        stamp = self.at.astimezone(timezone.utc).isoformat(timespec="seconds")
        text = f"alpr-head 1 {self.seq} {self.mac} {stamp}"
        return f"{text} {_typing_check(text)}"


def parse_head(text: str) -> AuditHead:
    """Return the head in a line of `AuditHead.line`, also one that was typed off a sheet.

    Args:
        text: The line; case and the number of spaces do not matter.

    Raises:
        ValueError: It is no such line, or was mistyped.
    """
    line = " ".join(text.split())
    found = _HEAD_LINE.fullmatch(line.lower())
    if found is None:
        raise ValueError("not an exported head")
    seq, mac, stamp, check = found.groups()
    stamp = stamp.upper()
    if _typing_check(f"alpr-head 1 {seq} {mac} {stamp}") != check:
        raise ValueError("mistyped")
    at = datetime.fromisoformat(stamp)
    if at.tzinfo is None:
        raise ValueError("without a time zone")
    return AuditHead(seq=int(seq), mac=mac, at=at)


def _typing_check(text: str) -> str:
    """Eight digits against mistakes of typing; anybody can compute them."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:8]


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
