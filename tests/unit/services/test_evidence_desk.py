# SPDX-License-Identifier: AGPL-3.0-or-later
"""Evidence, exports and rights over a real record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from argon2 import PasswordHasher

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.events import Reason
from alpr_kiosk.domain.evidence_queries import (
    EvidenceSheet,
    EvidenceWanted,
    ExportDone,
    ExportWanted,
    Seal,
)
from alpr_kiosk.domain.history import HistoryQuery, PlatePattern
from alpr_kiosk.domain.history_queries import (
    HistoryCountWanted,
    HistoryPageWanted,
    PassageWanted,
    RowExtrasWanted,
)
from alpr_kiosk.domain.inside import Occupancy
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.muster_queries import LastCountWanted, MusterFileWanted
from alpr_kiosk.domain.ports import PassageRow
from alpr_kiosk.domain.queries import Query, QueryCancelledError
from alpr_kiosk.domain.report_queries import ReportFileWanted, ReportSpan, ReportWanted
from alpr_kiosk.domain.targets import TargetsWanted
from alpr_kiosk.errors import AlprError
from alpr_kiosk.printing import LpPrinter
from alpr_kiosk.record_queries import record_handlers
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.site_queries import joined
from alpr_kiosk.storage.removable import MountedTargets
from alpr_kiosk.storage.sealed_folder import MANIFEST, check_sealed
from tests.contracts.records_contract import make_passage
from tests.unit.storage.gatehouse import PLATE, Gatehouse, a_read

PIN = "739204"


class Control:
    """Remembers steps; ends before the n-th check."""

    def __init__(self, checks: int = 1000) -> None:
        self.steps: list[tuple[int, int, str]] = []
        self._left = checks

    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None:
        self.steps.append((done, total, step))

    def check(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise QueryCancelledError


class Office:
    """The desks of the record over a gatehouse, a supervisor, and guard 07 on shift."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.house = Gatehouse(folder)
        self.sessions = SessionService(
            records=self.house.store.records,
            clock=self.house.clock,
            hasher=PasswordHasher(1, 8, 1),
        )
        self.sessions.set_pin("Anna", "supervisor", PIN, "installer")
        self.token = self.sessions.submit("Anna", "supervisor", PIN).session
        self.snapshot = ListSnapshot.of(
            [ListEntry(entry_id="e1", kind=ListKind.ALLOW, plate=PLATE, owner="Unit 14")]
        )
        self.handlers = joined(
            record_handlers(
                store=self.house.store,
                sessions=self.sessions,
                on_shift=lambda: "07",
                snapshot=lambda: self.snapshot,
                config=AppConfig.model_validate({"cameras": [{"id": "cam1", "source": "demo:x"}]}),
                targets=MountedTargets(folder / "export"),
                printer=LpPrinter(),
                clock=self.house.clock,
                load_reader=lambda _camera: lambda _jpeg: (),
            )
        )

    def ask(self, query: Query, control: Control | None = None) -> Any:
        return self.handlers[type(query)](query, control or Control())

    def sheet(self, passage_id: str = "p") -> EvidenceSheet:
        found = self.ask(EvidenceWanted(passage_id=passage_id, session=self.token))
        assert isinstance(found, EvidenceSheet)
        return found

    @property
    def target(self) -> str:
        return str(self.folder / "export")

    def kinds(self, kind: str) -> list[dict[str, Any]]:
        rows = self.house.store.records.audit_rows(limit=10_000)
        return [json.loads(row.body) for row in rows if row.kind == kind]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    made.house.add("p")
    yield made
    made.house.store.close()


def _jpeg(shade: int) -> bytes:
    fine, data = cv2.imencode(".jpg", np.full((90, 160, 3), shade, dtype=np.uint8))
    assert fine
    return bytes(data)


def _photographed(office: Office) -> PassageRow:
    """The passage ``j`` with pictures that are pictures."""
    store = office.house.store
    passage = replace(make_passage("j", PLATE), best_read=a_read(PLATE))
    files = [
        store.evidence.store(kind, _jpeg(shade)) for kind, shade in (("lane", 90), ("crop", 200))
    ]
    store.records.save_passage(passage, files)
    detail = store.history.passage("j")
    assert detail is not None
    return detail.row


def _refused(office: Office, query: Query) -> str:
    with pytest.raises(AlprError) as error:
        office.ask(query)
    return error.value.code


# ------------------------------------------------------------------------------------- rights


def test_a_guard_reads_24_hours_and_no_more(office: Office) -> None:
    now = office.house.clock.utc_now()
    page = office.ask(HistoryPageWanted(wanted=HistoryQuery(), actor="07"))
    assert [row.passage_id for row in page.rows] == ["p"]
    older = HistoryQuery(since=now - timedelta(hours=26))
    assert _refused(office, HistoryPageWanted(wanted=older, actor="07")) == "history.beyond_guard"
    assert _refused(office, HistoryPageWanted(wanted=HistoryQuery(), actor="08")) == "pin.needed"
    assert _refused(office, HistoryPageWanted(wanted=HistoryQuery())) == "pin.needed"
    office.house.clock.advance(30 * 3600)
    assert office.ask(HistoryPageWanted(wanted=HistoryQuery(), actor="07")).rows == ()
    assert office.ask(PassageWanted(passage_id="p", actor="07")) is None
    assert office.ask(EvidenceWanted(passage_id="p", actor="07")) is None


def test_who_may_read_all_says_why_and_it_is_kept(office: Office) -> None:
    named = HistoryQuery(plate=PlatePattern.parse(PLATE))
    wanted = HistoryPageWanted(wanted=named, session=office.token)
    assert _refused(office, wanted) == "history.reason_needed"
    other = HistoryPageWanted(wanted=named, session=office.token, reason="just so")
    assert _refused(office, other) == "history.reason_needed"
    for query in (named, HistoryQuery(unread=True)):
        office.ask(HistoryPageWanted(wanted=query, session=office.token, reason="police"))
    first, second = office.kinds("history.searched")
    assert (first["reason"], second["reason"], second["length"]) == ("police", "police", 0)
    assert PLATE not in json.dumps(first)
    count = office.ask(HistoryCountWanted(wanted=named, session=office.token, reason="police"))
    assert (count.count, count.more) == (1, False)
    assert len(office.kinds("history.searched")) == 2, "a count is no search of its own"


def test_extras_are_pictures_that_fit_and_owners(office: Office) -> None:
    (row,) = office.house.store.records.recent_passages()
    lane = next(file for file in row.evidence if file.kind == "lane")
    (office.house.store.evidence.root / lane.path).write_bytes(b"another")
    extras = office.ask(RowExtrasWanted(files=row.evidence, plates=(PLATE, "XX11XX"), actor="07"))
    assert [jpeg for _, jpeg in extras.pictures] == [b"crop p"]
    assert extras.owners == ((PLATE, "Unit 14"),)


# ----------------------------------------------------------------------------------- evidence


def test_a_whole_record_fits(office: Office) -> None:
    office.house.add("q", days=0.01)
    sheet = office.sheet()
    assert [one.seal for one in sheet.pictures] == [Seal.FITS, Seal.FITS]
    assert sheet.chain.seal is Seal.FITS
    assert sheet.chain.rows == 1
    assert not sheet.is_broken
    assert (sheet.older, sheet.newer) == ("", "q")
    assert sheet.delete_at is not None
    assert not sheet.held


def test_a_changed_picture_is_broken_and_not_given(office: Office) -> None:
    (row,) = office.house.store.records.recent_passages()
    (office.house.store.evidence.root / row.evidence[0].path).write_bytes(b"not this one")
    sheet = office.sheet()
    assert sheet.is_broken
    broken = next(one for one in sheet.pictures if one.seal is Seal.BROKEN)
    assert broken.jpeg == b""


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE decision SET reason = 'decision.allow.listed'",
        "UPDATE decision SET plate = '34A36838'",
        "UPDATE audit SET body = replace(body, 'ask', 'open') WHERE kind = 'decision'",
    ],
)
def test_a_changed_row_does_not_fit_the_chain(office: Office, change: str) -> None:
    path = office.house.store.database.path
    with closing(sqlite3.connect(path)) as raw, raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            raw.execute(f'DROP TRIGGER "{name}"')
        assert raw.execute(change).rowcount == 1
    assert office.sheet().chain.seal is Seal.BROKEN


def test_pictures_are_not_given_past_their_time_even_before_they_are_removed(
    office: Office,
) -> None:
    delete_at = office.sheet().delete_at
    assert delete_at is not None
    office.house.clock.advance((delete_at - office.house.clock.utc_now()).total_seconds())
    office.token = office.sessions.submit("Anna", "supervisor", PIN).session
    assert office.sheet().pictures == ()
    assert office.house.run(1) > 0
    office.token = office.sessions.submit("Anna", "supervisor", PIN).session
    after = office.sheet()
    assert after.pictures == ()
    assert after.detail.row.evidence_note == "evidence.expired"
    assert after.chain.seal is Seal.FITS, "what was removed by its time breaks no seal"


def test_what_is_held_has_no_end(office: Office) -> None:
    office.house.store.incidents.hold(
        "i", ["p"], owner="Anna", reason="r", actor="Anna",
        review_at=office.house.clock.utc_now() + timedelta(days=30),
    )  # fmt: skip
    sheet = office.sheet()
    assert (sheet.held, sheet.delete_at) == (True, None)


# ------------------------------------------------------------------------------------- export


def test_an_export_is_sealed_and_in_the_chain(office: Office) -> None:
    _photographed(office)
    office.ask(TargetsWanted())
    control = Control()
    done = office.ask(
        ExportWanted(passages=("j",), target=office.target, covered=False, session=office.token),
        control,
    )
    assert isinstance(done, ExportDone)
    assert check_sealed(Path(done.path)) == []
    assert (done.count, done.broken) == (1, 0)
    names = sorted(path.name for path in Path(done.path).iterdir())
    assert names == [
        "001-crop.jpg", "001-lane.jpg", "SHA256SUMS", "manifest.json", "passages.csv",
        "passages.pdf",
    ]  # fmt: skip
    (row,) = office.kinds("evidence.exported")
    assert row["manifest"] == done.digest
    assert {"export.pictures", "export.pages", "export.writing"} <= {s for _, _, s in control.steps}


def test_a_broken_record_goes_out_with_its_warning(office: Office) -> None:
    row = _photographed(office)
    office.ask(TargetsWanted())
    (office.house.store.evidence.root / row.evidence[0].path).write_bytes(b"not this one")
    done = office.ask(
        ExportWanted(passages=("j",), target=office.target, covered=False, session=office.token)
    )
    assert done.broken == 1
    manifest = json.loads((Path(done.path) / MANIFEST).read_text())
    assert "Does not fit its seal" in manifest["passages"][0]["warning"]
    assert "seal" in (Path(done.path) / "passages.csv").read_text()


def test_the_last_24_hours_are_still_that_when_the_answer_is_a_little_later(
    office: Office,
) -> None:
    day = HistoryQuery(since=office.house.clock.utc_now() - timedelta(hours=24))
    office.house.clock.advance(40)
    for query in (
        HistoryPageWanted(wanted=day, actor="07"),
        HistoryPageWanted(wanted=day, session=office.token),
    ):
        assert [row.passage_id for row in office.ask(query).rows] == ["p"]
    office.house.clock.advance(24 * 3600)
    late = HistoryQuery(since=office.house.clock.utc_now() - timedelta(hours=24, minutes=30))
    assert office.ask(HistoryPageWanted(wanted=late, actor="07")).rows == ()


def test_a_guard_exports_nothing_and_no_folder_but_a_target_is_written(office: Office) -> None:
    wanted = ExportWanted(passages=("p",), target=office.target, actor="07")
    assert _refused(office, wanted) == "pin.needed"
    elsewhere = ExportWanted(passages=("p",), target=str(office.folder), session=office.token)
    assert _refused(office, elsewhere) == "export.no_target"
    assert office.kinds("evidence.exported") == []


def test_an_export_that_is_cancelled_leaves_nothing(office: Office) -> None:
    _photographed(office)
    with pytest.raises(QueryCancelledError):
        office.ask(
            ExportWanted(
                passages=("j",), target=office.target, covered=False, session=office.token
            ),
            Control(checks=4),
        )
    assert list(Path(office.target).iterdir()) == []
    assert office.kinds("evidence.exported") == []


# --------------------------------------------------------------------------- muster and reports


def test_the_muster_list_is_written_without_a_pin(office: Office) -> None:
    now = office.house.clock.utc_now()
    wanted = MusterFileWanted(
        rows=(), occupancy=Occupancy(certain=0, unread=0, unclear=0), at=now, target=office.target
    )
    done = office.ask(wanted)
    assert Path(done.path).read_text().startswith("Gatehouse") or Path(done.path).read_text()
    assert len(list(Path(office.target).iterdir())) == 2
    assert office.kinds("muster.saved") == [{"at": now.isoformat(), "cars": 0}]
    assert office.ask(LastCountWanted()) is None


def test_a_guard_gets_the_counts_of_today_without_names(office: Office) -> None:
    today = office.house.clock.utc_now().date()
    sheet = office.ask(ReportWanted(span=ReportSpan(first=today, last=today), actor="07"))
    assert sheet.counts_only
    assert sheet.report.total == 1
    week = ReportSpan(first=today - timedelta(days=6), last=today)
    assert _refused(office, ReportWanted(span=week, actor="07")) == "reports.guard_today"
    all_of_it = office.ask(ReportWanted(span=week, session=office.token))
    assert not all_of_it.counts_only
    backwards = ReportSpan(first=today, last=today - timedelta(days=1))
    assert _refused(office, ReportWanted(span=backwards, session=office.token)) == "report.span"


@pytest.mark.parametrize("form", ["pdf", "csv"])
def test_a_report_is_written_and_its_hash_kept(office: Office, form: str) -> None:
    today = office.house.clock.utc_now().date()
    span = ReportSpan(first=today, last=today)
    done = office.ask(
        ReportFileWanted(span=span, form=form, target=office.target, session=office.token)
    )
    assert Path(done.path).suffix == f".{form}"
    (row,) = office.kinds("report.exported")
    assert row["sha256"] == done.digest
    refused = ReportFileWanted(span=span, form=form, target=office.target, actor="07")
    assert _refused(office, refused) == "pin.needed"


def test_reasons_of_decisions_stay_as_they_were(office: Office) -> None:
    office.house.add("d", reason=Reason.DENY_LISTED, kind="deny")
    assert office.sheet("d").detail.decisions[0].reason == Reason.DENY_LISTED.value
