# SPDX-License-Identifier: AGPL-3.0-or-later
"""A site without a window ends when it is told to, also before its event loop runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from alpr_kiosk.console import SiteRun
from tests.runtime.full_site import FullSite


def test_a_signal_before_the_loop_runs_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    site = FullSite(tmp_path, monkeypatch, qtbot)
    app = QCoreApplication.instance()
    assert app is not None
    late: list[bool] = []
    rescue = QTimer()
    rescue.setSingleShot(True)
    rescue.timeout.connect(lambda: (late.append(True), app.exit(1)))
    run = SiteRun(site.context, app, until_ended=False)
    run.end(3)
    rescue.start(20_000)
    assert (app.exec(), late) == (3, [])
    site.close()
