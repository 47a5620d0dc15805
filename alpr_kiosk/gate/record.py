# SPDX-License-Identifier: AGPL-3.0-or-later
"""The gate's side of the journal: written first, and never in the way of a person (rules 25)."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import GateIntent, GateResult, Priority
from alpr_kiosk.domain.lists import USED_UP
from alpr_kiosk.domain.ports import Journal
from alpr_kiosk.errors import StorageError

logger = logging.getLogger(__name__)

RING_ROWS = 256  # rules 25, reliability.md section 2
BY_HAND_MS = 50  # leaves half of the override's 100 ms (architecture.md, budgets)
BY_HAND_LEAST_MS = 8  # a disk that takes longer only now and then; our choice
USUAL_ROWS = 32  # so many rows tell how long a disk takes: their longest is passed by 1 in 33
USUAL_TIMES = 2.0  # an override beside a dead disk is within three times an idle one (ADR 19)
BY_RULE_MS = 400  # a disk that takes 200 ms a flush may still open (reliability.md F17)
FLUSH_MS = 20  # of an attempt to write what waits: an override may come meanwhile; our choice
PATIENT_EVERY = 5  # of these attempts one takes AFTER_MS, for a disk that never makes it in 20 ms
AFTER_MS = 50  # of a row that no pulse waits for, but maybe the next override; our choice
FLUSH_AGAIN_S = 1.0  # between attempts to write what waits in memory; our choice
TOLD_AFTER_S = 2.0  # a result that a slow flush delays longer is told; our choice

AlertSink = Callable[[str, bool, Priority], None]


class GateRecord:
    """Writes intents and results; what can't be written waits in a ring in memory.

    Raises the alerts ``journal.unwritable`` and ``override.not_recorded`` by `alert`, and ends them
    once everything is on disk.
    """

    def __init__(self, *, journal: Journal, clock: Clock, alert: AlertSink) -> None:
        self._journal = journal
        self._clock = clock
        self._alert = alert
        self._ring: deque[GateIntent | GateResult] = deque()
        self._flush_at: float | None = None
        self._waits_since = float("-inf")
        self._attempts = 0
        self._raised: set[str] = set()
        self._took_ms: deque[float] = deque(maxlen=USUAL_ROWS)
        self.lost = 0

    @property
    def waiting(self) -> int:
        """Rows in memory that are not on disk yet (`lost` counts commands that fell out)."""
        return len(self._ring)

    @property
    def flush_at(self) -> float | None:
        """Monotonic time of the next attempt to write them, None when nothing waits."""
        return self._flush_at if self._ring else None

    def intent(self, intent: GateIntent, *, before_pulse: bool) -> bool:
        """Write an intent; returns whether it is on disk.

        One by hand waits no longer than twice what rows have usually taken of late (8 to 50 ms);
        `late` then tries it once more, when the pulse is out. While older rows wait, one by hand
        does not wait for a disk that did not take those: it joins them, and all are tried as soon
        as the pulse is out.

        Args:
            intent: The row.
            before_pulse: A pulse waits for this. Then a failure is told: for an opening by rule
                that it can't be; for one by hand, where no second attempt is worth it, that it is
                not recorded.

        Raises:
            StorageError: ``lists.used_up`` before a pulse: its entry has no use left, and nothing
                was written.
        """
        by_hand = intent.source.by_person
        if not before_pulse:
            timeout_ms = AFTER_MS
        else:
            timeout_ms = self._patience_ms() if by_hand else BY_RULE_MS
        joins = by_hand and before_pulse and bool(self._ring)
        try:
            if not joins and self._write(intent, timeout_ms):
                return True
        except StorageError:
            if before_pulse:
                raise
            # Nothing is sent for it: the row is what counts.
            if self._write(replace(intent, entry_id=None), timeout_ms):
                return True
        # What is written later lets nobody in any more, so it takes no use either.
        self._keep(replace(intent, entry_id=None))
        if joins:
            self._flush_at = self._clock.monotonic()
            self._tell_not_recorded()
        elif before_pulse and not by_hand:
            self._raise("journal.unwritable")
        return False

    def late(self, intent: GateIntent) -> bool:
        """Write an intent by hand that its pulse did not wait for; returns whether it is on disk.

        With older rows in memory nothing is tried here: `intent` has told of that.
        """
        if not any(row.intent_id == intent.intent_id for row in self._ring):
            return True
        if len(self._ring) > 1:
            return False
        self.flush(now=True)
        if self._ring:
            self._tell_not_recorded()
        return not self._ring

    def result(self, result: GateResult) -> None:
        """Write a result, after its intent."""
        waits = any(row.intent_id == result.intent_id for row in self._ring)
        if waits or not self._write(result, AFTER_MS):
            self._keep(result)

    def flush(self, *, now: bool = False) -> None:
        """Write what waits, oldest first, when it is time for it or `now`."""
        if (
            self._ring
            and not now
            and (self._flush_at is not None and self._clock.monotonic() < self._flush_at)
        ):
            return
        self._attempts += 1
        is_patient = now or self._attempts % PATIENT_EVERY == 0
        while self._ring:
            if not self._write(self._ring[0], AFTER_MS if is_patient else FLUSH_MS):
                at = self._clock.monotonic()
                self._flush_at = at + FLUSH_AGAIN_S
                if now or at - self._waits_since >= TOLD_AFTER_S:
                    self._raise("journal.unwritable")
                return
            self._ring.popleft()
        self._flush_at = None
        self._attempts = 0

    def unfinished(self, gate_id: str) -> Sequence[GateIntent] | None:
        """Return the intents of this gate without a result, None when that can't be read."""
        try:
            rows = self._journal.unfinished_intents()
        except StorageError as exc:
            logger.warning("the journal cannot be read: %s", exc)
            self._raise("journal.unwritable")
            return None
        return [intent for intent in rows if intent.gate_id == gate_id]

    def take_over(self, earlier: GateRecord) -> None:
        """Write also what waits in the memory of a thread that was lost; it has ended."""
        self._ring.extend(earlier._ring)
        earlier._ring.clear()
        if self._ring:
            self._waits_since = self._flush_at = self._clock.monotonic()

    def end_alerts(self) -> None:
        """End the alerts without more ado: the thread ends, and whoever goes on tells anew."""
        for code in sorted(self._raised):
            self._alert(code, False, Priority.HIGH)
        self._raised.clear()

    def settle(self) -> None:
        """End the alerts when nothing waits any more."""
        if not self._ring:
            self.end_alerts()

    def _patience_ms(self) -> int:
        """Return how long an override waits for its row: longer where the disk is slow anyway."""
        if not self._took_ms:
            return BY_HAND_MS
        usual = USUAL_TIMES * max(self._took_ms)
        return int(min(BY_HAND_MS, max(BY_HAND_LEAST_MS, usual)))

    def _tell_not_recorded(self) -> None:
        self._raise("journal.unwritable")
        self._raise("override.not_recorded")

    def _write(self, row: GateIntent | GateResult, timeout_ms: int) -> bool:
        began = self._clock.monotonic()
        try:
            if isinstance(row, GateIntent):
                self._journal.record_intent(row, timeout_ms=timeout_ms)
            else:
                self._journal.record_result(row, timeout_ms=timeout_ms)
        except StorageError as exc:
            if exc.code == USED_UP:
                raise
            logger.warning("gate row %s not written: %s", row.intent_id, exc)
            return False
        except Exception:
            # A bug of the journal must not take the override away (rules 25): treated as a disk
            # that fails, and told with its trace.
            logger.exception("the journal failed on row %s", row.intent_id)
            return False
        self._took_ms.append((self._clock.monotonic() - began) * 1000.0)
        return True

    def _keep(self, row: GateIntent | GateResult) -> None:
        if len(self._ring) >= RING_ROWS:
            # Both rows of a command: a result without its intent could not be written.
            gone = self._ring[0].intent_id
            self._ring = deque(kept for kept in self._ring if kept.intent_id != gone)
            self.lost += 1
            logger.error("gate command %s is lost: memory ring full", gone)
        self._ring.append(row)
        if len(self._ring) == 1:
            self._waits_since = self._clock.monotonic()
        if self._flush_at is None:
            self._flush_at = self._clock.monotonic()

    def _raise(self, code: str) -> None:
        if code not in self._raised:
            self._raised.add(code)
            self._alert(code, True, Priority.HIGH)
