# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where things are, and who may look into the data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from alpr_kiosk.config.paths import (
    DataPaths,
    default_config_path,
    default_data_dir,
    models_dir,
    resources_dir,
)
from alpr_kiosk.errors import StorageError


def test_the_program_brings_its_own_files() -> None:
    assert (resources_dir() / "demo" / "site.toml").is_file()
    assert (models_dir() / "manifest.toml").is_file()


def test_variables_come_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ALPR_MODELS", str(tmp_path / "m"))
    monkeypatch.setenv("ALPR_CONFIG", str(tmp_path / "c.toml"))
    monkeypatch.setenv("STATE_DIRECTORY", f"{tmp_path / 'one'}:{tmp_path / 'two'}")
    assert models_dir() == tmp_path / "m"
    assert default_config_path() == tmp_path / "c.toml"
    assert default_data_dir() == tmp_path / "one"


def test_a_person_without_a_service_has_a_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("STATE_DIRECTORY", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_data_dir() == tmp_path / "alpr-kiosk"


def test_the_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    paths = DataPaths.prepare(tmp_path / "a" / "b")
    assert paths.root.stat().st_mode & 0o777 == 0o700
    assert list(paths.root.iterdir()) == []
    assert DataPaths.prepare(paths.root) == paths
    places = {paths.database, paths.evidence, paths.last_commands, paths.crash_log, paths.log}
    assert len(places) == 5
    assert all(place.parent == paths.root for place in places)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(StorageError) as caught:
        DataPaths.prepare(file / "data")
    assert caught.value.code == "storage.unwritable"
    assert caught.value.context["path"] == str(file / "data")
