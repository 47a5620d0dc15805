# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pipeline lets through, follows and reads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.picture import ArrayPicture
from alpr_kiosk.vision.pipeline import PlatePipeline
from alpr_kiosk.vision.types import Frame, FrameResult
from tests.fakes.clock import ManualClock
from tests.fakes.vision import (
    FakeDetector,
    FakeRecognizer,
    FakeTracker,
    Script,
    ScriptedPlate,
    script_pixels,
)

PLATE = ScriptedPlate(text="AB123CD")


class Bench:
    def __init__(self, script: Script, **camera: Any) -> None:
        self.script = script
        self.clock = ManualClock()
        self.detector = FakeDetector(script)
        self.recognizer = FakeRecognizer(script)
        self.pipeline = PlatePipeline(
            detector=self.detector,
            recognizer=self.recognizer,
            tracker_factory=FakeTracker,
            cameras=[CameraConfig(id=name, source="x.mp4", **camera) for name in ("one", "two")],
            clock=self.clock,
        )

    def frame(self, number: int, camera: str = "one") -> Frame:
        self.clock.advance(0.1)
        return Frame(
            camera_id=camera,
            seq=number,
            picture=ArrayPicture(script_pixels(number, self.script.get(number, ()))),
            captured_at=self.clock.utc_now(),
            captured_mono=self.clock.monotonic(),
        )

    def step(self, number: int) -> FrameResult:
        return self.pipeline.process([self.frame(number)])[0]


def test_a_plate_becomes_a_read_with_everything_the_domain_needs() -> None:
    bench = Bench({1: [PLATE]})
    frame = bench.frame(1)
    (result,) = bench.pipeline.process([frame])
    (read,) = result.reads
    assert result.frame is frame
    assert (read.camera_id, read.frame_seq, read.track_id) == ("one", 1, 0)
    assert (read.captured_at, read.captured_mono) == (frame.captured_at, frame.captured_mono)
    assert (read.text, read.confidence) == ("AB123CD", 0.95)
    assert (read.box.x0, read.box.y1) == (100 / 320, 120 / 180)
    assert read.plate_height_px == 20
    assert read.sharpness >= 0
    assert result.tracked == (
        (0, (100 / 320, 100 / 180, 180 / 320, 120 / 180), pytest.approx(0.9)),
    )
    assert set(result.stage_ms) == {"detect", "track", "read"}


def test_frames_of_several_cameras_go_in_one_batch_and_stay_apart() -> None:
    bench = Bench({1: [PLATE], 2: []})
    results = bench.pipeline.process([bench.frame(2, "two"), bench.frame(1, "one")])
    assert [len(result.reads) for result in results] == [0, 1]
    assert bench.detector.calls == 1
    assert bench.pipeline.process([]) == []


@pytest.mark.parametrize(
    "plate",
    [
        ScriptedPlate(text="X1", box=(100, 50, 140, 120)),  # much higher than wide: a sticker
        ScriptedPlate(text="X1", box=(10, 100, 310, 112)),  # a line of text
        ScriptedPlate(text="X1", box=(100, 100, 140, 109)),  # lower than min_plate_px
    ],
)
def test_what_has_not_the_shape_of_a_plate_is_not_followed(plate: ScriptedPlate) -> None:
    result = Bench({1: [plate]}).step(1)
    assert (result.tracked, result.reads) == ((), ())


def test_masks_and_the_read_zone_hide_plates() -> None:
    left = ScriptedPlate(text="LEFT1", box=(20, 100, 100, 120))
    right = ScriptedPlate(text="RIGHT1", box=(200, 100, 280, 120))
    half = ((0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0))
    script = {1: [left, right]}
    assert [read.text for read in Bench(script, ignore=(half,)).step(1).reads] == ["RIGHT1"]
    assert [read.text for read in Bench(script, read_zone=half).step(1).reads] == ["LEFT1"]


def test_zones_stay_where_they_are_when_the_picture_changes_its_size() -> None:
    small = [
        ScriptedPlate(text="LEFT1", box=(20, 100, 100, 120)),
        ScriptedPlate(text="RIGHT1", box=(200, 100, 280, 120)),
    ]
    large = [
        replace(plate, box=tuple(2 * edge for edge in plate.box))  # type: ignore[arg-type]
        for plate in small
    ]
    half = ((0.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.0, 1.0))
    bench = Bench({1: small, 2: large}, read_zone=half)
    (before,) = bench.step(1).reads
    pixels = script_pixels(2, small).repeat(2, axis=0).repeat(2, axis=1)
    bigger = replace(bench.frame(2), picture=ArrayPicture(pixels))
    (after,) = bench.pipeline.process([bigger])[0].reads
    assert (before.text, before.box) == (after.text, after.box)
    assert after.text == "LEFT1"


def test_a_plate_cut_off_by_the_edge_is_followed_but_not_read() -> None:
    cut = ScriptedPlate(text="B123CD", box=(0, 100, 60, 120))
    result = Bench({1: [cut]}).step(1)
    assert len(result.tracked) == 1
    assert result.reads == ()


def test_a_guess_is_a_read_without_text() -> None:
    guess = ScriptedPlate(text="RA22", confidence=0.13)
    (read,) = Bench({1: [guess]}).step(1).reads
    assert (read.text, read.chars, read.confidence) == ("", (), 0.0)


def test_a_settled_standing_plate_is_read_twice_a_second_only() -> None:
    bench = Bench({number: [PLATE] for number in range(1, 31)})
    read_at = [number for number in range(1, 31) if bench.step(number).reads]
    assert read_at[:4] == [1, 2, 3, 4]
    assert 7 <= len(read_at) <= 10


def test_a_plate_that_comes_nearer_or_changes_is_read_again_at_once() -> None:
    nearer = ScriptedPlate(text="AB123CD", box=(100, 100, 190, 124))
    other = ScriptedPlate(text="XY987ZT", box=(100, 100, 190, 124))
    script = {number: [PLATE] for number in range(1, 7)} | {7: [nearer]}
    script |= {number: [other] for number in range(8, 16)}
    bench = Bench(script)
    texts = {number: [read.text for read in bench.step(number).reads] for number in script}
    assert texts[6] == []
    assert texts[7] == ["AB123CD"]
    first = next(number for number in range(8, 16) if texts[number])
    assert [texts[number] for number in (first, first + 1, first + 2)] == [["XY987ZT"]] * 3


def test_an_unread_plate_is_tried_in_every_frame() -> None:
    script = {
        number: [ScriptedPlate(text=f"AB{number:03}", confidence=0.9)] for number in range(1, 12)
    }
    bench = Bench(script)
    assert all(bench.step(number).reads for number in script)


def test_forget_starts_a_camera_anew() -> None:
    bench = Bench({number: [PLATE] for number in range(1, 10)})
    for number in range(1, 7):
        bench.step(number)
    assert not bench.step(7).reads
    bench.pipeline.forget("one")
    assert bench.step(8).reads


def test_errors_of_the_networks_come_through_and_the_next_frame_works() -> None:
    bench = Bench({1: [PLATE], 2: [PLATE]})
    bench.detector.error = RecognitionError("engine.run", engine="x")
    with pytest.raises(RecognitionError):
        bench.step(1)
    bench.detector.error = None
    assert bench.step(2).reads
    with pytest.raises(KeyError):
        bench.pipeline.process([bench.frame(1, "three")])


def test_a_still_needs_no_agreement_and_comes_best_first() -> None:
    weak = ScriptedPlate(text="AA111", box=(20, 20, 100, 40), score=0.9, confidence=0.5)
    sure = ScriptedPlate(text="BB222", box=(200, 100, 280, 120), score=0.6, confidence=0.9)
    blank = ScriptedPlate(text="", box=(20, 140, 100, 160), score=0.8)
    bench = Bench({1: [weak, sure, blank]})
    plates = bench.pipeline.read_still(bench.frame(1).pixels)
    assert [plate.recognition.text for plate in plates] == ["BB222", "AA111"]
    assert plates[0].box == (200, 100, 280, 120)
