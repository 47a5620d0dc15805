# SPDX-License-Identifier: AGPL-3.0-or-later
"""One camera: newest frame only, connected again and again, states that say why."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.events import CameraHealth, CameraState
from alpr_kiosk.errors import CameraError
from alpr_kiosk.runtime.capture import READER_WAIT_S, CaptureWorker
from alpr_kiosk.runtime.mailbox import LatestSlot, Wakeup
from alpr_kiosk.runtime.views import PreviewImage
from alpr_kiosk.vision.picture import ArrayPicture
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.sources.backoff import Backoff
from alpr_kiosk.vision.types import Frame, SourceCounters
from tests.fakes.clock import ManualClock
from tests.fakes.vision import HEIGHT, WIDTH, script_pixels

FRAME_S = 0.1


class Attempt:
    """One connection: some frames, then an end, an error or the order to stop."""

    def __init__(self, clock: ManualClock, frames: int, error: Exception | None = None) -> None:
        self._clock, self._frames, self._error = clock, frames, error
        self.counters = SourceCounters()
        self.before_frame: Callable[[int], None] = lambda number: None

    def frames(self, stop: StopFlag) -> Iterator[Frame]:
        for number in range(1, self._frames + 1):
            self._clock.advance(FRAME_S)
            self.before_frame(number)
            yield Frame(
                camera_id="cam",
                seq=number,
                picture=ArrayPicture(script_pixels(number)),
                captured_at=self._clock.utc_now(),
                captured_mono=self._clock.monotonic(),
            )
        if self._error is not None:
            raise self._error


class Waits(threading.Event):
    """The stop flag: waits take no time but the clock's, and the last one is the order to stop."""

    def __init__(self, clock: ManualClock, limit: int) -> None:
        super().__init__()
        self.clock, self.limit = clock, limit
        self.waited: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self.waited.append(timeout)
        self.clock.advance(timeout)
        if len(self.waited) >= self.limit:
            self.set()
        return self.is_set()


class Keeper(LatestSlot[Frame]):
    """A slot that remembers what went through it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def put(self, item: Frame) -> bool:
        self.seen.append(item.seq)
        return super().put(item)


class Camera:
    def __init__(
        self,
        attempts: Callable[[ManualClock], Sequence[Attempt]],
        *,
        waits: int = 99,
        ready: threading.Event | None = None,
        source: str = "rtsp://10.0.0.1/x",
        **config: bool,
    ) -> None:
        self.clock = ManualClock()
        self.attempts = list(attempts(self.clock))
        self.opened = 0
        self.reading = Keeper()
        self.preview: LatestSlot[PreviewImage] = LatestSlot()
        self.wakeup = Wakeup()
        self.health: list[CameraHealth] = []
        self.available = 0
        self.worker = CaptureWorker(
            camera=CameraConfig.model_validate({"id": "cam", "source": source, **config}),
            make_source=self.open,
            reading=self.reading,
            preview=self.preview,
            wakeup=self.wakeup,
            backoff=Backoff(clock=self.clock, random=lambda: 0.0),
            clock=self.clock,
            reader_ready=ready,
        )
        self.worker.stop_event = self.stop = Waits(self.clock, waits)
        self.worker.health_changed.connect(self.health.append)
        self.worker.frame_available.connect(self._on_available)

    def _on_available(self, camera_id: str) -> None:
        assert camera_id == "cam"
        self.available += 1

    def open(self) -> Attempt:
        self.opened += 1
        return self.attempts[min(self.opened, len(self.attempts)) - 1]

    @property
    def states(self) -> list[CameraState]:
        """States without repetitions."""
        found: list[CameraState] = []
        for health in self.health:
            if not found or found[-1] is not health.state:
                found.append(health.state)
        return found


def lost(code: str = "camera.lost") -> CameraError:
    return CameraError(code, camera="cam")


def test_a_recording_is_shown_and_ends() -> None:
    camera = Camera(lambda clock: [Attempt(clock, 25)], source="x.mp4")
    camera.worker.work()
    assert camera.states == [CameraState.CONNECTING, CameraState.LIVE, CameraState.ENDED]
    assert camera.health[-1].code == "camera.ended"
    assert camera.reading.seen == list(range(1, 26))
    newest = camera.reading.take()
    assert newest is not None
    assert newest.seq == 25
    assert camera.reading.take() is None
    assert camera.wakeup.wait(0)
    assert camera.opened == 1


def test_live_says_how_fast_once_a_second() -> None:
    camera = Camera(lambda clock: [Attempt(clock, 50)], source="x.mp4")
    camera.worker.work()
    live = [health for health in camera.health if health.state is CameraState.LIVE]
    assert 5 <= len(live) <= 7
    assert live[-1].fps == pytest.approx(1 / FRAME_S, rel=0.05)
    assert live[-1].since_at == live[0].since_at


def test_a_lost_camera_is_tried_again_and_again_ever_slower() -> None:
    camera = Camera(lambda clock: [Attempt(clock, 0, lost())], waits=7)
    camera.worker.work()
    assert camera.stop.waited == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0, 5.0]
    told = [health.retry_in_s for health in camera.health if health.state is CameraState.LOST]
    assert told == camera.stop.waited
    assert camera.health[-1].reconnects == 6
    assert camera.reading.take() is None


def test_numbers_go_on_over_reconnects_and_time_of_life_counts() -> None:
    camera = Camera(
        lambda clock: [
            Attempt(clock, 3, lost()),
            Attempt(clock, 120, lost()),
            Attempt(clock, 2, lost()),
        ],
        waits=3,
    )
    camera.worker.work()
    assert camera.reading.seen == list(range(1, 126))
    # The second connection lived for 12 s: the waits begin anew after it.
    assert camera.stop.waited == [0.5, 0.5, 1.0]
    assert camera.states[:4] == [
        CameraState.CONNECTING,
        CameraState.LIVE,
        CameraState.LOST,
        CameraState.CONNECTING,
    ]


@pytest.mark.parametrize(
    ("code", "state", "wait"),
    [
        ("camera.login", CameraState.LOGIN, 30.0),
        ("camera.format", CameraState.FORMAT, 0.5),
        ("camera.unreachable", CameraState.LOST, 0.5),
    ],
)
def test_each_refusal_has_its_state(code: str, state: CameraState, wait: float) -> None:
    camera = Camera(lambda clock: [Attempt(clock, 0, lost(code))], waits=1)
    camera.worker.work()
    told = camera.health[-1]
    assert (told.state, told.code, told.retry_in_s) == (state, code, wait)


def test_a_looped_recording_begins_again() -> None:
    camera = Camera(lambda clock: [Attempt(clock, 2)], source="x.mp4", loop=True)
    camera.attempts[0].before_frame = lambda number: (
        camera.stop.set() if len(camera.reading.seen) >= 6 else None
    )
    camera.worker.work()
    assert camera.opened >= 3
    assert camera.reading.seen == list(range(1, 8))
    assert CameraState.ENDED not in camera.states


def test_without_a_tile_nothing_is_painted() -> None:
    camera = Camera(lambda clock: [Attempt(clock, 20)], source="x.mp4")
    camera.worker.work()
    assert camera.available == 0
    assert camera.preview.take() is None


def test_the_preview_fits_the_tile_and_says_available_once() -> None:
    camera = Camera(lambda clock: [Attempt(clock, 20)], source="x.mp4")
    camera.worker.set_preview_size(160, 160)
    camera.worker.work()
    image = camera.preview.take()
    assert image is not None
    assert (image.width, image.height) == (160, 160 * HEIGHT // WIDTH)
    assert image.stride >= image.width * 4
    assert (image.camera_id, image.seq) == ("cam", 20)
    assert camera.available == 1  # nobody took one in between


def test_a_tile_that_is_hidden_later_gets_no_more() -> None:
    camera = Camera(lambda clock: [Attempt(clock, 20)], source="x.mp4")
    camera.worker.set_preview_size(160, 90)

    def hide(number: int) -> None:
        if number == 10:
            camera.worker.set_preview_size(0, 0)
            assert camera.preview.take() is not None

    camera.attempts[0].before_frame = hide
    camera.worker.work()
    assert camera.preview.take() is None


def test_a_tile_is_painted_at_most_fifteen_times_a_second() -> None:
    camera = Camera(lambda clock: [Attempt(clock, 300)], source="x.mp4")
    camera.worker.set_preview_size(160, 90)
    taken: list[PreviewImage] = []

    def take(number: int) -> None:
        camera.clock.advance(0.01 - FRAME_S)  # 100 frames a second
        image = camera.preview.take()
        if image is not None:
            taken.append(image)

    camera.attempts[0].before_frame = take
    camera.worker.work()
    assert 30 <= len(taken) <= 3 * 15 * 1.2


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


def test_a_recording_waits_until_it_can_be_read() -> None:
    ready = Slow(ready_after=20)
    camera = Camera(lambda clock: [Attempt(clock, 3)], source="x.mp4", ready=ready)
    ready.clock = camera.clock
    looks: list[int] = []
    camera.attempts[0].before_frame = lambda number: looks.append(ready.looks)
    camera.worker.work()
    assert looks == [20, 20, 20]
    assert camera.states == [CameraState.CONNECTING, CameraState.LIVE, CameraState.ENDED]


def test_a_recording_does_not_wait_for_ever() -> None:
    ready = Slow()
    camera = Camera(lambda clock: [Attempt(clock, 3)], source="x.mp4", ready=ready)
    ready.clock = camera.clock
    started = camera.clock.monotonic()
    camera.worker.work()
    assert camera.states[-1] is CameraState.ENDED
    assert camera.clock.monotonic() - started >= READER_WAIT_S


def test_a_camera_is_shown_at_once() -> None:
    ready = Slow()
    camera = Camera(lambda clock: [Attempt(clock, 3, lost())], waits=1, ready=ready)
    camera.worker.work()
    assert ready.looks == 0
    assert CameraState.LIVE in camera.states


def test_it_stops_between_two_frames() -> None:
    camera = Camera(lambda clock: [Attempt(clock, 1000)])
    camera.attempts[0].before_frame = lambda number: (
        camera.worker.request_stop() if number == 5 else None
    )
    camera.worker.work()
    assert camera.reading.seen == [1, 2, 3, 4, 5]
    assert camera.states[-1] is CameraState.LIVE


def test_what_is_no_camera_error_ends_the_worker() -> None:
    camera = Camera(lambda clock: [Attempt(clock, 2, ValueError("bad frame"))])
    with pytest.raises(ValueError, match="bad frame"):
        camera.worker.work()
