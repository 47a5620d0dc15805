# SPDX-License-Identifier: AGPL-3.0-or-later
"""The real detector and the real reader on the demo's pictures."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone
from itertools import count

import pytest

from alpr_kiosk.config.loader import load_config
from alpr_kiosk.config.paths import models_dir, resources_dir
from alpr_kiosk.config.schema import AppConfig, LaneConfig, VisionConfig
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.passage import PassageBuilder
from alpr_kiosk.domain.passage_records import PassageEvent, PassageSettings
from alpr_kiosk.vision.assemble import VisionKit, load_kit
from alpr_kiosk.vision.picture import ArrayPicture
from alpr_kiosk.vision.sources.scene import Scene, demo_scene
from alpr_kiosk.vision.types import Frame

START = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
FPS = 5
"""Fewer frames than the kiosk reads (10 a second): what works here works there."""


@pytest.fixture(scope="module")
def site() -> AppConfig:
    return load_config(resources_dir() / "demo" / "site.toml")


@pytest.fixture(scope="module")
def kit() -> VisionKit:
    if not (models_dir() / "manifest.toml").exists():
        pytest.skip("no weights in models/")
    return load_kit(VisionConfig())


@pytest.mark.parametrize("name", ["gate-in", "gate-out", "gate-in-night"])
def test_every_plate_is_read_exactly_where_it_stops(
    name: str, kit: VisionKit, site: AppConfig
) -> None:
    pipeline = kit.pipeline(site.cameras, SystemClock())
    scene = Scene(demo_scene(name))
    for passage in scene.passages():
        assert passage.stop_s is not None
        reads: Counter[str] = Counter()
        for k in range(6):
            t = passage.stop_s[0] + 0.4 + k * 0.5
            (truth,) = [v for v in scene.truth(t) if v.in_open_zone]
            found = pipeline.read_still(scene.render(t))
            near = [p for p in found if _box(p.box).iou(truth.box) > 0.4]
            assert near, (passage.plate, t)
            assert near[0].score > 0.6
            reads[near[0].recognition.text] += 1
        assert reads == {passage.plate: 6}


@pytest.mark.parametrize("name", ["gate-in", "gate-out", "gate-in-night"])
def test_nothing_but_plates_is_found(name: str, kit: VisionKit) -> None:
    scene = Scene(demo_scene(name))
    for tick in range(0, 40, 2):
        t = tick + 0.5
        (found,) = kit.detector.detect([scene.render(t)])
        truths = [v.box for v in scene.truth(t)]
        for box in found.boxes:
            spot = _box(tuple(float(v) for v in box)).center
            assert any(b.x0 <= spot.x <= b.x1 and b.y0 <= spot.y <= b.y1 for b in truths), t


@pytest.mark.parametrize("lane_id", ["lane-in", "lane-out"])
def test_each_vehicle_is_one_passage_with_its_true_text(
    lane_id: str, kit: VisionKit, site: AppConfig
) -> None:
    lane = next(lane for lane in site.lanes if lane.id == lane_id)
    camera = site.camera(lane.camera)
    scene = Scene(demo_scene(camera.source.removeprefix("demo:")))
    pipeline = kit.pipeline(site.cameras, SystemClock())
    numbers = count()
    builder = PassageBuilder(camera=_settings(site, lane), new_id=lambda: f"p{next(numbers)}")
    texts: dict[str, set[str]] = {}
    agreed: Counter[str] = Counter()
    # 38 s: the first car comes again at the end of the loop, as the next passage
    for number in range(38 * FPS):
        t = number / FPS
        pixels = scene.render(t)
        pixels.flags.writeable = False
        now = START + timedelta(seconds=t)
        frame = Frame(
            camera_id=camera.id,
            seq=number + 1,
            picture=ArrayPicture(pixels),
            captured_at=now,
            captured_mono=1000.0 + t,
            media_s=t,
        )
        (result,) = pipeline.process([frame])
        updates = builder.update(
            now_mono=1000.0 + t,
            now_utc=now,
            tracks=[(track, Box(*box), score) for track, box, score in result.tracked],
            reads=result.reads,
        )
        for update in updates:
            if update.kind is not PassageEvent.CLOSED and update.passage.consensus.settled:
                text = update.passage.consensus.text
                texts.setdefault(update.passage.passage_id, set()).add(text)
                agreed[text] = max(agreed[text], update.passage.consensus.chars[0].votes)
    truth = [vehicle.text for vehicle in scene.script.vehicles]
    assert sorted(text for found in texts.values() for text in found) == sorted(truth)
    assert all(agreed[text] >= 5 for text in truth), agreed


def _box(pixels: tuple[float, ...]) -> Box:
    x0, y0, x1, y1 = pixels
    return Box(x0 / 1280, y0 / 720, x1 / 1280, y1 / 720)


def _settings(site: AppConfig, lane: LaneConfig) -> PassageSettings:
    camera = site.camera(lane.camera)
    return PassageSettings(
        camera_id=camera.id,
        lane_id=lane.id,
        read_zone=camera.read_polygon,
        open_zone=camera.open_polygon,
        ignore=camera.ignore_polygons,
        lines=camera.lines,
        direction=camera.direction,
        agree_frames=lane.agree_frames,
        presets=site.site.presets,
    )
