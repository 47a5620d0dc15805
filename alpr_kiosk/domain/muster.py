# SPDX-License-Identifier: AGPL-3.0-or-later
"""The muster list: who is inside, to be read out at the assembly point (screens.md S12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from alpr_kiosk.domain.csv_text import csv_text
from alpr_kiosk.domain.inside import InsideView, Occupancy
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.stays import Stay


class MusterRow(NamedTuple):
    """One car inside; a plain tuple, for a list of thousands is made while somebody waits.

    Attributes:
        stay_id: Its stay.
        plate: Plate, "" when unread.
        entered_at: Aware UTC; every stay that is open has one.
        camera_id: Camera that saw it last.
        seen_at: When that was.
        gate_id: Gate that it came in by.
        kind: Value of its entry's `ListKind`, "" when it is on no list.
        owner: Whose it is.
        host: Whom a visitor visits.
        valid_until: End of a visitor's permission.
    """

    stay_id: str
    plate: str
    entered_at: datetime
    camera_id: str
    seen_at: datetime
    gate_id: str | None
    kind: str
    owner: str
    host: str
    valid_until: datetime | None


def muster(view: InsideView, snapshot: ListSnapshot) -> tuple[MusterRow, ...]:
    """Return who is inside, the longest first, from memory: it works with the database gone."""
    return tuple(muster_row(stay, entry_of(stay, snapshot)) for stay in view.stays())


def entry_of(stay: Stay, snapshot: ListSnapshot) -> ListEntry | None:
    """Return the list entry that a car came in by; for one let in by hand, that of its plate."""
    entry = snapshot.get(stay.entry_id) if stay.entry_id is not None else None
    if entry is None and stay.text:
        named = snapshot.exact(stay.text)
        entry = named[0] if named else None
    return entry


ON_NO_LIST: Final = ("", "", "", None)
"""Kind, owner, host and end of a row whose car is on no list."""


def muster_row(stay: Stay, entry: ListEntry | None) -> MusterRow:
    """Return the row of a stay that is open."""
    listed: tuple[str, str, str, datetime | None] = ON_NO_LIST
    if entry is not None:
        listed = (entry.kind.value, entry.owner, entry.host, entry.valid_until)
    car = (
        stay.stay_id,
        stay.text,
        stay.entered_at or stay.seen_at,
        stay.camera_id,
        stay.seen_at,
        stay.gate_in,
    )
    # Ten values by name take twice as long, and there are thousands of rows.
    return tuple.__new__(MusterRow, car + listed)


def overstays(
    rows: Sequence[MusterRow], now: datetime, max_stay: timedelta | None
) -> tuple[MusterRow, ...]:
    """Return the visitors that are inside beyond their time.

    Args:
        rows: Who is inside.
        now: Aware time.
        max_stay: Longest stay of a visitor, None for no limit but the end of the permission.
    """
    return tuple(row for row in rows if _stays_too_long(row, now, max_stay))


def _stays_too_long(row: MusterRow, now: datetime, max_stay: timedelta | None) -> bool:
    if row.kind != ListKind.VISITOR.value:
        return False
    too_long = max_stay is not None and now - row.entered_at > max_stay
    return too_long or (row.valid_until is not None and now >= row.valid_until)


def duration_text(span: timedelta) -> str:
    """Return hours and minutes: "2 h 10"; days once there are any: "3 d 04 h"."""
    minutes = max(0, int(span.total_seconds())) // 60
    if minutes >= 24 * 60:
        return f"{minutes // 1440} d {minutes % 1440 // 60:02d} h"
    return f"{minutes // 60} h {minutes % 60:02d}"


_HEADER = ("plate", "list", "owner", "host", "since", "inside for", "last camera", "last seen")


def muster_csv(
    rows: Sequence[MusterRow], *, now: datetime, tz: tzinfo, cameras: Mapping[str, str]
) -> str:
    """Return the list as CSV, times in the zone of the site with their offset."""
    return csv_text(_HEADER, (_cells(row, now, tz, cameras) for row in rows))


def muster_text(
    rows: Sequence[MusterRow],
    occupancy: Occupancy,
    *,
    site: str,
    now: datetime,
    tz: tzinfo,
    cameras: Mapping[str, str],
) -> str:
    """Return the list to be printed: a head with the counts, then one line a car with a box."""
    local = now.astimezone(tz)
    lines = [
        f"{site}: who is inside, {local:%Y-%m-%d %H:%M}",
        f"{occupancy.most} inside, of them {occupancy.unread} unread. {_doubt(occupancy)}",
        "",
    ]
    for row in rows:
        plate, kind, owner, host, since, span, camera, _seen = _cells(row, now, tz, cameras)
        who = " for ".join(part for part in (owner, host) if part) or kind
        lines.append(
            f"[ ] {plate:<10} {since[11:16]} ({span:>9})  {who:<28} last seen {camera}".rstrip()
        )
    return "\n".join(lines) + "\n"


def _doubt(occupancy: Occupancy) -> str:
    if not occupancy.unclear:
        return "No exit is in doubt."
    return (
        f"{occupancy.unclear} left in the last 24 hours that nobody knows which: "
        f"{occupancy.least} to {occupancy.most} are inside."
    )


def _cells(
    row: MusterRow, now: datetime, tz: tzinfo, cameras: Mapping[str, str]
) -> tuple[str, ...]:
    return (
        row.plate or "unread",
        row.kind or "no list",
        row.owner,
        row.host,
        row.entered_at.astimezone(tz).isoformat(timespec="seconds"),
        duration_text(now - row.entered_at),
        cameras.get(row.camera_id, row.camera_id),
        row.seen_at.astimezone(tz).isoformat(timespec="seconds"),
    )
