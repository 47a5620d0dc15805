# SPDX-License-Identifier: AGPL-3.0-or-later
"""Incidents: what happened at the gate and must be kept until somebody says that it need not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

REVIEW_AFTER = timedelta(days=30)
"""A hold is looked at again after this time unless somebody says another one; ours."""

MOST_PASSAGES = 2000
"""Passages that one incident may hold: a busy day of a gate; ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What is held, and why.

    Attributes:
        incident_id: Unique id.
        owner: Who answers for it.
        reason: Why, in words; beside the audit chain, which has its keyed hash.
        made_by: Who put it on hold.
        made_at: Aware UTC.
        review_at: Aware UTC; until then somebody looks whether it is still needed.
        released_by: Who released it, "" while it holds.
        released_at: Aware UTC, None while it holds.
        passages: Ids of the passages, oldest first.
    """

    incident_id: str
    owner: str
    reason: str
    made_by: str
    made_at: datetime
    review_at: datetime
    released_by: str = ""
    released_at: datetime | None = None
    passages: tuple[str, ...] = ()

    def is_overdue(self, now: datetime) -> bool:
        """Return whether it holds past its review."""
        return self.released_at is None and now > self.review_at


class Incidents(Protocol):
    """Puts passages on hold: nothing of them is removed or erased until they are released."""

    def hold(
        self,
        incident_id: str,
        passages: Sequence[str],
        *,
        owner: str,
        reason: str,
        actor: str,
        review_at: datetime,
    ) -> Incident:
        """Hold passages, audited.

        Raises:
            StorageError: ``incident.nothing`` (none of them is there), ``incident.too_many``, and
                as any write.
        """
        ...

    def between(
        self, since: datetime, until: datetime, cameras: Sequence[str] = ()
    ) -> Sequence[str]:
        """Return ids of the passages seen first in a time, oldest first; one too many at most."""
        ...

    def release(self, incident_id: str, *, actor: str, reason: str) -> Incident:
        """End a hold, audited; what no other incident holds is kept as before.

        Raises:
            StorageError: ``incident.unknown``, ``incident.released``, and as any write.
        """
        ...

    def incident(self, incident_id: str) -> Incident | None:
        """Return one with its passages."""
        ...

    def incidents(self, *, released: bool = False) -> Sequence[Incident]:
        """Return those that hold, and with `released` the others too; next review first."""
        ...
