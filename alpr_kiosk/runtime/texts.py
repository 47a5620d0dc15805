# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small values for texts that runtime fills in itself."""

from __future__ import annotations

from alpr_kiosk.domain.clock import Clock


def clock_text(clock: Clock) -> str:
    """Return the local time of day, e.g. ``14:02``."""
    return clock.utc_now().astimezone().strftime("%H:%M")
