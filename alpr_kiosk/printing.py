# SPDX-License-Identifier: AGPL-3.0-or-later
"""The printer of this machine, by the `lp` of CUPS where that is installed."""

from __future__ import annotations

import shutil
import subprocess

from alpr_kiosk.errors import AlprError

QUEUE_S = 30.0
"""Longest that handing pages over may take; ours. What the printer does then is its matter."""


class LpPrinter:
    """`Printer` by ``lp``, looked for at each use: a printer may be set up later.

    Args:
        command: Name or path of the program.
    """

    def __init__(self, command: str = "lp") -> None:
        self._command = command

    @property
    def available(self) -> bool:
        """Whether there is one."""
        return shutil.which(self._command) is not None

    def print(self, data: bytes, title: str) -> None:
        """Hand a PDF or plain text over.

        Raises:
            AlprError: ``print.failed``.
        """
        program = shutil.which(self._command)
        if program is None:
            raise AlprError("print.failed", why="lp is not installed")
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program, its input is our own
                [program, "-t", title],
                input=data,
                capture_output=True,
                timeout=QUEUE_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise AlprError("print.failed", why=str(error)) from error
        if done.returncode != 0:
            why = done.stderr.decode("utf-8", "replace").strip()[:200]
            raise AlprError("print.failed", why=why or f"status {done.returncode}")
