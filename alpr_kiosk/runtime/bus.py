# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one place the screen listens to, and the one way it speaks."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.inside import InsideView
from alpr_kiosk.domain.intents import Intent
from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.domain.look import LookSettings
from alpr_kiosk.domain.queries import Query
from alpr_kiosk.domain.shift import ShiftView
from alpr_kiosk.runtime.views import PreviewImage


class SiteBus(QObject):
    """Signals of the running site.

    All are delivered on the GUI thread; the payloads are frozen.

    Signals:
        frame_available (str camera_id): A newer preview waits in the mailbox (conflated).
        camera_changed (CameraHealth): State of a camera changed, or its fps (at most 1 Hz).
        overlay_changed (Overlay): Boxes of the newest result.
        plate_measured (str camera_id, PlateMeasure): The ruler's figures, while `set_ruler` is on.
        car_counted (str camera_id, bool settled): A vehicle left a lane, read or not.
        passage_changed (PassageView): A card is new or changed (same passage id replaces).
        passage_closed (str passage_id): The car is gone.
        ask_changed (object): AskView to show (also each second), or None when none is open.
        ask_closed (str decision_id, str code): A question ended; code says how.
        gate_changed (GateView): A gate's panel changed.
        lane_mode_changed (str lane_id, LaneMode): A lane decides in another way from now on.
        alert_changed (Alert): An alert is new, counted, seen or ended.
        lists_changed (object): Tuple of all ListEntry, after a change.
        health_changed (SiteHealth): The status bar, at most twice a second.
        intent_answered (IntentAnswer): Answer to a submitted intent.
        override_done (str intent_id, str gate_id): A person opened a gate; ask why.
        decision_logged (DecisionRecord): Every decision, once, in order.
        gate_result (GateIntent, GateResult): Every command's end, once.
        commissioning_changed (Commissioning): More was seen of a gate that is commissioned.
        inside_changed (InsideView): Somebody came in, left, or was corrected.
        query_answered (QueryAnswer): Answer to a query, once.
        query_progressed (QueryProgress): How far a query is, at most 10 times a second.
        config_trial_changed (object): ConfigTrial, each second of a trial, then None.
        rebuild_wanted (str code): Other settings count: the site must be built anew.
        setup_changed (frozenset of lane ids): Lanes that are by hand only while somebody draws.
        first_run_changed (FirstRun): How far the first run is; silent where it is over.
        drive_test_changed (DriveTest): Another car of the drive test was counted.
        shift_changed (object): `ShiftView` of the shift that goes on now, None for none.
        stopped (): Everything is shut down.
    """

    frame_available = Signal(str)
    camera_changed = Signal(object)
    overlay_changed = Signal(object)
    plate_measured = Signal(str, object)
    car_counted = Signal(str, bool)
    passage_changed = Signal(object)
    passage_closed = Signal(str)
    ask_changed = Signal(object)
    ask_closed = Signal(str, str)
    gate_changed = Signal(object)
    lane_mode_changed = Signal(str, object)
    alert_changed = Signal(object)
    lists_changed = Signal(object)
    health_changed = Signal(object)
    intent_answered = Signal(object)
    override_done = Signal(str, str)
    decision_logged = Signal(object)
    gate_result = Signal(object, object)
    commissioning_changed = Signal(object)
    inside_changed = Signal(object)
    query_answered = Signal(object)
    query_progressed = Signal(object)
    config_trial_changed = Signal(object)
    rebuild_wanted = Signal(str)
    setup_changed = Signal(object)
    first_run_changed = Signal(object)
    drive_test_changed = Signal(object)
    shift_changed = Signal(object)
    stopped = Signal()


class SiteApi(Protocol):
    """What the screen may call on the running site; all calls return at once, GUI thread only."""

    bus: SiteBus

    def submit(self, intent: Intent) -> None:
        """Hand over a request; the answer comes by `bus.intent_answered`."""
        ...

    def query(self, query: Query) -> None:
        """Have something found or worked through; the answer comes by `bus.query_answered`."""
        ...

    def cancel(self, query_id: str) -> None:
        """Nobody waits for this query any more.

        It is answered with ``query.cancelled``, unless it was done before.
        """
        ...

    def take_preview(self, camera_id: str) -> PreviewImage | None:
        """Return the newest unseen preview of a camera, None when there is none."""
        ...

    def set_preview_size(self, camera_id: str, width: int, height: int) -> None:
        """Tell the capture thread the device pixels of the tile; 0 x 0 = hidden."""
        ...

    def set_ruler(self, camera_id: str) -> None:
        """Measure the plates of a camera until told otherwise, "" for none."""
        ...

    def entries(self) -> tuple[ListEntry, ...]:
        """Return the list snapshot's entries."""
        ...

    def inside(self) -> InsideView:
        """Return who is inside, also with the database gone."""
        ...

    def collisions(self, entry: ListEntry) -> tuple[ListEntry, ...]:
        """Return other entries that look alike to `entry` (collision guard, rules 11)."""
        ...

    def kept_look(self) -> LookSettings | None:
        """Return the look that was chosen on the screen, as of the start; None before the first."""
        ...

    def users(self, scope: str) -> tuple[str, ...]:
        """Return names of users of a role, ``guard`` among them."""
        ...

    def shift(self) -> ShiftView | None:
        """Return the shift that goes on, None for none."""
        ...
