# SPDX-License-Identifier: AGPL-3.0-or-later
"""`read --json`: one line a picture, one a passage, one an error (the form other programs read)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import pytest

from alpr_kiosk.config.paths import models_dir
from alpr_kiosk.vision.sources.scene import Scene, demo_scene

ROOT = Path(__file__).resolve().parents[2]
FPS = 10


def read(*arguments: str, **environment: str) -> tuple[int, list[dict[str, Any]], str]:
    ended = subprocess.run(
        [sys.executable, "-m", "alpr_kiosk", "read", "--json", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return ended.returncode, [json.loads(line) for line in ended.stdout.splitlines()], ended.stderr


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A picture and a clip of the same car, a text, and a picture that is none."""
    made = tmp_path_factory.mktemp("read")
    scene = Scene(demo_scene("gate-in"))
    passage = scene.passages()[0]
    assert passage.stop_s is not None
    at = passage.stop_s[0]
    cv2.imwrite(str(made / "a-car.png"), scene.render(at + 0.5))
    (made / "b-broken.jpg").write_bytes(b"\xff\xd8 no picture")
    (made / "c-notes.txt").write_text("not looked at", encoding="utf-8")
    (made / "d").mkdir()
    size = (1280, 720)
    fourcc = cv2.VideoWriter.fourcc(*"mp4v")
    writer = cv2.VideoWriter(str(made / "d" / "clip.mp4"), fourcc, FPS, size)
    for number in range(4 * FPS):
        writer.write(scene.render(at - 3.0 + number / FPS))
    writer.release()
    return made, passage.plate


def test_a_folder_gives_a_line_for_each_finding(folder: tuple[Path, str]) -> None:
    path, plate = folder
    code, lines, stderr = read(str(path))
    assert code == 1, stderr  # one picture could not be read
    picture, broken, *passages = lines
    assert list(picture) == ["file", "ms", "plates"]
    assert picture["file"] == str(path / "a-car.png")
    assert picture["ms"] > 0
    best = picture["plates"][0]
    assert list(best) == ["text", "confidence", "char_confidences", "box"]
    assert best["text"] == plate
    assert len(best["char_confidences"]) == len(plate)
    assert best["confidence"] == pytest.approx(min(best["char_confidences"]), abs=1e-4)
    x0, y0, x1, y1 = best["box"]
    assert 0 <= x0 < x1 <= 1280
    assert 0 <= y0 < y1 <= 720
    scores = [found["confidence"] for found in picture["plates"]]
    assert scores == sorted(scores, reverse=True)

    assert set(broken) == {"file", "error"}
    assert broken["file"] == str(path / "b-broken.jpg")

    (passage,) = passages
    assert list(passage) == [
        *("file", "plate", "confidence", "reads", "first_s", "last_s", "box", "votes")
    ]
    assert passage["plate"] == plate
    assert passage["reads"] >= 2
    assert 0 <= passage["first_s"] < passage["last_s"] <= 4.0
    assert "".join(vote["char"] for vote in passage["votes"]) == plate
    x0, y0, x1, y1 = passage["box"]
    assert 0 <= x0 < x1 <= 1280
    assert 0 <= y0 < y1 <= 720


def test_what_is_not_there_is_a_line_and_status_1(tmp_path: Path) -> None:
    code, lines, stderr = read(str(tmp_path / "none.png"), str(tmp_path))
    assert code == 1, stderr
    assert [set(line) for line in lines] == [{"file", "error"}] * 2
    assert "Traceback" not in stderr


def test_altered_weights_are_refused(folder: tuple[Path, str], tmp_path: Path) -> None:
    models = tmp_path / "models"
    shutil.copytree(models_dir(), models, ignore=shutil.ignore_patterns("training"))
    for path in models.glob("*.onnx"):
        path.write_bytes(path.read_bytes()[:-1] + b"!")
    code, lines, stderr = read(str(folder[0] / "a-car.png"), ALPR_MODELS=str(models))
    assert (code, lines) == (1, [])
    assert "are not the ones that were checked" in stderr
    assert ".onnx" in stderr
    assert "Traceback" not in stderr


def test_a_login_in_an_address_is_never_printed() -> None:
    code, lines, stderr = read("rtsp://root:s3cret-9@127.0.0.1:9/x")
    assert code == 1
    assert "error" in lines[-1]
    assert "s3cret-9" not in json.dumps(lines) + stderr
