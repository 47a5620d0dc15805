# SPDX-License-Identifier: AGPL-3.0-or-later
"""Times on the screen are the site's, and "since" is when it began, not the newest try."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from alpr_kiosk.domain.events import Alert, CameraHealth, CameraState
from alpr_kiosk.runtime.site import _short
from alpr_kiosk.runtime.texts import clock_text
from tests.fakes.clock import ManualClock
from tests.runtime.full_site import FullSite


def test_a_time_in_a_text_is_the_sites(monkeypatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    assert clock_text(ManualClock(), ZoneInfo("Europe/Berlin")) == "13:00"


@pytest.fixture
def site(tmp_path, monkeypatch, qtbot) -> Iterator[FullSite]:
    made = FullSite(tmp_path, monkeypatch, qtbot)
    yield made
    made.close()


def test_a_camera_that_stays_away_is_told_once_with_the_time_it_went(site: FullSite) -> None:
    clock = site.clock
    began = clock.utc_now()
    for state in (CameraState.LOST, CameraState.CONNECTING) * 5:
        health = CameraHealth(camera_id="cam", state=state, since_at=clock.utc_now())
        site.site._camera_desk.on_health(health)
        clock.advance(60)
    lost = [h for h in site.heard("camera_changed") if h.state is CameraState.LOST]
    assert {health.since_at for health in lost} == {began}
    alerts: list[Alert] = [a for a in site.heard("alert_changed") if a.code == "camera.gone"]
    assert [(a.count, a.active) for a in alerts] == [(1, True)]
    site.site._camera_desk.on_health(
        CameraHealth(camera_id="cam", state=CameraState.LIVE, since_at=clock.utc_now())
    )
    clock.advance(60)
    again = clock.utc_now()
    site.site._camera_desk.on_health(
        CameraHealth(camera_id="cam", state=CameraState.LOST, since_at=again)
    )
    assert site.heard("camera_changed")[-1].since_at == again > began + timedelta(minutes=5)


def test_another_reason_replaces_the_first(site: FullSite) -> None:
    for state in (CameraState.LOST, CameraState.LOGIN):
        site.site._camera_desk.on_health(
            CameraHealth(camera_id="cam", state=state, since_at=site.clock.utc_now())
        )
    told = [(a.code, a.active) for a in site.heard("alert_changed")]
    assert told == [("camera.gone", True), ("camera.gone", False), ("camera.login", True)]


def test_a_banner_gets_names_not_paths() -> None:
    assert _short("/srv/models/plate.onnx") == "plate.onnx"
    assert _short("a" * 64) == "aaaaaaaa"
    assert _short("any other text / with a slash") == "any other text / with a slash"
