# SPDX-License-Identifier: AGPL-3.0-or-later
"""Long work of setting cameras up that a screen asks for (screens.md S17)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from alpr_kiosk.domain.queries import Query
from alpr_kiosk.domain.ruler import PlateMeasure


@dataclass(frozen=True, slots=True, kw_only=True)
class CamerasSought(Query):
    """Ask the network for cameras; answered with a tuple of `SeenCamera`.

    Attributes:
        targets: Addresses or ranges; none is everybody on this network.
    """

    takes_long: ClassVar[bool] = True

    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCamera:
    """A camera that answered.

    Attributes:
        address: Its IP address, with the port of its service where that is not 80.
        maker: Maker, "" while unknown.
        model: Model or name, "" while unknown.
        needs_password: Whether it tells nothing without a login; None while nobody knows.
    """

    address: str
    maker: str = ""
    model: str = ""
    needs_password: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraTestRequested(Query):
    """Try a camera; answered with a `CameraTest`. Nothing is changed.

    Attributes:
        address: As in the site file, or a host alone, which is asked for its streams (ONVIF).
        user: User, "" for none.
        password: Password as typed; "" takes that of `camera_id`.
        camera_id: Camera of the site file whose password counts while none is typed.
    """

    takes_long: ClassVar[bool] = True

    address: str
    user: str = ""
    password: str = field(default="", repr=False)
    camera_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestStep:
    """One tick.

    Attributes:
        name: ``resolves``, ``answers``, ``login``, ``stream`` or ``picture``.
        state: ``passed``, ``failed`` or ``not_reached``.
        code: Key of the sentence of a failed one.
        context: Its values, without credentials.
    """

    __test__: ClassVar[bool] = False

    name: str
    state: str
    code: str = ""
    context: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StillPicture:
    """A picture ready to be painted: Qt's RGB32 order, read-only.

    Attributes:
        width: Pixels.
        height: Pixels.
        stride: Bytes a line.
        data: The bytes.
    """

    width: int
    height: int
    stride: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CameraTest:
    """What came out of a test.

    Attributes:
        steps: The five ticks, in their order.
        source: Address of the stream that was tried, without credentials.
        preview_source: Address of a smaller one for the tile, "" for none.
        picture: The first picture, None without one.
        width: Pixels of the camera's picture, 0 without one.
        height: Pixels.
        codec: Name of the codec, "" while unknown.
        fps: Frames a second, None when the time was too short.
        plate: The widest plate in the picture, as the ruler measures it; None when none was seen
            or nobody could look.
        hints: Codes of advice.
    """

    __test__: ClassVar[bool] = False

    steps: tuple[TestStep, ...]
    source: str = ""
    preview_source: str = ""
    picture: StillPicture | None = None
    width: int = 0
    height: int = 0
    codec: str = ""
    fps: float | None = None
    plate: PlateMeasure | None = None
    hints: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether all steps passed."""
        return all(step.state == "passed" for step in self.steps)
