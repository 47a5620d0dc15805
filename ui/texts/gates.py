# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for codes: gates, relays and lanes, and openings by hand."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS: dict[str, object] = {
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
    "lockdown.ended": QT_TRANSLATE_NOOP("messages", "Lockdown is over."),
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
}
