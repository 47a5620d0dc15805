# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lists through the real window on a real site: a file comes in, a plate is banned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from alpr_kiosk.domain.events import Action
from alpr_kiosk.domain.list_import import RowKind
from alpr_kiosk.domain.lists import ListKind
from tests.runtime.full_site import PIN, FullSite
from ui.app import create_application
from ui.main_window import MainWindow
from ui.widgets.states import Shown


class Kiosk:
    """A site with its window, a supervisor in front of the lists."""

    def __init__(self, site: FullSite) -> None:
        create_application(["test"])
        self.site = site.start()
        self.window = MainWindow(site.site, site.config, clock=site.clock)
        self.window.show()
        self.window.show_lists()
        for digit in PIN:
            self.window.pin.type_digit(digit)
        self.window.pin.ok.click()
        self.until(lambda: self.window.page == "lists")
        self.lists = self.window.lists
        self.until(lambda: self.lists.page.model.rowCount() == 1)

    def until(self, condition) -> None:
        self.site.until(condition)

    @property
    def plates(self) -> set[str]:
        return {one.text for one in self.site.context.store.records.entries()}

    def to_diff(self, text: str, ending: str = "csv") -> None:
        folder = self.site.folder / "import"
        folder.mkdir(exist_ok=True)
        path = folder / f"list.{ending}"
        path.write_text(text, encoding="utf-8")
        self.lists.page.wanted.emit("import")
        imports = self.lists.imports
        self.until(lambda: bool(imports.files.rows))
        imports.files.tapped.emit(str(folder))
        self.until(lambda: [row.row.title for row in imports.files.rows] == [path.name])
        imports.files.tapped.emit(str(path))
        self.until(lambda: imports.columns.check_key.isEnabled())
        imports.columns.check_key.click()

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def kiosk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot) -> Iterator[Kiosk]:
    monkeypatch.setattr("alpr_kiosk.runtime.lists_keeper.LISTS_EVERY_S", 0.0)
    site = FullSite(tmp_path, monkeypatch, qtbot)
    made = Kiosk(site)
    yield made
    made.close()
    site.close()


def test_a_file_is_taken_over_and_taken_back(kiosk: Kiosk) -> None:
    kiosk.to_diff("plate;owner\nKL58MNO;Berg\nHH90TRX;Zoe\n=1+1;Ben\n")
    imports = kiosk.lists.imports
    kiosk.until(lambda: imports.diff.isVisible())
    report = imports.diff.report
    assert report is not None
    assert (report.counts[RowKind.NEW], report.counts[RowKind.REFUSED]) == (2, 1)
    assert imports.diff.model.index(0, 0).data() == "4"
    assert "No plate has the character =" in imports.diff.model.index(0, 2).data()
    imports.diff.apply_key.click()
    kiosk.until(lambda: imports.done.isVisible())
    assert {"KL58MNO", "HH90TRX"} <= kiosk.plates
    imports.done.back_key.click()
    kiosk.until(lambda: kiosk.lists.page.model.rowCount() == 3)
    kiosk.lists.page.wanted.emit("import")
    imports.done.undo_wanted.emit()
    kiosk.until(lambda: kiosk.plates == {"AB123CD", "XY987ZW"})
    kiosk.until(lambda: kiosk.lists.page.model.rowCount() == 1)


def test_a_file_that_is_no_list_is_refused_in_words(kiosk: Kiosk) -> None:
    rows = "".join(f"AB{number}\n" for number in range(10, 20))
    kiosk.to_diff(f"plate\n{rows}" + '"' + "x" * 2_000_000 + "\n")
    imports = kiosk.lists.imports
    kiosk.until(lambda: imports.work.shown is Shown.FAULT)
    assert "Row 12 cannot be read" in imports.work.label.text()
    assert kiosk.plates == {"AB123CD", "XY987ZW"}


def test_a_plate_is_banned_and_stopped_at_once(kiosk: Kiosk) -> None:
    """J6, to its end: the next read is refused as soon as it is saved."""
    site = kiosk.site
    site.car("KL58MNO")
    site.nothing_left()
    kiosk.until(lambda: bool(site.decisions))
    before = len(site.decisions)
    assert site.decisions[-1].decision.action is not Action.REFUSE
    kiosk.window.navigator.go("lists", "KL58MNO")
    editor = kiosk.lists.editor
    kiosk.until(lambda: editor.isVisible())
    editor.form.kinds[ListKind.DENY].click()
    editor.choices.tiles[0].click()
    editor.save_key.click()
    kiosk.until(lambda: kiosk.lists.seen.isVisible() and bool(kiosk.lists.seen.rows))
    assert kiosk.lists.seen.rows[0].row.title == "KL58MNO"
    site.car("KL58MNO")
    kiosk.until(lambda: len(site.decisions) > before)
    decision = site.decisions[-1].decision
    assert (decision.action, decision.alarm) == (Action.REFUSE, True)


def test_a_removal_is_undone_by_its_key(kiosk: Kiosk) -> None:
    lists = kiosk.lists
    lists.page.table.row_tapped.emit(0)
    lists.editor.remove_key.click()
    lists.reasons.tiles[0].click()
    kiosk.until(lambda: "AB123CD" not in kiosk.plates)
    kiosk.until(lambda: bool(lists.page.notice.keys))
    lists.page.notice.keys[0].click()
    kiosk.until(lambda: "AB123CD" in kiosk.plates)
    lists.page.wanted.emit("changes")
    kiosk.until(lambda: len(lists.changes_page.rows) >= 3)
    assert "Anna" in lists.changes_page.rows[0].row.second
