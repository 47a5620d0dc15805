# SPDX-License-Identifier: AGPL-3.0-or-later
"""A plain thread that notices a frozen GUI thread (rules 29): relays off, flush, exit.

It is not a Qt object and needs nothing of the GUI thread, so it works when that one is stuck.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from alpr_kiosk.domain.clock import Clock

logger = logging.getLogger(__name__)

INTERVAL_S = 0.5
FROZEN_AFTER_S = 4.0
"""rules 29: a frozen GUI thread is noticed within 5 s; a beat is up to 250 ms old when it freezes
and the watch looks every 500 ms. A window blocked for 3 s goes on (issue 1)."""
WORKER_LIMITS: Mapping[str, float] = {"gate": 20.0, "storage": 30.0, "inference": 60.0}
"""Longest silence of a worker. A gate thread may wait for a relay that hangs (2 requests of up to
7.5 s); the storage thread for a disk; the inference thread for its networks to load."""
EXIT_FROZEN = 75
"""sysexits' EX_TEMPFAIL: the service manager starts us again."""


class Watchdog:
    """Watches heartbeats; `beats` maps a name to the monotonic time of its last beat."""

    def __init__(
        self,
        *,
        clock: Clock,
        beats: Callable[[], Mapping[str, float]],
        on_frozen: Callable[[str, float], None],
        frozen_after_s: float = FROZEN_AFTER_S,
        limits: Mapping[str, float] | None = None,
        interval_s: float = INTERVAL_S,
    ) -> None:
        self._clock = clock
        self._beats = beats
        self._on_frozen = on_frozen
        self._frozen_after_s = frozen_after_s
        self._limits = dict(limits or {})
        self._interval_s = interval_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        """Start watching."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching and join."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(2.0)

    def check(self) -> str | None:
        """Return the name of the first one that is frozen, None when all are alive."""
        now = self._clock.monotonic()
        for name, beat in self._beats().items():
            kind = name.split(":", maxsplit=1)[0]
            if now - beat > self._limits.get(kind, self._frozen_after_s):
                return name
        return None

    def _run(self) -> None:
        while not self._stop.wait(self._interval_s):
            frozen = self.check()
            if frozen is not None:
                now = self._clock.monotonic()
                # A worker may have ended since: then it is not frozen, only gone.
                beat = self._beats().get(frozen)
                if beat is not None:
                    self._on_frozen(frozen, now - beat)
                    return


def leave_frozen(safe_state: Callable[[], None], *, crash_log: Path | None = None) -> None:
    """Bring gates and record to a safe state and end the process without the GUI thread.

    Args:
        safe_state: Switches off and flushes; any thread.
        crash_log: File that the next start reports from.
    """
    logger.critical("the window does not answer: relays off, then exit %d", EXIT_FROZEN)
    with contextlib.suppress(OSError, ValueError):  # a closed stderr must not stop the way out
        faulthandler.dump_traceback(file=sys.__stderr__ or sys.stderr, all_threads=True)
    if crash_log is not None:
        with contextlib.suppress(OSError), crash_log.open("a", encoding="utf-8") as file:
            file.write("the window did not answer\n")
            file.flush()
            faulthandler.dump_traceback(file=file, all_threads=True)
    try:
        safe_state()
    finally:
        os._exit(EXIT_FROZEN)
