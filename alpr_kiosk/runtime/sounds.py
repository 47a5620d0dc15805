# SPDX-License-Identifier: AGPL-3.0-or-later
"""The thread that makes sounds: an alarm goes on also while the screen is busy."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.sounds import SILENCE_S, SoundBoard, SoundName, SoundPort
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.worker import Worker

logger = logging.getLogger(__name__)

STEP_S = 0.05
"""Between two looks while something is heard or repeats: half of what a person notices."""
IDLE_S = 0.5
PROBE_GONE_S = 60.0
PROBE_S = 600.0
"""Between two silent tries of the loudspeaker's way: that it is gone must be known before the first
alarm. Ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundJob:
    """What the sound thread is told.

    Attributes:
        what: "once", "latch", "hurry", "release", "silence" or "test".
        key: What a latched sound is for.
        name: The sound.
        seconds: Rhythm of "hurry", length of "silence", quiet beginning of "latch".
    """

    what: str
    key: str = ""
    name: SoundName = SoundName.TICK
    seconds: float = 0.0


class SoundWorker(Worker):
    """Steps the order of sounds and has them played.

    Signals (delivered on the GUI thread):
        sound_changed (str why): "" when sounds can be heard (again), else why not.
    """

    sound_changed = Signal(str)

    def __init__(
        self,
        *,
        inbox: Inbox[SoundJob],
        make_port: Callable[[], SoundPort],
        loudness: Callable[[SoundName], float],
        clock: Clock,
    ) -> None:
        super().__init__("sound", clock=clock)
        self._inbox = inbox
        self._make_port = make_port
        self._loudness = loudness
        self._board = SoundBoard(clock=clock)
        self._port: SoundPort | None = None
        self._why = ""
        self._probe_at = float("-inf")

    def work(self) -> None:
        """Play until asked to stop."""
        self._port = self._make_port()
        try:
            while not self.stop_event.is_set():
                self.beat()
                busy = self._board.latched or self._board.playing is not None
                job = self._inbox.take(STEP_S if busy else IDLE_S)
                while job is not None:
                    self.handle(job)
                    job = self._inbox.take(0)
                self.step()
        finally:
            self._port.stop()

    def handle(self, job: SoundJob) -> None:
        """Take a job."""
        cut = False
        match job.what:
            case "once" | "test":
                self._board.once(job.name)
            case "latch":
                self._board.latch(job.key, job.name, quiet_s=job.seconds)
            case "hurry":
                self._board.hurry(job.key, job.seconds)
            case "release":
                cut = self._board.release(job.key)
            case "silence":
                cut = self._board.silence(job.seconds or SILENCE_S)
        if cut and self._port is not None:
            self._port.stop()

    def step(self) -> None:
        """Begin what is due, and notice a way to the loudspeaker that is broken."""
        if self._port is None:
            self._port = self._make_port()
        now = self.clock.monotonic()
        why = self._port.look()
        self._tell(why)
        name = self._board.due()
        if name is not None:
            self._port.play(name, self._loudness(name))
        elif now >= self._probe_at and self._board.playing is None:
            self._port.play(SoundName.TICK, 0.0)  # nobody hears it, but a broken way fails
        else:
            return
        self._probe_at = now + (PROBE_GONE_S if why else PROBE_S)

    def _tell(self, why: str) -> None:
        if why and not self._why:
            logger.warning("no sound can be heard: %s", why)
        if bool(why) != bool(self._why):
            self.sound_changed.emit(why)
        self._why = why
