# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings of all tests: offscreen Qt, Hypothesis counts, no thread left behind."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENVINO_TELEMETRY_DISABLE", "1")

import sys
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import postgres, postgres_server  # noqa: F401 - fixtures of all tests

settings.register_profile(
    "test", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "soak", max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("soak" if os.environ.get("ALPR_SOAK") else "test")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Pictures are kept anew only when that is asked for."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="keep the screens as they look now (tests/ui/golden)",
    )


@pytest.fixture(autouse=True)
def _small_reserve(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a site of a test set 64 KB aside for a full disk, not as many MB each."""
    bootstrap = sys.modules.get("alpr_kiosk.bootstrap")
    if bootstrap is not None:
        monkeypatch.setattr(bootstrap, "MIB", 1024)


@pytest.fixture(autouse=True)
def _nothing_settled() -> Iterator[None]:
    """Give back to the collector what a site took out of it: here sites come and go."""
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a non-daemon thread running."""
    before = set(threading.enumerate())
    yield
    left = [
        thread
        for thread in threading.enumerate()
        if thread not in before
        and thread.is_alive()
        and not thread.daemon
        and not isinstance(thread, threading._DummyThread)
    ]
    for thread in left:
        thread.join(2.0)
    left = [thread for thread in left if thread.is_alive()]
    assert not left, f"threads left behind: {left}"
