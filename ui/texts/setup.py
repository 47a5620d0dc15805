# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for codes: the first run."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS: dict[str, object] = {
    "relay.add.others": QT_TRANSLATE_NOOP(
        "messages", "Devices with requests of their own and plug-ins are set up in the site file."
    ),
    "relay.add.empty": QT_TRANSLATE_NOOP("messages", "This must not stay empty."),
    "relay.add.number": QT_TRANSLATE_NOOP("messages", "Type a whole number."),
    "relay.add.no_port": QT_TRANSLATE_NOOP(
        "messages", "No serial port was found. Check its cable, or type the path."
    ),
    "relay.add.ports": QT_TRANSLATE_NOOP(
        "messages", "Nothing is sent to any of them until you test the gate."
    ),
    "setup.unfinished.auto": QT_TRANSLATE_NOOP(
        "messages", "Setup is not finished ({step}). Open it and make the result sheet."
    ),
    "repair.report_kept": QT_TRANSLATE_NOOP(
        "messages", "The report is kept: {path}. It names no plate and no password."
    ),
    "repair.too_often": QT_TRANSLATE_NOOP(
        "messages", "Started 5 times within a minute. Wait {s} s, then tap Retry."
    ),
    "setup.cant_wait": QT_TRANSLATE_NOOP("messages", "This step can't be done later."),
    "setup.no_supervisor": QT_TRANSLATE_NOOP(
        "messages", "Nobody can sign in yet. Go back to step 4 and let the supervisor type a PIN."
    ),
    "setup.not_driven": QT_TRANSLATE_NOOP(
        "messages",
        "The drive test is not passed: each lane needs 5 cars in a row that were read. Drive on, "
        "tap Later, or let a supervisor accept the risk.",
    ),
    "setup.users_exist": QT_TRANSLATE_NOOP(
        "messages", "There are people with a PIN already. Use Users and PINs."
    ),
    "setup.risk": QT_TRANSLATE_NOOP(
        "messages", "Automatic opening is on without a drive test. The record says who did it."
    ),
    "setup.sheet_kept": QT_TRANSLATE_NOOP("messages", "Result sheet kept: {sheet}"),
}
