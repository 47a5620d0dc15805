# SPDX-License-Identifier: AGPL-3.0-or-later
"""No test of the runtime may leave a Qt thread running."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QThread


def _running() -> list[QThread]:
    found = [thing for thing in gc.get_objects() if type(thing) is QThread]
    return [thread for thread in found if shiboken6.isValid(thread) and thread.isRunning()]


@pytest.fixture(autouse=True)
def _no_qt_thread_left() -> Iterator[None]:
    before = {id(thread) for thread in _running()}
    yield
    left = [thread for thread in _running() if id(thread) not in before]
    for thread in left:
        thread.wait(2000)
    names = [thread.objectName() for thread in left if thread.isRunning()]
    assert not names, f"Qt threads left behind: {names}"
