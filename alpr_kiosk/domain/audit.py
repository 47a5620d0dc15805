# SPDX-License-Identifier: AGPL-3.0-or-later
"""The mathematics of the audit chain: canonical rows, HMAC-SHA256 links, keyed hashes (rules 24).

Each row's code covers the code of the row before it, so a row that is edited, removed or moved
breaks the chain from there on for everybody who does not hold the key. A plate enters a row only
as a keyed hash: erasing the plate elsewhere leaves the chain whole.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

KEY_BYTES = 32
"""Length of a chain key: the output length of SHA-256, as RFC 2104 section 3 recommends."""

GENESIS_MAC = "0" * 64
"""What stands for "the previous row's code" before the first row."""

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def canonical_json(body: Mapping[str, object]) -> str:
    """Return the one JSON text of `body`: sorted keys, no spaces, national letters as they are.

    Raises:
        TypeError: A value is not plain JSON.
        ValueError: A number is not finite.
    """
    return json.dumps(
        body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def utc_micros(at: datetime) -> int:
    """Return whole microseconds since 1970 of an aware time.

    Raises:
        ValueError: The time is naive.
    """
    if at.tzinfo is None:
        raise ValueError("a time in a record must be aware")
    return (at - _EPOCH) // timedelta(microseconds=1)


def from_utc_micros(micros: int) -> datetime:
    """Return the aware UTC time of `micros` microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=micros)


def key_id(key: bytes) -> str:
    """Return a name for `key` that does not give it away (16 hexadecimal digits)."""
    return _keyed(key, "key-id", "")[:16]


def chain_mac(
    key: bytes, previous_mac: str, seq: int, at: datetime, kind: str, actor: str, body: str
) -> str:
    """Return the hexadecimal HMAC-SHA256 that links one row to the row before it.

    Args:
        key: The chain key.
        previous_mac: Code of the row before, `GENESIS_MAC` for the first.
        seq: Number of this row, 1, 2, 3 ...
        at: Aware time of this row; counted in whole microseconds.
        kind: What happened.
        actor: Who did it.
        body: Canonical JSON of the rest.
    """
    # A JSON list, not joined text: no two different rows give the same bytes.
    fields = [previous_mac, seq, utc_micros(at), kind, actor, body]
    return _keyed(key, "row", json.dumps(fields, separators=(",", ":"), ensure_ascii=True))


def head_seal(key: bytes, seq: int, mac: str) -> str:
    """Return the seal over the newest row: without it, cutting off the tail would go unnoticed."""
    return _keyed(key, "head", f"{seq}:{mac}")


def plate_hash(key: bytes, text: str) -> str:
    """Return the keyed hash of a normalised plate: the same plate always gives the same value."""
    return _keyed(key, "plate", text)


def text_hash(key: bytes, text: str) -> str:
    """Return the keyed hash of a free text that stands beside the chain, not in it."""
    return _keyed(key, "text", text)


def _keyed(key: bytes, purpose: str, text: str) -> str:
    """Return HMAC-SHA256 of `text`, kept apart by `purpose` so that no use imitates another."""
    message = purpose.encode("ascii") + b"\0" + text.encode("utf-8", "surrogatepass")
    return hmac.new(key, message, hashlib.sha256).hexdigest()
