# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands in the form of a camera, and which changes of the site file follow from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.camera_queries import SeenCamera
from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.settings_intents import (
    Change,
    KeyRemoved,
    KeySet,
    PasswordSet,
    RowAdded,
    RowRemoved,
)

CAMERAS_MOST = 4
"""As many as the site file takes."""
NO_GATE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraForm:
    """One camera as it is typed.

    Attributes:
        camera_id: Its id, "" for a new one.
        name: Name on the screen.
        address: Address of the main stream, or a host alone until it was tested.
        preview: Address of the sub-stream, "" for none.
        user: User.
        password: As typed now; "" leaves the kept one.
        has_password: One is kept.
        gate: Gate of its lane, "" for none.
        direction: ``in``, ``out`` or ``unknown``.
    """

    camera_id: str = ""
    name: str = ""
    address: str = ""
    preview: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    has_password: bool = False
    gate: str = NO_GATE
    direction: str = Direction.IN.value

    @property
    def complete(self) -> bool:
        """Whether it can be saved."""
        return bool(self.name.strip() and self.address.strip())

    @property
    def is_host(self) -> bool:
        """Whether the address is a host alone, whose streams nobody asked for yet."""
        address = self.address
        return "://" not in address and "/" not in address and not address.startswith("demo:")

    def with_field(self, name: str, value: str) -> CameraForm:
        """Return the form with another value."""
        return replace(self, **{name: value if name == "password" else value.strip()})  # type: ignore[arg-type]


def form_of(config: AppConfig, camera_id: str) -> CameraForm | None:
    """Return the form of a camera of the site, None when it is not there."""
    known = {camera.id: camera for camera in config.cameras}
    camera = known.get(camera_id)
    if camera is None:
        return None
    lane = config.lane_of_camera(camera_id)
    return CameraForm(
        camera_id=camera.id,
        name=camera.name or camera.id,
        address=camera.source,
        preview=camera.preview_source,
        user=camera.user,
        has_password=bool(camera.password_env or camera.password.get_secret_value()),
        gate=(lane.gate or NO_GATE) if lane is not None else NO_GATE,
        direction=camera.direction.value,
    )


def form_for(config: AppConfig, seen: SeenCamera | None) -> CameraForm:
    """Return the form of a new camera: at the first gate that has none yet."""
    taken = {(lane.gate, lane.direction) for lane in config.lanes}
    free = [
        (gate.id, way)
        for gate in config.gates
        for way in (Direction.IN, Direction.OUT)
        if (gate.id, way) not in taken
    ]
    empty = [pair for pair in free if pair[0] not in {lane.gate for lane in config.lanes}]
    gate, way = (empty or free or [(NO_GATE, Direction.IN)])[0]
    name = ""
    if seen is not None:
        name = " ".join(word for word in (seen.maker, seen.model) if word)[:40]
    return CameraForm(
        name=name,
        address=seen.address if seen is not None else "",
        gate=gate,
        direction=way.value,
    )


def changes(config: AppConfig, form: CameraForm) -> tuple[Change, ...]:
    """Return what must be changed in the site file for a form to hold."""
    before = form_of(config, form.camera_id) if form.camera_id else None
    return _new(config, form) if before is None else _changed(config, before, form)


def removal(config: AppConfig, camera_id: str) -> tuple[Change, ...]:
    """Return what takes a camera and its lane out."""
    lane = config.lane_of_camera(camera_id)
    found: list[Change] = [RowRemoved(table="cameras", row=camera_id)]
    if lane is not None:
        found.append(RowRemoved(table="lanes", row=lane.id))
    return tuple(found)


def new_id(config: AppConfig, name: str) -> str:
    """Return an id for a new camera from its name: ``cam-north-gate``, ``cam-north-gate-2``."""
    word = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:20] or "1"
    taken = {camera.id for camera in config.cameras} | {lane.id for lane in config.lanes}
    for number in range(1, 100):
        found = f"cam-{word}" if number == 1 else f"cam-{word}-{number}"
        if found not in taken and found.replace("cam-", "lane-", 1) not in taken:
            return found
    raise ValueError("a hundred cameras of one name")


def _new(config: AppConfig, form: CameraForm) -> tuple[Change, ...]:
    camera_id = new_id(config, form.name)
    values: list[tuple[str, object]] = [("name", form.name), ("source", form.address)]
    if form.preview:
        values.append(("preview_source", form.preview))
    if form.user:
        values.append(("user", form.user))
    values.append(("direction", form.direction))
    found: list[Change] = [RowAdded(table="cameras", row=camera_id, values=tuple(values))]
    if form.password:
        found.append(PasswordSet(table="cameras", row=camera_id, password=form.password))
    return (*found, _lane(camera_id, form))


def _lane(camera_id: str, form: CameraForm) -> RowAdded:
    values: list[tuple[str, object]] = [("name", form.name[:24]), ("camera", camera_id)]
    if form.gate:
        values.append(("gate", form.gate))
    way = form.direction if form.direction != Direction.UNKNOWN.value else Direction.IN.value
    values.append(("direction", way))
    lane_id = camera_id.replace("cam-", "lane-", 1) if camera_id.startswith("cam-") else ""
    return RowAdded(table="lanes", row=lane_id or f"lane-{camera_id}", values=tuple(values))


def _changed(config: AppConfig, before: CameraForm, form: CameraForm) -> tuple[Change, ...]:
    row = form.camera_id
    found: list[Change] = []
    for attribute, key in (
        ("name", "name"),
        ("address", "source"),
        ("preview", "preview_source"),
        ("user", "user"),
        ("direction", "direction"),
    ):
        value = getattr(form, attribute)
        if value == getattr(before, attribute):
            continue
        if value:
            found.append(KeySet(table="cameras", row=row, key=key, value=value))
        else:
            found.append(KeyRemoved(table="cameras", row=row, key=key))
    if form.password:
        found.append(PasswordSet(table="cameras", row=row, password=form.password))
    elif before.has_password and not form.has_password:
        found.append(PasswordSet(table="cameras", row=row, password=""))
    lane = config.lane_of_camera(row)
    if lane is None:
        return (*found, _lane(row, form))
    if form.gate != before.gate:
        if form.gate:
            found.append(KeySet(table="lanes", row=lane.id, key="gate", value=form.gate))
        else:
            found.append(KeyRemoved(table="lanes", row=lane.id, key="gate"))
    if form.direction not in (before.direction, Direction.UNKNOWN.value):
        change = KeySet(table="lanes", row=lane.id, key="direction", value=form.direction)
        found.append(change)
    return tuple(found)
