# SPDX-License-Identifier: AGPL-3.0-or-later
"""Listens to workers as the site does: by methods of an object of the GUI thread.

A plain function (and so pytest-qt's `waitSignal`) would be called in the worker's thread.
"""

from __future__ import annotations

import threading
from typing import Any

from PySide6.QtCore import QObject


class Ear(QObject):
    """Keeps what it hears; `threads` are the names of the threads it heard it in."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []
        self.threads: set[str] = set()

    def one(self, value: object) -> None:
        self.threads.add(threading.current_thread().name)
        self.heard.append(value)

    def two(self, first: object, second: object) -> None:
        self.threads.add(threading.current_thread().name)
        self.heard.append((first, second))
