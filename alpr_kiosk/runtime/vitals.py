# SPDX-License-Identifier: AGPL-3.0-or-later
"""The thread that looks at the machine itself: temperature, clock, memory, disk, light."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from pathlib import Path

from PySide6.QtCore import Signal

from alpr_kiosk.domain.ambient import LightSensor
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.clock_watch import ClockWatch
from alpr_kiosk.domain.heat import ReadingLimit, Thermometer, heat_of
from alpr_kiosk.domain.vitals import Vitals
from alpr_kiosk.runtime.worker import Worker

logger = logging.getLogger(__name__)

LOOK_S = 2.0
"""Between two looks, seconds."""
THERMAL = Path("/sys/class/thermal")
_OF_PROCESSOR = ("x86_pkg_temp", "cpu", "soc", "k10temp", "coretemp", "tctl")
"""Beginnings of the names that kernels give to the zone of the processor, lower case."""


class KernelThermometer:
    """`Thermometer` of the kernel's thermal zones.

    Args:
        folder: Where the zones are.
    """

    def __init__(self, folder: Path = THERMAL) -> None:
        self._folder = folder

    def celsius(self) -> float | None:
        """Return the hottest zone of the processor, of all zones where none names it."""
        of_processor: list[float] = []
        others: list[float] = []
        for zone in sorted(self._folder.glob("thermal_zone*")):
            try:
                kind = (zone / "type").read_text(encoding="ascii", errors="replace").strip()
                value = int((zone / "temp").read_text(encoding="ascii")) / 1000
            except (OSError, ValueError):
                continue  # a zone of a device that sleeps cannot be read
            if not -40 < value < 150:
                continue
            named = kind.lower().startswith(_OF_PROCESSOR)
            (of_processor if named else others).append(value)
        return max(of_processor or others, default=None)


class VitalsWorker(Worker):
    """Looks every two seconds.

    Signals (delivered on the GUI thread):
        looked (Vitals): What was found.
    """

    looked = Signal(object)

    def __init__(
        self,
        *,
        thermometer: Thermometer,
        limit: ReadingLimit,
        data_dir: Path,
        clock: Clock,
        clock_watch: ClockWatch,
        light: LightSensor | None = None,
    ) -> None:
        super().__init__("vitals", clock=clock)
        self._thermometer = thermometer
        self._limit = limit
        self._data_dir = data_dir
        self._watch = clock_watch
        self._light = light

    def work(self) -> None:
        """Look until asked to stop."""
        while not self.stop_event.is_set():
            self.beat()
            self.looked.emit(self.look())
            self.stop_event.wait(LOOK_S)

    def look(self) -> Vitals:
        """Look once, and let the reader know what it may."""
        celsius = self._thermometer.celsius()
        heat = heat_of(celsius, self._limit.heat)
        if heat is not self._limit.heat:
            logger.warning("temperature %s: reading is now %s", celsius, heat.name)
        self._limit.heat = heat
        used, free = _disk(self._data_dir)
        return Vitals(
            celsius=celsius,
            heat=heat,
            clock_jump_s=self._watch.look(),
            memory_mb=_memory_mb(),
            disk_pct=used,
            disk_free_gb=free,
            lux=self._light.lux() if self._light is not None else None,
        )


def _disk(folder: Path) -> tuple[int, float]:
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return 100, 0.0
    return round(100 * usage.used / max(1, usage.total)), usage.free / 1e9


def _memory_mb() -> int:
    with contextlib.suppress(OSError, ValueError, IndexError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000
    return 0
