# SPDX-License-Identifier: AGPL-3.0-or-later
"""All screens of the window: how each is made, who may see it, and its key on the rail."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from ui.screen_spec import Later, RailKey, ScreenSpec, marked
from ui.screens.live import LiveScreen
from ui.screens.lock import LockScreen

SCREENS: tuple[ScreenSpec, ...] = (
    ScreenSpec(
        name="live",
        make=LiveScreen,
        rail=RailKey(label=marked(QT_TRANSLATE_NOOP("nav", "Live")), icon="live", shortcut="F1"),
    ),
    ScreenSpec(name="why", make=Later("ui.screens.decision:DecisionDetail")),
    ScreenSpec(
        name="inside",
        make=Later("ui.screens.inside:InsideScreen"),
        rail=RailKey(
            label=marked(QT_TRANSLATE_NOOP("nav", "Inside")), icon="inside", shortcut="F2"
        ),
    ),
    ScreenSpec(
        name="history",
        make=Later("ui.screens.history:HistoryScreen"),
        rail=RailKey(
            label=marked(QT_TRANSLATE_NOOP("nav", "History")), icon="history", shortcut="F3"
        ),
        roles=("guard", "supervisor", "auditor"),
        purpose=marked(QT_TRANSLATE_NOOP("nav", "look into the history")),
    ),
    ScreenSpec(
        name="evidence",
        make=Later("ui.screens.evidence:EvidenceScreen"),
        roles=("guard", "supervisor", "auditor"),
        purpose=marked(QT_TRANSLATE_NOOP("nav", "look into the history")),
    ),
    ScreenSpec(name="muster", make=Later("ui.screens.muster:MusterScreen"), when_locked=True),
    ScreenSpec(
        name="reports",
        make=Later("ui.screens.reports:ReportsScreen"),
        roles=("guard", "supervisor", "auditor"),
        purpose=marked(QT_TRANSLATE_NOOP("nav", "see the reports")),
    ),
    ScreenSpec(
        name="type_plate",
        make=Later("ui.screens.type_plate:TypePlateScreen"),
        roles=("guard", "supervisor"),
        purpose=marked(QT_TRANSLATE_NOOP("nav", "type a plate")),
    ),
    ScreenSpec(
        name="quick_pass",
        make=Later("ui.screens.quick_pass:QuickPassScreen"),
        roles=("guard", "supervisor"),
        purpose=marked(QT_TRANSLATE_NOOP("nav", "make a quick pass")),
    ),
    ScreenSpec(
        name="lists",
        make=Later("ui.screens.lists:ListsScreen"),
        rail=RailKey(label=marked(QT_TRANSLATE_NOOP("nav", "Lists")), icon="lists", shortcut="F4"),
        roles=("supervisor", "guard"),
        purpose=marked(QT_TRANSLATE_NOOP("nav", "see the lists")),
        close_fitting=True,
    ),
    ScreenSpec(
        name="settings.gates",
        make=Later("ui.screens.settings_gates:SettingsGates"),
        roles=("installer", "supervisor"),
        purpose=marked(QT_TRANSLATE_NOOP("nav", "commission the gates")),
        close_fitting=True,
    ),
    ScreenSpec(
        name="handover",
        make=Later("ui.screens.handover:HandoverScreen"),
        rail=RailKey(
            label=marked(QT_TRANSLATE_NOOP("nav", "Hand-over")), icon="handover", shortcut="F5"
        ),
    ),
    ScreenSpec(
        name="settings.users",
        make=Later("ui.screens.settings_users:UsersScreen"),
        roles=("supervisor", "installer", "auditor"),
        purpose=marked(QT_TRANSLATE_NOOP("nav", "see users and PINs")),
        close_fitting=True,
    ),
    ScreenSpec(name="alerts", make=Later("ui.screens.alerts:AlertsScreen")),
    ScreenSpec(
        name="settings",
        make=Later("ui.screens.settings_home:SettingsHome"),
        rail=RailKey(label=marked(QT_TRANSLATE_NOOP("nav", "More")), icon="more", shortcut="F7"),
    ),
    ScreenSpec(
        name="settings.cameras",
        make=Later("ui.screens.settings_cameras:SettingsCameras"),
        roles=("installer", "supervisor"),
        purpose=marked(QT_TRANSLATE_NOOP("nav", "look at the cameras")),
        close_fitting=True,
    ),
    ScreenSpec(
        name="settings.zones",
        make=Later("ui.screens.picture_editor:PictureEditor"),
        roles=("installer", "supervisor"),
        purpose=marked(QT_TRANSLATE_NOOP("nav", "look at the cameras")),
        close_fitting=True,
    ),
    ScreenSpec(
        name="settings.look",
        make=Later("ui.screens.settings_look:LookScreen"),
        roles=("supervisor", "installer", "guard"),
        purpose=marked(QT_TRANSLATE_NOOP("nav", "change how the screen looks")),
    ),
    ScreenSpec(
        name="settings.privacy",
        make=Later("ui.screens.settings_privacy:PrivacyScreen"),
        roles=("supervisor",),
        purpose=marked(QT_TRANSLATE_NOOP("nav", "see what is kept and erase a plate")),
    ),
    ScreenSpec(name="health", make=Later("ui.screens.health:HealthScreen"), close_fitting=True),
    ScreenSpec(name="setup", make=Later("ui.screens.setup:SetupScreen"), close_fitting=True),
    ScreenSpec(name="lock", make=LockScreen, when_locked=True),
)
"""In the order of the rail."""
