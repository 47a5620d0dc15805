# SPDX-License-Identifier: AGPL-3.0-or-later
"""A real process whose GUI thread stops: relays off, record flushed, status 75 (rules 29)."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.runtime.watchdog import EXIT_FROZEN
from alpr_kiosk.storage.store import open_store
from tests.emulators.shelly import ShellyEmulator

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
    import json, sys, time
    from pathlib import Path
    from PySide6.QtCore import QCoreApplication
    from alpr_kiosk.bootstrap import build
    from alpr_kiosk.config.schema import AppConfig
    from alpr_kiosk.console import SiteRun
    from alpr_kiosk.domain.intents import KeyOpeningLogged, OpenRequested

    app = QCoreApplication(sys.argv[:1])
    folder = Path(sys.argv[2])
    config = AppConfig.model_validate(json.loads(sys.argv[1]))
    context = build(config, data_dir=folder, models=folder / "none")
    run = SiteRun(context, app, until_ended=False)

    def freeze(*_args):
        print("frozen", flush=True)
        context.site.submit(KeyOpeningLogged(gate_id="gate-a", actor="just before"))
        time.sleep(60)

    context.site.bus.gate_result.connect(freeze)
    run.start()
    context.site.submit(OpenRequested(gate_id="gate-a"))
    app.exec()
    sys.exit(run.finish())
"""


def test_a_frozen_window_ends_the_process_in_a_safe_state(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with ShellyEmulator() as device:
        config = {
            "gates": [
                {
                    "id": "gate-a",
                    "pulse_ms": 10_000,  # on, unless somebody switches it off
                    "input_kind": "open",
                    "relay": {"type": "shelly", "address": device.address, "timeout_s": 5.0},
                }
            ]
        }
        ended = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(PROGRAM), json.dumps(config), str(data)],
            cwd=ROOT,
            check=False,
            timeout=60,
            capture_output=True,
            text=True,
        )
        assert ended.returncode == EXIT_FROZEN, ended.stderr
        assert ended.stdout == "frozen\n"
        assert len(device.pulses) == 1
        assert not device.output()
        assert device.sets[-1]["on"] is False
    assert "in freeze" in ended.stderr
    assert "in freeze" in (data / "crash.log").read_text(encoding="utf-8")
    store = open_store(data, clock=SystemClock())
    try:
        assert list(store.journal.unfinished_intents()) == []
        rows = store.records.audit_rows()
        assert [row.actor for row in rows if row.kind == "gate.key_opening"] == ["just before"]
        assert store.records.verify_audit() is None
    finally:
        store.close()
    assert json.loads((data / "last-commands.json").read_text())["gates"] == {}
