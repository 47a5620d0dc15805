# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for codes: shift, hand-over, roles, users and PINs."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS: dict[str, object] = {
    "pin.differs": QT_TRANSLATE_NOOP("messages", "The two PINs differ. Nothing was changed."),
    "session.needed": QT_TRANSLATE_NOOP("messages", "Sign in as a supervisor first."),
    "session.ended": QT_TRANSLATE_NOOP("messages", "Your sign-in has ended. Enter the PIN again."),
    "pin.too_short": QT_TRANSLATE_NOOP("messages", "A PIN needs at least 6 digits."),
    "pin.too_simple": QT_TRANSLATE_NOOP("messages", "This PIN is too easy to guess."),
    "pin.enter": QT_TRANSLATE_NOOP("messages", "Enter your PIN."),
    "pin.no_user": QT_TRANSLATE_NOOP(
        "messages",
        "Nobody has a supervisor PIN yet. Set one with the command line.",
    ),
    "pin.needed": QT_TRANSLATE_NOOP(
        "messages",
        "Your sign-in has ended. Enter the PIN again.",
    ),
    "pin.like_date": QT_TRANSLATE_NOOP(
        "messages", "This PIN looks like a birthday. Choose another one."
    ),
    "pin.slow": QT_TRANSLATE_NOOP(
        "messages", "The PIN can't be checked now. OPEN still works. Wait, or begin unsigned."
    ),
    "pin.slow_other": QT_TRANSLATE_NOOP(
        "messages", "The PIN can't be checked now. OPEN still works. Wait, or cancel and try again."
    ),
    "pin.right_open": QT_TRANSLATE_NOOP("messages", "PIN is right. Now hold OPEN at {gate}."),
    "shift.ended": QT_TRANSLATE_NOOP("messages", "The shift of {user} has ended. Sheet kept."),
    "shift.ended_no_sheet": QT_TRANSLATE_NOOP(
        "messages",
        "The shift of {user} has ended. The sheet could not be kept: tell the supervisor.",
    ),
    "shift.none": QT_TRANSLATE_NOOP("messages", "Nobody is on shift."),
    "shift.of_other": QT_TRANSLATE_NOOP(
        "messages", "This is the shift of {user}. Only {user} or a supervisor can end it."
    ),
    "shift.over": QT_TRANSLATE_NOOP(
        "messages", "The shift of {user} was to end at {time}. Hand over under Hand-over (F5)."
    ),
    "shift.over_ended": QT_TRANSLATE_NOOP(
        "messages", "The shift of {user} has ended by itself. Sign in to begin yours."
    ),
    "handover.again": QT_TRANSLATE_NOOP(
        "messages", "{n} of the hand-over not read yet. Look under Hand-over (F5)."
    ),
    "handover.ban": QT_TRANSLATE_NOOP("messages", "New ban: {plate}, {reason}"),
    "handover.ban_no_reason": QT_TRANSLATE_NOOP("messages", "New ban: {plate}"),
    "handover.visitors": QT_TRANSLATE_NOOP("messages", "Visitors expected: {n}. {who}"),
    "handover.camera": QT_TRANSLATE_NOOP("messages", "No picture from {camera} since {time}"),
    "handover.hold": QT_TRANSLATE_NOOP("messages", "{gate} is held open until {time}"),
    "handover.openings": QT_TRANSLATE_NOOP("messages", "Openings without a reason: {n}"),
    "handover.opening": QT_TRANSLATE_NOOP("messages", "{gate} opened by {actor}: no reason yet"),
    "handover.note": QT_TRANSLATE_NOOP("messages", "Note of {user}: {text}"),
    "handover.note_empty": QT_TRANSLATE_NOOP("messages", "Write a word or two first."),
    "handover.note_kept": QT_TRANSLATE_NOOP("messages", "Note kept for the next shift."),
    "handover.nobody": QT_TRANSLATE_NOOP(
        "messages", "Nobody is on shift. OPEN works, but each opening is marked as unsigned."
    ),
    "handover.no_guards": QT_TRANSLATE_NOOP(
        "messages",
        "No guards are set up, so there are no shifts. A supervisor adds guards under "
        "Users and PINs.",
    ),
    "handover.settled": QT_TRANSLATE_NOOP("messages", "Nothing is left open in this shift."),
    "handover.failed": QT_TRANSLATE_NOOP(
        "messages",
        "What is new can't be read now. Gates and lists still work. "
        "Begin the shift and look again later.",
    ),
    "recovery.made": QT_TRANSLATE_NOOP(
        "messages", "The new recovery words count from now on. Older sheets are void: destroy them."
    ),
    "recovery.none": QT_TRANSLATE_NOOP(
        "messages",
        "There are no recovery words here, or they were used. Call the installer for a new PIN.",
    ),
    "recovery.not_for": QT_TRANSLATE_NOOP(
        "messages", "The words are for supervisors and installers. {user} gets a PIN from them."
    ),
    "recovery.not_words": QT_TRANSLATE_NOOP("messages", "All 12 words of the sheet are needed."),
    "recovery.not_written": QT_TRANSLATE_NOOP(
        "messages", "These are not the words. Look at the sheet again: nothing has changed yet."
    ),
    "recovery.printed": QT_TRANSLATE_NOOP(
        "messages", "The sheet is printed. Take it from the printer now."
    ),
    "recovery.slip": QT_TRANSLATE_NOOP(
        "messages", "One word, or the order, is not as on the sheet. Tap it and enter it again."
    ),
    "recovery.too_long": QT_TRANSLATE_NOOP(
        "messages", "The sheet was shown for 5 minutes and is gone. Nothing has changed."
    ),
    "recovery.used": QT_TRANSLATE_NOOP(
        "messages", "{user} has a new PIN. The recovery words are used up: make new ones now."
    ),
    "recovery.was_used": QT_TRANSLATE_NOOP(
        "messages", "The recovery words gave {user} a new PIN at {time}."
    ),
    "recovery.wrong": QT_TRANSLATE_NOOP(
        "messages",
        "These are not the words of the newest sheet. Try again in {s} s. OPEN still works.",
    ),
    "user.saved": QT_TRANSLATE_NOOP("messages", "{user} has a new PIN."),
    "user.stopped": QT_TRANSLATE_NOOP("messages", "{user} has no access any more."),
    "user.unknown": QT_TRANSLATE_NOOP(
        "messages", "There is nobody of the name {user} with this role. Look at the list again."
    ),
    "user.exists": QT_TRANSLATE_NOOP(
        "messages", "{user} has access already. Give another name, or a new PIN to {user}."
    ),
    "user.no_name": QT_TRANSLATE_NOOP("messages", "Give a name or a number first."),
    "user.bad_name": QT_TRANSLATE_NOOP(
        "messages", "This name is too long, or has signs that can't be shown."
    ),
    "user.not_yours": QT_TRANSLATE_NOOP(
        "messages", "Supervisors give PINs to guards. For other roles ask the installer."
    ),
    "user.last_supervisor": QT_TRANSLATE_NOOP(
        "messages", "This is the last supervisor. Add another one first."
    ),
}
