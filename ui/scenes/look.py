# SPDX-License-Identifier: AGPL-3.0-or-later
"""Look, language, health, keeping data."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from alpr_kiosk.domain.privacy_queries import (
    KeepingPreview,
    KeepingPreviewWanted,
    KeptPart,
    KeptView,
    KeptWanted,
    PlateKept,
    PlateKeptWanted,
    ProofLine,
)
from alpr_kiosk.domain.targets import ExportTarget, TargetsFound, TargetsWanted
from ui.screens.settings_privacy import PrivacyScreen
from ui.studio import Scene, Studio


def _look(studio: Studio) -> None:
    studio.sign_in()
    studio.window.navigator.go("settings.look")


def _trial(studio: Studio) -> None:
    _look(studio)
    desk = studio.window.look_desk
    desk.attempt(replace(desk.shown, text_factor=1.15, left_handed=True))
    desk.finish()
    studio.window.tick()


def _trial_elsewhere(studio: Studio) -> None:
    _trial(studio)
    studio.window.navigator.go("history")
    studio.window.tick()


def _german(studio: Studio) -> None:
    desk = studio.window.look_desk
    desk.attempt(replace(desk.shown, language="de"))
    desk.finish()
    desk.keep()
    studio.window.tick()


def _glove(studio: Studio) -> None:
    desk = studio.window.look_desk
    desk.attempt(replace(desk.shown, glove=True, text_factor=1.3))
    desk.finish()
    desk.keep()
    studio.window.tick()


def _kept(studio: Studio) -> None:
    now = studio.clock.utc_now()
    days = {"unlisted": 3, "allowed": 30, "visitor": 30, "denied": 3}
    parts = tuple(
        KeptPart(
            name=name,
            plates=4312 // number,
            pictures=8120 // number,
            pictures_days=kept,
            plates_days=30,
        )
        for number, (name, kept) in enumerate(days.items(), 1)
    )
    parts += (
        KeptPart(name="held", plates=12, pictures=24),
        KeptPart(name="rows", plates=184_220, plates_days=400),
        KeptPart(name="notes", plates=61, plates_days=365),
    )
    proofs = tuple(
        ProofLine(
            seq=9120 - 31 * number,
            at=now - timedelta(hours=number + 1),
            kind="privacy.erased" if number == 2 else "retention.removed",
            actor="Berg" if number == 2 else "system",
            what="" if number == 2 else ("pictures", "plates", "", "notes")[number % 4],
            count=17 + 40 * number,
        )
        for number in range(6)
    )
    view = KeptView(parts=parts, proofs=proofs, next_at=now + timedelta(minutes=38))
    studio.site.answers[KeptWanted] = lambda _query: view
    found = PlateKept(plate="KL58MNO", counts=(("passages", 41), ("entries", 1), ("stays", 20)))
    studio.site.answers[PlateKeptWanted] = lambda _query: found
    studio.sign_in()
    studio.window.navigator.go("settings.privacy")


def _erase(studio: Studio) -> None:
    _kept(studio)
    page = studio.window.navigator.page
    if isinstance(page, PrivacyScreen):
        page.erase_key.click()
        page.keypad.used.emit("KL58MNO")


def _times(studio: Studio) -> None:
    _kept(studio)
    older = (("unlisted.pictures_days", 5316), ("allowed.pictures_days", 0))
    at = studio.clock.utc_now() + timedelta(minutes=38)
    preview = KeepingPreview(older=older, next_at=at)
    studio.site.answers[KeepingPreviewWanted] = lambda _query: preview
    page = studio.window.navigator.page
    if isinstance(page, PrivacyScreen):
        page.times_key.click()
        page.times.less["unlisted.pictures_days"].click()
        page.times.more["denied.plates_days"].click()


def _export(studio: Studio) -> None:
    _erase(studio)
    stick = ExportTarget(path="/media/S", name="STICK", free_bytes=14_200_000_000, removable=True)
    studio.site.answers[TargetsWanted] = lambda _query: TargetsFound(targets=(stick,))
    page = studio.window.navigator.page
    if isinstance(page, PrivacyScreen):
        page.tell.click()


SCENES: tuple[Scene, ...] = (
    Scene(name="privacy", prepare=_kept, kept=("day", "night")),
    Scene(name="privacy-erase", prepare=_erase),
    Scene(name="privacy-times", prepare=_times),
    Scene(name="privacy-export", prepare=_export),
    Scene(name="look", prepare=_look, kept=("day", "night")),
    Scene(name="look-trial", prepare=_trial),
    Scene(name="look-trial-elsewhere", prepare=_trial_elsewhere),
    Scene(name="german", prepare=_german),
    Scene(name="gloves", prepare=_glove),
)
