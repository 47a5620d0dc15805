# SPDX-License-Identifier: AGPL-3.0-or-later
"""A window over a fake site, with a clock that only the test moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.look import LookSettings
from tests.fakes.clock import ManualClock
from tests.fakes.pseudo import pseudo_speaker
from tests.fakes.site import FakeSite, site_config, some_entries
from ui.app import create_application
from ui.language import Speaker
from ui.main_window import MainWindow
from ui.widgets.hold import HoldButton


@dataclass
class Desk:
    """What a test of the screen needs."""

    site: FakeSite
    clock: ManualClock
    config: AppConfig
    window: MainWindow

    def run(self, seconds: float, step: float = 0.01) -> None:
        """Let time pass in steps of 10 ms; hold keys that are down are ticked."""
        left = seconds
        keys = self.window.findChildren(HoldButton)
        while left > 1e-9:
            self.clock.advance(min(step, left))
            left -= step
            for key in keys:
                if key.holding:
                    key.tick()
        self.window.tick()

    def control(self, name: str) -> QWidget:
        found = self.window.findChild(QWidget, name)
        assert found is not None, name
        return found


Builder = Callable[..., Desk]


@pytest.fixture
def build(qapp) -> Iterator[Builder]:
    create_application(["test"])
    windows: list[MainWindow] = []
    speakers: list[Speaker] = []

    def make(*, speaker: str = "", look: LookSettings | None = None, **config: object) -> Desk:
        clock = ManualClock()
        site = FakeSite(clock, some_entries())
        site.look = look
        parsed = site_config(**config)  # type: ignore[arg-type]
        spoken = pseudo_speaker() if speaker == "pseudo" else Speaker()
        speakers.append(spoken)
        window = MainWindow(site, parsed, clock=clock, speaker=spoken)
        window.show()
        windows.append(window)
        for gate in parsed.gates:
            site.gate(gate.id, name=gate.name)
        return Desk(site=site, clock=clock, config=parsed, window=window)

    yield make
    for spoken in speakers:
        spoken.speak("en")  # the application keeps translators until they are taken off
    for window in windows:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(build: Builder) -> Desk:
    return build()
