# SPDX-License-Identifier: AGPL-3.0-or-later
"""Day and night of the screen by the light at the desk (screens.md 2.1)."""

from __future__ import annotations

from typing import Protocol

NIGHT_LUX = 15.0
"""Below this it is dark at the desk: a room with a lamp in a corner has 20 to 50 lux."""
DAY_LUX = 50.0
"""Above this it is light. Between both it stays as it is."""
HOLDS_S = 60.0
"""So long it must be otherwise: the lights of one car do not turn the screen."""
FRESH_S = 30.0
"""A sensor that has said nothing for so long is not asked any more: the sun counts."""


class LightSensor(Protocol):
    """Whatever feels the light at the screen."""

    def lux(self) -> float | None:
        """Return the illuminance, lux; None where there is no sensor or it does not answer."""
        ...


class RoomLight:
    """Tells day from night by what a sensor felt."""

    def __init__(self) -> None:
        self._day: bool | None = None
        self._other_since: float | None = None
        self._felt_mono = float("-inf")

    def feel(self, lux: float | None, now_mono: float) -> None:
        """Take the newest value of the sensor; None is no value."""
        if lux is None:
            return
        stale = now_mono - self._felt_mono > FRESH_S
        self._felt_mono = now_mono
        wanted = self._wanted(lux)
        if self._day is None or stale:
            self._day, self._other_since = wanted, None
        elif wanted is self._day:
            self._other_since = None
        elif self._other_since is None:
            self._other_since = now_mono
        elif now_mono - self._other_since >= HOLDS_S:
            self._day, self._other_since = wanted, None

    def day(self, now_mono: float) -> bool | None:
        """Return whether it is light, None where nobody feels it now."""
        return self._day if now_mono - self._felt_mono <= FRESH_S else None

    def _wanted(self, lux: float) -> bool:
        if lux < NIGHT_LUX:
            return False
        if lux > DAY_LUX:
            return True
        return self._day if self._day is not None else lux >= (NIGHT_LUX + DAY_LUX) / 2
