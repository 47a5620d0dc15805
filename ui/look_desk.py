# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which look is in force: what is kept, what is tried out, and the sun.

A change of colours takes two seconds, and waits while a question is open and in the three seconds
after a decision: nobody looks for a key in other colours then. Other sizes and another language
make the whole window anew; that waits until nothing is open that could be lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.config.schema import SiteConfig
from alpr_kiosk.domain.ambient import RoomLight
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import Intent, IntentAnswer
from alpr_kiosk.domain.look import AUTO, LanguageChanged, LookSettings, ThemeChanged
from alpr_kiosk.domain.sun import is_day
from alpr_kiosk.domain.vitals import Vitals
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.views import SiteHealth
from ui.language import Speaker
from ui.people import People
from ui.theme.look import Look

FADE_S = 2.0
"""Time of a change of theme (screen specification, 2.1), in steps of the window's tick: a new style
sheet for the whole window takes 30 to 90 ms on two busy cores, so finer ones would hold up keys."""
AFTER_DECISION_S = 3.0
"""No change of theme so soon after a decision (screen specification, 2.1)."""
PREVIEW_S = 15.0
"""What is not kept goes back after this time (screen specification, section 6)."""
SUN_S = 30.0
"""Seconds between two looks at the sun."""


class LookDesk(QObject):
    """Look and language of the window; lives as long as it.

    Signals:
        changed (): Another look is tried, kept, put back, or waits.
        remake (): Sizes or language are others: make all widgets anew.
        intent (object): A `ThemeChanged` or `LanguageChanged` to submit.
        said (str text, str icon): A short word.
    """

    changed = Signal()
    remake = Signal()
    intent = Signal(object)
    said = Signal(str, str)

    def __init__(
        self,
        *,
        look: Look,
        speaker: Speaker,
        people: People,
        clock: Clock,
        site: SiteConfig,
        bus: SiteBus,
        kept: LookSettings,
        free: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """Keep the parts; `free` tells whether nothing is open that a new window would lose."""
        super().__init__(parent)
        self._look = look
        self._people = people
        self._clock = clock
        self._site = site
        self._free = free
        self.speaker = speaker
        self._kept = kept
        self._shown = kept
        self._until: float | None = None
        self._sent: dict[str, LookSettings] = {}
        self._fade: tuple[str, str, float] | None = None
        self._asked = False
        self._decided: float | None = None
        self._sun: tuple[float, str] | None = None
        self._room = RoomLight()
        self._vitals: Vitals | None = None
        self._remake = False
        bus.health_changed.connect(self._on_health)
        bus.decision_logged.connect(self._on_decision)
        bus.ask_changed.connect(self._on_ask)
        speaker.speak(kept.language)
        look.take(kept)
        look.set_theme(self._theme)

    # -------------------------------------------------------------------------- what is chosen

    @property
    def shown(self) -> LookSettings:
        """The look that is in force or on its way."""
        return self._shown

    @property
    def kept(self) -> LookSettings:
        """The look that the record keeps."""
        return self._kept

    @property
    def seconds_left(self) -> int | None:
        """Seconds until the kept look comes back; None when nothing is tried out."""
        if self._until is None:
            return None
        return max(0, round(self._until - self._clock.monotonic()))

    @property
    def has_sun(self) -> bool:
        """Whether it is known where the site is."""
        return self._site.latitude is not None and self._site.longitude is not None

    @property
    def has_sensor(self) -> bool:
        """Whether a light sensor says how light it is at the desk."""
        return self._room.day(self._clock.monotonic()) is not None

    @property
    def waits(self) -> str:
        """Message code of what a change waits for; "" when nothing waits."""
        if self._remake:
            return "look.waits.question" if self._asked else "look.waits.form"
        if self._look.theme != self._theme and not self._may_change:
            return "look.waits.question" if self._asked else "look.waits.decision"
        return ""

    def attempt(self, wanted: LookSettings) -> None:
        """Show another look for 15 s; `keep` keeps it."""
        before = self._shown
        if wanted == before:
            return
        self._shown = wanted
        self._until = self._clock.monotonic() + PREVIEW_S if wanted != self._kept else None
        self._put(before)

    def keep(self) -> None:
        """Have the record keep what is shown."""
        if self._shown == self._kept:
            self._until = None
            self.changed.emit()
            return
        kind = ThemeChanged if self._shown.language == self._kept.language else LanguageChanged
        wanted: Intent = kind(
            look=self._shown, actor=self._people.guard, session=self._people.session.token
        )
        self._sent[wanted.intent_id] = self._shown
        self._until = None
        self.intent.emit(wanted)
        self.changed.emit()

    def put_back(self) -> None:
        """Show the kept look again."""
        before, self._shown, self._until = self._shown, self._kept, None
        self._put(before)

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to `keep`; a refusal puts the look back. True when it was ours."""
        look = self._sent.pop(answer.intent_id, None)
        if look is None:
            return False
        if answer.ok:
            self._kept = look
            self.changed.emit()
        else:
            self.put_back()
        return True

    def set_theme(self, name: str) -> None:
        """Show a theme at once, until another is chosen; it is not kept."""
        self._fade = None
        self._shown = replace(self._shown, theme=name)
        self._look.set_theme(self._theme)
        self.changed.emit()

    def choose_theme(self, name: str) -> None:
        """Show a theme as soon as it may be, until another is chosen; it is not kept."""
        self._shown = replace(self._shown, theme=name)
        self._look_at_theme()
        self.changed.emit()

    # ------------------------------------------------------------------------------- the clock

    def tick(self) -> None:
        """Look at the clock: the sun, the change of colours, the end of a trial."""
        if self._until is not None and self._clock.monotonic() >= self._until:
            self.put_back()
        self._go_on_fading()
        self._look_at_theme()
        if self._remake and not self._asked and self._free():
            self._make_anew()

    def finish(self) -> None:
        """Do at once what waits or is on its way; for pictures and tests."""
        self._end_fade()
        self._look.set_theme(self._theme)
        if self._remake:
            self._make_anew()

    def _put(self, before: LookSettings) -> None:
        wanted = self._shown
        sizes = ("text_factor", "glove", "left_handed", "px_per_mm")
        differs = wanted.changed_from(before)
        if "night_gain" in differs:
            self._look.take(replace(self._look.settings, night_gain=wanted.night_gain))
        if any(name in differs for name in (*sizes, "language")):
            current = replace(self._look.settings, theme=wanted.theme, language=self.speaker.code)
            self._remake = bool(set(wanted.changed_from(current)) & {*sizes, "language"})
        self._look_at_theme()
        self.changed.emit()

    def _make_anew(self) -> None:
        self._remake = False
        self._look.take(self._shown)
        if self.speaker.code != self._shown.language:
            self.speaker.speak(self._shown.language)
        self.remake.emit()
        self.changed.emit()

    @property
    def _theme(self) -> str:
        """The theme that should be in force: chosen, or by the sun."""
        if self._shown.theme != AUTO:
            return self._shown.theme
        now = self._clock.monotonic()
        light = self._room.day(now)
        if light is not None:
            return "day" if light else "night"
        if self._site.latitude is None or self._site.longitude is None:
            return "day"
        if self._sun is None or now - self._sun[0] >= SUN_S:
            up = is_day(self._clock.utc_now(), self._site.latitude, self._site.longitude)
            self._sun = (now, "day" if up else "night")
        return self._sun[1]

    @property
    def _may_change(self) -> bool:
        since = self._decided
        recent = since is not None and self._clock.monotonic() - since < AFTER_DECISION_S
        return not self._asked and not recent

    def _look_at_theme(self) -> None:
        wanted = self._theme
        if wanted == self._look.theme or not self._may_change:
            return
        self._fade = (self._look.theme, wanted, self._clock.monotonic())
        self._look.set_between(*self._fade[:2], 0.0)

    def _go_on_fading(self) -> None:
        if self._fade is None:
            return
        first, second, since = self._fade
        share = (self._clock.monotonic() - since) / FADE_S
        if share >= 1.0:
            self._end_fade()
        else:
            self._look.set_between(first, second, max(0.0, share))

    def _end_fade(self) -> None:
        if self._fade is not None:
            second, self._fade = self._fade[1], None
            self._look.set_theme(second)

    def _on_health(self, health: SiteHealth) -> None:
        had = self.has_sensor
        if health.vitals is not None and health.vitals is not self._vitals:
            # The same look told again is nothing that was felt now.
            self._vitals = health.vitals
            self._room.feel(health.vitals.lux, self._clock.monotonic())
        if self.has_sensor is not had:
            self.changed.emit()

    def _on_decision(self, _record: object) -> None:
        self._decided = self._clock.monotonic()

    def _on_ask(self, ask: object) -> None:
        self._asked = ask is not None
        if self._asked:
            self._end_fade()
