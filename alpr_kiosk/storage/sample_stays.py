# SPDX-License-Identifier: AGPL-3.0-or-later
"""Made-up stays beside made-up passages, for benches."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import func, insert, select

from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.storage import mapping
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.orm import ListEntryTable, StayTable, micros
from alpr_kiosk.storage.sample_passages import CAMERAS, SampleSite

INSIDE = 5_000
"""Cars inside; half of them are on a list."""

_BATCH = 10_000


def fill_inside(database: Database, site: SampleSite) -> None:
    """Write a stay for each second passage of `site`, `INSIDE` of them open; once."""
    with database.read() as session:
        inside = select(func.count()).where(StayTable.ended_moment.is_(None))
        if session.execute(inside).scalar_one() >= INSIDE:  # an index has them; there are millions
            return
    rows = _stays(site)
    while batch := list(itertools.islice(rows, _BATCH)):
        with database.write() as session:
            session.connection().execute(insert(StayTable), batch)
    with database.write() as session:
        entries = [
            ListEntry(
                entry_id=f"inside-{number}",
                kind=ListKind.ALLOW,
                plate=_plate(number),
                owner=f"Flat {number}",
            )
            for number in range(0, INSIDE, 2)
        ]
        values = [mapping.entry_values(one, updated_at=site.until) for one in entries]
        session.connection().execute(insert(ListEntryTable), values)


def _plate(number: int) -> str:
    return f"IN{number:05d}"


def _stays(site: SampleSite) -> Iterator[dict[str, Any]]:
    """Closed ones over all days, then the open ones, all before the passages of the last days."""
    closed = max(INSIDE, site.rows // 2)
    step = timedelta(days=site.days - 10) / closed
    first = site.until - timedelta(days=site.days)
    for number in range(closed + INSIDE):
        is_open = number >= closed
        inside = number - closed
        at = first + number * step
        if is_open:
            at = site.until - timedelta(days=5, seconds=inside)
        left = None if is_open else at + timedelta(hours=3)
        camera, _lane, _way, gate = CAMERAS[0]
        yield {
            "stay_id": f"stay-{number:027x}",
            "text": _plate(inside) if is_open else site.plates[number % len(site.plates)],
            "entered_at": at,
            "entered_moment": micros(at),
            "entry_passage": None,
            "left_at": left,
            "ended_moment": None if left is None else micros(left),
            "exit_passage": None,
            "exit_text": "",
            "ended": "" if is_open else "exit",
            "fit": None if is_open else "exact",
            "entry_id": f"inside-{inside}" if is_open and inside % 2 == 0 else None,
            "gate_in": gate,
            "gate_out": None,
            "camera_id": camera,
            "seen_at": at,
            "overstay_at": None,
        }
