# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk bench gate`: from a decision, or a complete hold, to the first byte on a wire.

A whole site by the real composition root: gate threads, SQLite journal with fsync, networks. The
relays are a Shelly behind a login, a Modbus TCP board and an LCUS board at a pty, whose far ends
(`bench_gate_devices`, a process of its own) note the first byte of each switch-on.

By hand is timed from `Site.submit` in the GUI thread, as the key calls it at the end of its hold;
by rule from the decision of a made-up passage, sent by a thread that is not the GUI's.
"""

from __future__ import annotations

import os
import queue
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from alpr_kiosk.bench_gate_wires import Devices, locked
from alpr_kiosk.bench_load import encoded_site
from alpr_kiosk.bench_site import lawful
from alpr_kiosk.bench_tools import percentile, spin, summary
from alpr_kiosk.bootstrap import AppContext, build
from alpr_kiosk.config.schema import AppConfig, GateConfig
from alpr_kiosk.domain.events import CommandSource, GateIntent, GateResult, Outcome
from alpr_kiosk.domain.intents import OpenRequested
from alpr_kiosk.logging_setup import LogSession
from alpr_kiosk.runtime.gate import rule_opening
from alpr_kiosk.runtime.views import SiteHealth

DRIVERS = ("shelly", "modbus_tcp", "lcus")
COMMANDS, QUICK_COMMANDS = 301, 30
"""Of each kind, driver and condition. With fewer than 101 the 99th percentile is the largest; with
101 it is the second largest, which differs by half from run to run."""
REFUSED = 2
"""Openings by rule that are tried with the database stopped; each may wait for it 400 ms."""
PULSE_MS, LOCKOUT_S = 20, 0.02
"""Shorter than a site file may have them (100 ms and 0.5 s): else the bench would take minutes."""
AGAIN_S = 0.06
"""Between the end of a command and the next to the same gate: the pulse has been ended."""
ANSWER_S = 10.0
PASSWORD = "bench"
BUDGET_MS = 100.0
"""Of the 99th percentile (architecture.md, budgets)."""
BUDGET_RATIO = 3.0
"""And not more than so many times that of the idle site (issue 5)."""

IDLE, STOPPED = "idle", "database stopped"
BUSY, BOTH = "reader saturated", "reader saturated, database stopped"


@dataclass(slots=True)
class _Command:
    """One command and what became of it."""

    driver: str
    kind: str
    began: float
    outcome: Outcome | None = None
    code: str = ""
    first_byte: float | None = None


@dataclass(slots=True)
class _Condition:
    """What was sent under one condition."""

    commands: list[_Command] = field(default_factory=list)
    load: float = 0.0

    def of(self, driver: str, kind: str) -> list[_Command]:
        return [c for c in self.commands if (c.driver, c.kind) == (driver, kind)]


class _Sender(QObject):
    """Gives commands one after the other and hears how they end; lives in the GUI thread."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.sent: list[_Command] = []
        self._waiting: dict[str, _Command] = {}
        self._ready = False
        self._last = dict.fromkeys(DRIVERS, 0.0)
        self._chance = random.Random(5)
        self._rules: queue.SimpleQueue[_Command | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._decide)
        self._thread.start()
        context.site.bus.gate_result.connect(self._on_result)
        context.site.bus.health_changed.connect(self._on_health)

    def close(self) -> None:
        """End the thread that stands for the reader."""
        self._rules.put(None)
        self._thread.join()

    def warm_up(self) -> None:
        """Wait until the networks are loaded, and switch each relay on once."""
        self._until(lambda: self._ready, 120.0)
        self.send([(name, kind) for name in DRIVERS for kind in ("hand", "rule")])

    def send(self, plan: Sequence[tuple[str, str]]) -> list[_Command]:
        """Send a command for each (driver, kind), at moments that follow nothing of the site's."""
        done = []
        for driver, kind in plan:
            earliest = self._last[driver] + AGAIN_S
            spin(max(0.0, earliest - time.monotonic()) + self._chance.uniform(0.0, 0.01))
            command = _Command(driver=driver, kind=kind, began=time.monotonic())
            if kind == "hand":
                self._override(command)
            else:
                self._rules.put(command)
            self._until(lambda command=command: command.outcome is not None, ANSWER_S)  # type: ignore[misc]
            self._last[driver] = time.monotonic()
            done.append(command)
        self.sent += done
        return done

    def _override(self, command: _Command) -> None:
        # 3 s: more than 12 an hour need that; what is done with it is the same.
        intent = OpenRequested(
            gate_id=command.driver, source=CommandSource.BAR, held_ms=3000, actor="bench"
        )
        self._waiting[intent.intent_id] = command
        command.began = time.monotonic()
        self._context.site.submit(intent)

    def _decide(self) -> None:
        """Stand for the inference thread: decide, and put it into the gate's inbox."""
        while (command := self._rules.get()) is not None:
            record = lawful(self._context, command.driver)
            self._waiting[record.passage.passage_id] = command
            command.began = record.decided_mono
            clear = self._context.boards.partner_clear(command.driver)
            self._context.gate_inboxes[command.driver].put(
                rule_opening(record, partner_clear=clear)
            )

    def _on_result(self, intent: GateIntent, result: GateResult) -> None:
        by_person = intent.source.by_person
        command = self._waiting.pop(
            intent.intent_id if by_person else intent.passage_id or "", None
        )
        if command is not None:
            command.outcome, command.code = result.outcome, result.code

    def _on_health(self, health: SiteHealth) -> None:
        self._ready = self._ready or health.reader_ready

    def _until(self, condition: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise RuntimeError("the site does not answer")
            spin(0.002)


def run_gate_bench(
    *, quick: bool = False, progress: Callable[[str], None] = lambda _text: None
) -> dict[str, object]:
    """Measure all drivers under all conditions.

    Args:
        quick: 30 commands of each kind instead of 301.
        progress: Told what begins.

    Returns:
        Milliseconds to the first byte by condition, driver and kind ("hand", "rule"), each with its
        ratio to the idle site, the load of the machine, and what came of openings by rule that the
        record was not there for.
    """
    _app = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    count = QUICK_COMMANDS if quick else COMMANDS
    log = LogSession(path=None, quiet=True)
    devices = Devices()
    found: dict[str, _Condition] = {}
    sent: list[_Command] = []
    clips = tempfile.TemporaryDirectory(prefix="alpr-bench-")
    try:
        for conditions, config in (
            ((IDLE, STOPPED), AppConfig()),
            ((BUSY, BOTH), _busy(clips.name)),
        ):
            with tempfile.TemporaryDirectory(prefix="alpr-bench-") as folder:
                site = _with_gates(config, devices)
                sent += _measure(site, Path(folder), conditions, count, found, progress)
    finally:
        devices.close()
        log.close()
        clips.cleanup()
    _match(sent, devices.stamps)
    return _report(found, count)


def _measure(
    config: AppConfig,
    folder: Path,
    conditions: tuple[str, str],
    count: int,
    found: dict[str, _Condition],
    progress: Callable[[str], None],
) -> list[_Command]:
    """Run one site, first with its record, then with it locked; return all commands."""
    whole, stopped = conditions
    context = build(config, data_dir=folder)
    sender = _Sender(context)
    context.site.start()
    try:
        sender.warm_up()
        progress(whole)
        rounds = [
            (name, kind) for _ in range(count) for kind in ("hand", "rule") for name in DRIVERS
        ]
        found[whole] = _Condition(sender.send(rounds), os.getloadavg()[0])
        progress(stopped)
        with locked(context.store.database.path):
            rounds = [(name, "hand") for _ in range(count) for name in DRIVERS]
            found[stopped] = _Condition(sender.send(rounds), os.getloadavg()[0])
            rounds = [(name, "rule") for _ in range(REFUSED) for name in DRIVERS]
            found[stopped].commands += sender.send(rounds)
    finally:
        sender.close()
        context.close()
    return sender.sent


def _busy(folder: str) -> AppConfig:
    """Return a site of four cameras whose reader is asked for every picture: more than it can do.

    The clips are encoded beforehand: drawing pictures would keep the interpreter busy, which no
    camera does.
    """
    config = encoded_site(Path(folder))
    return config.model_copy(
        update={"vision": config.vision.model_copy(update={"max_fps": 30.0, "idle_fps": 30.0})}
    )


def _with_gates(config: AppConfig, devices: Devices) -> AppConfig:
    """Return the site with three gates in place of its own, two of them with an input."""
    where = devices.addresses
    relays: dict[str, dict[str, object]] = {
        "shelly": {"address": where["shelly"], "password": PASSWORD},
        "modbus_tcp": {"address": where["modbus_tcp"]},
        "lcus": {"port": where["lcus"]},
    }
    gates = []
    for name, keys in relays.items():
        door = {} if name == "lcus" else {"door": {"input": 0}}
        gate = GateConfig.model_validate(
            {
                "id": name,
                "relay": {"type": name, **keys},
                "input_kind": "open",
                "travel_s": 1,
                "inputs": door,
            }
        )
        gates.append(gate.model_copy(update={"pulse_ms": PULSE_MS, "lockout_s": LOCKOUT_S}))
    lanes = tuple(lane.model_copy(update={"gate": None}) for lane in config.lanes)
    return config.model_copy(update={"gates": tuple(gates), "lanes": lanes})


def _match(commands: Sequence[_Command], stamps: dict[str, list[float]]) -> None:
    """Give each command that reached its relay its first byte: they come in the order of sending.

    Not by time alone: nobody answers on an LCUS line, and a far end that waits for a processor may
    note a byte after the next command has begun.
    """
    for driver in DRIVERS:
        sent = sorted((c for c in commands if c.driver == driver), key=lambda c: c.began)
        went = [c for c in sent if c.outcome in (Outcome.OK, Outcome.UNKNOWN)]
        if len(went) != len(stamps[driver]):
            went = [c for c in sent if c.outcome is Outcome.OK]
        if len(went) != len(stamps[driver]):
            raise RuntimeError(f"{driver}: {len(stamps[driver])} pulses of {len(went)} commands")
        for command, at in zip(went, stamps[driver], strict=True):
            command.first_byte = at


def _report(found: dict[str, _Condition], count: int) -> dict[str, object]:
    rows = []
    idle: dict[tuple[str, str], float] = {}
    for name, condition in found.items():
        for driver in DRIVERS:
            for kind in ("hand", "rule"):
                if kind == "rule" and name in (STOPPED, BOTH):
                    continue
                sent = condition.of(driver, kind)
                times = [(c.first_byte - c.began) * 1000 for c in sent if c.first_byte is not None]
                p99 = percentile(times, 0.99)
                if name == IDLE and p99:
                    idle[driver, kind] = p99
                base = idle.get((driver, kind))
                ratio = round(p99 / base, 2) if p99 and base else None
                rows.append(
                    {
                        "condition": name,
                        "driver": driver,
                        "kind": kind,
                        **summary(times),
                        "p99_to_idle": ratio,
                        "without_byte": len(sent) - len(times),
                        "within": p99 is not None
                        and ratio is not None
                        and p99 < BUDGET_MS
                        and ratio <= BUDGET_RATIO,
                    }
                )
    refused = [c for n in (STOPPED, BOTH) for c in found[n].commands if c.kind == "rule"]
    return {
        "cpu_count": os.cpu_count(),
        "commands": count,
        "load_1_min": {name: round(condition.load, 1) for name, condition in found.items()},
        "first_byte_ms": rows,
        "by_rule_without_record": {
            "tried": len(refused),
            "refused": sum(c.code == "journal.unwritable" for c in refused),
            "pulses": sum(c.first_byte is not None for c in refused),
        },
    }


def table(report: dict[str, object]) -> str:
    """Return the rows of a report as a table in Markdown."""
    columns = ("condition", "driver", "kind", "n", "p50", "p95", "p99", "max", "p99_to_idle")
    lines = ["| " + " | ".join(columns) + " |", "|---" * len(columns) + "|"]
    rows = report["first_byte_ms"]
    assert isinstance(rows, list)  # noqa: S101 - our own report
    lines += ["| " + " | ".join(str(row[name]) for name in columns) + " |" for row in rows]
    lines.append("")
    lines += [f"{name}: {report[name]}" for name in ("load_1_min", "by_rule_without_record")]
    return "\n".join(lines)
