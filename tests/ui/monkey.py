# SPDX-License-Identifier: AGPL-3.0-or-later
"""A monkey in front of the window: random touches over all screens while the site falls apart.

It touches through the native window, as a panel does. All chance comes from one seed.
"""

from __future__ import annotations

import random
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

import shiboken6
from PySide6.QtCore import QPoint, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.events import Alert, CameraHealth, CameraState, Priority
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.intents import Intent, IntentAnswer, OpenRequested, PinSubmitted
from alpr_kiosk.domain.queries import Query, QueryAnswer
from alpr_kiosk.runtime.views import GateView, SiteHealth
from tests.ui import proof
from ui.scenes import SCENES
from ui.studio import Scene, Studio
from ui.widgets.hold import HOLD_S, HoldButton

LEFT = Qt.MouseButton.LeftButton
STEP_S = 0.05
TARGETS_EVERY = 8
"""Sizes and names are looked at after every so many touches; all else after each."""
KEYS = (
    Qt.Key.Key_Escape,
    Qt.Key.Key_Return,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Space,
    *(getattr(Qt.Key, f"Key_F{number}") for number in (1, 2, 3, 4, 5, 6, 7, 9, 10, 12)),
    *(getattr(Qt.Key, f"Key_{number}") for number in range(10)),
    Qt.Key.Key_A,
    Qt.Key.Key_Backspace,
)
REFUSALS = ("db.gone", "pin.wrong", "relay.gone", "storage.full", "no.such.code", "")
QUERY_FAULTS = ("db.gone", "query.slow", "no.such.code")


class Monkey:
    """Touches a window and looks at what must hold whatever is touched.

    Attributes:
        touches: How many there were.
        openings: How many openings it held a key for.
        pages: Screens that it has been on.
        wrong: What did not hold, each with the scene and touch at which it was seen.
    """

    def __init__(
        self, seed: int, *, size: tuple[int, int] = (1280, 800), paint_every: int = 4
    ) -> None:
        self._paint_every = paint_every
        self.seed = seed
        self.touches = 0
        self.pages: set[str] = set()
        self.wrong: list[str] = []
        self._size = size
        self._chance = random.Random(seed)
        self._studio: Studio | None = None
        self._scene = ""
        self._last = ""
        self._answered = 0
        self._owed: set[str] = set()
        self._by_hold: set[str] = set()
        self.openings = 0

    # ------------------------------------------------------------------------------- its window

    @property
    def studio(self) -> Studio:
        assert self._studio is not None
        return self._studio

    def sit_down(self, scene: Scene) -> None:
        """Begin anew in front of a scene."""
        self.stand_up()
        self._scene = scene.name
        theme = self._chance.choice(("day", "night", "high_contrast"))
        studio = Studio(
            size=self._size, theme=theme, frames=None, cameras=scene.cameras, gates=scene.gates
        )
        self._studio = studio
        studio.site.people = {
            role: (role.title(),) for role in ("guard", "supervisor", "installer", "auditor")
        }
        scene.prepare(studio)
        self._answered = len(studio.site.submitted)
        real = studio.site.query

        def query(asked: Query) -> None:
            if self._chance.random() < 0.2:
                code = self._chance.choice(QUERY_FAULTS)
                answer = QueryAnswer(query_id=asked.query_id, ok=False, code=code)
                studio.site.bus.query_answered.emit(answer)
            else:
                real(asked)

        studio.site.query = query  # type: ignore[method-assign]
        proof.settle()

    def stand_up(self) -> None:
        """Let the window go."""
        if self._studio is not None:
            self._studio.close()
            self._studio = None
            proof.forget()

    def tell(self, what: str) -> None:
        """Note what did not hold."""
        self.wrong.append(f"{self._scene}, touch {self.touches} ({self._last}): {what}")

    # ---------------------------------------------------------------------------------- the run

    def run(self, touches: int, scene_every: int = 40) -> None:
        """Touch; at most 20 things that are wrong are told."""
        order = list(SCENES)
        self._chance.shuffle(order)
        with self._listening():
            while self.touches < touches and len(self.wrong) < 20:
                if self.touches % scene_every == 0:
                    self.sit_down(order[self.touches // scene_every % len(order)])
                self.touches += 1
                # Painting is most of the work, and the same each time.
                self.studio.window.setUpdatesEnabled(self.touches % self._paint_every == 0)
                try:
                    self.touch()
                    self.look()
                except Exception:  # noqa: BLE001 - told with the touch that brought it
                    self.tell(traceback.format_exc(limit=-4))
                    self.sit_down(self._chance.choice(SCENES))
            self.stand_up()

    @contextmanager
    def _listening(self) -> Iterator[None]:
        """Hear exceptions in slots and what Qt complains about."""

        def caught(
            kind: type[BaseException], value: BaseException, tb: TracebackType | None
        ) -> None:
            self.tell("".join(traceback.format_exception(kind, value, tb, limit=-4)))

        def said(kind: QtMsgType, _context: object, text: str) -> None:
            if kind != QtMsgType.QtDebugMsg and "propagateSizeHints" not in text:
                self.tell(f"Qt: {text}")

        hook, handler = sys.excepthook, qInstallMessageHandler(said)
        sys.excepthook = caught
        try:
            yield
        finally:
            sys.excepthook = hook
            qInstallMessageHandler(handler)

    def touch(self) -> None:
        """Something happens in the world, perhaps; then one touch or key."""
        studio, chance = self.studio, self._chance
        opened = self._openings()
        self._owed.clear()
        if chance.random() < 0.35:
            self._world()
        actions: tuple[Callable[[], bool], ...] = (self._tap, self._hold, self._slide, self._key)
        action = chance.choices(actions, weights=(70, 14, 6, 10))[0]
        held = action()
        new = self._openings() - opened
        self.openings += new
        if held:
            # What was asked for by a hold may open once it is answered: "Save and let in".
            self._by_hold = {one.intent_id for one in studio.site.submitted[-2:]}
        if new > len(self._owed) + held:
            self.tell(f"{new} openings asked for, {int(held)} held")
        studio.clock.advance(chance.choice((0.1, 0.3, 1.0, 5.0)))
        studio.window.tick()
        proof.forget()

    def look(self) -> None:
        """Whatever was touched: these hold."""
        window = self.studio.window
        self.pages.add(window.page)
        metrics = window.look.metrics
        if not window.isVisible():
            self.tell("the window is gone")
        for found in proof.second_windows(window):
            self.tell(f"a second window or a loop of its own: {found}")
        bar = window.gates.geometry()
        wanted = (0, window.height() - metrics.gate_bar_h, window.width(), metrics.gate_bar_h)
        if bar.getRect() != wanted:
            self.tell(f"the gate bar is at {bar.getRect()}")
        for found in proof.wrong_gate_bar(window):
            self.tell(found)
        if self.touches % TARGETS_EVERY == 0:
            proof.settle()
            for found in proof.wrong_targets(window, metrics) + proof.wrong_names(window):
                self.tell(found)

    # -------------------------------------------------------------------------------- its hands

    def _target(self, kind: type[QWidget]) -> tuple[QWidget | None, QPoint]:
        """Return what to touch: mostly a control, now and then any place."""
        window, chance = self.studio.window, self._chance
        if chance.random() < 0.85:
            found = [one for one in proof.controls(window) if isinstance(one, kind)]
            if found:
                widget = chance.choice(found)
                shown = proof.seen(widget, window)
                if not shown.isEmpty():
                    return window.childAt(shown.center()), shown.center()
        point = QPoint(chance.randrange(window.width()), chance.randrange(window.height()))
        return window.childAt(point), point

    def _press(self, word: str, kind: type[QWidget] = QWidget) -> tuple[HoldButton | None, QPoint]:
        widget, point = self._target(kind)
        self._last = f"{word} {widget.objectName() if widget is not None else 'nothing'}"
        QTest.mousePress(self.studio.window.windowHandle(), LEFT, Qt.KeyboardModifier(0), point)
        while widget is not None and not isinstance(widget, HoldButton):
            widget = widget.parentWidget()
        return widget, point

    def _release(self, point: QPoint) -> None:
        QTest.mouseRelease(self.studio.window.windowHandle(), LEFT, Qt.KeyboardModifier(0), point)

    def _wait(self, seconds: float) -> None:
        keys = [key for key in self.studio.window.findChildren(HoldButton) if key.holding]
        for _ in range(round(seconds / STEP_S)):
            self.studio.clock.advance(STEP_S)
            for key in keys:
                key.tick()

    def _tap(self) -> bool:
        _key, point = self._press("tap")
        self._wait(self._chance.choice((0.0, 0.05, 0.3, 0.55)))
        self._release(point)
        return False

    def _hold(self) -> bool:
        """Return whether a hold key was held as long as it asks for at the least."""
        kind = HoldButton if self._chance.random() < 0.7 else QWidget
        key, point = self._press("hold", kind)
        seconds = self._chance.choice((0.65, 0.8, 3.2))
        begun = key is not None and key.holding
        asked_s = [key.hold_s] if key is not None else [HOLD_S]
        self._wait(seconds)
        if self._chance.random() < 0.1:
            self._world()
        if key is not None and shiboken6.isValid(key):
            asked_s.append(key.hold_s)  # "hold 3 s" may end while it is held
        self._release(point)
        return begun and seconds >= max(HOLD_S, min(asked_s))

    def _slide(self) -> bool:
        """A finger that slides off, or scrolls."""
        _key, point = self._press("slide from")
        window = self.studio.window
        for step in range(1, 5):
            to = point + QPoint(0, -20 * step)
            QTest.mouseMove(window.windowHandle(), to)
        self._wait(1.0)
        self._release(point + QPoint(0, -80))
        return False

    def _key(self) -> bool:
        key = self._chance.choice(KEYS)
        self._last = f"key {key.name}"
        QTest.keyClick(self.studio.window.windowHandle(), key)
        return False

    # -------------------------------------------------------------------------------- the world

    def _openings(self) -> int:
        return sum(isinstance(one, OpenRequested) for one in self.studio.site.submitted)

    def _world(self) -> None:
        happenings: tuple[Callable[[], None], ...] = (
            self._camera,
            self._relay,
            self._alert,
            self._database,
            self._answer,
            self._answer,
            self._car,
            self._time,
        )
        self._chance.choice(happenings)()

    def _camera(self) -> None:
        cameras = self.studio.config.cameras
        if not cameras:
            return
        state = self._chance.choice(list(CameraState))
        camera = self._chance.choice(cameras).id
        code = "" if state is CameraState.LIVE else "camera.gone"
        self.studio.site.bus.camera_changed.emit(
            CameraHealth(
                camera_id=camera,
                state=state,
                since_at=self.studio.clock.utc_now(),
                code=code,
                retry_in_s=5 if code else None,
            )
        )
        if state is CameraState.LIVE:
            self.studio.site.show_frame(camera, "AB12CDE", self.touches + 2)

    def _relay(self) -> None:
        gate = self._chance.choice(self.studio.config.gates)
        self.studio.site.bus.gate_changed.emit(
            GateView(
                gate_id=gate.id,
                name=gate.name,
                state=self._chance.choice(list(GateState)),
                relay_reachable=self._chance.random() < 0.6,
                needs_long_hold=self._chance.random() < 0.2,
                can_hold_open=self._chance.random() < 0.5,
                can_stop=self._chance.random() < 0.5,
            )
        )

    def _alert(self) -> None:
        code, source = self._chance.choice(
            (
                ("relay.gone", "gate-a"),
                ("camera.gone", "cam-1"),
                ("decision.deny.listed", "XY99ZZZ"),
                ("disk.full", "disk"),
                ("db.gone", "db"),
            )
        )
        self.studio.site.bus.alert_changed.emit(
            Alert(
                alert_id=f"{code}/{source}",
                code=code,
                source=source,
                priority=self._chance.choice(list(Priority)),
                raised_at=self.studio.clock.utc_now(),
                active=self._chance.random() < 0.7,
                seen=self._chance.random() < 0.3,
            )
        )

    def _database(self) -> None:
        well = self._chance.random() < 0.4
        self.studio.site.bus.health_changed.emit(
            SiteHealth(
                cameras_live=1,
                cameras_total=2,
                reader_ok=self._chance.random() < 0.7,
                reader_ms=38,
                list_entries=812,
                lists_ok=well,
                disk_pct=self._chance.choice((61, 97, 100)),
                degraded=() if well else ("db.gone",),
            )
        )

    def _answer(self) -> None:
        """Some of what was asked for is answered: done, refused, or never."""
        asked: list[Intent] = self.studio.site.submitted[self._answered :]
        self._answered = len(self.studio.site.submitted)
        for intent in asked:
            fate = self._chance.random()
            if fate < 0.2:
                continue
            ok = fate < 0.75
            context = (("session", "t"),) if ok and isinstance(intent, PinSubmitted) else ()
            code = "" if ok else self._chance.choice(REFUSALS)
            if ok and intent.intent_id in self._by_hold:
                self._owed.add(intent.intent_id)
            self.studio.site.bus.intent_answered.emit(
                IntentAnswer(intent_id=intent.intent_id, ok=ok, code=code, context=context)
            )

    def _car(self) -> None:
        """A car that must be asked about, or is banned; or the question ends."""
        chance, studio = self._chance, self.studio
        if not studio.config.cameras:
            return
        fate = chance.random()
        if fate < 0.4:
            studio.question()
        elif fate < 0.6:
            studio.refusal()
        elif fate < 0.8:
            studio.site.bus.ask_changed.emit(None)
            studio.site.bus.ask_closed.emit(f"d{20:031x}", "decision.timeout.closed")
        else:
            studio.site.bus.override_done.emit(f"e{self.touches}", studio.config.gates[0].id)

    def _time(self) -> None:
        self.studio.clock.advance(self._chance.choice((2.5, 21.0, 121.0, 700.0)))
        self.studio.window.tick()
