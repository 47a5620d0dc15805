# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a gate shows of itself: its machine in words that any thread may read."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime

from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.gate import (
    GateMachine,
    automatic_block,
    fault_code,
    is_clear_for_partner,
    long_hold_reason,
    wait_s,
)
from alpr_kiosk.domain.gate_records import Doubt
from alpr_kiosk.gate.protocols import GateStatus


def status_of(
    machine: GateMachine,
    config: GateConfig,
    *,
    clock: Clock,
    partner_clear: bool,
    claiming: bool,
    last_command_at: datetime | None,
    hold_ends: datetime | None,
) -> GateStatus:
    """Return the snapshot of a gate.

    Args:
        machine: What is believed of it.
        config: The gate in the site file.
        clock: Times.
        partner_clear: The interlocked gate may not be open (True without one).
        claiming: It is about to open by rule, so its partner may not.
        last_command_at: Aware UTC of the last pulse that was or may have been sent.
        hold_ends: Aware UTC of the end of the newest hold-open.
    """
    m, now = machine, clock.monotonic()
    wait = wait_s(m, now)
    reason = long_hold_reason(m, now)
    warning = reason if reason or partner_clear else "gate.interlock"
    return GateStatus(
        gate_id=config.id,
        name=config.name or config.id,
        state=m.state,
        relay_reachable=not m.gone,
        fault_code=fault_code(m),
        wait_s=wait,
        wait_until_mono=now + wait if wait else 0.0,
        needs_long_hold=bool(reason),
        warning_code=warning,
        automatic_blocked=m.doubt is not Doubt.NONE or m.no_movement,
        block_code=automatic_block(m),
        lockdown=m.lockdown,
        may_be_open=claiming or not is_clear_for_partner(m, now),
        held_until=hold_ends if m.held_until is not None else None,
        last_command_at=last_command_at,
        can_hold_open=m.settings.hold_longest_ms > 0,
        can_stop=m.settings.can_stop,
        position=m.position,
        loop=m.loop,
        door=m.door,
        tamper=m.tamper,
        context=(
            ("n", str(len(m.manual_opens))),
            ("s", str(math.ceil(wait))),
            ("other", config.interlock_with or ""),
        ),
    )


def unmoving(status: GateStatus) -> GateStatus:
    """Leave out what only counts down: the screen counts by itself."""
    return replace(status, wait_s=0.0, wait_until_mono=round(status.wait_until_mono, 1), context=())
