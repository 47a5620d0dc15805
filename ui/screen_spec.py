# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the window must know of a screen before it is made."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from ui.screens.base import Screen
from ui.surroundings import Surroundings

NAV = "nav"
"""Context of the words on the rail and of what a PIN is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RailKey:
    """A key of the navigation rail.

    Attributes:
        label: Its word, marked for translation in `NAV`.
        icon: Its icon.
        shortcut: Its function key.
        at_end: It stands at the lower end.
    """

    label: str
    icon: str
    shortcut: str
    at_end: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenSpec:
    """A screen.

    Attributes:
        name: Stable name; object name of the screen too.
        make: Makes it.
        rail: Its key on the rail, None without one.
        roles: Who may see it; empty is everybody. ``guard`` is a guard on shift.
        purpose: What a PIN is asked for, marked for translation in `NAV`.
        when_locked: It is also there while the screen is locked.
        close_fitting: On the small panel it has more rows than keys for gloves leave room for.
    """

    name: str
    make: Callable[[Surroundings], Screen]
    rail: RailKey | None = None
    roles: tuple[str, ...] = ()
    purpose: str = ""
    when_locked: bool = False
    close_fitting: bool = False


class Later:
    """Makes a screen whose module is read when the screen is first wanted, or by `read_ahead`.

    Reading all of them takes a fifth of a second of the 3 s to the first tile.

    Args:
        where: ``module:class``.
    """

    def __init__(self, where: str) -> None:
        self.where = where

    def __call__(self, around: Surroundings) -> Screen:
        return self.read()(around)

    def read(self) -> Callable[[Surroundings], Screen]:
        """Return the class; raises ImportError or AttributeError where there is none."""
        return cast("Callable[[Surroundings], Screen]", pkgutil.resolve_name(self.where))


def marked(text: object) -> str:
    """Return a text that `QT_TRANSLATE_NOOP` marked: a text, of which PySide's stubs say object."""
    return cast("str", text)
