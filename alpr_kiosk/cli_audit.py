# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk audit`: export the head of the chain, check the chain against it, change its key."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from alpr_kiosk.cli_record import config_of, opened_record, record_options, record_root
from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.domain.audit import AuditHead, parse_head
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import AlprError

EXIT_OK, EXIT_PROBLEM = 0, 1
ACTOR = "installer"

TEXTS = {
    "heads.unreadable": (
        "{place}: {why}. A head is the line that `alpr-kiosk audit head` printed, whole."
    ),
    "heads.none": "{path} holds no exported head.",
    "keys.of_service": (
        "The key comes from the service's credentials ({path}). Replace it there, and keep the old "
        "one as keys/audit.key.ITS-NAME in the data folder."
    ),
    "audit.broken": (
        "The record does not fit its seal since row {seq}. A head or a new key would hide that: "
        "run `alpr-kiosk doctor`, keep a copy, and find out first."
    ),
    "audit.key_unusable": "The key {path} can't be used: {why}. Put back a copy of it.",
}
"""Texts of this command's errors; the codes of others are in `cli`."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    text = "the chain of the record: export its head, check it, change its key"
    command = commands.add_parser("audit", help=text, description=text)
    parts = command.add_subparsers(dest="part", required=True, metavar="PART")

    def add(name: str, help_text: str) -> argparse.ArgumentParser:
        part = parts.add_parser(name, help=help_text, description=help_text)
        record_options(part)
        return part

    head = add("head", "print the newest row's seal, to be kept away from this machine")
    head.add_argument("--to", type=Path, metavar="FILE", help="add it to this file as well")
    head.set_defaults(part=_head)
    check = add("check", "check the chain, and that it holds the heads that were exported")
    check.add_argument(
        "heads", nargs="*", metavar="FILE", help="files of exported heads; - to type"
    )
    check.set_defaults(part=_check)
    key = add("new-key", "go on under a new key; stop the kiosk first")
    key.set_defaults(part=_new_key)


def run(options: argparse.Namespace) -> int:
    """Run the chosen part and return its exit status: 1 when the chain is not whole.

    Raises:
        AlprError: See `TEXTS`; ``storage.in_use`` while the kiosk runs (new-key).
    """
    status: int = options.part(options)
    return status


def _head(options: argparse.Namespace) -> int:
    with opened_record(options, quick_check=True) as record:
        report = record.store.records.audit_report()
    if report.first_broken is not None:
        raise AlprError("audit.broken", seq=report.first_broken)
    seq, mac = report.head
    line = AuditHead(seq=seq, mac=mac, at=SystemClock().utc_now()).line
    if options.to is not None:
        try:
            with options.to.open("a", encoding="ascii") as file:
                file.write(line + "\n")
        except OSError as exc:
            raise AlprError(
                "storage.unwritable", path=str(options.to), why=exc.strerror or str(exc)
            ) from exc
    print(line)
    return EXIT_OK


def _check(options: argparse.Namespace) -> int:
    heads = [head for place in options.heads for head in _heads(place)]
    with opened_record(options, quick_check=True) as record:
        report = record.store.records.audit_report(known=[(head.seq, head.mac) for head in heads])
    if report.first_broken is not None:
        print(f"The record is not whole: row {report.first_broken} is changed or missing.")
        for head in heads:
            if head.seq >= report.first_broken:
                print(f"It had {head.seq} rows on {head.at:%Y-%m-%d %H:%M} UTC.")
        return EXIT_PROBLEM
    print(f"{report.rows} rows, whole; head {report.head[0]}:{report.head[1][:16]}")
    if report.unverified:
        print(f"{report.unverified} rows of a lost key are known only as a whole.")
    if heads:
        print(f"It holds {len(heads)} of {len(heads)} exported heads.")
    return EXIT_OK


def _heads(place: str) -> list[AuditHead]:
    """Return the heads of a file, or of the standard input for "-"."""
    try:
        text = sys.stdin.read() if place == "-" else Path(place).read_text("ascii")
    except (OSError, UnicodeDecodeError) as exc:
        why = getattr(exc, "strerror", None) or "not a text of heads"
        raise AlprError("heads.unreadable", place=place, why=why) from exc
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append(parse_head(line))
        except ValueError as exc:
            at = f"{place}, line {number}"
            raise AlprError("heads.unreadable", place=at, why=str(exc)) from exc
    if not found:
        raise AlprError("heads.none", path=place)
    return found


def _new_key(options: argparse.Namespace) -> int:
    from alpr_kiosk.site_lock import single_instance
    from alpr_kiosk.storage.keys import credentials_dir
    from alpr_kiosk.storage.store import change_key

    paths = DataPaths.prepare(record_root(options, config_of(options)))
    with single_instance(paths):
        key_id, seq = change_key(
            paths.root, clock=SystemClock(), actor=ACTOR, credentials=credentials_dir()
        )
    print(f"The record goes on under the key {key_id} from row {seq} on.")
    print(f"Copy {paths.root / 'keys'} to a safe place: the old key still checks the old rows.")
    return EXIT_OK
