# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pairing of entries and exits (docs/adr/0024).

A book is the fold of all passings in their order: whatever order updates arrive in, and however
often, the stays are those of one run through them. An update of an older passing takes the newer
ones back, and does them again; a corrected plate therefore pairs anew, and so does what came after.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.inside import InsideView
from alpr_kiosk.domain.lists import neighbours
from alpr_kiosk.domain.plate import fold, strong_fold
from alpr_kiosk.domain.stays import LOOK_BACK, NEAR_LENGTH, SAME_CAR, Fit, Passing, Stay, StayEnd

KEPT_STEPS = 2000
"""Passings that can be taken back in memory: a morning of dense traffic. Older ones are read from
the record when they are corrected."""

_LOOSE = (Fit.STRONG, Fit.NEAR)


@dataclass(slots=True, eq=False)
class _Step:
    """A passing that was applied, and how to take it back."""

    passing: Passing
    stays: list[tuple[Stay | None, Stay | None]] = field(default_factory=list)
    left: list[tuple[str, Stay | None]] = field(default_factory=list)
    unclear: bool = False


class StayBook:
    """Who is inside, kept up by passings in any order.

    Args:
        inside: Stays that are open at the beginning.
        left: Stays that were closed within `LOOK_BACK` before it.
        since: Moment of the beginning; older passings can't be taken in.
    """

    def __init__(
        self, *, inside: Iterable[Stay] = (), left: Iterable[Stay] = (), since: int | None = None
    ) -> None:
        self._open: dict[str, Stay] = {}
        self._inside: dict[str, Stay] = {}
        self._alike: dict[str, tuple[str, ...]] = {}
        self._folds: dict[str, tuple[str, ...]] = {}
        self._left: dict[str, Stay] = {}
        self._unread: dict[str, Stay] = {}
        self._alphabet: set[str] = set()
        self._steps: list[_Step] = []
        self._places: dict[str, tuple[int, str]] = {}
        self._since = None if since is None else (since, "")
        self._changed: dict[str, tuple[Stay | None, Stay | None]] = {}
        self._unclear_before: list[datetime] = []
        for stay in inside:
            self._index(stay)
        for stay in sorted(left, key=lambda one: one.ended_moment or 0):
            if stay.is_unclear:
                self._unclear_before.append(stay.seen_at)
            elif stay.text and stay.text not in self._inside and stay.left_at is not None:
                self._left[stay.text] = stay

    @property
    def view(self) -> InsideView:
        """Who is inside now; a copy that stays as it is."""
        unclear = [step.passing.at for step in self._steps if step.unclear]
        return InsideView(
            inside=MappingProxyType(dict(self._inside)),
            left=MappingProxyType(dict(self._left)),
            alike=MappingProxyType(dict(self._alike)),
            unread=tuple(self._unread.values()),
            unclear_at=(*self._unclear_before, *unclear),
        )

    def reaches(self, passing: Passing) -> bool:
        """Return whether `passing` is young enough to be taken in here."""
        return self._since is None or passing.key > self._since

    def put(self, passing: Passing) -> Mapping[str, Stay | None]:
        """Take a passing in, or what is known of it by now.

        Returns:
            The stays that changed, by id; None for one that is not there any more.
        """
        place = self._places.get(passing.passage_id)
        known = self._steps[self._find(place)].passing if place is not None else None
        if known == passing:
            return {}
        self._changed = {}
        first = passing.key if place is None else min(place, passing.key)
        index = self._find(first)
        later = [step.passing for step in self._steps[index:] if step.passing is not known]
        for step in reversed(self._steps[index:]):
            self._take_back(step)
        del self._steps[index:]
        later.append(passing)
        for one in sorted(later, key=lambda each: each.key):
            self._do(one)
        self._forget()
        return {
            stay_id: after for stay_id, (before, after) in self._changed.items() if before != after
        }

    def _find(self, key: tuple[int, str]) -> int:
        return bisect_left(self._steps, key, key=lambda step: step.passing.key)

    def _forget(self) -> None:
        """Let go of the oldest steps, and of closed stays that are out of sight by then."""
        gone = len(self._steps) - KEPT_STEPS
        if gone < KEPT_STEPS // 4:
            return
        for step in self._steps[:gone]:
            del self._places[step.passing.passage_id]
            if step.unclear:
                self._unclear_before.append(step.passing.at)
        self._since = self._steps[gone - 1].passing.key
        del self._steps[:gone]
        oldest = self._steps[0].passing.at - LOOK_BACK
        self._unclear_before = [at for at in self._unclear_before if at >= oldest]
        self._left = {text: stay for text, stay in self._left.items() if stay.seen_at >= oldest}

    # ------------------------------------------------------------------------------- one passing

    def _do(self, passing: Passing) -> None:
        step = _Step(passing)
        self._steps.append(step)
        self._places[passing.passage_id] = passing.key
        if passing.stay_id:
            stay = self._open.get(passing.stay_id)
            if stay is not None and passing.through:
                self._close(step, stay, Fit.BY_HAND, StayEnd.BY_HAND)
        elif not passing.through:
            self._see(step)
        elif passing.direction is Direction.IN:
            self._enter(step)
        elif passing.direction is Direction.OUT:
            self._leave(step)

    def _see(self, step: _Step) -> None:
        """A car that is inside was seen somewhere."""
        passing = step.passing
        stay = self._inside.get(passing.text)
        if stay is not None and passing.camera_id:
            self._change(step, stay, replace(stay, camera_id=passing.camera_id, seen_at=passing.at))

    def _enter(self, step: _Step) -> None:
        passing = step.passing
        stay = self._inside.get(passing.text)
        if stay is not None:
            entered = stay.entered_at or stay.seen_at
            if passing.by or passing.at - entered <= SAME_CAR:
                self._see(step)
                return
            self._change(
                step,
                stay,
                replace(stay, end=StayEnd.NOT_SEEN, ended_moment=passing.moment, fit=Fit.EXACT),
            )
        self._remember(step, passing.text, None)
        self._change(
            step,
            None,
            Stay(
                stay_id=passing.passage_id,
                text=passing.text,
                entered_at=passing.at,
                entered_moment=passing.moment,
                entry_passage=None if passing.by else passing.passage_id,
                entry_id=passing.entry_id,
                gate_in=passing.gate_id,
                camera_id=passing.camera_id,
                seen_at=passing.at,
            ),
        )

    def _leave(self, step: _Step) -> None:
        passing = step.passing
        if not passing.text:
            oldest = next(iter(self._unread.values()), None)
            if oldest is not None:  # which of several does not matter: nothing tells them apart
                self._close(step, oldest, Fit.UNREAD)
            else:
                self._unpaired(step, passing, Fit.UNREAD)
            return
        stay = self._inside.get(passing.text)
        if stay is not None:
            self._close(step, stay, Fit.EXACT)
            return
        last = self._left.get(passing.text)
        if last is not None and last.left_at is not None:
            if passing.at - last.left_at <= SAME_CAR and last.fit not in _LOOSE:
                return  # the same exit, seen twice
            if passing.at - last.left_at <= LOOK_BACK and last.fit in _LOOSE:
                self._claim(step, last)
                return
        found, fit = self._alike_inside(passing.text)
        if len(found) == 1:
            self._close(step, found[0], fit)
        else:
            self._unpaired(step, passing, Fit.TIE if found else Fit.NONE)

    def _alike_inside(self, text: str) -> tuple[list[Stay], Fit]:
        """Return who inside this misread exit may be, by the closest likeness that fits anybody."""
        strong = [self._inside[other] for other in self._alike.get(strong_fold(text), ())]
        if strong:
            return strong, Fit.STRONG
        key = fold(text)
        if len(key) >= NEAR_LENGTH:
            keys = {key, *neighbours(key, sorted(self._alphabet))} & self._folds.keys()
            near = [self._inside[other] for one in sorted(keys) for other in self._folds[one]]
            if near:
                return near, Fit.NEAR
        return list(self._unread.values()), Fit.UNREAD

    def _claim(self, step: _Step, stay: Stay) -> None:
        """Give a stay that ended with a look-alike to the exit that names its plate.

        The look-alike was another car: it left without anybody knowing that it was inside.
        """
        self._close(step, stay, Fit.EXACT)
        self._unpaired(
            step,
            Passing(
                passage_id=stay.exit_passage or stay.stay_id,
                moment=stay.ended_moment or 0,
                at=stay.left_at or stay.seen_at,
                text=stay.exit_text,
                direction=Direction.OUT,
                through=True,
                camera_id=stay.camera_id,
                gate_id=stay.gate_out,
            ),
            Fit.NONE,
        )

    def _close(self, step: _Step, stay: Stay, fit: Fit, end: StayEnd = StayEnd.EXIT) -> None:
        passing = step.passing
        closed = replace(
            stay,
            text=stay.text or passing.text,
            left_at=passing.at,
            ended_moment=passing.moment,
            exit_passage=None if passing.by else passing.passage_id,
            exit_text=passing.text,
            end=end,
            fit=fit,
            gate_out=passing.gate_id,
            camera_id=passing.camera_id or stay.camera_id,
            seen_at=passing.at,
        )
        self._change(step, stay, closed)
        self._remember(step, closed.text, closed)

    def _unpaired(self, step: _Step, passing: Passing, fit: Fit) -> None:
        """An exit of a car whose entry is not known."""
        stay = Stay(
            stay_id=passing.passage_id,
            text=passing.text,
            left_at=passing.at,
            ended_moment=passing.moment,
            exit_passage=passing.passage_id,
            exit_text=passing.text,
            end=StayEnd.EXIT,
            fit=fit,
            gate_out=passing.gate_id,
            camera_id=passing.camera_id,
            seen_at=passing.at,
        )
        self._change(step, None, stay)
        step.unclear = step.unclear or stay.is_unclear
        self._remember(step, stay.text, stay)

    # ------------------------------------------------------------------------- changes, both ways

    def _change(self, step: _Step, before: Stay | None, after: Stay | None) -> None:
        step.stays.append((before, after))
        self._set(before, after)

    def _remember(self, step: _Step, text: str, stay: Stay | None) -> None:
        """Keep the newest closed stay of a plate; None once it is inside again."""
        before = self._left.get(text)
        if not text or (stay is not None and before is not None and _newer(before, stay)):
            return
        step.left.append((text, before))
        self._left.pop(text, None)
        if stay is not None:
            self._left[text] = stay

    def _take_back(self, step: _Step) -> None:
        del self._places[step.passing.passage_id]
        for before, after in reversed(step.stays):
            self._set(after, before)
        for text, stay in reversed(step.left):
            self._left.pop(text, None)
            if stay is not None:
                self._left[text] = stay

    def _set(self, before: Stay | None, after: Stay | None) -> None:
        if before is not None and before.is_inside:
            self._unindex(before)
        if after is not None and after.is_inside:
            self._index(after)
        stay = after or before
        if stay is not None:
            first = self._changed.get(stay.stay_id, (before, after))[0]
            self._changed[stay.stay_id] = (first, after)

    def _index(self, stay: Stay) -> None:
        self._open[stay.stay_id] = stay
        if not stay.text:
            self._unread[stay.stay_id] = stay
            if len(self._unread) > 1:
                order = sorted(self._unread.values(), key=lambda s: (s.entered_moment, s.stay_id))
                self._unread = {one.stay_id: one for one in order}
            return
        self._inside[stay.text] = stay
        _add(self._alike, strong_fold(stay.text), stay.text)
        _add(self._folds, fold(stay.text), stay.text)
        self._alphabet.update(fold(stay.text))

    def _unindex(self, stay: Stay) -> None:
        del self._open[stay.stay_id]
        if not stay.text:
            del self._unread[stay.stay_id]
            return
        if self._inside.get(stay.text, stay).stay_id != stay.stay_id:
            return  # a record that was changed behind our back has two of a plate
        self._inside.pop(stay.text, None)
        _remove(self._alike, strong_fold(stay.text), stay.text)
        _remove(self._folds, fold(stay.text), stay.text)


def _newer(one: Stay, other: Stay) -> bool:
    return (one.ended_moment or 0) > (other.ended_moment or 0)


def _add(table: dict[str, tuple[str, ...]], key: str, text: str) -> None:
    table[key] = tuple(sorted({*table.get(key, ()), text}))


def _remove(table: dict[str, tuple[str, ...]], key: str, text: str) -> None:
    rest = tuple(other for other in table.pop(key, ()) if other != text)
    if rest:
        table[key] = rest
