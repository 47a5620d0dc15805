# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk inside` and `visitors` at a terminal, beside a running kiosk."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from alpr_kiosk.cli import main
from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.storage.store import open_store
from tests.contracts.records_contract import NOON
from tests.contracts.stays_contract import Lane
from tests.fakes.plates import entry

SITE = """
[site]
name = "Mill Lane"
time_zone = "Europe/Berlin"

[[cameras]]
id = "cam1"
name = "Gate A in"
source = "demo:x"
"""


@pytest.fixture
def lane(tmp_path: Path) -> Iterator[Lane]:
    """The record of a kiosk that runs: it stays open."""
    (tmp_path / "site.toml").write_text(SITE)
    folder = DataPaths.prepare(tmp_path / "data").root
    store = open_store(folder, clock=SystemClock())
    yield Lane(store.database, key=store.key)
    store.close()


def run(tmp_path: Path, *words: str) -> int:
    command, *more = words
    site, data = str(tmp_path / "site.toml"), str(tmp_path / "data")
    return main([command, "--config", site, "--data-dir", data, *more])


def test_the_muster_list(lane: Lane, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    visitor = entry("34A36837", ListKind.VISITOR, owner="Ms Oe", host="Flat 4")
    lane.records.save_entry(visitor, "Amara")
    lane.drive("p1", "34A36837", 0)
    lane.drive("p2", "KL58MN", 5)
    assert run(tmp_path, "inside") == 0
    said = capsys.readouterr().out
    head, counts, empty, first, second = said.splitlines()
    assert head.startswith("Mill Lane: who is inside, ")
    assert (counts, empty) == ("2 inside, of them 0 unread. No exit is in doubt.", "")
    assert first.startswith("[ ] 34A36837   13:00 (")
    assert first.endswith("Ms Oe for Flat 4             last seen Gate A in")
    assert "no list" in second


def test_the_muster_list_as_csv_runs_nothing_in_a_spreadsheet(
    lane: Lane, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lane.records.save_entry(entry("34A36837", owner='=HYPERLINK("http://x")'), "Amara")
    lane.drive("p1", "34A36837", 0)
    assert run(tmp_path, "inside", "--csv") == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["plate"] == "34A36837"
    assert row["owner"] == '\'=HYPERLINK("http://x")'
    assert row["since"] == "2026-11-22T13:00:00+01:00"
    assert row["last camera"] == "Gate A in"


def test_the_visitors_of_a_day(
    lane: Lane, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for plate in ("KL58MN", "AB12CD", "XY99ZZ"):
        until = NOON + timedelta(days=1)
        lane.records.save_entry(
            entry(plate, ListKind.VISITOR, owner="", host="Flat 4", valid_until=until), "Amara"
        )
    lane.drive("p1", "KL58MN", 0)
    lane.drive("p2", "AB12CD", 5)
    lane.drive("p3", "AB12CD", 95, lane.OUT)
    assert run(tmp_path, "visitors", "--day", "2026-11-22") == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head == "Mill Lane: 3 visitors on 2026-11-22"
    assert lines[0] == "left        AB12CD     13:05 to 14:35 (1 h 30)  Flat 4"
    assert lines[1].split()[1:] == ["KL58MN", "13:00", "Flat", "4"]
    assert run(tmp_path, "visitors", "--day", "2020-01-01") == 0
    assert "3 visitors" in capsys.readouterr().out, "without a first day they may come any day"


def test_without_a_record_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "site.toml").write_text(SITE)
    assert run(tmp_path, "inside") == 1
    assert "There is no record in" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run(tmp_path, "visitors", "--day", "yesterday")
