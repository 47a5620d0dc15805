# SPDX-License-Identifier: AGPL-3.0-or-later
"""`ruler`: a picture, a film and what cannot be opened, as a table and as JSON."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import cv2
import pytest

from alpr_kiosk import cli_ruler
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.sources.scene import Scene, demo_scene

FPS = 10


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    cli_ruler.register(parser.add_subparsers())
    options = parser.parse_args(["ruler", *arguments])
    code = options.run(options)
    assert isinstance(code, int)
    return code


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A picture and a clip of the same car."""
    folder = tmp_path_factory.mktemp("ruler")
    scene = Scene(demo_scene("gate-in"))
    passage = scene.passages()[0]
    assert passage.stop_s is not None
    at = passage.stop_s[0]
    cv2.imwrite(str(folder / "car.png"), scene.render(at + 0.5))
    cv2.imwrite(str(folder / "empty.png"), scene.render(0.0) // 16)
    writer = cv2.VideoWriter(
        str(folder / "clip.mp4"), cv2.VideoWriter.fourcc(*"mp4v"), FPS, (1280, 720)
    )
    for number in range(4 * FPS):
        writer.write(scene.render(at - 3.0 + number / FPS))
    writer.release()
    return folder, passage.plate


def test_a_picture_as_a_table(made: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    folder, plate = made
    run(str(folder / "car.png"))
    printed = capsys.readouterr().out
    assert printed.startswith(f"{folder / 'car.png'}: {plate} (box ")
    for name in ("Plate size", "Text height", "Stroke width", "Tilt", "Sharpness", "Exposure"):
        assert f"\n  {name} " in printed
    assert "None" not in printed
    assert "{" not in printed


def test_a_picture_as_json(made: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    folder, plate = made
    code = run("--json", str(folder / "car.png"))
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    one = next(line for line in found if line["plate"] == plate)
    assert one["file"] == str(folder / "car.png")
    measures = one["measures"]
    assert measures["plate_width_px"] == pytest.approx(one["box"][2] - one["box"][0], abs=0.2)
    assert 0.4 * measures["plate_height_px"] < measures["text_height_px"]
    assert measures["text_height_px"] < measures["plate_height_px"]
    assert measures["characters"] == pytest.approx(len(plate), abs=1)
    graded = {verdict["quantity"]: verdict for verdict in one["verdicts"]}
    assert graded["text_height"]["source"].startswith("SimpleLPR")
    assert graded["text_height"]["value"] == pytest.approx(measures["text_height_px"], abs=0.51)
    assert all(verdict["text"] for verdict in one["verdicts"])
    assert code == (0 if all(line["grade"] in ("good", "borderline") for line in found) else 1)


def test_a_film_is_a_walk_test(made: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    folder, plate = made
    code = run("--json", "--cars", "2", str(folder / "clip.mp4"))
    car, sheet = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert car["plate"] == plate
    assert car["reads"] >= 4
    assert car["readable"] >= car["reads"]
    assert 4 < car["fps"] <= FPS + 0.1
    graded: dict[str, Any] = {verdict["quantity"]: verdict["grade"] for verdict in car["verdicts"]}
    assert graded["reads"] == "good"
    assert graded["fps"] == "good"
    assert car["best_text_px"] == car["measures"]["text_height_px"]
    assert car["worst_blur_px"] >= car["measures"]["edge_across_px"]
    assert sheet["cars"] == 2
    assert sheet["lines"][1]["text"] == "Car 2 was not seen."
    assert not sheet["passed"]
    assert code == 1


def test_a_walk_test_that_passes(
    made: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _plate = made
    code = run("--cars", "1", str(folder / "clip.mp4"))
    printed = capsys.readouterr().out
    assert "Reads" in printed
    assert printed.rstrip().endswith("Passed: 1 of 1 cars were read.")
    assert code == 0


def test_a_picture_without_a_plate(
    made: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _plate = made
    assert run(str(folder / "empty.png")) == 1
    assert capsys.readouterr().out == f"{folder / 'empty.png'}: no plate was found\n"


def test_what_cannot_be_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CameraError):
        run(str(tmp_path / "missing.png"))
    with pytest.raises(CameraError):
        run(str(tmp_path / "missing.mp4"))
    assert "Not passed: 0 of 1 cars" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["0", "1/0", "fast", "2", "-1/100"])
def test_an_exposure_that_is_none(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(f"--exposure={text}", "car.png")
    assert "give e.g. 1/100" in capsys.readouterr().err
