# SPDX-License-Identifier: AGPL-3.0-or-later
"""The gate's state machine: a pure transition table (rules 14 to 21). There is no CLOSE."""

from __future__ import annotations

from enum import Enum


class GateState(str, Enum):
    """What the gate is believed to do. UNKNOWN is normal without a position contact."""

    UNKNOWN = "unknown"
    CLOSED = "closed"
    OPENING = "opening"
    OPEN = "open"
    HELD_OPEN = "held_open"
    CLOSING = "closing"
    FAULT = "fault"
    LOCKED_OUT = "locked_out"
