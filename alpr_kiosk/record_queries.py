# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who answers queries about the record: history, evidence, muster list, reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from zoneinfo import ZoneInfo

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.lists import ListSnapshot
from alpr_kiosk.domain.queries import QueryHandlers
from alpr_kiosk.domain.reports import Report
from alpr_kiosk.domain.targets import Printer, Targets
from alpr_kiosk.evidence_pack import PackWriter
from alpr_kiosk.services.evidence_desk import EvidenceDesk
from alpr_kiosk.services.history_desk import HistoryDesk
from alpr_kiosk.services.history_rights import HistoryRights
from alpr_kiosk.services.muster_desk import MusterDesk
from alpr_kiosk.services.report_desk import ReportDesk
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.services.zone_trial_desk import StillReader, ZoneTrialDesk
from alpr_kiosk.storage.evidence_facts import SqlEvidenceFacts
from alpr_kiosk.storage.store import Store
from alpr_kiosk.storage.zone_trial import SqlPastCars


def record_handlers(
    *,
    store: Store,
    sessions: SessionService,
    on_shift: Callable[[], str],
    snapshot: Callable[[], ListSnapshot],
    config: AppConfig,
    targets: Targets,
    printer: Printer,
    clock: Clock,
    load_reader: Callable[[str], StillReader],
) -> Iterator[QueryHandlers]:
    """Return the handlers of each desk of the record.

    Args:
        store: The record.
        sessions: Elevations.
        on_shift: Returns the guard on shift, "" when nobody is.
        snapshot: Returns the lists.
        config: Site file.
        targets: Where files can go.
        printer: A printer of this machine.
        clock: Time.
        load_reader: Loads what reads kept pictures of a camera again.
    """
    rights = HistoryRights(sessions=sessions, on_shift=on_shift, clock=clock)
    zone = ZoneInfo(config.site.time_zone)
    names = {camera.id: camera.name or camera.id for camera in config.cameras}
    yield HistoryDesk(
        history=store.history, rights=rights, read=store.evidence.read, snapshot=snapshot
    ).handlers
    yield EvidenceDesk(
        history=store.history,
        facts=SqlEvidenceFacts(database=store.database, key=store.key),
        read=store.evidence.read,
        rules=config.keeping.rules,
        rights=rights,
        targets=targets,
        pack=PackWriter(store=store, config=config),
    ).handlers
    yield ZoneTrialDesk(
        cars=SqlPastCars(store.database),
        read=store.evidence.read,
        load_reader=load_reader,
        clock=clock,
    ).handlers
    yield MusterDesk(
        records=store.records,
        targets=targets,
        printer=printer,
        snapshot=snapshot,
        site=config.site.name,
        zone=zone,
        cameras=names,
    ).handlers
    yield ReportDesk(
        reports=store.reports,
        cameras=store.cameras,
        records=store.records,
        sessions=sessions,
        rights=rights,
        targets=targets,
        printer=printer,
        make_pdf=_pdf,
        site=config.site.name,
        zone=zone,
        names=names,
    ).handlers


def _pdf(report: Report, before: Report, *, cameras: Mapping[str, str], **about: object) -> bytes:
    from alpr_kiosk.report_pdf import report_pdf  # its libraries come with the first report

    return report_pdf(report, before, cameras=cameras, **about)  # type: ignore[arg-type]
