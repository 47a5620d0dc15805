# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for codes: history, evidence, inside, muster, reports."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS: dict[str, object] = {
    "history.short_pattern": QT_TRANSLATE_NOOP(
        "messages",
        "Give {needed} characters that stand together, or a day to look in.",
    ),
    "history.no_pattern": QT_TRANSLATE_NOOP("messages", "Give a letter or a digit of the plate."),
    "history.long_pattern": QT_TRANSLATE_NOOP(
        "messages", "No plate is that long: {most} characters at most."
    ),
    "history.beyond_guard": QT_TRANSLATE_NOOP(
        "messages", "A guard reads the last 24 hours. Ask a supervisor for more."
    ),
    "history.works_still": QT_TRANSLATE_NOOP(
        "messages", "Gates and reading go on. Look again in a moment."
    ),
    "history.reason.incident": QT_TRANSLATE_NOOP("messages", "Incident"),
    "history.reason.complaint": QT_TRANSLATE_NOOP("messages", "Complaint"),
    "history.reason.misread": QT_TRANSLATE_NOOP("messages", "Misread plate"),
    "history.reason.police": QT_TRANSLATE_NOOP("messages", "Police request"),
    "history.reason.request": QT_TRANSLATE_NOOP("messages", "Asked by the owner"),
    "history.reason.check": QT_TRANSLATE_NOOP("messages", "Check of the record"),
    "history.reason.other": QT_TRANSLATE_NOOP("messages", "Other"),
    "note.kept": QT_TRANSLATE_NOOP("messages", "The note is kept."),
    "note.empty": QT_TRANSLATE_NOOP("messages", "Write a word or two first."),
    "note.too_long": QT_TRANSLATE_NOOP(
        "messages", "The note has {n} characters, {most} are possible. Write it shorter."
    ),
    "note.full": QT_TRANSLATE_NOOP("messages", "This passage has {most} notes: no more fit."),
    "note.none": QT_TRANSLATE_NOOP("messages", "The note to correct is not there. Look again."),
    "note.signed_out": QT_TRANSLATE_NOOP("messages", "Sign in first: a note has a name."),
    "note.stays": QT_TRANSLATE_NOOP(
        "messages", "A note stays as it is written. A correction stands below it."
    ),
    "evidence.not_there": QT_TRANSLATE_NOOP(
        "messages", "This passage is no longer there, or is older than you may see."
    ),
    "evidence.unsealed": QT_TRANSLATE_NOOP("messages", "No row of the chain names it (imported)."),
    "evidence.picture_broken": QT_TRANSLATE_NOOP(
        "messages", "The picture is gone or is not the one that was kept. It is not shown."
    ),
    "evidence.unreadable": QT_TRANSLATE_NOOP("messages", "The picture cannot be read."),
    "evidence.no_picture": QT_TRANSLATE_NOOP("messages", "No picture was kept."),
    "evidence.hold.accident": QT_TRANSLATE_NOOP("messages", "Accident"),
    "evidence.hold.damage": QT_TRANSLATE_NOOP("messages", "Damage"),
    "evidence.hold.dispute": QT_TRANSLATE_NOOP("messages", "Dispute"),
    "evidence.hold.police": QT_TRANSLATE_NOOP("messages", "Police request"),
    "evidence.hold.theft": QT_TRANSLATE_NOOP("messages", "Theft"),
    "evidence.hold.other": QT_TRANSLATE_NOOP("messages", "Other"),
    "evidence.hold_review": QT_TRANSLATE_NOOP(
        "messages", "Nothing of it is deleted until a supervisor releases it. Then it is looked at."
    ),
    "export.what": QT_TRANSLATE_NOOP(
        "messages",
        "Pages (PDF), pictures, a table (CSV) and a manifest with the hash of each file.",
    ),
    "export.nowhere": QT_TRANSLATE_NOOP(
        "messages", "No place to write to was found. Nothing was written. Put a USB stick in."
    ),
    "export.no_target": QT_TRANSLATE_NOOP(
        "messages", "The stick is gone. Nothing was written. Put it in and choose it again."
    ),
    "export.stopped": QT_TRANSLATE_NOOP("messages", "Stopped. Nothing of it is left there."),
    "export.loading": QT_TRANSLATE_NOOP("messages", "Getting ready to cover other plates"),
    "export.pictures": QT_TRANSLATE_NOOP("messages", "Pictures"),
    "export.pages": QT_TRANSLATE_NOOP("messages", "Pages"),
    "export.writing": QT_TRANSLATE_NOOP("messages", "Writing and reading back"),
    "incident.pack_most": QT_TRANSLATE_NOOP(
        "messages", "{count} passages are more than one export takes ({most})."
    ),
    "pack.exists": QT_TRANSLATE_NOOP("messages", "{path} is there already. Nothing was written."),
    "pack.no_room": QT_TRANSLATE_NOOP(
        "messages",
        "{needed_mb} MB are needed, {free_mb} MB are free. Nothing was written. Use another stick.",
    ),
    "pack.unwritable": QT_TRANSLATE_NOOP(
        "messages", "The stick cannot be written ({why}). Nothing is left there. Use another one."
    ),
    "pack.differs": QT_TRANSLATE_NOOP(
        "messages", "The stick does not hold what was written to it. Use another one."
    ),
    "print.failed": QT_TRANSLATE_NOOP(
        "messages", "It was not printed ({why}). Check the printer, or save to USB."
    ),
    "muster.printed": QT_TRANSLATE_NOOP("messages", "The list was sent to the printer."),
    "muster.saved": QT_TRANSLATE_NOOP("messages", "The list is on {target}."),
    "inside.nobody": QT_TRANSLATE_NOOP("messages", "No car here."),
    "inside.no_number": QT_TRANSLATE_NOOP("messages", "Type a number of cars, such as 43."),
    "inside.counted": QT_TRANSLATE_NOOP("messages", "Count kept: {n} there, {m} on the list."),
    "reports.counting": QT_TRANSLATE_NOOP("messages", "Counting"),
    "reports.writing": QT_TRANSLATE_NOOP("messages", "Writing"),
    "reports.written": QT_TRANSLATE_NOOP("messages", "The report is on {target}. SHA-256 {hash}"),
    "reports.guard_today": QT_TRANSLATE_NOOP(
        "messages", "A guard sees today's counts. Ask a supervisor for more."
    ),
    "report.span": QT_TRANSLATE_NOOP(
        "messages", "A report is about {most} days at most. Choose fewer days."
    ),
}
