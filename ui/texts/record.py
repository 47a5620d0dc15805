# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for codes: the record, its files and its disk, incidents."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS: dict[str, object] = {
    "storage.unwritable": QT_TRANSLATE_NOOP(
        "messages",
        "The record cannot be written. Openings by hand still work. Call {contact}.",
    ),
    "storage.broken": QT_TRANSLATE_NOOP(
        "messages",
        "The record is damaged. A copy was kept. Call {contact}.",
    ),
    "storage.locked": QT_TRANSLATE_NOOP(
        "messages",
        "Another program holds the record. Check that the kiosk runs only once.",
    ),
    "storage.gone": QT_TRANSLATE_NOOP(
        "messages",
        "The record is not reachable. Openings by hand still work. Call {contact}.",
    ),
    "storage.migration": QT_TRANSLATE_NOOP(
        "messages",
        "The record could not be brought to this version. Call {contact}.",
    ),
    "journal.unwritable": QT_TRANSLATE_NOOP(
        "messages",
        "The record cannot be written. Automatic opening is off; opening by hand "
        "works. Call {contact}.",
    ),
    "journal.gone": QT_TRANSLATE_NOOP(
        "messages",
        "The record cannot be written. Automatic opening is off; opening by hand "
        "works. Call {contact}.",
    ),
    "audit.broken": QT_TRANSLATE_NOOP(
        "messages",
        "The record does not fit its seal since line {seq}. Tell a supervisor.",
    ),
    "audit.new_key": QT_TRANSLATE_NOOP(
        "messages",
        "The seal key was lost. A new chain has begun. Tell a supervisor.",
    ),
    "evidence.unwritable": QT_TRANSLATE_NOOP(
        "messages",
        "No new pictures are kept. The log goes on. Check the disk or call {contact}.",
    ),
    "storage.in_use": QT_TRANSLATE_NOOP(
        "messages",
        "Another kiosk program uses the same data folder. Stop it first.",
    ),
    "storage.lost": QT_TRANSLATE_NOOP(
        "messages",
        "The record was lost and begins anew at {path}. Tell a supervisor.",
    ),
    "evidence.expired": QT_TRANSLATE_NOOP(
        "messages",
        "Its time is over: the pictures were deleted as set.",
    ),
    "evidence.erased": QT_TRANSLATE_NOOP(
        "messages",
        "The pictures were erased on request.",
    ),
    "passage.expired": QT_TRANSLATE_NOOP(
        "messages", "The time of this plate is over; it cannot be corrected any more."
    ),
    "incident.held": QT_TRANSLATE_NOOP(
        "messages", "Incident {incident}: {n} passages are kept until it is released."
    ),
    "incident.let_go": QT_TRANSLATE_NOOP("messages", "Incident {incident} is released."),
    "incident.nothing": QT_TRANSLATE_NOOP("messages", "These passages are no longer there."),
    "incident.too_many": QT_TRANSLATE_NOOP(
        "messages", "{count} passages are too many for one incident (most {most})."
    ),
    "incident.unknown": QT_TRANSLATE_NOOP("messages", "There is no incident {incident}."),
    "incident.released": QT_TRANSLATE_NOOP("messages", "Incident {incident} was released before."),
    "incident.signed_out": QT_TRANSLATE_NOOP("messages", "Sign in first: a hold has a name on it."),
    "incident.no_reason": QT_TRANSLATE_NOOP("messages", "Say why. The reason is kept."),
    "disk.low": QT_TRANSLATE_NOOP(
        "messages",
        "Only {free} MB are free. New pictures stop at {limit} MB. Remove old files or call "
        "{contact}.",
    ),
    "disk.danger": QT_TRANSLATE_NOOP(
        "messages",
        "The disk of the record is nearly full ({free} MB free). Automatic opening stops when it "
        "is full. Remove files or call {contact}.",
    ),
    "disk.reserve": QT_TRANSLATE_NOOP(
        "messages",
        "The disk of the record is full and its reserve is in use. Automatic opening stops when "
        "that is full too. Remove files now or call {contact}.",
    ),
    "storage.server_unreachable": QT_TRANSLATE_NOOP(
        "messages",
        "The PostgreSQL server {server} does not answer. Check that it runs, the cable and the "
        "firewall. Records wait here and go over by themselves.",
    ),
    "storage.server_refused": QT_TRANSLATE_NOOP(
        "messages",
        "The PostgreSQL server {server} says no: {why}. Check user, password, rights and "
        "certificate. Records wait here.",
    ),
    "storage.server_unsafe": QT_TRANSLATE_NOOP(
        "messages",
        "The PostgreSQL server does not keep what it confirms ({why}). Have its settings put "
        "right. Records wait here.",
    ),
    "db.server_away": QT_TRANSLATE_NOOP(
        "messages",
        "PostgreSQL is away since {time}. {n} records wait here. Nothing is lost: gates and lists "
        "go on.",
    ),
    "db.server_rejected": QT_TRANSLATE_NOOP(
        "messages",
        "PostgreSQL refused {n} records ({tables}). They stay here. Call {contact}.",
    ),
    "db.set_aside": QT_TRANSLATE_NOOP(
        "messages",
        "PostgreSQL was newer than this record, which was put back. {n} rows were set aside there "
        "for 30 days. Call {contact}.",
    ),
    "storage.read_only": QT_TRANSLATE_NOOP(
        "messages",
        "The record can only be read ({why}). Nothing opens by itself and nothing is recorded. "
        "Open by hand, write it down and call {contact}.",
    ),
    "storage.no_copy": QT_TRANSLATE_NOOP(
        "messages",
        "There is no room for a copy of the record ({why}), so the new version was not begun. Make "
        "room on the disk, or start the version from before.",
    ),
    "storage.step_failed": QT_TRANSLATE_NOOP(
        "messages",
        "The record could not be brought to the new version ({why}). It is as it was. Start the "
        "version from before and call the installer.",
    ),
    "storage.other_kiosk": QT_TRANSLATE_NOOP(
        "messages",
        "The PostgreSQL database belongs to another kiosk ({found}). Give this kiosk a database "
        "of its own. Records wait here.",
    ),
    "storage.restored": QT_TRANSLATE_NOOP(
        "messages",
        "The record was put back to {time}. Lists may be older. Tell a supervisor.",
    ),
    "storage.no_space": QT_TRANSLATE_NOOP(
        "messages",
        "No backup: {path} has {free_mb} MB free, {needed_mb} MB are needed. Call {contact}.",
    ),
    "storage.backup_failed": QT_TRANSLATE_NOOP(
        "messages",
        "The backup at {path} failed ({why}). Older ones are kept. Call {contact}.",
    ),
    "storage.second_missing": QT_TRANSLATE_NOOP(
        "messages",
        "The second place for backups is missing ({path}). Is the stick in?",
    ),
    "storage.backup_busy": QT_TRANSLATE_NOOP("messages", "Another backup is being made."),
    "storage.stopped": QT_TRANSLATE_NOOP("messages", "It was stopped before its end."),
    "storage.check_failed": QT_TRANSLATE_NOOP(
        "messages",
        "The record was found damaged. Openings go on. Keep the backups. Call {contact}.",
    ),
    "audit.key_unusable": QT_TRANSLATE_NOOP(
        "messages",
        "The seal key cannot be used ({why}). Tell a supervisor.",
    ),
    "audit.no_head": QT_TRANSLATE_NOOP(
        "messages",
        "The seal of the record is gone. Tell a supervisor.",
    ),
}
