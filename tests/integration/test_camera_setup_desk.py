# SPDX-License-Identifier: AGPL-3.0-or-later
"""The queries of the cameras' screen with real sockets: who answers, what works, who may ask."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from alpr_kiosk.cameras.setup_desk import CameraSetupDesk
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.camera_queries import CamerasSought, CameraTest, CameraTestRequested
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.queries import QueryCancelledError
from alpr_kiosk.errors import CameraError, RecognitionError
from tests.emulators.http_camera import HttpCamera
from tests.emulators.onvif import OnvifEmulator, Profile
from tests.peers import RtspCamera, free_port

USER, PASSWORD = "user-canary", "pw-canary"
SESSION = "token"


class Control:
    """How far it was told to be; ends the work after so many tellings."""

    def __init__(self, *, end_after: int = 10_000) -> None:
        self.told: list[tuple[int, int, str]] = []
        self.so_far: list[object] = []
        self._end_after = end_after

    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None:
        self.told.append((done, total, step))
        self.so_far.append(so_far)

    def check(self) -> None:
        if len(self.told) >= self._end_after:
            raise QueryCancelledError


def desk(config: dict[str, Any] | None = None) -> CameraSetupDesk:
    return CameraSetupDesk(
        config=AppConfig.model_validate(config or {}),
        clock=SystemClock(),
        allowed=lambda session: "Ina" if session == SESSION else None,
        search_s=0.5,
        measure_s=0.3,
    )


def attempt(address: str, control: Control | None = None, **more: str) -> CameraTest:
    query = CameraTestRequested(address=address, session=SESSION, **more)
    config = {"cameras": [{"id": "cam", "source": address, "user": USER, "password": PASSWORD}]}
    known = config if "://" in address else None
    answer = desk(known).test(query, control or Control())
    assert "canary" not in repr(answer)
    return answer


def states(answer: CameraTest) -> str:
    return "".join(
        {"passed": "+", "failed": "!", "not_reached": "."}[s.state] for s in answer.steps
    )


def test_cameras_of_the_network_are_found() -> None:
    with OnvifEmulator(user=USER, password=PASSWORD) as camera:
        control = Control()
        query = CamerasSought(targets=(f"127.0.0.1:{camera.probe_port}",), session=SESSION)
        (seen,) = desk().search(query, control)
        assert seen.address == f"127.0.0.1:{camera.port}"
        assert (seen.model, seen.needs_password) == ("GK-200", True)
        assert control.told[-1] == (100, 100, "cameras.searching")
        # It can be used before the end of the search; whether it wants a login is asked then.
        assert control.so_far[0] == ()
        (early,) = control.so_far[-1]  # type: ignore[misc]
        assert (early.address, early.needs_password) == (seen.address, None)
        waited = next(at for at, some in enumerate(control.so_far) if some)
        assert control.told[waited][0] < 100


def test_a_search_ends_when_nobody_waits_and_names_a_wrong_target() -> None:
    query = CamerasSought(targets=(f"127.0.0.1:{free_port()}",), session=SESSION)
    with pytest.raises(QueryCancelledError):
        desk().search(query, Control(end_after=1))
    with pytest.raises(CameraError) as refused:
        desk().search(CamerasSought(targets=("10.0.0.0/8",), session=SESSION), Control())
    assert refused.value.code == "discovery.too_many"


def test_only_an_installer_may_ask_the_network() -> None:
    for query in (CamerasSought(session="x"), CameraTestRequested(address="10.0.0.1")):
        handler = desk().handlers[type(query)]
        with pytest.raises(CameraError) as refused:
            handler(query, Control())
        assert refused.value.code == "pin.needed"


def test_a_host_alone_is_asked_for_its_streams() -> None:
    with HttpCamera(login="md5", user=USER, password=PASSWORD) as pictures:
        profiles = (Profile("p", pictures.url(host="192.168.99.1")),)
        with OnvifEmulator(profiles=profiles, user=USER, password=PASSWORD) as camera:
            control = Control()
            answer = attempt(camera.address, control, user=USER, password=PASSWORD)
            assert answer.ok, answer
            assert answer.source == pictures.url()
            assert (answer.width, answer.height) == (160, 120)
            assert answer.picture is not None
            assert len(answer.picture.data) == answer.picture.stride * answer.picture.height
            assert control.told[-1] == (5, 5, "picture")
            wrong = attempt(camera.address, user=USER, password="no")
            assert (states(wrong), wrong.steps[2].code) == ("++!..", "camera.login")
    with OnvifEmulator() as camera:
        silent = attempt(camera.address)
        assert (states(silent), silent.steps[3].code) == ("+++!.", "onvif.no_streams")


def test_each_step_that_fails_is_named() -> None:
    gone = attempt(f"rtsp://127.0.0.1:{free_port()}/main")
    assert (states(gone), gone.steps[1].code) == ("+!...", "camera.refused")
    with HttpCamera(login="md5", user=USER, password=PASSWORD) as camera:
        refused = attempt(camera.url(), user="other")
        assert (states(refused), refused.steps[2].code) == ("++!..", "camera.login")
        missing = attempt(camera.url("/missing"), user=USER, password=PASSWORD)
        assert (states(missing), missing.steps[3].code) == ("+++!.", "camera.not_found")


def test_a_kept_password_is_used_for_its_own_host_and_user_alone() -> None:
    with HttpCamera(login="md5", user=USER, password=PASSWORD) as camera:
        assert attempt(camera.url(), user=USER, camera_id="cam").ok
        strange = CameraTestRequested(
            address=camera.url(), user=USER, camera_id="cam", session=SESSION
        )
        elsewhere = {
            "cameras": [
                {
                    "id": "cam",
                    "source": "rtsp://192.0.2.7/a",
                    "user": USER,
                    "password": PASSWORD,
                }
            ]
        }
        answer = desk(elsewhere).test(strange, Control())
        assert states(answer) == "++!.."


def test_a_test_ends_when_nobody_waits() -> None:
    with HttpCamera() as camera:
        query = CameraTestRequested(address=camera.url(), session=SESSION)
        with pytest.raises(QueryCancelledError):
            desk().test(query, Control(end_after=2))


@pytest.mark.heavy
def test_a_stream_is_measured() -> None:
    with RtspCamera(size="1280x720", fps=15, gop=15) as camera:
        answer = attempt(camera.address)
    assert answer.ok, answer
    assert (answer.width, answer.height, answer.codec) == (1280, 720, "h264")
    assert answer.picture is not None
    assert answer.picture.width <= 960


def test_a_plate_in_the_picture_is_measured_by_the_ruler() -> None:
    with HttpCamera() as camera:
        query = CameraTestRequested(address=camera.url(), session=SESSION)
        looked = replace(desk(), find_plates=lambda _p: [[10, 10, 30, 20], [20, 40, 140, 70]])
        answer = looked.test(query, Control())
        assert answer.plate is not None
        assert (answer.plate.plate_width_px, answer.plate.plate_height_px) == (120, 30)

        def broken(_picture: Any) -> list[list[float]]:
            raise RecognitionError("model.missing")

        answer = replace(desk(), find_plates=broken).test(query, Control())
        assert (answer.ok, answer.plate) == (True, None)
