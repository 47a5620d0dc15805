# SPDX-License-Identifier: AGPL-3.0-or-later
"""`Journal` over the database: intents before the pulse, results after it (rules 25).

The journal writes on a thread and a connection of its own. A disk whose flush hangs therefore
costs the gate's thread no more than the time it asked for: the call ends with
``journal.unwritable``, and once that write is stuck for a second the next calls end at once. A
write that was given up before it began is not done; one that had begun may still be committed,
which a start shows as unfinished, and writing the same row again is harmless.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import BindParameter, bindparam, insert, select
from sqlalchemy.orm import Session

from alpr_kiosk.domain.events import GateIntent, GateResult, Outcome
from alpr_kiosk.domain.lists import USED_UP
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log, mapping
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import GateIntentTable, GateResultTable
from alpr_kiosk.storage.uses import give_back, take_use

logger = logging.getLogger(__name__)


_HANGS_S = 1.0
"""A write that takes so long hangs; one that was given up before may still end in time for the next
caller, who has more of it (400 ms by rule, 50 ms by hand). Ours: five flushes of a slow disk."""
_CLOSE_S = 5.0
"""Longest wait for pending writes at the end, seconds; a stuck disk must not stop the exit."""

# Built once, as those of the audit chain: the gate's thread waits for what is done with them.
_ID: BindParameter[str] = bindparam("known_id")
_FIND_INTENT = select(GateIntentTable.intent_id).where(GateIntentTable.intent_id == _ID)
_FIND_RESULT = select(GateResultTable.outcome, GateResultTable.code).where(
    GateResultTable.intent_id == _ID
)
_SURELY_NOT = (Outcome.FAILED, Outcome.REFUSED)
_ADD_INTENT = insert(GateIntentTable)
_ADD_RESULT = insert(GateResultTable)


@dataclass(slots=True, kw_only=True, eq=False)
class _Job:
    """One write on its way to the thread; its state changes under the journal's lock."""

    work: Callable[[], None]
    since: float
    done: threading.Event = field(default_factory=threading.Event)
    given_up: bool = False
    error: Exception | None = None


class SqlJournal:
    """The local, fsynced record. Safe to call from several threads.

    Args:
        database: The record; the journal opens connections of its own on its file.
        key: Key of the audit chain: each intent and result appends a row in its transaction.
        on_start: Called first in the journal's thread: a gate waits for it.
        make_room: Called with the error of a write that failed; True: there is room now, and the
            write is tried once more. Nothing of the first try is there.
    """

    def __init__(
        self,
        *,
        database: Database,
        key: ChainKey,
        on_start: Callable[[], object] = lambda: None,
        make_room: Callable[[StorageError], bool] = lambda _error: False,
    ) -> None:
        self._make_room = make_room
        self._database = database.second()
        self._key = key
        self._on_start = on_start
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._stuck: _Job | None = None
        self._closed = False
        # A daemon: a hanging flush must not keep the process from ending.
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def record_intent(self, intent: GateIntent, *, timeout_ms: int = 2000) -> None:
        """Commit the intent durably; returns only when it is on disk.

        Raises:
            StorageError: ``journal.unwritable`` when it cannot be written within `timeout_ms`;
                ``lists.used_up`` when its entry has no use left, nothing was written then.
        """
        self._do(lambda: self._write_intent(intent, timeout_ms), timeout_ms)

    def record_result(self, result: GateResult, *, timeout_ms: int = 2000) -> None:
        """Commit the result of an intent, or raise ``journal.unwritable``.

        The first result of an intent counts; a different second one is audited beside it.
        """
        self._do(lambda: self._write_result(result, timeout_ms), timeout_ms)

    def unfinished_intents(self) -> Sequence[GateIntent]:
        """Intents without a result, oldest first.

        Raises:
            StorageError: The database cannot be read.
        """
        finished = select(GateResultTable.intent_id)
        query = (
            select(GateIntentTable)
            .where(GateIntentTable.intent_id.not_in(finished))
            .order_by(GateIntentTable.audit_seq)
        )
        with self._database.read() as session:
            return tuple(mapping.intent_of(row) for row in session.scalars(query))

    def close(self) -> None:
        """Finish pending writes, as far as the disk lets us, and give back the connections."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._jobs.put(None)
        self._thread.join(_CLOSE_S)
        if self._thread.is_alive():
            logger.error("the journal's disk hangs; the last write is not confirmed")
        else:
            self._database.close()

    # ------------------------------------------------------------------------------- the thread

    def _do(self, work: Callable[[], None], timeout_ms: int) -> None:
        job = _Job(work=work, since=time.monotonic())
        deadline = job.since + timeout_ms / 1000
        with self._lock:
            if self._closed:
                raise StorageError("journal.unwritable", why="closed")
            stuck = self._stuck
        if stuck is not None and not stuck.done.is_set():
            hangs_at = stuck.since + _HANGS_S
            if not stuck.done.wait(max(0.0, min(deadline, hangs_at) - job.since)):
                why = "the disk hangs" if hangs_at < deadline else f"not within {timeout_ms} ms"
                raise StorageError("journal.unwritable", why=why)
        self._jobs.put(job)
        if not job.done.wait(max(0.0, deadline - time.monotonic())):
            with self._lock:
                if not job.done.is_set():
                    job.given_up = True
                    self._stuck = job
                    raise StorageError("journal.unwritable", why=f"not within {timeout_ms} ms")
        if job.error is not None:
            if isinstance(job.error, StorageError):
                if job.error.code == USED_UP:
                    raise job.error
                raise StorageError("journal.unwritable", **job.error.context) from job.error
            raise job.error

    def _run(self) -> None:
        self._on_start()
        while (job := self._jobs.get()) is not None:
            with self._lock:
                skip = job.given_up
            if not skip:
                try:
                    self._try(job.work)
                except Exception as error:  # noqa: BLE001 - handed to the caller
                    job.error = error
            with self._lock:
                late = job.given_up and not skip
                job.done.set()
            if late:
                logger.warning(
                    "a journal write ended after its caller had given up: %s",
                    job.error or "it is recorded",
                )

    def _try(self, work: Callable[[], None]) -> None:
        try:
            work()
        except StorageError as error:
            if not self._make_room(error):
                raise
            work()

    # ------------------------------------------------------------------------------- the writes

    def _write_intent(self, intent: GateIntent, timeout_ms: int) -> None:
        """Write a row; a person's opening takes a use if one is left, and is kept without else."""
        with self._database.write(busy_ms=timeout_ms) as session:
            connection = session.connection()
            if connection.execute(_FIND_INTENT, {"known_id": intent.intent_id}).first():
                return
            body: dict[str, object] = {
                "intent_id": intent.intent_id,
                "gate_id": intent.gate_id,
                "kind": intent.kind.value,
                "source": intent.source.value,
                "passage_id": intent.passage_id,
                "decision_id": intent.decision_id,
                "pulse_ms": intent.pulse_ms,
                "requested_at": intent.requested_at.isoformat(),
                "recent_passages": list(intent.recent_passages),
            }
            if intent.entry_id is not None:
                try:
                    take_use(connection, intent.entry_id)
                except StorageError:
                    if not intent.source.by_person:
                        raise
                    intent = replace(intent, entry_id=None)
                else:
                    body["entry_id"] = intent.entry_id
            seq = self._audit(session, "gate.intent", intent.actor, body)
            connection.execute(_ADD_INTENT, {**mapping.intent_values(intent), "audit_seq": seq})

    def _write_result(self, result: GateResult, timeout_ms: int) -> None:
        with self._database.write(busy_ms=timeout_ms) as session:
            connection = session.connection()
            known = connection.execute(_FIND_RESULT, {"known_id": result.intent_id}).first()
            if known is not None and tuple(known) == (result.outcome.value, result.code):
                return
            body: dict[str, object] = {
                "intent_id": result.intent_id,
                "gate_id": result.gate_id,
                "outcome": result.outcome.value,
                "code": result.code,
                "finished_at": result.finished_at.isoformat(),
                "latency_ms": round(result.latency_ms, 3),
                "recorded": result.recorded,
            }
            if known is not None:
                self._audit(session, "gate.result_again", "system", body)
                return
            if result.outcome in _SURELY_NOT:
                give_back(connection, result.intent_id)
            seq = self._audit(session, "gate.result", "system", body)
            connection.execute(
                _ADD_RESULT,
                {
                    "intent_id": result.intent_id,
                    "audit_seq": seq,
                    "gate_id": result.gate_id,
                    "outcome": result.outcome.value,
                    "code": result.code,
                    "finished_at": result.finished_at,
                    "latency_ms": result.latency_ms,
                    "recorded": result.recorded,
                },
            )

    def _audit(self, session: Session, kind: str, actor: str, body: dict[str, object]) -> int:
        at = self._database.clock.utc_now()
        return audit_log.append(session, self._key, at=at, kind=kind, actor=actor, body=body)
