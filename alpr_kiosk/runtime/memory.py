# SPDX-License-Identifier: AGPL-3.0-or-later
"""Memory that is free goes back to the system; what is kept for long is not walked through.

A picture of megabytes and a few bytes that live longer share the heaps of the C library, of which
there are several. What is freed between them stays with the process: with four cameras 64 MiB more
within three minutes, with not a byte more in use (docs/commands.md, "Memory").
"""

from __future__ import annotations

import ctypes
import gc
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


def settle() -> None:
    """Take what is loaded by now out of the walks of Python's collector of cycles.

    A full walk touches every list entry while no other thread has the interpreter: 70 ms with
    120,000 objects (`bench db`), and each large answer may set one off. Entries are in no cycle:
    those that new lists replace are freed at once all the same. What is in a cycle now and not yet
    old enough to be found stays for good, so this is for moments after something large was loaded.
    """
    gc.collect(1)
    gc.freeze()


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
