# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every detector, recogniser and tracker keeps, real or fake."""

from __future__ import annotations

import numpy as np
import pytest

from alpr_kiosk.vision.protocols import Detector, Recognizer, Tracker
from alpr_kiosk.vision.types import Detections, Image


class DetectorContract:
    """Needs the fixtures `detector`, `plate_picture` and `plate_box` (pixels, within 15 %)."""

    def test_no_pictures_give_no_results(self, detector: Detector) -> None:
        assert detector.detect([]) == []

    def test_one_result_a_picture_in_order(
        self, detector: Detector, plate_picture: Image, plate_box: tuple[float, ...]
    ) -> None:
        blank = np.full((90, 160, 3), 90, dtype=np.uint8)
        nothing, found = detector.detect([blank, plate_picture])
        assert len(nothing) == 0
        assert len(found) >= 1
        for value, wanted in zip(found.boxes[0].tolist(), plate_box, strict=True):
            assert value == pytest.approx(wanted, abs=0.15 * (plate_box[2] - plate_box[0]))

    def test_boxes_are_ordered_typed_and_inside(
        self, detector: Detector, plate_picture: Image
    ) -> None:
        found = detector.detect([plate_picture])[0]
        rows, columns = plate_picture.shape[:2]
        assert found.boxes.dtype == np.float32
        assert found.scores.dtype == np.float32
        assert found.boxes.shape == (len(found), 4)
        assert np.all(np.diff(found.scores) <= 0)
        assert np.all((found.scores > 0) & (found.scores <= 1))
        assert np.all(found.boxes[:, :2] < found.boxes[:, 2:])
        assert found.boxes.min() >= 0
        assert np.all(found.boxes[:, 2] <= columns)
        assert np.all(found.boxes[:, 3] <= rows)

    def test_the_picture_is_not_written_and_the_answer_repeats(
        self, detector: Detector, plate_picture: Image
    ) -> None:
        assert not plate_picture.flags.writeable
        one, two = (detector.detect([plate_picture])[0] for _ in range(2))
        assert np.array_equal(one.boxes, two.boxes)
        assert np.array_equal(one.scores, two.scores)


class RecognizerContract:
    """Needs the fixtures `recognizer`, `plate_crop` and `plate_text`."""

    def test_no_crops_give_no_results(self, recognizer: Recognizer) -> None:
        assert recognizer.read([]) == []

    def test_a_plate_is_read(
        self, recognizer: Recognizer, plate_crop: Image, plate_text: str
    ) -> None:
        got = recognizer.read([plate_crop])[0]
        assert got.text == plate_text
        assert "".join(char.char for char in got.chars) == got.text
        assert got.confidence == min(char.confidence for char in got.chars)
        for char in got.chars:
            assert 0 < char.confidence <= 1
            assert len(char.alternatives) <= 4
            assert char.char not in [other for other, _ in char.alternatives]
            values = [value for _, value in char.alternatives]
            assert values == sorted(values, reverse=True)

    def test_a_crop_without_room_reads_as_nothing(self, recognizer: Recognizer) -> None:
        empty = np.zeros((0, 0, 3), dtype=np.uint8)
        thin = np.zeros((2, 40, 3), dtype=np.uint8)
        for got in recognizer.read([empty, thin]):
            assert (got.text, got.chars, got.confidence) == ("", (), 0.0)

    def test_results_keep_the_order_of_the_crops(
        self, recognizer: Recognizer, plate_crop: Image, plate_text: str
    ) -> None:
        empty = np.zeros((0, 0, 3), dtype=np.uint8)
        texts = [got.text for got in recognizer.read([empty, plate_crop, empty])]
        assert texts == ["", plate_text, ""]


class TrackerContract:
    """Needs the fixture `tracker`."""

    def test_one_id_a_box_and_the_same_box_keeps_it(self, tracker: Tracker) -> None:
        ids = []
        for index in range(5):
            boxes = np.array([[100, 100 + index, 200, 125 + index]], dtype=np.float32)
            found = Detections(boxes=boxes, scores=np.array([0.8], dtype=np.float32))
            answer = tracker.update(found, 10 + index * 0.1)
            assert answer.shape == (1,)
            assert answer.dtype == np.int64
            ids.append(int(answer[0]))
        assert ids[-1] >= 0
        assert set(ids) <= {-1, ids[-1]}

    def test_no_boxes_give_no_ids(self, tracker: Tracker) -> None:
        none = Detections(boxes=np.zeros((0, 4), np.float32), scores=np.zeros(0, np.float32))
        assert tracker.update(none, 1.0).shape == (0,)
