# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of all screens from scripted data.

``python -m ui.screenshots --sheet`` makes the contact sheets of ``docs/screens``; without it single
pictures in full size, to look at while a screen is made.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from alpr_kiosk.config.loader import ConfigProblem
from ui import contact_sheet
from ui.app import create_application
from ui.contact_sheet import SHORT_NAMES
from ui.scenes import SCENES
from ui.screens.config_error import RepairWindow
from ui.studio import SIZES, Studio
from ui.theme.look import Look

PROBLEMS = (
    ConfigProblem(
        key="cameras.2.source",
        message="The camera has no source.",
        example='source = "rtsp://192.168.1.20/stream1"',
        line=14,
    ),
    ConfigProblem(
        key="gates.1.pulse_ms",
        message="5 is too small: the smallest value is 100.",
        example="pulse_ms = 1000",
        line=22,
    ),
    ConfigProblem(
        key="lanes.1.gate",
        message='There is no gate with the id "gate-c".',
        example='gate = "gate-a"',
        line=31,
    ),
)


def main(argv: list[str] | None = None) -> int:
    """Write all pictures; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ui.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/screens"))
    parser.add_argument("--frames", type=Path, help="folder of PNG camera pictures")
    parser.add_argument("--only", default="", help="names that contain this text")
    parser.add_argument("--size", choices=[*SIZES, "both"], default="both")
    parser.add_argument("--sheet", action="store_true", help="contact sheets of all scenes")
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    app: QApplication = create_application(sys.argv[:1])
    if options.sheet:
        missing = contact_sheet.write(options.out, options.frames)
        for name in missing:
            print(f"not written: {options.out / name}", file=sys.stderr)
        return 1 if missing else 0
    failed = 0
    for profile, size in SIZES.items():
        if options.size not in (profile, "both"):
            continue
        for scene in SCENES:
            for theme in scene.kept:
                name = f"{scene.name}-{SHORT_NAMES[theme]}-{profile}"
                if options.only not in name:
                    continue
                studio = Studio(
                    size=size,
                    theme=theme,
                    frames=options.frames,
                    cameras=scene.cameras,
                    gates=scene.gates,
                )
                scene.prepare(studio)
                app.sendPostedEvents()
                failed += not studio.window.grab_to(options.out / f"{name}.png")
                studio.close()
        if options.only in "repair":
            repair = RepairWindow(
                PROBLEMS,
                file="/etc/alpr-kiosk/config.toml",
                look=Look(width=size[0]),
                width=size[0],
                height=size[1],
            )
            repair.show()
            failed += not repair.grab_to(options.out / f"repair-day-{profile}.png")
            repair.close()
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
