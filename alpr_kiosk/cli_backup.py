# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk backup` and `alpr-kiosk restore`: the record copied, and a copy put back."""

from __future__ import annotations

import argparse
from pathlib import Path
from threading import Event

from alpr_kiosk.cli_record import config_of, opened_record, record_options
from alpr_kiosk.config.paths import DataPaths, data_root
from alpr_kiosk.domain.backups import CopyFacts
from alpr_kiosk.domain.clock import SystemClock

EXIT_OK = 0
ACTOR = "installer"

TEXTS = {
    "restore.missing": "{path} is no file.",
    "restore.damaged": "{path} is damaged ({why}). Nothing was changed; take another backup.",
    "restore.foreign": "{path} is not a backup of a record ({why}). Nothing was changed.",
    "restore.no_space": (
        "The record in the backup needs {needed_mb} MB, {free_mb} MB are free. Nothing was changed."
    ),
    "restore.other_key": (
        "The key in {path} checks none of its rows. Put back your copy of the keys, or add "
        "--unchecked to take it as it is. Nothing was changed."
    ),
    "restore.altered": (
        "{path} does not fit its seal since row {seq}. Nothing was changed; take another backup."
    ),
    "storage.migration": (
        "It has tables of version {found}, this program knows {known}. Nothing was changed; use "
        "the program that fits."
    ),
    "storage.no_space": "{needed_mb} MB are needed at {path}, {free_mb} MB are free.",
    "storage.backup_busy": "Another backup is being made. Try again when it is done.",
    "storage.locked": "Another program uses the record. Try again when it has ended.",
    "storage.backup_failed": "The backup at {path} failed: {why}. Older ones are as they were.",
    "storage.check_failed": "The record is damaged: {why}. Keep the older backups, run doctor.",
}
"""Texts of these commands' errors; the codes of others are in `cli`."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add both commands to the command line."""

    def add(name: str, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        record_options(command)
        return command

    backup = add("backup", "copy the record, checked; the kiosk may run beside")
    backup.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="instead of the file's")
    backup.add_argument("--with-pictures", action="store_true", help="and pictures not yet there")
    restore = add("restore", "put a backup in the place of the record; stop the kiosk first")
    restore.add_argument("file", type=Path, metavar="FILE", help="a backup, or a replaced record")
    restore.add_argument("--dry-run", action="store_true", help="look only")
    restore.add_argument("--with-pictures", action="store_true", help="and those beside the backup")
    restore.add_argument(
        "--unchecked", action="store_true", help="also when the key here checks none of its rows"
    )


def run_backup(options: argparse.Namespace) -> int:
    """Make a backup and say what is in it.

    Raises:
        AlprError: See `TEXTS` and `storage.backups`.
    """
    from alpr_kiosk.site_chores import backup_folder
    from alpr_kiosk.storage.picture_copies import copy_pictures

    with opened_record(options) as record:
        config, paths, store = record.config, record.paths, record.store
        folder = backup_folder(config, paths=paths, store=store, folder=options.folder)
        made = folder.make(actor=ACTOR, stop=Event())
        print(f"{folder.folder / made.file.name}: {made.file.size / 1e6:.1f} MB")
        _tell(made.facts)
        if made.dropped:
            print(f"{len(made.dropped)} older backups went.")
        if options.with_pictures:
            copied, bad = copy_pictures(paths.root, folder.folder, stop=Event())
            print(f"{copied} new pictures copied.")
            if bad:
                print(f"{bad} pictures do not fit their name and were left: run doctor.")
    print(f"The key is not in it: keep a copy of {paths.root / 'keys'} apart from the backups.")
    return EXIT_OK


def run_restore(options: argparse.Namespace) -> int:
    """Look through a backup, and put it in the place of the record unless it is a dry run.

    Raises:
        AlprError: See `TEXTS` and `storage.restore`; ``storage.in_use`` while the kiosk runs.
    """
    from contextlib import nullcontext

    from alpr_kiosk.site_lock import single_instance
    from alpr_kiosk.storage.keys import credentials_dir
    from alpr_kiosk.storage.picture_copies import copy_pictures
    from alpr_kiosk.storage.restore import restore

    config = config_of(options)
    paths = DataPaths.prepare(data_root(config.storage.data_dir, options.data_dir))
    with nullcontext() if options.dry_run else single_instance(paths):
        done = restore(
            options.file,
            paths.root,
            clock=SystemClock(),
            actor=ACTOR,
            credentials=credentials_dir(),
            dry_run=options.dry_run,
            unchecked=options.unchecked,
        )
        print(f"{options.file}: a whole record, tables {done.version}")
        _tell(done.facts)
        lost = done.lost
        if not lost.known:
            print("What the present record has besides is not known: it cannot be read.")
        elif not lost.follows:
            print("The present record is no continuation of it: all of it goes.")
        if lost.rows:
            print(
                f"Newer and not in it: {lost.passages} passages, {lost.list_edits} edits of lists, "
                f"{lost.rows} rows of the chain."
            )
        if lost.erasures:
            print(f"{lost.erasures} plates were erased since and come back: erase them again.")
        if lost.pins:
            print(f"{lost.pins} PINs were set since; the ones before them count again: set them.")
        if options.dry_run:
            print("Nothing was changed.")
            return EXIT_OK
        if options.with_pictures:
            source = options.file.resolve().parent
            copied, _bad = copy_pictures(source, paths.root, stop=Event())
            print(f"{copied} pictures came back.")
    if done.aside is not None:
        print(f"The record of before is {done.aside}.")
    print("It is in place. Heads that were exported after it was made no longer fit the chain.")
    return EXIT_OK


def _tell(facts: CopyFacts) -> None:
    newest = facts.newest_passage
    when = f"newest {newest:%Y-%m-%d %H:%M} UTC" if newest else "none"
    print(f"{facts.count('passage')} passages, {when}; {facts.count('list_entry')} list entries")
    seq, mac = facts.head
    print(f"chain of {facts.chain_rows} rows, whole; head {seq}:{mac[:16]}")
    if facts.unverified:
        print(f"{facts.unverified} rows cannot be checked by the keys here.")
