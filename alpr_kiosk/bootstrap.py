# SPDX-License-Identifier: AGPL-3.0-or-later
"""The composition root: a site file becomes a running site. Nothing else knows all parts."""

from __future__ import annotations

import functools
import logging
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from alpr_kiosk.config.paths import DataPaths, data_root
from alpr_kiosk.config.schema import AppConfig, LaneConfig
from alpr_kiosk.config.secret_file import SecretFile
from alpr_kiosk.config.site_file import SiteFile
from alpr_kiosk.domain.clock import Clock, SystemClock
from alpr_kiosk.domain.commissioning import GateJob
from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.look import SETTING as LOOK_SETTING
from alpr_kiosk.domain.look import look_from
from alpr_kiosk.domain.passback import PassbackPolicy
from alpr_kiosk.domain.policy import LanePolicy
from alpr_kiosk.domain.room import MIB
from alpr_kiosk.errors import StorageError
from alpr_kiosk.gate.last_commands import LastCommands
from alpr_kiosk.printing import LpPrinter
from alpr_kiosk.record_queries import record_handlers
from alpr_kiosk.runtime.door import DoorWorker
from alpr_kiosk.runtime.forwarding import prepare_forwarding
from alpr_kiosk.runtime.gate import GateBoards
from alpr_kiosk.runtime.gate_desk import LOCKDOWN_SETTING
from alpr_kiosk.runtime.keeper import KeeperWorker
from alpr_kiosk.runtime.machine import Machine
from alpr_kiosk.runtime.mailbox import Inbox, LatestSlot
from alpr_kiosk.runtime.memory import give_back, settle
from alpr_kiosk.runtime.priority import come_first
from alpr_kiosk.runtime.site import Site
from alpr_kiosk.runtime.site_parts import SiteParts
from alpr_kiosk.runtime.storage import StorageWorker
from alpr_kiosk.runtime.storage_jobs import StorageJob
from alpr_kiosk.runtime.views import PreviewImage
from alpr_kiosk.services.access import AccessService
from alpr_kiosk.services.camera_watch import CameraWatch
from alpr_kiosk.services.first_run import known_first_run
from alpr_kiosk.services.incident_desk import IncidentDesk
from alpr_kiosk.services.list_desk import ListDesk
from alpr_kiosk.services.look_keeping import LookKeeper
from alpr_kiosk.services.plate_lists import PlateListService, check_plate
from alpr_kiosk.services.presence import PresenceService
from alpr_kiosk.services.recent import RecentReads
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.services.settings import SettingsService
from alpr_kiosk.services.visits import VisitService
from alpr_kiosk.site_chores import make_chores
from alpr_kiosk.site_gates import GateCalls, GateMaker, driver_problems
from alpr_kiosk.site_people import holder_of, make_people_desk, users_of
from alpr_kiosk.site_queries import make_query_handlers
from alpr_kiosk.site_reading import ReadingMaker, find_plates, load_still_reader
from alpr_kiosk.site_start import (
    alerts_of_last_day,
    gates_unfinished,
    keep_modes,
    notices_of,
    trial_of,
)
from alpr_kiosk.storage.disk_watch import DiskWatch
from alpr_kiosk.storage.keys import credentials_dir
from alpr_kiosk.storage.orphans import OrphanSweep
from alpr_kiosk.storage.privacy import PrivacyStore
from alpr_kiosk.storage.removable import MountedTargets
from alpr_kiosk.storage.sheets import SheetFolder
from alpr_kiosk.storage.store import Store, open_store, open_store_read_only

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
    printer, targets = LpPrinter(), MountedTargets(paths.root / "export")
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
    gate_inboxes: dict[str, Inbox[GateJob]] = {gate.id: Inbox(GATE_LIMIT) for gate in config.gates}

    keep_modes(config, access, store)
    was_locked = store.records.get_setting(LOCKDOWN_SETTING) == "on"
    gates = GateMaker(
        config=config,
        inboxes=gate_inboxes,
        boards=boards,
        journal=store.journal,
        clock=clock,
        last_commands=LastCommands(path=paths.last_commands, clock=clock),
        was_locked=was_locked,
    )
    storage_inbox: Inbox[StorageJob] = Inbox(STORAGE_LIMIT)
    previews: dict[str, LatestSlot[PreviewImage]] = {
        camera.id: LatestSlot() for camera in config.cameras
    }
    reading = ReadingMaker(
        config=config,
        clock=clock,
        base=base,
        models=models,
        access=access,
        recent=recent,
        calls=GateCalls(inboxes=gate_inboxes, boards=boards, access=access),
        storage=storage_inbox,
        previews=previews,
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

    door, people = make_people_desk(config, paths, store, sessions, access, clock, printer=printer)
    site = Site(
        SiteParts(
            notices=notices_of(store, ZoneInfo(config.site.time_zone)),
            make_sound=machine.make_sound,
            make_vitals=machine.make_vitals,
            clock_watch=machine.clock_watch,
            unfinished=gates_unfinished(config, store),
            last_day=alerts_of_last_day(config, store),
            config=config,
            clock=clock,
            make_capture={
                camera.id: functools.partial(reading.make_capture, camera)
                for camera in config.cameras
            },
            make_inference=reading.make_inference,
            make_storage=make_storage,
            make_gate={gate.id: functools.partial(gates.make, gate) for gate in config.gates},
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
                targets=targets,
                eraser=PrivacyStore(store=store, root=paths.root, rules=config.keeping.rules),
                record=record_handlers(
                    store=store,
                    sessions=sessions,
                    on_shift=lambda: people.on_shift,
                    snapshot=lambda: access.snapshot,
                    config=config,
                    targets=targets,
                    printer=printer,
                    clock=clock,
                    load_reader=functools.partial(load_still_reader, config, models),
                ),
            ),
            gate_inboxes=gate_inboxes,
            boards=boards,
            previews=previews,
            storage_inbox=storage_inbox,
            door_inbox=door,
            signed_in=functools.partial(holder_of, sessions),
            guard=lambda: people.guard,
            access=access,
            recent=recent,
            users=functools.partial(users_of, store, {}),
            load_lists=lists.load,
            data_dir=paths.root,
            lockdown=was_locked,
            kept_look=look_from(store.records.get_setting(LOOK_SETTING), config.ui.look),
            trial=trial_of(site_file, clock),
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


def _settings(
    site_file: SiteFile | None, sessions: SessionService, store: Store, clock: Clock
) -> SettingsService | None:
    if site_file is None:
        return None
    return SettingsService(
        file=site_file,
        sessions=sessions,
        records=store.records,
        check=functools.partial(driver_problems, clock=clock),
    )


def make_keeper(config: AppConfig, *, paths: DataPaths, store: Store, clock: Clock) -> KeeperWorker:
    """Return the worker of the chores."""
    return KeeperWorker(
        chores=make_chores(config, paths=paths, store=store, clock=clock),
        get_setting=store.records.get_setting,
        set_setting=store.records.set_setting,
        clock=clock,
    )
