# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command on a few validation photographs, in both layouts, with the product's own weights."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.training.evaluate import main
from models.training.nonplates import collect
from models.training.truth import load_truth
from tests.shared import shared_path


@pytest.mark.shared
def test_both_layouts_give_the_same_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared_path("data", "plates")
    usual = ["--json", "--engine", "onnxruntime", "--non-plates", "5"]
    out = tmp_path / "one"
    assert main([str(folder), "--limit", "8", "--out", str(out), *usual]) == 0
    first = json.loads(capsys.readouterr().out)
    assert first["setup"]["pictures"] == 8
    assert first["setup"]["engine"] == "onnxruntime-f32"
    # 6 of the 9 plates are found here; the bounds only show that the parts are joined rightly.
    assert first["groups"][0]["plates"] == 9
    assert first["groups"][0]["recall_50"]["value"] >= 0.5
    assert first["groups"][0]["perfect"]["exact"]["value"] >= 0.5
    assert first["rejection"]["crops"] == 5
    assert set(first["stage_ms"]) >= {"decode", "detect", "read", "picture"}
    assert json.loads((out / "summary.json").read_text(encoding="utf-8")) == first
    page = (out / "failures.html").read_text(encoding="utf-8")
    assert 'src="http' not in page
    assert (out / "failures.png").read_bytes().startswith(b"\x89PNG")

    pixels = tmp_path / "lines"
    pixels.mkdir()
    lines = []
    for picture in load_truth(folder, split="val").pictures[:8]:
        copy = pixels / picture.path.name
        copy.symlink_to(picture.path.resolve())
        rows, columns = _size(picture.path)
        for plate in picture.plates:
            x0, y0, x1, y1 = plate.pixels(columns, rows)
            lines.append(f"{copy.name}\t{x0}\t{y0}\t{x1 - x0}\t{y1 - y0}\t{plate.text}")
    (pixels / "plates.txt").write_text("\r\n".join(lines), encoding="utf-8")
    assert main([str(pixels), "--out", str(tmp_path / "two"), *usual]) == 0
    second = json.loads(capsys.readouterr().out)
    assert second["setup"]["layout"] == "lines"
    assert second["groups"][0] == first["groups"][0]
    assert second["detector"] == first["detector"]


def _size(path: Path) -> tuple[int, int]:
    from alpr_kiosk.vision.sources.pictures import load_picture

    rows, columns = load_picture(path).shape[:2]
    return rows, columns


@pytest.mark.shared
def test_crops_without_a_plate_are_always_the_same() -> None:
    train = load_truth(shared_path("data", "plates"), split="train")
    one, two = (collect(train.pictures, count=6) for _ in range(2))
    assert [(item.picture, item.box) for item in one] == [(item.picture, item.box) for item in two]
    assert len({item.picture for item in one}) == 6
    assert all((a.crop == b.crop).all() for a, b in zip(one, two, strict=True))


def test_what_cannot_be_measured_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "gone")]) == 2
    assert "not a folder" in capsys.readouterr().err
    assert main([str(tmp_path), "--preset", "zz"]) == 2
    assert "zz" in capsys.readouterr().err
    assert main([str(tmp_path), "--engine", "abacus"]) == 2
    assert "engine" in capsys.readouterr().err
