# SPDX-License-Identifier: AGPL-3.0-or-later
"""The passages that the window knows, and which car stands in a gate's open zone."""

from __future__ import annotations

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.events import Action
from alpr_kiosk.runtime.views import PassageView

VIEWS_KEPT = 200
"""Cards of the rail; older passages are in the record."""


class PassageBook:
    """Newest state of each passage."""

    def __init__(self, config: AppConfig) -> None:
        self._gates = {lane.id: lane.gate for lane in config.lanes}
        self._views: dict[str, PassageView] = {}
        self._left: set[str] = set()

    def update(self, view: PassageView) -> None:
        """Take a passage's newest state."""
        self._views[view.passage.passage_id] = view
        while len(self._views) > VIEWS_KEPT:
            oldest = next(iter(self._views))
            self._views.pop(oldest)
            self._left.discard(oldest)

    def closed(self, passage_id: str) -> None:
        """Its last state stays on the card, but no opening is linked to it any more."""
        self._left.add(passage_id)

    def view(self, passage_id: str | None) -> PassageView | None:
        """Return the newest state of a passage."""
        return self._views.get(passage_id or "")

    def at_gate(self, gate_id: str) -> PassageView | None:
        """Return the passage of the car in a gate's open zone; of several the newest."""
        newest: PassageView | None = None
        for view in self._views.values():
            passage = view.passage
            if passage.closed or passage.passage_id in self._left or not passage.in_open_zone:
                continue
            if self._gates.get(passage.lane_id) != gate_id:
                continue
            if newest is None or passage.last_seen_mono > newest.passage.last_seen_mono:
                newest = view
        return newest

    def waiting(self) -> tuple[str, PassageView] | None:
        """Return the gate where a car waits that was not let in, and its passage; newest first."""
        for view in self.newest_first():
            gate_id = self.gate_of(view)
            if gate_id and self._stands(view) and not _let_in(view):
                return gate_id, view
        return None

    def _stands(self, view: PassageView) -> bool:
        passage = view.passage
        return passage.in_open_zone and not passage.closed and passage.passage_id not in self._left

    def recent(self, gate_id: str, since_mono: float) -> tuple[PassageView, ...]:
        """Return the passages at a gate that were seen since, the newest first."""
        found = [
            view
            for view in self._views.values()
            if self._gates.get(view.passage.lane_id) == gate_id
            and view.passage.last_seen_mono >= since_mono
        ]
        return tuple(sorted(found, key=lambda one: -one.passage.last_seen_mono))

    def newest_first(self) -> tuple[PassageView, ...]:
        """Return all that are known, the newest first."""
        return tuple(sorted(self._views.values(), key=lambda one: -one.passage.last_seen_mono))

    def of_plate(self, text: str) -> PassageView | None:
        """Return the newest passage of a plate."""
        found = [one for one in self._views.values() if one.passage.consensus.text == text]
        return max(found, key=lambda one: one.passage.last_seen_mono, default=None)

    def neighbour(self, passage_id: str, step: int) -> PassageView | None:
        """Return the passage so many steps later (earlier: below 0), None at the end."""
        order = sorted(self._views.values(), key=lambda one: one.passage.first_seen_mono)
        for index, view in enumerate(order):
            if view.passage.passage_id == passage_id:
                other = index + step
                return order[other] if 0 <= other < len(order) else None
        return None

    def gate_of(self, view: PassageView) -> str:
        """Return the gate of a passage's lane, "" for none."""
        return self._gates.get(view.passage.lane_id) or ""

    def car_at(self, gate_id: str) -> tuple[str | None, str | None]:
        """Return decision and passage of that car, for an opening by hand."""
        view = self.at_gate(gate_id)
        if view is None:
            return None, None
        decision_id = view.decision.decision_id if view.decision else None
        return decision_id, view.passage.passage_id


def _let_in(view: PassageView) -> bool:
    return view.decision is not None and view.decision.decision.action is Action.OPEN
