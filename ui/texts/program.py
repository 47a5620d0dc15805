# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for codes: the program itself: its threads, parts of others, requests."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS: dict[str, object] = {
    "worker.restarting": QT_TRANSLATE_NOOP("messages", "A part of the program starts again."),
    "worker.gave_up": QT_TRANSLATE_NOOP(
        "messages",
        "A part of the program does not start. Call {contact}.",
    ),
    "program.bug": QT_TRANSLATE_NOOP(
        "messages",
        "Something in the program failed. The gates still work by hand. Call {contact}.",
    ),
    "query.cancelled": QT_TRANSLATE_NOOP("messages", "Stopped. Nothing was changed."),
    "query.too_many": QT_TRANSLATE_NOOP(
        "messages", "Too much at once. Wait until the last one is done and try again."
    ),
    "intent.unknown": QT_TRANSLATE_NOOP("messages", "This is not possible here."),
    "plugin.unknown": QT_TRANSLATE_NOOP(
        "messages",
        "No installed package offers a part {name} ({group}).",
    ),
    "plugin.broken": QT_TRANSLATE_NOOP(
        "messages",
        "The part {name} of another package ({group}) does not work: {why}.",
    ),
    "plugin.options": QT_TRANSLATE_NOOP(
        "messages",
        "The options of the driver {name} are not right: {why}.",
    ),
    "worker.gone": QT_TRANSLATE_NOOP(
        "messages",
        "A part of the program stopped and starts again. Watch the gates.",
    ),
}
