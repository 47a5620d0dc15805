# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers the evidence viewer: a passage with its pictures and seals, and a pack of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from alpr_kiosk.domain.evidence_queries import (
    MOST_EXPORTED,
    EvidenceFacts,
    EvidenceSheet,
    EvidenceWanted,
    ExportDone,
    ExportWanted,
    Seal,
    SheetPicture,
)
from alpr_kiosk.domain.history import Cursor, History, HistoryQuery, PassageDetail
from alpr_kiosk.domain.keeping import HELD, Category, KeepingRules
from alpr_kiosk.domain.ports import EvidenceFile
from alpr_kiosk.domain.queries import QueryControl, QueryHandlers
from alpr_kiosk.domain.targets import Targets, known_target
from alpr_kiosk.errors import AlprError
from alpr_kiosk.services.history_rights import HistoryRights, Reader


class Packer(Protocol):
    """Writes a pack about passages, and puts it down in the chain."""

    def __call__(
        self,
        details: tuple[PassageDetail, ...],
        *,
        target: str,
        covered: bool,
        actor: str,
        broken: frozenset[str],
        control: QueryControl,
    ) -> ExportDone:
        """Write it.

        Args:
            details: The passages.
            target: A folder that is there.
            covered: Plates of others are painted over.
            actor: Who takes it along.
            broken: Ids of those that do not fit their seal; the pack says so.
            control: Progress and cancelling.

        Raises:
            AlprError: ``pack....``.
        """
        ...


class EvidenceDesk:
    """Used from the threads of queries.

    Args:
        history: The passages.
        facts: What the record knows beside them.
        read: Reads a picture; None when it is gone or does not fit its hash.
        rules: How long pictures are kept.
        rights: Who may see what.
        targets: Where a pack can go.
        pack: Writes one.
    """

    def __init__(
        self,
        *,
        history: History,
        facts: EvidenceFacts,
        read: Callable[[EvidenceFile], bytes | None],
        rules: KeepingRules,
        rights: HistoryRights,
        targets: Targets,
        pack: Packer,
    ) -> None:
        self._history = history
        self._facts = facts
        self._read = read
        self._rules = rules
        self._rights = rights
        self._targets = targets
        self._pack = pack

    @property
    def handlers(self) -> QueryHandlers:
        """Who answers which query."""
        return {EvidenceWanted: self.sheet, ExportWanted: self.export}

    def sheet(self, query: EvidenceWanted, _control: QueryControl) -> EvidenceSheet | None:
        """Return a passage with pictures and seals; one that may not be seen is unknown."""
        reader = self._rights.reader(query)
        detail = self._history.passage(query.passage_id)
        if detail is None or not reader.may_see(detail.row.first_seen_at):
            return None
        kept_as = self._facts.kept_as(query.passage_id)
        delete_at = self._delete_at(detail, kept_as)
        over = delete_at is not None and self._rights.now >= delete_at
        return EvidenceSheet(
            detail=detail,
            # Not one moment longer than set, also while the removal is still on its way.
            pictures=() if over else tuple(self._picture(one) for one in detail.row.evidence),
            chain=self._facts.chain(detail),
            delete_at=delete_at,
            held=kept_as == HELD,
            older=self._neighbour(reader, detail, newer=False),
            newer=self._neighbour(reader, detail, newer=True),
        )

    def export(self, query: ExportWanted, control: QueryControl) -> ExportDone:
        """Write a pack.

        Raises:
            AlprError: ``pin.needed``, ``export.no_target``, ``incident.pack_most``,
                ``incident.nothing``, ``pack....``.
        """
        actor = self._rights.elevated(query)
        if len(query.passages) > MOST_EXPORTED:
            raise AlprError("incident.pack_most", count=len(query.passages), most=MOST_EXPORTED)
        target = known_target(self._targets, query.target)
        details = []
        for passage_id in query.passages:
            control.check()
            detail = self._history.passage(passage_id)
            if detail is not None:
                details.append(detail)
        if not details:
            raise AlprError("incident.nothing")
        return self._pack(
            tuple(details),
            target=target.path,
            covered=query.covered,
            actor=actor,
            broken=frozenset(one.row.passage_id for one in details if self._is_broken(one)),
            control=control,
        )

    def _is_broken(self, detail: PassageDetail) -> bool:
        pictures = (self._picture(one) for one in detail.row.evidence)
        return self._facts.chain(detail).seal is Seal.BROKEN or any(
            one.seal is Seal.BROKEN for one in pictures
        )

    def _picture(self, file: EvidenceFile) -> SheetPicture:
        jpeg = self._read(file)
        return SheetPicture(
            file=file, jpeg=jpeg or b"", seal=Seal.BROKEN if jpeg is None else Seal.FITS
        )

    def _delete_at(self, detail: PassageDetail, kept_as: str) -> datetime | None:
        if kept_as not in {one.value for one in Category}:
            return None
        return detail.row.first_seen_at + self._rules.pictures[Category(kept_as)]

    def _neighbour(self, reader: Reader, detail: PassageDetail, *, newer: bool) -> str:
        cursor = Cursor(moment=detail.row.moment, newer=newer)
        page = self._history.page(HistoryQuery(), cursor=cursor, limit=1)
        if not page.rows or not reader.may_see(page.rows[0].first_seen_at):
            return ""
        return page.rows[0].passage_id
