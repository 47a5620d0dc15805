# SPDX-License-Identifier: AGPL-3.0-or-later
"""The journeys of the screen specification on a real window, with a real pointer, touches counted.

A row of `JOURNEYS` is a journey; each begins and ends on Live before an empty lane. What it did is
looked up at the relay and in the record. `ALPR_JOURNEY_PICTURES` is a folder for the last picture
of each.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest

from tests.journeys.gatehouse import (
    GUARD,
    NEXT_GUARD,
    SUPERVISOR,
    Gatehouse,
    gatehouse,
    last_tuesday,
)
from tests.journeys.kiosk import LONGEST_QUIET_S
from tests.journeys.steps import (
    AUDIT,
    Journey,
    Step,
    car,
    car_leaves,
    gone,
    hold,
    hold_asked,
    kept,
    keyboard,
    nothing_sent,
    on,
    opened,
    pin,
    reads,
    shows,
    tap,
    tap_asked,
)

pytestmark = [pytest.mark.heavy, pytest.mark.xvfb]


def tuesdays_car(house: Gatehouse) -> None:
    """Somebody asks for a car that passed only last Tuesday."""
    begin = last_tuesday(datetime.now(timezone.utc))
    first = int(begin.timestamp()) * 1_000_000
    days: dict[str, set[bool]] = {}
    for plate, at in house.rows("select plate, first_seen_at from passage"):
        days.setdefault(plate, set()).add(first <= at < first + 86_400_000_000)
    plate = min(one for one, then in days.items() if then == {True})
    house.seen["plate"], house.seen["day"] = plate, begin.date().isoformat()


def its_day(house: Gatehouse) -> None:
    house.kiosk.tap(f"history.span.{house.seen['day']}")


def its_row(house: Gatehouse) -> None:
    spoken = " ".join(house.seen["plate"])
    house.kiosk.tap(f"history.rows.*~{spoken}")


def its_plate(house: Gatehouse) -> None:
    keyboard(house.seen["plate"])(house)


def read_all(house: Gatehouse) -> None:
    """Read what is new; the shift can't begin before, but it can be put off."""
    kiosk = house.kiosk
    kiosk.shows("handover.skip")
    kiosk.shows("handover.item.*.key.0")
    while (item := kiosk.sight.find("handover.item.*.key.0")) is not None:
        (start,) = kiosk.sight.named("handover.start")
        assert not start.enabled
        kiosk.tap(item.name)
        gone(item.name)(house)


def lost(thing: str) -> Step:
    """The camera, or the relay, is gone."""

    def step(house: Gatehouse) -> None:
        house.lane.die() if thing == "camera" else house.lose_relay()

    return step


def found(thing: str) -> Step:
    """It is there again."""

    def step(house: Gatehouse) -> None:
        house.lane.live() if thing == "camera" else house.find_relay()

    return step


def ban_is_told(house: Gatehouse) -> None:
    """The same car comes again and is refused, with an alarm."""
    car_leaves(house)
    house.lane.drive_up("PW 03 KJT")
    kept(
        "select action, reason, alarm from decision where plate = 'PW03KJT' order by at desc",
        "refuse",
        "decision.deny.listed",
        1,
    )(house)


def goes_home(house: Gatehouse) -> None:
    """Who was on shift leaves by PIN, and the report of the shift is sealed."""
    house.seen["goes"] = house.guard
    pin(house.guard)(house)
    kept(f"{AUDIT} = 'shift.ended' order by at desc", house.seen["goes"])(house)
    ((body,),) = house.rows(
        "select body from audit where kind = 'shift.ended' order by at desc limit 1"
    )
    told = json.loads(body)
    sheet = (house.folder / told["sheet"]).read_bytes()
    assert sheet.startswith(b"%PDF")
    assert hashlib.sha256(sheet).hexdigest() == told["sha256"]


def comes(house: Gatehouse) -> None:
    """The next one signs in."""
    house.seen["comes"] = NEXT_GUARD if house.seen["goes"] == GUARD else GUARD
    pin(house.seen["comes"])(house)


def is_on_shift(house: Gatehouse) -> None:
    assert house.guard == house.seen["comes"]


JOURNEYS = (
    # The first: what the others do is for the next guard to read as well.
    Journey(
        "J5 shift change",
        limit=22,
        steps=(
            tap("nav.handover", "handover.end"),
            goes_home,
            comes,
            read_all,
            tap("handover.start"),
            on("live"),
            is_on_shift,
        ),
    ),
    Journey(
        "J1 unknown delivery",
        limit=3,
        steps=(
            car("KT 4937"),
            hold_asked("ask.let_in"),
            tap("override.reason.delivery"),
            opened("ask", "delivery"),
        ),
        pulses=1,
    ),
    Journey(
        "J2 nobody answers",
        limit=3,
        steps=(
            car("ZD 5521"),
            shows("ask.let_in"),
            gone("ask.let_in"),
            nothing_sent,
            tap("live.chip.*~Decide again"),
            hold_asked("ask.let_in"),
            tap("override.reason.visitor"),
            opened("ask", "visitor"),
        ),
        pulses=1,
    ),
    Journey(
        "J3 camera dead, resident at the gate",
        limit=8,
        steps=(
            lost("camera"),
            reads("No picture from Lane in"),
            tap("live.type_plate", *(f"keypad.key.{char}" for char in "KL5B")),
            shows("keypad.result.0~B=8"),
            tap("keypad.result.0"),
            hold("type_plate.let_in.gate"),
            tap("override.reason.resident"),
            opened("card", "resident"),
            found("camera"),
        ),
        pulses=1,
    ),
    Journey(
        "J4 visitor for a day",
        limit=5,
        steps=(
            car("NV 62 LPA"),
            tap_asked("ask.why"),
            tap("why.pass", "quick_pass.host.0", "quick_pass.time.today"),
            hold("quick_pass.save_and_let_in"),
            # The reader may see the pass first, and the rule opens: one pulse, and the hold has its
            # row all the same (rules 18).
            kept(
                "select count(*), min(outcome in ('ok', 'coalesced')) from gate_intent"
                " join gate_result using (intent_id) where source = 'pass'",
                *(1, 1),
            ),
            kept("select kind, host from list_entry where text = 'NV62LPA'", "visitor", "Unit 3"),
        ),
        pulses=1,
    ),
    Journey(
        "J6 ban a plate",
        limit=12,
        before=(car("PW 03 KJT"), tap_asked("ask.keep_closed"), gone("ask.keep_closed")),
        steps=(
            tap("live.card.*~P W 0 3 K J T", "why.add"),
            pin(SUPERVISOR),
            tap("editor.kind.deny", "editor.choice.threat", "editor.save"),
            kept("select kind from list_entry where text = 'PW03KJT'", "deny"),
            ban_is_told,
        ),
    ),
    Journey(
        "J7 relay lost",
        limit=3,
        steps=(
            lost("relay"),
            shows("gate.gate.open~NO RELAY"),
            tap("gate.gate.open"),
            shows("steps~Turn the key switch at the gate cabinet"),
            tap("steps.by_key", "override.reason.resident"),
            opened("key", "resident"),
            found("relay"),
            shows("gate.gate.open~OPEN"),
        ),
    ),
    Journey(
        "last Tuesday's car in the history",
        limit=5,
        before=(
            tuesdays_car,
            tap("nav.lists", "lists.supervisor"),
            pin(SUPERVISOR),
            tap("nav.history"),
        ),
        steps=(
            tap("history.span.key"),
            its_day,
            tap("history.reason.check"),
            shows("history.rows.0"),
            its_plate,
            tap("history.reason.check"),
            its_row,
            shows("evidence.seal"),
        ),
    ),
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gatehouse]:
    with gatehouse(tmp_path_factory.mktemp("house")) as made:
        yield made


def tidy(house: Gatehouse) -> None:
    """Go back to Live with an empty lane, whatever is open."""
    house.lane.live()
    house.find_relay()
    for way_out in ("steps.close", "pin.cancel", "override.close"):
        if house.kiosk.sight.find(way_out):
            house.kiosk.tap(way_out)
    if house.kiosk.sight.page != "live":
        house.kiosk.tap("nav.live")
    house.kiosk.on("live")
    car_leaves(house)


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda one: one.code.partition(" ")[0])
def test_journey(house: Gatehouse, journey: Journey, tmp_path: Path) -> None:
    kiosk = house.kiosk
    tidy(house)
    pulses = house.seen["pulses"] = len(house.relay.pulses)
    pictures = Path(os.environ.get("ALPR_JOURNEY_PICTURES", tmp_path))
    try:
        for step in journey.before:
            step(house)
        kiosk.begin()
        for step in journey.steps:
            step(house)
    finally:
        house.picture(pictures / f"{journey.code}.png".replace(" ", "-"))
    assert kiosk.touches <= journey.limit, kiosk.places
    house.pulsed(pulses + journey.pulses)
    assert kiosk.sight.windows == ("MainWindow",)
    assert kiosk.longest_quiet_s < LONGEST_QUIET_S
    tidy(house)
