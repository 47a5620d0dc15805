# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sunrise and sunset at the site: day and night of the screen.

Source: NOAA Global Monitoring Laboratory, "General Solar Position Calculations" (the low accuracy
equations of the NOAA solar calculator: fractional year, equation of time and declination after
Spencer, 1971). Good to a few minutes below the polar circles, which is far more than a screen
needs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

ZENITH_DEG = 90.833
"""Centre of the sun at sunrise: half its width and refraction below the horizon (NOAA)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SunTimes:
    """The sun on one day.

    Attributes:
        sunrise: Aware UTC time, None when it does not rise or does not set.
        sunset: The same.
        always_up: The sun does not set (polar day).
        always_down: It does not rise (polar night).
    """

    sunrise: datetime | None = None
    sunset: datetime | None = None
    always_up: bool = False
    always_down: bool = False


def sun_times(day: date, latitude: float, longitude: float) -> SunTimes:
    """Return sunrise and sunset around local solar noon of a day.

    Args:
        day: The day, as it is called at the site.
        latitude: Degrees north, -90..90.
        longitude: Degrees east, -180..180.
    """
    length = 366 if (day.year % 4 == 0 and day.year % 100) or day.year % 400 == 0 else 365
    year = 2 * math.pi / length * (day.timetuple().tm_yday - 1)
    equation_min = 229.18 * (
        0.000075
        + 0.001868 * math.cos(year)
        - 0.032077 * math.sin(year)
        - 0.014615 * math.cos(2 * year)
        - 0.040849 * math.sin(2 * year)
    )
    declination = (
        0.006918
        - 0.399912 * math.cos(year)
        + 0.070257 * math.sin(year)
        - 0.006758 * math.cos(2 * year)
        + 0.000907 * math.sin(2 * year)
        - 0.002697 * math.cos(3 * year)
        + 0.00148 * math.sin(3 * year)
    )
    # At the poles the cosine is almost nothing; the sign of the rest decides there.
    north = math.radians(max(-89.999, min(89.999, latitude)))
    hour_cos = math.cos(math.radians(ZENITH_DEG)) / (
        math.cos(north) * math.cos(declination)
    ) - math.tan(north) * math.tan(declination)
    if hour_cos < -1:
        return SunTimes(always_up=True)
    if hour_cos > 1:
        return SunTimes(always_down=True)
    half_day_min = 4 * math.degrees(math.acos(hour_cos))
    noon_min = 720 - 4 * longitude - equation_min
    midnight = datetime.combine(day, time(0), tzinfo=timezone.utc)
    return SunTimes(
        sunrise=midnight + timedelta(minutes=noon_min - half_day_min),
        sunset=midnight + timedelta(minutes=noon_min + half_day_min),
    )


def is_day(moment: datetime, latitude: float, longitude: float) -> bool:
    """Return whether the sun is up at an aware time."""
    # The solar day that the moment belongs to: noon within twelve hours of it.
    here = moment.astimezone(timezone.utc) + timedelta(hours=longitude / 15)
    for day in (here.date(), here.date() - timedelta(days=1), here.date() + timedelta(days=1)):
        sun = sun_times(day, latitude, longitude)
        if day == here.date() and (sun.always_up or sun.always_down):
            return sun.always_up
        if (
            sun.sunrise is not None
            and sun.sunset is not None
            and sun.sunrise <= moment < sun.sunset
        ):
            return True
    return False
