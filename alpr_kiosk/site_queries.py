# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who answers which query of the screen: put together from the desks of the services."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import tzinfo
from functools import partial
from pathlib import Path

from alpr_kiosk import __version__
from alpr_kiosk.cameras.setup_desk import CameraSetupDesk, FindPlates
from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.first_run import CommissionedWanted
from alpr_kiosk.domain.health_queries import HealthFact
from alpr_kiosk.domain.lists import ListSnapshot
from alpr_kiosk.domain.privacy_queries import PlateEraser
from alpr_kiosk.domain.queries import Query, QueryHandler, QueryHandlers
from alpr_kiosk.domain.targets import Targets
from alpr_kiosk.plate_pack import PlatePackWriter
from alpr_kiosk.services.health_desk import HealthDesk
from alpr_kiosk.services.list_import import ListImportService
from alpr_kiosk.services.list_lookup import ListLookup
from alpr_kiosk.services.list_transfer import ListTransfer
from alpr_kiosk.services.people_desk import PeopleDesk
from alpr_kiosk.services.plate_desk import PlateDesk
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.privacy_desk import PrivacyDesk
from alpr_kiosk.services.serial_ports import port_handlers
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.storage.keys import credentials_dir
from alpr_kiosk.storage.list_places import ListPlaces
from alpr_kiosk.storage.maintenance import doctor_checks
from alpr_kiosk.storage.removable import MountedTargets
from alpr_kiosk.storage.sheets import SheetFolder
from alpr_kiosk.storage.store import Store


def make_query_handlers(
    *,
    config: AppConfig,
    root: Path,
    clock: Clock,
    store: Store,
    people: PeopleDesk,
    snapshot: Callable[[], ListSnapshot],
    sessions: SessionService,
    tz: tzinfo,
    find_plates: FindPlates,
    targets: Targets,
    eraser: PlateEraser,
    record: Iterable[QueryHandlers],
) -> QueryHandlers:
    """Return the handlers of all queries.

    Args:
        config: The site file.
        root: Data folder.
        clock: Time.
        store: The record.
        sessions: Who may do what.
        people: Who answers about people.
        snapshot: Returns the lists as decisions see them.
        tz: Time zone of the site.
        find_plates: Finds plates in a picture, for the test of a camera.
        targets: Where files can go.
        eraser: Knows what is kept, and erases a plate.
        record: Handlers of the desks of the record (`record_queries.record_handlers`).
    """
    health = HealthDesk(
        log=DataPaths(root=root).log,
        sessions=sessions,
        clock=clock,
        facts=lambda: _facts(store),
        settings=lambda: config.model_dump(mode="json"),
        version=__version__,
        targets=MountedTargets(root / "reports"),
    )
    return joined(
        [
            health.handlers,
            people.handlers,
            PlateDesk(snapshot=snapshot, photo=store.photos.read).handlers,
            ListLookup(
                snapshot=snapshot,
                book=store.lists,
                history=store.history,
                sessions=sessions,
                pictures=store.evidence,
                photos=store.photos,
                clock=clock,
            ).handlers,
            ListTransfer(
                files=ListPlaces(root),
                service=partial(_imports, store, clock, tz),
                book=store.lists,
                sessions=sessions,
                clock=clock,
            ).handlers,
            CameraSetupDesk(
                config=config,
                clock=clock,
                allowed=lambda session: sessions.user_of(session, "installer"),
                find_plates=find_plates,
            ).handlers,
            port_handlers(),
            PrivacyDesk(
                eraser=eraser,
                exporter=PlatePackWriter(store=store, config=config),
                targets=targets,
                sessions=sessions,
            ).handlers,
            {CommissionedWanted: lambda _query, _control: _commissioned(config, root)},
            *record,
        ]
    )


def _commissioned(config: AppConfig, root: Path) -> frozenset[str]:
    """Return the gates whose newest result sheet says commissioned."""
    sheets = SheetFolder(root)
    return frozenset(gate.id for gate in config.gates if sheets.commissioned(gate.id))


def _facts(store: Store) -> Iterator[HealthFact]:
    """Look at the keys, and through the record."""
    held = "credentials of the service" if credentials_dir() else "a file in the data folder"
    yield HealthFact(name="keys", ok=True, detail=held)
    for check in doctor_checks(store, evidence_sample=50):
        yield HealthFact(name=check.name, ok=check.ok, detail=check.detail)


def _imports(store: Store, clock: Clock, tz: tzinfo) -> ListImportService:
    """Return what imports and exports; its lists are its own, beside the storage thread."""
    lists = PlateListService(
        records=store.records, clock=clock, book=store.lists, history=store.history
    )
    return ListImportService(
        lists=lists, records=store.records, book=store.lists, clock=clock, tz=tz
    )


def joined(parts: Iterable[QueryHandlers]) -> QueryHandlers:
    """Return all handlers in one mapping.

    Raises:
        ValueError: Two desks answer the same query.
    """
    found: dict[type[Query], QueryHandler] = {}
    for part in parts:
        for kind, handler in part.items():
            if kind in found:
                raise ValueError(f"two answer {kind.__name__}")
            found[kind] = handler
    return found
