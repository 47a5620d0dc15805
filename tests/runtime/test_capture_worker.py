# SPDX-License-Identifier: AGPL-3.0-or-later
"""One camera: newest frame only, watched by the clock, opened again and again, never a lie."""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.events import CameraHealth, CameraState
from alpr_kiosk.errors import CameraError
from alpr_kiosk.runtime.capture import READER_WAIT_S, CaptureWorker, limits_of
from alpr_kiosk.runtime.mailbox import LatestSlot, Wakeup
from alpr_kiosk.runtime.trust import PictureTrust
from alpr_kiosk.runtime.views import PreviewImage
from alpr_kiosk.vision.picture import ArrayPicture
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.sources.backoff import Backoff
from alpr_kiosk.vision.types import Frame, FrameLook, SourceCounters
from tests.fakes.clock import ManualClock
from tests.fakes.plates import passage
from tests.fakes.vision import HEIGHT, WIDTH, script_pixels

WAIT_S = 30.0
"""A busy machine may take its time; nothing waits for this long when all is well."""
FRAME_S = 0.1
END = object()
MAIN, SUB = "rtsp://10.0.0.1/main", "rtsp://10.0.0.1/sub"


class Wire:
    """One connection, as a test plays it; `hangs` is a native call that nothing ends."""

    def __init__(self, site: Camera, number: int) -> None:
        self._site = site
        self.number = number
        self.items: queue.Queue[object] = queue.Queue()
        self.taken = 0
        self.ended = threading.Event()
        self.counters = SourceCounters()

    def frames(self, stop: StopFlag) -> Iterator[Frame]:
        try:
            while True:
                item = self.items.get()  # only what a test sends ends it, as a native call
                if item is END:
                    return
                if isinstance(item, Exception):
                    raise item
                assert isinstance(item, Frame)
                yield item
                self._site.told(self.count)
                if stop.is_set():
                    return
        finally:
            self.ended.set()

    def count(self) -> None:
        self.taken += 1


class Looks:
    """Looks at frames as told."""

    def __init__(self) -> None:
        self.next = FrameLook()
        self.seen: list[int] = []

    def look(self, frame: Frame) -> FrameLook:
        self.seen.append(frame.seq)
        return self.next


class Camera:
    """A capture worker with all that is around it, in a thread of its own."""

    def __init__(
        self,
        *,
        source: str = MAIN,
        ready: threading.Event | None = None,
        sub: bool = False,
        numbers: Iterator[int] | None = None,
        **config: object,
    ) -> None:
        self.clock = ManualClock()
        self.changed = threading.Condition()
        self.wires: list[Wire] = []
        self.subs: list[Wire] = []
        self.health: list[CameraHealth] = []
        self.available = 0
        self.read: list[int] = []
        self.error: Exception | None = None
        self.reading: LatestSlot[Frame] = LatestSlot()
        self.preview: LatestSlot[PreviewImage] = LatestSlot()
        self.wakeup = Wakeup()
        self.looks, self.sub_looks = Looks(), Looks()
        self.trust = PictureTrust()
        put = self.reading.put

        def keep(frame: Frame) -> bool:
            self.read.append(frame.seq)
            return put(frame)

        self.reading.put = keep  # type: ignore[method-assign]
        self.worker = CaptureWorker(
            camera=CameraConfig.model_validate({"id": "cam", "source": source, **config}),
            make_source=lambda: self._open(self.wires),
            watch=self.looks,
            make_preview_source=(lambda: self._open(self.subs)) if sub else None,
            preview_watch=self.sub_looks,
            preview_backoff=Backoff(clock=self.clock, random=lambda: 0.0),
            reading=self.reading,
            preview=self.preview,
            wakeup=self.wakeup,
            backoff=Backoff(clock=self.clock, random=lambda: 0.0),
            clock=self.clock,
            reader_ready=ready,
            trust=self.trust,
            numbers=numbers,
        )
        direct = Qt.ConnectionType.DirectConnection  # heard in the thread that says it
        self.worker.health_changed.connect(self._on_health, direct)
        self.worker.frame_available.connect(self._on_available, direct)
        self.thread = threading.Thread(target=self._run)

    # ---- life

    def __enter__(self) -> Camera:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.worker.request_stop()
        self.thread.join(WAIT_S)
        assert not self.thread.is_alive()
        for wire in (*self.wires, *self.subs):
            wire.items.put(END)  # what hangs shall not outlive its test

    def _run(self) -> None:
        try:
            self.worker.work()
        except Exception as exc:  # noqa: BLE001 - as the run of a worker
            self.error = exc
        self.told(lambda: None)

    # ---- what is heard

    def told(self, change: Callable[[], object]) -> None:
        with self.changed:
            change()
            self.changed.notify_all()

    def _on_health(self, health: CameraHealth) -> None:
        self.told(lambda: self.health.append(health))

    def _on_available(self, camera_id: str) -> None:
        assert camera_id == "cam"
        self.available += 1

    def _open(self, wires: list[Wire]) -> Wire:
        wire = Wire(self, len(wires))
        self.told(lambda: wires.append(wire))
        return wire

    def until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + WAIT_S
        with self.changed:
            while not condition():
                left = deadline - time.monotonic()
                assert left > 0, f"waited in vain; health: {self.health[-3:]}"
                self.changed.wait(min(left, 0.05))

    def until_state(self, state: CameraState, code: str | None = None) -> CameraHealth:
        self.until(
            lambda: (
                bool(self.health)
                and self.health[-1].state is state
                and code in (None, self.health[-1].code)
            )
        )
        return self.health[-1]

    @property
    def states(self) -> list[CameraState]:
        """States without repetitions."""
        found: list[CameraState] = []
        for health in self.health:
            if not found or found[-1] is not health.state:
                found.append(health.state)
        return found

    # ---- what happens

    def wire(self, number: int) -> Wire:
        self.until(lambda: len(self.wires) > number)
        return self.wires[number]

    def sub(self, number: int) -> Wire:
        self.until(lambda: len(self.subs) > number)
        return self.subs[number]

    def send(
        self, wire: Wire, count: int = 1, *, step_s: float = FRAME_S, damaged: bool = False
    ) -> None:
        """Let frames arrive, one after the other, each taken before the next comes."""
        for _ in range(count):
            self.clock.advance(step_s)
            taken = wire.taken
            wire.items.put(self.frame(taken + 1, damaged=damaged))
            self.until(lambda: wire.taken > taken or wire.ended.is_set())  # noqa: B023

    def frame(self, number: int, *, damaged: bool = False) -> Frame:
        return Frame(
            camera_id="cam",
            seq=number,
            picture=ArrayPicture(script_pixels(number)),
            captured_at=self.clock.utc_now(),
            captured_mono=self.clock.monotonic(),
            damaged=damaged,
        )

    def fail(self, wire: Wire, code: str = "camera.lost") -> None:
        wire.items.put(CameraError(code, camera="cam"))

    def pass_wait(self, opened: int) -> float:
        """Let the wait of the newest failure pass; returns it. `opened` connections follow."""
        wait = self.health[-1].retry_in_s
        assert wait is not None
        self.clock.advance(wait)
        self.until(lambda: len(self.wires) == opened and self.health[-1].retry_in_s is None)
        return wait


# ------------------------------------------------------------------------------ frames and rates


def test_a_recording_is_shown_and_ends() -> None:
    with Camera(source="x.mp4") as camera:
        wire = camera.wire(0)
        camera.send(wire, 25)
        wire.items.put(END)
        camera.thread.join(WAIT_S)
    assert camera.states == [CameraState.CONNECTING, CameraState.LIVE, CameraState.ENDED]
    assert camera.health[-1].code == "camera.ended"
    assert camera.read == list(range(1, 26))
    newest = camera.reading.take()
    assert newest is not None
    assert (newest.seq, newest.look) == (25, camera.looks.next)
    assert camera.reading.take() is None
    assert camera.wakeup.wait(0)
    assert len(camera.wires) == 1


def test_live_says_how_fast_how_old_and_what_once_a_second() -> None:
    with Camera() as camera:
        wire = camera.wire(0)
        wire.counters.codec, wire.counters.width, wire.counters.height = "h264", 640, 360
        camera.send(wire)
        first = camera.until_state(CameraState.LIVE)
        for _ in range(4):
            known = len(camera.health)
            wire.counters.received_bytes += 125_000
            camera.send(wire, 10)
            camera.until(lambda: len(camera.health) > known)  # noqa: B023
        last = camera.health[-1]
    assert last.fps == pytest.approx(1 / FRAME_S, rel=0.05)
    assert last.bitrate_kbps == pytest.approx(1000, rel=0.4)
    assert last.since_at == first.since_at
    assert last.age_s is not None
    assert last.age_s < 1.0
    assert (last.codec, last.width, last.height) == ("h264", 640, 360)


def test_numbers_and_counts_go_on_over_connections() -> None:
    with Camera() as camera:
        for number in range(3):
            wire = camera.wire(number)
            camera.send(wire, 3)
            wire.counters.decode_errors = 2
            wire.counters.skipped = 5
            camera.fail(wire)
            camera.until(lambda: camera.health[-1].retry_in_s is not None)
            camera.pass_wait(number + 2)
        camera.send(camera.wire(3))
        health = camera.until_state(CameraState.LIVE)
    assert camera.read == list(range(1, 11))
    assert (health.reconnects, health.decode_errors, health.skipped) == (3, 6, 15)


def test_a_looped_recording_begins_again() -> None:
    with Camera(source="x.mp4", loop=True) as camera:
        for number in range(3):
            wire = camera.wire(number)
            camera.send(wire, 2)
            wire.items.put(END)
        camera.wire(3)
    assert camera.read == [1, 2, 3, 4, 5, 6]
    assert camera.states == [CameraState.CONNECTING, CameraState.LIVE]
    assert camera.health[-1].reconnects == 0


def test_a_camera_has_no_end() -> None:
    with Camera() as camera:
        camera.send(camera.wire(0))
        camera.wires[0].items.put(END)
        camera.until_state(CameraState.LOST, "camera.lost")
        camera.pass_wait(2)


# -------------------------------------------------------------------------------------- faults


def test_a_lost_camera_is_tried_again_and_again_ever_slower() -> None:
    waits = []
    with Camera() as camera:
        for number in range(7):
            camera.fail(camera.wire(number))
            camera.until_state(CameraState.LOST, "camera.lost")
            camera.until(lambda: camera.health[-1].retry_in_s is not None)
            waits.append(camera.pass_wait(number + 2))
    assert waits == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0, 5.0]
    assert camera.states == [CameraState.CONNECTING, CameraState.LOST]
    assert len({health.since_at for health in camera.health if health.code}) == 1
    assert camera.reading.take() is None


@pytest.mark.parametrize(
    ("code", "state", "wait"),
    [
        ("camera.login", CameraState.LOGIN, 30.0),
        ("camera.format", CameraState.FORMAT, 0.5),
        ("camera.unreachable", CameraState.LOST, 0.5),
        ("camera.not_found", CameraState.LOST, 0.5),
    ],
)
def test_each_refusal_has_its_state(code: str, state: CameraState, wait: float) -> None:
    with Camera() as camera:
        camera.fail(camera.wire(0), code)
        told = camera.until_state(state, code)
    assert told.retry_in_s == wait


def test_silence_is_late_then_lost_and_the_hanging_reader_is_left_behind() -> None:
    with Camera() as camera:
        stuck = camera.wire(0)
        camera.send(stuck, 3)
        camera.clock.advance(2.0)
        camera.until_state(CameraState.LATE, "camera.late")
        camera.clock.advance(2.0)
        told = camera.until_state(CameraState.LOST, "camera.stalled")
        assert told.age_s == pytest.approx(4.0)
        camera.pass_wait(2)
        assert not stuck.ended.is_set()
        camera.until(lambda: camera.worker.abandoned == 1)
        camera.send(camera.wire(1), 2)
        camera.until_state(CameraState.LIVE)
        # It wakes up, and nothing of what it brings is used.
        stuck.items.put(camera.frame(9))
        camera.until(stuck.ended.is_set)
        camera.until(lambda: camera.worker.abandoned == 0)
        assert camera.read == [1, 2, 3, 4, 5]
        assert camera.looks.seen == [1, 2, 3, 1, 2]


def test_what_comes_first_after_a_long_silence_is_not_used() -> None:
    with Camera() as camera:
        wire = camera.wire(0)
        camera.send(wire, 3)
        camera.send(wire, step_s=5.0)  # before the watchdog looked: it waited in a buffer
        camera.until_state(CameraState.LOST, "camera.stalled")
        assert camera.read == [1, 2, 3]


def test_a_reader_without_a_first_frame_is_left_behind() -> None:
    with Camera() as camera:
        stuck = camera.wire(0)
        camera.clock.advance(4.0)
        camera.until_state(CameraState.LOST, "camera.unreachable")
        assert len(camera.wires) == 1
        camera.clock.advance(4.0)
        camera.until(lambda: camera.health[-1].retry_in_s is not None)
        camera.pass_wait(2)
        assert not stuck.ended.is_set()


def test_readers_that_hang_are_limited() -> None:
    with Camera() as camera:
        for number in range(3):
            camera.send(camera.wire(number))
            camera.clock.advance(5.0)
            camera.until_state(CameraState.LOST, "camera.stalled")
            camera.until(lambda: camera.health[-1].retry_in_s is not None)
            if number < 2:
                camera.pass_wait(number + 2)
        known = len(camera.health)
        camera.clock.advance(60.0)
        camera.until(lambda: len(camera.health) > known + 1 or camera.health[-1].retry_in_s == 0)
        assert len(camera.wires) == 3
        assert camera.worker.abandoned == 3
        assert camera.health[-1].state is CameraState.LOST
        camera.wires[0].items.put(END)
        camera.send(camera.wire(3))
        camera.until_state(CameraState.LIVE)


def test_a_connection_of_damaged_frames_is_made_anew() -> None:
    with Camera() as camera:
        wire = camera.wire(0)
        camera.send(wire)
        camera.send(wire, 25, damaged=True)
        camera.until_state(CameraState.LATE, "camera.damaged")
        camera.send(wire, 75, damaged=True)
        camera.until_state(CameraState.LOST, "camera.damaged")
        assert camera.read == [1]


def test_what_is_no_camera_error_ends_the_worker() -> None:
    with Camera() as camera:
        camera.send(camera.wire(0), 2)
        camera.wires[0].items.put(ValueError("bad frame"))
        camera.thread.join(WAIT_S)
    assert isinstance(camera.error, ValueError)


def test_it_stops_at_once_whatever_its_reader_does() -> None:
    with Camera() as camera:
        stuck = camera.wire(0)
        camera.send(stuck, 2)
        camera.worker.request_stop()
        camera.thread.join(WAIT_S)
        assert not camera.thread.is_alive()
        assert not stuck.ended.is_set()
        stuck.items.put(camera.frame(3))
        camera.until(stuck.ended.is_set)
        assert camera.read == [1, 2]


# --------------------------------------------------------------------------- what may be read


def test_a_frozen_picture_is_said_and_never_read() -> None:
    with Camera() as camera:
        wire = camera.wire(0)
        camera.send(wire, 2)
        camera.looks.next = FrameLook(still_s=10.0)
        camera.send(wire, 20)
        told = camera.until_state(CameraState.FROZEN, "camera.frozen")
        assert told.fps > 0
        assert camera.reading.take() is None  # nor what came just before
        camera.looks.next = FrameLook()
        camera.send(wire)
        camera.until_state(CameraState.LIVE)
    assert camera.read == [1, 2, 23]


def test_what_is_known_of_the_picture_now_is_there_for_the_decision() -> None:
    seen = passage("AB123CD", fresh_mono=0.0)
    with Camera() as camera:
        wire = camera.wire(0)
        for doubt, damaged in ((0.0, False), (7.0, False), (0.0, True)):
            camera.looks.next = FrameLook(doubt_s=doubt)
            camera.send(wire, damaged=damaged)
            now = camera.clock.monotonic()
            late = replace(seen, fresh_mono=now + 100.0)
            if not damaged:  # which tells nothing of the scene
                known = now - doubt
            assert camera.trust.applied(late).fresh_mono == pytest.approx(known, abs=1.0)
    assert camera.trust.applied(replace(seen, fresh_mono=known - 1.0)).fresh_mono == known - 1.0


def test_a_covered_lens_is_said_and_never_read() -> None:
    with Camera() as camera:
        camera.looks.next = FrameLook(flat_s=5.0)
        camera.send(camera.wire(0), 3)
        camera.until_state(CameraState.COVERED, "camera.covered")
    assert camera.read == []


def test_damaged_and_repeated_frames_are_not_read() -> None:
    with Camera() as camera:
        wire = camera.wire(0)
        camera.send(wire)
        camera.send(wire, damaged=True)
        camera.looks.next = FrameLook(repeat=True, motion=0.0)
        camera.send(wire)
        camera.looks.next = FrameLook()
        camera.send(wire)
    assert camera.read == [1, 4]
    assert camera.looks.seen == [1, 3, 4]
    assert camera.states == [CameraState.CONNECTING, CameraState.LIVE]


def test_a_repeat_says_that_the_picture_stays_where_nothing_else_waits() -> None:
    with Camera() as camera:
        wire = camera.wire(0)
        camera.send(wire)
        camera.looks.next = FrameLook(repeat=True, motion=0.0)
        camera.send(wire)
        waiting = camera.reading.take()
        assert waiting is not None
        assert waiting.seq == 1  # not replaced: it is still to be read
        camera.send(wire)
        again = camera.reading.take()
        assert again is not None
        assert (again.seq, again.repeats, again.readable) == (3, True, False)
        camera.send(wire, step_s=3.0)  # the first one after a silence is not handed on
        camera.until_state(CameraState.LATE)
        assert camera.reading.take() is None
        camera.looks.next = FrameLook(still_s=10.0)
        camera.send(wire)
        camera.looks.next = FrameLook(repeat=True, motion=0.0)
        camera.send(wire)
        assert camera.reading.take() is None  # of a picture that was not handed on
    assert camera.read == [1]


def test_numbers_go_on_when_a_camera_s_worker_is_started_anew() -> None:
    numbers = itertools.count(1)
    for expected in ([1, 2], [3, 4]):
        with Camera(numbers=numbers) as camera:
            camera.send(camera.wire(0), 2)
        assert camera.read == expected


# ------------------------------------------------------------------------------------ the tile


def test_without_a_tile_nothing_is_painted() -> None:
    with Camera() as camera:
        camera.send(camera.wire(0), 20)
    assert camera.available == 0
    assert camera.preview.take() is None


def test_the_preview_fits_the_tile_and_says_available_once() -> None:
    with Camera() as camera:
        camera.worker.set_preview_size(160, 160)
        camera.send(camera.wire(0), 20)
    image = camera.preview.take()
    assert image is not None
    assert (image.width, image.height) == (160, 160 * HEIGHT // WIDTH)
    assert image.stride >= image.width * 4
    assert (image.camera_id, image.seq) == ("cam", 20)
    assert camera.available == 1  # nobody took one in between


def test_a_tile_that_is_hidden_later_gets_no_more() -> None:
    with Camera() as camera:
        camera.worker.set_preview_size(160, 90)
        camera.send(camera.wire(0), 10)
        camera.worker.set_preview_size(0, 0)
        assert camera.preview.take() is not None
        camera.send(camera.wire(0), 10)
    assert camera.preview.take() is None


def test_a_tile_is_painted_at_most_fifteen_times_a_second() -> None:
    taken = 0
    with Camera() as camera:
        camera.worker.set_preview_size(160, 90)
        for _ in range(300):
            camera.send(camera.wire(0), step_s=0.01)
            taken += camera.preview.take() is not None
    assert 30 <= taken <= 3 * 15 * 1.2


def test_the_tile_gets_the_sub_stream_and_the_main_one_while_that_is_away() -> None:
    with Camera(sub=True) as camera:
        camera.worker.set_preview_size(160, 90)
        main = camera.wire(0)
        camera.send(main)
        shown = camera.preview.take()
        assert shown is not None
        sub = camera.sub(0)  # only beside a main stream
        for _ in range(8):  # numbers tell the two apart
            camera.send(sub, step_s=0.05)
        shown = camera.preview.take()
        assert shown is not None
        assert shown.seq == 8
        camera.send(main)
        assert camera.preview.take() is None
        assert camera.read == [1, 2]
        # It goes, which is told in small print only, and the tile gets the main stream.
        camera.fail(sub, "camera.not_found")
        camera.until(lambda: camera.health[-1].preview_code == "camera.not_found")
        assert camera.health[-1].state is CameraState.LIVE
        camera.send(main)
        shown = camera.preview.take()
        assert shown is not None
        assert shown.seq == 3
        # It comes back by its own waits.
        camera.clock.advance(0.5)
        camera.send(camera.sub(1))
        camera.until(lambda: camera.health[-1].preview_code == "")
    assert {health.state for health in camera.health} == {CameraState.CONNECTING, CameraState.LIVE}


def test_a_sub_stream_that_stands_still_is_not_shown() -> None:
    with Camera(sub=True) as camera:
        camera.worker.set_preview_size(160, 90)
        main = camera.wire(0)
        camera.send(main)
        camera.sub_looks.next = FrameLook(still_s=10.0)
        camera.send(camera.sub(0), 3)
        camera.preview.take()
        camera.send(main)
        shown = camera.preview.take()
        assert shown is not None
        assert shown.seq == 2


def test_the_sub_stream_asks_for_a_password_only_when_the_main_stream_has_passed() -> None:
    with Camera(sub=True) as camera:
        camera.worker.set_preview_size(160, 90)
        camera.fail(camera.wire(0), "camera.login")
        camera.until_state(CameraState.LOGIN)
        camera.pass_wait(2)
        camera.fail(camera.wire(1), "camera.login")
        camera.until(lambda: camera.health[-1].retry_in_s == 30.0)
    assert camera.subs == []


def test_the_sub_stream_of_a_hidden_tile_is_closed() -> None:
    with Camera(sub=True) as camera:
        camera.worker.set_preview_size(160, 90)
        main = camera.wire(0)
        camera.send(main)
        sub = camera.sub(0)
        camera.send(sub)
        camera.worker.set_preview_size(0, 0)
        for _ in range(12):
            camera.send(main, step_s=1.0)
            camera.send(sub, step_s=0.0)

        def ends() -> bool:
            sub.items.put(camera.frame(99))
            return sub.ended.is_set()

        camera.until(ends)
        camera.worker.set_preview_size(160, 90)
        camera.sub(1)


# --------------------------------------------------------------------- recordings wait to be read


class Slow(threading.Event):
    """A reader that is ready after some looks; each takes its time by the clock."""

    def __init__(self, ready_after: int = 10**9) -> None:
        super().__init__()
        self.clock: ManualClock | None = None
        self.looks = 0
        self.ready_after = ready_after

    def wait(self, timeout: float | None = None) -> bool:
        assert self.clock is not None
        self.looks += 1
        self.clock.advance(timeout or 0.0)
        return self.looks >= self.ready_after


@pytest.mark.parametrize("ready_after", [20, 10**9])
def test_a_recording_waits_until_it_can_be_read_but_not_for_ever(ready_after: int) -> None:
    ready = Slow(ready_after)
    camera = Camera(source="x.mp4", ready=ready)
    ready.clock = camera.clock
    started = camera.clock.monotonic()
    with camera:
        wire = camera.wire(0)
        waited = camera.clock.monotonic() - started
        assert ready.looks == 20 or waited >= READER_WAIT_S
        camera.send(wire)
        wire.items.put(END)
        camera.until_state(CameraState.ENDED)
    assert camera.states == [CameraState.CONNECTING, CameraState.LIVE, CameraState.ENDED]


def test_a_camera_is_shown_at_once() -> None:
    ready = Slow()
    with Camera(ready=ready) as camera:
        camera.send(camera.wire(0))
        camera.until_state(CameraState.LIVE)
    assert ready.looks == 0


# -------------------------------------------------------------------------------------- limits


def test_snapshots_may_be_as_rare_as_they_are_asked_for() -> None:
    def limits(source: str, fps: float = 2.0, stale: float = 2.0) -> tuple[float, float]:
        config = {"id": "cam", "source": source, "snapshot_fps": fps, "stale_after_s": stale}
        found = limits_of(CameraConfig.model_validate(config))
        return found.stale_after_s, found.lost_after_s

    assert limits("rtsp://10.0.0.1/x", fps=0.1) == (2.0, 4.0)
    assert limits("http://10.0.0.1/x") == (2.0, 4.0)
    assert limits("http://10.0.0.1/x", fps=0.1) == (25.0, 27.0)
    assert limits("rtsp://10.0.0.1/x", stale=10.0) == (10.0, 12.0)
