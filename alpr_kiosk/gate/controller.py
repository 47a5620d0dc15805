# SPDX-License-Identifier: AGPL-3.0-or-later
"""Executes the gate's state machine in the gate thread: record, pulse, read back, record.

Everything here runs in one thread but `status` and `is_clear`, which any thread may read. The order
of an opening is fixed: intent on disk, then the pulse, then the result (rules 25).
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import (
    CommandKind,
    GateIntent,
    GateResult,
    Outcome,
    Priority,
)
from alpr_kiosk.domain.gate import (
    GateMachine,
    automatic_block,
    deadlines,
    decision_is_fresh,
    fault_code,
    is_clear_for_partner,
    long_hold_reason,
    step,
    wait_s,
)
from alpr_kiosk.domain.gate_records import (
    ClearAlert,
    Coalesce,
    Command,
    Doubt,
    GateAction,
    GateEvent,
    GateSettings,
    HoldOpenCommanded,
    HoldOpenReleased,
    LockdownBegan,
    LockdownLifted,
    OffDone,
    OpenCommanded,
    PulseAccepted,
    PulseAmbiguous,
    PulseFailed,
    PulseWithheld,
    RaiseAlert,
    ReadBack,
    ReadBackRelay,
    Refuse,
    SendOff,
    SendPulse,
    Shutdown,
    StopCommanded,
    Tick,
    UnfinishedFound,
)
from alpr_kiosk.domain.intents import new_id as random_id
from alpr_kiosk.domain.ports import Journal, RelayDriver
from alpr_kiosk.errors import RelayError, StorageError
from alpr_kiosk.gate.factory import is_remembered
from alpr_kiosk.gate.last_commands import LastCommands
from alpr_kiosk.gate.protocols import GateListener, GateStatus, Handled
from alpr_kiosk.gate.record import GateRecord

__all__ = ["GateController", "GateListener", "GateStatus", "Handled"]

logger = logging.getLogger(__name__)

SURELY_NOT_ACTED = frozenset({"relay.unreachable", "relay.auth", "relay.refused"})
COMMANDS = (OpenCommanded, StopCommanded, HoldOpenCommanded, HoldOpenReleased)


def settings_of(config: GateConfig, driver: RelayDriver) -> GateSettings:
    """Return what the state machine needs to know of the site file and of the driver."""
    return GateSettings(
        gate_id=config.id,
        pulse_ms=config.pulse_ms,
        lockout_s=config.effective_lockout_s,
        input_kind=config.input_kind,
        position_contact=config.position_contact,
        travel_s=config.travel_s,
        timed_by_device=driver.timed_by_device,
        can_read_back=driver.can_read_back,
    )


class GateController:
    """One gate: its machine, its relay and its part of the journal.

    Nothing is sent before the first `tick` or `handle`, so it may be built in any thread. After
    `shutdown` the next of them starts it anew, as a restarted worker does.
    """

    def __init__(
        self,
        *,
        config: GateConfig,
        driver: RelayDriver,
        journal: Journal,
        clock: Clock,
        listener: GateListener,
        new_id: Callable[[], str] = random_id,
        partner_closed: Callable[[], bool] = lambda: True,
        lockdown: bool = False,
        last_commands: LastCommands | None = None,
    ) -> None:
        """Keep the parts.

        Args:
            config: The gate in the site file.
            driver: Its relay.
            journal: The local record.
            clock: Times.
            listener: Hears status, results and alerts.
            new_id: Ids of commands that come without one.
            partner_closed: Whether the interlocked gate may not be open (`is_clear` of the other
                controller); asked anew in the gate thread for each opening by rule.
            lockdown: Lockdown was on when the process ended (rules 14).
            last_commands: Record of outputs that may be on, None to keep none.
        """
        self._config = config
        self._driver = driver
        self._clock = clock
        self._listener = listener
        self._new_id = new_id
        self._partner_closed = partner_closed
        self._last_commands = last_commands
        self._record = GateRecord(journal=journal, clock=clock, alert=self._alert)
        self._machine = GateMachine.boot(settings_of(config, driver), lockdown=lockdown)
        self._booted = False
        self._history_read = False
        self._remembered = False
        self._claiming = False
        self._last_command_at: datetime | None = None
        # The partner may not be built yet: it is not asked here.
        self._status = self._snapshot(ask_partner=False)

    # ------------------------------------------------------------------ any thread

    @property
    def status(self) -> GateStatus:
        """Newest snapshot."""
        return self._status

    @property
    def is_clear(self) -> bool:
        """Whether the interlocked gate may open by rule, as of now."""
        return not self._claiming and is_clear_for_partner(self._machine, self._clock.monotonic())

    # ------------------------------------------------------------------ gate thread

    def handle(self, event: GateEvent) -> Handled | None:
        """Take an event; a command is carried out at once and its end is returned."""
        self._boot()
        if isinstance(event, COMMANDS):
            handled = self._command(event)
        else:
            handled = None
            self._feed(event)
        self._publish()
        return handled

    def tick(self) -> None:
        """Do what is due: end a software-timed pulse, read back, write rows that wait."""
        self._boot()
        self._read_history()
        self._remember()
        self._feed(Tick())
        if self._record.waiting:
            self._record.flush()
        if self._history_read:
            self._record.settle()
        self._publish()

    def health_check(self) -> None:
        """Ask the relay for its state; never switches anything by itself."""
        self._boot()
        self._feed(self._read_back())
        self._publish()

    def next_deadline(self) -> float | None:
        """Return the monotonic time at which `tick` is due, None when nothing is."""
        now = self._clock.monotonic()
        if not self._booted:
            return now
        due = (deadlines(self._machine, now), self._record.flush_at)
        known = [at for at in due if at is not None]
        return min(known) if known else None

    def shutdown(self) -> None:
        """Switch the output off and write what waits; never raises."""
        self._booted = False
        now = self._clock.monotonic()
        self._machine, _ = step(self._machine, Shutdown(), now)
        try:
            self._driver.off()
            if self._last_commands is not None:
                self._last_commands.forget(self._config.id)
            self._remembered = False
        except (RelayError, StorageError) as exc:
            logger.warning("gate %s: not surely off at the end: %s", self._config.id, exc)
        except Exception:
            logger.exception("gate %s: off failed at the end", self._config.id)
        self._record.flush(now=True)
        self._status = self._snapshot()

    # ------------------------------------------------------------------ start

    def _boot(self) -> None:
        if self._booted:
            return
        self._booted = True
        old = self._machine
        self._machine = replace(old, shut_down=False, in_flight=None)
        self._remember()
        if not self._driver.timed_by_device:
            self._execute((SendOff(),))
        self._feed(self._read_back())
        if old.in_flight is not None:
            # The worker died between intent and result (rules 25): its intent must be on disk to
            # be found there.
            self._record.flush(now=True)
            self._history_read = False
        self._read_history()

    def _remember(self) -> None:
        """Note that the output may be on, before anything is sent; tried again while it fails."""
        if self._last_commands is None or self._remembered:
            return
        timed = self._driver.timed_by_device
        if not is_remembered(self._config.relay, timed_by_device=timed):
            self._remembered = True
            return
        try:
            self._last_commands.remember(self._config.id)
            self._remembered = True
        except StorageError as exc:
            logger.warning("gate %s: %s", self._config.id, exc)

    def _read_history(self) -> None:
        """Close intents that a crash left open: unknown, shown, never sent again (rules 25)."""
        if self._history_read:
            return
        unfinished = self._record.unfinished(self._config.id)
        if unfinished is None:
            return
        self._history_read = True
        for intent in unfinished:
            self._finish(intent, Outcome.UNKNOWN, "gate.unknown_after_restart", recorded=True)
        opened = [i for i in unfinished if i.kind is CommandKind.OPEN]
        if opened:
            passages = tuple(i.passage_id for i in opened if i.passage_id is not None)
            self._feed(UnfinishedFound(passages=passages))

    # ------------------------------------------------------------------ commands

    def _command(self, command: Command) -> Handled:
        now = self._clock.monotonic()
        command = replace(command, command_id=command.command_id or self._new_id())
        intent = self._intent(command, now)
        if isinstance(command, OpenCommanded) and not command.source.by_person:
            if not self._history_read:
                return self._not_sent(
                    intent, Refuse(command_id=intent.intent_id, code="journal.unwritable")
                )
            command = self._claim(command)
        try:
            handled = self._carry_out(command, intent)
        finally:
            self._claiming = False
        return handled

    def _carry_out(self, command: Command, intent: GateIntent) -> Handled:
        handled: Handled | None = None
        self._machine, actions = step(self._machine, command, self._clock.monotonic())
        for action in actions:
            match action:
                case SendPulse() if isinstance(command, OpenCommanded):
                    handled = self._open(command, intent)
                case Refuse() | Coalesce():
                    handled = self._not_sent(intent, action)
                case _:
                    self._execute((action,))
        if handled is None:
            raise AssertionError(f"no answer to {type(command).__name__}")
        return handled

    def _claim(self, command: OpenCommanded) -> OpenCommanded:
        """Tell the partner before looking at it: of two that want to open, not both may."""
        if self._config.interlock_with is None:
            return command
        self._claiming = True
        self._publish()
        return replace(command, partner_clear=command.partner_clear and self._partner_closed())

    def _intent(self, command: Command, now: float) -> GateIntent:
        kind = {
            StopCommanded: CommandKind.STOP,
            HoldOpenCommanded: CommandKind.HOLD_OPEN,
            HoldOpenReleased: CommandKind.RELEASE_HOLD,
        }.get(type(command), CommandKind.OPEN)
        opening = command if isinstance(command, OpenCommanded) else None
        return GateIntent(
            intent_id=command.command_id,
            gate_id=self._config.id,
            kind=kind,
            source=command.source,
            actor=command.actor,
            passage_id=opening.passage_id if opening else None,
            decision_id=opening.decision_id if opening else None,
            requested_at=command.requested_at or self._clock.utc_now(),
            requested_mono=now if command.requested_mono is None else command.requested_mono,
            pulse_ms=self._config.pulse_ms if opening else 0,
            recent_passages=opening.recent_passages if opening else (),
        )

    def _open(self, command: OpenCommanded, intent: GateIntent) -> Handled:
        """Record, pulse, record; the only place that switches a contact on."""
        recorded = self._record.intent(intent, before_pulse=True)
        if not command.source.by_person:
            # The record may have taken its time: what was fresh may be old by now.
            fresh = decision_is_fresh(command.newest_read_mono, self._clock.monotonic())
            code = (
                ""
                if recorded and fresh
                else ("decision.ignored.old" if recorded else "journal.unwritable")
            )
            if code:
                self._feed(PulseWithheld(command_id=intent.intent_id, code=code))
                result = self._finish(intent, Outcome.REFUSED, code, recorded=recorded)
                return Handled(intent=intent, result=result)
        code = self._send_pulse(intent)
        if code in SURELY_NOT_ACTED:
            self._feed(PulseFailed(command_id=intent.intent_id, code=code))
            outcome = Outcome.FAILED
        else:
            self._last_command_at = self._clock.utc_now()
            if code:
                self._feed(PulseAmbiguous(command_id=intent.intent_id))
                seen_on = self._machine.doubt is Doubt.NONE and (self._machine.on_since is not None)
                # The relay was read back, and its output is on: it did act.
                code = "" if seen_on else code
            else:
                self._feed(PulseAccepted(command_id=intent.intent_id))
            outcome = Outcome.UNKNOWN if code else Outcome.OK
        result = self._finish(intent, outcome, code, recorded=recorded)
        return Handled(intent=intent, result=result)

    def _send_pulse(self, intent: GateIntent) -> str:
        """Pulse once; returns "" or the error's code."""
        try:
            self._driver.pulse(intent.pulse_ms)
        except RelayError as exc:
            logger.warning("gate %s: pulse %s: %s", self._config.id, intent.intent_id, exc)
            return exc.code if exc.code in SURELY_NOT_ACTED else "relay.ambiguous"
        except Exception:
            # A bug of the driver may have struck after the contact closed: ambiguous, and told.
            logger.exception("gate %s: pulse %s failed", self._config.id, intent.intent_id)
            return "relay.ambiguous"
        return ""

    def _not_sent(self, intent: GateIntent, action: Refuse | Coalesce) -> Handled:
        """Record a command that sends nothing: both are audited (rules 18)."""
        recorded = self._record.intent(intent, before_pulse=False)
        if isinstance(action, Coalesce):
            result = self._finish(intent, Outcome.COALESCED, "", recorded=recorded)
            return Handled(intent=intent, result=result)
        result = self._finish(intent, Outcome.REFUSED, action.code, recorded=recorded)
        return Handled(
            intent=intent,
            result=result,
            warning_code=action.warning_code,
            wait_s=action.wait_s,
        )

    def _finish(
        self, intent: GateIntent, outcome: Outcome, code: str, *, recorded: bool
    ) -> GateResult:
        taken_s = max(0.0, self._clock.monotonic() - intent.requested_mono)
        if code == "gate.unknown_after_restart":
            taken_s = 0.0  # the monotonic clock of the earlier run means nothing now
        result = GateResult(
            intent_id=intent.intent_id,
            gate_id=intent.gate_id,
            outcome=outcome,
            code=code,
            finished_at=self._clock.utc_now(),
            latency_ms=taken_s * 1000.0,
            recorded=recorded,
        )
        self._record.result(result)
        self._listener.on_result(intent, result)
        return result

    # ------------------------------------------------------------------ machine and relay

    def _feed(self, event: GateEvent) -> None:
        if isinstance(event, (LockdownBegan, LockdownLifted)):
            logger.info("gate %s: %s", self._config.id, type(event).__name__)
        self._machine, actions = step(self._machine, event, self._clock.monotonic())
        self._execute(actions)

    def _execute(self, actions: tuple[GateAction, ...]) -> None:
        for action in actions:
            match action:
                case SendOff():
                    self._feed(self._switch_off())
                case ReadBackRelay():
                    self._feed(self._read_back())
                case RaiseAlert(code=code, priority=priority):
                    self._alert(code, True, priority)
                case ClearAlert(code=code, priority=priority):
                    self._alert(code, False, priority)
                case SendPulse() | Refuse() | Coalesce():
                    raise AssertionError(f"{type(action).__name__} without a command")

    def _switch_off(self) -> OffDone:
        try:
            self._driver.off()
        except RelayError as exc:
            logger.warning("gate %s: off: %s", self._config.id, exc)
            return OffDone(ok=False, code=exc.code)
        return OffDone(ok=True)

    def _read_back(self) -> ReadBack:
        try:
            status = self._driver.status()
        except RelayError as exc:
            if exc.code in ("relay.auth", "relay.refused"):
                return ReadBack(reachable=True, code=exc.code)
            return ReadBack(reachable=False, code=exc.code)
        if not status.reachable:
            return ReadBack(reachable=False, code="relay.unreachable")
        on = status.output_on if self._driver.can_read_back else None
        return ReadBack(reachable=True, output_on=on)

    # ------------------------------------------------------------------ telling

    def _alert(self, code: str, active: bool, priority: Priority) -> None:
        context = {
            "gate": self._config.name or self._config.id,
            "label": self._config.key_label,
            "place": self._config.key_place,
        }
        self._listener.on_alert(code, self._config.id, active, priority, context)

    def _snapshot(self, *, ask_partner: bool = True) -> GateStatus:
        m = self._machine
        now = self._clock.monotonic()
        wait = wait_s(m, now)
        reason = long_hold_reason(m, now)
        interlocked = self._config.interlock_with is not None and ask_partner
        held_back = not reason and interlocked and not self._partner_closed()
        warning = "gate.interlock" if held_back else reason
        return GateStatus(
            gate_id=self._config.id,
            name=self._config.name or self._config.id,
            state=m.state,
            relay_reachable=not m.gone,
            fault_code=fault_code(m),
            wait_s=wait,
            wait_until_mono=now + wait if wait else 0.0,
            needs_long_hold=bool(reason),
            warning_code=warning,
            automatic_blocked=m.doubt is not Doubt.NONE or m.no_movement,
            block_code=automatic_block(m),
            lockdown=m.lockdown,
            may_be_open=self._claiming or not is_clear_for_partner(m, now),
            last_command_at=self._last_command_at,
            context=(
                ("n", str(len(m.manual_opens))),
                ("s", str(math.ceil(wait))),
                ("other", self._config.interlock_with or ""),
            ),
        )

    def _publish(self) -> None:
        status = self._snapshot()
        if _unmoving(status) != _unmoving(self._status):
            self._status = status
            self._listener.on_status(status)


def _unmoving(status: GateStatus) -> GateStatus:
    """Leave out what only counts down: the screen counts by itself."""
    return replace(status, wait_s=0.0, wait_until_mono=round(status.wait_until_mono, 1), context=())
