# SPDX-License-Identifier: AGPL-3.0-or-later
"""kill -9 in the middle of a run: nothing acknowledged is lost, nothing is sent again."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path

import pytest

from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.events import Outcome
from alpr_kiosk.domain.intents import OpenRequested
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.storage.store import open_store
from tests.e2e.harness import PASSWORD, SITE, headless, rows, running, toll_site
from tests.emulators.shelly import Fault, ShellyEmulator

KILLS = 4 if not os.environ.get("ALPR_SOAK") else 40


def _demo_site(path: Path, relay: str, entries: tuple[ListEntry, ...], data_dir: Path) -> Path:
    """Write a site on the demo's rendered lane with a Shelly, lists seeded."""
    text = SITE.format(source="demo:gate-in", relay=relay).replace('presets = ["tr"]', "")
    path.write_text(text.replace("[[gates]]", "loop = true\n[[gates]]", 1), encoding="utf-8")
    data_dir.mkdir(parents=True, exist_ok=True)
    store = open_store(data_dir, clock=SystemClock())
    for entry in entries:
        store.records.save_entry(entry, "test")
    store.close()
    return path


ALLOWED = (ListEntry(entry_id="a", kind=ListKind.ALLOW, plate="KT 4937", owner="Flat 12"),)


@pytest.mark.heavy
@pytest.mark.parametrize("run", range(KILLS))
def test_a_killed_run_keeps_every_decision_it_printed(tmp_path, run):
    chance = random.Random(run)
    with ShellyEmulator(password=PASSWORD) as relay:
        data_dir = tmp_path / "data"
        site = _demo_site(tmp_path / "site.toml", relay.address, ALLOWED, data_dir)
        env = {**os.environ, "TEST_RELAY_PASSWORD": PASSWORD}
        process = headless(data_dir, site, env=env, once=False)
        printed: list[str] = []
        try:
            assert process.stdout is not None
            for _ in range(chance.randint(1, 2)):
                line = process.stdout.readline()
                assert line, process.stderr.read() if process.stderr else ""
                printed.append(line)
        finally:
            process.send_signal(signal.SIGKILL)
            rest, _ = process.communicate()
        printed += rest.splitlines()
        reasons = {(line.split()[3], line.split()[4]) for line in printed}
        kept = rows(
            data_dir,
            "select p.plate, d.reason from decision d join passage p using (passage_id)",
        )
        assert reasons <= set(kept)
        store = open_store(data_dir, clock=SystemClock())
        try:
            assert store.records.verify_audit() is None
            assert not store.notices
        finally:
            store.close()
        pulses = len(relay.pulses)
        assert pulses <= 1
        # The next start is clean: it reads on, and what was opened is not opened for it again.
        second = headless(data_dir, site, env=env, once=False)
        try:
            assert second.stdout is not None
            assert second.stdout.readline(), second.stderr.read() if second.stderr else ""
        finally:
            second.send_signal(signal.SIGTERM)
            second.communicate(timeout=30)
        assert second.returncode == 0


@pytest.mark.heavy
def test_an_intent_without_result_is_shown_as_unknown_and_never_sent_again(
    qtbot, tmp_path, monkeypatch
):
    monkeypatch.setenv("TEST_RELAY_PASSWORD", PASSWORD)
    with ShellyEmulator(password=PASSWORD) as relay:
        relay.fault = Fault.ACT_THEN_HANG
        data_dir = tmp_path / "data"
        site = _demo_site(tmp_path / "site.toml", relay.address, ALLOWED, data_dir)
        env = {**os.environ, "TEST_RELAY_PASSWORD": PASSWORD}
        process = headless(data_dir, site, env=env, once=False)
        qtbot.waitUntil(lambda: len(relay.pulses) == 1, timeout=60_000)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert rows(data_dir, "select count(*) from gate_intent") == [(1,)]
        assert rows(data_dir, "select count(*) from gate_result") == [(0,)]

        relay.fault = Fault.NONE
        config = toll_site("/nowhere.mp4", relay.address)
        with running(config, data_dir, entries=()) as (context, seen):
            qtbot.waitUntil(
                lambda: bool(rows(data_dir, "select 1 from gate_result")), timeout=20_000
            )
            assert rows(data_dir, "select outcome, code from gate_result") == [
                ("unknown", "gate.unknown_after_restart")
            ]
            assert len(relay.pulses) == 1, "the unfinished opening was sent again"
            qtbot.waitUntil(
                lambda: any(a.code == "gate.unknown_after_restart" for a in seen.alerts),
                timeout=10_000,
            )
            # A person still opens, by a hold of 3 s, and that is a new command.
            context.site.submit(OpenRequested(gate_id="gate-a", held_ms=3000, actor="Guard"))
            qtbot.waitUntil(
                lambda: any(r.outcome is Outcome.OK for _, r in seen.results), timeout=10_000
            )
            assert len(relay.pulses) == 2
            # While the reader loads, its thread can't be stopped.
            qtbot.waitUntil(lambda: context.site.reader_ready, timeout=60_000)
