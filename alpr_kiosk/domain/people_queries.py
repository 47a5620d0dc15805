# SPDX-License-Identifier: AGPL-3.0-or-later
"""What screens ask about people and shifts, and what they are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alpr_kiosk.domain.queries import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class UsersWanted(Query):
    """Who has, or had, access; for a supervisor, an installer or an auditor.

    Answered with a tuple of `UserRow`, by name.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRow:
    """A person.

    Attributes:
        name: Name or number.
        role: ``guard``, ``supervisor``, ``installer`` or ``auditor``.
        active: Has access.
        changed_at: Aware UTC: since when the PIN is what it is, or access was stopped.
        on_shift: Is on shift now.
    """

    name: str
    role: str
    active: bool
    changed_at: datetime
    on_shift: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverWanted(Query):
    """What a guard must know who comes, or hand over who goes; answered with a `Handover`.

    Attributes:
        user: Whose shift it is.
        leaving: He goes: what is to be settled since his shift began.
        cameras_down: (id, time as shown) of cameras without a picture, as the screen knows them.
        held: (id, time as shown) of gates that are held open.
    """

    user: str
    leaving: bool = False
    cameras_down: tuple[tuple[str, str], ...] = ()
    held: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnexplainedWanted(Query):
    """Openings by hand without a reason; answered with a tuple of `UnexplainedOpening`.

    Attributes:
        since: Aware UTC: those since then, oldest first.
    """

    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBansWanted(Query):
    """Bans since a time that still hold; answered with a frozenset of entry ids.

    Attributes:
        since: Aware UTC.
    """

    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverItem:
    """One thing to know.

    Attributes:
        item_id: Stable id; names no plate.
        kind: ``ban``, ``visitors``, ``camera``, ``opening``, ``openings``, ``hold`` or ``note``.
        code: Message code of its sentence.
        context: Values for it.
        at: Aware UTC, None where it has no time.
        intent_id: The opening without a reason, "" for others.
        gate_id: Its gate.
    """

    item_id: str
    kind: str
    code: str
    context: tuple[tuple[str, str], ...] = ()
    at: datetime | None = None
    intent_id: str = ""
    gate_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What there is to know.

    Attributes:
        user: Whose shift it is.
        since: Aware UTC: what happened before is known to him.
        first: He was never on shift before.
        items: What is to be read, or to be settled.
    """

    user: str
    since: datetime
    first: bool = False
    items: tuple[HandoverItem, ...] = ()
