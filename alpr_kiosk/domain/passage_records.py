# SPDX-License-Identifier: AGPL-3.0-or-later
"""What goes into the building of passages, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from alpr_kiosk.domain.events import Direction, Passage
from alpr_kiosk.domain.geometry import Polygon, Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageSettings:
    """What is known of a camera and its lane.

    Attributes:
        camera_id: Camera.
        lane_id: Lane it watches.
        read_zone: Where plates count; None = everywhere.
        open_zone: Where a car must stand for the gate to open; None = never opens by rule.
        ignore: Masks in which plates do not count (by the middle of the box).
        lines: Line A and line B, or None.
        direction: Direction of A then B; without lines, that of the one-way lane.
        agree_frames: Frames that must agree, 2..5.
        presets: Country presets of the site.
        parked_after_s: A plate that stands longer is parked.
        lost_after_s: Seconds without a box after which a passage is over. A few seconds, so that
            a plate hidden by a person or a wiper is the same passage afterwards.
        needs_motion: False accepts plates that never moved (single pictures, tests).
    """

    camera_id: str
    lane_id: str
    read_zone: Polygon | None = None
    open_zone: Polygon | None = None
    ignore: tuple[Polygon, ...] = ()
    lines: tuple[Segment, Segment] | None = None
    direction: Direction = Direction.UNKNOWN
    agree_frames: int = 2
    presets: tuple[str, ...] = ()
    parked_after_s: float = 60.0
    lost_after_s: float = 3.0
    needs_motion: bool = True


class PassageEvent(str, Enum):
    """What happened to a passage."""

    OPENED = "opened"
    UPDATED = "updated"
    SETTLED = "settled"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageUpdate:
    """A passage as it is now.

    Attributes:
        passage: The passage; `consensus.settled` is False until text, plausibility and motion are
            all there. A passage that is closed unsettled was no passage: nothing is kept of it.
        kind: OPENED with the first legible read of something that moves; SETTLED when it settles
            and again when its agreed text is corrected; CLOSED once, last; UPDATED otherwise.
        best_changed: `passage.best_read` is another read than in the update before.
    """

    passage: Passage
    kind: PassageEvent
    best_changed: bool = False
