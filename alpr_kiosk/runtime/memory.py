# SPDX-License-Identifier: AGPL-3.0-or-later
"""Memory that is free goes back to the system.

A picture of megabytes and a few bytes that live longer share the heaps of the C library, of which
there are several. What is freed between them stays with the process: with four cameras 64 MiB more
within three minutes, with not a byte more in use (docs/commands.md, "Memory").
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from functools import cache

EVERY_S = 30.0
"""Between two times, seconds. A page that is given back and used again costs about 3 us, 100 MiB a
half minute a quarter of a percent of one core at most."""


def give_back() -> bool:
    """Give the free pages of all heaps back; takes milliseconds, without the GIL, from any thread.

    Returns:
        Whether there were any; False also where the C library can't do it.
    """
    trim = _trim()
    return trim is not None and bool(trim(0))


@cache
def _trim() -> Callable[[int], int] | None:
    """Return ``malloc_trim(3)`` of the GNU C library, None where there is another one."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError):
        return None
    trim.argtypes = [ctypes.c_size_t]
    trim.restype = ctypes.c_int
    return lambda keep: int(trim(keep))
