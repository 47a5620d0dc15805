# SPDX-License-Identifier: AGPL-3.0-or-later
"""Start: arguments, then the site, then the window. `alpr-kiosk` on the command line.

Without a command this is the kiosk: on the named or installed site file, else on the demo site.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

COMMANDS = (
    "headless",
    "read",
    "check-config",
    "doctor",
    "relays-off",
    "set-pin",
    "bench",
    "audit",
    "inside",
    "visitors",
    "backup",
    "restore",
    "cameras",
    "gates",
    "incident",
    "report",
    "lists",
    "privacy",
    "ruler",
)


def guard_environment() -> bool:
    """Keep a foreign Qt out of the process; return whether there is a display.

    Wheels of OpenCV with windows set these two variables to a Qt 5 of their own at import; ours
    is headless, but a system package may have left them (decisions.md, finding 2).
    """
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
        os.environ.pop(name, None)
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform:
        return platform != "offscreen"
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return False


def kiosk_parser() -> argparse.ArgumentParser:
    """Return the parser of the kiosk itself."""
    parser = argparse.ArgumentParser(
        prog="alpr-kiosk",
        description="The kiosk of a vehicle gate. Without --config: the demo site.",
        epilog=f"Other commands: {', '.join(COMMANDS)} (each with --help).",
    )
    parser.add_argument("--config", type=Path, help="the site file (TOML)")
    parser.add_argument("--data-dir", type=Path, help="the data folder, before the site file's")
    parser.add_argument("--demo", action="store_true", help="the demo site, whatever is installed")
    parser.add_argument(
        "--once", action="store_true", help="end after one pass of the recordings (no display: set)"
    )
    parser.add_argument("--screenshots", type=Path, help="folder for pictures of the run")
    parser.add_argument("--full-screen", action="store_true", help="cover the whole screen")
    parser.add_argument("--theme", choices=("day", "night", "high_contrast"))
    parser.add_argument("--size", help="window size, e.g. 1920x1080")
    return parser


EXIT_STOPPED, EXIT_NO_READER = 130, 141
"""What a shell says of a program that Ctrl+C, or a closed pipe, has ended."""
WIDTHS, HEIGHTS = range(1280, 7681), range(800, 4321)
"""Sizes of a window that the site file takes: below, keys would be cut off (screens.md 2.2)."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, or the kiosk; return the exit status."""
    try:
        return _run(argv)
    except KeyboardInterrupt:
        print("alpr-kiosk: stopped. What was not finished was not kept.", file=sys.stderr)
        return EXIT_STOPPED
    except BrokenPipeError:
        # Whoever read it has enough; what Python still holds for it goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_NO_READER


def _size(text: str) -> tuple[int, int] | None:
    """Return a window size, None for what is none."""
    width, _, height = text.partition("x")
    if not all(part.isascii() and part.isdecimal() and len(part) < 6 for part in (width, height)):
        return None
    size = (int(width), int(height))
    return size if size[0] in WIDTHS and size[1] in HEIGHTS else None


def _run(argv: Sequence[str] | None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    has_display = guard_environment()
    if arguments[:2] == ["bench", "ui"]:
        from ui.bench_ui import main as bench_ui

        return bench_ui(arguments[2:])
    if arguments and (arguments[0] in COMMANDS or arguments[0] == "--version"):
        from alpr_kiosk import cli

        return cli.main(arguments)
    options = kiosk_parser().parse_args(arguments)

    from ui.kiosk import KioskOptions, run_kiosk

    size = None
    if options.size:
        size = _size(options.size)
        if size is None:
            words = f"{WIDTHS[0]}x{HEIGHTS[0]} to {WIDTHS[-1]}x{HEIGHTS[-1]}"
            print(f"alpr-kiosk: --size needs a form like 1920x1080, {words}", file=sys.stderr)
            return 2
    return run_kiosk(
        KioskOptions(
            config=options.config,
            data_dir=options.data_dir,
            demo=options.demo,
            once=options.once or not has_display,
            screenshots=options.screenshots,
            full_screen=options.full_screen,
            theme=options.theme,
            size=size,
            has_display=has_display,
        )
    )


if __name__ == "__main__":
    sys.exit(main())
