# SPDX-License-Identifier: AGPL-3.0-or-later
"""When the banner comes and goes: never under a finger."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.alert_intents import AlertsSilenced
from alpr_kiosk.domain.events import Alert
from alpr_kiosk.domain.intents import AlertAcknowledged
from alpr_kiosk.runtime.views import SiteHealth
from ui.alert_book import AlertBook
from ui.people import People
from ui.still import Patience, StillScreen
from ui.widgets.banner import AlertBanner
from ui.widgets.status_bar import StatusBar


class BannerDesk(QObject):
    """Shows the worst alert; says what a person does about it.

    Signals:
        moved (): The banner came, went, or is of another height: lay out anew.
        intent (object): An `Intent` to submit.
    """

    moved = Signal()
    intent = Signal(object)

    def __init__(
        self,
        *,
        banner: AlertBanner,
        book: AlertBook,
        status: StatusBar,
        people: People,
        still: StillScreen,
        moves_page: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._banner = banner
        self._book = book
        self._status = status
        self._people = people
        self._patience = Patience(still)
        self._moves_page = moves_page
        book.changed.connect(self._on_alert)
        banner.seen.connect(self.acknowledge)
        banner.silenced.connect(self._silence)

    def show_known(self) -> None:
        """Show what was told before this window's widgets were made."""
        self._status.set_alerts(len(self._book.on), len(self._book.all))
        self._show()

    def on_health(self, health: SiteHealth) -> None:
        """Without a sound the banner is all there is: it blinks as a whole."""
        self._banner.set_sound_gone(health.sound_on and bool(health.sound_why))

    def acknowledge(self, alert_id: str) -> None:
        """Somebody has seen an alert."""
        self.intent.emit(AlertAcknowledged(alert_id=alert_id, actor=self._people.actor))

    def see_shown(self) -> None:
        """Ctrl+Enter: what the banner says was seen."""
        alert = self._banner.alert
        if alert is not None and not alert.seen:
            self.acknowledge(alert.alert_id)

    def tick(self) -> None:
        """Let a banner come that waited for a finger."""
        self._banner.tick()
        if self._patience.waiting:
            self._show()

    def _silence(self) -> None:
        self.intent.emit(AlertsSilenced(actor=self._people.actor))

    def _on_alert(self, _alert: Alert) -> None:
        self._status.set_alerts(len(self._book.on), len(self._book.all))
        self._show()

    def _show(self) -> None:
        shown = self._book.banner
        comes_or_goes = (shown is None) != self._banner.isHidden()
        if not (comes_or_goes and self._moves_page()):
            self._patience.forget()
        elif not self._patience.may():
            return
        self._banner.show_alert(shown, more=self._book.more)
        self.moved.emit()
