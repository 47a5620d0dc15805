# SPDX-License-Identifier: AGPL-3.0-or-later
"""Random touches on a whole site whose relay and camera fail at random; many more in the soak.

`ALPR_MONKEY_SEED` begins with another seed. Threads take turns as they like, so that a seed repeats
the touches and the failures, and not when each is noticed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.harness import PASSWORD, rows
from tests.emulators.shelly import ShellyEmulator
from tests.fakes.clock import ManualClock
from tests.runtime.full_site import FullSite
from tests.ui.site_monkey import SiteMonkey
from ui.app import create_application
from ui.widgets.hold import HoldButton

SEED = int(os.environ.get("ALPR_MONKEY_SEED", "20261127"))
ASKED = "select count(*) from gate_intent where kind = 'open' and source != 'rule'"


@pytest.fixture
def monkey(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any, request: pytest.FixtureRequest
) -> Iterator[SiteMonkey]:
    monkeypatch.setenv("TEST_RELAY_PASSWORD", PASSWORD)
    create_application(["test"])
    clock = ManualClock()
    with ShellyEmulator(password=PASSWORD, now=clock.monotonic) as relay:
        told = {
            "type": "shelly",
            "address": relay.address,
            "password_env": "TEST_RELAY_PASSWORD",
        }
        site = FullSite(tmp_path, monkeypatch, qtbot, relay=told, clock=clock)
        made = SiteMonkey(SEED + getattr(request, "param", 0), site.on_duty("07").start(), relay)
        yield made
        made.all_well()
        made.stand_up()
        site.close()


def look_after(monkey: SiteMonkey, touches: int) -> None:
    """It did something, and nothing that must hold broke."""
    told = f"seed {monkey.seed}:\n" + "\n".join(monkey.wrong)
    assert monkey.wrong == [], told
    assert monkey.touches == touches
    folder = monkey.real.folder
    # The record is written by a thread of its own: what was asked for is there, and no more.
    ((asked,),) = rows(folder, ASKED)
    assert asked <= monkey.holds, told
    ((intents,),) = rows(folder, "select count(*) from gate_intent where kind = 'open'")
    assert monkey.relay.switched_on <= intents, "something was sent twice"


def still_opens(monkey: SiteMonkey) -> None:
    """The window lives: its key opens the gate, by a hold, over the same relay."""
    site, window = monkey.real, monkey.studio.window
    monkey.all_well()
    before = monkey.relay.switched_on
    key = window.gates.panels["gate"].open_key
    assert isinstance(key, HoldButton)

    def ready() -> bool:
        site.clock.advance(0.5)
        window.tick()
        return bool(key.isVisible() and key.isEnabled() and key.may_hold())

    def opened() -> bool:
        # The relay may be found again between two holds; until then its key shows what to do.
        key.begin()
        for _ in range(80):
            site.clock.advance(0.05)
            key.tick()
        key.end()
        window.tick()
        return monkey.relay.switched_on > before

    site.until(ready)
    site.until(opened)


def test_random_touches_on_a_site_that_falls_apart(monkey: SiteMonkey) -> None:
    monkey.run(300)
    look_after(monkey, 300)
    assert monkey.failures >= 30
    assert monkey.holds >= 8
    assert len(monkey.pages) >= 4
    still_opens(monkey)


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("monkey", range(1, 11), indirect=True)
def test_many_random_touches_on_a_site_that_falls_apart(monkey: SiteMonkey) -> None:
    monkey.run(1_000)
    look_after(monkey, 1_000)
    still_opens(monkey)
