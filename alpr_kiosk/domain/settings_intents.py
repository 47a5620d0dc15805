# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person asks of the settings: changes, taken on trial, kept or taken back.

Changes name keys of the site file. They are checked as a whole before anything is written; after
`TRIAL_S` seconds they go back by themselves unless somebody keeps them (screens.md S18 and 6).
None of these ever holds a password that `repr`, a log or the audit would show.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from alpr_kiosk.domain.intents import Intent

TRIAL_S = 60.0
"""Seconds after which new settings go back by themselves (screens.md 6, settings auto-revert)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of one table of the site file.

    Attributes:
        table: ``cameras``, ``gates``, ``lanes``, or a plain table such as ``site``.
        row: Id of the row of a list, "" for a plain table.
    """

    table: str
    row: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySet(Change):
    """Give a key a value.

    Attributes:
        key: Name, dotted for a key of a table within, such as ``relay.address``.
        value: Text, number, truth, tuples of these, or a dict for a table within.
    """

    key: str
    value: object


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRemoved(Change):
    """Take a key out, so that its usual value counts; nothing happens when it is not there."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowAdded(Change):
    """Add a row; `row` is its id.

    Attributes:
        values: Its other keys and values, in the order in which they are written.
    """

    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRemoved(Change):
    """Take a row out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordSet(Change):
    """Give a camera or a relay another password; it goes to the secret file, not the site file.

    Attributes:
        password: The password; "" takes it away.
        within: Table within the row that has the password, such as ``relay``; "" is the row.
    """

    password: str = field(repr=False)
    within: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigIntent(Intent):
    """A request about the settings; needs the `session` of an elevation.

    Attributes:
        session: Token of an installer (of a supervisor, where only the office is concerned).
    """

    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigDraftStarted(ConfigIntent):
    """Somebody draws on the picture of these lanes: by hand only, until the draft ends."""

    lanes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigDraftEnded(ConfigIntent):
    """The draft is saved or thrown away; needs no session, which may be over by now."""

    lanes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigApplied(ConfigIntent):
    """Take these changes on trial; the site is built anew with them.

    Refused with ``config.refused`` (``key``, ``mistake``, ``n``) when they are not right, and with
    ``config.on_trial`` while others are on trial; with ``keeping.reason`` when data would be kept
    longer than usual and nobody says why.

    Attributes:
        changes: The changes.
        reason: Why, in words; kept beside the audit chain.
    """

    changes: tuple[Change, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigKept(ConfigIntent):
    """The settings on trial are good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigReverted(ConfigIntent):
    """Go back now: to before the trial, or to an old `version`, which is on trial then."""

    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigTrial:
    """Settings on trial, for the screen.

    Attributes:
        seconds_left: Until the old ones come back.
        keys: What was changed, as in the audit.
        actor: Who changed it.
    """

    seconds_left: int
    keys: tuple[str, ...] = ()
    actor: str = ""
