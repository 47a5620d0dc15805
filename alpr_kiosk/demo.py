# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demo site: two rendered lanes, simulated gates, lists and a generated supervisor PIN."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from alpr_kiosk.bootstrap import AppContext, build
from alpr_kiosk.config.loader import load_config
from alpr_kiosk.config.paths import resources_dir
from alpr_kiosk.config.schema import AppConfig, CameraConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.plate import Plate
from alpr_kiosk.services.sessions import generate_pin
from alpr_kiosk.storage.seed import import_seed

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SUPERVISOR = "Supervisor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A built demo site and the PIN that opens its lists."""

    context: AppContext
    pin: str


def demo_config(*, loop: bool = True) -> AppConfig:
    """Return the demo's site file; `loop` False plays each scene once."""
    config = load_config(resources_dir() / "demo" / "site.toml")
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
) -> Demo:
    """Build the demo site in `data_dir`: lists seeded, a fresh supervisor PIN."""
    chosen = config or demo_config(loop=loop)
    context = build(chosen, data_dir=data_dir, clock=clock)
    import_seed(context.store.records, demo_entries(), actor="demo")
    pin = generate_pin()
    context.sessions.set_pin(SUPERVISOR, "supervisor", pin, "demo")
    context.site.reload_lists()
    return Demo(context=context, pin=pin)
