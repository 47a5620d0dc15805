# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the `source` of a camera to what delivers its frames."""

from __future__ import annotations

from pathlib import Path

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.vision.protocols import FrameSource
from alpr_kiosk.vision.sources.pictures import PICTURE_SUFFIXES, PictureSource
from alpr_kiosk.vision.sources.rtsp import NETWORK_SCHEMES, RtspSource
from alpr_kiosk.vision.sources.video import VideoFileSource

DEMO_PREFIX = "demo:"


def make_source(camera: CameraConfig, clock: Clock, *, base: Path | None = None) -> FrameSource:
    """Return the source of a camera; nothing is opened before its first frame is asked for.

    Args:
        camera: ``rtsp://...``, ``demo:SCENE``, a folder, a picture, or else a video file.
        clock: Where arrival times come from.
        base: Folder that relative paths start from; None for the working directory.
    """
    source = camera.source
    if source.startswith(DEMO_PREFIX):
        from alpr_kiosk.vision.sources.renderer import RenderedSource

        return RenderedSource(
            camera_id=camera.id,
            scene=source.removeprefix(DEMO_PREFIX),
            clock=clock,
            realtime=camera.realtime,
            loop=camera.loop,
        )
    if is_network(source):
        return RtspSource(camera=camera, clock=clock)
    path = Path(source).expanduser()
    if base is not None and not path.is_absolute():
        path = base / path
    if path.is_dir() or path.suffix.lower() in PICTURE_SUFFIXES:
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
