# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commissioning of one gate, in its thread: test pulses by the gate's own controller.

There is no second way to pulse: a test is an `OpenCommanded` of `CommandSource.TEST`, recorded,
joined and held back as any other opening by hand. What is added here only refuses more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.commissioning import (
    CheckSettings,
    Commissioning,
    CommissioningEvent,
    GateNow,
    PersonSaid,
    PulseAsked,
    SeenClear,
    person_said,
    refusal,
    with_newest,
    with_pulse,
)
from alpr_kiosk.domain.commissioning_walk import (
    PulseWalk,
    StepName,
    StepState,
    WalkSettings,
    begin,
    ended,
    pass_time,
    read,
    second_sent,
)
from alpr_kiosk.domain.events import CommandSource, Outcome
from alpr_kiosk.domain.gate_records import (
    LONG_HOLD_MS,
    GateState,
    InputsRead,
    OpenCommanded,
    ReadBack,
)
from alpr_kiosk.domain.relay_check import Finding
from alpr_kiosk.gate.controller import GateController
from alpr_kiosk.gate.protocols import Handled

READ_EVERY_S = 0.1
"""In a pulse: five readings of one of half a second, our choice; a relay takes about 5 ms each."""
WATCH_EVERY_S = 0.25
"""Between them while the gate moves, our choice: a contact is told to a quarter of a second."""
CHECK_MOST_S = 5.0
"""The check of the settings waits for its device as long as this at most: a few time-outs of one
second or two. It waits until nothing is due that long, above all no end of a pulse; our choice."""
HOLD_MS = 600  # rules 21; S19: TEST PULSE is a hold of 600 ms


class Commissioner:
    """The commissioning of a gate; belongs to its thread, as the controller does.

    Args:
        config: The gate in the site file.
        controller: Its controller, which is given every pulse.
        clock: Times.
        tell: Takes each new state.
        refused: Takes (command id, code) of a test pulse that was not given to the gate.
        check: Asks the devices for their settings; blocking, switches nothing.
    """

    def __init__(
        self,
        *,
        config: GateConfig,
        controller: GateController,
        clock: Clock,
        tell: Callable[[Commissioning], None],
        refused: Callable[[str, str], None],
        check: Callable[[], tuple[Finding, ...]] = tuple,
    ) -> None:
        self._config = config
        self._controller = controller
        self._clock = clock
        self._tell = tell
        self._refused = refused
        self._check = check
        self._confirmed: dict[bool, float] = {}
        self._checking = False
        self._read_at = float("-inf")
        settings = controller.settings
        self._state = self._told = Commissioning(
            gate_id=config.id,
            what=WalkSettings(
                pulse_s=settings.pulse_s,
                travel_s=settings.travel_s,
                closed_within_s=settings.open_too_long_s + settings.travel_s,
                can_read_back=settings.can_read_back,
                position_contact=settings.position_contact,
            ),
        )
        controller.watch(self._heard)

    @property
    def state(self) -> Commissioning:
        """What was seen so far."""
        return self._state

    def handle(self, event: CommissioningEvent) -> None:
        """Do what a person asks."""
        match event:
            case SeenClear():
                self._confirmed[event.second] = event.at_mono
            case PulseAsked():
                self._pulse(event)
            case PersonSaid():
                self._state = person_said(self._state, event, self._clock.monotonic())
            case CheckSettings():
                self._checking = True
        self._publish()

    def other(self, handled: Handled) -> None:
        """Take that another command was handled: what is seen from now may be its doing."""
        walk = self._state.newest
        sent = handled.result.outcome in (Outcome.OK, Outcome.UNKNOWN)
        if walk is not None and sent and self._is_watched(walk):
            self._replace(replace(walk, disturbed=True))
            self._publish()

    @property
    def checking(self) -> bool:
        """A check was asked for and is not made yet."""
        return self._checking

    def turn(self) -> None:
        """Read the gate when that is due, and give up what was waited for; call often."""
        self._check_when_quiet()
        walk = self._state.newest
        if walk is None:
            return
        now = self._clock.monotonic()
        if self._is_watched(walk) and now >= self._read_at:
            self._controller.health_check()
        now = self._clock.monotonic()
        # A reading may have changed it.
        self._replace(pass_time(self._state.newest or walk, now))
        self._publish()

    def wait_s(self) -> float | None:
        """Return the seconds until `turn` has something to do, None while nothing is watched."""
        walk = self._state.newest
        if walk is None or not self._is_watched(walk):
            return None
        return max(0.0, self._read_at - self._clock.monotonic())

    def held_back(self, *, second: bool = False) -> str:
        """Return why a test pulse would be refused now although it was confirmed, "" if not."""
        now = self._clock.monotonic()
        return refusal(self._state, self._gate_now(), confirmed_mono=now, second=second, now=now)

    def _check_when_quiet(self) -> None:
        due = self._controller.next_deadline()
        if self._checking and (due is None or due - self._clock.monotonic() > CHECK_MOST_S):
            self._checking = False
            self._state = replace(self._state, findings=self._check())
            self._publish()

    # ------------------------------------------------------------------ a pulse

    def _pulse(self, asked: PulseAsked) -> None:
        self._controller.tick()
        # What the inputs say must be of now: a gate may have been opened by its key.
        self._controller.health_check()
        now = self._clock.monotonic()
        code = refusal(
            self._state,
            self._gate_now(),
            confirmed_mono=self._confirmed.get(asked.second),
            second=asked.second,
            now=now,
        )
        if code:
            self._refused(asked.command_id, code)
            return
        # Used up, also by a command that fails: whoever tries again looks again.
        del self._confirmed[asked.second]
        command = OpenCommanded(
            command_id=asked.command_id,
            source=CommandSource.TEST,
            requested_at=asked.requested_at,
            requested_mono=asked.requested_mono,
            actor=asked.actor,
            # The confirmation of its own stands for the hold of 3 s that a second pulse needs.
            held_ms=LONG_HOLD_MS if asked.second else HOLD_MS,
        )
        if asked.second:
            self._second(command)
            return
        position = self._controller.status.position
        walk = begin(self._state.what, command_id=command.command_id, position=position, now=now)
        self._state = with_pulse(self._state, walk)
        self._publish()
        handled = self._give(command)
        self._replace(
            ended(walk, handled.result.outcome, handled.result.code, self._clock.monotonic())
        )
        self._read_at = self._clock.monotonic()

    def _second(self, command: OpenCommanded) -> None:
        walk = self._state.newest
        handled = self._give(command)
        if walk is not None and handled.result.outcome in (Outcome.OK, Outcome.UNKNOWN):
            self._replace(second_sent(walk, self._clock.monotonic()))

    def _give(self, command: OpenCommanded) -> Handled:
        handled = self._controller.handle(command)
        if handled is None:
            raise AssertionError("a command without an end")
        return handled

    def _gate_now(self) -> GateNow:
        status = self._controller.status
        # The fault that a gate did not move is what the next test pulse is to look at.
        return GateNow(
            lockdown=status.lockdown,
            held_open=status.held_until is not None,
            fault=status.fault_code not in ("", "gate.fault.no_movement", "relay.gone"),
            reachable=status.relay_reachable,
            partner_open=status.warning_code == "gate.interlock",
            moving=status.wait_s > 0.0 or status.state is GateState.OPENING,
            position=status.position,
        )

    # ------------------------------------------------------------------ what is seen

    def _heard(self, relay: ReadBack, inputs: InputsRead | None) -> None:
        """Take a reading, in the middle of whatever the controller does."""
        now = self._clock.monotonic()
        levels = {} if inputs is None else _levels(inputs)
        seen = {(name, level) for name, level in levels.items() if level is not None}
        self._state = replace(self._state, levels=self._state.levels | seen)
        walk = self._state.newest
        if walk is None or not self._is_watched(walk):
            return
        in_pulse = walk.step(StepName.RELAY_OFF).state is StepState.WAITING
        self._read_at = now + (READ_EVERY_S if in_pulse else WATCH_EVERY_S)
        position = levels.get("position")
        self._replace(read(walk, output_on=relay.output_on, position=position, now=now))

    def _is_watched(self, walk: PulseWalk) -> bool:
        now = self._clock.monotonic()
        return not walk.over or (walk.closed_mono is None and now < walk.moves_until)

    def _replace(self, walk: PulseWalk) -> None:
        self._state = with_newest(self._state, walk, self._clock.monotonic())

    def _publish(self) -> None:
        if self._state != self._told:
            self._told = self._state
            self._tell(self._state)


def _levels(inputs: InputsRead) -> dict[str, bool | None]:
    return {
        "position": inputs.position,
        "loop": inputs.loop,
        "door": inputs.door,
        "tamper": inputs.tamper,
    }
