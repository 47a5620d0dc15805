# SPDX-License-Identifier: AGPL-3.0-or-later
"""A running kiosk in front of a person: what is seen, and touches that are counted."""

from __future__ import annotations

import fnmatch
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.journeys.display import Display

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).resolve().parent / "program.py"
PATIENCE_S = 40.0
"""After this a thing that is waited for is taken not to come; nothing is waited for by time."""
AIM_S = 0.15
"""A control must have stood so long before it is touched: two looks at a page that is laid out."""
LONGEST_QUIET_S = 5.0
"""Seconds without a word after which a window is no longer alive (rules.md 29)."""


@dataclass(frozen=True)
class Control:
    """A control as the window describes it, see `program`."""

    name: str
    label: str
    says: str
    text: str
    rect: tuple[int, int, int, int]
    enabled: bool
    checked: bool
    on_top: bool
    done: float | None

    @property
    def words(self) -> str:
        """All that it says."""
        return f"{self.label} {self.says} {self.text}"

    @property
    def middle(self) -> tuple[int, int]:
        """Its middle, px of the display."""
        x, y, width, height = self.rect
        return x + (width - 1) // 2, y + (height - 1) // 2


@dataclass(frozen=True)
class Sight:
    """What is seen at one moment.

    Attributes:
        since: When it began to look like this, monotonic seconds.
    """

    since: float = 0.0
    page: str = ""
    windows: tuple[str, ...] = ()
    controls: tuple[Control, ...] = ()
    words: tuple[str, ...] = ()

    def find(self, name: str) -> Control | None:
        """Return the first control of that name that can be touched.

        Args:
            name: ``*`` stands for anything; with ``~text`` behind it, it must say this as well.
        """
        for one in self.named(name):
            if one.on_top and one.enabled:
                return one
        return None

    def named(self, name: str) -> list[Control]:
        """Return all controls of that name, whether or not they can be touched."""
        pattern, _, text = name.partition("~")
        return [
            one
            for one in self.controls
            if fnmatch.fnmatchcase(one.name, pattern) and text in one.words
        ]

    def reads(self, text: str) -> bool:
        """Return whether a text can be read anywhere."""
        told = (*self.words, *(one.words for one in self.controls))
        return any(text in one for one in told)

    def __str__(self) -> str:
        shown = sorted(one.name for one in self.controls if one.on_top)
        return f"page {self.page}, windows {self.windows}, {shown}, {self.words}"


@dataclass
class Kiosk:
    """The process, its eyes and a finger.

    Attributes:
        touches: Presses since `begin`.
        places: Where they were, as names.
    """

    process: subprocess.Popen[bytes]
    display: Display
    log: Path
    touches: int = 0
    places: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._news = threading.Condition()
        self._sight = Sight()
        self._heard = time.monotonic()
        self.longest_quiet_s = 0.0
        self._ended = False
        self._shown_at: dict[str, tuple[tuple[int, int, int, int], float]] = {}

    # ------------------------------------------------------------------------------------ eyes

    def listen(self, pipe: int) -> None:
        """Follow what the window tells, until it ends; runs in a thread of its own."""
        with os.fdopen(pipe, encoding="utf-8") as lines:
            for line in lines:
                self._take(json.loads(line))
        with self._news:
            self._ended = True
            self._news.notify_all()

    def _take(self, told: dict[str, Any]) -> None:
        now = float(told["at"])
        with self._news:
            if self._sight.windows:
                self.longest_quiet_s = max(self.longest_quiet_s, now - self._heard)
            self._heard = now
            if "page" in told:
                found = tuple(
                    Control(**{**one, "rect": tuple(one["rect"])}) for one in told["controls"]
                )
                before, self._shown_at = self._shown_at, {}
                for one in found:
                    rect, since = before.get(one.name, (None, now))
                    if one.on_top:
                        self._shown_at[one.name] = (one.rect, since if rect == one.rect else now)
                self._sight = Sight(
                    now, told["page"], tuple(told["windows"]), found, tuple(told["words"])
                )
            self._news.notify_all()

    @property
    def sight(self) -> Sight:
        """What is seen now."""
        with self._news:
            return self._sight

    def until(self, holds: Callable[[Sight], Any], what: str) -> Sight:
        """Wait until something holds of what is seen, and return that sight."""
        deadline = time.monotonic() + PATIENCE_S
        with self._news:
            while not holds(self._sight):
                left = deadline - time.monotonic()
                gone = self._ended or self.process.poll() is not None
                if gone or left <= 0:
                    why = f"the kiosk ended: {self.told()}" if gone else f"seen: {self._sight}"
                    raise AssertionError(f"{what} did not come; {why}")
                self._news.wait(min(left, 1.0))
            return self._sight

    def shows(self, name: str) -> Control:
        """Wait until a control can be touched."""
        found = self.until(lambda sight: sight.find(name), f"control {name}").find(name)
        assert found is not None
        assert found.label, f"{name} has no label"
        return found

    def on(self, page: str) -> None:
        """Wait for a screen."""
        self.until(lambda sight: sight.page == page, f"screen {page}")

    def reads(self, text: str) -> None:
        """Wait until a text is on the screen."""
        self.until(lambda sight: sight.reads(text), f"text {text!r}")

    def told(self) -> str:
        """Return what the program said on its outputs."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    # ---------------------------------------------------------------------------------- finger

    def begin(self) -> None:
        """Count from here."""
        self.touches = 0
        self.places = []

    def tap(self, name: str) -> None:
        """Touch a control in its middle and let go."""
        self._down(name)
        self.display.point("mouseup", 1)

    def hold(self, name: str) -> None:
        """Touch a control and let go when its ring is full, or when it is gone."""
        held = self._down(name).name

        def full(sight: Sight) -> bool:
            found = [one for one in sight.named(held) if one.on_top]
            return not found or not found[0].enabled or found[0].done == 1.0

        self.until(full, f"the ring of {held}")
        self.display.point("mouseup", 1)

    def tap_at(self, name: str, x: float, y: float) -> None:
        """Touch a place of a control, fractions of its size."""
        left, top, width, height = self.shows(name).rect
        self._press(
            f"{name} at {x:.2f}, {y:.2f}", (round(left + x * width), round(top + y * height))
        )
        self.display.point("mouseup", 1)

    def type(self, *keys: str) -> None:
        """Press keys of the keyboard, by their names in X."""
        for key in keys:
            self.display.point("key", key)

    def _down(self, name: str) -> Control:
        found = self.still(name)
        self._press(found.name, found.middle)
        return found

    def still(self, name: str, seconds: float = AIM_S) -> Control:
        """Wait until a control has stood in one place for so long, as somebody who takes aim."""

        def stands(sight: Sight) -> bool:
            found = sight.find(name)
            if found is None or found.name not in self._shown_at:
                return False
            rect, since = self._shown_at[found.name]
            return rect == found.rect and self._heard - since >= seconds

        found = self.until(stands, f"control {name}").find(name)
        assert found is not None
        assert found.label, f"{name} has no label"
        return found

    def _press(self, what: str, place: tuple[int, int]) -> None:
        self.touches += 1
        self.places.append(what)
        self.display.point("mousemove", *place, "mousedown", 1)


@contextmanager
def running(
    display: Display, arguments: Sequence[object], *, log: Path, environment: dict[str, str]
) -> Iterator[Kiosk]:
    """Run the kiosk on a display; it must end in order and without a bug."""
    read, write = os.pipe()
    command = [sys.executable, str(PROGRAM), str(write), *(str(one) for one in arguments)]
    env = {**os.environ, **environment, "DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb"}
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, env=env, cwd=ROOT, pass_fds=[write]
        )
    os.close(write)
    kiosk = Kiosk(process, display, log)
    ear = threading.Thread(target=kiosk.listen, args=(read,), daemon=True)
    ear.start()
    try:
        yield kiosk
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0, kiosk.told()
        assert "Traceback" not in kiosk.told(), kiosk.told()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        ear.join(PATIENCE_S)
