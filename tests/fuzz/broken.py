# SPDX-License-Identifier: AGPL-3.0-or-later
"""Broken pictures and broken streams, made by chance from whole ones; and a child that eats them.

Run as a program it decodes a corpus and prints by how much its memory grew at its highest, in KiB.
"""

from __future__ import annotations

import random
import resource
import struct
import sys
import threading

import cv2
import numpy as np

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.sources.http_camera import HttpCameraSource
from alpr_kiosk.vision.sources.multipart import MultipartReader
from alpr_kiosk.vision.sources.still_check import DamagedPictureError
from alpr_kiosk.vision.sources.stills import StillDecoder
from tests.emulators.http_camera import HttpCamera, jpeg

SIZES = (0, 1, 7, 255, 4096, 8000, 8192, 16383, 65500, 65535, 2**31 - 1, 2**32 - 1)


def whole() -> list[bytes]:
    """Return one picture of each format."""
    image = cv2.imdecode(np.frombuffer(jpeg(96, 64), np.uint8), cv2.IMREAD_COLOR)
    made = [
        cv2.imencode(suffix, image, options)[1].tobytes()
        for suffix, options in (
            (".jpg", []),
            (".jpg", [cv2.IMWRITE_JPEG_PROGRESSIVE, 1]),
            (".jpg", [cv2.IMWRITE_JPEG_RST_INTERVAL, 1]),
            (".jpg", [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, 0x111111]),
            (".png", []),
            (".webp", []),
            (".webp", [cv2.IMWRITE_WEBP_QUALITY, 50]),
            (".bmp", []),
            (".tiff", []),
        )
    ]
    exif = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHH", 8, 1, 0x0112, 3, 1, 8, 0)
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    return [*made, made[0][:2] + segment + made[0][2:]]


def broken(data: bytes, chance: random.Random) -> bytes:
    """Return `data` with one to six things wrong, most of them near its beginning."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        reach = len(found) if chance.random() < 0.5 else min(len(found), 200)
        at = chance.randrange(reach + 1)
        match chance.randrange(7):
            case 0:
                found[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                size = struct.pack(chance.choice("<>") + "I", chance.choice(SIZES))
                size = size[chance.choice((0, 2)) :]
                found[at : at + len(size)] = size
            case 2:
                del found[at : at + chance.randint(1, 60)]
            case 3:
                found[at:at] = chance.randbytes(chance.randint(1, 60))
            case 4:
                del found[at:]
            case 5:
                end = at + chance.randint(1, 300)
                found[at:at] = found[at:end]
            case _:
                found[at:at] = b"\xff" + bytes([chance.randrange(0xC0, 0x100)])
    return bytes(found)


def answer(chance: random.Random, pictures: list[bytes]) -> bytes:
    """Return a whole HTTP answer with something wrong in it."""
    if chance.random() < 0.3:
        body = chance.choice(pictures)
        head = f"Content-Type: image/jpeg\r\nContent-Length: {len(body)}\r\n"
    else:
        head = "Content-Type: multipart/x-mixed-replace; boundary=frame\r\n"
        body = b"".join(
            b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%s\r\n"
            % (len(picture), picture)
            for picture in (
                broken(picture, chance) if chance.random() < 0.3 else picture
                for picture in chance.choices(pictures, k=4)
            )
        )
    return broken(f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + body, chance)


def read_answer(camera: HttpCamera, raw: bytes) -> None:
    """Let a source read an answer to its end; raises only what a source must not raise."""
    camera.raw = raw
    source = HttpCameraSource(
        camera=CameraConfig(id="c", source=camera.url("/raw"), snapshot_fps=10),
        clock=SystemClock(),
        open_timeout_s=1.0,
        read_timeout_s=0.5,
        picture_timeout_s=1.0,
    )
    try:
        for count, frame in enumerate(source.frames(threading.Event())):
            frame.picture.grey(8, 8)
            if count == 5:
                return
    except CameraError:
        return


def main(count: int) -> None:
    """Decode `count` broken pictures and a tenth as many answers; print the growth in KiB."""
    chance = random.Random(count)
    pictures = whole()
    decoder = StillDecoder()
    with HttpCamera() as camera:
        for picture in pictures:
            decoder.decode(picture)[1].bgr()
        read_answer(camera, answer(chance, pictures))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(count):
            try:
                decoder.decode(broken(chance.choice(pictures), chance))[1].bgrx(64, 48)
            except DamagedPictureError:
                continue
        for _ in range(count // 10):
            read_answer(camera, answer(chance, pictures))
    # What never ends is given up at 16 MB, with and without a boundary that is known.
    for boundary in (b"frame", b""):
        reader = MultipartReader(boundary)
        reader.feed(b"--frame\r\n\r\n\xff\xd8\xff")
        for _ in range(40 * 16):
            reader.feed(b"\x55" * 65536)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(f"{after - before}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
