# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stays: one car inside, from its entry to its exit; the records and what counts as passing.

The pairing itself is in `stay_book`. What a passage row says does not always say that the car went
through: `went_through` is the one place where that is decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from alpr_kiosk.domain.events import Action, Direction, Reason

SAME_CAR = timedelta(minutes=2)
"""A car that is seen at the gate a second time within this is still driving the same way: a person
walked through the picture, or it stopped on the line. Nobody drives in, out and in again in two
minutes; ours."""

LOOK_BACK = timedelta(hours=24)
"""How long a closed stay may still be given to the exit that names its plate exactly, and how long
an exit that fitted nobody makes it doubtful who is inside; ours."""

NEAR_LENGTH = 4
"""Shorter texts are never paired by likeness: one character of three is a third of the plate."""


class StayEnd(str, Enum):
    """How a stay ended."""

    INSIDE = ""
    EXIT = "exit"
    NOT_SEEN = "not_seen"
    BY_HAND = "by_hand"


class Fit(str, Enum):
    """How an exit was paired with an entry, or why it was not.

    `NONE`: nobody inside fits, the car was inside since before the record or came in unread.
    `TIE`: several inside fit equally well, so none of them was taken.
    """

    EXACT = "exact"
    STRONG = "strong"
    NEAR = "near"
    UNREAD = "unread"
    BY_HAND = "by_hand"
    TIE = "tie"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """A passage, or a guard's word, as far as it matters for who is inside.

    Attributes:
        passage_id: Passage, opening by hand without one, or mark of a guard.
        moment: Orders all of them: microseconds since 1970 of the first sight.
        at: Aware UTC of the first sight.
        text: Effective plate, normalised: corrected by the guard, else as read; "" is unread.
        direction: Which way.
        through: It went through the lane, see `went_through`. A car that did not is only seen.
        camera_id: Where it was seen, "" for a mark.
        gate_id: Gate of the lane.
        entry_id: List entry of its decision.
        by: Guard who marked it, "" for a passage.
        stay_id: The stay that a guard ends by a mark.
    """

    passage_id: str
    moment: int
    at: datetime
    text: str
    direction: Direction
    through: bool
    camera_id: str = ""
    gate_id: str | None = None
    entry_id: str | None = None
    by: str = ""
    stay_id: str = ""

    @property
    def key(self) -> tuple[int, str]:
        """Place in the order of all of them."""
        return self.moment, self.passage_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One car inside.

    Attributes:
        stay_id: Id of the passage (or mark) that it began with: the entry, else the exit.
        text: Plate of the entry, else of the exit; "" when unread.
        entered_at: Aware UTC, None when the entry was not seen.
        entered_moment: Order key of the entry.
        entry_passage: Passage of the entry.
        left_at: Aware UTC of the exit, None inside or when the exit was not seen.
        ended_moment: Order key of what ended it, None while it is open.
        exit_passage: Passage of the exit.
        exit_text: Plate of the exit as it was taken for this one, "" when unread.
        end: How it ended.
        fit: How the exit was paired; None while it is open.
        entry_id: List entry of the decision at the entry.
        gate_in: Gate of the entry.
        gate_out: Gate of the exit.
        camera_id: Camera that saw it last.
        seen_at: When that was.
    """

    stay_id: str
    text: str
    entered_at: datetime | None = None
    entered_moment: int | None = None
    entry_passage: str | None = None
    left_at: datetime | None = None
    ended_moment: int | None = None
    exit_passage: str | None = None
    exit_text: str = ""
    end: StayEnd = StayEnd.INSIDE
    fit: Fit | None = None
    entry_id: str | None = None
    gate_in: str | None = None
    gate_out: str | None = None
    camera_id: str = ""
    seen_at: datetime

    @property
    def is_inside(self) -> bool:
        """Whether the car is inside as far as is known."""
        return self.end is StayEnd.INSIDE

    @property
    def is_unclear(self) -> bool:
        """Whether this is an exit that nobody inside was taken off the list for."""
        return self.entered_moment is None and self.fit is not Fit.NONE

    def duration(self, now: datetime) -> timedelta | None:
        """Return how long it was (or has been) inside, None when one end was not seen."""
        if self.entered_at is None or (self.left_at is None and not self.is_inside):
            return None
        return (self.left_at or now) - self.entered_at


def went_through(
    *, direction: Direction, action: str, reason: str, gate_id: str | None, opened: bool
) -> bool:
    """Return whether a car of this passage went through its lane.

    What is recorded of a passage decides: an unknown direction is never an entry or an exit. A
    gate that was opened for it (by rule or by a person, also when the relay's answer got lost) let
    it through, and so does a lane without gate once anything was decided. Where nothing was sent,
    it went through when nothing stood in its way: the gate was held open or the lane only logs, it
    drove against the direction that the gate is asked for (an exit by loop), or the gate had been
    opened for this plate a moment before. A car that was refused, asked about, parked or never
    stood at the gate turned round.

    Args:
        direction: From the lane's lines, or of the one-way lane.
        action: Value of the last decision's `Action`, "" for none.
        reason: Value of its `Reason`.
        gate_id: Gate of the lane, None for one without.
        opened: A command to open was carried out (or may have been) for this passage.
    """
    if direction is Direction.UNKNOWN:
        return False
    if opened:
        return True
    if reason == Reason.IGNORED_PARKED.value:
        return False
    if gate_id is None:
        return action != ""
    return action == Action.LOG_ONLY.value and reason not in _STOPPED


_STOPPED = frozenset(
    reason.value
    for reason in (
        Reason.IGNORED_ZONE,
        Reason.IGNORED_OLD,
        Reason.CAR_LEFT,
        Reason.TIMEOUT_CLOSED,
        Reason.ASK_ONE_LOOK,
        Reason.ASK_STILL,
        Reason.ASK_DIRECTION,
    )
)
