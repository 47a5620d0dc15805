# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demo site: two rendered lanes, simulated gates, lists and a generated supervisor PIN."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from alpr_kiosk.bootstrap import AppContext, build
from alpr_kiosk.config.loader import load_config
from alpr_kiosk.config.paths import resources_dir
from alpr_kiosk.config.schema import AppConfig, CameraConfig
from alpr_kiosk.config.site_file import SiteFile
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import new_id
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.plate import Plate
from alpr_kiosk.domain.shift import Shift
from alpr_kiosk.services.duty import NOW_SETTING
from alpr_kiosk.services.sessions import generate_pin, hash_pin
from alpr_kiosk.storage.seed import import_seed

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SUPERVISOR = "Supervisor"
GUARD = "Guard 07"
INSTALLER = "Installer"
PEOPLE = {SUPERVISOR: "supervisor", INSTALLER: "installer", GUARD: "guard"}
"""Users of the demo and their roles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A built demo site and the PIN that opens its lists."""

    context: AppContext
    pin: str


def demo_file() -> Path:
    """Return the site file that the demo begins with."""
    return resources_dir() / "demo" / "site.toml"


def demo_config(*, loop: bool = True, file: Path | None = None) -> AppConfig:
    """Return the demo's settings; `loop` False plays each scene once.

    Args:
        loop: Play the scenes again and again.
        file: The settings as they were changed; None is what the demo begins with.

    Raises:
        ConfigInvalidError: They have mistakes.
    """
    config = load_config(file or demo_file())
    cameras: tuple[CameraConfig, ...] = tuple(
        camera.model_copy(update={"loop": loop}) for camera in config.cameras
    )
    return config.model_copy(update={"cameras": cameras})


def demo_entries() -> tuple[ListEntry, ...]:
    """Return the demo's list entries; ids are fixed, so that seeding twice changes nothing."""
    data = tomllib.loads((resources_dir() / "demo" / "lists.toml").read_text(encoding="utf-8"))
    entries = []
    for row in data["entries"]:
        kind = ListKind(row["kind"])
        text = Plate(row["plate"]).text
        entries.append(
            ListEntry(
                entry_id=f"demo-{kind.value}-{text.lower()}",
                kind=kind,
                plate=row["plate"],
                owner=row.get("owner", ""),
                vehicle=row.get("vehicle", ""),
                notes=row.get("notes", ""),
                created_by="demo",
            )
        )
    return tuple(entries)


def build_demo(
    *,
    data_dir: Path,
    clock: Clock | None = None,
    loop: bool = True,
    config: AppConfig | None = None,
    sound: bool = False,
    site_file: SiteFile | None = None,
    pin: str = "",
) -> Demo:
    """Build the demo site in `data_dir`: lists seeded, a PIN for its people, a shift.

    Args:
        data_dir: Data folder.
        clock: Time; None is the machine's.
        loop: Play the scenes again and again.
        config: Settings; None is what the demo begins with.
        site_file: Where changes of the settings go.
        sound: Make sounds.
        pin: PIN of an earlier build in the same run; "" makes one.
    """
    chosen = config or demo_config(loop=loop)
    first = not pin
    pin = pin or generate_pin()
    with ThreadPoolExecutor(max_workers=1) as beside:
        # Beside the rest, which waits for none of it: half a second of 3 s to the first tile.
        hashes = beside.submit(lambda: [hash_pin(pin) for _ in PEOPLE]) if first else None
        context = build(chosen, data_dir=data_dir, clock=clock, site_file=site_file, sound=sound)
        records = context.store.records
        if import_seed(records, demo_entries(), actor="demo"):
            context.site.reload_lists()
        if hashes is not None:
            for (user, role), hashed in zip(PEOPLE.items(), hashes.result(), strict=True):
                context.sessions.keep_hash(user, role, hashed, "demo")
            # A shift is on, so that openings in the demo have somebody who answers for them.
            shift = Shift(shift_id=new_id(), user=GUARD, began_at=context.clock.utc_now())
            records.set_setting(NOW_SETTING, shift.to_text())
    return Demo(context=context, pin=pin)
