# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a screen is to the window, and what it must not do itself."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.intents import IntentAnswer


class Screen(QWidget):
    """A page of the one window; made once, on its first visit, and kept.

    It never opens a window or a loop of its own. It listens to `SiteApi.bus` itself for what it
    shows, asks through `Surroundings.asker`, and leaves going elsewhere to the window.

    Signals:
        intent (object): An `Intent` to submit.
        wanted (str name, object argument): Show another screen; `back` returns here.
        back (): Leave, one step.
        said (str text, str icon): A short word at the lower edge.
        changed (): `busy` is another.
        reason_wanted (str intent_id, str gate_id): Ask why this gate was opened.
        passage_wanted (str passage_id): Explain this passage.
        opening_pin_wanted (str gate_id, object opening): Ask for the PIN of an opening; `opening`
            takes the milliseconds that "Open without PIN" was held.
    """

    intent = Signal(object)
    wanted = Signal(str, object)
    back = Signal()
    said = Signal(str, str)
    changed = Signal()
    reason_wanted = Signal(str, str)
    passage_wanted = Signal(str)
    opening_pin_wanted = Signal(str, object)

    def enter(self, _argument: object) -> None:
        """The screen is about to be shown; the argument is what `wanted` was sent with."""

    def leave(self) -> None:
        """Another screen is about to be shown."""

    def step_back(self) -> bool:
        """Go one step back within the screen; False when there is none and it may be left."""
        return False

    @property
    def covers(self) -> bool:
        """Whether it lies over status bar and rail as well; over the gate bar nothing does."""
        return False

    @property
    def busy(self) -> bool:
        """Whether a form is open that a question must not cover; it comes as a chip then."""
        return False

    def answered(self, _answer: IntentAnswer) -> bool:
        """Take the answer to an intent; True when it was ours and is dealt with."""
        return False

    def tick(self) -> None:
        """Look at the clock; four times a second while the screen is shown."""


class FillsPage(QWidget):
    """What takes all of a page or sheet and lays itself out: it says how high it must be.

    The window gives it that height while a banner is on, and takes the room of the status bar.
    """

    @property
    def least_height(self) -> int:
        """Least height that all its parts have room in, px."""
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.least_height)
