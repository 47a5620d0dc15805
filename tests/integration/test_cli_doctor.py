# SPDX-License-Identifier: AGPL-3.0-or-later
"""The doctor finds what is wrong, names it, and changes nothing."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from alpr_kiosk.cli import main
from alpr_kiosk.config.paths import models_dir, resources_dir
from alpr_kiosk.config.schema import AppConfig, CameraConfig, VisionConfig
from alpr_kiosk.demo import build_demo
from alpr_kiosk.doctor import _cameras, _relays
from alpr_kiosk.vision.model_store import ModelStore, file_sha256
from tests.emulators.shelly import ShellyEmulator
from tests.fakes.clock import ManualClock

ROOT = Path(__file__).resolve().parents[2]
DEMO = resources_dir() / "demo" / "site.toml"


@pytest.fixture(scope="module")
def demo_data(tmp_path_factory: pytest.TempPathFactory, qapp) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    demo = build_demo(data_dir=folder)
    assert demo.context.close()
    return folder


@pytest.fixture
def data(demo_data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_data, tmp_path / "data"))


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(models_dir(), tmp_path / "models", ignore=_no_training))
    monkeypatch.setenv("ALPR_MODELS", str(folder))
    return folder


def _no_training(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name in ("training", "__pycache__")]


def doctor(data: Path, config: Path = DEMO) -> int:
    return main(["doctor", "--config", str(config), "--data-dir", str(data)])


def found(capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[str, str]]:
    """Return level and detail by the name of the finding."""
    rows = {}
    for line in capsys.readouterr().out.splitlines():
        level, rest = line.split(maxsplit=1)
        rows[rest[:18].strip()] = (level, rest[18:].strip())
    return rows


def test_a_sound_site_is_well(demo_data: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in demo_data.rglob("*") if path.is_file()}
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "alpr_kiosk", "doctor"),
            *("--config", str(DEMO), "--data-dir", str(demo_data)),
        ],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "FAIL" not in ended.stdout
    for name in ("python", "qt", "opencv", "detector", "recognizer", "relay gate-in", "lane lane-"):
        assert name in ended.stdout
    database = demo_data / "alpr.sqlite3"
    after = {path: path.stat().st_mtime_ns for path in before}
    assert after[database] == before[database]


def test_altered_weights_are_named_with_their_hash(
    data: Path, models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = ModelStore(models).describe(VisionConfig().detector)
    with spec.path.open("r+b") as file:
        file.seek(1000)
        file.write(b"altered")
    assert doctor(data) == 1
    level, detail = found(capsys)["detector"]
    assert level == "FAIL"
    assert str(spec.path) in detail
    assert spec.sha256 in detail
    assert file_sha256(spec.path) in detail


def test_missing_weights_are_named(
    data: Path, models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = ModelStore(models).describe(VisionConfig().recognizer)
    spec.path.unlink()
    assert doctor(data) == 1
    level, detail = found(capsys)["recognizer"]
    assert level == "FAIL"
    assert str(spec.path) in detail


def test_a_changed_audit_row_is_found(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(data / "alpr.sqlite3") as database:
        database.execute("DROP TRIGGER IF EXISTS audit_no_update")
        names = [
            row[0]
            for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ]
        for name in names:
            database.execute(f'DROP TRIGGER "{name}"')
        tables = [
            row[0]
            for row in database.execute("SELECT name FROM sqlite_master WHERE name LIKE '%audit%'")
        ]
        table = next(name for name in tables if "index" not in name and not name.startswith("ix"))
        database.execute(f"UPDATE \"{table}\" SET actor = 'nobody' WHERE seq = 2")  # noqa: S608
    database.close()
    assert doctor(data) == 1
    level, detail = found(capsys)["audit"]
    assert level == "FAIL"
    assert "2" in detail


def test_no_record_yet_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor(tmp_path / "nothing") == 0
    assert found(capsys)["record"][0] == "warn"
    assert not (tmp_path / "nothing").exists()


def test_relays_are_asked_and_never_switched(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "site.toml"
    with ShellyEmulator() as device:
        config.write_text(
            f'[[gates]]\nid = "gate-a"\nrelay.type = "shelly"\nrelay.address = "{device.address}"',
            encoding="utf-8",
        )
        assert doctor(data, config) == 0
        assert found(capsys)["relay gate-a"][0] == "ok"
        device.switch(True)
        assert doctor(data, config) == 0
        level, detail = found(capsys)["relay gate-a"]
        assert (level, "ON" in detail) == ("warn", True)
        assert device.sets == []
        assert device.output()
    assert doctor(data, config) == 1
    assert found(capsys)["relay gate-a"][0] == "FAIL"


def test_udp_is_warned_about_where_it_may_hide_damage() -> None:
    config = AppConfig(
        cameras=tuple(
            CameraConfig(id=name, source=f"{scheme}://10.0.0.1/x", transport=transport)
            for name, scheme, transport in (
                ("a", "rtsp", "udp"),
                ("b", "rtsp", "tcp"),
                ("c", "http", "udp"),
                ("d", "RTSP", "udp"),
            )
        )
    )
    warned = list(_cameras(config))
    assert [(finding.level, finding.name) for finding in warned] == [
        ("warn", "camera a"),
        ("warn", "camera d"),
    ]
    assert all("use TCP" in finding.detail for finding in warned)


def test_every_output_and_input_of_a_gate_is_asked_for() -> None:
    with ShellyEmulator(inputs=2) as device:
        device.levels[0] = True
        here = {"type": "shelly", "address": device.address}
        gone = {"type": "axis", "address": "127.0.0.1:1", "port": 2}
        gate = {
            "id": "gate-a",
            "relay": here,
            "stop_relay": gone,
            "hold_relay": {"type": "simulated"},
            "inputs": {"position": {"input": 0}, "door": {"input": 3}},
        }
        rows = list(_relays(AppConfig.model_validate({"gates": [gate]}), ManualClock()))
    told = [(row.level, row.name) for row in rows]
    assert told == [
        ("ok", "relay gate-a"),
        ("ok", "relay gate-a"),
        ("warn", "relay gate-a"),
        ("FAIL", "stop relay gate-a"),
        ("ok", "hold relay gate-a"),
    ]
    assert rows[1].detail == "input 0 is closed: position no"
    assert "input 3 (door) is not told" in rows[2].detail


def test_a_hold_output_that_ends_early_is_warned_about() -> None:
    axis = {"type": "axis", "address": "127.0.0.1:1"}
    config = AppConfig.model_validate({"gates": [{"id": "gate-a", "hold_relay": axis}]})
    details = [row.detail for row in _relays(config, ManualClock()) if row.level == "warn"]
    assert details == ["holds open for 60 s at most, whatever is asked for"]
