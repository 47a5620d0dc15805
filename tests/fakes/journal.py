# SPDX-License-Identifier: AGPL-3.0-or-later
"""A journal in memory that can be told to fail."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

from alpr_kiosk.domain.events import GateIntent, GateResult, Outcome
from alpr_kiosk.errors import StorageError
from tests.fakes.clock import ManualClock


class JournalDisk:
    """What survives a crash of the process: hand the same one to the next `FakeJournal`.

    `uses` holds (left, most) of list entries.
    """

    def __init__(self) -> None:
        self.intents: dict[str, GateIntent] = {}
        self.results: dict[str, GateResult] = {}
        self.uses: dict[str, tuple[int | None, int | None]] = {}
        self.lock = threading.Lock()


class FakeJournal:
    """`Journal` over a `JournalDisk`.

    `writable` False makes each write fail; `fail_next` is the number of writes that fail still;
    `log` holds ("intent" | "result", id) of each committed write; `timeouts_ms` what was asked for.
    With a `clock` a write takes `takes_ms` of its time, and fails when that is not allowed.
    """

    def __init__(
        self, disk: JournalDisk | None = None, *, clock: ManualClock | None = None
    ) -> None:
        self.disk = disk or JournalDisk()
        self.clock = clock
        self.takes_ms = 0
        self.writable = True
        self.fail_next = 0
        self.log: list[tuple[str, str]] = []
        self.timeouts_ms: list[int] = []

    def record_intent(self, intent: GateIntent, *, timeout_ms: int = 2000) -> None:
        self._check(timeout_ms)
        with self.disk.lock:
            if intent.intent_id in self.disk.intents:
                return
            left, most = self.disk.uses.get(intent.entry_id or "", (None, None))
            left = most if left is None else left
            if intent.entry_id is not None and left is not None:
                if left > 0:
                    self.disk.uses[intent.entry_id] = (left - 1, most)
                elif intent.source.by_person:
                    intent = replace(intent, entry_id=None)
                else:
                    raise StorageError("lists.used_up", entry_id=intent.entry_id)
            self.disk.intents[intent.intent_id] = intent
            self.log.append(("intent", intent.intent_id))

    def record_result(self, result: GateResult, *, timeout_ms: int = 2000) -> None:
        self._check(timeout_ms)
        with self.disk.lock:
            if self.disk.results.setdefault(result.intent_id, result) is not result:
                return
            self.log.append(("result", result.intent_id))
            intent = self.disk.intents.get(result.intent_id)
            entry_id = intent.entry_id if intent is not None else None
            left, most = self.disk.uses.get(entry_id or "", (None, None))
            surely_not = result.outcome in (Outcome.FAILED, Outcome.REFUSED)
            if entry_id is not None and left is not None and surely_not:
                self.disk.uses[entry_id] = (left + 1 if most is None else min(most, left + 1), most)

    def unfinished_intents(self) -> Sequence[GateIntent]:
        with self.disk.lock:
            return [
                intent
                for intent_id, intent in self.disk.intents.items()
                if intent_id not in self.disk.results
            ]

    def _check(self, timeout_ms: int) -> None:
        self.timeouts_ms.append(timeout_ms)
        if self.fail_next:
            self.fail_next -= 1
            raise StorageError("journal.unwritable", reason="told to fail")
        if not self.writable:
            raise StorageError("journal.unwritable", reason="not writable")
        if self.clock is not None:
            self.clock.advance(min(self.takes_ms, timeout_ms) / 1000)
        if self.takes_ms > timeout_ms:
            raise StorageError("journal.unwritable", reason=f"not within {timeout_ms} ms")
