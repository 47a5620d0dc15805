# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole kiosk for a test: real bootstrap, real window, real record, a relay emulator."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from alpr_kiosk.bootstrap import AppContext, build
from alpr_kiosk.config.loader import parse_config
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.events import Alert, CameraHealth, DecisionRecord, GateIntent, GateResult
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.runtime.views import SiteHealth

ROOT = Path(__file__).resolve().parents[2]

SITE = """
schema_version = 1
[site]
name = "Toll gate"
time_zone = "Europe/Istanbul"
presets = ["tr"]
[[cameras]]
id = "cam-a"
name = "Toll lane"
source = "{source}"
direction = "in"
open_zone = [[0.0, 0.3], [1.0, 0.3], [1.0, 1.0], [0.0, 1.0]]
[[gates]]
id = "gate-a"
name = "Gate A"
relay = {{ type = "shelly", address = "{relay}", password_env = "TEST_RELAY_PASSWORD" }}
pulse_ms = 800
input_kind = "open"
[[lanes]]
id = "lane-a"
camera = "cam-a"
gate = "gate-a"
direction = "in"
"""
PASSWORD = "s3cret-relay"


def toll_site(source: str, relay: str) -> AppConfig:
    """Return the checked site file of the toll lane."""
    return parse_config(SITE.format(source=source, relay=relay), Path("site.toml"))


ENTRIES = (
    ListEntry(entry_id="allow-1", kind=ListKind.ALLOW, plate="34 A 36837", owner="Flat 14"),
    ListEntry(entry_id="deny-1", kind=ListKind.DENY, plate="34 A 23126", notes="threatened staff"),
)


@dataclass
class Seen:
    """What the bus of a site told."""

    decisions: list[DecisionRecord] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    results: list[tuple[GateIntent, GateResult]] = field(default_factory=list)
    cameras: list[CameraHealth] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    health: list[SiteHealth] = field(default_factory=list)

    def listen(self, context: AppContext) -> None:
        bus = context.site.bus
        bus.decision_logged.connect(self.decisions.append)
        bus.alert_changed.connect(self.alerts.append)
        bus.gate_result.connect(lambda intent, result: self.results.append((intent, result)))
        bus.camera_changed.connect(self.cameras.append)
        bus.passage_closed.connect(self.closed.append)
        bus.health_changed.connect(self.health.append)


@contextmanager
def running(
    config: AppConfig, data_dir: Path, entries: tuple[ListEntry, ...] = ENTRIES
) -> Iterator[tuple[AppContext, Seen]]:
    """Build and start a site with lists; stop it in order afterwards."""
    context = build(config, data_dir=data_dir)
    for entry in entries:
        context.store.records.save_entry(entry, "test")
    context.site.reload_lists()
    seen = Seen()
    seen.listen(context)
    context.site.start()
    try:
        yield context, seen
    finally:
        assert context.close(), "a worker did not stop"


def rows(data_dir: Path, sql: str) -> list[tuple[object, ...]]:
    """Return rows of the database file, read with another library than the product's."""
    with sqlite3.connect(data_dir / "alpr.sqlite3") as connection:
        return list(connection.execute(sql))


def headless(
    data_dir: Path, site: Path, *, env: dict[str, str], once: bool = True
) -> subprocess.Popen[str]:
    """Start `alpr-kiosk headless` as a process of its own."""
    command = [sys.executable, str(ROOT / "main.py"), "headless", "--config", str(site)]
    command += ["--data-dir", str(data_dir)]
    if once:
        command.append("--once")
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env, cwd=ROOT
    )
