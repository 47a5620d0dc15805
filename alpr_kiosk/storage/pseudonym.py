# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands in place of a plate whose time is over (rules 26).

The same plate gets the same pseudonym, so that counts of visits stay right; without the key of the
chain nobody can try out plates. Audit rows hash plates in another way: the two do not meet.
"""

from __future__ import annotations

from alpr_kiosk.domain.plate import FOLD, normalise
from alpr_kiosk.storage.keys import ChainKey

SIGN = "#"
"""No plate has it: `normalise` takes it away."""

ERASED = SIGN
"""In place of a plate that was erased: nothing says which passages were of one car."""

DIGITS = 10
"""Forty bits: among 100,000 plates two meet with a chance of one in 200."""

_LETTERS = "".join(sorted(char for char, stands_for in FOLD.items() if char != stands_for))
"""The letters that no look-alike key has: a search by a part of a plate finds no pseudonym."""


def pseudonym(key: ChainKey, plate: str) -> str:
    """Return what stands in place of a plate, the same for all its spellings.

    Args:
        key: Key of the chain.
        plate: A plate; one that is a pseudonym already stays as it is, and so does "": cars that
            nobody read are not all one car.
    """
    if not plate or plate.startswith(SIGN):
        return plate
    return SIGN + key.pseudonym(normalise(plate))[:DIGITS]


def fold_of(token: str) -> str:
    """Return what stands in place of the look-alike key of a plate with this pseudonym."""
    if not token:
        return ""
    number = int(token.removeprefix(SIGN) or "0", 16)
    letters = []
    while number:
        number, digit = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[digit])
    return SIGN + "".join(letters)
