# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes a pack about passages: used by the evidence viewer, and its parts by `incident pack`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from alpr_kiosk.config.paths import models_dir, resources_dir
from alpr_kiosk.config.schema import AppConfig, VisionConfig
from alpr_kiosk.domain.evidence_queries import ExportDone
from alpr_kiosk.domain.history import PassageDetail
from alpr_kiosk.domain.incidents import Incident
from alpr_kiosk.domain.intents import new_id
from alpr_kiosk.domain.ports import PassageRow
from alpr_kiosk.domain.queries import QueryControl
from alpr_kiosk.services.incident_pack import (
    PackPassage,
    PackPicture,
    about_of,
    pages_of,
    picture_files,
    table_of,
)
from alpr_kiosk.storage.pack_facts import chain_head, chain_rows, own_box
from alpr_kiosk.storage.sealed_folder import Stop, write_sealed
from alpr_kiosk.storage.store import Store
from alpr_kiosk.vision.protocols import Detector

AUDIT_KIND = "evidence.exported"
WARNING = "Does not fit its seal. Not proof alone."
MISSING = "A picture does not fit its hash and is left out."


def cover_detector(vision: VisionConfig) -> Detector:
    """Return the detector that finds plates of others, with a score low enough.

    Raises:
        AlprError: There are no weights.
    """
    # The runtime of the networks is loaded with the first pack and not with the kiosk.
    from alpr_kiosk.plugins import load_part
    from alpr_kiosk.vision.assemble import load_kit
    from alpr_kiosk.vision.model_store import ModelStore
    from alpr_kiosk.vision.other_plates import LEAST_SCORE

    lower = vision.model_copy(update={"detection_confidence": LEAST_SCORE})
    return load_kit(lower, ModelStore(models_dir()), find_part=load_part).detector


def pack_pictures(
    store: Store,
    row: PassageRow,
    number: int,
    *,
    detector: Detector | None,
    unfit: Callable[[str], object],
) -> dict[str, PackPicture]:
    """Return the pictures of a passage by kind, the plates of others painted over.

    Args:
        store: The record.
        row: The passage.
        number: Its number in the pack.
        detector: Finds plates; None leaves all.
        unfit: Called with the name of a picture that does not fit its hash; it is left out.
    """
    from alpr_kiosk.vision.other_plates import without_others

    found = {}
    for file in row.evidence:
        jpeg = store.evidence.read(file)
        if jpeg is None:
            unfit(file.path)
            continue
        covered = 0
        if file.kind == "lane" and detector is not None:
            jpeg, covered = without_others(jpeg, own_box(store.database, row.passage_id), detector)
        name = f"{number:03d}-{file.kind}.jpg"
        found[file.kind] = PackPicture(name=name, jpeg=jpeg, original=file.sha256, covered=covered)
    return found


class CancelStop:
    """The stop of a pack, by whoever waits for it."""

    def __init__(self, control: QueryControl) -> None:
        self._control = control

    def is_set(self) -> bool:
        """End by the control's own error: nothing is left then either."""
        self._control.check()
        return False


class PackWriter:
    """`services.evidence_desk.Packer`.

    Args:
        store: The record.
        config: Site file.
        detector: Makes what finds plates of others; called at the first pack that covers them.
    """

    def __init__(
        self,
        *,
        store: Store,
        config: AppConfig,
        detector: Callable[[VisionConfig], Detector] = cover_detector,
    ) -> None:
        self._store = store
        self._config = config
        self._make_detector = detector
        self._detector: Detector | None = None

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
        """Write a pack; see `Packer`."""
        store, site = self._store, self._config.site
        made_at = store.database.clock.utc_now()
        export_id = f"{made_at.astimezone(ZoneInfo(site.time_zone)):%Y%m%d}-{new_id()[:6]}"
        passages = self._passages(details, covered=covered, broken=broken, control=control)
        ids = [one.row.passage_id for one in details]
        control.progress(len(ids), len(ids), "export.pages")
        # The same head line and pages as an incident has; nothing is held by it.
        about_it = Incident(
            incident_id=export_id,
            owner=actor,
            reason="",
            made_by=actor,
            made_at=made_at,
            review_at=made_at,
            passages=tuple(ids),
        )
        head = chain_head(store.database)
        about = about_of(
            about_it,
            passages,
            site=site.name,
            made_at=made_at,
            head=head.line if head else "",
            rows=chain_rows(store.database, ids, export_id),
        )
        pages = pages_of(
            about_it,
            passages,
            site=site.name,
            zone=ZoneInfo(site.time_zone),
            made_at=made_at,
            fonts=resources_dir() / "fonts",
            what="export",
            covered=covered,
        )
        table = table_of(passages, ZoneInfo(site.time_zone))
        pictures = picture_files(passages)
        stop: Stop = CancelStop(control)
        sealed = write_sealed(
            Path(target),
            f"export-{export_id}",
            [("passages.pdf", lambda: pages), ("passages.csv", lambda: table), *pictures],
            about=about,
            needed=len(pages) + len(table) + sum(len(make()) for _, make in pictures),
            stop=stop,
            progress=lambda done, total: control.progress(done, total, "export.writing"),
        )
        body: dict[str, object] = {
            "export_id": export_id,
            "passages": ids,
            "manifest": sealed.digest,
            "originals": not covered,
            "broken": len(broken),
        }
        store.records.append_audit(AUDIT_KIND, actor, body)
        return ExportDone(
            path=str(sealed.path), digest=sealed.digest, count=len(passages), broken=len(broken)
        )

    def _passages(
        self,
        details: Sequence[PassageDetail],
        *,
        covered: bool,
        broken: frozenset[str],
        control: QueryControl,
    ) -> list[PackPassage]:
        if covered and self._detector is None:
            control.progress(0, len(details), "export.loading")
            self._detector = self._make_detector(self._config.vision)
        found = []
        for number, detail in enumerate(details, start=1):
            control.check()
            control.progress(number - 1, len(details), "export.pictures")
            unfit: list[str] = []
            pictures = pack_pictures(
                self._store,
                detail.row,
                number,
                detector=self._detector if covered else None,
                unfit=unfit.append,
            )
            warning = WARNING if detail.row.passage_id in broken else ""
            if unfit:
                warning = f"{warning} {MISSING}".strip()
            found.append(PackPassage(detail=detail, pictures=pictures, warning=warning))
        return found
