# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk gates`: check relays, watch inputs, commission a gate, show its sheet."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from alpr_kiosk.config.loader import load_config
from alpr_kiosk.config.paths import DataPaths, data_root, default_config_path
from alpr_kiosk.config.schema import AppConfig, GateConfig
from alpr_kiosk.config.secret_file import export_kept
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.commissioning_sheet import finding_line
from alpr_kiosk.domain.commissioning_words import words
from alpr_kiosk.domain.ports import RelayDriver
from alpr_kiosk.domain.relay_check import Level
from alpr_kiosk.domain.relay_check_words import finding_words
from alpr_kiosk.errors import AlprError, RelayError

EXIT_OK, EXIT_PROBLEM, EXIT_USAGE = 0, 1, 2

INPUTS_EVERY_S = 0.25
"""Between two readings of the inputs, our choice."""

ANSWERS = ("nothing", "stops", "turns-back", "unknown")


def register(subparsers: Any) -> None:
    """Add the command and its parts; each sets `part`, a function from options to exit status."""
    text = "check relays, watch inputs, test pulses, result sheet (commissioning)"
    top = subparsers.add_parser("gates", help=text, description=text)
    parts = top.add_subparsers(dest="gates_command", required=True, metavar="WHAT")

    def add(name: str, what: str) -> argparse.ArgumentParser:
        part: argparse.ArgumentParser = parts.add_parser(name, help=what, description=what)
        part.add_argument("--config", type=Path, help="the site file (TOML)")
        part.add_argument("--gate", default="", metavar="ID", help="only this gate")
        return part

    check = add("check", "ask the relays for their settings; changes and switches nothing")
    check.add_argument("--json", action="store_true", help="one JSON object a line")
    check.set_defaults(part=_check)
    inputs = add("inputs", "show inputs as they change; switches nothing")
    inputs.add_argument("--seconds", type=float, default=60.0, help="end after so many (60)")
    inputs.set_defaults(part=_inputs)
    test = add("test", "commission a gate: test pulses, each confirmed by somebody who sees it")
    test.add_argument("--data-dir", type=Path, help="the data folder, before the file's")
    test.add_argument("--pulses", type=int, default=3, choices=range(1, 11), metavar="1..10")
    test.add_argument(
        "--i-can-see-the-gate",
        action="store_true",
        help="I can see the gate and nobody is near it: does not ask before each pulse",
    )
    test.add_argument("--second-pulse", choices=ANSWERS, help="what a second pulse does")
    test.add_argument(
        "--try-second-pulse",
        action="store_true",
        help="send one while the gate moves, which may turn it back",
    )
    test.set_defaults(part=_test)
    sheet = add("sheet", "print the newest result sheet")
    sheet.add_argument("--data-dir", type=Path, help="the data folder, before the file's")
    sheet.add_argument("--json", action="store_true", help="the file as it is")
    sheet.set_defaults(part=_sheet)


def run(options: argparse.Namespace) -> int:
    """Run the chosen part and return its exit status.

    Raises:
        AlprError: ``config.none``, ``gates.unknown``, ``gates.which``, ``storage.in_use``.
    """
    status: int = options.part(options)
    return status


def _site(options: argparse.Namespace) -> tuple[AppConfig, tuple[GateConfig, ...]]:
    path = options.config or default_config_path()
    if path is None:
        raise AlprError("config.none")
    config = load_config(path)
    export_kept(config)
    gates = tuple(gate for gate in config.gates if options.gate in ("", gate.id))
    if not gates:
        known = ", ".join(gate.id for gate in config.gates) or "none"
        raise AlprError("gates.unknown", gate=options.gate, known=known)
    return config, gates


def _one_gate(options: argparse.Namespace) -> tuple[AppConfig, GateConfig]:
    config, gates = _site(options)
    if len(gates) > 1:
        raise AlprError("gates.which", known=", ".join(gate.id for gate in gates))
    return config, gates[0]


def _paths(options: argparse.Namespace, config: AppConfig) -> DataPaths:
    return DataPaths(root=data_root(config.storage.data_dir, options.data_dir))


def _check(options: argparse.Namespace) -> int:
    from alpr_kiosk.gate.settings_check import check_gate
    from alpr_kiosk.site_gates import close_drivers, make_drivers

    clock = SystemClock()
    bad = False
    for gate in _site(options)[1]:
        drivers = make_drivers(gate, clock=clock)
        try:
            findings = check_gate(gate, drivers, clock=clock)
        finally:
            close_drivers(drivers)
        bad = bad or any(one.level is Level.BAD for one in findings)
        if not options.json:
            print(f"{gate.id}: {gate.relay.type}")
        for one in findings:
            told = {"gate": gate.id, "output": one.output, "code": one.code}
            told |= {"level": one.level.value, "text": finding_words(one)}
            print(json.dumps(told) if options.json else finding_line(one))
    return EXIT_PROBLEM if bad else EXIT_OK


def _inputs(options: argparse.Namespace) -> int:
    from alpr_kiosk.site_gates import close_drivers, make_drivers

    _config, gate = _one_gate(options)
    if not gate.inputs.wired:
        print(f"{gate.id}: no input is wired in the site file")
        return EXIT_PROBLEM
    clock = SystemClock()
    drivers = make_drivers(gate, clock=clock)
    seen: dict[str, set[bool]] = {name: set() for name in gate.inputs.wired}
    last: dict[str, str] = {}
    began = clock.monotonic()
    print("Open and close each contact once. Ctrl-C ends.")
    try:
        while clock.monotonic() < began + options.seconds:
            for name, level in _levels(gate, drivers["open"]).items():
                said = {True: "yes", False: "no", None: "not known"}[level]
                if last.get(name) != said:
                    last[name] = said
                    number = gate.inputs.wired[name].input
                    at_s = clock.monotonic() - began
                    print(f"{at_s:6.1f} s  {name} (input {number}): {said}", flush=True)
                if level is not None:
                    seen[name].add(level)
            if all(len(levels) == 2 for levels in seen.values()):
                break
            time.sleep(INPUTS_EVERY_S)
    except KeyboardInterrupt:
        print()
    finally:
        close_drivers(drivers)
    missing = [name for name, levels in seen.items() if len(levels) < 2]
    print(f"Not seen to change: {', '.join(missing)}" if missing else "Every input changed.")
    return EXIT_PROBLEM if missing else EXIT_OK


def _levels(gate: GateConfig, driver: RelayDriver) -> dict[str, bool | None]:
    try:
        status = driver.status()
    except RelayError:
        return dict.fromkeys(gate.inputs.wired)
    levels: dict[str, bool | None] = {}
    for name, contact in gate.inputs.wired.items():
        closed = status.input(contact.input) if status.reachable else None
        levels[name] = None if closed is None else closed is (contact.means_yes == "closed")
    return levels


def _test(options: argparse.Namespace) -> int:
    from alpr_kiosk.cli_gates_bench import commission

    config, gate = _one_gate(options)
    if not options.i_can_see_the_gate and not sys.stdin.isatty():
        print(
            "alpr-kiosk: Nobody can be asked here. Whoever sees the gate, and that nobody is near "
            "it, adds --i-can-see-the-gate.",
            file=sys.stderr,
        )
        return EXIT_PROBLEM
    return commission(config, gate, _paths(options, config).root, options)


def _sheet(options: argparse.Namespace) -> int:
    from alpr_kiosk.storage.sheets import SheetFolder

    config, gates = _site(options)
    root = _paths(options, config).root
    status = EXIT_OK
    for gate in gates:
        found = SheetFolder(root).newest(gate.id)
        if found is None:
            print(words("commission.no_sheet", [("gate", gate.id)]), file=sys.stderr)
            status = EXIT_PROBLEM
            continue
        name, sha256, text = found
        if options.json:
            print((root / name).read_text(encoding="utf-8"))
        else:
            print(f"{text}\n{name}\nSHA-256 {sha256}")
    return status
