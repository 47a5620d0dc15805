# SPDX-License-Identifier: AGPL-3.0-or-later
"""The connection test names the step that fails, with real cameras on loopback."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from alpr_kiosk.cameras import probe
from alpr_kiosk.cameras.probe import ConnectionRequest, try_connection
from alpr_kiosk.cameras.types import ConnectionReport, ConnectionStep, StepName, StepState
from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.types import SourceCounters
from tests.emulators.http_camera import HttpCamera
from tests.peers import Answering, RtspCamera, black_hole, free_port, redirecting

USER, PASSWORD = "user-canary", "pw-canary"
ORDER = [name.value for name in StepName]


def attempt(source: str, **options: Any) -> ConnectionReport:
    request = ConnectionRequest(
        source=source,
        transport=options.pop("transport", "tcp"),
        user=options.pop("user", ""),
        password=SecretStr(options.pop("password", "")),
    )
    return try_connection(request, clock=SystemClock(), **options)


def check_failure(report: ConnectionReport, step: str, code: str) -> ConnectionStep:
    failure = report.failure
    assert failure is not None, report
    assert (failure.name.value, failure.code) == (step, code), report
    states = [one.state for one in report.steps]
    at = ORDER.index(step)
    assert [one.name.value for one in report.steps] == ORDER
    assert states[:at] == [StepState.PASSED] * at
    assert states[at + 1 :] == [StepState.NOT_REACHED] * (len(ORDER) - at - 1)
    assert not report.ok
    assert report.picture is None
    assert "canary" not in repr(report)
    return failure


@pytest.mark.heavy
def test_a_camera_that_works_is_measured() -> None:
    steps: list[ConnectionStep] = []
    with RtspCamera(size="1280x720", fps=15, gop=15, user=USER, password=PASSWORD) as camera:
        report = attempt(camera.address, user=USER, password=PASSWORD, on_step=steps.append)
    assert report.ok, report
    assert report.failure is None
    assert [step.name.value for step in steps] == ORDER
    assert (report.width, report.height, report.codec) == (1280, 720, "h264")
    assert report.picture is not None
    assert report.picture.shape == (720, 1280, 3)
    assert report.picture.dtype == np.uint8
    assert not report.picture.flags.writeable
    assert report.fps == pytest.approx(15, rel=0.1)
    assert report.first_frame_s is not None
    assert report.first_frame_s < probe.LIMIT_S
    assert "hint.no_password" not in report.hints
    assert "hint.h265" not in report.hints
    assert "canary" not in repr(report) + repr(steps)


@pytest.mark.heavy
def test_advice_for_a_camera_that_works_but_could_do_better() -> None:
    with RtspCamera(codec="h265", size="320x240", fps=5, gop=200) as camera:
        report = attempt(camera.address)
    assert report.ok, report
    assert report.codec == "hevc"
    assert {"hint.h265", "hint.small", "hint.low_fps", "hint.no_password", "hint.long_gop"} <= set(
        report.hints
    )


@pytest.mark.heavy
def test_h265_over_udp_is_advised_against() -> None:
    with RtspCamera(codec="h265", size="320x240") as camera:
        over_tcp = attempt(camera.address, measure_s=0.1)
        over_udp = attempt(camera.address, measure_s=0.1, transport="udp")
    assert over_tcp.ok
    assert "hint.h265_udp" not in over_tcp.hints
    assert over_udp.ok, over_udp
    assert "hint.h265_udp" in over_udp.hints


@pytest.mark.heavy
def test_a_login_in_the_address_is_used_and_advised_against() -> None:
    with RtspCamera(user=USER, password=PASSWORD) as camera:
        address = camera.address.replace("rtsp://", f"rtsp://{USER}:{PASSWORD}@")
        report = attempt(address, measure_s=0.1)
    assert report.ok, report
    assert "hint.password_in_address" in report.hints
    assert report.address == camera.address
    assert "canary" not in repr(report)


@pytest.mark.heavy
def test_a_wrong_password_a_wrong_path_and_a_codec_that_nobody_decodes() -> None:
    with RtspCamera(user=USER, password=PASSWORD) as camera:
        check_failure(attempt(camera.address), "login", "camera.login")
        wrong = attempt(camera.address, user=USER, password="wrong-canary")
        check_failure(wrong, "login", "camera.login")
        path = camera.address + "-wrong"
        lost = attempt(path, user=USER, password=PASSWORD)
        check_failure(lost, "stream", "camera.not_found")
        web = attempt(camera.address.replace("rtsp://", "http://"))
        check_failure(web, "answers", "camera.silent")
    with RtspCamera(codec="vp8") as camera:
        check_failure(attempt(camera.address), "picture", "camera.format")


@pytest.mark.heavy
def test_a_camera_that_hangs_while_it_is_tested() -> None:
    with RtspCamera(fps=15) as camera:
        camera.pause()
        report = attempt(camera.address, limit_s=1.0)
        camera.resume()
    check_failure(report, "answers", "camera.silent")


def test_nothing_there() -> None:
    check_failure(attempt(f"rtsp://127.0.0.1:{free_port()}/x"), "answers", "camera.refused")
    check_failure(attempt("rtsp://no-such-camera.invalid/x"), "resolves", "camera.name")


@pytest.mark.heavy
@pytest.mark.parametrize("accept", [True, False])
def test_a_black_hole(accept: bool) -> None:
    clock = SystemClock()
    began = clock.monotonic()
    with black_hole(accept=accept) as address:
        report = attempt(address, limit_s=2.0)
        assert clock.monotonic() - began < probe.LIMIT_S
    check_failure(report, "answers", "camera.silent" if accept else "camera.unreachable")


def test_a_redirect_to_another_host_is_named_and_gets_no_login() -> None:
    with Answering(lambda _request: b"") as trap:
        target = trap.address.replace("127.0.0.1", "127.0.0.2")
        with redirecting(target) as camera:
            report = attempt(camera.address, user=USER, password=PASSWORD)
        assert trap.requests == []
    failure = report.failure
    assert failure is not None
    assert failure.code == "camera.redirect"


def test_pictures_by_http() -> None:
    with HttpCamera(login="md5", user=USER, password=PASSWORD) as camera:
        report = attempt(camera.url(), user=USER, password=PASSWORD, measure_s=0.2)
        assert report.ok, report
        assert report.picture is not None
        assert report.codec == "mjpeg"
        wrong = attempt(camera.url(), user=USER, password="wrong-canary")
        check_failure(wrong, "login", "camera.login")
        lost = attempt(camera.url("/missing"), user=USER, password=PASSWORD)
        check_failure(lost, "stream", "camera.not_found")
        camera.target = "http://127.0.0.2:9/video"
        sent = attempt(camera.url("/redirect"), user=USER, password=PASSWORD)
    assert sent.failure is not None
    assert sent.failure.code == "camera.redirect"


def test_a_server_that_speaks_something_else() -> None:
    with Answering(lambda _request: b"SSH-2.0-OpenSSH_9.2\r\n\r\n") as server:
        report = attempt(server.address, user=USER, password=PASSWORD)
    failure = report.failure
    assert failure is not None
    assert failure.name in (StepName.ANSWERS, StepName.PICTURE, StepName.STREAM)
    assert "canary" not in repr(report)


def test_it_can_be_cancelled_at_any_time() -> None:
    cancel = threading.Event()
    cancel.set()
    with black_hole() as address:
        check_failure(attempt(address, cancel=cancel), "answers", "camera.cancelled")

        def stop_later(step: ConnectionStep) -> None:
            if step.name is StepName.ANSWERS:
                cancel.set()

        cancel.clear()
        report = attempt(address, cancel=cancel, on_step=stop_later)
    check_failure(report, "login", "camera.cancelled")


def test_files_and_the_renderer(tmp_path: Path) -> None:
    report = attempt("demo:demo-in", measure_s=0.2)
    if report.failure is not None:
        check_failure(report, "answers", "camera.device")
    check_failure(attempt(str(tmp_path / "none.mp4")), "resolves", "camera.missing")
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"\x00" * 2000)
    assert attempt(str(broken)).failure is not None


@pytest.mark.parametrize(
    "source",
    [
        "",
        " ",
        "rtsp://",
        "rtsp:///x",
        "rtsp://h:99999/x",
        f"rtsp://{USER}:{PASSWORD}/x@h/y",
        f"rtsp://{USER}:pw@canary@h/y",
        "ftp://h/x",
        "file:///etc/passwd",
        "concat:a|b",
        "rtsp://h/\x00",
        "x" * 5000,
        "\x00",
        "/dev/\x00",
        "~no-such-user/clip.mp4",
        "a" * 300,
        "rtsp://h/\nHost: x",
    ],
)
def test_bad_addresses_are_a_report(source: str) -> None:
    report = attempt(source, user="", password="")
    failure = report.failure
    assert failure is not None
    assert failure.name is StepName.RESOLVES
    assert failure.code in ("camera.address", "camera.missing")
    assert "canary" not in repr(report)


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    for source in (text, f"rtsp://127.0.0.1:9/{text}", f"rtsp://{text}@127.0.0.1:9/"):
        report = attempt(source, limit_s=1.0)
        assert report.failure is not None


class Failing:
    """A source that ends in an error of a given kind."""

    def __init__(self, error: Exception, **counters: Any) -> None:
        self.counters = SourceCounters(**counters)
        self._error = error

    def frames(self, stop: object) -> Any:
        raise self._error
        yield


@pytest.mark.parametrize(
    ("error", "counters", "step", "code"),
    [
        (CameraError("camera.unreachable"), {}, "answers", "camera.silent"),
        (CameraError("camera.lost"), {}, "answers", "camera.silent"),
        (CameraError("camera.lost"), {"packets": 1}, "picture", "camera.lost"),
        (CameraError("camera.format"), {"codec": "vp9"}, "picture", "camera.format"),
        (CameraError("camera.not_found"), {}, "stream", "camera.not_found"),
        (RuntimeError(f"rtsp://{USER}:{PASSWORD}@h"), {}, "picture", "camera.internal"),
    ],
)
def test_each_error_of_a_source_belongs_to_a_step(
    error: Exception,
    counters: dict[str, Any],
    step: str,
    code: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG), Answering(lambda _request: b"") as server:
        report = attempt(
            server.address,
            user=USER,
            password=PASSWORD,
            make=lambda _camera, _clock: Failing(error, **counters),
        )
    failure = report.failure
    assert failure is not None
    assert (failure.name.value, failure.code) == (step, code)
    assert "canary" not in repr(report) + caplog.text


def test_a_request_never_shows_what_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALPR_TEST_CAMERA", PASSWORD)
    camera = CameraConfig.model_validate(
        {
            "id": "a",
            "source": "rtsp://h/x",
            "user": USER,
            "password_env": "ALPR_TEST_CAMERA",
            "transport": "udp",
        }
    )
    request = ConnectionRequest.of(camera)
    assert request.password.get_secret_value() == PASSWORD
    assert request.transport == "udp"
    assert "canary" not in repr(request) + str(request)
