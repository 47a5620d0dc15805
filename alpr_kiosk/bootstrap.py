# SPDX-License-Identifier: AGPL-3.0-or-later
"""The composition root: a site file becomes a running site. Nothing else knows all parts."""

from __future__ import annotations

import contextlib
import functools
import itertools
import logging
import os
import random
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from alpr_kiosk.config.paths import DataPaths, data_root, models_dir
from alpr_kiosk.config.schema import AppConfig, CameraConfig, GateConfig, LaneConfig
from alpr_kiosk.domain.clock import Clock, SystemClock
from alpr_kiosk.domain.commissioning import GateJob
from alpr_kiosk.domain.events import DecisionRecord, Direction, LaneMode, Passage
from alpr_kiosk.domain.gate_records import VehiclePassed
from alpr_kiosk.domain.intents import new_id
from alpr_kiosk.domain.passage import PassageBuilder
from alpr_kiosk.domain.passage_records import PassageSettings
from alpr_kiosk.domain.policy import LanePolicy
from alpr_kiosk.domain.ports import RelayDriver
from alpr_kiosk.gate.commissioning import Commissioner
from alpr_kiosk.gate.controller import GateController
from alpr_kiosk.gate.factory import make_driver
from alpr_kiosk.gate.last_commands import LastCommands
from alpr_kiosk.gate.settings_check import check_gate
from alpr_kiosk.plugins import load_part
from alpr_kiosk.runtime.capture import CaptureWorker
from alpr_kiosk.runtime.gate import GateBoards, GateWorker, rule_opening
from alpr_kiosk.runtime.gate_desk import LANE_MODE_SETTING, LOCKDOWN_SETTING
from alpr_kiosk.runtime.inference import CameraLane, InferenceWorker
from alpr_kiosk.runtime.mailbox import Inbox, LatestSlot, Wakeup
from alpr_kiosk.runtime.memory import give_back
from alpr_kiosk.runtime.priority import come_first
from alpr_kiosk.runtime.site import Site, SiteParts
from alpr_kiosk.runtime.storage import StorageJob, StorageWorker
from alpr_kiosk.runtime.trust import PictureTrust
from alpr_kiosk.runtime.views import PreviewImage
from alpr_kiosk.services.access import AccessService
from alpr_kiosk.services.camera_watch import CameraWatch
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.recent import RecentReads
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.storage.keys import credentials_dir
from alpr_kiosk.storage.sheets import SheetFolder
from alpr_kiosk.storage.store import Store, open_store
from alpr_kiosk.vision.assemble import load_kit
from alpr_kiosk.vision.model_store import ModelStore
from alpr_kiosk.vision.pipeline import PlatePipeline
from alpr_kiosk.vision.scene_watch import SceneWatch
from alpr_kiosk.vision.sources.backoff import Backoff
from alpr_kiosk.vision.sources.factory import make_source
from alpr_kiosk.vision.types import Frame

logger = logging.getLogger(__name__)

STORAGE_LIMIT = 4000
"""Jobs that may wait for the disk: minutes of dense traffic; then the senders are told."""
GATE_LIMIT = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class AppContext:
    """Everything that runs, for the window, for headless and for tests.

    Attributes:
        config: The site file.
        paths: Data folder.
        clock: Time.
        store: The open record.
        sessions: PINs (blocking).
        site: The running site.
        boards: Newest status of each gate.
        gate_inboxes: Where commands go, past window and database (bench, tests).
    """

    config: AppConfig
    paths: DataPaths
    clock: Clock
    store: Store
    sessions: SessionService
    site: Site
    boards: GateBoards
    gate_inboxes: dict[str, Inbox[GateJob]]

    def close(self) -> bool:
        """Stop the workers in order and close the record; False when a worker was stuck."""
        clean = self.site.stop()
        self.store.close()
        return clean


def data_paths(config: AppConfig, data_dir: Path | None = None) -> DataPaths:
    """Prepare the data folder of a site; `data_dir` wins over the site file.

    Raises:
        StorageError: ``storage.unwritable``.
    """
    return DataPaths.prepare(data_root(config.storage.data_dir, data_dir))


def make_pipeline(config: AppConfig, *, clock: Clock, models: Path | None = None) -> PlatePipeline:
    """Load detector and reader, checked against the manifest, and build the pipeline.

    Raises:
        RecognitionError: ``model.missing``, ``model.altered``, ``engine.load`` ...
    """
    store = ModelStore(models or models_dir())
    kit = load_kit(config.vision, store, find_part=load_part)
    return kit.pipeline(config.cameras, clock)


def passage_settings(
    camera: CameraConfig, lane: LaneConfig, presets: tuple[str, ...]
) -> PassageSettings:
    """Return what the passage builder must know of a camera and its lane."""
    return PassageSettings(
        camera_id=camera.id,
        lane_id=lane.id,
        read_zone=camera.read_polygon,
        open_zone=camera.open_polygon,
        ignore=camera.ignore_polygons,
        lines=camera.lines,
        direction=camera.direction,
        agree_frames=lane.agree_frames,
        presets=presets,
    )


def lane_policy(config: AppConfig, lane: LaneConfig) -> LanePolicy:
    """Return what the decision must know of a lane."""
    names = {gate.id: gate.name or gate.id for gate in config.gates}
    return LanePolicy(
        lane_id=lane.id,
        gate_id=lane.gate,
        direction=lane.direction,
        mode=lane.mode,
        unlisted=lane.unlisted,
        agree_frames=lane.agree_frames,
        presets=config.site.presets,
        gate_name=names.get(lane.gate or "", ""),
        gate_names=tuple(names.items()),
        contact=config.site.contact,
    )


def build(
    config: AppConfig,
    *,
    data_dir: Path | None = None,
    clock: Clock | None = None,
    base: Path | None = None,
    models: Path | None = None,
) -> AppContext:
    """Open the record, load the lists and put all workers together; nothing runs yet.

    Args:
        config: The checked site file.
        data_dir: Data folder; None takes the site file's, else the system's.
        clock: Time; None is the machine's.
        base: Folder that relative camera files are looked up in.
        models: Folder of the weights; None is the program's own.

    Raises:
        StorageError: The record can't be opened.
        ConfigError: A password variable is not set.
    """
    clock = clock or SystemClock()
    paths = data_paths(config, data_dir)
    store = open_store(
        paths.root, clock=clock, credentials=credentials_dir(), journal_start=come_first
    )
    try:
        return _assemble(config, paths=paths, store=store, clock=clock, base=base, models=models)
    except BaseException:
        store.close()
        raise


def _assemble(
    config: AppConfig,
    *,
    paths: DataPaths,
    store: Store,
    clock: Clock,
    base: Path | None,
    models: Path | None,
) -> AppContext:
    lists = PlateListService(records=store.records, clock=clock)
    sessions = SessionService(records=store.records, clock=clock)
    recent = RecentReads(clock=clock)
    boards = GateBoards(partners={gate.id: gate.interlock_with for gate in config.gates})
    access = AccessService(
        lanes={lane.id: lane_policy(config, lane) for lane in config.lanes},
        snapshot=lists.load(),
        boards=boards.board,
        clock=clock,
        tz=ZoneInfo(config.site.time_zone),
    )
    last_commands = LastCommands(path=paths.last_commands, clock=clock)
    gate_inboxes: dict[str, Inbox[GateJob]] = {gate.id: Inbox(GATE_LIMIT) for gate in config.gates}

    _keep_modes(config, access, store)
    was_locked = store.records.get_setting(LOCKDOWN_SETTING) == "on"

    def starts_in_lockdown(gate_id: str) -> bool:
        # A thread that is started again goes on as it was, also with the database down.
        known = boards.lockdown(gate_id)
        return was_locked or _starts_locked(config, gate_id) if known is None else known

    controllers: dict[str, GateController] = {}

    def make_gate(gate: GateConfig) -> GateWorker:
        worker = GateWorker(gate.id, inbox=gate_inboxes[gate.id], boards=boards, clock=clock)
        drivers = make_drivers(gate, clock=clock)
        controller = controllers[gate.id] = GateController(
            config=gate,
            driver=drivers["open"],
            stop=drivers.get("stop"),
            hold=drivers.get("hold"),
            journal=store.journal,
            clock=clock,
            new_id=new_id,
            partner_closed=functools.partial(boards.partner_clear, gate.id),
            listener=worker,
            lockdown=starts_in_lockdown(gate.id),
            last_commands=last_commands,
            beat=worker.beat,
            earlier=controllers.get(gate.id),
        )
        worker.attach(
            controller,
            Commissioner(
                config=gate,
                controller=controller,
                clock=clock,
                tell=worker.on_commissioning,
                refused=worker.on_test_refused,
                check=functools.partial(check_gate, gate, drivers, clock=clock),
            ),
            close=functools.partial(close_drivers, drivers),
        )
        return worker

    def open_gate(gate_id: str, record: DecisionRecord) -> None:
        command = rule_opening(record, partner_clear=boards.partner_clear(gate_id))
        if not gate_inboxes[gate_id].put(command):
            logger.error("gate %s: inbox is full, the opening is not sent", gate_id)

    def car_left(gate_id: str, passage: Passage) -> None:
        same_car = access.opened_for(gate_id, passage.consensus.text)
        passed = VehiclePassed(passage_id=passage.passage_id, same_car=same_car)
        if not gate_inboxes[gate_id].put(passed):
            logger.error("gate %s: inbox is full, a car that left is not counted", gate_id)

    storage_inbox: Inbox[StorageJob] = Inbox(STORAGE_LIMIT)
    wakeup = Wakeup()
    reader_ready = threading.Event()
    readings: dict[str, LatestSlot[Frame]] = {camera.id: LatestSlot() for camera in config.cameras}
    previews: dict[str, LatestSlot[PreviewImage]] = {
        camera.id: LatestSlot() for camera in config.cameras
    }

    trusts = {camera.id: PictureTrust() for camera in config.cameras}
    numbers = {camera.id: itertools.count(1) for camera in config.cameras}

    def make_backoff() -> Backoff:
        return Backoff(clock=clock, random=random.SystemRandom().random)

    def make_capture(camera: CameraConfig) -> CaptureWorker:
        make_preview_source = None
        if camera.preview_source:
            sub = camera.model_copy(update={"source": camera.preview_source})
            make_preview_source = functools.partial(make_source, sub, clock, base=base)
        return CaptureWorker(
            camera=camera,
            make_source=functools.partial(make_source, camera, clock, base=base),
            watch=SceneWatch(clock=clock),
            make_preview_source=make_preview_source,
            preview_watch=SceneWatch(clock=clock),
            preview_backoff=make_backoff(),
            reading=readings[camera.id],
            preview=previews[camera.id],
            wakeup=wakeup,
            backoff=make_backoff(),
            clock=clock,
            reader_ready=reader_ready,
            trust=trusts[camera.id],
            numbers=numbers[camera.id],
        )

    def make_inference() -> InferenceWorker:
        lanes: dict[str, CameraLane] = {}
        for camera in config.cameras:
            lane = config.lane_of_camera(camera.id)
            builder = None
            if lane is not None:
                settings = passage_settings(camera, lane, config.site.presets)
                builder = PassageBuilder(camera=settings, new_id=new_id)
            lanes[camera.id] = CameraLane(
                camera_id=camera.id,
                slot=readings[camera.id],
                builder=builder,
                gate_id=lane.gate if lane is not None else None,
                direction=lane.direction
                if lane is not None and camera.lines is not None
                else Direction.UNKNOWN,
                trust=trusts[camera.id],
            )
        return InferenceWorker(
            lanes=lanes,
            make_pipeline=functools.partial(make_pipeline, config, clock=clock, models=models),
            access=access,
            recent=recent,
            open_gate=open_gate,
            car_left=car_left,
            storage=storage_inbox,
            wakeup=wakeup,
            max_fps=config.vision.max_fps,
            idle_fps=config.vision.idle_fps,
            jpeg_quality=config.storage.jpeg_quality,
            clock=clock,
            ready=reader_ready,
        )

    def make_storage() -> StorageWorker:
        return StorageWorker(
            inbox=storage_inbox,
            records=store.records,
            evidence=store.evidence if config.storage.evidence else None,
            sessions=sessions,
            lists=lists,
            replace_snapshot=access.replace_snapshot,
            clock=clock,
            watch=CameraWatch(
                cameras=[lane.camera for lane in config.lanes],
                history=store.cameras,
                pictures=store.camera_pictures if config.storage.evidence else None,
                records=store.records,
                clock=clock,
                tz=ZoneInfo(config.site.time_zone),
            ),
            give_back=give_back,
            keep_sheet=SheetFolder(paths.root).keep,
        )

    def users(scope: str) -> tuple[str, ...]:
        return tuple(name for name, role in store.records.users() if role == scope)

    site = Site(
        SiteParts(
            notices=tuple((notice.code, notice.context) for notice in store.notices),
            config=config,
            clock=clock,
            make_capture={
                camera.id: functools.partial(make_capture, camera) for camera in config.cameras
            },
            make_inference=make_inference,
            make_storage=make_storage,
            make_gate={gate.id: functools.partial(make_gate, gate) for gate in config.gates},
            gate_inboxes=gate_inboxes,
            boards=boards,
            previews=previews,
            storage_inbox=storage_inbox,
            access=access,
            recent=recent,
            users=users,
            load_lists=lists.load,
            data_dir=paths.root,
            lockdown=was_locked,
        )
    )
    return AppContext(
        config=config,
        paths=paths,
        clock=clock,
        store=store,
        sessions=sessions,
        site=site,
        boards=boards,
        gate_inboxes=gate_inboxes,
    )


def make_drivers(gate: GateConfig, *, clock: Clock) -> dict[str, RelayDriver]:
    """Return the drivers of a gate's outputs by name; "open" tells its inputs too.

    Raises:
        ConfigError: A password variable is not set, or a part of another package is broken.
    """
    make = functools.partial(make_driver, clock=clock, find_part=load_part)
    return {
        output: make(relay, inputs=gate.inputs.numbers) if output == "open" else make(relay)
        for output, relay in gate.relays.items()
    }


def close_drivers(drivers: Mapping[str, RelayDriver]) -> None:
    """Give back the ports and sockets of a gate's drivers; does not switch."""
    for driver in drivers.values():
        driver.close()


def _keep_modes(config: AppConfig, access: AccessService, store: Store) -> None:
    """Let lanes go on in the mode that a person chose: a stricter one must not end by itself."""
    kept = {mode.value: mode for mode in LaneMode} | {LaneMode.HELD_OPEN.value: None}
    for lane in config.lanes:
        mode = kept.get(store.records.get_setting(f"{LANE_MODE_SETTING}.{lane.id}") or "")
        if mode is not None:
            access.set_mode(lane.id, mode)


def _starts_locked(config: AppConfig, gate_id: str) -> bool:
    """Return whether every lane of a gate starts in lockdown by the site file."""
    modes = [lane.mode for lane in config.lanes if lane.gate == gate_id]
    return bool(modes) and all(mode is LaneMode.LOCKDOWN for mode in modes)


@contextlib.contextmanager
def single_instance(paths: DataPaths) -> Iterator[None]:
    """Hold the data folder: two programs must not drive the same gates.

    Raises:
        StorageError: ``storage.in_use``.
    """
    import fcntl

    from alpr_kiosk.errors import StorageError

    with (paths.root / ".lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            raise StorageError("storage.in_use", path=str(paths.root)) from exc
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
