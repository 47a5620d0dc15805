# SPDX-License-Identifier: AGPL-3.0-or-later
"""Translations brought up to date with the source: `.venv/bin/python -m docs.translations`.

Runs Qt Linguist's lupdate and lrelease, which come with PySide6: all texts of the source go into
``resources/translations/alpr_*.ts``, what is translated there into the ``.qm`` beside it. Prints
what is not translated yet. docs/languages.md says how to add a language.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

import PySide6

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
PATTERNS = ("ui/*.py", "ui/*/*.py", "alpr_kiosk/domain/*_words.py")
"""Where texts stand that a person reads on the screen."""
SOURCE = "alpr_en.ts"
_TOOLS = Path(PySide6.__file__).parent


def sources() -> list[str]:
    """Return the files with texts."""
    return sorted(
        str(path.relative_to(ROOT)) for pattern in PATTERNS for path in ROOT.glob(pattern)
    )


def update(files: Iterable[Path]) -> None:
    """Bring all texts of the source into some ``.ts`` files; what is translated stays.

    Raises:
        subprocess.CalledProcessError: lupdate failed.
    """
    for path in files:
        _run("lupdate", "-silent", "-locations", "none", "-no-obsolete", *sources(), "-ts", path)


def release(path: Path, to: Path) -> None:
    """Make the ``.qm`` of a ``.ts``.

    Raises:
        subprocess.CalledProcessError: lrelease failed.
    """
    _run("lrelease", "-silent", path, "-qm", to)


def missing(path: Path) -> list[tuple[str, str]]:
    """Return (context, text) of what a ``.ts`` does not translate yet."""
    found = []
    for context in ElementTree.parse(path).iter("context"):  # noqa: S314
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or not "".join(translation.itertext()).strip():
                found.append((name, message.findtext("source") or ""))
    return found


def _run(tool: str, *arguments: str | Path) -> None:
    subprocess.run([_TOOLS / tool, *arguments], cwd=ROOT, check=True)  # noqa: S603


def main() -> int:
    """Update all files; return 1 when something is not translated."""
    parser = argparse.ArgumentParser(prog="python -m docs.translations", description=__doc__)
    parser.parse_args()
    files = sorted(FOLDER.glob("alpr_*.ts"))
    update(files)
    left = 0
    for path in files:
        if path.name == SOURCE:
            continue
        release(path, path.with_suffix(".qm"))
        for context, text in missing(path):
            left += 1
            sys.stdout.write(f"{path.name}: not translated: {context}: {text!r}\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
