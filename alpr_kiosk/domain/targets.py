# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a file for somebody else can go: sticks, a folder of ours, a printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from alpr_kiosk.domain.queries import Query
from alpr_kiosk.errors import AlprError


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTarget:
    """A folder.

    Attributes:
        path: Absolute.
        name: Label of a stick; "" for the folder of the kiosk itself.
        free_bytes: Free.
        removable: A stick or card.
    """

    path: str
    name: str
    free_bytes: int
    removable: bool


class Targets(Protocol):
    """Finds them; any thread."""

    def targets(self) -> Sequence[ExportTarget]:
        """Return what can be written to now, sticks first."""
        ...


class Printer(Protocol):
    """A printer of this machine; any thread."""

    @property
    def available(self) -> bool:
        """Whether there is one."""
        ...

    def print(self, data: bytes, title: str) -> None:
        """Print a PDF or plain text in UTF-8; returns once it is queued.

        Raises:
            AlprError: ``print.failed``.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsWanted(Query):
    """Where can it go? Answered with `TargetsFound`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsFound:
    """Where it can go.

    Attributes:
        targets: Folders, sticks first.
        printer: Whether there is a printer.
    """

    targets: tuple[ExportTarget, ...]
    printer: bool = False


def known_target(targets: Targets, path: str) -> ExportTarget:
    """Return the target of this path.

    Raises:
        AlprError: ``export.no_target``: it is not, or no longer, one.
    """
    found = next((one for one in targets.targets() if one.path == path), None)
    if found is None:
        raise AlprError("export.no_target")
    return found
