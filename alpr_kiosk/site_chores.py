# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the keeper of a site does: backups, the copies of pictures, the nightly look, removals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import time
from functools import partial
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.config.site_file import trial_noted
from alpr_kiosk.domain.chores import Daily, Every
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Priority
from alpr_kiosk.runtime.keeper import Chore, steps
from alpr_kiosk.storage.backups import BackupFolder, on_another_disk
from alpr_kiosk.storage.full_check import check_record
from alpr_kiosk.storage.orphans import OrphanSweep
from alpr_kiosk.storage.picture_copies import copy_pictures, drop_purged
from alpr_kiosk.storage.retention import Retention
from alpr_kiosk.storage.sheets import HandoverFolder
from alpr_kiosk.storage.store import Store

ACTOR = "system"
CHECK_AT = time(3, 30)
"""The full look: when traffic is thin; our choice, an hour after the usual backup."""
HOUR_S = 3600.0
DAY_S = 86_400.0
TRIAL_PAUSE_S = 1.0
"""A removal looks so often whether settings are still on trial."""


def make_chores(
    config: AppConfig, *, paths: DataPaths, store: Store, clock: Clock
) -> tuple[Chore, ...]:
    """Return what the keeper does regularly; each part of the program adds its own."""
    return (
        *_backups(config, paths, store, clock),
        Chore(
            name="check",
            when=Daily(at=CHECK_AT, zone=ZoneInfo(config.site.time_zone)),
            run=partial(_check, store),
            priority=Priority.HIGH,
        ),
        *_removals(config, paths, store, clock),
    )


def backup_folder(
    config: AppConfig, *, paths: DataPaths, store: Store, folder: Path | None = None
) -> BackupFolder:
    """Return the folder of a site's backups.

    Args:
        config: The site file.
        paths: Data folder.
        store: The open record.
        folder: Another folder, chosen by hand: nothing is dropped from it.
    """
    named = config.backup.folder
    return BackupFolder(
        database=store.database,
        key=store.key,
        data_dir=paths.root,
        folder=folder or (Path(named) if named else paths.backups),
        zone=ZoneInfo(config.site.time_zone),
        quota=None if folder else config.backup.quota_mb * 1_000_000,
        audit=store.records.append_audit,
    )


def _backups(config: AppConfig, paths: DataPaths, store: Store, clock: Clock) -> Iterator[Chore]:
    wanted = config.backup
    if wanted.schedule == "off":
        return
    when = (
        Every(seconds=HOUR_S)
        if wanted.schedule == "hourly"
        else Daily(at=wanted.at_time, zone=ZoneInfo(config.site.time_zone))
    )
    first = backup_folder(config, paths=paths, store=store)
    folders = [first.folder]
    yield Chore(name="backup", when=when, run=partial(_backup, first), priority=Priority.HIGH)
    if wanted.second_folder:
        folders.append(Path(wanted.second_folder))
        yield Chore(
            name="backup-second",
            when=Every(seconds=HOUR_S),
            run=lambda stop: first.copy_newest(folders[1], stop=stop),
        )
    if wanted.pictures and config.storage.evidence:
        yield Chore(
            name="backup-pictures", when=when, run=partial(_pictures, paths, store, clock, folders)
        )


def _backup(folder: BackupFolder, stop: Event) -> None:
    folder.make(actor=ACTOR, stop=stop)


def _pictures(
    paths: DataPaths, store: Store, clock: Clock, folders: list[Path], stop: Event
) -> None:
    for place, folder in enumerate(folders):
        # A stick that is away has its own alert.
        if on_another_disk(folder, paths.root) or (place == 0 and folder.is_dir()):
            copy_pictures(paths.root, folder, stop=stop)
            drop_purged(store.database, folder, now=clock.utc_now(), stop=stop)


def _removals(config: AppConfig, paths: DataPaths, store: Store, clock: Clock) -> Iterator[Chore]:
    retention = Retention(
        database=store.database, key=store.key, evidence=store.evidence, rules=config.keeping.rules
    )
    # A time of 72 hours is an hour late at most.
    removals = partial(_after_trial, paths.root, steps(retention.step, clock))
    yield Chore(name="retention", when=Every(seconds=HOUR_S), run=removals)
    sweep = OrphanSweep(database=store.database, evidence=store.evidence)
    yield Chore(name="orphans", when=Every(seconds=DAY_S), run=steps(sweep.step, clock))
    sheets = HandoverFolder(paths.root)

    def old_sheets(_stop: Event) -> None:
        sheets.remove_before(clock.utc_now() - config.keeping.rules.notes)

    old = partial(_after_trial, paths.root, old_sheets)
    yield Chore(name="handover", when=Every(seconds=DAY_S), run=old)


def _after_trial(root: Path, then: Callable[[Event], None], stop: Event) -> None:
    """Remove by times that somebody has kept: settings on trial may go back, data does not.

    A trial takes a minute; the site is built anew when it is not kept, which stops this one.
    """
    while trial_noted(root) is not None:
        if stop.wait(TRIAL_PAUSE_S):
            return
    then(stop)


def _check(store: Store, stop: Event) -> None:
    check_record(store.database, store.key, keep=store.records.set_setting, stop=stop)
