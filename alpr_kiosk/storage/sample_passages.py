# SPDX-License-Identifier: AGPL-3.0-or-later
"""Made-up passages by the million, for benches and tests: the same for the same seed.

Regulars come again and again (how often falls off as in Zipf's law), visitors once, and some reads
have one character mistaken for its look-alike. Days have their rush hours and weeks their ends.
Pictures are named by the newest days only, as retention leaves it (rules 26); the files themselves
are not made.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from alpr_kiosk.domain.plate import MEDIUM_CLASSES, STRONG_CLASSES, fold
from alpr_kiosk.storage.orm import micros

Numbers: TypeAlias = "NDArray[np.int64]"

CAMERAS = (
    ("in-1", "lane-1", "in", "gate-1"),
    ("out-1", "lane-2", "out", "gate-1"),
    ("in-2", "lane-3", "in", "gate-2"),
    ("out-2", "lane-4", "out", "gate-2"),
)
"""Camera, lane, direction and gate."""

SHARES = (0.34, 0.31, 0.2, 0.15)
"""Of the passages, by camera."""

OUTCOMES = (
    ("open", "decision.allow.listed"),
    ("ask", "decision.unknown"),
    ("refuse", "decision.deny.listed"),
    ("log_only", "decision.ignored.parked"),
    ("", ""),
)
REGULAR = (0.93, 0.03, 0.002, 0.03, 0.008)
STRANGER = (0.25, 0.66, 0.02, 0.05, 0.02)
"""How often each outcome meets a regular and a stranger."""

RUSH = (1, 1, 1, 1, 2, 6, 18, 40, 34, 20, 16, 17, 21, 19, 17, 20, 30, 42, 33, 20, 12, 8, 5, 3)
"""Vehicles by hour of the day, as shares: two peaks, quiet nights."""

WEEK = (1.0, 1.02, 1.03, 1.02, 1.05, 0.55, 0.4)
"""Vehicles by day of the week, Monday first."""

REGULARS_SHARE, MISREAD_SHARE, CORRECTED_SHARE = 0.72, 0.02, 0.25
"""Passages of regulars; those of them that are misread; those of these that a guard corrected."""

VISITS_A_REGULAR = 400
"""One regular for so many passages."""

PICTURE_DAYS = 30

_DIGITS, _LETTERS = "0123456789", "ABCDEFGHIJKLMNOPRSTUVYZ"
_MATES = {
    char: [mate for pair in STRONG_CLASSES + MEDIUM_CLASSES if char in pair for mate in pair]
    for char in _DIGITS + _LETTERS
}
_DAY = 86_400_000_000


class SamplePassage(NamedTuple):
    """One row of each table, in the forms that are stored."""

    passage: tuple[object, ...]
    decision: tuple[object, ...] | None
    evidence: tuple[tuple[object, ...], ...]


PASSAGE_COLUMNS = (
    *("moment", "passage_id", "camera_id", "lane_id", "plate", "fold", "corrected"),
    *("corrected_fold", "first_seen_at", "last_seen_at", "direction", "reads", "agreeing"),
    *("confidence", "settled", "parked", "closed", "track_ids", "votes", "best_read", "action"),
    *("reason", "gate_id", "evidence_note", "keep_as"),
)
DECISION_COLUMNS = (
    *("decision_id", "passage_id", "at", "action", "reason", "alarm", "plate", "entry_id"),
    *("gate_id", "age_ms", "candidates", "context"),
)
EVIDENCE_COLUMNS = ("passage_id", "kind", "path", "sha256", "size", "keep_as", "seen_at")


@dataclass(kw_only=True)
class SampleSite:
    """A site that never was.

    Attributes:
        rows: Passages in all.
        seed: Same seed, same passages.
        until: The newest passage is of the day before.
        days: Days over which they are spread.
        plates: Plates of the regulars, the most frequent first.
    """

    rows: int
    seed: int = 6
    until: datetime = datetime(2026, 11, 22, tzinfo=timezone.utc)
    days: int = 3 * 365
    plates: list[str] = field(init=False)
    _votes: dict[str, tuple[str, str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        chance = np.random.default_rng(self.seed)
        count = max(20, self.rows // VISITS_A_REGULAR)
        self.plates = _plates(chance, count)
        weights = 1.0 / np.arange(1, count + 1) ** 0.8
        self._visits = np.cumsum(weights / weights.sum())

    def days_of_rows(self) -> Iterator[list[SamplePassage]]:
        """Return the passages day by day, in the order of time."""
        first = self.until - timedelta(days=self.days)
        weights = [WEEK[(first + timedelta(days=day)).weekday()] for day in range(self.days)]
        ends = np.floor(np.cumsum(weights) / sum(weights) * self.rows + 0.5).astype(np.int64)
        begin = 0
        for day, end in enumerate(ends.tolist()):
            yield self._day(day, first + timedelta(days=day), begin, end)
            begin = end

    def _day(self, number: int, midnight: datetime, begin: int, end: int) -> list[SamplePassage]:
        chance = np.random.default_rng((self.seed, number))
        count = end - begin
        at = _times(chance, count) + micros(midnight)
        who = np.searchsorted(self._visits, chance.random(count)).tolist()
        regular = (chance.random(count) < REGULARS_SHARE).tolist()
        misread = (chance.random(count) < MISREAD_SHARE).tolist()
        corrected = (chance.random(count) < CORRECTED_SHARE).tolist()
        cameras = chance.choice(len(CAMERAS), count, p=SHARES).tolist()
        outcomes = (
            chance.choice(len(OUTCOMES), count, p=REGULAR).tolist(),
            chance.choice(len(OUTCOMES), count, p=STRANGER).tolist(),
        )
        strangers = _plates(chance, count)
        places = chance.random(count).tolist()
        pictures = number >= self.days - PICTURE_DAYS
        rows = []
        for index, moment in enumerate(at.tolist()):
            true = self.plates[who[index]] if regular[index] else strangers[index]
            plate = _misread(true, places[index]) if misread[index] else true
            outcome = outcomes[0 if regular[index] and plate == true else 1][index]
            rows.append(
                self._row(
                    begin + index,
                    moment,
                    plate,
                    true if plate != true and corrected[index] else None,
                    CAMERAS[cameras[index]],
                    OUTCOMES[outcome],
                    pictures=pictures,
                )
            )
        return rows

    def _row(
        self,
        number: int,
        moment: int,
        plate: str,
        corrected: str | None,
        camera: tuple[str, str, str, str],
        outcome: tuple[str, str],
        *,
        pictures: bool,
    ) -> SamplePassage:
        # Ids that grow, spread over all ids there are: quick to load in this order, while the ids
        # of later passages fall anywhere among them.
        passage_id = f"{number * (1 << 128) // self.rows:032x}"
        camera_id, lane_id, direction, gate_id = camera
        action, reason = outcome
        votes, best_read = self._read(plate)
        passage = (
            *(moment, passage_id, camera_id, lane_id, plate, fold(plate), corrected),
            *(None if corrected is None else fold(corrected), moment, moment + 4_000_000),
            *(direction, 9, 8, 0.97, True, False, True, "[1]", votes, best_read),
            *(action, reason, gate_id if action else None, "", _KEEP_AS.get(action, "unlisted")),
        )
        decision = None
        if action:
            decision = (
                *(passage_id, passage_id, moment + 800_000, action, reason, action == "refuse"),
                *(plate, None, gate_id, 140.5, "[]", f'[["plate", "{plate}"]]'),
            )
        evidence: tuple[tuple[object, ...], ...] = ()
        if pictures:
            kept = (_KEEP_AS.get(action, "unlisted"), moment)
            evidence = tuple((*_picture(passage_id, kind, size), *kept) for kind, size in _KINDS)
        return SamplePassage(passage, decision, evidence)

    def _read(self, plate: str) -> tuple[str, str]:
        """Return votes and best read of a plate, as `mapping` writes them."""
        known = self._votes.get(plate)
        if known is None:
            if len(self._votes) > 50_000:
                self._votes.clear()
            votes = [[char, 0.97, 8, 9, [["8", 0.03]]] for char in plate]
            best = {
                **{"text": plate, "track_id": 1, "frame_seq": 4711, "confidence": 0.97},
                **{"detection_confidence": 0.88, "box": [0.41, 0.5, 0.52, 0.54]},
                **{"plate_height_px": 31.5, "sharpness": 412.25},
                "chars": [[char, 0.97] for char in plate],
            }
            known = self._votes[plate] = (json.dumps(votes), json.dumps(best))
        return known


def columns() -> dict[str, Sequence[str]]:
    """Return the columns of each table in the order of `SamplePassage`."""
    return {
        "passage": PASSAGE_COLUMNS,
        "decision": DECISION_COLUMNS,
        "evidence": EVIDENCE_COLUMNS,
    }


def tables(rows: Sequence[SamplePassage]) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of each table."""
    return {
        "passage": [row.passage for row in rows],
        "decision": [row.decision for row in rows if row.decision is not None],
        "evidence": list(itertools.chain.from_iterable(row.evidence for row in rows)),
    }


# ------------------------------------------------------------------------------------- internals

_KEEP_AS = {"open": "allowed", "refuse": "denied"}
_KINDS = (("lane", 140_000), ("crop", 9_000))


def _picture(passage_id: str, kind: str, size: int) -> tuple[object, ...]:
    digest = hashlib.sha256(f"{kind}{passage_id}".encode()).hexdigest()
    return passage_id, kind, f"{digest[:2]}/{digest}.jpg", digest, size


def _times(chance: np.random.Generator, count: int) -> Numbers:
    """Return microseconds of a day, sorted, no two the same."""
    hours = np.asarray(RUSH) / sum(RUSH)
    hour = chance.choice(len(RUSH), count, p=hours)
    moments = np.sort(hour * (_DAY // 24) + chance.integers(0, _DAY // 24, count))
    numbers = np.arange(count)
    return np.maximum.accumulate(moments - numbers) + numbers


def _plates(chance: np.random.Generator, count: int) -> list[str]:
    """Return plates of a country's form: two digits, one to three letters, two to four digits."""
    cities = np.where(chance.random(count) < 0.4, 34, chance.integers(1, 82, count)).tolist()
    letters = chance.integers(0, len(_LETTERS), (3, count)).tolist()
    sizes = chance.choice((1, 2, 3), count, p=(0.15, 0.45, 0.4)).tolist()
    numbers = chance.integers(0, 10_000, count).tolist()
    plates = []
    for city, first, second, third, size, number in zip(
        cities, *letters, sizes, numbers, strict=True
    ):
        middle = (_LETTERS[first] + _LETTERS[second] + _LETTERS[third])[:size]
        digits = 5 - size if size > 1 else 4
        plates.append(f"{city:02}{middle}{number % 10**digits:0{digits}}")
    return plates


def _misread(plate: str, place: float) -> str:
    at = int(place * len(plate))
    mates = [mate for mate in _MATES.get(plate[at], ()) if mate != plate[at]]
    return plate[:at] + mates[at % len(mates)] + plate[at + 1 :] if mates else plate
