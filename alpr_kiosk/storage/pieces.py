# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many values, in pieces that fit into one query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

_Value = TypeVar("_Value")

IN_ONE_QUERY = 500
"""Values that one query names: SQLite before 3.32 takes 999 of them."""


def pieces(values: Sequence[_Value], size: int = IN_ONE_QUERY) -> Iterator[Sequence[_Value]]:
    """Yield `values` in pieces of at most `size`."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
