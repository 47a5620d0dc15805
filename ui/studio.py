# SPDX-License-Identifier: AGPL-3.0-or-later
"""A window with the scripted day of a site, ready to be photographed or compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.events import (
    Action,
    Alert,
    CameraHealth,
    CameraState,
    Priority,
    Reason,
)
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.intents import IntentAnswer, PinSubmitted
from alpr_kiosk.domain.look import LookSettings
from alpr_kiosk.runtime.views import GateView, Overlay, OverlayBox, PassageView, SiteHealth
from ui.demo_site import (
    PLATE_BOX,
    DemoSite,
    FrozenClock,
    ask_view,
    passage_view,
)
from ui.language import Speaker
from ui.main_window import MainWindow

SIZES = {"compact": (1280, 800), "large": (1920, 1080)}
"""The two panels of the screen specification, px."""
THEMES = ("day", "night", "high_contrast")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A screen in one of its states.

    Attributes:
        name: Stable name, part of a file's name.
        prepare: Brings a fresh studio there.
        cameras: How many cameras the site has.
        gates: How many gates it has.
        kept: Themes whose picture stands in ``docs/screens`` in full size.
    """

    name: str
    prepare: Callable[[Studio], object]
    cameras: int = 2
    gates: int = 2
    kept: tuple[str, ...] = ("day",)


def demo_config(width: int, height: int, theme: str, cameras: int = 2, gates: int = 2) -> AppConfig:
    """Return the site of the pictures: two to four gates, none to four cameras."""
    names = (("in", "Gate A in", "gate-a"), ("out", "Gate B out", "gate-b"))
    lanes = [names[index % 2] for index in range(cameras)]
    return AppConfig.model_validate(
        {
            "site": {"name": "Lindenhof", "time_zone": "Europe/Berlin"},
            "cameras": [
                {
                    "id": f"cam-{i + 1}",
                    "name": name if i < 2 else f"Yard {i - 1}",
                    "source": "demo:x",
                }
                for i, (_, name, _) in enumerate(lanes)
            ],
            "gates": [
                {"id": f"gate-{one}", "name": f"Gate {one.upper()}", "key_label": f"{one.upper()}1"}
                for one in "abcd"[:gates]
            ],
            "lanes": [
                {
                    "id": f"lane-{kind}" if i < 2 else f"lane-{i + 1}",
                    "name": name if i < 2 else f"Yard {i - 1}",
                    "camera": f"cam-{i + 1}",
                    "gate": gate,
                    "direction": kind,
                }
                for i, (kind, name, gate) in enumerate(lanes)
            ],
            "ui": {"theme": theme, "width": width, "height": height},
        }
    )


class Studio:
    """One window with the scripted day of a site, ready to be photographed."""

    def __init__(
        self,
        *,
        size: tuple[int, int],
        theme: str,
        frames: Path | None,
        cameras: int = 2,
        gates: int = 2,
        language: str = "",
        speaker: Speaker | None = None,
        glove: bool = False,
    ) -> None:
        self.clock = FrozenClock()
        self.config = demo_config(*size, theme, cameras, gates)
        self.site = DemoSite(config=self.config, clock=self.clock, frames=frames)
        if language or glove:
            self.site.look = LookSettings(
                theme=theme, language=language or LookSettings().language, glove=glove
            )
        self.window = MainWindow(self.site, self.config, clock=self.clock, speaker=speaker)
        self.window.show()
        self._day()

    def _day(self) -> None:
        bus, site = self.site.bus, self.site
        for index, gate in enumerate(self.config.gates):
            state = GateState.OPENING if index == 0 else GateState.CLOSED
            bus.gate_changed.emit(
                GateView(
                    gate_id=gate.id,
                    name=gate.name,
                    state=state,
                    wait_s=2.0 if index == 0 else 0.0,
                    last_command_at=self.clock.utc_now(),
                )
            )
        bus.health_changed.emit(
            SiteHealth(
                cameras_live=len(self.config.cameras),
                cameras_total=len(self.config.cameras),
                gates_ok=2,
                gates_total=2,
                reader_ms=38,
                list_entries=812,
                disk_pct=61,
            )
        )
        script = (
            ("ZN55QPR", Action.OPEN, Reason.ALLOW_LISTED, "lane-out", "cam-2", 2400, "Unit 9"),
            ("BA77XKC", Action.LOG_ONLY, Reason.IGNORED_PARKED, "lane-in", "cam-1", 1260, ""),
            ("HH90TRX", Action.OPEN, Reason.ALLOW_LISTED, "lane-out", "cam-2", 720, "Unit 7"),
            ("PW03KJT", Action.REFUSE, Reason.UNKNOWN, "lane-in", "cam-1", 410, ""),
            ("KL58MNO", Action.OPEN, Reason.ALLOW_LISTED, "lane-out", "cam-2", 95, "Unit 3, Berg"),
            ("AB12CDE", Action.OPEN, Reason.ALLOW_LISTED, "lane-in", "cam-1", 2, "Unit 14"),
        )
        for number, (plate, action, reason, lane, camera, ago, owner) in enumerate(script, 1):
            bus.passage_changed.emit(
                passage_view(
                    site,
                    number=number,
                    plate=plate,
                    action=action,
                    reason=reason,
                    lane=lane,
                    camera=camera,
                    gate="gate-a" if lane == "lane-in" else "gate-b",
                    ago_s=ago,
                    owner=owner,
                    here=number == len(script),
                    context=(("n", "14"),),
                )
            )
        for index, camera_config in enumerate(self.config.cameras):
            bus.camera_changed.emit(
                CameraHealth(
                    camera_id=camera_config.id,
                    state=CameraState.LIVE,
                    since_at=self.clock.utc_now(),
                    fps=15.0,
                )
            )
            site.show_frame(camera_config.id, "AB12CDE" if index == 0 else "")
        bus.overlay_changed.emit(
            Overlay(
                camera_id="cam-1",
                frame_seq=1,
                captured_mono=self.clock.monotonic(),
                boxes=(OverlayBox(box=PLATE_BOX, text="AB12CDE", settled=True, kind="allow"),),
            )
        )
        self.window.tick()

    def question(self) -> None:
        """A car waits that is like one on the list."""
        view = passage_view(
            self.site,
            number=20,
            plate="KL5BMNO",
            action=Action.ASK,
            reason=Reason.ASK_NEAR_MATCH,
            lane="lane-in",
            camera="cam-1",
            gate="gate-a",
            ago_s=3,
            owner="Unit 3, Berg",
            doubt=(3, "8"),
            here=True,
            context=(("plate", "KL58MNO"),),
        )
        self.ask(view)

    def ask(self, view: PassageView) -> None:
        """Let this car wait for an answer."""
        self.site.bus.passage_changed.emit(view)
        self.site.bus.ask_changed.emit(ask_view(view))
        self.clock.advance(0.5)

    def refusal(self) -> None:
        """A banned car stands at gate A."""
        view = passage_view(
            self.site,
            number=21,
            plate="XY99ZZZ",
            action=Action.REFUSE,
            reason=Reason.DENY_LISTED,
            lane="lane-in",
            camera="cam-1",
            gate="gate-a",
            ago_s=1,
            alarm=True,
            here=True,
            context=(("reason", "threatened staff"), ("contact", "the supervisor")),
        )
        self.site.bus.passage_changed.emit(view)
        self.site.show_frame("cam-1", "XY99ZZZ", 2)
        self.site.bus.overlay_changed.emit(
            Overlay(
                camera_id="cam-1",
                frame_seq=2,
                captured_mono=self.clock.monotonic(),
                boxes=(OverlayBox(box=PLATE_BOX, text="XY99ZZZ", settled=True, kind="deny"),),
            )
        )
        self._alert(
            "a1",
            "decision.deny.listed",
            "XY99ZZZ",
            (("plate", "XY99ZZZ"), ("reason", "threatened staff")),
        )

    def losses(self) -> None:
        """A camera and a relay are gone."""
        bus = self.site.bus
        bus.camera_changed.emit(
            CameraHealth(
                camera_id="cam-2",
                state=CameraState.LOST,
                since_at=self.clock.utc_now(),
                code="camera.gone",
                retry_in_s=5,
            )
        )
        bus.gate_changed.emit(
            GateView(
                gate_id="gate-b",
                name="Gate B",
                state=GateState.UNKNOWN,
                relay_reachable=False,
                context=(("time", "14:01"),),
            )
        )
        bus.health_changed.emit(
            SiteHealth(
                cameras_live=1,
                cameras_total=2,
                gates_ok=1,
                gates_total=2,
                reader_ms=38,
                list_entries=812,
                disk_pct=61,
            )
        )
        self._alert("a2", "relay.gone", "gate-b", (("gate", "gate-b"), ("time", "14:01")))
        self._alert(
            "a3", "camera.gone", "cam-2", (("camera", "cam-2"), ("time", "14:01"), ("s", "5"))
        )

    def sign_in(self) -> None:
        """Enter the lists as a supervisor."""
        self.window.show_lists()
        for digit in "482913":
            self.window.pin.type_digit(digit)
        self.window.pin.ok.click()
        intent = self.site.submitted[-1]
        if isinstance(intent, PinSubmitted):
            self.site.bus.intent_answered.emit(
                IntentAnswer(intent_id=intent.intent_id, ok=True, context=(("session", "demo"),))
            )

    def refuse(self, code: str, **context: str) -> None:
        """Refuse what was asked for last."""
        intent = self.site.submitted[-1]
        self.site.bus.intent_answered.emit(
            IntentAnswer(
                intent_id=intent.intent_id, ok=False, code=code, context=tuple(context.items())
            )
        )

    def _alert(
        self, alert_id: str, code: str, source: str, context: tuple[tuple[str, str], ...]
    ) -> None:
        self.site.bus.alert_changed.emit(
            Alert(
                alert_id=alert_id,
                code=code,
                source=source,
                priority=Priority.HIGH,
                raised_at=self.clock.utc_now(),
                context=context,
            )
        )

    def close(self) -> None:
        """Take the window away."""
        self.window.close()
        self.window.deleteLater()
