# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk backup` and `alpr-kiosk restore` at a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from alpr_kiosk.cli import main
from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.site_lock import single_instance
from alpr_kiosk.storage.store import open_store
from tests.contracts.records_contract import make_passage
from tests.fakes.clock import ManualClock


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = DataPaths.prepare(tmp_path / "data").root
    write(folder, "p1")
    return folder


def write(data: Path, passage: str) -> None:
    store = open_store(data, clock=ManualClock())
    pictures = [store.evidence.store("lane", passage.encode())]
    store.records.save_passage(make_passage(passage), pictures)
    store.close()


def passages(data: Path) -> set[str]:
    store = open_store(data, clock=ManualClock())
    try:
        return {row.passage_id for row in store.records.recent_passages()}
    finally:
        store.close()


def run(command: str, data: Path, *more: str) -> int:
    return main([command, "--data-dir", str(data), *more])


def test_there_and_back_with_the_pictures(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    with single_instance(DataPaths(root=data)):  # beside a running kiosk
        assert run("backup", data, str(stick), "--with-pictures") == 0
    said = capsys.readouterr().out
    assert "1 passages, newest 2026-11-22 12:00 UTC" in said
    assert "1 new pictures copied." in said
    assert f"keep a copy of {data / 'keys'} apart" in said
    (file,) = stick.glob("*.gz")
    assert run("backup", data, str(stick), "--with-pictures") == 0
    assert "0 new pictures copied." in capsys.readouterr().out
    assert len(list(stick.glob("*.gz"))) in (1, 2), "by hand nothing goes"

    write(data, "p2")
    assert run("restore", data, str(file), "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Newer and not in it: 0 passages, 0 edits of lists," in said
    assert "Nothing was changed." in said
    assert passages(data) == {"p1", "p2"}
    for picture in (data / "evidence").rglob("*.jpg"):
        picture.unlink()
    assert run("restore", data, str(file), "--with-pictures") == 0
    said = capsys.readouterr().out
    assert "1 pictures came back." in said
    assert f"The record of before is {data / 'alpr.sqlite3.replaced-'}" in said
    assert passages(data) == {"p1"}
    store = open_store(data, clock=ManualClock())
    (row,) = store.records.recent_passages()
    assert all(store.evidence.verify(picture) for picture in row.evidence)
    store.close()


def test_restore_is_refused_while_the_kiosk_runs(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", data) == 0
    (file,) = (data / "backups").glob("*.gz")
    with single_instance(DataPaths(root=data)):
        assert run("restore", data, str(file)) == 1
        assert "Stop it first" in capsys.readouterr().err
        assert run("restore", data, str(file), "--dry-run") == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "is no file."),
        (b"", "is damaged (cut off). Nothing was changed; take another backup."),
        (b"PK\x03\x04" + bytes(200), "is not a backup of a record (no database)."),
    ],
)
def test_what_is_no_backup_is_named(
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: bytes | None,
    says: str,
) -> None:
    path = tmp_path / "given"
    if content is not None:
        path.write_bytes(content)
    assert run("restore", data, str(path)) == 1
    assert f"{path} {says}" in capsys.readouterr().err
    assert passages(data) == {"p1"}


def test_on_a_new_machine_the_key_is_asked_for(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", data) == 0
    (file,) = (data / "backups").glob("*.gz")
    other = tmp_path / "other"
    assert run("restore", other, str(file)) == 1
    assert "Put back your copy of the keys" in capsys.readouterr().err
    (other / "keys").mkdir()
    (other / "keys" / "audit.key").write_bytes((data / "keys" / "audit.key").read_bytes())
    assert run("restore", other, str(file)) == 0
    assert passages(other) == {"p1"}


def test_without_a_record_there_is_nothing_to_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", tmp_path / "none") == 1
    assert "no record" in capsys.readouterr().err
