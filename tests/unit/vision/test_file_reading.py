# SPDX-License-Identifier: AGPL-3.0-or-later
"""The records of the `read` command."""

from __future__ import annotations

import json
from pathlib import Path

import cv2

from alpr_kiosk.vision.assemble import VisionKit
from alpr_kiosk.vision.reading import PlateFileReader
from tests.fakes.clock import ManualClock
from tests.fakes.vision import (
    FakeDetector,
    FakeRecognizer,
    FakeTracker,
    ScriptedPlate,
    script_pixels,
)

PLATE = ScriptedPlate(text="AB123CD")
SCRIPT = {1: [PLATE], 2: [PLATE]}


def reader() -> PlateFileReader:
    kit = VisionKit(
        detector=FakeDetector(SCRIPT),
        recognizer=FakeRecognizer(SCRIPT),
        make_tracker=FakeTracker,
    )
    return PlateFileReader(kit=kit, clock=ManualClock())


def picture(path: Path, number: int) -> str:
    done, data = cv2.imencode(".png", script_pixels(number, SCRIPT.get(number, ())))
    assert done
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data.tobytes())
    return str(path)


def test_a_picture_is_one_record_of_the_documented_form(tmp_path: Path) -> None:
    name = picture(tmp_path / "a.png", 1)
    (record,) = reader().read([name])
    assert record == {
        "file": name,
        "ms": 0.0,
        "plates": [
            {
                "text": "AB123CD",
                "confidence": 0.95,
                "char_confidences": [0.95] * 7,
                "box": [100.0, 100.0, 180.0, 120.0],
            }
        ],
    }
    assert json.loads(json.dumps(record)) == record


def test_folders_are_walked_and_empty_pictures_are_records_too(tmp_path: Path) -> None:
    deep = picture(tmp_path / "sub" / "b.png", 9)
    top = picture(tmp_path / "a.png", 2)
    (tmp_path / "readme.txt").write_text("x", encoding="utf-8")
    records = list(reader().read([str(tmp_path)]))
    assert [(record["file"], len(record["plates"])) for record in records] == [(top, 1), (deep, 0)]


def test_what_cannot_be_read_is_a_record_and_the_rest_goes_on(tmp_path: Path) -> None:
    bad = tmp_path / "bad.png"
    bad.write_text("no picture", encoding="utf-8")
    empty = tmp_path / "empty"
    empty.mkdir()
    good = picture(tmp_path / "good.png", 1)
    missing = str(tmp_path / "missing.mp4")
    records = list(reader().read([str(bad), missing, str(empty), good]))
    assert [set(record) for record in records[:3]] == [{"file", "error"}] * 3
    assert [record["file"] for record in records] == [str(bad), missing, str(empty), good]
    assert "camera.format" in records[0]["error"]
    assert "camera.unreachable" in records[1]["error"]
    assert len(records[3]["plates"]) == 1


def test_credentials_of_an_address_are_in_no_record() -> None:
    address = "rtsp://guard:s3cret@127.0.0.1:9/cam?token=s3cret"
    (record,) = reader().read([address])
    assert record["file"] == "rtsp://127.0.0.1:9/cam"
    assert record["error"].startswith("camera.unreachable")
    assert "s3cret" not in json.dumps(record)
