# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why a plate is banned, and why it is taken off a list: one touch each."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from ui.widgets.choices import ChoiceTile

_REMOVAL: tuple[tuple[str, object, str], ...] = (
    ("moved_away", QT_TRANSLATE_NOOP("messages", "Moved away"), "reason-resident"),
    ("car_sold", QT_TRANSLATE_NOOP("messages", "Car sold"), "car"),
    ("ended", QT_TRANSLATE_NOOP("messages", "Permission ended"), "clock"),
    ("mistake", QT_TRANSLATE_NOOP("messages", "Entered by mistake"), "reason-misread"),
    ("lifted", QT_TRANSLATE_NOOP("messages", "Ban lifted"), "allow-tick-circle"),
    ("other", QT_TRANSLATE_NOOP("messages", "Other"), "reason-other"),
)
_BAN: tuple[tuple[str, object, str], ...] = (
    ("threat", QT_TRANSLATE_NOOP("messages", "Threatened staff"), "alarm-high"),
    ("unpaid", QT_TRANSLATE_NOOP("messages", "Left without paying"), "direction-out"),
    ("stolen", QT_TRANSLATE_NOOP("messages", "Reported stolen"), "car"),
    ("damage", QT_TRANSLATE_NOOP("messages", "Damaged the gate"), "gate-fault"),
    ("banned", QT_TRANSLATE_NOOP("messages", "Banned from the site"), "deny-octagon-hand"),
    ("other", QT_TRANSLATE_NOOP("messages", "Other, ask the supervisor"), "reason-other"),
)
_PROOF: tuple[tuple[str, object, str], ...] = (
    ("off", QT_TRANSLATE_NOOP("messages", "Nothing: the plate is enough"), "ignore-slash-circle"),
    ("id", QT_TRANSLATE_NOOP("messages", "ID card"), "badge"),
    ("pass", QT_TRANSLATE_NOOP("messages", "Site pass"), "pass-ticket"),
    ("face", QT_TRANSLATE_NOOP("messages", "Face as on the photo"), "user"),
    ("host", QT_TRANSLATE_NOOP("messages", "Call to the host"), "people"),
    ("papers", QT_TRANSLATE_NOOP("messages", "Delivery papers"), "document"),
)
PROOFS = cast("tuple[tuple[str, str, str], ...]", _PROOF)
"""(code, words, icon); the words become what the guard asks for at the gate."""
REMOVAL_REASONS = cast("tuple[tuple[str, str, str], ...]", _REMOVAL)
"""(code, words, icon)."""
BAN_REASONS = cast("tuple[tuple[str, str, str], ...]", _BAN)
"""(code, words, icon); the words become the note that the guard reads at the gate."""


def removal_choices() -> list[ChoiceTile]:
    """Return the tiles of a removal."""
    said = QCoreApplication.translate("messages", "Remove, reason: {reason}")
    return [
        ChoiceTile(
            value=code, word=_word(word), icon=icon, spoken=said.replace("{reason}", _word(word))
        )
        for code, word, icon in REMOVAL_REASONS
    ]


def ban_choices() -> list[ChoiceTile]:
    """Return the tiles of a ban."""
    return [ChoiceTile(value=code, word=_word(word), icon=icon) for code, word, icon in BAN_REASONS]


def proof_choices(now: str) -> list[ChoiceTile]:
    """Return the tiles of a second proof; `now` is what is asked for at present."""
    return [
        ChoiceTile(value=code, word=_word(word), icon=icon, chosen=proof_word(code) == now)
        for code, word, icon in PROOFS
    ]


def proof_word(code: str) -> str:
    """Return what the guard asks for, "" for nothing."""
    found = next((word for known, word, _icon in PROOFS if known == code), "")
    return "" if code == "off" or not found else _word(found)


def ban_word(code: str) -> str:
    """Return the words of a reason, as they are kept."""
    return next((_word(word) for known, word, _icon in BAN_REASONS if known == code), code)


def removal_word(code: str) -> str:
    """Return the words of a kept reason; what somebody typed stands as it is."""
    return next((_word(word) for known, word, _icon in REMOVAL_REASONS if known == code), code)


def _word(text: str) -> str:
    return QCoreApplication.translate("messages", text)
