# SPDX-License-Identifier: AGPL-3.0-or-later
"""S23: rows, the log, a report, drills; every state of the page (T21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from alpr_kiosk.domain.alert_intents import (
    DRILLS,
    ClockConfirmed,
    DrillEnded,
    DrillStarted,
    SoundTestRequested,
)
from alpr_kiosk.domain.events import CameraHealth, CameraState, Priority
from alpr_kiosk.domain.health_queries import (
    HealthFact,
    LogPage,
    LogWanted,
    RecordFactsWanted,
    ReportPlacesWanted,
    ReportWanted,
    SavedReport,
)
from alpr_kiosk.domain.heat import Heat
from alpr_kiosk.domain.sounds import SoundName
from alpr_kiosk.domain.targets import ExportTarget
from alpr_kiosk.domain.vitals import Vitals
from alpr_kiosk.runtime.views import SiteHealth
from ui import messages
from ui.people import Session
from ui.viewmodels.health_row import OLD_S, State

LEFT = Qt.MouseButton.LeftButton
STICK = ExportTarget(path="/media/STICK", name="STICK", free_bytes=14_220_000_000, removable=True)


def tap(desk, name: str) -> None:
    QTest.mouseClick(desk.control(name), LEFT)


def told(desk, **changes: object) -> None:
    """The site tells how it is."""
    values: dict[str, object] = {
        "cameras_live": 2,
        "cameras_total": 2,
        "gates_ok": 2,
        "gates_total": 2,
        "reader_ms": 38.0,
        "reader_ready": True,
        "list_entries": 812,
        "disk_pct": 61,
        "vitals": Vitals(celsius=61.0, disk_free_gb=96.0),
        "sound_on": True,
        "server_waiting": 0,
        "measured_mono": desk.clock.monotonic(),
    }
    desk.site.bus.health_changed.emit(SiteHealth(**(values | changes)))


def camera(desk, **changes: object) -> CameraHealth:
    health = CameraHealth(
        camera_id="cam-1",
        state=CameraState.LIVE,
        since_at=datetime(2026, 11, 22, tzinfo=timezone.utc),
        fps=15.0,
        age_s=0.1,
    )
    health = replace(health, **changes)  # type: ignore[arg-type]
    desk.site.bus.camera_changed.emit(health)
    return health


def act_as(desk, role: str = "installer") -> None:
    desk.window.people.elevate(Session(token="t", user="Ines", role=role))


@pytest.fixture
def page(desk):
    desk.window.show_health()
    found = desk.window.navigator.page
    camera(desk)
    desk.site.gate("gate-1", name="Gate 1")
    told(desk)
    desk.run(1, step=1)
    return found


def row(desk, page, key: str):
    told_rows = {one.key: one for one in page.rows}
    return told_rows[key]


def asked(desk, kind: type):
    return [query for query in desk.site.queries if isinstance(query, kind)]


def test_all_is_well(desk, page):
    assert {one.state for one in page.rows} == {State.OK}
    assert desk.control("health.sum").text() == "All is well"
    keys = {one.key for one in page.rows}
    assert keys == {
        "camera.cam-1",
        "gate.gate-1",
        "gate.gate-2",
        "reader",
        "queue",
        "lists",
        "server",
        "disk",
        "heat",
        "clock",
        "sound",
    }
    assert row(desk, page, "camera.cam-1").value == "15 fps · 0.1 s · reads as usual"
    assert row(desk, page, "heat").value == "61 °C"
    assert desk.control("health.reader").accessibleName() == "Reader: 38 ms, ok"


LOSSES = [
    ({"reader_ms": 900.0}, "reader", State.WATCH, "900 ms"),
    ({"reader_ok": False, "reader_restarts": 3}, "reader", State.BAD, "3 restarts in 1 min"),
    ({"reader_ready": False}, "reader", State.WATCH, "starting"),
    ({"queue": 240}, "queue", State.WATCH, "240 records wait"),
    ({"queue": 2400}, "queue", State.BAD, "2400 records wait"),
    ({"lists_ok": False, "lists_age_s": 780.0}, "lists", State.BAD, "no database for 13 min"),
    ({"server_code": "db.server_away", "server_waiting": 31}, "server", State.WATCH, "31"),
    ({"disk_pct": 84}, "disk", State.WATCH, "84 % used · 96 GB free"),
    ({"disk_pct": 96}, "disk", State.BAD, "96 %"),
    (
        {"vitals": Vitals(celsius=95.0, heat=Heat.GATES_ONLY)},
        "heat",
        State.BAD,
        "95 °C · only gates are read",
    ),
    ({"vitals": Vitals()}, "heat", State.UNKNOWN, "not told"),
    ({"vitals": Vitals(clock_jump_s=-3600.0)}, "clock", State.BAD, "jumped -3600 s"),
    ({"sound_why": "none is installed"}, "sound", State.BAD, "cannot be heard"),
]


def test_each_loss_has_its_row_first_and_says_what_to_do(page, desk):
    for changes, key, state, words in LOSSES:
        told(desk, **changes)
        desk.run(1, step=1)
        found = page.rows[0]
        assert (found.key, found.state) == (key, state)
        assert words in found.value
        assert found.advice or state is State.UNKNOWN or "starting" in found.value


def test_cameras_and_gates(desk, page):
    camera(desk, state=CameraState.LOST, code="camera.gone")
    desk.site.gate("gate-1", name="Gate 1", relay_reachable=False, context=(("time", "14:01"),))
    desk.run(1, step=1)
    assert [one.key for one in page.rows[:2]] == ["camera.cam-1", "gate.gate-1"]
    assert page.rows[1].value == "no answer since 14:01"
    assert page.rows[1].advice == "Use the key switch."
    assert desk.control("health.sum").text() == "2 bad"
    camera(desk, fps=3.0)
    desk.site.gate("gate-1", name="Gate 1", fault_code="gate.fault.forced_open")
    desk.run(1, step=1)
    assert page.rows[0].value == "Gate 1 opened without a command"
    assert row(desk, page, "camera.cam-1").state is State.WATCH


def test_the_row_of_a_relay_says_how_fast_it_answers(desk, page):
    desk.site.gate("gate-1", name="Gate 1")
    desk.site.gate("gate-2", name="Gate 2")
    told(desk, relay_ms=(("gate-1", 43.4),))
    desk.run(1, step=1)
    assert row(desk, page, "gate.gate-1").value.startswith("relay answers in 43 ms · ")
    assert row(desk, page, "gate.gate-2").value.startswith("relay answers · ")


def test_a_drift_shows_then_and_now(desk, page, tmp_path: Path):
    context = {"pct": "52", "time": "11:00", "then_at": "20.11.", "now_at": "13:00"}
    for name in ("then", "now"):
        image = QImage(480, 270, QImage.Format.Format_RGB32)
        image.fill(QColor("grey"))
        context[name] = str(tmp_path / f"{name}.jpg")
        assert image.save(context[name])
    before = desk.control("health.camera.cam-1").height()
    alert = desk.site.alert("reader.drift", "cam-1", context=tuple(context.items()))
    desk.run(1, step=1)
    found = page.rows[0]
    assert (found.key, found.state) == ("camera.cam-1", State.WATCH)
    assert "52 % fewer reads" in found.value
    assert desk.control("health.camera.cam-1").height() > before + 90
    desk.site.bus.alert_changed.emit(replace(alert, active=False, seen=True))
    desk.run(1, step=1)
    assert row(desk, page, "camera.cam-1").state is State.OK


def test_values_older_than_10_s_are_grey(desk, page):
    """T21, O."""
    desk.run(OLD_S - 1, step=1)
    assert not row(desk, page, "reader").old
    desk.run(2, step=1)
    assert all(one.old for one in page.rows)
    told(desk)
    desk.run(1, step=1)
    assert not any(one.old for one in page.rows)


def test_the_record_is_looked_through_on_the_first_visit(desk, page):
    (query,) = asked(desk, RecordFactsWanted)
    desk.site.found(
        query,
        (
            HealthFact(name="keys", ok=True, detail="credentials of the service"),
            HealthFact(name="chain", ok=True),
        ),
    )
    assert row(desk, page, "record").value == "whole · credentials of the service"
    desk.window.show_live()
    desk.window.show_health()
    assert len(asked(desk, RecordFactsWanted)) == 1
    desk.clock.advance(700)
    desk.window.show_live()
    desk.window.show_health()
    desk.site.found(
        asked(desk, RecordFactsWanted)[1], (HealthFact(name="chain", ok=False, detail="row 7"),)
    )
    assert (page.rows[0].key, page.rows[0].value) == ("record", "chain")


def test_the_log_loads_is_read_again_filtered_and_fails(desk, page):
    """T21: L, E and X of the log."""
    tap(desk, "health.log")
    assert page.head.title.text() == "Log"
    desk.run(1.1, step=0.1)
    assert page.log.box.isVisible()
    lines = ("2026 INFO a: one", "2026 WARNING b: two", "2026 ERROR c: three")
    desk.site.found(asked(desk, LogWanted)[0], LogPage(lines=lines))
    assert page.log.view.toPlainText() == "\n".join(lines)
    tap(desk, "health.log.worse")
    assert page.log.view.toPlainText() == "\n".join(lines[1:])
    tap(desk, "health.log.again")
    desk.site.found(asked(desk, LogWanted)[1], LogPage())
    assert page.log.box.label.text() == "The log is empty."
    tap(desk, "health.log.again")
    desk.site.refuse(asked(desk, LogWanted)[2], "health.log_unreadable", why="Input/output error")
    assert "Input/output error" in page.log.box.label.text()
    assert page.log.box.key.text() == "Try again"
    QTest.mouseClick(page.log.box.key, LEFT)
    assert len(asked(desk, LogWanted)) == 4
    desk.window.escape()
    assert page.head.title.text() == "Health"
    desk.window.escape()
    assert desk.window.page == "live"


def test_a_report_needs_an_installer_tells_how_far_it_is_and_where_it_is(desk, page):
    tap(desk, "health.report")
    desk.site.found(asked(desk, ReportPlacesWanted)[0], (STICK,))
    tap(desk, "health.place.0")
    assert desk.window.pin.isVisible()
    desk.window.pin.cancel()
    assert asked(desk, ReportWanted) == []
    act_as(desk)
    tap(desk, "health.place.0")
    (query,) = asked(desk, ReportWanted)
    assert (query.folder, query.session) == ("/media/STICK", "t")
    assert any("Reader: 38 ms" in line for line in query.state)
    assert page.busy
    desk.site.progress(query, 3, 5, "health.step.log")
    desk.run(1.1, step=0.1)
    assert "Log without plates" in page.report.box.label.text()
    assert "60 %" in page.report.box.label.text()
    saved = SavedReport(file="alpr-report-1.zip", folder="/media/STICK", size=1)
    desk.site.found(query, saved)
    assert "Saved: alpr-report-1.zip." in page.report.box.label.text()
    assert desk.window.toast.text == "Saved: alpr-report-1.zip."
    assert not page.busy


def test_places_for_a_report_asked_for_twice_stand_there_once(desk, page):
    act_as(desk)
    page.report.open()
    page.report.open()
    first, second = asked(desk, ReportPlacesWanted)
    for query in (first, second):
        desk.site.found(query, (STICK,))
    assert first.query_id in desk.site.cancelled
    assert len(page.report._keys) == 1


def test_a_report_that_does_not_fit_is_tried_again_and_one_is_stopped(desk, page):
    """T21, X."""
    act_as(desk)
    tap(desk, "health.report")
    desk.site.found(asked(desk, ReportPlacesWanted)[0], ())
    assert "Put in a stick" in page.report.box.label.text()
    QTest.mouseClick(page.report.box.key, LEFT)
    desk.site.found(asked(desk, ReportPlacesWanted)[1], (STICK,))
    tap(desk, "health.place.0")
    (query,) = asked(desk, ReportWanted)
    desk.site.refuse(query, "health.unwritable", folder="/media/STICK", why="No space left")
    text = page.report.box.label.text()
    assert "No space left" in text
    assert "Choose another place" in text
    QTest.mouseClick(page.report.box.key, LEFT)
    again = asked(desk, ReportWanted)[1]
    desk.run(10.5, step=0.25)
    assert page.report.box.key.text() == "Stop"
    QTest.mouseClick(page.report.box.key, LEFT)
    assert desk.site.cancelled == [again.query_id]


def test_each_loss_can_be_practised_and_anybody_ends_it(desk, page):
    tap(desk, "health.drill")
    assert set(page.drill.keys) == set(DRILLS)
    assert page.drill.end_key.isHidden()
    tap(desk, "health.drill.relay")
    assert desk.window.pin.isVisible()
    desk.window.pin.cancel()
    act_as(desk, "supervisor")
    tap(desk, "health.drill.relay")
    (started,) = desk.site.of(DrillStarted)
    assert (started.kind, started.session) == ("relay", "t")
    told(desk, drill="relay", drill_left_s=222.0)
    assert "3:42" in page.drill.words.text()
    assert page.drill.keys["relay"].isChecked()
    desk.window.end_session()
    tap(desk, "health.drill.end")
    assert len(desk.site.of(DrillEnded)) == 1
    told(desk)
    assert page.drill.end_key.isHidden()
    assert not page.drill.keys["relay"].isChecked()
    # Nothing of it can move a gate.
    assert desk.site.openings == []


def test_only_a_supervisor_says_that_the_clock_is_right(desk, page):
    assert page.clock_key.isHidden()
    told(desk, vitals=Vitals(clock_jump_s=3600.0))
    desk.run(1, step=1)
    tap(desk, "health.clock_right")
    assert desk.window.pin.isVisible()
    desk.window.pin.cancel()
    act_as(desk, "supervisor")
    tap(desk, "health.clock_right")
    assert [one.session for one in desk.site.of(ClockConfirmed)] == ["t"]


def test_pills_lead_here(desk):
    for name in ("clock", "cameras", "gates", "reader", "disk"):
        desk.window.show_live()
        tap(desk, f"status.{name}")
        assert desk.window.page == "health"


def test_everybody_reads_it_and_a_low_alert_says_save_a_report(desk):
    alert = desk.site.alert("program.bug", "program", priority=Priority.LOW)
    desk.window.show_alerts()
    tap(desk, f"alerts.show.{alert.alert_id}")
    assert desk.window.page == "health"
    assert messages.what_to_do("program.bug").startswith("Save a report")


def test_each_sound_can_be_heard(desk, page):
    tap(desk, "health.sounds")
    assert set(page.sounds.keys) == set(SoundName)
    for name in SoundName:
        tap(desk, f"health.sound.{name.value}")
    assert [one.sound for one in desk.site.of(SoundTestRequested)] == [
        name.value for name in SoundName
    ]
