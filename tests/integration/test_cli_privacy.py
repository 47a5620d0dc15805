# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk privacy` at a terminal: told as a whole, erased for good."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from alpr_kiosk.cli import main
from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.site_lock import single_instance
from alpr_kiosk.storage.erasing import files_with
from alpr_kiosk.storage.store import open_store
from alpr_kiosk.vision.preprocess import encode_jpeg
from tests.fakes.clock import ManualClock
from tests.unit.storage.gatehouse import PLATE, Gatehouse


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = DataPaths.prepare(tmp_path / "data").root
    house = Gatehouse(folder)
    grey = np.full((90, 160, 3), 60, dtype=np.uint8)
    house.add("own", picture=encode_jpeg(grey))
    house.add("other", "XY99", picture=encode_jpeg(grey + 1))
    house.store.close()
    return folder


def privacy(data: Path, part: str, *more: str) -> int:
    return main(["privacy", part, *more, "--data-dir", str(data)])


def audited(data: Path) -> list[str]:
    store = open_store(data, clock=ManualClock())
    kinds = [row.kind for row in store.records.audit_rows(limit=1000)]
    assert store.records.verify_audit() is None
    store.close()
    return [kind for kind in kinds if kind.startswith("privacy.")]


def test_an_export_is_checked_and_audited(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert privacy(data, "export", "34 a-36837", str(stick)) == 0
    assert "1 passages read as this plate" in capsys.readouterr().out
    (pack,) = stick.iterdir()
    assert main(["incident", "check", str(pack)]) == 0
    told = json.loads((pack / "plate.json").read_text("utf-8"))
    assert [row["passage_id"] for row in told["passages"]] == ["own"]
    assert [row["kind"] for row in told["audit"]] == ["decision", "privacy.searched"]
    assert len(list(pack.glob("*.jpg"))) == 2
    assert audited(data) == ["privacy.searched", "privacy.exported"]


def test_a_look_changes_nothing_and_an_erasure_everything(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert privacy(data, "erase", PLATE) == 0
    assert "Nothing was erased" in capsys.readouterr().out
    assert files_with(data, [PLATE.encode()])
    backup = data / "backups" / "alpr-20260101T000000Z.sqlite3.gz"
    backup.parent.mkdir()
    backup.write_bytes(b"packed")
    assert privacy(data, "erase", PLATE, "--yes", "--reason", "asked for") == 0
    said = capsys.readouterr().out
    assert "Row " in said
    assert str(backup) in said
    assert files_with(data, [PLATE.encode()]) == []
    assert audited(data) == ["privacy.searched", "privacy.erased"]
    assert privacy(data, "erase", PLATE) == 0
    assert "Nothing is kept about this plate" in capsys.readouterr().out


def test_backups_elsewhere_are_named_too(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "nas", tmp_path / "unplugged"
    (first / "evidence").mkdir(parents=True)
    backup = first / "alpr-record-20260101T000000Z-0123456789abcdef.sqlite3.gz"
    backup.write_bytes(b"packed")
    site = tmp_path / "site.toml"
    site.write_text(f'[backup]\nfolder = "{first}"\nsecond_folder = "{second}"\n')
    assert privacy(data, "erase", PLATE, "--yes", "--config", str(site)) == 0
    said = capsys.readouterr().out
    assert f"  {backup}" in said
    assert f"Pictures copied to {first}" in said
    assert f"{second} is not there now" in said


def test_a_kiosk_that_runs_is_not_disturbed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with single_instance(DataPaths(root=data)):
        assert privacy(data, "erase", PLATE, "--yes") == 1
    assert "Stop it first" in capsys.readouterr().err
    assert files_with(data, [PLATE.encode()])
