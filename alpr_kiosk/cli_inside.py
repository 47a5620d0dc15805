# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk inside` and `alpr-kiosk visitors`: who is on the site, and who is expected."""

from __future__ import annotations

import argparse
import sys
from datetime import timedelta
from zoneinfo import ZoneInfo

from alpr_kiosk.cli_record import day, opened_record, record_options
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.inside import Occupancy
from alpr_kiosk.domain.muster import duration_text, muster_csv, muster_text
from alpr_kiosk.domain.stays import LOOK_BACK
from alpr_kiosk.domain.visitors import ExpectedVisitor, Visit, day_of, expected

EXIT_OK = 0


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add both commands to the command line."""

    def add(name: str, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        record_options(command)
        return command

    inside = add("inside", "print who is inside, as a muster list; the kiosk may run beside")
    inside.add_argument("--csv", action="store_true", help="as CSV")
    visitors = add("visitors", "print the visitors of a day, and who of them has come")
    visitors.add_argument("--day", type=day, metavar="YYYY-MM-DD", help="instead of today")


def run_inside(options: argparse.Namespace) -> int:
    """Print who is inside.

    Raises:
        AlprError: ``record.none``, and what opening the record says.
    """
    now = SystemClock().utc_now()
    with opened_record(options) as record:
        stays = record.store.stays
        rows = stays.muster()
        unclear = sum(1 for stay in stays.between(now - LOOK_BACK, now) if stay.is_unclear)
    config, tz = record.config, record.zone
    cameras = {camera.id: camera.name or camera.id for camera in config.cameras}
    if options.csv:
        sys.stdout.write(muster_csv(rows, now=now, tz=tz, cameras=cameras))
        return EXIT_OK
    unread = sum(1 for row in rows if not row.plate)
    count = Occupancy(certain=len(rows) - unread, unread=unread, unclear=unclear)
    text = muster_text(rows, count, site=config.site.name, now=now, tz=tz, cameras=cameras)
    sys.stdout.write(text)
    return EXIT_OK


def run_visitors(options: argparse.Namespace) -> int:
    """Print the visitors of a day.

    Raises:
        AlprError: ``record.none``, and what opening the record says.
    """
    now = SystemClock().utc_now()
    with opened_record(options) as record:
        config, store, tz = record.config, record.store, record.zone
        wanted = options.day or now.astimezone(tz).date()
        hours = config.site.max_stay_h
        stays = {stay.stay_id: stay for stay in store.stays.inside()}
        stays.update((stay.stay_id, stay) for stay in store.stays.between(*day_of(wanted, tz)))
        found = expected(
            store.records.entries(),
            list(stays.values()),
            day=wanted,
            now=now,
            tz=tz,
            max_stay=None if hours is None else timedelta(hours=hours),
        )
    print(f"{config.site.name}: {len(found)} visitors on {wanted.isoformat()}")
    for one in found:
        print(_line(one, tz))
    return EXIT_OK


def _line(one: ExpectedVisitor, tz: ZoneInfo) -> str:
    entry, stay = one.entry, one.stay
    when = ""
    if stay is not None and stay.entered_at is not None:
        when = f"{stay.entered_at.astimezone(tz):%H:%M}"
        if stay.left_at is not None and one.visit is Visit.LEFT:
            span = duration_text(stay.left_at - stay.entered_at)
            when += f" to {stay.left_at.astimezone(tz):%H:%M} ({span})"
    who = " for ".join(part for part in (entry.owner, entry.host) if part)
    return f"{one.visit.value:<11} {entry.text:<10} {when:<24} {who}".rstrip()
