# SPDX-License-Identifier: AGPL-3.0-or-later
"""S26: the last good settings come back from the repair screen, and nothing is lost by it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from alpr_kiosk.config.loader import ConfigInvalidError, parse_config
from alpr_kiosk.config.site_file import SiteFile
from alpr_kiosk.domain.intents import PinSubmitted
from tests.fakes.clock import ManualClock
from tests.fakes.site import FakeSite
from ui.app import create_application
from ui.localtime import LocalTime
from ui.repair import RETRIES, RetryBudget, save_report
from ui.repair_desk import RepairDesk, Report
from ui.screens.config_error import RepairWindow
from ui.viewmodels.text_diff import differences, masked

# The offscreen platform says so for every window that has a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

GOOD = """schema_version = 1
[[cameras]]
id = "cam-1"
source = "rtsp://10.0.0.9/main"
user = "alpr"
"""
BROKEN = GOOD + "fps = 'many'\n"


class Bench:
    """A broken site file beside a good version of it."""

    def __init__(self, folder: Path, *, site: bool, report: Report | None = None) -> None:
        create_application(["test"])
        self.clock = ManualClock()
        self.path = folder / "site.toml"
        self.path.write_text(GOOD, encoding="utf-8")
        data = folder / "data"
        data.mkdir()
        self.file = SiteFile(self.path, folder=data, clock=self.clock)
        self.file.remember()
        self.path.write_text(BROKEN, encoding="utf-8")
        with pytest.raises(ConfigInvalidError) as found:
            parse_config(BROKEN, self.path)
        self.site = FakeSite(self.clock) if site else None
        self.window = RepairWindow(found.value.problems, file=str(self.path))
        self.desk = RepairDesk(
            self.window,
            file=self.file,
            site=self.site,
            clock=self.clock,
            local=LocalTime(time_zone="Europe/Berlin"),
            report=report,
        )
        self.done: list[str] = []
        self.desk.put_back.connect(self.done.append)
        self.window.show()

    def hold(self, seconds: float) -> None:
        key = self.desk.diff.hold
        QTest.mousePress(key, Qt.MouseButton.LeftButton)
        for _ in range(round(seconds * 100)):
            self.clock.advance(0.01)
            key.tick()
        QTest.mouseRelease(key, Qt.MouseButton.LeftButton)


@pytest.fixture
def make(qtbot, tmp_path: Path) -> Iterator[object]:
    benches: list[Bench] = []

    def build(*, site: bool = True) -> Bench:
        bench = Bench(tmp_path, site=site)
        qtbot.addWidget(bench.window)
        benches.append(bench)
        return bench

    yield build
    for bench in benches:
        bench.window.close()


def test_it_says_what_would_change_before_anything_does(make) -> None:
    bench = make()
    assert bench.window.good_key.isVisible()
    bench.window.good_key.click()
    texts = [label.text() for label in bench.desk.diff.findChildren(QLabel)]
    assert "fps = 'many'" in texts
    assert bench.path.read_text(encoding="utf-8") == BROKEN
    bench.desk.diff.head.back.click()
    assert bench.window.retry_key.isVisible()
    assert bench.done == []


def test_it_needs_a_pin_where_one_can_be_checked(make) -> None:
    bench = make()
    bench.window.good_key.click()
    bench.desk.diff.use.click()
    assert bench.desk.pin.isVisible()
    assert bench.path.read_text(encoding="utf-8") == BROKEN
    for digit in "482913":
        bench.desk.pin.type_digit(digit)
    bench.desk.pin.ok.click()
    (intent,) = bench.site.of(PinSubmitted)
    bench.site.answer(intent, ok=False, code="pin.wrong", s="1")
    assert bench.done == []
    bench.clock.advance(2)
    bench.desk.pin.tick()
    for digit in "482914":
        bench.desk.pin.type_digit(digit)
    bench.desk.pin.ok.click()
    bench.site.answer(bench.site.of(PinSubmitted)[-1], session="t", user="Supervisor")
    assert len(bench.done) == 1
    assert bench.path.read_text(encoding="utf-8") == GOOD
    # What did not work is kept, so that nothing of it is lost.
    (aside,) = (bench.path.parent / "data" / "versions").glob("broken-*.txt")
    assert aside.read_text(encoding="utf-8") == BROKEN


@pytest.mark.parametrize(("seconds", "done"), [(2.9, 0), (3.1, 1)])
def test_without_a_record_a_long_hold_stands_for_the_pin(make, seconds: float, done: int) -> None:
    bench = make(site=False)
    bench.window.good_key.click()
    assert not bench.desk.diff.use.isVisible()
    bench.hold(seconds)
    assert len(bench.done) == done
    assert bench.path.read_text(encoding="utf-8") == (GOOD if done else BROKEN)


def test_versions_that_do_not_work_either_are_not_offered(make, tmp_path: Path) -> None:
    bench = make()
    versions = tmp_path / "data" / "versions"
    for old in versions.glob("*.toml"):
        old.write_text(BROKEN + "x = 1\n", encoding="utf-8")
    bench.desk.look()
    assert not bench.window.good_key.isVisible()


def test_a_file_that_can_not_be_written_says_so(make, monkeypatch: pytest.MonkeyPatch) -> None:
    from alpr_kiosk.config import site_file
    from alpr_kiosk.errors import StorageError

    def refuse(path: Path, _text: str, **_how: object) -> None:
        raise StorageError("config.unwritable", path=str(path), why="read-only")

    bench = make(site=False)
    bench.window.good_key.click()
    monkeypatch.setattr(site_file, "write_whole", refuse)
    bench.hold(3.1)
    assert bench.done == []
    assert "read-only" in bench.desk.diff.note.text()
    assert bench.path.read_text(encoding="utf-8") == BROKEN


def test_passwords_are_never_shown() -> None:
    lines = (
        'password = "geheim"',
        "relay = { type = 'shelly', password = 'geheim', address = 'x' }",
        'source = "rtsp://alpr:geheim@10.0.0.9/main"',
        "token=geheim",
    )
    for line in lines:
        assert "geheim" not in masked(line), line
    found = differences("a = 1\nb = 2\n", "a = 1\nb = 3\nc = 4\n")
    assert [(line.sign, line.number, line.text) for line in found] == [
        ("-", 2, "b = 2"),
        ("+", 2, "b = 3"),
        ("+", 3, "c = 4"),
    ]


def test_one_value_is_edited_behind_a_pin_and_only_a_right_one_is_written(make) -> None:
    bench = make()
    desk, window = bench.desk, bench.window
    broken = BROKEN.replace("fps = 'many'", "direction = 'many'")
    bench.path.write_text(broken, encoding="utf-8")
    with pytest.raises(ConfigInvalidError) as found:
        parse_config(broken, bench.path)
    window.show_problems(found.value.problems)
    key = window.findChild(QWidget, "repair.edit.1")
    assert key is not None
    key.click()
    assert desk.text_pad.field.text() == "'many'"
    desk.text_pad.field.setText("sideways")
    desk.text_pad.use_key.click()
    assert desk.text_pad.isVisible(), "still wrong: it stays and says why"
    assert bench.path.read_text(encoding="utf-8") == broken
    desk.text_pad.field.setText("in")
    desk.text_pad.use_key.click()
    assert desk.pin.isVisible()
    assert bench.path.read_text(encoding="utf-8") == broken, "not before the PIN"
    for digit in "123987":
        desk.pin.type_digit(digit)
    desk.pin.ok.click()
    bench.site.answer(bench.site.of(PinSubmitted)[-1], session="t")
    assert 'direction = "in"' in bench.path.read_text(encoding="utf-8")
    assert bench.done == [""]


def test_the_sixth_start_within_a_minute_waits() -> None:
    clock = ManualClock()
    budget = RetryBudget(clock)
    for _ in range(RETRIES):
        assert budget.take() == 0.0
        clock.advance(1.0)
    assert budget.take() == pytest.approx(55.0)
    clock.advance(55.0)
    assert budget.take() == 0.0


def test_a_report_of_the_broken_file_has_no_password(tmp_path: Path) -> None:
    text = BROKEN + 'password = "hunter2"\n'
    path = save_report(tmp_path, text, ("line 6: fps: wrong",), clock=ManualClock())
    with zipfile.ZipFile(path) as packed:
        everything = " ".join(packed.read(name).decode() for name in packed.namelist())
    assert "hunter2" not in everything
    assert "fps = 'many'" in everything
    assert "line 6" in everything


def test_a_report_is_written_behind_a_pin(qtbot, tmp_path: Path) -> None:
    bench = Bench(tmp_path, site=False, report=lambda _text, _problems: "/reports/x.zip")
    qtbot.addWidget(bench.window)
    with qtbot.waitSignal(bench.desk.reported) as said:
        bench.window.report_key.click()
    assert "/reports/x.zip" in said.args[0]
    other = tmp_path / "other"
    other.mkdir()
    bench = Bench(other, site=True, report=lambda _text, _problems: "/reports/x.zip")
    qtbot.addWidget(bench.window)
    bench.window.report_key.click()
    assert bench.desk.pin.isVisible()
