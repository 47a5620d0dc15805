# SPDX-License-Identifier: AGPL-3.0-or-later
"""The blocking reads of one stream, in threads that can be left behind.

A native call that hangs cannot be ended from outside. So it runs in a daemon thread of its own;
whoever waits for its frames waits with a limit, leaves a silent reader to its fate and opens a new
one. Nothing that an abandoned reader delivers later is used.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import Enum

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import AlprError
from alpr_kiosk.vision.protocols import FrameSource
from alpr_kiosk.vision.sources.backoff import Backoff
from alpr_kiosk.vision.types import Frame, SourceCounters

logger = logging.getLogger(__name__)

OPEN_S = 8.0
"""Longest wait for the first frame of a connection, seconds: sources give up after 5 s by
themselves, and a camera may then take a moment to its next key frame."""

USELESS_S = 10.0
"""A connection that brings nothing but damaged or late frames for this long is made anew, seconds:
a new one begins with a key frame and without a backlog, and key frames are hardly further apart."""

MAX_ABANDONED = 3
"""Abandoned readers of one stream that may still be alive; each holds a thread and a socket until
its native call ends. With more of them a new one is not opened before one has ended."""

Deliver = Callable[[int, Frame], bool]
"""Takes a frame of a reader (by its generation); False when that reader shall end."""


class ReaderThread(threading.Thread):
    """Reads one connection to its end.

    Args:
        name: Name of the thread.
        generation: Number of the connection.
        make_source: Makes the source; called in the thread.
        deliver: Takes each frame.
        on_end: Called last, with `error` set.
    """

    def __init__(
        self,
        *,
        name: str,
        generation: int,
        make_source: Callable[[], FrameSource],
        deliver: Deliver,
        on_end: Callable[[ReaderThread], None],
    ) -> None:
        # A daemon: one that hangs must not keep the program from ending.
        super().__init__(name=name, daemon=True)
        self.generation = generation
        self.stop_event = threading.Event()
        self.error: Exception | None = None
        self.source: FrameSource | None = None
        self._make_source = make_source
        self._deliver = deliver
        self._on_end = on_end

    def run(self) -> None:
        """Deliver frames until the source ends, fails, or nobody wants them any more."""
        try:
            self._read()
        except AlprError as exc:
            # Its traceback holds this thread, and the source's decoder with megabytes and threads
            # of its own: a ring that only a full collection opens, and that comes hours later.
            exc.__traceback__ = exc.__context__ = None
            self.error = exc
        except Exception as exc:  # noqa: BLE001 - the worker tells faults from bugs
            self.error = exc
        finally:
            self._on_end(self)

    def _read(self) -> None:
        self.source = self._make_source()
        frames = self.source.frames(self.stop_event)
        try:
            for frame in frames:
                if self.stop_event.is_set() or not self._deliver(self.generation, frame):
                    return
        finally:
            # At once, not when somebody collects it: it holds the socket.
            close = getattr(frames, "close", None)
            if close is not None:
                close()


class Phase(Enum):
    """Where a connection is."""

    CLOSED = "closed"
    OPENING = "opening"
    STREAMING = "streaming"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a connection ended.

    Attributes:
        code: Message code; "" when the source came to its end by itself.
        detail: For the log.
        frames: Frames it had delivered.
        bug: What was no fault of the camera; the owner raises it.
    """

    code: str
    detail: str = ""
    frames: int = 0
    bug: Exception | None = None


class Connection:
    """One stream of a camera: opened, watched, left behind when it hangs, opened again.

    Not locked by itself: all but the reader's own work happens under `condition`, which is also
    notified when a reader ends.

    Args:
        name: For threads and log.
        make_source: Makes the source of one connection.
        deliver: Takes frames, in the reader's thread, without `condition`; it has to ask `accept`.
        condition: The owner's.
        backoff: When to try again.
        clock: Ages by its monotonic time.
        silent_s: Silence after which a reader is abandoned, seconds.
        open_s: The same for its first frame.
    """

    def __init__(
        self,
        *,
        name: str,
        make_source: Callable[[], FrameSource],
        deliver: Deliver,
        condition: threading.Condition,
        backoff: Backoff,
        clock: Clock,
        silent_s: float,
        open_s: float = OPEN_S,
    ) -> None:
        self._name = name
        self._make_source = make_source
        self._deliver = deliver
        self._condition = condition
        self._backoff = backoff
        self._clock = clock
        self._silent_s = silent_s
        self._open_s = open_s
        self._generation = 0
        self._reader: ReaderThread | None = None
        self._ended: ReaderThread | None = None
        self._abandoned: list[ReaderThread] = []
        self._opened_mono = 0.0
        self._frame_mono = 0.0
        self._useful_mono = 0.0
        self._fault = ""
        self._frames = 0
        self._burst = False
        self._retry_mono = 0.0
        self._past = SourceCounters()
        self.phase = Phase.CLOSED
        self.reopened = 0

    @property
    def abandoned(self) -> int:
        """Abandoned readers whose native call has not ended yet."""
        self._abandoned = [reader for reader in self._abandoned if reader.is_alive()]
        return len(self._abandoned)

    @property
    def age_s(self) -> float | None:
        """Seconds since the newest frame of this connection, None without one."""
        if self.phase is not Phase.STREAMING:
            return None
        return self._clock.monotonic() - self._frame_mono

    @property
    def retry_in_s(self) -> float | None:
        """Seconds until the next attempt, None when none is planned."""
        if self.phase is not Phase.WAITING:
            return None
        return max(0.0, self._retry_mono - self._clock.monotonic())

    @property
    def counters(self) -> SourceCounters:
        """What all connections have done so far, with codec and size of the newest."""
        return _summed(self._past, self._counters_now())

    def open(self) -> None:
        """Start a reader."""
        self._generation += 1
        self._opened_mono = self._clock.monotonic()
        self._frames = 0
        self._burst = False
        self._ended = None
        self.phase = Phase.OPENING
        self._reader = ReaderThread(
            name=self._name,
            generation=self._generation,
            make_source=self._make_source,
            deliver=self._deliver,
            on_end=self._on_end,
        )
        self._reader.start()

    def due_in_s(self) -> float | None:
        """Return the seconds until `step` may have something to do, None when it waits for more."""
        now = self._clock.monotonic()
        if self.phase is Phase.WAITING:
            # When it is due and not made, it waits for something else, which notifies.
            return self._retry_mono - now if self._retry_mono > now else None
        if self.phase is Phase.OPENING:
            return max(0.0, self._opened_mono + self._open_s - now)
        if self.phase is Phase.STREAMING:
            return max(0.0, self._frame_mono + self._silent_s - now)
        return None

    def accept(self, generation: int, *, fault: str = "") -> bool:
        """Note a frame; False when its reader is out of date and its frames are not used.

        Args:
            generation: Of its reader.
            fault: Code of what makes the frame useless, "" for a good one.
        """
        if not self.is_current(generation) or self._burst:
            return False
        now = self._clock.monotonic()
        if self.phase is Phase.OPENING:
            self.phase = Phase.STREAMING
            self._useful_mono = now
            self._backoff.reset()
        elif now - self._frame_mono >= self._silent_s:
            # What comes after a long silence was waiting in some buffer: nobody knows its age.
            self._burst = True
            self._condition.notify_all()
            return False
        self._frame_mono = now
        self._frames += 1
        self._fault = fault
        if not fault:
            self._useful_mono = now
        return True

    def is_current(self, generation: int) -> bool:
        """Return whether frames of this generation are still used."""
        return generation == self._generation and self._reader is not None

    def step(self) -> Ending | None:
        """Return how the connection has ended since the last step, None while it has not.

        The owner then calls `wait_to_retry`, `open` or `close`.
        """
        if self.phase not in (Phase.OPENING, Phase.STREAMING):
            return None
        now = self._clock.monotonic()
        if self._burst:
            return self._abandon("camera.stalled", "no frame in time")
        if self._ended is not None:
            return self._over(self._ended)
        if self.phase is Phase.OPENING and now - self._opened_mono >= self._open_s:
            return self._abandon("camera.unreachable", "no frame in time")
        if self.phase is Phase.STREAMING:
            if now - self._frame_mono >= self._silent_s:
                return self._abandon("camera.stalled", "no frame in time")
            if now - self._useful_mono >= USELESS_S:
                return self._abandon(self._fault or "camera.stalled", "no good frame in time")
        return None

    def wait_to_retry(self, ending: Ending) -> float:
        """Plan the next attempt; returns the seconds until then."""
        now = self._clock.monotonic()
        spent = 0.0 if ending.frames else now - self._opened_mono
        wait = self._backoff.next_delay(ending.code, spent_s=spent)
        self.phase = Phase.WAITING
        self._retry_mono = now + wait
        return wait

    def retry_is_due(self) -> bool:
        """Return whether the next attempt may be made now."""
        return (
            self.phase is Phase.WAITING
            and self._clock.monotonic() >= self._retry_mono
            and self.abandoned < MAX_ABANDONED
        )

    def reopen(self) -> None:
        """Start a reader after a failure."""
        self.reopened += 1
        self.open()

    def close(self) -> ReaderThread | None:
        """Ask the reader to end and use nothing of it any more; returns it if it may still run."""
        self.phase = Phase.CLOSED
        return self._release()

    def _on_end(self, reader: ReaderThread) -> None:
        """Note the end of a reader, in its thread."""
        with self._condition:
            if reader is self._reader:
                self._ended = reader
            elif reader.error is not None:
                logger.info("%s: an abandoned reader ended: %s", self._name, reader.error)
            self._condition.notify_all()

    def _over(self, reader: ReaderThread) -> Ending:
        self._release()
        error = reader.error
        if error is None:
            return Ending(code="", frames=self._frames)
        if isinstance(error, AlprError):
            return Ending(code=error.code, detail=str(error), frames=self._frames)
        return Ending(code="bug", detail=type(error).__name__, frames=self._frames, bug=error)

    def _abandon(self, code: str, detail: str) -> Ending:
        reader = self._release()
        if reader is not None:
            self._abandoned.append(reader)
        return Ending(code=code, detail=detail, frames=self._frames)

    def _release(self) -> ReaderThread | None:
        reader = self._reader
        if reader is None:
            return None
        self._past = _summed(self._past, self._counters_now())
        self._generation += 1  # what it delivers from now on is not used
        self._reader = self._ended = None
        reader.stop_event.set()
        return reader if reader.is_alive() else None

    def _counters_now(self) -> SourceCounters:
        source = self._reader.source if self._reader is not None else None
        return source.counters if source is not None else SourceCounters()


def _summed(past: SourceCounters, newest: SourceCounters) -> SourceCounters:
    """Return both together; what is no count is the newer one's, once it is known."""
    values: dict[str, int | str] = {}
    for each in fields(SourceCounters):
        one, other = getattr(past, each.name), getattr(newest, each.name)
        is_count = each.name not in ("codec", "width", "height")
        values[each.name] = one + other if is_count else other or one
    return SourceCounters(**values)  # type: ignore[arg-type]
