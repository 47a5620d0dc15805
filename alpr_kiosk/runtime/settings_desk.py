# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings on trial and lanes whose picture is being drawn on; lives in the GUI thread.

What is written is written by the storage thread. Here the time of a trial is counted, and the
program is asked to build the site anew when other settings count.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QObject

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.settings_intents import (
    ConfigDraftEnded,
    ConfigDraftStarted,
    ConfigIntent,
    ConfigTrial,
)
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.services.access import AccessService
from alpr_kiosk.services.settings import REBUILD


class SettingsDesk(QObject):
    """Counts a trial down and keeps lanes by hand while somebody draws.

    Args:
        trial: What is on trial as the site starts, None for nothing.
        access: Decides about cars; lanes in a draft are asked about.
        bus: Where the countdown and the wish to build anew go.
        clock: Time.
    """

    def __init__(
        self,
        *,
        trial: ConfigTrial | None,
        access: AccessService,
        bus: SiteBus,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._trial = trial
        self._access = access
        self._bus = bus
        self._clock = clock
        self._until = 0.0
        self._told = -1
        self._waiting: dict[str, ConfigIntent] = {}

    @property
    def trial(self) -> ConfigTrial | None:
        """What is on trial, with the seconds that were told last."""
        return self._trial

    def start(self) -> None:
        """The site runs: from now on somebody can look at it and keep it."""
        if self._trial is not None:
            self._until = self._clock.monotonic() + self._trial.seconds_left
            self.tick()

    def submit(self, intent: ConfigIntent) -> None:
        """Remember a request that the storage thread is about to answer."""
        self._waiting[intent.intent_id] = intent
        while len(self._waiting) > 64:
            self._waiting.pop(next(iter(self._waiting)))
        if isinstance(intent, ConfigDraftStarted):
            self._draft(intent.lanes, on=True)  # stricter at once; a refusal takes it back
        elif isinstance(intent, ConfigDraftEnded):
            self._draft(intent.lanes, on=False)

    def answered(self, answer: IntentAnswer) -> None:
        """Look at an answer on its way to the screen."""
        intent = self._waiting.pop(answer.intent_id, None)
        if intent is None:
            return
        if isinstance(intent, ConfigDraftStarted) and not answer.ok:
            self._draft(intent.lanes, on=False)
        if answer.ok and answer.code == "config.kept":
            self._trial = None
            self._bus.config_trial_changed.emit(None)
        if answer.ok and answer.code in REBUILD:
            self._trial = None
            self._bus.rebuild_wanted.emit(answer.code)

    def tick(self) -> None:
        """Look at the clock: tell each second, and have the old settings back at the end."""
        if self._trial is None:
            return
        left = self._until - self._clock.monotonic()
        seconds = max(0, math.ceil(left))
        if seconds != self._told:
            self._told = seconds
            self._trial = ConfigTrial(
                seconds_left=seconds, keys=self._trial.keys, actor=self._trial.actor
            )
            self._bus.config_trial_changed.emit(self._trial)
        if left <= 0:
            self._trial = None
            self._bus.rebuild_wanted.emit("config.went_back")

    def _draft(self, lanes: tuple[str, ...], *, on: bool) -> None:
        if on:
            self._access.start_setup(lanes)
        else:
            self._access.end_setup(lanes)
        self._bus.setup_changed.emit(self._access.in_setup)
