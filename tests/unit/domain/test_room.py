# SPDX-License-Identifier: AGPL-3.0-or-later
"""Classes of free space: worse when there is less, and no flapping at a limit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.room import LEAVE, MIB, Room, limit_bytes, room_of

TOTALS = st.integers(1, 10**14)
ROOMS = st.sampled_from(Room)


@pytest.mark.parametrize(
    ("total", "free", "room"),
    [
        (1000 * MIB, 151 * MIB, Room.OK),
        (1000 * MIB, 149 * MIB, Room.LOW),
        (1000 * MIB, 79 * MIB, Room.NO_PICTURES),
        (1000 * MIB, 29 * MIB, Room.DANGER),
        (1_000_000 * MIB, 2049 * MIB, Room.OK),
        (1_000_000 * MIB, 2047 * MIB, Room.LOW),
        (1_000_000 * MIB, 511 * MIB, Room.NO_PICTURES),
        (1_000_000 * MIB, 191 * MIB, Room.DANGER),
        (0, -1, Room.DANGER),
    ],
)
def test_shares_of_a_small_disk_and_bytes_of_a_large_one(total: int, free: int, room: Room) -> None:
    assert room_of(total, free) is room


@given(TOTALS, st.integers(0, 10**14), st.integers(0, 10**14), ROOMS)
def test_less_space_is_never_better(total: int, one: int, two: int, before: Room) -> None:
    assert room_of(total, min(one, two), before) >= room_of(total, max(one, two), before)


@given(TOTALS, st.floats(0, 1), ROOMS, ROOMS)
def test_what_was_found_is_found_again(total: int, share: float, before: Room, first: Room) -> None:
    free = int(total * share)
    room = room_of(total, free, first)
    assert room_of(total, free, room) is room
    assert room_of(total, free, before) >= room_of(total, free)


@given(TOTALS, st.sampled_from([Room.LOW, Room.NO_PICTURES, Room.DANGER]))
def test_a_class_is_left_later_than_it_is_entered(total: int, room: Room) -> None:
    limit = limit_bytes(total, room)
    assert room_of(total, limit - 1) >= room
    assert room_of(total, int(limit * LEAVE) - 1, room) >= room
    assert room_of(total, int(limit * LEAVE) + 1, room) < room
