# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the guard is told of cameras: once a spell, until it is live; and what is kept of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from alpr_kiosk.domain.events import Alert, CameraHealth, CameraState, Priority
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.intents import AlertAcknowledged
from alpr_kiosk.runtime import camera_desk as camera_desk_module
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.camera_desk import CameraDesk
from alpr_kiosk.runtime.desk import GuardDesk
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.storage_jobs import (
    KeepSetting,
    SaveCameraMinutes,
    StorageJob,
)
from alpr_kiosk.runtime.views import Overlay, OverlayBox, PreviewImage
from alpr_kiosk.services.camera_watch import DriftNotice
from tests.fakes.clock import ManualClock
from tests.runtime.ears import Ear
from tests.runtime.full_site import FullSite


class Counter:
    """A camera desk, its guard and the inbox of the record."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.bus = SiteBus()
        self.inbox: Inbox[StorageJob] = Inbox(4000)
        guard = GuardDesk(bus=self.bus, storage=self.inbox, contact="", clock=self.clock)
        self.guard = guard
        self.desk = CameraDesk(
            cameras={"cam": "Gate A in"},
            desk=guard,
            bus=self.bus,
            storage=self.inbox,
            clock=self.clock,
            zone=ZoneInfo("Europe/Berlin"),
        )
        self.alerts, self.shown = Ear(), Ear()
        self.bus.alert_changed.connect(self.alerts.one)
        self.bus.camera_changed.connect(self.shown.one)

    def tell(self, state: CameraState, code: str = "", **values: Any) -> None:
        since = values.pop("since_at", self.clock.utc)
        self.desk.on_health(
            CameraHealth(camera_id="cam", state=state, code=code, since_at=since, **values)
        )

    @property
    def active(self) -> list[str]:
        newest: dict[str, Alert] = {alert.code: alert for alert in self.alerts.heard}
        return [alert.code for alert in newest.values() if alert.active]

    @property
    def jobs(self) -> list[SaveCameraMinutes]:
        found = []
        while (job := self.inbox.take(0)) is not None:
            if isinstance(job, SaveCameraMinutes):
                found.append(job)
        return found


@pytest.fixture
def counter(qapp: Any) -> Counter:
    return Counter()


@pytest.mark.parametrize(
    ("state", "code", "alert"),
    [
        (CameraState.LOST, "camera.lost", "camera.gone"),
        (CameraState.LOST, "camera.stalled", "camera.stalled"),
        (CameraState.LOST, "camera.unreachable", "camera.unreachable"),
        (CameraState.LOST, "camera.not_found", "camera.not_found"),
        (CameraState.LOGIN, "camera.login", "camera.login"),
        (CameraState.FORMAT, "camera.format", "camera.format"),
        (CameraState.FROZEN, "camera.frozen", "camera.frozen"),
        (CameraState.COVERED, "camera.covered", "camera.covered"),
    ],
)
def test_each_bad_state_rings_once_a_spell_until_live(
    counter: Counter, state: CameraState, code: str, alert: str
) -> None:
    counter.tell(CameraState.LIVE)
    assert counter.desk.live == 1
    for _ in range(5):  # it is told each second, and by each try
        counter.tell(state, code, retry_in_s=4.0)
        counter.tell(CameraState.CONNECTING)
        counter.clock.advance(1.0)
    (rung,) = counter.alerts.heard
    assert (rung.code, rung.source, rung.priority) == (alert, "cam", Priority.HIGH)
    assert dict(rung.context) == {"camera": "Gate A in", "time": "13:00", "s": "4"}
    assert counter.desk.live == 0
    counter.tell(CameraState.LIVE)
    assert counter.active == []
    assert counter.desk.live == 1


def test_a_late_picture_rings_nothing_and_is_not_live(counter: Counter) -> None:
    counter.tell(CameraState.LIVE)
    counter.tell(CameraState.LATE, "camera.late", age_s=3.0)
    assert counter.alerts.heard == []
    assert counter.desk.live == 0
    assert counter.shown.heard[-1].state is CameraState.LATE


def test_reasons_that_change_within_a_spell_do_not_ring_again(counter: Counter) -> None:
    began = counter.clock.utc
    for code in ("camera.stalled", "camera.unreachable", "camera.lost"):
        counter.tell(CameraState.LOST, code)
        counter.clock.advance(5.0)
    assert [alert.code for alert in counter.alerts.heard] == ["camera.stalled"]
    assert counter.shown.heard[-1].since_at == began  # the picture is gone since the first one
    assert counter.shown.heard[-1].code == "camera.lost"


def test_another_state_takes_the_place_of_the_alert(counter: Counter) -> None:
    counter.tell(CameraState.LOST, "camera.lost")
    began = counter.clock.utc
    counter.clock.advance(5.0)
    counter.tell(CameraState.LOGIN, "camera.login")
    assert counter.active == ["camera.login"]
    assert counter.shown.heard[-1].since_at == began
    counter.tell(CameraState.FROZEN, "camera.frozen")
    assert counter.active == ["camera.frozen"]
    assert counter.shown.heard[-1].since_at == began + timedelta(seconds=5)


def test_a_drift_rings_with_its_pictures_and_ends(counter: Counter) -> None:
    counter.desk.on_drift(
        DriftNotice(
            camera_id="cam",
            code="reader.drift",
            active=True,
            context=(("pct", "52"), ("time", "11:00"), ("then", "/a.jpg")),
        )
    )
    (alert,) = counter.alerts.heard
    assert dict(alert.context) == {
        "camera": "Gate A in",
        "pct": "52",
        "time": "11:00",
        "then": "/a.jpg",
    }
    counter.desk.on_drift(DriftNotice(camera_id="cam", code="reader.drift", active=False))
    assert counter.active == []


@pytest.mark.parametrize(
    ("code", "priority"),
    [("reader.drift", Priority.HIGH), ("reader.fewer_cars", Priority.LOW)],
)
def test_weaker_evidence_does_not_ring(counter: Counter, code: str, priority: Priority) -> None:
    counter.desk.on_drift(DriftNotice(camera_id="cam", code=code, active=True))
    (alert,) = counter.alerts.heard
    assert alert.priority is priority


def test_one_job_a_minute_whatever_is_told(counter: Counter) -> None:
    for _ in range(180):
        counter.tell(CameraState.LIVE, fps=20.0)
        counter.desk.keep_minutes()
        counter.clock.advance(1.0)
    counter.desk.on_lane_counted("cam", True, 5)
    counter.desk.keep_minutes(all_of_it=True)
    jobs = counter.jobs
    assert len(jobs) == 3  # two full minutes, then the third with what runs
    spans = [span for job in jobs for span in job.minutes]
    assert sum(span.live_s for span in spans) == pytest.approx(180.0)
    assert sum(span.seen for span in spans) == 1


def test_what_the_screen_shows_goes_along_with_its_boxes(counter: Counter) -> None:
    image = PreviewImage(
        camera_id="cam",
        seq=1,
        width=4,
        height=2,
        stride=16,
        data=np.zeros((2, 4, 4), dtype=np.uint8),
        captured_mono=counter.clock.mono,
    )
    box = OverlayBox(box=Box(0.1, 0.1, 0.2, 0.2), text="", settled=False)
    overlay = Overlay(camera_id="cam", frame_seq=1, captured_mono=0.0, boxes=(box,))
    counter.desk.on_overlay(overlay)
    counter.desk.shown(image)
    counter.tell(CameraState.LIVE)
    counter.desk.keep_minutes(all_of_it=True)
    counter.tell(CameraState.LIVE)
    counter.clock.advance(11.0)  # nobody looks at the picture any more
    counter.desk.keep_minutes(all_of_it=True)
    first, second = counter.jobs
    assert dict(first.looks)["cam"].boxes == (box.box,)
    assert second.looks == ()


def test_minutes_are_given_up_before_anything_else(
    counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(camera_desk_module.METRICS_LIMIT):
        assert counter.inbox.put(KeepSetting(key=str(number), value=""))
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            counter.tell(CameraState.LIVE)
            counter.desk.keep_minutes(all_of_it=True)
    assert len(counter.inbox) == camera_desk_module.METRICS_LIMIT
    assert len([line for line in caplog.messages if "not kept" in line]) == 1


# ---------------------------------------------------------------------------------- a whole site


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> Iterator[FullSite]:
    made = FullSite(tmp_path, monkeypatch, qtbot).start()
    yield made
    made.close()


def test_a_site_keeps_what_its_camera_did(site: FullSite) -> None:
    began = site.clock.utc_now().replace(second=0, microsecond=0)
    site.car("AB123CD")
    site.nothing_left()
    site.clock.advance(61.0)
    history = site.context.store.cameras

    def read() -> int:
        site.clock.advance(1.0)  # what was counted after the end of a minute comes with the next
        until = site.clock.utc_now() + timedelta(minutes=1)
        spans = history.camera_history("cam", began, until, timedelta(minutes=1))
        return sum(span.read for span in spans)

    site.until(lambda: read() == 1)
    (reference,) = (site.folder / "health" / "cam").iterdir()
    assert reference.name.startswith("then-")
    assert 500 < reference.stat().st_size < 60_000


def test_the_last_minute_is_kept_when_the_site_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    site = FullSite(tmp_path, monkeypatch, qtbot).start()
    began = site.clock.utc_now() - timedelta(minutes=1)
    site.car("AB123CD", frames=2)
    site.until(lambda: any(h.state is CameraState.LIVE for h in site.heard("camera_changed")))
    site.clock.advance(2.0)
    site.site.stop()
    spans = site.context.store.cameras.camera_history(
        "cam", began, began + timedelta(hours=1), timedelta(hours=1)
    )
    assert sum(span.watched_s for span in spans) > 0
    site.context.store.close()


def test_two_cameras_do_not_share_a_spell(counter: Counter) -> None:
    counter.tell(CameraState.LOST, "camera.lost")
    other = CameraHealth(
        camera_id="two", state=CameraState.LOST, since_at=counter.clock.utc, code="camera.lost"
    )
    counter.desk.on_health(other)
    assert [alert.source for alert in counter.alerts.heard] == ["cam", "two"]
    counter.desk.on_health(replace(other, state=CameraState.LIVE, code=""))
    assert [alert.source for alert in counter.alerts.heard if not alert.active] == ["two"]


def test_a_camera_that_comes_and_goes_rings_once_more_and_then_waits(counter: Counter) -> None:
    """Also when the guard has seen the alert: its next loss would ring as new each time."""
    for _ in range(20):
        counter.tell(CameraState.LOST, "camera.lost")
        for alert in counter.alerts.heard[-1:]:
            seen = AlertAcknowledged(intent_id="i", actor="guard", alert_id=alert.alert_id)
            counter.guard.alerts.submit(seen)
        counter.clock.advance(3.0)
        counter.tell(CameraState.LIVE)
        counter.clock.advance(3.0)
    assert len({alert.alert_id for alert in counter.alerts.heard}) == 2
    assert counter.active == ["camera.gone"]
    for _ in range(10):
        counter.clock.advance(1.0)
        counter.tell(CameraState.LIVE)
    assert counter.active == []


def test_the_time_of_a_loss_is_that_of_the_newest_one(counter: Counter) -> None:
    for _ in range(5):
        counter.tell(CameraState.LOST, "camera.lost")
        began = counter.clock.utc
        counter.clock.advance(3.0)
        counter.tell(CameraState.LOST, "camera.unreachable", since_at=counter.clock.utc)
        assert counter.shown.heard[-1].since_at == began
        counter.tell(CameraState.LIVE)
        counter.clock.advance(3.0)


def test_a_thread_that_ends_is_a_loss_until_its_camera_is_live(counter: Counter) -> None:
    counter.tell(CameraState.LIVE)
    counter.desk.on_worker_lost("cam")
    assert counter.active == ["camera.gone"]
    assert counter.desk.live == 0
    counter.tell(CameraState.CONNECTING)  # started again
    counter.tell(CameraState.LOST, "camera.unreachable")
    assert counter.active == ["camera.gone"]
    counter.tell(CameraState.LIVE)
    assert counter.active == []


def test_a_thread_that_ends_within_a_spell_does_not_ring_again(counter: Counter) -> None:
    counter.tell(CameraState.LOST, "camera.stalled")
    began = counter.clock.utc
    counter.clock.advance(5.0)
    counter.desk.on_worker_lost("cam")
    assert counter.active == ["camera.stalled"]
    assert len(counter.alerts.heard) == 1
    assert counter.shown.heard[-1].since_at == began
