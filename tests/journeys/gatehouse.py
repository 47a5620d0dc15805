# SPDX-License-Identifier: AGPL-3.0-or-later
"""A guardhouse for the journeys: a lane with a network camera, a gate with a Shelly, a record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import cv2

from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.shift import Shift
from alpr_kiosk.services.duty import NOW_SETTING
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.storage.bulk import load_file
from alpr_kiosk.storage.sample_passages import SampleSite
from alpr_kiosk.storage.store import open_store
from tests.e2e.harness import PASSWORD, rows
from tests.emulators.shelly import ShellyEmulator
from tests.journeys.display import display
from tests.journeys.kiosk import Kiosk, Sight, running
from tests.journeys.lane import ZONE, LaneCamera

GUARD, NEXT_GUARD, SUPERVISOR, INSTALLER = "Anna", "Ben", "Maria", "Ines"
PIN = "482913"
PEOPLE = {GUARD: "guard", NEXT_GUARD: "guard", SUPERVISOR: "supervisor", INSTALLER: "installer"}
RESIDENT = "KL58MNO"

SITE = """
schema_version = 1
[site]
name = "Journeys"
time_zone = "UTC"
[keeping]
reserve_mb = 1
[[cameras]]
id = "cam"
name = "Lane in"
source = "{camera}"
direction = "in"
open_zone = {zone}
# A machine that is busy with tests makes its pictures late: so late that they prove nothing.
frozen_after_s = 0
stale_after_s = 8
[[gates]]
id = "gate"
name = "Gate A"
relay = {{ type = "shelly", address = "{relay}", password_env = "TEST_RELAY_PASSWORD" }}
pulse_ms = 500
travel_s = 1.0
input_kind = "open"
[[lanes]]
id = "lane"
name = "Lane in"
camera = "cam"
gate = "gate"
direction = "in"
[ui]
width = {width}
height = {height}
"""


@dataclass
class Gatehouse:
    """What a journey has before it: the kiosk, the lane, the relay and the record.

    Attributes:
        seen: What earlier steps of a journey found, for later ones.
    """

    kiosk: Kiosk
    lane: LaneCamera
    relay: ShellyEmulator
    folder: Path
    relay_there: bool = True
    seen: dict[str, Any] = field(default_factory=dict)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return rows of the record, read with another library than the product's."""
        return rows(self.folder, sql)

    @property
    def guard(self) -> str:
        """Who is on shift."""
        found = dict(self.rows("select key, value from setting"))
        text = found.get(NOW_SETTING, "")
        return str(json.loads(text)["user"]) if text else ""

    def pulsed(self, wanted: int) -> None:
        """The relay has got so many pulses since it is there, the last after its row."""
        self.kiosk.until(lambda _sight: len(self.relay.pulses) >= wanted, f"pulse {wanted}")
        assert len(self.relay.pulses) == wanted, self.relay.pulses

    def lose_relay(self) -> None:
        """Switch the relay off; what it holds is kept."""
        self.relay.stop()
        self.relay_there = False

    def find_relay(self) -> None:
        """Switch it on again; where it is on nothing happens."""
        if not self.relay_there:
            self.relay.start()
            self.relay_there = True

    def picture(self, path: Path) -> None:
        """Keep what stands on the glass."""
        path.parent.mkdir(parents=True, exist_ok=True)
        found = self.kiosk.display.picture()
        assert found.std() > 10, "the screen is blank"
        assert cv2.imwrite(str(path), found)


def last_tuesday(now: datetime) -> datetime:
    """Return the beginning of the Tuesday before today."""
    back = (now.weekday() - 1) % 7 or 7
    return now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=back)


def fill_record(folder: Path) -> None:
    """Three weeks of passages, a list, people with PINs, and a guard on shift."""
    clock = SystemClock()
    folder.mkdir(parents=True)
    open_store(folder, clock=clock).close()
    today = datetime.now(timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
    load_file(folder / "alpr.sqlite3", SampleSite(rows=3_000, days=21, until=today))
    store = open_store(folder, clock=clock)
    try:
        for kind, plate, owner, host in (
            (ListKind.ALLOW, RESIDENT, "Unit 3, Berg", ""),
            (ListKind.ALLOW, "HH90TRX", "Unit 7", ""),
            (ListKind.VISITOR, "VV11VVV", "Plumber", "Unit 3"),
            (ListKind.DENY, "XY99ZZZ", "", ""),
        ):
            entry = ListEntry(entry_id=f"j-{plate}", kind=kind, plate=plate, owner=owner, host=host)
            store.records.save_entry(entry, "test")
        for note in ("Skip the lorry at B until 20:00", "The left lamp is dark"):
            store.records.append_audit("handover.note", "Carla", {}, note=note)
        sessions = SessionService(records=store.records, clock=clock)
        for user, role in PEOPLE.items():
            sessions.set_pin(user, role, PIN, "test")
        shift = Shift(shift_id="s1", user=GUARD, began_at=clock.utc_now())
        store.records.set_setting(NOW_SETTING, shift.to_text())
    finally:
        store.close()


@contextmanager
def gatehouse(folder: Path, size: tuple[int, int] = (1280, 800)) -> Iterator[Gatehouse]:
    """Run the kiosk of a guardhouse on a display of its own."""
    width, height = size
    with ExitStack() as stack:
        screen = stack.enter_context(display(width, height))
        lane = stack.enter_context(LaneCamera())
        relay = stack.enter_context(ShellyEmulator(password=PASSWORD))
        data = folder / "data"
        fill_record(data)
        site = folder / "site.toml"
        zone = [list(point) for point in ZONE]
        text = SITE.format(
            camera=lane.url(), relay=relay.address, zone=zone, width=width, height=height
        )
        site.write_text(text, encoding="utf-8")
        kiosk = stack.enter_context(
            running(
                screen,
                ("--config", site, "--data-dir", data),
                log=folder / "kiosk.log",
                environment={"TEST_RELAY_PASSWORD": PASSWORD},
            )
        )
        kiosk.until(_reads, "a camera that is read")
        yield Gatehouse(kiosk, lane, relay, data)


def _reads(sight: Sight) -> bool:
    """Whether a car that comes now is one that came: what stands there before is parked."""
    pills = {one.name: one.label for one in sight.controls}
    return pills.get("status.cameras") == "Cameras: 1/1" and " ms" in pills["status.reader"]
