# SPDX-License-Identifier: AGPL-3.0-or-later
"""A computer that gets too hot reads less, then only at the gates, then not at all.

Each step opens less than before, never more (screens.md S25).
"""

from __future__ import annotations

from enum import IntEnum
from typing import Protocol


class Heat(IntEnum):
    """How much is read; a larger one is worse."""

    OK = 0
    WARM = 1
    SLOW = 2
    GATES_ONLY = 3
    BY_HAND = 4


LIMITS_C: dict[Heat, float] = {
    Heat.WARM: 80.0,
    Heat.SLOW: 88.0,
    Heat.GATES_ONLY: 94.0,
    Heat.BY_HAND: 98.0,
}
"""Degrees Celsius from which a step begins. Processors slow themselves down at 95-105; a kiosk must
say so before that. Ours."""
LEAVE_C = 4.0
"""A step is left so far below its limit, so that nothing flaps. Ours."""
SLOW_FPS = 5.0
"""Frames a second that are read of each camera from `SLOW` on (screens.md S25)."""


class Thermometer(Protocol):
    """Where the temperature of the processor comes from."""

    def celsius(self) -> float | None:
        """Return degrees Celsius, None where nobody tells."""
        ...


def heat_of(celsius: float | None, before: Heat = Heat.OK) -> Heat:
    """Return the step for a temperature; an unknown one changes nothing.

    Args:
        celsius: Degrees, None when it is not known.
        before: The step until now; it is left later than it is entered.
    """
    if celsius is None:
        return before
    for step in (Heat.BY_HAND, Heat.GATES_ONLY, Heat.SLOW, Heat.WARM):
        limit = LIMITS_C[step] - (LEAVE_C if step <= before else 0.0)
        if celsius >= limit:
            return step
    return Heat.OK


class ReadingLimit:
    """What may be read at this heat; written by one thread, read by another: one reference."""

    def __init__(self) -> None:
        self.heat = Heat.OK

    def least_s(self) -> float:
        """Return the least distance of two frames of a camera that are read, seconds."""
        return 1.0 / SLOW_FPS if self.heat >= Heat.SLOW else 0.0

    def reads(self, *, at_gate: bool) -> bool:
        """Return whether a lane is read at all."""
        if self.heat >= Heat.BY_HAND:
            return False
        return at_gate or self.heat < Heat.GATES_ONLY
