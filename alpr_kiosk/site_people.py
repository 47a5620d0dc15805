# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who answers about people at a site, and what is known of them."""

from __future__ import annotations

import contextlib
from zoneinfo import ZoneInfo

from alpr_kiosk.config.paths import DataPaths, resources_dir
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import Intent
from alpr_kiosk.domain.targets import Printer
from alpr_kiosk.errors import StorageError
from alpr_kiosk.runtime.door import DOOR_LIMIT
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.services.access import AccessService
from alpr_kiosk.services.duty import DutyService
from alpr_kiosk.services.first_run import FirstRunService
from alpr_kiosk.services.people_desk import PeopleDesk
from alpr_kiosk.services.recovery import RecoveryService
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.storage.sheets import HandoverFolder, SheetFolder
from alpr_kiosk.storage.store import Store


def make_people_desk(
    config: AppConfig,
    paths: DataPaths,
    store: Store,
    sessions: SessionService,
    access: AccessService,
    clock: Clock,
    *,
    printer: Printer,
) -> tuple[Inbox[Intent], PeopleDesk]:
    """Return who answers about people, and where requests to it wait."""
    duty = DutyService(
        records=store.records,
        duties=store.duties,
        sessions=sessions,
        snapshot=lambda: access.snapshot,
        clock=clock,
        zone=ZoneInfo(config.site.time_zone),
        changes=config.session.changes,
        site=config.site.name,
        fonts=resources_dir() / "fonts",
        keep_sheet=HandoverFolder(paths.root).keep,
    )
    sheets = SheetFolder(paths.root)
    first_run = FirstRunService(
        records=store.records,
        sessions=sessions,
        config=config,
        clock=clock,
        zone=ZoneInfo(config.site.time_zone),
        fonts=resources_dir() / "fonts",
        commissioned=sheets.commissioned,
        keep_sheet=sheets.keep_pdf,
    )
    recovery = RecoveryService(
        records=store.records,
        sessions=sessions,
        clock=clock,
        printer=printer,
        site=config.site.name,
        fonts=resources_dir() / "fonts",
    )
    desk = PeopleDesk(
        records=store.records,
        sessions=sessions,
        duty=duty,
        first_run=first_run,
        recovery=recovery,
    )
    return Inbox(DOOR_LIMIT), desk


def users_of(store: Store, known: dict[str, tuple[str, ...]], scope: str) -> tuple[str, ...]:
    """Return names of users of a role; as last known while the record is away."""
    with contextlib.suppress(StorageError):
        known[scope] = tuple(name for name, role in store.records.users() if role == scope)
    return known.get(scope, ())


def holder_of(sessions: SessionService, session: str) -> str | None:
    """Return who holds a living session of any role."""
    found = sessions.holder(session)
    return found[0] if found is not None else None
