# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application object. `main.py` guards the environment before anything here is imported."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.runtime.bus import SiteApi
from ui.main_window import MainWindow


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
        window.setCursor(Qt.CursorShape.ArrowCursor)
        window.showFullScreen()
    else:
        window.show()
    return window
