# SPDX-License-Identifier: AGPL-3.0-or-later
"""J8: a lane is commissioned by touch, from a camera that the network has to a gate that opens."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from alpr_kiosk.domain.first_run import CARS, DRIVEN, SETTING
from tests.journeys.gatehouse import INSTALLER, Gatehouse
from tests.journeys.kiosk import LONGEST_QUIET_S
from tests.journeys.lane import START_M, ZONE
from tests.journeys.new_site import ALLOWED, new_site
from tests.journeys.steps import Step, car_leaves, kept, pin

pytestmark = [pytest.mark.heavy, pytest.mark.xvfb]

LIMIT = 45
"""Touches, without text entry (screens.md, J8)."""
FAR_M = 32.0
"""From there a car is seen before the first line, on a busy machine too: its way is known."""
READ = ((0.02, 0.43), (0.98, 0.43), (0.98, 0.97), (0.02, 0.97))
LINE_A, LINE_B = ((0.33, 0.55), (0.67, 0.55)), ((0.28, 0.61), (0.68, 0.61))
STRANGERS = ("ZD 5521", "NV 62 LPA", "PW 03 KJT", "BA 77 XKC")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Gatehouse]:
    with new_site(tmp_path) as made:
        yield made


def uncounted(house: Gatehouse, *steps: Step) -> None:
    """Do what is no touch of the lane: a PIN is text, and lists are the office's."""
    touches = house.kiosk.touches
    for step in steps:
        step(house)
    house.kiosk.touches = touches


def keep(house: Gatehouse) -> None:
    """New settings are kept once the site runs with them."""
    house.kiosk.tap("trial.keep")
    house.kiosk.until(lambda sight: not sight.named("trial.keep"), "the end of the trial")


def go_on(house: Gatehouse) -> None:
    """To the next step of the wizard, whose number comes."""
    strip = house.kiosk.shows("setup.strip")
    house.kiosk.tap("setup.next")
    house.kiosk.until(
        lambda sight: any(one.label != strip.label for one in sight.named("setup.strip")),
        "the next step",
    )


def add_camera(house: Gatehouse) -> None:
    kiosk = house.kiosk
    kiosk.tap("setup.cameras.add.key.0")
    uncounted(house, pin(INSTALLER))
    kiosk.tap("cameras.search")
    kiosk.tap("cameras.found.0")
    kiosk.tap("cameras.test.run")
    kiosk.shows("cameras.test.run~TEST again")
    kiosk.tap("cameras.form.save")
    keep(house)
    kiosk.tap("cameras.back")


def draw_zones(house: Gatehouse) -> None:
    kiosk = house.kiosk
    kiosk.tap("setup.zones.*.key.0")
    for tool, points in (
        ("read", READ),
        ("open", ZONE),
        ("line_a", LINE_A),
        ("line_b", LINE_B),
    ):
        kiosk.tap(f"zones.tool.{tool}")
        for x, y in points:
            kiosk.tap_at("zones.canvas.picture", x, y)
    kiosk.tap("zones.save")
    keep(house)
    kiosk.tap("zones.back")


def pulse_gate(house: Gatehouse) -> None:
    kiosk = house.kiosk
    kiosk.tap("setup.gates.gate.key.0")
    kiosk.tap("gates.page.relay")
    kiosk.tap("gates.check")
    kiosk.tap("gates.page.test")
    kiosk.tap("gates.second.turns_back")
    for number in range(1, 4):
        kiosk.tap("gates.clear")
        kiosk.hold("gates.test_pulse")
        kiosk.reads(f"{number} of 3 good pulses in a row")
    kiosk.tap("gates.back")
    kiosk.tap("gates.unsaved.leave")


def drive(house: Gatehouse) -> None:
    """Five cars, one of them allowed: all are asked about, the computer opens nothing."""
    kiosk = house.kiosk
    kiosk.tap("setup.drive.start")
    pulses = len(house.relay.pulses)
    for number, plate in enumerate((*STRANGERS, ALLOWED), start=1):
        house.lane.drive_up(plate, FAR_M if plate == ALLOWED else START_M)
        kept("select count(*) from passage where settled and action = 'ask'", number)(house)
        car_leaves(house)
    assert number == CARS
    assert len(house.relay.pulses) == pulses, "nothing is opened before the last step"


def test_j8_a_lane_is_commissioned(house: Gatehouse, tmp_path: Path) -> None:
    kiosk = house.kiosk
    pictures = Path(os.environ.get("ALPR_JOURNEY_PICTURES", tmp_path))
    try:
        kiosk.on("setup")
        kiosk.begin()
        for part in (add_camera, draw_zones, pulse_gate):
            part(house)
            go_on(house)
        uncounted(house, go_on, go_on)
        drive(house)
        go_on(house)
        kiosk.shows("setup.sheet.automatic~on: the drive test is passed")
        kiosk.shows("setup.sheet.*~PASS")
        kiosk.shows("setup.sheet.*~zones, gate and drive test are good")
    finally:
        house.picture(pictures / "J8-commission-a-lane.png")
    assert kiosk.touches <= LIMIT, kiosk.places
    # Each pulse of the gate that counted is on a sheet that nobody had to ask for.
    (sheet,) = (json.loads(one.read_text()) for one in (house.folder / "commissioning").iterdir())
    assert (sheet["commissioned"], sheet["good_pulses"], sheet["actor"]) == (True, 3, INSTALLER)
    told = dict(house.rows("select key, value from setting"))
    assert json.loads(told[SETTING])["automatic"] == DRIVEN
    # Automatic opening is on: the same car is let in by the rule.
    pulses = len(house.relay.pulses)
    house.lane.drive_up(ALLOWED, FAR_M)
    kept("select source from gate_intent order by requested_at desc", "rule")(house)
    house.pulsed(pulses + 1)
    assert kiosk.longest_quiet_s < LONGEST_QUIET_S
