# SPDX-License-Identifier: AGPL-3.0-or-later
"""Uses of a visitor's entry in a running site, as decisions and screens know them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from alpr_kiosk.domain.events import Outcome
from alpr_kiosk.domain.lists import ListKind
from tests.fakes.plates import entry
from tests.runtime.full_site import FullSite


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot) -> Iterator[FullSite]:
    made = FullSite(tmp_path, monkeypatch, qtbot)
    visitor = entry("KL58MNO", ListKind.VISITOR, max_uses=1, uses_left=1)
    made.context.store.records.save_entry(visitor, "test")
    made.site.reload_lists()
    yield made.start()
    made.close()


def uses(site: FullSite) -> list[int | None]:
    """Return what was told of the visitor's uses."""
    told = [{one.plate: one.uses_left for one in lists} for lists in site.heard("lists_changed")]
    return [lists["KL58MNO"] for lists in told]


def test_a_use_is_taken_from_what_decisions_know(site: FullSite) -> None:
    site.car("KL58MNO")
    site.until(lambda: uses(site) == [0])
    assert site.pulses == 1


def test_a_use_that_a_dead_relay_gave_back_is_known(site: FullSite) -> None:
    """Whatever was read of the lists while it was taken: the visitor is not turned away."""
    site.drivers[0].close()
    site.car("KL58MNO")
    site.until(lambda: bool(site.heard("gate_result")))
    assert site.heard("gate_result")[0][1].outcome is Outcome.FAILED
    site.until(lambda: uses(site) == [1])
