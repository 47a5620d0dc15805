# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk lists` at a terminal, beside a record that somebody else has open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alpr_kiosk.cli import main
from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.storage.maintenance import doctor_checks
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.records_contract import make_passage
from tests.fakes.plates import entry

CSV = """Kennzeichen;Halter;Liste;gültig bis
B-AB 123;Jürgen Groß;erlaubt;31.12.2027
B-AB 12B;Eve;gesperrt;
B-XY 9;Anna;erlaubt;31.02.2027
B-AB 123;Twice;erlaubt;
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(DataPaths.prepare(tmp_path / "data").root, clock=SystemClock())
    yield made
    made.close()


def lists(tmp_path: Path, part: str, *more: str) -> int:
    return main(["lists", part, "--data-dir", str(tmp_path / "data"), *more])


def plates(store: Store) -> dict[str, str]:
    return {one.plate: one.owner for one in store.records.entries()}


def test_a_file_is_looked_at_taken_over_and_undone(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = SystemClock().utc_now()
    store.records.save_passage(make_passage(plate="BAB12B", seen_at=now))
    kiosk = PlateListService(records=store.records, clock=SystemClock(), book=store.lists)
    kiosk.load()
    file = tmp_path / "list.csv"
    file.write_bytes(CSV.encode("cp1252"))
    assert lists(tmp_path, "import", str(file), "--dry-run") == 1, "rows are refused"
    said = capsys.readouterr().out
    assert "list.csv: cp1252, separator ';'" in said
    assert "refused  row 4, gültig bis: 31.02.2027 is no date" in said
    assert "refused  row 5, Kennzeichen: It is in row 2 already." in said
    # 3 and B are no look-alikes, but next to a banned plate one character is enough.
    assert said.count("LOOK ") == 1
    assert "LOOK BAB123 and BAB12B look alike" in said
    assert "2 new, 0 changed, 0 same, 0 removed, 2 refused; 1 look-alikes" in said
    assert plates(store) == {}
    assert lists(tmp_path, "import", str(file)) == 1
    said = capsys.readouterr().out
    assert "seen     B-AB 12B as BAB12B" in said
    assert plates(store) == {"B-AB 123": "Jürgen Groß", "B-AB 12B": "Eve"}
    assert kiosk.changed(), "the running kiosk takes it over"
    assert lists(tmp_path, "history") == 0
    said = capsys.readouterr().out
    batch = said.split()[1]
    assert "installer: added deny B-AB 12B" in said
    assert lists(tmp_path, "undo", batch) == 0
    assert plates(store) == {}
    assert all(check.ok for check in doctor_checks(store))
    everything = " ".join(row.body for row in store.records.audit_rows())
    assert "BAB12B" not in everything.replace(" ", "").replace("-", "")


def test_an_export_is_imported_without_a_change(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.records.save_entry(replace(entry("AB 12"), owner="=1+1", entry_id="e1"), "Anna")
    store.records.save_entry(entry("CD 34", ListKind.DENY, entry_id="e2"), "Anna")
    for name in ("out.csv", "out.xlsx"):
        file = tmp_path / name
        assert lists(tmp_path, "export", str(file)) == 0
        assert lists(tmp_path, "import", str(file)) == 0
        said = capsys.readouterr().out
        assert "2 entries. It is full of plates" in said
        assert "0 new, 0 changed, 2 same, 0 removed, 0 refused" in said
    kinds = [row.kind for row in store.records.audit_rows()]
    assert kinds.count("list.exported") == 2
    assert lists(tmp_path, "export", str(tmp_path / "deny.csv"), "--list", "deny") == 0
    assert "=1+1" not in (tmp_path / "deny.csv").read_text("utf-8-sig")


def test_a_file_that_is_the_whole_of_a_list(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.records.save_entry(entry("AB 12"), "Anna")
    store.records.save_entry(entry("CD 34", ListKind.DENY), "Anna")
    file = tmp_path / "list.txt"
    file.write_text("EF 56\tNew owner\n")
    more = ("--no-header", "--map", "plate=1", "--map", "owner=2", "--replace", "allow")
    assert lists(tmp_path, "import", str(file), *more) == 0
    said = capsys.readouterr().out
    assert "removed  not in the file, AB 12" in said
    assert set(plates(store)) == {"CD 34", "EF 56"}
    file.write_text("GH 78\tx\n!\ty\n")
    assert lists(tmp_path, "import", str(file), *more) == 1
    assert "a file that replaces a list must be whole" in capsys.readouterr().err
    assert set(plates(store)) == {"CD 34", "EF 56"}


def test_search_history_and_undo(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk = PlateListService(records=store.records, clock=SystemClock(), book=store.lists)
    kiosk.save(entry("7B 412"), "Anna")
    kiosk.save(entry("78 912", owner="Smith"), "Anna")
    assert lists(tmp_path, "search", "7B?12") == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[:3] for line in said] == [["allow", "7B", "412"], ["allow", "78", "912"]]
    assert lists(tmp_path, "search", "smith") == 0
    assert lists(tmp_path, "search", "nobody") == 1
    assert "Nothing was found" in capsys.readouterr().out
    kiosk.save(replace(kiosk.load().exact("7B412")[0], owner="Other"), "Ben")
    capsys.readouterr()
    assert lists(tmp_path, "history", "--plate", "7b-412") == 0
    said = capsys.readouterr().out
    assert "Ben: changed allow 7B 412" in said
    assert lists(tmp_path, "undo", "1") == 1
    assert "The lists have changed: by Ben at " in capsys.readouterr().err
    assert lists(tmp_path, "undo", "3") == 0
    assert plates(store)["7B 412"] == "O 7B 412"
    kinds = [row.kind for row in store.records.audit_rows()]
    assert kinds.count("list.searched") == 3
    assert kinds.count("list.history") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "none.csv"), "none.csv cannot be read (No such file or directory)."),
        (("import", "list.csv", "--map", "plate=Nummer"), "There is no column Nummer."),
        (("import", "list.csv", "--map", "plate"), "There is no column plate."),
        (("import", "list.csv"), "No column of plates was found. The file has: a, b."),
        (("export", "list.ods"), "list.ods is no CSV or XLSX file"),
        (("undo", "7"), "This change is not recorded."),
        (("undo", "abc"), "This change is not recorded."),
    ],
)
def test_what_does_not_work_is_explained(
    store: Store,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text("a;b\n1;2\n")
    assert lists(tmp_path, *arguments) == 1
    assert words in capsys.readouterr().err


def test_without_a_record_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lists(tmp_path, "history") == 1
    assert "There is no record" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()
