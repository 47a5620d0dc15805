# SPDX-License-Identifier: AGPL-3.0-or-later
"""Work that another thread can break off, also in the middle of one long statement.

Between its steps work looks by itself whether anybody waits (`QueryControl.check`); within a step,
such as a count over ten million rows, only the database can be told to stop. So whoever begins
such a step says how (`Work.held`), and whoever breaks the work off does that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from alpr_kiosk.domain.queries import QueryCancelledError

_thread = threading.local()


class Work:
    """What one thread does for one question; `break_off` is for any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stops: list[Callable[[], None]] = []
        self._is_broken_off = False

    @property
    def is_broken_off(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._is_broken_off

    def break_off(self) -> None:
        """End it at once, or as soon as it looks; again and again if need be."""
        with self._lock:
            self._is_broken_off = True
            for stop in self._stops:
                stop()

    def check(self) -> None:
        """Go on, or end here.

        Raises:
            QueryCancelledError: It was broken off.
        """
        if self._is_broken_off:
            raise QueryCancelledError

    @contextmanager
    def held(self, stop: Callable[[], None]) -> Iterator[None]:
        """Say how to end what this thread does within; `stop` is called by other threads.

        It is not called any more once this is left: what it ends may then be somebody else's.

        Raises:
            QueryCancelledError: It was broken off before or within, whatever came of that.
        """
        with self._lock:
            self.check()
            self._stops.append(stop)
        try:
            yield
        except Exception as error:
            # Whatever a database says of it: it was told to stop.
            if self._is_broken_off and not isinstance(error, QueryCancelledError):
                raise QueryCancelledError from error
            raise
        finally:
            with self._lock:
                self._stops.remove(stop)
        self.check()

    @contextmanager
    def here(self) -> Iterator[None]:
        """What this thread does within belongs to this work."""
        before = current()
        _thread.work = self
        try:
            yield
        finally:
            _thread.work = before


@contextmanager
def kept_whole() -> Iterator[None]:
    """What this thread does within can't be broken off: a deed is done, and this belongs to it."""
    before = current()
    _thread.work = None
    try:
        yield
    finally:
        _thread.work = before


def current() -> Work | None:
    """Return the work that this thread is at, None when it can't be broken off."""
    return getattr(_thread, "work", None)
