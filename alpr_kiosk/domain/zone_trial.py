# SPDX-License-Identifier: AGPL-3.0-or-later
"""Zones that are being drawn, tried on the cars of the last days and their pictures (S18).

A picture is kept of each passage, from the moment of its best read. Looked at again it tells
whether the car would still be read where it stood, and whether it shows plates that the saved zones
leave out. It can't tell of cars that no picture shows, nor of lines: those need motion.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar, TypeVar

from alpr_kiosk.domain.drawing import Drawing, Points
from alpr_kiosk.domain.geometry import Box, Polygon
from alpr_kiosk.domain.passage import CLOSE_DISTANCE, EDGE
from alpr_kiosk.domain.plate import distance, fold
from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.domain.queries import Query

SINCE = timedelta(days=7)
PICTURES_MOST = 120
"""Pictures that are read again at most: about a minute for who waits, and each is less than one in
a hundred. Ours."""
SAME_PLATE = 0.3
"""Boxes whose common part is this share of both together are of one plate, as in
`vision.other_plates`; ours."""
NEAR = timedelta(minutes=5)
"""A plate that had a passage of its own so near in time was not missed: it waited in the queue."""

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneTrialWanted(Query):
    """Try what is drawn on the cars of the last 7 days; answered with a `ZoneTrial`.

    Attributes:
        camera_id: Camera.
        drawing: What is drawn.
        saved: What counts until it is saved.
    """

    takes_long: ClassVar[bool] = True

    camera_id: str
    drawing: Drawing
    saved: Drawing = field(default_factory=Drawing)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureTrial:
    """What the pictures show; `looked` is the sum of `kept`, `missed` and `unseen`.

    Attributes:
        stored: Cars of which a picture is named in the record.
        looked: Pictures that were read again.
        gone: Cars without a picture: its time was over, it was never kept, or it can't be opened.
        kept: Cars that stand in the zones and were read again.
        missed: Cars that stand outside, or under a mask.
        unseen: Cars that stand in the zones and could not be read again in this one picture.
        found: Other plates, each counted once, that the saved zones leave out and these read.
    """

    stored: int = 0
    looked: int = 0
    gone: int = 0
    kept: int = 0
    missed: int = 0
    unseen: int = 0
    found: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneTrial:
    """What would have come of the zones; no plate, no time.

    Attributes:
        cars: Cars of the last 7 days.
        in_read: Those that would be read, by where they stood when they were read best.
        in_open: Those of them that stood in the open zone.
        pictures: What the pictures show.
    """

    cars: int
    in_read: int
    in_open: int
    pictures: PictureTrial = field(default_factory=PictureTrial)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCar:
    """A passage as it is kept.

    Attributes:
        seen_at: When it was first seen.
        plate: Its text, or the pseudonym that stands for it.
        box: Where its plate was when it was read best, fractions of the picture.
        picture: The lane as it was then; None when none is kept.
    """

    seen_at: datetime
    plate: str
    box: Box
    picture: EvidenceFile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StillRead:
    """A plate that was found and read in one picture.

    Attributes:
        box: Where, fractions of the picture.
        text: What was read, not empty.
    """

    box: Box
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialZones:
    """Zones as the reading uses them; an unfinished one holds nobody back."""

    read: Polygon | None = None
    open: Polygon | None = None
    ignore: tuple[Polygon, ...] = ()

    @classmethod
    def of(cls, drawing: Drawing) -> TrialZones:
        """Return the zones of a drawing."""
        masks = tuple(mask for mask in map(_zone, drawing.ignore) if mask is not None)
        return cls(read=_zone(drawing.read), open=_zone(drawing.open), ignore=masks)

    def reads(self, box: Box) -> bool:
        """Return whether a plate there is read; the points are those of `domain.passage`."""
        if self.read is not None and not self.read.contains(box.ground):
            return False
        return not any(mask.contains(box.center) for mask in self.ignore)

    def opens(self, box: Box) -> bool:
        """Return whether a plate there stands in the open zone."""
        return self.open is not None and self.open.contains(box.ground)


def _zone(points: Points) -> Polygon | None:
    return Polygon(points) if len(points) >= 3 else None


def spread(items: Sequence[_Item], most: int) -> list[_Item]:
    """Return at most `most` of the items, evenly spread over them, in their order.

    Args:
        items: Any.
        most: At least 1.
    """
    count = min(most, len(items))
    return [items[index * len(items) // count] for index in range(count)]


class TrialCount:
    """Adds up what comes out, car by car and picture by picture.

    Args:
        cars: All cars of the time, in any order.
        drawn: Zones that are tried.
        saved: Zones that count now.
    """

    def __init__(self, cars: Iterable[PastCar], *, drawn: TrialZones, saved: TrialZones) -> None:
        self._cars = sorted(cars, key=_seen_at)
        self._drawn, self._saved = drawn, saved
        self._gone = sum(car.picture is None for car in self._cars)
        self._kept = self._missed = self._unseen = 0
        self._found: list[str] = []

    def chosen(self, most: int = PICTURES_MOST) -> list[PastCar]:
        """Return the cars whose pictures are looked at, spread evenly over those that have one."""
        return spread([car for car in self._cars if car.picture is not None], most)

    def lost(self) -> None:
        """A picture that the record names is not there, or can't be opened."""
        self._gone += 1

    def look(self, car: PastCar, reads: Sequence[StillRead]) -> None:
        """Take what was read in the picture of a car."""
        own = [read for read in reads if read.box.iou(car.box) >= SAME_PLATE]
        if not self._drawn.reads(car.box):
            self._missed += 1
        elif own:
            self._kept += 1
        else:
            self._unseen += 1
        for read in reads:
            if read not in own and self._is_new(read, car.seen_at):
                self._found.append(read.text)

    def result(self) -> ZoneTrial:
        """Return what was counted so far."""
        inside = [car for car in self._cars if self._drawn.reads(car.box)]
        return ZoneTrial(
            cars=len(self._cars),
            in_read=len(inside),
            in_open=sum(self._drawn.opens(car.box) for car in inside),
            pictures=PictureTrial(
                stored=sum(car.picture is not None for car in self._cars),
                looked=self._kept + self._missed + self._unseen,
                gone=self._gone,
                kept=self._kept,
                missed=self._missed,
                unseen=self._unseen,
                found=len(self._found),
            ),
        )

    def _is_new(self, read: StillRead, seen_at: datetime) -> bool:
        """Return whether a plate is read by what is drawn alone, and was not counted yet."""
        box = read.box
        cut = box.x0 <= EDGE or box.y0 <= EDGE or box.x1 >= 1 - EDGE or box.y1 >= 1 - EDGE
        if cut or self._saved.reads(box) or not self._drawn.reads(box):
            return False
        first = bisect_left(self._cars, seen_at - NEAR, key=_seen_at)
        after = bisect_right(self._cars, seen_at + NEAR, key=_seen_at)
        known = [car.plate for car in self._cars[first:after]]
        return not any(_close(read.text, other) for other in (*known, *self._found))


def _seen_at(car: PastCar) -> datetime:
    return car.seen_at


def _close(one: str, two: str) -> bool:
    """Return whether two texts may be of one plate that was read a little differently."""
    return distance(fold(one), fold(two)) <= CLOSE_DISTANCE
