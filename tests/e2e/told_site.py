# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk headless` with an ear: a line at its input opens the gate of that name.

For tests that kill it, of sites without a camera: no networks are loaded, which takes seconds. All
else is the command as it is. `python tests/e2e/told_site.py headless --config ... --data-dir ...`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QSocketNotifier

from alpr_kiosk import cli, console, site_reading
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.console import SiteRun
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import OpenRequested
from alpr_kiosk.vision.pipeline import PlatePipeline
from tests.fakes.vision import FakeDetector, FakeRecognizer, FakeTracker


class ToldRun(SiteRun):
    """Opens by hand what its input names."""

    def start(self) -> None:
        super().start()
        self._ear = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._on_line)
        sys.stdout.write("listens\n")
        sys.stdout.flush()

    def _on_line(self) -> None:
        names = os.read(sys.stdin.fileno(), 4096).decode().split()
        self._ear.setEnabled(bool(names))
        for name in names:
            self._context.site.submit(OpenRequested(gate_id=name, actor="Guard 7"))


def no_networks(_config: AppConfig, *, clock: Clock, models: Path | None = None) -> PlatePipeline:
    del models
    return PlatePipeline(
        detector=FakeDetector({}),
        recognizer=FakeRecognizer({}),
        tracker_factory=FakeTracker,
        cameras=(),
        clock=clock,
    )


if __name__ == "__main__":
    site_reading.make_pipeline = no_networks
    console.SiteRun = ToldRun  # type: ignore[misc]
    sys.exit(cli.main(sys.argv[1:]))
