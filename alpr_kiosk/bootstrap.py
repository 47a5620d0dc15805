# SPDX-License-Identifier: AGPL-3.0-or-later
"""The composition root: a site file becomes a running site. Nothing else knows all parts."""

from __future__ import annotations

import contextlib
import functools
import itertools
import logging
import math
import os
import random
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from alpr_kiosk.config.loader import ConfigProblem
from alpr_kiosk.config.paths import DataPaths, data_root, models_dir, resources_dir
from alpr_kiosk.config.schema import AppConfig, CameraConfig, GateConfig, LaneConfig
from alpr_kiosk.config.secret_file import SecretFile
from alpr_kiosk.config.site_file import SiteFile
from alpr_kiosk.domain.clock import Clock, SystemClock
from alpr_kiosk.domain.commissioning import GateJob
from alpr_kiosk.domain.events import Alert, DecisionRecord, Direction, LaneMode, Passage
from alpr_kiosk.domain.gate_records import VehiclePassed
from alpr_kiosk.domain.intents import Intent, new_id
from alpr_kiosk.domain.look import SETTING as LOOK_SETTING
from alpr_kiosk.domain.look import look_from
from alpr_kiosk.domain.passage import PassageBuilder
from alpr_kiosk.domain.passage_records import PassageSettings
from alpr_kiosk.domain.passback import PassbackPolicy
from alpr_kiosk.domain.policy import LanePolicy
from alpr_kiosk.domain.ports import RelayDriver
from alpr_kiosk.domain.room import MIB
from alpr_kiosk.domain.settings_intents import ConfigTrial
from alpr_kiosk.errors import StorageError
from alpr_kiosk.gate.commissioning import Commissioner
from alpr_kiosk.gate.controller import GateController
from alpr_kiosk.gate.factory import make_driver
from alpr_kiosk.gate.last_commands import LastCommands
from alpr_kiosk.gate.settings_check import check_gate
from alpr_kiosk.gate.site_check import relay_problems
from alpr_kiosk.plugins import load_part
from alpr_kiosk.printing import LpPrinter
from alpr_kiosk.record_queries import record_handlers
from alpr_kiosk.runtime.capture import CaptureWorker
from alpr_kiosk.runtime.door import DOOR_LIMIT, DoorWorker
from alpr_kiosk.runtime.forwarding import prepare_forwarding
from alpr_kiosk.runtime.gate import GateBoards, GateWorker, rule_opening
from alpr_kiosk.runtime.gate_desk import LANE_MODE_SETTING, LOCKDOWN_SETTING
from alpr_kiosk.runtime.inference import CameraLane, InferenceWorker
from alpr_kiosk.runtime.keeper import KeeperWorker
from alpr_kiosk.runtime.machine import Machine
from alpr_kiosk.runtime.mailbox import Inbox, LatestSlot, Wakeup
from alpr_kiosk.runtime.memory import give_back, settle
from alpr_kiosk.runtime.priority import come_first
from alpr_kiosk.runtime.site import Site, SiteParts
from alpr_kiosk.runtime.storage import StorageWorker
from alpr_kiosk.runtime.storage_jobs import StorageJob
from alpr_kiosk.runtime.trust import PictureTrust
from alpr_kiosk.runtime.views import PreviewImage
from alpr_kiosk.services.access import AccessService
from alpr_kiosk.services.alerts import FLOOD_CODE
from alpr_kiosk.services.camera_watch import CameraWatch
from alpr_kiosk.services.duty import DutyService
from alpr_kiosk.services.first_run import FirstRunService, known_first_run
from alpr_kiosk.services.incident_desk import IncidentDesk
from alpr_kiosk.services.list_desk import ListDesk
from alpr_kiosk.services.look_keeping import LookKeeper
from alpr_kiosk.services.people_desk import PeopleDesk
from alpr_kiosk.services.plate_lists import PlateListService, check_plate
from alpr_kiosk.services.presence import PresenceService
from alpr_kiosk.services.recent import RecentReads
from alpr_kiosk.services.recovery import RecoveryService
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.services.settings import SettingsService
from alpr_kiosk.services.visits import VisitService
from alpr_kiosk.services.zone_trial_desk import StillReader
from alpr_kiosk.site_chores import make_chores
from alpr_kiosk.site_queries import make_query_handlers
from alpr_kiosk.storage.disk_watch import DiskWatch
from alpr_kiosk.storage.keys import credentials_dir
from alpr_kiosk.storage.orphans import OrphanSweep
from alpr_kiosk.storage.privacy import PrivacyStore
from alpr_kiosk.storage.restore import TOLD_SETTING
from alpr_kiosk.storage.sheets import HandoverFolder, SheetFolder
from alpr_kiosk.storage.store import Store, open_store, open_store_read_only
from alpr_kiosk.storage.unseen_alerts import last_day
from alpr_kiosk.vision.assemble import load_detector, load_kit
from alpr_kiosk.vision.model_store import ModelStore
from alpr_kiosk.vision.pipeline import PlatePipeline
from alpr_kiosk.vision.scene_watch import SceneWatch
from alpr_kiosk.vision.sources.backoff import Backoff
from alpr_kiosk.vision.sources.factory import make_source
from alpr_kiosk.vision.still_reads import still_reads
from alpr_kiosk.vision.types import Frame, Image

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


def running_paths(config: AppConfig, data_dir: Path | None = None) -> DataPaths:
    """Prepare the data folder of a site that is to run, see `DataPaths.prepare_or_stand_in`.

    Raises:
        StorageError: ``storage.unwritable``.
    """
    return DataPaths.prepare_or_stand_in(data_root(config.storage.data_dir, data_dir))


def make_pipeline(config: AppConfig, *, clock: Clock, models: Path | None = None) -> PlatePipeline:
    """Load detector and reader, checked against the manifest, and build the pipeline.

    Raises:
        RecognitionError: ``model.missing``, ``model.altered``, ``engine.load`` ...
    """
    store = ModelStore(models or models_dir())
    kit = load_kit(config.vision, store, find_part=load_part)
    return kit.pipeline(config.cameras, clock)


def find_plates(config: AppConfig, models: Path | None, picture: Image) -> list[list[float]]:
    """Return the boxes of plates in one picture (H, W, 3), pixels; its detector is given back.

    Raises:
        RecognitionError: The detector can't be loaded.
    """
    store = ModelStore(models or models_dir())
    detector = load_detector(config.vision, store, find_part=load_part)
    (found,) = detector.detect([picture])
    return [[float(edge) for edge in box] for box in found.boxes]


def load_still_reader(config: AppConfig, models: Path | None, camera_id: str) -> StillReader:
    """Load what reads kept pictures of a camera again, on one core; it is given back after use.

    Raises:
        RecognitionError: The networks can't be loaded.
    """
    vision = config.vision.model_copy(update={"threads": 1})
    kit = load_kit(vision, ModelStore(models or models_dir()), find_part=load_part)
    pipeline = kit.pipeline((), SystemClock())
    return functools.partial(still_reads, pipeline, config.camera(camera_id).min_plate_px)


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
    own = config.gate(lane.gate).anti_passback if lane.gate is not None else None
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
        passback=PassbackPolicy(
            mode=own if own is not None else config.site.anti_passback,
            minutes=config.site.anti_passback_min,
        ),
    )


def longest_visit(config: AppConfig) -> timedelta | None:
    """Return how long a visitor may stay, None for the end of the permission alone."""
    hours = config.site.max_stay_h
    return None if hours is None else timedelta(hours=hours)


def gate_directions(config: AppConfig) -> dict[str, Direction]:
    """Return which way cars pass each gate, for those that are passed one way only."""
    found: dict[str, set[Direction]] = {}
    for lane in config.lanes:
        if lane.gate is not None:
            found.setdefault(lane.gate, set()).add(lane.direction)
    return {gate: ways.pop() for gate, ways in found.items() if len(ways) == 1}


def build(
    config: AppConfig,
    *,
    data_dir: Path | None = None,
    clock: Clock | None = None,
    base: Path | None = None,
    models: Path | None = None,
    paths: DataPaths | None = None,
    sound: bool = False,
    site_file: SiteFile | None = None,
) -> AppContext:
    """Open the record, load the lists and put all workers together; nothing runs yet.

    Args:
        config: The checked site file.
        data_dir: Data folder; None takes the site file's, else the system's.
        clock: Time; None is the machine's.
        base: Folder that relative camera files are looked up in.
        models: Folder of the weights; None is the program's own.
        paths: Prepared data folder (`running_paths`); None takes `data_dir`.
        sound: Make sounds: there is a guard who hears them.
        site_file: Where changes of the settings go; None lets nobody change them.

    Raises:
        StorageError: The record can't be opened.
        ConfigError: A password variable is not set.
    """
    clock = clock or SystemClock()
    paths = paths or data_paths(config, data_dir)
    SecretFile(paths.read_only or paths.root).export()
    store = _open(config, paths, clock)
    store.stays.set_gates(gate_directions(config))
    try:
        made = _assemble(
            config,
            paths=paths,
            store=store,
            clock=clock,
            base=base,
            models=models,
            machine=Machine(config.sound if sound else None, data_dir=paths.root, clock=clock),
            site_file=site_file,
        )
    except BaseException:
        store.close()
        raise
    settle()
    return made


def _open(config: AppConfig, paths: DataPaths, clock: Clock) -> Store:
    """Open the record; one that can't be written for reading, so that gates can be opened by hand.

    Raises:
        StorageError: It can't be read either.
    """
    credentials = credentials_dir()
    if paths.read_only is None:
        try:
            return open_store(
                paths.root,
                clock=clock,
                credentials=credentials,
                journal_start=come_first,
                reserve_bytes=config.keeping.reserve_mb * MIB,
            )
        except StorageError as error:
            if error.code != "storage.unwritable":
                raise
            why = str(error.context.get("why", ""))
            logger.exception("the record is opened for reading alone")
    else:
        why = f"{paths.read_only} can't be written"
    return open_store_read_only(
        paths.read_only or paths.root,
        clock=clock,
        why=why,
        credentials=credentials,
        journal_start=come_first,
    )


def _assemble(
    config: AppConfig,
    *,
    paths: DataPaths,
    store: Store,
    clock: Clock,
    base: Path | None,
    models: Path | None,
    machine: Machine,
    site_file: SiteFile | None,
) -> AppContext:
    lists = PlateListService(
        records=store.records, clock=clock, book=store.lists, history=store.history
    )
    sessions = SessionService(records=store.records, clock=clock)
    recent = RecentReads(clock=clock)
    boards = GateBoards(partners={gate.id: gate.interlock_with for gate in config.gates})
    access = AccessService(
        lanes={lane.id: lane_policy(config, lane) for lane in config.lanes},
        snapshot=lists.load(),
        boards=boards.board,
        clock=clock,
        tz=ZoneInfo(config.site.time_zone),
        clock_watch=machine.clock_watch,
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
            limit=machine.limit,
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
            look_at_disks=DiskWatch(
                record=store.database.path.parent,
                evidence=store.evidence.root,
                reserve=store.reserve,
            ).step,
            make_room=store.reserve.make_room,
            sweep=OrphanSweep(database=store.database, evidence=store.evidence).step,
            presence=PresenceService(stays=store.stays, replace_view=access.replace_inside),
            look=LookKeeper(records=store.records, sessions=sessions, usual=config.ui.look),
            incidents=IncidentDesk(
                incidents=store.incidents,
                sessions=sessions,
                clock=clock,
                records=store.records,
                history=store.history,
                guard=lambda: people.guard,
            ),
            list_desk=ListDesk(
                lists=lists,
                book=store.lists,
                sessions=sessions,
                history=store.history,
                pictures=store.evidence,
                photos=store.photos,
            ),
            settings=_settings(site_file, sessions, store, clock),
            visits=VisitService(
                stays=store.stays,
                lists=lists,
                records=store.records,
                sessions=sessions,
                snapshot=lists.refresh,  # with what a try that the disk broke off has saved
                clock=clock,
                tz=ZoneInfo(config.site.time_zone),
                max_stay=longest_visit(config),
                guard=lambda: people.guard,
            ),
        )

    door, people = _people_desk(config, paths, store, sessions, access, clock)
    site = Site(
        SiteParts(
            notices=_notices(store, ZoneInfo(config.site.time_zone)),
            make_sound=machine.make_sound,
            make_vitals=machine.make_vitals,
            clock_watch=machine.clock_watch,
            unfinished=_unfinished(config, store),
            last_day=_last_day(config, store),
            config=config,
            clock=clock,
            make_capture={
                camera.id: functools.partial(make_capture, camera) for camera in config.cameras
            },
            make_inference=make_inference,
            make_storage=make_storage,
            make_gate={gate.id: functools.partial(make_gate, gate) for gate in config.gates},
            make_keeper=functools.partial(
                make_keeper, config, paths=paths, store=store, clock=clock
            ),
            make_forward=prepare_forwarding(
                config.database, store=store, credentials=credentials_dir(), check=check_plate
            ),
            make_door=lambda: DoorWorker(inbox=door, desk=people, clock=clock),
            query_handlers=make_query_handlers(
                config=config,
                root=paths.root,
                clock=clock,
                store=store,
                sessions=sessions,
                people=people,
                snapshot=lambda: access.snapshot,
                tz=ZoneInfo(config.site.time_zone),
                find_plates=functools.partial(find_plates, config, models),
                eraser=PrivacyStore(store=store, root=paths.root, rules=config.keeping.rules),
                record=record_handlers(
                    store=store,
                    sessions=sessions,
                    on_shift=lambda: people.on_shift,
                    snapshot=lambda: access.snapshot,
                    config=config,
                    root=paths.root,
                    clock=clock,
                    load_reader=functools.partial(load_still_reader, config, models),
                ),
            ),
            gate_inboxes=gate_inboxes,
            boards=boards,
            previews=previews,
            storage_inbox=storage_inbox,
            door_inbox=door,
            signed_in=functools.partial(_holder, sessions),
            guard=lambda: people.guard,
            access=access,
            recent=recent,
            users=functools.partial(_users, store, {}),
            load_lists=lists.load,
            data_dir=paths.root,
            lockdown=was_locked,
            kept_look=look_from(store.records.get_setting(LOOK_SETTING), config.ui.look),
            trial=_trial(site_file, clock),
            first_run=known_first_run(store.records, cameras=len(config.cameras)),
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


def _trial(site_file: SiteFile | None, clock: Clock) -> ConfigTrial | None:
    """Return what is on trial as a site starts."""
    trial = site_file.trial() if site_file is not None else None
    if trial is None:
        return None
    left = math.ceil(trial.seconds_left(clock))
    return ConfigTrial(seconds_left=left, keys=trial.keys, actor=trial.actor)


def _settings(
    site_file: SiteFile | None, sessions: SessionService, store: Store, clock: Clock
) -> SettingsService | None:
    if site_file is None:
        return None
    return SettingsService(
        file=site_file,
        sessions=sessions,
        records=store.records,
        check=functools.partial(_driver_problems, clock=clock),
    )


def _driver_problems(config: AppConfig, text: str, *, clock: Clock) -> tuple[ConfigProblem, ...]:
    return relay_problems(config.gates, text, load_part, clock=clock)


def _people_desk(
    config: AppConfig,
    paths: DataPaths,
    store: Store,
    sessions: SessionService,
    access: AccessService,
    clock: Clock,
) -> tuple[Inbox[Intent], PeopleDesk]:
    """Return who answers about people, and where requests to it wait."""
    duty = DutyService(
        records=store.records,
        duties=store.duties,
        sessions=sessions,
        snapshot=lambda: access.snapshot,
        clock=clock,
        zone=ZoneInfo(config.site.time_zone),
        changes=config.session.changes,
        site=config.site.name,
        fonts=resources_dir() / "fonts",
        keep_sheet=HandoverFolder(paths.root).keep,
    )
    sheets = SheetFolder(paths.root)
    first_run = FirstRunService(
        records=store.records,
        sessions=sessions,
        config=config,
        clock=clock,
        zone=ZoneInfo(config.site.time_zone),
        fonts=resources_dir() / "fonts",
        commissioned=sheets.commissioned,
        keep_sheet=sheets.keep_pdf,
    )
    recovery = RecoveryService(
        records=store.records,
        sessions=sessions,
        clock=clock,
        printer=LpPrinter(),
        site=config.site.name,
        fonts=resources_dir() / "fonts",
    )
    desk = PeopleDesk(
        records=store.records,
        sessions=sessions,
        duty=duty,
        first_run=first_run,
        recovery=recovery,
    )
    return Inbox(DOOR_LIMIT), desk


def _users(store: Store, known: dict[str, tuple[str, ...]], scope: str) -> tuple[str, ...]:
    """Return names of users of a role; as last known while the record is away."""
    with contextlib.suppress(StorageError):
        known[scope] = tuple(name for name, role in store.records.users() if role == scope)
    return known.get(scope, ())


def _holder(sessions: SessionService, session: str) -> str | None:
    """Return who holds a living session of any role."""
    found = sessions.holder(session)
    return found[0] if found is not None else None


def make_keeper(config: AppConfig, *, paths: DataPaths, store: Store, clock: Clock) -> KeeperWorker:
    """Return the worker of the chores."""
    return KeeperWorker(
        chores=make_chores(config, paths=paths, store=store, clock=clock),
        get_setting=store.records.get_setting,
        set_setting=store.records.set_setting,
        clock=clock,
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


def _notices(store: Store, zone: tzinfo) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return what opening the record found, and once that it was put back from a backup."""
    found = [(notice.code, notice.context) for notice in store.notices]
    told = store.records.get_setting(TOLD_SETTING)
    if told:
        state = datetime.fromisoformat(told).astimezone(zone)
        found.append(("storage.restored", (("time", f"{state:%Y-%m-%d %H:%M}"),)))
        with contextlib.suppress(StorageError):  # told again by the next start then
            store.records.set_setting(TOLD_SETTING, "")
    return tuple(found)


def _unfinished(config: AppConfig, store: Store) -> tuple[str, ...]:
    """Return the gates with commands whose end the last run did not write down."""
    try:
        left = {intent.gate_id for intent in store.journal.unfinished_intents()}
    except StorageError:
        return ()  # the gates find that out themselves, and say so
    return tuple(gate.id for gate in config.gates if gate.id in left)


def _last_day(config: AppConfig, store: Store) -> tuple[Alert, ...]:
    """Return the last day's alerts, unseen and ended, with the names their texts need."""
    try:
        unseen, ended = last_day(store.database)
    except StorageError:
        logger.exception("the alerts of the last run are not known")
        return ()  # the record itself has an alert then
    zone = ZoneInfo(config.site.time_zone)
    names = {camera.id: camera.name or camera.id for camera in config.cameras}
    names |= {gate.id: gate.name or gate.id for gate in config.gates}

    def filled(alert: Alert) -> Alert:
        name = names.get(alert.source)
        values = {
            "time": f"{alert.raised_at.astimezone(zone):%H:%M}",
            "contact": config.site.contact,
            **({"camera": name, "gate": name} if name is not None else {}),
            **dict(alert.context),
        }
        return replace(alert, context=tuple(values.items()))

    # A flood that is over says nothing any more: its number is not kept.
    told = (one for one in (*ended, *unseen) if one.code != FLOOD_CODE or not one.over)
    return tuple(filled(alert) if alert.code != FLOOD_CODE else alert for alert in told)


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

    descriptor = _lock_of(paths)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            raise StorageError("storage.in_use", path=str(paths.root)) from exc
        if paths.read_only is None:
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(descriptor)


def _lock_of(paths: DataPaths) -> int:
    """Open what is locked; in a folder that can't be written what is there already, or itself."""
    if paths.read_only is None:
        return os.open(paths.root / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        return os.open(paths.read_only / ".lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return os.open(paths.read_only, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
