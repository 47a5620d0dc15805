# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first run of a kiosk: its steps, how far it is, and the cars of its drive test.

Until the drive test was passed, or a supervisor has accepted the risk by a PIN, every car is asked
about: the computer opens no gate (screens.md S24).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.people_intents import PeopleIntent
from alpr_kiosk.domain.queries import Query

STEPS = (
    "language",
    "screen",
    "place",
    "pin",
    "cameras",
    "zones",
    "gates",
    "lists",
    "keeping",
    "drive",
    "sheet",
)
"""In this order (screens.md S24)."""
MAY_WAIT = frozenset({"cameras", "zones", "gates", "lists", "drive"})
"""Steps that may be done later."""
BEFORE_PIN = frozenset({"language", "screen", "place"})
"""Steps before anybody has a PIN; whoever stands there does them."""
CARS = 5
"""Cars that must be read in a row, each way of each lane (screens.md S24)."""
SETTING = "setup"
"""Where the record keeps how far it is."""
LATER, DONE = "later", "done"
DRIVEN, RISK, BEFORE = "drive", "risk", "before"
"""Why automatic opening is on: cars were driven, a risk was taken, or the site ran before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrivenCar:
    """A car of the drive test.

    Attributes:
        plate: What was read, "" when nothing was.
        read: It was read, and decided about.
    """

    plate: str
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneDrive:
    """The drive test of a lane in one direction.

    Attributes:
        lane_id: The lane.
        direction: Which way.
        cars: Cars in the order in which they came.
    """

    lane_id: str
    direction: Direction
    cars: tuple[DrivenCar, ...] = ()

    @property
    def read(self) -> int:
        """Cars that were read, of the newest `CARS`."""
        return sum(car.read for car in self.cars[-CARS:])

    @property
    def passed(self) -> bool:
        """Whether `CARS` in a row were read."""
        newest = self.cars[-CARS:]
        return len(newest) == CARS and all(car.read for car in newest)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRun:
    """How far it is.

    Attributes:
        step: Step to go on with, one of `STEPS`.
        done: Steps that are done.
        later: Steps that were put off.
        automatic: Why automatic opening is on, "" while it is off.
        actor: Who accepted the risk, "" when nobody had to.
        sheet: Name of the result sheet in the data folder, "" before there is one.
        drive: The newest drive test; it keeps no plate.
    """

    step: str = STEPS[0]
    done: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    automatic: str = ""
    actor: str = ""
    sheet: str = ""
    drive: tuple[LaneDrive, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether nothing is left: there is a sheet, and automatic opening is on."""
        return bool(self.automatic) and (bool(self.sheet) or self.automatic == BEFORE)

    @property
    def walked(self) -> bool:
        """Whether somebody has been at its end, with steps put off or not."""
        return bool(self.sheet) or self.automatic == BEFORE

    @property
    def number(self) -> int:
        """Number of the step to go on with, from 1."""
        return STEPS.index(self.step) + 1

    def after(self, step: str, *, later: bool) -> FirstRun:
        """Return it after a step was done or put off."""
        done = tuple(one for one in STEPS if one in self.done or one == step)
        waiting = {*self.later, step} if later else {*self.later} - {step}
        if later:
            done = tuple(one for one in done if one != step)
        following = STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]
        return replace(
            self,
            step=following,
            done=done,
            later=tuple(one for one in STEPS if one in waiting),
        )

    def kept(self) -> str:
        """Return it as the record keeps it."""
        names = ("step", "done", "later", "automatic", "actor", "sheet")
        drive = [
            [lane.lane_id, lane.direction.value, [car.read for car in lane.cars]]
            for lane in self.drive
        ]
        values = {name: getattr(self, name) for name in names}
        return json.dumps(values | {"drive": drive}, sort_keys=True)


SET_UP_BEFORE = FirstRun(step=STEPS[-1], done=STEPS, automatic=BEFORE)
"""A site that ran before there were first steps, or was set up by its files."""


def first_run_from(text: str | None, *, fresh: bool) -> FirstRun:
    """Return what the record keeps.

    Args:
        text: As kept; None or damaged means that nothing is known.
        fresh: Nobody has a PIN, and there is no camera: the first run begins.
    """
    otherwise = FirstRun() if fresh else SET_UP_BEFORE
    try:
        found = json.loads(text or "")
    except ValueError:
        # Damaged is not "never begun": what was off stays off until somebody has looked.
        return FirstRun() if text else otherwise
    if not isinstance(found, dict) or found.get("step") not in STEPS:
        return FirstRun()
    words = {name: str(found.get(name) or "") for name in ("step", "automatic", "actor", "sheet")}
    lists = {
        name: tuple(one for one in STEPS if one in (found.get(name) or ()))
        for name in ("done", "later")
    }
    if words["automatic"] not in ("", DRIVEN, RISK, BEFORE):
        words["automatic"] = ""
    return FirstRun(**words, **lists, drive=_drive_from(found.get("drive")))  # type: ignore[arg-type]


def _drive_from(found: object) -> tuple[LaneDrive, ...]:
    try:
        return tuple(
            LaneDrive(
                lane_id=str(lane_id),
                direction=Direction(way),
                cars=tuple(DrivenCar(plate="", read=bool(read)) for read in cars),
            )
            for lane_id, way, cars in found  # type: ignore[attr-defined]
        )
    except (TypeError, ValueError):
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DriveTest:
    """The drive test as far as it is; an empty one is never passed.

    Attributes:
        lanes: Each lane and way.
        running: Cars are being counted.
    """

    lanes: tuple[LaneDrive, ...] = ()
    running: bool = False

    @property
    def passed(self) -> bool:
        """Whether all lanes have passed."""
        return bool(self.lanes) and all(lane.passed for lane in self.lanes)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunIntent(PeopleIntent):
    """A step of the first run; answered in the thread of the door.

    Needs the session of a supervisor or an installer, once anybody has a PIN.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupStepDone(FirstRunIntent):
    """A step is done, or put off.

    Refused with ``setup.cant_wait``, ``setup.no_supervisor`` or ``setup.not_driven``.

    Attributes:
        step: One of `STEPS`.
        later: It is put off.
        drive: The drive test; the site fills it in itself.
    """

    step: str
    later: bool = False
    drive: tuple[LaneDrive, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DriveTestStarted(FirstRunIntent):
    """Count cars from now on, from none; moves and writes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarNotRead(FirstRunIntent):
    """A car of the drive test drove through, and nothing was read; writes nothing."""

    lane_id: str
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskAccepted(FirstRunIntent):
    """A supervisor lets the computer open gates without a drive test; `session` is of a PIN."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstUserSaved(PeopleIntent):
    """The first PIN of a supervisor, or of an installer: typed by the person, never a default.

    The first supervisor needs no session, because nobody has one yet; the first installer needs
    the supervisor's. Answered as a right PIN is, with ``session``, ``user`` and ``role``. Refused
    with ``setup.users_exist``, ``pin.too_simple``, ... `repr` never shows the PIN.

    Attributes:
        user: Name or number.
        role: ``supervisor`` or ``installer``.
        pin: The PIN.
    """

    user: str
    role: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommissionedWanted(Query):
    """Which gates have a result sheet that says commissioned; a frozenset of their ids."""
