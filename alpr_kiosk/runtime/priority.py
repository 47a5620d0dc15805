# SPDX-License-Identifier: AGPL-3.0-or-later
"""The threads that a command goes through come first, then the one that paints; chores wait."""

from __future__ import annotations

import ctypes
import logging
import os
import platform
import sys
import threading

logger = logging.getLogger(__name__)

FIRST_NICE = -10
"""Nice value of a gate's thread and of the journal's: nine times the weight of others (sched(7)).

They hardly ever run, so nobody misses it. Lowering the others needs no right, and is worse: one of
them that holds the interpreter is then put off by those between (docs/adr/0019)."""

EARLY_NICE = -5
"""Nice value of the thread that paints: three times the weight of those that read pictures. A guard
who touches a key waits for it; a picture is read a moment later (docs/adr/0033)."""

_USUAL_NICE = os.getpriority(os.PRIO_PROCESS, 0) if sys.platform.startswith("linux") else 0


_IOPRIO_SET = {"x86_64": 251, "aarch64": 30, "armv7l": 314}
"""Number of the system call by machine; glibc has no function for it (ioprio_set(2))."""
_THIS_THREAD = 1
BEST_EFFORT_LAST = 2 << 13 | 7
"""Class 2 (best effort), level 7, the last one (linux/ioprio.h).

Not the idle class: a chore that holds the record's lock and is never served would hold up those who
wait for it. Nor a nice value, for the same reason and the interpreter's lock (docs/adr/0019)."""


def come_first() -> bool:
    """Let the calling thread run before the others as soon as it has something to do.

    Linux keeps the nice value by thread. It takes the right to: root, or ``LimitNICE=-10`` in the
    service (packaging/systemd); without it, and elsewhere, everything goes on as it is.

    Returns:
        Whether the thread comes first now.
    """
    return _be(FIRST_NICE)


def come_early() -> bool:
    """Let the calling thread run before those that read pictures, where it has the right to.

    Threads and processes begin with the nice value of who starts them: workers take their turn by
    themselves (`take_turns`).

    Returns:
        Whether it comes early now.
    """
    return _be(EARLY_NICE)


def take_turns() -> bool:
    """Let the calling thread run as any other of the process; needs no right."""
    return _be(_USUAL_NICE)


def _be(nice: int) -> bool:
    """Give the calling thread a nice value; return whether it has it."""
    if not sys.platform.startswith("linux"):
        return False
    thread = threading.get_native_id()
    try:
        if os.getpriority(os.PRIO_PROCESS, thread) != nice:
            os.setpriority(os.PRIO_PROCESS, thread, nice)
    except OSError as error:
        logger.info(
            "%s has no right to come first (%s): LimitNICE=%d in the service gives it",
            threading.current_thread().name,
            error.strerror,
            FIRST_NICE,
        )
        return False
    return True


def wait_for_the_disk() -> bool:
    """Let the calling thread's reads and writes come after those of others, where Linux can.

    Returns:
        Whether they do now; it depends on the disk's scheduler whether that makes a difference.
    """
    number = _IOPRIO_SET.get(platform.machine())
    if number is None or not sys.platform.startswith("linux"):
        return False
    call = ctypes.CDLL(None, use_errno=True).syscall
    return bool(call(number, _THIS_THREAD, 0, BEST_EFFORT_LAST) == 0)
