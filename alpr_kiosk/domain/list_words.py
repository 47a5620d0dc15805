# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sentences of the lists' changes, imports and exports, for the screens and the command line.

The copy deck takes them in, and the extraction of texts for translation finds them by the marker.
"""

from __future__ import annotations

from collections.abc import Mapping

from alpr_kiosk.domain.ruler_words import QT_TRANSLATE_NOOP

LIST_TEXTS: dict[str, str] = {
    "lists.unknown_group": QT_TRANSLATE_NOOP("messages", "This group is no longer there."),
    "lists.group_in_use": QT_TRANSLATE_NOOP(
        "messages", "The group still has {n} plates. Move them first."
    ),
    "lists.group_name": QT_TRANSLATE_NOOP(
        "messages", "A group needs a name that no other group has."
    ),
    "lists.unknown_holiday": QT_TRANSLATE_NOOP("messages", "This holiday is no longer there."),
    "lists.unknown_change": QT_TRANSLATE_NOOP("messages", "This change is not recorded."),
    "lists.changed_since": QT_TRANSLATE_NOOP(
        "messages", "The lists have changed: by {actor} at {time}. Nothing was done; look again."
    ),
    "lists.undo_erased": QT_TRANSLATE_NOOP(
        "messages", "Cannot be undone: what was there was erased for privacy."
    ),
    "lists.cancelled": QT_TRANSLATE_NOOP("messages", "Stopped. Nothing was changed."),
    "lists.photo_bad": QT_TRANSLATE_NOOP("messages", "This is no JPEG picture of up to {mb} MB."),
    "lists.import_columns": QT_TRANSLATE_NOOP(
        "messages", "No column of plates was found. The file has: {known}. Say which one it is."
    ),
    "lists.import_map": QT_TRANSLATE_NOOP(
        "messages", "There is no column {name}. There are: {known}."
    ),
    "lists.import_rows": QT_TRANSLATE_NOOP(
        "messages", "The file has more than {most} rows. Split it."
    ),
    "lists.import_refused": QT_TRANSLATE_NOOP(
        "messages",
        "{n} rows cannot be read, and a file that replaces a list must be whole. Mend them first.",
    ),
    "lists.file_unreadable": QT_TRANSLATE_NOOP("messages", "{path} cannot be read ({why})."),
    "lists.file_unwritable": QT_TRANSLATE_NOOP("messages", "{path} cannot be written ({why})."),
    "lists.file_empty": QT_TRANSLATE_NOOP("messages", "{path} is empty."),
    "lists.file_large": QT_TRANSLATE_NOOP("messages", "{path} is larger than {mb} MB. Split it."),
    "lists.file_kind": QT_TRANSLATE_NOOP(
        "messages", "{path} is no CSV or XLSX file, or not the kind its name says ({found})."
    ),
    "lists.file_bomb": QT_TRANSLATE_NOOP(
        "messages", "{path} was made to use up this machine ({why}). It was not read."
    ),
    "lists.file_encoding": QT_TRANSLATE_NOOP(
        "messages", "The encoding {encoding} is not known. Try utf-8, cp1252 or cp1250."
    ),
    "lists.file_separator": QT_TRANSLATE_NOOP(
        "messages", "The separator is one of ; , | and the tab character, not {separator}."
    ),
    "lists.file_sheet": QT_TRANSLATE_NOOP(
        "messages", "There is no such sheet. There are: {known}."
    ),
    "lists.file_row": QT_TRANSLATE_NOOP(
        "messages", "Row {row} cannot be read ({why}). Nothing was taken from the file."
    ),
    "import.control": QT_TRANSLATE_NOOP(
        "messages", "It holds a character that hides text ({char})."
    ),
    "import.formula": QT_TRANSLATE_NOOP("messages", "A formula: put its value in its place."),
    "import.too_long": QT_TRANSLATE_NOOP("messages", "{n} characters; {most} are allowed."),
    "import.plate_chars": QT_TRANSLATE_NOOP("messages", "No plate has the character {char} there."),
    "import.plate_length": QT_TRANSLATE_NOOP(
        "messages", "A plate has {min} to {max} letters and digits."
    ),
    "import.listed": QT_TRANSLATE_NOOP(
        "messages", "Another entry of the list {list} has this plate."
    ),
    "import.twice": QT_TRANSLATE_NOOP("messages", "It is in row {row} already."),
    "import.word": QT_TRANSLATE_NOOP("messages", "{value} is no word that is known here."),
    "import.number": QT_TRANSLATE_NOOP("messages", "{value} is no number from 0 to 999999."),
    "import.date": QT_TRANSLATE_NOOP(
        "messages", "{value} is no date such as 2026-12-31 or 31.12.2026 18:00."
    ),
    "import.date_unclear": QT_TRANSLATE_NOOP(
        "messages", "{value} can be two dates. Say whether the day or the month comes first."
    ),
    "import.windows": QT_TRANSLATE_NOOP(
        "messages", "{value} is no opening time such as Mon-Fri 07:00-18:00, Sat 08:00-12:00."
    ),
    "import.ends_first": QT_TRANSLATE_NOOP("messages", "It ends before it begins."),
    "import.group": QT_TRANSLATE_NOOP("messages", "There is no group {value}. Make it first."),
    "import.no_group": QT_TRANSLATE_NOOP("messages", "It is as its group, but has no group."),
    "import.gate": QT_TRANSLATE_NOOP("messages", "There is no gate {value}. There are: {known}."),
    "import.photo": QT_TRANSLATE_NOOP("messages", "A photo is named by 64 hexadecimal digits."),
    "import.id": QT_TRANSLATE_NOOP("messages", "An id has up to 64 letters and digits."),
}


def list_words(code: str, values: Mapping[str, str]) -> str:
    """Return the sentence of a code; of one without a sentence the code."""
    return LIST_TEXTS.get(code, code).format_map(dict(values))
