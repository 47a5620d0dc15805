# SPDX-License-Identifier: AGPL-3.0-or-later
"""The steps of the first run that lead to the screens of the settings, and the last one."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from alpr_kiosk.domain.commissioning import Commissioning
from alpr_kiosk.domain.events import CameraState
from alpr_kiosk.domain.first_run import CARS, DRIVEN, RISK, CommissionedWanted
from alpr_kiosk.domain.intents import Intent, IntentAnswer
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.settings_intents import ConfigApplied
from ui import messages
from ui.screens.base import Screen
from ui.screens.relay_add import RelayAdd
from ui.screens.setup_part import Line, LinesPart
from ui.surroundings import Surroundings
from ui.viewmodels.relay_kinds import RelayKind, changes_for
from ui.widgets.keys import TapKey

GATES_MOST = 4
"""As many as the site file takes."""


class CamerasPart(LinesPart):
    """Step 5."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, name="cameras", spoken=self.tr("Cameras"), lines=self._cameras)

    def _cameras(self) -> list[Line]:
        found = []
        for camera in self.around.config.cameras:
            health = self.around.cameras.get(camera.id)
            live = health is not None and health.state is CameraState.LIVE
            lane = self.around.config.lane_of_camera(camera.id)
            words = self.tr("live") if live else self.tr("no picture yet")
            if lane is None:
                words += "  ·  " + self.tr("no lane")
            found.append(
                Line(
                    name=camera.id,
                    icon="camera" if live else "camera-off",
                    text=camera.name or camera.id,
                    caption=words,
                    done=live and lane is not None,
                    screen="settings.cameras",
                    argument=camera.id,
                )
            )
        if len(found) < GATES_MOST:
            text = self.tr("Another camera") if found else self.tr("The first camera")
            caption = self.tr("Search the network, or type an address")
            found.append(
                Line(
                    name="add",
                    icon="camera-add",
                    text=text,
                    caption=caption,
                    done=bool(found),
                    screen="settings.cameras",
                    key=self.tr("Add"),
                )
            )
        return found


class ZonesPart(LinesPart):
    """Step 6."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, name="zones", spoken=self.tr("Zones"), lines=self._zones)

    def _zones(self) -> list[Line]:
        found = []
        for camera in self.around.config.cameras:
            parts = (
                (camera.open_polygon is not None, self.tr("open zone")),
                (camera.lines is not None, self.tr("lines A and B")),
            )
            words = "  ·  ".join(
                word if there else self.tr("no {what}").replace("{what}", word)
                for there, word in parts
            )
            found.append(
                Line(
                    name=camera.id,
                    icon="zone-polygon",
                    text=camera.name or camera.id,
                    caption=words,
                    done=camera.open_polygon is not None,
                    screen="settings.zones",
                    argument=camera.id,
                    key=self.tr("Draw"),
                )
            )
        if not found:
            none = self.tr("Cameras come first (step 5)")
            found.append(Line(name="none", icon="camera-off", text=none, caption="", done=False))
        return found


class GatesPart(LinesPart):
    """Step 7: gates commissioned, and another gate with its relay, of any kind."""

    def __init__(self, around: Surroundings) -> None:
        self._kept: frozenset[str] = frozenset()
        self._seen: dict[str, bool] = {}
        look = around.look
        self.add_key = TapKey(
            look=look,
            name="setup.gates.add",
            text=self.tr("Add a gate"),
            icon="add",
            beside=True,
        )
        super().__init__(
            around,
            name="gates",
            spoken=self.tr("Gates"),
            lines=self._gates,
            keys=(self.add_key,),
        )
        self.relay = RelayAdd(around, parent=self)
        self.relay.done.connect(self._add)
        self.relay.left.connect(self._close_pad)
        self.relay.said.connect(self.said)
        self.relay.hide()
        self.add_key.clicked.connect(self._open_pad)
        around.site.bus.commissioning_changed.connect(self._on_state)

    @property
    def busy(self) -> bool:
        """A relay is being asked about."""
        return not self.relay.isHidden()

    def step_back(self) -> bool:
        """Back to the question before."""
        if not self.busy:
            return False
        self.relay.step_back()
        return True

    def enter(self) -> None:
        """Ask which gates have a sheet."""
        self.add_key.setVisible(len(self.around.config.gates) < GATES_MOST)
        super().enter()
        self.around.asker.ask(self, CommissionedWanted(), self._found)

    def _found(self, answer: QueryAnswer) -> None:
        if isinstance(answer.result, frozenset):
            self._kept = answer.result
            self.look_again()

    def _on_state(self, state: Commissioning) -> None:
        self._seen[state.gate_id] = state.commissioned
        self.look_again()

    def _gates(self) -> list[Line]:
        found = []
        for gate in self.around.config.gates:
            done = self._seen.get(gate.id, False) or gate.id in self._kept
            words = self.tr("commissioned") if done else self.tr("3 test pulses are missing")
            found.append(
                Line(
                    name=gate.id,
                    icon="gate-relay",
                    text=gate.name or gate.id,
                    caption=words,
                    done=done,
                    screen="settings.gates",
                    argument=gate.id,
                    key=self.tr("Test"),
                )
            )
        if not found:
            none = self.tr("No gate yet")
            words = self.tr("A relay in the network or at a serial port opens it")
            found.append(
                Line(name="none", icon="gate-unknown", text=none, caption=words, done=False)
            )
        return found

    def _open_pad(self) -> None:
        self._cover()
        self.relay.show()
        self.relay.raise_()
        self.relay.begin()
        self.changed.emit()

    def _close_pad(self) -> None:
        self.relay.hide()
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cover()

    def _cover(self) -> None:
        """Give the questions all of the page: ten keys of 19 mm are wider than this part."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, Screen):
            page = page.parentWidget()
        if page is None:
            return
        if self.relay.parentWidget() is not page:
            hidden = self.relay.isHidden()
            self.relay.setParent(page)
            self.relay.setHidden(hidden)
        self.relay.setGeometry(page.rect())

    def _add(self, kind: RelayKind, answers: dict[str, str]) -> None:
        self._close_pad()
        taken = {gate.id for gate in self.around.config.gates}
        number = next(n for n in range(1, 100) if f"gate-{n}" not in taken)
        name = self.tr("Gate {n}").replace("{n}", str(number))
        changes = changes_for(kind, f"gate-{number}", name, answers)
        self.around.people.need(
            ("installer",),
            self.tr("add a gate"),
            lambda s: self.send(ConfigApplied(changes=changes, session=s.token)),
        )

    def got(self, _intent: Intent, answer: IntentAnswer) -> None:
        """Say why it was not added; else the site is built anew."""
        if not answer.ok:
            self.said.emit(messages.text(answer.code, dict(answer.context)), "alarm-high")


class ListsPart(LinesPart):
    """Step 8."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, name="lists", spoken=self.tr("Lists"), lines=self._lists)

    def _lists(self) -> list[Line]:
        entries = self.around.site.entries()
        found = []
        for kind, word, icon in (
            (ListKind.ALLOW, self.tr("Allowed plates"), "allow-tick-circle"),
            (ListKind.DENY, self.tr("Denied plates"), "deny-octagon-hand"),
        ):
            count = sum(entry.kind is kind for entry in entries)
            found.append(
                Line(
                    name=kind.value,
                    icon=icon,
                    text=word,
                    caption=self.around.local.number(count),
                    done=count > 0 or kind is ListKind.DENY,
                    screen="lists",
                    key=self.tr("Open"),
                )
            )
        return found


class KeepingPart(LinesPart):
    """Step 9."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, name="keeping", spoken=self.tr("Keeping data"), lines=self._rules)

    def _rules(self) -> list[Line]:
        rules = self.around.config.keeping
        found = []
        for name, word, rule in (
            ("allowed", self.tr("Allowed plates"), rules.allowed),
            ("unlisted", self.tr("Plates on no list"), rules.unlisted),
        ):
            caption = self.tr("pictures {p} days, plates {d} days")
            number = self.around.local.number
            caption = caption.replace("{p}", number(round(rule.pictures_days)))
            caption = caption.replace("{d}", number(round(rule.plates_days)))
            found.append(
                Line(name=name, icon="shield-clock", text=word, caption=caption, done=True)
            )
        return [
            *found,
            Line(
                name="all",
                icon="shield-clock",
                text=self.tr("All rules, and erasing a plate"),
                caption=self.tr("The supervisor's"),
                done=True,
                screen="settings.privacy",
            ),
        ]


class SheetPart(LinesPart):
    """Step 11: what the sheet will say."""

    def __init__(self, around: Surroundings) -> None:
        self._commissioned: frozenset[str] = frozenset()
        super().__init__(around, name="sheet", spoken=self.tr("Result"), lines=self._lanes)

    def enter(self) -> None:
        """Ask which gates have a sheet."""
        super().enter()
        self.around.asker.ask(self, CommissionedWanted(), self._found)

    def left_open(self) -> str:
        """It says so itself."""
        return ""

    def _found(self, answer: QueryAnswer) -> None:
        if isinstance(answer.result, frozenset):
            self._commissioned = answer.result
            self.look_again()

    def _lanes(self) -> list[Line]:
        book = self.around.first_run
        drive = book.drive.lanes or book.state.drive
        found = []
        for lane in self.around.config.lanes:
            camera = next(one for one in self.around.config.cameras if one.id == lane.camera)
            own = [one for one in drive if one.lane_id == lane.id]
            missing = []
            if camera.open_polygon is None:
                missing.append(self.tr("no open zone"))
            if lane.gate is not None and lane.gate not in self._commissioned:
                missing.append(self.tr("gate without a result sheet"))
            if not own or not all(one.passed for one in own):
                missing.append(self.tr("not driven by {n} cars").replace("{n}", str(CARS)))
            verdict = self.tr("FAIL") if missing else self.tr("PASS")
            found.append(
                Line(
                    name=lane.id,
                    icon="deny-octagon-hand" if missing else "allow-tick-circle",
                    text=f"{self.around.explain.lane(lane.id)}: {verdict}",
                    caption="  ·  ".join(missing) or self.tr("zones, gate and drive test are good"),
                    done=not missing,
                    bad=bool(missing),
                )
            )
        found.append(self._opening())
        if book.state.sheet:
            found.append(
                Line(
                    name="kept",
                    icon="document",
                    text=self.tr("Result sheet kept"),
                    caption=book.state.sheet,
                    done=True,
                )
            )
        return found

    def _opening(self) -> Line:
        state = self.around.first_run.state
        words = {
            "": self.tr("off: by hand only, until the drive test is passed"),
            DRIVEN: self.tr("on: the drive test is passed"),
            RISK: self.tr("on: {who} accepts the risk").replace("{who}", state.actor),
        }
        return Line(
            name="automatic",
            icon="gate-open",
            text=self.tr("Automatic opening"),
            caption=words.get(state.automatic, self.tr("on")),
            done=bool(state.automatic),
        )
