# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that is kept about one plate, for its owner: by `privacy export` and the screen (S21).

A folder with ``plate.json``, the pictures of the plate, and those of the lane with the plates of
others painted over; whole or not at all, read back, and with a manifest whose hash is in the chain.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alpr_kiosk.config.schema import AppConfig, VisionConfig
from alpr_kiosk.domain.plate import Plate
from alpr_kiosk.domain.privacy_queries import PlateExported
from alpr_kiosk.domain.queries import QueryControl
from alpr_kiosk.errors import AlprError
from alpr_kiosk.evidence_pack import CancelStop, cover_detector, pack_pictures
from alpr_kiosk.storage import plate_data
from alpr_kiosk.storage.plate_data import PlateFinds
from alpr_kiosk.storage.sealed_folder import Sealed, Stop, write_sealed
from alpr_kiosk.storage.store import Store
from alpr_kiosk.vision.protocols import Detector

SEARCHED, EXPORTED = "privacy.searched", "privacy.exported"
Files = list[tuple[str, Callable[[], bytes]]]


def write_plate(
    store: Store,
    config: AppConfig,
    plate: str,
    target: Path,
    *,
    actor: str,
    stop: Stop,
    progress: Callable[[int, int, str], None] = lambda _done, _of, _step: None,
    unfit: Callable[[str], object] = lambda _path: None,
    detector: Callable[[VisionConfig], Detector] = cover_detector,
) -> tuple[PlateFinds, Sealed]:
    """Write all that is kept about a plate into a new folder; nothing is left of half of one.

    Args:
        store: The record.
        config: Site file.
        plate: In any spelling.
        target: Where the folder is made, such as a mounted stick.
        actor: Who does it.
        stop: Ends it; nothing is left then.
        progress: Called with what is done, of how much, and the code of the step.
        unfit: Called with the name of a picture that does not fit its hash; it is left out.
        detector: Makes what finds plates of others.

    Raises:
        AlprError: ``privacy.no_plate``; there are no weights; and as `write_sealed`.
    """
    if not Plate(plate).text:
        raise AlprError("privacy.no_plate")
    # Before anything is looked for: a look that nobody knows of must not happen.
    store.records.append_audit(SEARCHED, actor, {"plate": plate, "export": True})
    progress(0, 0, "privacy.step.find")
    with store.database.read() as session:
        finds = plate_data.find(session, plate, alike=False)
        told = plate_data.tell(session, store.key, finds)
    pictures = _pictures(store, config, told, stop, progress, unfit, detector)
    plain = json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8")
    files: Files = [("plate.json", lambda: plain), *pictures]
    now = store.database.clock.utc_now()
    sealed = write_sealed(
        target,
        f"plate-{now:%Y%m%dT%H%M%SZ}",
        files,
        about={
            "site": config.site.name,
            "made_at": now.isoformat(),
            "plate": finds.text,
            "counts": finds.counts,
        },
        needed=sum(len(make()) for _, make in files),
        stop=stop,
        progress=lambda done, of: progress(done, of, "export.writing"),
    )
    body: dict[str, object] = {
        "plate": finds.text,
        **finds.counts,
        "pictures": len(pictures),
        "manifest": sealed.digest,
    }
    store.records.append_audit(EXPORTED, actor, body)
    return finds, sealed


def _pictures(
    store: Store,
    config: AppConfig,
    told: Mapping[str, list[dict[str, Any]]],
    stop: Stop,
    progress: Callable[[int, int, str], None],
    unfit: Callable[[str], object],
    detector: Callable[[VisionConfig], Detector],
) -> Files:
    """Return the pictures, each once: a lane picture may show other people's plates."""
    ids = sorted({str(row["passage_id"]) for row in told["pictures"]})
    if not ids:
        return []
    progress(0, len(ids), "export.loading")
    cover = detector(config.vision)
    files: Files = []
    seen: set[str] = set()
    for number, passage_id in enumerate(ids, start=1):
        if stop.is_set():
            raise AlprError("pack.stopped")
        progress(number - 1, len(ids), "export.pictures")
        detail = store.history.passage(passage_id)
        if detail is None:
            continue
        found = pack_pictures(store, detail.row, number, detector=cover, unfit=unfit)
        for kind, picture in found.items():
            if kind == "crop" and picture.original in seen:
                continue
            seen.add(picture.original)
            files.append((picture.name, _bytes(picture.jpeg)))
    return files


def _bytes(data: bytes) -> Callable[[], bytes]:
    return lambda: data


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatePackWriter:
    """`services.privacy_desk.PlateExporter`.

    Attributes:
        store: The record.
        config: Site file.
        detector: Makes what finds plates of others.
    """

    store: Store
    config: AppConfig
    detector: Callable[[VisionConfig], Detector] = cover_detector

    def __call__(
        self, plate: str, *, target: str, actor: str, control: QueryControl
    ) -> PlateExported:
        """Write a folder about a plate; see `PlateExporter`."""
        unfit: list[str] = []
        finds, sealed = write_plate(
            self.store,
            self.config,
            plate,
            Path(target),
            actor=actor,
            stop=CancelStop(control),
            progress=control.progress,
            unfit=unfit.append,
            detector=self.detector,
        )
        return PlateExported(
            plate=finds.text,
            path=str(sealed.path),
            count=sum(finds.counts.values()),
            files=sealed.files,
            digest=sealed.digest,
            broken=len(unfit),
        )
