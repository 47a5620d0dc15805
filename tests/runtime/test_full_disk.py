# SPDX-License-Identifier: AGPL-3.0-or-later
"""A site whose disk is really full: what a guard sees, and that the gate goes on (rules 25)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk.domain.events import CommandSource
from alpr_kiosk.domain.intents import OpenRequested
from alpr_kiosk.domain.room import MIB
from alpr_kiosk.errors import StorageError
from tests.fakes.plates import entry
from tests.runtime.full_site import FullSite
from tests.small_disk import Filler, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk") as place:
        yield place


@pytest.fixture
def filler(disk: Path) -> Filler:
    return Filler(disk)


@pytest.fixture
def site(disk: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> Iterator[FullSite]:
    made = FullSite(disk, monkeypatch, qtbot)
    made.context.store.reserve.size = 7 * MIB
    for plate in PLATES[1:]:
        made.context.store.records.save_entry(entry(plate), "test")
    made.site.reload_lists()
    made.start()
    made.until(lambda: made.context.store.reserve.held)
    yield made
    made.close()


PLATES = ("AB123CD", "KL555MN", "PQ777RS", "XW444YZ")


def car_opens(site: FullSite, plate: str) -> bool:
    """Let an allowed car come; return whether that was a pulse."""
    before, done = site.pulses, len(site.heard("gate_result"))
    site.car(plate)
    # What is still on its way when the time passes would be too old for its gate.
    site.until(lambda: len(site.heard("gate_result")) > done)
    site.nothing_left()
    return site.pulses > before


def pass_time(site: FullSite) -> None:
    """Let six seconds pass before a camera that shows an empty lane: disks are looked at."""
    for _ in range(3):
        site.clock.advance(2)
        site.push({site.number + 1: []})


def write_all(site: FullSite) -> None:
    """Write until nothing more fits, also where pages of the file are free."""
    with pytest.raises(StorageError):  # noqa: PT012 - which row fails is not known
        for number in range(100_000):
            site.context.store.records.append_audit("x", "", {"n": number, "s": "s" * 500})


def rows(site: FullSite) -> dict[str, str]:
    """What each passage says of its pictures, by what came after."""
    found = site.context.store.records.recent_passages()
    return {row.passage_id: row.evidence_note for row in found}


def test_without_room_for_pictures_openings_go_on_and_passages_say_so(
    site: FullSite, filler: Filler
) -> None:
    assert car_opens(site, PLATES[0])
    assert set(rows(site).values()) == {""}
    filler.leave(5 * MIB)
    pass_time(site)
    site.until(lambda: ("disk.full", True) in site.alerts)
    assert car_opens(site, PLATES[1])
    site.until(lambda: sorted(rows(site).values()) == ["", "evidence.unwritable"])
    filler.gone()
    pass_time(site)
    site.until(lambda: ("disk.full", False) in site.alerts)
    assert car_opens(site, PLATES[2])
    site.until(lambda: sorted(rows(site).values()) == ["", "", "evidence.unwritable"])


def test_without_room_for_the_journal_automatic_stops_and_the_override_works(
    site: FullSite, filler: Filler
) -> None:
    assert car_opens(site, PLATES[0])
    filler.leave(0)
    write_all(site)
    assert car_opens(site, PLATES[1])  # on the reserve
    assert not site.context.store.reserve.held
    pass_time(site)
    site.until(lambda: ("disk.reserve", True) in site.alerts)
    filler.leave(0)
    write_all(site)

    assert not car_opens(site, PLATES[2])
    site.until(lambda: ("journal.unwritable", True) in site.alerts)
    before = site.pulses
    site.site.submit(OpenRequested(gate_id="gate", source=CommandSource.UNSIGNED))
    site.until(lambda: site.pulses > before)
    site.until(lambda: ("override.not_recorded", True) in site.alerts)
    told = [result for _, result in site.heard("gate_result") if not result.recorded]
    assert told

    filler.gone()
    pass_time(site)
    site.until(lambda: ("override.not_recorded", False) in site.alerts)
    site.until(lambda: ("disk.reserve", False) in site.alerts)
    assert car_opens(site, PLATES[3])
    records = site.context.store.records
    assert records.verify_audit() is None
    bodies = [row.body for row in records.audit_rows(limit=1_000_000) if row.kind == "gate.intent"]
    assert sum('"source":"unsigned"' in body for body in bodies) == 1
