# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the set-up of cameras hands on. No field of these ever holds a user or a password."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from alpr_kiosk.vision.types import Image

LARGE_TILE = (867, 488)
"""Largest tile of the live screen, px (screens.md S01, one camera on 1280x800)."""


class Cancel(Protocol):
    """The part of `threading.Event` with which a caller ends a long task."""

    def is_set(self) -> bool:
        """Return whether the task shall end."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCamera:
    """A camera that answered a search.

    Attributes:
        address: The host that answered, as an IP address.
        service: Address of its ONVIF device service, always on `address`.
        name: What it calls itself; "" when it does not say.
        maker: Maker, "" while unknown.
        model: Model, "" while unknown.
        location: Where it says that it is, "" when it does not say.
        endpoint: Its stable identity (usually ``urn:uuid:...``); the same after a new address.
        needs_password: Whether it tells nothing without a login; None while nobody asked.
        moved: It named another host for its service, which is not used.
    """

    address: str
    service: str
    name: str = ""
    maker: str = ""
    model: str = ""
    location: str = ""
    endpoint: str = ""
    needs_password: bool | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamChoice:
    """One stream that a camera offers.

    Attributes:
        name: The camera's name of the profile.
        uri: Address without credentials, on the host that was asked.
        width: Pixels; 0 when the camera does not say.
        height: Pixels; 0 when the camera does not say.
        fps: Frames a second that are set; 0 when the camera does not say.
        codec: ``h264``, ``hevc``, ``mjpeg``, ``mpeg4`` or "".
        bitrate_kbps: Limit of the bit rate; 0 when the camera does not say.
        gop_s: Seconds between key frames; None when the camera does not say.
        snapshot: Address of its still picture without credentials, "" for none.
        moved: The camera named another host, which was replaced by the one that was asked.
    """

    name: str
    uri: str
    width: int = 0
    height: int = 0
    fps: float = 0.0
    codec: str = ""
    bitrate_kbps: int = 0
    gop_s: float | None = None
    snapshot: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraDescription:
    """What a camera says about itself after the login.

    Attributes:
        address: The host that was asked.
        maker: Maker.
        model: Model.
        firmware: Version of its firmware.
        clock_offset_s: Seconds by which its clock is ahead of ours.
        streams: Its streams, in its own order.
        notes: Codes of what was left out or changed, e.g. ``onvif.other_host``.
    """

    address: str
    maker: str = ""
    model: str = ""
    firmware: str = ""
    clock_offset_s: float = 0.0
    streams: tuple[StreamChoice, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamPlan:
    """Which stream to read plates in, and which to show.

    Attributes:
        reading: For `CameraConfig.source`.
        preview: For `CameraConfig.preview_source`; None when the main stream serves both.
    """

    reading: StreamChoice
    preview: StreamChoice | None = None


def plan_streams(
    streams: Sequence[StreamChoice], tile: tuple[int, int] = LARGE_TILE
) -> StreamPlan | None:
    """Choose the stream for reading and the sub-stream for the tile.

    Reading takes the largest picture: each pixel of a plate counts. The tile takes the smallest
    one that still fills it in one direction, and the largest of the others when none does.

    Args:
        streams: What the camera offers.
        tile: Width and height of the tile, px.
    """
    live = [stream for stream in streams if stream.uri]
    if not live:
        return None

    def area(stream: StreamChoice) -> int:
        return stream.width * stream.height

    # Among equals H.264: H.265 costs more to decode, MJPEG more to carry (hardware.md 2).
    cost = {"h264": 0, "hevc": 1, "mpeg4": 2, "mjpeg": 3}
    reading = max(live, key=lambda stream: (area(stream), -cost.get(stream.codec, 4)))
    smaller = [stream for stream in live if 0 < area(stream) < area(reading)]
    if not smaller:
        return StreamPlan(reading=reading)
    filling = [s for s in smaller if s.width >= tile[0] or s.height >= tile[1]]
    if filling:
        preview = min(filling, key=lambda s: (area(s), cost.get(s.codec, 4)))
    else:
        preview = max(smaller, key=lambda s: (area(s), -cost.get(s.codec, 4)))
    return StreamPlan(reading=reading, preview=preview)


class StepName(str, Enum):
    """The five ticks of a connection test, in their order."""

    RESOLVES = "resolves"
    ANSWERS = "answers"
    LOGIN = "login"
    STREAM = "stream"
    PICTURE = "picture"


class StepState(str, Enum):
    """What became of a step."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionStep:
    """One tick.

    Attributes:
        name: Which one.
        state: What became of it.
        code: Key of the sentence, of a failed step; "" else.
        context: Values for the sentence; plain, without credentials.
    """

    name: StepName
    state: StepState = StepState.NOT_REACHED
    code: str = ""
    context: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConnectionReport:
    """Result of a connection test.

    Attributes:
        address: What was tried, without credentials and query.
        steps: The five ticks, in order.
        picture: The first picture, BGR uint8 (H, W, 3), read-only; None without one.
        width: Pixels of it; 0 without one.
        height: Pixels of it; 0 without one.
        codec: FFmpeg's name of the codec, "" while unknown.
        fps: Frames a second, measured; None when the time was too short.
        first_frame_s: Seconds from the start of the connection to the first picture.
        hints: Codes of advice, e.g. ``hint.h265``.
    """

    address: str
    steps: tuple[ConnectionStep, ...]
    picture: Image | None = field(default=None, repr=False)
    width: int = 0
    height: int = 0
    codec: str = ""
    fps: float | None = None
    first_frame_s: float | None = None
    hints: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether all five steps passed."""
        return all(step.state is StepState.PASSED for step in self.steps)

    @property
    def failure(self) -> ConnectionStep | None:
        """The step that failed, None when none did."""
        return next((step for step in self.steps if step.state is StepState.FAILED), None)
