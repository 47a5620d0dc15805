# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where vehicles of a script are, without any pixels."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.vision.sources.scene_script import (
    GONE_M,
    START_M,
    STOP_M,
    SceneScript,
    VehicleScript,
)


def test_it_drives_up_stands_and_drives_on() -> None:
    car = VehicleScript(plate="AB 1234", enter_s=2.0, dwell_s=5.0)
    assert car.text == "AB1234"
    assert car.distance(1.9) is None
    assert car.distance(2.0) == START_M
    assert car.distance(car.stop_s) == STOP_M
    assert car.distance(car.stop_s + 4.9) == STOP_M
    leaving = car.distance(car.leave_s + 1.0)
    assert leaving is not None
    assert leaving < STOP_M
    assert car.distance(car.leave_s + 10) is None


def test_it_backs_out_the_way_it_came() -> None:
    van = VehicleScript(plate="AB 1234", leave="back")
    away = van.distance(van.leave_s + 3)
    assert away is not None
    assert away > STOP_M
    assert van.distance(van.leave_s + 30) is None


def test_a_parked_car_stays() -> None:
    car = VehicleScript(plate="AB 1234", leave="stay")
    assert car.leave_s == math.inf
    assert car.distance(1e6) == STOP_M


def test_a_wrong_way_car_only_moves_away() -> None:
    car = VehicleScript(plate="AB 1234", wrong_way=True, dwell_s=0.0)
    places = [car.distance(t / 10) for t in range(80)]
    assert places[0] == STOP_M
    assert all(a is not None and b is not None and b > a for a, b in pairwise(places[1:]))


def test_a_flash_is_there_for_its_span_only() -> None:
    car = VehicleScript(plate="AB 1234", shown=(6.0, 6.04))
    assert car.distance(5.99) is None
    assert car.distance(6.0) is not None
    assert car.distance(6.04) is None


@given(
    speed=st.floats(2, 14),
    dwell=st.floats(0, 20),
    leave=st.sampled_from(["on", "back", "stay"]),
    t=st.floats(-5, 120),
)
def test_it_never_jumps_or_leaves_its_range(
    speed: float, dwell: float, leave: str, t: float
) -> None:
    car = VehicleScript(plate="AB 1234", speed_mps=speed, dwell_s=dwell, leave=leave)
    now, soon = car.distance(t), car.distance(t + 0.04)
    if now is not None:
        assert GONE_M <= now <= START_M
    if now is not None and soon is not None:
        assert abs(now - soon) <= 0.04 * max(speed, 5.0) + 1e-6


def test_a_scene_without_time_is_refused() -> None:
    with pytest.raises(ValueError, match="duration"):
        SceneScript(name="x", duration_s=0)
