# SPDX-License-Identifier: AGPL-3.0-or-later
"""The collector of cycles stands aside while very many objects are made that are all kept."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_pauses = 0


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the collector from rows that are all kept: 3 of 14 s with 100,000 of them.

    It is paused for all threads until the last one that asked for it is done.
    """
    global _pauses  # noqa: PLW0603 - the collector itself is one for the whole process
    with _lock:
        _pauses += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _pauses -= 1
            if not _pauses:
                gc.enable()
