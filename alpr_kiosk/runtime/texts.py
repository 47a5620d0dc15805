# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small values for texts that runtime fills in itself."""

from __future__ import annotations

from datetime import tzinfo

from alpr_kiosk.domain.clock import Clock


def clock_text(clock: Clock, zone: tzinfo) -> str:
    """Return the time of day at the site, e.g. ``14:02``; the computer may be set to another."""
    return clock.utc_now().astimezone(zone).strftime("%H:%M")
