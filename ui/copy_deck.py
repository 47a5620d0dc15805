# SPDX-License-Identifier: AGPL-3.0-or-later
"""The copy deck: every sentence that stands for a code (screen specification, section 5)."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP

from alpr_kiosk.domain.commissioning_words import COMMISSIONING_TEXTS
from alpr_kiosk.domain.list_words import LIST_TEXTS
from alpr_kiosk.domain.relay_check_words import CHECK_TEXTS
from alpr_kiosk.domain.ruler_words import RULER_TEXTS
from alpr_kiosk.domain.stay_words import STAY_TEXTS
from ui.texts import TEXTS, decisions

_COPY_DECK: dict[str, object] = {
    "decision.allow.listed": QT_TRANSLATE_NOOP(
        "messages",
        'Let in. {plate} is on the list "{list}" ({who}).',
    ),
    "decision.allow.visitor": QT_TRANSLATE_NOOP(
        "messages",
        "Let in. Visitor for {who}, entry {n} of {max}.",
    ),
    "decision.allow.pass": QT_TRANSLATE_NOOP(
        "messages",
        "Let in. Quick pass by {actor}, ends {time}.",
    ),
    "decision.allow.by_hand": QT_TRANSLATE_NOOP("messages", "Opened by {actor}. Reason: {reason}."),
    "decision.deny.listed": QT_TRANSLATE_NOOP(
        "messages",
        "Stopped. {plate} is banned: {reason}. Do not open; call {contact}.",
    ),
    "decision.deny.expired": QT_TRANSLATE_NOOP(
        "messages",
        "Not let in. The entry for {plate} ended on {date}.",
    ),
    "decision.deny.hours": QT_TRANSLATE_NOOP(
        "messages",
        "Not let in now. {plate} may enter {hours}.",
    ),
    "decision.deny.gate": QT_TRANSLATE_NOOP(
        "messages",
        "Not let in here. {plate} may use {gates}.",
    ),
    "decision.deny.uses": QT_TRANSLATE_NOOP("messages", "Not let in. All {max} entries are used."),
    "decision.deny.lockdown": QT_TRANSLATE_NOOP(
        "messages",
        "Lockdown. No car is let in by the computer.",
    ),
    "decision.unknown": QT_TRANSLATE_NOOP("messages", "{plate} is not on any list."),
    "decision.ignored.zone": QT_TRANSLATE_NOOP(
        "messages",
        "Seen, but not standing in the open zone of {gate}.",
    ),
    "decision.ignored.direction": QT_TRANSLATE_NOOP("messages", "Seen, but driving the other way."),
    "decision.ignored.parked": QT_TRANSLATE_NOOP(
        "messages",
        "Parked car, seen {n} times. Nothing sent to the gate.",
    ),
    "decision.ignored.same_car": QT_TRANSLATE_NOOP(
        "messages",
        "Same car as {time}. The gate was already opened for it.",
    ),
    "decision.ignored.old": QT_TRANSLATE_NOOP(
        "messages",
        "Read too late ({seconds} s). Nothing sent to the gate.",
    ),
    "decision.timeout.closed": QT_TRANSLATE_NOOP(
        "messages",
        'Nobody answered. {gate} stays closed. Tap "Decide again" if the car is still there.',
    ),
    "decision.car_left": QT_TRANSLATE_NOOP("messages", "The car left before an answer."),
    "ask.unknown_waiting": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} is not on a list and is waiting. Let it in?",
    ),
    "ask.lookalike_tie": QT_TRANSLATE_NOOP(
        "messages",
        "Could be {plate_a} ({who_a}) or {plate_b} ({who_b}). Look at the plate.",
    ),
    "ask.near_match": QT_TRANSLATE_NOOP(
        "messages",
        "Looks like {plate} of {who}, one character differs.",
    ),
    "ask.near_ban": QT_TRANSLATE_NOOP("messages", "Careful: looks like the banned plate {plate}."),
    "ask.one_look": QT_TRANSLATE_NOOP(
        "messages",
        "The plate was read only once. Look at it yourself.",
    ),
    "ask.car_differs": QT_TRANSLATE_NOOP(
        "messages",
        "The plate fits {who}, the car does not look like the photo.",
    ),
    "ask.already_inside": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} is already marked as inside since {time}.",
    ),
    "ask.clock": QT_TRANSLATE_NOOP(
        "messages",
        "The clock is not safe, so opening hours were not checked.",
    ),
    "ask.second_factor": QT_TRANSLATE_NOOP(
        "messages",
        "{who} needs a second proof. Ask for {factor}.",
    ),
    "override.saved": QT_TRANSLATE_NOOP("messages", "Saved: {reason}."),
    "override.reason_missing": QT_TRANSLATE_NOOP(
        "messages",
        "Reason missing for {n} opening(s). Tap to add it.",
    ),
    "override.pin_limit": QT_TRANSLATE_NOOP(
        "messages",
        '{n} openings by hand in one hour. Enter your PIN, or hold "Open without PIN".',
    ),
    "override.unsigned": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} was opened without sign-in at {time}.",
    ),
    "gate.opening": QT_TRANSLATE_NOOP("messages", "{gate} is opening."),
    "gate.wait_moving": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} is moving. A second pulse could turn it back. Wait {s} s.",
    ),
    "gate.held_open": QT_TRANSLATE_NOOP("messages", "{gate} is held open until {time}."),
    "gate.hold_ending": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} closes by its own timer in 60 s. Keep the way clear.",
    ),
    "gate.hold_not_possible": QT_TRANSLATE_NOOP(
        "messages",
        "Hold open needs its own wire. This gate has only a pulse.",
    ),
    "gate.fault.no_movement": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} did not move after the command. Check for a blocked arm or power. "
        "Use the key switch.",
    ),
    "gate.fault.forced_open": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} opened without a command. Look outside now.",
    ),
    "gate.fault.stuck_relay": QT_TRANSLATE_NOOP(
        "messages",
        "The relay of {gate} stays on. Switch it off at the cabinet, switch {label}.",
    ),
    "gate.fault.open_too_long": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} is open for {min} min. Look for a car or object under it.",
    ),
    "gate.fault.tailgate": QT_TRANSLATE_NOOP(
        "messages",
        "A second car passed at {gate} on one opening. Check it.",
    ),
    "gate.unknown_position": QT_TRANSLATE_NOOP(
        "messages",
        "No position sensor. Look at the gate. Last command {time}.",
    ),
    "gate.interlock": QT_TRANSLATE_NOOP("messages", "{gate} waits until {other} is closed."),
    "gate.stop_sent": QT_TRANSLATE_NOOP(
        "messages",
        "Stop sent to {gate}. This is not an emergency stop.",
    ),
    "lockdown.on": QT_TRANSLATE_NOOP(
        "messages",
        "LOCKDOWN since {time} by {actor}. Cars are not let in by the computer.",
    ),
    "lockdown.end_pin": QT_TRANSLATE_NOOP("messages", "A supervisor PIN ends the lockdown."),
    "relay.gone": QT_TRANSLATE_NOOP(
        "messages",
        "No link to the relay of {gate} since {time}. OPEN does not work.",
    ),
    "relay.gone.manual": QT_TRANSLATE_NOOP(
        "messages",
        '1 Take key {label}. 2 Turn the key switch at {place}. 3 Tap "I opened it by key".',
    ),
    "relay.no_timer": QT_TRANSLATE_NOOP(
        "messages",
        "This relay has no timer of its own. If the computer stops, the contact may stay on.",
    ),
    "camera.gone": QT_TRANSLATE_NOOP(
        "messages",
        "No picture from {camera} since {time}. Look outside. We try again every {s} s.",
    ),
    "camera.old_picture": QT_TRANSLATE_NOOP("messages", "Old picture, {s} s. Not live."),
    "camera.login": QT_TRANSLATE_NOOP(
        "messages",
        "{camera} refuses the password. Ask the installer.",
    ),
    "camera.moved": QT_TRANSLATE_NOOP(
        "messages",
        "The picture of {camera} changed. Was the camera moved or covered?",
    ),
    "reader.gone": QT_TRANSLATE_NOOP(
        "messages",
        'Plates are not being read. Use "Type a plate". Restart {n} of {max}.',
    ),
    "reader.slow": QT_TRANSLATE_NOOP("messages", "Reading takes {s} s. Cars may wait longer."),
    "reader.drift": QT_TRANSLATE_NOOP(
        "messages",
        "{camera} reads {pct} % fewer plates since {time}. Clean the lens or check the light.",
    ),
    "db.gone": QT_TRANSLATE_NOOP(
        "messages",
        "The list server is away. Lists from {time} are used. Changes are off.",
    ),
    "db.queue_long": QT_TRANSLATE_NOOP(
        "messages",
        "{n} records wait for the server. Nothing is lost.",
    ),
    "disk.warn": QT_TRANSLATE_NOOP("messages", "Disk {pct} % full. Old pictures go at {limit} %."),
    "disk.full": QT_TRANSLATE_NOOP(
        "messages",
        "Disk full. No new pictures are kept. The log goes on. Export or call {contact}.",
    ),
    "temp.hot": QT_TRANSLATE_NOOP(
        "messages",
        "The computer is {c} °C. Reading is slower. Open the cabinet door and check the fan.",
    ),
    "clock.wrong": QT_TRANSLATE_NOOP(
        "messages",
        "The clock jumped {s} s. Opening hours are off; cars are asked about. Set the clock.",
    ),
    "sound.gone": QT_TRANSLATE_NOOP("messages", "No sound device. Watch the screen."),
    "screen.back": QT_TRANSLATE_NOOP(
        "messages",
        "The program restarted after {s} s. Check the gates.",
    ),
    "alert.flood": QT_TRANSLATE_NOOP(
        "messages",
        "{n} alerts in 10 minutes. Open the list; the first was: {first}.",
    ),
    "alert.shelved": QT_TRANSLATE_NOOP("messages", "Hidden until {time} by {actor}."),
    "keypad.none": QT_TRANSLATE_NOOP(
        "messages",
        "No plate like {plate}. Make a quick pass or check the spelling.",
    ),
    "pass.saved": QT_TRANSLATE_NOOP("messages", "Pass for {plate} saved until {time}."),
    "pass.near_ban": QT_TRANSLATE_NOOP(
        "messages",
        "Stop: {plate} looks like the banned {banned}. A PIN is needed.",
    ),
    "lists.empty": QT_TRANSLATE_NOOP("messages", "No plates yet. Add one or import a file."),
    "lists.collision.deny": QT_TRANSLATE_NOOP(
        "messages",
        "{a} (allow) is one misread from {b} (banned). {a} will open only on an "
        "exact read, else you are asked.",
    ),
    "lists.collision.owner": QT_TRANSLATE_NOOP(
        "messages",
        "{a} ({who_a}) and {b} ({who_b}) look alike. A doubtful read will be asked.",
    ),
    "lists.read_only": QT_TRANSLATE_NOOP(
        "messages",
        "Changes are off while the list server is away.",
    ),
    "import.refused": QT_TRANSLATE_NOOP("messages", "Line {n}: {why}. Left out."),
    "import.done": QT_TRANSLATE_NOOP(
        "messages",
        "{added} added, {changed} changed, {removed} removed. Undo until {time}.",
    ),
    "history.reason_needed": QT_TRANSLATE_NOOP(
        "messages",
        "Why do you search? The search and the reason are kept.",
    ),
    "history.none": QT_TRANSLATE_NOOP(
        "messages",
        "Nothing found. Try fewer characters or a longer time.",
    ),
    "evidence.broken": QT_TRANSLATE_NOOP(
        "messages",
        "This record does not fit its seal. Tell a supervisor. Do not use it as proof alone.",
    ),
    "evidence.exported": QT_TRANSLATE_NOOP(
        "messages",
        "Exported {n} records to {target}. Manifest {hash}.",
    ),
    "privacy.deleted": QT_TRANSLATE_NOOP("messages", "Picture deleted on {date} as set."),
    "privacy.erased": QT_TRANSLATE_NOOP(
        "messages",
        "Erased {n} records of {plate}. Proof line {id}.",
    ),
    "pin.wrong": QT_TRANSLATE_NOOP("messages", "Wrong PIN. Try again in {s} s. OPEN still works."),
    "shift.started": QT_TRANSLATE_NOOP("messages", "Shift started {time}."),
    "handover.nothing": QT_TRANSLATE_NOOP("messages", "Nothing new since your last shift."),
    "inside.muster": QT_TRANSLATE_NOOP(
        "messages",
        "{n} cars inside, {m} not sure. List from {time}.",
    ),
    "setup.unfinished": QT_TRANSLATE_NOOP(
        "messages",
        "Setup is not finished ({step}). Gates work by hand only.",
    ),
    "config.error": QT_TRANSLATE_NOOP(
        "messages",
        "The settings file has {n} mistakes. Gates work by hand only.",
    ),
    "config.reverting": QT_TRANSLATE_NOOP(
        "messages",
        'Old settings come back in {s} s. Tap "Keep" if all is well.',
    ),
    "form.unsaved": QT_TRANSLATE_NOOP("messages", "You have changes that are not saved."),
    "live.empty": QT_TRANSLATE_NOOP("messages", "No cars yet today."),
    "reports.none": QT_TRANSLATE_NOOP("messages", "No passages in this time."),
    "ui.no_answer": QT_TRANSLATE_NOOP(
        "messages",
        "No answer for {s} s. The command may have worked: look at the gate before you try again.",
    ),
}
COPY_DECK = cast("dict[str, str]", _COPY_DECK)
"""Codes and texts exactly as specified."""

MORE = RULER_TEXTS | COMMISSIONING_TEXTS | CHECK_TEXTS | STAY_TEXTS | LIST_TEXTS | TEXTS
"""Codes of this version that the specification does not list: errors, further reasons, answers; the
plate ruler's stand in the domain, as the command line says the same sentences."""

SHORT = cast("dict[str, str]", decisions.SHORT)
"""Two or three words for a card, where the sentence does not fit."""
