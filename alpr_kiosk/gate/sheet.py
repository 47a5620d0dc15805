# SPDX-License-Identifier: AGPL-3.0-or-later
"""The result sheet of a gate in the site file."""

from __future__ import annotations

from datetime import datetime

from alpr_kiosk.config.relay_place import relay_address
from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.commissioning import Commissioning
from alpr_kiosk.domain.commissioning_sheet import ResultSheet


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
