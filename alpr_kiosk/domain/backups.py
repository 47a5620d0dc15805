# SPDX-License-Identifier: AGPL-3.0-or-later
"""Backups of the record: their names, what is known of one, and which are kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone, tzinfo

HOURS_KEPT, DAYS_KEPT, WEEKS_KEPT = 24, 7, 4
"""The newest of each of so many hours, days and weeks is kept (reliability.md section 5)."""

_NAME = re.compile(r"alpr-record-(\d{8}T\d{6}Z)-([0-9a-f]{16})\.sqlite3\.gz")
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFile:
    """A backup as its name tells of it.

    Attributes:
        made_at: Moment of the state that it holds, aware UTC, whole seconds.
        digest: First 16 digits of the SHA-256 of the database in it.
        size: Bytes of the file; 0 when not known.
    """

    made_at: datetime
    digest: str
    size: int = 0

    @property
    def name(self) -> str:
        """Name of the file."""
        return f"alpr-record-{self.made_at:{_STAMP}}-{self.digest}.sqlite3.gz"


def parse_name(name: str, *, size: int = 0) -> BackupFile | None:
    """Return what a file name tells; None for one that is not a backup's."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        made_at = datetime.strptime(found[1], _STAMP).replace(tzinfo=timezone.utc)
    except ValueError:
        return None
    return BackupFile(made_at=made_at, digest=found[2], size=size)


def kept(
    files: Iterable[BackupFile], *, now: datetime, zone: tzinfo, quota: int
) -> tuple[BackupFile, ...]:
    """Return the backups to keep, newest first.

    The newest of each of the last 24 hours, 7 days and 4 weeks (of the site's time zone) that have
    one; not by age, so that nothing goes while a site stands still. Of these as many as fit into
    the quota, the newest first; the newest one always stays.

    Args:
        files: All that are there.
        now: Aware UTC. A file from later than this was made under a wrong clock: it counts as the
            oldest, or it would displace the good ones.
        zone: The site's time zone.
        quota: Bytes.
    """
    everything = sorted(files, key=lambda file: (file.made_at, file.name), reverse=True)
    wrong = [file for file in everything if file.made_at > now]
    good = [file for file in everything if file.made_at <= now]
    chosen: set[BackupFile] = set()
    for count, form in ((HOURS_KEPT, "%Y%m%d%H%z"), (DAYS_KEPT, "%Y%m%d"), (WEEKS_KEPT, "%G%V")):
        newest: dict[str, BackupFile] = {}
        for file in good:
            newest.setdefault(file.made_at.astimezone(zone).strftime(form), file)
        chosen.update(list(newest.values())[:count])
    order = [*(file for file in good if file in chosen), *wrong]
    room = quota
    staying = []
    for place, file in enumerate(order):
        room -= file.size
        if room < 0 and place > 0:
            break
        staying.append(file)
    return tuple(staying)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFacts:
    """What a look through a copy of the record found.

    Attributes:
        version: Version of its tables.
        rows: Rows by table.
        newest_passage: First sight of its newest passage; None without one.
        chain_rows: Rows of the chain.
        head: (seq, mac) of its newest row.
        unverified: Rows of the chain that no key here can check.
    """

    version: str
    rows: tuple[tuple[str, int], ...]
    newest_passage: datetime | None
    chain_rows: int
    head: tuple[int, str]
    unverified: int

    def count(self, table: str) -> int:
        """Return the rows of a table, 0 without it."""
        return dict(self.rows).get(table, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupMade:
    """A backup that was made and looked through.

    Attributes:
        file: Its name and size.
        sha256: Of the database in it.
        bytes_raw: Size of the database.
        facts: What is in it.
        dropped: Names of older backups that went, as newer ones took their places.
    """

    file: BackupFile
    sha256: str
    bytes_raw: int
    facts: CopyFacts
    dropped: Sequence[str] = ()
