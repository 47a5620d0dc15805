# SPDX-License-Identifier: AGPL-3.0-or-later
"""The binding itself: emitting a signal must not cost references (ADR 1)."""

from __future__ import annotations

import sys

import PySide6
import pytest
from PySide6.QtCore import QObject, Signal


class _Sender(QObject):
    sent = Signal(object)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True is immortal from Python 3.12 on")
def test_emitting_a_signal_keeps_the_reference_count_of_true(qapp):
    sender = _Sender()
    before = sys.getrefcount(True)
    for _ in range(300):
        sender.sent.emit(1)
    lost = before - sys.getrefcount(True)
    assert lost < 50, f"PySide6 {PySide6.__version__} lost {lost} references in 300 emissions"
