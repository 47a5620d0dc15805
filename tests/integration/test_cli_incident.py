# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk incident` at a terminal, with the real detector."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from alpr_kiosk.cli import main
from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.domain.events import Reason
from alpr_kiosk.storage.store import open_store
from alpr_kiosk.vision.preprocess import encode_jpeg
from tests.contracts.journal_contract import a_result, an_intent
from tests.contracts.records_contract import NOON
from tests.fakes.clock import ManualClock
from tests.unit.storage.gatehouse import Gatehouse

PLATES = ("34A36837", "=ÖB 12", "А777ВС")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = DataPaths.prepare(tmp_path / "data").root
    house = Gatehouse(folder)
    for number, plate in enumerate(PLATES):
        grey = np.full((90, 160, 3), 60 + number, dtype=np.uint8)
        house.add(f"p{number}", plate, reason=Reason.UNKNOWN, picture=encode_jpeg(grey))
        crop = house.store.evidence.store("crop", encode_jpeg(grey[:20, :60]))
        lane = house.rows()[f"p{number}"].evidence[0]
        passage = house.add(f"p{number}", plate, reason=None)
        house.store.records.save_passage(passage, [lane, crop])
    intent = an_intent(1, passage_id="p0", requested_at=NOON)
    house.store.journal.record_intent(intent)
    house.store.journal.record_result(a_result(intent))
    house.store.close()
    return folder


def incident(data: Path, part: str, *more: str) -> int:
    return main(["incident", part, "--data-dir", str(data), *more])


def test_hold_list_pack_check_release(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = ("--owner", "Amara", "--reason", "34A36837 hit the barrier", "--actor", "Guard 07")
    assert incident(data, "hold", "--passage", "p0", "--passage", "p1", *held) == 0
    name = capsys.readouterr().out.split()[0]
    assert incident(data, "list") == 0
    assert "2 passages" in capsys.readouterr().out

    stick = tmp_path / "stick"
    stick.mkdir()
    assert incident(data, "pack", name, str(stick), "--actor", "Guard 07") == 0
    manifest = capsys.readouterr().out.split("Manifest ")[1].split(";")[0]
    (pack,) = stick.iterdir()
    told = json.loads((pack / "manifest.json").read_text("utf-8"))
    assert {one["name"] for one in told["files"]} == {
        "incident.pdf",
        "passages.csv",
        *("001-lane.jpg", "001-crop.jpg", "002-lane.jpg", "002-crop.jpg"),
    }
    assert {row["kind"] for row in told["audit_rows"]} == {
        *("decision", "gate.intent", "gate.result", "incident.held"),
    }
    assert told["audit_head"].startswith("alpr-head 1 ")
    rows = list(csv.DictReader((pack / "passages.csv").read_text("utf-8").splitlines()))
    assert [row["observed"] for row in rows] == ["34A36837", "'=ÖB 12"]
    assert (pack / "incident.pdf").read_bytes().startswith(b"%PDF-")

    assert main(["incident", "check", str(pack)]) == 0
    assert manifest in capsys.readouterr().out
    (pack / "passages.csv").write_text("x")
    assert main(["incident", "check", str(pack)]) == 1
    assert "passages.csv" in capsys.readouterr().out

    store = open_store(data, clock=ManualClock())
    kinds = {row.kind: json.loads(row.body) for row in store.records.audit_rows(limit=1000)}
    assert kinds["incident.packed"]["manifest"] == manifest
    assert store.records.verify_audit() is None
    store.close()
    assert incident(data, "release", name, "--reason", "settled") == 0
    capsys.readouterr()
    assert incident(data, "list") == 0
    assert "Nothing is held" in capsys.readouterr().out


def test_a_time_around_it(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    times = ("--since", "2026-11-22T11:59", "--until", "2026-11-22T12:01")
    assert incident(data, "hold", *times, "--owner", "A", "--reason", "r") == 0
    assert "3 passages" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("part", "more", "said"),
    [
        ("hold", ("--owner", "A", "--reason", "r"), "Name passages"),
        ("hold", ("--passage", "x", "--owner", "A", "--reason", "r"), "None of these"),
        ("hold", ("--since", "x", "--until", "y", "--owner", "A", "--reason", "r"), "not a time"),
        ("release", ("x", "--reason", "r"), "No incident"),
        ("pack", ("x", "/nowhere"), "No incident"),
    ],
)
def test_what_cannot_be_done_is_said(
    data: Path, capsys: pytest.CaptureFixture[str], part: str, more: tuple[str, ...], said: str
) -> None:
    assert incident(data, part, *more) == 1
    assert said in capsys.readouterr().err
