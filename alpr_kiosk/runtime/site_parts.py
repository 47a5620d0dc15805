# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a site is made of: how its workers are built, and what outlives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.clock_watch import ClockWatch
from alpr_kiosk.domain.commissioning import GateJob
from alpr_kiosk.domain.events import Alert
from alpr_kiosk.domain.first_run import SET_UP_BEFORE, FirstRun
from alpr_kiosk.domain.intents import Intent
from alpr_kiosk.domain.lists import ListSnapshot
from alpr_kiosk.domain.look import LookSettings
from alpr_kiosk.domain.queries import QueryHandlers
from alpr_kiosk.domain.settings_intents import ConfigTrial
from alpr_kiosk.runtime.capture import CaptureWorker
from alpr_kiosk.runtime.door import DoorWorker
from alpr_kiosk.runtime.forwarding import ForwardWorker
from alpr_kiosk.runtime.gate import GateBoards, GateWorker
from alpr_kiosk.runtime.inference import InferenceWorker
from alpr_kiosk.runtime.keeper import KeeperWorker
from alpr_kiosk.runtime.mailbox import Inbox, LatestSlot
from alpr_kiosk.runtime.sounds import SoundJob, SoundWorker
from alpr_kiosk.runtime.storage import StorageWorker
from alpr_kiosk.runtime.storage_jobs import StorageJob
from alpr_kiosk.runtime.views import PreviewImage
from alpr_kiosk.runtime.vitals import VitalsWorker
from alpr_kiosk.services.access import AccessService
from alpr_kiosk.services.recent import RecentReads


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SiteParts:
    """What bootstrap builds and the site runs.

    Attributes:
        config: The site file.
        clock: Time.
        make_capture: Builds the capture worker of a camera; called for each start.
        make_inference: Builds the inference worker; called for each start.
        make_storage: Builds the storage worker; called for each start.
        make_gate: Builds the worker of a gate with its controller; called for each start.
        make_keeper: Builds the worker of the chores; called for each start.
        make_door: Builds the worker of PINs and shifts; called for each start.
        make_forward: Builds the worker that feeds PostgreSQL; None without a server.
        query_handlers: Who answers which query, in the threads of `LookupWorker`.
        gate_inboxes: Inboxes by gate id; they outlive their workers.
        boards: Newest status of each gate.
        previews: Preview slots by camera id.
        storage_inbox: Inbox of the storage thread.
        door_inbox: Inbox of the door's thread.
        signed_in: Returns who holds a living session, for an opening; never waits.
        guard: Returns who is on shift and has signed in, "" for nobody; never waits.
        access: Decisions; holds the list snapshot.
        recent: Reads of the last 20 s.
        users: Returns names of users by role.
        load_lists: Reads the lists (blocking).
        data_dir: Data folder, for the disk pill.
        lockdown: Lockdown was on when the site was last stopped.
        kept_look: The look that was chosen on the screen, None before the first time.
        notices: What opening the record found that a person must know: (code, context).
        make_sound: Builds the worker that makes sounds, over its inbox; None: silent.
        make_vitals: Builds the worker that looks at the machine; None: nobody looks.
        clock_watch: Knows whether the clock has jumped.
        unfinished: Gates with commands that the last run left without a result, each once.
        last_day: Alerts of the last day of earlier runs: unseen, or over.
        trial: Settings on trial, None when none are.
        first_run: How far the first run is.
    """

    config: AppConfig
    clock: Clock
    make_capture: Mapping[str, Callable[[], CaptureWorker]]
    make_inference: Callable[[], InferenceWorker]
    make_storage: Callable[[], StorageWorker]
    make_gate: Mapping[str, Callable[[], GateWorker]]
    make_keeper: Callable[[], KeeperWorker]
    make_door: Callable[[], DoorWorker]
    gate_inboxes: Mapping[str, Inbox[GateJob]]
    boards: GateBoards
    previews: Mapping[str, LatestSlot[PreviewImage]]
    storage_inbox: Inbox[StorageJob]
    door_inbox: Inbox[Intent]
    signed_in: Callable[[str], str | None]
    guard: Callable[[], str]
    access: AccessService
    recent: RecentReads
    users: Callable[[str], tuple[str, ...]]
    load_lists: Callable[[], ListSnapshot]
    data_dir: Path
    make_forward: Callable[[], ForwardWorker] | None = None
    query_handlers: QueryHandlers = field(default_factory=dict)
    lockdown: bool = False
    kept_look: LookSettings | None = None
    notices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    make_sound: Callable[[Inbox[SoundJob]], SoundWorker] | None = None
    make_vitals: Callable[[], VitalsWorker] | None = None
    clock_watch: ClockWatch | None = None
    unfinished: tuple[str, ...] = ()
    last_day: tuple[Alert, ...] = ()
    trial: ConfigTrial | None = None
    first_run: FirstRun = SET_UP_BEFORE
