# SPDX-License-Identifier: AGPL-3.0-or-later
"""The gate thread: one inbox, one controller, one relay.

Commands come from the inference thread (by rule) and from the screen (by hand) straight into the
inbox; neither the window nor the database stands between them and the relay.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.commissioning import (
    CheckSettings,
    Commissioning,
    GateJob,
    PersonSaid,
    PulseAsked,
    SeenClear,
)
from alpr_kiosk.domain.events import (
    CommandSource,
    DecisionRecord,
    GateIntent,
    GateResult,
    Priority,
)
from alpr_kiosk.domain.gate_records import REST_OF_TAKEN, OpenCommanded
from alpr_kiosk.domain.intents import new_id
from alpr_kiosk.gate.commissioning import Commissioner
from alpr_kiosk.gate.controller import GateController
from alpr_kiosk.gate.protocols import GateStatus, OpenedByOthers, Unmatched
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.priority import come_first
from alpr_kiosk.runtime.worker import Worker
from alpr_kiosk.services.access import GateBoard

logger = logging.getLogger(__name__)

IDLE_WAIT_S = 0.25
HEALTH_EVERY_S = 3.0
"""Idle relays are asked this often; NO RELAY shows after 10 s without an answer (rules 21)."""
INPUTS_EVERY_S = 0.5
"""Inputs are asked this often: a contact must be seen to follow a pulse within 3 s, and two cars
half a second apart on a loop are two; our choice, about 5 ms of a device each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateAlert:
    """An alert of a gate.

    Attributes:
        code: Message code.
        gate_id: The gate.
        active: It began (True) or ended.
        priority: How urgent it is.
        context: Values for the text.
    """

    code: str
    gate_id: str
    active: bool
    priority: Priority
    context: tuple[tuple[str, str], ...] = ()


class GateBoards:
    """Newest status of every gate; written by the gate threads, read by any (atomic references)."""

    def __init__(self, *, partners: Mapping[str, str | None]) -> None:
        self._partners = dict(partners)
        self._statuses: dict[str, GateStatus] = {}
        self._answers: dict[str, float | None] = {}

    def put(self, status: GateStatus) -> None:
        """Replace the status of a gate."""
        self._statuses[status.gate_id] = status

    def answered(self, gate_id: str, answer_ms: float | None) -> None:
        """Note how long the relay of a gate took to answer, None when it did not."""
        self._answers[gate_id] = answer_ms

    def answers(self) -> tuple[tuple[str, float], ...]:
        """Return (gate id, milliseconds) of the newest answer of each relay that gave one."""
        known = dict(self._answers)
        return tuple((gate_id, ms) for gate_id, ms in known.items() if ms is not None)

    def statuses(self) -> dict[str, GateStatus]:
        """Return all statuses."""
        return dict(self._statuses)

    def board(self, gate_id: str) -> GateBoard:
        """Return what decisions need to know of a gate; nothing known means no opening by rule."""
        status = self._statuses.get(gate_id)
        if status is None:
            return GateBoard(automatic_allowed=False)
        return GateBoard(
            automatic_allowed=not status.block_code,
            lockdown=status.lockdown,
            held_open=status.held_until is not None,
        )

    def lockdown(self, gate_id: str) -> bool | None:
        """Return whether lockdown is on at a gate, None before its first status."""
        status = self._statuses.get(gate_id)
        return status.lockdown if status is not None else None

    def partner_clear(self, gate_id: str) -> bool:
        """Return whether the interlocked gate is known not to be open (True without one)."""
        partner = self._partners.get(gate_id)
        if partner is None:
            return True
        status = self._statuses.get(partner)
        return status is not None and not status.may_be_open


class GateWorker(Worker):
    """Runs one gate.

    Signals (delivered by the host on the GUI thread):
        status_changed (GateStatus): The gate's state changed.
        result_known (GateIntent, GateResult): A command ended.
        alert_changed (GateAlert): An alert of the gate began or ended.
        unmatched (Unmatched): A vehicle passed that no opening was for.
        commissioning_changed (Commissioning): More was seen while the gate is commissioned.
        test_refused (str command_id, str code): A test pulse was not given to the gate.
        opened_by_others (OpenedByOthers): The gate opened by somebody else's command.
    """

    status_changed = Signal(object)
    result_known = Signal(object, object)
    alert_changed = Signal(object)
    unmatched = Signal(object)
    commissioning_changed = Signal(object)
    test_refused = Signal(str, str)
    opened_by_others = Signal(object)

    def __init__(
        self,
        gate_id: str,
        *,
        inbox: Inbox[GateJob],
        boards: GateBoards,
        clock: Clock,
        health_every_s: float = HEALTH_EVERY_S,
    ) -> None:
        super().__init__(f"gate:{gate_id}", clock=clock)
        self.gate_id = gate_id
        self._inbox = inbox
        self._health_every_s = health_every_s
        self._boards = boards
        self._controller: GateController | None = None
        self._commissioner: Commissioner | None = None
        self._close: Callable[[], object] = lambda: None

    def attach(
        self,
        controller: GateController,
        commissioner: Commissioner | None = None,
        *,
        close: Callable[[], object] = lambda: None,
    ) -> None:
        """Give the worker its controller, whose listener it is; before it is started.

        Args:
            controller: Of the gate.
            commissioner: Its test pulses, told by `on_commissioning` and `on_test_refused`.
            close: Called last in the gate's thread, however it ends: gives back ports and sockets,
                so that a thread that is started again finds them free.
        """
        self._controller = controller
        self._commissioner = commissioner
        self._close = close
        self._boards.put(controller.status)

    def on_commissioning(self, state: Commissioning) -> None:
        """Publish what was seen while the gate is commissioned."""
        self.commissioning_changed.emit(state)

    def on_test_refused(self, command_id: str, code: str) -> None:
        """Publish that a test pulse was not given to the gate."""
        self.test_refused.emit(command_id, code)

    # -- GateListener, called by the controller in the gate thread
    def on_status(self, status: GateStatus) -> None:
        """Keep and publish a new status."""
        self._boards.put(status)
        self.status_changed.emit(status)

    def on_result(self, intent: GateIntent, result: GateResult) -> None:
        """Publish the end of a command."""
        self.result_known.emit(intent, result)

    def on_unmatched(self, passed: Unmatched) -> None:
        """Publish that a vehicle passed which no opening was for."""
        self.unmatched.emit(passed)

    def on_opened_by_others(self, opened: OpenedByOthers) -> None:
        """Publish that the gate opened by somebody else's command."""
        self.opened_by_others.emit(opened)

    def on_alert(
        self,
        code: str,
        gate_id: str,
        active: bool,
        priority: Priority,
        context: Mapping[str, object],
    ) -> None:
        """Publish an alert of the gate."""
        self.alert_changed.emit(
            GateAlert(
                code=code,
                gate_id=gate_id,
                active=active,
                priority=priority,
                context=tuple((name, str(value)) for name, value in context.items()),
            )
        )

    def work(self) -> None:
        """Handle commands until asked to stop; then outputs off and the record flushed."""
        controller = self._controller
        if controller is None:
            raise RuntimeError("attach() a controller before start()")
        come_first()
        next_health = self.clock.monotonic()
        try:
            while not self.stop_event.is_set():
                self.beat()
                deadline = controller.next_deadline()
                now = self.clock.monotonic()
                wait = IDLE_WAIT_S if deadline is None else min(IDLE_WAIT_S, deadline - now)
                watch = self._commissioner.wait_s() if self._commissioner is not None else None
                event = self._inbox.take(wait if watch is None else min(wait, watch))
                if event is not None:
                    self._take(controller, event)
                controller.tick()
                if self._commissioner is not None:
                    self._commissioner.turn()
                if event is None and self.clock.monotonic() >= next_health:
                    asked = self.clock.monotonic()
                    controller.health_check()
                    self._boards.answered(self.gate_id, controller.answer_ms)
                    now = self.clock.monotonic()
                    next_health = now + self._health_wait(controller, now - asked)
        finally:
            controller.shutdown()
            # A gate without its thread opens nothing by rule: decisions ask instead.
            self._boards.put(controller.status)
            self._close()

    def _take(self, controller: GateController, event: GateJob) -> None:
        if isinstance(event, SeenClear | PulseAsked | PersonSaid | CheckSettings):
            if self._commissioner is not None:
                self._commissioner.handle(event)
            return
        handled = controller.handle(event)
        if handled is not None and self._commissioner is not None:
            self._commissioner.other(handled)

    def _health_wait(self, controller: GateController, took_s: float) -> float:
        """Return the seconds until the relay is asked again.

        A device that does not answer keeps this thread for its time-out: it is not asked as often
        as its inputs are, so that an override, or a STOP at another device, finds the thread free.
        """
        if not controller.status.relay_reachable:
            return max(self._health_every_s, REST_OF_TAKEN * took_s)
        if not controller.has_inputs:
            return self._health_every_s
        rest = 0.0 if controller.answers else REST_OF_TAKEN * took_s
        return min(max(INPUTS_EVERY_S, rest), self._health_every_s)


def rule_opening(record: DecisionRecord, *, partner_clear: bool) -> OpenCommanded:
    """Return the command of a decision to open.

    Its age counts from the newest picture that was read, and is known to be of the present.
    """
    passage = record.passage
    fresh_mono = passage.newest_read_mono
    if passage.fresh_mono is not None:
        fresh_mono = min(fresh_mono, passage.fresh_mono)
    return OpenCommanded(
        command_id=new_id(),
        source=CommandSource.RULE,
        requested_at=record.decided_at,
        requested_mono=record.decided_mono,
        actor="system",
        passage_id=passage.passage_id,
        decision_id=record.decision_id,
        newest_read_mono=fresh_mono,
        partner_clear=partner_clear,
        recent_passages=(passage.passage_id,),
        entry_id=record.decision.entry_id,
    )
