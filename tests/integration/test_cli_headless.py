# SPDX-License-Identifier: AGPL-3.0-or-later
"""A site without a window: starts, is alone, ends in order, and shows pictures without weights."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

from alpr_kiosk.config.paths import models_dir
from alpr_kiosk.config.schema import VisionConfig
from alpr_kiosk.vision.model_store import ModelStore
from tests.emulators.shelly import ShellyEmulator

ROOT = Path(__file__).resolve().parents[2]


def command(config: Path, data: Path, *more: str) -> list[str]:
    return [
        *(sys.executable, "-m", "alpr_kiosk", "headless"),
        *("--config", str(config), "--data-dir", str(data), *more),
    ]


@contextmanager
def running(config: Path, data: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command(config, data),
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=30)


def wait_for(condition, process: subprocess.Popen[str]) -> None:
    for _ in range(6000):
        if condition():
            return
        assert process.poll() is None, process.communicate()
        threading.Event().wait(0.01)
    raise AssertionError("it did not come to that")


def test_one_site_runs_alone_and_ends_in_order(tmp_path: Path) -> None:
    data = tmp_path / "data"
    config = tmp_path / "site.toml"
    empty = tmp_path / "no models"
    with ShellyEmulator() as device:
        config.write_text(
            f'[[gates]]\nid = "gate-a"\nrelay.type = "shelly"\nrelay.address = "{device.address}"',
            encoding="utf-8",
        )
        with running(config, data, ALPR_MODELS=str(empty)) as process:
            remembered = data / "last-commands.json"
            wait_for(lambda: remembered.exists() and bool(device.calls), process)
            assert data.stat().st_mode & 0o777 == 0o700

            second = subprocess.run(
                command(config, data), cwd=ROOT, check=False, capture_output=True, text=True
            )
            assert second.returncode == 1
            assert f"Another alpr-kiosk uses {data}" in second.stderr
            assert process.poll() is None

            device.switch(True)
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=60)
            assert process.returncode == 0, out + err
        assert not device.output()  # outputs are off at the end
        assert '"gates": {}' in remembered.read_text(encoding="utf-8")
    assert not (data / "crash.log").exists()
    log = (data / "alpr-kiosk.log").read_text(encoding="utf-8")
    assert "Traceback" not in log


def test_without_weights_nothing_is_read_and_the_pictures_go_on(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for number in range(3):
        cv2.imwrite(str(pictures / f"{number}.png"), np.full((90, 160, 3), 90, np.uint8))
    models = tmp_path / "models"
    models.mkdir()
    shutil.copy(models_dir() / "manifest.toml", models)
    config = tmp_path / "site.toml"
    config.write_text(
        '[[cameras]]\nid = "cam-a"\nsource = "pictures"\nrealtime = false\n'
        '[[lanes]]\nid = "lane-a"\ncamera = "cam-a"\n',
        encoding="utf-8",
    )
    ended = subprocess.run(
        command(config, tmp_path / "data", "--once"),
        cwd=ROOT,
        env=os.environ | {"ALPR_MODELS": str(models)},
        check=False,
        capture_output=True,
        text=True,
        timeout=25,  # a recording would wait 30 s for a reader that may still come
    )
    spec = ModelStore(models).describe(VisionConfig().detector)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == ""
    assert "model.missing" in ended.stderr
    assert str(spec.path) in ended.stderr
    assert spec.sha256 in ended.stderr


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    config = tmp_path / "site.toml"
    config.write_text("", encoding="utf-8")
    file = tmp_path / "file"
    file.write_text("")
    ended = subprocess.run(
        command(config, file), cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert ended.returncode == 1
    assert f"The data folder {file} can't be written" in ended.stderr
    assert "Traceback" not in ended.stderr
