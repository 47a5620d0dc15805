# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for codes: lists, editor, import."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS: dict[str, object] = {
    "lists.unknown_entry": QT_TRANSLATE_NOOP("messages", "This entry is no longer on the list."),
    "lists.saved": QT_TRANSLATE_NOOP("messages", "{plate} is saved."),
    "lists.removed": QT_TRANSLATE_NOOP("messages", "{plate} was taken off the list."),
    "lists.plate_empty": QT_TRANSLATE_NOOP("messages", "Enter a plate with at least 2 characters."),
    "lists.date_bad": QT_TRANSLATE_NOOP(
        "messages",
        "Enter the date as year-month-day, for example 2027-01-31.",
    ),
    "lists.none_found": QT_TRANSLATE_NOOP("messages", 'No plate on this list fits "{search}".'),
    "lists.duplicate": QT_TRANSLATE_NOOP("messages", "{plate} is already on this list."),
    "lists.row_refused": QT_TRANSLATE_NOOP(
        "messages",
        "Entry {entry}, changed in PostgreSQL by {who}, was not taken ({code}). Have it put right.",
    ),
    "lists.kept_here": QT_TRANSLATE_NOOP(
        "messages",
        "Entry {entry} was changed here and in PostgreSQL by {who}. The change from here counts.",
    ),
    "lists.altered": QT_TRANSLATE_NOOP(
        "messages",
        "The lists were changed from outside. Check them.",
    ),
    "lists.bad_plate": QT_TRANSLATE_NOOP(
        "messages",
        "A plate has {min} to {max} letters and digits.",
    ),
    "lists.found_elsewhere": QT_TRANSLATE_NOOP(
        "messages", 'Nothing on this list fits "{search}", but {n} on others: see the tabs.'
    ),
    "lists.guard_reads": QT_TRANSLATE_NOOP(
        "messages", "You can read this entry. A supervisor can change it."
    ),
    "lists.draft_kept": QT_TRANSLATE_NOOP(
        "messages", "Signed out. Your changes are kept for 30 minutes; sign in to save them."
    ),
    "lists.reason_needed": QT_TRANSLATE_NOOP(
        "messages", "Say why: the guard at the gate reads it. Choose a reason."
    ),
    "lists.ends_first": QT_TRANSLATE_NOOP("messages", "It ends before it begins. Change a date."),
    "lists.too_many": QT_TRANSLATE_NOOP(
        "messages", "At most {most} plates at once. Choose fewer, or use an import."
    ),
    "lists.photo_none": QT_TRANSLATE_NOOP(
        "messages", "No picture of {plate} is kept. It can be taken once the car was here."
    ),
    "lists.photo_gone": QT_TRANSLATE_NOOP(
        "messages", "This picture is no longer kept. Choose another one."
    ),
    "lists.conflict": QT_TRANSLATE_NOOP(
        "messages",
        "{actor} saved it while you were editing. Nothing of yours is lost: choose what stands.",
    ),
    "lists.conflict_gone": QT_TRANSLATE_NOOP(
        "messages", "{actor} took it off the list while you were editing. Add it again, or go back."
    ),
    "lists.removed_many": QT_TRANSLATE_NOOP("messages", "{n} plates were taken off their lists."),
    "lists.extended": QT_TRANSLATE_NOOP("messages", "{n} plates are valid {until}."),
    "lists.undone": QT_TRANSLATE_NOOP("messages", "Undone. All is as it was before."),
    "lists.seen_banned": QT_TRANSLATE_NOOP(
        "messages", "{plate} is banned from now on. Passages in the last 90 days: {n}"
    ),
    "lists.no_groups": QT_TRANSLATE_NOOP(
        "messages", "No groups yet. A group gives a company or a flat the same hours and gates."
    ),
    "lists.no_holidays": QT_TRANSLATE_NOOP(
        "messages", "No holidays yet. Entries can be closed on them, or hold on them alone."
    ),
    "lists.no_changes": QT_TRANSLATE_NOOP("messages", "Nothing was changed yet."),
    "lists.file_place": QT_TRANSLATE_NOOP(
        "messages", "{path} is outside of what may be opened here. Use a stick or the data folder."
    ),
    "lists.no_files": QT_TRANSLATE_NOOP(
        "messages", "No CSV or XLSX file here. Put one on a USB stick and plug it in."
    ),
    "lists.no_places": QT_TRANSLATE_NOOP(
        "messages", "No stick is plugged in. Plug one in, then look again."
    ),
    "lists.exported": QT_TRANSLATE_NOOP(
        "messages", "{n} entries are in {path}. The file is full of plates: keep it safe."
    ),
    "import.step.read": QT_TRANSLATE_NOOP("messages", "Reading the file. Nothing is changed."),
    "import.step.compare": QT_TRANSLATE_NOOP("messages", "Comparing with the lists"),
    "import.step.write": QT_TRANSLATE_NOOP("messages", "Taking the file over"),
    "import.step.undo": QT_TRANSLATE_NOOP("messages", "Taking the import back"),
    "export.step.write": QT_TRANSLATE_NOOP("messages", "Writing the file"),
    "import.unknown": QT_TRANSLATE_NOOP(
        "messages", "This check is no longer valid. Check the file again."
    ),
    "import.removals": QT_TRANSLATE_NOOP(
        "messages", "Type the number of entries that go: {n}. Nothing was changed."
    ),
    "import.undo_late": QT_TRANSLATE_NOOP(
        "messages", "This import is more than 24 hours old. Undo single changes instead."
    ),
    "import.nothing": QT_TRANSLATE_NOOP(
        "messages", "The file changes nothing: all of it is on the lists already."
    ),
    "import.plate_column": QT_TRANSLATE_NOOP(
        "messages", "Say which column has the plates: tap it below."
    ),
    "import.whole": QT_TRANSLATE_NOOP(
        "messages",
        "{n} entries are not in the file and would be removed. Type {n} to allow that.",
    ),
    "import.whole_refused": QT_TRANSLATE_NOOP(
        "messages",
        "{n} rows cannot be read. A file that is the whole list must be without mistakes.",
    ),
}
