# SPDX-License-Identifier: AGPL-3.0-or-later
"""A record that can't be written: gates are opened by hand by what the lists say (rules 25)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.domain.intents import OpenRequested
from alpr_kiosk.errors import StorageError
from alpr_kiosk.site_lock import single_instance
from tests.runtime.full_site import FullSite


def test_a_record_that_can_only_be_read_still_opens_gates_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    folder, stand_in = tmp_path / "site", tmp_path / "memory"
    folder.mkdir()
    stand_in.mkdir()
    FullSite(folder, monkeypatch, qtbot).close()
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    paths = DataPaths(root=stand_in, read_only=folder)
    site = FullSite(stand_in, monkeypatch, qtbot, paths=paths).start()
    site.until(lambda: ("storage.read_only", True) in site.alerts)
    assert {one.plate for one in site.site.entries()} == {"AB123CD", "XY987ZW"}
    site.car("AB123CD")
    site.until(lambda: bool(site.decisions))
    assert site.decisions[-1].decision.entry_id is not None, "the lists are known"
    assert site.pulses == 0, "nothing opens by itself without a record"
    site.site.submit(OpenRequested(gate_id="gate"))
    site.until(lambda: site.pulses == 1)
    site.close()
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert after.keys() - {"alpr.sqlite3-shm", "alpr.sqlite3-wal"} == before.keys()
    assert after["alpr.sqlite3"] == before["alpr.sqlite3"]


@pytest.mark.parametrize("locked_before", [True, False])
def test_two_programs_never_drive_the_same_gates(tmp_path: Path, locked_before: bool) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    if locked_before:
        with single_instance(DataPaths(root=folder)):
            pass
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    first, second = (DataPaths(root=tmp_path / name, read_only=folder) for name in ("a", "b"))
    with single_instance(first), pytest.raises(StorageError) as caught, single_instance(second):
        pass
    assert caught.value.code == "storage.in_use"
    with single_instance(second):
        pass
