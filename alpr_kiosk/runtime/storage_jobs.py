# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the storage thread is asked to write; frozen, as all that crosses a thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from alpr_kiosk.domain.camera_health import CameraSpan
from alpr_kiosk.domain.commissioning_sheet import ResultSheet
from alpr_kiosk.domain.events import Alert, DecisionRecord, GateIntent, Passage
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.intents import Intent
from alpr_kiosk.runtime.views import PreviewImage


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EvidencePictures:
    """Encoders of the winning frame's pictures; called in the storage thread.

    Attributes:
        lane: Returns the JPEG of the whole picture.
        crop: Returns the JPEG of the plate.
    """

    lane: Callable[[], bytes]
    crop: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SavePassage:
    """Insert or update a passage, with pictures when they are new."""

    passage: Passage
    pictures: EvidencePictures | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDecision:
    """Append a decision; announced after its commit."""

    record: DecisionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveAlert:
    """Audit an alert that was raised or seen, or (`ended`) whose cause is over."""

    alert: Alert
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReloadLists:
    """A use of an entry was taken or given back: decisions must know.

    Attributes:
        entry_id: The entry.
    """

    entry_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningDone:
    """A gate was opened, or may have been: somebody is inside or has left."""

    intent: GateIntent


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Append any other audit row; `note` is a person's words, which may name a plate."""

    kind: str
    actor: str
    body: tuple[tuple[str, object], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepSetting:
    """Keep a small persistent value."""

    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CameraLook:
    """The newest picture of a camera that the screen has shown.

    Attributes:
        image: As it was scaled for the tile.
        boxes: Plates in it, which are painted over before it is kept.
    """

    image: PreviewImage
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SaveCameraMinutes:
    """Keep what cameras did, once a minute; the first thing that is given up when space is short.

    Attributes:
        minutes: Of all cameras.
        looks: Pictures of the present by camera id, in case one is needed.
    """

    minutes: tuple[CameraSpan, ...]
    looks: tuple[tuple[str, CameraLook], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepSheet(Intent):
    """Keep a result sheet and audit its hash; answered as the request that it was made for."""

    sheet: ResultSheet


StorageJob = (
    SavePassage
    | SaveDecision
    | SaveAlert
    | ReloadLists
    | OpeningDone
    | Audit
    | KeepSetting
    | SaveCameraMinutes
    | Intent
)
