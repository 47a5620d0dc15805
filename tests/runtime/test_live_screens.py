# SPDX-License-Identifier: AGPL-3.0-or-later
"""J3 and J4 the whole way: glass, threads, lists, record and relay of one real site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.domain.plate_queries import EntriesShownWanted, ShownEntry
from alpr_kiosk.domain.visit_intents import DecisionMarkedWrong
from tests.fakes.plates import entry
from tests.runtime.full_site import FullSite
from ui.app import create_application
from ui.main_window import MainWindow
from ui.widgets.hold import HoldButton

_DAY = timedelta(days=1)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> Iterator[FullSite]:
    create_application(["test"])
    made = FullSite(tmp_path, monkeypatch, qtbot).on_duty("07").start()
    yield made
    made.close()


@pytest.fixture
def window(site: FullSite) -> Iterator[MainWindow]:
    made = MainWindow(site.site, site.config, clock=site.clock)
    made.show()
    made.people.start_shift("07")
    yield made
    made.close()
    made.deleteLater()


def control(window: MainWindow, name: str) -> QWidget:
    found = next((one for one in window.findChildren(QWidget, name) if one.isVisible()), None)
    assert found is not None, name
    return found


def tap(window: MainWindow, name: str) -> None:
    key = control(window, name)
    assert isinstance(key, QAbstractButton)
    assert key.isEnabled(), name
    key.click()


def hold(site: FullSite, window: MainWindow, name: str) -> None:
    key = control(window, name)
    assert isinstance(key, HoldButton)
    key.begin()
    for _ in range(14):
        site.clock.advance(0.05)
        key.tick()
    key.end()


def test_a_typed_resident_is_let_in_and_the_record_knows_why(
    site: FullSite, window: MainWindow
) -> None:
    tap(window, "live.type_plate")
    for char in "ABI23":
        tap(window, f"keypad.key.{char}")
    page = window.navigator.page
    site.until(lambda: bool(page.results.tiles) and page.results.tiles[0].isVisible())  # type: ignore[attr-defined]
    tap(window, "keypad.result.0")
    assert page.found.plate == "AB123CD"  # type: ignore[attr-defined]
    hold(site, window, "type_plate.let_in.gate")
    site.until(lambda: site.pulses == 1)
    site.until(window.reasons.isVisible)
    tap(window, "override.reason.resident")
    since = site.clock.utc_now() - _DAY
    site.until(lambda: site.context.store.duties.unexplained(since) == ())
    assert site.pulses == 1


def test_a_visitor_gets_a_pass_and_the_gate_opens_once(site: FullSite, window: MainWindow) -> None:
    site.car("ZZ55TT")
    site.until(window.ask.isVisible)
    site.clock.advance(0.5)
    tap(window, "ask.why")
    tap(window, "why.pass")
    tap(window, "quick_pass.time.today")
    hold(site, window, "quick_pass.save_and_let_in")
    site.until(lambda: site.pulses == 1)
    site.until(lambda: bool([one for one in site.site.entries() if one.text == "ZZ55TT"]))
    (made,) = [one for one in site.site.entries() if one.text == "ZZ55TT"]
    assert made.kind is ListKind.VISITOR
    assert made.valid_until is not None
    assert site.context.store.duties.unexplained(site.clock.utc_now() - _DAY) == ()
    assert not window.reasons.isVisible()
    assert site.pulses == 1


def test_photos_come_from_the_folder_and_a_wrong_decision_goes_into_the_audit(
    site: FullSite, window: MainWindow
) -> None:
    store = site.context.store
    sha = store.photos.keep(b"\xff\xd8\xff photo \xff\xd9")
    store.records.save_entry(replace(entry("PH010T"), photo=sha), "test")
    site.site.reload_lists()
    told: list[object] = []
    window.around.asker.ask(
        window, EntriesShownWanted(entry_ids=(entry("PH010T").entry_id,)), told.append
    )
    site.until(lambda: bool(told))
    (shown,) = told[0].result  # type: ignore[attr-defined]
    assert isinstance(shown, ShownEntry)
    assert shown.photo == b"\xff\xd8\xff photo \xff\xd9"
    answer = site.submit(DecisionMarkedWrong(decision_id="d1", why="other_car", actor="07"))
    assert answer.ok
    assert any(row.kind == "decision.wrong" for row in store.records.audit_rows())
