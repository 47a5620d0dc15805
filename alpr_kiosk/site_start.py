# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a site knows as it starts: what the last run left, and what opening the record found."""

from __future__ import annotations

import contextlib
import logging
import math
from dataclasses import replace
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.config.site_file import SiteFile
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Alert, LaneMode
from alpr_kiosk.domain.settings_intents import ConfigTrial
from alpr_kiosk.errors import StorageError
from alpr_kiosk.runtime.gate_desk import LANE_MODE_SETTING
from alpr_kiosk.services.access import AccessService
from alpr_kiosk.services.alerts import FLOOD_CODE
from alpr_kiosk.storage.restore import TOLD_SETTING
from alpr_kiosk.storage.store import Store
from alpr_kiosk.storage.unseen_alerts import last_day

logger = logging.getLogger(__name__)


def notices_of(store: Store, zone: tzinfo) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return what opening the record found, and once that it was put back from a backup."""
    found = [(notice.code, notice.context) for notice in store.notices]
    told = store.records.get_setting(TOLD_SETTING)
    if told:
        state = datetime.fromisoformat(told).astimezone(zone)
        found.append(("storage.restored", (("time", f"{state:%Y-%m-%d %H:%M}"),)))
        with contextlib.suppress(StorageError):  # told again by the next start then
            store.records.set_setting(TOLD_SETTING, "")
    return tuple(found)


def gates_unfinished(config: AppConfig, store: Store) -> tuple[str, ...]:
    """Return the gates with commands whose end the last run did not write down."""
    try:
        left = {intent.gate_id for intent in store.journal.unfinished_intents()}
    except StorageError:
        return ()  # the gates find that out themselves, and say so
    return tuple(gate.id for gate in config.gates if gate.id in left)


def alerts_of_last_day(config: AppConfig, store: Store) -> tuple[Alert, ...]:
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


def trial_of(site_file: SiteFile | None, clock: Clock) -> ConfigTrial | None:
    """Return what is on trial as a site starts."""
    trial = site_file.trial() if site_file is not None else None
    if trial is None:
        return None
    left = math.ceil(trial.seconds_left(clock))
    return ConfigTrial(seconds_left=left, keys=trial.keys, actor=trial.actor)


def keep_modes(config: AppConfig, access: AccessService, store: Store) -> None:
    """Let lanes go on in the mode that a person chose: a stricter one must not end by itself."""
    kept = {mode.value: mode for mode in LaneMode} | {LaneMode.HELD_OPEN.value: None}
    for lane in config.lanes:
        mode = kept.get(store.records.get_setting(f"{LANE_MODE_SETTING}.{lane.id}") or "")
        if mode is not None:
            access.set_mode(lane.id, mode)


def starts_locked(config: AppConfig, gate_id: str) -> bool:
    """Return whether every lane of a gate starts in lockdown by the site file."""
    modes = [lane.mode for lane in config.lanes if lane.gate == gate_id]
    return bool(modes) and all(mode is LaneMode.LOCKDOWN for mode in modes)
