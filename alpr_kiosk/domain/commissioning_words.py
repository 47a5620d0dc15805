# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sentences of commissioning, once for the set-up screen and the command line.

The copy deck takes them in, and the extraction of texts for translation finds them by the marker.
"""

from __future__ import annotations

from collections.abc import Iterable

from alpr_kiosk.domain.ruler_words import QT_TRANSLATE_NOOP

COMMISSIONING_TEXTS: dict[str, str] = {
    "commission.sent": QT_TRANSLATE_NOOP("messages", "Pulse sent"),
    "commission.relay_on": QT_TRANSLATE_NOOP("messages", "Relay on"),
    "commission.relay_off": QT_TRANSLATE_NOOP("messages", "Relay off"),
    "commission.moved": QT_TRANSLATE_NOOP("messages", "Gate has left closed"),
    "commission.closed_again": QT_TRANSLATE_NOOP("messages", "Gate is closed again"),
    "commission.state.ok": QT_TRANSLATE_NOOP("messages", "after {seconds} s"),
    "commission.state.failed": QT_TRANSLATE_NOOP("messages", "FAILED"),
    "commission.state.not_known": QT_TRANSLATE_NOOP("messages", "not known"),
    "commission.state.waiting": QT_TRANSLATE_NOOP("messages", "..."),
    "commission.verdict.good": QT_TRANSLATE_NOOP("messages", "GOOD"),
    "commission.verdict.bad": QT_TRANSLATE_NOOP("messages", "BAD"),
    "commission.verdict.not_known": QT_TRANSLATE_NOOP("messages", "NOT KNOWN: did the gate open?"),
    "commission.verdict.running": QT_TRANSLATE_NOOP("messages", "RUNNING"),
    "commission.confirm": QT_TRANSLATE_NOOP(
        "messages", "I can see the gate and nobody is near it."
    ),
    "commission.confirm_second": QT_TRANSLATE_NOOP(
        "messages", "I can see the gate, nobody is near it, and it may turn back."
    ),
    "commission.question": QT_TRANSLATE_NOOP(
        "messages", "What does a second pulse do while the gate moves?"
    ),
    "commission.second.nothing": QT_TRANSLATE_NOOP("messages", "Nothing"),
    "commission.second.stops": QT_TRANSLATE_NOOP("messages", "It stops"),
    "commission.second.turns_back": QT_TRANSLATE_NOOP("messages", "It turns back"),
    "commission.second.unknown": QT_TRANSLATE_NOOP(
        "messages", "I don't know (counts as: it turns back)"
    ),
    "commission.no_read_back": QT_TRANSLATE_NOOP("messages", "the relay cannot tell its state"),
    "commission.no_contact": QT_TRANSLATE_NOOP("messages", "no position contact is wired"),
    "commission.not_closed_before": QT_TRANSLATE_NOOP(
        "messages", "the contact did not say closed before the pulse"
    ),
    "commission.not_sent": QT_TRANSLATE_NOOP("messages", "nothing was sent"),
    "commission.joined": QT_TRANSLATE_NOOP(
        "messages", "it was joined to another opening; try again"
    ),
    "commission.not_read": QT_TRANSLATE_NOOP("messages", "the relay was not read in time"),
    "commission.on_not_seen": QT_TRANSLATE_NOOP(
        "messages", "the relay was not read while it was on"
    ),
    "commission.contact_not_read": QT_TRANSLATE_NOOP("messages", "the contact could not be read"),
    "commission.still_open": QT_TRANSLATE_NOOP(
        "messages", "it did not close by itself while we looked"
    ),
    "commission.second_pulse": QT_TRANSLATE_NOOP("messages", "a second pulse came in between"),
    "commission.relay_stayed_off": QT_TRANSLATE_NOOP(
        "messages", "the relay stayed off: check output number and settings"
    ),
    "commission.relay_stays_on": QT_TRANSLATE_NOOP(
        "messages", "the relay stays on: switch it off, check auto-off"
    ),
    "commission.off_early": QT_TRANSLATE_NOOP(
        "messages", "the relay went off too early: check the device's own timer"
    ),
    "commission.no_movement": QT_TRANSLATE_NOOP(
        "messages", "the gate did not move: check wiring, power and the operator's lock"
    ),
    "commission.not_confirmed": QT_TRANSLATE_NOOP(
        "messages",
        "Say first that you see the gate and nobody is near it: for one pulse within 30 s.",
    ),
    "commission.lockdown": QT_TRANSLATE_NOOP(
        "messages", "Lockdown is on. A supervisor must end it first."
    ),
    "commission.held_open": QT_TRANSLATE_NOOP("messages", "The gate is held open. End that first."),
    "commission.relay_gone": QT_TRANSLATE_NOOP(
        "messages", "The relay does not answer. Check power and network first."
    ),
    "commission.in_doubt": QT_TRANSLATE_NOOP(
        "messages",
        "The gate has a fault, or a command ended unclearly. Look at it and confirm it first.",
    ),
    "commission.partner_open": QT_TRANSLATE_NOOP(
        "messages", "The interlocked gate may be open. Let it close first."
    ),
    "commission.running": QT_TRANSLATE_NOOP(
        "messages", "The last test pulse is still running. Wait."
    ),
    "commission.open": QT_TRANSLATE_NOOP("messages", "The gate is not closed. Let it close first."),
    "commission.moving": QT_TRANSLATE_NOOP("messages", "The gate may still move. Wait."),
    "commission.no_first": QT_TRANSLATE_NOOP(
        "messages", "A second pulse needs a first one that was sent just before."
    ),
    "commission.not_moving": QT_TRANSLATE_NOOP(
        "messages", "The gate does not move now. A second pulse shows nothing."
    ),
    "commission.no_sheet": QT_TRANSLATE_NOOP("messages", "There is no result sheet of {gate} yet."),
    "commission.not_begun": QT_TRANSLATE_NOOP("messages", "Nothing was tested at this gate yet."),
    "commission.commissioned": QT_TRANSLATE_NOOP(
        "messages", "Commissioned: {good} good pulses, and the second-pulse question is answered."
    ),
    "commission.not_commissioned": QT_TRANSLATE_NOOP(
        "messages", "NOT commissioned yet ({good} good pulses in a row)."
    ),
    "commission.left.pulses": QT_TRANSLATE_NOOP(
        "messages", "Three good test pulses in a row are needed."
    ),
    "commission.left.second_pulse": QT_TRANSLATE_NOOP(
        "messages", "The second-pulse question is not answered."
    ),
    "commission.left.contradiction": QT_TRANSLATE_NOOP(
        "messages",
        "The contact shows that a second pulse does something. 'Nothing' is not believed.",
    ),
    "commission.left.check": QT_TRANSLATE_NOOP(
        "messages", "The settings of the device were not checked."
    ),
    "commission.left.bad_settings": QT_TRANSLATE_NOOP(
        "messages", "Settings of the device are bad (above)."
    ),
    "commission.left.unknown_settings": QT_TRANSLATE_NOOP(
        "messages", "Settings of the device are not known: look at docs/relays.md."
    ),
    "commission.left.inputs": QT_TRANSLATE_NOOP(
        "messages", "Not every wired input was seen to change: open and close each once."
    ),
    "commission.because.relay.unreachable": QT_TRANSLATE_NOOP(
        "messages", "the relay does not answer; nothing was sent"
    ),
    "commission.because.relay.auth": QT_TRANSLATE_NOOP(
        "messages", "the relay refuses the password"
    ),
    "commission.because.relay.refused": QT_TRANSLATE_NOOP(
        "messages", "the relay refuses the command"
    ),
    "commission.because.relay.ambiguous": QT_TRANSLATE_NOOP(
        "messages", "it is not clear whether the relay acted"
    ),
    "commission.because.override.needs_long_hold": QT_TRANSLATE_NOOP(
        "messages", "the gate holds back a short command now; look at its panel"
    ),
    "commission.because.gate.too_late": QT_TRANSLATE_NOOP("messages", "the command came too late"),
    "commission.because.gate.shut_down": QT_TRANSLATE_NOOP("messages", "the program ends"),
}


def words(code: str, context: Iterable[tuple[str, str]] = ()) -> str:
    """Return the sentence of a code; of one without a sentence the code itself.

    Args:
        code: A key of `COMMISSIONING_TEXTS`, or a code of a gate's result.
        context: Values for its placeholders; one that is missing stays empty.
    """
    text = COMMISSIONING_TEXTS.get(code) or COMMISSIONING_TEXTS.get(f"commission.because.{code}")
    return code if text is None else text.format_map(_Values(context)).strip()


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
