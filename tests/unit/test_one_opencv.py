# SPDX-License-Identifier: AGPL-3.0-or-later
"""One OpenCV, without windows, and no foreign Qt by way of it (architecture.md, dependencies)."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HIJACKED = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
PROGRAM = f"""
import importlib, os, pkgutil
import alpr_kiosk.vision
for found in pkgutil.walk_packages(alpr_kiosk.vision.__path__, "alpr_kiosk.vision."):
    importlib.import_module(found.name)
from alpr_kiosk.vision.trackers.bytetrack import PlateByteTracker
PlateByteTracker()
import cv2
assert "GUI: NONE" in " ".join(cv2.getBuildInformation().split()), "built with windows"
left = [name for name in {HIJACKED!r} if name in os.environ]
assert not left, left
"""


def test_exactly_one_opencv_is_installed_and_it_has_no_windows() -> None:
    names = {
        (dist.metadata["Name"] or "").lower().replace("_", "-")
        for dist in distributions()
        if (dist.metadata["Name"] or "").lower().startswith("opencv")
    }
    assert names == {"opencv-python-headless"}


def test_the_vision_modules_leave_qts_variables_alone() -> None:
    environment = {key: value for key, value in os.environ.items() if key not in HIJACKED}
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
