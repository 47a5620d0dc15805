# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demo keeps to itself: its own folder, for its owner only; `doctor --demo` knows it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

from tests.e2e.harness import ROOT


def test_the_demo_never_writes_among_the_record_of_a_site(tmp_path):
    env = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    env.pop("STATE_DIRECTORY", None)
    command = [sys.executable, str(ROOT / "main.py"), "headless", "--demo"]
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert process.stdout is not None
        assert process.stdout.readline()
    finally:
        process.terminate()
        process.communicate(timeout=60)
    assert process.returncode == 0
    home = tmp_path / "alpr-kiosk"
    assert [path.name for path in home.iterdir()] == ["demo"]
    for path in (home / "demo").rglob("*"):
        if path.is_file():
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    doctor = [sys.executable, str(ROOT / "main.py"), "doctor", "--demo"]
    done = subprocess.run(doctor, env=env, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout
    assert "audit" in done.stdout
    assert "whole" in done.stdout
