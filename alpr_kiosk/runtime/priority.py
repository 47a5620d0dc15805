# SPDX-License-Identifier: AGPL-3.0-or-later
"""The threads that a command goes through come before those that read pictures."""

from __future__ import annotations

import logging
import os
import sys
import threading

logger = logging.getLogger(__name__)

FIRST_NICE = -10
"""Nice value of a gate's thread and of the journal's: nine times the weight of others (sched(7)).

They hardly ever run, so nobody misses it. Lowering the others needs no right, and is worse: one of
them that holds the interpreter is then put off by those between (docs/adr/0019)."""


def come_first() -> bool:
    """Let the calling thread run before the others as soon as it has something to do.

    Linux keeps the nice value by thread. It takes the right to: root, or ``LimitNICE=-10`` in the
    service (packaging/systemd); without it, and elsewhere, everything goes on as it is.

    Returns:
        Whether the thread comes first now.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), FIRST_NICE)
    except OSError as error:
        logger.info(
            "%s has no right to come first (%s): LimitNICE=%d in the service gives it",
            threading.current_thread().name,
            error.strerror,
            FIRST_NICE,
        )
        return False
    return True
