# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is inside at one moment, as decisions and screens see it, and the port that keeps it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from types import MappingProxyType
from typing import Protocol

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.plate import strong_fold
from alpr_kiosk.domain.stays import LOOK_BACK, Fit, Stay, StayEnd

_LONG_AGO = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A car that the gate was told to open for, before the record knows.

    Attributes:
        passage_id: Its passage.
        text: Plate.
        direction: In or out.
        at: Aware UTC of the first sight, as the stay will have it.
    """

    passage_id: str
    text: str
    direction: Direction
    at: datetime

    def entry(self) -> Stay:
        """Return the stay that begins with it."""
        return Stay(
            stay_id=self.passage_id,
            text=self.text,
            entered_at=self.at,
            entered_moment=(self.at - _LONG_AGO) // timedelta(microseconds=1),
            entry_passage=self.passage_id,
            seen_at=self.at,
        )

    def exit(self, stay: Stay | None) -> Stay:
        """Return the stay that ends with it."""
        known = stay or Stay(stay_id=self.passage_id, text=self.text, seen_at=self.at)
        return replace(
            known,
            left_at=self.at,
            ended_moment=(self.at - _LONG_AGO) // timedelta(microseconds=1),
            exit_passage=self.passage_id,
            exit_text=self.text,
            end=StayEnd.EXIT,
            fit=Fit.EXACT if stay is not None else Fit.NONE,
            seen_at=self.at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupancy:
    """How many are inside.

    Attributes:
        certain: Cars with a plate.
        unread: Cars that came in unread.
        unclear: Exits of the last `LOOK_BACK` that nobody was taken off the list for: so many of
            the cars above may have left.
    """

    certain: int
    unread: int
    unclear: int

    @property
    def most(self) -> int:
        """Cars inside at most."""
        return self.certain + self.unread

    @property
    def least(self) -> int:
        """Cars inside at least."""
        return max(0, self.most - self.unclear)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InsideView:
    """Who is inside at one moment, for decisions and screens; never changes once made.

    Attributes:
        inside: Open stays by plate.
        left: Last closed stay by plate, of about the last `LOOK_BACK`.
        alike: Plates inside by their strong fold.
        unread: Open stays of unread cars, oldest first.
        unclear_at: Times of exits that nobody was taken off the list for, oldest first.
    """

    inside: Mapping[str, Stay] = field(default_factory=lambda: MappingProxyType({}))
    left: Mapping[str, Stay] = field(default_factory=lambda: MappingProxyType({}))
    alike: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    unread: tuple[Stay, ...] = ()
    unclear_at: tuple[datetime, ...] = ()

    def stays(self, gate_id: str | None = None) -> tuple[Stay, ...]:
        """Return the open stays, the longest first; only those that came in by a gate, if given."""
        found = [
            stay
            for stay in (*self.inside.values(), *self.unread)
            if gate_id is None or stay.gate_in == gate_id
        ]
        return tuple(sorted(found, key=lambda stay: stay.entered_moment or 0))

    def occupancy(self, now: datetime, gate_id: str | None = None) -> Occupancy:
        """Return how many are inside now, or came in by a gate and are inside still.

        Exits that fitted nobody may have been anybody's: they count for each gate.
        """
        stays = self.stays(gate_id)
        unread = sum(1 for stay in stays if not stay.text)
        unclear = sum(1 for at in self.unclear_at if now - at <= LOOK_BACK)
        return Occupancy(certain=len(stays) - unread, unread=unread, unclear=unclear)

    def find(self, text: str) -> Stay | None:
        """Return the open stay of exactly this plate."""
        return self.inside.get(text)

    def look_alikes(self, text: str) -> tuple[Stay, ...]:
        """Return open stays of other plates that equal this one but for 0/O and 1/I."""
        texts: Iterable[str] = self.alike.get(strong_fold(text), ())
        return tuple(self.inside[other] for other in texts if other != text)

    def with_moves(self, moves: Iterable[Move]) -> InsideView:
        """Return the view with what is on its way to the record, where it does not know better."""
        fresh = [move for move in moves if not self.knows(move)]
        if not fresh:
            return self
        inside, left, alike = dict(self.inside), dict(self.left), dict(self.alike)
        for move in fresh:
            key = strong_fold(move.text)
            others = tuple(text for text in alike.get(key, ()) if text != move.text)
            known = inside.pop(move.text, None)
            left.pop(move.text, None)
            alike[key] = others
            if move.direction is Direction.IN:
                inside[move.text] = move.entry()
                alike[key] = (*others, move.text)
            else:
                left[move.text] = move.exit(known)
        return replace(
            self,
            inside=MappingProxyType(inside),
            left=MappingProxyType(left),
            alike=MappingProxyType(alike),
        )

    def knows(self, move: Move) -> bool:
        """Return whether this, or something newer, is known of the plate."""
        stay = self.inside.get(move.text)
        at = stay.entered_at if stay is not None else None
        if stay is None and (gone := self.left.get(move.text)) is not None:
            at = gone.left_at
        return at is not None and at >= move.at

    def in_doubt(self, stay: Stay, now: datetime) -> bool:
        """Return whether a car may have left since this one came in, and nobody knows which."""
        entered = stay.entered_at
        return entered is None or any(
            entered <= at and now - at <= LOOK_BACK for at in self.unclear_at
        )


# ------------------------------------------------------------------------------------------- port


class Stays(Protocol):
    """Who is inside, kept up from the record; changed by the storage thread alone.

    Each method may raise `StorageError` as any write or read does.
    """

    @property
    def view(self) -> InsideView:
        """Who is inside, from memory; any thread."""
        ...

    def start(self) -> InsideView:
        """Bring the stays up to date with the record, after a crash too."""
        ...

    def note_passage(self, passage_id: str) -> bool:
        """Take in what the record knows of a passage by now; returns whether a stay changed."""
        ...

    def note_opening(self, intent_id: str) -> bool:
        """Take in an opening by hand that names no passage."""
        ...

    def correct(self, passage_id: str, plate: str | None, actor: str) -> bool:
        """Keep a guard's word for the plate of a passage, audited, and pair anew.

        What was read stays beside it; None takes the correction back. Returns whether anything
        changed.

        Raises:
            StorageError: ``passage.unknown``.
        """
        ...

    def mark_left(self, stay_id: str, actor: str) -> str:
        """A guard says that a car has left, audited; returns the id of the mark.

        Raises:
            StorageError: ``stay.not_inside``.
        """
        ...

    def mark_inside(self, plate: str, actor: str) -> str:
        """A guard says that a car is inside, audited; returns the id of the mark.

        Raises:
            StorageError: ``stay.inside_already``.
        """
        ...

    def undo_mark(self, mark_id: str, actor: str) -> None:
        """Take a mark back, audited.

        Raises:
            StorageError: ``stay.no_mark``.
        """
        ...

    def between(self, since: datetime, until: datetime) -> Sequence[Stay]:
        """Return the stays that began or ended in a span (aware, end exclusive)."""
        ...

    def tell_overstays(self, stay_ids: Sequence[str]) -> Sequence[str]:
        """Note that these stays are too long; return those nobody was told of before."""
        ...
