# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first run in a running site: automatic opening stays off, and cars are counted.

Lives in the GUI thread. What is kept is written by the thread of the door.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from alpr_kiosk.config.schema import LaneConfig
from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.first_run import (
    CarNotRead,
    DrivenCar,
    DriveTest,
    DriveTestStarted,
    FirstRun,
    LaneDrive,
    SetupStepDone,
    first_run_from,
)
from alpr_kiosk.domain.intents import Intent, IntentAnswer
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.views import PassageView
from alpr_kiosk.services.access import AccessService

CARS_KEPT = 50
"""Cars of a lane that are listed; the verdict looks at the newest five."""


class FirstRunDesk(QObject):
    """Counts the cars of the drive test, and keeps automatic opening off until it may be on.

    Args:
        state: How far the first run is as the site starts.
        lanes: Lanes of the site.
        access: Decides about cars.
        bus: Where state and drive test go, and where passages come from.
    """

    def __init__(
        self,
        *,
        state: FirstRun,
        lanes: Sequence[LaneConfig],
        access: AccessService,
        bus: SiteBus,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._lanes = tuple(lanes)
        self._access = access
        self._bus = bus
        self._drive = DriveTest()
        self._cars: dict[str, PassageView] = {}
        self._counted: set[str] = set()
        access.set_first_run(on=not state.automatic)

    def start(self) -> None:
        """The site runs: say how far it is, unless there is nothing left."""
        if not self._state.finished:
            self._bus.first_run_changed.emit(self._state)
        # Only now: who looks at passages before us has shown them already.
        self._bus.passage_changed.connect(self._on_passage)
        self._bus.passage_closed.connect(self._on_closed)

    def submit(self, intent: Intent) -> Intent | None:
        """Return what the door is to be asked; None when it is done here."""
        if isinstance(intent, DriveTestStarted):
            self._begin()
            self._bus.intent_answered.emit(IntentAnswer(intent_id=intent.intent_id, ok=True))
            return None
        if isinstance(intent, CarNotRead):
            self._missed(intent)
            self._bus.intent_answered.emit(IntentAnswer(intent_id=intent.intent_id, ok=True))
            return None
        if isinstance(intent, SetupStepDone):
            # Never what a screen says: what was counted here.
            return replace(intent, drive=self._drive.lanes)
        return intent

    def answered(self, answer: IntentAnswer) -> None:
        """Look at an answer of the door on its way to the screen."""
        kept = dict(answer.context).get("setup") if answer.ok else None
        if kept is None:
            return
        self._state = first_run_from(kept, fresh=False)
        self._access.set_first_run(on=not self._state.automatic)
        self._bus.first_run_changed.emit(self._state)

    # --------------------------------------------------------------------------- the drive test

    def _begin(self) -> None:
        ways = {
            Direction.IN: (Direction.IN,),
            Direction.OUT: (Direction.OUT,),
            Direction.UNKNOWN: (Direction.IN, Direction.OUT),
        }
        lanes = tuple(
            LaneDrive(lane_id=lane.id, direction=way)
            for lane in self._lanes
            for way in ways[lane.direction]
        )
        self._cars.clear()
        self._counted.clear()
        self._tell(DriveTest(lanes=lanes, running=True))

    def _missed(self, intent: CarNotRead) -> None:
        if not self._drive.running:
            return
        car = DrivenCar(plate="", read=False)
        lanes = tuple(
            replace(lane, cars=(*lane.cars, car)[-CARS_KEPT:])
            if (lane.lane_id, lane.direction) == (intent.lane_id, intent.direction)
            else lane
            for lane in self._drive.lanes
        )
        self._tell(DriveTest(lanes=lanes, running=True))

    def _tell(self, drive: DriveTest) -> None:
        self._drive = drive
        self._bus.drive_test_changed.emit(drive)

    def _on_passage(self, view: PassageView) -> None:
        if not self._drive.running or view.passage.passage_id in self._counted:
            return
        self._cars[view.passage.passage_id] = view
        if view.passage.consensus.settled and view.decision is not None:
            self._count(view, read=True)

    def _on_closed(self, passage_id: str) -> None:
        view = self._cars.get(passage_id)
        if view is not None:
            self._count(view, read=False)  # it left, and nothing could be decided about it

    def _count(self, view: PassageView, *, read: bool) -> None:
        passage = view.passage
        self._cars.pop(passage.passage_id, None)
        self._counted.add(passage.passage_id)
        car = DrivenCar(plate=passage.consensus.text, read=read)
        lanes = []
        for lane in self._drive.lanes:
            own = lane.lane_id == passage.lane_id
            # A lane that is passed one way only says the way itself where nothing else does.
            way = passage.direction in (Direction.UNKNOWN, lane.direction)
            if own and way:
                lane = replace(lane, cars=(*lane.cars, car)[-CARS_KEPT:])  # noqa: PLW2901
            lanes.append(lane)
        self._tell(DriveTest(lanes=tuple(lanes), running=True))
