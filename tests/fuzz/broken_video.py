# SPDX-License-Identifier: AGPL-3.0-or-later
"""Broken video files, made by chance from whole ones; and a child that plays them.

Run as a program, with a count and a seed, it prints by how much its memory grew at its highest, in
KiB, and what became of the files.
"""

from __future__ import annotations

import collections
import random
import sys
import tempfile
import threading
from pathlib import Path

from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.sources.video import VideoFileSource
from tests.coded import coded

KINDS = (
    ("mp4", "mp4", "libx264"),
    ("mkv", "matroska", "libx264"),
    ("avi", "avi", "mjpeg"),
    ("ts", "mpegts", "libx264"),
    ("h264", "h264", "libx264"),
    ("mkv", "matroska", "libx265"),
)

FRAMES = 60
"""Of a broken file that are looked at."""


def golomb(value: int) -> str:
    """Return ue(v) as bits."""
    text = f"{value + 1:b}"
    return "0" * (len(text) - 1) + text


def absurd_h264() -> bytes:
    """Return a stream whose header claims 65536 x 65536 px."""
    bits = golomb(0) + golomb(0) + golomb(0) + golomb(0) + golomb(1) + "0"
    bits += golomb(4095) + golomb(4095) + "1" + "0" + "0" + "0" + "1"
    bits += "0" * (-len(bits) % 8)
    sps = bytes([0x67, 66, 0, 62]) + int(bits, 2).to_bytes(len(bits) // 8, "big")
    sps = sps.replace(b"\x00\x00\x00", b"\x00\x00\x03\x00")
    start = b"\x00\x00\x00\x01"
    picture = start + sps + start + b"\x68\xce\x3c\x80" + start + b"\x65\x88\x84" + b"\x55" * 4000
    return picture * 20


def absurd_jpegs(whole: bytes) -> bytes:
    """Return a film of JPEGs whose headers claim 65535 x 65535 px."""
    parts = whole.split(b"\xff\xc0\x00\x11\x08")
    return b"\xff\xc0\x00\x11\x08".join([parts[0], *(b"\xff" * 4 + part[4:] for part in parts[1:])])


def broken(whole: bytes, chance: random.Random) -> bytes:
    """Return a file with something wrong."""
    data = bytearray(whole)
    match chance.randrange(5):
        case 0:
            del data[chance.randrange(len(data)) :]
        case 1:
            for _ in range(chance.randrange(1, 40)):
                data[chance.randrange(len(data))] = chance.randrange(256)
        case 2:
            for _ in range(chance.randrange(1, 20)):
                at = chance.randrange(min(800, len(data)))
                data[at] = chance.choice([0, 255, 127, 128, chance.randrange(256)])
        case 3:
            at = chance.randrange(len(data))
            data[at:at] = chance.randbytes(chance.randrange(1, 200))
        case _:
            return chance.randbytes(chance.randrange(1, 20_000))
    return bytes(data)


def play(path: Path) -> str:
    """Play a file as the product does and return what became of it."""
    source = VideoFileSource(
        camera_id="cam", path=path, clock=SystemClock(), realtime=False, loop=False
    )
    try:
        for frame in source.frames(threading.Event()):
            assert frame.pixels.size
            frame.picture.grey(32, 24)
            frame.picture.bgrx(40, 30)
            if frame.seq >= FRAMES:
                break
    except CameraError as exc:
        return exc.code
    return "played"


def memory_kib(name: str) -> int:
    """Return a value of the process's memory: VmRSS (now) or VmHWM (at its highest)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith(name)))


def forget_highest() -> None:
    """Begin VmHWM anew (proc(5)): the encoders that made the files took more than any decoder."""
    Path("/proc/self/clear_refs").write_text("5")


def main() -> None:
    """Play `count` broken files by `seed`, after all the whole ones."""
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(seed)
    whole = {
        kind: coded(codec=kind[2], container=kind[1], size=(160, 120), count=12) for kind in KINDS
    }
    became: collections.Counter[str] = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "whole"
        for kind, data in whole.items():
            path = Path(folder) / f"whole.{kind[0]}"
            path.write_bytes(data)
            assert play(path) == "played", kind
        forget_highest()
        before = memory_kib("VmRSS")
        jpegs = coded(codec="mjpeg", container="mjpeg", size=(160, 120), count=12)
        for name, data in (("x.h264", absurd_h264()), ("x.mjpeg", absurd_jpegs(jpegs))):
            path = Path(folder) / name
            path.write_bytes(data)
            assert play(path) == "camera.format", name
        for _ in range(count):
            kind = chance.choice(KINDS)
            path = Path(folder) / f"broken.{kind[0]}"
            path.write_bytes(broken(whole[kind], chance))
            became[play(path)] += 1
    print(memory_kib("VmHWM") - before, dict(became))  # noqa: T201


if __name__ == "__main__":
    main()
