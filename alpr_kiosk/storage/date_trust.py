# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether the date is one by which things may be removed for good."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.orm import SettingTable

logger = logging.getLogger(__name__)

BUSY_MS = 200
"""Longest wait of a removal for another writer, milliseconds: there is always a next step."""

JUMP_S = 3600.0
SETTLE_S = 24 * 3600.0
"""After a jump of the clock by more than `JUMP_S` nothing is removed for this long: a wrong date
must not delete a month of pictures before somebody has seen the alarm. Ours."""

AWAY = timedelta(days=2)
"""A start this long after the last look counts as a jump too: a date that is wrong from the start
on, or an old record that was put back. A weekend that the kiosk was off is shorter. Ours."""

LOOKED_AT = "retention.looked_at"
"""Setting: when a look was last trusted."""

_KEEP_EACH = timedelta(hours=1)


class DateTrust:
    """Remembers how the date went on, over restarts too; one thread at a time.

    Args:
        database: The record, whose clock it is.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._offset: float | None = None
        self._looked_at: datetime | None = None
        self._trusted_from = float("-inf")

    def trusts(self, now: datetime) -> bool:
        """Return whether the date has not jumped lately.

        Args:
            now: Aware time.

        Raises:
            StorageError: The record cannot be read or written.
        """
        mono = self._database.clock.monotonic()
        offset = now.timestamp() - mono
        if self._offset is None:
            self._looked_at = self._kept()
            jumped = self._looked_at is not None and now - self._looked_at > AWAY
        else:
            jumped = abs(offset - self._offset) > JUMP_S
        if jumped:
            self._trusted_from = mono + SETTLE_S
            logger.warning("the clock has jumped: nothing is removed for a day")
        self._offset = offset
        if mono < self._trusted_from:
            return False
        if self._looked_at is None or abs(now - self._looked_at) >= _KEEP_EACH:
            with self._database.write(busy_ms=BUSY_MS) as session:
                session.merge(SettingTable(key=LOOKED_AT, value=now.isoformat()))
            self._looked_at = now
        return True

    def _kept(self) -> datetime | None:
        with self._database.read() as session:
            row = session.get(SettingTable, LOOKED_AT)
            kept = "" if row is None else row.value
        try:
            found = datetime.fromisoformat(kept)
        except ValueError:
            return None  # none yet, or it cannot be read
        return found if found.tzinfo is not None else None
