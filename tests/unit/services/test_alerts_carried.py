# SPDX-License-Identifier: AGPL-3.0-or-later
"""What nobody has seen outlives the site that rang: after new settings and after a restart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alpr_kiosk.domain.events import Alert, Priority
from alpr_kiosk.services.alerts import FLOOD_CODE, FLOOD_MORE_THAN, OLDER_MOST, AlertService
from tests.fakes.clock import ManualClock


def service(clock: ManualClock | None = None) -> AlertService:
    return AlertService(clock=clock or ManualClock())


def unseen(alerts: AlertService) -> list[tuple[str, str, bool]]:
    return [(one.code, one.source, one.active) for one in alerts.unseen]


def test_the_next_site_begins_with_what_nobody_saw() -> None:
    clock = ManualClock()
    old, new = service(clock), service(clock)
    gone = old.raise_alert("camera.gone", "cam", Priority.HIGH, {"camera": "East"})
    banned = old.raise_alert("decision.deny.listed", "p1", Priority.HIGH, {"plate": "XY987ZW"})
    stuck = old.raise_alert("gate.stuck", "gate", Priority.CRITICAL)
    ended = old.clear("decision.deny.listed", "p1")
    seen = old.raise_alert("relay.gone", "gate", Priority.HIGH)
    old.acknowledge(seen.alert_id)
    old.raise_alert("disk.low", "disk", Priority.LOW)
    old.raise_alert("reader.gone", "drill", Priority.HIGH, drill=True)
    clock.advance(60)
    new.take_over(old)
    kept = {one.alert_id: one for one in new.alerts}
    assert set(kept) == {gone.alert_id, banned.alert_id, stuck.alert_id}
    assert kept[banned.alert_id] == ended
    now = clock.utc_now()
    assert kept[gone.alert_id] == replace(gone, active=False, ended_at=now)
    assert (kept[stuck.alert_id].active, kept[stuck.alert_id].seen) == (False, False)


def test_a_cause_that_still_holds_goes_on_as_the_same_alert() -> None:
    clock = ManualClock()
    old, new = service(clock), service(clock)
    gone = old.raise_alert("camera.gone", "cam", Priority.HIGH, {"s": 5})
    new.take_over(old)
    clock.advance(3600)  # however long it takes to be noticed
    again = new.raise_alert("camera.gone", "cam", Priority.HIGH, {"s": 9})
    assert (again.alert_id, again.active, again.ended_at) == (gone.alert_id, True, None)
    assert unseen(new) == [("camera.gone", "cam", True)]
    # From then on it is one like any other.
    new.clear("camera.gone", "cam")
    clock.advance(61)
    assert new.raise_alert("camera.gone", "cam", Priority.HIGH).alert_id != gone.alert_id


@pytest.mark.parametrize(
    ("left", "plate", "after_s", "same"),
    [
        (False, "XY987ZW", 20.0, True),
        (False, "XY987ZW", 61.0, False),  # it has come again
        (False, "AB123CD", 20.0, False),
        (True, "XY987ZW", 20.0, False),
    ],
)
def test_a_banned_car_that_still_stands_there(
    left: bool, plate: str, after_s: float, same: bool
) -> None:
    """It is another passage in the next site, and the same car."""
    clock = ManualClock()
    old, new = service(clock), service(clock)
    code = "decision.deny.listed"
    first = old.raise_alert(code, "p1", Priority.HIGH, {"plate": "XY987ZW"})
    if left:
        old.clear_source("p1")
    new.take_over(old)
    clock.advance(after_s)
    again = new.raise_alert(code, "p2", Priority.HIGH, {"plate": plate})
    assert (again.alert_id == first.alert_id, again.source) == (same, "p2")
    assert unseen(new) == ([] if same else [(code, "p1", False)]) + [(code, "p2", True)]
    assert [one.source for one in new.clear_source("p2")] == ["p2"]
    for one in new.alerts:
        assert new.acknowledge(one.alert_id) is not None
    assert new.alerts == ()


def test_what_was_seen_after_all_rings_anew_as_another() -> None:
    clock = ManualClock()
    old, new = service(clock), service(clock)
    gone = old.raise_alert("camera.gone", "cam", Priority.HIGH)
    new.take_over(old)
    assert new.acknowledge(gone.alert_id) is not None
    assert new.alerts == ()
    again = new.raise_alert("camera.gone", "cam", Priority.HIGH)
    assert (again.alert_id != gone.alert_id, again.count) == (True, 1)


def test_memory_knows_better_than_the_record() -> None:
    clock = ManualClock()
    old, new = service(clock), service(clock)
    full = old.raise_alert("disk.full", "disk", Priority.HIGH, {"contact": "Ms Ode"})
    unsaved = old.raise_alert("relay.gone", "gate", Priority.HIGH)
    new.carry([replace(full, context=()), unsaved])
    old.acknowledge(unsaved.alert_id)  # the disk was full: the record has no word of it
    new.take_over(old)
    assert [(one.code, one.context) for one in new.alerts] == [
        ("disk.full", (("contact", "Ms Ode"),))
    ]


def test_each_of_the_same_kind_stays_to_be_seen() -> None:
    """One that rings anew takes no other away: each is seen by itself."""
    clock = ManualClock()
    alerts, new = service(clock), service(clock)
    ids = []
    for _ in range(3):
        ids.append(alerts.raise_alert("camera.gone", "cam", Priority.HIGH).alert_id)
        alerts.clear("camera.gone", "cam")
        clock.advance(61)
    assert [one.alert_id for one in alerts.unseen] == ids
    new.take_over(alerts)
    assert [one.alert_id for one in new.unseen] == ids
    for alert_id in ids:
        told = new.acknowledge(alert_id)
        assert told is not None
        assert told.seen
    assert new.alerts == ()


def test_what_flaps_for_days_is_kept_in_bounds() -> None:
    clock = ManualClock()
    alerts = service(clock)
    for _ in range(OLDER_MOST + 50):
        alerts.raise_alert("camera.gone", "cam", Priority.HIGH)
        alerts.clear("camera.gone", "cam")
        clock.advance(61)
    assert len(alerts.unseen) == OLDER_MOST + 1
    assert alerts.unseen[-1].count == 50


def test_a_flood_goes_over_with_its_words_and_not_without() -> None:
    clock = ManualClock()
    old, new = service(clock), service(clock)
    for number in range(FLOOD_MORE_THAN + 1):
        old.raise_alert("relay.gone", f"gate{number}", Priority.HIGH)
    flood = old.flood()
    assert flood is not None
    new.take_over(old)
    assert (FLOOD_CODE, "site", False) in unseen(new)
    bare: Alert = replace(flood, context=())
    read_back = service(clock)
    read_back.carry([bare])
    assert read_back.alerts == ()
