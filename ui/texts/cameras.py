# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for codes: cameras, and the networks that read."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS: dict[str, object] = {
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
    "vision.stopped": QT_TRANSLATE_NOOP(
        "messages",
        'Plates are not being read. Look at the cars and use "OPEN".',
    ),
}
