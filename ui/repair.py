# SPDX-License-Identifier: AGPL-3.0-or-later
"""The repair screen with working gates: mistakes of the site file above, OPEN below (S26)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer

from alpr_kiosk.bootstrap import AppContext, build
from alpr_kiosk.config.last_good import data_dir_named_in, load_gates
from alpr_kiosk.config.loader import ConfigInvalidError
from alpr_kiosk.config.paths import data_root
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.runtime.bus import SiteApi
from ui.localtime import LocalTime
from ui.screens.config_error import RepairWindow
from ui.widgets.gate_bar import GateBar

TICK_MS = 100


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
