# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a relay is, as a person names it."""

from __future__ import annotations

from urllib.parse import urlsplit

from alpr_kiosk.config.relays import RelayConfig

_OUTPUT_KEYS = ("unit", "channel", "token", "entity")
"""Keys that say which output it is, "port" besides where it is a number (Axis)."""


def relay_address(relay: RelayConfig) -> str:
    """Return where a relay is, and which output of it; never a password or a path with one."""
    keys = relay.model_dump(include={"address", "port", "name", *_OUTPUT_KEYS})
    where = str(keys.get("address") or "")
    if "://" in where:
        where = urlsplit(where).netloc
    port = keys.get("port")
    if not where and port is not None:
        where = str(port)
    parts = [where or str(keys.get("name", "")) or "in memory"]
    if isinstance(port, int):
        parts.append(f"port {port}")
    parts += [f"{key} {keys[key]}" for key in _OUTPUT_KEYS if keys.get(key) not in (None, "")]
    return ", ".join(parts)
