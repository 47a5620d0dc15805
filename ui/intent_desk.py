# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hands what is asked to the site, and brings each answer to who asked, else says it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.intents import (
    HOLD_MINUTES_GUARD,
    HoldOpenRequested,
    Intent,
    IntentAnswer,
    OpenRequested,
    ReasonGiven,
)
from alpr_kiosk.runtime.bus import SiteApi
from ui import messages
from ui.look_desk import LookDesk
from ui.navigator import Navigator
from ui.people import People
from ui.people_desk import PeopleDesk
from ui.reason_desk import ReasonDesk
from ui.screens.override import reason_label
from ui.widgets.event_card import Explainer
from ui.widgets.gate_bar import GateBar

REMEMBERED = 256
"""Requests whose answer is waited for; a site answers each within seconds."""


class IntentDesk(QObject):
    """Outlives the widgets: a request is answered also when they were made anew meanwhile.

    Signals:
        said (str text, str icon): A short word for the lower edge.
    """

    said = Signal(str, str)

    def __init__(
        self,
        *,
        site: SiteApi,
        people: People,
        signing: PeopleDesk,
        look_desk: LookDesk,
        contact: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._site = site
        self._people = people
        self._signing = signing
        self._look_desk = look_desk
        self._contact = contact
        self._submitted: dict[str, Intent] = {}

    def attach(
        self, *, gates: GateBar, reasons: ReasonDesk, navigator: Navigator, explain: Explainer
    ) -> None:
        """Take the widgets that were made."""
        self._gates = gates
        self._reasons = reasons
        self._navigator = navigator
        self._explain = explain

    def submit(self, intent: Intent) -> None:
        """Hand a request to the site; to hold a gate open somebody must have signed in."""
        if isinstance(intent, HoldOpenRequested) and not intent.actor:
            self._sign_in_to_hold(intent)
            return
        intent = self._signing.signed(intent)
        self._submitted[intent.intent_id] = intent
        while len(self._submitted) > REMEMBERED:
            self._submitted.pop(next(iter(self._submitted)))
        self._reasons.sent(intent)
        panel = None
        if isinstance(intent, OpenRequested):
            self._reasons.opening_sent(intent)
            panel = self._gates.panels.get(intent.gate_id)
            if panel is not None:
                panel.expect(intent)
        self._site.submit(intent)
        if isinstance(intent, OpenRequested) and panel is not None:
            panel.use_grant(intent.session)

    def on_answer(self, answer: IntentAnswer) -> None:
        """Take an answer: each goes to the first who waits for it."""
        self._gates.answered(answer)
        context = dict(answer.context)
        if self._signing.answered(answer):
            return
        intent = self._submitted.pop(answer.intent_id, None)
        if self._reasons.answered(answer):
            self.said.emit(messages.text("reason.not_saved"), "alarm-high")
            return
        if self._navigator.answered(answer):
            return
        self._look_desk.answered(answer)
        if answer.ok and isinstance(intent, ReasonGiven):
            reason = reason_label(intent.reason)
            self.said.emit(messages.text("override.saved", {"reason": reason}), "ack-check")
        elif answer.code:
            values: dict[str, object] = {
                "gate": self._explain.gate(getattr(intent, "gate_id", "")),
                "contact": self._contact,
            }
            icon = "ack-check" if answer.ok else "alarm-high"
            self.said.emit(messages.text(answer.code, values | context), icon)

    def _sign_in_to_hold(self, intent: HoldOpenRequested) -> None:
        short = intent.minutes <= HOLD_MINUTES_GUARD
        self._people.need(
            ("guard", "supervisor", "installer") if short else ("supervisor",),
            self.tr("hold the gate open"),
            lambda session: self.submit(replace(intent, actor=session.user, session=session.token)),
        )
