# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real sites one after the other over one data folder: what nobody has seen is still there."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from alpr_kiosk.domain.events import Priority
from alpr_kiosk.domain.intents import AlertAcknowledged
from alpr_kiosk.runtime.exceptions import ExceptionSink
from tests.runtime.full_site import FullSite
from ui.alert_book import AlertBook
from ui.app import create_application
from ui.kiosk import KioskOptions, Stint

BANNED = "decision.deny.listed"


def told(site: FullSite) -> list[tuple[str, bool, bool]]:
    newest = {one.alert_id: one for one in site.heard("alert_changed")}
    return [(one.code, one.active, one.seen) for one in newest.values()]


def in_record(site: FullSite, kind: str) -> int:
    return sum(row.kind == kind for row in site.context.store.records.audit_rows(limit=10_000))


def test_a_banned_car_is_there_after_a_restart_until_it_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    first = FullSite(tmp_path, monkeypatch, qtbot).start()
    first.car("XY987ZW")
    first.until(lambda: (BANNED, True) in first.alerts)
    rang = first.alerts[BANNED, True]
    first.site._desk.raise_alert("camera.gone", "cam", Priority.HIGH, {"camera": "cam"})
    first.until(lambda: in_record(first, "alert.raised") == 2)
    first.close()

    again = FullSite(tmp_path, monkeypatch, qtbot, clock=first.clock).start()
    assert sorted(told(again)) == [("camera.gone", False, False), (BANNED, False, False)]
    back = again.alerts[BANNED, False]
    assert (back.alert_id, back.source) == (rang.alert_id, rang.source)
    assert dict(back.context)["plate"] == dict(rang.context)["plate"]
    assert dict(back.context)["contact"] == again.config.site.contact
    # What still holds is the same alert, and the record has it once.
    again.site._desk.raise_alert("camera.gone", "cam", Priority.HIGH, {"camera": "cam"})
    assert sorted(told(again)) == [("camera.gone", True, False), (BANNED, False, False)]
    assert again.submit(AlertAcknowledged(alert_id=back.alert_id, actor="Anna")).ok
    again.until(lambda: in_record(again, "alert.seen") == 1)
    assert in_record(again, "alert.raised") == 2
    again.close()

    third = FullSite(tmp_path, monkeypatch, qtbot, clock=first.clock).start()
    try:
        # What was seen has ended with the car; that it was there is still told for a day.
        assert sorted(told(third)) == [("camera.gone", False, False), (BANNED, False, True)]
    finally:
        third.close()


def test_new_settings_take_no_alert_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    first = FullSite(tmp_path, monkeypatch, qtbot).start()
    # The values of this one are in memory alone.
    first.site._desk.raise_alert("gate.stuck", "gate", Priority.CRITICAL, {"detail": "7"})
    first.site._desk.raise_alert("relay.gone", "gate", Priority.HIGH, {})
    seen = first.alerts["relay.gone", True]
    assert first.submit(AlertAcknowledged(alert_id=seen.alert_id, actor="Anna")).ok
    first.close()

    again = FullSite(tmp_path, monkeypatch, qtbot, clock=first.clock)
    again.site.take_over(first.site)
    again.start()
    try:
        assert sorted(told(again)) == [("gate.stuck", False, False), ("relay.gone", False, True)]
        assert dict(again.alerts["gate.stuck", False].context) == {"detail": "7"}
    finally:
        again.close()


def test_what_ended_within_a_day_is_told_after_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    first = FullSite(tmp_path, monkeypatch, qtbot).start()
    desk = first.site._desk
    desk.raise_alert("disk.warn", "disk", Priority.LOW, {"pct": "85"})
    desk.clear_alert("disk.warn", "disk")
    desk.raise_alert("camera.gone", "cam", Priority.HIGH, {"camera": "cam"})
    gone = first.alerts["camera.gone", True]
    assert first.submit(AlertAcknowledged(alert_id=gone.alert_id, actor="Anna")).ok
    desk.clear_alert("camera.gone", "cam")
    first.until(lambda: in_record(first, "alert.ended") == 2)
    first.close()

    again = FullSite(tmp_path, monkeypatch, qtbot, clock=first.clock).start()
    try:
        assert {("camera.gone", False, True), ("disk.warn", False, False)} == set(told(again))
        back = again.alerts["camera.gone", False]
        assert (back.ended_at, back.raised_at) == (gone.raised_at, gone.raised_at)
        book = AlertBook()
        for alert in again.heard("alert_changed"):
            book.update(alert)
        assert {one.code for one in book.ended(again.clock.utc_now())} == {
            "camera.gone",
            "disk.warn",
        }
        assert book.all == ()
    finally:
        again.close()


def test_the_window_after_new_settings_shows_what_the_one_before_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    """The kiosk's own change from one site to the next, without its endless loop."""
    app = create_application(["test"])
    sites = [FullSite(tmp_path, monkeypatch, qtbot)]

    def stint(before: Stint | None) -> Stint:
        home = SimpleNamespace(
            settled=lambda: (sites[-1].context, None),
            options=KioskOptions(size=(1280, 800)),
            clock=sites[0].clock,
        )
        return Stint(app, home, sink=ExceptionSink(clock=home.clock), before=before, crashed="")

    first = stint(None)
    sites[0].start()
    raised = {"camera": "East", "s": "5"}
    sites[0].site._desk.raise_alert("camera.gone", "cam", Priority.HIGH, raised)
    assert first.window.banner.isVisible()
    sites[0].close()
    sites.append(FullSite(tmp_path, monkeypatch, qtbot, clock=sites[0].clock))
    second = stint(first)
    sites[1].start()
    try:
        (shown,) = second.window.around.alerts.unseen
        assert (shown.code, shown.active) == ("camera.gone", False)
        assert dict(shown.context) == raised
        assert second.window.banner.isVisible()
    finally:
        sites[1].close()
        second.window.close()
        second.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
