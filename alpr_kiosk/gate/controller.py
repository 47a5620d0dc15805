# SPDX-License-Identifier: AGPL-3.0-or-later
"""Executes the gate's state machine in the gate thread: record, pulse, read back, record.

Everything here runs in one thread but `status` and `is_clear`, which any thread may read. The order
of an opening is fixed: intent on disk, then the pulse, then the result (rules 25).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

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
    alerts,
    deadlines,
    decision_is_fresh,
    is_clear_for_partner,
    step,
)
from alpr_kiosk.domain.gate_actions import (
    ClearAlert,
    Coalesce,
    GateAction,
    NoteOpened,
    NoteUnmatched,
    RaiseAlert,
    ReadBackRelay,
    Refuse,
    ReleaseHold,
    SendHold,
    SendHoldOff,
    SendOff,
    SendPulse,
    SendStop,
    SendStopOff,
)
from alpr_kiosk.domain.gate_machine import GateSettings
from alpr_kiosk.domain.gate_records import (
    Command,
    Doubt,
    GateEvent,
    HoldDone,
    HoldOffDone,
    HoldOpenCommanded,
    HoldOpenReleased,
    InputsRead,
    LockdownBegan,
    LockdownLifted,
    OffDone,
    OpenCommanded,
    PulseAccepted,
    PulseAmbiguous,
    PulseFailed,
    PulseWithheld,
    ReadBack,
    Shutdown,
    StopCommanded,
    StopDone,
    StopOffDone,
    Tick,
    UnfinishedFound,
)
from alpr_kiosk.domain.intents import new_id as random_id
from alpr_kiosk.domain.ports import Journal, RelayDriver
from alpr_kiosk.errors import StorageError
from alpr_kiosk.gate.last_commands import LastCommands
from alpr_kiosk.gate.outputs import SURELY_NOT_ACTED, GateOutputs, Output
from alpr_kiosk.gate.protocols import (
    GateListener,
    GateStatus,
    Handled,
    OpenedByOthers,
    Unmatched,
)
from alpr_kiosk.gate.record import GateRecord
from alpr_kiosk.gate.snapshot import status_of, unmoving

__all__ = ["GateController", "GateListener", "GateStatus", "Handled"]

logger = logging.getLogger(__name__)

_OFF: dict[Output, GateAction] = {
    Output.OPEN: SendOff(),
    Output.STOP: SendStopOff(),
    Output.HOLD: SendHoldOff(),
}
COMMANDS = (OpenCommanded, StopCommanded, HoldOpenCommanded, HoldOpenReleased)


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
        stop: RelayDriver | None = None,
        hold: RelayDriver | None = None,
        beat: Callable[[], None] = lambda: None,
        earlier: GateController | None = None,
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
            stop: Relay of the stop output, None when none is wired.
            hold: Relay of the hold-open output, None when none is wired.
            beat: Called before each exchange with a relay, of which one step may have several that
                time out: a thread that waits for them is not frozen.
            earlier: The controller of a thread that was lost and has ended: what only it knows, and
                the rows that it could not write, go on here.
        """
        self._config = config
        self._outputs = GateOutputs(config, driver, stop=stop, hold=hold, beat=beat)
        self._clock = clock
        self._listener = listener
        self._new_id = new_id
        self._partner_closed = partner_closed
        self._last_commands = last_commands
        self._record = GateRecord(journal=journal, clock=clock, alert=self._alert)
        self._machine = GateMachine.boot(self._outputs.settings(), lockdown=lockdown)
        if earlier is not None:
            self._machine = replace(earlier._machine.restarted(), lockdown=lockdown)
            self._record.take_over(earlier._record)
        self._kept_doubt = last_commands.doubt(config.id) if last_commands is not None else ""
        self._doubt_told = False
        if earlier is None and self._kept_doubt:
            # An unclear end is not made clear by a restart (rules 18).
            self._machine = replace(self._machine, doubt=Doubt.PERSON, doubt_code=self._kept_doubt)
        self._booted = False
        self._history_read = False
        self._remembered = False
        self._claiming = False
        self._let_in: str | None = None
        self._last_command_at: datetime | None = None
        self._hold_ends: datetime | None = None
        self._answer_ms: float | None = None
        self._ears: list[Callable[[ReadBack, InputsRead | None], None]] = []
        # The partner may not be built yet: it is not asked here.
        self._status = self._snapshot(ask_partner=False)

    # ------------------------------------------------------------------ any thread

    @property
    def status(self) -> GateStatus:
        """Newest snapshot."""
        return self._status

    @property
    def settings(self) -> GateSettings:
        """What the site file and the drivers say of the gate."""
        return self._machine.settings

    @property
    def has_inputs(self) -> bool:
        """Whether contacts are wired, which are to be asked for often."""
        return bool(self._config.inputs.wired)

    @property
    def answers(self) -> bool:
        """Whether the relay answered when it was asked last."""
        return self._machine.unreachable_since is None

    @property
    def answer_ms(self) -> float | None:
        """How long the relay's newest answer took, milliseconds; None before and without one."""
        return self._answer_ms

    @property
    def is_clear(self) -> bool:
        """Whether the interlocked gate may open by rule, as of now."""
        return not self._claiming and is_clear_for_partner(self._machine, self._clock.monotonic())

    # ------------------------------------------------------------------ gate thread

    def watch(self, heard: Callable[[ReadBack, InputsRead | None], None]) -> None:
        """Have each reading of the relay and its inputs told too, in the gate thread."""
        self._ears.append(heard)

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
        self._read_back()
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
        if self._outputs.all_off():
            self._forget()
        self._record.flush(now=True)
        self._status = self._snapshot()
        self._end_alerts()

    def _end_alerts(self) -> None:
        """Whoever goes on here tells anew what is still so; nothing else would ever end these."""
        try:
            for code, priority in alerts(self._machine).items():
                self._alert(code, False, priority)
            self._record.end_alerts()
        except Exception:
            logger.exception("gate %s: its alerts did not end", self._config.id)

    def _forget(self) -> None:
        """Note that nothing of this gate is on any more."""
        try:
            if self._last_commands is not None:
                self._last_commands.forget(self._config.id)
            self._remembered = False
        except StorageError as exc:
            logger.warning("gate %s: %s", self._config.id, exc)

    # ------------------------------------------------------------------ start

    def _boot(self) -> None:
        if self._booted:
            return
        self._booted = True
        old = self._machine
        self._machine = replace(old, shut_down=False, in_flight=None)
        for code, priority in alerts(self._machine).items():
            self._alert(code, True, priority)
        self._remember()
        for output, off in _OFF.items():
            # A hold-open does not survive a restart (rules 14), whoever times it.
            if output not in self._outputs.wired:
                continue
            if output is Output.HOLD or not self._outputs.is_timed(output):
                self._execute((off,))
        self._read_back()
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
        if not self._outputs.may_stay_on():
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
                case SendStop():
                    handled = self._send_stop(intent)
                case SendHold(hold_ms=hold_ms):
                    handled = self._send_hold(intent, hold_ms)
                case ReleaseHold():
                    handled = self._release_hold(intent)
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
            pulse_ms=self._config.pulse_ms if kind in (CommandKind.OPEN, CommandKind.STOP) else 0,
            recent_passages=opening.recent_passages if opening else (),
            entry_id=opening.entry_id if opening else None,
        )

    def _open(self, command: OpenCommanded, intent: GateIntent) -> Handled:
        """Record, pulse, record; the only place that switches a contact on."""
        try:
            recorded = self._record.intent(intent, before_pulse=True)
        except StorageError as exc:  # another car took the last use since this was decided
            unused = replace(intent, entry_id=None)
            recorded = self._record.intent(unused, before_pulse=False)
            return self._withhold(intent, exc.code, recorded=recorded)
        if not command.source.by_person:
            # The record may have taken its time: what was fresh may be old by now.
            fresh = decision_is_fresh(command.newest_read_mono, self._clock.monotonic())
            if not recorded or not fresh:
                code = "decision.ignored.old" if recorded else "journal.unwritable"
                return self._withhold(intent, code, recorded=recorded)
        self._let_in = intent.entry_id if recorded else None
        code = self._outputs.pulse(Output.OPEN, intent.pulse_ms, intent.intent_id)
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
        recorded = recorded or self._record.late(intent)
        result = self._finish(intent, outcome, code, recorded=recorded)
        return Handled(intent=intent, result=result)

    def _withhold(self, intent: GateIntent, code: str, *, recorded: bool) -> Handled:
        """An opening by rule ends before its pulse."""
        self._feed(PulseWithheld(command_id=intent.intent_id, code=code))
        result = self._finish(intent, Outcome.REFUSED, code, recorded=recorded)
        return Handled(intent=intent, result=result)

    def _send_stop(self, intent: GateIntent) -> Handled:
        """Stop first and record then: it makes nothing move, and each moment counts."""
        code = self._outputs.pulse(Output.STOP, intent.pulse_ms, intent.intent_id)
        self._feed(
            StopDone(command_id=intent.intent_id, code=code, surely_not=code in SURELY_NOT_ACTED)
        )
        return self._recorded(intent, code)

    def _send_hold(self, intent: GateIntent, hold_ms: int) -> Handled:
        recorded = self._record.intent(intent, before_pulse=True)
        code = self._outputs.pulse(Output.HOLD, hold_ms, intent.intent_id)
        if not code:
            self._hold_ends = self._clock.utc_now() + timedelta(milliseconds=hold_ms)
        self._feed(
            HoldDone(
                command_id=intent.intent_id,
                hold_ms=hold_ms,
                code=code,
                surely_not=code in SURELY_NOT_ACTED,
            )
        )
        return self._ended(intent, code, recorded=recorded or self._record.late(intent))

    def _release_hold(self, intent: GateIntent) -> Handled:
        done = self._hold_off()
        self._feed(done)
        return self._recorded(intent, done.code)

    def _recorded(self, intent: GateIntent, code: str) -> Handled:
        recorded = self._record.intent(intent, before_pulse=False)
        return self._ended(intent, code, recorded=recorded)

    def _ended(self, intent: GateIntent, code: str, *, recorded: bool) -> Handled:
        outcome = Outcome.OK
        if code:
            outcome = Outcome.FAILED if code in SURELY_NOT_ACTED else Outcome.UNKNOWN
        result = self._finish(intent, outcome, code, recorded=recorded)
        return Handled(intent=intent, result=result)

    def _not_sent(self, intent: GateIntent, action: Refuse | Coalesce) -> Handled:
        """Record a command that sends nothing: both are audited (rules 18)."""
        if isinstance(action, Refuse) or intent.entry_id == self._let_in:
            # Nobody comes in, or the car that the pulse was for, whose use is taken.
            intent = replace(intent, entry_id=None)
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
        self._keep_doubt()
        self._execute(actions)

    def _keep_doubt(self) -> None:
        """Keep over a restart that a person must look first; tried again while it fails."""
        m = self._machine
        doubt = m.doubt_code if m.doubt is Doubt.PERSON else ""
        if self._last_commands is None or doubt == self._kept_doubt:
            return
        try:
            self._last_commands.note_doubt(self._config.id, doubt)
        except StorageError as exc:
            if not self._doubt_told:
                logger.warning("gate %s: a doubt is not kept: %s", self._config.id, exc)
            self._doubt_told = True
        else:
            self._kept_doubt, self._doubt_told = doubt, False

    def _execute(self, actions: tuple[GateAction, ...]) -> None:
        for action in actions:
            match action:
                case SendOff():
                    self._feed(self._switch_off())
                case SendHoldOff():
                    self._feed(self._hold_off())
                case SendStopOff():
                    self._feed(self._stop_off())
                case ReadBackRelay():
                    self._read_back()
                case NoteUnmatched():
                    self._tell_unmatched(action)
                case NoteOpened(seen_by=seen_by):
                    self._tell_opened(seen_by)
                case RaiseAlert(code=code, priority=priority):
                    self._alert(code, True, priority)
                case ClearAlert(code=code, priority=priority):
                    self._alert(code, False, priority)
                case SendPulse() | SendStop() | SendHold() | ReleaseHold() | Refuse() | Coalesce():
                    raise AssertionError(f"{type(action).__name__} without a command")

    def _off(self, output: Output) -> tuple[str, float]:
        """Switch off; returns the error's code or "", and the seconds that it took."""
        began = self._clock.monotonic()
        code = self._outputs.off(output)
        return code, self._clock.monotonic() - began

    def _switch_off(self) -> OffDone:
        code, took_s = self._off(Output.OPEN)
        return OffDone(ok=not code, code=code, took_s=took_s)

    def _hold_off(self) -> HoldOffDone:
        code, took_s = self._off(Output.HOLD)
        return HoldOffDone(ok=not code, code=code, took_s=took_s)

    def _stop_off(self) -> StopOffDone:
        code, took_s = self._off(Output.STOP)
        return StopOffDone(ok=not code, took_s=took_s)

    def _read_back(self) -> None:
        """Ask the relay for its output and its inputs, and believe what it says."""
        began = self._clock.monotonic()
        relay, inputs = self._outputs.ask()
        took_s = self._clock.monotonic() - began
        # A driver that cannot ask its device answers for it, in no time.
        asked = relay.reachable and (relay.output_on is not None or bool(relay.code))
        self._answer_ms = took_s * 1000.0 if asked else None
        self._feed(replace(relay, took_s=took_s))
        if inputs is not None:
            self._feed(inputs)
        for heard in self._ears:
            heard(relay, inputs)

    def _tell_unmatched(self, note: NoteUnmatched) -> None:
        self._listener.on_unmatched(
            Unmatched(
                gate_id=self._config.id,
                pulse_id=note.pulse_id,
                seen_by=note.seen_by,
                passage_id=note.passage_id,
                at=self._clock.utc_now(),
            )
        )

    def _tell_opened(self, seen_by: str) -> None:
        at = self._clock.utc_now()
        opened = OpenedByOthers(gate_id=self._config.id, seen_by=seen_by, at=at)
        self._listener.on_opened_by_others(opened)

    # ------------------------------------------------------------------ telling

    def _alert(self, code: str, active: bool, priority: Priority) -> None:
        context = {
            "gate": self._config.name or self._config.id,
            "label": self._config.key_label,
            "place": self._config.key_place,
            "min": str(max(1, round(self._config.open_too_long_s / 60))),
        }
        self._listener.on_alert(code, self._config.id, active, priority, context)

    def _snapshot(self, *, ask_partner: bool = True) -> GateStatus:
        interlocked = self._config.interlock_with is not None and ask_partner
        return status_of(
            self._machine,
            self._config,
            clock=self._clock,
            partner_clear=not interlocked or self._partner_closed(),
            claiming=self._claiming,
            last_command_at=self._last_command_at,
            hold_ends=self._hold_ends,
        )

    def _publish(self) -> None:
        status = self._snapshot()
        if unmoving(status) != unmoving(self._status):
            self._status = status
            self._listener.on_status(status)
