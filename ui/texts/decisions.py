# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for codes: what was decided and what is asked, beyond those of the specification."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS: dict[str, object] = {
    "decision.allow.visitor.uncounted": QT_TRANSLATE_NOOP(
        "messages",
        "Let in. Visitor for {who}.",
    ),
    "decision.allow.by_hand.no_reason": QT_TRANSLATE_NOOP(
        "messages",
        "Opened by {actor}. The reason is in the record once it is given.",
    ),
    "decision.ignored.log_only": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} was written down. This lane only keeps a record.",
    ),
    "ask.always": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} of {who} is at {gate}. This lane asks for every car.",
    ),
    "ask.gate_not_sure": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} may enter, but {gate} is not sure. Look at the gate, then let it in.",
    ),
    "ask.watch": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} is watched: {who}. Look at the car before you let it in.",
    ),
    "ask.direction_unknown": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} is known, but its direction was not seen. Look which way it drives.",
    ),
    "ask.picture_still": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} may enter, but nothing moves in the picture. Look at the lane, then let it in.",
    ),
    "ask.kept_closed": QT_TRANSLATE_NOOP("messages", "{gate} stays closed, as you chose."),
    "ask.let_in": QT_TRANSLATE_NOOP("messages", "You let the car in at {gate}."),
    "decision.deny.holiday": QT_TRANSLATE_NOOP(
        "messages",
        "Not let in today. {plate} may not enter on holidays ({holiday}).",
    ),
    "ask.over": QT_TRANSLATE_NOOP(
        "messages",
        "This question is already over.",
    ),
}

SHORT: dict[str, object] = {
    "decision.allow.listed": QT_TRANSLATE_NOOP("messages", "Listed"),
    "decision.allow.visitor": QT_TRANSLATE_NOOP("messages", "Visitor"),
    "decision.allow.pass": QT_TRANSLATE_NOOP("messages", "Quick pass"),
    "decision.allow.by_hand": QT_TRANSLATE_NOOP("messages", "By hand"),
    "decision.allow.passback": QT_TRANSLATE_NOOP("messages", "Was inside already"),
    "decision.allow.passback_out": QT_TRANSLATE_NOOP("messages", "Had left already"),
    "ask.passback": QT_TRANSLATE_NOOP("messages", "Inside already?"),
    "ask.passback_out": QT_TRANSLATE_NOOP("messages", "Has left already?"),
    "ask.passback_alike": QT_TRANSLATE_NOOP("messages", "Look-alike is inside"),
    "ask.passback_doubt": QT_TRANSLATE_NOOP("messages", "Perhaps inside"),
    "decision.deny.listed": QT_TRANSLATE_NOOP("messages", "Banned"),
    "decision.deny.expired": QT_TRANSLATE_NOOP("messages", "Entry ended"),
    "decision.deny.hours": QT_TRANSLATE_NOOP("messages", "Not at this hour"),
    "decision.deny.holiday": QT_TRANSLATE_NOOP("messages", "Not on holidays"),
    "decision.deny.gate": QT_TRANSLATE_NOOP("messages", "Not at this gate"),
    "decision.deny.uses": QT_TRANSLATE_NOOP("messages", "All entries used"),
    "decision.deny.lockdown": QT_TRANSLATE_NOOP("messages", "Lockdown"),
    "decision.unknown": QT_TRANSLATE_NOOP("messages", "Not on a list"),
    "decision.ignored.zone": QT_TRANSLATE_NOOP("messages", "Not at the gate"),
    "decision.ignored.direction": QT_TRANSLATE_NOOP("messages", "Other way"),
    "decision.ignored.parked": QT_TRANSLATE_NOOP("messages", "Parked"),
    "decision.ignored.same_car": QT_TRANSLATE_NOOP("messages", "Same car"),
    "decision.ignored.old": QT_TRANSLATE_NOOP("messages", "Read too late"),
    "decision.ignored.log_only": QT_TRANSLATE_NOOP("messages", "Written down"),
    "decision.timeout.closed": QT_TRANSLATE_NOOP("messages", "Nobody answered"),
    "decision.car_left": QT_TRANSLATE_NOOP("messages", "Car left"),
    "ask.unknown_waiting": QT_TRANSLATE_NOOP("messages", "Not on a list"),
    "ask.lookalike_tie": QT_TRANSLATE_NOOP("messages", "Two plates fit"),
    "ask.near_match": QT_TRANSLATE_NOOP("messages", "One character off"),
    "ask.near_ban": QT_TRANSLATE_NOOP("messages", "Looks like a ban"),
    "ask.one_look": QT_TRANSLATE_NOOP("messages", "Read only once"),
    "ask.always": QT_TRANSLATE_NOOP("messages", "Lane asks"),
    "ask.gate_not_sure": QT_TRANSLATE_NOOP("messages", "Gate not sure"),
    "ask.watch": QT_TRANSLATE_NOOP("messages", "Watched"),
    "ask.direction_unknown": QT_TRANSLATE_NOOP("messages", "Which way?"),
    "ask.picture_still": QT_TRANSLATE_NOOP("messages", "Picture stands still"),
    "ask.clock": QT_TRANSLATE_NOOP("messages", "Clock not safe"),
    "ask.second_factor": QT_TRANSLATE_NOOP("messages", "Second proof"),
}
"""Two or three words for a card, where the sentence does not fit."""
