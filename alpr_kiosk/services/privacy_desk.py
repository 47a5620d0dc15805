# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers what a supervisor asks about what is kept, exports and erases a plate."""

from __future__ import annotations

from alpr_kiosk.domain.keeping import rules_of
from alpr_kiosk.domain.plate import Plate
from alpr_kiosk.domain.privacy_queries import (
    EraseRequested,
    KeepingPreview,
    KeepingPreviewWanted,
    KeptView,
    KeptWanted,
    PlateErased,
    PlateEraser,
    PlateExported,
    PlateExporter,
    PlateExportWanted,
    PlateKept,
    PlateKeptWanted,
)
from alpr_kiosk.domain.queries import Query, QueryControl, QueryHandlers
from alpr_kiosk.domain.targets import Targets, known_target
from alpr_kiosk.errors import AlprError
from alpr_kiosk.services.sessions import SessionService


class PrivacyDesk:
    """Used from the threads of queries.

    Args:
        eraser: Knows what is kept, and erases.
        exporter: Writes it for the owner of a plate.
        targets: Where that can go.
        sessions: Who may do what.
    """

    def __init__(
        self,
        *,
        eraser: PlateEraser,
        exporter: PlateExporter,
        targets: Targets,
        sessions: SessionService,
    ) -> None:
        self._eraser = eraser
        self._exporter = exporter
        self._targets = targets
        self._sessions = sessions

    @property
    def handlers(self) -> QueryHandlers:
        """Who answers which query."""
        return {
            KeptWanted: self.kept,
            PlateKeptWanted: self.find,
            PlateExportWanted: self.export,
            KeepingPreviewWanted: self.preview,
            EraseRequested: self.erase,
        }

    def kept(self, query: KeptWanted, _control: QueryControl) -> KeptView:
        """Return what is kept.

        Raises:
            AlprError: ``pin.needed``; as `PlateEraser.kept`.
        """
        self._who(query)
        return self._eraser.kept()

    def preview(self, query: KeepingPreviewWanted, _control: QueryControl) -> KeepingPreview:
        """Return what would go with other times.

        Raises:
            AlprError: ``pin.needed``, ``keeping.order``; as `PlateEraser.older`.
        """
        self._who(query)
        try:
            rules = rules_of(dict(query.days))
        except (KeyError, ValueError, OverflowError) as exc:
            raise AlprError("keeping.order") from exc
        return self._eraser.older(rules)

    def find(self, query: PlateKeptWanted, _control: QueryControl) -> PlateKept:
        """Return what is kept about a plate.

        Raises:
            AlprError: ``pin.needed``, ``privacy.no_plate``; as `PlateEraser.find`.
        """
        actor = self._who(query)
        if not Plate(query.plate).text:
            raise AlprError("privacy.no_plate")
        return self._eraser.find(query.plate, actor=actor)

    def export(self, query: PlateExportWanted, control: QueryControl) -> PlateExported:
        """Write all that is kept about a plate.

        Raises:
            AlprError: ``pin.needed``, ``privacy.no_plate``, ``export.no_target``; as
                `PlateExporter`.
        """
        actor = self._who(query)
        if not Plate(query.plate).text:
            raise AlprError("privacy.no_plate")
        folder = known_target(self._targets, query.target).path
        return self._exporter(query.plate, target=folder, actor=actor, control=control)

    def erase(self, query: EraseRequested, control: QueryControl) -> PlateErased:
        """Erase a plate.

        Raises:
            AlprError: ``pin.needed``, ``privacy.no_plate``, ``privacy.no_reason``; as
                `PlateEraser.erase`.
        """
        actor = self._who(query)
        if not Plate(query.plate).text:
            raise AlprError("privacy.no_plate")
        if not query.reason.strip():
            raise AlprError("privacy.no_reason")
        return self._eraser.erase(
            query.plate, actor=actor, reason=query.reason.strip(), control=control
        )

    def _who(self, query: Query) -> str:
        actor = self._sessions.user_of(query.session, "supervisor")
        if actor is None:
            raise AlprError("pin.needed")
        return actor
