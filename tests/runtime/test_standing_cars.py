# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cars that stand: seen by an idle reader, and one passage though the picture comes again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.runtime.mailbox import LatestSlot
from alpr_kiosk.vision.pace import ReadingPace
from alpr_kiosk.vision.pipeline import PlatePipeline
from alpr_kiosk.vision.trackers.bytetrack import PlateByteTracker
from alpr_kiosk.vision.types import Frame, FrameLook
from tests.fakes.vision import FakeDetector, FakeRecognizer, ScriptedPlate
from tests.runtime.lane import Script, frame
from tests.runtime.test_inference_worker import Lane, rows

STILL = FrameLook(motion=0.0)
AGAIN = FrameLook(motion=0.0, repeat=True)


class Stream(LatestSlot[Frame]):
    """25 frames a second; a repeat has the picture of the newest frame that was none."""

    def __init__(self, lane: Lane, looks: Callable[[int], FrameLook], frames: int) -> None:
        super().__init__()
        self._lane, self._looks, self._frames = lane, looks, frames
        self._number = self._shown = 0

    def take(self) -> Frame | None:
        lane = self._lane
        if self._number >= self._frames:
            lane.worker.request_stop()
            return None
        lane.clock.advance(0.04)
        lane.worker._wakeup.set()
        self._number += 1
        look = self._looks(self._number)
        self._shown = self._shown if look.repeat else self._number
        made = frame(lane.script, self._shown, lane.clock)
        return replace(made, seq=self._number, look=look)


def lane_of(script: Script, looks: Callable[[int], FrameLook], *, frames: int) -> Lane:
    """Return a lane with the real tracker, read ten times a second or once when empty."""
    lane = Lane(script, frames=frames)
    state = lane.worker._lanes["cam"]
    state.slot = Stream(lane, looks, frames)
    state.pace = ReadingPace(full_fps=10, idle_fps=1)
    lane.make_pipeline = lambda: PlatePipeline(
        detector=FakeDetector(script),
        recognizer=FakeRecognizer(script),
        tracker_factory=PlateByteTracker,
        cameras=(CameraConfig(id="cam", source="x.mp4"),),
        clock=lane.clock,
    )
    return lane


def car(x: float) -> list[ScriptedPlate]:
    return [ScriptedPlate(text="AB123CD", box=(x, 100.0, x + 80.0, 120.0))]


def test_a_plate_that_turns_up_without_movement_is_followed_and_read(qtbot) -> None:
    """Out of the glare, say: at one frame a second no track would ever be confirmed."""
    script = {number: car(100.0) for number in range(200, 501)}
    lane = lane_of(script, lambda number: STILL, frames=500)
    lane.run()
    followed = [overlay for overlay in lane.overlays if overlay.boxes]
    assert len(followed) >= 50


def drive_in_and_stand(frames: int) -> Script:
    return {number: car(40.0 + 4.0 * min(number, 25)) for number in range(1, frames + 1)}


def test_a_car_that_stands_in_a_picture_that_comes_again_stays_one_passage(qtbot) -> None:
    """A coder short of bits sends nothing new of a quiet lane for as long as a key frame lasts."""
    frames = 25 * 30

    def looks(number: int) -> FrameLook:
        if number <= 50:
            return FrameLook(motion=0.05)
        return STILL if number % 100 < 2 else AGAIN

    lane = lane_of(drive_in_and_stand(frames), looks, frames=frames)
    jobs = lane.run()
    (passage,) = rows(jobs).values()
    assert (passage.last_seen_mono - passage.first_seen_mono) > 25
    assert len(lane.opened) == 1


def test_a_plate_seen_in_key_frames_only_is_followed(qtbot) -> None:
    script = {number: car(100.0) for number in range(200, 901)}
    looks: Callable[[int], FrameLook] = lambda number: STILL if number % 50 == 0 else AGAIN  # noqa: E731
    lane = lane_of(script, looks, frames=900)
    lane.run()
    assert any(overlay.boxes for overlay in lane.overlays)


def test_a_repeat_is_no_second_look(qtbot) -> None:
    """One frame with a plate, and then the same for ever: nothing is agreed, nothing opens."""
    lane = lane_of(
        drive_in_and_stand(2), lambda number: AGAIN if number > 2 else FrameLook(), frames=250
    )
    jobs = lane.run()
    assert lane.opened == []
    assert rows(jobs) == {}
