# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application object. `main.py` guards the environment before anything here is imported."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.runtime.bus import SiteApi
from ui.main_window import MainWindow

logger = logging.getLogger(__name__)
LEAST = (1280, 800)
"""Width and height that the pages are drawn for, px (screens.md 2.2)."""


def create_application(argv: Sequence[str]) -> QApplication:
    """Return the application (the one that exists, or a new one) in the Fusion style."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(list(argv))
    app.setApplicationName("Guardhouse ALPR")
    if app.style().name().casefold() != "fusion":
        app.setStyle("Fusion")
    app.setQuitOnLastWindowClosed(True)
    return app


def run_ui(site: SiteApi, config: AppConfig, *, clock: Clock) -> MainWindow:
    """Build and show the window; the caller runs the event loop and keeps the window."""
    window = MainWindow(site, config, clock=clock)
    if config.ui.full_screen:
        _look_at_the_screen(window)
        window.setCursor(Qt.CursorShape.ArrowCursor)
        window.showFullScreen()
    else:
        window.show()
    return window


def _look_at_the_screen(window: MainWindow) -> None:
    """Say in the log when a screen is too small: a gate without a screen would be worse."""
    size = window.screen().size()
    if size.width() < LEAST[0] or size.height() < LEAST[1]:
        logger.warning(
            "the screen has %d x %d px, pages need %d x %d: keys at their edges are cut off; "
            "set a larger mode, or take a larger panel",
            *(size.width(), size.height(), *LEAST),
        )
