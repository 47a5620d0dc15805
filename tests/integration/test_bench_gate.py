# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bench of gates: every command is timed at the far end of its wire, and one is one pulse."""

from __future__ import annotations

import pytest

from alpr_kiosk import bench_gate
from alpr_kiosk.bench_gate import BOTH, BUSY, DRIVERS, IDLE, STOPPED, run_gate_bench, table
from alpr_kiosk.config.schema import AppConfig

pytestmark = pytest.mark.serial


def test_it_times_each_driver_under_each_condition(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(bench_gate, "QUICK_COMMANDS", 2)
    # What it is beside a busy reader is the bench's own business: here it has none to wait for.
    monkeypatch.setattr(bench_gate, "_busy", lambda _folder: AppConfig())
    report = run_gate_bench(quick=True)
    rows = report["first_byte_ms"]
    found = {(row["condition"], row["driver"], row["kind"]) for row in rows}
    by_hand = {(name, driver, "hand") for name in (IDLE, STOPPED, BUSY, BOTH) for driver in DRIVERS}
    assert found == by_hand | {(n, driver, "rule") for n in (IDLE, BUSY) for driver in DRIVERS}
    for row in rows:
        if row["kind"] == "hand":
            assert (row["n"], row["without_byte"]) == (2, 0)
    # Without the record nothing opens by rule (rules 25).
    told = report["by_rule_without_record"]
    assert told["tried"] == told["refused"] > 0
    assert told["pulses"] == 0
    assert "| database stopped | lcus | hand | 2 |" in table(report)
