# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers what the screen asks while cameras are set up: who is there, and does this one work."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from pydantic import SecretStr

from alpr_kiosk.cameras import discovery, probe
from alpr_kiosk.cameras.onvif import OnvifClient
from alpr_kiosk.cameras.probe import ConnectionRequest
from alpr_kiosk.cameras.types import ConnectionReport, ConnectionStep, FoundCamera, plan_streams
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.camera_queries import (
    CamerasSought,
    CameraTest,
    CameraTestRequested,
    SeenCamera,
    StillPicture,
    TestStep,
)
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.queries import QueryControl, QueryHandlers
from alpr_kiosk.domain.ruler import PlateMeasure
from alpr_kiosk.errors import AlprError, CameraError
from alpr_kiosk.vision.ruler import measure_plate
from alpr_kiosk.vision.types import Image

logger = logging.getLogger(__name__)

SEARCH_S = 8.0
"""How long answers are waited for. With the asking of each camera it stays under the 12 s that
screens.md S17 tells the person."""
SHOWN_WIDTH = 960
"""Width of the picture that is shown of a test, px."""
FindPlates = Callable[[Image], Sequence[Sequence[float]]]
"""Returns boxes (x0, y0, x1, y1), pixels of the picture; raises `AlprError` when it can't."""
STEPS = ("resolves", "answers", "login", "stream", "picture")


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraSetupDesk:
    """Used from the thread of long queries.

    Attributes:
        config: The site file; the passwords of its cameras are found by it.
        clock: Time.
        allowed: Returns who holds a token of an installer, None for nobody.
        search_s: How long answers are waited for, seconds.
        measure_s: How long pictures are counted, seconds.
        find_plates: Finds plates in a picture of a test.
    """

    config: AppConfig
    clock: Clock
    allowed: Callable[[str], str | None]
    search_s: float = SEARCH_S
    measure_s: float = probe.MEASURE_S
    find_plates: FindPlates = lambda _picture: ()

    @property
    def handlers(self) -> QueryHandlers:
        """Who answers which query."""
        return {CamerasSought: self.search, CameraTestRequested: self.test}

    def search(self, query: CamerasSought, control: QueryControl) -> tuple[SeenCamera, ...]:
        """Return the cameras that answer; each is told of at once, before its name is asked for.

        Raises:
            CameraError: ``discovery.*``: there is no network, or a target is none.
        """
        self._need_installer(query.session)
        cancel = _Cancel(control)

        answered: list[SeenCamera] = []

        def tell(progress: discovery.Progress) -> None:
            share = round(progress.share * 100)
            control.progress(share, 100, "cameras.searching", tuple(answered))

        def note(camera: FoundCamera) -> None:
            # Told again when its name is known, from another thread and after the last progress.
            if camera.needs_password is None:
                answered.append(_seen(camera))

        found = discovery.discover(
            clock=self.clock,
            targets=query.targets,
            timeout_s=self.search_s,
            cancel=cancel,
            on_found=note,
            on_progress=tell,
        )
        cancel.check()
        return tuple(_seen(camera) for camera in found)

    def test(self, query: CameraTestRequested, control: QueryControl) -> CameraTest:
        """Return what came out of trying a camera; refuses nothing but strangers."""
        self._need_installer(query.session)
        cancel = _Cancel(control)
        request, preview, failed = self._request(query, control, cancel)
        if failed is not None or request is None:
            return CameraTest(steps=failed or ())

        def tell(step: ConnectionStep) -> None:
            control.progress(STEPS.index(step.name.value) + 1, len(STEPS), step.name.value)

        report = probe.try_connection(
            request, clock=self.clock, cancel=cancel, on_step=tell, measure_s=self.measure_s
        )
        cancel.check()
        plate = None if report.picture is None else self._plate(report.picture)
        return _test(report, request.source, preview, plate)

    def _plate(self, picture: Image) -> PlateMeasure | None:
        """Return the measures of the widest plate; a reader that can't be loaded measures none."""
        try:
            boxes = self.find_plates(picture)
        except AlprError as exc:
            logger.warning("no plate is looked for in a test: %s", exc.code)
            return None
        if not boxes:
            return None
        return measure_plate(picture, max(boxes, key=lambda box: box[2] - box[0]))

    def _need_installer(self, session: str) -> None:
        if self.allowed(session) is None:
            raise CameraError("pin.needed")

    def _request(
        self, query: CameraTestRequested, control: QueryControl, cancel: _Cancel
    ) -> tuple[ConnectionRequest | None, str, tuple[TestStep, ...] | None]:
        """Return what to try and the smaller stream; a host alone is asked for its streams."""
        password = self._password(query)
        if not _is_host(query.address):
            request = ConnectionRequest(
                source=query.address, user=query.user, password=password, transport="tcp"
            )
            return request, "", None
        control.progress(0, len(STEPS), "onvif")
        try:
            client = OnvifClient(
                address=query.address,
                clock=self.clock,
                user=query.user,
                password=password,
                cancel=cancel,
            )
            plan = plan_streams(client.describe().streams)
        except AlprError as exc:
            cancel.check()
            return None, "", _failed(exc)
        if plan is None:
            return None, "", _failed(CameraError("onvif.no_streams"))
        preview = plan.preview.uri if plan.preview is not None else ""
        request = ConnectionRequest(source=plan.reading.uri, user=query.user, password=password)
        return request, preview, None

    def _password(self, query: CameraTestRequested) -> SecretStr:
        """Return the one that was typed, else that of the camera, if it is still that camera.

        A kept password goes to the host that it was kept for and to no other.
        """
        if query.password:
            return SecretStr(query.password)
        known = [camera for camera in self.config.cameras if camera.id == query.camera_id]
        if not known or known[0].user != query.user:
            return SecretStr("")
        if _host(known[0].source) != _host(query.address):
            return SecretStr("")
        return ConnectionRequest.of(known[0]).password


class _Cancel:
    """A query's end, as the long work asks for it."""

    def __init__(self, control: QueryControl) -> None:
        self._control = control
        self._ended = False

    def is_set(self) -> bool:
        """Return whether the task shall end; any thread."""
        if not self._ended:
            try:
                self._control.check()
            except AlprError:
                self._ended = True
        return self._ended

    def check(self) -> None:
        """Go on, or end here.

        Raises:
            QueryCancelledError: It was cancelled.
        """
        self._control.check()


def _is_host(address: str) -> bool:
    return "://" not in address and "/" not in address and not address.startswith("demo:")


def _host(address: str) -> str:
    rest = address.partition("://")[2] or address
    return rest.partition("/")[0].rpartition("@")[2].partition(":")[0].casefold()


def _seen(camera: FoundCamera) -> SeenCamera:
    port = camera.service.partition("://")[2].partition("/")[0].rpartition(":")[2]
    own = port.isdigit() and port != "80" and ":" not in camera.address
    return SeenCamera(
        address=f"{camera.address}:{port}" if own else camera.address,
        maker=camera.maker,
        model=camera.model or camera.name,
        needs_password=camera.needs_password,
    )


_STEP_OF = {"camera.name": 0, "camera.address": 0, "camera.login": 2, "onvif.no_streams": 3}
"""Which tick a failure of the first questions belongs to; all others: the host does not answer."""


def _failed(exc: AlprError) -> tuple[TestStep, ...]:
    at = _STEP_OF.get(exc.code, 1)
    context = _plain(exc.context)
    return tuple(
        TestStep(name=name, state="passed")
        if index < at
        else TestStep(name=name, state="failed", code=exc.code, context=context)
        if index == at
        else TestStep(name=name, state="not_reached")
        for index, name in enumerate(STEPS)
    )


def _test(
    report: ConnectionReport, source: str, preview: str, plate: PlateMeasure | None
) -> CameraTest:
    return CameraTest(
        steps=tuple(
            TestStep(
                name=step.name.value,
                state=step.state.value,
                code=step.code,
                context=_plain(step.context),
            )
            for step in report.steps
        ),
        source=source,
        preview_source=preview,
        picture=still(report.picture) if report.picture is not None else None,
        width=report.width,
        height=report.height,
        codec=report.codec,
        fps=report.fps,
        plate=plate,
        hints=report.hints,
    )


def still(picture: Image, width: int = SHOWN_WIDTH) -> StillPicture:
    """Return a picture (H, W, 3, BGR uint8) for the screen, at most `width` px wide."""
    scale = min(1.0, width / picture.shape[1])
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    painted: Any = np.ascontiguousarray(cv2.cvtColor(small, cv2.COLOR_BGR2BGRA))
    return StillPicture(width=size[0], height=size[1], stride=size[0] * 4, data=painted.tobytes())


def _plain(context: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((key, str(value)) for key, value in context.items())
