# SPDX-License-Identifier: AGPL-3.0-or-later
"""Import and export by touch on a real record and real files."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from alpr_kiosk.collector import collector_paused
from alpr_kiosk.domain.list_files import (
    ExportDone,
    ImportApplied,
    ImportChecked,
    ImportDone,
    ImportReport,
    ImportUndone,
    ListExported,
    ListFolderWanted,
    TablePreview,
    TablePreviewWanted,
)
from alpr_kiosk.domain.list_import import ImportOptions, RowKind
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.domain.queries import Query, QueryCancelledError
from alpr_kiosk.errors import AlprError, StorageError
from alpr_kiosk.services.list_import import ListImportService
from alpr_kiosk.services.list_transfer import ListTransfer
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.storage.list_places import ListPlaces
from alpr_kiosk.storage.store import Store, open_store
from tests.fakes.clock import ManualClock
from tests.fakes.plates import entry

PIN = "739204"


class Control:
    """Remembers progress; gives up after so many checks."""

    def __init__(self, ends_after: int | None = None) -> None:
        self.told: list[tuple[int, int, str]] = []
        self._left = ends_after

    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None:
        self.told.append((done, total, step))

    def check(self) -> None:
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise QueryCancelledError


class Bench:
    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.clock = ManualClock()
        self.folder = folder / "import"
        self.folder.mkdir()
        sessions = SessionService(
            records=store.records, clock=self.clock, hasher=PasswordHasher(1, 8, 1)
        )
        sessions.set_pin("Anna", "supervisor", PIN, "installer")
        self._sessions = sessions
        self.sign_in()
        self.transfer = ListTransfer(
            files=ListPlaces(folder, mounts=lambda: ()),
            service=self.service,
            book=store.lists,
            sessions=sessions,
            clock=self.clock,
        )

    def sign_in(self) -> None:
        self.token = self._sessions.submit("Anna", "supervisor", PIN).session

    def service(self) -> ListImportService:
        lists = PlateListService(
            records=self.store.records, clock=self.clock, book=self.store.lists
        )
        return ListImportService(
            lists=lists,
            records=self.store.records,
            book=self.store.lists,
            clock=self.clock,
            tz=timezone.utc,
        )

    def file(self, name: str, data: bytes | str) -> str:
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return str(path)

    def ask(self, query: Query, control: Control | None = None) -> object:
        query = replace(query, session=self.token)
        return self.transfer.handlers[type(query)](query, control or Control())

    @property
    def plates(self) -> list[str]:
        return sorted(one.text for one in self.store.records.entries())


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    store = open_store(tmp_path, clock=ManualClock())
    yield Bench(store, tmp_path)
    store.close()


def test_a_file_is_looked_at_checked_taken_over_and_taken_back(bench: Bench) -> None:
    path = bench.file("list.csv", "Kennzeichen;Halter\nAB 12;Jörg\nCD 34;Zoë\n".encode("cp1252"))
    preview = bench.ask(TablePreviewWanted(path=path))
    assert isinstance(preview, TablePreview)
    assert (preview.kind, preview.encoding, preview.separator) == ("csv", "cp1252", ";")
    assert dict(preview.columns) == {"plate": 0, "owner": 1}
    assert preview.rows[0] == ("AB 12", "Jörg")
    report = bench.ask(ImportChecked(path=path))
    assert isinstance(report, ImportReport)
    assert report.counts[RowKind.NEW] == 2
    assert bench.plates == []
    control = Control()
    done = bench.ask(ImportApplied(check_id=report.check_id, skip=frozenset([3])), control)
    assert isinstance(done, ImportDone)
    assert done.counts[RowKind.NEW] == 1
    assert done.undo_until == done.batch.at + timedelta(hours=24)
    assert {step for _done, _of, step in control.told} == {"import.step.write"}
    assert bench.plates == ["AB12"]
    with pytest.raises(StorageError, match=r"import\.unknown"):
        bench.ask(ImportApplied(check_id=report.check_id))
    bench.ask(ImportUndone(batch_id=done.batch.batch_id))
    assert bench.plates == []


def test_an_import_is_not_taken_back_at_a_touch_a_day_later(bench: Bench) -> None:
    report = bench.ask(ImportChecked(path=bench.file("a.csv", "plate\nAB12\n")))
    assert isinstance(report, ImportReport)
    done = bench.ask(ImportApplied(check_id=report.check_id))
    assert isinstance(done, ImportDone)
    bench.clock.advance(24 * 3600)
    bench.sign_in()
    with pytest.raises(StorageError, match=r"import\.undo_late"):
        bench.ask(ImportUndone(batch_id=done.batch.batch_id))


def test_giving_up_leaves_nothing(bench: Bench) -> None:
    rows = "".join(f"AB{number}\n" for number in range(100, 3200))
    path = bench.file("many.csv", f"plate\n{rows}")
    with pytest.raises(QueryCancelledError):
        bench.ask(ImportChecked(path=path), Control(ends_after=1))
    report = bench.ask(ImportChecked(path=path))
    assert isinstance(report, ImportReport)
    with pytest.raises(QueryCancelledError):
        bench.ask(ImportApplied(check_id=report.check_id), Control(ends_after=0))
    assert bench.plates == []
    for one in ("AB12", "CD34"):
        bench.store.records.save_entry(entry(one), "Ben")
    with pytest.raises(QueryCancelledError):
        bench.ask(ListExported(folder=str(bench.folder), name="x.csv"), Control(ends_after=0))
    assert [path.name for path in bench.folder.iterdir()] == ["many.csv"]


def test_a_hostile_file_is_refused_with_its_row(bench: Bench) -> None:
    path = bench.file("evil.csv", "plate,owner\nAB12,=cmd|' /C calc'!A0\nCD34,Zoe\n../../x,Ben\n")
    report = bench.ask(ImportChecked(path=path))
    assert isinstance(report, ImportReport)
    refused = [report.plan.rows[place] for place in report.places[RowKind.REFUSED]]
    assert 4 in [row.row for row in refused]
    assert all(row.problems[0].column for row in refused)
    with pytest.raises(StorageError, match=r"lists\.file_kind"):
        bench.ask(TablePreviewWanted(path=bench.file("x.csv", b"PK\x03\x04junk")))
    with pytest.raises(StorageError, match=r"lists\.file_place"):
        bench.ask(TablePreviewWanted(path="/etc/passwd"))


def test_entries_go_only_when_their_number_was_typed(bench: Bench) -> None:
    for one in ("AB12", "CD34", "EF56"):
        bench.store.records.save_entry(entry(one), "Ben")
    path = bench.file("whole.csv", "plate\nAB12\n")
    how = ImportOptions(replace=frozenset([ListKind.ALLOW]))
    report = bench.ask(ImportChecked(path=path, options=how))
    assert isinstance(report, ImportReport)
    assert report.counts[RowKind.REMOVED] == 2
    with pytest.raises(StorageError, match=r"import\.removals"):
        bench.ask(ImportApplied(check_id=report.check_id, removed=1))
    assert len(bench.plates) == 3
    bench.ask(ImportApplied(check_id=report.check_id, removed=2))
    assert bench.plates == ["AB12"]


def test_look_alikes_are_named(bench: Bench) -> None:
    bench.store.records.save_entry(entry("AB12C0E", ListKind.DENY), "Ben")
    report = bench.ask(ImportChecked(path=bench.file("a.csv", "plate\nAB12CDE\nZZ99\n")))
    assert isinstance(report, ImportReport)
    assert report.alike == {2: "AB12C0E"}
    assert len(report.places[None]) == 1


def test_an_export_is_a_file_that_comes_back(bench: Bench) -> None:
    for plate, owner in (("AB12", "=1+1"), ("CD34", "Zoe")):
        bench.store.records.save_entry(replace(entry(plate), owner=owner), "Ben")
    wanted = ListExported(folder=str(bench.folder), name="out.csv")
    done = bench.ask(wanted)
    assert isinstance(done, ExportDone)
    assert done.entries == 2
    assert "'=1+1" in Path(done.path).read_text(encoding="utf-8-sig")
    report = bench.ask(ImportChecked(path=done.path))
    assert isinstance(report, ImportReport)
    assert report.counts[RowKind.SAME] == 2
    (one,) = (one.entry_id for one in bench.store.records.entries() if one.plate == "CD34")
    some = bench.ask(replace(wanted, name="some.xlsx", only=frozenset([one])))
    assert isinstance(some, ExportDone)
    assert some.entries == 1
    folder = bench.ask(ListFolderWanted(folder=str(bench.folder)))
    assert [item.name for item in folder.items] == ["out.csv", "some.xlsx"]  # type: ignore[attr-defined]


def test_nothing_without_a_supervisor(bench: Bench) -> None:
    for query in (ListFolderWanted(), ImportChecked(path="x"), ListExported(folder="", name="")):
        with pytest.raises(AlprError, match=r"pin\.needed"):
            bench.transfer.handlers[type(query)](query, Control())


def test_the_collector_comes_back_after_the_last_one() -> None:
    assert gc.isenabled()
    with collector_paused():
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
