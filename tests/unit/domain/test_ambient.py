# SPDX-License-Identifier: AGPL-3.0-or-later
"""Day and night of the screen by the light at the desk."""

from __future__ import annotations

import pytest

from alpr_kiosk.domain.ambient import DAY_LUX, FRESH_S, HOLDS_S, NIGHT_LUX, RoomLight


@pytest.mark.parametrize(
    ("lux", "day"), [(0.0, False), (NIGHT_LUX, False), (40.0, True), (DAY_LUX + 1, True)]
)
def test_the_first_value_says_at_once_which_it_is(lux: float, day: bool) -> None:
    room = RoomLight()
    assert room.day(0.0) is None
    room.feel(lux, 0.0)
    assert room.day(0.0) is day


def felt(room: RoomLight, lux: float, since: float, seconds: float) -> float:
    """The sensor tells the same every two seconds."""
    now = since
    while now <= since + seconds:
        room.feel(lux, now)
        now += 2.0
    return now


def test_the_lights_of_a_car_do_not_turn_the_screen() -> None:
    room = RoomLight()
    now = felt(room, 3.0, 0.0, 10)
    now = felt(room, 400.0, now, HOLDS_S - 4)
    assert room.day(now) is False
    now = felt(room, 3.0, now, 4)
    now = felt(room, 400.0, now, HOLDS_S - 4)
    assert room.day(now) is False, "each light counts on its own"
    now = felt(room, 400.0, now, 6)
    assert room.day(now) is True
    now = felt(room, (NIGHT_LUX + DAY_LUX) / 2, now, 10 * HOLDS_S)
    assert room.day(now) is True, "between both it stays as it is"
    now = felt(room, 3.0, now, HOLDS_S + 4)
    assert room.day(now) is False


def test_a_sensor_that_is_silent_is_no_sensor_and_begins_anew() -> None:
    room = RoomLight()
    room.feel(3.0, 0.0)
    room.feel(None, FRESH_S)
    assert room.day(FRESH_S) is False
    assert room.day(FRESH_S + 1) is None
    room.feel(400.0, FRESH_S + 2)
    assert room.day(FRESH_S + 2) is True
