# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of the machine itself."""

from __future__ import annotations

from dataclasses import dataclass

from alpr_kiosk.domain.heat import Heat


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """What a look at the machine found.

    Attributes:
        celsius: Temperature of the processor, None where nobody tells.
        heat: What that means for reading.
        clock_jump_s: By how much the clock jumped, None while it is safe.
        memory_mb: Resident memory of this program, 0 when not known.
        disk_pct: Use of the data disk, percent.
        disk_free_gb: Free there, gigabytes.
        lux: Light at the screen, None where no sensor tells.
    """

    celsius: float | None = None
    heat: Heat = Heat.OK
    clock_jump_s: float | None = None
    memory_mb: int = 0
    disk_pct: int = 0
    disk_free_gb: float = 0.0
    lux: float | None = None
