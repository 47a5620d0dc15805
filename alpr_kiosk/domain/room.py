# SPDX-License-Identifier: AGPL-3.0-or-later
"""Free space of a disk in four classes: what matters least stops first (reliability.md F16).

Metrics and pictures are given up long before the journal has no room; a class is left again only
when there is clearly more space than its limit, so that nothing flaps at one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

MIB = 1024 * 1024


class Room(IntEnum):
    """How much room a disk has; a larger one is worse."""

    OK = 0
    LOW = 1
    NO_PICTURES = 2
    DANGER = 3


LIMITS: dict[Room, tuple[float, int]] = {
    Room.LOW: (0.15, 2048 * MIB),
    Room.NO_PICTURES: (0.08, 512 * MIB),
    Room.DANGER: (0.03, 192 * MIB),
}
"""Free space below which a class begins: this share of the disk (reliability.md F16), at most so
many bytes, for on a large disk a share says little. 2 GiB are some thousand passages with pictures:
days of warning; 192 MiB are a write-ahead log at its limit, a reserve and as much again."""

LEAVE = 1.25
"""A class is left at this many times its limit; ours."""


def limit_bytes(total: int, room: Room) -> int:
    """Return the free bytes below which `room` begins on a disk of `total` bytes."""
    share, most = LIMITS[room]
    return min(int(total * share), most)


def room_of(total: int, free: int, before: Room = Room.OK) -> Room:
    """Return the class of a disk.

    Args:
        total: Size of the disk, bytes.
        free: What is free for this program, bytes; may be negative for "more than there is".
        before: Its class until now: one that holds is left later than it is entered.
    """
    for room in (Room.DANGER, Room.NO_PICTURES, Room.LOW):
        limit = float(limit_bytes(total, room))
        if room <= before:
            limit *= LEAVE
        if free < limit:
            return room
    return Room.OK


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskReport:
    """What a look at the disks found.

    Attributes:
        record: Room for the database.
        evidence: Room for the pictures; the same where both are on one disk.
        reserve: The reserve is there, or none is wanted.
        free_mb: Free megabytes of the disk that has less.
        limit_mb: Where pictures stop.
    """

    record: Room = Room.OK
    evidence: Room = Room.OK
    reserve: bool = True
    free_mb: int = 0
    limit_mb: int = 0

    @property
    def classes(self) -> tuple[Room, Room, bool]:
        """What is worth telling when it changes."""
        return self.record, self.evidence, self.reserve
