# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk doctor`: what is well and what is not, one line each, without changing anything."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distributions, version
from pathlib import Path

from alpr_kiosk import plugins
from alpr_kiosk.config.paths import DataPaths, models_dir
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import AlprError
from alpr_kiosk.gate.factory import make_driver
from alpr_kiosk.storage.keys import credentials_dir
from alpr_kiosk.storage.maintenance import doctor_checks
from alpr_kiosk.storage.store import open_store
from alpr_kiosk.vision.model_store import ModelStore
from alpr_kiosk.vision.sources.factory import is_rtsp

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
    yield from _record(data_dir, clock)
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


def _record(data_dir: Path, clock: Clock) -> Iterator[Finding]:
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
    finally:
        store.close()
    usage = shutil.disk_usage(data_dir)
    used = round(100 * usage.used / usage.total)
    level = "ok" if used < DISK_WARN_PCT else "warn"
    yield Finding(level=level, name="disk", detail=f"{used} % used, {usage.free / 1e9:.0f} GB free")


def _relays(config: AppConfig, clock: Clock) -> Iterator[Finding]:
    for gate in config.gates:
        name = f"relay {gate.id}"
        try:
            driver = make_driver(gate.relay, clock=clock)
            try:
                status = driver.status()
            finally:
                driver.close()
        except AlprError as exc:
            yield Finding(level="FAIL", name=name, detail=str(exc))
            continue
        if not status.reachable:
            yield Finding(level="FAIL", name=name, detail="does not answer")
        elif status.output_on:
            yield Finding(level="warn", name=name, detail=f"its output is ON; {status.detail}")
        else:
            yield Finding(level="ok", name=name, detail=status.detail or "answers, output off")


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
