# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses that are none, and cameras that mean harm: an error with a code, and nothing else."""

from __future__ import annotations

import threading

import pytest
from pydantic import SecretStr

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.vision.sources.factory import make_source
from tests.peers import Answering, free_port

USER, PASSWORD = "user-canary", "pw-canary"


def fault(source: str) -> CameraError:
    camera = CameraConfig(
        id="cam", source=source, user=USER, password=SecretStr(PASSWORD), snapshot_fps=10
    )
    with pytest.raises(CameraError) as caught:
        list(make_source(camera, SystemClock()).frames(threading.Event()))
    assert "canary" not in str(caught.value) + repr(caught.value.context)
    return caught.value


@pytest.mark.parametrize(
    "address",
    [
        "http://a b/x",
        "http://.../",
        "http://a..b/x",
        "http://[::1]:1/x",
        "http://127.0.0.1:1/%zz%20 \u00e4",
        "rtsp://a b/x",
        "rtsp://a..b/x",
        "rtsp://[::1]:1/x",
        "rtsp://127.0.0.1:1/%zz%20 \u00e4",
    ],
)
def test_odd_addresses(address: str) -> None:
    assert fault(address).code == "camera.unreachable"


def test_a_scheme_in_upper_case_is_asked_first_as_well() -> None:
    answer = (
        b'RTSP/1.0 401 No\r\nCSeq: SEQ\r\nWWW-Authenticate: Digest realm="x", nonce="0a"\r\n\r\n'
    )
    with Answering(lambda _request: answer) as server:
        error = fault(server.address.replace("rtsp://", "RTSP://"))
        assert len(server.requests) == 2
    assert error.code == "camera.login"
    assert fault(f"RTSPS://127.0.0.1:{free_port()}/x").code == "camera.unreachable"
