# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long the next try waits after a wrong secret: 1, 2, 4 ... 60 s; it survives a restart."""

from __future__ import annotations

import json
import logging
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.ports import Records

logger = logging.getLogger(__name__)

MAX_WAIT_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """The waits of people, and of the recovery words; each by its name.

    Every method raises `StorageError` as any read and write of the record does.
    """

    records: Records
    clock: Clock

    def left(self, who: str) -> int:
        """Return the seconds until the next try is looked at, 0 when it is at once."""
        failures, until = self._state(who)
        if until is None:
            return 0
        left = math.ceil((until - self.clock.utc_now()).total_seconds())
        if left > _wait_after(failures):
            # The clock was set back: the wait begins anew, so that it ends within a minute.
            return self._again(who, failures)
        return max(0, left)

    def failed(self, who: str) -> int:
        """It was wrong once more; return the wait, seconds."""
        failures, _until = self._state(who)
        return self._again(who, failures + 1)

    def over(self, who: str) -> None:
        """It was right, or there is a new one: nothing waits."""
        self.records.set_setting(_key(who), "")

    def _again(self, who: str, failures: int) -> int:
        wait = _wait_after(failures)
        until = self.clock.utc_now() + timedelta(seconds=wait)
        value = json.dumps({"failures": failures, "until": until.isoformat()})
        self.records.set_setting(_key(who), value)
        return wait

    def _state(self, who: str) -> tuple[int, datetime | None]:
        """Return the failures so far and until when the next try waits; damage counts as none."""
        raw = self.records.get_setting(_key(who))
        if not raw:
            return 0, None
        try:
            loaded = json.loads(raw)
            until = datetime.fromisoformat(loaded["until"])
            failures = int(loaded["failures"])
        except (ValueError, KeyError, TypeError):
            logger.warning("the wait after a wrong PIN is damaged and begins anew")
            return 0, None
        return max(0, failures), until if until.tzinfo is not None else None


def _key(who: str) -> str:
    return f"pin.wait.{who}"


def _wait_after(failures: int) -> int:
    """Return the wait after so many wrong tries in a row, seconds: 1, 2, 4 ... 60."""
    return min(MAX_WAIT_S, 1 << min(max(0, failures - 1), 10))
