# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the lists say about an agreed plate: deny first and loosely, allow strictly (rules 10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from alpr_kiosk.domain.events import (
    Action,
    Candidate,
    Consensus,
    Decision,
    Direction,
    Reason,
)
from alpr_kiosk.domain.holidays import HolidayRule
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot, WeeklyWindow, validity
from alpr_kiosk.domain.plate import fold, strong_fold
from alpr_kiosk.domain.presets import fit

SURE_VOTES = 3
"""Frames that must have seen a character that decides between two listed plates (rules 10)."""

SURE_SHARE = 0.9
"""Share of the votes that such a character must have (rules 10)."""

_GRADES = ("exact", "strong", "medium", "near")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A plate and the circumstances in which the lists are asked.

    Attributes:
        text: The agreed plate, as read.
        consensus: Its votes.
        snapshot: The lists.
        gate_id: Gate of the lane, None for none.
        direction: Direction of the car.
        presets: Country presets of the site.
        now_utc: Aware time.
        tz: Time zone of the site.
        gate_names: (id, name) of gates, for texts.
    """

    text: str
    consensus: Consensus
    snapshot: ListSnapshot
    gate_id: str | None
    direction: Direction
    presets: tuple[str, ...]
    now_utc: datetime
    tz: tzinfo
    gate_names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Match:
    entry: ListEntry
    grade: str


def _banned(question: Question, entry: ListEntry) -> bool:
    """Return whether a deny entry holds; a direction that is not known does not lift a ban."""
    direction = question.direction
    if direction is Direction.UNKNOWN:
        direction = entry.direction
    entry = replace(entry, uses_left=None)  # a ban is not used up
    return _validity(question, entry, direction) is None


def bans(snapshot: ListSnapshot, text: str, *, gate_id: str, now_utc: datetime, tz: tzinfo) -> bool:
    """Return whether a plate that a person typed is banned itself, here and now.

    Nobody has seen its direction, and who types a plate means this one: look-alikes don't count.
    """
    question = Question(
        text=text,
        consensus=Consensus(),
        snapshot=snapshot,
        gate_id=gate_id,
        direction=Direction.UNKNOWN,
        presets=(),
        now_utc=now_utc,
        tz=tz,
    )
    listed = snapshot.exact(text)
    return any(one.kind is ListKind.DENY and _banned(question, one) for one in listed)


def _why_not(question: Question, entry: ListEntry) -> Reason | None:
    return _validity(question, entry, question.direction)


def _validity(question: Question, entry: ListEntry, direction: Direction) -> Reason | None:
    return validity(
        question.snapshot.effective(entry),
        now_utc=question.now_utc,
        tz=question.tz,
        gate_id=question.gate_id,
        direction=direction,
        calendar=question.snapshot.calendar,
    )


def _grade(text: str, other: str) -> str:
    if text == other:
        return "exact"
    if strong_fold(text) == strong_fold(other):
        return "strong"
    return "medium" if fold(text) == fold(other) else "near"


def matches(snapshot: ListSnapshot, text: str) -> list[_Match]:
    """Return all entries that `text` may mean, best grade first."""
    found = [
        _Match(entry, _grade(text, entry.text))
        for entry in (*snapshot.loose(text), *snapshot.near(text))
    ]
    return sorted(
        found,
        key=lambda match: (_GRADES.index(match.grade), match.entry.text, match.entry.entry_id),
    )


def _plate(question: Question) -> str:
    """Return the text to look for: as read, with strong look-alikes settled by the presets.

    Where a preset would have to settle a medium one, the reader never saw the wanted character
    (else it had voted for it, see `consensus.settle_by_position`). The text then stays, and the
    entry meant is found as a medium look-alike, which asks.
    """
    settled = fit(question.text, question.presets)
    if settled is not None and strong_fold(settled) == strong_fold(question.text):
        return settled
    return question.text


def verdict(question: Question, *, unlisted: Action) -> Decision:
    """Return what the lists say, whatever the gate does.

    Args:
        question: Plate and circumstances.
        unlisted: Action for a plate that no list lets in: ask, refuse or log only.
    """
    text = _plate(question)
    found = matches(question.snapshot, text)
    deny = [
        match
        for match in found
        if match.entry.kind is ListKind.DENY and _banned(question, match.entry)
    ]
    allow = [match for match in found if match.entry.kind in (ListKind.ALLOW, ListKind.VISITOR)]
    exact = [match for match in allow if match.grade == "exact"]
    said = (
        _denied(deny, exact)
        or _exactly(question, text, exact, found, unlisted)
        or _near_ban(deny)
        or _strongly(question, allow, found, unlisted)
        or _nearly(question, allow)
        or _unlisted(found, unlisted)
    )
    said = replace(said, candidates=tuple(_candidate(match) for match in found[:8]))
    if any(match.entry.kind is ListKind.WATCH and match.grade == "exact" for match in found):
        said = replace(said, context=(*said.context, ("flag", "watch")))
    return said


def _candidate(match: _Match) -> Candidate:
    entry = match.entry
    return Candidate(
        entry_id=entry.entry_id,
        plate=entry.text,
        owner=entry.owner,
        list_kind=entry.kind.value,
        match=match.grade,
    )


def _who(entry: ListEntry) -> str:
    return entry.owner or entry.host or entry.vehicle or entry.text


# ---------------------------------------------------------------------------------------- steps


def _denied(deny: Sequence[_Match], exact: Sequence[_Match]) -> Decision | None:
    """Refuse the banned plate itself, and its strong look-alikes unless listed themselves."""
    for match in deny:
        if match.grade == "exact" or (match.grade == "strong" and not exact):
            return Decision(
                action=Action.REFUSE,
                reason=Reason.DENY_LISTED,
                alarm=True,
                entry_id=match.entry.entry_id,
                context=(
                    ("plate", match.entry.text),
                    ("reason", match.entry.notes),
                    ("who", _who(match.entry)),
                ),
            )
    return None


def _exactly(
    question: Question,
    text: str,
    exact: Sequence[_Match],
    found: Sequence[_Match],
    unlisted: Action,
) -> Decision | None:
    """The plate is listed as it was read: open, unless it collides and the votes are not clear."""
    if not exact:
        return None
    for match in found:  # the same as `ListSnapshot.collisions` of the entry, already looked up
        other = match.entry
        collides = match.grade in ("strong", "medium") or (
            match.grade == "near" and other.kind is ListKind.DENY
        )
        if collides and not _surely_not(question.consensus, text, other.text):
            return _doubt(exact[0].entry, other)
    return _admit(question, [match.entry for match in exact], unlisted)


def _surely_not(consensus: Consensus, text: str, other: str) -> bool:
    """Return whether the votes rule out that the plate was `other` and not `text` (rules 10)."""
    if len(consensus.chars) != len(text):
        return False
    differing: Iterable[int] = range(len(text))  # another length: any position may be the one
    if len(other) == len(text):
        differing = [i for i, (one, two) in enumerate(zip(text, other, strict=True)) if one != two]
    return all(
        consensus.chars[index].char == text[index]  # as read, not as a preset has it
        and consensus.chars[index].votes >= SURE_VOTES
        and consensus.chars[index].share >= SURE_SHARE
        for index in differing
    )


def _doubt(entry: ListEntry, other: ListEntry) -> Decision:
    """Ask which of two listed plates it is; with a warning when one of them is banned."""
    if other.kind is ListKind.DENY:
        return Decision(
            action=Action.ASK,
            reason=Reason.ASK_NEAR_BAN,
            entry_id=other.entry_id,
            context=_ban_context(other),
        )
    return Decision(
        action=Action.ASK,
        reason=Reason.ASK_LOOKALIKE_TIE,
        entry_id=entry.entry_id,
        context=(
            ("plate_a", entry.text),
            ("who_a", _who(entry)),
            ("plate_b", other.text),
            ("who_b", _who(other)),
        ),
    )


def _ban_context(entry: ListEntry) -> tuple[tuple[str, str], ...]:
    return (
        ("plate", entry.text),
        ("banned", entry.text),
        ("reason", entry.notes),
        ("who", _who(entry)),
    )


def _near_ban(deny: Sequence[_Match]) -> Decision | None:
    if not deny:
        return None
    entry = deny[0].entry
    return Decision(
        action=Action.ASK,
        reason=Reason.ASK_NEAR_BAN,
        entry_id=entry.entry_id,
        context=_ban_context(entry),
    )


def _strongly(
    question: Question, allow: Sequence[_Match], found: Sequence[_Match], unlisted: Action
) -> Decision | None:
    """0/O or 1/I differ: open, but only if no other plate on any list shares the fold."""
    strong = [match.entry for match in allow if match.grade == "strong"]
    if not strong:
        return None
    entry = strong[0]
    alike = [match for match in found if match.grade != "near"]
    for match in alike:
        if match.entry.text != entry.text:
            return _doubt(entry, match.entry)
    return _admit(question, strong, unlisted)


def _nearly(question: Question, allow: Sequence[_Match]) -> Decision | None:
    """A medium look-alike or one character differs from a plate that might come in now: ask."""
    valid = [match for match in allow if _why_not(question, match.entry) is None]
    if not valid:
        return None
    best = valid[0]
    rivals = [
        match
        for match in valid
        if match.grade == best.grade and match.entry.text != best.entry.text
    ]
    if rivals:
        return _doubt(best.entry, rivals[0].entry)
    return Decision(
        action=Action.ASK,
        reason=Reason.ASK_NEAR_MATCH,
        entry_id=best.entry.entry_id,
        context=(("plate", best.entry.text), ("who", _who(best.entry))),
    )


def _unlisted(found: Sequence[_Match], action: Action) -> Decision:
    watched = [
        match.entry
        for match in found
        if match.entry.kind is ListKind.WATCH and match.grade in ("exact", "strong")
    ]
    if watched and action is Action.ASK:
        entry = watched[0]
        return Decision(
            action=action,
            reason=Reason.ASK_WATCH,
            entry_id=entry.entry_id,
            context=(("who", _who(entry)), ("reason", entry.notes)),
        )
    asks = action is Action.ASK
    return Decision(action=action, reason=Reason.ASK_UNKNOWN_WAITING if asks else Reason.UNKNOWN)


def _admit(question: Question, entries: Sequence[ListEntry], unlisted: Action) -> Decision:
    """Open for the first entry that holds now; else say why the first one does not.

    An allow entry goes before a visitor's, so that no use is taken from a resident's pass. Where
    one of those that hold wants a second proof, a person asks for it, whatever the others say.
    """
    order = sorted(entries, key=lambda entry: (entry.kind is ListKind.VISITOR, entry.entry_id))
    reasons = [(entry, _why_not(question, entry)) for entry in order]
    for entry, reason in reasons:
        if reason is None and entry.second_factor:
            return Decision(
                action=Action.ASK,
                reason=Reason.ASK_SECOND_FACTOR,
                entry_id=entry.entry_id,
                context=(*_entry_context(question, entry), ("factor", entry.second_factor)),
            )
    for entry, reason in reasons:
        if reason is None:
            visitor = entry.kind is ListKind.VISITOR
            return Decision(
                action=Action.OPEN,
                reason=Reason.ALLOW_VISITOR if visitor else Reason.ALLOW_LISTED,
                entry_id=entry.entry_id,
                context=_entry_context(question, entry),
            )
    entry, reason = reasons[0]
    return Decision(
        action=unlisted,
        reason=reason or Reason.UNKNOWN,
        entry_id=entry.entry_id,
        context=_entry_context(question, entry),
    )


# -------------------------------------------------------------------------------------- wording


def _entry_context(question: Question, entry: ListEntry) -> tuple[tuple[str, str], ...]:
    """Return the values that the texts of screens.md section 5 name. Dates are local, ISO."""
    entry = question.snapshot.effective(entry)
    used = "" if entry.max_uses is None else str(entry.max_uses)
    nth = ""
    if entry.max_uses is not None and entry.uses_left is not None:
        nth = str(min(entry.max_uses, entry.max_uses - entry.uses_left + 1))
    until = entry.valid_until
    return (
        ("plate", entry.text),
        ("list", entry.kind.value),
        ("who", entry.host or _who(entry)),
        ("date", "" if until is None else until.astimezone(question.tz).date().isoformat()),
        ("hours", _hours(question, entry)),
        ("gates", _gates(question, entry)),
        ("holiday", _holiday(question)),
        ("n", nth),
        ("max", used),
    )


def _hours(question: Question, entry: ListEntry) -> str:
    start = entry.valid_from
    if start is not None and question.now_utc < start:
        return f"from {start.astimezone(question.tz).date().isoformat()}"
    hours = hours_text(entry.windows)
    if entry.holidays is HolidayRule.ONLY:
        return f"on holidays {hours}".strip()
    return hours


def _holiday(question: Question) -> str:
    today = question.snapshot.calendar.on(question.now_utc.astimezone(question.tz).date())
    return "" if today is None else today.name


def hours_text(windows: Iterable[WeeklyWindow]) -> str:
    """Return windows in short: ``Mon-Fri 07:00-19:00, Sat 08:00-12:00``."""
    days: dict[str, list[int]] = {}
    for window in sorted(windows, key=lambda item: (item.weekday, item.start)):
        days.setdefault(f"{window.start:%H:%M}-{window.end:%H:%M}", []).append(window.weekday)
    return ", ".join(f"{_runs(found)} {hours}" for hours, found in days.items())


def _runs(days: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return " ".join(
        _DAYS[run[0]] if len(run) == 1 else f"{_DAYS[run[0]]}-{_DAYS[run[-1]]}" for run in runs
    )


def _gates(question: Question, entry: ListEntry) -> str:
    names = dict(question.gate_names)
    text = ", ".join(names.get(gate, gate) for gate in entry.gates)
    if entry.direction is not Direction.UNKNOWN:
        text = f"{text} ({entry.direction.value} only)".strip()
    return text
