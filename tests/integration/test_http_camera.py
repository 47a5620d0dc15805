# SPDX-License-Identifier: AGPL-3.0-or-later
"""HTTP cameras against a real server on loopback."""

from __future__ import annotations

import itertools
import threading
import traceback
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from pydantic import SecretStr

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.protocols import FrameSource
from alpr_kiosk.vision.sources.factory import make_source
from alpr_kiosk.vision.sources.http_camera import HttpCameraSource
from alpr_kiosk.vision.types import Frame, Image
from tests.emulators.http_camera import HttpCamera, claiming, jpeg
from tests.peers import free_port

PASSWORD = "Tor:7/ö"


@pytest.fixture
def camera() -> Iterator[HttpCamera]:
    with HttpCamera() as emulator:
        yield emulator


def config(address: str, **options: Any) -> CameraConfig:
    return CameraConfig(id="cam", source=address, **{"snapshot_fps": 10, **options})


def impatient(address: str, **options: Any) -> HttpCameraSource:
    """Return a source that waits a quarter of the usual time."""
    return HttpCameraSource(
        camera=config(address, **options),
        clock=SystemClock(),
        open_timeout_s=1.0,
        read_timeout_s=0.5,
        picture_timeout_s=1.0,
    )


def some(source: FrameSource, count: int = 3) -> list[Frame]:
    frames = source.frames(threading.Event())
    try:
        return list(itertools.islice(frames, count))
    finally:
        frames.close()  # type: ignore[attr-defined]


def fault(source: FrameSource) -> CameraError:
    with pytest.raises(CameraError) as caught:
        list(source.frames(threading.Event()))
    shown = "".join(traceback.format_exception(caught.value))
    assert PASSWORD not in shown
    assert "secret" not in shown
    return caught.value


def pixels(data: bytes) -> Image:
    return np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), np.uint8)


def alike(frame: Frame, data: bytes) -> bool:
    """Two decoders round differently."""
    other = pixels(data)
    difference = np.abs(frame.pixels.astype(int) - other)
    return frame.pixels.shape == other.shape and float(difference.mean()) < 2.0


# MJPEG


@pytest.mark.parametrize("with_length", [True, False])
@pytest.mark.parametrize(
    ("boundary", "line"),
    [
        ("frame", "--frame"),
        ('"frame"', "\r\n--frame"),
        ("--frame", "--frame"),
        ("--frame", "----frame"),
        ("--frame; charset=x", "--frame "),
        ("x", "--x"),
    ],
)
def test_mjpeg_as_cameras_write_it(
    camera: HttpCamera, boundary: str, line: str, with_length: bool
) -> None:
    camera.boundary, camera.line, camera.with_length = boundary, line, with_length
    source = make_source(config(camera.url()), SystemClock())
    frames = some(source, 4)
    assert [frame.seq for frame in frames] == [1, 2, 3, 4]
    assert all(any(alike(frame, data) for data in camera.pictures) for frame in frames)
    assert alike(frames[0], camera.pictures[0])
    counters = source.counters
    assert (counters.decode_errors, counters.codec) == (0, "mjpeg")
    assert (counters.width, counters.height) == (160, 120)
    assert counters.packets >= counters.decoded == 4
    assert counters.received_bytes >= 4 * min(map(len, camera.pictures))


def test_mjpeg_in_chunks_and_without_a_content_type(camera: HttpCamera) -> None:
    for path in ("/chunked", "/unsaid"):
        frames = some(make_source(config(camera.url(path)), SystemClock()), 1)
        assert any(alike(frames[0], data) for data in camera.pictures)


@pytest.mark.parametrize("off", [-40, 40])
def test_a_wrong_length_never_makes_a_half_picture(camera: HttpCamera, off: int) -> None:
    camera.length_off = off
    source = make_source(config(camera.url()), SystemClock())
    if off < 0:
        assert fault(source).code == "camera.format"
        assert source.counters.decode_errors == 3
        assert source.counters.decoded == 0
    else:
        assert all(any(alike(frame, data) for data in camera.pictures) for frame in some(source, 3))


def test_who_is_behind_gets_the_newest(camera: HttpCamera) -> None:
    camera.pictures = [jpeg(64, 48, seed=n) for n in range(5)]
    source = make_source(config(camera.url("/burst")), SystemClock())
    frames = source.frames(threading.Event())
    assert alike(next(frames), camera.pictures[0])
    camera.go.set()
    assert camera.answered.wait(20)
    assert alike(next(frames), camera.pictures[4])
    counters = source.counters
    assert (counters.packets, counters.decoded, counters.skipped) == (5, 2, 3)
    frames.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "bad",
    [
        jpeg()[: len(jpeg()) // 2],
        jpeg()[: len(jpeg()) // 2] + b"\xff\xd9",
        claiming(jpeg(), 65500, 65500),
        b"\xff\xd8\xff\xd9",
        b"Error",
    ],
    ids=["half", "half with an end", "absurd", "empty", "text"],
)
def test_a_damaged_picture_is_counted_and_left_out(camera: HttpCamera, bad: bytes) -> None:
    good = jpeg(seed=9)
    camera.pictures = [good, bad, bad]
    camera.period_s = 0.05
    source = make_source(config(camera.url()), SystemClock())
    frames = some(source, 4)
    assert all(alike(frame, good) for frame in frames)
    assert source.counters.decode_errors + source.counters.skipped >= 6
    assert source.counters.decode_errors >= 1

    camera.pictures = [bad]
    source = make_source(config(camera.url()), SystemClock())
    assert fault(source).code == "camera.format"
    assert source.counters.decode_errors == 3


def test_the_picture_may_change_its_size(camera: HttpCamera) -> None:
    camera.pictures = [jpeg(160, 120), jpeg(320, 240)]
    camera.period_s = 0.1
    sizes = {frame.picture.size for frame in some(impatient(camera.url()), 6)}
    assert sizes == {(160, 120), (320, 240)}


# snapshots


def test_snapshots_are_asked_for_again_over_one_connection(camera: HttpCamera) -> None:
    source = make_source(config(camera.url("/snapshot?x=secret")), SystemClock())
    frames = source.frames(threading.Event())
    assert alike(next(frames), camera.pictures[0])
    camera.pictures = [jpeg(seed=7)]
    assert alike(next(frames), camera.pictures[0])
    assert len({seen.peer for seen in camera.seen}) == 1
    assert source.counters.packets == source.counters.decoded == 2
    frames.close()  # type: ignore[attr-defined]


def test_a_picture_that_is_not_sent_again_is_the_same_picture(camera: HttpCamera) -> None:
    camera.etag = True
    source = make_source(config(camera.url("/snapshot")), SystemClock())
    frames = some(source, 3)
    assert [seen.status for seen in camera.seen[:3]] == [200, 304, 304]
    assert frames[1].picture is frames[0].picture
    assert [frame.seq for frame in frames] == [1, 2, 3]
    assert frames[1].captured_mono > frames[0].captured_mono
    assert (source.counters.packets, source.counters.decoded) == (3, 1)
    assert len({seen.peer for seen in camera.seen}) == 1


def test_a_kept_connection_that_the_camera_closed_is_no_loss(camera: HttpCamera) -> None:
    camera.keep = False
    assert len(some(make_source(config(camera.url("/snapshot")), SystemClock()), 4)) == 4


@pytest.mark.parametrize("suffix", [".png", ".webp", ".bmp"])
def test_snapshots_of_other_formats(camera: HttpCamera, suffix: str) -> None:
    image = pixels(jpeg())
    camera.pictures = [cv2.imencode(suffix, image)[1].tobytes()]
    camera.content_type = f"image/{suffix[1:]}"
    source = make_source(config(camera.url("/snapshot")), SystemClock())
    frame = some(source, 1)[0]
    assert frame.pixels.shape == image.shape
    assert source.counters.codec == suffix[1:]


def test_a_snapshot_without_a_content_type(camera: HttpCamera) -> None:
    camera.content_type = "application/octet-stream"
    assert alike(
        some(make_source(config(camera.url("/snapshot")), SystemClock()), 2)[1], camera.pictures[0]
    )


def test_snapshots_that_stop_to_come_are_a_loss() -> None:
    with HttpCamera() as camera:
        frames = impatient(camera.url("/snapshot")).frames(threading.Event())
        next(frames)
    with pytest.raises(CameraError) as caught:
        list(frames)
    assert caught.value.code == "camera.lost"


# login


@pytest.mark.parametrize("login", ["basic", "md5", "sha256", "all"])
@pytest.mark.parametrize("path", ["/video?channel=1", "/snapshot?channel=1"])
def test_login_as_the_camera_asks(
    camera: HttpCamera, login: Any, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera.login = login
    monkeypatch.setenv("CAM_PASSWORD", PASSWORD)
    options = {"user": "guard", "password_env": "CAM_PASSWORD"}
    assert len(some(make_source(config(camera.url(path), **options), SystemClock()), 3)) == 3
    first, second, *later = camera.seen
    assert "authorization" not in first.headers
    assert (first.status, second.status) == (401, 200)
    assert all(seen.status == 200 for seen in later)
    said = second.headers["authorization"]
    assert said.startswith("Basic" if login == "basic" else "Digest")
    assert ("SHA-256" in said) == (login in {"sha256", "all"})


def test_a_new_nonce_is_taken(camera: HttpCamera) -> None:
    camera.login = "md5"
    source = impatient(camera.url("/snapshot"), user="guard", password=SecretStr(PASSWORD))
    frames = source.frames(threading.Event())
    next(frames)
    camera.nonce = "another"
    next(frames)
    assert [seen.status for seen in camera.seen] == [401, 200, 401, 200]
    frames.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("login", ["basic", "md5", "sha256"])
def test_a_wrong_password_is_tried_once(camera: HttpCamera, login: Any) -> None:
    camera.login, camera.password = login, "another"
    caught = fault(impatient(camera.url(), user="guard", password=SecretStr(PASSWORD)))
    assert caught.code == "camera.login"
    assert sum("authorization" in seen.headers for seen in camera.seen) == 1
    assert "guard" not in str(caught)


def test_a_login_that_nobody_gave(camera: HttpCamera) -> None:
    camera.login = "md5"
    caught = fault(impatient(camera.url()))
    assert caught.code == "camera.login"
    assert "asks for" in str(caught)
    assert len(camera.seen) == 1


def test_the_body_of_a_refusal_is_not_read(camera: HttpCamera) -> None:
    assert fault(impatient(camera.url("/endless-401"))).code == "camera.login"


def test_the_body_of_a_redirect_is_not_read(camera: HttpCamera) -> None:
    camera.target = "/snapshot"
    assert some(impatient(camera.url("/endless-redirect")), 1)


@pytest.mark.parametrize("login", ["basic", "md5"])
def test_credentials_never_go_to_another_host(camera: HttpCamera, login: Any) -> None:
    camera.login = login
    options = {"user": "guard", "password": SecretStr(PASSWORD)}
    with HttpCamera() as other:
        for target in (
            other.url("/snapshot"),
            camera.url("/snapshot", host="localhost"),
            f"//127.0.0.1:{other.port}/snapshot",
            f"https://127.0.0.1:{camera.port}/snapshot",
            f"http://guard:x@127.0.0.1:{camera.port}/snapshot",
            "ftp://127.0.0.1/a",
            "http://[::1/",
        ):
            camera.target = target
            camera.seen.clear()
            caught = fault(impatient(camera.url("/redirect"), **options))
            assert caught.code == "camera.not_found"
            assert [seen.path for seen in camera.seen] == ["/redirect"] * 2
        assert other.seen == []


def test_a_redirect_on_the_camera_is_followed_but_not_for_ever(camera: HttpCamera) -> None:
    camera.login = "sha256"
    options = {"user": "guard", "password": SecretStr(PASSWORD)}
    camera.target = "/snapshot?again"
    assert some(impatient(camera.url("/redirect"), **options), 1)
    camera.target = "/redirect"
    assert fault(impatient(camera.url("/redirect"), **options)).code == "camera.not_found"


def test_no_proxy_and_no_password_file_of_the_user(
    camera: HttpCamera, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "netrc"
    file.write_text("machine 127.0.0.1 login a password secret\n")
    file.chmod(0o600)
    monkeypatch.setenv("NETRC", str(file))
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    some(impatient(camera.url("/snapshot")), 1)
    assert all("authorization" not in seen.headers for seen in camera.seen)


# faults


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/none", "camera.not_found"),
        ("/status/404", "camera.not_found"),
        ("/status/400", "camera.not_found"),
        ("/status/403", "camera.login"),
        ("/status/500", "camera.lost"),
        ("/status/503", "camera.lost"),
        ("/status/204", "camera.not_found"),
        ("/status/304", "camera.format"),
        ("/page", "camera.format"),
        ("/half", "camera.lost"),
        ("/stall", "camera.lost"),
        ("/silent", "camera.unreachable"),
        ("/drip", "camera.unreachable"),
        ("/drip-body", "camera.lost"),
        ("/garbage", "camera.format"),
        ("/endless-part", "camera.lost"),
        ("/endless-snapshot", "camera.format"),
    ],
)
def test_every_fault_has_its_name(camera: HttpCamera, path: str, code: str) -> None:
    # Bodies without end come as fast as this computer makes them: they get more time.
    source = (
        make_source(config(camera.url(path)), SystemClock())
        if "endless" in path
        else impatient(camera.url(path + "?token=secret"))
    )
    assert fault(source).code == code


def test_an_endless_header_is_a_loss(camera: HttpCamera) -> None:
    source = impatient(camera.url("/endless-header"))
    assert fault(source).code in {"camera.lost", "camera.format"}
    assert source.counters.decoded == 1


def test_nobody_there() -> None:
    caught = fault(impatient(f"http://127.0.0.1:{free_port()}/?token=secret"))
    assert caught.code == "camera.unreachable"


def test_the_end_of_a_stream_is_a_loss(camera: HttpCamera) -> None:
    camera.count = 2
    source = impatient(camera.url())
    with pytest.raises(CameraError) as caught:
        list(source.frames(threading.Event()))
    assert caught.value.code == "camera.lost"
    assert source.counters.packets == 2


@pytest.mark.parametrize("path", ["/silent", "/stall", "/drip", "/snapshot", "/video"])
def test_the_stop_flag_ends_it_quietly(camera: HttpCamera, path: str) -> None:
    # Far longer than this test may take: only the flag ends it.
    source = HttpCameraSource(
        camera=config(camera.url(path), snapshot_fps=0.1),
        clock=SystemClock(),
        read_timeout_s=600,
        picture_timeout_s=600,
    )
    stop = threading.Event()
    ended: list[Exception | None] = []

    def read() -> None:
        try:
            for _ in source.frames(stop):
                pass
            ended.append(None)
        except CameraError as exc:
            ended.append(exc)

    thread = threading.Thread(target=read)
    thread.start()
    while not camera.seen:
        assert thread.is_alive()
    stop.set()
    thread.join(30)
    assert ended == [None]


def test_what_else_comes_goes_to_the_other_reader(camera: HttpCamera, tmp_path: Path) -> None:
    path = tmp_path / "a.avi"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.time_base = Fraction(1, 10)
        for index in range(5):
            image = np.full((48, 64, 3), index * 40, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        container.mux(stream.encode())
    camera.raw = path.read_bytes()
    frames = some(make_source(config(camera.url("/avi")), SystemClock()), 2)
    assert [frame.seq for frame in frames] == [1, 2]
    assert frames[0].picture.size == (64, 48)
