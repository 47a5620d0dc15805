# SPDX-License-Identifier: AGPL-3.0-or-later
"""From codes to the words a person reads. The core knows codes only; all words are here.

Texts live in `ui.copy_deck`, marked for translation; numbers and names come in the context.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from alpr_kiosk.domain.events import Action, CameraState, Decision, Priority
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.lists import ListKind
from ui.copy_deck import COPY_DECK, MORE, SHORT

MISSING = "—"
"""Stands where the context has no value; a text never fails for want of one."""

Context = Mapping[str, object] | Iterable[tuple[str, object]]


class _Patient(string.Formatter):
    """Formats with a dash for what is missing; attribute access and formats are not evaluated."""

    def __init__(self, values: Mapping[str, object]) -> None:
        super().__init__()
        self._values = values

    def get_field(self, field_name: str, args: object, kwargs: object) -> tuple[object, str]:
        """Look up a plain name only (a context value must never be evaluated)."""
        del args, kwargs
        value = self._values.get(field_name)
        return (MISSING if value is None or value == "" else value), field_name


def text(code: str, context: Context = ()) -> str:
    """Return the sentence for `code` with its placeholders filled.

    Args:
        code: A message code; an unknown one is shown as it is, so that nothing is ever hidden.
        context: Values by name, or pairs; missing ones become a dash.
    """
    source = COPY_DECK.get(code) or MORE.get(code)
    if source is None:
        return code
    return _fill(QCoreApplication.translate("messages", source), context)


def short(code: str) -> str:
    """Return two or three words for a card; "" for a code that has none."""
    source = SHORT.get(code)
    return QCoreApplication.translate("messages", source) if source else ""


def codes() -> frozenset[str]:
    """Return all codes that have a text."""
    return frozenset(COPY_DECK) | frozenset(MORE)


def _fill(template: str, context: Context) -> str:
    values = dict(context)
    filled = _Patient(values).vformat(template, (), {})
    return filled.replace(f" ({MISSING})", "").replace(f": {MISSING}.", ".")


def decision_kind(decision: Decision | None) -> str:
    """Return the kind (colour) of a decision: allow, deny, ask or neutral."""
    if decision is None or decision.action is Action.LOG_ONLY:
        return "neutral"
    if decision.action is Action.OPEN:
        return "allow"
    return "deny" if decision.action is Action.REFUSE else "ask"


def decision_icon(decision: Decision | None) -> str:
    """Return the icon of a decision; outlines differ so that they read without colour."""
    if decision is None:
        return "reading-scan"
    return {
        Action.OPEN: "allow-tick-circle",
        Action.REFUSE: "deny-octagon-hand",
        Action.ASK: "ask-question-triangle",
        Action.LOG_ONLY: "ignore-slash-circle",
    }[decision.action]


def decision_word(decision: Decision | None) -> str:
    """Return the word that goes with the icon."""
    tr = QCoreApplication.translate
    if decision is None:
        return tr("messages", "READING")
    if decision.action is Action.OPEN:
        return tr("messages", "LET IN")
    if decision.action is Action.ASK:
        return tr("messages", "ASKED")
    if decision.action is Action.LOG_ONLY:
        return tr("messages", "IGNORED")
    return tr("messages", "STOPPED") if decision.alarm else tr("messages", "NOT LET IN")


def gate_word(state: GateState) -> str:
    """Return the gate's state as shown on its panel."""
    tr = QCoreApplication.translate
    return {
        GateState.UNKNOWN: tr("messages", "NOT KNOWN"),
        GateState.CLOSED: tr("messages", "CLOSED"),
        GateState.OPENING: tr("messages", "OPENING"),
        GateState.OPEN: tr("messages", "OPEN"),
        GateState.HELD_OPEN: tr("messages", "HELD OPEN"),
        GateState.CLOSING: tr("messages", "CLOSING"),
        GateState.FAULT: tr("messages", "FAULT"),
        GateState.LOCKED_OUT: tr("messages", "LOCKED"),
    }[state]


GATE_ICONS: dict[GateState, str] = {
    GateState.UNKNOWN: "gate-unknown",
    GateState.CLOSED: "gate-closed",
    GateState.OPENING: "gate-moving",
    GateState.OPEN: "gate-open",
    GateState.HELD_OPEN: "gate-held",
    GateState.CLOSING: "gate-moving",
    GateState.FAULT: "gate-fault",
    GateState.LOCKED_OUT: "lockdown-shield",
}


def list_word(kind: ListKind) -> str:
    """Return the name of a list."""
    tr = QCoreApplication.translate
    return {
        ListKind.ALLOW: tr("messages", "Allow"),
        ListKind.DENY: tr("messages", "Deny"),
        ListKind.VISITOR: tr("messages", "Visitors"),
        ListKind.WATCH: tr("messages", "Watch"),
    }[kind]


def camera_word(state: CameraState) -> str:
    """Return a camera's state in a word or two."""
    tr = QCoreApplication.translate
    return {
        CameraState.CONNECTING: tr("messages", "Connecting"),
        CameraState.LIVE: tr("messages", "Live"),
        CameraState.LATE: tr("messages", "Late"),
        CameraState.FROZEN: tr("messages", "Frozen picture"),
        CameraState.COVERED: tr("messages", "Nothing to see"),
        CameraState.LOST: tr("messages", "No picture"),
        CameraState.ENDED: tr("messages", "Recording over"),
        CameraState.LOGIN: tr("messages", "Wrong password"),
        CameraState.FORMAT: tr("messages", "Picture not readable"),
    }[state]


def priority_word(priority: Priority) -> str:
    """Return the priority of an alert as its banner says it."""
    tr = QCoreApplication.translate
    return {
        Priority.CRITICAL: tr("messages", "CRITICAL"),
        Priority.HIGH: tr("messages", "HIGH"),
        Priority.LOW: tr("messages", "LOW"),
    }[priority]


def spoken(plate: str) -> str:
    """Return a plate letter by letter, for a screen reader."""
    return " ".join(plate)
