# SPDX-License-Identifier: AGPL-3.0-or-later
"""Twelve words on a sheet of paper that give a new PIN when nobody has one any more (S20, S24).

How hard they are to guess: eleven words are drawn from 512 by the system's own source of chance,
each 9 bits, 99 bits together. The twelfth is a check word that follows from the others: it adds
nothing to guess, and lets the pad tell a slip of the pen from the words of another sheet before
anything is asked of the site, so that a slip costs no waiting time. 99 bits are far beyond what can
be tried: at the pad one try a minute (the wait of a wrong PIN), and with a copy of the argon2id
hash, at a thousand million tries a second on machines that do not exist for it, 10^13 years.
"""

from __future__ import annotations

import hashlib
import secrets
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from alpr_kiosk.domain.people_intents import PeopleIntent
from alpr_kiosk.domain.queries import Query
from alpr_kiosk.domain.recovery_list import WORDS

COUNT = 12
"""Words of a sheet; the last one checks the others."""
ROLES = ("supervisor", "installer")
"""Who gets back in by the words: the two without whom nobody can give anybody a PIN."""
WHOLE_AT = 3
"""Letters that name a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryRenewed(PeopleIntent):
    """These are the words from now on; of a supervisor or an installer. `repr` never shows them."""

    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRecovered(PeopleIntent):
    """A supervisor or installer without a PIN gives himself a new one by the words of the sheet.

    The words and the new PIN come together: words that were used up while nobody had typed a new
    PIN yet would lock the site for good.

    Attributes:
        user: Whose PIN it is.
        words: The words, as they were typed.
        pin: The new PIN.
    """

    user: str
    words: tuple[str, ...] = field(repr=False)
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryWanted(Query):
    """Whether there are recovery words; anybody may know. Answered with a `RecoveryState`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryPrintWanted(Query):
    """Print a sheet that is not in force yet; of a supervisor or an installer.

    Attributes:
        words: Its words.
    """

    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryState:
    """What is known of the words; never a word.

    Attributes:
        made_at: Aware UTC: since when they count, None when there are none.
        actor: Who made them.
        used_at: Aware UTC: when the last ones were used up, None when they were not.
        user: Who used them.
        printer: There is a printer.
    """

    made_at: datetime | None = None
    actor: str = ""
    used_at: datetime | None = None
    user: str = ""
    printer: bool = False


def new_words(below: Callable[[int], int] = secrets.randbelow) -> tuple[str, ...]:
    """Return the words of a new sheet.

    Args:
        below: Returns a random number from 0 to below its argument.
    """
    drawn = tuple(WORDS[below(len(WORDS))] for _ in range(COUNT - 1))
    return (*drawn, check_word(drawn))


def check_word(words: Sequence[str]) -> str:
    """Return the word that stands behind these eleven."""
    digest = hashlib.sha256(" ".join(words).encode()).digest()
    return WORDS[int.from_bytes(digest[:4], "big") % len(WORDS)]


def completions(start: str) -> tuple[str, ...]:
    """Return the words that begin so, in order; all of them for an empty beginning."""
    letters = start.strip().lower()
    first = bisect_left(WORDS, letters)
    found = []
    for word in WORDS[first:]:
        if not word.startswith(letters):
            break
        found.append(word)
    return tuple(found)


def words_problem(words: Sequence[str]) -> str:
    """Return the message code of what is wrong with words on their own, "" when they fit."""
    if len(words) != COUNT or any(not _known(word) for word in words):
        return "recovery.not_words"
    if check_word(words[:-1]) != words[-1]:
        return "recovery.slip"
    return ""


def secret_of(words: Sequence[str]) -> str:
    """Return what is hashed."""
    return " ".join(words)


def _known(word: str) -> bool:
    place = bisect_left(WORDS, word)
    return place < len(WORDS) and WORDS[place] == word
