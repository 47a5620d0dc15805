# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for codes: live, quick pass, keypad, reasons."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS: dict[str, object] = {
    "ask.timeout.not_for_it": QT_TRANSLATE_NOOP(
        "messages",
        'Nobody answered. {gate} was not opened for this car. Tap "Decide again" if it is still '
        "there.",
    ),
    "ask.timeout.opening": QT_TRANSLATE_NOOP(
        "messages", "Nobody answered for this car, but {gate} is opening. Look at the gate."
    ),
    "ask.timeout.open": QT_TRANSLATE_NOOP(
        "messages", "Nobody answered for this car, but {gate} is open. Look at the gate."
    ),
    "ask.timeout.held_open": QT_TRANSLATE_NOOP(
        "messages", "Nobody answered for this car, but {gate} is held open. Look at the gate."
    ),
    "ask.timeout.closing": QT_TRANSLATE_NOOP(
        "messages", "Nobody answered for this car. {gate} is closing. Look at the gate."
    ),
    "ask.timeout.doubt": QT_TRANSLATE_NOOP(
        "messages", "Nobody answered. What {gate} does is not certain. Look at the gate."
    ),
    "keypad.hint": QT_TRANSLATE_NOOP(
        "messages", "Type what you see. ? stands for a character that you cannot read."
    ),
    "keypad.searching": QT_TRANSLATE_NOOP("messages", "Looking through the lists ..."),
    "keypad.fault": QT_TRANSLATE_NOOP(
        "messages", "The lists cannot be searched. OPEN works. Try again, or look the plate up."
    ),
    "keypad.lists_old": QT_TRANSLATE_NOOP(
        "messages", "The list server is away: these are the lists as last known."
    ),
    "passage.corrected": QT_TRANSLATE_NOOP("messages", "Corrected: {plate}."),
    "pass.saved_late": QT_TRANSLATE_NOOP(
        "messages", "The pass is saved, but late. Hold LET IN if the car is still there."
    ),
    "pass.no_answer": QT_TRANSLATE_NOOP(
        "messages", "No answer. The pass may be saved: look at the visitors, or save it again."
    ),
    "why.marked": QT_TRANSLATE_NOOP(
        "messages", "Noted as wrong. The record keeps both: the decision and your word."
    ),
    "reason.not_saved": QT_TRANSLATE_NOOP(
        "messages", "The reason is not saved yet. It is kept here and tried again by itself."
    ),
    "reason.which_read": QT_TRANSLATE_NOOP(
        "messages", "Saved: {reason}. Which of these was it? One tap links it, or close."
    ),
    "hold_open.too_long": QT_TRANSLATE_NOOP(
        "messages", "Over {n} min needs a supervisor. Use the PIN key, or choose less."
    ),
    "hold_open.signed_out": QT_TRANSLATE_NOOP(
        "messages", "Nobody is signed in. Sign in, or use a supervisor's PIN."
    ),
}
