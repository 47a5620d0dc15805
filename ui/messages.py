# SPDX-License-Identifier: AGPL-3.0-or-later
"""From codes to the words a person reads. The core knows codes only; all words are here.

Texts live in `ui.copy_deck`, marked for translation; numbers and names come in the context.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from alpr_kiosk.domain.events import Action, CameraState, Decision, Priority
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.lists import ListKind
from ui.copy_deck import COPY_DECK, MORE, SHORT
from ui.texts import alerts as alert_texts

MISSING = "—"
"""Stands where the context has no value; a text never fails for want of one."""

DEFAULT_CONTACT = str(QT_TRANSLATE_NOOP("messages", "the supervisor"))
"""Whom a guard calls where the site file names nobody: the default of ``site.contact``. It alone is
translated; a contact of the site file stays as it was entered."""

_CONTACT_BEGINS = re.compile(r"(^|[.!?] )\{contact\}")

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


def still_works(code: str) -> str:
    """Return what works in spite of an alert, "" where nothing is lost."""
    return _longest(alert_texts.STILL, code)


def what_to_do(code: str) -> str:
    """Return what to do about an alert."""
    return _longest(alert_texts.DO, code)


def is_moment(code: str) -> bool:
    """Return whether an alert tells what happened, not a state that ends."""
    return code.startswith(alert_texts.MOMENTS)


def what_was(code: str, context: Context) -> str:
    """Return the sentence of an alert that has ended, see `alert_texts.OVER`.

    Args:
        code: Its code.
        context: Its values, and ``from``, ``until`` (times of the day) and ``long`` (a duration).
    """
    said = text(code, context)
    if is_moment(code):
        return said
    values: dict[str, object] = dict(context)
    values.setdefault("first", said.partition(". ")[0].rstrip("."))
    return _fill(_longest(alert_texts.OVER, code), values)


def _longest(texts: Mapping[str, object], code: str) -> str:
    """Return the text of a code, or of the most of its first words that has one."""
    words = code.split(".")
    for count in range(len(words), -1, -1):
        source = texts.get(".".join(words[:count]))
        if source is not None:
            return QCoreApplication.translate("messages", str(source))
    return ""


def codes() -> frozenset[str]:
    """Return all codes that have a text."""
    return frozenset(COPY_DECK) | frozenset(MORE)


def _fill(template: str, context: Context) -> str:
    values = dict(context)
    if values.get("contact") == DEFAULT_CONTACT:
        contact = QCoreApplication.translate("messages", DEFAULT_CONTACT)
        values["contact"] = contact
        # German puts the word first: "Die Leitung anrufen."
        values["Contact"] = contact[:1].upper() + contact[1:]
        template = _CONTACT_BEGINS.sub(r"\1{Contact}", template)
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
    translate = QCoreApplication.translate
    if decision is None:
        return translate("messages", "READING")
    if decision.action is Action.OPEN:
        return translate("messages", "LET IN")
    if decision.action is Action.ASK:
        return translate("messages", "ASKED")
    if decision.action is Action.LOG_ONLY:
        return translate("messages", "IGNORED")
    return (
        translate("messages", "STOPPED") if decision.alarm else translate("messages", "NOT LET IN")
    )


def gate_word(state: GateState) -> str:
    """Return the gate's state as shown on its panel."""
    translate = QCoreApplication.translate
    return {
        GateState.UNKNOWN: translate("messages", "NOT KNOWN"),
        GateState.CLOSED: translate("messages", "CLOSED"),
        GateState.OPENING: translate("messages", "OPENING"),
        GateState.OPEN: translate("messages", "OPEN"),
        GateState.HELD_OPEN: translate("messages", "HELD OPEN"),
        GateState.CLOSING: translate("messages", "CLOSING"),
        GateState.FAULT: translate("messages", "FAULT"),
        GateState.LOCKED_OUT: translate("messages", "LOCKED"),
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
    translate = QCoreApplication.translate
    return {
        ListKind.ALLOW: translate("messages", "Allow"),
        ListKind.DENY: translate("messages", "Deny"),
        ListKind.VISITOR: translate("messages", "Visitors"),
        ListKind.WATCH: translate("messages", "Watch"),
    }[kind]


def camera_word(state: CameraState) -> str:
    """Return a camera's state in a word or two."""
    translate = QCoreApplication.translate
    return {
        CameraState.CONNECTING: translate("messages", "Connecting"),
        CameraState.LIVE: translate("messages", "Live"),
        CameraState.LATE: translate("messages", "Late"),
        CameraState.FROZEN: translate("messages", "Frozen picture"),
        CameraState.COVERED: translate("messages", "Nothing to see"),
        CameraState.LOST: translate("messages", "No picture"),
        CameraState.ENDED: translate("messages", "Recording over"),
        CameraState.LOGIN: translate("messages", "Wrong password"),
        CameraState.FORMAT: translate("messages", "Picture not readable"),
    }[state]


def priority_word(priority: Priority) -> str:
    """Return the priority of an alert as its banner says it."""
    translate = QCoreApplication.translate
    return {
        Priority.CRITICAL: translate("messages", "CRITICAL"),
        Priority.HIGH: translate("messages", "HIGH"),
        Priority.LOW: translate("messages", "LOW"),
    }[priority]


def spoken(plate: str) -> str:
    """Return a plate letter by letter, for a screen reader."""
    return " ".join(plate)
