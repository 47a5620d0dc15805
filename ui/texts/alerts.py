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
    "alert.over_unseen": QT_TRANSLATE_NOOP("messages", "It is over. Tap SEEN."),
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

_OVER: dict[str, object] = {
    "camera": QT_TRANSLATE_NOOP(
        "messages", "Something was wrong with {camera} for {long}, until {until}."
    ),
    "camera.gone": QT_TRANSLATE_NOOP(
        "messages", "{camera} sent no picture for {long}, until {until}."
    ),
    "camera.ended": QT_TRANSLATE_NOOP(
        "messages", "The recording of {camera} was over for {long}, until {until}."
    ),
    "camera.frozen": QT_TRANSLATE_NOOP(
        "messages", "The picture of {camera} stood still for {long}, until {until}."
    ),
    "camera.covered": QT_TRANSLATE_NOOP(
        "messages", "Nothing was to be seen from {camera} for {long}, until {until}."
    ),
    "camera.moved": QT_TRANSLATE_NOOP(
        "messages", "The picture of {camera} was another than usual for {long}, until {until}."
    ),
    "camera.login": QT_TRANSLATE_NOOP(
        "messages", "{camera} refused the password for {long}, until {until}."
    ),
    "camera.format": QT_TRANSLATE_NOOP(
        "messages", "{camera} sent a picture that could not be read for {long}, until {until}."
    ),
    "camera.drift": QT_TRANSLATE_NOOP(
        "messages", "{camera} read fewer plates than usual for {long}, until {until}."
    ),
    "reader.fewer_cars": QT_TRANSLATE_NOOP(
        "messages", "{camera} saw fewer cars than usual for {long}, until {until}."
    ),
    "reader.slow": QT_TRANSLATE_NOOP("messages", "Reading was slow for {long}, until {until}."),
    "reader": QT_TRANSLATE_NOOP("messages", "Plates were not read for {long}, until {until}."),
    "relay": QT_TRANSLATE_NOOP(
        "messages", "The relay of {gate} was in trouble for {long}, until {until}."
    ),
    "relay.gone": QT_TRANSLATE_NOOP(
        "messages", "There was no link to the relay of {gate} for {long}, until {until}."
    ),
    "relay.auth": QT_TRANSLATE_NOOP(
        "messages", "The relay of {gate} refused the password for {long}, until {until}."
    ),
    "relay.ambiguous": QT_TRANSLATE_NOOP(
        "messages", "It was not known for {long}, until {until}, whether {gate} had got a command."
    ),
    "relay.stuck_on": QT_TRANSLATE_NOOP(
        "messages", "The relay of {gate} stayed on for {long}, until {until}."
    ),
    "gate": QT_TRANSLATE_NOOP("messages", "{gate} was in trouble for {long}, until {until}."),
    "gate.fault.no_movement": QT_TRANSLATE_NOOP(
        "messages", "{gate} had not moved after a command for {long}, until {until}."
    ),
    "gate.fault.forced_open": QT_TRANSLATE_NOOP(
        "messages", "{gate} stood open without a command for {long}, until {until}."
    ),
    "gate.fault.foreign_command": QT_TRANSLATE_NOOP(
        "messages", "The relay of {gate} was switched on at {from}, but not by this program."
    ),
    "gate.fault.open_too_long": QT_TRANSLATE_NOOP(
        "messages", "{gate} stood open too long, by {long}, until {until}."
    ),
    "gate.fault.tailgate": QT_TRANSLATE_NOOP(
        "messages", "A second car passed at {gate} on one opening at {from}."
    ),
    "gate.fault.stop_stuck": QT_TRANSLATE_NOOP(
        "messages", "STOP of {gate} did not end for {long}, until {until}."
    ),
    "gate.fault.hold_stuck": QT_TRANSLATE_NOOP(
        "messages", "Hold open of {gate} did not end for {long}, until {until}."
    ),
    "gate.fault.tamper": QT_TRANSLATE_NOOP(
        "messages", "Somebody was at the tamper contact of {gate} for {long}, until {until}."
    ),
    "gate.fault.door": QT_TRANSLATE_NOOP(
        "messages", "The cabinet door of {gate} was open for {long}, until {until}."
    ),
    "gate.thread_lost": QT_TRANSLATE_NOOP(
        "messages", "The control of {gate} stood still for {long}, until {until}."
    ),
    "db": QT_TRANSLATE_NOOP(
        "messages", "The list server was away for {long}, until {until}. Nothing is lost."
    ),
    "db.server_away": QT_TRANSLATE_NOOP(
        "messages", "PostgreSQL was away for {long}, until {until}. Nothing is lost."
    ),
    "db.queue_long": QT_TRANSLATE_NOOP(
        "messages", "Records waited for the server for {long}, until {until}. Nothing is lost."
    ),
    "storage": QT_TRANSLATE_NOOP(
        "messages", "The record was in trouble for {long}, until {until}."
    ),
    "journal": QT_TRANSLATE_NOOP(
        "messages", "The record could not be written for {long}, until {until}."
    ),
    "storage.no_space": QT_TRANSLATE_NOOP(
        "messages", "No backup could be made for {long}, until {until}."
    ),
    "storage.second_missing": QT_TRANSLATE_NOOP(
        "messages", "The second place for backups was missing for {long}, until {until}."
    ),
    "disk": QT_TRANSLATE_NOOP(
        "messages", "There was too little room on the disk for {long}, until {until}."
    ),
    "disk.full": QT_TRANSLATE_NOOP(
        "messages", "No new pictures were kept for {long}, until {until}: the disk was full."
    ),
    "temp": QT_TRANSLATE_NOOP("messages", "The computer was too hot for {long}, until {until}."),
    "clock": QT_TRANSLATE_NOOP("messages", "The clock was not safe for {long}, until {until}."),
    "sound": QT_TRANSLATE_NOOP("messages", "There was no sound for {long}, until {until}."),
    "worker": QT_TRANSLATE_NOOP(
        "messages", "A part of the program stood still for {long}, until {until}."
    ),
    "lockdown": QT_TRANSLATE_NOOP("messages", "There was a lockdown for {long}, until {until}."),
    "decision.deny.listed": QT_TRANSLATE_NOOP(
        "messages", "The banned {plate} was here for {long}, until {until}."
    ),
    "visitor.overstay": QT_TRANSLATE_NOOP(
        "messages",
        "Visitor {plate} for {who} was inside longer than allowed, by {long}, until {until}.",
    ),
    "alert.flood": QT_TRANSLATE_NOOP(
        "messages",
        "{n} alerts came in 10 minutes; the first was: {first}. That went on for {long}, until "
        "{until}.",
    ),
    "": QT_TRANSLATE_NOOP("messages", "{first}. This went on for {long}, until {until}."),
}
_SAME = {
    "camera.lost": "camera.gone",
    "camera.unreachable": "camera.gone",
    "camera.timeout": "camera.gone",
    "camera.not_found": "camera.gone",
    "camera.stalled": "camera.gone",
    "camera.empty": "camera.gone",
    "camera.auth": "camera.login",
    "reader.drift": "camera.drift",
    "model": "reader",
    "relay.unreachable": "relay.gone",
    "relay.timeout": "relay.gone",
    "gate.fault.stuck_relay": "relay.stuck_on",
    "gate.restart_unknown": "relay.ambiguous",
    "gate.unknown_after_restart": "relay.ambiguous",
    "storage.server_unreachable": "db.server_away",
    "storage.server_refused": "db.server_away",
    "storage.server_unsafe": "db.server_away",
    "storage.backup_failed": "storage.no_space",
}
OVER: dict[str, object] = _OVER | {code: _OVER[other] for code, other in _SAME.items()}
"""What was, for how long and until when, by code or by its first words; the longest that fits
counts. An alert that has ended promises nothing and asks for nothing: `{first}` is the first
sentence of its own text, what follows it there says what to do. `{from}` is when it rang."""

MOMENTS = (
    *("override", "config", "recovery", "screen", "program", "lists", "audit", "passage"),
    *("db.set_aside", "db.server_rejected", "storage.restored", "storage.lost"),
)
"""Alerts that tell what happened, and no state that ends: by the first words of their codes. They
say the same as long as nobody has seen them."""
