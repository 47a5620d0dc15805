# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages are drawn for 1280x800 and more: less is refused, and said of a panel that is smaller."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from PySide6.QtGui import QGuiApplication

from alpr_kiosk.config.schema import UiConfig
from tests.fakes.clock import ManualClock
from tests.fakes.site import FakeSite, site_config, some_entries
from ui import app
from ui.app import create_application, run_ui


def test_a_window_in_which_keys_would_be_cut_off_is_refused() -> None:
    for size in ({"width": 1279}, {"height": 799}):
        with pytest.raises(ValidationError):
            UiConfig(**size)  # type: ignore[arg-type]
    assert (UiConfig().width, UiConfig().height) == app.LEAST


@pytest.mark.parametrize("small", [True, False])
def test_a_panel_that_is_too_small_is_said_in_the_log_and_shown_all_the_same(
    qtbot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, small: bool
) -> None:
    create_application(["test"])
    size = QGuiApplication.primaryScreen().size()
    least = (size.width() + small, size.height())
    monkeypatch.setattr(app, "LEAST", least)
    clock = ManualClock()
    plain = site_config()
    config = plain.model_copy(update={"ui": plain.ui.model_copy(update={"full_screen": True})})
    window = run_ui(FakeSite(clock, some_entries()), config, clock=clock)
    qtbot.addWidget(window)
    assert window.isVisible()
    said = [record.getMessage() for record in caplog.records if record.name == "ui.app"]
    assert [f"pages need {least[0]} x {least[1]}" in one for one in said] == [True] * small
