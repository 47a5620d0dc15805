# SPDX-License-Identifier: AGPL-3.0-or-later
"""The nightly look through the whole record, and what the last one found.

A start looks through the pages only, and not through those of a large file
(`engine.open_database`): SQLite notices a fraction of flipped bits, the chain all of those in its
rows (reliability.md, finding 8).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.snapshot import Stop, check_pages, pause, reading

SETTING = "check.last"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCheck:
    """What the last full look found.

    Attributes:
        at: When it ended, aware UTC.
        code: "" when all was well, else the error's code.
        detail: One line; no plates.
    """

    at: datetime
    code: str
    detail: str


def check_record(
    database: Database,
    key: ChainKey,
    *,
    keep: Callable[[str, str], None],
    stop: Stop,
) -> None:
    """Check pages, references and chain beside a running kiosk, and keep what was found.

    Args:
        database: The record.
        key: Key of its chain.
        keep: Keeps a setting.
        stop: Ends the look; nothing is kept then.

    Raises:
        StorageError: ``storage.check_failed`` with what does not fit; ``audit.broken`` with the
            row; ``storage.stopped``; the record cannot be read.
    """
    try:
        detail = _look(database, key, stop)
    except StorageError as error:
        if error.code in ("storage.check_failed", "audit.broken"):
            _keep(database, keep, error.code, str(error))
        raise
    _keep(database, keep, "", detail)


def last_check(kept: str | None) -> LastCheck | None:
    """Return what the setting holds; None before the first look."""
    try:
        found = json.loads(kept or "")
        return LastCheck(
            at=datetime.fromisoformat(found["at"]), code=found["code"], detail=found["detail"]
        )
    except (ValueError, KeyError, TypeError):
        return None


def _look(database: Database, key: ChainKey, stop: Stop) -> str:
    try:
        rows = check_pages(database.path, stop=stop)
    except StorageError as error:
        if error.code != "storage.broken":
            raise
        raise StorageError("storage.check_failed", **error.context) from error
    with reading(database.path, stop=stop) as session:
        report = audit_log.verify(session, key, after_page=partial(pause, stop))
    if report.first_broken is not None:
        raise StorageError("audit.broken", seq=report.first_broken)
    return f"{sum(rows.values())} rows, {report.rows} of the chain"


def _keep(database: Database, keep: Callable[[str, str], None], code: str, detail: str) -> None:
    at = database.clock.utc_now().isoformat()
    keep(SETTING, json.dumps({"at": at, "code": code, "detail": detail}))
