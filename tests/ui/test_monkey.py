# SPDX-License-Identifier: AGPL-3.0-or-later
"""Random touches over all screens with cameras, relays and database failing at random.

A thousand here, twenty thousand in the soak. `ALPR_MONKEY_SEED` repeats a run.
"""

from __future__ import annotations

import os
import sys

import pytest

from tests.ui.monkey import Monkey
from ui.app import create_application

SEED = int(os.environ.get("ALPR_MONKEY_SEED", "20261127"))


def _run(seed: int, touches: int, size: tuple[int, int], paint_every: int = 4) -> Monkey:
    create_application(["test"])
    monkey = Monkey(seed, size=size, paint_every=paint_every)
    sys.stdout.write(f"monkey: seed {seed}, {touches} touches, {size[0]} x {size[1]}\n")
    monkey.run(touches)
    assert monkey.wrong == [], f"seed {seed}, {size}:\n" + "\n".join(monkey.wrong)
    assert monkey.touches == touches
    return monkey


@pytest.mark.parametrize(
    ("size", "touches"), [((1280, 800), 700), ((1920, 1080), 300)], ids=("compact", "large")
)
def test_a_thousand_random_touches_break_nothing(
    qapp: object, size: tuple[int, int], touches: int
) -> None:
    monkey = _run(SEED, touches, size)
    # It has been somewhere, and it did open: with neither, nothing would be shown by this.
    assert len(monkey.pages) >= 6
    assert monkey.openings >= 5


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(20))
def test_twenty_thousand_random_touches_break_nothing(qapp: object, part: int) -> None:
    _run(SEED + 1 + part, 1_000, (1280, 800) if part % 2 else (1920, 1080), 1)
