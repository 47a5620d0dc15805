# SPDX-License-Identifier: AGPL-3.0-or-later
"""What does not work at the moment: its alerts, and what the status bar says of it."""

from __future__ import annotations

from collections.abc import Mapping

from alpr_kiosk.domain.events import Priority
from alpr_kiosk.runtime.desk import GuardDesk


class Losses:
    """Remembers what is lost until it is back; lives in the GUI thread.

    Args:
        desk: Rings alerts.
    """

    def __init__(self, desk: GuardDesk) -> None:
        self._desk = desk
        self.by_code: dict[str, Mapping[str, str]] = {}
        """Values of the text of each loss, the oldest first."""

    def tell(self, code: str, source: str, context: Mapping[str, str]) -> None:
        """Ring for a loss."""
        self.by_code[code] = context
        self._desk.raise_alert(code, source, Priority.HIGH, context)

    def over(self, code: str, source: str) -> None:
        """It works again."""
        self.by_code.pop(code, None)
        self._desk.clear_alert(code, source)
