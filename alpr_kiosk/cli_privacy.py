# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk privacy`: everything that is kept about a plate, told to its owner, or erased."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from alpr_kiosk.cli_record import OpenedRecord, interruptible, opened_record, record_options
from alpr_kiosk.domain.plate import Plate
from alpr_kiosk.errors import AlprError

if TYPE_CHECKING:
    from alpr_kiosk.storage.plate_data import PlateFinds

EXIT_OK, EXIT_PROBLEM = 0, 1
ACTOR = "supervisor"

TEXTS = {
    "privacy.no_plate": "Nothing of that is a letter or a digit of a plate.",
    "privacy.held": (
        "Incident {incidents} holds some of it. Nothing was erased; release it first, see "
        "`alpr-kiosk incident list`."
    ),
    "privacy.reason": "The reason names the plate: it would be kept. Nothing was erased.",
}
"""Texts of this command's errors; the codes of others are in `cli`."""

_WORDS = {
    "passages": "passages read as this plate",
    "alike": "passages of look-alikes that are on no list",
    "decisions": "decisions about other cars that name it",
    "entries": "list entries",
    "changes": "changes of the lists",
    "stays": "stays inside",
    "marks": "guards' words about who is inside",
    "notes": "notes beside the audit chain",
    "reasons": "reasons of openings by hand",
    "incidents": "reasons of incidents",
}


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    text = "everything that is kept about a plate: export it, or erase it"
    command = commands.add_parser("privacy", help=text, description=text)
    parts = command.add_subparsers(dest="part", required=True, metavar="PART")

    def add(name: str, help_text: str) -> argparse.ArgumentParser:
        part = parts.add_parser(name, help=help_text, description=help_text)
        part.add_argument("plate", metavar="PLATE", help="in any spelling")
        record_options(part)
        part.add_argument("--actor", default=ACTOR, help="who does it, for the audit chain")
        return part

    export = add("export", "write it all into a new folder; the kiosk may run beside")
    export.add_argument("folder", type=Path, metavar="DIR", help="where, such as a mounted stick")
    export.set_defaults(part=_export)
    erase = add("erase", "say what would be erased, and with --yes erase it; stop the kiosk first")
    erase.add_argument("--yes", action="store_true", help="erase, after a look at what is there")
    erase.add_argument("--reason", default="", help="why, kept beside the audit chain")
    erase.add_argument("--exact", action="store_true", help="leave passages of look-alikes")
    erase.set_defaults(part=_erase)


def run(options: argparse.Namespace) -> int:
    """Run the chosen part and return its exit status.

    Raises:
        AlprError: See `TEXTS`; ``storage.in_use`` while the kiosk runs (erase --yes).
    """
    status: int = options.part(options)
    return status


def _export(options: argparse.Namespace) -> int:
    from alpr_kiosk.cli_incident import said
    from alpr_kiosk.plate_pack import write_plate

    with opened_record(options) as record, interruptible() as stop:
        finds, sealed = write_plate(
            record.store,
            record.config,
            options.plate,
            options.folder,
            actor=options.actor,
            stop=stop,
            unfit=said,
        )
    _tell(finds)
    print(f"{sealed.path}: {sealed.files} files, {sealed.size / 1e6:.1f} MB, read back")
    return EXIT_OK


def _erase(options: argparse.Namespace) -> int:
    from alpr_kiosk.site_lock import single_instance
    from alpr_kiosk.storage import plate_data
    from alpr_kiosk.storage.erasing import erase_plate

    with opened_record(options) as record:
        store = record.store
        if not options.yes:
            if not Plate(options.plate).text:
                raise AlprError("privacy.no_plate")
            body = {"plate": options.plate, "dry_run": True}
            store.records.append_audit("privacy.searched", options.actor, body)
            with store.database.read() as session:
                _tell(plate_data.find(session, options.plate, alike=not options.exact))
            print("Nothing was erased. Add --yes to erase it.")
            return EXIT_OK
        with single_instance(record.paths):
            done = erase_plate(
                store,
                record.paths.root,
                options.plate,
                actor=options.actor,
                reason=options.reason,
                alike=not options.exact,
            )
        _tell(done.finds)
        print(f"Erased. Row {done.seq} of the audit chain proves it without the plate.")
        for path in done.left:
            print(f"Still in {path}: remove it by hand, or wait until its time is over.")
        _tell_copies(record)
    return EXIT_PROBLEM if done.left else EXIT_OK


def _tell_copies(record: OpenedRecord) -> None:
    """Say which copies of the record and of pictures hold what they held."""
    wanted = record.config.backup
    named = [Path(one) for one in (wanted.folder, wanted.second_folder) if one]
    for folder in named:
        if not folder.is_dir():
            print(f"{folder} is not there now: what is in it is as it was.")
    there = [one for one in dict.fromkeys((record.paths.backups, *named)) if one.is_dir()]
    packed = [path for folder in there for path in sorted(folder.glob("alpr-*.gz"))]
    if packed:
        print(f"{len(packed)} backups from before expire by themselves, the newest last:")
    for path in packed:
        print(f"  {path}")
    for folder in there:
        if (folder / "evidence").is_dir():
            print(f"Pictures copied to {folder} go four weeks after they were copied.")


def _tell(finds: PlateFinds) -> None:
    for name, count in finds.counts.items():
        if count:
            print(f"{count} {_WORDS[name]}")
    if not any(finds.counts.values()):
        print("Nothing is kept about this plate.")
