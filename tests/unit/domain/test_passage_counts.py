# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a reading rate is measured by: each vehicle that leaves counts once, read or not."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import count

from alpr_kiosk.domain.events import CharRead, PlateRead
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.passage import PassageBuilder
from alpr_kiosk.domain.passage_records import PassageSettings

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)


class Lane:
    def __init__(self) -> None:
        numbers = count(1)
        self.builder = PassageBuilder(
            camera=PassageSettings(camera_id="cam", lane_id="lane"),
            new_id=lambda: f"{next(numbers):032x}",
        )
        self.mono = 100.0

    def drive(self, track: int, texts: list[str], *, moving: bool = True) -> None:
        """One frame each 0.1 s; "" is a frame in which the plate is not legible."""
        for index, text in enumerate(texts):
            self.mono += 0.1
            x = 0.1 + 0.04 * index * moving
            box = Box(x, 0.5, x + 0.1, 0.55)
            at = NOON + timedelta(seconds=self.mono)
            reads = [self.read(track, index, text, box, at)] if text else []
            self.builder.update(
                now_mono=self.mono, now_utc=at, tracks=[(track, box, 0.9)], reads=reads
            )

    def read(self, track: int, index: int, text: str, box: Box, at: datetime) -> PlateRead:
        return PlateRead(
            camera_id="cam",
            track_id=track,
            frame_seq=round(self.mono * 10),
            captured_at=at,
            captured_mono=self.mono,
            box=box,
            detection_confidence=0.9,
            text=text,
            chars=tuple(CharRead(char=char, confidence=0.95) for char in text),
            confidence=0.95,
            plate_height_px=40.0,
            sharpness=1.0,
        )

    def left(self) -> list[tuple[bool, int]]:
        self.mono += 100.0
        self.builder.expire(now_mono=self.mono, now_utc=NOON)
        return self.builder.take_counts()


def test_a_vehicle_that_was_read_counts_once() -> None:
    lane = Lane()
    lane.drive(1, ["AB123CD"] * 8)
    assert lane.builder.take_counts() == []  # it is still there
    assert lane.left() == [(True, 8)]
    assert lane.left() == []


def test_one_that_was_read_once_was_not_read() -> None:
    lane = Lane()
    lane.drive(1, ["", "", "AB123CD", "", "", ""])
    assert lane.left() == [(False, 1)]


def test_one_that_was_never_legible_counts_as_seen() -> None:
    lane = Lane()
    lane.drive(1, [""] * 10)
    assert lane.left() == [(False, 0)]


def test_a_blink_and_a_sign_do_not_count() -> None:
    lane = Lane()
    lane.drive(1, ["", "", ""])
    lane.drive(2, [""] * 20, moving=False)
    assert lane.left() == []


def test_a_vehicle_whose_track_broke_counts_once() -> None:
    lane = Lane()
    lane.drive(1, ["AB123CD"] * 4)
    lane.drive(2, ["AB123CD"] * 4)
    assert lane.left() == [(True, 8)]


def test_two_plates_on_one_track_are_two_vehicles() -> None:
    lane = Lane()
    lane.drive(1, ["AB123CD"] * 6 + ["XY987ZW"] * 6)
    assert sorted(lane.left()) == [(True, 6), (True, 6)]
