# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every screen is given: the look, the site, the time, and who sits in front of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.runtime.bus import SiteApi
from ui.alert_book import AlertBook
from ui.asker import Asker
from ui.camera_book import CameraBook
from ui.first_run_book import FirstRunBook
from ui.gate_book import GateBook
from ui.health_book import HealthBook
from ui.localtime import LocalTime
from ui.look_desk import LookDesk
from ui.missing_reasons import MissingReasons
from ui.new_bans import NewBans
from ui.passage_book import PassageBook
from ui.people import People
from ui.shift_desk import ShiftDesk
from ui.theme.look import Look
from ui.widgets.event_card import Explainer


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surroundings:
    """Handed to each screen when it is made.

    Attributes:
        look: Colours, sizes, fonts.
        clock: Time.
        site: The running site.
        config: The site file.
        local: Times as the site says them.
        explain: Words for decisions, lanes and gates.
        people: Who is on shift and who has signed in.
        asker: Asks the site, and brings each answer to who asked.
        cameras: How each camera was when it was last told.
        duty: The end of the shift, and what of the hand-over waits.
        alerts: All alerts.
        health: What is known of all parts.
        first_run: How far the first run is.
        look_desk: Which look and language are in force.
        passages: The newest state of the passages on the rail.
        gates: The newest state of each gate.
        reasons: Openings by hand whose reason is missing.
        new_bans: Bans that are new to the guard on shift.
    """

    look: Look
    clock: Clock
    site: SiteApi
    config: AppConfig
    local: LocalTime
    explain: Explainer
    people: People
    asker: Asker
    cameras: CameraBook
    duty: ShiftDesk
    look_desk: LookDesk
    passages: PassageBook
    gates: GateBook
    reasons: MissingReasons
    new_bans: NewBans
    alerts: AlertBook = field(default_factory=AlertBook)
    health: HealthBook = field(default_factory=HealthBook)
    first_run: FirstRunBook = field(default_factory=FirstRunBook)
