# SPDX-License-Identifier: AGPL-3.0-or-later
"""`packaging/once_more.sh`: what failed beside others runs once more and is named; no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "once_more.sh"

TESTS = """
import pathlib, pytest
@pytest.mark.parametrize("name", {names})
def test_of(name):
    mark = pathlib.Path(f"seen {{name}}")
    again = mark.exists()
    mark.touch()
    assert again and {holds}
def test_well():
    pass
"""


def run(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """Run a file of tests as `make test` does."""
    (folder / "test_it.py").write_text(text, encoding="utf-8")
    lines = f"set -eu\npy='{sys.executable}'\n. '{SCRIPT}'\ntests test_it.py\nname_unsteady\n"
    return subprocess.run(
        ["sh", "-c", lines], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


def test_what_passes_by_itself_is_named_and_ends_well(tmp_path: Path) -> None:
    done = run(tmp_path, TESTS.format(names=["a b", 'c"d'], holds=True))
    assert done.returncode == 0, done.stdout
    said = done.stdout.partition("UNSTEADY")[2]
    assert "test_it.py::test_of[a b]\n" in said
    assert 'test_it.py::test_of[c"d]\n' in said
    assert "test_well" not in said


def test_nothing_is_said_of_a_run_that_passes(tmp_path: Path) -> None:
    done = run(tmp_path, "def test_well():\n    pass\n")
    assert (done.returncode, "UNSTEADY" in done.stdout) == (0, False)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TESTS.format(names=["a"], holds=False), "fails twice"),
        (TESTS.format(names=list("abcd"), holds=True), "more than three"),
        ("def test_of(:\n", "cannot be read"),
    ],
)
def test_a_real_fault_ends_the_run(tmp_path: Path, text: str, why: str) -> None:
    done = run(tmp_path, text)
    assert done.returncode != 0, why
    assert "UNSTEADY" not in done.stdout
