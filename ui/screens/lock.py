# SPDX-License-Identifier: AGPL-3.0-or-later
"""S27 Lock: nothing to read for strangers; gates, alerts and questions go on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.clock import Clock
from ui.localtime import LocalTime
from ui.theme.look import Look
from ui.widgets.keys import TapKey


class LockScreen(QWidget):
    """The clock and a way to sign in.

    Signals:
        unlock_wanted (): Ask for a PIN.
    """

    unlock_wanted = Signal()

    def __init__(
        self, *, look: Look, clock: Clock, local: LocalTime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._local = local
        self.setObjectName("lock")
        layout = QVBoxLayout(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.setSpacing(20)
        self._time = QLabel()
        self._time.setFont(look.fonts("countdown"))
        self._time.setStyleSheet(
            f"font-family: '{look.fonts.mono_family}'; font-size: 120px; font-weight: 700;"
        )
        self._time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = QLabel(self.tr("Locked. OPEN, alerts and questions go on."))
        hint.setProperty("role", "muted")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        key = TapKey(
            look=look, name="lock.sign_in", text=self.tr("Sign in"), icon="user", beside=True
        )
        key.setFixedSize(340, look.metrics.touch_gate)
        key.clicked.connect(self.unlock_wanted)
        layout.addWidget(self._time)
        layout.addWidget(hint)
        layout.addSpacing(20)
        layout.addWidget(key, 0, Qt.AlignmentFlag.AlignHCenter)
        self.tick()

    def tick(self) -> None:
        """Show the time."""
        self._time.setText(self._local.hm(self._clock.utc_now()))
