# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sticks and the data folder's two places; nothing outside of them is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.list_places import ListPlaces


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    root = tmp_path / "media" / "KEYS"
    (root / "2025").mkdir(parents=True)
    (root / "residents.csv").write_text("plate\nAB12\n")
    (root / "photo.jpg").write_bytes(b"x")
    (root / ".hidden.csv").write_text("plate\n")
    return root


@pytest.fixture
def places(tmp_path: Path, stick: Path) -> ListPlaces:
    mounts = [(str(stick), True), (f"{tmp_path}/media/GONE", True)]
    return ListPlaces(tmp_path / "data", mounts=lambda: mounts)


def test_sticks_come_first_and_the_data_folder_is_made(places: ListPlaces, tmp_path: Path) -> None:
    found = places.browse("")
    assert [(one.name, one.removable) for one in found.places] == [
        ("KEYS", True),
        ("import", False),
        ("export", False),
    ]
    assert (tmp_path / "data" / "import").stat().st_mode & 0o777 == 0o700


def test_a_folder_shows_folders_and_tables_alone(places: ListPlaces, stick: Path) -> None:
    found = places.browse(str(stick))
    assert [(one.name, one.folder) for one in found.items] == [
        ("2025", True),
        ("residents.csv", False),
    ]
    assert found.parent == ""
    assert places.browse(str(stick / "2025")).parent == str(stick)


def test_what_is_elsewhere_is_refused(places: ListPlaces, stick: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("plate\nAB12\n")
    (stick / "link.csv").symlink_to(secret)
    (stick / "up").symlink_to(tmp_path)
    for path in (str(secret), str(stick / "link.csv"), str(stick / ".." / ".." / "secret.csv")):
        with pytest.raises(StorageError, match=r"lists\.file_place"), places.open(path):
            pass
    with pytest.raises(StorageError, match=r"lists\.file_place"):
        places.browse(str(stick / "up"))
    with pytest.raises(StorageError, match=r"lists\.file_place"):
        places.write(str(tmp_path), "x.csv", [["a"]])
    assert "link.csv" not in [one.name for one in places.browse(str(stick)).items]


def test_an_older_file_stays(places: ListPlaces, stick: Path) -> None:
    names = [places.write(str(stick), "lists.csv", [["plate"]]) for _ in range(2)]
    assert [Path(name).name for name in names] == ["lists.csv", "lists-2.csv"]
    for name in ("", ".x.csv", "a/b.csv", "x\0.csv"):
        with pytest.raises(StorageError, match=r"lists\.file_unwritable"):
            places.write(str(stick), name, [["plate"]])


def test_a_stick_that_is_pulled_out_is_told(places: ListPlaces, stick: Path) -> None:
    folder = stick / "2025"
    folder.rmdir()
    with pytest.raises(StorageError, match=r"lists\.file_unreadable"):
        places.browse(str(folder))
