# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tries the connection to a camera and says what it is that does not work.

Five steps, each of which passes, fails or is not reached: the address leads to a host, the host
answers, the login is accepted, the stream is found, a picture is decoded. The pictures come through
the same sources as in service, so what passes here works there.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
import queue
import statistics
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import SecretStr, ValidationError

from alpr_kiosk.cameras import addresses, net
from alpr_kiosk.cameras.addresses import BadAddressError, Login
from alpr_kiosk.cameras.types import Cancel, ConnectionReport, ConnectionStep, StepName, StepState
from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import AlprError, CameraError
from alpr_kiosk.vision.protocols import FrameSource
from alpr_kiosk.vision.sources.factory import is_network, is_rtsp, make_source
from alpr_kiosk.vision.types import Frame

LIMIT_S = 10.0  # the whole test; a person waits
MEASURE_S = 2.0  # for frames a second and the distance of key frames
ANSWER_S = 3.0  # name and TCP connection together
POLL_S = 0.05  # how soon a cancel is noticed

SLOW_START_S = 2.0
LOW_FPS = 8.0  # rivals.md part 3: fewer frames leave one or two reads of a moving car
SMALL_WIDTH = 1280
LARGE_WIDTH = 2560  # decoding costs grow with the area; a gate lane needs no more
REDIRECTED = ("another host", "another address")
"""What the sources' details say of a camera that sends its clients away."""
CODECS_THAT_COST = frozenset({"hevc", "h265"})

_log = logging.getLogger(__name__)

MakeSource = Callable[[CameraConfig, Clock], FrameSource]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionRequest:
    """What shall be tried.

    Attributes:
        source: As `CameraConfig.source`; a login in it is taken out and used.
        user: User, "" for none.
        password: Password.
        transport: ``tcp`` or ``udp``, for RTSP.
    """

    source: str = field(repr=False)
    user: str = field(default="", repr=False)
    password: SecretStr = field(default_factory=lambda: SecretStr(""))
    transport: str = "tcp"

    @classmethod
    def of(cls, camera: CameraConfig) -> ConnectionRequest:
        """Return the request for a camera of the site file."""
        password = camera.password
        if camera.password_env:
            known = password.get_secret_value()
            password = SecretStr(os.environ.get(camera.password_env, known))
        return cls(
            source=camera.source,
            user=camera.user,
            password=password,
            transport=camera.transport,
        )


class _Report:
    """The report as it grows."""

    def __init__(self, on_step: Callable[[ConnectionStep], None] | None) -> None:
        self.report = ConnectionReport(
            address="", steps=tuple(ConnectionStep(name=name) for name in StepName)
        )
        self._on_step = on_step

    def set(self, step: ConnectionStep) -> None:
        steps = tuple(step if old.name is step.name else old for old in self.report.steps)
        self.report = replace(self.report, steps=steps)
        if self._on_step is not None:
            self._on_step(step)

    def passed(self, *names: StepName) -> None:
        for name in names:
            known = next(step for step in self.report.steps if step.name is name)
            if known.state is not StepState.PASSED:
                self.set(ConnectionStep(name=name, state=StepState.PASSED))

    def failed(self, name: StepName, code: str, **context: object) -> ConnectionReport:
        self.set(ConnectionStep(name=name, state=StepState.FAILED, code=code, context=context))
        return self.report

    def hint(self, *codes: str) -> None:
        hints = tuple(dict.fromkeys((*self.report.hints, *codes)))
        self.report = replace(self.report, hints=hints)


def try_connection(
    request: ConnectionRequest,
    *,
    clock: Clock,
    limit_s: float = LIMIT_S,
    measure_s: float = MEASURE_S,
    cancel: Cancel | None = None,
    on_step: Callable[[ConnectionStep], None] | None = None,
    make: MakeSource = make_source,
) -> ConnectionReport:
    """Try a connection; returns within `limit_s` seconds and raises for no input.

    Args:
        request: What to try.
        clock: For all times.
        limit_s: For everything, seconds.
        measure_s: How long frames are counted after the first one, seconds.
        cancel: Ends the test within a tenth of a second (a name look-up and a TCP connection
            within `ANSWER_S`): the step that was being tried failed with ``camera.cancelled``.
        on_step: Called with each step as it is decided, in the calling thread.
        make: Makes the source of a camera.

    Returns:
        The report. A failed step's code is one of: ``camera.address`` (no address that can be
        used), ``camera.name`` (no host of that name), ``camera.refused``, ``camera.unreachable``,
        ``camera.silent`` (connected, but no answer that this address promises), ``camera.login``,
        ``camera.not_found``, ``camera.format``, ``camera.no_picture``, ``camera.lost``,
        ``camera.redirect`` (to another host),
        ``camera.missing`` and ``camera.device`` (a file or device that is not there, or cannot be
        opened), ``camera.cancelled``, ``camera.internal``.
    """
    growing = _Report(on_step)
    deadline = clock.monotonic() + limit_s
    try:
        camera, found_login = _camera(request)
    except (BadAddressError, ValidationError):
        return growing.failed(StepName.RESOLVES, "camera.address")
    if found_login:
        growing.hint("hint.password_in_address")
    if is_network(camera.source):
        host, _ = addresses.parse(camera.source)
        growing.report = replace(growing.report, address=host.shown)
        try:
            ip = net.resolve(host.host, host.port, timeout_s=min(ANSWER_S, limit_s))
            growing.passed(StepName.RESOLVES)
            if _cancelled(cancel):
                return growing.failed(StepName.ANSWERS, "camera.cancelled")
            net.answers(ip, host.port, timeout_s=min(ANSWER_S, limit_s))
        except CameraError as exc:
            name = StepName.RESOLVES if exc.code == "camera.name" else StepName.ANSWERS
            return growing.failed(name, exc.code, **exc.context)
    else:
        growing.report = replace(growing.report, address=camera.source)
        local = not camera.source.startswith("demo:")
        if local and not _exists(camera.source):
            return growing.failed(StepName.RESOLVES, "camera.missing", source=camera.source)
    growing.passed(StepName.RESOLVES, StepName.ANSWERS)
    return _watch(growing, camera, clock, deadline, measure_s, cancel, make)


def _exists(source: str) -> bool:
    try:
        return Path(source).expanduser().exists()
    except (OSError, ValueError, RuntimeError):
        return False  # too long, or the home of a user that is not there


def _cancelled(cancel: Cancel | None) -> bool:
    return cancel is not None and cancel.is_set()


def _camera(request: ConnectionRequest) -> tuple[CameraConfig, Login]:
    source, login = request.source.strip(), Login()
    if len(source) > addresses.MAX_ADDRESS or not source.isprintable():
        raise BadAddressError("odd characters or length")
    if "://" in source:
        address, login = addresses.parse(source)
        if not is_network(source):
            raise BadAddressError("not a scheme of a camera")
        source = address.uri
    elif "@" in source and not _exists(source):
        raise BadAddressError("perhaps a login, without a scheme before it")
    user, password = request.user, request.password
    if login and not user:
        user, password = login.user, SecretStr(login.password)
    camera = CameraConfig.model_validate(
        {
            "id": "test",
            "source": source,
            "user": user,
            "password": password,
            "transport": request.transport,
        }
    )
    return camera, login


class _Reader(threading.Thread):
    """Reads the source in a thread of its own: a stuck native call is left behind, not waited for.

    What it puts into `found`: frames, then the error that ended it or None.
    """

    def __init__(self, source: FrameSource) -> None:
        super().__init__(name="camera-test", daemon=True)
        self.source = source
        self.stop = threading.Event()
        self.found: queue.Queue[Frame | AlprError | None] = queue.Queue(maxsize=64)

    def run(self) -> None:
        end: AlprError | None = None
        try:
            for frame in self.source.frames(self.stop):
                if self.stop.is_set():
                    break
                with contextlib.suppress(queue.Full):  # counted too few, then; never held up
                    self.found.put_nowait(frame)
        except AlprError as exc:
            end = exc
        except Exception as exc:  # noqa: BLE001 - the boundary of a thread
            # Without its text: it may hold the address with its login.
            _log.error("connection test: %s in the source", type(exc).__name__)
            end = CameraError("camera.internal", detail=type(exc).__name__)
        if not self.stop.is_set():
            self.found.put(end, timeout=LIMIT_S)


def _watch(
    growing: _Report,
    camera: CameraConfig,
    clock: Clock,
    deadline: float,
    measure_s: float,
    cancel: Cancel | None,
    make: MakeSource,
) -> ConnectionReport:
    started = clock.monotonic()
    try:
        source = make(camera, clock)
    except AlprError as exc:
        return growing.failed(StepName.STREAM, exc.code)
    reader = _Reader(source)
    reader.start()
    frames: list[_Seen] = []
    try:
        while clock.monotonic() < deadline:
            if _cancelled(cancel):
                return growing.failed(_next_step(growing), "camera.cancelled")
            if frames and clock.monotonic() - frames[0].arrived >= measure_s:
                break
            try:
                got = reader.found.get(timeout=POLL_S)
            except queue.Empty:
                continue
            if not isinstance(got, Frame):
                if frames:
                    break  # it showed a picture; how long it lasts is not asked here
                return _explain(growing, camera, got, source)
            if not frames and not _first(growing, got, source, clock.monotonic() - started):
                return growing.report
            frames.append(_Seen.of(got))
    finally:
        reader.stop.set()
    if not frames:
        known = bool(source.counters.codec or source.counters.packets)
        if known:
            growing.passed(StepName.LOGIN, StepName.STREAM)
            return growing.failed(StepName.PICTURE, "camera.no_picture")
        return growing.failed(StepName.ANSWERS, "camera.silent", detail="time")
    whole = clock.monotonic() - frames[0].arrived >= measure_s
    _advise(growing, camera, frames, whole=whole)
    return growing.report


def _next_step(growing: _Report) -> StepName:
    waiting = [step.name for step in growing.report.steps if step.state is not StepState.PASSED]
    return waiting[0] if waiting else StepName.PICTURE


def _explain(
    growing: _Report, camera: CameraConfig, error: AlprError | None, source: FrameSource
) -> ConnectionReport:
    """Say which step an error of the source belongs to."""
    code = error.code if error is not None else "camera.no_picture"
    detail = "" if error is None else str(error.context.get("detail", ""))
    counters = source.counters
    if code in ("camera.unreachable", "camera.not_found") and not is_network(camera.source):
        return growing.failed(StepName.ANSWERS, "camera.device", source=camera.source)
    if any(word in detail for word in REDIRECTED):
        return growing.failed(StepName.STREAM, "camera.redirect")
    nothing = not counters.codec and not counters.packets
    if code == "camera.unreachable" or (code == "camera.lost" and nothing):
        # It took the TCP connection, so it is there; it does not speak what the address says.
        return growing.failed(StepName.ANSWERS, "camera.silent", detail=detail)
    if code == "camera.login":
        return growing.failed(StepName.LOGIN, code)
    growing.passed(StepName.LOGIN)
    if code == "camera.not_found":
        return growing.failed(StepName.STREAM, code)
    growing.passed(StepName.STREAM)
    return growing.failed(StepName.PICTURE, code, codec=counters.codec, detail=detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """When a frame came; its picture is not kept, of 8 megapixels there may be 60."""

    arrived: float
    media_s: float | None
    key: bool | None

    @classmethod
    def of(cls, frame: Frame) -> _Seen:
        key = getattr(frame.picture, "key_frame", None)
        return cls(arrived=frame.captured_mono, media_s=frame.media_s, key=key)


def _first(growing: _Report, frame: Frame, source: FrameSource, took_s: float) -> bool:
    """Take the first picture into the report; False when it cannot be shown."""
    growing.passed(StepName.LOGIN, StepName.STREAM)
    try:
        picture = frame.picture.bgr()
    except (ValueError, MemoryError, ArithmeticError) as exc:
        growing.failed(StepName.PICTURE, "camera.format", detail=type(exc).__name__)
        return False
    width, height = frame.picture.size
    growing.report = replace(
        growing.report,
        picture=picture,
        width=width,
        height=height,
        codec=source.counters.codec,
        first_frame_s=took_s,
    )
    growing.passed(StepName.PICTURE)
    return True


def _advise(growing: _Report, camera: CameraConfig, frames: list[_Seen], *, whole: bool) -> None:
    report = replace(growing.report, fps=_rate(frames))
    growing.report = report
    if report.codec in CODECS_THAT_COST:
        growing.hint("hint.h265")
        if camera.transport == "udp" and is_rtsp(camera.source):
            growing.hint("hint.h265_udp")
    if report.first_frame_s is not None and report.first_frame_s > SLOW_START_S:
        growing.hint("hint.slow_start")
    if whole and _long_gop(frames):
        growing.hint("hint.long_gop")
    if report.fps is not None and report.fps < LOW_FPS:
        growing.hint("hint.low_fps")
    if report.width < SMALL_WIDTH:
        growing.hint("hint.small")
    if report.width > LARGE_WIDTH:
        growing.hint("hint.large")
    if is_network(camera.source) and not camera.user:
        growing.hint("hint.no_password")


def _rate(frames: list[_Seen]) -> float | None:
    """Return frames a second, by the camera's own time stamps where it sends any."""
    if len(frames) < 3:
        return None
    # A server may send what it kept since the last key frame at once, and stamp its first pictures
    # oddly: the usual distance of two pictures says more than their number in the time.
    times = [seen.media_s for seen in frames if seen.media_s is not None]
    gaps = [later - sooner for sooner, later in itertools.pairwise(times) if later > sooner]
    if len(gaps) >= 2:
        return 1 / statistics.median(gaps)
    span = frames[-1].arrived - frames[0].arrived
    return (len(frames) - 1) / span if span > 0 else None


def _long_gop(frames: list[_Seen]) -> bool:
    """Return whether no second key frame came in the whole time of measuring."""
    return frames[0].key is not None and sum(1 for seen in frames if seen.key) < 2
