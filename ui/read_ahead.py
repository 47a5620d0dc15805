# SPDX-License-Identifier: AGPL-3.0-or-later
"""Modules of screens, read one by one once the first pictures are there."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from ui.screen_spec import Later, ScreenSpec

logger = logging.getLogger(__name__)

AFTER_MS = 4_000
"""After the start: the first picture has its 3 s (architecture.md, budgets) to itself."""
EVERY_MS = 250
"""Between two modules; one takes 5 to 40 ms of the thread that paints."""


class ReadAhead(QObject):
    """Reads the modules of `Later` screens, so that the first visit does not wait for one.

    Args:
        specs: The screens.
        parent: Owner; nothing is read any more once it is gone.
    """

    def __init__(self, specs: Sequence[ScreenSpec], parent: QObject) -> None:
        super().__init__(parent)
        self._left = [spec.make for spec in specs if isinstance(spec.make, Later)]
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.read_one)
        QTimer.singleShot(AFTER_MS, self._timer, self._timer.start)

    def read_one(self) -> bool:
        """Read the next one; return whether there are more."""
        if self._left:
            screen = self._left.pop(0)
            try:
                screen.read()
            except (ImportError, AttributeError):
                # It is tried again, and told, when somebody wants to see it.
                logger.exception("screen %s can't be read", screen.where)
        if not self._left:
            self._timer.stop()
        return bool(self._left)
