# SPDX-License-Identifier: AGPL-3.0-or-later
"""The result sheet of a gate in the site file."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from alpr_kiosk.config.relays import RelayConfig
from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.commissioning import Commissioning
from alpr_kiosk.domain.commissioning_sheet import ResultSheet

_OUTPUT_KEYS = ("unit", "channel", "token", "entity")
"""Keys that say which output it is, "port" besides where it is a number (Axis)."""


def sheet_of(
    site: str, gate: GateConfig, state: Commissioning, *, actor: str, at: datetime
) -> ResultSheet:
    """Return the sheet of what was seen.

    Args:
        site: Name of the site.
        gate: The gate in the site file.
        state: What was seen.
        actor: Who commissions it.
        at: Aware UTC.
    """
    return ResultSheet(
        site=site,
        gate_id=gate.id,
        gate_name=gate.name or gate.id,
        driver=gate.relay.type,
        address=relay_address(gate.relay),
        at=at,
        actor=actor,
        state=state,
        wired=tuple(gate.inputs.wired),
    )


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
