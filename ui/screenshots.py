# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of all screens from scripted data: ``python -m ui.screenshots --out docs/screens``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from alpr_kiosk.config.loader import ConfigProblem
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
from alpr_kiosk.runtime.views import GateView, Overlay, OverlayBox, SiteHealth
from ui.app import create_application
from ui.demo_site import (
    PLATE_BOX,
    DemoSite,
    FrozenClock,
    ask_view,
    passage_view,
)
from ui.main_window import MainWindow
from ui.screens.config_error import RepairWindow
from ui.theme.look import Look

SIZES = {"compact": (1280, 800), "large": (1920, 1080)}


def demo_config(width: int, height: int, theme: str, cameras: int = 2) -> AppConfig:
    """Return the site of the pictures: two gates, one to four cameras."""
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
                {"id": "gate-a", "name": "Gate A", "key_label": "A1"},
                {"id": "gate-b", "name": "Gate B", "key_label": "B1"},
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
        self, *, size: tuple[int, int], theme: str, frames: Path | None, cameras: int = 2
    ) -> None:
        self.clock = FrozenClock()
        self.config = demo_config(*size, theme, cameras)
        self.site = DemoSite(config=self.config, clock=self.clock, frames=frames)
        self.window = MainWindow(self.site, self.config, clock=self.clock)
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


def _pin(studio: Studio) -> None:
    studio.window.show_lists()
    for digit in "4829":
        studio.window.pin.type_digit(digit)


def _editor(studio: Studio) -> None:
    studio.sign_in()
    studio.window.lists.add_key.click()
    studio.window.lists.editor.plate.setText("XY99ZZ2")
    studio.window.lists.editor.owner.setText("Unit 5")


def _keypad(studio: Studio) -> None:
    _editor(studio)
    studio.window.lists.editor.keypad_wanted.emit(studio.window.lists.editor.plate, "Plate", False)


def _steps(studio: Studio) -> None:
    studio.losses()
    studio.window.show_steps("gate-b")


def _seven_seconds_on(studio: Studio) -> None:
    studio.clock.advance(7)
    studio.window.tick()


SHOTS: tuple[tuple[str, str, int, Callable[[Studio], None]], ...] = (
    ("live-day", "day", 2, lambda _s: None),
    ("live-night", "night", 2, lambda _s: None),
    ("live-contrast", "high_contrast", 2, lambda _s: None),
    ("live-one-camera", "day", 1, lambda _s: None),
    ("live-four-cameras", "day", 4, lambda _s: None),
    ("ask-day", "day", 2, Studio.question),
    ("ask-night", "night", 2, Studio.question),
    ("refusal-day", "day", 2, Studio.refusal),
    ("refusal-night", "night", 2, Studio.refusal),
    ("losses-day", "day", 2, Studio.losses),
    ("stale-day", "day", 2, _seven_seconds_on),
    ("why-day", "day", 2, lambda s: s.window.show_detail(f"{6:032x}")),
    ("why-night", "night", 2, lambda s: s.window.show_detail(f"{6:032x}")),
    (
        "reasons-day",
        "day",
        2,
        lambda s: s.site.bus.override_done.emit("e1", "gate-a"),
    ),
    ("steps-day", "day", 2, _steps),
    ("pin-day", "day", 2, _pin),
    ("lists-day", "day", 2, Studio.sign_in),
    ("lists-night", "night", 2, Studio.sign_in),
    ("editor-day", "day", 2, _editor),
    ("keypad-day", "day", 2, _keypad),
    ("lock-day", "day", 2, lambda s: s.window.lock_screen()),
)

PROBLEMS = (
    ConfigProblem(
        key="cameras.2.source",
        message="The camera has no source.",
        example='source = "rtsp://192.168.1.20/stream1"',
        line=14,
    ),
    ConfigProblem(
        key="gates.1.pulse_ms",
        message="5 is too small: the smallest value is 100.",
        example="pulse_ms = 1000",
        line=22,
    ),
    ConfigProblem(
        key="lanes.1.gate",
        message='There is no gate with the id "gate-c".',
        example='gate = "gate-a"',
        line=31,
    ),
)


def main(argv: list[str] | None = None) -> int:
    """Write all pictures; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ui.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("docs/screens"))
    parser.add_argument("--frames", type=Path, help="folder of PNG camera pictures")
    parser.add_argument("--only", default="", help="names that contain this text")
    parser.add_argument("--size", choices=[*SIZES, "both"], default="both")
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    app: QApplication = create_application(sys.argv[:1])
    failed = 0
    for profile, size in SIZES.items():
        if options.size not in (profile, "both"):
            continue
        for name, theme, cameras, prepare in SHOTS:
            if options.only not in name:
                continue
            studio = Studio(size=size, theme=theme, frames=options.frames, cameras=cameras)
            prepare(studio)
            app.sendPostedEvents()
            failed += not studio.window.grab_to(options.out / f"{name}-{profile}.png")
            studio.close()
        if options.only in "repair":
            repair = RepairWindow(
                PROBLEMS,
                file="/etc/alpr-kiosk/config.toml",
                look=Look(width=size[0]),
                width=size[0],
                height=size[1],
            )
            repair.show()
            failed += not repair.grab_to(options.out / f"repair-day-{profile}.png")
            repair.close()
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
