# SPDX-License-Identifier: AGPL-3.0-or-later
"""Repeats, stillness, covered lenses and movement, on pictures that a real coder has had."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, pairwise

import av
import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as made

from alpr_kiosk.vision.pace import MOTION_SHARE
from alpr_kiosk.vision.picture import ArrayPicture, AvPicture
from alpr_kiosk.vision.scene_watch import SceneWatch, _median
from alpr_kiosk.vision.types import Frame, FrameLook, Image, Picture
from tests.fakes.clock import ManualClock
from tests.shared import shared_path

FPS = 25
SIZE = (640, 360)


def street(seed: int = 1) -> Image:
    """A picture with edges, areas and texture."""
    rng = np.random.default_rng(seed)
    picture = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
    for _ in range(60):
        x, y = (int(value) for value in rng.integers(0, (SIZE[0], SIZE[1])))
        colour = [int(value) for value in rng.integers(0, 256, 3)]
        cv2.rectangle(picture, (x, y), (x + 70, y + 40), colour, -1)
    texture = rng.integers(0, 30, picture.shape, dtype=np.uint8)
    return cv2.add(picture, cv2.GaussianBlur(texture, (0, 0), 1.2))


def noisy(picture: Image, sigma: float, *, seed: int = 2) -> Iterator[Image]:
    """The picture with a sensor's noise, other in each frame (one sheet of it, shifted)."""
    rng = np.random.default_rng(seed)
    rows, columns = picture.shape[:2]
    sheet = np.rint(rng.normal(0, sigma, (rows + 97, columns + 97, 1))).astype(np.int16)
    wide = picture.astype(np.int16)
    while True:
        y, x = (int(value) for value in rng.integers(0, 97, 2))
        yield np.clip(wide + sheet[y : y + rows, x : x + columns], 0, 255).astype(np.uint8)


def coded(
    pictures: Iterable[Image], count: int, *, gop: int = 25, kbit_s: int = 600
) -> Iterator[AvPicture]:
    """What a decoder makes of `count` pictures from a camera's H.264 coder.

    One thread: with slices on several, x264 shares out its bits otherwise in each run.
    """
    buffer = io.BytesIO()
    options = {"preset": "ultrafast", "tune": "zerolatency", "g": str(gop), "threads": "1"}
    options |= {"maxrate": f"{kbit_s}k", "bufsize": f"{kbit_s}k"}
    with av.open(buffer, "w", format="h264") as container:
        stream = container.add_stream("libx264", rate=FPS, options=options)
        stream.width, stream.height = SIZE
        stream.pix_fmt, stream.bit_rate = "yuv420p", kbit_s * 1000
        for picture in islice(pictures, count):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        container.mux(stream.encode())
    buffer.seek(0)
    with av.open(buffer, "r", format="h264") as container:
        for frame in container.decode(video=0):
            yield AvPicture(frame)


class Watching:
    """A camera whose frames are looked at, 25 a second."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.watch = SceneWatch(clock=self.clock)
        self.seq = 0

    def look(self, picture: Picture) -> FrameLook:
        self.seq += 1
        self.clock.advance(1 / FPS)
        frame = Frame(
            camera_id="cam",
            seq=self.seq,
            picture=picture,
            captured_at=self.clock.utc_now(),
            captured_mono=self.clock.monotonic(),
        )
        return self.watch.look(frame)

    def all(self, pictures: Iterable[Picture]) -> list[FrameLook]:
        return [self.look(picture) for picture in pictures]


def arrays(pictures: Iterable[Image], count: int) -> Iterator[ArrayPicture]:
    return (ArrayPicture(picture) for picture in islice(pictures, count))


def forever(picture: Image) -> Iterator[Image]:
    while True:
        yield picture


def then(first: Iterable[Image], count: int, second: Iterable[Image]) -> Iterator[Image]:
    yield from islice(first, count)
    yield from second


def test_the_same_picture_again_is_a_repeat_and_is_not_read() -> None:
    watching, picture = Watching(), street()
    looks = watching.all(arrays(forever(picture), 3))
    assert [look.repeat for look in looks] == [False, True, True]
    other = picture.copy()
    other[100:140, 100:200] += 1
    assert not watching.look(ArrayPicture(other)).repeat


def test_noise_is_no_repeat_no_movement_and_no_stillness() -> None:
    looks = Watching().all(arrays(noisy(street(), 1.0), 80))
    assert not any(look.repeat for look in looks)
    assert max(look.motion for look in looks[1:]) == 0.0
    assert max(look.still_s for look in looks) == 0.0


def test_repeats_are_still_from_the_first_on() -> None:
    looks = Watching().all(arrays(forever(street()), 13 * FPS))
    assert looks[-1].still_s == pytest.approx(13 - 1 / FPS, abs=0.1)


@pytest.mark.parametrize(("gop", "kbit_s"), [(10, 600), (25, 900), (50, 1500)])
def test_a_still_that_is_coded_again_and_again_is_known(gop: int, kbit_s: int) -> None:
    """Live for a second, then the sensor hangs and the coder goes on."""
    picture = street()
    frozen = next(noisy(picture, 1.0, seed=9))
    pictures = then(noisy(picture, 1.0), FPS, forever(frozen))
    looks = Watching().all(coded(pictures, 16 * FPS, gop=gop, kbit_s=kbit_s))
    assert max(look.still_s for look in looks[:FPS]) < 1.5
    assert any(not one.repeat for one in looks[5 * FPS :])  # key frames: it is no plain repeat
    since = next((at for at, look in enumerate(looks) if look.still_s >= 10), None)
    assert since is not None
    assert since / FPS <= 1 + 15


@pytest.mark.parametrize(
    ("sigma", "light", "kbit_s"),
    [(1.0, 1.0, 300), (1.0, 0.15, 300), (2.0, 0.15, 1200), (4.0, 1.0, 1200)],
)
def test_a_quiet_lane_is_never_taken_for_frozen(sigma: float, light: float, kbit_s: int) -> None:
    picture = (street() * light).astype(np.uint8)
    looks = Watching().all(coded(noisy(picture, sigma), 5 * FPS, kbit_s=kbit_s))
    assert max(look.still_s for look in looks) < 3.0
    assert max(look.flat_s for look in looks) == 0.0


def test_the_first_change_ends_it_at_once() -> None:
    watching, picture = Watching(), street()
    watching.all(arrays(forever(picture), 12 * FPS))
    car = picture.copy()
    car[150:250, 200:350] = 220
    look = watching.look(ArrayPicture(car))
    assert look.still_s < 0.1
    assert look.motion > 0.01
    assert not look.repeat


def test_a_scene_that_comes_back_after_something_passed_is_not_still() -> None:
    """A rendered lane without noise looks the same before a car and after it."""
    watching, picture = Watching(), street()
    watching.all(arrays(forever(picture), 3 * FPS))
    for step in range(2 * FPS):
        car = picture.copy()
        car[150:250, step * 10 : step * 10 + 120] = 220
        watching.look(ArrayPicture(car))
    assert watching.look(ArrayPicture(picture)).still_s < 2.0


def test_live_again_after_a_freeze_is_known_within_the_hold() -> None:
    watching, picture = Watching(), street()
    watching.all(arrays(forever(picture), 12 * FPS))
    looks = watching.all(arrays(noisy(picture, 2.0), 5 * FPS))
    assert looks[-1].still_s == 0.0


def test_a_sensor_s_noise_says_that_a_lane_without_movement_is_of_the_present() -> None:
    looks = Watching().all(arrays(noisy(street(), 1.0), 3 * FPS))
    assert max(look.motion for look in looks[1:]) == 0.0
    assert max(look.doubt_s for look in looks[2 * FPS :]) == 0.0


@pytest.mark.parametrize(("gop", "kbit_s"), [(5, 600), (10, 600), (25, 900), (50, 2500)])
def test_what_is_frozen_is_in_doubt_from_the_freeze_on(gop: int, kbit_s: int) -> None:
    """However its coder makes the one picture look new."""
    picture = street()
    frozen = next(noisy(picture, 1.0, seed=9))
    pictures = then(noisy(picture, 1.0), 2 * FPS, forever(frozen))
    looks = Watching().all(coded(pictures, 9 * FPS, gop=gop, kbit_s=kbit_s))
    for at, look in enumerate(looks[3 * FPS :], start=3 * FPS):
        assert look.doubt_s >= (at - 2 * FPS) / FPS - 0.5


def test_a_camera_of_few_pictures_a_second_is_not_known_by_its_noise() -> None:
    """Its coder has bits enough to change a frozen picture each time."""
    watching = Watching()
    for picture in arrays(noisy(street(), 1.0), 20):
        watching.clock.advance(0.46)
        look = watching.look(picture)
    assert look.doubt_s > 10.0


def test_of_the_first_picture_nothing_is_known_until_something_moves() -> None:
    watching, picture = Watching(), street()
    looks = watching.all(arrays(forever(picture), FPS))
    assert min(look.doubt_s for look in looks) >= 10.0
    car = picture.copy()
    car[150:250, 200:350] = 220
    assert watching.look(ArrayPicture(car)).doubt_s == 0.0


def test_the_picture_after_a_movement_counts_as_well() -> None:
    """A camera of one picture in five seconds has two of a car that comes and stops."""
    watching, picture = Watching(), street()
    car = picture.copy()
    car[150:250, 200:350] = 220
    looks = []
    for number, shown in enumerate((picture, picture, car, car, car)):
        watching.clock.advance(5.0)
        taken = next(noisy(shown, 2.0, seed=number))
        looks.append(watching.look(ArrayPicture(taken)))
    assert [look.doubt_s > 3.0 for look in looks] == [True, True, False, False, True]


def test_a_clock_painted_into_a_frozen_picture_proves_nothing() -> None:
    watching, picture = Watching(), street()
    doubts = []
    for second in range(8):
        stamped = picture.copy()
        text = f"2026-11-22 13:00:{second:02d}"
        cv2.putText(stamped, text, (8, 24), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (255, 255, 255), 2)
        doubts += [look.doubt_s for look in watching.all(arrays(forever(stamped), FPS))]
    assert doubts[-1] >= 7.0


@pytest.mark.parametrize(
    "covered",
    [
        lambda: noisy(np.full((SIZE[1], SIZE[0], 3), 6, np.uint8), 2.0),
        lambda: noisy(np.full((SIZE[1], SIZE[0], 3), 120, np.uint8), 4.0),
        lambda: noisy(_glow(), 2.0),
        lambda: forever(np.zeros((SIZE[1], SIZE[0], 3), np.uint8)),
    ],
    ids=["dark", "grey", "light from one side", "black without noise"],
)
def test_a_covered_lens_is_flat_within_a_second_or_three(
    covered: Callable[[], Iterator[Image]],
) -> None:
    watching = Watching()
    watching.all(arrays(noisy(street(), 1.0), 2 * FPS))
    looks = watching.all(arrays(covered(), 5 * FPS))
    assert looks[-1].flat_s > 2.0
    again = watching.all(arrays(noisy(street(), 1.0), FPS))
    assert again[-1].flat_s == 0.0


def _glow() -> Image:
    across = np.linspace(0, 1, SIZE[0]) ** 2 * 70 + 15
    return np.repeat(np.tile(across, (SIZE[1], 1))[..., None], 3, axis=2).astype(np.uint8)


def test_a_night_with_one_lamp_is_not_flat() -> None:
    picture = np.full((SIZE[1], SIZE[0], 3), 8, np.uint8)
    cv2.circle(picture, (450, 60), 7, (230, 230, 230), -1)
    looks = Watching().all(arrays(noisy(picture, 2.0), 4 * FPS))
    assert max(look.flat_s for look in looks) == 0.0


def test_clouds_and_a_lamp_that_is_switched_are_no_movement() -> None:
    watching, picture = Watching(), street() // 2 + 40
    for step in range(3 * FPS):
        watching.look(ArrayPicture((picture + step // 4).astype(np.uint8)))
    assert watching.look(ArrayPicture((picture + 19).astype(np.uint8))).motion < MOTION_SHARE
    assert watching.look(ArrayPicture((picture + 45).astype(np.uint8))).motion < MOTION_SHARE


def test_a_change_of_size_begins_anew() -> None:
    watching = Watching()
    watching.all(arrays(forever(street()), 4 * FPS))
    look = watching.look(ArrayPicture(cv2.resize(street(), (320, 180))))
    assert (look.still_s, look.repeat, look.motion) == (0.0, False, 1.0)


@pytest.mark.parametrize("size", [(1, 1), (3, 700), (2000, 2), (17, 9)])
def test_absurd_sizes_are_looked_at_too(size: tuple[int, int]) -> None:
    rng = np.random.default_rng(1)
    for picture in (rng.integers(0, 256, (size[1], size[0], 3), dtype=np.uint8) for _ in range(2)):
        watching = Watching()
        looks = watching.all(arrays(forever(picture), 3))
        assert looks[-1].repeat


@pytest.mark.shared
def test_the_far_truck_of_the_toll_clip_moves_in_every_frame() -> None:
    watching = Watching()
    with av.open(str(shared_path("data", "clips", "toll_gate.mp4"))) as container:
        looks = watching.all(AvPicture(frame) for frame in container.decode(video=0))
    assert not any(look.repeat for look in looks)
    assert min(look.motion for look in looks[1:]) >= 1.5 * MOTION_SHARE
    assert max(look.still_s for look in looks) == 0.0
    assert max(look.flat_s for look in looks) == 0.0
    for earlier, later in pairwise(looks):
        assert later.still_s <= earlier.still_s + 1.1 / FPS


@pytest.mark.parametrize("size", [(639, 1136), (720, 1280), (320, 4000), (4096, 3072)])
def test_no_shape_of_a_picture_costs_much_memory(size: tuple[int, int]) -> None:
    watching = Watching()
    watching.look(ArrayPicture(np.zeros((size[1], size[0], 3), np.uint8)))
    kept = [picture for picture in watching.watch._stillness._pictures if picture is not None]
    assert [picture.nbytes for picture in kept] < [33_000]  # 400 of them at most


@given(
    values=made.arrays(
        np.float32,
        made.array_shapes(min_dims=1, max_dims=2, max_side=80),
        elements=st.floats(-255, 255, width=32),
    )
)
def test_the_quick_median_is_that_of_numpy(values: npt.NDArray[np.float32]) -> None:
    assert _median(values) == np.median(values)
