# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for codes: look, language, keeping data, health."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS: dict[str, object] = {
    "look.kept": QT_TRANSLATE_NOOP("messages", "The look is kept."),
    "look.bad": QT_TRANSLATE_NOOP("messages", "This look is not possible ({what})."),
    "look.not_yours": QT_TRANSLATE_NOOP(
        "messages", "A guard may change theme and text size. Sign in as a supervisor for the rest."
    ),
    "look.waits.question": QT_TRANSLATE_NOOP(
        "messages", "It changes as soon as the question is answered."
    ),
    "look.waits.decision": QT_TRANSLATE_NOOP("messages", "It changes in a moment."),
    "look.waits.form": QT_TRANSLATE_NOOP(
        "messages", "It changes as soon as the form that is open is saved or left."
    ),
    "look.no_place": QT_TRANSLATE_NOOP(
        "messages",
        "Auto needs latitude and longitude in [site] of the site file.",
    ),
    "look.sensor": QT_TRANSLATE_NOOP(
        "messages", "Auto goes by the light sensor; without its value by the sun at the site."
    ),
    "look.no_sensor": QT_TRANSLATE_NOOP(
        "messages", "Auto goes by the sun at the site, not by a light sensor."
    ),
    "look.trial": QT_TRANSLATE_NOOP(
        "messages", "Back to the old look in {s} s, if it is not kept."
    ),
    "look.bar": QT_TRANSLATE_NOOP(
        "messages",
        "Hold a ruler to it: keys have their true size when it is 50 mm.",
    ),
    "keeping.longer": QT_TRANSLATE_NOOP(
        "messages", "{what}: {new} instead of {old}. What is gone already does not come back."
    ),
    "keeping.none_older": QT_TRANSLATE_NOOP(
        "messages", "{what}: {new} instead of {old}. Nothing of it is older now."
    ),
    "keeping.older": QT_TRANSLATE_NOOP(
        "messages",
        "{what}: {new} instead of {old}. {n} are older and go for good at the next look, {time}.",
    ),
    "keeping.counting": QT_TRANSLATE_NOOP(
        "messages", "{what}: {new} instead of {old}. Counting what is older."
    ),
    "keeping.order": QT_TRANSLATE_NOOP(
        "messages",
        "These times do not fit together: pictures, plates, rows, in this order.",
    ),
    "keeping.reason": QT_TRANSLATE_NOOP(
        "messages", "Longer than usual ({usual}) needs a reason. It is kept in the record."
    ),
    "keeping.trial": QT_TRANSLATE_NOOP(
        "messages", "Nothing is removed until you have tapped Keep. What is removed then is gone."
    ),
    "keeping.unchanged": QT_TRANSLATE_NOOP("messages", "Nothing is changed yet."),
    "privacy.exported": QT_TRANSLATE_NOOP(
        "messages", "{n} records of {plate} are in {target}, {files} files. Manifest {hash}."
    ),
    "privacy.export_broken": QT_TRANSLATE_NOOP(
        "messages", "{n} pictures did not fit their seal and were left out."
    ),
    "privacy.export_note": QT_TRANSLATE_NOOP(
        "messages",
        "Lists, passages, stays, notes and pictures of this plate, for its owner. Plates of others "
        "on the pictures are painted over. Check who asks: it tells where a car was.",
    ),
    "privacy.step.find": QT_TRANSLATE_NOOP("messages", "Looking for all of it"),
    "privacy.no_plate": QT_TRANSLATE_NOOP(
        "messages", "Nothing of that is a letter or a digit of a plate."
    ),
    "privacy.held": QT_TRANSLATE_NOOP(
        "messages",
        "Incident {incidents} holds some of it. Nothing was erased. Release it first.",
    ),
    "privacy.reason": QT_TRANSLATE_NOOP(
        "messages", "The reason names the plate: it would be kept. Nothing was erased."
    ),
    "privacy.no_reason": QT_TRANSLATE_NOOP("messages", "Say why. The reason is kept."),
    "privacy.looking": QT_TRANSLATE_NOOP("messages", "Counting what is kept"),
    "privacy.erasing": QT_TRANSLATE_NOOP("messages", "Erasing. Do not switch the computer off."),
    "privacy.nothing": QT_TRANSLATE_NOOP("messages", "Nothing is kept about this plate."),
    "privacy.warning": QT_TRANSLATE_NOOP(
        "messages",
        "Erased is erased: it cannot be taken back. Counts stay right, a proof stays in the audit "
        "chain. Backups from before go when their time is over.",
    ),
    "privacy.left": QT_TRANSLATE_NOOP(
        "messages",
        "Traces are still in {files} files of the data folder, such as older copies. For a full "
        'clean-up stop the kiosk and use "alpr-kiosk privacy erase".',
    ),
    "privacy.next": QT_TRANSLATE_NOOP(
        "messages", "What is over its time is removed every hour, next at {time}."
    ),
    "privacy.where": QT_TRANSLATE_NOOP(
        "messages", "The times stand in [keeping] of the site file, see docs/site-file.md."
    ),
    "privacy.no_proofs": QT_TRANSLATE_NOOP("messages", "Nothing was removed yet."),
}

KEPT_WORDS: dict[str, object] = {
    "unlisted": QT_TRANSLATE_NOOP("messages", "On no list"),
    "allowed": QT_TRANSLATE_NOOP("messages", "Allowed and watched"),
    "visitor": QT_TRANSLATE_NOOP("messages", "Visitors"),
    "denied": QT_TRANSLATE_NOOP("messages", "Banned and look-alikes"),
    "held": QT_TRANSLATE_NOOP("messages", "Held by an incident"),
    "rows": QT_TRANSLATE_NOOP("messages", "Passages, for counts"),
    "notes": QT_TRANSLATE_NOOP("messages", "Notes and reasons"),
}
"""Kinds of what is kept."""

PROOF_WORDS: dict[str, object] = {
    "pictures": QT_TRANSLATE_NOOP("messages", "Pictures removed"),
    "plates": QT_TRANSLATE_NOOP("messages", "Plates made unreadable"),
    "stays": QT_TRANSLATE_NOOP("messages", "Stays made unreadable"),
    "rows": QT_TRANSLATE_NOOP("messages", "Passages removed"),
    "notes": QT_TRANSLATE_NOOP("messages", "Notes removed"),
    "privacy.erased": QT_TRANSLATE_NOOP("messages", "Records of a plate erased"),
}
"""What a line of the audit chain proves."""

TIME_WORDS: dict[str, object] = {
    "unlisted.pictures_days": QT_TRANSLATE_NOOP("messages", "Pictures of cars on no list"),
    "unlisted.plates_days": QT_TRANSLATE_NOOP("messages", "Plates on no list"),
    "allowed.pictures_days": QT_TRANSLATE_NOOP("messages", "Pictures of allowed cars"),
    "allowed.plates_days": QT_TRANSLATE_NOOP("messages", "Allowed plates"),
    "visitor.pictures_days": QT_TRANSLATE_NOOP("messages", "Pictures of visitors"),
    "visitor.plates_days": QT_TRANSLATE_NOOP("messages", "Plates of visitors"),
    "denied.pictures_days": QT_TRANSLATE_NOOP("messages", "Pictures of banned cars"),
    "denied.plates_days": QT_TRANSLATE_NOOP("messages", "Banned plates"),
    "rows_days": QT_TRANSLATE_NOOP("messages", "Passages, for counts"),
    "notes_days": QT_TRANSLATE_NOOP("messages", "Notes and reasons"),
}
"""Times by the keys of the site file, `domain.keeping.KEYS`."""

ROW_WORDS: dict[str, object] = {
    "passages": QT_TRANSLATE_NOOP("messages", "Passages read as this plate"),
    "alike": QT_TRANSLATE_NOOP("messages", "Passages of look-alikes that are on no list"),
    "decisions": QT_TRANSLATE_NOOP("messages", "Decisions about other cars that name it"),
    "entries": QT_TRANSLATE_NOOP("messages", "List entries"),
    "changes": QT_TRANSLATE_NOOP("messages", "Changes of the lists"),
    "stays": QT_TRANSLATE_NOOP("messages", "Stays inside"),
    "marks": QT_TRANSLATE_NOOP("messages", "Guards' words about who is inside"),
    "notes": QT_TRANSLATE_NOOP("messages", "Notes beside the audit chain"),
    "reasons": QT_TRANSLATE_NOOP("messages", "Reasons of openings by hand"),
    "incidents": QT_TRANSLATE_NOOP("messages", "Reasons of incidents"),
}
"""What is kept about a plate."""
