# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk audit` at a terminal."""

from __future__ import annotations

import io
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from alpr_kiosk.cli import main
from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.domain.audit import parse_head
from alpr_kiosk.site_lock import single_instance
from alpr_kiosk.storage.store import open_store
from tests.fakes.clock import ManualClock


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = DataPaths.prepare(tmp_path / "data").root
    write(folder, 4)
    return folder


def write(data: Path, rows: int) -> None:
    store = open_store(data, clock=ManualClock())
    for number in range(rows):
        store.records.append_audit("login", "Amara", {"n": number})
    store.close()


def audit(data: Path, part: str, *more: str) -> int:
    return main(["audit", part, "--data-dir", str(data), *more])


def test_a_head_is_exported_and_held_against_the_record(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heads = tmp_path / "heads.txt"
    assert audit(data, "head", "--to", str(heads)) == 0
    line = capsys.readouterr().out.strip()
    assert parse_head(line).seq == 5
    older = shutil.copytree(data, tmp_path / "older")
    write(data, 2)
    assert audit(data, "head", "--to", str(heads)) == 0
    assert len(heads.read_text().splitlines()) == 2
    capsys.readouterr()
    assert audit(data, "check", str(heads)) == 0
    assert "It holds 2 of 2 exported heads." in capsys.readouterr().out
    assert audit(older, "check") == 0, "by itself an older copy is whole"
    assert audit(older, "check", str(heads)) == 1
    said = capsys.readouterr().out
    assert "row 6 is changed or missing" in said
    assert "It had 7 rows on " in said


def test_a_head_that_is_typed(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit(data, "head") == 0
    line = capsys.readouterr().out.strip()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"\n{line.upper()}\n"))
    assert audit(data, "check", "-") == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(line[:-1] + ("0" if line[-1] != "0" else "1")))
    assert audit(data, "check", "-") == 1
    assert "-, line 1: mistyped. A head is the line that" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "holds no exported head"),
        (b"hello\n", "line 1: not an exported head"),
        (b"\xff\xfe", "not a text of heads"),
    ],
)
def test_a_file_that_holds_no_heads(
    data: Path, tmp_path: Path, content: bytes, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "heads.txt"
    path.write_bytes(content)
    assert audit(data, "check", str(path)) == 1
    assert says in capsys.readouterr().err
    assert audit(data, "check", str(tmp_path / "none.txt")) == 1
    assert "No such file" in capsys.readouterr().err


def test_a_changed_row_is_named_and_no_head_is_taken_of_it(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(data / "alpr.sqlite3")) as raw:
        raw.execute("DROP TRIGGER audit_no_update")
        raw.execute("UPDATE audit SET actor = 'Mallory' WHERE seq = 3")
        raw.commit()
    assert audit(data, "check") == 1
    assert "row 3 is changed or missing" in capsys.readouterr().out
    for part in ("head", "new-key"):
        assert audit(data, part) == 1
        assert "does not fit its seal since row 3" in capsys.readouterr().err


def test_the_key_is_changed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit(data, "head") == 0
    line = capsys.readouterr().out
    assert audit(data, "new-key") == 0
    said = capsys.readouterr().out
    assert "from row 6 on" in said
    assert str(data / "keys") in said
    write(data, 1)
    heads = data / "heads.txt"
    heads.write_text(line)
    assert audit(data, "check", str(heads)) == 0
    assert "7 rows, whole" in capsys.readouterr().out
    assert main(["doctor", "--data-dir", str(data), "--demo"]) in (0, 1)
    assert "7 rows, whole" in capsys.readouterr().out


def test_not_beside_a_kiosk_that_runs(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with single_instance(DataPaths.prepare(data)):
        assert audit(data, "new-key") == 1
        assert "Stop it first" in capsys.readouterr().err
        assert audit(data, "head") == 0, "looking is allowed"
    assert [file.name for file in (data / "keys").iterdir()] == ["audit.key"]


def test_no_record_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for part in ("head", "check", "new-key"):
        assert audit(tmp_path, part) == 1
        told = capsys.readouterr().err
        assert "no record" in told
        assert "--data-dir" in told, "what to do is said"
    assert list(tmp_path.iterdir()) == []
