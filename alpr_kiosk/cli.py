# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command line without a window: headless, read, check-config, doctor, relays-off, bench."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from alpr_kiosk import (
    __version__,
    cli_audit,
    cli_backup,
    cli_cameras,
    cli_gates,
    cli_incident,
    cli_inside,
    cli_lists,
    cli_privacy,
    cli_record,
    cli_report,
    cli_ruler,
)
from alpr_kiosk.config.loader import ConfigInvalidError, describe_fields, load_config
from alpr_kiosk.config.paths import (
    DataPaths,
    data_root,
    default_config_path,
    default_data_dir,
    models_dir,
)
from alpr_kiosk.config.schema import AppConfig, VisionConfig
from alpr_kiosk.config.secret_file import export_kept
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.presets import PRESETS
from alpr_kiosk.errors import AlprError

EXIT_OK, EXIT_PROBLEM, EXIT_USAGE = 0, 1, 2


_PARTS = (
    cli_audit,
    cli_backup,
    cli_cameras,
    cli_gates,
    cli_incident,
    cli_inside,
    cli_lists,
    cli_privacy,
    cli_report,
    cli_ruler,
)
"""Commands that have a module of their own."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(
        prog="alpr-kiosk",
        description="Reads number plates and opens the gate. Without a command: the kiosk.",
    )
    top.add_argument("--version", action="version", version=f"alpr-kiosk {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=text, description=text)

    def site_options(command: argparse.ArgumentParser) -> None:
        command.add_argument("--config", type=Path, help="the site file (TOML)")
        command.add_argument("--data-dir", type=Path, help="the data folder, before the file's")

    headless = add("headless", "run a site without a window; prints each decision on a line")
    site_options(headless)
    headless.add_argument("--demo", action="store_true", help="run the demo site")
    headless.add_argument("--once", action="store_true", help="end when all files were played")
    read = add("read", "read plates in pictures, folders, videos and streams")
    read.add_argument("sources", nargs="+", metavar="PATH_OR_URL")
    read.add_argument("--json", action="store_true", help="one JSON object a line (the default)")
    read.add_argument("--engine", choices=("auto", "openvino", "onnxruntime"), default="auto")
    read.add_argument("--threads", type=int, default=1, choices=range(1, 17), metavar="1..16")
    read.add_argument("--recognizer", default=VisionConfig().recognizer)
    read.add_argument("--detector", default=VisionConfig().detector)
    read.add_argument(
        "--preset",
        action="append",
        default=[],
        choices=[preset.preset_id for preset in PRESETS],
        metavar="PRESET",
        help="country preset, repeatable",
    )
    check = add("check-config", "check a site file and name every mistake")
    check.add_argument("config_file", nargs="?", type=Path, metavar="SITE.TOML")
    check.add_argument("--config", type=Path)
    check.add_argument("--keys", action="store_true", help="list all keys with their meaning")
    doctor = add("doctor", "examine program, weights, record and relays; changes nothing")
    site_options(doctor)
    doctor.add_argument("--demo", action="store_true", help="the demo site and its record")
    off = add("relays-off", "switch off every output that may be on")
    site_options(off)
    pin = add("set-pin", "give a user a new PIN; asks for it twice, or makes one")
    site_options(pin)
    pin.add_argument("user", help="name of the user, e.g. Supervisor")
    pin.add_argument("--role", choices=("supervisor",), default="supervisor")
    pin.add_argument("--generate", action="store_true", help="make a PIN and print it once")
    bench = add("bench", "measure speed on this machine")
    bench.add_argument("--json", action="store_true", help="one JSON object")
    bench.add_argument("part", nargs="?", choices=("cameras", "db", "gate"), help="one part alone")
    bench.add_argument("--quick", action="store_true", help="db, gate: fewer of each")
    bench.add_argument("--seconds", type=float, default=20.0, help="length of each live part")
    bench.add_argument("--rtsp", default="", metavar="ADDRESS", help="cameras: play this stream")
    bench.add_argument(
        "--rows", type=cli_record.passages, default=100_000, help="db: passages of the record"
    )
    bench.add_argument(
        "--postgres", default="", metavar="ADDRESS", help="db: an empty database of PostgreSQL"
    )
    bench.add_argument("--only", choices=("sqlite", "postgresql"), default="", help="db: this one")
    bench.add_argument(
        "--folder", type=Path, metavar="FOLDER", help="db: make the record here and keep it"
    )
    for part in _PARTS:
        part.register(commands)
    return top


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit status."""
    options = parser().parse_args(list(argv))
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "headless": _headless,
        "read": _read,
        "check-config": _check_config,
        "doctor": _doctor,
        "relays-off": _relays_off,
        "set-pin": _set_pin,
        "bench": _bench,
        "audit": cli_audit.run,
        "backup": cli_backup.run_backup,
        "restore": cli_backup.run_restore,
        "inside": cli_inside.run_inside,
        "visitors": cli_inside.run_visitors,
        "cameras": cli_cameras.run,
        "gates": cli_gates.run,
        "incident": cli_incident.run,
        "report": cli_report.run,
        "lists": cli_lists.run,
        "privacy": cli_privacy.run,
        "ruler": cli_ruler.run,
    }
    try:
        return commands[options.command](options)
    except ConfigInvalidError as exc:
        _print_problems(exc)
        return EXIT_PROBLEM
    except AlprError as exc:
        print(f"alpr-kiosk: {explain(exc)}", file=sys.stderr)
        return EXIT_PROBLEM


_TEXTS = {
    "pin.no_user": "Name the user, e.g. set-pin Supervisor.",
    "pin.too_short": "A PIN has 6 digits or more.",
    "pin.too_simple": "That PIN is too easy to guess. Take another one.",
    "pin.differs": "The two PINs differ. Nothing was changed.",
    "config.none": (
        "No site file. Give one with --config, or put it at /etc/alpr-kiosk/config.toml."
    ),
    "model.missing": (
        "The weights {file} are missing. Put the file back; nothing is read without it."
    ),
    "model.altered": (
        "The weights {file} are not the ones that were checked (sha256 {found}, expected "
        "{expected}). Put the right file back; nothing is read with this one."
    ),
    "model.unknown": "No weights are called {name}. The manifest has: {known}.",
    "storage.unwritable": "The data folder {path} can't be written ({why}). Check owner and space.",
    "gates.unknown": "The site file has no gate {gate}. It has: {known}.",
    "gates.which": "Name one gate with --gate: {known}.",
    "storage.broken": (
        "The record {path} is damaged ({why}). Start the kiosk: it sets the file aside and begins "
        "a new record; `alpr-kiosk restore` puts a backup in its place."
    ),
    "storage.second_missing": (
        "The second place for backups {path} is not there, or is the disk of the record. Mount it."
    ),
    "storage.stopped": "It was stopped before its end. Nothing was changed.",
    "config.unreadable": "{path} cannot be read ({why}). Check owner and rights.",
    "config.unwritable": "{path} cannot be written ({why}). Check owner and space.",
    "storage.in_use": "Another alpr-kiosk uses {path}. Stop it first.",
    "storage.no_copy": (
        "No copy of the record could be made at {path} ({why}), so its tables were not changed."
    ),
    "storage.step_failed": (
        "The record {path} could not be brought from version {found} to {known} ({why}). It is as "
        "it was: start the version of the program from before."
    ),
    "database.password_missing": "The password of PostgreSQL is not in {where}.",
    "relay.password_missing": "The variable {variable} for the relay's password is not set.",
    "plugin.unknown": "No installed package offers a part {name!r} ({group}).",
    "plugin.broken": "The part {name!r} of another package ({group}) does not work: {why}.",
    "plugin.options": "The options of the driver {name!r} are not right: {why}.",
    "relay.no_inputs": (
        "A relay of type {kind!r} has none of these inputs. Take them out of [gates.inputs], or "
        "wire them to a device that has them."
    ),
    "relay.certificate": "The authority {file} of a relay can't be used: {why}.",
    **cli_record.TEXTS,
    **cli_audit.TEXTS,
    **cli_lists.TEXTS,
    **cli_backup.TEXTS,
    **cli_incident.TEXTS,
    **cli_report.TEXTS,
    **cli_privacy.TEXTS,
}


def explain(exc: AlprError) -> str:
    """Return an error as a sentence that says what to do, where one is known."""
    template = _TEXTS.get(exc.code)
    if template is None:
        return str(exc)
    try:
        return template.format(**exc.context)
    except KeyError:
        return str(exc)


def site_config(path: Path | None) -> tuple[AppConfig, Path]:
    """Load the named site file, else the installed one; also return its folder.

    Raises:
        AlprError: ``config.none`` or the file's mistakes.
    """
    chosen = _chosen(path)
    config = load_config(chosen)
    export_kept(config)
    return config, chosen.resolve().parent


def _chosen(path: Path | None) -> Path:
    chosen = path or default_config_path()
    if chosen is None:
        raise AlprError("config.none")
    return chosen


def _print_problems(exc: ConfigInvalidError) -> None:
    count = len(exc.problems)
    print(f"{exc.path}: {count} mistake{'s' if count != 1 else ''}", file=sys.stderr)
    for problem in exc.problems:
        print(f"  {problem}", file=sys.stderr)


def _check_config(options: argparse.Namespace) -> int:
    if options.keys:
        print("\n".join(describe_fields()))
        return EXIT_OK
    from alpr_kiosk.gate.site_check import relay_problems
    from alpr_kiosk.plugins import load_part

    chosen = _chosen(options.config or options.config_file)
    config = load_config(chosen)
    export_kept(config)
    problems = relay_problems(
        config.gates, chosen.read_text(encoding="utf-8-sig"), load_part, clock=SystemClock()
    )
    if problems:
        raise ConfigInvalidError(chosen, problems)
    parts = (
        f"{len(config.cameras)} cameras",
        f"{len(config.lanes)} lanes",
        f"{len(config.gates)} gates",
    )
    print(f"The site file is right: {', '.join(parts)}.")
    return EXIT_OK


def _headless(options: argparse.Namespace) -> int:
    from PySide6.QtCore import QCoreApplication

    from alpr_kiosk.bootstrap import build, running_paths
    from alpr_kiosk.config.site_file import SiteFile
    from alpr_kiosk.console import SiteRun
    from alpr_kiosk.demo import build_demo, demo_config
    from alpr_kiosk.logging_setup import LogSession
    from alpr_kiosk.runtime.exceptions import EXIT_BUGS, CrashFile, ExceptionSink
    from alpr_kiosk.site_lock import single_instance

    os.umask(0o077)  # record, pictures and logs are the owner's alone
    root = options.data_dir
    if options.demo:
        config, base = demo_config(loop=not options.once), Path.cwd()
        root = root or default_data_dir() / "demo"  # never among the record of a real site
    else:
        config, base = site_config(options.config)
    paths = running_paths(config, root)
    log = LogSession(path=paths.log)
    clock = SystemClock()
    back = None
    if not options.demo:
        site_file = SiteFile(_chosen(options.config), folder=paths.root, clock=clock)
        back = site_file.settle(at_once=True)  # nobody can keep them without a window
        if back is not None:
            config, base = site_config(options.config)
    sink = ExceptionSink(clock=clock)
    sink.install()
    try:
        with single_instance(paths), CrashFile(paths.crash_log).watching() as previous:
            app = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
            if options.demo:
                context = build_demo(data_dir=paths.root, clock=clock, config=config).context
            else:
                context = build(config, paths=paths, clock=clock, base=base)
            run = SiteRun(context, app, until_ended=options.once)
            sink.bug_found.connect(context.site.report_bug)
            sink.too_many.connect(lambda: run.end(EXIT_BUGS))
            if previous:
                context.site.report_restart(previous)
            if back is not None:
                context.site.report_settings(back.code, actor=back.actor, keys=back.keys)
            run.start()
            app.exec()
            return run.finish()
    finally:
        sink.uninstall()
        log.close()


def _read(options: argparse.Namespace) -> int:
    from alpr_kiosk.vision.model_store import ModelStore
    from alpr_kiosk.vision.reading import read_paths

    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    vision = VisionConfig(
        engine=options.engine,
        threads=options.threads,
        recognizer=options.recognizer,
        detector=options.detector,
    )
    failed = False
    for line in read_paths(
        options.sources,
        vision=vision,
        presets=tuple(options.preset),
        clock=SystemClock(),
        store=ModelStore(models_dir()),
    ):
        failed = failed or "error" in line
        print(json.dumps(line, ensure_ascii=False), flush=True)
    return EXIT_PROBLEM if failed else EXIT_OK


def _doctor(options: argparse.Namespace) -> int:
    from alpr_kiosk.doctor import examine

    if options.demo:
        from alpr_kiosk.demo import demo_config

        config = demo_config()
        data_dir = Path(options.data_dir or default_data_dir() / "demo")
    else:
        config, _base = site_config(options.config)
        data_dir = data_root(config.storage.data_dir, options.data_dir)
    worst = EXIT_OK
    for finding in examine(config, data_dir=data_dir, clock=SystemClock()):
        print(finding)
        if finding.level == "FAIL":
            worst = EXIT_PROBLEM
    return worst


def _relays_off(options: argparse.Namespace) -> int:
    from alpr_kiosk.gate.last_commands import relays_off
    from alpr_kiosk.plugins import load_part

    config, _base = site_config(options.config)
    root = data_root(config.storage.data_dir, options.data_dir)
    worst = EXIT_OK
    if not root.exists():
        print("no command was ever sent from here")
        return worst
    done = relays_off(config, DataPaths(root=root).last_commands, find_part=load_part)
    for gate_id, ok, code in done:
        print(f"{gate_id}: {'off' if ok else code}")
        if not ok:
            worst = EXIT_PROBLEM
    if not done:
        print("no output may be on")
    return worst


def _set_pin(options: argparse.Namespace) -> int:
    from alpr_kiosk.bootstrap import data_paths
    from alpr_kiosk.services.sessions import SessionService, generate_pin, pin_problem
    from alpr_kiosk.storage.keys import credentials_dir
    from alpr_kiosk.storage.store import open_store

    config, _base = site_config(options.config)
    paths = data_paths(config, options.data_dir)
    name = str(options.user).strip()
    if not name:
        raise AlprError("pin.no_user")
    if options.generate:
        pin = generate_pin()
    else:
        pin = getpass.getpass(f"New PIN for {name} (6 digits or more): ")
        problem = pin_problem(pin)
        if problem:
            raise AlprError(problem)
        if getpass.getpass("The same PIN again: ") != pin:
            raise AlprError("pin.differs")
    clock = SystemClock()
    store = open_store(paths.root, clock=clock, credentials=credentials_dir())
    try:
        SessionService(records=store.records, clock=clock).set_pin(
            name, options.role, pin, "installer"
        )
    finally:
        store.close()
    print(f"{name} ({options.role}): PIN {pin}" if options.generate else f"{name}: PIN is set")
    return EXIT_OK


def _bench(options: argparse.Namespace) -> int:
    if options.part == "cameras":
        from alpr_kiosk.bench_cameras import run_camera_bench, table

        found = run_camera_bench(
            seconds=options.seconds,
            rtsp=options.rtsp,
            progress=lambda text: print(text, file=sys.stderr, flush=True),
        )
        print(json.dumps(found) if options.json else table(found))
        return EXIT_OK
    if options.part == "gate":
        from alpr_kiosk.bench_gate import run_gate_bench
        from alpr_kiosk.bench_gate import table as gate_table

        found = run_gate_bench(
            quick=options.quick, progress=lambda text: print(text, file=sys.stderr, flush=True)
        )
        print(json.dumps(found) if options.json else gate_table(found))
        return EXIT_OK
    if options.part == "db":
        return _bench_db(options)
    from alpr_kiosk.bench import run_bench

    report = run_bench(seconds=options.seconds)
    print(json.dumps(report, indent=None if options.json else 2))
    return EXIT_OK


def _bench_db(options: argparse.Namespace) -> int:
    from alpr_kiosk.bench_db import run_db_bench
    from alpr_kiosk.bench_db import table as db_table

    if options.folder is not None:
        options.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    rows = run_db_bench(
        rows=options.rows,
        address=options.postgres,
        folder=options.folder,
        only=options.only,
        quick=options.quick,
        progress=lambda text: print(text, file=sys.stderr, flush=True),
    )
    print(json.dumps([asdict(row) for row in rows]) if options.json else db_table(rows))
    return EXIT_OK if all(row.ok for row in rows) else EXIT_PROBLEM
