# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tracks hold over jumps, gaps and neighbours, and leave the process as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import metadata

import numpy as np
import pytest

from alpr_kiosk.vision.trackers.bytetrack import PlateByteTracker
from alpr_kiosk.vision.types import Detections


def found(*boxes: tuple[float, float], score: float = 0.7) -> Detections:
    return Detections(
        boxes=np.array([(x, y, x + 100, y + 25) for x, y in boxes], np.float32).reshape(-1, 4),
        scores=np.full(len(boxes), score, dtype=np.float32),
    )


def test_the_first_frame_is_unconfirmed_and_the_second_has_an_id() -> None:
    tracker = PlateByteTracker()
    assert tracker.update(found((100, 100)), 1.0).tolist() == [-1]
    assert tracker.update(found((104, 104)), 1.1).tolist() == [0]


def test_a_plate_that_jumps_by_twice_its_height_keeps_its_id() -> None:
    tracker = PlateByteTracker()
    ids = [tracker.update(found((100, 100 + 55 * i)), 1 + 0.2 * i).tolist() for i in range(6)]
    assert ids == [[-1], [0], [0], [0], [0], [0]]


def test_two_lanes_stay_apart_whatever_the_order_of_the_boxes() -> None:
    tracker = PlateByteTracker()
    tracker.update(found((100, 100), (500, 100)), 1.0)
    first = tracker.update(found((100, 110), (500, 110)), 1.1).tolist()
    second = tracker.update(found((500, 120), (100, 120)), 1.2).tolist()
    assert sorted(first) == [0, 1]
    assert second == first[::-1]


def test_a_short_gap_keeps_the_id_and_a_long_one_does_not() -> None:
    tracker = PlateByteTracker()
    for i in range(3):
        tracker.update(found((100, 100)), 1 + 0.1 * i)
    for i in range(3):
        tracker.update(found(), 1.3 + 0.1 * i)
    assert tracker.update(found((100, 100)), 1.7).tolist() == [0]
    for i in range(30):
        tracker.update(found(), 1.8 + 0.1 * i)
    assert tracker.update(found((100, 100)), 5.0).tolist() == [-1]
    assert tracker.update(found((100, 100)), 5.1).tolist() == [1]


def test_a_faint_box_begins_no_track_but_carries_one_on() -> None:
    tracker = PlateByteTracker(activation=0.4)
    for i in range(4):
        assert tracker.update(found((100, 100), score=0.36), 1 + 0.1 * i).tolist() == [-1]
    tracker.update(found((100, 100), score=0.6), 2.0)
    assert tracker.update(found((100, 100), score=0.6), 2.1).tolist() == [0]
    assert tracker.update(found((102, 100), score=0.36), 2.2).tolist() == [0]


def test_a_frame_that_is_not_newer_changes_nothing() -> None:
    tracker = PlateByteTracker()
    tracker.update(found((100, 100)), 1.0)
    tracker.update(found((100, 100)), 1.1)
    assert tracker.update(found((100, 100)), 1.1).tolist() == [-1]
    assert tracker.update(found((100, 100)), 0.5).tolist() == [-1]
    assert tracker.update(found((100, 100)), 1.2).tolist() == [0]


def test_nothing_at_all_is_fine() -> None:
    tracker = PlateByteTracker()
    assert tracker.update(found(), 1.0).tolist() == []
    assert tracker.update(found(), 1.1).tolist() == []


@pytest.mark.parametrize("before", [None, "/somewhere"])
def test_qt_is_left_alone(before: str | None) -> None:
    code = (
        "import os\n"
        "from alpr_kiosk.vision.trackers.bytetrack import PlateByteTracker\n"
        "PlateByteTracker()\n"
        "print(os.environ.get('QT_QPA_PLATFORM_PLUGIN_PATH'))\n"
    )
    environment = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM_PLUGIN_PATH"}
    if before is not None:
        environment["QT_QPA_PLATFORM_PLUGIN_PATH"] = before
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(before)


def test_there_is_exactly_one_opencv_and_it_is_headless() -> None:
    names = {
        str(dist.metadata["Name"]).lower()
        for dist in metadata.distributions()
        if str(dist.metadata["Name"]).lower().startswith("opencv")
    }
    assert names == {"opencv-python-headless"}
