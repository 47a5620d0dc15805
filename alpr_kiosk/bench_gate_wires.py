# SPDX-License-Identifier: AGPL-3.0-or-later
"""The processes beside `bench gate`: the far ends of its wires, and who locks its record."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO


class Devices:
    """The process with the far ends of the wires."""

    def __init__(self) -> None:
        self._process = _helper()
        assert self._process.stdout is not None  # noqa: S101 - opened as a pipe
        self.addresses: dict[str, str] = json.loads(self._process.stdout.readline())
        self.stamps: dict[str, list[float]] = {name: [] for name in self.addresses}
        self._thread = threading.Thread(target=self._read, args=(self._process.stdout,))
        self._thread.start()

    def _read(self, lines: IO[str]) -> None:
        for line in lines:
            name, at = line.split()
            self.stamps[name].append(float(at))

    def close(self) -> None:
        """End it; all its stamps are here then."""
        assert self._process.stdin is not None  # noqa: S101 - opened as a pipe
        self._process.stdin.close()
        self._thread.join()
        assert self._process.stdout is not None  # noqa: S101 - opened as a pipe
        self._process.stdout.close()
        self._process.wait()


def _helper(*arguments: str) -> subprocess.Popen[str]:
    script = Path(__file__).with_name("bench_gate_devices.py")
    return subprocess.Popen(  # noqa: S603 - our own file
        [sys.executable, str(script), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextlib.contextmanager
def locked(database: Path) -> Iterator[None]:
    """Let another process hold the record's write lock, as one that hangs would."""
    with _helper("lock", str(database)) as process:
        assert process.stdin is not None  # noqa: S101 - opened as a pipe
        assert process.stdout is not None  # noqa: S101 - opened as a pipe
        try:
            if "locked" not in process.stdout.readline():
                raise RuntimeError("the record could not be locked")
            yield
        finally:
            process.stdin.close()
