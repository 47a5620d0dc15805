# SPDX-License-Identifier: AGPL-3.0-or-later
"""Values out of answers and for requests, without anything of the network."""

from __future__ import annotations

import json
from typing import Any


def tasmota_pulse_time(pulse_ms: int) -> int:
    """Return the PulseTime of a pulse, rounded up (tasmota.github.io/docs/Commands).

    1..111 are tenths of a second; 112..64900 are seconds plus 100.
    """
    tenths = max(1, -(-pulse_ms // 100))
    return tenths if tenths <= 111 else -(-pulse_ms // 1000) + 100


def value_at(body: bytes, keys: tuple[str, ...]) -> str | None:
    """Return a value of an answer as text, None when it is not there.

    Args:
        body: Of the answer.
        keys: Dotted keys into its JSON, the first one that is there counts; none for the whole
            body as text.
    """
    if not keys:
        return body.decode("utf-8", "replace").strip()
    try:
        whole = json.loads(body)
    except (ValueError, RecursionError):
        return None
    for key in keys:
        found = _dig(whole, key)
        if found is not None:
            return as_text(found)
    return None


def _dig(value: Any, key: str) -> Any:
    for part in key.split("."):
        if isinstance(value, list) and part.isascii() and part.isdigit():
            value = value[int(part)] if int(part) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(part)
        else:
            return None
    return value


def as_text(value: object) -> str:
    """Return a value of JSON or TOML as it is compared: in lower case, true and false as words."""
    text = value if isinstance(value, str) else json.dumps(value)
    return text.strip().lower()
