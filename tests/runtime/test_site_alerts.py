# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alerts, sounds, drills and reports of a whole site: real threads, a real record, a real child."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from alpr_kiosk.domain.alert_intents import (
    AlertShelved,
    AlertsSilenced,
    DrillEnded,
    DrillStarted,
)
from alpr_kiosk.domain.events import (
    Action,
    CommandKind,
    CommandSource,
    GateIntent,
    Priority,
    Reason,
)
from alpr_kiosk.domain.health_queries import (
    LogPage,
    LogWanted,
    RecordFactsWanted,
    ReportPlacesWanted,
    ReportWanted,
    SavedReport,
)
from alpr_kiosk.domain.intents import AlertAcknowledged, OpenRequested
from alpr_kiosk.domain.queries import Query, QueryAnswer
from alpr_kiosk.runtime import vitals
from tests.runtime.ears import Ear
from tests.runtime.full_site import FullSite

Make = Callable[..., FullSite]


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a player on PATH was told to play."""
    folder, told = tmp_path / "bin", tmp_path / "heard.txt"
    folder.mkdir()
    player = folder / "pw-play"
    player.write_text(f'#!/bin/sh\necho "$*" >> "{told}"\n')
    player.chmod(0o755)
    told.touch()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return told


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot) -> Iterator[Make]:
    made: list[FullSite] = []

    def build(**options: object) -> FullSite:
        made.append(FullSite(tmp_path / "data", monkeypatch, qtbot, **options))  # type: ignore[arg-type]
        return made[-1].start()

    yield build
    made[-1].close()  # one before it was closed by its test


def names(heard: Path) -> list[str]:
    """Names of the sounds that could be heard, in order."""
    lines = [line.split() for line in heard.read_text().splitlines()]
    return [Path(line[-1]).stem for line in lines if line[0] != "--volume=0.000"]


def ask(site: FullSite, query: Query) -> QueryAnswer:
    ear = Ear()
    site.site.bus.query_answered.connect(ear.one)
    site.site.query(query)
    site.until(lambda: any(one.query_id == query.query_id for one in ear.heard))
    (answer,) = [one for one in ear.heard if one.query_id == query.query_id]
    return answer


def kinds(site: FullSite) -> list[str]:
    return [row.kind for row in site.context.store.records.audit_rows()]


def test_a_banned_car_is_heard_until_it_was_seen(make: Make, heard: Path) -> None:
    site = make(sound=True)
    site.car("XY987ZW")
    site.until(lambda: "deny" in names(heard))
    alert = site.alerts["decision.deny.listed", True]
    assert site.submit(AlertsSilenced(seconds=30, actor="Anna")).ok
    site.submit(AlertAcknowledged(alert_id=alert.alert_id, actor="Anna"))
    before = names(heard).count("deny")
    site.clock.advance(60)
    # A sound of its own proves that the thread goes on, and the alarm does not.
    site.submit(OpenRequested(gate_id="gate"))
    site.until(lambda: "hold_done" in names(heard))
    assert names(heard).count("deny") == before
    site.until(lambda: "alert.silenced" in kinds(site))


def test_without_a_player_it_is_told_and_the_site_goes_on(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    site = make(sound=True)
    site.until(lambda: ("sound.gone", True) in site.alerts)
    assert site.alerts["sound.gone", True].priority is Priority.LOW
    site.until(lambda: bool(site.heard("health_changed")[-1].sound_why))
    assert site.submit(OpenRequested(gate_id="gate")).ok
    assert site.pulses == 1


def test_only_a_supervisor_hides_an_alert_and_it_is_in_the_record(make: Make) -> None:
    site = make()
    site.site.report_bug("ValueError in gate")
    alert = site.alerts["program.bug", True]
    refused = site.submit(AlertShelved(alert_id=alert.alert_id, minutes=30))
    assert (refused.ok, refused.code) == (False, "pin.needed")
    session = site.sign_in()
    assert site.submit(AlertShelved(alert_id=alert.alert_id, minutes=30, session=session)).ok
    assert site.alerts["program.bug", True].shelved_by == "Anna"
    site.until(lambda: "alert.shelved" in kinds(site))


def test_a_drill_opens_nothing_and_hides_nothing(make: Make) -> None:
    site = make()
    assert site.submit(DrillStarted(kind="relay")).code == "pin.needed"
    assert site.submit(DrillStarted(kind="relay", session=site.sign_in())).ok
    drill = site.alerts["relay.gone", True]
    assert drill.drill
    site.until(lambda: site.heard("health_changed")[-1].drill == "relay")
    assert site.heard("health_changed")[-1].drill_about == "gate"
    # All is as always: the gate's panel, a car that is let in, a banned one that alarms.
    assert all(view.relay_reachable for view in site.heard("gate_changed"))
    site.car("AB123CD", frames=8)
    site.until(lambda: site.pulses == 1)
    site.nothing_left()
    site.car("XY987ZW")
    site.until(lambda: ("decision.deny.listed", True) in site.alerts)
    assert site.submit(DrillEnded(actor="Anna")).ok
    assert ("relay.gone", False) in site.alerts
    assert site.pulses == 1
    site.until(lambda: "drill.ended" in kinds(site))
    assert "drill.started" in kinds(site)


def test_a_clock_that_jumps_is_told_and_asked_about(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vitals, "LOOK_S", 0.05)
    site = make()
    site.until(lambda: site.heard("health_changed")[-1].vitals is not None)
    site.clock.utc += timedelta(hours=1)
    site.until(lambda: ("clock.wrong", True) in site.alerts)
    assert dict(site.alerts["clock.wrong", True].context)["s"] == "+3600"
    # The plate of the lists has no times: it is let in as always.
    site.car("AB123CD", frames=8)
    site.until(lambda: bool(site.decisions))
    assert site.decisions[0].decision.reason is not Reason.ASK_CLOCK
    assert site.decisions[0].decision.action is Action.OPEN
    site.clock.utc -= timedelta(hours=1)
    site.until(lambda: ("clock.wrong", False) in site.alerts)


def test_a_command_without_an_end_is_named_after_a_restart(make: Make) -> None:
    site = make()
    now = site.clock
    site.context.store.journal.record_intent(
        GateIntent(
            intent_id="f" * 32,
            gate_id="gate",
            kind=CommandKind.OPEN,
            pulse_ms=1000,
            source=CommandSource.BAR,
            actor="Anna",
            passage_id=None,
            decision_id=None,
            requested_at=now.utc_now(),
            requested_mono=now.monotonic(),
        )
    )
    site.close()
    again = make()
    again.until(lambda: ("screen.unfinished", True) in again.alerts)
    assert again.alerts["screen.unfinished", True].source == "gate"
    assert again.pulses == 0


def test_the_log_the_record_and_a_report(make: Make) -> None:
    site = make()
    site.context.paths.log.write_text("2026-11-22 INFO x: read plate=AB123CD\n")
    page = ask(site, LogWanted()).result
    assert isinstance(page, LogPage)
    assert "AB123CD" not in page.lines[-1]
    facts = ask(site, RecordFactsWanted())
    assert facts.ok
    assert all(fact.ok for fact in facts.result)  # type: ignore[attr-defined]
    places = ask(site, ReportPlacesWanted()).result
    own = places[-1].path  # type: ignore[index]
    assert ask(site, ReportWanted(folder=own)).code == "pin.needed"
    saved = ask(site, ReportWanted(folder=own, session=site.sign_in())).result
    assert isinstance(saved, SavedReport)
    with zipfile.ZipFile(Path(saved.folder) / saved.file) as packed:
        text = "".join(packed.read(name).decode() for name in packed.namelist())
    assert "AB123CD" not in text
    assert "rtsp" in text
