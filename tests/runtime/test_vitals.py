# SPDX-License-Identifier: AGPL-3.0-or-later
"""The look at the machine: the kernel's thermal zones as files, the clock, memory and disk."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from alpr_kiosk.domain.clock_watch import ClockWatch
from alpr_kiosk.domain.heat import Heat, ReadingLimit
from alpr_kiosk.runtime.vitals import KernelThermometer, VitalsWorker
from tests.fakes.clock import ManualClock


def zone(folder: Path, number: int, kind: str, value: str) -> None:
    place = folder / f"thermal_zone{number}"
    place.mkdir(exist_ok=True)
    (place / "type").write_text(f"{kind}\n")
    (place / "temp").write_text(f"{value}\n")


def test_the_zone_of_the_processor_counts(tmp_path):
    zone(tmp_path, 0, "acpitz", "99000")
    zone(tmp_path, 1, "x86_pkg_temp", "61500")
    zone(tmp_path, 2, "cpu-thermal", "63000")
    assert KernelThermometer(tmp_path).celsius() == 63.0


def test_without_one_the_hottest_of_all(tmp_path):
    zone(tmp_path, 0, "acpitz", "27800")
    zone(tmp_path, 1, "iwlwifi_1", "41000")
    assert KernelThermometer(tmp_path).celsius() == 41.0


@pytest.mark.parametrize("value", ["", "hot", "-274000", "4294967295"])
def test_nonsense_is_nothing(tmp_path, value):
    zone(tmp_path, 0, "cpu-thermal", value)
    assert KernelThermometer(tmp_path).celsius() is None
    assert KernelThermometer(tmp_path / "none").celsius() is None


def test_a_hot_one_slows_the_reader_and_a_jump_is_told(tmp_path, qapp):
    clock, limit = ManualClock(), ReadingLimit()
    worker = VitalsWorker(
        thermometer=KernelThermometer(tmp_path),
        limit=limit,
        data_dir=tmp_path,
        clock_watch=ClockWatch(clock=clock),
        clock=clock,
    )
    zone(tmp_path, 0, "cpu-thermal", "60000")
    found = worker.look()
    assert (found.celsius, found.heat, found.clock_jump_s) == (60.0, Heat.OK, None)
    assert found.memory_mb > 10
    assert 0 <= found.disk_pct <= 100
    zone(tmp_path, 0, "cpu-thermal", "95000")
    clock.utc += timedelta(days=1)
    found = worker.look()
    assert found.heat is limit.heat is Heat.GATES_ONLY
    assert found.clock_jump_s == pytest.approx(86400)
