# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alerts merge within a minute and stay until somebody has seen them."""

from __future__ import annotations

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


def test_the_same_again_within_a_minute_counts_up(alerts: AlertService, clock: ManualClock) -> None:
    first = alerts.raise_alert("camera.gone", "cam-a", Priority.HIGH, {"s": 5})
    alerts.clear("camera.gone", "cam-a")
    clock.advance(60)
    again = alerts.raise_alert("camera.gone", "cam-a", Priority.HIGH, {"s": 9})
    assert (again.alert_id, again.count, again.active) == (first.alert_id, 2, True)
    assert again.context == (("s", "9"),)
    assert again.raised_at == first.raised_at


def test_after_a_minute_it_is_a_new_one(alerts: AlertService, clock: ManualClock) -> None:
    first = alerts.raise_alert("camera.gone", "cam-a", Priority.HIGH)
    alerts.clear("camera.gone", "cam-a")
    clock.advance(60.1)
    again = alerts.raise_alert("camera.gone", "cam-a", Priority.HIGH)
    assert again.alert_id != first.alert_id
    assert again.count == 1


def test_what_still_holds_merges_however_long(alerts: AlertService, clock: ManualClock) -> None:
    first = alerts.raise_alert("relay.gone", "gate-a", Priority.HIGH)
    clock.advance(3600)
    assert alerts.raise_alert("relay.gone", "gate-a", Priority.HIGH).alert_id == first.alert_id


def test_other_source_or_code_is_another_alert(alerts: AlertService) -> None:
    ids = {
        alerts.raise_alert(code, source, Priority.HIGH).alert_id
        for code in ("relay.gone", "camera.gone")
        for source in ("a", "b")
    }
    assert len(ids) == 4
    assert len(alerts.alerts) == 4


def test_unseen_stays_after_its_cause_is_over(alerts: AlertService) -> None:
    raised = alerts.raise_alert("relay.gone", "gate-a", Priority.HIGH)
    ended = alerts.clear("relay.gone", "gate-a")
    assert ended is not None
    assert not ended.active
    assert alerts.alerts == (ended,)
    seen = alerts.acknowledge(raised.alert_id)
    assert seen is not None
    assert seen.seen
    assert alerts.alerts == ()


def test_seen_stays_until_its_cause_is_over(alerts: AlertService) -> None:
    raised = alerts.raise_alert("relay.gone", "gate-a", Priority.HIGH)
    seen = alerts.acknowledge(raised.alert_id)
    assert seen is not None
    assert seen.active
    assert alerts.alerts == (seen,)
    alerts.clear("relay.gone", "gate-a")
    assert alerts.alerts == ()


def test_seen_counts_for_what_holds_but_not_for_what_comes_back(
    alerts: AlertService, clock: ManualClock
) -> None:
    raised = alerts.raise_alert("relay.gone", "gate-a", Priority.HIGH)
    alerts.acknowledge(raised.alert_id)
    clock.advance(5)
    assert alerts.raise_alert("relay.gone", "gate-a", Priority.HIGH).seen
    alerts.clear("relay.gone", "gate-a")
    clock.advance(5)
    assert not alerts.raise_alert("relay.gone", "gate-a", Priority.HIGH).seen


def test_low_alerts_end_by_themselves(alerts: AlertService) -> None:
    alerts.raise_alert("disk.high", "disk", Priority.LOW)
    alerts.clear("disk.high", "disk")
    assert alerts.alerts == ()


def test_all_of_a_car_end_with_it(alerts: AlertService) -> None:
    """A banned car that left is not at the gate any more; unseen, it stays to be seen."""
    alerts.raise_alert("decision.deny.listed", "p1", Priority.HIGH)
    seen = alerts.raise_alert("decision.deny.listed", "p2", Priority.HIGH)
    alerts.acknowledge(seen.alert_id)
    alerts.raise_alert("decision.deny.listed", "p3", Priority.HIGH)
    assert [alert.source for alert in alerts.clear_source("p1")] == ["p1"]
    assert [alert.source for alert in alerts.clear_source("p2")] == ["p2"]
    assert {(alert.source, alert.active) for alert in alerts.alerts} == {
        ("p1", False),
        ("p3", True),
    }
    assert alerts.clear_source("nobody") == ()


def test_memory_is_given_back(alerts: AlertService, clock: ManualClock) -> None:
    for number in range(500):
        raised = alerts.raise_alert("decision.deny.listed", f"p{number}", Priority.HIGH)
        alerts.acknowledge(raised.alert_id)
        alerts.clear_source(f"p{number}")
        clock.advance(61)
    assert alerts.alerts == ()
    assert alerts.remembered <= 1


def test_unknown_ones_are_no_error(alerts: AlertService) -> None:
    assert alerts.clear("x", "y") is None
    assert alerts.acknowledge("z") is None
