# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings on trial in a running site: the countdown, the wish to build anew, drafts by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk.config.loader import load_config
from alpr_kiosk.config.site_file import SiteFile
from alpr_kiosk.domain.events import Action
from alpr_kiosk.domain.intents import PinSubmitted
from alpr_kiosk.domain.keeping import USUAL
from alpr_kiosk.domain.privacy_queries import KeepingPreviewWanted
from alpr_kiosk.domain.settings_intents import (
    TRIAL_S,
    ConfigApplied,
    ConfigDraftEnded,
    ConfigDraftStarted,
    ConfigKept,
    ConfigReverted,
    KeySet,
)
from tests.fakes.clock import ManualClock
from tests.runtime.full_site import PIN, FullSite

TEXT = """\
[[cameras]]
id = "cam"
source = "rtsp://127.0.0.1/none"

[[gates]]
id = "gate"

[[lanes]]
id = "lane"
camera = "cam"
gate = "gate"
"""
NAME = KeySet(table="cameras", row="cam", key="name", value="North")


class Place:
    """A site whose settings can be changed; `again` builds it anew as the kiosk does."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
        self.path = folder / "site.toml"
        self.path.write_text(TEXT, encoding="utf-8")
        self.clock = ManualClock()
        self.file = SiteFile(self.path, folder=folder, clock=self.clock)

        def build() -> FullSite:
            return FullSite(
                folder, monkeypatch, qtbot, clock=self.clock, site_file=self.file
            ).start()

        self._build = build
        self.site = build()
        self.site.context.sessions.set_pin("Ina", "installer", PIN, "test")
        answer = self.site.submit(PinSubmitted(user="Ina", scope="installer", pin=PIN))
        self.session = dict(answer.context)["session"]

    def again(self) -> FullSite:
        """The kiosk ends the site, settles and builds another."""
        before = self.site
        before.close()
        back = self.file.settle()
        self.site = self._build()
        self.site.context.sessions.take_over(before.context.sessions)
        if back is not None:
            self.site.site.report_settings(back.code, actor=back.actor, keys=back.keys)
        return self.site

    @property
    def audit(self) -> list[tuple[str, str]]:
        rows = self.site.context.store.records.audit_rows()
        return [(row.kind, row.actor) for row in rows if row.kind.startswith("config.")]

    def rebuilds(self) -> list[str]:
        return self.site.heard("rebuild_wanted")


@pytest.fixture
def place(tmp_path, monkeypatch, qtbot):
    made = Place(tmp_path, monkeypatch, qtbot)
    yield made
    made.site.close()


def test_new_settings_count_down_and_are_kept(place) -> None:
    answer = place.site.submit(ConfigApplied(changes=(NAME,), session=place.session))
    assert (answer.ok, place.rebuilds()) == (True, ["config.applied"])
    site = place.again()
    site.until(lambda: bool(site.heard("config_trial_changed")))
    assert site.heard("config_trial_changed")[0].seconds_left == int(TRIAL_S)
    place.clock.advance(12.5)
    site.until(lambda: site.heard("config_trial_changed")[-1].seconds_left == 48)
    kept = site.submit(ConfigKept(session=place.session))
    assert (kept.ok, site.heard("config_trial_changed")[-1]) == (True, None)
    place.clock.advance(TRIAL_S)
    site.submit(ConfigDraftEnded(lanes=()))
    assert (place.rebuilds(), place.file.trial()) == ([], None)
    assert 'name = "North"' in place.path.read_text()


def test_nobody_keeps_them_and_the_old_ones_are_back_with_a_banner(place) -> None:
    place.site.submit(ConfigApplied(changes=(NAME,), session=place.session))
    site = place.again()
    site.until(lambda: bool(site.heard("config_trial_changed")))
    place.clock.advance(TRIAL_S + 0.1)
    site.until(lambda: place.rebuilds() == ["config.went_back"])
    site = place.again()
    assert place.path.read_text() == TEXT
    site.until(lambda: ("config.went_back", False) in site.alerts)
    site.until(lambda: ("config.went_back", "system") in place.audit)
    assert site.heard("config_trial_changed") == []


def test_going_back_now_says_nothing_that_nobody_asked_for(place) -> None:
    place.site.submit(ConfigApplied(changes=(NAME,), session=place.session))
    site = place.again()
    site.submit(ConfigReverted(session=place.session))
    assert place.rebuilds() == ["config.back_asked"]
    site = place.again()
    site.until(lambda: ("config.taken_back", "system") in place.audit)
    assert place.path.read_text() == TEXT
    assert not [code for code, _ in site.alerts if code.startswith("config.")]


def test_while_somebody_draws_the_lane_is_by_hand_only(place) -> None:
    site = place.site
    lanes = ("lane",)
    assert site.submit(ConfigDraftStarted(lanes=lanes, session=place.session)).ok
    assert site.heard("setup_changed")[-1] == frozenset(lanes)
    site.car("AB123CD")
    site.until(lambda: bool(site.decisions))
    assert site.decisions[-1].decision.action is Action.ASK
    site.nothing_left()
    assert site.pulses == 0
    assert site.submit(ConfigDraftEnded(lanes=lanes)).ok
    assert site.heard("setup_changed")[-1] == frozenset()
    site.car("AB123CD")
    site.until(lambda: site.pulses == 1)


def test_a_draft_without_an_installer_ends_at_once(place) -> None:
    answer = place.site.submit(ConfigDraftStarted(lanes=("lane",), session=""))
    assert (answer.ok, answer.code) == (False, "pin.needed")
    assert place.site.heard("setup_changed") == [frozenset({"lane"}), frozenset()]


def test_what_is_drawn_at_the_screen_stands_in_the_file(place) -> None:
    """The whole way: a window over the real site, four taps, SAVE, a new site, Keep."""
    from PySide6.QtCore import QCoreApplication, QEvent

    from alpr_kiosk.config.loader import load_config
    from alpr_kiosk.domain.geometry import Point
    from ui.app import create_application
    from ui.main_window import MainWindow
    from ui.people import Session

    create_application(["test"])

    def window_of(site: FullSite) -> MainWindow:
        window = MainWindow(site.site, load_config(place.path), clock=place.clock)
        window.show()
        return window

    first = window_of(place.site)
    first.people.elevate(Session(token=place.session, user="Ina", role="installer"))
    first.navigator.go("settings.zones", "cam")
    page = first.navigator.page
    place.site.until(lambda: place.site.heard("setup_changed")[-1:] == [frozenset({"lane"})])
    page.tools["open"].click()
    for at in (Point(0.2, 0.5), Point(0.8, 0.5), Point(0.8, 0.9), Point(0.2, 0.9)):
        page.draft.tap(at)
    page.save_key.click()
    place.site.until(lambda: place.rebuilds() == ["config.applied"])
    zone = ((0.2, 0.5), (0.8, 0.5), (0.8, 0.9), (0.2, 0.9))
    assert load_config(place.path).camera("cam").open_zone == zone
    first.say_rebuilding()
    site = place.again()
    second = window_of(site)
    second.go_on_as(first)
    first.close()
    first.deleteLater()
    assert (second.page, second.people.session.user) == ("settings.zones", "Ina")
    assert len(second.navigator.page.draft.now.open) == 4
    place.clock.advance(1.5)
    site.until(lambda: second.trial.isVisible())
    second.trial.keep_key.click()
    site.until(lambda: not second.trial.isVisible())
    assert place.file.trial() is None
    assert ("config.kept", "Ina") in place.audit
    second.close()
    second.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_supervisor_changes_how_long_data_is_kept(place) -> None:
    """Counted, refused without a reason, taken on trial with one, and kept."""
    site = place.site
    site.context.sessions.set_pin("Anna", "supervisor", PIN, "test")
    session = site.sign_in()
    days = dict(USUAL) | {"unlisted.pictures_days": 1.0}
    query = KeepingPreviewWanted(days=tuple(days.items()), session=session)
    site.site.query(query)
    site.until(lambda: bool(site.heard("query_answered")))
    answer = site.heard("query_answered")[-1]
    assert dict(answer.result.older)["unlisted.pictures_days"] == 0
    longer = KeySet(table="keeping", key="unlisted.pictures_days", value=7.0)
    refused = site.submit(ConfigApplied(changes=(longer,), session=session))
    assert (refused.ok, refused.code, place.rebuilds()) == (False, "keeping.reason", [])
    taken = site.submit(ConfigApplied(changes=(longer,), session=session, reason="a case"))
    assert (taken.ok, place.rebuilds()) == (True, ["config.applied"])
    site = place.again()
    assert site.submit(ConfigKept(session=session)).ok
    assert load_config(place.path).keeping.unlisted.pictures_days == 7
    assert place.audit == [("config.applied", "Anna"), ("config.kept", "Anna")]
