# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sentences of visitors, stays and corrections; the copy deck takes them in."""

from __future__ import annotations

from alpr_kiosk.domain.ruler_words import QT_TRANSLATE_NOOP

STAY_TEXTS: dict[str, str] = {
    "decision.allow.passback": QT_TRANSLATE_NOOP(
        "messages", "Let in. {plate} came in at {time} already and was not seen leaving."
    ),
    "decision.allow.passback_out": QT_TRANSLATE_NOOP(
        "messages", "Let out. {plate} left at {time} already and was not seen coming back."
    ),
    "ask.passback": QT_TRANSLATE_NOOP(
        "messages", "{plate} came in at {time} and was not seen leaving. Is this the same car?"
    ),
    "ask.passback_out": QT_TRANSLATE_NOOP(
        "messages", "{plate} left at {time} and was not seen coming back. Is this the same car?"
    ),
    "ask.passback_alike": QT_TRANSLATE_NOOP(
        "messages", "{other}, which looks alike, is inside since {time}. Is this the same car?"
    ),
    "ask.passback_doubt": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} came in at {time}. A car left since that could not be read: was it this one?",
    ),
    "lists.used_up": QT_TRANSLATE_NOOP(
        "messages", "Not let in. The last entry was used a moment ago."
    ),
    "visit.signed_out": QT_TRANSLATE_NOOP("messages", "Sign in first. A pass needs a name."),
    "visit.pass_too_long": QT_TRANSLATE_NOOP(
        "messages", "A pass for more than 24 hours needs a supervisor's PIN."
    ),
    "visit.valid_already": QT_TRANSLATE_NOOP(
        "messages", "{plate} is a visitor already, for longer than this pass."
    ),
    "visitor.overstay": QT_TRANSLATE_NOOP(
        "messages", "Visitor {plate} for {who} is inside since {time}, longer than allowed."
    ),
    "passage.unknown": QT_TRANSLATE_NOOP("messages", "This passage is no longer in the record."),
    "stay.not_inside": QT_TRANSLATE_NOOP(
        "messages", "This car is not on the list of those inside."
    ),
    "stay.inside_already": QT_TRANSLATE_NOOP("messages", "{plate} is inside already."),
    "stay.no_mark": QT_TRANSLATE_NOOP("messages", "There is nothing to take back any more."),
}
