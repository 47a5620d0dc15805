# SPDX-License-Identifier: AGPL-3.0-or-later
"""Zones are tried with the real networks on pictures of the demo's lane in a real record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from alpr_kiosk.config.loader import load_config
from alpr_kiosk.config.paths import models_dir, resources_dir
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.drawing import Drawing
from alpr_kiosk.domain.geometry import Box, Point
from alpr_kiosk.domain.zone_trial import PictureTrial, ZoneTrial, ZoneTrialWanted
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.services.zone_trial_desk import StillReader, ZoneTrialDesk
from alpr_kiosk.site_reading import load_still_reader
from alpr_kiosk.storage.zone_trial import SqlPastCars
from alpr_kiosk.vision.preprocess import encode_jpeg
from alpr_kiosk.vision.sources.scene import Scene, demo_scene
from alpr_kiosk.vision.types import Image
from tests.contracts.records_contract import make_passage
from tests.unit.storage.gatehouse import Gatehouse, a_read

CAMERA = "cam-in"
FIRST_S, SECOND_S = 5.0, 20.0
"""When two cars stand at the stop line."""
ASIDE = 0.4
"""How far to the right the second car is put into the first one's picture, of its width."""


class Control:
    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None:
        """Nobody waits."""

    def check(self) -> None:
        """Nobody cancels."""


@pytest.fixture(scope="module")
def site() -> AppConfig:
    return load_config(resources_dir() / "demo" / "site.toml")


@pytest.fixture(scope="module")
def reader(site: AppConfig) -> StillReader:
    if not (models_dir() / "manifest.toml").exists():
        pytest.skip("no weights in models/")
    return load_still_reader(site, None, CAMERA)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return Scene(demo_scene("gate-in"))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Gatehouse]:
    made = Gatehouse(tmp_path)
    yield made
    made.store.close()


def with_second(scene: Scene) -> Image:
    """The first car, and beside it the front of the second one."""
    pixels, other = scene.render(FIRST_S).copy(), scene.render(SECOND_S)
    box = scene.truth(SECOND_S)[0].box
    rows, columns = pixels.shape[:2]
    left, right = round((box.x0 - 0.06) * columns), round((box.x1 + 0.06) * columns)
    top, bottom = round((box.y0 - 0.1) * rows), round((box.y1 + 0.08) * rows)
    off = round(ASIDE * columns)
    pixels[top:bottom, left + off : right + off] = other[top:bottom, left:right]
    return pixels


def drove(house: Gatehouse, name: str, plate: str, box: Box, pixels: Image) -> None:
    file = house.store.evidence.store("lane", encode_jpeg(pixels, 85))
    passage = replace(
        make_passage(name, plate, seen_at=house.clock.utc_now()),
        camera_id=CAMERA,
        best_read=replace(a_read(plate), box=box),
    )
    house.store.records.save_passage(passage, [file])


def trial(house: Gatehouse, reader: StillReader, drawing: Drawing, saved: Drawing) -> ZoneTrial:
    desk = ZoneTrialDesk(
        cars=SqlPastCars(house.store.database),
        read=house.store.evidence.read,
        load_reader=lambda _camera: reader,
        clock=house.clock,
    )
    query = ZoneTrialWanted(camera_id=CAMERA, drawing=drawing, saved=saved)
    return desk.trial(query, Control())


def test_kept_missed_and_newly_found_on_pictures_of_a_lane(
    house: Gatehouse, reader: StillReader, scene: Scene
) -> None:
    first, second = scene.truth(FIRST_S)[0], scene.truth(SECOND_S)[0]
    plates = [vehicle.text for vehicle in scene.script.vehicles]
    drove(house, "queue", plates[first.index], first.box, with_second(scene))
    house.clock.advance(3600)
    drove(house, "alone", plates[first.index], first.box, scene.render(FIRST_S))
    house.clock.advance(3600)
    grey = np.full_like(scene.render(FIRST_S), 90)
    drove(house, "fog", plates[first.index], first.box, grey)
    left = Drawing(read=(Point(0, 0), Point(0.6, 0), Point(0.6, 1), Point(0, 1)))
    assert second.box.x1 < 0.6
    found = trial(house, reader, Drawing(), left).pictures
    assert found == PictureTrial(stored=3, looked=3, kept=2, unseen=1, found=1)
    right = Drawing(read=(Point(0.6, 0), Point(1, 0), Point(1, 1), Point(0.6, 1)))
    found = trial(house, reader, right, left).pictures
    assert found == PictureTrial(stored=3, looked=3, missed=3, found=1)
    assert trial(house, reader, left, left).pictures.found == 0, "nothing was changed"


def test_a_file_that_is_no_picture_is_counted_as_gone(
    house: Gatehouse, reader: StillReader, scene: Scene
) -> None:
    first = scene.truth(FIRST_S)[0]
    file = house.store.evidence.store("lane", b"not a picture")
    passage = replace(
        make_passage("p", seen_at=house.clock.utc_now()),
        camera_id=CAMERA,
        best_read=replace(a_read("X"), box=first.box),
    )
    house.store.records.save_passage(passage, [file])
    assert trial(house, reader, Drawing(), Drawing()).pictures == PictureTrial(stored=1, gone=1)


def test_networks_that_are_not_there_are_said(tmp_path: Path, site: AppConfig) -> None:
    with pytest.raises(RecognitionError):
        load_still_reader(site, tmp_path, CAMERA)
