# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real peers of the tests, as processes of their own."""

from __future__ import annotations

import os
import select
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.shared import shared_path

SYSTEM_PYTHON = "/usr/bin/python3"


def free_port() -> int:
    """Return a port of loopback that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _has_gstreamer() -> bool:
    probe = "import gi; gi.require_version('GstRtspServer', '1.0')"
    if not Path(SYSTEM_PYTHON).exists():
        return False
    done = subprocess.run([SYSTEM_PYTHON, "-c", probe], capture_output=True, check=False)
    return done.returncode == 0


def require_gstreamer() -> None:
    """Skip the calling test without the RTSP server's parts, or fail where peers are required."""
    if _has_gstreamer():
        return
    text = "python3-gi with GstRtspServer is not installed"
    if os.environ.get("ALPR_REQUIRE_PEERS"):
        pytest.fail(text)
    pytest.skip(text)


@contextmanager
def rtsp_server(clip: Path, *, port: int, fps: int = 18, size: str = "1280x720") -> Iterator[str]:
    """Serve `clip` on loopback, from its start to the first client.

    Skips without GStreamer, or fails where peers are required.
    """
    script = shared_path("tools", "rtsp_server.py")
    require_gstreamer()
    command = [SYSTEM_PYTHON, str(script), "--port", str(port), "--file", str(clip)]
    command += ["--size", size, "--fps", str(fps)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], 30)
        assert ready, "the RTSP server did not start"
        line = process.stdout.readline()
        assert line.startswith("ready "), line
        yield line.split()[1]
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
