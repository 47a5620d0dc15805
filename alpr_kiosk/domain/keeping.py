# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of a passage, and for how long (rules 26)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from alpr_kiosk.domain.events import Reason


class Category(str, Enum):
    """Why a passage is kept as long as it is; see `category_of`."""

    UNLISTED = "unlisted"
    ALLOWED = "allowed"
    VISITOR = "visitor"
    DENIED = "denied"


HELD = "held"
"""In place of the category while an incident holds a passage: nothing of it is removed."""

_RANK = tuple(Category)
"""A passage that was decided more than once counts as the last of these that applied."""

_DENIED = frozenset({Reason.DENY_LISTED.value, Reason.ASK_NEAR_BAN.value})
_VISITOR = frozenset({Reason.ALLOW_VISITOR.value, Reason.ALLOW_PASS.value})


def category_of(reason: str, entry_id: str | None, kinds: Mapping[str, str]) -> Category:
    """Return the category that one decision puts a passage into.

    Args:
        reason: Its reason code.
        entry_id: The entry it rests on, None for none.
        kinds: The list (``ListKind`` value) of each candidate by entry id.
    """
    kind = kinds.get(entry_id or "", "")
    if reason in _DENIED or kind == "deny":
        return Category.DENIED
    if reason in _VISITOR or kind == "visitor":
        return Category.VISITOR
    return Category.ALLOWED if entry_id else Category.UNLISTED


def strongest(categories: Iterable[Category]) -> Category:
    """Return the category of a passage with decisions of `categories`."""
    return max(categories, key=_RANK.index, default=Category.UNLISTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingRules:
    """How long things are kept.

    Attributes:
        pictures: Time of the pictures by category.
        plates: Time of the plate by category, not shorter; then a pseudonym takes its place.
        rows: Time of the rows, from which counts are made.
        notes: Time of free texts beside the audit chain; those of alerts, which may name a plate,
            go with the plates of denied cars.
    """

    pictures: Mapping[Category, timedelta]
    plates: Mapping[Category, timedelta]
    rows: timedelta
    notes: timedelta

    def __post_init__(self) -> None:
        for category in Category:
            if not self.pictures[category] <= self.plates[category] <= self.rows:
                raise ValueError(f"pictures, plates and rows of {category.value}: in this order")


DAY = timedelta(days=1)
CHAIN = {
    one.value: (f"{one.value}.pictures_days", f"{one.value}.plates_days", "rows_days")
    for one in Category
}
"""Keys of the site file by category, none of which may be longer than the next: a picture shows the
plate, and a plate stands in a row."""
KEYS: tuple[str, ...] = (
    *(key for keys in CHAIN.values() for key in keys[:2]),
    "rows_days",
    "notes_days",
)
"""All keys of the table ``keeping`` that are times, as a person sees them."""
USUAL: Mapping[str, float] = {
    **{f"{one.value}.{what}_days": 30.0 for one in Category for what in ("pictures", "plates")},
    "unlisted.pictures_days": 3.0,
    "denied.pictures_days": 3.0,
    "rows_days": 400.0,
    "notes_days": 365.0,
}
"""Days that need no reason (rules 26): 72 h of pictures of cars that no list lets in, 30 days of
the rest, a year of notes and of counts. Longer is possible, with a reason that the record keeps."""
LADDER = (0.25, 0.5, 1.0, 2.0, 3.0, 7.0, 14.0, 30.0, 60.0, 90.0, 180.0, 365.0, 400.0, 730.0, 1095.0)
"""Days that a touch steps through."""
LEAST = {"rows_days": 7.0, "notes_days": 7.0}
"""Shortest times by touch, days, where they are not the first of the ladder."""


def days_of(rules: KeepingRules) -> dict[str, float]:
    """Return rules as days by the keys of the site file."""
    found = {"rows_days": rules.rows / DAY, "notes_days": rules.notes / DAY}
    for one in Category:
        found[f"{one.value}.pictures_days"] = rules.pictures[one] / DAY
        found[f"{one.value}.plates_days"] = rules.plates[one] / DAY
    return {key: found[key] for key in KEYS}


def rules_of(days: Mapping[str, float]) -> KeepingRules:
    """Return rules from days by key.

    Raises:
        ValueError: They are not in order.
    """
    return KeepingRules(
        pictures={one: timedelta(days=days[f"{one.value}.pictures_days"]) for one in Category},
        plates={one: timedelta(days=days[f"{one.value}.plates_days"]) for one in Category},
        rows=timedelta(days=days["rows_days"]),
        notes=timedelta(days=days["notes_days"]),
    )


def stepped(days: Mapping[str, float], key: str, by: int) -> dict[str, float]:
    """Return the days with one key a step of the ladder longer (`by` 1) or shorter (-1).

    What must not be shorter, or longer, than it moves along, so that the rules stay in order.
    """
    now = days[key]
    if by > 0:
        value = next((one for one in LADDER if one > now), now)
    else:
        least = LEAST.get(key, LADDER[0])
        value = next((one for one in reversed(LADDER) if least <= one < now), now)
    made = {**days, key: value}
    for keys in CHAIN.values():
        if key in keys:
            place = keys.index(key)
            for longer in keys[place + 1 :]:
                made[longer] = max(made[longer], value)
            for shorter in keys[:place]:
                made[shorter] = min(made[shorter], value)
    return made


def beyond_usual(days: Mapping[str, float], before: Mapping[str, float]) -> tuple[str, ...]:
    """Return the keys that are longer than usual and longer than they were: they need a reason."""
    return tuple(key for key in KEYS if days[key] > max(USUAL[key], before[key]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What a step of the keeping has removed, as its proof in the audit chain says it.

    Attributes:
        what: ``pictures``, ``plates``, ``stays``, ``rows`` or ``notes``.
        category: Category, "" where there is none.
        count: Pictures, plates, stays, rows or notes.
        size: Bytes of the pictures, 0 for others.
        oldest: Time of the oldest passage or note.
        newest: Time of the newest.
        digest: SHA-256 over the ids and digests of what was removed, hexadecimal.
    """

    what: str
    category: str
    count: int
    size: int
    oldest: datetime
    newest: datetime
    digest: str
