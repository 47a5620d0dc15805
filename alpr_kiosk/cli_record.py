# SPDX-License-Identifier: AGPL-3.0-or-later
"""The record of a site, opened by a command; the kiosk may run beside it."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timezone
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alpr_kiosk.config.loader import load_config
from alpr_kiosk.config.paths import DataPaths, data_root, default_config_path
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import AlprError

if TYPE_CHECKING:
    from alpr_kiosk.storage.store import Store

TEXTS = {
    "record.none": (
        "There is no record in {path} yet. Start the kiosk there once, or name the right folder "
        "with --data-dir (or the site file with --config)."
    ),
}
"""Texts of the errors of all commands that open the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRecord:
    """A record and whose it is."""

    config: AppConfig
    paths: DataPaths
    store: Store

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of the site."""
        return ZoneInfo(self.config.site.time_zone)


MOST = 1_000_000
"""Largest number of things that an option may name."""

MOST_PASSAGES = 100_000_000
"""The same of passages of a record: ten times what a site may have (docs/commands.md)."""


def record_options(command: argparse.ArgumentParser) -> None:
    """Add the options that say which record is meant."""
    command.add_argument("--config", type=Path, help="the site file (TOML)")
    command.add_argument("--data-dir", type=Path, help="the data folder, before the file's")


def count(text: str) -> int:
    """Return a number of things, for argparse.

    Raises:
        argparse.ArgumentTypeError: It is no whole number from 1 to `MOST`.
    """
    return _number(text, MOST)


def passages(text: str) -> int:
    """Return a number of passages to make, for argparse.

    Raises:
        argparse.ArgumentTypeError: It is no whole number from 1 to `MOST_PASSAGES`.
    """
    return _number(text, MOST_PASSAGES)


def _number(text: str, most: int) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if not 1 <= number <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 to {most}")
    return number


def day(text: str) -> date:
    """Return a day of this century or the next, for argparse.

    Raises:
        argparse.ArgumentTypeError: It is none.
    """
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not 2000 <= found.year < 2200:
        raise argparse.ArgumentTypeError(f"{text!r} is no day like 2026-11-01")
    return found


def config_of(options: argparse.Namespace) -> AppConfig:
    """Return the named site file, else the installed one, else what holds without one."""
    path = options.config or default_config_path()
    return AppConfig() if path is None else load_config(path)


def record_root(options: argparse.Namespace, config: AppConfig) -> Path:
    """Return the data folder that a record is in.

    Raises:
        AlprError: ``record.none``.
    """
    root = data_root(config.storage.data_dir, options.data_dir)
    if not DataPaths(root=root).database.exists():
        raise AlprError("record.none", path=str(root))
    return root


@contextmanager
def opened_record(
    options: argparse.Namespace, *, quick_check: bool = False
) -> Iterator[OpenedRecord]:
    """Open the record to read it and to write rows; the kiosk may run beside.

    What a start would mend or migrate is an error here (`open_store`, ``inspect_only``): a notice
    that is meant for a guard is not used up by a command.

    Raises:
        AlprError: ``record.none`` and those of `open_store`.
    """
    from alpr_kiosk.storage.keys import credentials_dir
    from alpr_kiosk.storage.store import open_store

    config = config_of(options)
    paths = DataPaths.prepare(record_root(options, config))
    store = open_store(
        paths.root,
        clock=SystemClock(),
        credentials=credentials_dir(),
        quick_check=quick_check,
        inspect_only=True,
    )
    try:
        yield OpenedRecord(config=config, paths=paths, store=store)
    finally:
        store.close()


@contextmanager
def interruptible() -> Iterator[Event]:
    """Give an event that Ctrl-C sets, so that a run can end cleanly."""
    stop = Event()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def moment(text: str, zone: ZoneInfo) -> datetime:
    """Return a time that somebody typed, ``2026-11-26 14:05`` in the site's zone, as UTC.

    Raises:
        AlprError: ``time.unreadable``.
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise AlprError("time.unreadable", text=text) from error
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(timezone.utc)
