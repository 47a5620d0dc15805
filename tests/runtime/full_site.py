# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole small site by the real composition root; only networks and camera are written down."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk import site_gates, site_reading
from alpr_kiosk.bootstrap import AppContext, build
from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.config.schema import AppConfig, CameraConfig
from alpr_kiosk.config.site_file import SiteFile
from alpr_kiosk.domain.events import DecisionRecord
from alpr_kiosk.domain.intents import Intent, IntentAnswer, PinSubmitted
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.domain.ports import RelayDriver
from alpr_kiosk.domain.shift import Shift
from alpr_kiosk.gate import record
from alpr_kiosk.gate.drivers.simulated import SimulatedRelay
from alpr_kiosk.services.duty import NOW_SETTING
from alpr_kiosk.vision.pipeline import PlatePipeline
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.types import Frame, SourceCounters
from tests.fakes.clock import ManualClock
from tests.fakes.plates import entry
from tests.fakes.vision import FakeDetector, FakeRecognizer, FakeTracker
from tests.runtime.ears import Ear
from tests.runtime.lane import Script, drive, frame

PIN = "739204"
WAIT_MS = 20_000
SIGNALS: dict[str, int] = {
    "overlay_changed": 1,
    "passage_changed": 1,
    "passage_closed": 1,
    "ask_changed": 1,
    "ask_closed": 2,
    "gate_changed": 1,
    "alert_changed": 1,
    "lane_mode_changed": 2,
    "lists_changed": 1,
    "health_changed": 1,
    "intent_answered": 1,
    "override_done": 2,
    "decision_logged": 1,
    "gate_result": 2,
    "camera_changed": 1,
    "commissioning_changed": 1,
    "inside_changed": 1,
    "config_trial_changed": 1,
    "rebuild_wanted": 1,
    "setup_changed": 1,
    "first_run_changed": 1,
    "drive_test_changed": 1,
    "shift_changed": 1,
    "query_answered": 1,
}


class PushSource:
    """A camera whose frames a test pushes."""

    def __init__(self, frames: queue.Queue[Frame | Exception]) -> None:
        self._frames = frames
        self.counters = SourceCounters()

    def frames(self, stop: StopFlag) -> Iterator[Frame]:
        while not stop.is_set():
            try:
                item = self._frames.get(timeout=0.02)
            except queue.Empty:
                continue
            if isinstance(item, Exception):
                raise item
            yield item


class HeldDetector(FakeDetector):
    """A detector that a test can hold in the middle of its work."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.go_on = threading.Event()
        self.go_on.set()
        self.entered = threading.Event()
        self.bug: Exception | None = None

    def detect(self, images: Sequence[Any]) -> list[Any]:
        self.entered.set()
        self.go_on.wait(60)
        if self.bug is not None:
            bug, self.bug = self.bug, None
            raise bug
        return super().detect(images)


class FullSite:
    """A lane ``lane`` with camera ``cam`` and gate ``gate``; AB123CD allowed, XY987ZW banned."""

    def __init__(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        qtbot: Any,
        *,
        relay: dict[str, Any] | None = None,
        gate: dict[str, Any] | None = None,
        clock: Any = None,
        parts: dict[str, Any] | None = None,
        paths: DataPaths | None = None,
        site_file: SiteFile | None = None,
        sound: bool = False,
    ) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.clock = clock or ManualClock()
        self.script: Script = {}
        self.number = 0
        self.frames: queue.Queue[Frame | Exception] = queue.Queue()
        self.detector = HeldDetector(self.script)
        self.drivers: list[RelayDriver] = []
        # A busy test machine must not make the journal late; its limits have tests of their own.
        # On a busy machine a row takes longer, and the site's clock does not move on its own.
        monkeypatch.setattr(record, "AFTER_MS", 20_000)
        monkeypatch.setattr(record, "FLUSH_MS", 20_000)
        monkeypatch.setattr(record, "BY_RULE_MS", 20_000)
        monkeypatch.setattr(record, "BY_HAND_MS", 20_000)
        real_driver = site_gates.make_driver

        def make_driver(config: Any, **kwargs: Any) -> RelayDriver:
            self.drivers.append(real_driver(config, **kwargs))
            return self.drivers[-1]

        monkeypatch.setattr(site_gates, "make_driver", make_driver)
        monkeypatch.setattr(
            site_reading, "make_source", lambda camera, clock, base: PushSource(self.frames)
        )
        monkeypatch.setattr(site_reading, "make_pipeline", self._pipeline)
        self.config = AppConfig.model_validate(
            {
                "cameras": [
                    {
                        "id": "cam",
                        "source": "rtsp://127.0.0.1/none",
                        "direction": "in",
                        "open_zone": [[0, 0], [1, 0], [1, 1], [0, 1]],
                        # Script pictures are flat and still, and come when a test sends them.
                        "frozen_after_s": 0,
                        "covered_after_s": 0,
                        "stale_after_s": 10,
                    }
                ],
                "gates": [
                    {
                        "id": "gate",
                        "relay": relay or {"type": "simulated"},
                        "input_kind": "open",
                        "travel_s": 1,
                        **(gate or {}),
                    }
                ],
                "lanes": [{"id": "lane", "camera": "cam", "gate": "gate"}],
                "vision": {"max_fps": 30},
                **(parts or {}),
            }
        )
        self.context: AppContext = build(
            self.config,
            data_dir=folder,
            clock=self.clock,
            paths=paths,
            site_file=site_file,
            sound=sound,
        )
        records = self.context.store.records
        known = {one.entry_id for one in records.entries()}
        for one in (entry("AB123CD"), entry("XY987ZW", ListKind.DENY)):
            if one.entry_id not in known:
                records.save_entry(one, "test")
        if records.pin_hash("Anna") is None:
            self.context.sessions.set_pin("Anna", "supervisor", PIN, "test")
        self.site = self.context.site
        self.site.reload_lists()
        self._ears: dict[str, Ear] = {}
        for name, arguments in SIGNALS.items():
            ear = self._ears[name] = Ear()
            getattr(self.site.bus, name).connect(ear.one if arguments == 1 else ear.two)

    def _pipeline(
        self, config: AppConfig, *, clock: Any, models: Path | None = None
    ) -> PlatePipeline:
        cameras: tuple[CameraConfig, ...] = config.cameras
        return PlatePipeline(
            detector=self.detector,
            recognizer=FakeRecognizer(self.script),
            tracker_factory=FakeTracker,
            cameras=cameras,
            clock=clock,
        )

    # ------------------------------------------------------------------ life

    def on_duty(self, guard: str) -> FullSite:
        """This guard's shift goes on from before the start."""
        self.context.sessions.set_pin(guard, "guard", PIN, "test")
        shift = Shift(shift_id="s1", user=guard, began_at=self.clock.utc_now())
        self.context.store.records.set_setting(NOW_SETTING, shift.to_text())
        return self

    def start(self) -> FullSite:
        self.site.start()
        self.until(lambda: self.context.boards.lockdown("gate") is not None)
        self.until(lambda: bool(self.heard("shift_changed")))
        return self

    def close(self) -> None:
        self.detector.go_on.set()
        assert self.context.close()

    # ------------------------------------------------------------------ what was heard

    def heard(self, name: str) -> list[Any]:
        return self._ears[name].heard

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=WAIT_MS)

    @property
    def decisions(self) -> list[DecisionRecord]:
        return self.heard("decision_logged")

    @property
    def alerts(self) -> dict[tuple[str, bool], Any]:
        """Newest state of alerts by code and whether they hold."""
        return {(alert.code, alert.active): alert for alert in self.heard("alert_changed")}

    @property
    def pulses(self) -> int:
        return sum(driver.pulses for driver in self.drivers if isinstance(driver, SimulatedRelay))

    # ------------------------------------------------------------------ what happens

    def car(self, text: str, *, frames: int = 6) -> None:
        """Let a car drive through; returns when all its frames were read."""
        self.push(drive(text, frames=frames, first=self.number + 1))

    def push(self, script: Script) -> None:
        self.script |= script
        for number in sorted(script):
            self.send(number)
            self.until(partial(self._read, number))

    def send(self, number: int) -> None:
        """Send one frame of the script, without waiting for anything."""
        self.clock.advance(0.1)
        self.number = number
        self.frames.put(frame(self.script, number, self.clock))

    def _read(self, number: int) -> bool:
        overlays = self.heard("overlay_changed")
        return bool(overlays) and overlays[-1].frame_seq >= number

    def nothing_left(self, seconds: float = 5.0) -> None:
        """Let time pass until the car is gone."""
        closed = len(self.heard("passage_closed"))
        self.clock.advance(seconds)
        self.until(lambda: len(self.heard("passage_closed")) > closed)

    def submit(self, intent: Intent) -> IntentAnswer:
        """Ask for something and return the answer; there must be exactly one."""
        self.site.submit(intent)
        self.until(lambda: bool(self.answers(intent)))
        (answer,) = self.answers(intent)
        return answer

    def answers(self, intent: Intent) -> list[IntentAnswer]:
        found: list[IntentAnswer] = self.heard("intent_answered")
        return [answer for answer in found if answer.intent_id == intent.intent_id]

    def sign_in(self) -> str:
        answer = self.submit(PinSubmitted(user="Anna", scope="supervisor", pin=PIN))
        assert answer.ok
        return dict(answer.context)["session"]
