# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bench of cameras measures each stage, and survives a camera that can't be played."""

from __future__ import annotations

from pathlib import Path

import pytest

from alpr_kiosk import bench_cameras
from alpr_kiosk.bench_cameras import STAGES, encode_scene, run_camera_bench, table
from alpr_kiosk.demo import demo_config


def test_it_tells_what_each_stage_of_a_camera_costs(qtbot, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(bench_cameras, "WARM_UP_S", 1.0)
    monkeypatch.setattr(bench_cameras, "IDLE_S", 0.2)
    clip = tmp_path / "clip.mp4"
    encode_scene(demo_config(loop=False).cameras[0], clip, size=(320, 180), seconds=1.0)
    monkeypatch.setattr(bench_cameras, "_clips", lambda folder, size: [str(clip)])
    report = run_camera_bench(seconds=2.0, cameras=(2,), sizes=((320, 180),), detect_fps=5.0)
    (row,) = report["runs"]
    spent = row["cpu_ms_per_camera_second"]
    assert set(spent) == {*STAGES, "other", "all"}
    assert spent["decode"] > 0
    assert spent["watch"] > 0
    assert spent["detection"] > 0
    assert 0 < row["detect_fps"] <= 8.0
    assert row["problems"] == []
    assert "| 2 | 320x180 |" in table(report)


@pytest.mark.parametrize("content", [b"", b"no video at all"])
def test_a_clip_that_is_broken_is_named(qtbot, tmp_path, monkeypatch, content: bytes) -> None:
    monkeypatch.setattr(bench_cameras, "WARM_UP_S", 0.2)
    monkeypatch.setattr(bench_cameras, "IDLE_S", 0.2)
    clip: Path = tmp_path / "clip.mp4"
    clip.write_bytes(content)
    monkeypatch.setattr(bench_cameras, "_clips", lambda folder, size: [str(clip)])
    (row,) = run_camera_bench(seconds=0.3, cameras=(1,), sizes=((320, 180),))["runs"]
    assert row["problems"] == ["camera.format"]
