# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alerts and losses."""

from __future__ import annotations

from datetime import timedelta

from alpr_kiosk.domain.events import Alert, CameraHealth, CameraState, Priority
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.health_queries import (
    HealthFact,
    LogPage,
    LogWanted,
    RecordFactsWanted,
    ReportPlacesWanted,
)
from alpr_kiosk.domain.heat import Heat
from alpr_kiosk.domain.targets import ExportTarget
from alpr_kiosk.domain.vitals import Vitals
from alpr_kiosk.runtime.views import GateView, SiteHealth
from ui.studio import Scene, Studio
from ui.widgets.keys import TapKey


def _raise(
    studio: Studio,
    number: int,
    code: str,
    source: str,
    *,
    priority: Priority = Priority.HIGH,
    ago_s: float = 0.0,
    context: tuple[tuple[str, str], ...] = (),
    count: int = 1,
    seen: bool = False,
    active: bool = True,
    drill: bool = False,
    shelved_by: str = "",
) -> None:
    now = studio.clock.utc_now()
    studio.site.bus.alert_changed.emit(
        Alert(
            alert_id=f"s{number}",
            code=code,
            source=source,
            priority=priority,
            raised_at=now - timedelta(seconds=ago_s),
            count=count,
            seen=seen,
            active=active,
            context=context,
            ended_at=None if active else now - timedelta(seconds=ago_s / 2),
            shelved_until=now + timedelta(minutes=30) if shelved_by else None,
            shelved_by=shelved_by,
            drill=drill,
        )
    )


def _over_full_page(studio: Studio, name: str) -> None:
    """An alert while all of a page is needed: the pills stay in sight in small."""
    from ui.scenes import SCENES  # all of them, this one too

    next(scene for scene in SCENES if scene.name == name).prepare(studio)
    _raise(studio, 1, "camera.gone", "cam-2", ago_s=70, context=(("time", "14:01"), ("s", "5")))
    studio.clock.advance(1.0)
    studio.window.tick()


def _some(studio: Studio) -> None:
    """A day with alerts of every kind."""
    when = ("time", "14:01")
    _raise(studio, 1, "camera.gone", "cam-2", ago_s=70, count=3, context=(when, ("s", "5")))
    _raise(
        studio,
        2,
        "gate.fault.forced_open",
        "gate-b",
        priority=Priority.CRITICAL,
        ago_s=4,
        context=(("gate", "gate-b"),),
    )
    _raise(studio, 3, "relay.gone", "gate-b", ago_s=64, context=(when, ("gate", "gate-b")))
    _raise(
        studio,
        4,
        "decision.deny.listed",
        "p1",
        ago_s=31,
        active=False,
        context=(("plate", "XY99ZZZ"), ("reason", "threatened staff"), ("contact", "the office")),
    )
    _raise(
        studio,
        5,
        "disk.low",
        "disk",
        priority=Priority.LOW,
        ago_s=4000,
        context=(("free", "1900"), ("limit", "512"), ("contact", "the office")),
    )
    _raise(studio, 6, "db.gone", "storage", ago_s=900, seen=True, context=(("time", "13:47"),))
    _raise(
        studio,
        7,
        "reader.drift",
        "cam-1",
        ago_s=9000,
        shelved_by="Supervisor",
        context=(("pct", "52"), ("time", "11:00"), ("camera", "cam-1")),
    )
    _raise(
        studio,
        8,
        "camera.gone",
        "cam-1",
        ago_s=7200,
        seen=True,
        active=False,
        context=(("time", "12:02"), ("s", "5")),
    )
    _raise(
        studio,
        9,
        "temp.warm",
        "computer",
        ago_s=8200,
        active=False,
        priority=Priority.LOW,
        context=(("c", "81"),),
    )
    studio.window.tick()


def _list(studio: Studio, tab: str = "on") -> None:
    _some(studio)
    studio.clock.advance(1)
    studio.window.navigator.go("alerts", tab)
    studio.window.tick()


def _hide(studio: Studio) -> None:
    _list(studio)
    row = studio.window.alerts.rows[1]
    key = studio.window.alerts.findChild(TapKey, f"alerts.shelve.{row.alert_id}")
    if key is not None:
        key.click()


def _flood(studio: Studio) -> None:
    for number in range(12):
        _raise(
            studio,
            number,
            "camera.gone",
            f"cam-{number % 2 + 1}",
            ago_s=60 - number,
            context=(("time", "14:01"), ("s", "5")),
        )
    _raise(
        studio,
        40,
        "alert.flood",
        "site",
        context=(
            ("n", "30"),
            ("first_code", "camera.gone"),
            ("first_source", "cam-2"),
            ("first.time", "14:01"),
            ("first.s", "5"),
        ),
    )


def _loss(code: str, source: str, *context: tuple[str, str]) -> Scene:
    def prepare(studio: Studio) -> None:
        _raise(studio, 1, code, source, context=(("time", "14:01"), *context))

    return Scene(name=f"loss-{code.replace('.', '-')}", prepare=prepare, kept=("day", "night"))


def _drill(studio: Studio) -> None:
    _raise(
        studio,
        1,
        "relay.gone",
        "drill",
        drill=True,
        context=(("gate", "Gate A"), ("time", "14:02")),
    )
    _practise(studio, "relay", "gate-a")


def _practise(studio: Studio, kind: str, about: str) -> None:
    studio.site.bus.health_changed.emit(
        SiteHealth(
            cameras_live=2,
            cameras_total=2,
            gates_ok=2,
            gates_total=2,
            reader_ms=38,
            list_entries=812,
            disk_pct=61,
            drill=kind,
            drill_about=about,
            drill_left_s=300.0,
        )
    )


def _camera_drill(studio: Studio) -> None:
    context = (("camera", "Gate B out"), ("time", "14:02"), ("s", "5"))
    _raise(studio, 1, "camera.gone", "drill", drill=True, context=context)
    _practise(studio, "camera", "cam-2")
    studio.window.tick()


def _critical(studio: Studio) -> None:
    _some(studio)


def _health(studio: Studio, **changes: object) -> None:
    """The page of a site where not all is well."""
    site = studio.site
    studio.clock.advance(30)
    site.answers[RecordFactsWanted] = lambda _query: (
        HealthFact(name="keys", ok=True, detail="credentials of the service"),
        HealthFact(name="chain", ok=True, detail="18 204 rows"),
    )
    site.answers[LogWanted] = lambda _query: LogPage(lines=_log_lines(), cut=True)
    site.answers[ReportPlacesWanted] = lambda _query: (
        ExportTarget(path="/media/STICK", name="STICK", free_bytes=14_220_000_000, removable=True),
        ExportTarget(path="/var/lib/reports", name="", free_bytes=88_000_000_000, removable=False),
    )
    studio.window.navigator.go("health")
    page = studio.window.navigator.page
    for number, camera in enumerate(studio.config.cameras):
        site.bus.camera_changed.emit(
            CameraHealth(
                camera_id=camera.id,
                state=CameraState.LIVE if number == 0 else CameraState.LOST,
                since_at=studio.clock.utc_now(),
                code="" if number == 0 else "camera.gone",
                fps=14.8,
                age_s=0.1,
            )
        )
    for gate in studio.config.gates:
        site.bus.gate_changed.emit(
            GateView(gate_id=gate.id, name=gate.name, state=GateState.CLOSED)
        )
    values: dict[str, object] = {
        "cameras_live": 1,
        "cameras_total": 2,
        "gates_ok": 2,
        "gates_total": 2,
        "reader_ms": 38.0,
        "reader_ready": True,
        "list_entries": 812,
        "disk_pct": 84,
        "vitals": Vitals(celsius=71.0, disk_pct=84, disk_free_gb=96.0, memory_mb=640),
        "server_waiting": 0,
        "sound_on": True,
        "measured_mono": studio.clock.monotonic(),
    }
    site.bus.health_changed.emit(SiteHealth(**{**values, **changes}))  # type: ignore[arg-type]
    page.enter(None)
    studio.window.tick()


def _log_lines() -> tuple[str, ...]:
    words = (
        "INFO capture:cam-1 alpr_kiosk.runtime.capture: first picture after 0.8 s",
        "INFO inference alpr_kiosk.runtime.inference: passage 1f0c settled after 5 reads",
        "WARNING capture:cam-2 alpr_kiosk.runtime.capture: no picture for 5 s, next try in 2 s",
        "INFO gate:gate-a alpr_kiosk.gate.controller: command 77b1 ok in 41 ms",
        "INFO storage alpr_kiosk.storage.journal: checkpoint of 212 pages",
    )
    return tuple(
        f"2026-11-21 13:{number // 4 % 60:02d}:{number * 7 % 60:02d},{number * 37 % 1000:03d} "
        f"{words[number % len(words)]}"
        for number in range(240)
    )


def _health_old(studio: Studio) -> None:
    _health(studio)
    studio.clock.advance(14)
    studio.window.tick()


def _health_page(studio: Studio, name: str, **changes: object) -> None:
    _health(studio, **changes)
    studio.window.navigator.page.enter(name)
    studio.window.tick()


def _health_bad(studio: Studio) -> None:
    _health(
        studio,
        reader_ok=False,
        reader_restarts=3,
        queue=240,
        lists_ok=False,
        lists_age_s=780.0,
        sound_why="none is installed",
        server_code="db.server_away",
        server_waiting=3120,
        disk_pct=96,
        vitals=Vitals(celsius=95.0, heat=Heat.GATES_ONLY, clock_jump_s=3600.0, disk_free_gb=2.0),
    )


SCENES: tuple[Scene, ...] = (
    Scene(name="health", prepare=_health, kept=("day", "night")),
    Scene(name="health-bad", prepare=_health_bad, kept=("day", "night")),
    Scene(name="health-old", prepare=_health_old),
    Scene(name="health-log", prepare=lambda s: _health_page(s, "log"), kept=("day", "night")),
    Scene(name="health-sounds", prepare=lambda s: _health_page(s, "sounds")),
    Scene(name="health-report", prepare=lambda s: _health_page(s, "report")),
    Scene(
        name="health-drill",
        prepare=lambda s: _health_page(s, "drill", drill="relay", drill_left_s=222.0),
    ),
    Scene(name="alerts-banner", prepare=_critical, kept=("day", "night")),
    Scene(name="alerts-over-keys", prepare=lambda s: _over_full_page(s, "type-plate")),
    Scene(name="alerts-over-month", prepare=lambda s: _over_full_page(s, "history-month")),
    Scene(name="alerts-list", prepare=_list, kept=("day", "night")),
    Scene(name="alerts-hide", prepare=_hide),
    Scene(name="alerts-seen", prepare=lambda s: _list(s, "seen")),
    Scene(name="alerts-shelved", prepare=lambda s: _list(s, "shelved")),
    Scene(name="alerts-ended", prepare=lambda s: _list(s, "ended")),
    Scene(name="alerts-none", prepare=lambda s: s.window.show_alerts()),
    Scene(name="alerts-flood", prepare=_flood),
    Scene(name="alerts-drill", prepare=_drill, kept=("day", "night")),
    Scene(name="alerts-drill-camera", prepare=_camera_drill),
    _loss("relay.gone", "gate-b", ("gate", "gate-b")),
    _loss("reader.gone", "inference", ("n", "2"), ("max", "5")),
    _loss("temp.hot", "computer", ("c", "91")),
    _loss("clock.wrong", "computer", ("s", "+3600")),
)
