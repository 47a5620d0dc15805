# SPDX-License-Identifier: AGPL-3.0-or-later
"""One stream: its readers come and go, and one that hangs is left behind, counted and limited."""

from __future__ import annotations

import gc
import queue
import threading
import time
import weakref
from collections.abc import Callable, Iterator

from alpr_kiosk.errors import CameraError
from alpr_kiosk.runtime.reader_thread import MAX_ABANDONED, OPEN_S, Connection, Ending, Phase
from alpr_kiosk.vision.picture import ArrayPicture
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.sources.backoff import Backoff
from alpr_kiosk.vision.types import Frame, SourceCounters
from tests.fakes.clock import ManualClock
from tests.fakes.vision import script_pixels

WAIT_S = 30.0
SILENT_S = 4.0


class Native:
    """A source whose frames come from a call that only a test ends."""

    def __init__(self) -> None:
        self.calls: queue.Queue[Exception | bool] = queue.Queue()
        self.counters = SourceCounters()
        self.closed = threading.Event()

    def frames(self, stop: StopFlag) -> Iterator[Frame]:
        clock = ManualClock()
        try:
            while (item := self.calls.get()) is not False:
                if isinstance(item, Exception):
                    raise item
                yield Frame(
                    camera_id="cam",
                    seq=1,
                    picture=ArrayPicture(script_pixels(1)),
                    captured_at=clock.utc_now(),
                    captured_mono=clock.monotonic(),
                )
        finally:
            self.closed.set()


class Stream:
    def __init__(self, make: Callable[[], Native] | None = None) -> None:
        self.clock = ManualClock()
        self.condition = threading.Condition()
        self.sources: list[Native] = []
        self.used = 0
        self.refused = 0
        self.connection = Connection(
            name="read:cam",
            make_source=make or self._make,
            deliver=self._deliver,
            condition=self.condition,
            backoff=Backoff(clock=self.clock, random=lambda: 0.0),
            clock=self.clock,
            silent_s=SILENT_S,
        )

    def _make(self) -> Native:
        with self.condition:
            self.sources.append(Native())
            self.condition.notify_all()
            return self.sources[-1]

    def _deliver(self, generation: int, frame: Frame) -> bool:
        with self.condition:
            used = self.connection.accept(generation)
            self.used += used
            self.refused += not used
            self.condition.notify_all()
            return used

    def until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + WAIT_S
        with self.condition:
            while not condition():
                assert time.monotonic() < deadline, "waited in vain"
                self.condition.wait(0.05)

    def open(self) -> Native:
        known = len(self.sources)
        with self.condition:
            if known:
                self.connection.reopen()
            else:
                self.connection.open()
        self.until(lambda: len(self.sources) > known)
        return self.sources[-1]

    def frame(self, source: Native) -> None:
        known = self.used + self.refused
        source.calls.put(True)
        self.until(lambda: self.used + self.refused > known)


def test_frames_are_used_until_the_source_ends() -> None:
    stream = Stream()
    source = stream.open()
    assert stream.connection.phase is Phase.OPENING
    stream.frame(source)
    stream.frame(source)
    assert stream.connection.phase is Phase.STREAMING
    assert stream.connection.step() is None
    source.counters.decoded = 2
    source.calls.put(False)
    endings = []
    stream.until(lambda: bool(endings.append(stream.connection.step()) or endings[-1]))
    assert (endings[-1].code, endings[-1].frames, endings[-1].bug) == ("", 2, None)
    assert source.closed.is_set()
    assert stream.connection.counters.decoded == 2


def test_an_error_has_its_code_and_a_bug_is_handed_on() -> None:
    faults = (CameraError("camera.login", camera="cam"), ZeroDivisionError("oops"))
    for fault, code in zip(faults, ("camera.login", "bug"), strict=True):
        stream = Stream()
        stream.open().calls.put(fault)
        endings = []
        stream.until(lambda: bool(endings.append(stream.connection.step()) or endings[-1]))  # noqa: B023
        assert endings[-1].code == code
        assert endings[-1].bug is (fault if code == "bug" else None)


def test_a_source_that_cannot_be_made_is_an_ending_too() -> None:
    def refuse() -> Native:
        raise CameraError("camera.unreachable", camera="cam")

    stream = Stream(refuse)
    stream.connection.open()
    endings = []
    stream.until(lambda: bool(endings.append(stream.connection.step()) or endings[-1]))
    assert endings[-1].code == "camera.unreachable"


def test_a_reader_that_hangs_is_left_behind_and_nothing_of_it_is_used() -> None:
    stream = Stream()
    stuck = stream.open()
    stream.frame(stuck)
    stream.clock.advance(SILENT_S - 0.1)
    assert stream.connection.step() is None
    stream.clock.advance(0.1)
    ending = stream.connection.step()
    assert ending is not None
    assert (ending.code, ending.frames) == ("camera.stalled", 1)
    assert stream.connection.abandoned == 1
    stuck.calls.put(True)
    stream.until(lambda: stream.connection.abandoned == 0)
    assert stream.used == 1
    assert stuck.closed.is_set()


def test_a_reader_without_a_first_frame_has_its_own_limit() -> None:
    stream = Stream()
    stuck = stream.open()
    stream.clock.advance(OPEN_S - 0.1)
    assert stream.connection.step() is None
    stream.clock.advance(0.1)
    ending = stream.connection.step()
    assert ending is not None
    assert ending.code == "camera.unreachable"
    # It took longer than a step: the next attempt follows at once.
    assert stream.connection.wait_to_retry(ending) == 0.5
    stuck.calls.put(False)


def test_readers_that_hang_are_limited_and_the_next_waits_for_one_to_end() -> None:
    stream = Stream()
    for _ in range(MAX_ABANDONED):
        stream.frame(stream.open())
        stream.clock.advance(SILENT_S)
        ending = stream.connection.step()
        assert ending is not None
        stream.connection.wait_to_retry(ending)
        stream.clock.advance(5.0)
    assert stream.connection.abandoned == MAX_ABANDONED
    assert not stream.connection.retry_is_due()
    assert stream.connection.due_in_s() is None  # no busy waiting either
    stream.sources[0].calls.put(False)
    stream.until(stream.connection.retry_is_due)
    for source in stream.sources:
        source.calls.put(False)


def test_closing_leaves_a_stuck_reader_to_its_fate() -> None:
    stream = Stream()
    stuck = stream.open()
    with stream.condition:
        reader = stream.connection.close()
    assert reader is not None
    assert reader.daemon
    assert stream.connection.phase is Phase.CLOSED
    stuck.calls.put(True)
    reader.join(WAIT_S)
    assert stream.used == 0
    assert not reader.is_alive()


class Decoder:
    """What a connection holds while it reads: memory, threads, sockets."""


class Broken:
    """A source that breaks off, with a native part in the frames of its traceback."""

    def __init__(self, made: list[weakref.ref[Decoder]]) -> None:
        self.counters = SourceCounters()
        self._made = made

    def frames(self, stop: StopFlag) -> Iterator[Frame]:
        decoder = Decoder()
        self._made.append(weakref.ref(decoder))
        yield from ()
        try:
            raise OSError("a native call")
        except OSError as exc:
            raise CameraError("camera.lost", detail="cut") from exc


def test_nothing_of_a_broken_connection_waits_for_a_collection() -> None:
    made: list[weakref.ref[Decoder]] = []
    gc.disable()
    try:
        stream = Stream(lambda: Broken(made))  # type: ignore[arg-type,return-value]
        for _ in range(3):
            with stream.condition:
                stream.connection.open()
            endings: list[Ending | None] = []
            stream.until(lambda: bool(endings.append(stream.connection.step()) or endings[-1]))  # noqa: B023
            assert endings[-1] is not None
            assert endings[-1].code == "camera.lost"
            assert "cut" in endings[-1].detail
        end = time.monotonic() + WAIT_S
        while any(ref() is not None for ref in made) and time.monotonic() < end:
            time.sleep(0)  # the last thread is on its way out
        assert [ref() for ref in made] == [None] * 3
    finally:
        gc.enable()
