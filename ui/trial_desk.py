# SPDX-License-Identifier: AGPL-3.0-or-later
"""Says on every page what is on trial, new settings or a new look, and keeps it or goes back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.settings_intents import ConfigKept, ConfigReverted, ConfigTrial
from ui import messages
from ui.look_desk import PREVIEW_S, LookDesk
from ui.navigator import Navigator
from ui.people import People
from ui.widgets.trial_bar import TrialBar

LOOK_PAGE = "settings.look"


class TrialDesk(QObject):
    """Fills the bar, and hears its keys.

    Signals:
        moved (): The bar has another height.
        intent (object): What is asked of the site.
    """

    moved = Signal()
    intent = Signal(object)

    def __init__(
        self,
        *,
        bar: TrialBar,
        look_desk: LookDesk,
        navigator: Navigator,
        people: People,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bar = bar
        self._look_desk = look_desk
        self._navigator = navigator
        self._people = people
        self._settings: ConfigTrial | None = None
        bar.keep.connect(self._keep)
        bar.back.connect(self._go_back)

    def on_trial(self, trial: ConfigTrial | None) -> None:
        """Take what the site has on trial."""
        self._settings = trial
        self.face()

    def face(self) -> None:
        """Say what is on trial; the page of the look says its own in its head."""
        was, left = self._bar.wanted_height, self._look_desk.seconds_left
        if self._settings is not None or left is None or self._navigator.current == LOOK_PAGE:
            self._bar.show_trial(self._settings)
        else:
            words = messages.text("look.trial", {"s": left})
            self._bar.say(words, left=left, total=PREVIEW_S)
        if self._bar.wanted_height != was:
            self.moved.emit()

    def _keep(self) -> None:
        if self._settings is None:
            roles = self._navigator.roles(LOOK_PAGE)
            purpose = self.tr("keep the new look")
            self._people.need(roles, purpose, lambda _session: self._look_desk.keep())
            return
        self._people.need(
            ("installer", "supervisor"),
            self.tr("keep the new settings"),
            lambda session: self.intent.emit(ConfigKept(session=session.token)),
        )

    def _go_back(self) -> None:
        if self._settings is None:
            self._look_desk.put_back()
            return
        self._people.need(
            ("installer", "supervisor"),
            self.tr("go back to the old settings"),
            lambda session: self.intent.emit(ConfigReverted(session=session.token)),
        )
