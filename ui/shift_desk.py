# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reminds of the end of a shift, and of a hand-over that was left for later."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import CameraHealth, CameraState
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.people_queries import Handover, HandoverWanted
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.shift import ASK_AGAIN, REMINDERS, ShiftView
from alpr_kiosk.runtime.bus import SiteApi
from alpr_kiosk.runtime.views import GateView
from ui import messages
from ui.asker import Asker
from ui.localtime import LocalTime
from ui.people import People

_SEEN = (CameraState.LIVE, CameraState.LATE, CameraState.CONNECTING, CameraState.ENDED)
"""States of a camera of which the next guard need not be told."""


class ShiftDesk(QObject):
    """Says a word when it is time, and knows what a hand-over must tell of cameras and gates.

    Signals:
        said (str text, str icon): A short word for the lower edge.
        unread_changed (int): So many items of the hand-over wait to be read.

    Attributes:
        unread: How many.
    """

    said = Signal(str, str)
    unread_changed = Signal(int)

    def __init__(
        self,
        *,
        site: SiteApi,
        people: People,
        asker: Asker,
        clock: Clock,
        local: LocalTime,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._people = people
        self._asker = asker
        self._clock = clock
        self._local = local
        self._cameras: dict[str, CameraHealth] = {}
        self._gates: dict[str, GateView] = {}
        self._shift: ShiftView | None = None
        self._reminded = 0
        self._ask_at: datetime | None = None
        self.unread = 0
        site.bus.camera_changed.connect(self._on_camera)
        site.bus.gate_changed.connect(self._on_gate)

    @property
    def cameras_down(self) -> tuple[tuple[str, str], ...]:
        """(id, since when) of cameras whose picture nobody can trust."""
        return tuple(
            (camera_id, self._local.hm(health.since_at))
            for camera_id, health in self._cameras.items()
            if health.state not in _SEEN
        )

    @property
    def held(self) -> tuple[tuple[str, str], ...]:
        """(id, until when) of gates that are held open."""
        return tuple(
            (gate_id, self._local.hm(view.held_until))
            for gate_id, view in self._gates.items()
            if view.state is GateState.HELD_OPEN
        )

    def wanted(self, user: str, session: str = "", *, leaving: bool = False) -> HandoverWanted:
        """Return the question for a hand-over."""
        return HandoverWanted(
            user=user,
            session=session,
            leaving=leaving,
            cameras_down=self.cameras_down,
            held=self.held,
        )

    def left_unread(self, number: int) -> None:
        """So many items of the hand-over wait; it is asked again after a while."""
        if number != self.unread:
            self.unread = number
            self.unread_changed.emit(number)
        if not number:
            self._ask_at = None
        elif self._ask_at is None:
            self._ask_at = self._clock.utc_now() + ASK_AGAIN

    def on_shift(self, view: ShiftView | None) -> None:
        """The site has said who is on shift."""
        before, self._shift = self._shift, view
        if view is None:
            self.left_unread(0)
            due = before.shift.forced_at if before is not None else None
            if before is not None and due is not None and self._clock.utc_now() >= due:
                values = {"user": before.shift.user}
                self.said.emit(messages.text("shift.over_ended", values), "badge")
            return
        if before is None or before.shift.shift_id != view.shift.shift_id:
            self._reminded, self._ask_at = 0, None
        if view.shift.skipped:
            self._asker.ask(self, self.wanted(view.shift.user), self._counted)
        else:
            self.left_unread(0)

    def tick(self) -> None:
        """Look at the clock."""
        view, now = self._shift, self._clock.utc_now()
        if view is None or self._people.locked:
            return
        if self._ask_at is not None and now >= self._ask_at:
            self._ask_at = now + ASK_AGAIN
            self.said.emit(messages.text("handover.again", {"n": self.unread}), "handover")
        end = view.shift.ends_at
        if end is None or self._reminded >= len(REMINDERS):
            return
        due = sum(1 for after in REMINDERS if now >= end + after)
        if due > self._reminded:
            self._reminded = due
            values = {"user": view.shift.user, "time": self._local.hm(end)}
            self.said.emit(messages.text("shift.over", values), "clock-warning")

    def _counted(self, answer: QueryAnswer) -> None:
        found, view = answer.result, self._shift
        if isinstance(found, Handover) and view is not None and found.user == view.shift.user:
            read = set(view.shift.read)
            self.left_unread(sum(1 for item in found.items if item.item_id not in read))

    def _on_camera(self, health: CameraHealth) -> None:
        self._cameras[health.camera_id] = health

    def _on_gate(self, view: GateView) -> None:
        self._gates[view.gate_id] = view
