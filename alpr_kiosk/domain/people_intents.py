# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people ask about themselves: who sits there, when a shift begins and ends, who has access.

None of them moves a gate, and none stands before one that does. They are answered in the thread of
the door (`runtime.door`), where a slow PIN check keeps nothing else waiting.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from alpr_kiosk.domain.intents import Intent


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleIntent(Intent):
    """A request about people.

    Attributes:
        session: Token of whoever asks, "" for nobody.
    """

    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRenewed(PeopleIntent):
    """The screen was touched: the session goes on. Refused (``session.ended``) when it is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftStarted(PeopleIntent):
    """A shift begins; one that still goes on ends with it, without a report.

    Attributes:
        session: Token of a guard; "" begins an unsigned shift, when PINs can't be checked.
        user: Who says so, for an unsigned shift.
        read: Ids of the items of the hand-over that were read.
        skipped: Items were left unread.
    """

    user: str = ""
    read: tuple[str, ...] = ()
    skipped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverItemRead(PeopleIntent):
    """The guard on shift has read an item of the hand-over that was skipped before."""

    item_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(PeopleIntent):
    """A word for the next shift; of the guard on shift or a supervisor."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftEnded(PeopleIntent):
    """The guard on shift goes, or a supervisor ends his shift; answered with the ``sheet``.

    Attributes:
        nothing: There is nothing to report.
        cameras_down: Names of cameras without a picture, as the screen knows them.
        held: Names of gates that are held open.
    """

    nothing: bool = False
    cameras_down: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UserSaved(PeopleIntent):
    """Give a person a PIN: a new person, or another PIN for a known one.

    Supervisors do so for guards, and for themselves; installers for everybody. `repr` never shows
    the PIN.

    Attributes:
        user: Name or number.
        role: ``guard``, ``supervisor``, ``installer`` or ``auditor``.
        pin: The PIN.
        is_new: The person must not be known yet.
    """

    user: str
    role: str
    pin: str = field(repr=False)
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UserStopped(PeopleIntent):
    """A person has no access any more; never the last supervisor."""

    user: str
