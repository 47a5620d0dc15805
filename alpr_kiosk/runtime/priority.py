# SPDX-License-Identifier: AGPL-3.0-or-later
"""The threads that a command goes through come first, then the one that paints; chores wait."""

from __future__ import annotations

import ctypes
import logging
import os
import platform
import sys
import threading
from collections.abc import Mapping

logger = logging.getLogger(__name__)

FIRST_TURN = 2
"""Real-time priority of a gate's thread and of the journal's (SCHED_RR, sched(7); 1 is the least).

They hardly ever run, so nobody misses it. Linux keeps a twentieth of each core for the others."""

EARLY_TURN = 1
"""The same of the thread that paints. A guard who touches a key waits for it; a picture is read a
moment later (docs/adr/0033, 0038)."""

FIRST_NICE = -10
EARLY_NICE = -9
"""Nice values where real time is not allowed: nine and seven times the weight of others (sched(7)).

Lowering the others needs no right, and is worse: one of them that holds the interpreter is then put
off by those between (docs/adr/0019)."""

FIRST_SLICE_NS = 100_000
EARLY_SLICE_NS = 200_000
"""How long such a thread asks to run at a time there, ns; 100,000 is the least that Linux takes.

Since 6.12 a thread that wakes up takes the core from one that asked for longer; else it waits until
that one's turn is over, which Linux sees at its next tick, 4 ms later at 250 Hz. Needs no right
(sched_setattr(2); docs/adr/0037)."""

_SCHED_SETATTR = {"x86_64": 314, "aarch64": 274, "armv7l": 380}
"""Number of the system call by machine; glibc has had a function for it only since 2.41."""

_OUR_REAL_TIME = (os.SCHED_RR | os.SCHED_RESET_ON_FORK) if sys.platform.startswith("linux") else -1
"""In turns with its like; what it starts is not in real time."""

_USUAL_NICE = os.getpriority(os.PRIO_PROCESS, 0) if sys.platform.startswith("linux") else 0


_IOPRIO_SET = {"x86_64": 251, "aarch64": 30, "armv7l": 314}
"""Number of the system call by machine; glibc has no function for it (ioprio_set(2))."""
_THIS_THREAD = 1
BEST_EFFORT_LAST = 2 << 13 | 7
"""Class 2 (best effort), level 7, the last one (linux/ioprio.h).

Not the idle class: a chore that holds the record's lock and is never served would hold up those who
wait for it. Nor a nice value, for the same reason and the interpreter's lock (docs/adr/0019)."""


def come_first() -> bool:
    """Let the calling thread run as soon as it has something to do, before the others.

    It takes the right to: root, or ``LimitRTPRIO=2`` in the service (packaging/systemd). Where that
    is not given, ``LimitNICE=-10`` lets it come sooner than others; without either, and elsewhere,
    everything goes on as it is.

    Returns:
        Whether the thread comes first now.
    """
    return _be_in_real_time(FIRST_TURN) or _be(FIRST_NICE, FIRST_SLICE_NS)


def come_early() -> bool:
    """Let the calling thread run before those that read pictures, where it has the right to.

    Returns:
        Whether it comes early now.
    """
    return _be_in_real_time(EARLY_TURN) or _be(EARLY_NICE, EARLY_SLICE_NS)


def take_turns() -> bool:
    """Let the calling thread run as any other of the process; needs no right.

    Threads begin with the nice value of who starts them: workers do this by themselves.
    """
    if sys.platform.startswith("linux") and os.sched_getscheduler(0) == _OUR_REAL_TIME:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    return _be(_USUAL_NICE, 0)


def _be_in_real_time(priority: int) -> bool:
    """Let the calling thread run before all that are not in real time; return whether it does."""
    if not sys.platform.startswith("linux"):
        return False
    if os.sched_getscheduler(0) not in (os.SCHED_OTHER, _OUR_REAL_TIME):
        return False  # whoever runs us has chosen otherwise
    try:
        os.sched_setscheduler(0, _OUR_REAL_TIME, os.sched_param(priority))
    except OSError as error:
        _say_refused("be in real time", error, f"LimitRTPRIO={FIRST_TURN}")
        return False
    return True


class _Attributes(ctypes.Structure):
    """What a thread asks the scheduler for (struct sched_attr, sched_setattr(2), first version)."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("policy", ctypes.c_uint32),
        ("flags", ctypes.c_uint64),
        ("nice", ctypes.c_int32),
        ("priority", ctypes.c_uint32),
        ("runtime", ctypes.c_uint64),
        ("deadline", ctypes.c_uint64),
        ("period", ctypes.c_uint64),
    )


def ask_for_slices(nanoseconds: int) -> bool:
    """Let the calling thread run for so long at a time, 0 for as long as is usual; needs no right.

    Returns:
        Whether Linux took it; before 6.12 it takes it and does nothing of the kind.
    """
    if not sys.platform.startswith("linux") or os.sched_getscheduler(0) != os.SCHED_OTHER:
        return False  # or whoever runs us has chosen otherwise
    wanted = _Attributes(
        size=ctypes.sizeof(_Attributes),
        nice=os.getpriority(os.PRIO_PROCESS, threading.get_native_id()),
        runtime=nanoseconds,
    )
    return _took(_SCHED_SETATTR, 0, ctypes.byref(wanted), 0)


def _be(nice: int, slice_ns: int) -> bool:
    """Give the calling thread a nice value and a slice; return whether it has the nice value."""
    has_it = _be_nice(nice)
    if not ask_for_slices(slice_ns):
        logger.debug("%s keeps its usual slice", threading.current_thread().name)
    return has_it


def _be_nice(nice: int) -> bool:
    """Give the calling thread a nice value; return whether it has it."""
    if not sys.platform.startswith("linux"):
        return False
    thread = threading.get_native_id()
    try:
        if os.getpriority(os.PRIO_PROCESS, thread) != nice:
            os.setpriority(os.PRIO_PROCESS, thread, nice)
    except OSError as error:
        _say_refused("come first", error, f"LimitNICE={FIRST_NICE}")
        return False
    return True


def _say_refused(what: str, error: OSError, gives: str) -> None:
    logger.info(
        "%s has no right to %s (%s): %s in the service gives it",
        threading.current_thread().name,
        what,
        error.strerror,
        gives,
    )


def wait_for_the_disk() -> bool:
    """Let the calling thread's reads and writes come after those of others, where Linux can.

    Returns:
        Whether they do now; it depends on the disk's scheduler whether that makes a difference.
    """
    return _took(_IOPRIO_SET, _THIS_THREAD, 0, BEST_EFFORT_LAST)


def _took(numbers: Mapping[str, int], *arguments: object) -> bool:
    """Make a system call that has this number by machine; return whether Linux took it."""
    number = numbers.get(platform.machine())
    if number is None or not sys.platform.startswith("linux"):
        return False
    return bool(ctypes.CDLL(None, use_errno=True).syscall(number, *arguments) == 0)
