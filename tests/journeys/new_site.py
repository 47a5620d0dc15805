# SPDX-License-Identifier: AGPL-3.0-or-later
"""A site that is being set up: a relay with a contact, a camera on the network, nothing drawn."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from alpr_kiosk.cameras.discovery import GROUP, PORT
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.first_run import SETTING, STEPS, FirstRun
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.storage.store import open_store
from tests.e2e.harness import PASSWORD
from tests.emulators.onvif import OnvifEmulator, Profile
from tests.emulators.shelly import ShellyEmulator
from tests.journeys.display import display
from tests.journeys.gatehouse import PEOPLE, PIN, Gatehouse
from tests.journeys.kiosk import running
from tests.journeys.lane import LaneCamera

ALLOWED = "KT 4937"
LEAVES_S, STAYS_S = 0.3, 1.0
"""A gate has left its closed position so long after its relay closed, and is back so much later."""

SITE = """
schema_version = 1
[site]
name = "New site"
time_zone = "UTC"
[keeping]
reserve_mb = 1
[[gates]]
id = "gate"
name = "Gate A"
relay = {{ type = "shelly", address = "{relay}", password_env = "TEST_RELAY_PASSWORD" }}
inputs = {{ position = {{ input = 0 }} }}
pulse_ms = 300
travel_s = 1.0
lockout_s = 0.5
"""


def own_address() -> str:
    """Return the address of the interface that other hosts are reached by, else loopback's.

    Nothing is sent: connecting a datagram socket only looks up the route. The network is one for
    documentation (RFC 5737), which no host is in.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


class MovingGate:
    """A gate behind a relay: its contact opens when it leaves its closed position."""

    def __init__(self, relay: ShellyEmulator) -> None:
        self._relay = relay
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        relay.levels[0] = True

    def __enter__(self) -> MovingGate:
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        moved = self._relay.switched_on
        while not self._stop.wait(0.05):
            if self._relay.switched_on > moved:
                moved = self._relay.switched_on
                self._stop.wait(LEAVES_S)
                self._relay.levels[0] = False
                self._stop.wait(STAYS_S)
                self._relay.levels[0] = True


def _record(folder: Path) -> None:
    """Everything before the cameras is done: people have PINs, one car is on the list."""
    folder.mkdir(parents=True)
    store = open_store(folder, clock=SystemClock())
    try:
        sessions = SessionService(records=store.records, clock=SystemClock())
        for user, role in PEOPLE.items():
            sessions.set_pin(user, role, PIN, "test")
        entry = ListEntry(entry_id="j", kind=ListKind.ALLOW, plate=ALLOWED, owner="Unit 3")
        store.records.save_entry(entry, "test")
        done = STEPS[: STEPS.index("cameras")]
        store.records.set_setting(SETTING, FirstRun(step="cameras", done=done).kept())
    finally:
        store.close()


@contextmanager
def new_site(folder: Path) -> Iterator[Gatehouse]:
    """Run the kiosk of a site in the middle of its first run."""
    with ExitStack() as stack:
        screen = stack.enter_context(display(1280, 800))
        host = own_address()
        lane = stack.enter_context(LaneCamera(host=host))
        stream = Profile(token="main", uri=lane.url(), width=1280, height=720, codec="JPEG")
        camera = stack.enter_context(OnvifEmulator(profiles=(stream,), host=host))
        camera.join_group(GROUP, PORT)
        relay = stack.enter_context(ShellyEmulator(password=PASSWORD, inputs=1))
        stack.enter_context(MovingGate(relay))
        _record(folder / "data")
        site = folder / "site.toml"
        site.write_text(SITE.format(relay=relay.address), encoding="utf-8")
        kiosk = stack.enter_context(
            running(
                screen,
                ("--config", site, "--data-dir", folder / "data"),
                log=folder / "kiosk.log",
                environment={"TEST_RELAY_PASSWORD": PASSWORD},
            )
        )
        yield Gatehouse(kiosk, lane, relay, folder / "data")
