# SPDX-License-Identifier: AGPL-3.0-or-later
"""More alerts than a person can look at are one line; some may be hidden for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alpr_kiosk.domain.events import Priority
from alpr_kiosk.services.alerts import AlertService
from tests.fakes.clock import ManualClock


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def alerts(clock: ManualClock) -> AlertService:
    return AlertService(clock=clock)


def _ten(alerts: AlertService) -> None:
    for number in range(10):
        alerts.raise_alert("camera.gone", f"cam-{number}", Priority.HIGH, {"camera": number})


def test_the_eleventh_within_ten_minutes_is_a_flood(alerts, clock):
    _ten(alerts)
    assert alerts.flood() is None
    clock.advance(599)
    alerts.raise_alert("relay.gone", "gate-a", Priority.CRITICAL)
    flood = alerts.flood()
    assert flood is not None
    assert (flood.code, flood.priority, flood.active) == ("alert.flood", Priority.HIGH, True)
    said = dict(flood.context)
    assert (said["n"], said["first_code"], said["first.camera"]) == ("11", "camera.gone", "0")
    assert alerts.flood() is None
    alerts.raise_alert("relay.gone", "gate-b", Priority.HIGH)
    more = alerts.flood()
    assert more is not None
    assert (more.alert_id, dict(more.context)["n"]) == (flood.alert_id, "12")


def test_a_flood_ends_and_stays_to_be_seen(alerts, clock):
    _ten(alerts)
    alerts.raise_alert("camera.gone", "cam-x", Priority.HIGH)
    flood = alerts.flood()
    clock.advance(601)
    ended = alerts.flood()
    assert ended is not None
    assert (ended.alert_id, ended.active, ended.seen) == (flood.alert_id, False, False)
    assert ended.ended_at == clock.utc_now()
    assert alerts.flood() is None
    alerts.acknowledge(ended.alert_id)
    assert all(alert.code != "alert.flood" for alert in alerts.alerts)


def test_low_ones_and_drills_make_no_flood(alerts):
    for number in range(20):
        alerts.raise_alert("disk.low", f"d{number}", Priority.LOW)
        alerts.raise_alert("relay.gone", f"drill{number}", Priority.HIGH, drill=True)
    assert alerts.flood() is None


def test_hidden_for_half_an_hour_then_to_be_seen_anew(alerts, clock):
    raised = alerts.raise_alert("camera.gone", "cam-a", Priority.HIGH)
    alerts.acknowledge(raised.alert_id)
    hidden = alerts.shelve(raised.alert_id, 30, "Supervisor")
    assert hidden is not None
    assert hidden.shelved_until == clock.utc_now() + timedelta(minutes=30)
    assert hidden.shelved_by == "Supervisor"
    clock.advance(30 * 60 - 1)
    assert alerts.unshelved() == ()
    clock.advance(1)
    (back,) = alerts.unshelved()
    assert (back.shelved_until, back.seen, back.active) == (None, False, True)
    assert alerts.unshelved() == ()


def test_a_clock_set_back_does_not_hide_it_for_days(alerts, clock):
    raised = alerts.raise_alert("camera.gone", "cam-a", Priority.HIGH)
    alerts.shelve(raised.alert_id, 720, "Supervisor")
    clock.utc -= timedelta(days=3)
    assert [alert.alert_id for alert in alerts.unshelved()] == [raised.alert_id]


def test_a_critical_one_is_never_hidden(alerts):
    raised = alerts.raise_alert("gate.fault.forced_open", "gate-a", Priority.CRITICAL)
    with pytest.raises(ValueError, match="critical"):
        alerts.shelve(raised.alert_id, 30, "Supervisor")
    high = alerts.raise_alert("camera.gone", "cam-a", Priority.HIGH)
    with pytest.raises(ValueError, match="never"):
        alerts.shelve(high.alert_id, 31, "Supervisor")
    assert alerts.shelve("nobody", 30, "Supervisor") is None


def test_it_says_when_it_ended_and_forgets_when_it_holds_again(alerts, clock):
    alerts.raise_alert("camera.gone", "cam-a", Priority.HIGH)
    ended = alerts.clear("camera.gone", "cam-a")
    assert ended is not None
    assert ended.ended_at == clock.utc_now()
    assert not alerts.holds("camera.gone", "cam-a")
    assert alerts.raise_alert("camera.gone", "cam-a", Priority.HIGH).ended_at is None
    assert alerts.holds("camera.gone", "cam-a")
