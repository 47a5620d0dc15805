# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the screen looks and what it speaks: chosen on the screen, kept in the record."""

from __future__ import annotations

import json
import math
import re
from dataclasses import asdict, dataclass, replace

from alpr_kiosk.domain.intents import Intent

THEMES = ("day", "night", "high_contrast")
AUTO = "auto"
"""Day and night by the sun at the site."""
CHOICES = (*THEMES, AUTO)
TEXT_FACTORS = (1.0, 1.15, 1.3)
"""Text sizes on offer (screens.md 2.3)."""
NIGHT_GAINS = (0.4, 1.0)
"""Least and most brightness of pictures at night (screens.md 2.1)."""
PX_PER_MM = (1.0, 20.0)
"""Panels finer or coarser than this do not exist: a wrong measurement."""
BAR_MM = 50.0
"""Length of the bar that is measured with a ruler, mm."""
SETTING = "ui.look"
"""Where the record keeps it."""
GUARD_MAY = ("theme", "text_factor")
"""What a guard may change (screens.md 3.2: the rest is a supervisor's)."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class LookSettings:
    """The look.

    Attributes:
        theme: One of `CHOICES`.
        language: Name of a translation, such as ``de``.
        text_factor: One of `TEXT_FACTORS`.
        glove: Larger targets and gaps.
        left_handed: The gate bar is mirrored.
        night_gain: Factor on pictures at night, within `NIGHT_GAINS`.
        px_per_mm: Measured with the bar; None is the usual panel of this size.
    """

    theme: str = "day"
    language: str = "en"
    text_factor: float = 1.0
    glove: bool = False
    left_handed: bool = False
    night_gain: float = 0.65
    px_per_mm: float | None = None

    def kept(self) -> str:
        """Return it as the record keeps it."""
        return json.dumps(asdict(self), sort_keys=True)

    def problem(self) -> str:
        """Return the name of the first value that is none, "" when all is well."""
        gain, scale = self.night_gain, self.px_per_mm
        checks = {
            "theme": self.theme in CHOICES,
            "language": bool(_LANGUAGE.fullmatch(self.language)),
            "text_factor": self.text_factor in TEXT_FACTORS,
            "night_gain": math.isfinite(gain) and NIGHT_GAINS[0] <= gain <= NIGHT_GAINS[1],
            "px_per_mm": scale is None
            or (math.isfinite(scale) and PX_PER_MM[0] < scale < PX_PER_MM[1]),
        }
        return next((name for name, well in checks.items() if not well), "")

    def changed_from(self, other: LookSettings) -> tuple[str, ...]:
        """Return the names of what differs."""
        mine, theirs = asdict(self), asdict(other)
        return tuple(name for name, value in mine.items() if value != theirs[name])


def look_from(text: str | None, otherwise: LookSettings) -> LookSettings:
    """Return what the record keeps; what is missing, unknown or damaged there is `otherwise`'s."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return otherwise
    if not isinstance(found, dict):
        return otherwise
    look = otherwise
    for name, usual in asdict(otherwise).items():
        value = found.get(name, usual)
        fits = isinstance(value, type(usual)) or (
            name in ("text_factor", "night_gain", "px_per_mm")
            and (isinstance(value, (int, float)) or (value is None and name == "px_per_mm"))
            and not isinstance(value, bool)
        )
        if fits:
            tried = replace(look, **{name: value})
            look = look if tried.problem() == name else tried
    return look


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeChanged(Intent):
    """Keep another look; a guard may change `GUARD_MAY`, a supervisor or an installer all.

    Answered with ``look.kept``, or ``look.not_yours``, ``look.bad``.

    Attributes:
        look: All of it.
        actor: Guard on shift, "" when nobody is signed in.
        session: Token of an elevation, "" without one.
    """

    look: LookSettings
    actor: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChanged(ThemeChanged):
    """The same when the language is another one too: it has its own line in the audit."""
