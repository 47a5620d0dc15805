# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom visitors came to lately: the tiles of the quick pass."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

from alpr_kiosk.domain.lists import ListEntry, ListKind


def recent_hosts(entries: Iterable[ListEntry], seen: Sequence[str], most: int) -> tuple[str, ...]:
    """Return hosts, the newest pass first, then owners of cars that were seen lately.

    Args:
        entries: All entries.
        seen: Owners of cars of the rail, the newest first.
        most: Most names.
    """
    visitors = (one for one in entries if one.kind is ListKind.VISITOR and one.host)
    newest = heapq.nlargest(
        4 * most, visitors, key=lambda one: one.created_at.timestamp() if one.created_at else 0.0
    )
    names = dict.fromkeys(one.host for one in newest)
    names |= dict.fromkeys(owner for owner in seen if owner)
    return tuple(names)[:most]
