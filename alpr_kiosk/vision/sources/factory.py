# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the `source` of a camera to what delivers its frames."""

from __future__ import annotations

from pathlib import Path

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.protocols import FrameSource
from alpr_kiosk.vision.sources.http_camera import HttpCameraSource
from alpr_kiosk.vision.sources.pictures import PICTURE_SUFFIXES, PictureSource
from alpr_kiosk.vision.sources.rtsp import NETWORK_SCHEMES, RtspSource
from alpr_kiosk.vision.sources.usb import UsbSource
from alpr_kiosk.vision.sources.video import VideoFileSource

DEMO_PREFIX = "demo:"

HTTP_SCHEMES = ("http", "https")

_NOT_DEVICES = ("/dev/shm/",)  # noqa: S108 - compared with, not written to
"""Below /dev, but files."""


def make_source(camera: CameraConfig, clock: Clock, *, base: Path | None = None) -> FrameSource:
    """Return the source of a camera; nothing is opened before its first frame is asked for.

    Args:
        camera: ``rtsp://...``, ``http://...``, ``demo:SCENE`` or ``demo:SCENE/FPS``, ``/dev/...``
            for USB, a folder, a picture, or else a video file.
        clock: Where arrival times come from.
        base: Folder that relative paths start from; None for the working directory.

    Raises:
        CameraError: ``camera.unreachable``: a path that the system does not take, or may not look
            at, or a scene with no rate after its slash.
    """
    source = camera.source
    if source.startswith(DEMO_PREFIX):
        from alpr_kiosk.vision.sources.renderer import RenderedSource, scene_and_rate

        scene, fps = scene_and_rate(source.removeprefix(DEMO_PREFIX))
        return RenderedSource(
            camera_id=camera.id,
            scene=scene,
            clock=clock,
            realtime=camera.realtime,
            loop=camera.loop,
            fps=fps,
        )
    if is_network(source):
        if source.partition("://")[0].lower() in HTTP_SCHEMES:
            return HttpCameraSource(camera=camera, clock=clock)
        return RtspSource(camera=camera, clock=clock)
    if is_usb(source):
        return UsbSource(camera=camera, clock=clock)
    try:
        path = Path(source).expanduser()
        if base is not None and not path.is_absolute():
            path = base / path
        is_folder = path.is_dir()
    except (OSError, ValueError, RuntimeError) as exc:
        # Too long, a folder that is closed to us, or the home of a user that there is not.
        detail = getattr(exc, "strerror", None) or "no such home"
        raise CameraError("camera.unreachable", source=source, detail=detail) from exc
    if is_folder or path.suffix.lower() in PICTURE_SUFFIXES:
        return PictureSource(
            camera_id=camera.id,
            path=path,
            clock=clock,
            realtime=camera.realtime,
            loop=camera.loop,
        )
    return VideoFileSource(
        camera_id=camera.id, path=path, clock=clock, realtime=camera.realtime, loop=camera.loop
    )


def is_network(source: str) -> bool:
    """Return whether a source is an address on the network."""
    return source.partition("://")[0].lower() in NETWORK_SCHEMES and "://" in source


def is_rtsp(source: str) -> bool:
    """Return whether a source is an address that RTSP, and so a transport of it, is used for."""
    return is_network(source) and source.partition("://")[0].lower() not in HTTP_SCHEMES


def is_usb(source: str) -> bool:
    """Return whether a source is a device of this computer."""
    return source.startswith("/dev/") and not source.startswith(_NOT_DEVICES)


def is_live(source: str) -> bool:
    """Return whether a source shows what is now and cannot wait: a network or a USB camera."""
    return is_network(source) or is_usb(source)
