# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lock files: every requirement has hashes, no index is named, one OpenCV is left."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "packaging" / "requirements"
LOCKS = ("runtime.txt", "dev.txt", "qt68.txt")


def requirements(name: str) -> dict[str, list[str]]:
    """Return requirement lines, each with its hashes."""
    joined = (FOLDER / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, list[str]] = {}
    for line in joined.splitlines():
        text = line.split("#", 1)[0].strip()
        if text:
            parts = re.split(r"\s+--hash=", text)
            found[parts[0]] = parts[1:]
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    found = requirements(name)
    assert found
    for requirement, hashes in found.items():
        assert re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*(\[[a-z,]+\])?==[0-9]", requirement)
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value.strip()) for value in hashes)


@pytest.mark.parametrize("name", [*LOCKS, "overrides.txt", "lock.sh"])
def test_no_index_is_named(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(-i|-f|--(extra-)?index-url|--find-links)\b", text, re.MULTILINE)


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_every_opencv_with_windows_is_dropped(name: str) -> None:
    cvs = [line for line in requirements(name) if line.lower().startswith("opencv")]
    kept = [line for line in cvs if "sys_platform == 'never'" not in line]
    assert len(kept) == 1
    assert kept[0].startswith("opencv-python-headless==")
    assert ";" not in kept[0]


def test_the_overrides_drop_them() -> None:
    lines = (FOLDER / "overrides.txt").read_text(encoding="utf-8").split("\n")
    dropped = {line.split(";")[0].strip() for line in lines if 'sys_platform == "never"' in line}
    assert {"opencv-python", "opencv-contrib-python"} <= dropped


def test_the_test_lock_holds_the_run_time_lock() -> None:
    runtime, dev = requirements("runtime.txt"), requirements("dev.txt")
    pins = {line.split(";")[0].strip() for line in dev}
    missing = {line.split(";")[0].strip() for line in runtime} - pins
    assert not missing
