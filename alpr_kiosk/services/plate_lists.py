# SPDX-License-Identifier: AGPL-3.0-or-later
"""Saving list entries with the collision guard, and loading the snapshot (rules 11 and 13)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.plate import Plate
from alpr_kiosk.domain.ports import Records
from alpr_kiosk.errors import ConfigError

MIN_PLATE = 2
MAX_PLATE = 16
"""Longest plates in use have 10 characters; 16 leaves room for what a guard writes down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWarning:
    """Something a supervisor must know about a saved entry; a message code and its values."""

    code: str
    context: tuple[tuple[str, str], ...]


class PlateListService:
    """Edits the lists; used from the storage thread."""

    def __init__(self, *, records: Records, clock: Clock) -> None:
        self._records = records
        self._clock = clock

    def load(self) -> ListSnapshot:
        """Return a snapshot of all entries."""
        return ListSnapshot.of(self._records.entries())

    def save(self, entry: ListEntry, actor: str) -> tuple[ListWarning, ...]:
        """Save a new or changed entry and return its collisions as warnings.

        Raises:
            ConfigError: ``lists.bad_plate`` (too short, too long or without a letter or digit) or
                ``lists.duplicate`` (the plate is on that list already).
        """
        text = Plate(entry.plate).text
        if not MIN_PLATE <= len(text) <= MAX_PLATE:
            raise ConfigError("lists.bad_plate", min=MIN_PLATE, max=MAX_PLATE)
        snapshot = self.load()
        for known in snapshot.entries:
            same = Plate(known.plate).text == text and known.entry_id != entry.entry_id
            if same and known.kind == entry.kind:
                raise ConfigError("lists.duplicate", plate=text, list=known.kind.value)
        if entry.created_at is None:
            entry = replace(entry, created_at=self._clock.utc_now(), created_by=actor)
        self._records.save_entry(entry, actor)
        return collision_warnings(entry, snapshot)


def collision_warnings(entry: ListEntry, snapshot: ListSnapshot) -> tuple[ListWarning, ...]:
    """Return what to say about look-alikes of `entry`, worst first."""
    warnings: list[ListWarning] = []
    for other in snapshot.collisions(entry):
        pair = (entry, other)
        denied = next((one for one in pair if one.kind is ListKind.DENY), None)
        allowed = next((one for one in pair if one.kind is not ListKind.DENY), None)
        if denied is not None and allowed is not None:
            pair_context = (("a", Plate(allowed.plate).text), ("b", Plate(denied.plate).text))
            warnings.insert(0, ListWarning(code="lists.collision.deny", context=pair_context))
        else:
            owners = (
                ("a", Plate(entry.plate).text),
                ("who_a", entry.owner),
                ("b", Plate(other.plate).text),
                ("who_b", other.owner),
            )
            warnings.append(ListWarning(code="lists.collision.owner", context=owners))
    return tuple(warnings)
