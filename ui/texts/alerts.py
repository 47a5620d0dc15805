# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for codes: alerts, losses, sounds, health."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS: dict[str, object] = {
    # ------------------------------------------------------------------------------- the machine
    "temp.warm": QT_TRANSLATE_NOOP(
        "messages", "The computer is {c} °C. Look at its fan and the cabinet's filter today."
    ),
    "temp.gates_only": QT_TRANSLATE_NOOP(
        "messages",
        "The computer is {c} °C. Only cameras at gates are read. Open the cabinet door and call "
        "{contact}.",
    ),
    "temp.by_hand": QT_TRANSLATE_NOOP(
        "messages",
        "The computer is {c} °C. Plates are not read: gates by hand. Open the cabinet door and "
        "call {contact}.",
    ),
    "screen.unfinished": QT_TRANSLATE_NOOP(
        "messages",
        "The program stopped while {gate} was told something. What became of it is not known. "
        "Look at the gate.",
    ),
    # ------------------------------------------------------------------------------------ alerts
    "alert.never_hidden": QT_TRANSLATE_NOOP(
        "messages", "A critical alert is never hidden. Tap SEEN, and look at its cause."
    ),
    "alert.over": QT_TRANSLATE_NOOP("messages", "This alert is over."),
    "alert.silent": QT_TRANSLATE_NOOP("messages", "Quiet for {s} s. A new alert is heard at once."),
    "alert.none": QT_TRANSLATE_NOOP("messages", "No alerts. All is well."),
    "alert.none_seen": QT_TRANSLATE_NOOP("messages", "Nothing is seen and still true."),
    "alert.none_shelved": QT_TRANSLATE_NOOP("messages", "Nothing is hidden."),
    "alert.none_ended": QT_TRANSLATE_NOOP("messages", "Nothing ended within 24 hours."),
    # ------------------------------------------------------------------------------------- drill
    "drill.shown": QT_TRANSLATE_NOOP("messages", "DRILL · {text}"),
    "drill.relay": QT_TRANSLATE_NOOP(
        "messages", "DRILL: as if {gate} had no relay. OPEN works. Tap for the steps."
    ),
    "drill.started": QT_TRANSLATE_NOOP(
        "messages", "The drill has begun and ends in 5 minutes. Real alerts come as always."
    ),
    "drill.ended": QT_TRANSLATE_NOOP("messages", "The drill is over."),
    "drill.none": QT_TRANSLATE_NOOP("messages", "There is no drill."),
    "drill.unknown": QT_TRANSLATE_NOOP("messages", "There is no such drill."),
    # ------------------------------------------------------------------------------------ health
    "health.log_empty": QT_TRANSLATE_NOOP("messages", "The log is empty."),
    "health.log_unreadable": QT_TRANSLATE_NOOP(
        "messages", "The log can't be read ({why}). The site goes on. Call {contact}."
    ),
    "health.unwritable": QT_TRANSLATE_NOOP(
        "messages",
        "The report can't be written to {folder} ({why}). Nothing else is touched. Choose another "
        "place, or look whether the stick is full.",
    ),
    "health.saved": QT_TRANSLATE_NOOP("messages", "Saved: {file}."),
    "health.step.facts": QT_TRANSLATE_NOOP("messages", "Versions and state"),
    "health.step.settings": QT_TRANSLATE_NOOP("messages", "Settings without passwords"),
    "health.step.record": QT_TRANSLATE_NOOP("messages", "Looking through the record"),
    "health.step.log": QT_TRANSLATE_NOOP("messages", "Log without plates"),
    "health.step.write": QT_TRANSLATE_NOOP("messages", "Writing the file"),
    "clock.confirmed": QT_TRANSLATE_NOOP("messages", "The clock counts as right again."),
}

STILL: dict[str, object] = {
    "camera": QT_TRANSLATE_NOOP("messages", "Other lanes work."),
    "reader.drift": QT_TRANSLATE_NOOP("messages", "All works; more cars are asked about."),
    "reader": QT_TRANSLATE_NOOP("messages", "Video, OPEN and keypad work."),
    "model": QT_TRANSLATE_NOOP("messages", "Video, OPEN and keypad work."),
    "relay": QT_TRANSLATE_NOOP("messages", "Reading and log go on."),
    "db": QT_TRANSLATE_NOOP("messages", "Cars are decided as before."),
    "storage": QT_TRANSLATE_NOOP("messages", "Cars are decided as before."),
    "disk": QT_TRANSLATE_NOOP("messages", "All else works."),
    "temp": QT_TRANSLATE_NOOP("messages", "OPEN works."),
    "clock": QT_TRANSLATE_NOOP("messages", "Entries without times work."),
    "sound": QT_TRANSLATE_NOOP("messages", "All else works."),
    "screen": QT_TRANSLATE_NOOP("messages", "Lists and lockdown are as before."),
}
"""What still works, by code or by its first word; the longest that fits counts. Short: it stands in
the banner's one small line."""

DO: dict[str, object] = {
    "camera.login": QT_TRANSLATE_NOOP("messages", "Call the installer."),
    "camera.covered": QT_TRANSLATE_NOOP("messages", "Look at the lens."),
    "camera": QT_TRANSLATE_NOOP("messages", "Look outside, open by hand."),
    "reader.drift": QT_TRANSLATE_NOOP("messages", "Clean the lens, check the light."),
    "reader": QT_TRANSLATE_NOOP("messages", "Type the plate."),
    "model": QT_TRANSLATE_NOOP("messages", "Type the plate. Call the installer."),
    "relay": QT_TRANSLATE_NOOP("messages", "Use the key switch."),
    "db": QT_TRANSLATE_NOOP("messages", "Carry on. Call after 24 h."),
    "storage": QT_TRANSLATE_NOOP("messages", "Carry on. Call after 24 h."),
    "disk": QT_TRANSLATE_NOOP("messages", "Export, or call."),
    "temp": QT_TRANSLATE_NOOP("messages", "Open the cabinet door, call."),
    "clock": QT_TRANSLATE_NOOP("messages", "Set the clock."),
    "sound": QT_TRANSLATE_NOOP("messages", "Watch the screen."),
    "screen": QT_TRANSLATE_NOOP("messages", "Look at the gates."),
    "decision.deny": QT_TRANSLATE_NOOP("messages", "Do not open. Call the supervisor."),
    "gate.fault.forced_open": QT_TRANSLATE_NOOP("messages", "Look outside now."),
    "gate.fault.stuck_relay": QT_TRANSLATE_NOOP("messages", "Switch it off at the cabinet."),
    "gate": QT_TRANSLATE_NOOP("messages", "Look at the gate; use the key switch."),
    "override.unsigned": QT_TRANSLATE_NOOP("messages", "Ask who opened, and why."),
    "recovery": QT_TRANSLATE_NOOP("messages", "Ask who it was. Make new words."),
    "lockdown": QT_TRANSLATE_NOOP("messages", "A supervisor ends it."),
    "visitor": QT_TRANSLATE_NOOP("messages", "Call the host."),
    "alert.flood": QT_TRANSLATE_NOOP("messages", "Go through the list, the worst first."),
    "program": QT_TRANSLATE_NOOP("messages", "Save a report (Health) and send it."),
    "": QT_TRANSLATE_NOOP("messages", "Look at it, then tap SEEN."),
}
"""What to do now, by code or by its first words; the longest that fits counts."""
