# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts of a site that have to do with the machine itself: what it feels, what it sounds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from alpr_kiosk.config.sound import SoundConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.clock_watch import ClockWatch
from alpr_kiosk.domain.heat import ReadingLimit
from alpr_kiosk.runtime.light import KernelLight
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.sound_player import PlayerSound
from alpr_kiosk.runtime.sounds import SoundJob, SoundWorker
from alpr_kiosk.runtime.vitals import KernelThermometer, VitalsWorker


class Machine:
    """Made once for a site.

    Attributes:
        clock_watch: Knows whether the clock has jumped.
        limit: What may be read at the present heat.
        make_sound: Builds the worker that makes sounds; None where nobody hears them.
    """

    def __init__(self, sound: SoundConfig | None, *, data_dir: Path, clock: Clock) -> None:
        self._data_dir = data_dir
        self._clock = clock
        self.clock_watch = ClockWatch(clock=clock)
        self.limit = ReadingLimit()
        self.make_sound: Callable[[Inbox[SoundJob]], SoundWorker] | None = (
            None if sound is None else partial(self._sound, sound)
        )

    def make_vitals(self) -> VitalsWorker:
        """Return the worker that looks at temperature, clock, memory and disk."""
        return VitalsWorker(
            thermometer=KernelThermometer(),
            light=KernelLight(),
            limit=self.limit,
            data_dir=self._data_dir,
            clock_watch=self.clock_watch,
            clock=self._clock,
        )

    def _sound(self, config: SoundConfig, inbox: Inbox[SoundJob]) -> SoundWorker:
        return SoundWorker(
            inbox=inbox,
            make_port=partial(PlayerSound, clock=self._clock),
            loudness=config.loudness,
            clock=self._clock,
        )
