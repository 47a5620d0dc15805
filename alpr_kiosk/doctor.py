# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk doctor`: what is well and what is not, one line each, without changing anything."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import distributions, version
from pathlib import Path

from alpr_kiosk import plugins
from alpr_kiosk.config.inputs import ContactConfig
from alpr_kiosk.config.paths import DataPaths, models_dir
from alpr_kiosk.config.relays import RelayConfig
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.gate_records import HOLD_MINUTES_MOST
from alpr_kiosk.domain.room import Room, room_of
from alpr_kiosk.errors import AlprError
from alpr_kiosk.gate.drivers.serial_line import is_stable_path
from alpr_kiosk.gate.factory import make_driver
from alpr_kiosk.storage.backups import backups_in
from alpr_kiosk.storage.full_check import SETTING, last_check
from alpr_kiosk.storage.keys import credentials_dir
from alpr_kiosk.storage.maintenance import doctor_checks
from alpr_kiosk.storage.store import Store, open_store
from alpr_kiosk.vision.model_store import ModelStore
from alpr_kiosk.vision.sources.factory import is_rtsp

CHECK_WARN_DAYS = 3
BACKUP_WARN_DAYS = 2
"""A backup of each night that is two days old was missed once."""
_ROOM_WORDS = {
    Room.OK: "",
    Room.LOW: "; pictures stop soon",
    Room.NO_PICTURES: "; no pictures are kept",
    Room.DANGER: "; the journal is in danger",
}
DISK_WARN_PCT = 80
"""reliability.md: warn well before deleting fails for want of space."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the doctor: `level` is "ok", "warn" or "FAIL"."""

    level: str
    name: str
    detail: str

    def __str__(self) -> str:
        return f"{self.level:<4}  {self.name:<18} {self.detail}"


def examine(config: AppConfig, *, data_dir: Path, clock: Clock) -> Iterator[Finding]:
    """Look at the program, the weights, the record and the relays of a site."""
    yield from _program()
    yield from _weights(config)
    yield from _record(config, data_dir, clock)
    yield from _relays(config, clock)
    yield from _cameras(config)
    yield from _lanes(config)


def _program() -> Iterator[Finding]:
    yield Finding(level="ok", name="python", detail=platform.python_version())
    yield Finding(level="ok", name="qt", detail=f"PySide6 {version('PySide6-Essentials')}")
    cvs = sorted(
        {
            f"{dist.metadata['Name']} {dist.version}"
            for dist in distributions()
            if (dist.metadata["Name"] or "").lower().startswith("opencv")
        }
    )
    level = "ok" if len(cvs) == 1 and "headless" in cvs[0] else "FAIL"
    yield Finding(level=level, name="opencv", detail=", ".join(cvs) or "none is installed")
    hijack = [
        name for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR") if name in os.environ
    ]
    if hijack:
        yield Finding(level="warn", name="environment", detail=f"{', '.join(hijack)} is set")
    extra = [
        f"{group}: {', '.join(names)}" for group, names in plugins.installed().items() if names
    ]
    yield Finding(
        level="ok", name="plug-ins", detail="; ".join(extra) or "none besides the built-in"
    )


def _weights(config: AppConfig) -> Iterator[Finding]:
    for kind, name in (
        ("detector", config.vision.detector),
        ("recognizer", config.vision.recognizer),
    ):
        try:
            spec = ModelStore(models_dir()).resolve(name, kind=kind)
        except AlprError as exc:
            yield Finding(level="FAIL", name=kind, detail=str(exc))
        else:
            detail = "; ".join(
                f"{one.name}, sha256 {one.sha256[:12]}... as pinned, {one.licence}"
                for one in spec.files
            )
            if spec.parts:
                detail = f"{spec.name}: {detail}"
            yield Finding(level="ok", name=kind, detail=detail)


def _record(config: AppConfig, data_dir: Path, clock: Clock) -> Iterator[Finding]:
    if not (data_dir / "alpr.sqlite3").exists():
        yield Finding(level="warn", name="record", detail=f"none yet in {data_dir}")
        return
    try:
        paths = DataPaths.prepare(data_dir)
        store = open_store(
            paths.root, clock=clock, credentials=credentials_dir(), inspect_only=True
        )
    except AlprError as exc:
        yield Finding(level="FAIL", name="record", detail=str(exc))
        return
    try:
        for check in doctor_checks(store):
            level = "ok" if check.ok else "FAIL"
            yield Finding(level=level, name=check.name, detail=check.detail)
        for intent in store.journal.unfinished_intents():
            detail = f"command {intent.intent_id} at {intent.gate_id} has no result: unknown"
            yield Finding(level="warn", name="journal", detail=detail)
        yield from _incidents(store, clock)
        yield _checked(store, clock)
        yield from examine_server(config, store)
    finally:
        store.close()
    yield _backup(config, paths, clock)
    usage = shutil.disk_usage(data_dir)
    used = round(100 * usage.used / usage.total)
    room = room_of(usage.total, usage.free)
    level = "ok" if room is Room.OK and used < DISK_WARN_PCT else "warn"
    detail = f"{used} % used, {usage.free / 1e9:.1f} GB free{_ROOM_WORDS[room]}"
    yield Finding(level=level, name="disk", detail=detail)


def _incidents(store: Store, clock: Clock) -> Iterator[Finding]:
    held = store.incidents.incidents()
    overdue = [one.incident_id for one in held if one.is_overdue(clock.utc_now())]
    if overdue:
        detail = f"review is due: {', '.join(overdue)}"
        yield Finding(level="warn", name="incidents", detail=detail)
    elif held:
        yield Finding(level="ok", name="incidents", detail=f"{len(held)} on hold")


def examine_server(config: AppConfig, store: Store) -> Iterator[Finding]:
    """Look at the PostgreSQL server that gets a copy, where there is one."""
    if not config.database.postgresql:
        return
    from alpr_kiosk.storage.server_link import look

    try:
        password = config.database.secret(credentials_dir())
        found = look(store.database, store.key, config.database.address, password)
    except AlprError as exc:
        yield Finding(level="FAIL", name="postgresql", detail=str(exc))
        return
    waiting = found.waiting
    detail = f"PostgreSQL {found.facts.version}, {waiting.rows} rows wait"
    yield Finding(level="ok", name="postgresql", detail=detail)
    if waiting.dead:
        tables = ", ".join(waiting.tables)
        detail = (
            f"{waiting.dead} rows are refused ({tables}): {'; '.join(found.reasons)}; mend that "
            "and restart the kiosk: it tries them again (docs/postgresql.md)"
        )
        yield Finding(level="warn", name="postgresql", detail=detail)
    if found.aside:
        detail = (
            f"{found.aside} rows of after the backup that was restored are set aside there "
            "(table put_aside, docs/postgresql.md)"
        )
        yield Finding(level="warn", name="postgresql", detail=detail)
    if found.first_broken is not None:
        detail = f"its copy of the chain does not fit since row {found.first_broken}"
        yield Finding(level="FAIL", name="postgresql", detail=detail)
    if not found.parts_indexed:
        detail = "without its extension pg_trgm a search for a part of a plate is slow there"
        yield Finding(level="warn", name="postgresql", detail=detail)
    if not found.facts.checksums:
        detail = "its pages have no checksums (initdb --data-checksums)"
        yield Finding(level="warn", name="postgresql", detail=detail)


def _checked(store: Store, clock: Clock) -> Finding:
    """Tell of the last nightly look through the whole record."""
    last = last_check(store.records.get_setting(SETTING))
    if last is None:
        return Finding(level="ok", name="nightly check", detail="none yet")
    days = (clock.utc_now() - last.at).days
    detail = f"{last.at:%Y-%m-%d %H:%M} UTC: {last.detail}"
    if last.code:
        return Finding(level="FAIL", name="nightly check", detail=detail)
    return Finding(
        level="ok" if days < CHECK_WARN_DAYS else "warn", name="nightly check", detail=detail
    )


def _backup(config: AppConfig, paths: DataPaths, clock: Clock) -> Finding:
    if config.backup.schedule == "off":
        return Finding(level="warn", name="backup", detail="is switched off in the site file")
    named = config.backup.folder
    folder = Path(named) if named else paths.backups
    found = backups_in(folder)
    if not found:
        return Finding(level="warn", name="backup", detail=f"none yet in {folder}")
    age = clock.utc_now() - found[-1].made_at
    size = sum(file.size for file in found)
    hours = age.total_seconds() / 3600
    detail = f"{len(found)} in {folder}, {size / 1e6:.1f} MB, newest {hours:.0f} h old"
    level = "ok" if age.days < BACKUP_WARN_DAYS else "warn"
    return Finding(level=level, name="backup", detail=detail)


def _relays(config: AppConfig, clock: Clock) -> Iterator[Finding]:
    for gate in config.gates:
        for key, relay in gate.relay_keys.items():
            name = f"{key.replace('_', ' ')} {gate.id}"
            inputs = gate.inputs.wired if key == "relay" else {}
            yield from _relay(relay, name, inputs, clock)


def _relay(
    relay: RelayConfig, name: str, inputs: Mapping[str, ContactConfig], clock: Clock
) -> Iterator[Finding]:
    numbers = sorted({contact.input for contact in inputs.values()})
    try:
        driver = make_driver(relay, clock=clock, inputs=numbers, find_part=plugins.load_part)
        try:
            status = driver.status()
        finally:
            driver.close()
    except AlprError as exc:
        yield Finding(level="FAIL", name=name, detail=str(exc))
        return
    if not status.reachable:
        why = f": {status.detail}" if status.detail else ""
        yield Finding(level="FAIL", name=name, detail=f"does not answer{why}")
    elif status.output_on:
        yield Finding(level="warn", name=name, detail=f"its output is ON; {status.detail}")
    else:
        yield Finding(level="ok", name=name, detail=status.detail or "answers, output off")
    for what, contact in inputs.items() if status.reachable else ():
        closed = status.input(contact.input)
        if closed is None:
            detail = f"input {contact.input} ({what}) is not told by the device"
            yield Finding(level="warn", name=name, detail=detail)
        else:
            yes = "yes" if closed is (contact.means_yes == "closed") else "no"
            detail = f"input {contact.input} is {'closed' if closed else 'open'}: {what} {yes}"
            yield Finding(level="ok", name=name, detail=detail)
    if name.startswith("hold ") and driver.longest_ms < HOLD_MINUTES_MOST * 60_000:
        longest = driver.longest_ms // 1000
        detail = f"holds open for {longest} s at most, whatever is asked for"
        yield Finding(level="warn", name=name, detail=detail)
    port = getattr(relay, "port", None)
    if isinstance(port, str) and not is_stable_path(port):
        detail = f"{port} may be another board after a restart; see /dev/serial/by-path"
        yield Finding(level="warn", name=name, detail=detail)


def _cameras(config: AppConfig) -> Iterator[Finding]:
    for camera in config.cameras:
        if camera.transport == "udp" and is_rtsp(camera.source):
            # Measured (vision/sources/decoder.py): FFmpeg tells of half of the damage in H.265.
            detail = "transport udp: damage of H.265 pictures passes unseen; use TCP, or H.264"
            yield Finding(level="warn", name=f"camera {camera.id}", detail=detail)


def _lanes(config: AppConfig) -> Iterator[Finding]:
    for lane in config.lanes:
        camera = config.camera(lane.camera)
        reasons = []
        if lane.gate is None:
            reasons.append("no gate")
        if camera.open_polygon is None:
            reasons.append("no open zone")
        if camera.lines is None and camera.direction.value == "unknown":
            reasons.append("no direction")
        gate = config.gate(lane.gate) if lane.gate else None
        if gate is not None and gate.input_kind != "open" and not gate.position_contact:
            # Rule 18: nobody would know whether a pulse opens it.
            reasons.append(f'input_kind = "{gate.input_kind}" needs a position contact')
        level = "warn" if reasons else "ok"
        detail = f"never opens by rule: {', '.join(reasons)}" if reasons else "may open by rule"
        yield Finding(level=level, name=f"lane {lane.id}", detail=detail)
