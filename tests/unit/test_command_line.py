# SPDX-License-Identifier: AGPL-3.0-or-later
"""Wrong options, a damaged record, Ctrl+C, a closed pipe: a sentence, a status, no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import main
from alpr_kiosk import cli
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.storage.store import open_store


@pytest.fixture
def data(tmp_path: Path) -> Path:
    open_store(tmp_path, clock=SystemClock()).close()
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ["lists", "history", "--limit", "99999999999999999999"],
        ["lists", "history", "--limit", "-1"],
        ["lists", "search", "A", "--limit", "0"],
        ["lists", "import", "a.csv", "--show", "x"],
        ["visitors", "--day", "9999-12-31"],
        ["visitors", "--day", "0001-01-01"],
        ["visitors", "--day", "2026-02-31"],
        ["bench", "db", "--rows", "-1"],
        ["incident", "hold", "a", "--owner", "b", "--reason", "c", "--review-days", "-3"],
    ],
)
def test_a_number_or_day_out_of_its_range_is_refused(
    words: list[str], data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(words if words[0] == "bench" else [*words, "--data-dir", str(data)])
    assert left.value.code == 2
    assert " is no " in capsys.readouterr().err


@pytest.mark.parametrize(
    "size", ["0x0", "99999x99999", "\N{SUPERSCRIPT TWO}x2", "1280", "-1x5", "1024x600", "1279x800"]
)
def test_a_size_of_no_window_is_refused(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main([f"--size={size}"]) == 2
    assert "1920x1080" in capsys.readouterr().err


@pytest.mark.parametrize("damage", ["garbage", "cut", "empty"])
def test_a_damaged_record_says_what_to_do(
    damage: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = data / "alpr.sqlite3"
    for name in ("alpr.sqlite3-wal", "alpr.sqlite3-shm"):
        (data / name).unlink(missing_ok=True)
    whole = path.read_bytes()
    path.write_bytes(
        {"garbage": b"x" * 9000, "cut": whole[: len(whole) // 2], "empty": b""}[damage]
    )
    assert cli.main(["lists", "search", "A", "--data-dir", str(data)]) == 1
    said = capsys.readouterr().err
    assert "is damaged" in said
    assert "alpr-kiosk restore" in said


def test_ctrl_c_ends_a_command_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pressed(_arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", pressed)
    assert main.main(["lists", "history"]) == 130
    assert capsys.readouterr().err.startswith("alpr-kiosk: stopped.")


def test_a_reader_that_has_enough_ends_it_in_silence(data: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "main.py", "check-config", "--keys"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")
