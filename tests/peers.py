# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real peers of the tests, as processes of their own."""

from __future__ import annotations

import contextlib
import os
import random
import select
import signal
import socket
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

import pytest

from tests.shared import shared_path

SYSTEM_PYTHON = "/usr/bin/python3"
CAMERA_SCRIPT = Path(__file__).resolve().parent / "servers" / "rtsp_camera.py"

RTP_FRAME = 4
"""Bytes before a packet in an interleaved RTSP stream: $, channel, length (RFC 2326, 10.12)."""


def free_port() -> int:
    """Return a port of loopback that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _has_gstreamer() -> bool:
    probe = (
        "import gi; gi.require_version('GstRtspServer', '1.0'); gi.require_version('GstApp', '1.0')"
    )
    if not Path(SYSTEM_PYTHON).exists():
        return False
    done = subprocess.run([SYSTEM_PYTHON, "-c", probe], capture_output=True, check=False)
    return done.returncode == 0


def require_gstreamer() -> None:
    """Skip the calling test without the RTSP server's parts, or fail where peers are required."""
    if _has_gstreamer():
        return
    text = "python3-gi with GstRtspServer is not installed"
    if os.environ.get("ALPR_REQUIRE_PEERS"):
        pytest.fail(text)
    pytest.skip(text)


@contextmanager
def rtsp_server(clip: Path, *, port: int, fps: int = 18, size: str = "1280x720") -> Iterator[str]:
    """Serve `clip` on loopback, from its start to the first client.

    Skips without GStreamer, or fails where peers are required.
    """
    script = shared_path("tools", "rtsp_server.py")
    require_gstreamer()
    command = [SYSTEM_PYTHON, str(script), "--port", str(port), "--file", str(clip)]
    command += ["--size", size, "--fps", str(fps)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], 30)
        assert ready, "the RTSP server did not start"
        line = process.stdout.readline()
        assert line.startswith("ready "), line
        yield line.split()[1]
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


class RtspCamera:
    """A network camera on loopback, in a process of its own.

    The options are those of ``tests/servers/rtsp_camera.py``: path, codec (h264, h265, mjpeg, vp8,
    mpeg4), size, then_size, fps, gop, bitrate, pattern (moving, still, black, flat), picture, user,
    password, clip, loop_from.
    Skips without GStreamer, or fails where peers are required.
    """

    def __init__(self, *, port: int | None = None, **options: object) -> None:
        self.port = port or free_port()
        self._options: dict[str, object] = options
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        """The address, without user and password."""
        return f"rtsp://127.0.0.1:{self.port}{self._options.get('path', '/cam')}"

    @property
    def pid(self) -> int | None:
        """The process, None while it does not run."""
        return None if self._process is None else self._process.pid

    def start(self, **changes: object) -> None:
        """Start (again) on the same port, with other options if given; returns when it serves."""
        self.kill()
        self._options |= changes
        require_gstreamer()
        command = [SYSTEM_PYTHON, str(CAMERA_SCRIPT), "--port", str(self.port)]
        for name, value in self._options.items():
            command += [f"--{name.replace('_', '-')}", str(value)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], 60)
        line = self._process.stdout.readline() if ready else ""
        if not line.startswith("ready "):
            self.kill()
            raise AssertionError(f"the camera did not start: {line!r}")

    def pause(self) -> None:
        """Hang: the connection stays, nothing comes."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Go on after `pause`."""
        self._signal(signal.SIGCONT)

    def change_size(self) -> None:
        """Send pictures of `then_size` from now on, in the sessions that are open."""
        self._signal(signal.SIGUSR1)

    def kill(self) -> None:
        """Cut the power."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None, "the camera does not run"
        self._process.send_signal(number)

    def __enter__(self) -> RtspCamera:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()


class _Listener:
    """Accepts on a free port of loopback and serves each client in a thread."""

    def __init__(self) -> None:
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen()
        self.port = int(self._listener.getsockname()[1])
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._ended = False
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._keep(client)
                threading.Thread(target=self._guarded, args=(client,), daemon=True).start()

    def _keep(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.add(connection)
            if self._ended:
                connection.close()

    def _guarded(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            self._serve(client)

    def _serve(self, client: socket.socket) -> None:
        raise NotImplementedError

    def drop(self) -> None:
        """Break off all connections."""
        with self._lock:
            connections, self._open = self._open, set()
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def close(self) -> None:
        """End."""
        self._ended = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.drop()

    def __enter__(self):
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class FlippingProxy(_Listener):
    """Hands an RTSP camera on, over TCP, and damages what the camera sends while `on`.

    Damaged are the payloads of the interleaved packets of channel 0 alone: the handshake, the
    headers and with them the framing stay whole, as with a radio link or a broken encoder.

    Args:
        target: Address of the camera.
        rate: Share of the packets that are damaged, 0..1.
        bits: Bits that are flipped in a damaged packet.
        drop: Share of the packets that are left out, 0..1.
        seed: Of the damage.
        on: Whether to begin with damage.
    """

    def __init__(
        self,
        target: str,
        *,
        rate: float = 0.05,
        bits: int = 4,
        drop: float = 0.0,
        seed: int = 1,
        on: bool = False,
    ) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 554)
        self._path = parts.path
        self.rate = rate
        self.bits = bits
        self.drop_rate = drop
        self.on = on
        self.damaged = 0
        """Packets damaged or left out so far."""
        self._random = random.Random(seed)
        super().__init__()

    @property
    def address(self) -> str:
        """The camera's address through this proxy."""
        return f"rtsp://127.0.0.1:{self.port}{self._path}"

    def _serve(self, client: socket.socket) -> None:
        with socket.create_connection(self._target, timeout=10) as camera:
            camera.settimeout(None)
            self._keep(camera)
            upward = threading.Thread(target=_copy, args=(client, camera), daemon=True)
            upward.start()
            reader = camera.makefile("rb", buffering=1 << 16)
            while head := reader.read(1):
                if head == b"$":
                    rest = reader.read(RTP_FRAME - 1)
                    channel, length = struct.unpack(">BH", rest)
                    packet = bytearray(reader.read(length))
                    if channel == 0 and self.on and not self._damage(packet):
                        continue
                    client.sendall(head + rest + packet)
                else:
                    client.sendall(head + reader.readline())
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)

    def _damage(self, packet: bytearray) -> bool:
        """Damage a packet by chance; return whether it is handed on."""
        if self._random.random() < self.drop_rate:
            self.damaged += 1
            return False
        if len(packet) > 16 and self._random.random() < self.rate:
            self.damaged += 1
            for _ in range(self.bits):
                # 12 bytes are the RTP header (RFC 3550, 5.1).
                at = self._random.randrange(12, len(packet))
                packet[at] ^= 1 << self._random.randrange(8)
        return True


class CodecSwitch(FlippingProxy):
    """Hands an RTSP camera on; after `switch` the open sessions carry another camera's packets.

    As a camera whose coder is set anew while it is watched: same session, same description, same
    numbers of the packets, and another codec in them. Who asks anew gets the other camera.
    """

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self._other: socket.socket | None = None

    def switch(self, target: str) -> None:
        """Send what the camera at `target` sends (over TCP, without a password)."""
        parts = urlsplit(target)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 554)
        self._path = parts.path
        other = socket.create_connection(self._target, timeout=10)
        self._keep(other)
        session = b""
        steps = (
            f"DESCRIBE {target}",
            f"SETUP {target}/stream=0",
            f"PLAY {target}",
        )
        for number, step in enumerate(steps, start=1):
            lines = [f"{step} RTSP/1.0", f"CSeq: {number}", "Accept: application/sdp"]
            lines += ["Transport: RTP/AVP/TCP;unicast;interleaved=0-1"] if number == 2 else []
            lines += [f"Session: {session.decode()}"] if session else []
            other.sendall("\r\n".join([*lines, "", ""]).encode())
            if number == len(steps):
                break
            answer = b""
            while b"\r\n\r\n" not in answer:
                answer += other.recv(4096)
            head, _, body = answer.partition(b"\r\n\r\n")
            fields = dict(line.partition(b": ")[::2] for line in head.split(b"\r\n")[1:])
            left = int(fields.get(b"Content-Length", b"0")) - len(body)
            while left > 0:
                left -= len(other.recv(left))
            session = fields.get(b"Session", session).partition(b";")[0]
        self._other = other

    def _serve(self, client: socket.socket) -> None:
        before = self._other
        with socket.create_connection(self._target, timeout=10) as camera:
            camera.settimeout(None)
            self._keep(camera)
            threading.Thread(target=_copy, args=(client, camera), daemon=True).start()
            reader = camera.makefile("rb", buffering=1 << 16)
            last = b""
            while head := reader.read(1):
                if head != b"$":
                    client.sendall(head + reader.readline())
                    continue
                rest = reader.read(RTP_FRAME - 1)
                channel, length = struct.unpack(">BH", rest)
                packet = reader.read(length)
                if self._other is not before:
                    break
                if channel == 0:
                    last = packet
                client.sendall(head + rest + packet)
            other = self._other
            if other is not None and other is not before:
                self._pump(other, client, last)

    def _pump(self, other: socket.socket, client: socket.socket, last: bytes) -> None:
        """Send the other camera's packets with the numbers that this session goes on with."""
        number = struct.unpack(">H", last[2:4])[0]
        reader = other.makefile("rb", buffering=1 << 16)
        while head := reader.read(1):
            if head != b"$":
                reader.readline()
                continue
            channel, length = struct.unpack(">BH", reader.read(RTP_FRAME - 1))
            packet = reader.read(length)
            if channel != 0:
                continue
            number = (number + 1) % 65536
            told = packet[:2] + struct.pack(">H", number) + packet[4:8] + last[8:12] + packet[12:]
            client.sendall(b"$" + struct.pack(">BH", 0, len(told)) + told)


class Junction(_Listener):
    """An address of loopback whose host is changed while its users run.

    Args:
        port: Where its connections are led to.
    """

    def __init__(self, port: int) -> None:
        self._led_to: int | None = port
        super().__init__()

    def lead_to(self, port: int | None) -> None:
        """Put another host there, None for none; what was connected is broken off."""
        self._led_to = port
        self.drop()

    def _serve(self, client: socket.socket) -> None:
        if self._led_to is None:
            return
        with socket.create_connection(("127.0.0.1", self._led_to), timeout=10) as there:
            there.settimeout(None)
            self._keep(there)
            threading.Thread(target=_copy, args=(client, there), daemon=True).start()
            _copy(there, client)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(1 << 16):
            target.sendall(data)
        target.shutdown(socket.SHUT_RDWR)


class Answering(_Listener):
    """Answers each RTSP or HTTP request with what `reply` makes of it, and records the requests.

    Args:
        reply: From a request to the bytes of its answer; ``SEQ`` in them becomes its CSeq. Empty:
            no answer.
    """

    def __init__(self, reply: Callable[[bytes], bytes]) -> None:
        self._reply = reply
        self.requests: list[bytes] = []
        super().__init__()

    @property
    def address(self) -> str:
        """Its address as a camera."""
        return f"rtsp://127.0.0.1:{self.port}/cam"

    def _serve(self, client: socket.socket) -> None:
        held = b""
        while data := client.recv(4096):
            held += data
            while b"\r\n\r\n" in held:
                request, _, held = held.partition(b"\r\n\r\n")
                self.requests.append(request)
                lines = [line.partition(b":") for line in request.split(b"\r\n")[1:]]
                fields = {name.strip().lower(): value.strip() for name, _, value in lines}
                answer = self._reply(request).replace(b"SEQ", fields.get(b"cseq", b"1"))
                if answer:
                    client.sendall(answer)


def redirecting(target: str) -> Answering:
    """Return a camera that sends every client to `target` (RTSP 302)."""
    answer = f"RTSP/1.0 302 Moved Temporarily\r\nCSeq: SEQ\r\nLocation: {target}\r\n\r\n"

    def reply(request: bytes) -> bytes:
        if request.startswith(b"OPTIONS"):
            return b"RTSP/1.0 200 OK\r\nCSeq: SEQ\r\nPublic: OPTIONS, DESCRIBE\r\n\r\n"
        return answer.encode()

    return Answering(reply)


@contextmanager
def black_hole(*, accept: bool = True) -> Iterator[str]:
    """Yield the address of a camera that never answers.

    Args:
        accept: Take connections and say nothing; else not even that (its queue is full).
    """
    if accept:
        with Answering(lambda _request: b"") as hole:
            yield hole.address
        return
    with contextlib.ExitStack() as held:
        listener = held.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        # Two connections that nobody takes fill a queue of length 0 (listen(2)); Linux then drops
        # the first packet of any other, so that it waits as for a host that is not there.
        for _ in range(2):
            waiting = held.enter_context(socket.socket())
            waiting.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                waiting.connect(listener.getsockname())
        yield f"rtsp://127.0.0.1:{listener.getsockname()[1]}/cam"
