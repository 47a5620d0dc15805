# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first run."""

from __future__ import annotations

from functools import partial

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.first_run import (
    RISK,
    STEPS,
    CommissionedWanted,
    DrivenCar,
    DriveTest,
    FirstRun,
    LaneDrive,
)
from alpr_kiosk.domain.recovery import RecoveryState, RecoveryWanted
from alpr_kiosk.domain.relay_queries import SeenPort, SerialPortsWanted
from ui.scenes.settings import installer
from ui.screens.setup import SetupScreen
from ui.screens.setup_steps import GatesPart
from ui.studio import Scene, Studio


def at_step(studio: Studio, step: str, *, later: tuple[str, ...] = ()) -> SetupScreen:
    """Return the wizard at a step, with those before it done."""
    done = tuple(one for one in STEPS[: STEPS.index(step)] if one not in later)
    if STEPS.index(step) < STEPS.index("pin") + 1:
        studio.site.people = {}
    else:
        studio.site.people = {"supervisor": ("Maria",), "installer": ("Ines",)}
    studio.site.answers[CommissionedWanted] = lambda _query: frozenset({"gate-a"})
    state = FirstRun(step=step, done=done, later=later)
    studio.site.bus.first_run_changed.emit(state)
    studio.window.navigator.go("setup", step)
    page = studio.window.navigator.page
    if not isinstance(page, SetupScreen):
        raise TypeError(type(page).__name__)
    return page


def _pad(studio: Studio) -> None:
    page = at_step(studio, "pin")
    getattr(page.part, "keys")["supervisor"].click()  # noqa: B009


def _words(studio: Studio) -> None:
    page = at_step(studio, "pin")
    studio.site.people = {"supervisor": ("Maria",)}
    studio.site.answers[RecoveryWanted] = lambda _query: RecoveryState()
    page.part.enter()


def _relay(studio: Studio, kind: str = "") -> None:
    """Another gate is added: which relay has it?"""
    paths = ("pci-0000:00:14.0-usb-0:2:1.0-port0", "pci-0000:00:14.0-usb-0:3:1.0")
    studio.site.answers[SerialPortsWanted] = lambda _query: (
        SeenPort(path=f"/dev/serial/by-path/{paths[0]}", device="ttyUSB0", board="usb-1a86_USB"),
        SeenPort(path=f"/dev/serial/by-path/{paths[1]}", device="ttyACM0"),
    )
    part = at_step(studio, "gates").part
    if not isinstance(part, GatesPart):
        raise TypeError(type(part).__name__)
    installer(studio)
    part.add_key.click()
    if kind:
        part.relay.kinds.chosen.emit(kind)


def _zones(studio: Studio) -> None:
    page = at_step(studio, "place")
    getattr(page.part, "change").click()  # noqa: B009


def _drive(studio: Studio) -> None:
    plates = ("AB12CDE", "KL58MNO", "HH90TRX", "34A36837", "DR71VWE")
    lanes = (
        LaneDrive(
            lane_id="lane-in",
            direction=Direction.IN,
            cars=tuple(DrivenCar(plate=plate, read=True) for plate in plates),
        ),
        LaneDrive(
            lane_id="lane-out",
            direction=Direction.OUT,
            cars=(
                DrivenCar(plate="AB12CDE", read=True),
                DrivenCar(plate="", read=False),
                DrivenCar(plate="HH90TRX", read=True),
            ),
        ),
    )
    studio.site.bus.drive_test_changed.emit(DriveTest(lanes=lanes, running=True))
    at_step(studio, "drive", later=("lists",))


def _sheet(studio: Studio) -> None:
    _drive(studio)
    state = FirstRun(
        step="sheet",
        done=tuple(one for one in STEPS if one not in ("lists", "drive")),
        later=("lists", "drive"),
        automatic=RISK,
        actor="Maria",
        sheet="commissioning/setup-20261121T130211Z.pdf",
    )
    studio.site.bus.first_run_changed.emit(state)
    studio.window.navigator.go("setup", "sheet")


def _live(studio: Studio) -> None:
    at_step(studio, "gates")
    studio.window.navigator.home()


SCENES: tuple[Scene, ...] = (
    *(
        Scene(name=f"setup-{step}", prepare=partial(at_step, step=step))
        for step in STEPS
        if step not in ("drive", "sheet")
    ),
    Scene(name="setup-relay", prepare=_relay),
    Scene(name="setup-relay-port", prepare=lambda s: _relay(s, "lcus")),
    Scene(name="setup-relay-address", prepare=lambda s: _relay(s, "modbus_tcp")),
    Scene(name="setup-place-zones", prepare=_zones),
    Scene(name="setup-pin-pad", prepare=_pad),
    Scene(name="setup-pin-words", prepare=_words),
    Scene(name="setup-drive", prepare=_drive, kept=("day", "night")),
    Scene(name="setup-sheet", prepare=_sheet),
    Scene(name="setup-live", prepare=_live),
)
