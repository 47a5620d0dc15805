# SPDX-License-Identifier: AGPL-3.0-or-later
"""S21: what is kept is shown; a plate is erased by search, count, reason and PIN."""

from __future__ import annotations

import pytest

from alpr_kiosk.domain.intents import PinSubmitted
from alpr_kiosk.domain.privacy_queries import (
    EraseRequested,
    KeepingPreview,
    KeepingPreviewWanted,
    KeptPart,
    KeptView,
    KeptWanted,
    PlateErased,
    PlateExported,
    PlateExportWanted,
    PlateKept,
    PlateKeptWanted,
    ProofLine,
)
from alpr_kiosk.domain.settings_intents import ConfigApplied, KeySet
from alpr_kiosk.domain.targets import ExportTarget, TargetsFound, TargetsWanted
from ui.people import Session
from ui.screens.settings_privacy import PrivacyScreen

PARTS = (KeptPart(name="unlisted", plates=4312, pictures=9, pictures_days=3, plates_days=30),)


def last(desk, kind):
    return [query for query in desk.site.queries if isinstance(query, kind)][-1]


@pytest.fixture
def page(desk) -> PrivacyScreen:
    desk.window.people.elevate(Session(token="t", user="Supervisor", role="supervisor"))
    desk.window.navigator.go("settings.privacy")
    found = desk.window.navigator.page
    assert isinstance(found, PrivacyScreen)
    return found


def show(desk) -> None:
    proof = ProofLine(
        seq=7, at=desk.clock.utc_now(), kind="privacy.erased", actor="Berg", what="", count=3
    )
    desk.site.found(last(desk, KeptWanted), KeptView(parts=PARTS, proofs=(proof,), next_at=None))


def words(page) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_it_shows_what_is_kept_and_the_proofs(desk, page):
    assert last(desk, KeptWanted).session == "t"
    assert not page.erase_key.isEnabled()
    show(desk)
    shown = words(page)
    assert "4,312 · 30 days" in shown
    assert "9 · 72 h" in shown
    assert "Records of a plate erased: 3" in shown


def test_a_plate_is_erased_by_search_count_reason_and_pin(desk, page):
    show(desk)
    page.erase_key.click()
    assert page.busy
    page.keypad.field.setText("KL58MNO")
    page.keypad.use_key.click()
    search = last(desk, PlateKeptWanted)
    assert search.plate == "KL58MNO"
    desk.site.found(search, PlateKept(plate="KL58MNO", counts=(("passages", 41), ("entries", 1))))
    assert "Passages read as this plate: 41" in words(page)
    page.go.click()
    page.keypad.field.setText("owner asks")
    page.keypad.use_key.click()
    assert not any(isinstance(query, EraseRequested) for query in desk.site.queries)
    pad = desk.window.pin
    assert not pad.isHidden()
    for digit in "482913":
        pad.type_digit(digit)
    desk.control("pin.ok").click()
    (pin,) = desk.site.of(PinSubmitted)
    desk.site.answer(pin, session="t2")
    wanted = last(desk, EraseRequested)
    assert (wanted.plate, wanted.reason, wanted.session) == ("KL58MNO", "owner asks", "t2")
    desk.site.found(wanted, PlateErased(plate="KL58MNO", count=42, seq=9121, left=2))
    assert "Proof line 9121" in words(page)
    assert "2 files" in words(page)
    page.box.key.click()
    assert isinstance(desk.site.queries[-1], KeptWanted)


def test_nothing_found_offers_nothing_to_erase(desk, page):
    show(desk)
    page.erase_key.click()
    page.keypad.used.emit("KL58MNO")
    desk.site.found(last(desk, PlateKeptWanted), PlateKept(plate="KL58MNO", counts=()))
    assert not page.go.isEnabled()
    desk.window.escape()
    assert isinstance(desk.site.queries[-1], KeptWanted)


def test_a_refusal_says_why_and_try_again_never_erases(desk, page):
    show(desk)
    page.erase_key.click()
    page.keypad.used.emit("KL58MNO")
    desk.site.found(last(desk, PlateKeptWanted), PlateKept(plate="KL58MNO", counts=(("stays", 1),)))
    page._ask(EraseRequested(plate="KL58MNO", reason="asked"))
    desk.site.refuse(last(desk, EraseRequested), "privacy.held", incidents="I-4")
    assert "I-4" in page.box.label.text()
    before = sum(isinstance(query, EraseRequested) for query in desk.site.queries)
    page.box.key.click()
    assert sum(isinstance(query, EraseRequested) for query in desk.site.queries) == before


# ------------------------------------------------------------------------------- other times


def change_times(desk, page):
    show(desk)
    page.times_key.click()
    assert page.busy
    return page.times


def test_what_goes_is_said_before_it_can_be_saved(desk, page):
    times = change_times(desk, page)
    assert times.says.text() == "Nothing is changed yet."
    assert not times.save.isEnabled()
    times.less["unlisted.pictures_days"].click()
    assert times.values["unlisted.pictures_days"].text() == "48 h"
    assert not times.save.isEnabled(), "not before it is counted"
    query = last(desk, KeepingPreviewWanted)
    assert dict(query.days)["unlisted.pictures_days"] == 2
    older = (("unlisted.pictures_days", 5316),)
    desk.site.found(query, KeepingPreview(older=older, next_at=desk.clock.utc_now()))
    said = times.says.text()
    assert "48 h instead of 72 h. 5,316 are older and go for good at the next look" in said
    assert "until you have tapped Keep" in said
    times.save.click()
    (intent,) = desk.site.of(ConfigApplied)
    assert intent.changes == (KeySet(table="keeping", key="unlisted.pictures_days", value=2.0),)
    assert (intent.session, intent.reason) == ("t", "")
    desk.site.answer(intent, ok=False, code="config.on_trial")
    assert desk.window.toast.text


def test_an_old_count_is_not_taken_for_a_new_one(desk, page):
    times = change_times(desk, page)
    times.less["unlisted.pictures_days"].click()
    first = last(desk, KeepingPreviewWanted)
    times.less["unlisted.pictures_days"].click()
    assert first.query_id in desk.site.cancelled
    desk.site.found(first, KeepingPreview(older=(("unlisted.pictures_days", 1),)))
    assert not times.save.isEnabled()
    desk.site.found(last(desk, KeepingPreviewWanted), KeepingPreview(older=()))
    assert "Nothing of it is older now" in times.says.text()
    assert times.save.isEnabled()


def test_longer_than_usual_asks_why(desk, page):
    times = change_times(desk, page)
    times.more["unlisted.pictures_days"].click()
    assert "Longer than usual (72 h) needs a reason" in times.says.text()
    times.save.click()
    assert desk.site.of(ConfigApplied) == []
    page.keypad.field.setText("police case 12")
    page.keypad.use_key.click()
    (intent,) = desk.site.of(ConfigApplied)
    assert intent.reason == "police case 12"
    assert intent.changes[0].value == 7.0


def test_leaving_changes_nothing(desk, page):
    times = change_times(desk, page)
    times.less["notes_days"].click()
    desk.window.escape()
    assert isinstance(desk.site.queries[-1], KeptWanted)
    assert desk.site.of(ConfigApplied) == []
    show(desk)
    page.times_key.click()
    assert times.changed_keys == ()


# ------------------------------------------------------------------------- told to the owner


def test_all_about_a_plate_goes_to_a_stick_and_can_be_stopped(desk, page):
    show(desk)
    page.erase_key.click()
    page.keypad.used.emit("KL58MNO")
    found = PlateKept(plate="KL58MNO", counts=(("passages", 41),))
    desk.site.found(last(desk, PlateKeptWanted), found)
    page.tell.click()
    stick = ExportTarget(path="/media/S", name="S", free_bytes=9_000_000_000, removable=True)
    desk.site.found(last(desk, TargetsWanted), TargetsFound(targets=(stick,)))
    page.export.tiles[0].click()
    query = last(desk, PlateExportWanted)
    assert (query.plate, query.target, query.session) == ("KL58MNO", "/media/S", "t")
    desk.clock.advance(11)
    desk.site.progress(query, 3, 8, "export.pictures")
    assert "37 %" in page.export.box.label.text()
    desk.window.escape()
    assert query.query_id in desk.site.cancelled
    desk.site.refuse(query, "query.cancelled")
    page.export.box.key.click()
    desk.site.found(last(desk, TargetsWanted), TargetsFound(targets=(stick,)))
    page.export.tiles[0].click()
    done = PlateExported(
        plate="KL58MNO", path="/media/S/plate-1", count=42, files=84, digest="c" * 64, broken=2
    )
    desk.site.found(last(desk, PlateExportWanted), done)
    said = page.export.box.label.text()
    assert "42 records of KL58MNO are in S, 84 files. Manifest cccccccccccccccc…" in said
    assert "2 pictures did not fit" in said
    page.export.box.key.click()
    assert page.pages.currentWidget() is page.found, "back at the plate, for an erasure"


def test_nothing_found_is_not_told_either(desk, page):
    show(desk)
    page.erase_key.click()
    page.keypad.used.emit("KL58MNO")
    desk.site.found(last(desk, PlateKeptWanted), PlateKept(plate="KL58MNO", counts=()))
    assert not page.tell.isEnabled()
