# SPDX-License-Identifier: AGPL-3.0-or-later
"""From scripted frames through the real pipeline to decisions, openings and rows."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timezone
from typing import Any

import cv2
import numpy as np
import pytest

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.events import Action, DecisionRecord, Direction, Passage, Reason
from alpr_kiosk.domain.geometry import Polygon
from alpr_kiosk.domain.heat import Heat
from alpr_kiosk.domain.lists import ListKind, ListSnapshot
from alpr_kiosk.domain.passage import PassageBuilder
from alpr_kiosk.domain.passage_records import PassageSettings
from alpr_kiosk.domain.policy import LanePolicy
from alpr_kiosk.domain.ruler import PlateMeasure
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.runtime.inference import RULER_EVERY_S, CameraLane, InferenceWorker
from alpr_kiosk.runtime.mailbox import Inbox, LatestSlot, Wakeup
from alpr_kiosk.runtime.storage_jobs import (
    SaveDecision,
    SavePassage,
    StorageJob,
)
from alpr_kiosk.runtime.views import Overlay, PassageView
from alpr_kiosk.services.access import AccessService, GateBoard
from alpr_kiosk.services.recent import RecentReads
from alpr_kiosk.vision.pace import ReadingPace
from alpr_kiosk.vision.types import Frame, FrameLook
from tests.fakes.clock import ManualClock
from tests.fakes.plates import entry
from tests.fakes.vision import ScriptedPlate, script_pixels
from tests.runtime.lane import Script, ScriptSlot, drive, frame, pipeline

WHOLE = Polygon.of(((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)))


class Lane:
    """A lane with camera, gate and lists: AB123CD is allowed, XY987ZW banned."""

    def __init__(
        self,
        script: Script,
        *,
        frames: int | None = None,
        gate: str | None = "gate",
        inbox: int = 1000,
        open_zone: Polygon | None = WHOLE,
        agree_frames: int = 2,
        leaves: Direction = Direction.UNKNOWN,
    ) -> None:
        self.clock = ManualClock()
        self.script = script
        self.opened: list[DecisionRecord] = []
        self.jobs: Inbox[StorageJob] = Inbox(inbox)
        self.recent = RecentReads(clock=self.clock)
        self.board = GateBoard()
        self.ready = threading.Event()
        self.lists = ListSnapshot.of((entry("AB123CD"), entry("XY987ZW", ListKind.DENY)))
        self.access = AccessService(
            lanes={"lane": LanePolicy(lane_id="lane", gate_id=gate, agree_frames=agree_frames)},
            snapshot=self.lists,
            boards=lambda gate_id: self.board,
            clock=self.clock,
            tz=timezone.utc,
        )
        ids = iter(range(1, 1000))
        self.slot = ScriptSlot(
            script,
            self.clock,
            frames=max(script) if frames is None else frames,
            at_end=lambda: self.worker.request_stop(),
        )
        self.make_pipeline: Callable[[], Any] = lambda: pipeline(
            script, [CameraConfig(id="cam", source="x.mp4")], self.clock
        )
        self.worker = InferenceWorker(
            lanes={
                "cam": CameraLane(
                    camera_id="cam",
                    slot=self.slot,
                    builder=PassageBuilder(
                        camera=PassageSettings(
                            camera_id="cam",
                            lane_id="lane",
                            open_zone=open_zone,
                            direction=Direction.IN,
                            agree_frames=agree_frames,
                        ),
                        new_id=lambda: f"passage-{next(ids)}",
                    ),
                    gate_id=gate,
                    direction=leaves,
                )
            },
            make_pipeline=lambda: self.make_pipeline(),
            access=self.access,
            recent=self.recent,
            car_left=lambda gate_id, passage: self.left.append((gate_id, passage)),
            open_gate=lambda gate_id, record: self.opened.append(record),
            storage=self.jobs,
            wakeup=Wakeup(),
            max_fps=30,
            jpeg_quality=85,
            clock=self.clock,
            ready=self.ready,
        )
        self.views: list[PassageView] = []
        self.left: list[tuple[str, Passage]] = []
        self.closed: list[tuple[str, str]] = []
        self.overlays: list[Overlay] = []
        self.worker.passage_changed.connect(self.views.append)
        self.worker.passage_closed.connect(lambda *args: self.closed.append(args))
        self.worker.overlay_changed.connect(self.overlays.append)

    def run(self) -> list[StorageJob]:
        """Let the script run to its end; return what is to be stored."""
        self.worker.work()
        return self.stored()

    def stored(self) -> list[StorageJob]:
        jobs: list[StorageJob] = []
        while (job := self.jobs.take(0)) is not None:
            jobs.append(job)
        return jobs


def decisions(jobs: list[StorageJob]) -> list[DecisionRecord]:
    return [job.record for job in jobs if isinstance(job, SaveDecision)]


def rows(jobs: list[StorageJob]) -> dict[str, Passage]:
    """The last state of each passage."""
    return {job.passage.passage_id: job.passage for job in jobs if isinstance(job, SavePassage)}


def test_an_agreed_allowed_plate_opens_exactly_once(qtbot) -> None:
    lane = Lane(drive("AB123CD", frames=15))
    jobs = lane.run()
    (record,) = lane.opened
    assert (record.decision.action, record.decision.reason) == (Action.OPEN, Reason.ALLOW_LISTED)
    assert record.passage.consensus.text == "AB123CD"
    assert record.passage.consensus.agreeing >= 2
    assert decisions(jobs) == [record]
    (passage,) = rows(jobs).values()
    assert passage.closed
    assert passage.passage_id == record.passage.passage_id
    assert lane.closed == [(passage.passage_id, "gate")]


def test_it_opens_before_anything_is_written_or_shown(qtbot) -> None:
    lane = Lane(drive("AB123CD"))
    at_opening: list[tuple[int, int]] = []
    lane.worker._open_gate = lambda gate_id, record: at_opening.append(
        (len(lane.jobs), len([view for view in lane.views if view.decision is not None]))
    )
    lane.run()
    assert at_opening == [(0, 0)]


def test_a_full_inbox_or_a_slow_disk_does_not_keep_a_gate_shut(qtbot) -> None:
    lane = Lane(drive("AB123CD"), inbox=1)
    assert lane.jobs.put(SavePassage(passage=Passage.__new__(Passage)))
    lane.worker.work()
    assert len(lane.opened) == 1
    assert lane.jobs.refused > 0
    assert any(view.decision is not None for view in lane.views)


def test_a_banned_plate_is_refused_with_an_alarm(qtbot) -> None:
    lane = Lane(drive("XY987ZW"))
    seen: list[bool] = []
    lane.worker.overlay_changed.connect(lambda _o: seen.append(lane.recent.denied_now("gate")))
    jobs = lane.run()
    assert lane.opened == []
    (record,) = decisions(jobs)
    assert (record.decision.action, record.decision.alarm) == (Action.REFUSE, True)
    assert seen[-1]
    assert not lane.recent.denied_now("gate")  # it left
    assert lane.recent.passages("gate") == (record.passage.passage_id,)


def test_an_unknown_plate_asks(qtbot) -> None:
    lane = Lane(drive("KL58MNO"))
    (record,) = decisions(lane.run())
    assert record.decision.action is Action.ASK
    assert lane.opened == []


def test_a_lane_without_a_gate_only_logs(qtbot) -> None:
    lane = Lane(drive("AB123CD"), gate=None)
    jobs = lane.run()
    assert lane.opened == []
    assert {record.decision.action for record in decisions(jobs)} == {Action.LOG_ONLY}
    assert len(rows(jobs)) == 1


@pytest.mark.parametrize(
    ("leaves", "told"), [(Direction.IN, 1), (Direction.OUT, 0), (Direction.UNKNOWN, 0)]
)
def test_a_gate_is_told_of_a_car_that_leaves_through_it(
    qtbot, leaves: Direction, told: int
) -> None:
    lane = Lane(drive("QQ11QQQ", frames=15), leaves=leaves)
    lane.run()
    assert [(gate_id, passage.consensus.text) for gate_id, passage in lane.left] == [
        ("gate", "QQ11QQQ")
    ] * told


def test_what_was_never_settled_leaves_no_row(qtbot) -> None:
    script: Script = {}
    for number, text in enumerate(("AB123CD", "QQ11QQ", "ZZ99ZZZ"), start=1):
        script |= drive(text, frames=1, first=number, start=60 + 12 * number)
    lane = Lane(script, frames=20)
    assert lane.run() == []
    assert lane.views == []
    assert lane.closed == []
    assert len(lane.overlays) == 20


def test_a_single_frame_never_opens(qtbot) -> None:
    lane = Lane(drive("AB123CD", frames=1), frames=40)
    lane.run()
    assert lane.opened == []


def test_two_cars_are_two_passages_and_two_openings(qtbot) -> None:
    lane = Lane(drive("AB123CD") | drive("KL58MNO", first=60), frames=110)
    lane.access.replace_snapshot(ListSnapshot.of((entry("AB123CD"), entry("KL58MNO"))))
    jobs = lane.run()
    assert [record.passage.consensus.text for record in lane.opened] == ["AB123CD", "KL58MNO"]
    assert len(rows(jobs)) == 2
    assert len(lane.closed) == 2


def test_what_was_held_back_is_told_when_the_car_leaves(qtbot) -> None:
    corner = Polygon.of(((0.9, 0.9), (1.0, 0.9), (1.0, 1.0)))
    lane = Lane(drive("AB123CD"), open_zone=corner, frames=60)
    (record,) = decisions(lane.run())
    assert record.decision.reason is Reason.IGNORED_ZONE
    assert record.passage.closed
    assert lane.views[-1].decision is record


def test_a_gate_that_is_not_sure_asks_instead(qtbot) -> None:
    lane = Lane(drive("AB123CD"))
    lane.board = GateBoard(automatic_allowed=False)
    (record,) = decisions(lane.run())
    assert record.decision.reason is Reason.ASK_GATE
    assert lane.opened == []


def test_the_pictures_are_those_of_the_winning_frame(qtbot) -> None:
    """Plate boxes stand elsewhere in every frame: lane and crop must both show the best read's."""
    script = drive("AB123CD", frames=12)
    # Larger is better: frame 9 wins.
    script[9] = [ScriptedPlate(text="AB123CD", box=(100.0, 90.0, 228.0, 122.0))]
    lane = Lane(script)
    jobs = lane.run()
    (passage,) = rows(jobs).values()
    assert passage.best_read is not None
    assert passage.best_read.frame_seq == 9
    pictures = [job.pictures for job in jobs if isinstance(job, SavePassage) and job.pictures]
    lane_picture, crop = (
        cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        for data in (pictures[-1].lane(), pictures[-1].crop())
    )
    near = {
        number: _difference(lane_picture, script_pixels(number, script[number]))
        for number in script
    }
    assert min(near, key=near.__getitem__) == 9
    assert near[9] < 1.0
    assert crop.shape[1] >= 128
    assert 32 <= crop.shape[0] < 60
    middle = crop[crop.shape[0] // 2, crop.shape[1] // 2]
    assert _difference(middle, np.array([9, 0, 1])) < 4.0
    view = lane.views[-1]
    assert view.lane is not None
    assert view.lane.seq == 9
    assert view.crop is not None
    assert view.crop.seq == 9


def _difference(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


def test_cards_say_when_it_was_seen_agreed_and_decided(qtbot) -> None:
    lane = Lane(drive("AB123CD"))
    lane.run()
    times = dict(lane.views[-1].times)
    assert times["seen"] == 0.0
    assert 0.0 <= times["agreed"] <= times["decided"]


def test_overlays_name_what_is_agreed(qtbot) -> None:
    lane = Lane(drive("AB123CD", frames=10))
    lane.run()
    texts = [overlay.boxes[0].text for overlay in lane.overlays if overlay.boxes]
    assert texts[0] == ""
    assert texts[-1] == "AB123CD"
    assert [overlay.frame_seq for overlay in lane.overlays] == list(range(1, 11))


def test_plates_of_the_camera_that_is_aimed_are_measured_and_of_no_other(qtbot) -> None:
    told: list[tuple[str, PlateMeasure]] = []
    for ruler in ("", "other", "cam"):
        lane = Lane(drive("AB123CD", frames=30))
        lane.worker.plate_measured.connect(lambda *args: told.append(args))
        lane.worker.set_ruler(ruler)
        lane.run()
        if ruler != "cam":
            assert told == []
    assert {camera for camera, _ in told} == {"cam"}
    assert all(isinstance(measure, PlateMeasure) for _, measure in told)
    # Twice a second at most, whatever the camera delivers.
    overlays = [overlay.captured_mono for overlay in lane.overlays if overlay.boxes]
    assert len(told) <= 1 + (overlays[-1] - overlays[0]) / RULER_EVERY_S
    assert len(told) < len(overlays)


def test_only_frames_that_may_still_win_are_kept(qtbot) -> None:
    lane = Lane(drive("AB123CD", frames=20))
    kept: list[int] = []
    state = lane.worker._lanes["cam"]
    lane.worker.overlay_changed.connect(lambda _o: kept.append(len(state.frames)))
    lane.run()
    assert max(kept) <= 3
    assert state.cards == {}
    assert state.open == {}


def test_without_networks_nothing_is_read_and_recordings_are_let_go(qtbot) -> None:
    lane = Lane(drive("AB123CD"))

    def broken() -> Any:
        raise RecognitionError("model.missing", file="plate.onnx")

    lane.make_pipeline = broken
    with pytest.raises(RecognitionError):
        lane.worker.work()
    assert lane.ready.is_set()
    assert lane.slot.number == 0


class WatchedSlot(LatestSlot[Frame]):
    """A camera with 25 frames a second, each with what was seen in it."""

    def __init__(self, lane: Lane, looks: Callable[[int], FrameLook], *, frames: int) -> None:
        super().__init__()
        self._lane, self._looks, self._frames = lane, looks, frames
        self.number = 0

    def take(self) -> Frame | None:
        lane = self._lane
        if self.number >= self._frames:
            lane.worker.request_stop()
            return None
        lane.clock.advance(0.04)
        lane.worker._wakeup.set()  # the next frame is there: no real time passes
        self.number += 1
        made = frame(lane.script, self.number, lane.clock)
        return replace(made, look=self._looks(self.number))


def watched(script: Script, looks: Callable[[int], FrameLook], *, frames: int) -> Lane:
    """Return a lane that is read 10 times a second at most and once a second when empty."""
    lane = Lane(script, frames=frames)
    state = lane.worker._lanes["cam"]
    state.slot = WatchedSlot(lane, looks, frames=frames)
    state.pace = ReadingPace(full_fps=10, idle_fps=1)
    return lane


def test_an_allowed_car_on_a_frozen_picture_opens_nothing(qtbot) -> None:
    """The picture comes again and again, its plate would be read the same each time."""
    script = drive("AB123CD", frames=200, step=0.0)
    lane = watched(script, lambda number: FrameLook(motion=1.0, repeat=number > 1), frames=200)
    assert lane.run() == []
    assert lane.opened == []
    assert [overlay.frame_seq for overlay in lane.overlays] == [1]


def test_a_damaged_picture_opens_nothing(qtbot) -> None:
    lane = Lane(drive("AB123CD", frames=30))
    slot = lane.worker._lanes["cam"].slot
    take = slot.take
    slot.take = lambda: replace(made, damaged=True) if (made := take()) else None  # type: ignore[method-assign]
    assert lane.run() == []
    assert (lane.opened, lane.overlays) == ([], [])


def test_a_hot_computer_reads_5_frames_a_second(qtbot) -> None:
    lane = watched({}, lambda number: FrameLook(motion=0.05), frames=25 * 10)
    lane.worker._limit.heat = Heat.SLOW
    lane.run()
    assert 40 <= len(lane.overlays) <= 51


@pytest.mark.parametrize(
    ("heat", "gate", "reads"),
    [
        (Heat.GATES_ONLY, "gate", True),
        (Heat.GATES_ONLY, None, False),
        (Heat.BY_HAND, "gate", False),
    ],
)
def test_a_hotter_one_reads_only_at_gates_and_then_not_at_all(qtbot, heat, gate, reads) -> None:
    lane = Lane(drive("AB123CD", frames=30), gate=gate)
    lane.worker._limit.heat = heat
    lane.run()
    assert bool(lane.overlays) is reads
    assert bool(lane.opened) is reads


def test_an_empty_lane_is_looked_at_once_a_second(qtbot) -> None:
    lane = watched({}, lambda number: FrameLook(motion=0.0), frames=25 * 20)
    lane.run()
    later = [overlay for overlay in lane.overlays if overlay.frame_seq > 25 * 5]
    assert 14 <= len(later) <= 16


def test_the_first_frame_that_moves_is_read_at_once_and_the_car_all_along(qtbot) -> None:
    first = 25 * 10 + 7
    script = drive("AB123CD", frames=75, first=first, start=20.0, step=3.0)
    lane = watched(
        script,
        lambda number: FrameLook(motion=0.05 if first <= number < first + 25 else 0.0),
        frames=25 * 20,
    )
    lane.run()
    seen = [overlay.frame_seq for overlay in lane.overlays]
    assert first in seen
    assert len(lane.opened) == 1
    there = [number for number in seen if first <= number < first + 75]
    assert len(there) >= 24  # 8 a second or more, also after it stopped
    gone = [number for number in seen if number > first + 75 + 25 * 4]
    assert len(gone) <= 4


def test_a_car_that_is_allowed_while_nothing_moves_in_the_picture_is_asked_about(qtbot) -> None:
    """A picture that is coded anew looks new each time: only what moves, or noise, is known."""
    script = {
        number: drive("KL58MNO", frames=50, step=2.0)[min(number, 50)] for number in range(1, 301)
    }

    def looks(number: int) -> FrameLook:
        if number == 140:
            lane.access.replace_snapshot(ListSnapshot.of((entry("KL58MNO"),)))
        return FrameLook(doubt_s=max(0.0, (number - 50) / 25), motion=0.0)

    lane = watched(script, looks, frames=300)
    told = decisions(lane.run())
    assert lane.opened == []
    reasons = [record.decision.reason for record in told]
    assert reasons[0] is Reason.ASK_UNKNOWN_WAITING
    assert reasons[-1] is Reason.ASK_STILL


def test_a_car_that_is_allowed_while_it_stands_in_a_living_picture_opens(qtbot) -> None:
    script = {
        number: drive("KL58MNO", frames=50, step=2.0)[min(number, 50)] for number in range(1, 301)
    }

    def looks(number: int) -> FrameLook:
        if number == 140:
            lane.access.replace_snapshot(ListSnapshot.of((entry("KL58MNO"),)))
        return FrameLook(motion=0.0)

    lane = watched(script, looks, frames=300)
    lane.run()
    assert len(lane.opened) == 1


def test_a_freeze_that_comes_out_while_a_frame_is_read_holds_its_decision_back(qtbot) -> None:
    lane = Lane(drive("AB123CD", frames=15))
    # What its capture thread says of the next frame: that picture is one of 10 s ago.
    lane.worker._lanes["cam"].trust.note(lane.clock.monotonic() - 10.0)
    told = decisions(lane.run())
    assert lane.opened == []
    assert [record.decision.reason for record in told] == [Reason.ASK_STILL]
