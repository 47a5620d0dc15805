# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plate texts drawn from the real formats of countries: O and 0 are learnt where they stand.

A pattern is a word of ``L`` (letter), ``D`` (digit), ``N`` (digit 1-9) and literals in lower case;
a blank is a gap on the plate, ``/`` starts its second line.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass


def _split(words: str, mark: str | None = "|") -> tuple[str, ...]:
    return tuple(words.split(mark))


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """Texts of one kind of plate.

    Attributes:
        look: Name of the layout in `synth_plates`.
        patterns: Equally frequent patterns.
        letters: Letters that are issued.
        weight: How often among all formats.
        prefixes: Values of a leading literal ``@`` (state, county or city code).
    """

    look: str
    patterns: tuple[str, ...]
    letters: str = LETTERS
    weight: float = 1.0
    prefixes: tuple[str, ...] = ()


_IN_STATES = _split("MH DL KA TN KL GJ RJ UP HR PB AP TS WB MP BR OR CH GA HP JK JH UK AS CG", None)
_RO = _split("B B B B CJ TM IS CT BV PH DJ GL AG SB MM BH AR IF DB VL BT NT SV BC HD MS", None)
_DE = _split("B M HH K F S D DO E L HB DD H N BI BN MA KA WI GE MS OB KR HA OF LU HN OS", None)
_UK = "ABCDEFGHJKLMNOPRSTUVWXYZ"
_US = _split(
    "LLL DDDD|LLLDDDD|NLLLDDD|LLL DDD|DDD LLL|LLLDDD|DDDLLL|LLL LDD|LLDDDDD|DDDDLL|DLLDDD|LDDLLL"
    "|DDDDDD|LL DDDD|DDD DDD|DLL LDD|LDD DDD|LLDDLLL|LLL DD|DDD LL|LLDDDL|LLLDLDD|DDLLLD|LLLLDD"
)
_NORTH_AMERICA = "ABCDEFGHJKLMNPRSTUVWXYZ"  # I, O and Q are rare in serials
WORDS = _split(
    "LOVE HAPPY GATOR TIGER JESUS RACER SPEED DADDY MOMMY GOLF BEACH OCEAN SUNNY LUCKY BOSS KING "
    "QUEEN DIVA ANGEL COOL BLUE REDHOT BLACK SILVER GOLD NINJA ROCKET TURBO BOOST "
    "DRIFT POWER VROOM "
    "ZOOM SMOKIN NOLIMIT GOFAST TOOFAST IMFAST EATDUST BYEBYE HELLO MYTOY HISTOY "
    "HERCAR MYRIDE OURS "
    "JOHN MARY DAVID BOBBY TOMMY JIMMY SUZIE KATIE ANNA ELENA BIGRED BIGDOG DOGS "
    "CATMOM CATLOVR HORSE "
    "COWBOY TEXAS YANKEE SOX LAKERS BRONCO COLTS EAGLES PACKER STEELR USMC ARMY NAVY VETERAN DOC "
    "NURSE LAWYER TAXMAN CODER GEEK LINUX UNIX HACKER GAMER PIXEL ROBOT MAGIC DREAM "
    "PEACE FAITH HOPE "
    "GRACE BLESSED THANKU SMILE LAUGH MUSIC JAZZ ROCKNRL PIANO GUITAR DRUMS SINGER "
    "DANCE BALLET YOGA "
    "RUNNER BIKER HIKER SURFER SKIER SAILOR PILOT FLYBOY ROUTE66 CORVETT VETTE STANG "
    "MUSTANG CAMARO "
    "CHEVY DODGE HEMI VIPER BEEMER AUDI PORSCHE TESLA PRIUS HYBRID NOGAS GASLESS "
    "ELECTRC OHYEAH WOW "
    "OMG LOL YOLO FOMO OUTATIME WHATEVR WHYNOT NOTHIN MOOLAH CASHIN PAIDFOR MINE "
    "ALLMINE FUN FUNCAR",
    None,
)


FORMATS: tuple[Format, ...] = (
    Format(look="us", patterns=tuple(_US), letters=_NORTH_AMERICA, weight=3.4),
    Format(look="us", patterns=tuple(_US), weight=0.8),
    Format(look="us", patterns=("*",), weight=2.4),
    Format(look="eu", patterns=("@ DD LLL", "@ DDD LLL"), prefixes=("B",), weight=0.5),
    Format(look="eu", patterns=("@ DD LLL",), prefixes=_RO, weight=0.8),
    Format(look="eu", patterns=("@ L NDDD", "@ LL NDD", "@ LL NDDD", "@ LL ND"), prefixes=_DE),
    Format(
        look="eu",
        patterns=_split(
            "LL DDD LL|DDD LLL|LLL DDD|LL DDDD|DD LL DD|DDDD LLL|LL DDD|LLL DDDD|LLL DD|LDD DDDD|"
            "LL DDDDD|L DDDDDD|NLD DDDD|DD LL LL|DD LLL D|LL DD DDD|DDD DD DD|LL DDDD LL|L "
            "DDD LL DD"
        ),
        letters="ABCDEFGHJKLMNPRSTVWXYZ",
        weight=1.6,
    ),
    Format(
        look="uk", patterns=("LLDD LLL", "LLDD LLL", "LNDD LLL", "LLL DDDL", "LLL ND"), letters=_UK
    ),
    Format(
        look="eu",
        patterns=("@ L DDDDD", "@ L DDDD", "@ LL DDD", "@ LL DDDD", "@ LLL DD", "@ LLL DDD"),
        letters="ABCDEFGHIJKLMNOPRSTUVYZ",
        prefixes=tuple(f"{n:02d}" for n in (34, 34, 34, 6, 6, 35, 35, *range(1, 82))),
        weight=1.2,
    ),
    Format(look="br", patterns=("LLL DDDD",), weight=1.0),
    Format(look="mercosul", patterns=("LLLDLDD", "LLLDLDD", "LL DDD LL"), weight=0.8),
    Format(
        look="in",
        patterns=("@ DD LL DDDD", "@ DD L DDDD", "@ D LL DDDD", "@ DD DDDD", "@ D L DDDD"),
        prefixes=_IN_STATES,
        weight=1.5,
    ),
    Format(
        look="two",
        patterns=(
            "@ DD/LL DDDD",
            "@ DD LL/DDDD",
            "@ DD L/DDDD",
            "@ DD/DDDD",
            "@ D/L DDDD",
            "@DD/LDDDD",
        ),
        prefixes=_IN_STATES,
        weight=2.2,
    ),
    Format(
        look="two",
        patterns=("@ LL/DDDD", "@ LLL/DD", "@/L DDDDD", "@ L/DDDD"),
        prefixes=tuple(f"{n:02d}" for n in range(1, 82)),
        weight=0.5,
    ),
    Format(
        look="two",
        patterns=_split("LLL/DDDD|LL/DDDD|LLL/DDD|DDD/LLL|LL DD/LLL|DDL/DDDDD|LL/DDD DD|LL DD/DDD"),
        weight=0.9,
    ),
    Format(
        look="plain", patterns=("DDDDD", "DDDDDD", "NDDDDDD", "DD DDDDD", "L DDDDD"), weight=0.8
    ),
    Format(
        look="plain",
        patterns=_split("LLL DDD|LLL DDDD|LL DDDD|DDD LLLL|LLDDDD|L DDDD L|LLDDDLL|LLDDDD L"),
        weight=1.2,
    ),
)
_WEIGHTS = [entry.weight for entry in FORMATS]


def draw_text(rng: random.Random) -> tuple[str, str]:
    """Return (look, text as it stands on the plate: capitals, blanks, ``/`` between lines)."""
    chosen = rng.choices(FORMATS, _WEIGHTS)[0]
    pattern = rng.choice(chosen.patterns)
    if pattern == "*":
        return chosen.look, _vanity(rng)
    return chosen.look, "".join(_expand(pattern, chosen, rng))


def _expand(pattern: str, chosen: Format, rng: random.Random) -> Sequence[str]:
    out: list[str] = []
    for mark in pattern:
        if mark == "@":
            out.append(rng.choice(chosen.prefixes))
        elif mark == "L":
            out.append(rng.choice(chosen.letters))
        elif mark == "D":
            out.append(rng.choice("0123456789"))
        elif mark == "N":
            out.append(rng.choice("123456789"))
        else:
            out.append(mark)
    return out


def _vanity(rng: random.Random) -> str:
    kind = rng.random()
    word = rng.choice(WORDS)
    if kind < 0.35:
        return word[:8]
    if kind < 0.6:
        other = rng.choice(WORDS)
        cut = rng.randint(2, 4)
        gap = " " if rng.random() < 0.4 else ""
        return word[:cut] + gap + other[: rng.randint(2, 7 - cut)]
    if kind < 0.75:
        return word[:5] + rng.choice(("", " ")) + str(rng.randint(1, 99))
    # Letters that can be spoken, with the vowels of words, so that O is common.
    consonants, vowels = "BCDFGHJKLMNPRSTVWXYZ", "AEIOUOY"
    length = rng.randint(4, 8)
    return "".join(
        rng.choice(consonants if i % 2 else vowels) if rng.random() < 0.75 else rng.choice(LETTERS)
        for i in range(length)
    )
