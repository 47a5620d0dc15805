# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sentences of the check of relays, once for the set-up screen and the command line.

The copy deck takes them in, and the extraction of texts for translation finds them by the marker.
"""

from __future__ import annotations

from alpr_kiosk.domain.relay_check import Finding
from alpr_kiosk.domain.ruler_words import QT_TRANSLATE_NOOP

CHECK_TEXTS: dict[str, str] = {
    "check.level.ok": QT_TRANSLATE_NOOP("messages", "ok"),
    "check.level.warn": QT_TRANSLATE_NOOP("messages", "LOOK"),
    "check.level.bad": QT_TRANSLATE_NOOP("messages", "BAD"),
    "check.level.unknown": QT_TRANSLATE_NOOP("messages", "not known"),
    "check.not_known": QT_TRANSLATE_NOOP(
        "messages",
        "Not known: there is no check for this kind of relay ({type}). Look at docs/relays.md.",
    ),
    "check.simulated": QT_TRANSLATE_NOOP(
        "messages", "This relay exists only in memory. Nothing moves."
    ),
    "shelly.answers": QT_TRANSLATE_NOOP("messages", "The device answers ({model}, {version})."),
    "shelly.answers.bad": QT_TRANSLATE_NOOP(
        "messages", "The device does not answer ({reason}). Check address, power and network."
    ),
    "shelly.settings": QT_TRANSLATE_NOOP(
        "messages", "The device does not tell its settings ({reason}). Check the password."
    ),
    "shelly.sign_in": QT_TRANSLATE_NOOP("messages", "Signing in is needed."),
    "shelly.sign_in.bad": QT_TRANSLATE_NOOP(
        "messages", "Anybody in the network can switch it: set a password in the device."
    ),
    "shelly.sign_in.unknown": QT_TRANSLATE_NOOP(
        "messages", "The device does not say whether signing in is needed."
    ),
    "shelly.power_on": QT_TRANSLATE_NOOP("messages", "The output stays off when power returns."),
    "shelly.power_on.bad": QT_TRANSLATE_NOOP(
        "messages", "When power returns the output goes to '{value}': set it to off."
    ),
    "shelly.power_on.unknown": QT_TRANSLATE_NOOP(
        "messages", "The device does not say what the output does when power returns."
    ),
    "shelly.auto_off": QT_TRANSLATE_NOOP(
        "messages", "The device itself switches off after {seconds} s."
    ),
    "shelly.auto_off.unknown": QT_TRANSLATE_NOOP(
        "messages", "The device does not tell its auto-off."
    ),
    "shelly.auto_off_missing": QT_TRANSLATE_NOOP(
        "messages", "Auto-off is not set: set it to a little more than the pulse of {pulse} s."
    ),
    "shelly.auto_off_short": QT_TRANSLATE_NOOP(
        "messages",
        "Auto-off after {seconds} s would cut the pulse of {pulse} s: set it a little longer.",
    ),
    "shelly.auto_off_long": QT_TRANSLATE_NOOP(
        "messages",
        "Auto-off comes only after {seconds} s: set it a little longer than the pulse, {pulse} s.",
    ),
    "shelly.auto_on": QT_TRANSLATE_NOOP("messages", "It never switches on by itself."),
    "shelly.auto_on.bad": QT_TRANSLATE_NOOP(
        "messages", "It switches on by itself after {seconds} s: switch auto-on off."
    ),
    "shelly.auto_on.unknown": QT_TRANSLATE_NOOP(
        "messages", "The device does not tell its auto-on."
    ),
    "shelly.input_mode": QT_TRANSLATE_NOOP(
        "messages", "The device's input does not switch the output."
    ),
    "shelly.input_mode.warn": QT_TRANSLATE_NOOP(
        "messages",
        "The device's input switches the output ({value}). Is that meant? Else set it to detached.",
    ),
    "shelly.input_mode.bad": QT_TRANSLATE_NOOP(
        "messages",
        "The gate's contact at its input switches the output ({value}): set it to detached.",
    ),
    "shelly.input_mode.unknown": QT_TRANSLATE_NOOP(
        "messages", "The device does not say what its input does."
    ),
    "shelly.access_point": QT_TRANSLATE_NOOP("messages", "Its own Wi-Fi is off."),
    "shelly.access_point.bad": QT_TRANSLATE_NOOP("messages", "Its own Wi-Fi is on: switch it off."),
    "shelly.access_point.unknown": QT_TRANSLATE_NOOP(
        "messages", "The device does not say whether its own Wi-Fi is on."
    ),
    "shelly.access_point_open": QT_TRANSLATE_NOOP(
        "messages",
        "Its own Wi-Fi is on, without a password: anybody near can open. Switch it off.",
    ),
    "shelly.bluetooth": QT_TRANSLATE_NOOP("messages", "Bluetooth takes no commands."),
    "shelly.bluetooth.warn": QT_TRANSLATE_NOOP(
        "messages", "Bluetooth takes commands: switch it off where it is not needed."
    ),
    "shelly.bluetooth.unknown": QT_TRANSLATE_NOOP(
        "messages", "The device does not say whether Bluetooth is on."
    ),
    "shelly.cloud": QT_TRANSLATE_NOOP("messages", "The maker's cloud is off."),
    "shelly.cloud.warn": QT_TRANSLATE_NOOP(
        "messages",
        "The maker's cloud is on, and can switch the gate: switch it off where it is not needed.",
    ),
    "shelly.cloud.unknown": QT_TRANSLATE_NOOP(
        "messages", "The device does not say whether the maker's cloud is on."
    ),
    "shelly.mqtt": QT_TRANSLATE_NOOP("messages", "MQTT is off."),
    "shelly.mqtt.warn": QT_TRANSLATE_NOOP(
        "messages",
        "MQTT is on, where the device's password counts nothing: switch it off if not needed.",
    ),
    "shelly.mqtt.unknown": QT_TRANSLATE_NOOP(
        "messages", "The device does not say whether MQTT is on."
    ),
    "shelly.firmware": QT_TRANSLATE_NOOP("messages", "Firmware {version} of {built}."),
    "shelly.firmware.unknown": QT_TRANSLATE_NOOP(
        "messages", "The age of the firmware is not known."
    ),
    "shelly.firmware_last": QT_TRANSLATE_NOOP(
        "messages", "Firmware {version} is the last one for this device."
    ),
    "shelly.firmware_old": QT_TRANSLATE_NOOP(
        "messages", "Firmware {version} is {days} days old ({built}): look for a newer one."
    ),
    "shelly.firmware_not_last": QT_TRANSLATE_NOOP(
        "messages", "Firmware {version} is not the last one for this device ({need}): update it."
    ),
    "shelly.firmware_open_ap": QT_TRANSLATE_NOOP(
        "messages",
        "Firmware {version} keeps an open Wi-Fi on after set-up: update to {need} or newer.",
    ),
    "shelly.firmware_reboots": QT_TRANSLATE_NOOP(
        "messages",
        "Anybody in the network can restart firmware {version}: update to {need} or newer.",
    ),
    "modbus.answers": QT_TRANSLATE_NOOP("messages", "The board answers ({value})."),
    "modbus.answers.bad": QT_TRANSLATE_NOOP(
        "messages", "The board does not answer ({value}). Check wiring, address and framing."
    ),
    "modbus.output_off": QT_TRANSLATE_NOOP("messages", "The output is off."),
    "modbus.output_off.bad": QT_TRANSLATE_NOOP(
        "messages", "The output is on without a command: find out why first."
    ),
    "modbus.output_off.unknown": QT_TRANSLATE_NOOP(
        "messages", "The board does not tell the state of the output."
    ),
    "modbus.inputs_apart": QT_TRANSLATE_NOOP("messages", "No input switches an output by itself."),
    "modbus.inputs_apart.warn": QT_TRANSLATE_NOOP(
        "messages", "An input switches an output by itself (modes {value}): set all modes to 0."
    ),
    "modbus.inputs_apart.unknown": QT_TRANSLATE_NOOP(
        "messages", "The board does not say whether inputs switch outputs. Look at docs/relays.md."
    ),
    "modbus.address": QT_TRANSLATE_NOOP("messages", "Its own address is {value}."),
    "modbus.address.warn": QT_TRANSLATE_NOOP(
        "messages", "It says that its address is {value}: check the address in the site file."
    ),
    "modbus.address.unknown": QT_TRANSLATE_NOOP(
        "messages", "The board does not tell its own address."
    ),
    "modbus.firmware": QT_TRANSLATE_NOOP("messages", "Firmware {value}."),
    "modbus.firmware.unknown": QT_TRANSLATE_NOOP(
        "messages", "The board does not tell its firmware."
    ),
    "modbus.no_sign_in": QT_TRANSLATE_NOOP(
        "messages", "Modbus knows no password: give the board a network that nobody else is in."
    ),
    "modbus.timed": QT_TRANSLATE_NOOP("messages", "The board itself ends the pulse."),
    "modbus.timed.warn": QT_TRANSLATE_NOOP(
        "messages",
        "This program ends the pulse: an off-delay relay in the cabinet guards against its loss.",
    ),
}


def finding_words(finding: Finding) -> str:
    """Return the sentence of a finding; of one without a sentence its code.

    A code whose sentence differs by level has that level behind a dot.
    """
    named = f"{finding.code}.{finding.level.value}"
    text = CHECK_TEXTS.get(named) or CHECK_TEXTS.get(finding.code) or finding.code
    return text.format_map(_Values(finding.values)).strip()


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
