# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows of the health page: how each part is, and what to do about it (screens.md S23)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from alpr_kiosk.domain.events import CameraState
from alpr_kiosk.domain.heat import Heat
from alpr_kiosk.runtime.views import SiteHealth
from ui import messages
from ui.viewmodels.health_row import (
    DISK_BAD,
    DISK_WATCH,
    FPS_LOW,
    ORDER,
    QUEUE_BAD,
    QUEUE_WATCH,
    READER_SLOW_MS,
    HealthFacts,
    HealthRow,
    State,
)


def rows_of(facts: HealthFacts, *, now: float) -> tuple[HealthRow, ...]:
    """Return all rows, the worst first.

    Args:
        facts: What is known.
        now: Monotonic seconds.
    """
    site = facts.site
    age = max(0.0, now - site.measured_mono) if site is not None else 0.0
    rows = [_camera(facts, camera_id, age) for camera_id in facts.cameras]
    if site is not None:
        rows += [_reader(site, age), _queue(site, age)]
    rows += [_gate(facts, gate_id, age) for gate_id in facts.gates]
    if site is not None:
        rows += [
            _lists(site, age),
            *_server(site, age),
            _disk(site, age),
            _heat(site, age),
            _clock(site, age),
            *_sound(site, age),
        ]
    rows += _record(facts)
    return tuple(sorted(rows, key=lambda row: ORDER[row.state]))


def summary(rows: Sequence[HealthRow]) -> str:
    """Return in a few words how the site is."""
    bad = sum(row.state is State.BAD for row in rows)
    watch = sum(row.state is State.WATCH for row in rows)
    words = []
    if bad:
        words.append(_fill(translate("health", "{n} bad"), n=bad))
    if watch:
        words.append(_fill(translate("health", "{n} to watch"), n=watch))
    return " · ".join(words) or translate("health", "All is well")


translate = QCoreApplication.translate


def _fill(words: str, **values: object) -> str:
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", str(value))
    return words


def _camera(facts: HealthFacts, camera_id: str, age: float) -> HealthRow:
    health = facts.cameras[camera_id]
    name = facts.names.get(camera_id, camera_id)
    drift = facts.drifts.get(camera_id)
    state, advice = State.OK, ""
    value = _fill(translate("health", "{fps} fps"), fps=f"{health.fps:.0f}")
    if health.age_s is not None:
        value += " · " + _fill(translate("health", "{s} s"), s=f"{health.age_s:.1f}")
    if health.state not in (CameraState.LIVE, CameraState.ENDED):
        state, value = State.BAD, messages.camera_word(health.state)
        advice = messages.what_to_do(health.code or "camera.gone")
        if health.state in (CameraState.CONNECTING, CameraState.LATE):
            state = State.WATCH
    elif drift is not None:
        state = State.WATCH
        percent = dict(drift.context).get("pct", "")
        if drift.code == "reader.drift":
            value += " · " + _fill(translate("health", "{pct} % fewer reads"), pct=percent)
        advice = messages.what_to_do(drift.code)
    else:
        value += " · " + translate("health", "reads as usual")
        if 0 < health.fps < FPS_LOW:
            state, advice = (
                State.WATCH,
                translate("health", "Check cable, network and the camera's settings."),
            )
    icon = "camera" if state is not State.BAD else "camera-off"
    return HealthRow(
        key=f"camera.{camera_id}",
        icon=icon,
        title=name,
        value=value,
        state=state,
        advice=advice,
        age_s=age,
        alert=drift,
    )


def _reader(site: SiteHealth, age: float) -> HealthRow:
    state, advice = State.OK, ""
    value = (
        "–"
        if site.reader_ms is None
        else _fill(translate("health", "{ms} ms"), ms=f"{site.reader_ms:.0f}")
    )
    if not site.reader_ready:
        state, value = State.WATCH, translate("health", "starting")
    elif site.reader_ms is not None and site.reader_ms > READER_SLOW_MS:
        state, advice = (
            State.WATCH,
            translate("health", "Cars may wait longer. Look at the temperature."),
        )
    if site.reader_restarts:
        value += " · " + _fill(translate("health", "{n} restarts in 1 min"), n=site.reader_restarts)
        state = State.WATCH
    if not site.reader_ok:
        state, advice = State.BAD, messages.what_to_do("reader.gone")
        value = translate("health", "not reading") if not site.reader_restarts else value
    icon = "reader" if state is not State.BAD else "reader-off"
    return HealthRow(
        key="reader",
        icon=icon,
        title=translate("health", "Reader"),
        value=value,
        state=state,
        advice=advice,
        age_s=age,
    )


def _queue(site: SiteHealth, age: float) -> HealthRow:
    state = (
        State.BAD
        if site.queue >= QUEUE_BAD
        else State.WATCH
        if site.queue >= QUEUE_WATCH
        else State.OK
    )
    advice = (
        ""
        if state is State.OK
        else translate("health", "The disk is slow. Call if this lasts an hour.")
    )
    value = (
        translate("health", "nothing waits")
        if not site.queue
        else _fill(translate("health", "{n} records wait"), n=site.queue)
    )
    return HealthRow(
        key="queue",
        icon="save",
        title=translate("health", "Record"),
        value=value,
        state=state,
        advice=advice,
        age_s=age,
    )


def _gate(facts: HealthFacts, gate_id: str, age: float) -> HealthRow:
    view = facts.gates[gate_id]
    name = view.name or facts.names.get(gate_id, gate_id)
    state, advice, icon = State.OK, "", "relay"
    value = translate("health", "relay answers")
    took = dict(facts.site.relay_ms).get(gate_id) if facts.site is not None else None
    if took is not None:
        value = _fill(translate("health", "relay answers in {ms} ms"), ms=f"{took:.0f}")
    value += " · " + messages.gate_word(view.state)
    if not view.relay_reachable:
        since = dict(view.context).get("time", "")
        value = (
            _fill(translate("health", "no answer since {time}"), time=since)
            if since
            else translate("health", "no answer")
        )
        state, advice, icon = State.BAD, messages.what_to_do("relay.gone"), "relay-off"
    elif view.fault_code:
        state = State.BAD
        value = messages.text(view.fault_code, {**dict(view.context), "gate": name})
        value = value.partition(". ")[0]
        advice, icon = messages.what_to_do(view.fault_code), "gate-fault"
    elif view.automatic_blocked:
        state, advice = State.WATCH, translate("health", "Look at the gate and confirm it.")
    return HealthRow(
        key=f"gate.{gate_id}",
        icon=icon,
        title=name,
        value=value,
        state=state,
        advice=advice,
        age_s=age,
    )


def _lists(site: SiteHealth, age: float) -> HealthRow:
    value = _fill(translate("health", "{n} entries"), n=f"{site.list_entries:,}")
    state, advice = State.OK, ""
    if not site.lists_ok:
        state, advice = State.BAD, messages.what_to_do("db.gone")
        minutes = int((site.lists_age_s or 0) // 60)
        value += " · " + _fill(translate("health", "no database for {n} min"), n=minutes)
    icon = "database" if site.lists_ok else "database-off"
    return HealthRow(
        key="lists",
        icon=icon,
        title=translate("health", "Lists"),
        value=value,
        state=state,
        advice=advice,
        age_s=age,
    )


def _server(site: SiteHealth, age: float) -> tuple[HealthRow, ...]:
    if site.server_waiting is None:
        return ()
    state, advice = State.OK, ""
    value = (
        translate("health", "in step") if not site.server_code else translate("health", "no answer")
    )
    if site.server_waiting:
        value += " · " + _fill(translate("health", "{n} records wait"), n=site.server_waiting)
    if site.server_code:
        state, advice = (
            State.WATCH,
            translate("health", "Nothing is lost. Call if this lasts a day."),
        )
    return (
        HealthRow(
            key="server",
            icon="database",
            title=translate("health", "Server"),
            value=value,
            state=state,
            advice=advice,
            age_s=age,
        ),
    )


def _disk(site: SiteHealth, age: float) -> HealthRow:
    state = (
        State.BAD
        if site.disk_pct >= DISK_BAD
        else State.WATCH
        if site.disk_pct >= DISK_WATCH
        else State.OK
    )
    value = _fill(translate("health", "{pct} % used"), pct=site.disk_pct)
    if site.vitals is not None:
        value += " · " + _fill(
            translate("health", "{gb} GB free"), gb=f"{site.vitals.disk_free_gb:.0f}"
        )
    advice = "" if state is State.OK else messages.what_to_do("disk.full")
    return HealthRow(
        key="disk",
        icon="disk",
        title=translate("health", "Disk"),
        value=value,
        state=state,
        advice=advice,
        age_s=age,
    )


def _heat(site: SiteHealth, age: float) -> HealthRow:
    vitals = site.vitals
    title = translate("health", "Temperature")
    if vitals is None or vitals.celsius is None:
        value = translate("health", "not told by this computer")
        return HealthRow(
            key="heat", icon="thermometer", title=title, value=value, state=State.UNKNOWN, age_s=age
        )
    words = {
        Heat.SLOW: translate("health", "reading is slower"),
        Heat.GATES_ONLY: translate("health", "only gates are read"),
        Heat.BY_HAND: translate("health", "nothing is read"),
    }
    value = f"{vitals.celsius:.0f} °C"
    if vitals.heat in words:
        value += f" · {words[vitals.heat]}"
    state = State.OK if vitals.heat is Heat.OK else State.BAD
    if vitals.heat is Heat.WARM:
        state = State.WATCH
    advice = "" if state is State.OK else messages.what_to_do("temp.hot")
    return HealthRow(
        key="heat",
        icon="thermometer",
        title=title,
        value=value,
        state=state,
        advice=advice,
        age_s=age,
    )


def _clock(site: SiteHealth, age: float) -> HealthRow:
    jump = site.vitals.clock_jump_s if site.vitals is not None else None
    if jump is None:
        return HealthRow(
            key="clock",
            icon="clock",
            title=translate("health", "Clock"),
            value=translate("health", "goes evenly"),
            state=State.OK,
            age_s=age,
        )
    return HealthRow(
        key="clock",
        icon="clock-warning",
        title=translate("health", "Clock"),
        value=_fill(translate("health", "jumped {s} s"), s=f"{jump:+.0f}"),
        state=State.BAD,
        advice=translate("health", 'Set it, or say "Clock is right".'),
        age_s=age,
    )


def _sound(site: SiteHealth, age: float) -> tuple[HealthRow, ...]:
    if not site.sound_on:
        return ()
    gone = bool(site.sound_why)
    return (
        HealthRow(
            key="sound",
            icon="sound-off" if gone else "sound",
            title=translate("health", "Sound"),
            value=translate("health", "cannot be heard")
            if gone
            else translate("health", "can be heard"),
            state=State.BAD if gone else State.OK,
            advice=translate("health", "Watch the screen, check the cable.") if gone else "",
            age_s=age,
        ),
    )


def _record(facts: HealthFacts) -> list[HealthRow]:
    """Return one row for all that a look through the record found."""
    if facts.record is None:
        return []
    bad = [fact for fact in facts.record if not fact.ok]
    if bad:
        return [
            HealthRow(
                key="record",
                icon="database-off",
                title=translate("health", "Record and keys"),
                value=", ".join(fact.name for fact in bad),
                state=State.BAD,
                advice=translate("health", "Save a report and call the installer."),
            )
        ]
    keys = next((fact.detail for fact in facts.record if fact.name == "keys"), "")
    value = translate("health", "whole") + (f" · {keys}" if keys else "")
    return [
        HealthRow(
            key="record",
            icon="key",
            title=translate("health", "Record and keys"),
            value=value,
            state=State.OK,
        )
    ]
