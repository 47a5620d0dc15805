# SPDX-License-Identifier: AGPL-3.0-or-later
"""The core works where no Qt is: nothing below the runtime imports it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WITH_QT = (
    "runtime",
    "bench",
    "bootstrap",
    "cli",
    "console",
    "demo",
    "doctor",
    "site_chores",
    "site_gates",
    "site_people",
    "site_reading",
    "site_start",
    "__main__",
)
PROGRAM = """
import importlib, pkgutil, sys
import alpr_kiosk
with_qt = tuple("alpr_kiosk." + name for name in sys.argv[1:])
names = []
for found in pkgutil.walk_packages(
    alpr_kiosk.__path__, "alpr_kiosk.", onerror=lambda name: sys.exit(name)
):
    # walk_packages imports packages to look into them: stay out of the runtime.
    if found.name.startswith(with_qt) or ".migrations." in found.name:
        continue
    importlib.import_module(found.name)
    names.append(found.name)
ours = ("PySide6", "shiboken6", "qasync")
qt = sorted(name for name in sys.modules if name.split(".")[0] in ours)
assert not qt, qt
print(len(names))
"""


def test_nothing_below_the_runtime_imports_qt() -> None:
    # The runtime package itself is empty; its modules are what needs Qt.
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *WITH_QT],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout) > 50


def test_check_config_and_help_need_no_qt() -> None:
    program = (
        "import sys; from alpr_kiosk.cli import main\n"
        "code = main(['check-config', 'resources/demo/site.toml'])\n"
        "assert 'PySide6' not in sys.modules; sys.exit(code)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
