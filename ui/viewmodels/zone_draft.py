# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is being drawn on a picture, with Undo; nothing of it counts before it is saved."""

from __future__ import annotations

from dataclasses import replace

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain import drawing as geometry
from alpr_kiosk.domain.drawing import Drawing, Mistake, Place, Tool
from alpr_kiosk.domain.geometry import Point
from alpr_kiosk.domain.settings_intents import Change

UNDO_MOST = 50
"""Steps that Undo goes back; our choice."""


def drawing_of(camera: CameraConfig) -> Drawing:
    """Return what is drawn on the picture of a camera of the site file."""
    return geometry.drawing_of(
        read=camera.read_zone,
        open_zone=camera.open_zone,
        ignore=camera.ignore,
        line_a=camera.line_a,
        line_b=camera.line_b,
    )


class ZoneDraft:
    """One drawing that changes.

    Args:
        saved: What counts now.
        aspect: Width of the picture over its height.
    """

    def __init__(self, saved: Drawing, *, aspect: float = 16 / 9) -> None:
        self.saved = saved
        self.now = saved
        self.aspect = aspect
        self.tool = Tool.READ
        self.shape = 0
        self.chosen: Place | None = None
        self._before: list[Drawing] = []

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        return self.now != self.saved

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What keeps it from being saved."""
        return geometry.mistakes(self.now)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to go back."""
        return bool(self._before)

    def changes(self, camera_id: str) -> tuple[Change, ...]:
        """Return what must be changed in the site file."""
        return geometry.changes(camera_id, self.saved, self.now)

    def use(self, tool: Tool) -> None:
        """Draw with another tool; each use of masks begins a new one, unless one is unfinished."""
        self.tool = tool
        masks = self.now.ignore
        unfinished = bool(masks) and len(masks[-1]) < geometry.POINTS_LEAST
        self.shape = 0
        if tool is Tool.IGNORE:
            self.shape = len(masks) - 1 if unfinished else len(masks)
        self.chosen = None

    def tap(self, at: Point) -> Place:
        """Put a point there; a full line begins anew."""
        self._keep()
        self.now, place = geometry.added(self.now, self.tool, self._snapped(at, None), self.shape)
        if self.now == self._before[-1]:
            self._before.pop()  # the shape is full
        self.chosen = place
        return place

    def begin_move(self, place: Place) -> None:
        """A finger took a point; all of its way is one step of Undo."""
        self._keep()
        self._choose(place)

    def move(self, place: Place, to: Point, *, snap: bool = True) -> None:
        """The point is there now."""
        where = self._snapped(to, place) if snap else to
        self.now = geometry.moved(self.now, place, where)

    def end_move(self) -> None:
        """The finger let go; a way that led nowhere is no step."""
        if self._before and self._before[-1] == self.now:
            self._before.pop()

    def nudge(self, place: Place, dx: float, dy: float) -> None:
        """Move a point a little, by keys."""
        at = self.now.at(place)
        if at is not None:
            self._keep()
            self.now = geometry.moved(self.now, place, Point(at.x + dx, at.y + dy))
            self.end_move()

    def remove(self, place: Place) -> None:
        """Take a point out."""
        self._keep()
        self.now = geometry.removed(self.now, place)
        left = self.now.points(place.tool, place.shape)
        self.chosen = replace(place, index=min(place.index, len(left) - 1)) if left else None
        if place.tool is Tool.IGNORE and not left:
            self.use(self.tool)

    def undo(self) -> None:
        """Go one step back."""
        if self._before:
            self.now = self._before.pop()
            self.chosen = None
            self.use(self.tool)

    def throw_away(self) -> None:
        """Go back to what is saved."""
        self.now = self.saved
        self._before.clear()
        self.use(self.tool)

    def next_place(self, step: int) -> Place | None:
        """Choose the next point, or the one before; None past the end, where the focus goes on."""
        places = list(self.now.places())
        if not places:
            return None
        if self.chosen not in places:
            at = 0 if step > 0 else len(places) - 1
        else:
            at = places.index(self.chosen) + step
        if not 0 <= at < len(places):
            self.chosen = None
            return None
        self._choose(places[at])
        return self.chosen

    def _choose(self, place: Place) -> None:
        self.chosen = place
        self.tool, self.shape = place.tool, place.shape

    def _keep(self) -> None:
        self._before.append(self.now)
        del self._before[:-UNDO_MOST]

    def _snapped(self, at: Point, own: Place | None) -> Point:
        others = [
            point
            for place in self.now.places()
            if place != own
            and not (place.tool is self.tool and place.shape == self.shape)
            and (point := self.now.at(place)) is not None
        ]
        return geometry.snapped(at, others, aspect=self.aspect)
