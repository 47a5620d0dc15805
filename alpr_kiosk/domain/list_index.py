# SPDX-License-Identifier: AGPL-3.0-or-later
"""A large table that is never changed, and of which a changed one costs little.

Lists of 100,000 entries are indexed in more than a second, and meanwhile no gate has the
interpreter for itself; one entry that has changed must not cost that (rules 13).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

_V = TypeVar("_V")

MOST_OVER = 1000
"""So many changed keys lie over a table before both are made one. Ours: each change copies as many
at most (some 10 us), and the large copy comes once in so many."""


class LayeredTable(Generic[_V]):
    """A table with what has changed since laid over it; threads share it as it is.

    Args:
        base: The table; must not be changed any more.
    """

    __slots__ = ("_base", "_count", "_over")

    def __init__(self, base: Mapping[str, _V] | None = None) -> None:
        self._base: Mapping[str, _V] = {} if base is None else base
        self._over: Mapping[str, _V | None] = {}
        self._count = len(self._base)

    def __len__(self) -> int:
        return self._count

    def get(self, key: str) -> _V | None:
        """Return the value of a key, None when there is none."""
        return self._over[key] if key in self._over else self._base.get(key)

    def held(self, keys: Iterable[str]) -> set[str]:
        """Return those of `keys` that have a value."""
        base, over = self._base, self._over
        if not over:
            return {key for key in keys if key in base}
        return {key for key in keys if (over[key] is not None if key in over else key in base)}

    def keys(self) -> Iterable[str]:
        """Return all keys: those that were there once in their old places, new ones last."""
        return self._flat().keys()

    def values(self) -> Iterable[_V]:
        """Return all values, in the same order."""
        return self._flat().values()

    def changed(self, changes: Mapping[str, _V | None]) -> LayeredTable[_V]:
        """Return a table with `changes`, None for a key to take out; this one stays as it is."""
        laid = LayeredTable(self._base)
        laid._over = {**self._over, **changes}
        laid._count = self._count + sum(
            (value is not None) - (self.get(key) is not None) for key, value in changes.items()
        )
        return LayeredTable(laid._flat()) if len(laid._over) > MOST_OVER else laid

    def _flat(self) -> Mapping[str, _V]:
        if not self._over:
            return self._base
        flat = dict(self._base)
        for key, value in self._over.items():
            if value is not None:
                flat[key] = value
            else:
                flat.pop(key, None)
        return flat
