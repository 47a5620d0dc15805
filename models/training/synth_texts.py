# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plate texts drawn from the formats of a layout: O and 0 are learnt where they stand."""

from __future__ import annotations

import random
import re

from models.training.layouts import DRAWN_MARKS, LETTERS, Layout


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())


WORDS = _list(
    "LOVE HAPPY GATOR TIGER JESUS RACER SPEED DADDY MOMMY GOLF BEACH OCEAN SUNNY LUCKY BOSS KING "
    "QUEEN DIVA ANGEL COOL BLUE REDHOT BLACK SILVER GOLD NINJA ROCKET TURBO BOOST DRIFT POWER "
    "VROOM ZOOM SMOKIN NOLIMIT GOFAST TOOFAST IMFAST EATDUST BYEBYE HELLO MYTOY HISTOY HERCAR "
    "MYRIDE OURS JOHN MARY DAVID BOBBY TOMMY JIMMY SUZIE KATIE ANNA ELENA BIGRED BIGDOG DOGS "
    "CATMOM CATLOVR HORSE COWBOY TEXAS YANKEE SOX LAKERS BRONCO COLTS EAGLES PACKER STEELR USMC "
    "ARMY NAVY VETERAN DOC NURSE LAWYER TAXMAN CODER GEEK LINUX UNIX HACKER GAMER PIXEL ROBOT "
    "MAGIC DREAM PEACE FAITH HOPE GRACE BLESSED THANKU SMILE LAUGH MUSIC JAZZ ROCKNRL PIANO "
    "GUITAR DRUMS SINGER DANCE BALLET YOGA RUNNER BIKER HIKER SURFER SKIER SAILOR PILOT FLYBOY "
    "ROUTE66 CORVETT VETTE STANG MUSTANG CAMARO CHEVY DODGE HEMI VIPER BEEMER AUDI PORSCHE TESLA "
    "PRIUS HYBRID NOGAS GASLESS ELECTRC OHYEAH WOW OMG LOL YOLO FOMO OUTATIME WHATEVR WHYNOT "
    "NOTHIN MOOLAH CASHIN PAIDFOR MINE ALLMINE FUN FUNCAR BOO BOOBOO YOOHOO OOPS OOH LOOKOUT "
    "GOODDAY FOOTBAL HOOPS MOON OTTO OLLIE OSCAR TOTO ROMEO IGLOO INDIGO ILLINI IOWA OHIO IDAHO "
    "QUIET QUICK QUILTER QUARK QUIZ IRONMAN IRISH ITALIA IMOK IMGONE ILUVU ISLAND IDO INTUIT "
    "SOUTH NORTH STORM SNOW RAIN THUNDR LIGHTN HAWK FALCON RAVEN OWL ROBIN CARDNAL BUCKEYE "
    "BADGER HUSKER GOBLUE GODAWGS GOIRISH ROLTIDE GEAUX VOLS GATORS NOLES CANES HOKIES TERPS "
    "GRANDMA GRANDPA NANA PAPA POPS OPA OMA UNCLE AUNTIE SIS BRO TWINS MOMOF MOMSCAR DADSCAR "
    "JEEPIN JEEPERS OFFROAD MUDDY CRAWLR HUMMER TRUCKIN HAULIN DIESEL SMOKE TOWIT PLOW FARMER "
    "RANCH TRACTOR BARN COWGIRL RODEO PONY HOOVES FISHIN FISHON HUNTER DUCKS BASSPRO REELEM "
    "TEACHER COACH PROF BOOKS READ RDWRITE ARTIST PAINTER POTTER QUILT SEWING COOKIE CUPCAKE "
    "PUMPKIN COFFEE LATTE JAVA MOCHA BEER WINE VINO TEQUILA MERLOT RUDDER ANCHOR SAIL BOAT "
    "AHOY PIRATE KRAKEN DRAGON WIZARD WITCH SPOOKY ZOMBIE GHOST BATMAN ROBBIN HULK THOR LOKI "
    "JEDI YODA VADER SOLO WOOKIE TREK SPOCK TARDIS WHOVIAN HOBBIT GANDALF SHREK MINION ELVIS "
    "PHANTOM MAESTRO OPERA SOPRANO TUBA OBOE BANJO FIDDLE CELLO VIOLA DISCO FUNK SOUL RAVE "
    "PETE PAUL GEORGE RINGO MICK KEITH OZZY BOWIE DYLAN PRINCE SLASH AXL JOVI JOEL ELTON DOLLY"
)
SPOKEN = _list(
    "2FAST 4U 2FAST4U GR8 M8 L8R IM L8 NV2 2HOT 2COOL 1DERFUL 10SNE1 K9 K9MOM K9DAD 4EVER B4 4X4 "
    "ALT0 RT66 007 100 1ST 2ND 3RD 24 7 365 69 SS 427 454 350Z 370Z 300ZX 240SX 911 944 M3 M5 Z4 "
    "GT GT3 GTO GTR RS4 S4 V8 V12 5POINT0 5 0 COBRA 8BALL 9LIVES 1OWNER NO1 1MOM 2BOYS 3GIRLS "
    "4KIDS 3KIDS 2DOGS H2O CO2 O2 10 2000 ZERO0 OO7 0 DEBT 0GAS 0TO60 60MPH 100MPG XOXO 100X35 "
    "Y2K U2 UB40 B52S 1SUN 802 11N ACTS2 38 PSALM23 ROM8 28 JN316 1COR13"
)
_CONSONANTS, _VOWELS = "BCDFGHJKLMNPRSTVWXYZ", "AEIOUOY"
LONGEST_WORDS = 8


def draw_text(layout: Layout, rng: random.Random) -> str:
    """Return a text as it stands on the plate: capitals, digits and `DRAWN_MARKS`, ``/``."""
    if layout.vanity and rng.random() < layout.vanity:
        return _words(rng)
    out = []
    for mark in rng.choice(layout.patterns):
        if mark == "@":
            out.append(rng.choice(layout.prefixes))
        elif mark == "L":
            out.append(rng.choice(layout.letters))
        elif mark == "D":
            out.append(rng.choice(layout.digits))
        elif mark == "N":
            out.append(rng.choice("123456789"))
        elif mark in layout.sets:
            out.append(rng.choice(layout.sets[mark]))
        else:
            out.append(mark.upper())
    return "".join(out)


def label_of(line: str) -> str:
    """Return what is to be read of a line: no blanks, no dashes, no symbols."""
    return "".join(char for char in line if char not in DRAWN_MARKS)


def possible_texts(layout: Layout) -> re.Pattern[str]:
    """Return an expression that all texts of a layout match."""
    kinds = [_expression(pattern, layout) for pattern in layout.patterns]
    if layout.vanity:
        kinds.append(rf"(?=.{{1,{LONGEST_WORDS + 1}}}$)[A-Z0-9][A-Z0-9 .+-]*")
    return re.compile("|".join(f"(?:{kind})" for kind in kinds))


def _expression(pattern: str, layout: Layout) -> str:
    sets = {"L": layout.letters, "D": layout.digits, "N": "123456789", **layout.sets}
    out = []
    for mark in pattern:
        if mark == "@":
            out.append(f"(?:{'|'.join(layout.prefixes)})")
        elif mark in sets:
            out.append(f"[{sets[mark]}]")
        else:
            out.append(re.escape(mark.upper()))
    return "".join(out)


def _words(rng: random.Random) -> str:
    """Return up to `LONGEST_WORDS` characters of chosen words, at most one mark between."""
    kind = rng.random()
    word = rng.choice(WORDS)
    gap = rng.choice(("", "", "", " ", " ", "-", "+"))
    if kind < 0.36:
        text = word
    elif kind < 0.55:
        cut = rng.randint(2, 4)
        text = word[:cut] + gap + rng.choice(WORDS)[: rng.randint(2, LONGEST_WORDS - 1 - cut)]
    elif kind < 0.66:
        number = rng.choice((str(rng.randint(1, 99)), str(rng.randint(100, 999)), "1", "2", "007"))
        text = word[: LONGEST_WORDS - len(number)] + gap + number
    elif kind < 0.72:
        text = str(rng.randint(1, 99)) + gap + word[:5]
    elif kind < 0.84:
        spoken = rng.choice(SPOKEN)
        text = spoken + gap + word[: max(2, LONGEST_WORDS - len(spoken))]
        text = spoken if rng.random() < 0.4 else text
    elif kind < 0.93:  # what can be spoken, with the vowels of words: O is common
        text = "".join(
            rng.choice(_CONSONANTS if i % 2 else _VOWELS)
            if rng.random() < 0.75
            else rng.choice(LETTERS)
            for i in range(rng.randint(3, 7))
        )
    else:  # initials and numbers
        text = "".join(rng.choice(LETTERS) for _ in range(rng.randint(1, 4)))
        text += gap + str(rng.randint(1, 9999))
    text = text[: LONGEST_WORDS + (not text.isalnum())]
    return text.rstrip(DRAWN_MARKS)
