# SPDX-License-Identifier: AGPL-3.0-or-later
"""A network camera on loopback: frames, its death, its silence, its password, its address."""

from __future__ import annotations

import contextlib
import itertools
import signal
import socket
import subprocess
import threading
import traceback
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.sources.factory import make_source
from alpr_kiosk.vision.sources.rtsp import RtspSource, address_with_login, redact
from tests.peers import SYSTEM_PYTHON, free_port, require_gstreamer
from tests.shared import shared_path


@pytest.fixture
def server() -> Iterator[tuple[subprocess.Popen[str], str]]:
    script = shared_path("tools", "rtsp_server.py")
    require_gstreamer()
    port = free_port()
    process = subprocess.Popen(
        [SYSTEM_PYTHON, str(script), "--port", str(port), "--size", "320x240", "--gop", "10"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        ready = process.stdout.readline()
        assert ready.startswith("ready rtsp://"), "the server did not start"
        yield process, ready.split()[1]
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def camera(address: str, **options: object) -> CameraConfig:
    return CameraConfig.model_validate({"id": "cam", "source": address, **options})


def everything_said(error: BaseException) -> str:
    """Return all that a log or a crash report could show of an error."""
    return "".join(traceback.format_exception(error)) + repr(getattr(error, "context", ""))


@pytest.mark.shared
@pytest.mark.serial
def test_frames_arrive_and_a_killed_camera_is_an_error(
    server: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = server
    frames = make_source(camera(address), SystemClock()).frames(threading.Event())
    for seen, frame in enumerate(itertools.islice(frames, 10), start=1):
        assert frame.seq == seen
        assert frame.pixels.shape == (240, 320, 3)
        assert not frame.pixels.flags.writeable
    process.kill()
    with pytest.raises(CameraError) as caught:
        list(frames)
    assert caught.value.code == "camera.lost"


@pytest.mark.shared
@pytest.mark.serial
def test_a_silent_camera_is_an_error(server: tuple[subprocess.Popen[str], str]) -> None:
    process, address = server
    source = RtspSource(camera=camera(address), clock=SystemClock(), read_timeout_s=0.5)
    frames = source.frames(threading.Event())
    assert len(list(itertools.islice(frames, 5))) == 5
    process.send_signal(signal.SIGSTOP)
    with pytest.raises(CameraError) as caught:
        list(frames)
    assert caught.value.code == "camera.lost"


@pytest.mark.shared
@pytest.mark.serial
def test_stop_ends_a_live_camera_without_an_error(
    server: tuple[subprocess.Popen[str], str],
) -> None:
    stop = threading.Event()
    seen = 0
    for _ in make_source(camera(server[1]), SystemClock()).frames(stop):
        seen += 1
        stop.set()
    assert seen == 1


@pytest.mark.shared
@pytest.mark.serial
def test_a_wrong_path_is_an_error_without_the_password(
    server: tuple[subprocess.Popen[str], str],
) -> None:
    address = server[1].replace("/cam", "/other")
    source = make_source(
        camera(address, user="guard", password=SecretStr("p@ss/w:rd")), SystemClock()
    )
    with pytest.raises(CameraError) as caught:
        next(iter(source.frames(threading.Event())))
    assert caught.value.code == "camera.not_found"
    said = everything_said(caught.value)
    assert "p@ss" not in said
    assert "p%40ss" not in said
    assert "guard" not in said


def test_a_camera_that_is_not_there_is_unreachable_and_tells_no_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CAM_PASSWORD", "fr0m-env")
    address = f"rtsp://127.0.0.1:{free_port()}/cam?user=guard&password=s3cret"
    source = make_source(camera(address, user="guard", password_env="CAM_PASSWORD"), SystemClock())
    with pytest.raises(CameraError) as caught:
        next(iter(source.frames(threading.Event())))
    assert caught.value.code == "camera.unreachable"
    said = everything_said(caught.value)
    for secret in ("fr0m-env", "s3cret", "guard"):
        assert secret not in said
    assert "rtsp://127.0.0.1" in said


@contextlib.contextmanager
def answering(reply: bytes) -> Iterator[int]:
    """A server that answers every request with `reply`."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    client, _ = listener.accept()
                    with client, contextlib.suppress(OSError):
                        while request := client.recv(4096):
                            sequence = next(
                                line.split(b":")[1].strip()
                                for line in request.split(b"\r\n")
                                if line.lower().startswith(b"cseq")
                            )
                            client.sendall(reply.replace(b"SEQ", sequence))

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def test_a_refused_password_has_its_own_code() -> None:
    reply = (
        b"RTSP/1.0 401 Unauthorized\r\nCSeq: SEQ\r\n"
        b'WWW-Authenticate: Digest realm="cam", nonce="00"\r\n\r\n'
    )
    with answering(reply) as port:
        source = make_source(
            camera(f"rtsp://127.0.0.1:{port}/cam", user="guard", password=SecretStr("wr0ng")),
            SystemClock(),
        )
        with pytest.raises(CameraError) as caught:
            next(iter(source.frames(threading.Event())))
    assert caught.value.code == "camera.login"
    assert "wr0ng" not in everything_said(caught.value)


def test_the_login_is_quoted_into_the_address_and_taken_out_of_what_is_shown() -> None:
    config = camera("rtsp://[::1]:554/s?x=1", user="a b", password=SecretStr("p@:/?#"))
    address = address_with_login(config)
    assert address == "rtsp://a%20b:p%40%3A%2F%3F%23@[::1]:554/s?x=1"
    assert redact(address) == "rtsp://[::1]:554/s"
    assert "p@:" not in repr(config)
