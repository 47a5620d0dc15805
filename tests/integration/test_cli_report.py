# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk report` at a terminal."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from alpr_kiosk.cli import main
from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.storage.store import open_store
from tests.contracts.records_contract import make_passage, make_record
from tests.fakes.clock import ManualClock


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = DataPaths.prepare(tmp_path / "data").root
    store = open_store(folder, clock=ManualClock())
    passage = make_passage()
    store.records.save_passage(passage)
    store.records.save_decision(make_record(passage))
    store.close()
    return folder


def report(data: Path, *more: str) -> int:
    return main(["report", "--data-dir", str(data), *more])


def test_it_is_printed_written_and_audited(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, page = tmp_path / "r.csv", tmp_path / "r.pdf"
    span = ("--from", "2026-11-22", "--to", "2026-11-22")
    assert report(data, *span, "--csv", str(sheet), "--pdf", str(page)) == 0
    said = capsys.readouterr().out
    assert said.startswith("Guardhouse, Sun 22 Nov 2026")
    assert "(before: Sat 21 Nov 2026)" in said
    assert "Passages by category" in said
    text = sheet.read_bytes().decode("utf-8-sig")
    assert "Passages by hour,2026-11-22T12:00+00:00,,1," in text
    assert page.read_bytes().startswith(b"%PDF-")
    store = open_store(data, clock=ManualClock())
    rows = [row for row in store.records.audit_rows() if row.kind == "report.exported"]
    store.close()
    bodies = [json.loads(row.body) for row in rows]
    assert [body["form"] for body in bodies] == ["csv", "pdf"]
    assert bodies[1]["sha256"] == hashlib.sha256(page.read_bytes()).hexdigest()
    assert bodies[0]["first"] == bodies[0]["last"] == "2026-11-22"


def test_without_days_it_is_this_month(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(data) == 0
    assert "Passages" in capsys.readouterr().out


@pytest.mark.parametrize(
    "span",
    [
        ("--from", "2026-11-22", "--to", "2026-11-21"),
        ("--from", "2020-01-01", "--to", "2026-11-21"),
    ],
)
def test_a_span_that_is_none_is_refused(
    data: Path, capsys: pytest.CaptureFixture[str], span: tuple[str, ...]
) -> None:
    assert report(data, *span) == 1
    assert "366 days at most" in capsys.readouterr().err


def test_a_day_that_is_none_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        report(data, "--from", "yesterday")
    assert "no day like" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_named(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(data, "--csv", str(tmp_path / "no" / "r.csv")) == 1
    assert "can't be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("first", "last"), [("0001-01-01", "0001-01-02"), ("9999-12-30", "9999-12-31")]
)
def test_the_ends_of_the_calendar_are_refused(
    data: Path, capsys: pytest.CaptureFixture[str], first: str, last: str
) -> None:
    assert report(data, "--from", first, "--to", last) == 1
    assert "at most" in capsys.readouterr().err
