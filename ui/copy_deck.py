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
from ui.texts import TEXTS

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

_MORE: dict[str, object] = {
    "history.short_pattern": QT_TRANSLATE_NOOP(
        "messages",
        "Give {needed} characters that stand together, or a day to look in.",
    ),
    "history.no_pattern": QT_TRANSLATE_NOOP("messages", "Give a letter or a digit of the plate."),
    "history.long_pattern": QT_TRANSLATE_NOOP(
        "messages", "No plate is that long: {most} characters at most."
    ),
    "pin.differs": QT_TRANSLATE_NOOP("messages", "The two PINs differ. Nothing was changed."),
    "decision.allow.visitor.uncounted": QT_TRANSLATE_NOOP(
        "messages",
        "Let in. Visitor for {who}.",
    ),
    "decision.allow.by_hand.no_reason": QT_TRANSLATE_NOOP(
        "messages",
        "Opened by {actor}. The reason is in the record once it is given.",
    ),
    "decision.ignored.log_only": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} was written down. This lane only keeps a record.",
    ),
    "ask.always": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} of {who} is at {gate}. This lane asks for every car.",
    ),
    "ask.gate_not_sure": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} may enter, but {gate} is not sure. Look at the gate, then let it in.",
    ),
    "ask.watch": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} is watched: {who}. Look at the car before you let it in.",
    ),
    "ask.direction_unknown": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} is known, but its direction was not seen. Look which way it drives.",
    ),
    "ask.picture_still": QT_TRANSLATE_NOOP(
        "messages",
        "{plate} may enter, but nothing moves in the picture. Look at the lane, then let it in.",
    ),
    "ask.kept_closed": QT_TRANSLATE_NOOP("messages", "{gate} stays closed, as you chose."),
    "ask.let_in": QT_TRANSLATE_NOOP("messages", "You let the car in at {gate}."),
    "relay.unreachable": QT_TRANSLATE_NOOP(
        "messages",
        "The relay of {gate} does not answer. Nothing was sent. Check its network and power.",
    ),
    "relay.auth": QT_TRANSLATE_NOOP(
        "messages",
        "The relay of {gate} refuses the password. Nothing was sent. Call the installer.",
    ),
    "relay.refused": QT_TRANSLATE_NOOP(
        "messages",
        "The relay of {gate} said no. The gate was not opened. Look at the gate, then try again.",
    ),
    "relay.ambiguous": QT_TRANSLATE_NOOP(
        "messages",
        "It is not known whether {gate} got the command. Look at the gate before you open again.",
    ),
    "relay.timeout": QT_TRANSLATE_NOOP(
        "messages",
        "The relay of {gate} did not answer in time. Look at the gate before you open again.",
    ),
    "relay.stuck_on": QT_TRANSLATE_NOOP(
        "messages",
        "The relay of {gate} stays on. Switch it off at the cabinet.",
    ),
    "relay.protocol": QT_TRANSLATE_NOOP(
        "messages",
        "The relay of {gate} answers with something unknown. Call the installer.",
    ),
    "gate.unknown": QT_TRANSLATE_NOOP("messages", "There is no such gate in the settings."),
    "gate.too_late": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} was not free in time, nothing was sent. Look at the gate, then hold again.",
    ),
    "gate.busy": QT_TRANSLATE_NOOP("messages", "{gate} is working on a command. Wait a moment."),
    "gate.old_decision": QT_TRANSLATE_NOOP(
        "messages",
        "The decision is too old. Look at the car, then open by hand.",
    ),
    "gate.already_opened": QT_TRANSLATE_NOOP("messages", "{gate} was already opened for this car."),
    "gate.blocked": QT_TRANSLATE_NOOP(
        "messages",
        "Automatic opening of {gate} is off until somebody has looked at the gate.",
    ),
    "gate.confirmed": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} is confirmed. Automatic opening is on again.",
    ),
    "gate.not_confirmed": QT_TRANSLATE_NOOP(
        "messages",
        "Last command to {gate} is not certain. Automatic opening is off. Look at the gate.",
    ),
    "gate.lockout": QT_TRANSLATE_NOOP(
        "messages",
        "A command was sent just now. A second pulse may turn {gate} back. Hold for "
        "3 s to send it.",
    ),
    "gate.deny_listed": QT_TRANSLATE_NOOP(
        "messages",
        "A banned car stands at {gate}. Hold for 3 s to open anyway.",
    ),
    "gate.many_openings": QT_TRANSLATE_NOOP(
        "messages",
        "More than {n} openings by hand in one hour. Hold for 3 s to open.",
    ),
    "gate.not_recorded": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} was opened, but the record could not be written. Call {contact}.",
    ),
    "gate.no_stop": QT_TRANSLATE_NOOP("messages", "{gate} has no stop output."),
    "gate.no_hold": QT_TRANSLATE_NOOP(
        "messages",
        "Hold open needs its own wire. This gate has only a pulse.",
    ),
    "gate.fault.relay": QT_TRANSLATE_NOOP(
        "messages",
        "The relay of {gate} reports a fault. Look at the gate. Use the key switch "
        "if it does not move.",
    ),
    "gate.restart_unknown": QT_TRANSLATE_NOOP(
        "messages",
        "The program stopped during a command to {gate}. Look at the gate.",
    ),
    "camera.lost": QT_TRANSLATE_NOOP(
        "messages",
        "The picture of {camera} broke off at {time}. Look outside. We try again every {s} s.",
    ),
    "camera.unreachable": QT_TRANSLATE_NOOP(
        "messages",
        "No link to {camera} since {time}. Look outside. Check its network and power.",
    ),
    "camera.timeout": QT_TRANSLATE_NOOP(
        "messages",
        "{camera} does not answer in time. Look outside. We try again.",
    ),
    "camera.auth": QT_TRANSLATE_NOOP(
        "messages",
        "{camera} refuses the password. Call the installer.",
    ),
    "camera.format": QT_TRANSLATE_NOOP(
        "messages",
        "{camera} sends a picture that cannot be read. Call the installer.",
    ),
    "camera.not_found": QT_TRANSLATE_NOOP(
        "messages",
        "Nothing at the address of {camera} since {time}. Look outside. Check its settings.",
    ),
    "camera.empty": QT_TRANSLATE_NOOP(
        "messages",
        "The source of {camera} has no picture. Check the settings of this camera.",
    ),
    "camera.ended": QT_TRANSLATE_NOOP("messages", "The recording of {camera} is over."),
    "camera.frozen": QT_TRANSLATE_NOOP(
        "messages",
        "The picture of {camera} has not changed since {time}. Do not trust it. Look outside.",
    ),
    "camera.covered": QT_TRANSLATE_NOOP(
        "messages",
        "Nothing to see from {camera} since {time}. Look outside. Clean or uncover the lens.",
    ),
    "camera.late": QT_TRANSLATE_NOOP("messages", "Old picture, {s} s. Not live."),
    "camera.drift": QT_TRANSLATE_NOOP(
        "messages",
        "{camera} reads {pct} % fewer plates since {time}. Clean the lens or check the light.",
    ),
    "reader.fewer_cars": QT_TRANSLATE_NOOP(
        "messages",
        "{camera} has seen {pct} % fewer cars than usual since {time}. Look outside. "
        "Was the camera turned away?",
    ),
    "camera.address": QT_TRANSLATE_NOOP(
        "messages",
        "This is no address of a camera. Check the spelling.",
    ),
    "camera.name": QT_TRANSLATE_NOOP(
        "messages",
        "No host is called {host}. Check the spelling, or use its IP address.",
    ),
    "camera.refused": QT_TRANSLATE_NOOP(
        "messages",
        "{host} is there, but nothing answers at port {port}. Check the port.",
    ),
    "camera.slow": QT_TRANSLATE_NOOP("messages", "The camera takes too long to answer."),
    "camera.cancelled": QT_TRANSLATE_NOOP("messages", "Stopped before there was an answer."),
    "camera.internal": QT_TRANSLATE_NOOP(
        "messages",
        "The test itself failed ({detail}). Please report this.",
    ),
    "camera.stalled": QT_TRANSLATE_NOOP(
        "messages",
        "{camera} stopped sending at {time}. Look outside. We try again every {s} s.",
    ),
    "model.missing": QT_TRANSLATE_NOOP(
        "messages",
        "The reading weights {file} are not there. Plates are not read. Call the installer.",
    ),
    "model.altered": QT_TRANSLATE_NOOP(
        "messages",
        "The reading weights {file} were changed (expected {expected}, found "
        "{found}). Plates are not read. Call the installer.",
    ),
    "model.unknown": QT_TRANSLATE_NOOP(
        "messages",
        "There are no reading weights with the name {name}. Check the settings.",
    ),
    "model.kind": QT_TRANSLATE_NOOP(
        "messages",
        "The weights {name} are not of the right kind. Check the settings.",
    ),
    "model.manifest": QT_TRANSLATE_NOOP(
        "messages",
        "The list of reading weights cannot be used. Call the installer.",
    ),
    "model.shape": QT_TRANSLATE_NOOP(
        "messages",
        "The weights {name} do not fit this program. Call the installer.",
    ),
    "engine.load": QT_TRANSLATE_NOOP(
        "messages",
        "The reading engine cannot start: {detail}. Call the installer.",
    ),
    "engine.run": QT_TRANSLATE_NOOP(
        "messages",
        'The reading engine failed. It starts again by itself. Use the key "OPEN" '
        "for cars that wait.",
    ),
    "engine.missing": QT_TRANSLATE_NOOP(
        "messages",
        "The reading engine {name} is not installed. Call the installer.",
    ),
    "config.missing": QT_TRANSLATE_NOOP("messages", "There is no settings file at {file}."),
    "config.unreadable": QT_TRANSLATE_NOOP(
        "messages",
        "The settings file {file} cannot be read. Check that it is there and allowed.",
    ),
    "config.syntax": QT_TRANSLATE_NOOP("messages", "The settings file is not valid TOML."),
    "config.secret": QT_TRANSLATE_NOOP(
        "messages",
        "A password is set in a way that others can read. Check the file's rights.",
    ),
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
    "decision.deny.holiday": QT_TRANSLATE_NOOP(
        "messages",
        "Not let in today. {plate} may not enter on holidays ({holiday}).",
    ),
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
    "session.needed": QT_TRANSLATE_NOOP("messages", "Sign in as a supervisor first."),
    "session.ended": QT_TRANSLATE_NOOP("messages", "Your sign-in has ended. Enter the PIN again."),
    "pin.too_short": QT_TRANSLATE_NOOP("messages", "A PIN needs at least 6 digits."),
    "pin.too_simple": QT_TRANSLATE_NOOP("messages", "This PIN is too easy to guess."),
    "pin.enter": QT_TRANSLATE_NOOP("messages", "Enter your PIN."),
    "pin.no_user": QT_TRANSLATE_NOOP(
        "messages",
        "Nobody has a supervisor PIN yet. Set one with the command line.",
    ),
    "lockdown.ended": QT_TRANSLATE_NOOP("messages", "Lockdown is over."),
    "vision.stopped": QT_TRANSLATE_NOOP(
        "messages",
        'Plates are not being read. Look at the cars and use "OPEN".',
    ),
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
    "gate.shut_down": QT_TRANSLATE_NOOP(
        "messages",
        "The program is stopping. {gate} works by hand only.",
    ),
    "gate.step_no_contact": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} is never opened automatically: nobody can see whether a pulse opens "
        "or turns it back.",
    ),
    "gate.fault.foreign_command": QT_TRANSLATE_NOOP(
        "messages",
        "The relay of {gate} was switched on, but not by this program. Look outside now.",
    ),
    "gate.fault.stop_stuck": QT_TRANSLATE_NOOP(
        "messages",
        "STOP of {gate} does not end: the gate will not move. Use the key switch {label}, {place}.",
    ),
    "gate.fault.hold_stuck": QT_TRANSLATE_NOOP(
        "messages",
        "Hold open of {gate} does not end. Switch it off at the cabinet, switch {label}.",
    ),
    "gate.fault.tamper": QT_TRANSLATE_NOOP(
        "messages",
        "The tamper contact of {gate} says that somebody is at it. Look at {place}.",
    ),
    "gate.fault.door": QT_TRANSLATE_NOOP(
        "messages",
        "The cabinet door of {gate} is open. Look at {place}.",
    ),
    "gate.hold_not_on": QT_TRANSLATE_NOOP("messages", "{gate} is not held open."),
    "gate.hold_too_long": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} can be held open for 1 to 60 minutes.",
    ),
    "gate.hold_signed_out": QT_TRANSLATE_NOOP(
        "messages",
        "Sign in to hold {gate} open: it stands open for everybody.",
    ),
    "lane.unknown": QT_TRANSLATE_NOOP("messages", "There is no such lane any more."),
    "lane.mode_not_here": QT_TRANSLATE_NOOP(
        "messages",
        "Lockdown and hold open have keys of their own.",
    ),
    "relay.certificate": QT_TRANSLATE_NOOP(
        "messages",
        "The authority {file} of a relay can't be used: {why}.",
    ),
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
    "relay.no_inputs": QT_TRANSLATE_NOOP(
        "messages",
        "This kind of relay has no inputs. Take the inputs out of the site file, or use another.",
    ),
    "gate.stop_not_wired": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} has no stop output.",
    ),
    "gate.no_passage": QT_TRANSLATE_NOOP(
        "messages",
        "No car belongs to this opening. Look at the gate, then open by hand.",
    ),
    "gate.already_open": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} is already open.",
    ),
    "gate.unknown_after_restart": QT_TRANSLATE_NOOP(
        "messages",
        "The program stopped during a command to {gate}. It is not known whether it "
        "opened. Look at the gate.",
    ),
    "gate.not_in_config": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} is no longer in the settings. Its relay was left alone.",
    ),
    "gate.thread_lost": QT_TRANSLATE_NOOP(
        "messages",
        "The control of {gate} stopped and starts again. Look at the gate. Use the "
        "key switch if OPEN does not work.",
    ),
    "override.needs_long_hold": QT_TRANSLATE_NOOP(
        "messages",
        "Hold for 3 s to open {gate} now.",
    ),
    "override.not_recorded": QT_TRANSLATE_NOOP(
        "messages",
        "{gate} was opened, but not recorded. Write it down and call {contact}.",
    ),
    "relay.password_missing": QT_TRANSLATE_NOOP(
        "messages",
        "The password of a relay is not set (variable {variable}). Call the installer.",
    ),
    "ask.over": QT_TRANSLATE_NOOP(
        "messages",
        "This question is already over.",
    ),
    "worker.gone": QT_TRANSLATE_NOOP(
        "messages",
        "A part of the program stopped and starts again. Watch the gates.",
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
    "lists.row_refused": QT_TRANSLATE_NOOP(
        "messages",
        "Entry {entry}, changed in PostgreSQL by {who}, was not taken ({code}). Have it put right.",
    ),
    "lists.kept_here": QT_TRANSLATE_NOOP(
        "messages",
        "Entry {entry} was changed here and in PostgreSQL by {who}. The change from here counts.",
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
    "lists.altered": QT_TRANSLATE_NOOP(
        "messages",
        "The lists were changed from outside. Check them.",
    ),
    "lists.bad_plate": QT_TRANSLATE_NOOP(
        "messages",
        "A plate has {min} to {max} letters and digits.",
    ),
    "pin.needed": QT_TRANSLATE_NOOP(
        "messages",
        "Your sign-in has ended. Enter the PIN again.",
    ),
    "config.none": QT_TRANSLATE_NOOP(
        "messages",
        "There is no settings file. Make one, or start with the demo site.",
    ),
}
MORE = (
    cast("dict[str, str]", _MORE)
    | RULER_TEXTS
    | COMMISSIONING_TEXTS
    | CHECK_TEXTS
    | STAY_TEXTS
    | LIST_TEXTS
    | TEXTS
)
"""Codes of this version that the specification does not list: errors, further reasons, answers; the
plate ruler's stand in the domain, as the command line says the same sentences."""

_SHORT: dict[str, object] = {
    "decision.allow.listed": QT_TRANSLATE_NOOP("messages", "Listed"),
    "decision.allow.visitor": QT_TRANSLATE_NOOP("messages", "Visitor"),
    "decision.allow.pass": QT_TRANSLATE_NOOP("messages", "Quick pass"),
    "decision.allow.by_hand": QT_TRANSLATE_NOOP("messages", "By hand"),
    "decision.allow.passback": QT_TRANSLATE_NOOP("messages", "Was inside already"),
    "decision.allow.passback_out": QT_TRANSLATE_NOOP("messages", "Had left already"),
    "ask.passback": QT_TRANSLATE_NOOP("messages", "Inside already?"),
    "ask.passback_out": QT_TRANSLATE_NOOP("messages", "Has left already?"),
    "ask.passback_alike": QT_TRANSLATE_NOOP("messages", "Look-alike is inside"),
    "ask.passback_doubt": QT_TRANSLATE_NOOP("messages", "Perhaps inside"),
    "decision.deny.listed": QT_TRANSLATE_NOOP("messages", "Banned"),
    "decision.deny.expired": QT_TRANSLATE_NOOP("messages", "Entry ended"),
    "decision.deny.hours": QT_TRANSLATE_NOOP("messages", "Not at this hour"),
    "decision.deny.holiday": QT_TRANSLATE_NOOP("messages", "Not on holidays"),
    "decision.deny.gate": QT_TRANSLATE_NOOP("messages", "Not at this gate"),
    "decision.deny.uses": QT_TRANSLATE_NOOP("messages", "All entries used"),
    "decision.deny.lockdown": QT_TRANSLATE_NOOP("messages", "Lockdown"),
    "decision.unknown": QT_TRANSLATE_NOOP("messages", "Not on a list"),
    "decision.ignored.zone": QT_TRANSLATE_NOOP("messages", "Not at the gate"),
    "decision.ignored.direction": QT_TRANSLATE_NOOP("messages", "Other way"),
    "decision.ignored.parked": QT_TRANSLATE_NOOP("messages", "Parked"),
    "decision.ignored.same_car": QT_TRANSLATE_NOOP("messages", "Same car"),
    "decision.ignored.old": QT_TRANSLATE_NOOP("messages", "Read too late"),
    "decision.ignored.log_only": QT_TRANSLATE_NOOP("messages", "Written down"),
    "decision.timeout.closed": QT_TRANSLATE_NOOP("messages", "Nobody answered"),
    "decision.car_left": QT_TRANSLATE_NOOP("messages", "Car left"),
    "ask.unknown_waiting": QT_TRANSLATE_NOOP("messages", "Not on a list"),
    "ask.lookalike_tie": QT_TRANSLATE_NOOP("messages", "Two plates fit"),
    "ask.near_match": QT_TRANSLATE_NOOP("messages", "One character off"),
    "ask.near_ban": QT_TRANSLATE_NOOP("messages", "Looks like a ban"),
    "ask.one_look": QT_TRANSLATE_NOOP("messages", "Read only once"),
    "ask.always": QT_TRANSLATE_NOOP("messages", "Lane asks"),
    "ask.gate_not_sure": QT_TRANSLATE_NOOP("messages", "Gate not sure"),
    "ask.watch": QT_TRANSLATE_NOOP("messages", "Watched"),
    "ask.direction_unknown": QT_TRANSLATE_NOOP("messages", "Which way?"),
    "ask.picture_still": QT_TRANSLATE_NOOP("messages", "Picture stands still"),
    "ask.clock": QT_TRANSLATE_NOOP("messages", "Clock not safe"),
    "ask.second_factor": QT_TRANSLATE_NOOP("messages", "Second proof"),
}
SHORT = cast("dict[str, str]", _SHORT)
"""Two or three words for a card, where the sentence does not fit."""
