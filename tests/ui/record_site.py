# SPDX-License-Identifier: AGPL-3.0-or-later
"""A site whose queries and requests about the record are answered by the real parts, at once."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.incident_intents import IncidentIntent
from alpr_kiosk.domain.inside import InsideView
from alpr_kiosk.domain.intents import Intent, IntentAnswer
from alpr_kiosk.domain.lists import ListSnapshot
from alpr_kiosk.domain.queries import Query, QueryAnswer, QueryCancelledError, QueryProgress
from alpr_kiosk.domain.visit_intents import VisitIntent
from alpr_kiosk.errors import AlprError
from alpr_kiosk.printing import LpPrinter
from alpr_kiosk.record_queries import record_handlers
from alpr_kiosk.services.incident_desk import IncidentDesk
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.services.visits import VisitService
from alpr_kiosk.site_queries import joined
from alpr_kiosk.storage.removable import MountedTargets
from alpr_kiosk.storage.store import Store
from tests.fakes.clock import ManualClock
from tests.fakes.site import FakeSite

PIN = "739204"


class Control:
    """Tells how far it is; ends where a test says so."""

    def __init__(self, site: RecordSite, query_id: str) -> None:
        self._site, self._query_id = site, query_id

    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None:
        self._site.bus.query_progressed.emit(
            QueryProgress(query_id=self._query_id, done=done, total=total, step=step, so_far=so_far)
        )

    def check(self) -> None:
        if self._query_id in self._site.cancelled:
            raise QueryCancelledError


class RecordSite(FakeSite):
    """`SiteApi` over a real store."""

    def __init__(self, clock: ManualClock, store: Store, config: AppConfig, root: Path) -> None:
        super().__init__(clock, tuple(store.records.entries()))
        self.store = store
        self.sessions = SessionService(
            records=store.records, clock=clock, hasher=PasswordHasher(1, 8, 1)
        )
        self.sessions.set_pin("Anna", "supervisor", PIN, "installer")
        self.snapshot = ListSnapshot.of(store.records.entries())
        self.handlers = joined(
            record_handlers(
                store=store,
                sessions=self.sessions,
                on_shift=lambda: "07",
                snapshot=lambda: self.snapshot,
                config=config,
                targets=MountedTargets(root / "export"),
                printer=LpPrinter(),
                clock=clock,
                load_reader=lambda _camera: lambda _jpeg: (),
            )
        )
        store.stays.start()
        self._incidents = IncidentDesk(
            incidents=store.incidents,
            sessions=self.sessions,
            clock=clock,
            records=store.records,
            history=store.history,
        )
        self._visits = VisitService(
            stays=store.stays,
            lists=PlateListService(records=store.records, clock=clock),
            records=store.records,
            sessions=self.sessions,
            snapshot=lambda: self.snapshot,
            clock=clock,
            tz=ZoneInfo(config.site.time_zone),
        )

    def token(self) -> str:
        """A supervisor's elevation."""
        return self.sessions.submit("Anna", "supervisor", PIN).session

    def inside(self) -> InsideView:
        return self.store.stays.view

    def query(self, query: Query) -> None:
        super().query(query)
        handler = self.handlers.get(type(query))
        try:
            if handler is None:
                raise AlprError("intent.unknown")
            answer = QueryAnswer(
                query_id=query.query_id,
                ok=True,
                result=handler(query, Control(self, query.query_id)),
            )
        except AlprError as error:
            context = tuple((name, str(value)) for name, value in error.context.items())
            answer = QueryAnswer(
                query_id=query.query_id, ok=False, code=error.code, context=context
            )
        self.bus.query_answered.emit(answer)

    def submit(self, intent: Intent) -> None:
        super().submit(intent)
        try:
            if isinstance(intent, IncidentIntent):
                answer = self._incidents.handle(intent)
            elif isinstance(intent, VisitIntent):
                answer = self._visits.handle(intent).answer
            else:
                return
        except AlprError as error:
            context = tuple((name, str(value)) for name, value in error.context.items())
            answer = IntentAnswer(
                intent_id=intent.intent_id, ok=False, code=error.code, context=context
            )
        self.bus.intent_answered.emit(answer)
        self.bus.inside_changed.emit(self.inside())
