# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is gathered about one vehicle while it is in sight."""

from __future__ import annotations

from datetime import datetime

from alpr_kiosk.domain.consensus import fuse, weights
from alpr_kiosk.domain.events import Consensus, PlateRead
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.motion import LineWatch, Motion
from alpr_kiosk.domain.plate import fold

MAX_READS = 40
"""Reads kept per passage; the lightest goes first. 4 s at 10 reads a second."""

MAX_PATH = 64
"""Points kept of a path."""


def alike(one: str, two: str) -> bool:
    """Return whether two texts differ by look-alikes at most."""
    return fold(one) == fold(two)


def quality(read: PlateRead) -> float:
    """Return how good a read is as evidence; absolute, so that it does not change with time."""
    return min(read.plate_height_px, 80.0) * max(read.sharpness, 0.01) * (0.5 + read.confidence / 2)


class Car:
    """One vehicle while it is in sight; mutable, used by one `PassageBuilder`.

    Attributes:
        passage_id: "" until it is published.
        tracks: Tracker ids joined into it.
        reads: Reads that vote.
        others: The newest reads in a row that are not the agreed text.
        tops: The best evidence for each text.
        agreed: Text that was last settled by votes, "" before.
        newest: Newest read that is the consensus text.
        shown: Consensus of the newest settled update, None before.
        shown_best: Best read of the newest update.
    """

    def __init__(self, track_id: int, box: Box, now_mono: float, now_utc: datetime) -> None:
        self.passage_id = ""
        self.tracks = [track_id]
        self.first_at = self.last_at = now_utc
        self.first_mono = self.last_mono = now_mono
        self.box = box
        self.path = [box.ground]
        self.motion = Motion(box, now_mono)
        self.lines = LineWatch(None)
        self.reads: list[PlateRead] = []
        self.others: list[PlateRead] = []
        self.tops: dict[str, PlateRead] = {}
        self.consensus = Consensus()
        self.agreed = ""
        self.newest: PlateRead | None = None
        self.settled_mono: float | None = None
        self.shown: Consensus | None = None
        self.shown_best: PlateRead | None = None

    def see(self, box: Box, now_mono: float, now_utc: datetime) -> None:
        """Take the next box."""
        ground = box.ground
        self.lines.update(self.box.ground, ground)
        self.motion.update(box, now_mono)
        self.box = box
        self.last_mono, self.last_at = now_mono, now_utc
        last = self.path[-1]
        if abs(last.x - ground.x) + abs(last.y - ground.y) > 0.005:
            self.path.append(ground)
            if len(self.path) > MAX_PATH:
                self.path = [*self.path[:-1:2], self.path[-1]]

    def add(self, read: PlateRead) -> None:
        """Take a read into the vote."""
        self.reads.append(read)
        top = self.tops.get(read.text)
        if top is None or quality(read) > quality(top):
            self.tops[read.text] = read
        if len(self.reads) > MAX_READS:
            values = weights(self.reads)
            del self.reads[values.index(min(values))]

    def count(self, agree_frames: int) -> None:
        """Count the votes anew."""
        before = self.consensus.text
        self.consensus = fuse(self.reads, agree_frames=agree_frames)
        text = self.consensus.text
        left = {read.text for read in self.reads}
        self.tops = {key: read for key, read in self.tops.items() if key in left}
        if self.consensus.settled:
            self.agreed = text
        if text != before or self.newest is None:
            same = [read for read in self.reads if alike(read.text, text)]
            self.newest = max(same, key=lambda read: read.captured_mono, default=None)

    def best(self) -> PlateRead | None:
        """Return the evidence: agreement with the consensus first, then quality."""
        text = self.consensus.text
        return max(
            self.tops.values(),
            key=lambda read: (read.text == text, alike(read.text, text), quality(read)),
            default=None,
        )
