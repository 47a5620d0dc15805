# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parts of other packages, found by entry points; imported only when something names them.

Groups: ``alpr_kiosk.detectors``, ``alpr_kiosk.recognizers``, ``alpr_kiosk.relays`` and
``alpr_kiosk.sources``; the value is a factory. A part that breaks is an error of that name, never
of the start.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points

from alpr_kiosk.errors import ConfigError

GROUPS = (
    "alpr_kiosk.detectors",
    "alpr_kiosk.recognizers",
    "alpr_kiosk.relays",
    "alpr_kiosk.sources",
)


def installed() -> dict[str, tuple[str, ...]]:
    """Return the names that other packages offer, by group, without importing them."""
    return {
        group: tuple(sorted(point.name for point in entry_points(group=group))) for group in GROUPS
    }


def load_part(group: str, name: str) -> Callable[..., object]:
    """Import the factory `name` of `group`.

    Raises:
        ConfigError: ``plugin.unknown``, or ``plugin.broken`` with the reason.
    """
    for point in entry_points(group=group):
        if point.name != name:
            continue
        try:
            loaded: object = point.load()
        except (Exception, SystemExit) as exc:  # foreign code
            why = str(exc) or type(exc).__name__
            raise ConfigError("plugin.broken", group=group, name=name, why=why) from exc
        if not callable(loaded):
            raise ConfigError("plugin.broken", group=group, name=name, why="it is not a factory")
        return loaded
    raise ConfigError("plugin.unknown", group=group, name=name)
