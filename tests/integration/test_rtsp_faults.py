# SPDX-License-Identifier: AGPL-3.0-or-later
"""What network cameras do to us: each fault has its code, and no picture lies.

Real servers on loopback; what a real one cannot be told to do comes from a socket.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import random
import threading
import time
import traceback
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from pydantic import SecretStr

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.picture import AvPicture
from alpr_kiosk.vision.sources.rtsp import RtspSource
from alpr_kiosk.vision.types import Frame, Image
from tests.coded import coded, written
from tests.peers import (
    Answering,
    FlippingProxy,
    RtspCamera,
    black_hole,
    free_port,
    redirecting,
    require_gstreamer,
)

USER, PASSWORD = "guard", "p@ss:w/rd"

VISIBLE = 16
"""Two pictures differ visibly when a block of 16 x 16 px differs by this on average, of 255."""


def source_of(address: str, **options: object) -> RtspSource:
    config = CameraConfig.model_validate({"id": "cam", "source": address, **options})
    return RtspSource(camera=config, clock=SystemClock())


def fault_of(source: RtspSource) -> CameraError:
    """Return the error that a connection ends with before its first picture."""
    with pytest.raises(CameraError) as caught:
        next(source.frames(threading.Event()))
    return caught.value


def first_frames(source: RtspSource, count: int) -> list[Frame]:
    frames = source.frames(threading.Event())
    seen = list(itertools.islice(frames, count))
    frames.close()
    return seen


@pytest.mark.serial
@pytest.mark.parametrize(
    ("codec", "transport", "name"),
    [
        ("h264", "tcp", "h264"),
        ("h264", "udp", "h264"),
        ("h265", "tcp", "hevc"),
        ("mjpeg", "tcp", "mjpeg"),
    ],
)
def test_each_codec_and_transport_gives_whole_pictures(
    codec: str, transport: str, name: str
) -> None:
    with RtspCamera(codec=codec, size="320x240", bitrate=300) as server:
        source = source_of(server.address, transport=transport)
        seen = first_frames(source, 20)
    assert [frame.seq for frame in seen] == list(range(1, 21))
    assert not any(frame.damaged for frame in seen)
    assert seen[-1].pixels.shape == (240, 320, 3)
    # One frame may come without a time stamp: the first, before the sender's report.
    timed = [(frame.seq, frame.media_s) for frame in seen if frame.media_s is not None]
    assert len(timed) >= 19
    assert timed == sorted(timed)
    (first, begun), (last, ended) = timed[0], timed[-1]
    assert ended - begun == pytest.approx((last - first) / 15, abs=0.05)
    arrived = [frame.captured_mono for frame in seen]
    assert arrived[-1] > arrived[0]
    counters = source.counters
    assert (counters.codec, counters.width, counters.height) == (name, 320, 240)
    assert counters.packets >= counters.decoded >= 20
    assert counters.received_bytes > 1000
    assert counters.decode_errors == 0


@pytest.mark.serial
def test_user_and_password_open_a_camera_and_a_wrong_one_has_its_code() -> None:
    with RtspCamera(user=USER, password=PASSWORD, size="320x240") as server:
        good = source_of(server.address, user=USER, password=SecretStr(PASSWORD))
        assert len(first_frames(good, 3)) == 3
        for wrong in ({"user": USER, "password": SecretStr("wr0ng")}, {}):
            assert fault_of(source_of(server.address, **wrong)).code == "camera.login"
        other = source_of(server.address + "x", user=USER, password=SecretStr(PASSWORD))
        assert fault_of(other).code in {"camera.not_found", "camera.login"}


@pytest.mark.parametrize(
    "challenge",
    [
        b'Digest realm="cam", nonce="0a"',
        b'Digest realm="cam", nonce="0a", qop="auth", opaque="zz"',
        b'Basic realm="cam"',
        b'Digest realm="cam", nonce="0a", algorithm=SHA-512-256',
    ],
)
def test_a_wrong_password_is_tried_once(challenge: bytes) -> None:
    def refuse(_request: bytes) -> bytes:
        return b"RTSP/1.0 401 No\r\nCSeq: SEQ\r\nWWW-Authenticate: " + challenge + b"\r\n\r\n"

    with Answering(refuse) as server:
        fault = fault_of(source_of(server.address, user=USER, password=SecretStr(PASSWORD)))
        tried = [request for request in server.requests if b"Authorization" in request]
    assert fault.code == "camera.login"
    assert len(tried) == (0 if b"SHA" in challenge else 1)
    assert len(server.requests) <= 2
    assert not any(PASSWORD.encode() in request for request in server.requests)


def thief() -> Answering:
    """A host that asks whoever comes for a password in the clear."""
    answer = b'RTSP/1.0 401 No\r\nCSeq: SEQ\r\nWWW-Authenticate: Basic realm="x"\r\n\r\n'
    return Answering(lambda _request: answer)


def test_nothing_at_all_goes_to_another_host() -> None:
    with thief() as other, redirecting(other.address.replace("127.0.0.1", "localhost")) as server:
        fault = fault_of(source_of(server.address, user=USER, password=SecretStr(PASSWORD)))
        assert other.requests == []
    assert fault.code == "camera.not_found"
    assert "another host" in str(fault)


def test_nothing_goes_to_another_host_after_the_login_either() -> None:
    """FFmpeg alone would hand the password on: it follows, and answers whoever asks."""
    with thief() as other:
        away = other.address.replace("127.0.0.1", "localhost").encode()

        def reply(request: bytes) -> bytes:
            if b"Authorization" not in request:
                challenge = b'Digest realm="cam", nonce="0a"'
                return (
                    b"RTSP/1.0 401 No\r\nCSeq: SEQ\r\nWWW-Authenticate: " + challenge + b"\r\n\r\n"
                )
            return b"RTSP/1.0 302 Moved\r\nCSeq: SEQ\r\nLocation: " + away + b"\r\n\r\n"

        with Answering(reply) as server:
            fault = fault_of(source_of(server.address, user=USER, password=SecretStr(PASSWORD)))
        assert other.requests == []
    assert fault.code == "camera.not_found"


@pytest.mark.parametrize(
    "location", ["", "rtsp://[", "http://127.0.0.1/", "file:///etc/passwd", "rtsp://evil/\x00"]
)
def test_a_redirect_to_nowhere_is_nothing(location: str) -> None:
    with redirecting(location) as server:
        assert fault_of(source_of(server.address)).code in {
            "camera.not_found",
            "camera.unreachable",
        }


@pytest.mark.serial
def test_a_redirect_on_the_same_host_is_followed() -> None:
    with RtspCamera(size="320x240") as server, redirecting(server.address) as before:
        assert len(first_frames(source_of(before.address), 3)) == 3


def test_a_redirect_in_a_circle_ends() -> None:
    with redirecting("/cam") as server:
        assert fault_of(source_of(server.address)).code == "camera.not_found"
        assert len(server.requests) <= 4


@pytest.mark.serial
@pytest.mark.parametrize("accept", [True, False])
def test_a_black_hole_is_unreachable(accept: bool) -> None:
    config = {"id": "cam", "user": USER, "password": SecretStr(PASSWORD)}
    with black_hole(accept=accept) as address:
        source = RtspSource(
            camera=CameraConfig.model_validate({**config, "source": address}),
            clock=SystemClock(),
            open_timeout_s=0.5,
        )
        fault = fault_of(source)
    assert fault.code == "camera.unreachable"
    assert PASSWORD not in str(fault)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, "camera.not_found"),
        (400, "camera.not_found"),
        (454, "camera.not_found"),
        (403, "camera.login"),
        (503, "camera.unreachable"),
        (100, "camera.unreachable"),
    ],
)
def test_each_answer_has_its_code(status: int, code: str) -> None:
    with Answering(lambda _r: f"RTSP/1.0 {status} No\r\nCSeq: SEQ\r\n\r\n".encode()) as server:
        assert fault_of(source_of(server.address)).code == code


def test_a_description_without_video_is_a_format() -> None:
    body = b"v=0\r\nm=audio 0 RTP/AVP 0\r\n"
    head = f"RTSP/1.0 200 OK\r\nCSeq: SEQ\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with Answering(lambda _request: head + body) as server:
        fault = fault_of(source_of(server.address))
    assert fault.code == "camera.format"
    assert "no video" in str(fault)


@pytest.mark.serial
def test_a_codec_that_is_not_for_us_is_named() -> None:
    with RtspCamera(codec="vp8", size="320x240") as server:
        fault = fault_of(source_of(server.address))
    assert fault.code == "camera.format"
    assert "vp8" in str(fault)


@pytest.mark.serial
def test_no_error_and_no_log_holds_the_login(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    login = {"user": USER, "password": SecretStr(PASSWORD)}
    said = ""
    with RtspCamera(user=USER, password=PASSWORD, size="320x240", codec="vp8") as server:
        for address in (
            server.address,
            server.address + "/else",
            f"rtsp://127.0.0.1:{free_port()}/cam",
            f"rtsp://nobody.invalid/cam?user={USER}&password=p%40ss",
        ):
            fault = fault_of(source_of(address, **login))
            said += "".join(traceback.format_exception(fault)) + repr(fault.context)
        server.start(codec="h264")
        frames = source_of(server.address, **login).frames(threading.Event())
        next(frames)
        server.kill()
        with pytest.raises(CameraError) as caught:
            list(frames)
        said += "".join(traceback.format_exception(caught.value)) + repr(caught.value.context)
    out = capfd.readouterr()
    said += caplog.text + out.out + out.err
    for secret in (PASSWORD, "p%40ss", "p@ss", "w%2Frd", f"{USER}:"):
        assert secret not in said


@pytest.mark.serial
def test_another_codec_after_a_restart_is_another_connection() -> None:
    with RtspCamera(codec="h264", size="320x240") as server:
        source = source_of(server.address)
        frames = source.frames(threading.Event())
        assert next(frames).picture.size == (320, 240)
        server.start(codec="h265", size="640x360")
        with pytest.raises(CameraError) as caught:
            list(frames)
        assert caught.value.code == "camera.lost"
        again = source_of(server.address)
        assert first_frames(again, 3)[-1].picture.size == (640, 360)
        assert again.counters.codec == "hevc"


@pytest.mark.serial
def test_a_change_of_size_in_the_stream_is_shown(tmp_path: Path) -> None:
    require_gstreamer()
    small = coded(container="h264", size=(320, 240), count=15)
    large = coded(container="h264", size=(640, 480), count=15)
    clip = written(tmp_path, small + large, "sizes.h264")
    with RtspCamera(clip=clip) as server:
        seen = first_frames(source_of(server.address), 35)
    sizes = [frame.picture.size for frame in seen]
    assert {(320, 240), (640, 480)} == set(sizes)
    for frame in seen:
        assert frame.pixels.shape == (frame.picture.size[1], frame.picture.size[0], 3)
    changed = [at for at in range(1, 35) if sizes[at] != sizes[at - 1]]
    assert len(changed) >= 2
    assert not any(frame.damaged for frame in seen)


def differs(one: Image, other: Image) -> bool:
    size = (one.shape[1] // 16, one.shape[0] // 16)
    return bool(
        cv2.resize(cv2.absdiff(one, other), size, interpolation=cv2.INTER_AREA).max() > VISIBLE
    )


def grey(frame: Frame) -> Image:
    return frame.picture.grey(*frame.picture.size)


def clean_pictures(clip: Path) -> list[Image]:
    with av.open(str(clip)) as container:
        pictures = [AvPicture(frame) for frame in container.decode(video=0)]
    return [picture.grey(*picture.size) for picture in pictures]


@pytest.mark.serial
@pytest.mark.parametrize(("rate", "drop"), [(0.01, 0.0), (0.0, 0.01)])
def test_no_picture_of_a_damaged_stream_passes_for_a_whole_one(
    tmp_path: Path, rate: float, drop: float
) -> None:
    require_gstreamer()
    fps, count = 30, 120
    clip = written(tmp_path, coded(count=count, fps=fps, gop=15, size=(640, 352)))
    clean = clean_pictures(clip)
    lied = told = whole = 0
    with (
        RtspCamera(clip=clip) as server,
        FlippingProxy(server.address, rate=rate, drop=drop) as way,
    ):
        source = source_of(way.address)
        frames = source.frames(threading.Event())
        offset = None
        for frame in itertools.islice(frames, 200):
            if frame.media_s is None:
                continue
            place = round(frame.media_s * fps)
            if offset is None:
                near = [float(np.mean(cv2.absdiff(grey(frame), picture))) for picture in clean]
                offset = int(np.argmin(near)) - place
                way.on = True
            wrong = differs(grey(frame), clean[(place + offset) % count])
            lied += wrong and not frame.damaged
            told += frame.damaged
            whole += not frame.damaged
        way.on = False
        healed = next(frame for frame in frames if not frame.damaged)
        frames.close()
    assert way.damaged >= 5
    assert told >= 10
    assert whole >= 10
    assert lied <= 2
    assert source.counters.decode_errors >= 3
    assert healed.seq > 200


@pytest.mark.serial
def test_a_slow_reader_leaves_out_and_catches_up() -> None:
    pause = threading.Event()
    fps = 30
    with RtspCamera(size="320x240", fps=fps, gop=15, bitrate=300) as server:
        source = source_of(server.address)
        frames = source.frames(threading.Event())
        next(frames)
        began = time.monotonic()
        ages = []
        for frame in itertools.islice(frames, 24):
            assert frame.media_s is not None
            # How old the picture is, by the stream's own time.
            ages.append(time.monotonic() - began - frame.media_s)
            pause.wait(0.3)
        behind = source.counters.skipped
        # 24 pictures took 7 s, in which 200 were sent: the last would be 6 s old with all of them.
        assert behind > 50
        assert ages[-1] < 4
        assert not any(frame.damaged for frame in itertools.islice(frames, 30))
        before = source.counters.skipped
        assert len(list(itertools.islice(frames, 45))) == 45
        assert source.counters.skipped - before <= 30
        after = source.counters.skipped
        assert len(list(itertools.islice(frames, 30))) == 30
        assert source.counters.skipped == after
        frames.close()


def rtp(number: int, payload: bytes) -> bytes:
    """Return an interleaved packet that ends a picture."""
    packet = b"\x80\xe0" + (number & 0xFFFF).to_bytes(2, "big") + (number * 6000).to_bytes(4, "big")
    packet += b"\x00\x00\x00\x01" + payload
    return b"$\x00" + len(packet).to_bytes(2, "big") + packet


def streaming(sent: bytes) -> Answering:
    """Return a camera that agrees to everything, and then sends what it likes."""
    body = (
        b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\n"
        b"a=rtpmap:96 H264/90000\r\na=control:v\r\n"
    )

    def reply(request: bytes) -> bytes:
        head = b"RTSP/1.0 200 OK\r\nCSeq: SEQ\r\nSession: 1\r\n"
        if request.startswith(b"DESCRIBE"):
            return head + b"Content-Length: %d\r\n\r\n" % len(body) + body
        if request.startswith(b"SETUP"):
            return head + b"Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n"
        return head + b"\r\n" + (sent if request.startswith(b"PLAY") else b"")

    return Answering(reply)


def noise(chance: random.Random) -> bytes:
    """Return packets that are right on the outside, and now and then not even that."""
    parts = []
    for number in range(60):
        kind = chance.choice([0x65, 0x61, 0x67, 0x68, 0x7C, 0x78, 0x41, chance.randrange(256)])
        data = rtp(number, bytes([kind]) + chance.randbytes(chance.randrange(1, 900)))
        parts.append(data if chance.random() < 0.95 else chance.randbytes(50))
    return b"".join(parts)


@pytest.mark.serial
@pytest.mark.parametrize("seed", range(4))
def test_random_packets_end_in_an_error_of_the_camera(seed: int) -> None:
    with streaming(noise(random.Random(seed))) as server:
        config = CameraConfig.model_validate({"id": "cam", "source": server.address})
        source = RtspSource(
            camera=config, clock=SystemClock(), open_timeout_s=0.5, read_timeout_s=0.2
        )
        with pytest.raises(CameraError) as caught:
            assert all(frame.pixels.size for frame in source.frames(threading.Event()))
    assert caught.value.code in {"camera.lost", "camera.format", "camera.unreachable"}


@pytest.mark.serial
def test_an_abandoned_reader_ends_by_its_own_time_out_and_lets_go() -> None:
    with RtspCamera(size="320x240") as server:
        config = CameraConfig.model_validate({"id": "cam", "source": server.address})
        source = RtspSource(camera=config, clock=SystemClock(), read_timeout_s=0.3)
        descriptors = len(list(Path("/proc/self/fd").iterdir()))
        began = threading.Event()

        def read() -> None:
            with contextlib.suppress(CameraError):
                for _ in source.frames(threading.Event()):
                    began.set()

        reader = threading.Thread(target=read)
        reader.start()
        assert began.wait(30)
        server.pause()
        reader.join(30)
        assert not reader.is_alive()
        assert len(list(Path("/proc/self/fd").iterdir())) <= descriptors
