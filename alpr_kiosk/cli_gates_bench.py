# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk gates test`: commissions a gate while the kiosk does not run.

The gate has its own controller here, on the real record, and the data folder is held, so that no
kiosk drives it at the same time.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType

from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.config.schema import AppConfig, GateConfig
from alpr_kiosk.domain.clock import Clock, SystemClock
from alpr_kiosk.domain.commissioning import (
    CheckSettings,
    Commissioning,
    PersonSaid,
    PulseAsked,
    SeenClear,
)
from alpr_kiosk.domain.commissioning_sheet import AUDIT_KIND, answer_words, finding_line, step_line
from alpr_kiosk.domain.commissioning_walk import (
    PulseWalk,
    SecondPulse,
    StepName,
    StepState,
    Verdict,
)
from alpr_kiosk.domain.commissioning_words import words
from alpr_kiosk.domain.events import GateIntent, GateResult, Priority
from alpr_kiosk.domain.intents import new_id
from alpr_kiosk.domain.relay_check import Finding
from alpr_kiosk.gate.commissioning import WATCH_EVERY_S, Commissioner
from alpr_kiosk.gate.controller import GateController, GateStatus
from alpr_kiosk.gate.protocols import OpenedByOthers, Unmatched

ACTOR = "installer"
"""Whom the record names: who may run commands here is a matter of the system's own accounts."""
PASSING = ("commission.running", "commission.moving", "commission.open")
"""Reasons that end by themselves."""
WAIT_MOST_S = 300.0  # for a gate to close before the next pulse; our choice
CHECK_WAIT_S = 15.0  # a relay that is away counts as gone after 10 s, and is asked then
READ_EVERY_S = 0.5  # while nothing is tested, as the kiosk does
SECOND_AFTER_S = 1.0  # after the gate began to move; our choice, well within any travel


def commission(config: AppConfig, gate: GateConfig, root: Path, options: argparse.Namespace) -> int:
    """Commission a gate at the terminal.

    Returns:
        0 when it is commissioned, else 1.

    Raises:
        StorageError: ``storage.in_use`` while the kiosk runs, or the record can't be opened.
    """
    from alpr_kiosk.gate.last_commands import LastCommands
    from alpr_kiosk.gate.settings_check import check_gate
    from alpr_kiosk.gate.sheet import sheet_of
    from alpr_kiosk.runtime.gate_desk import LOCKDOWN_SETTING
    from alpr_kiosk.site_gates import close_drivers, make_drivers
    from alpr_kiosk.site_lock import single_instance
    from alpr_kiosk.storage.keys import credentials_dir
    from alpr_kiosk.storage.sheets import SheetFolder
    from alpr_kiosk.storage.store import open_store

    clock = SystemClock()
    paths = DataPaths.prepare(root)
    drivers = make_drivers(gate, clock=clock)
    with single_instance(paths), _stopped_in_order():
        store = open_store(paths.root, clock=clock, credentials=credentials_dir())
        controller = GateController(
            config=gate,
            driver=drivers["open"],
            stop=drivers.get("stop"),
            hold=drivers.get("hold"),
            journal=store.journal,
            clock=clock,
            listener=_Nobody(),
            lockdown=store.records.get_setting(LOCKDOWN_SETTING) == "on",
            last_commands=LastCommands(path=paths.last_commands, clock=clock),
        )
        check = functools.partial(check_gate, gate, drivers, clock=clock)
        bench = Bench(gate, controller, clock=clock, check=check)
        try:
            bench.run(options)
            sheet = sheet_of(config.site.name, gate, bench.state, actor=ACTOR, at=clock.utc_now())
            name, sha256 = SheetFolder(paths.root).keep(sheet)
            store.records.append_audit(AUDIT_KIND, ACTOR, sheet.audit_body(name, sha256))
        except (KeyboardInterrupt, EOFError):
            print("\nStopped. No sheet was kept.")
            return 1
        finally:
            controller.shutdown()
            close_drivers(drivers)
            store.close()
    print(f"\n{sheet.text()}\n{name}\nSHA-256 {sha256}")
    return 0 if bench.state.commissioned else 1


@contextlib.contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Let the end of the terminal, or a kill, end it as Ctrl-C does: outputs off first (rules 17).

    The line of an installer who works from afar may break in the middle of a pulse.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    ends = (signal.SIGTERM, signal.SIGHUP)
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = [signal.signal(end, stop) for end in ends]
    try:
        yield
    finally:
        for end, handler in zip(ends, before, strict=True):
            signal.signal(end, handler)


class Bench:
    """A gate in the hands of one person at a terminal.

    Args:
        gate: The gate in the site file.
        controller: Its controller, in this thread.
        clock: Times.
        check: Asks the devices for their settings.
        pause: Waits for so many seconds.
        ask: Puts a question and returns what was typed.
    """

    def __init__(
        self,
        gate: GateConfig,
        controller: GateController,
        *,
        clock: Clock,
        check: Callable[[], tuple[Finding, ...]] = tuple,
        pause: Callable[[float], None] = time.sleep,
        ask: Callable[[str], str] = input,
    ) -> None:
        self._gate = gate
        self._controller = controller
        self._clock = clock
        self._pause = pause
        self._ask = ask
        self._shown: set[tuple[str, StepName]] = set()
        self._refused = ""
        self._read_at = float("-inf")
        self._commissioner = Commissioner(
            config=gate,
            controller=controller,
            clock=clock,
            tell=self._show,
            refused=self._on_refused,
            check=check,
        )

    @property
    def state(self) -> Commissioning:
        """What was seen."""
        return self._commissioner.state

    def run(self, options: argparse.Namespace) -> None:
        """Check the settings, send the pulses, ask the question."""
        self._controller.tick()
        self._commissioner.handle(CheckSettings())
        end = self._clock.monotonic() + CHECK_WAIT_S
        while self._commissioner.checking and self._clock.monotonic() < end:
            self._turn()
        for finding in self.state.findings:
            print(finding_line(finding))
        asks = not options.i_can_see_the_gate
        for number in range(1, options.pulses + 1):
            print(f"\nTest pulse {number} of {options.pulses}")
            if not self._pulse(asks=asks):
                return
        if options.try_second_pulse:
            print("\nA second pulse while it moves")
            self._second(asks=asks)
        self._question(options.second_pulse, asks=asks)

    # ------------------------------------------------------------------ pulses

    def _pulse(self, *, asks: bool) -> bool:
        """Send one test pulse and watch it; False when there is no use in going on."""
        if not self._ready() or not self._confirmed("commission.confirm", asks=asks):
            return False
        self._commissioner.handle(SeenClear(at_mono=self._clock.monotonic()))
        if not self._send(second=False):
            return False
        walk = self._until(lambda walk: walk.over)
        if walk.verdict is Verdict.NOT_KNOWN and asks:
            opened = self._ask("Did the gate open? [y/n] ").strip().lower()
            if opened in ("y", "yes", "n", "no"):
                self._commissioner.handle(PersonSaid(opened=opened.startswith("y")))
        print(words(f"commission.verdict.{self._newest().verdict.value}"), flush=True)
        return walk.is_ok(StepName.SENT)

    def _second(self, *, asks: bool) -> None:
        if not self._ready() or not self._confirmed("commission.confirm_second", asks=asks):
            return
        now = self._clock.monotonic()
        self._commissioner.handle(SeenClear(at_mono=now))
        self._commissioner.handle(SeenClear(at_mono=now, second=True))
        if not self._send(second=False):
            return
        self._until(lambda _walk: self._commissioner.held_back(second=True) == "", most_s=5.0)
        end = self._clock.monotonic() + min(SECOND_AFTER_S, self._gate.travel_s / 4)
        self._until(lambda _walk: self._clock.monotonic() >= end)
        if not self._send(second=True):
            return
        usual = self.state.usual_s or 0.0
        self._until(lambda walk: walk.over, most_s=max(30.0, 2 * usual + self._gate.travel_s))
        if self.state.contact is not None:
            print(f"The contact shows: {answer_words(self.state.contact)}")

    def _question(self, answer: str | None, *, asks: bool) -> None:
        if answer is None and asks:
            print(f"\n{words('commission.question')}")
            choices = list(SecondPulse)
            for number, one in enumerate(choices, 1):
                print(f"  {number}  {answer_words(one)}")
            typed = self._ask("1 to 4, Enter for no answer: ").strip()
            if typed in ("1", "2", "3", "4"):
                answer = choices[int(typed) - 1].value
        if answer is not None:
            said = SecondPulse(answer.replace("-", "_"))
            self._commissioner.handle(PersonSaid(second_pulse=said))

    def _confirmed(self, code: str, *, asks: bool) -> bool:
        if not asks:
            return True
        typed = self._ask(f"{words(code)} Type yes: ").strip().lower()
        if typed == "yes":
            return True
        print("Nothing was sent.")
        return False

    def _send(self, *, second: bool) -> bool:
        self._refused = ""
        now = self._clock.monotonic()
        asked = PulseAsked(
            command_id=new_id(),
            second=second,
            actor=ACTOR,
            requested_at=self._clock.utc_now(),
            requested_mono=now,
        )
        self._commissioner.handle(asked)
        if self._refused:
            print(words(self._refused), flush=True)
        return not self._refused

    # ------------------------------------------------------------------ time

    def _ready(self) -> bool:
        """Wait for a gate that is open or moves; False when something else is in the way."""
        told = ""
        end = self._clock.monotonic() + WAIT_MOST_S
        while True:
            self._turn()
            code = self._commissioner.held_back()
            if not code:
                return True
            if code not in (told, "commission.running"):
                print(words(code), flush=True)
                told = code
            if code not in PASSING or self._clock.monotonic() >= end:
                return False

    def _until(
        self, done: Callable[[PulseWalk], bool], *, most_s: float = WAIT_MOST_S
    ) -> PulseWalk:
        end = self._clock.monotonic() + most_s
        while not done(self._newest()) and self._clock.monotonic() < end:
            self._turn()
        return self._newest()

    def _turn(self) -> None:
        """What the gate's thread does in the kiosk, and a wait until something is due."""
        self._controller.tick()
        self._commissioner.turn()
        now = self._clock.monotonic()
        if now >= self._read_at:
            self._read_at = now + READ_EVERY_S
            self._controller.health_check()
        due = self._controller.next_deadline()
        waits = (
            WATCH_EVERY_S,
            self._commissioner.wait_s(),
            None if due is None else due - self._clock.monotonic(),
        )
        self._pause(max(0.01, min(wait for wait in waits if wait is not None)))

    def _newest(self) -> PulseWalk:
        newest = self.state.newest
        if newest is None:
            raise AssertionError("no pulse yet")
        return newest

    def _show(self, state: Commissioning) -> None:
        """Print each step once, as soon as it is known."""
        for walk in state.pulses[-1:]:
            for step in walk.steps:
                key = (walk.command_id, step.name)
                if step.state is not StepState.WAITING and key not in self._shown:
                    self._shown.add(key)
                    print(f"  {step_line(step)}", flush=True)

    def _on_refused(self, _command_id: str, code: str) -> None:
        self._refused = code


class _Nobody:
    """`GateListener` of a gate without a screen: the record has it all."""

    def on_status(self, status: GateStatus) -> None:
        """Not shown."""

    def on_result(self, intent: GateIntent, result: GateResult) -> None:
        """Not shown."""

    def on_unmatched(self, passed: Unmatched) -> None:
        """Not shown."""

    def on_opened_by_others(self, opened: OpenedByOthers) -> None:
        """Not shown."""

    def on_alert(
        self,
        code: str,
        gate_id: str,
        active: bool,
        priority: Priority,
        context: Mapping[str, object],
    ) -> None:
        """Not shown."""
