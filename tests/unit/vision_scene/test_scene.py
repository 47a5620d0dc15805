# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rendered pictures and their ground truth."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.config.loader import load_config
from alpr_kiosk.config.paths import resources_dir
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.sources.scene import Scene, VehicleTruth, demo_scene, scene_passages
from alpr_kiosk.vision.sources.scene_camera import SceneCamera
from alpr_kiosk.vision.sources.scene_plates import SIZE_M, GlyphSet, plate_picture
from alpr_kiosk.vision.sources.scene_script import DEMO_SCENES, SceneScript, VehicleScript
from alpr_kiosk.vision.types import Image


def crop(picture: Image, truth: VehicleTruth) -> Image:
    """Return the plate, made upright by its true corners: 260 x 56."""
    rows, cols = picture.shape[:2]
    quad = np.array([(p.x * cols, p.y * rows) for p in truth.quad], np.float32)
    flat = np.array([(0, 0), (260, 0), (260, 56), (0, 56)], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, flat)
    return np.asarray(cv2.warpPerspective(picture, matrix, (260, 56)), np.uint8)


def only(scene: Scene, t: float) -> VehicleTruth:
    (truth,) = [v for v in scene.truth(t) if v.in_open_zone]
    return truth


def single(style: str = "eu", **more: object) -> SceneScript:
    car = VehicleScript(plate="KT 4937", style=style, enter_s=0, **more)
    return SceneScript(name="one", duration_s=30, vehicles=(car,))


@pytest.fixture(scope="module")
def gate_in() -> Scene:
    return Scene(demo_scene("gate-in"))


def test_a_picture_is_a_new_bgr_array(gate_in: Scene) -> None:
    first, second = gate_in.render(5.0), gate_in.render(5.0)
    assert first.shape == (720, 1280, 3)
    assert first.dtype == np.uint8
    assert first.flags.c_contiguous
    assert not np.shares_memory(first, second)


def test_the_same_moment_is_the_same_picture_in_any_order(gate_in: Scene) -> None:
    other = Scene(demo_scene("gate-in"))
    other.render(17.0)
    times = (9.4, 2.0, 30.0)
    forward = [gate_in.render(t) for t in times]
    backward = [other.render(t) for t in reversed(times)][::-1]
    for one, two in zip(forward, backward, strict=True):
        assert np.array_equal(one, two)


def test_noise_changes_from_frame_to_frame_and_with_the_seed(gate_in: Scene) -> None:
    assert not np.array_equal(gate_in.render(20.0), gate_in.render(20.04))
    script = single()
    reseeded = SceneScript(name="one", duration_s=30, vehicles=script.vehicles, seed=2)
    assert not np.array_equal(Scene(script).render(1.0), Scene(reseeded).render(1.0))


@pytest.mark.parametrize("name", ["gate-in", "gate-out", "gate-in-night"])
def test_the_true_corners_hold_the_plate(name: str) -> None:
    scene = Scene(demo_scene(name))
    for index, vehicle in enumerate(scene.script.vehicles):
        t = vehicle.stop_s + 1.0
        truth = only(scene, t)
        assert truth.index == index
        upright = crop(scene.render(t), truth)
        expected = plate_picture(
            vehicle.plate, vehicle.style, GlyphSet(resources_dir() / "demo" / "glyphs.npz")
        )
        expected = np.asarray(cv2.resize(expected, (260, 56), interpolation=cv2.INTER_AREA))
        match = cv2.matchTemplate(upright, expected, cv2.TM_CCOEFF_NORMED)[0, 0]
        assert match > 0.85, vehicle.text


def test_a_yellow_plate_is_yellow_and_a_band_is_blue() -> None:
    scene = Scene(demo_scene("gate-out"))
    van = scene.script.vehicles[0]
    plate = crop(scene.render(van.stop_s + 1), only(scene, van.stop_s + 1)).astype(int)
    blue, green, red = plate[40:52, 6:16].mean(axis=(0, 1))
    assert blue > red + 40
    blue, green, red = np.percentile(plate[6:50, 40:250].reshape(-1, 3), 80, axis=0)
    assert red > blue + 60
    assert green > blue + 40


def test_plates_of_american_size_are_drawn() -> None:
    scene = Scene(single("us"))
    truth = only(scene, scene.script.vehicles[0].stop_s + 1)
    shape = truth.box.width * 1280 / (truth.box.height * 720)
    assert shape == pytest.approx(SIZE_M["us"][0] / SIZE_M["us"][1], rel=0.12)


def test_the_box_wraps_the_corners(gate_in: Scene) -> None:
    for truth in gate_in.truth(9.0):
        assert truth.box.x0 == min(p.x for p in truth.quad)
        assert truth.box.y1 == max(p.y for p in truth.quad)


def test_a_vehicle_behind_the_hedge_is_not_visible() -> None:
    scene = Scene(single())
    empty = Scene(SceneScript(name="none", duration_s=30))
    (hidden,) = scene.truth(0.0)
    assert not hidden.visible
    assert not hidden.in_open_zone
    difference = np.abs(scene.render(0.0).astype(int) - empty.render(0.0).astype(int))
    assert (difference > 12).mean() < 0.001


def test_the_second_car_of_a_queue_is_hidden_by_the_first() -> None:
    script = SceneScript(
        name="queue",
        duration_s=40,
        vehicles=(
            VehicleScript(plate="AB 1234", enter_s=0, dwell_s=20),
            VehicleScript(plate="CD 5678", enter_s=4, dwell_s=20, stop_m=12.0),
        ),
    )
    first, second = Scene(script).truth(15.0)
    assert (first.plate, first.visible, first.in_open_zone) == ("AB1234", True, True)
    assert (second.plate, second.visible, second.in_open_zone) == ("CD5678", False, False)


def test_a_car_short_of_the_line_is_outside_the_open_zone() -> None:
    (truth,) = Scene(single(stop_m=11.0)).truth(9.0)
    assert truth.visible
    assert not truth.in_open_zone


def test_nobody_is_there_outside_the_script() -> None:
    scene = Scene(single())
    assert scene.truth(-1.0) == ()
    assert scene.truth(100.0) == ()
    assert scene.render(100.0).shape == (720, 1280, 3)


def test_the_end_of_a_loop_joins_its_start(gate_in: Scene) -> None:
    before, after = gate_in.truth(39.96), gate_in.truth(40.0)
    again = gate_in.truth(0.0)
    assert [v.plate for v in before] == [v.plate for v in after] == ["KT4937"]
    assert after[0].distance_m == again[0].distance_m
    assert 0 < before[0].distance_m - after[0].distance_m < 0.5


def test_night_is_darker() -> None:
    day, night = Scene(demo_scene("gate-in")), Scene(demo_scene("gate-in-night"))
    assert night.render(20.0).mean() < 0.5 * day.render(20.0).mean()


def test_every_moment_of_the_demo_can_be_drawn() -> None:
    for name in ("gate-in", "gate-out"):
        scene = Scene(demo_scene(name))
        for tick in range(40):
            assert scene.render(tick + 0.37).any()


def test_passages_of_the_demo() -> None:
    plates = {name: scene_passages(name) for name in ("gate-in", "gate-out")}
    assert [p.plate for p in plates["gate-in"]] == ["KT4937", "HX7264"]
    assert [p.plate for p in plates["gate-out"]] == ["PL396K", "MR2973"]
    for passage in (*plates["gate-in"], *plates["gate-out"]):
        assert passage.first_s < passage.last_s
        assert passage.stop_s is not None
        assert passage.stop_s[1] - passage.stop_s[0] >= 4.0
        # stands before half a minute is over, or is a welcome extra
    starts = {p.plate: p.stop_s[0] for ps in plates.values() for p in ps if p.stop_s}
    assert max(starts["KT4937"], starts["HX7264"], starts["PL396K"]) < 20
    asked = plates["gate-in"][1].stop_s
    assert asked is not None
    assert 15 <= asked[1] - asked[0] <= 20


def test_the_demo_site_draws_the_same_zones() -> None:
    config = load_config(resources_dir() / "demo" / "site.toml")
    for camera in config.cameras:
        name = camera.source.removeprefix("demo:")
        assert name in DEMO_SCENES
        assert camera.open_polygon is not None
        drawn = {(p.x, p.y) for p in camera.open_polygon.points}
        known = {(round(p.x, 6), p.y) for p in Scene(demo_scene(name)).open_zone.points}
        assert drawn == known


def test_an_unknown_scene_is_an_error_that_names_the_others() -> None:
    with pytest.raises(CameraError) as caught:
        demo_scene("nowhere")
    assert caught.value.code == "camera.unreachable"
    assert "gate-in" in str(caught.value.context["detail"])


def test_missing_and_damaged_pictures_are_errors(tmp_path: Path) -> None:
    with pytest.raises(CameraError) as caught:
        Scene(single(), folder=tmp_path)
    assert caught.value.code == "camera.unreachable"
    (tmp_path / "gate-in.npz").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(CameraError):
        Scene(single(), folder=tmp_path)


def test_a_character_without_a_glyph_is_refused() -> None:
    glyphs = GlyphSet(resources_dir() / "demo" / "glyphs.npz")
    with pytest.raises(ValueError, match="no glyph"):
        plate_picture("AB#1", "eu", glyphs)


@given(
    x=st.floats(-6, 6),
    y=st.floats(0.3, 45),
    z=st.floats(-1, 3),
    pitch=st.floats(-0.5, 0.5),
    yaw=st.floats(-0.5, 0.5),
)
def test_one_point_lies_where_a_thousand_do(
    x: float, y: float, z: float, pitch: float, yaw: float
) -> None:
    camera = SceneCamera(pitch=pitch, yaw=yaw)
    pixels, depth = camera.project(np.array([(x, y, z)]))
    assert camera.pixel(x, y, z) == pytest.approx((*pixels[0], depth[0]), rel=1e-9, abs=1e-6)
