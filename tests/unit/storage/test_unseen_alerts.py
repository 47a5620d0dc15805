# SPDX-License-Identifier: AGPL-3.0-or-later
"""The alerts that nobody saw are found in the record again, by a query that is bounded."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from alpr_kiosk.domain.events import Alert, Priority, Reason
from alpr_kiosk.storage.unseen_alerts import RAISED_MOST, last_day, newest
from tests.unit.storage.gatehouse import Gatehouse

PLATE = "XY987ZW"


@pytest.fixture
def house(tmp_path: Path) -> Gatehouse:
    return Gatehouse(tmp_path)


def raised(house: Gatehouse, alert_id: str, **changes: object) -> Alert:
    alert = Alert(
        alert_id=alert_id,
        code="camera.gone",
        source="cam",
        priority=Priority.HIGH,
        raised_at=house.clock.utc_now(),
    )
    alert = replace(alert, **changes)  # type: ignore[arg-type]
    house.store.records.save_alert(alert)
    house.clock.advance(1)
    return alert


def ids(house: Gatehouse) -> list[str]:
    return [one.alert_id for one in last_day(house.store.database).unseen]


def test_those_of_a_day_that_nobody_saw(house: Gatehouse) -> None:
    raised(house, "long ago")
    house.clock.advance(timedelta(hours=25).total_seconds())
    kept = raised(house, "kept")
    seen = raised(house, "seen")
    raised(house, "low", priority=Priority.LOW)
    worst = raised(house, "worst", priority=Priority.CRITICAL, code="gate.stuck", source="gate")
    house.store.records.save_alert(replace(seen, seen=True))
    assert last_day(house.store.database).unseen == (kept, worst)
    house.store.close()


def test_nothing_raised_is_nothing(house: Gatehouse) -> None:
    assert last_day(house.store.database).unseen == ()
    house.store.close()


def test_the_plate_comes_from_where_it_is_kept_and_goes_with_it(house: Gatehouse) -> None:
    house.add("p1", PLATE, reason=Reason.DENY_LISTED, kind="deny")
    raised(house, "a", code=Reason.DENY_LISTED.value, source="p1")
    (found,) = last_day(house.store.database).unseen
    assert (found.source, dict(found.context)["plate"]) == ("p1", PLATE)
    rows = house.store.records.audit_rows()
    assert all(PLATE not in row.body for row in rows)
    # No decision that rang by this code: no plate to name.
    house.add("p2", PLATE, days=0.001, reason=Reason.UNKNOWN)
    raised(house, "b", code=Reason.DENY_LISTED.value, source="p2")
    assert last_day(house.store.database).unseen[-1].context == ()
    house.store.close()


def test_a_long_record_does_not_make_it_slow(house: Gatehouse) -> None:
    for number in range(RAISED_MOST + 20):
        raised(house, str(number))
    assert ids(house) == [str(number) for number in range(20, RAISED_MOST + 20)]
    with house.store.database.read() as session:
        query = newest(session, "alert.raised", 5).compile(
            session.get_bind(), compile_kwargs={"literal_binds": True}
        )
        plan = session.execute(text(f"EXPLAIN QUERY PLAN {query}")).all()
    assert len(plan) == 1, plan  # no sorting of all of the kind
    assert "ix_audit_kind" in plan[0].detail
    house.store.close()


def test_what_ended_is_found_with_its_time_and_only_for_a_day(house: Gatehouse) -> None:
    save = house.store.records.save_alert
    old = raised(house, "old", priority=Priority.LOW)
    save(replace(old, active=False), ended=True)
    house.clock.advance(timedelta(hours=25).total_seconds())
    low = raised(house, "low", priority=Priority.LOW)
    high = raised(house, "high")
    held = raised(house, "held")
    left = raised(house, "left")
    save(replace(high, seen=True))
    save(replace(held, seen=True))
    save(replace(low, active=False), ended=True)
    save(replace(left, active=False), ended=True)
    ended_at = house.clock.utc_now()
    save(replace(high, seen=True, active=False), ended=True)
    house.clock.advance(60)
    now = house.clock.utc_now()
    found = {one.alert_id: one for one in last_day(house.store.database).ended}
    assert set(found) == {"low", "high", "held"}
    assert all(one.over for one in found.values())
    assert (found["high"].ended_at, found["high"].source) == (ended_at, "cam")
    assert found["held"].ended_at == now, "it held until the run ended"
    (unseen,) = last_day(house.store.database).unseen
    assert (unseen.alert_id, unseen.active, unseen.ended_at) == ("left", False, ended_at)
    house.store.close()


def test_what_rang_before_the_day_and_ended_in_it_is_found(house: Gatehouse) -> None:
    long_on = raised(house, "long")
    house.store.records.save_alert(replace(long_on, seen=True))
    house.clock.advance(timedelta(hours=30).total_seconds())
    over = replace(long_on, seen=True, active=False)
    house.store.records.save_alert(over, ended=True)
    (found,) = last_day(house.store.database).ended
    assert (found.alert_id, found.seen, found.raised_at) == ("long", True, long_on.raised_at)
    house.store.close()
