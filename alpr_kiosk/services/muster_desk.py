# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes and prints the muster list, and tells of the last count; asks nobody for a PIN."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from pathlib import Path

from alpr_kiosk.domain.lists import ListSnapshot
from alpr_kiosk.domain.muster import muster_csv, muster_text
from alpr_kiosk.domain.muster_queries import (
    COUNT_SETTING,
    GroupNames,
    GroupNamesWanted,
    LastCount,
    LastCountWanted,
    MusterFile,
    MusterFileWanted,
)
from alpr_kiosk.domain.ports import Records
from alpr_kiosk.domain.queries import QueryControl, QueryHandlers
from alpr_kiosk.domain.targets import (
    Printer,
    Targets,
    TargetsFound,
    TargetsWanted,
    known_target,
)
from alpr_kiosk.errors import AlprError, StorageError

logger = logging.getLogger(__name__)


class MusterDesk:
    """Used from the threads of queries; all but the last count works with the database gone.

    Args:
        records: Settings and audit.
        targets: Where a list can go.
        printer: Where it can be printed.
        snapshot: Returns the lists.
        site: Name of the site.
        zone: Its time zone.
        cameras: Names by id.
    """

    def __init__(
        self,
        *,
        records: Records,
        targets: Targets,
        printer: Printer,
        snapshot: Callable[[], ListSnapshot],
        site: str,
        zone: tzinfo,
        cameras: Mapping[str, str],
    ) -> None:
        self._records = records
        self._targets = targets
        self._printer = printer
        self._snapshot = snapshot
        self._site = site
        self._zone = zone
        self._cameras = cameras

    @property
    def handlers(self) -> QueryHandlers:
        """Who answers which query."""
        return {
            TargetsWanted: self.targets,
            MusterFileWanted: self.file,
            LastCountWanted: self.last_count,
            GroupNamesWanted: self.groups,
        }

    def targets(self, _query: TargetsWanted, _control: QueryControl) -> TargetsFound:
        """Return where files can go now."""
        return TargetsFound(targets=tuple(self._targets.targets()), printer=self._printer.available)

    def groups(self, _query: GroupNamesWanted, _control: QueryControl) -> GroupNames:
        """Return the names of the groups."""
        groups = self._snapshot().groups
        return GroupNames(names=tuple((group.group_id, group.name) for group in groups))

    def last_count(self, _query: LastCountWanted, _control: QueryControl) -> LastCount | None:
        """Return the last count check."""
        raw = self._records.get_setting(COUNT_SETTING)
        if not raw:
            return None
        try:
            kept = json.loads(raw)
            return LastCount(
                at=datetime.fromisoformat(kept["at"]),
                counted=int(kept["counted"]),
                expected=int(kept["expected"]),
                actor=str(kept["actor"]),
            )
        except (ValueError, KeyError, TypeError):
            logger.warning("the last count check is damaged and is not shown")
            return None

    def file(self, query: MusterFileWanted, control: QueryControl) -> MusterFile:
        """Write or print the list.

        Raises:
            AlprError: ``export.no_target``, ``storage.unwritable``, ``print.failed``.
        """
        local = query.at.astimezone(self._zone)
        text = muster_text(
            query.rows,
            query.occupancy,
            site=self._site,
            now=query.at,
            tz=self._zone,
            cameras=self._cameras,
        )
        if not query.target:
            self._printer.print(text.encode(), f"{self._site}: who is inside")
            self._tell("muster.printed", query)
            return MusterFile(path="")
        folder = Path(known_target(self._targets, query.target).path)
        name = f"who-is-inside-{local:%Y%m%d-%H%M%S}"
        table = muster_csv(query.rows, now=query.at, tz=self._zone, cameras=self._cameras)
        control.check()
        write_new(folder / f"{name}.csv", table.encode("utf-8-sig"))
        write_new(folder / f"{name}.txt", text.encode())
        self._tell("muster.saved", query)
        return MusterFile(path=str(folder / f"{name}.txt"))

    def _tell(self, kind: str, query: MusterFileWanted) -> None:
        """Put down that a list left the house; where that cannot be done, people come first."""
        body: dict[str, object] = {"cars": len(query.rows), "at": query.at.isoformat()}
        try:
            self._records.append_audit(kind, query.actor or "unsigned", body)
        except StorageError as error:
            logger.warning("%s is not in the audit chain: %s", kind, error.code)


def write_new(path: Path, data: bytes, *, sync: Callable[[int], None] = os.fsync) -> None:
    """Write a file that is on the medium when this returns; half a file never has its name.

    Raises:
        AlprError: ``storage.unwritable``.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            sync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True) if path.parent.is_dir() else None
        why = error.strerror or str(error)
        raise AlprError("storage.unwritable", path=str(path), why=why) from error
