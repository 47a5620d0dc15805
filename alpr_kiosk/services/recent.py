# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which cars were read lately at a gate: linked to openings by hand (rules 21)."""

from __future__ import annotations

import threading
from collections import deque

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Decision, Passage, Reason

LINK_S = 20.0
"""rules 21: an opening by hand carries the reads of the last 20 s."""


class RecentReads:
    """Passages of the last 20 s per gate; written by the inference thread, read by any."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: dict[str, deque[tuple[float, str]]] = {}
        self._denied: dict[str, tuple[float, str]] = {}

    def note(self, gate_id: str, passage: Passage, decision: Decision | None) -> None:
        """Remember that `passage` is at `gate_id` now, and whether it is denied."""
        now = self._clock.monotonic()
        with self._lock:
            seen = self._seen.setdefault(gate_id, deque(maxlen=64))
            if seen and seen[-1][1] == passage.passage_id:
                seen.pop()
            seen.append((now, passage.passage_id))
            if decision is not None and decision.reason is Reason.DENY_LISTED:
                self._denied[gate_id] = (now, passage.passage_id)

    def passages(self, gate_id: str) -> tuple[str, ...]:
        """Return ids of passages seen in the last 20 s, oldest first, each once."""
        oldest = self._clock.monotonic() - LINK_S
        with self._lock:
            seen = self._seen.get(gate_id, ())
            return tuple(dict.fromkeys(ident for at, ident in seen if at >= oldest))

    def gone(self, gate_id: str, passage_id: str) -> None:
        """The car left: it is no longer the denied one that stands there."""
        with self._lock:
            if self._denied.get(gate_id, (0.0, ""))[1] == passage_id:
                del self._denied[gate_id]

    def denied_now(self, gate_id: str) -> bool:
        """Return whether a denied car was read at this gate and has not left.

        A car that was not seen for 20 s has left, even if nobody said so (a reader that was lost).
        """
        oldest = self._clock.monotonic() - LINK_S
        with self._lock:
            return self._denied.get(gate_id, (float("-inf"), ""))[0] >= oldest
