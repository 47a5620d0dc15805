# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever bytes come: nothing but a camera's error, and never more than 50 MB."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.sources.http_login import CameraLogin, challenges_of
from alpr_kiosk.vision.sources.multipart import MAX_HEADER, MultipartReader, boundary_of, jpeg_end
from alpr_kiosk.vision.sources.pictures import load_picture
from alpr_kiosk.vision.sources.still_check import MAX_BYTES, DamagedPictureError
from alpr_kiosk.vision.sources.stills import StillDecoder
from tests.emulators.http_camera import HttpCamera, jpeg
from tests.fuzz.broken import answer, broken, read_answer, whole

ROOT = Path(__file__).resolve().parents[3]
PICTURES = whole()
LIMIT_KIB = 50 * 1024

chances = st.integers(0, 2**63).map(random.Random)


@pytest.fixture(scope="module")
def camera() -> Iterator[HttpCamera]:
    with HttpCamera() as emulator:
        yield emulator


@given(chance=chances)
def test_broken_pictures(chance: random.Random) -> None:
    decoder = StillDecoder()
    for data in (broken(chance.choice(PICTURES), chance), PICTURES[0]):
        try:
            still, picture = decoder.decode(data)
        except DamagedPictureError:
            assert data is not PICTURES[0]
            continue
        assert picture.bgr().shape[:2] in {
            (still.height, still.width),
            (still.width, still.height),
        }


@given(
    data=st.binary(max_size=200),
    start=st.sampled_from([p[:n] for p in PICTURES for n in (0, 4, 30)]),
)
def test_any_bytes(data: bytes, start: bytes) -> None:
    try:
        StillDecoder().decode(start + data)
    except DamagedPictureError:
        return


@given(chance=chances)
def test_broken_files(chance: random.Random, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "broken.jpg"
    path.write_bytes(broken(chance.choice(PICTURES), chance))
    fault = None
    try:
        load_picture(path)
    except CameraError as exc:
        fault = exc
    assert fault is None or fault.code == "camera.format"


@given(chance=chances)
def test_broken_streams(chance: random.Random) -> None:
    boundary = chance.choice([b"frame", b"", b"-", b"x"])
    reader = MultipartReader(boundary)
    stream = answer(chance, PICTURES[:2]) + answer(chance, PICTURES[:2])
    while stream:
        size = chance.randint(1, 3000)
        reader.feed(stream[:size])
        stream = stream[size:]
        assert reader.held <= len(PICTURES[0]) * 20 + MAX_HEADER * 2 + 10_000


@given(
    pictures=st.lists(st.integers(0, 3), min_size=1, max_size=4),
    cuts=st.lists(st.integers(1, 700), min_size=1),
    with_length=st.booleans(),
    boundary=st.sampled_from([b"frame", b"--frame", b"myboundary-1", b"a.b"]),
    named=st.booleans(),
    end=st.sampled_from([b"\r\n", b"\n", b""]),
)
def test_whole_streams_in_any_pieces(
    pictures: list[int],
    cuts: list[int],
    with_length: bool,
    boundary: bytes,
    named: bool,
    end: bytes,
) -> None:
    made = [jpeg(32 + 8 * number, 32, seed=number) for number in pictures]
    stream = b""
    for data in made:
        stream += b"--" + boundary + b"\r\nContent-Type: image/jpeg\r\n"
        stream += b"Content-Length: %d\r\n\r\n" % len(data) if with_length else b"\r\n"
        stream += data + end
    reader = MultipartReader(
        boundary_of(f"multipart/x; boundary={boundary.decode()}" if named else "")
    )
    found: list[bytes] = []
    at = turn = 0
    while at < len(stream):
        size = cuts[turn % len(cuts)]
        found += [bytes(part) for part in reader.feed(stream[at : at + size])]
        at, turn = at + size, turn + 1
    assert found == made


def test_a_part_without_end_is_given_up_and_the_next_one_found() -> None:
    reader = MultipartReader(b"frame")
    reader.feed(b"--frame\r\n\r\n\xff\xd8\xff")
    for _ in range(MAX_BYTES // 65536 + 2):
        assert reader.feed(b"\x55" * 65536) == []
    assert (reader.damaged, reader.held < MAX_HEADER + 65536) == (1, True)
    assert reader.feed(b"\r\n--frame\r\n\r\n" + jpeg()) == [jpeg()]


def test_the_end_of_a_picture_within_a_picture_is_not_its_end() -> None:
    inner = jpeg(32, 32)
    segment = b"\xff\xe2" + (len(inner) + 2).to_bytes(2, "big") + inner
    data = bytearray(jpeg()[:2] + segment + jpeg()[2:])
    assert jpeg_end(data) == len(data)
    assert jpeg_end(data[:-1]) is None
    assert jpeg_end(data + b"\r\n--frame") == len(data)


@given(chance=chances)
def test_broken_answers(camera: HttpCamera, chance: random.Random) -> None:
    read_answer(camera, answer(chance, PICTURES[:2]))


@given(text=st.text(max_size=100) | st.from_regex(r"(Basic|Digest) (\w+=\"?[\w, ]*\"?,? ?){0,6}"))
def test_any_challenge(text: str) -> None:
    challenges_of(text)
    CameraLogin(user="u", password="p").answer(text)
    boundary_of(text)


def growth_kib(count: int) -> int:
    """Return by how much a process grew that decoded `count` broken pictures."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.broken", str(count)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=1200,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return int(done.stdout)


def test_memory_stays_within_50_mb() -> None:
    assert growth_kib(1000) < LIMIT_KIB


@pytest.mark.soak
@pytest.mark.timeout(1500)
def test_memory_stays_within_50_mb_for_long() -> None:
    assert growth_kib(10_000) < LIMIT_KIB
