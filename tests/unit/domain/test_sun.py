# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sunrise and sunset: known days, and what must hold everywhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.sun import is_day, sun_times

UTC = timezone.utc
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2060, 12, 31))
PLACES = st.tuples(st.floats(-65, 65), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("day", "place", "sunrise", "sunset"),
    [
        # Published almanac times, UTC, to the minute.
        (date(2024, 6, 21), (52.52, 13.405), (2, 43), (19, 33)),  # Berlin
        (date(2024, 12, 21), (52.52, 13.405), (7, 15), (14, 54)),
        (date(2024, 3, 20), (51.4779, 0.0), (6, 3), (18, 14)),  # Greenwich
        (date(2024, 6, 21), (-33.87, 151.21), (21, 0), (6, 54)),  # Sydney
    ],
)
def test_known_days(day, place, sunrise, sunset):
    sun = sun_times(day, *place)
    for found, wanted in ((sun.sunrise, sunrise), (sun.sunset, sunset)):
        minutes = found.hour * 60 + found.minute + found.second / 60
        off = abs(minutes - wanted[0] * 60 - wanted[1])
        assert min(off, 1440 - off) < 5


@pytest.mark.parametrize(
    ("day", "latitude", "up"),
    [
        (date(2026, 6, 21), 69.65, True),  # Tromsoe
        (date(2026, 12, 21), 69.65, False),
        (date(2026, 12, 21), -90.0, True),
        (date(2026, 6, 21), -90.0, False),
        (date(2026, 6, 21), 90.0, True),
    ],
)
def test_polar_day_and_night(day, latitude, up):
    sun = sun_times(day, latitude, 18.96)
    assert (sun.always_up, sun.always_down) == (up, not up)
    assert sun.sunrise is None
    for hour in range(24):
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        assert is_day(moment, latitude, 18.96) is up


@given(day=DAYS, place=PLACES)
def test_the_sun_rises_before_it_sets_and_noon_lies_between(day, place):
    sun = sun_times(day, *place)
    assert sun.sunrise is not None
    assert sun.sunset is not None
    assert timedelta(0) < sun.sunset - sun.sunrise < timedelta(hours=24)
    noon = sun.sunrise + (sun.sunset - sun.sunrise) / 2
    clock = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - timedelta(hours=place[1] / 15)
    assert abs(noon - clock) < timedelta(minutes=18)  # the equation of time is at most 17
    assert is_day(noon, *place)
    assert not is_day(noon + timedelta(hours=12), *place)
    assert is_day(sun.sunrise + timedelta(minutes=1), *place)
    assert not is_day(sun.sunrise - timedelta(minutes=2), *place)


@given(day=DAYS, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))
def test_every_place_has_an_answer(day, latitude, longitude):
    sun = sun_times(day, latitude, longitude)
    assert sun.always_up + sun.always_down + (sun.sunrise is not None) == 1
    is_day(datetime(day.year, day.month, day.day, 7, tzinfo=UTC), latitude, longitude)


@given(day=DAYS, latitude=st.floats(5, 60))
def test_summer_days_are_longer_than_winter_days_of_the_north(day, latitude):
    def length(month: int) -> timedelta:
        sun = sun_times(date(day.year, month, 21), latitude, 0.0)
        return sun.sunset - sun.sunrise

    assert length(12) < length(3) < length(6)
