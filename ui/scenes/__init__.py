# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every screen in its states, with scripted data: for pictures and comparisons."""

from __future__ import annotations

from ui.scenes import alerts, gates, history, lists, live, look, people, settings, setup
from ui.studio import Scene

SCENES: tuple[Scene, ...] = (
    *live.SCENES,
    *alerts.SCENES,
    *people.SCENES,
    *lists.SCENES,
    *history.SCENES,
    *settings.SCENES,
    *gates.SCENES,
    *look.SCENES,
    *setup.SCENES,
)
