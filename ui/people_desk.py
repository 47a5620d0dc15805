# SPDX-License-Identifier: AGPL-3.0-or-later
"""Puts the PIN pad and the people together: who is asked, and what a right PIN means.

A PIN for an opening only makes the hold of OPEN short again; the gate is opened by holding OPEN, as
always, and the pad's own key opens without any PIN.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.events import CommandSource
from alpr_kiosk.domain.intents import Intent, IntentAnswer, OpenRequested, SessionEnded
from alpr_kiosk.domain.people_intents import SessionRenewed, ShiftStarted
from alpr_kiosk.domain.shift import ShiftView
from alpr_kiosk.runtime.bus import SiteApi
from ui import messages
from ui.people import People, PinWanted, Session
from ui.screens.pin_pad import PinPad
from ui.widgets.gate_bar import GateBar
from ui.widgets.gate_panel import CarAtGate, GatePanel

ROLES = ("guard", "supervisor", "installer", "auditor")


class PeopleDesk(QObject):
    """Signs people in.

    Signals:
        intent (object): An `Intent` to submit.
        said (str text, str icon): A short word for the lower edge.
        finished (bool): The pad is gone; True when a PIN was right.
        recovered (): The recovery words were used up.

    Args:
        site: Who has which role.
        people: Who sits there.
    """

    intent = Signal(object)
    said = Signal(str, str)
    finished = Signal(bool)
    recovered = Signal()

    def __init__(self, *, site: SiteApi, people: People, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._people = people
        self._wanted: PinWanted | None = None
        self._renewal = ""
        self.has_guards = bool(site.users("guard"))
        people.pin_wanted.connect(self._ask)
        people.ended.connect(self._ended)
        people.renewed.connect(self._renew)

    def attach(self, *, pad: PinPad, gates: GateBar, car: CarAtGate) -> None:
        """Use this pad from now on, and this gate bar for openings that ask for a PIN.

        Args:
            pad: The PIN pad.
            gates: The gate bar.
            car: Which car stands at a gate.
        """
        self._pad, self._gates, self._car = pad, gates, car
        self._wanted = None
        pad.intent.connect(self.intent)
        pad.cancelled.connect(self._cancelled)
        pad.open_held.connect(self._open_held)
        pad.unsigned.connect(self._unsigned)
        for panel in gates.panels.values():
            panel.pin_wanted.connect(self.pin_for_opening)
            panel.grant_over.connect(self._give_up)

    def _ended(self, session: Session) -> None:
        self._give_up(session.token)

    def _give_up(self, token: str) -> None:
        self.intent.emit(SessionEnded(session=token))

    @property
    def unsigned(self) -> bool:
        """Whether openings are marked as unsigned: locked, or nobody of the guards signed in."""
        return self._people.locked or (self.has_guards and not self._people.actor)

    def on_shift(self, view: ShiftView | None) -> None:
        """The site has said who is on shift."""
        self.look_for_guards()
        self._people.set_shift(view)

    def look_for_guards(self) -> None:
        """Find out whether this site has guards who sign in."""
        before, self.has_guards = self.has_guards, bool(self._site.users("guard"))
        if self.has_guards is not before:
            self._people.changed.emit()

    def drop(self) -> None:
        """The pad is put away for something more urgent."""
        self._wanted = None
        self._pad.hide()

    def answered(self, answer: IntentAnswer) -> bool:
        """Take an answer; True when it was for the pad or a renewal."""
        if answer.intent_id == self._renewal:
            self._renewal = ""
            if not answer.ok and answer.code == "session.ended":
                self._people.end()
                self.said.emit(messages.text("session.ended"), "lock")
            return True
        if answer.ok and answer.code.startswith("user."):
            self.look_for_guards()
        if not self._pad.awaits(answer.intent_id):
            return False
        context = dict(answer.context)
        token = context.get("session", "")
        if answer.ok and token:
            self._accepted(Session(token=token, user=self._pad.user, role=self._pad.role))
            if answer.code == "recovery.used":
                self.said.emit(messages.text(answer.code, context), "ack-check")
                self.recovered.emit()
        else:
            self._pad.refused(answer.code or "pin.wrong", context)
        return True

    def _ask(self, wanted: PinWanted) -> None:
        self._wanted = wanted
        people = tuple((user, role) for role in wanted.roles for user in self._site.users(role))
        self._pad.ask(
            purpose=wanted.purpose,
            people=people,
            prefer=wanted.prefer or self._people.guard,
            opening=wanted.opening is not None,
            unsigned=wanted.unsigned is not None,
            recovery=wanted.elevates,
        )

    def _accepted(self, session: Session) -> None:
        self._pad.hide()
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            self.intent.emit(SessionEnded(session=session.token))
        else:
            if wanted.elevates and session.role == "guard":
                self._came(session)
            elif wanted.elevates:
                self._people.elevate(session)
            wanted.then(session)
        self.finished.emit(True)

    def _came(self, session: Session) -> None:
        """A guard has signed in for something else: the shift begins, its hand-over waits."""
        fresh = self._people.guard != session.user
        self._people.start_shift(session.user, session.token)
        self.intent.emit(ShiftStarted(session=session.token, skipped=fresh))

    def _cancelled(self) -> None:
        self._wanted = None
        self.finished.emit(False)

    def _unsigned(self, user: str) -> None:
        wanted, self._wanted = self._wanted, None
        self._pad.hide()
        if wanted is not None and wanted.unsigned is not None:
            wanted.unsigned(user)
        self.finished.emit(False)

    def _renew(self, token: str) -> None:
        intent = SessionRenewed(session=token)
        self._renewal = intent.intent_id
        self.intent.emit(intent)

    # -------------------------------------------------------------------------------- openings

    def pin_for_opening(self, gate_id: str, opening: Callable[[int], object] | None = None) -> None:
        """Ask for the PIN of an opening that needs one; a hold of 3 s on the pad does as well.

        Args:
            gate_id: The gate.
            opening: What opens it after that hold, given its milliseconds; None opens it for the
                car that stands there.
        """
        panel = self._gates.panels[gate_id]
        self._people.challenge(
            PinWanted(
                purpose=self.tr("open {gate}").replace("{gate}", panel.title),
                roles=("guard", "supervisor"),
                then=lambda session: self._granted(panel, session),
                elevates=False,
                opening=opening or (lambda held_ms: self._open_unsigned(panel, held_ms)),
            )
        )

    def _granted(self, panel: GatePanel, session: Session) -> None:
        panel.grant(session.token)
        text = messages.text("pin.right_open", {"gate": panel.title})
        self.said.emit(text, "ack-check")

    def _open_held(self, held_ms: int) -> None:
        wanted, self._wanted = self._wanted, None
        self._pad.hide()
        if wanted is not None and wanted.opening is not None:
            wanted.opening(held_ms)
        self.finished.emit(False)

    def _open_unsigned(self, panel: GatePanel, held_ms: int) -> None:
        decision_id, passage_id = self._car(panel.gate_id)
        intent = OpenRequested(
            gate_id=panel.gate_id,
            source=CommandSource.UNSIGNED,
            decision_id=decision_id,
            passage_id=passage_id,
            held_ms=held_ms,
            actor=self._people.actor,
        )
        panel.expect(intent)
        self.intent.emit(intent)

    def signed(self, intent: Intent) -> Intent:
        """Return an opening with the PIN that was entered for it, if one was."""
        if isinstance(intent, OpenRequested) and not intent.session:
            panel = self._gates.panels.get(intent.gate_id)
            if panel is not None:
                return panel.with_grant(intent)
        return intent
