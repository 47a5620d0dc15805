# SPDX-License-Identifier: AGPL-3.0-or-later
"""The monkey in front of a whole site with its threads: what fails is its relay and its camera.

Nothing here is told to the window by hand: the relay emulator refuses, hangs, lies or is off, the
camera breaks off, cars come and go, and the site's own threads say what becomes of that.
"""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import QCoreApplication

from alpr_kiosk.domain.intents import Intent, OpenRequested
from alpr_kiosk.errors import AlprError, CameraError
from tests.emulators.shelly import Fault, ShellyEmulator
from tests.fakes.clock import ManualClock
from tests.runtime.full_site import PIN, FullSite
from tests.runtime.lane import drive
from tests.ui import proof
from tests.ui.monkey import Monkey
from ui.main_window import MainWindow
from ui.studio import Studio

FAULTS = tuple(fault for fault in Fault if fault is not Fault.HUGE)
"""HUGE sends as fast as it can: it would be a test of this machine."""
PLATES = ("QQ77RST", "AB123CD", "XY987ZW", "AB123CO")
"""Unknown, allowed, banned, and a look-alike of the allowed one."""


@dataclass
class Seat:
    """What the monkey sits in front of, as far as it asks a studio."""

    window: MainWindow
    site: Any
    clock: ManualClock
    config: Any

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()


class _Submitted:
    """The site, and what was asked of it."""

    def __init__(self, real: FullSite) -> None:
        self.submitted: list[Intent] = []
        passed_on = real.site.submit

        def submit(intent: Intent) -> None:
            self.submitted.append(intent)
            passed_on(intent)

        real.site.submit = submit  # type: ignore[method-assign]


class _Bugs(logging.Handler):
    """Hears of exceptions that a thread logged and lived through."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and not isinstance(error, AlprError):
            self.heard.append(f"{record.getMessage()}: {error!r}")


class SiteMonkey(Monkey):
    """Touches the window of one running site from its first touch to its last.

    Attributes:
        holds: Keys that it held for as long as they asked for.
        failures: How often relay or camera were made to fail.
    """

    def __init__(self, seed: int, site: FullSite, relay: ShellyEmulator) -> None:
        super().__init__(seed)
        self.real = site
        self.relay = relay
        self.holds = 0
        self.failures = 0
        self._on = True
        self._bugs = _Bugs()
        told = _Submitted(site)
        window = MainWindow(site.site, site.config, clock=site.clock)
        window.show()
        self._studio = cast(Studio, Seat(window, told, site.clock, site.config))
        self._scene = "site"

    @contextmanager
    def _hearing(self) -> Iterator[None]:
        """Hear what threads die of, and what they log."""
        hook, threading.excepthook = threading.excepthook, self._died
        logging.getLogger().addHandler(self._bugs)
        try:
            with self._listening():
                yield
        finally:
            threading.excepthook = hook
            logging.getLogger().removeHandler(self._bugs)

    def _died(self, told: threading.ExceptHookArgs) -> None:
        trace = traceback.format_exception(told.exc_type, told.exc_value, told.exc_traceback)
        self._bugs.heard.append("".join(trace))

    def run(self, touches: int, scene_every: int = 0) -> None:
        """Touch; at most 20 things that are wrong are told."""
        del scene_every
        with self._hearing():
            while self.touches < touches and len(self.wrong) < 20:
                self.touches += 1
                self.studio.window.setUpdatesEnabled(self.touches % self._paint_every == 0)
                try:
                    self.touch()
                    self.look()
                except Exception:  # noqa: BLE001 - told with the touch that brought it
                    self.tell(traceback.format_exc(limit=-4))
                while self._bugs.heard:
                    self.tell(self._bugs.heard.pop())

    def touch(self) -> None:
        """Something fails, perhaps; then one touch or key, and what threads said comes in."""
        chance, studio = self._chance, self.studio
        if chance.random() < 0.35:
            self._world()
        actions = (self._tap, self._hold, self._slide, self._key, self._sign_in)
        action = chance.choices(actions, weights=(64, 14, 6, 10, 6))[0]
        self.holds += action()
        QCoreApplication.processEvents()
        self.openings = self._openings()
        # A hold may bring its opening later: "Save and let in" waits for an answer.
        if self.openings > self.holds:
            self.tell(f"{self.openings} openings asked for, {self.holds} holds")
        studio.clock.advance(chance.choice((0.1, 0.3, 1.0, 5.0)))
        studio.window.tick()
        proof.forget()

    def _sign_in(self) -> bool:
        """Type the right PIN where one is asked for: most screens are behind it."""
        pad = self.studio.window.pin
        self._last = "sign in"
        if pad.isVisible():
            for digit in PIN:
                pad.type_digit(digit)
            pad.ok.click()
        return False

    def _openings(self) -> int:
        return sum(isinstance(one, OpenRequested) for one in self.studio.site.submitted)

    # -------------------------------------------------------------------------------- the world

    def _world(self) -> None:
        happenings = (self._relay, self._relay, self._power, self._camera, self._car, self._time)
        self._chance.choice(happenings)()

    def _relay(self) -> None:
        """Answers wrongly from now on, or rightly; to commands, or to all that is asked."""
        well = self._chance.random() < 0.5
        self.failures += not well
        self.relay.fault = Fault.NONE if well else self._chance.choice(FAULTS)
        asked = (("Switch.Set",), ("Switch.GetStatus",), ("Switch.Set", "Switch.GetStatus"))
        self.relay.fault_methods = frozenset(self._chance.choice(asked))
        self.relay.stuck_on = self._chance.random() < 0.05

    def _power(self) -> None:
        """Off: connections are refused. On again."""
        if self._on:
            self.failures += 1
            self.relay.stop()
        else:
            self.relay.start()
        self._on = not self._on

    def _camera(self) -> None:
        self.failures += 1
        code = self._chance.choice(("camera.lost", "camera.unreachable", "camera.login"))
        self.real.frames.put(CameraError(code, source="rtsp://127.0.0.1/none", detail="by chance"))

    def _car(self) -> None:
        """A car drives through or stands in the open zone; the reader takes what it can."""
        plate = self._chance.choice(PLATES)
        script = drive(plate, frames=self._chance.choice((3, 6)), first=self.real.number + 1)
        self.real.script |= script
        for number in sorted(script):
            self.real.send(number)

    def all_well(self) -> None:
        """Let relay and camera work from now on."""
        self.relay.fault, self.relay.stuck_on = Fault.NONE, False
        if not self._on:
            self._power()
