# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for codes: cameras, picture editor, gates, first run, repair."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

TEXTS: dict[str, object] = {
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
    "config.none": QT_TRANSLATE_NOOP(
        "messages",
        "There is no settings file. Make one, or start with the demo site.",
    ),
    "gates.none": QT_TRANSLATE_NOOP(
        "messages", "No gate is set up. Add one in the site file, see docs/relays.md."
    ),
    "gates.asked": QT_TRANSLATE_NOOP("messages", "The relay was asked. What it said stands here."),
    "commission.sheet_kept": QT_TRANSLATE_NOOP("messages", "Result sheet {sheet} is kept."),
    "config.applied": QT_TRANSLATE_NOOP("messages", "The new settings are being taken over."),
    "config.kept": QT_TRANSLATE_NOOP("messages", "The new settings stay."),
    "config.back_asked": QT_TRANSLATE_NOOP("messages", "The old settings come back now."),
    "config.taken_back": QT_TRANSLATE_NOOP("messages", "The old settings are back."),
    "config.unchanged": QT_TRANSLATE_NOOP("messages", "Nothing was changed."),
    "config.went_back": QT_TRANSLATE_NOOP(
        "messages",
        "Nobody kept the new settings, so the old ones are back since {time}. Open Settings and "
        "change them again if you need them.",
    ),
    "config.not_built": QT_TRANSLATE_NOOP(
        "messages",
        "The new settings do not work ({why}). The old ones are back. Open Settings and look at "
        "the last change.",
    ),
    "config.on_trial": QT_TRANSLATE_NOOP(
        "messages", "Other new settings are being tried out. Tap Keep or Go back now first."
    ),
    "config.no_trial": QT_TRANSLATE_NOOP("messages", "No settings are being tried out any more."),
    "config.refused": QT_TRANSLATE_NOOP(
        "messages", "Not saved. {key}: {mistake}. Change it and save again."
    ),
    "config.unwritable": QT_TRANSLATE_NOOP(
        "messages",
        "The settings file {path} can't be written ({why}). Nothing was changed. Let the "
        "program's user write in its folder.",
    ),
    "config.not_editable": QT_TRANSLATE_NOOP(
        "messages",
        "The settings file has a form that can't be changed here. Change it in an editor.",
    ),
    "config.row_unknown": QT_TRANSLATE_NOOP(
        "messages", "{row} is not in the settings any more. Open the page again."
    ),
    "config.row_twice": QT_TRANSLATE_NOOP(
        "messages", "There is a {row} already. Use another name."
    ),
    "config.no_version": QT_TRANSLATE_NOOP(
        "messages", "These older settings are not kept any more."
    ),
    "config.password_odd": QT_TRANSLATE_NOOP(
        "messages", "This password can't be kept. Use at most {most} printable characters."
    ),
    "config.rebuilding": QT_TRANSLATE_NOOP("messages", "The settings are being taken over"),
    "camera.missing": QT_TRANSLATE_NOOP(
        "messages",
        "There is no {source}. Check the path, or whether the camera is plugged in.",
    ),
    "camera.silent": QT_TRANSLATE_NOOP(
        "messages",
        "Something answers there, but not as this address says. Check the port, and rtsp:// "
        "against http://.",
    ),
    "camera.redirect": QT_TRANSLATE_NOOP(
        "messages",
        "The camera sends us to another host. The password is not sent there. Use that host's"
        " own address if it is the right one.",
    ),
    "camera.device": QT_TRANSLATE_NOOP(
        "messages",
        "{source} can't be opened. Is another program using it, or may this user not read it?",
    ),
    "camera.no_picture": QT_TRANSLATE_NOOP(
        "messages",
        "The stream is there, but no picture came in time. Restart the camera and try again.",
    ),
    "camera.test.login": QT_TRANSLATE_NOOP(
        "messages",
        "The camera refuses user or password. Check both; many cameras lock themselves after a "
        "few tries.",
    ),
    "cameras.searching": QT_TRANSLATE_NOOP("messages", "Asking the network for cameras"),
    "onvif.none": QT_TRANSLATE_NOOP(
        "messages",
        "{host} answers, but not by ONVIF. Switch ONVIF on in the camera, or type the whole "
        "address of its stream.",
    ),
    "onvif.redirect": QT_TRANSLATE_NOOP(
        "messages",
        "The camera sends us to another address. The password does not follow it there. Use "
        "that address itself if it is the right one.",
    ),
    "onvif.hostile": QT_TRANSLATE_NOOP(
        "messages",
        "The answer of {host} is unsafe or far too large. It was not read.",
    ),
    "onvif.fault": QT_TRANSLATE_NOOP(
        "messages",
        "The camera refuses that question ({detail}). Type the whole address of its stream.",
    ),
    "onvif.no_streams": QT_TRANSLATE_NOOP(
        "messages",
        "The camera names no video stream. Type the whole address of its stream.",
    ),
    "discovery.target": QT_TRANSLATE_NOOP(
        "messages",
        "{target} is neither an address (192.168.1.20) nor a range (192.168.1.0/24).",
    ),
    "discovery.too_many": QT_TRANSLATE_NOOP(
        "messages",
        "At most {most} addresses at once. Take a smaller range.",
    ),
    "discovery.public": QT_TRANSLATE_NOOP(
        "messages",
        "{target} is not a private network. Type single addresses instead.",
    ),
    "discovery.interface": QT_TRANSLATE_NOOP(
        "messages",
        "No network connection is called {name} or has an IPv4 address.",
    ),
    "discovery.no_network": QT_TRANSLATE_NOOP(
        "messages",
        "This computer has no network connection with an IPv4 address. Plug the cable in, "
        "then try again.",
    ),
    "hint.h265": QT_TRANSLATE_NOOP(
        "messages",
        "H.265 costs more work than H.264. With four cameras choose H.264.",
    ),
    "hint.h265_udp": QT_TRANSLATE_NOOP(
        "messages",
        "H.265 over UDP: half of the damaged pictures pass as whole ones. Use TCP.",
    ),
    "hint.slow_start": QT_TRANSLATE_NOOP(
        "messages",
        "The first picture took more than 2 s. Set the key frame interval to 1 s.",
    ),
    "hint.long_gop": QT_TRANSLATE_NOOP(
        "messages",
        "No key frame for 2 s. Set the key frame interval (GOP) of the camera to 1 s.",
    ),
    "hint.low_fps": QT_TRANSLATE_NOOP(
        "messages",
        "Few frames a second: a moving car may be read once or not at all. Set 10 to 25.",
    ),
    "hint.small": QT_TRANSLATE_NOOP(
        "messages",
        "A small picture. Is this the sub-stream? Plates are read in the main stream.",
    ),
    "hint.large": QT_TRANSLATE_NOOP(
        "messages",
        "A very large picture. 1280 to 1920 px wide read as well and cost less work.",
    ),
    "hint.no_password": QT_TRANSLATE_NOOP(
        "messages",
        "The camera shows its picture without a password. Set one in the camera.",
    ),
    "hint.password_in_address": QT_TRANSLATE_NOOP(
        "messages",
        "User and password do not belong into the address. Type them into their own fields.",
    ),
    "cameras.none": QT_TRANSLATE_NOOP(
        "messages",
        "No cameras yet. Search the network or add one by its address.",
    ),
    "cameras.none_found": QT_TRANSLATE_NOOP(
        "messages",
        "No camera answered. Cameras answer only with ONVIF switched on and in the same "
        "network. Add it by its address.",
    ),
    "cameras.full": QT_TRANSLATE_NOOP(
        "messages",
        "This program takes at most {most} cameras. Remove one first.",
    ),
    "cameras.no_name": QT_TRANSLATE_NOOP("messages", "The camera needs a name and an address."),
    "zones.crosses": QT_TRANSLATE_NOOP(
        "messages",
        "{shape} crosses itself. Drag the red points apart, then save.",
    ),
    "zones.too_few": QT_TRANSLATE_NOOP(
        "messages",
        "{shape} needs at least 3 points. Tap the picture, or hold a point to delete it.",
    ),
    "zones.one_line": QT_TRANSLATE_NOOP(
        "messages",
        "{shape} is not whole. Lines A and B need two points each, or none at all.",
    ),
    "zones.no_open": QT_TRANSLATE_NOOP(
        "messages",
        "Without an open zone this camera never opens a gate.",
    ),
    "zones.no_lines": QT_TRANSLATE_NOOP(
        "messages",
        "Without lines A and B the direction comes from the camera's settings.",
    ),
    "zones.gone": QT_TRANSLATE_NOOP(
        "messages",
        "This camera is not in the settings any more. Go back and choose another one.",
    ),
    "zones.drive": QT_TRANSLATE_NOOP("messages", "Drive through now: {n} of {of} cars read."),
    "zones.trial.working": QT_TRANSLATE_NOOP("messages", "Looking at the last 7 days …"),
    "zones.trial.loading": QT_TRANSLATE_NOOP("messages", "Loading the reader …"),
    "zones.trial.pictures": QT_TRANSLATE_NOOP(
        "messages", "Reading pictures again. The lanes come first."
    ),
    "zones.trial.none": QT_TRANSLATE_NOOP("messages", "No car of the last 7 days is kept."),
    "zones.trial.how": QT_TRANSLATE_NOOP(
        "messages", "{n} of {of} pictures read again, spread evenly over the days:"
    ),
    "zones.trial.limit": QT_TRANSLATE_NOOP(
        "messages", "Cars that no picture shows can't be found."
    ),
    "zones.trial.lines": QT_TRANSLATE_NOOP(
        "messages", "Lines can't be tried on pictures: let a car drive through."
    ),
    "zones.ruler.none": QT_TRANSLATE_NOOP(
        "messages",
        "Drag the two points to the ends of a plate, or let a car drive through.",
    ),
    "zones.setup": QT_TRANSLATE_NOOP("messages", "Setup: by hand only"),
    "config.rebuilding.open": QT_TRANSLATE_NOOP(
        "messages", "OPEN is back in a few seconds. Until then use the key switch."
    ),
}
