# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeping the history of cameras, and telling when one reads far less than is usual for it.

Used by the storage thread alone: what it reads and writes never waits on the way to a gate.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from alpr_kiosk.domain.camera_health import HOUR_S, CameraSpan, floor_to
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.ports import CameraHistory, CameraPictures, Records
from alpr_kiosk.domain.reading_drift import (
    RECENT,
    STEP_S,
    USUAL_DAYS,
    Drift,
    DriftKind,
    Verdict,
    judge,
)
from alpr_kiosk.errors import AlprError

logger = logging.getLogger(__name__)

CODES = {DriftKind.SHARE: "reader.drift", DriftKind.COUNT: "reader.fewer_cars"}
"""Message codes of what can have fallen."""

_QUARTER = timedelta(seconds=STEP_S)
_SETTING = "camera.drift."

Encoder = Callable[[], bytes]
"""Makes the JPEG of a small picture when it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftNotice:
    """A drift began, or is over.

    Attributes:
        camera_id: Camera.
        code: Message code.
        active: False when the reading is as usual again; `context` is empty then.
        context: ``pct``, ``time`` (site time of its beginning), and where there are pictures
            ``then``, ``then_at``, ``now`` and ``now_at`` (paths of JPEG files, site times).
    """

    camera_id: str
    code: str
    active: bool
    context: tuple[tuple[str, str], ...] = ()


class CameraWatch:
    """History, drift and the pictures of then and now.

    Args:
        cameras: Cameras that are read, whose drift is looked for.
        history: Minutes and hours.
        pictures: Small pictures; None keeps none.
        records: For the day of the last alarm, which outlives a restart.
        clock: Time.
        tz: Time zone of the site: what is usual goes by the wall clock.
    """

    def __init__(
        self,
        *,
        cameras: Collection[str],
        history: CameraHistory,
        pictures: CameraPictures | None,
        records: Records,
        clock: Clock,
        tz: tzinfo,
    ) -> None:
        self._cameras = tuple(cameras)
        self._history = history
        self._pictures = pictures
        self._records = records
        self._clock = clock
        self._tz = tz
        self._told: dict[str, str] = {}
        self._reviewed = self._purged = clock.utc_now()
        self._reviewed_mono = clock.monotonic()

    def record(self, minutes: Sequence[CameraSpan]) -> None:
        """Keep minutes.

        Raises:
            StorageError: They were not kept.
        """
        self._history.add_minutes(minutes)

    def review(self, looks: Mapping[str, Encoder]) -> list[DriftNotice]:
        """Look for drift each quarter of an hour, and each hour remove what is too old.

        Args:
            looks: How to get a picture of the present, by camera; may be empty.

        Returns:
            What is new: at most one alarm a day and camera, and its end.

        Raises:
            StorageError: The history cannot be read or written; the next quarter tries again.
        """
        now = self._clock.utc_now()
        if floor_to(now, STEP_S) == floor_to(self._reviewed, STEP_S):
            return []
        mono = self._clock.monotonic()
        passed_s = (now - self._reviewed).total_seconds()
        jumped = abs(passed_s - (mono - self._reviewed_mono)) > HOUR_S
        self._reviewed, self._reviewed_mono = now, mono
        if jumped:
            # A clock that was set years ahead would make everything too old; somebody may yet
            # set it right before the next hour.
            self._purged = now
        elif floor_to(now, HOUR_S) != floor_to(self._purged, HOUR_S):
            self._purged = now
            self._history.purge(now)
            if self._pictures is not None:
                self._pictures.purge(now)
        notices = []
        for camera in self._cameras:
            notice = self._review(camera, now, looks.get(camera))
            if notice is not None:
                notices.append(notice)
        return notices

    def keep_reference(self, camera_id: str, at: datetime, encode: Encoder) -> None:
        """A plate was read in a picture: keep it as how this hour looks, when one is wanted.

        Not while there is a drift: a view through a dirty lens is no reference.

        Raises:
            AlprError: It could not be made or kept.
        """
        if self._pictures is None or self._open_code(camera_id):
            return
        hour = at.astimezone(self._tz).hour
        if self._pictures.wants_reference(camera_id, hour, at):
            self._pictures.keep_reference(camera_id, hour, at, encode())

    # ------------------------------------------------------------------------------- internals

    def _review(self, camera: str, now: datetime, look: Encoder | None) -> DriftNotice | None:
        since = floor_to(now, HOUR_S) - timedelta(days=USUAL_DAYS + 2)
        found = judge(
            self._history.camera_history(camera, since, now, timedelta(hours=1)),
            self._history.camera_history(camera, now - RECENT - _QUARTER, now, _QUARTER),
            camera_id=camera,
            now=now,
            local=lambda at: at.astimezone(self._tz),
        )
        open_code = self._open_code(camera)
        if found.verdict is not Verdict.DRIFT and open_code in map(CODES.get, found.normal):
            self._keep(camera, day=self._day(camera), code="")
            self._told.pop(camera, None)
            return DriftNotice(camera_id=camera, code=open_code, active=False)
        if found.verdict is not Verdict.DRIFT:
            return None
        today = now.astimezone(self._tz).date().isoformat()
        # After a restart nobody sees the alarm of this morning any more: it is told again.
        if self._day(camera) == today and (camera in self._told or not open_code):
            return None
        code = CODES[found.kind]
        self._keep(camera, day=today, code=code)
        self._told[camera] = code
        logger.warning(
            "camera %s: %s has fallen by %d %% since %s",
            camera,
            found.kind.value,
            found.percent_fewer,
            found.since.isoformat(),
        )
        return DriftNotice(
            camera_id=camera, code=code, active=True, context=self._context(found, now, look)
        )

    def _context(
        self, found: Drift, now: datetime, look: Encoder | None
    ) -> tuple[tuple[str, str], ...]:
        pairs = [("pct", str(found.percent_fewer)), ("time", self._text(found.since))]
        if self._pictures is None:
            return tuple(pairs)
        hour = now.astimezone(self._tz).hour
        then = self._pictures.reference(found.camera_id, hour, found.since)
        if then is not None:
            pairs += [("then", str(then[0])), ("then_at", self._text(then[1], day=True))]
        if look is not None:
            try:
                path = self._pictures.keep_now(found.camera_id, now, look())
            except AlprError as exc:
                logger.warning("camera %s: no picture of now: %s", found.camera_id, exc)
            else:
                pairs += [("now", str(path)), ("now_at", self._text(now))]
        return tuple(pairs)

    def _text(self, at: datetime, *, day: bool = False) -> str:
        return at.astimezone(self._tz).strftime("%d.%m. %H:%M" if day else "%H:%M")

    def _day(self, camera: str) -> str:
        return (self._records.get_setting(_SETTING + camera) or "").partition(" ")[0]

    def _open_code(self, camera: str) -> str:
        return (self._records.get_setting(_SETTING + camera) or "").partition(" ")[2]

    def _keep(self, camera: str, *, day: str, code: str) -> None:
        self._records.set_setting(_SETTING + camera, f"{day} {code}".strip())
