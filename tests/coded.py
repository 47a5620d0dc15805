# SPDX-License-Identifier: AGPL-3.0-or-later
"""Coded video made for a test, small and the same each time."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from av.bitstream import BitStreamFilterContext

H265 = "log-level=none:bframes=0:keyint=15:min-keyint=15:repeat-headers=1"


def coded(
    *,
    codec: str = "libx264",
    container: str = "matroska",
    size: tuple[int, int] = (320, 240),
    count: int = 60,
    fps: int = 15,
    gop: int = 15,
    b_frames: int = 0,
) -> bytes:
    """Return a clip of a ground that moves, a number that counts and the noise of a sensor."""
    target = io.BytesIO()
    rng = np.random.default_rng(1)
    ground = rng.integers(0, 255, (30, 40, 3), dtype=np.uint8)
    ground = cv2.resize(ground, size, interpolation=cv2.INTER_CUBIC)
    with av.open(target, "w", format=container) as out:
        stream = out.add_stream(codec, rate=fps)
        stream.width, stream.height = size
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.gop_size = gop
        # One slice a picture, as cameras send it.
        stream.thread_count = 1
        if codec == "libx264":
            stream.options = {"preset": "veryfast", "bf": str(b_frames)}
        elif codec == "libx265":
            stream.options = {"preset": "ultrafast", "x265-params": H265}
        for number in range(count):
            picture = np.roll(ground, 3 * number, axis=1).copy()
            left = 20 + 4 * number % (size[0] // 2)
            cv2.rectangle(picture, (left, 60), (left + 80, 130), (255, 255, 255), -1)
            cv2.putText(picture, str(number), (left + 8, 120), 0, 1.5, (0, 0, 0), 3)
            noisy = picture.astype(np.int16) + rng.normal(0, 4, picture.shape)
            pixels = np.clip(noisy, 0, 255).astype(np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(pixels, format="bgr24")):
                out.mux(packet)
        for packet in stream.encode(None):
            out.mux(packet)
    return target.getvalue()


def stored(data: bytes) -> tuple[Any, list[av.Packet]]:
    """Return the stream and the packets of a clip, as they lie in the file."""
    container = av.open(io.BytesIO(data))
    stream = container.streams.video[0]
    return stream, [packet for packet in container.demux(stream) if packet.size]


def start_coded(data: bytes) -> tuple[Any, list[av.Packet]]:
    """Return the stream and the packets of a clip; those of H.264 with start codes, as by RTSP."""
    stream, packets = stored(data)
    if stream.codec_context.name != "h264":
        return stream, packets
    turned = BitStreamFilterContext("h264_mp4toannexb", stream)
    return stream, [out for packet in packets for out in turned.filter(packet)]


def written(folder: Path, data: bytes, name: str = "clip.mkv") -> Path:
    """Write a clip and return its path."""
    path = folder / name
    path.write_bytes(data)
    return path
