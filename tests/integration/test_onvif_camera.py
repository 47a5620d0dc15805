# SPDX-License-Identifier: AGPL-3.0-or-later
"""An ONVIF camera is asked for its streams: logins, wrong clocks, other hosts, hostile answers."""

from __future__ import annotations

import logging
import threading
import traceback
from datetime import timedelta

import pytest
from pydantic import SecretStr

from alpr_kiosk.cameras.onvif import OnvifClient
from alpr_kiosk.cameras.types import CameraDescription, plan_streams
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.wire.soap import SOAP
from tests.emulators.onvif import OnvifEmulator, Profile, Trouble
from tests.peers import Answering, free_port

USER, PASSWORD = "user-canary", "pw-c@nary<&>/ü"
PROFILES = (
    Profile("main", "rtsp://127.0.0.1:5554/main", name="mainStream", snapshot="http://127.0.0.1/s"),
    Profile("sub", "rtsp://127.0.0.1:5554/sub", width=640, height=360, fps=15, gov=60),
)


def client(camera: OnvifEmulator, password: str = PASSWORD, **options: object) -> OnvifClient:
    arguments: dict[str, object] = {"user": USER, "address": camera.address} | options
    return OnvifClient(clock=SystemClock(), password=SecretStr(password), **arguments)


def describe(camera: OnvifEmulator, password: str = PASSWORD, **options: object):
    return client(camera, password, **options).describe()


def code_of(camera: OnvifEmulator, **options: object) -> str:
    with pytest.raises(CameraError) as caught:
        describe(camera, **options)
    said = "".join(traceback.format_exception(caught.value)) + repr(caught.value.context)
    assert "canary" not in said
    assert "c@nary" not in said
    return caught.value.code


def check_streams(told: CameraDescription) -> None:
    assert (told.maker, told.model, told.firmware) == ("Guard Works", "GK-200", "1.2.3")
    main, sub = told.streams
    assert (main.name, main.uri) == ("mainStream", "rtsp://127.0.0.1:5554/main")
    assert (main.width, main.height, main.fps, main.gop_s) == (1920, 1080, 25, 2.0)
    assert main.snapshot == "http://127.0.0.1/s"
    assert (sub.width, sub.height, sub.fps, sub.gop_s) == (640, 360, 15, 4.0)
    assert sub.snapshot == ""
    assert not main.moved
    plan = plan_streams(told.streams, (640, 360))
    assert plan is not None
    assert (plan.reading, plan.preview) == (main, sub)


@pytest.mark.parametrize("http_login", [False, True])
@pytest.mark.parametrize("media2", [False, True])
@pytest.mark.parametrize("get_services", [False, True])
def test_streams_of_all_kinds_of_cameras(
    http_login: bool, media2: bool, get_services: bool
) -> None:
    with OnvifEmulator(
        profiles=PROFILES,
        user=USER,
        password=PASSWORD,
        http_login=http_login,
        media2=media2,
        get_services=get_services,
    ) as camera:
        check_streams(describe(camera))
        if not http_login:
            assert camera.refused == 0
        sent = b"".join(request.body for request in camera.requests)
        assert PASSWORD.encode() not in sent
        assert b"pw-c" not in sent
        assert not any("pw-c" in request.headers for request in camera.requests)
        # The time is asked for without a login: that is what it is for.
        assert camera.operations()[0] == "GetSystemDateAndTime"
        assert b"UsernameToken" not in camera.requests[0].body


def test_h265_is_named_by_media2() -> None:
    profiles = (Profile("p", "rtsp://127.0.0.1/p", codec="H265"),)
    with OnvifEmulator(profiles=profiles, media2=True) as camera:
        assert describe(camera, user="").streams[0].codec == "hevc"


@pytest.mark.parametrize("hours", [1, -1, 24 * 365 * 20])
@pytest.mark.parametrize("time_needs_login", [False, True])
def test_a_wrong_clock_in_the_camera_breaks_no_login(hours: int, time_needs_login: bool) -> None:
    ahead = timedelta(hours=hours)
    with OnvifEmulator(
        profiles=PROFILES,
        user=USER,
        password=PASSWORD,
        clock_ahead=ahead,
        time_needs_login=time_needs_login,
    ) as camera:
        told = describe(camera)
        check_streams(told)
        assert abs(told.clock_offset_s - ahead.total_seconds()) < 30


@pytest.mark.parametrize("http_login", [False, True])
def test_a_wrong_password_is_named_and_tried_once(http_login: bool) -> None:
    with OnvifEmulator(
        profiles=PROFILES, user=USER, password=PASSWORD, http_login=http_login
    ) as camera:
        assert code_of(camera, password="wrong") == "camera.login"
        # With HTTP digest the first refusal is the challenge.
        assert camera.refused == (2 if http_login else 1)
        assert code_of(camera, user="somebody") == "camera.login"
        assert code_of(camera, user="") == "camera.login"


def test_without_a_login_a_camera_says_whether_it_wants_one() -> None:
    with OnvifEmulator(profiles=PROFILES) as camera:
        assert client(camera, user="").identity() == (("Guard Works", "GK-200"), False)
        check_streams(describe(camera, user=""))
    with OnvifEmulator(profiles=PROFILES, user=USER, password=PASSWORD) as camera:
        assert client(camera, user="").identity() == (("", ""), True)


def test_a_camera_behind_a_port_forwarding_is_asked_where_it_was_found() -> None:
    profiles = (Profile("p", "rtsp://192.168.77.7:5554/p", snapshot="http://192.168.77.7/s.jpg"),)
    with OnvifEmulator(
        profiles=profiles, user=USER, password=PASSWORD, advertise="192.168.77.7"
    ) as camera:
        told = describe(camera)
        (stream,) = told.streams
        assert stream.uri == "rtsp://127.0.0.1:5554/p"
        assert stream.snapshot == "http://127.0.0.1/s.jpg"
        assert stream.moved
        assert told.notes == ("onvif.other_host",)


def test_no_login_goes_to_a_host_that_a_camera_names() -> None:
    """A trap on another loopback address: nothing may arrive there."""
    with OnvifEmulator(user=USER, password=PASSWORD) as trap:
        profiles = (Profile("p", f"rtsp://localhost:{trap.port}/p"),)
        with OnvifEmulator(
            profiles=profiles,
            user=USER,
            password=PASSWORD,
            advertise=f"localhost:{trap.port}",
        ) as camera:
            told = describe(camera)
            assert told.streams[0].uri == f"rtsp://127.0.0.1:{trap.port}/p"
        assert trap.requests == []


def test_a_redirect_is_not_followed() -> None:
    with OnvifEmulator(user=USER, password=PASSWORD) as trap, OnvifEmulator() as camera:
        camera.trouble = Trouble.REDIRECT
        camera.redirect_to = f"http://{trap.address}/onvif/device_service"
        assert code_of(camera) == "onvif.redirect"
        assert trap.requests == []


def test_logins_in_addresses_are_taken_out_or_the_stream_is_left_out() -> None:
    profiles = (
        Profile("a", f"rtsp://{USER}:x@127.0.0.1/a"),
        Profile("b", f"rtsp://127.0.0.1/b?user={USER}&password=pw&channel=1"),
        Profile("c", "rtsp://127.0.0.1/user=u_password=long-canary_c.sdp"),
        Profile("d", "file:///etc/passwd"),
    )
    with OnvifEmulator(profiles=profiles, user=USER, password="long-canary") as camera:
        told = describe(camera, password="long-canary")
    assert [s.uri for s in told.streams] == ["rtsp://127.0.0.1/a", "rtsp://127.0.0.1/b?channel=1"]
    assert set(told.notes) == {"onvif.secret_in_address", "onvif.bad_address"}
    assert "canary" not in repr(told)


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (Trouble.HUGE, "onvif.hostile"),
        (Trouble.ENTITIES, "onvif.hostile"),
        (Trouble.EXTERNAL, "onvif.hostile"),
        (Trouble.DEEP, "onvif.hostile"),
        (Trouble.MANY, "onvif.hostile"),
        (Trouble.GARBAGE, "onvif.none"),
        (Trouble.WEB_PAGE, "onvif.none"),
        (Trouble.BASIC_ONLY, "camera.login"),
    ],
)
def test_hostile_and_foreign_answers_are_refused(trouble: Trouble, code: str) -> None:
    with OnvifEmulator() as camera:
        camera.trouble = trouble
        assert code_of(camera) == code


@pytest.mark.parametrize("trouble", [Trouble.HANG, Trouble.DRIP, Trouble.DRIP_BODY])
def test_a_camera_that_never_ends_its_answer_is_left(trouble: Trouble) -> None:
    with OnvifEmulator() as camera:
        camera.trouble = trouble
        assert code_of(camera, request_s=0.3, total_s=0.5) == "camera.slow"


def test_nobody_there_no_such_name_and_no_address() -> None:
    with OnvifEmulator() as camera:
        port = free_port()
        assert code_of(camera, address=f"127.0.0.1:{port}") == "camera.refused"
        assert code_of(camera, address="no-such-camera.invalid") == "camera.name"
        for text in ("", "a b", "http://", "h:99999999"):
            assert code_of(camera, address=text) == "camera.address"


def test_it_can_be_cancelled() -> None:
    cancel = threading.Event()
    cancel.set()
    with OnvifEmulator() as camera:
        assert code_of(camera, cancel=cancel) == "camera.cancelled"
        assert camera.requests == []


def test_the_number_of_profiles_is_bounded() -> None:
    profiles = tuple(Profile(f"p{n}", f"rtsp://127.0.0.1/{n}") for n in range(20))
    with OnvifEmulator(profiles=profiles) as camera:
        told = describe(camera, user="")
    assert len(told.streams) == 16
    assert told.notes == ("onvif.too_many",)


def test_user_and_password_appear_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    with (
        caplog.at_level(logging.DEBUG),
        OnvifEmulator(profiles=PROFILES, user=USER, password=PASSWORD) as camera,
    ):
        asking = client(camera)
        said = [repr(asking), repr(asking.describe())]
        code_of(camera, password="wrong-canary")
    assert "canary" not in "".join(said)
    assert "c@nary" not in "".join(said) + caplog.text
    assert "canary" not in caplog.text


@pytest.mark.parametrize("year", [1, 1969, 9999, 99999])
def test_a_clock_at_the_end_of_time_breaks_no_sum(year: int) -> None:
    date = f"<Date><Year>{year}</Year><Month>12</Month><Day>31</Day></Date>"
    time = "<Time><Hour>23</Hour><Minute>59</Minute><Second>59</Second></Time>"
    parts = f"<UTCDateTime>{time}{date}</UTCDateTime>"
    body = f'<s:Envelope xmlns:s="{SOAP}"><s:Body>{parts}</s:Body></s:Envelope>'.encode()
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n" % len(body)
    head += b"Date: Fri, 31 Dec %04d 23:59:59 GMT\r\n\r\n" % year
    with Answering(lambda _request: head + body) as camera:
        asked = OnvifClient(
            address=f"127.0.0.1:{camera.port}",
            clock=SystemClock(),
            user="user-canary",
            password=SecretStr("pw-canary"),
        )
        assert asked.describe().clock_offset_s == 0
