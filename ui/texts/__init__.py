# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences for codes, a module an area; `ui.copy_deck` has those of the specification."""

from __future__ import annotations

from typing import cast

from ui.texts import (
    alerts,
    cameras,
    decisions,
    gates,
    history,
    lists,
    live,
    look,
    people,
    program,
    record,
    settings,
    setup,
)

TEXTS = cast(
    "dict[str, str]",
    live.TEXTS
    | people.TEXTS
    | lists.TEXTS
    | history.TEXTS
    | settings.TEXTS
    | look.TEXTS
    | alerts.TEXTS
    | setup.TEXTS
    | decisions.TEXTS
    | gates.TEXTS
    | cameras.TEXTS
    | record.TEXTS
    | program.TEXTS,
)
