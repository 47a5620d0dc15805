# SPDX-License-Identifier: AGPL-3.0-or-later
"""Schema of the site file (TOML, pydantic, nothing unknown allowed).

Coordinates are fractions of the picture (0..1). Each field has a title, a description and bounds,
from which the repair screen and the documentation take their words.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from alpr_kiosk.config.backup import BackupConfig
from alpr_kiosk.config.base import Ident, MistakeAtError, Model
from alpr_kiosk.config.database import DatabaseConfig
from alpr_kiosk.config.inputs import ContactConfig, InputsConfig, LoopConfig
from alpr_kiosk.config.keeping import KeepingConfig
from alpr_kiosk.config.relays import RelayConfig, SimulatedRelayConfig, output_of
from alpr_kiosk.config.session import SessionConfig
from alpr_kiosk.config.sound import SoundConfig
from alpr_kiosk.domain.events import Action, Direction, LaneMode
from alpr_kiosk.domain.geometry import Polygon, Segment
from alpr_kiosk.domain.look import TEXT_FACTORS, LookSettings
from alpr_kiosk.domain.passback import Passback
from alpr_kiosk.domain.presets import PRESETS

__all__ = [
    "AppConfig",
    "BackupConfig",
    "CameraConfig",
    "ContactConfig",
    "DatabaseConfig",
    "GateConfig",
    "InputsConfig",
    "KeepingConfig",
    "LaneConfig",
    "LoopConfig",
    "RelayConfig",
    "SessionConfig",
    "SiteConfig",
    "StorageConfig",
    "UiConfig",
    "VisionConfig",
]

SCHEMA_VERSION = 1

Fraction = Annotated[float, Field(ge=0.0, le=1.0)]
Coordinate = tuple[Fraction, Fraction]


class SiteConfig(Model):
    """The site itself."""

    name: str = Field("Guardhouse", min_length=1, max_length=40, title="Name of the site")
    time_zone: str = Field(
        "UTC", title="Time zone", description="IANA name, for schedules", examples=["Europe/Berlin"]
    )
    latitude: float | None = Field(
        None,
        ge=-90,
        le=90,
        title="Degrees north",
        description="With longitude: sunrise and sunset for the theme auto",
    )
    longitude: float | None = Field(None, ge=-180, le=180, title="Degrees east")
    presets: tuple[str, ...] = Field(
        (), title="Country presets", description="Plate formats that decide look-alikes by position"
    )
    contact: str = Field("the supervisor", title="Whom a guard calls", max_length=60)
    anti_passback: Passback = Field(
        Passback.OFF,
        title="What happens when a car comes in that is inside already, or leaves twice",
        description=(
            "off: nothing; soft: it opens and says so; hard: the guard is asked; timed: the guard "
            "is asked for anti_passback_min after the entry. Needs a camera that sees cars leave"
        ),
    )
    anti_passback_min: int = Field(10, ge=1, le=1440, title="Minutes of a timed anti-passback")
    max_stay_h: float | None = Field(
        None,
        gt=0,
        le=8760,
        title="Hours after which a visitor who is still inside is told",
        description="Empty: when the visitor's permission has ended",
    )

    @field_validator("presets")
    @classmethod
    def _known_presets(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        known = [preset.preset_id for preset in PRESETS]
        unknown = [name for name in value if name not in known]
        if unknown:
            raise ValueError(f"no preset is called {unknown[0]!r} (known: {', '.join(known)})")
        return value

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as exc:
            raise ValueError(f"{value!r} is not a time zone") from exc
        return value


class CameraConfig(Model):
    """One camera and what is drawn on its picture."""

    id: Ident = Field(title="Id")
    name: str = Field("", title="Name on the screen", max_length=40)
    source: str = Field(
        title="Source",
        description=(
            "rtsp://..., http://... (MJPEG or a snapshot), /dev/v4l/by-path/... for USB, a video "
            "file, a folder of pictures, or demo:SCENE"
        ),
        min_length=1,
        examples=["rtsp://192.168.1.20/stream1"],
    )
    preview_source: str = Field(
        "",
        title="Sub-stream for the tile",
        description="Address of a smaller stream of the same camera; empty: the main stream",
    )
    user: str = Field("", title="User")
    password: SecretStr = Field(
        SecretStr(""), title="Password", description="Better: password_env, the name of a variable"
    )
    password_env: str = Field("", title="Environment variable that holds the password")
    transport: Literal["tcp", "udp"] = Field("tcp", title="RTSP transport")
    snapshot_fps: float = Field(
        2.0, ge=0.1, le=10, title="Snapshots a second", description="Of a camera that sends stills"
    )
    usb_size: tuple[int, int] | None = Field(
        None, title="Picture size of a USB camera, px", description="Empty: as it comes"
    )
    usb_fps: float | None = Field(None, ge=1, le=60, title="Frames a second of a USB camera")
    realtime: bool = Field(
        True, title="Play files at their own speed", description="False: as fast as they are read"
    )
    loop: bool = Field(False, title="Play files again and again")
    read_zone: tuple[Coordinate, ...] = Field((), title="Read zone", description="Empty = whole")
    open_zone: tuple[Coordinate, ...] = Field(
        (), title="Open zone", description="Where a car must stand for the gate to open"
    )
    ignore: tuple[tuple[Coordinate, ...], ...] = Field((), title="Ignore masks")
    line_a: tuple[Coordinate, Coordinate] | None = Field(None, title="Line A, crossed first")
    line_b: tuple[Coordinate, Coordinate] | None = Field(None, title="Line B, crossed second")
    direction: Direction = Field(
        Direction.UNKNOWN,
        title="Direction",
        description=(
            "With lines: the direction of A then B. Without lines: in or out says that the lane is "
            "physically one-way; unknown never opens"
        ),
    )
    min_plate_px: int = Field(10, ge=4, le=200, title="Smallest plate height that is read, px")
    stale_after_s: float = Field(2.0, ge=0.5, le=10, title="Age at which a picture is not live")
    frozen_after_s: float = Field(
        10.0,
        ge=0,
        le=600,
        title="Seconds without any change after which a picture counts as frozen",
        description="0: never",
    )
    covered_after_s: float = Field(
        5.0,
        ge=0,
        le=600,
        title="Seconds without detail after which a lens counts as covered",
        description="0: never",
    )

    @field_validator("source", "preview_source")
    @classmethod
    def _no_credentials(cls, value: str) -> str:
        scheme, found, rest = value.partition("://")
        if not found or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme):
            if re.match(r"[^/\s:]+:[^\s]*@[^@/\s]", value):
                raise ValueError(
                    "put user and password into their own keys; rtsp:// is missing too"
                )
            return value
        # Anywhere: a password may hold a slash. No camera's path is known to hold an @.
        if "@" in rest:
            raise ValueError("put user and password into their own keys, not into the address")
        try:
            host_known = bool(urlsplit(value).hostname) and urlsplit(value).port != 0
        except ValueError:
            host_known = False
        if not host_known:
            # A password with a slash ends up here as well, so the address is not shown.
            raise ValueError("is not an address: a host is missing, or its port is no number")
        return value

    @field_validator("read_zone", "open_zone")
    @classmethod
    def _simple_polygon(cls, value: tuple[Coordinate, ...]) -> tuple[Coordinate, ...]:
        if value and len(value) < 3:
            raise ValueError("a zone needs at least 3 points")
        if value and Polygon.of(value).crosses_itself():
            raise ValueError("the zone crosses itself")
        return value

    @field_validator("ignore")
    @classmethod
    def _polygons(
        cls, value: tuple[tuple[Coordinate, ...], ...]
    ) -> tuple[tuple[Coordinate, ...], ...]:
        if any(len(mask) < 3 for mask in value):
            raise ValueError("each ignore mask needs at least 3 points")
        return value

    @model_validator(mode="after")
    def _both_lines(self) -> CameraConfig:
        if (self.line_a is None) != (self.line_b is None):
            raise ValueError("line_a and line_b belong together: give both or neither")
        return self

    @property
    def read_polygon(self) -> Polygon | None:
        """The read zone, None = the whole picture."""
        return Polygon.of(self.read_zone) if self.read_zone else None

    @property
    def open_polygon(self) -> Polygon | None:
        """The open zone, None = never opens by rule."""
        return Polygon.of(self.open_zone) if self.open_zone else None

    @property
    def ignore_polygons(self) -> tuple[Polygon, ...]:
        """The ignore masks."""
        return tuple(Polygon.of(mask) for mask in self.ignore)

    @property
    def lines(self) -> tuple[Segment, Segment] | None:
        """Line A and line B, or None."""
        if self.line_a is None or self.line_b is None:
            return None
        return Segment.of(self.line_a), Segment.of(self.line_b)


class GateConfig(Model):
    """One gate or barrier."""

    id: Ident = Field(title="Id")
    name: str = Field("", title="Name on the screen", max_length=24)
    relay: RelayConfig = Field(SimulatedRelayConfig(), title="Relay")
    pulse_ms: int = Field(1000, ge=100, le=10_000, title="Length of the start signal, ms")
    input_kind: Literal["open", "step", "unknown"] = Field(
        "unknown",
        title="What a second pulse does",
        description="open: nothing; step: stops or turns back; unknown counts as step",
    )
    inputs: InputsConfig = Field(InputsConfig(), title="Inputs")
    stop_relay: RelayConfig | None = Field(
        None, title="Relay of a stop output", description="Pulsed by a person's tap on STOP"
    )
    hold_relay: RelayConfig | None = Field(
        None,
        title="Relay of a hold-open output",
        description="A maintained input of the gate's control of its own; never the start signal",
    )
    open_too_long_s: float = Field(
        120.0, ge=10, le=7200, title="Seconds after which an open gate is told"
    )
    opened_by_others: bool = Field(
        False,
        title="An exit loop, a keypad or a remote opens it too",
        description=(
            "True: an opening without a command of this program, and a car that passes in one, are "
            "kept in the record and are no alarm"
        ),
    )
    lockout_s: float | None = Field(
        None,
        ge=0.5,
        le=60,
        title="Lock-out after a pulse",
        description="Default 2 (open), 8 (step)",
    )
    travel_s: float = Field(8.0, ge=1, le=120, title="Time the gate moves, seconds")
    interlock_with: Ident | None = Field(None, title="Never open together with this gate")
    anti_passback: Passback | None = Field(
        None, title="Anti-passback of this gate", description="Empty: as the site has it"
    )
    key_label: str = Field("GATE", title="Label of the key for the manual switch", max_length=24)
    key_place: str = Field("the gate cabinet", title="Where the key switch is", max_length=40)

    @property
    def position_contact(self) -> bool:
        """Whether a contact tells that the gate has left its closed position."""
        return self.inputs.position is not None

    @property
    def relays(self) -> dict[str, RelayConfig]:
        """The relays of its outputs, by name: open, and stop and hold where they are wired."""
        parts = {"open": self.relay, "stop": self.stop_relay, "hold": self.hold_relay}
        return {name: part for name, part in parts.items() if part is not None}

    @property
    def relay_keys(self) -> dict[str, RelayConfig]:
        """The same, by their keys in the site file."""
        keys = {"open": "relay", "stop": "stop_relay", "hold": "hold_relay"}
        return {keys[name]: relay for name, relay in self.relays.items()}

    @model_validator(mode="after")
    def _outputs_differ(self) -> GateConfig:
        seen: dict[str, str] = {}
        for key, relay in self.relay_keys.items():
            if isinstance(relay, SimulatedRelayConfig):
                continue
            other = seen.setdefault(output_of(relay), key)
            if other != key:
                raise MistakeAtError(
                    f"is the same output as {other}: relay, stop_relay and hold_relay each need "
                    "their own",
                    key,
                )
        return self

    @property
    def effective_lockout_s(self) -> float:
        """Lock-out in seconds: as set, else 2 for an open input and 8 for a step input."""
        if self.lockout_s is not None:
            return self.lockout_s
        return 2.0 if self.input_kind == "open" else 8.0


class LaneConfig(Model):
    """A lane: its camera, its gate and what it does with plates."""

    id: Ident = Field(title="Id")
    name: str = Field("", title="Name on the screen", max_length=24)
    camera: Ident = Field(title="Camera")
    gate: Ident | None = Field(None, title="Gate")
    direction: Direction = Field(Direction.IN, title="Direction of travel that may open")
    mode: LaneMode = Field(LaneMode.AUTOMATIC, title="Mode at start")
    unlisted: Action = Field(
        Action.ASK,
        title="What to do with a plate on no list",
        description="ask, refuse or log_only",
    )
    agree_frames: int = Field(2, ge=2, le=5, title="Frames that must agree")

    @field_validator("unlisted")
    @classmethod
    def _never_open(cls, value: Action) -> Action:
        if value is Action.OPEN:
            raise ValueError("an unlisted plate can't open: use ask, refuse or log_only")
        return value


class VisionConfig(Model):
    """Detection and reading."""

    engine: Literal["auto", "openvino", "onnxruntime"] = Field("auto", title="Engine")
    precision: Literal["auto", "f32", "bf16"] = Field("auto", title="Arithmetic of OpenVINO")
    threads: int = Field(1, ge=1, le=16, title="Threads of the engine")
    detector: str = Field(
        "plate_yolo11n_384x640_int8", title="Detector weights, name in the manifest"
    )
    recognizer: str = Field("plate_ppocrv6_ft", title="Reader weights, name in the manifest")
    detection_confidence: float = Field(0.35, gt=0, lt=1, title="Smallest detector score")
    max_fps: float = Field(10.0, ge=1, le=30, title="Frames a second that are read, per camera")
    idle_fps: float = Field(
        1.0,
        ge=0.2,
        le=30,
        title="Frames a second that are looked at while a lane is empty and nothing moves",
    )


class StorageConfig(Model):
    """Where the record is kept."""

    data_dir: str = Field("", title="Data folder", description="Empty: the system's usual place")
    evidence: bool = Field(True, title="Keep pictures")
    jpeg_quality: int = Field(85, ge=40, le=98, title="JPEG quality of the pictures")


class UiConfig(Model):
    """The screen."""

    theme: Literal["day", "night", "high_contrast", "auto"] = Field(
        "day",
        title="Theme at start",
        description=(
            "auto: day and night by the sun, see site.latitude. What is kept on the screen counts"
        ),
    )
    language: str = Field(
        "en",
        title="Language",
        pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$",
        description="Until another is chosen on the screen",
    )
    text_factor: float = Field(
        1.0, ge=1.0, le=1.3, title="Size of texts", description="1.0, 1.15 or 1.3"
    )
    glove: bool = Field(False, title="Larger targets for gloves")
    left_handed: bool = Field(False, title="Gate bar mirrored")
    night_gain: float = Field(0.65, ge=0.4, le=1.0, title="Brightness of pictures at night")
    full_screen: bool = Field(False, title="Full screen")
    width: int = Field(1280, ge=1280, le=7680, title="Window width, px")
    height: int = Field(800, ge=800, le=4320, title="Window height, px")
    px_per_mm: float | None = Field(
        None, gt=1, lt=20, title="Pixels a millimetre", description="Measured with the 50 mm bar"
    )

    @property
    def look(self) -> LookSettings:
        """The look before anything was chosen on the screen."""
        return LookSettings(
            theme=self.theme,
            language=self.language,
            text_factor=min(TEXT_FACTORS, key=lambda one: abs(one - self.text_factor)),
            glove=self.glove,
            left_handed=self.left_handed,
            night_gain=self.night_gain,
            px_per_mm=self.px_per_mm,
        )


class AppConfig(Model):
    """The whole site file."""

    schema_version: Literal[1] = Field(1, title="Version of this file's layout")
    site: SiteConfig = SiteConfig()
    cameras: tuple[CameraConfig, ...] = Field((), max_length=4)
    gates: tuple[GateConfig, ...] = Field((), max_length=4)
    lanes: tuple[LaneConfig, ...] = Field((), max_length=4)
    vision: VisionConfig = VisionConfig()
    storage: StorageConfig = StorageConfig()
    database: DatabaseConfig = DatabaseConfig()
    keeping: KeepingConfig = KeepingConfig()
    backup: BackupConfig = BackupConfig()
    session: SessionConfig = SessionConfig()
    ui: UiConfig = UiConfig()
    sound: SoundConfig = SoundConfig()

    @model_validator(mode="after")
    def _each_output_once(self) -> AppConfig:
        seen: dict[str, str] = {}
        for index, gate in enumerate(self.gates):
            for key, relay in gate.relay_keys.items():
                if isinstance(relay, SimulatedRelayConfig):
                    continue
                other = seen.setdefault(output_of(relay), gate.id)
                if other != gate.id:
                    raise MistakeAtError(
                        f"gates {other!r} and {gate.id!r} drive the same output",
                        *("gates", index, key),
                    )
        return self

    def camera(self, camera_id: str) -> CameraConfig:
        """Return the camera with this id (KeyError when there is none)."""
        for camera in self.cameras:
            if camera.id == camera_id:
                return camera
        raise KeyError(camera_id)

    def gate(self, gate_id: str) -> GateConfig:
        """Return the gate with this id (KeyError when there is none)."""
        for gate in self.gates:
            if gate.id == gate_id:
                return gate
        raise KeyError(gate_id)

    def lane_of_camera(self, camera_id: str) -> LaneConfig | None:
        """Return the lane that this camera watches, None when there is none."""
        for lane in self.lanes:
            if lane.camera == camera_id:
                return lane
        return None
