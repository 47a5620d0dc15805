# SPDX-License-Identifier: AGPL-3.0-or-later
"""Places where threads meet: one-slot mailboxes for frames, a bounded inbox for the record."""

from __future__ import annotations

import queue
import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class LatestSlot(Generic[T]):
    """One slot: a newer item replaces an unread one, so that nothing old is ever shown or read."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._item: T | None = None
        self.dropped = 0

    def put(self, item: T) -> bool:
        """Store `item`; return True when the slot was empty (time to say "available")."""
        with self._lock:
            was_empty = self._item is None
            self.dropped += not was_empty
            self._item = item
            return was_empty

    def offer(self, item: T) -> bool:
        """Store `item` only where nothing waits; return whether it was stored."""
        with self._lock:
            was_empty = self._item is None
            if was_empty:
                self._item = item
            return was_empty

    def take(self) -> T | None:
        """Return and remove the item, None when there is none."""
        with self._lock:
            item, self._item = self._item, None
            return item


class Wakeup:
    """Wakes one waiting worker; set by any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Wake the worker, now or at its next wait."""
        self._event.set()

    def wait(self, timeout_s: float) -> bool:
        """Wait and reset; return whether it was woken."""
        woken = self._event.wait(timeout_s)
        self._event.clear()
        return woken


class Inbox(Generic[T]):
    """A bounded queue between workers; a full one is told to the sender, never waited for."""

    def __init__(self, limit: int) -> None:
        self._queue: queue.Queue[T] = queue.Queue()
        self._limit = limit
        self._adding = threading.Lock()
        self.refused = 0

    def put(self, item: T) -> bool:
        """Add `item`; False when the inbox is full."""
        with self._adding:
            if self._queue.qsize() >= self._limit:
                self.refused += 1
                return False
            self._queue.put_nowait(item)
        return True

    def put_always(self, item: T) -> None:
        """Add `item` beyond the limit: for those few that must not be lost, such as a lockdown."""
        self._queue.put_nowait(item)

    def take(self, timeout_s: float) -> T | None:
        """Return the oldest item, None after `timeout_s` without one."""
        try:
            return (
                self._queue.get(timeout=max(0.0, timeout_s))
                if timeout_s > 0
                else (self._queue.get_nowait())
            )
        except queue.Empty:
            return None

    def __len__(self) -> int:
        return self._queue.qsize()
