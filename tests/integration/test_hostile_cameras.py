# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses that are none, and cameras that mean harm: an error with a code, and nothing else."""

from __future__ import annotations

import logging
import threading
import traceback

import av
import pytest
from pydantic import SecretStr

from alpr_kiosk.cameras.probe import ConnectionRequest, try_connection
from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.reading import camera_of
from alpr_kiosk.vision.sources.factory import make_source
from alpr_kiosk.vision.sources.rtsp import HTTP_OPTIONS, redact
from tests.emulators.http_camera import HttpCamera
from tests.peers import Answering, free_port

USER, PASSWORD = "user-canary", "pw-canary"


def fault(source: str) -> CameraError:
    camera = CameraConfig(
        id="cam", source=source, user=USER, password=SecretStr(PASSWORD), snapshot_fps=10
    )
    with pytest.raises(CameraError) as caught:
        list(make_source(camera, SystemClock()).frames(threading.Event()))
    assert "canary" not in str(caught.value) + repr(caught.value.context)
    return caught.value


@pytest.mark.parametrize(
    "address",
    [
        "http://a b/x",
        "http://.../",
        "http://a..b/x",
        "http://[::1]:1/x",
        "http://127.0.0.1:1/%zz%20 \u00e4",
        "rtsp://a b/x",
        "rtsp://a..b/x",
        "rtsp://[::1]:1/x",
        "rtsp://127.0.0.1:1/%zz%20 \u00e4",
    ],
)
def test_odd_addresses(address: str) -> None:
    assert fault(address).code == "camera.unreachable"


def test_a_scheme_in_upper_case_is_asked_first_as_well() -> None:
    answer = (
        b'RTSP/1.0 401 No\r\nCSeq: SEQ\r\nWWW-Authenticate: Digest realm="x", nonce="0a"\r\n\r\n'
    )
    with Answering(lambda _request: answer) as server:
        error = fault(server.address.replace("rtsp://", "RTSP://"))
        assert len(server.requests) == 2
    assert error.code == "camera.login"
    assert fault(f"RTSPS://127.0.0.1:{free_port()}/x").code == "camera.unreachable"


@pytest.mark.parametrize(
    "sent",
    [
        b"v=0\nc=IN IP4 127.0.0.2\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
        b"ffconcat version 1.0\nfile 'http://127.0.0.2:9/video'\n",
        b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/hosts.ts\n#EXT-X-ENDLIST\n",
    ],
    ids=["sdp", "concat", "playlist"],
)
def test_what_names_further_addresses_is_not_followed(sent: bytes) -> None:
    with HttpCamera() as camera:
        camera.raw = sent
        error = fault(camera.url("/avi?x=.m3u8"))
    assert error.code in {"camera.unreachable", "camera.format"}  # never opened, so never lost


def test_ffmpeg_follows_no_redirect_by_http() -> None:
    with HttpCamera() as trap, HttpCamera() as camera:
        camera.target = trap.url("/video")
        with pytest.raises(av.error.FFmpegError):
            av.open(camera.url("/redirect"), options=dict(HTTP_OPTIONS), timeout=5)
        assert camera.seen
        assert not trap.seen


LOGINS = [
    "admin:pw-canary@192.168.1.20/stream1",
    "admin:pw-canary@gate",
    "rtsp:/admin:pw-canary@gate/x",
    "rtsp//admin:pw-canary@gate/x",
    "demo:pw-canary@gate",
    "rtmp://admin:pw-canary@gate/x",
    "rtsp://user:p@pw-canary@127.0.0.1",
    "rtsp://admin:12/pw-canary@127.0.0.1/x",
    "rtsp://admin:12#pw-canary@127.0.0.1/x",
    "rtsp://admin:pw-canary@127.0.0.1:65536/x",
    "rtsp://admin:pw-canary@127.0.0.1:0/x",
    "rtsp://[::1/admin:pw-canary@x",
    "rtsp://admin:pw-canary@127.0.0.1:1/x",
    "rtsp://127.0.0.1:1/user=admin_password=pw-canary_channel=1_stream=0.sdp",
    "rtsp://127.0.0.1:1/user=admin&password=pw-canary&channel=1&stream=0.sdp",
    "http://127.0.0.1:1/a;pwd=pw-canary",
    "http://127.0.0.1:1/a?pwd=pw-canary",
]
"""Addresses as people type them, and as makers want them."""


@pytest.mark.parametrize("typed", LOGINS)
def test_no_report_repeats_a_password(typed: str, caplog: pytest.LogCaptureFixture) -> None:
    request = ConnectionRequest(source=typed)
    report = try_connection(request, clock=SystemClock(), limit_s=5.0)
    assert report.failure is not None
    assert "canary" not in repr(report) + repr(request) + caplog.text


@pytest.mark.parametrize("typed", [one for one in LOGINS if "://" in one and "12/pw" not in one])
def test_no_source_repeats_a_password(typed: str) -> None:
    """Of the commands `read` and `ruler`: an error with a code, not a traceback."""
    with pytest.raises(CameraError) as caught:
        list(make_source(camera_of(typed), SystemClock()).frames(threading.Event()))
    assert caught.value.code in {"camera.address", "camera.unreachable"}
    assert "canary" not in "".join(traceback.format_exception(caught.value))
    assert "canary" not in redact(typed)


@pytest.mark.parametrize(
    "head",
    [b"HTTP/1.1 200 OK\r\nno colon here\r\n", b"HTTP/1.1 200 OK\r\n: nameless\r\n"],
)
def test_no_library_logs_the_address(head: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """Without a log session too, as on the command line: warnings go to the terminal there."""
    caplog.set_level(logging.DEBUG)
    answer = head + b"Content-Type: text/html\r\nContent-Length: 0\r\n\r\n"
    with Answering(lambda _request: answer) as server:
        address = server.address.replace("rtsp://", "http://")
        fault(f"{address}?usr=a&pwd=pw-canary")
    assert "canary" not in caplog.text
