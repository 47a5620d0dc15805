# SPDX-License-Identifier: AGPL-3.0-or-later
"""The repair screen with working gates: mistakes of the site file above, OPEN below (S26)."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer

from alpr_kiosk import __version__
from alpr_kiosk.bootstrap import AppContext, build
from alpr_kiosk.config.last_good import data_dir_named_in, load_gates
from alpr_kiosk.config.loader import ConfigInvalidError
from alpr_kiosk.config.paths import DataPaths, data_root
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.health_queries import ReportWanted
from alpr_kiosk.domain.targets import ExportTarget
from alpr_kiosk.runtime.bus import SiteApi
from alpr_kiosk.services.health_desk import HealthDesk
from ui.localtime import LocalTime
from ui.screens.config_error import RepairWindow
from ui.viewmodels.text_diff import masked
from ui.widgets.gate_bar import GateBar

TICK_MS = 100
RETRIES, RETRIES_S = 5, 60.0
"""New starts within a time, seconds; more of them would be a loop (screens.md S26)."""


class RetryBudget:
    """Counts new starts out of the repair screen; lives as long as the program.

    Args:
        clock: Time.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._used: deque[float] = deque(maxlen=RETRIES)

    def take(self) -> float:
        """Use one; return 0, or the seconds to wait when there is none left."""
        now = self._clock.monotonic()
        if len(self._used) == RETRIES and now - self._used[0] < RETRIES_S:
            return RETRIES_S - (now - self._used[0])
        self._used.append(now)
        return 0.0


class _NoControl:
    """Nobody looks at how far a report is, and nobody stops it."""

    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None:
        """Tell nobody."""

    def check(self) -> None:
        """Go on."""


class _OwnFolder:
    """The folder of reports alone, made when it is missing: `Targets` without sticks."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def targets(self) -> Sequence[ExportTarget]:
        """Return it, if it can be made."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return ()  # a report to it is refused, with its name
        return (ExportTarget(path=str(self._folder), name="", free_bytes=0, removable=False),)


def save_report(folder: Path, text: str, problems: Sequence[str], *, clock: Clock) -> str:
    """Write a report of a broken site file and the log, without passwords; return its path.

    Raises:
        AlprError: ``health.unwritable``.
    """
    own = folder / "reports"
    desk = HealthDesk(
        log=DataPaths(root=folder).log,
        sessions=None,
        clock=clock,
        facts=lambda: (),
        settings=lambda: {"file": [masked(line) for line in text.splitlines()]},
        version=__version__,
        targets=_OwnFolder(own),
    )
    saved = desk.write(ReportWanted(folder=str(own), state=tuple(problems)), _NoControl())
    return str(Path(saved.folder) / saved.file)


def data_folder(problem: ConfigInvalidError, chosen: Path | None) -> Path:
    """Return where the site keeps its record, as far as a broken file tells."""
    if chosen is not None:
        return chosen
    try:
        named = data_dir_named_in(problem.path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        named = ""
    return data_root(named)


def build_last_gates(folder: Path, *, clock: Clock) -> AppContext | None:
    """Return a site of the last good gates and nothing else, None when none is known.

    Raises:
        AlprError: The record can't be opened.
    """
    config = load_gates(folder)
    return build(config, data_dir=folder, clock=clock) if config is not None else None


def add_gate_bar(window: RepairWindow, site: SiteApi, context: AppContext) -> GateBar:
    """Put a working gate bar under the mistakes."""
    bar = GateBar(
        look=window.look,
        clock=context.clock,
        local=LocalTime(time_zone=context.config.site.time_zone),
        gates=context.config.gates,
        car=lambda _gate_id: (None, None),
        parent=window,
    )
    bar.intent.connect(site.submit)
    site.bus.gate_changed.connect(bar.set_view)
    site.bus.intent_answered.connect(bar.answered)
    timer = QTimer(bar)
    timer.setInterval(TICK_MS)
    timer.timeout.connect(bar.tick)
    timer.start()
    window.set_gate_bar(bar)
    return bar
