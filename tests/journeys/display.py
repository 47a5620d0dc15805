# SPDX-License-Identifier: AGPL-3.0-or-later
"""A display of its own with a pointer, a keyboard, and pictures of what stands on the glass."""

from __future__ import annotations

import os
import select
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

TOOLS = ("Xvfb", "xdotool")
READY_S = 30
HEADER = struct.Struct(">25I")
"""An XWD file's head (X11/XWDFile.h): sizes at 4, 5, 11, 12, count of colours at 19."""


def require_display() -> None:
    """Skip without an X server and a pointer, or fail where peers are required."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if not missing:
        return
    text = f"not installed: {', '.join(missing)}"
    if os.environ.get("ALPR_REQUIRE_PEERS"):
        pytest.fail(text)
    pytest.skip(text)


class Display:
    """A running X server.

    Attributes:
        name: As in the variable DISPLAY.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._screen = folder / "Xvfb_screen0"

    def point(self, *commands: object) -> None:
        """Run commands of xdotool, e.g. ``"mousemove", 10, 20, "mousedown", 1``."""
        words = [str(word) for word in commands]
        environment = {**os.environ, "DISPLAY": self.name}
        done = subprocess.run(
            ["xdotool", *words], env=environment, capture_output=True, text=True, timeout=30
        )
        assert done.returncode == 0, f"xdotool {' '.join(words)}: {done.stderr}"

    def picture(self) -> np.ndarray:
        """Return what the screen shows: (height, width, 3), BGR, uint8."""
        data = self._screen.read_bytes()
        head = HEADER.unpack_from(data)
        size, width, height, depth, line, colours = (head[i] for i in (0, 4, 5, 11, 12, 19))
        assert depth == 32, depth
        start = size + colours * 12
        rows = np.frombuffer(data, np.uint8, height * line, start).reshape(height, line // 4, 4)
        return rows[:, :width, :3].copy()


@contextmanager
def display(width: int, height: int) -> Iterator[Display]:
    """Run an X server on a number that is free; skips or fails where there is none."""
    require_display()
    folder = Path(tempfile.mkdtemp(prefix="glass-"))
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24"]
    command += ["-fbdir", str(folder), "-nolisten", "tcp", "-noreset"]
    process = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        number = b""
        while not number.endswith(b"\n"):
            ready, _, _ = select.select([read], [], [], READY_S)
            told = os.read(read, 16) if ready else b""
            assert told, "the X server did not start"
            number += told
        yield Display(f":{number.decode().strip()}", folder)
    finally:
        os.close(read)
        process.terminate()
        process.wait(READY_S)
        shutil.rmtree(folder, ignore_errors=True)
