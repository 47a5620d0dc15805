# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever a video file holds: nothing but a camera's error, and never more than 50 MB."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.coded import coded
from tests.fuzz.broken_video import broken, play

ROOT = Path(__file__).resolve().parents[3]

LIMIT_KIB = 50 * 1024


def grown(count: int, seed: int) -> int:
    """Return by how much the memory of a child grew over `count` broken files, KiB."""
    command = [sys.executable, "-m", "tests.fuzz.broken_video", str(count), str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[0])


def test_broken_and_absurd_files_take_little_memory() -> None:
    assert grown(120, 1) < LIMIT_KIB


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10, 15))
def test_many_broken_files_take_little_memory(seed: int) -> None:
    assert grown(3000, seed) < LIMIT_KIB


def test_a_file_that_points_at_the_network_is_refused(tmp_path: Path) -> None:
    listing = tmp_path / "list.mp4"
    listing.write_text("#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/x.ts\n#EXT-X-ENDLIST\n")
    assert play(listing) == "camera.format"


def test_a_clip_that_is_cut_short_is_played_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "cut.ts"
    data = coded(container="mpegts", size=(160, 120), count=12)
    path.write_bytes(data[: len(data) * 2 // 3])
    assert play(path) == "played"
    path.write_bytes(broken(data, random.Random(0)))
    assert play(path) in {"played", "camera.format", "camera.lost"}
