# SPDX-License-Identifier: AGPL-3.0-or-later
"""From tracked boxes and reads to passages: one vehicle, one passage (rules 4 to 8).

`PassageBuilder` is fed once a frame by the inference thread. Boxes follow plates, and tracker ids
follow boxes, not cars; so what makes a passage is the plate text:

- A new track id whose text is that of a passage in sight, or lost a moment ago, continues it.
- A track whose agreed text changes by more than look-alikes ends its passage and begins another;
  direction, votes and place of the old one are not carried over.
- A text that is not carried by something that moves (a recorder's overlay, a sign) never settles:
  it has the same box from the first frame to the last. A car that waits has moved when it came. A
  car that stands in the picture when the program starts settles as soon as it creeps on by a tenth
  of its plate's width.
- Lettering (no digit, or too short) settles only where a chosen country preset has such plates.

Zones and lines are asked about the middle of the plate's lower edge. A plate hangs 0.3 to 1 m above
the ground, so a zone is drawn where plates appear while cars stand in it, not on the tarmac.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from alpr_kiosk.domain.car import MAX_PATH, MAX_READS, Car, alike
from alpr_kiosk.domain.consensus import fuse, settle_by_position, usable
from alpr_kiosk.domain.events import Passage, PlateRead
from alpr_kiosk.domain.geometry import Box, Point, Polygon
from alpr_kiosk.domain.motion import LineWatch
from alpr_kiosk.domain.passage_records import PassageEvent, PassageSettings, PassageUpdate
from alpr_kiosk.domain.plate import distance, fold, strong_fold
from alpr_kiosk.domain.presets import fit

WEAK_FRAMES = 3
"""A text that only so few frames agree on may still be corrected by one or two characters (a far
plate, seen better later); beyond that, such a difference is another plate."""

CLOSE_DISTANCE = 2
"""Differences up to this, on the fold, may be misreads; more is another plate at once."""

PATIENCE = 2
"""Frames beyond `agree_frames` that must agree before a text that differs that little ends a well
agreed passage: readers repeat the same mistake on two neighbouring frames."""

OVERLAP = 0.3
"""Intersection over union from which two boxes cover the same plate."""

GONE_MEMORY_S = 300.0
"""How long the place of a plate is remembered after its passage was closed, so that a car that was
hidden for a while (a person before it) is the standing car again, not text that never moved."""

UNREAD_S = 0.5
"""A plate that moved, was in sight this long and was never legible counts as a vehicle that was
not read; shorter ones are mostly false boxes. Our choice."""

EDGE = 0.003
"""A box that ends within this fraction of the picture's edge holds a cut-off plate: not a vote."""

_MIN_LENGTH, _MAX_LENGTH = 4, 10


def plausible(text: str, presets: Sequence[str]) -> bool:
    """Return whether `text` can be a plate: 4 to 10 characters with a digit, or a preset's form."""
    if _MIN_LENGTH <= len(text) <= _MAX_LENGTH and any(char.isdigit() for char in text):
        return True
    return fit(text, presets) == text


def _overlap(one: Box, two: Box) -> bool:
    """Return whether two boxes cover the same plate; one may lie inside the other."""
    smaller, larger = (one, two) if one.area <= two.area else (two, one)
    middle = smaller.center
    inside = larger.x0 <= middle.x <= larger.x1 and larger.y0 <= middle.y <= larger.y1
    return inside or one.iou(two) >= OVERLAP


@dataclass(frozen=True, slots=True)
class _Gone:
    text: str
    box: Box
    mono: float
    rest_since: float


class PassageBuilder:
    """Builds the passages of one camera; used by one thread."""

    def __init__(self, *, camera: PassageSettings, new_id: Callable[[], str]) -> None:
        self._camera = camera
        self._new_id = new_id
        self._cars: list[Car] = []
        self._by_track: dict[int, Car] = {}
        self._gone: deque[_Gone] = deque(maxlen=16)
        self._out: list[PassageUpdate] = []
        self._counts_out: list[tuple[bool, int]] = []
        self._newest_mono = float("-inf")

    # ------------------------------------------------------------------------------------ public

    def update(
        self,
        *,
        now_mono: float,
        now_utc: datetime,
        tracks: Sequence[tuple[int, Box, float]],
        reads: Sequence[PlateRead],
    ) -> list[PassageUpdate]:
        """Take one frame.

        Args:
            now_mono: Monotonic arrival of the frame.
            now_utc: UTC of the frame.
            tracks: (track id, plate box, score) of every confirmed track.
            reads: Reads of that frame. A read without a track in `tracks` brings its own box.

        Returns:
            What changed, in order; at most OPENED and SETTLED of the same passage together.
        """
        self._out = []
        self._newest_mono = now_mono
        self._drop_lost(now_mono)
        boxes = {read.track_id: read.box for read in reads}
        boxes.update({track_id: box for track_id, box, _ in tracks})
        for track_id, box in boxes.items():
            if track_id >= 0 and self._counts(box):
                self._see(track_id, box, now_mono, now_utc)
        for read in sorted(reads, key=lambda item: item.frame_seq):
            car = self._by_track.get(read.track_id)
            if car is not None and car.last_mono == now_mono and self._counts(read.box):
                self._read(car, read, now_mono)
        for car in self._cars:
            if car.last_mono == now_mono:
                self._publish(car)
        return self._out

    def stays(self, *, now_mono: float, now_utc: datetime) -> None:
        """The newest frame came again as it was: what it showed is in sight still.

        No vote and no movement: a bad box must not count as two.

        Args:
            now_mono: Monotonic arrival of the repeat.
            now_utc: Its UTC.
        """
        if now_mono <= self._newest_mono:
            return
        for car in self._cars:
            if car.last_mono == self._newest_mono:
                car.last_mono, car.last_at = now_mono, now_utc
        self._newest_mono = now_mono

    def expire(self, *, now_mono: float, now_utc: datetime) -> list[PassageUpdate]:
        """Close what was not seen for too long; called when no frames come."""
        del now_utc  # a passage ends with its last box, not with the time-out
        self._out = []
        self._drop_lost(now_mono)
        return self._out

    def close_all(self, *, now_mono: float, now_utc: datetime) -> list[PassageUpdate]:
        """Close everything: the source ended or the program stops."""
        del now_utc
        self._out = []
        for car in list(self._cars):
            self._close(car, now_mono)
        return self._out

    def take_counts(self) -> list[tuple[bool, int]]:
        """Return (read, reads that voted) of each vehicle that left since the last call.

        Also of those that were never legible: what a reading rate is measured by.
        """
        counts, self._counts_out = self._counts_out, []
        return counts

    def frames_needed(self) -> frozenset[int]:
        """Frames that a `best_read` of a passage in sight may still be taken from.

        One for each text a passage was read as; the caller keeps the pixels of these only.
        """
        return frozenset(read.frame_seq for car in self._cars for read in car.tops.values())

    # ------------------------------------------------------------------------------------- steps

    def _counts(self, box: Box) -> bool:
        zone = self._camera.read_zone
        if zone is not None and not zone.contains(box.ground):
            return False
        return not any(mask.contains(box.center) for mask in self._camera.ignore)

    def _see(self, track_id: int, box: Box, now_mono: float, now_utc: datetime) -> None:
        car = self._by_track.get(track_id)
        if car is not None:
            car.see(box, now_mono, now_utc)
            return
        car = Car(track_id, box, now_mono, now_utc)
        car.lines = LineWatch(self._camera.lines)
        self._cars.append(car)
        self._by_track[track_id] = car

    def _read(self, car: Car, read: PlateRead, now_mono: float) -> None:
        box = read.box
        cut = box.x0 <= EDGE or box.y0 <= EDGE or box.x1 >= 1 - EDGE or box.y1 >= 1 - EDGE
        read = settle_by_position(read, self._camera.presets)
        if cut or not usable(read):
            return
        if any(known.frame_seq == read.frame_seq for known in car.others):
            return  # one vote a frame, also where two tracks cover the same plate
        if car.agreed and not alike(read.text, car.agreed):
            if len(read.text) < len(car.agreed) and read.text in car.agreed:
                return  # a piece of the agreed text: something hides the rest
            car.others.append(read)
            if self._is_another_plate(car):
                self._split(car, read.track_id, now_mono)
                return
        else:
            car.others.clear()
        car.add(read)
        car.count(self._camera.agree_frames)
        if alike(read.text, car.consensus.text):
            car.newest = read
        if car.agreed and alike(read.text, car.agreed):
            car.others.clear()  # the agreed text was corrected to what these reads say
        if car.shown is None:
            self._join(car, now_mono)

    def _is_another_plate(self, car: Car) -> bool:
        frames = self._camera.agree_frames
        del car.others[: -MAX_READS // 2]
        other = fuse(car.others, agree_frames=frames)
        if not other.settled or car.agreed in other.text:
            return False  # nothing agreed, or the agreed text was a piece of this one
        if distance(fold(other.text), fold(car.agreed)) > CLOSE_DISTANCE:
            return True
        agreeing = sum(read.text == car.agreed for read in car.reads)
        return agreeing > WEAK_FRAMES and other.agreeing >= frames + PATIENCE

    def _split(self, car: Car, track_id: int, now_mono: float) -> None:
        """End a passage whose track now shows another plate; begin that plate's own."""
        newer = car.others
        began = newer[0]
        car.reads = [read for read in car.reads if read not in newer]
        car.others = []
        car.count(self._camera.agree_frames)
        self._close(car, now_mono)
        fresh = Car(track_id, began.box, began.captured_mono, began.captured_at)
        fresh.lines = LineWatch(self._camera.lines)
        # That something moves here is known; which way this car goes is not carried over.
        fresh.motion.moved = car.motion.moved
        fresh.see(car.box, now_mono, car.last_at)
        self._cars.append(fresh)
        self._by_track[track_id] = fresh
        for read in newer:
            fresh.add(read)
        fresh.count(self._camera.agree_frames)
        self._join(fresh, now_mono)

    def _join(self, car: Car, now_mono: float) -> None:
        """Make `car` part of an older passage when it is the same plate."""
        text = car.consensus.text
        for older in self._cars:
            known = older is not car and older.first_mono <= car.first_mono and older.reads
            if known and self._same_car(older, car, now_mono):
                self._absorb(older, car)
                return
        if car.motion.moved:
            return
        for gone in self._gone:
            if (
                now_mono - gone.mono <= GONE_MEMORY_S
                and _overlap(gone.box, car.box)
                and alike(gone.text, text)
            ):
                car.motion.moved = True
                car.motion.rest_since = min(car.motion.rest_since, gone.rest_since)

    def _same_car(self, older: Car, car: Car, now_mono: float) -> bool:
        one, two = older.agreed or older.consensus.text, car.consensus.text
        apart = distance(fold(one), fold(two))
        piece = len(two) >= _MIN_LENGTH and (two in one or one in two)
        if older.last_mono >= now_mono:  # both in sight: only two boxes of the same plate
            return (apart <= 1 or piece) and _overlap(older.box, car.box)
        if strong_fold(one) == strong_fold(two) and car.consensus.agreeing > 1:
            return True  # one plate exists once
        gap = now_mono - older.last_mono
        # A car at walking pace covers 3 plate widths (of 0.5 m) a second, one at 15 km/h 8.
        reach = (2 + 8 * gap) * max(older.box.width, car.box.width)
        reach_y = 4 * (2 + 8 * gap) * max(older.box.height, car.box.height)
        here, there = older.box.center, car.box.center
        near = abs(here.x - there.x) <= reach and abs(here.y - there.y) <= reach_y
        return near and (apart <= 1 or piece)

    def _absorb(self, older: Car, car: Car) -> None:
        self._discard(car)
        for track_id in car.tracks:
            if track_id not in older.tracks:
                older.tracks.append(track_id)
            if self._by_track.get(track_id) is car:
                self._by_track[track_id] = older
        seen_again = car.last_mono > older.last_mono
        if seen_again:
            steps = [older.box.ground, *car.path, car.box.ground]
            for start, end in pairwise(steps):
                older.lines.update(start, end)
            older.path = (older.path + car.path)[-MAX_PATH:]
            for _ in range(2):  # two frames: a joined track is not one bad box
                older.motion.update(car.box, car.last_mono)
            older.box, older.last_mono, older.last_at = car.box, car.last_mono, car.last_at
        older.motion.moved = older.motion.moved or car.motion.moved
        for read in car.reads:
            older.add(read)
        older.others.clear()
        older.count(self._camera.agree_frames)
        same = [read for read in older.reads if alike(read.text, older.consensus.text)]
        older.newest = max(same, key=lambda read: read.captured_mono, default=older.newest)
        if car.passage_id:
            passage = replace(self._passage(car), closed=True)
            consensus = replace(passage.consensus, settled=False)
            self._emit(replace(passage, consensus=consensus), PassageEvent.CLOSED, car)

    # ----------------------------------------------------------------------------------- results

    def _settled(self, car: Car) -> bool:
        return (
            car.consensus.settled
            and (car.motion.moved or not self._camera.needs_motion)
            and plausible(car.consensus.text, self._camera.presets)
        )

    def _passage(self, car: Car) -> Passage:
        camera = self._camera
        settled = self._settled(car)
        if settled and car.settled_mono is None:
            # Also one that settles only while it is closed: the other plate's reads are gone.
            car.settled_mono = car.newest.captured_mono if car.newest else car.last_mono
        return Passage(
            passage_id=car.passage_id,
            camera_id=camera.camera_id,
            lane_id=camera.lane_id,
            track_ids=tuple(car.tracks),
            first_seen_at=car.first_at,
            last_seen_at=car.last_at,
            first_seen_mono=car.first_mono,
            last_seen_mono=car.last_mono,
            newest_read_mono=car.newest.captured_mono if car.newest else car.first_mono,
            fresh_mono=car.newest.fresh_mono if car.newest else None,
            settled_mono=car.settled_mono,
            consensus=replace(car.consensus, settled=settled),
            direction=car.lines.direction(camera.direction),
            in_open_zone=self._in_open_zone(car),
            box=car.box,
            best_read=car.best(),
            parked=self._parked(car),
            path=tuple(car.path),
        )

    def _in_open_zone(self, car: Car) -> bool:
        """Whether the box stands in the zone, and this plate was read there.

        The box alone is not enough: a track may have passed to the next car already, and its
        first frames must not use the permission of the car before it.
        """
        zone: Polygon | None = self._camera.open_zone
        if zone is None or car.newest is None:
            return False
        if len(car.others) >= self._camera.agree_frames:
            return False
        grounds: tuple[Point, Point] = (car.box.ground, car.newest.box.ground)
        return all(zone.contains(ground) for ground in grounds)

    def _parked(self, car: Car) -> bool:
        return car.last_mono - car.motion.rest_since >= self._camera.parked_after_s

    def _publish(self, car: Car) -> None:
        if not car.reads or not (car.motion.moved or not self._camera.needs_motion):
            return
        settled = self._settled(car)
        if not car.passage_id:
            car.passage_id = self._new_id()
            opened = self._passage(car)
            consensus = replace(opened.consensus, settled=False)
            self._emit(replace(opened, consensus=consensus), PassageEvent.OPENED, car)
            if not settled:
                return
        kind = PassageEvent.UPDATED
        if settled:
            if car.shown is None or car.shown.text != car.consensus.text:
                kind = PassageEvent.SETTLED
            car.shown = car.consensus
        self._emit(self._passage(car), kind, car)

    def _emit(self, passage: Passage, kind: PassageEvent, car: Car) -> None:
        best = passage.best_read
        changed = best is not car.shown_best
        car.shown_best = best
        self._out.append(PassageUpdate(passage=passage, kind=kind, best_changed=changed))

    def _drop_lost(self, now_mono: float) -> None:
        for car in list(self._cars):
            patience = self._camera.lost_after_s
            if self._parked(car):
                patience = max(patience, self._camera.parked_after_s)
            if now_mono - car.last_mono > patience:
                self._close(car, now_mono)

    def _close(self, car: Car, now_mono: float) -> None:
        self._discard(car)
        for track_id, owner in list(self._by_track.items()):
            if owner is car:
                del self._by_track[track_id]
        if car.agreed and car.motion.moved:
            gone = _Gone(car.agreed, car.box, now_mono, car.motion.rest_since)
            self._gone.append(gone)
        self._count(car)
        if car.passage_id:
            passage = replace(self._passage(car), closed=True)
            if car.shown is not None and not passage.consensus.settled:
                # Late reads put it in doubt again: the record keeps what was last agreed.
                passage = replace(passage, consensus=car.shown)
            self._emit(passage, PassageEvent.CLOSED, car)

    def _count(self, car: Car) -> None:
        moved = car.motion.moved or not self._camera.needs_motion
        if moved and (car.reads or car.last_mono - car.first_mono >= UNREAD_S):
            self._counts_out.append((car.shown is not None or self._settled(car), len(car.reads)))

    def _discard(self, car: Car) -> None:
        self._cars = [other for other in self._cars if other is not car]
