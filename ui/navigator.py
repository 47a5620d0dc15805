# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which screen is shown, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from alpr_kiosk.domain.intents import IntentAnswer
from ui.screen_spec import NAV, ScreenSpec
from ui.screens.base import Screen
from ui.surroundings import Surroundings

HOME = "live"
LOCKED = "lock"
TRAIL_MOST = 8
"""Steps that Back remembers; the specification asks for depth 3."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """A screen, what it was given, and the way back."""

    name: str
    argument: object
    trail: tuple[tuple[str, object], ...]


class Navigator(QObject):
    """Makes screens on their first visit, shows them, and asks for a PIN where one is needed.

    Signals:
        shown (str name): Another screen is shown.
        intent (object): An `Intent` of a screen.
        said (str text, str icon): A short word for the lower edge.
        changed (): The screen that is shown became busy or is not any more.
        reason_wanted (str intent_id, str gate_id): A screen asks why this gate was opened.
        passage_wanted (str passage_id): A screen wants this passage explained.
        opening_pin_wanted (str gate_id, object opening): A screen wants the PIN of an opening.
    """

    shown = Signal(str)
    intent = Signal(object)
    said = Signal(str, str)
    changed = Signal()
    reason_wanted = Signal(str, str)
    passage_wanted = Signal(str)
    opening_pin_wanted = Signal(str, object)

    def __init__(
        self,
        *,
        pages: QStackedWidget,
        around: Surroundings,
        specs: Sequence[ScreenSpec],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._around = around
        self._people = around.people
        self._specs = {spec.name: spec for spec in specs}
        self._made: dict[str, Screen] = {}
        self._trail: list[tuple[str, object]] = []
        self._current, self._argument = HOME, None  # type: tuple[str, object]
        self._people.changed.connect(self._on_people)

    @property
    def current(self) -> str:
        """Name of the screen that is shown."""
        return self._current

    @property
    def argument(self) -> object:
        """What the screen that is shown was sent with."""
        return self._argument

    @property
    def page(self) -> Screen:
        """The screen that is shown."""
        return self.screen(self._current)

    @property
    def busy(self) -> bool:
        """Whether any screen has a form open."""
        return any(page.busy for page in self._made.values())

    @property
    def place(self) -> Place:
        """Where one is and how one came there."""
        return Place(name=self._current, argument=self._argument, trail=tuple(self._trail))

    def restore(self, place: Place) -> None:
        """Be there again, with screens that are new."""
        self._trail = list(place.trail)
        self._put(place.name, place.argument)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all screens."""
        return tuple(self._specs)

    def roles(self, name: str) -> tuple[str, ...]:
        """Return who may see a screen; empty is everybody."""
        return self._specs[name].roles

    def screen(self, name: str) -> Screen:
        """Return a screen; made now if nobody has seen it yet."""
        found = self._made.get(name)
        if found is None:
            found = self._make(self._specs[name])
            self._made[name] = found
            self._pages.addWidget(found)
            found.intent.connect(self.intent)
            found.said.connect(self.said)
            found.wanted.connect(self.go)
            found.back.connect(self.back)
            found.changed.connect(self.changed)
            found.reason_wanted.connect(self.reason_wanted)
            found.passage_wanted.connect(self.passage_wanted)
            found.opening_pin_wanted.connect(self.opening_pin_wanted)
        return found

    def _make(self, spec: ScreenSpec) -> Screen:
        look = self._around.look.close_fitting() if spec.close_fitting else self._around.look
        if look is self._around.look:
            return spec.make(self._around)
        screen = spec.make(replace(self._around, look=look))
        self._around.look.fit_close(screen)
        return screen

    def go(self, name: str, argument: object = None) -> None:
        """Show a screen, after a PIN where it needs one; unknown names stay where they are."""
        spec = self._specs.get(name)
        if spec is None or (self._people.locked and not spec.when_locked):
            return
        if spec.roles and not self._people.may(*spec.roles):
            purpose = QCoreApplication.translate(NAV, spec.purpose)
            self._people.need(spec.roles, purpose, lambda _session: self._show(name, argument))
            return
        self._show(name, argument)

    def _show(self, name: str, argument: object) -> None:
        if name == HOME:
            self._trail.clear()
        elif self._current not in (name, LOCKED):
            self._trail.append((self._current, self._argument))
            del self._trail[:-TRAIL_MOST]
        self._put(name, argument)

    def _put(self, name: str, argument: object) -> None:
        page = self.screen(name)
        if name != self._current and self._current in self._made:
            self._made[self._current].leave()
        self._current, self._argument = name, argument
        page.enter(argument)
        self._pages.setCurrentWidget(page)
        self.shown.emit(name)

    def home(self) -> None:
        """Show Live."""
        self.go(HOME)

    def back(self) -> None:
        """Go one step back; from the last one to Live, on a lock to the lock."""
        if self._people.locked:
            if self._current != LOCKED:
                self._put(LOCKED, None)
            return
        while self._trail:
            name, argument = self._trail.pop()
            spec = self._specs[name]
            if not spec.roles or self._people.may(*spec.roles):
                self._put(name, argument)
                return
        self._show(HOME, None)

    def step_back(self) -> None:
        """Esc: a step within the screen, else one back."""
        if not self.page.step_back() and self._current not in (HOME, LOCKED):
            self.back()

    def answered(self, answer: IntentAnswer) -> bool:
        """Bring an answer to the screen that waits for it."""
        return any(page.answered(answer) for page in list(self._made.values()))

    def tick(self) -> None:
        """Look at the clock."""
        self.page.tick()

    def _on_people(self) -> None:
        """Who may not see the present screen any more sees Live."""
        roles = self._specs[self._current].roles
        if roles and not self._people.locked and not self._people.may(*roles):
            self._show(HOME, None)
