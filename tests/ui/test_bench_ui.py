# SPDX-License-Identifier: AGPL-3.0-or-later
"""What `bench ui` makes of its figures; the figures themselves depend on the machine."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.vision.sources.factory import make_source
from alpr_kiosk.vision.sources.renderer import scene_and_rate
from alpr_kiosk.vision.sources.scene_script import DEMO_SCENES
from ui.bench_ui import LATE_RATIO, UiRow, busiest, encoded, idling, late_ratio, table


def test_a_busy_window_is_held_to_the_idle_one() -> None:
    idle = [1.0] * 95 + [2.0] * 5
    within = late_ratio([1.0] * 95 + [3.9] * 5, idle)
    assert (within.value, within.limit, within.ok) == (1.95, LATE_RATIO, True)
    beyond = late_ratio([1.0] * 95 + [4.0] * 5, idle)
    assert (beyond.value, beyond.ok) == (2.0, False)


def test_without_figures_nothing_holds() -> None:
    for busy, idle in (([], [1.0]), ([1.0], []), ([1.0], [0.0])):
        row = late_ratio(busy, idle)
        assert (row.value, row.ok) == (None, False)
        assert "| - | < 2 | NO |" in table([row])


def test_the_idle_kiosk_is_the_busiest_one_without_cars() -> None:
    busy, idle = busiest().cameras, idling().cameras
    assert [one.id for one in idle] == [one.id for one in busy]
    for camera in (*idle, *busy):
        scene, rate = scene_and_rate(camera.source.removeprefix("demo:"))
        assert rate == 15
        assert (DEMO_SCENES[scene].vehicles == ()) is (camera in idle)


def test_its_cameras_send_what_cameras_send(tmp_path: Path) -> None:
    config = encoded(busiest(), tmp_path, seconds=1.0)
    assert len(list(tmp_path.iterdir())) == 2  # of four cameras two show the same
    for camera in config.cameras:
        assert (camera.realtime, camera.loop) == (True, True)
        once = camera.model_copy(update={"realtime": False, "loop": False})
        source = make_source(once, SystemClock())
        frames = list(source.frames(threading.Event()))
        assert len(frames) == 15
        assert source.counters.codec == "h264"
        assert frames[-1].media_s == pytest.approx(14 / 15, abs=0.01)


def test_a_table_says_what_is_too_slow() -> None:
    row = UiRow(what="first tile", measure="once ms", value=3001.0, limit=3000.0, count=1)
    assert table([row]).endswith("| first tile, once | 1 | 3001 ms | < 3000 | NO |")
