# SPDX-License-Identifier: AGPL-3.0-or-later
"""An entry in a few lines, for a guard who compares it with the car."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from PySide6.QtCore import QCoreApplication

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.lists import ListEntry, WeeklyWindow, validity
from ui import messages
from ui.localtime import LocalTime


def day_words() -> tuple[str, ...]:
    """Return the weekdays in two or three letters, Monday first."""
    translate = QCoreApplication.translate
    return (
        translate("EntryWords", "Mo"),
        translate("EntryWords", "Tu"),
        translate("EntryWords", "We"),
        translate("EntryWords", "Th"),
        translate("EntryWords", "Fr"),
        translate("EntryWords", "Sa"),
        translate("EntryWords", "Su"),
    )


def hours_words(windows: tuple[WeeklyWindow, ...]) -> str:
    """Return opening times as ``Mo-Fr 07:00-19:00``, "" for any time."""
    by_hours: dict[tuple[time, time], set[int]] = {}
    for window in windows:
        by_hours.setdefault((window.start, window.end), set()).add(window.weekday)
    parts = []
    for (start, end), days in sorted(by_hours.items(), key=lambda item: min(item[1])):
        last = "24:00" if end == time(0) else f"{end:%H:%M}"
        parts.append(f"{_days(sorted(days))} {start:%H:%M}-{last}")
    return ", ".join(parts)


def _days(days: list[int]) -> str:
    words = day_words()
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = []
    for run in runs:
        if len(run) > 2:
            parts.append(f"{words[run[0]]}-{words[run[-1]]}")
        else:
            parts.extend(words[day] for day in run)
    return " ".join(parts)


def until_words(entry: ListEntry, local: LocalTime, now: datetime) -> str:
    """Return until when an entry holds, as people read it."""
    translate = QCoreApplication.translate
    if entry.valid_until is None:
        return translate("EntryWords", "no end")
    # The stored end is exclusive; people read the last day, or the minute of a short pass.
    if entry.valid_until - now <= timedelta(hours=48) and entry.valid_until > now:
        end = local.local(entry.valid_until)
        if end.date() == local.local(now).date():
            return translate("EntryWords", "until {time}").replace("{time}", f"{end:%H:%M}")
        last = local.local(entry.valid_until - timedelta(seconds=1))
        if (end.hour, end.minute) == (0, 0) and last.date() == local.local(now).date():
            return translate("EntryWords", "until midnight")
    date = local.date(entry.valid_until - timedelta(seconds=1))
    return translate("EntryWords", "to {date}").replace("{date}", date)


def facts(
    entry: ListEntry, *, local: LocalTime, clock: Clock, gates: dict[str, str], gate_id: str = ""
) -> tuple[tuple[str, str], ...]:
    """Return name and value of what matters at the gate; nothing that is empty.

    Args:
        entry: The entry, with its group's values where they are known.
        local: Zone of the site.
        clock: Time.
        gates: Names of gates by id.
        gate_id: Gate that it is asked about.
    """
    translate = QCoreApplication.translate
    now = clock.utc_now()
    uses = ""
    if entry.uses_left is not None:
        uses = translate("EntryWords", "{n} of {m} left")
        uses = uses.replace("{n}", str(entry.uses_left)).replace(
            "{m}", str(entry.max_uses or entry.uses_left)
        )
    rows = (
        (translate("EntryWords", "Who"), entry.owner),
        (translate("EntryWords", "Visits"), entry.host),
        (translate("EntryWords", "Car"), entry.vehicle),
        (translate("EntryWords", "Valid"), until_words(entry, local, now)),
        (translate("EntryWords", "Hours"), hours_words(entry.windows)),
        (translate("EntryWords", "Gates"), ", ".join(gates.get(one, one) for one in entry.gates)),
        (translate("EntryWords", "Entries"), uses),
        (translate("EntryWords", "Ask for"), entry.second_factor),
        (translate("EntryWords", "Note"), entry.notes),
        (translate("EntryWords", "Now"), not_now(entry, local=local, clock=clock, gate_id=gate_id)),
    )
    return tuple((name, value) for name, value in rows if value)


def proof_words(entry: ListEntry) -> str:
    """Return what to ask for besides the plate, in the words of a question; "" for nothing."""
    if not entry.second_factor:
        return ""
    who = entry.owner or entry.host or entry.vehicle or entry.text
    return messages.text("ask.second_factor", {"who": who, "factor": entry.second_factor})


def not_now(entry: ListEntry, *, local: LocalTime, clock: Clock, gate_id: str = "") -> str:
    """Return why an entry does not hold at present in a few words, "" when it does."""
    reason = validity(
        entry,
        now_utc=clock.utc_now(),
        tz=local.zone,
        gate_id=gate_id or (entry.gates[0] if entry.gates else None),
        direction=entry.direction,
    )
    if reason is None:
        return ""
    return messages.short(reason.value) or messages.text(reason.value, {})
