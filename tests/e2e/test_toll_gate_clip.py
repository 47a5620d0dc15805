# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the camera's clip to the relay: the real bootstrap, window, networks, record and driver."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.events import Action, CameraState, Outcome, Reason
from alpr_kiosk.storage.store import open_store
from tests.e2e.harness import PASSWORD, rows, running, toll_site
from tests.emulators.shelly import ShellyEmulator
from tests.peers import free_port, rtsp_server
from tests.shared import shared_path
from ui.app import create_application
from ui.main_window import MainWindow

NEAR = {"34A36837", "34A23126"}
FAR_TRUCK = "89C20339"
NEVER = ("14B02819T", "14B02819", "JAC")

pytestmark = [pytest.mark.shared, pytest.mark.paced]


def _plates(data_dir: Path) -> list[str]:
    return [str(row[0]) for row in rows(data_dir, "select plate from passage")]


def _check_record(data_dir: Path) -> None:
    plates = _plates(data_dir)
    assert set(plates) - {FAR_TRUCK} == NEAR
    assert len(plates) == len(set(plates)), "a car has two rows"
    assert not [plate for plate in plates for text in NEVER if text in plate]
    store = open_store(data_dir, clock=SystemClock())
    try:
        assert store.records.verify_audit() is None
        for passage in store.records.recent_passages():
            assert {file.kind for file in passage.evidence} == {"lane", "crop"}
            for file in passage.evidence:
                data = (data_dir / "evidence" / file.path).read_bytes()
                assert hashlib.sha256(data).hexdigest() == file.sha256
                assert data[:2] == b"\xff\xd8"
        assert not store.journal.unfinished_intents()
    finally:
        store.close()


def _check_gate(relay: ShellyEmulator, data_dir: Path) -> None:
    assert len(relay.pulses) == 1, relay.sets
    assert relay.pulses[0]["toggle_after"] == pytest.approx(0.8)
    intents = rows(data_dir, "select passage_id, kind, source from gate_intent")
    assert len(intents) == 1
    allowed = rows(data_dir, "select passage_id from passage where plate = '34A36837'")
    assert intents[0] == (allowed[0][0], "open", "rule")
    assert rows(data_dir, "select outcome from gate_result") == [("ok",)]


def _check_decisions(seen) -> None:
    final = {}
    for record in seen.decisions:
        final.setdefault(record.passage.consensus.text, []).append(record.decision)
    assert [d.action for d in final["34A36837"]] == [Action.OPEN]
    assert [d.reason for d in final["34A23126"]] == [Reason.DENY_LISTED]
    assert not [text for text in final if any(never in text for never in NEVER)]
    alarms = [a for a in seen.alerts if a.code == "decision.deny.listed"]
    assert len({a.alert_id for a in alarms}) == 1


def test_clip_opens_once_and_refuses_once(qtbot, tmp_path, monkeypatch):
    clip = shared_path("data", "clips", "toll_gate.mp4")
    monkeypatch.setenv("TEST_RELAY_PASSWORD", PASSWORD)
    create_application(["test"])
    with ShellyEmulator(password=PASSWORD) as relay:
        config = toll_site(str(clip), relay.address)
        with running(config, tmp_path) as (context, seen):
            window = MainWindow(context.site, config, clock=SystemClock())
            qtbot.addWidget(window)
            window.show()
            ended = CameraState.ENDED
            qtbot.waitUntil(
                lambda: any(alert.code == "decision.deny.listed" for alert in seen.alerts),
                timeout=60_000,
            )
            qtbot.waitUntil(lambda: window.banner.isVisible(), timeout=5_000)
            assert "34A23126" in window.banner.text()
            qtbot.waitUntil(lambda: any(c.state is ended for c in seen.cameras), timeout=60_000)
            qtbot.waitUntil(lambda: len(seen.closed) >= 2, timeout=15_000)
            window.close()
        _check_gate(relay, tmp_path)
        assert [result.outcome for _, result in seen.results] == [Outcome.OK]
    _check_decisions(seen)
    _check_record(tmp_path)
    assert PASSWORD not in (tmp_path / "alpr.sqlite3").read_bytes().decode("latin-1")


def test_clip_over_rtsp_gives_the_same(qtbot, tmp_path, monkeypatch):
    clip = shared_path("data", "clips", "toll_gate.mp4")
    monkeypatch.setenv("TEST_RELAY_PASSWORD", PASSWORD)
    create_application(["test"])
    port = free_port()
    with ShellyEmulator(password=PASSWORD) as relay:
        config = toll_site(f"rtsp://127.0.0.1:{port}/cam", relay.address)
        with running(config, tmp_path) as (_context, seen):
            # The camera comes up after the reader did: nothing of the clip is missed.
            qtbot.waitUntil(lambda: any(h.reader_ready for h in seen.health), timeout=60_000)
            qtbot.waitUntil(
                lambda: any(c.state is CameraState.LOST for c in seen.cameras), timeout=30_000
            )
            with rtsp_server(clip, port=port):
                live = CameraState.LIVE
                qtbot.waitUntil(lambda: any(c.state is live for c in seen.cameras), timeout=60_000)
                # The server ends with the file; the camera is lost then, and tried again.
                qtbot.waitUntil(lambda: seen.cameras[-1].state is CameraState.LOST, timeout=90_000)
            qtbot.waitUntil(lambda: len(seen.closed) >= 2, timeout=15_000)
        _check_gate(relay, tmp_path)
    _check_decisions(seen)
    _check_record(tmp_path)


def test_read_command_names_the_same_passages(tmp_path):
    import json
    import sys

    from tests.e2e.harness import ROOT

    clip = shared_path("data", "clips", "toll_gate.mp4")
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    command = [sys.executable, str(ROOT / "main.py"), "read", str(clip), str(tmp_path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    passages = [line for line in lines if "plate" in line]
    assert {line["plate"] for line in passages} - {FAR_TRUCK} == NEAR
    assert len(passages) == len({line["plate"] for line in passages})
    keys = {"file", "plate", "confidence", "reads", "first_s", "last_s", "box", "votes"}
    assert all(keys <= set(line) for line in passages)
    errors = [line for line in lines if "error" in line]
    assert [Path(line["file"]).name for line in errors] == ["broken.jpg"]
    assert done.returncode == 1
