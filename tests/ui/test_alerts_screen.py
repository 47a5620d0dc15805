# SPDX-License-Identifier: AGPL-3.0-or-later
"""S15: the banner and the list of alerts (T18, T19 as the screen shows them, T21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from alpr_kiosk.domain.alert_intents import AlertShelved, AlertsSilenced
from alpr_kiosk.domain.events import Priority
from alpr_kiosk.domain.intents import AlertAcknowledged
from alpr_kiosk.domain.vitals import Vitals
from alpr_kiosk.runtime.views import SiteHealth
from ui import messages
from ui.people import Session
from ui.screens.alerts import target_of
from ui.texts import alerts as alert_texts

LEFT = Qt.MouseButton.LeftButton
NORMAL = SiteHealth(cameras_live=2, cameras_total=2, gates_ok=2, gates_total=2, reader_ready=True)


def tap(desk, name: str) -> None:
    QTest.mouseClick(desk.control(name), LEFT)


def update(desk, alert, **changes: object):
    newer = replace(alert, **changes)
    desk.site.bus.alert_changed.emit(newer)
    return newer


def supervisor(desk) -> None:
    desk.window.people.elevate(Session(token="t", user="Supervisor", role="supervisor"))


def words(desk) -> str:
    screen = desk.window.alerts
    return "\n".join(label.text() for label in screen.findChildren(QLabel) if label.isVisible())


# -------------------------------------------------------------------------------------- banner


def test_thirty_alerts_are_one_banner(desk):
    """T18: one banner; rail and gate bar are not covered; then one line for all."""
    for number in range(30):
        code = ("camera.gone", "relay.gone", "db.gone", "disk.full", "temp.hot", "reader.gone")[
            number % 6
        ]
        desk.site.alert(code, f"s{number}")
        desk.run(2, step=2)
    desk.site.alert(
        "alert.flood",
        "site",
        context=(("n", "30"), ("first_code", "camera.gone"), ("first_source", "cam-1")),
    )
    banner = desk.window.banner
    assert banner.text().startswith("30 alerts in 10 minutes. Open the list; the first was: No p")
    assert "Camera 1" in banner.text()
    assert banner.line().endswith("+30")
    shown = banner.geometry()
    rail = desk.window.live.rail
    assert not shown.intersects(QRect(rail.mapTo(desk.window, QPoint(0, 0)), rail.size()))
    assert not shown.intersects(desk.window.gates.geometry())


def test_silence_of_a_critical_alert_as_the_screen_shows_it(desk):
    """T19: quiet, sound again, steady, gone."""
    alert = desk.site.alert("gate.fault.forced_open", "gate-1", priority=Priority.CRITICAL)
    banner = desk.window.banner
    tap(desk, "banner.silence")
    (silenced,) = desk.site.of(AlertsSilenced)
    assert silenced.seconds == 30
    desk.run(1, step=1)
    assert banner.silence_key.text() == "Quiet 29 s"
    assert banner.isVisible()
    desk.run(30, step=1)
    assert banner.silence_key.text() == "Silence 30 s"
    tap(desk, "banner.seen")
    assert [one.alert_id for one in desk.site.of(AlertAcknowledged)] == [alert.alert_id]
    alert = update(desk, alert, seen=True)
    desk.run(2, step=0.25)
    assert (banner.isVisible(), banner.icon_lit) == (True, True)
    assert banner.seen_key.isHidden()
    update(desk, alert, active=False)
    assert not banner.isVisible()


def test_two_losses_the_worse_one_first(desk):
    desk.site.alert("temp.hot", "computer", context=(("c", "91"),))
    desk.site.alert("camera.gone", "cam-1")
    desk.site.alert("relay.gone", "gate-1", context=(("time", "14:01"),))
    banner = desk.window.banner
    assert banner.alert.code == "relay.gone"
    assert banner.line().endswith("+2")
    assert banner.advice() == "Reading and log go on. Use the key switch."
    desk.site.alert("decision.deny.listed", "p1", context=(("plate", "XY99ZZZ"),))
    assert banner.alert.code == "decision.deny.listed"


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_every_word_of_a_loss_has_room(build, size):
    desk = build(width=size[0], height=size[1])
    context = {
        **{"time": "14:01", "n": "30", "max": "5", "s": "+3600", "contact": "the supervisor"},
        **{"first_code": "camera.gone", "first_source": "cam-1"},
    }
    banner = desk.window.banner
    for code in (
        "relay.gone",
        "clock.wrong",
        "reader.gone",
        "disk.full",
        "screen.back",
        "temp.by_hand",
        "alert.flood",
    ):
        alert = desk.site.alert(code, "gate-1", context=tuple(context.items()))
        width = banner.width() - 2 * 6 - banner._keys_w() - 62 - 12
        assert banner._lines(banner.line(), 22, 600, width, 99) <= 3, code
        assert banner._lines(banner.advice(), 20, 400, width, 99) <= 2, code
        assert banner.height() == banner.height_for(banner.width())
        update(desk, alert, seen=True, active=False)


def test_outside_live_the_page_moves_only_half_a_second_after_a_touch(desk):
    desk.window.show_alerts()
    desk.run(1, step=1)
    banner, pages = desk.window.banner, desk.window.pages
    before = pages.geometry()
    desk.window.still.touched(down=True)
    desk.site.alert("camera.gone", "cam-1")
    desk.run(1, step=0.25)
    assert pages.geometry() == before
    desk.window.still.touched(down=False)
    desk.run(0.25, step=0.25)
    assert banner.isHidden()
    desk.run(0.25, step=0.25)
    assert banner.isVisible()
    assert pages.geometry().top() > before.top()


def test_who_types_on_gets_the_banner_after_3_s_and_on_live_at_once(desk):
    desk.window.still.touched(down=False)
    alert = desk.site.alert("camera.gone", "cam-1")
    assert desk.window.banner.isVisible()
    update(desk, alert, seen=True)
    assert desk.window.banner.isHidden()
    desk.window.show_alerts()
    desk.run(1, step=1)
    update(desk, alert, seen=False)
    for _ in range(14):
        desk.window.still.touched(down=False)
        desk.run(0.25, step=0.25)
    assert desk.window.banner.isVisible()


def test_a_drill_says_so_and_stands_behind_what_is_true(desk):
    drill = desk.site.alert("relay.gone", "drill", drill=True, context=(("gate", "Gate 1"),))
    banner = desk.window.banner
    assert banner.head() == "DRILL"
    update(desk, drill, seen=True)
    assert banner.isVisible()
    real = desk.site.alert("camera.gone", "cam-1")
    assert (banner.head(), banner.alert.code) == ("HIGH", "camera.gone")
    update(desk, real, seen=True)
    assert banner.head() == "DRILL"
    update(desk, drill, seen=True, active=False)
    assert banner.isHidden()
    assert desk.window.around.alerts.ended(desk.clock.utc_now()) == ()


def test_without_sound_there_is_a_mark(desk):
    bus = desk.site.bus
    bus.health_changed.emit(replace(NORMAL, sound_on=True, sound_why="none is installed"))
    pill = desk.window.status.alerts
    assert (pill.kind_icon(), pill.kind) == ("silence-bell", "warning")
    desk.site.alert("camera.gone", "cam-1")
    assert (pill.kind_icon(), pill.kind) == ("silence-bell", "deny")
    bus.health_changed.emit(replace(NORMAL, sound_on=True))
    assert pill.kind_icon() == "alarm-high"


def test_the_text_of_the_banner_and_f9_open_the_list_and_ctrl_enter_is_seen(desk, qtbot):
    alert = desk.site.alert("camera.gone", "cam-1")
    QTest.mouseClick(desk.window.banner, LEFT, pos=QPoint(200, 40))
    assert desk.window.page == "alerts"
    keys = {shortcut.key().toString() for shortcut in desk.window.findChildren(type(_shortcut()))}
    assert {"F9", "Ctrl+Return", "Ctrl+Enter"} <= keys
    desk.window.banners.see_shown()
    assert [one.alert_id for one in desk.site.of(AlertAcknowledged)] == [alert.alert_id]


def _shortcut():
    from PySide6.QtGui import QShortcut

    return QShortcut(QKeySequence("F1"), QWidget())


# ---------------------------------------------------------------------------------------- list


def test_four_lists(desk):
    """T21, E: each empty list says so."""
    desk.window.show_alerts()
    screen = desk.window.alerts
    for tab, code in (
        ("on", "alert.none"),
        ("seen", "alert.none_seen"),
        ("shelved", "alert.none_shelved"),
        ("ended", "alert.none_ended"),
    ):
        tap(desk, f"alerts.tab.{tab}")
        assert screen.box.label.text() == messages.text(code)
        assert screen.box.isVisible()
    now = desk.clock.utc_now()
    one = desk.site.alert("camera.gone", "cam-1", count=3)
    desk.site.alert("relay.gone", "gate-1", seen=True)
    desk.site.alert(
        "disk.low", "disk", shelved_until=now + timedelta(minutes=30), shelved_by="Supervisor"
    )
    desk.site.alert("db.gone", "storage", seen=True, active=False, ended_at=now)
    counts = {name: screen._tab_keys[name].text() for name in screen._tab_keys}
    assert counts == {
        "on": "On 1",
        "seen": "Seen 1",
        "shelved": "Shelved 1",
        "ended": "Ended 24 h 1",
    }
    screen.show_tab("on")
    assert "(×3)" in words(desk)
    assert "Look outside, open by hand." in words(desk)
    assert "Camera 1" in words(desk)
    screen.show_tab("shelved")
    assert "Hidden until 13:30 by Supervisor." in words(desk)
    screen.show_tab("ended")
    assert "ended 13:00" in words(desk)
    assert screen.box.isHidden()
    update(desk, one, active=False, ended_at=now)
    screen.show_tab("on")
    assert "Ended, not seen" in words(desk)
    desk.clock.advance(24 * 3600 + 1)
    screen.show_tab("ended")
    assert screen.rows == ()


def test_seen_of_a_row(desk):
    alert = desk.site.alert("camera.gone", "cam-1")
    desk.window.show_alerts()
    tap(desk, f"alerts.seen.{alert.alert_id}")
    assert [one.alert_id for one in desk.site.of(AlertAcknowledged)] == [alert.alert_id]
    update(desk, alert, seen=True)
    assert desk.window.alerts.rows == ()


def test_acknowledge_all_only_after_the_end_was_seen(desk):
    alerts = [desk.site.alert("camera.gone", f"cam-{n}") for n in range(12)]
    screen = desk.window.alerts
    desk.window.show_alerts()
    desk.run(1, step=1)
    QCoreApplication.sendPostedEvents()
    bar = screen._area.verticalScrollBar()
    assert bar.maximum() > 0
    assert not screen.all_key.isEnabled()
    tap(desk, "alerts.all_seen")
    assert desk.site.of(AlertAcknowledged) == []
    bar.setValue(bar.maximum())
    assert screen.all_key.isEnabled()
    desk.site.alert("relay.gone", "gate-1")
    QCoreApplication.sendPostedEvents()
    assert not screen.all_key.isEnabled()  # a new one nobody has read
    bar.setValue(0)
    bar.setValue(bar.maximum())
    tap(desk, "alerts.all_seen")
    assert len(desk.site.of(AlertAcknowledged)) == len(alerts) + 1


def test_acknowledge_all_is_in_sight_under_a_banner(build):
    desk = build(width=1280, height=800)
    for n in range(12):
        desk.site.alert("camera.gone", f"cam-{n}")
    desk.window.show_alerts()
    desk.run(1, step=1)
    QCoreApplication.sendPostedEvents()
    key = desk.window.alerts.all_key
    assert desk.window.banner.isVisible()
    assert not key.visibleRegion().isEmpty()
    assert key.visibleRegion().boundingRect() == key.rect()


def test_hidden_by_a_supervisor_only_and_never_a_critical_one(desk):
    critical = desk.site.alert("gate.fault.forced_open", "gate-1", priority=Priority.CRITICAL)
    high = desk.site.alert("camera.gone", "cam-1")
    desk.window.show_alerts()
    assert desk.window.findChild(QWidget, f"alerts.shelve.{critical.alert_id}") is None
    tap(desk, f"alerts.shelve.{high.alert_id}")
    tap(desk, f"alerts.hide240.{high.alert_id}")
    assert desk.site.of(AlertShelved) == []
    assert desk.window.pin.isVisible()
    desk.window.pin.cancel()
    supervisor(desk)
    tap(desk, f"alerts.shelve.{high.alert_id}")
    tap(desk, f"alerts.hide240.{high.alert_id}")
    (shelved,) = desk.site.of(AlertShelved)
    assert (shelved.alert_id, shelved.minutes, shelved.session) == (high.alert_id, 240, "t")


def test_show_goes_where_it_belongs(desk):
    view = desk.site.passage(alarm=True)
    deny = desk.site.alert("decision.deny.listed", view.passage.passage_id)
    camera = desk.site.alert("camera.gone", "cam-1")
    hot = desk.site.alert("temp.hot", "computer")
    for alert, page in ((deny, "why"), (camera, "live"), (hot, "health")):
        desk.window.show_alerts()
        tap(desk, f"alerts.show.{alert.alert_id}")
        assert desk.window.page == page
    assert target_of(camera, ("live", "settings.cameras")) == "settings.cameras"
    assert target_of(replace(camera, code="lists.row_refused"), ("live",)) == "live"


def test_rows_say_all_to_a_screen_reader(desk):
    alert = desk.site.alert("camera.gone", "cam-1", context=(("time", "14:01"),))
    desk.window.show_alerts()
    name = desk.control(f"alerts.seen.{alert.alert_id}").accessibleName()
    assert name.startswith("SEEN: No picture from Camera 1 since 14:01.")
    assert "No picture from Camera 1" in desk.window.banner.accessibleName()


# --------------------------------------------------------------------------- losses on the screen

VERBS = ("look", "use", "check", "call", "open", "switch", "clean", "set", "watch", "turn", "type")


@pytest.mark.parametrize(
    "code",
    [
        "camera.gone",
        "reader.gone",
        "relay.gone",
        "db.gone",
        "disk.full",
        "temp.hot",
        "temp.gates_only",
        "temp.by_hand",
        "temp.warm",
        "clock.wrong",
        "sound.gone",
        "screen.back",
        "screen.unfinished",
        "health.unwritable",
        "health.log_unreadable",
    ],
)
def test_each_loss_says_what_works_and_what_to_do(code):
    """T10, for the banner and the texts of this area."""
    said = " ".join(
        (messages.text(code), messages.still_works(code), messages.what_to_do(code))
    ).lower()
    assert said.count(".") >= 2
    assert any(verb in said for verb in VERBS)


def test_all_tiles_say_that_nothing_is_read(desk):
    tiles = desk.window.live.tiles.values()
    desk.site.bus.health_changed.emit(replace(NORMAL, reader_ok=False, reader_restarts=2))
    assert {tile.unread_text for tile in tiles} == {"Not reading · restart 2 of 5"}
    assert all("Not reading" in tile.accessibleDescription() for tile in tiles)
    hot = Vitals(celsius=99.0, heat=4)  # type: ignore[arg-type]
    desk.site.bus.health_changed.emit(replace(NORMAL, vitals=hot))
    assert {tile.unread_text for tile in tiles} == {"Too hot: not reading"}
    desk.site.bus.health_changed.emit(NORMAL)
    assert {tile.unread_text for tile in tiles} == {""}


def test_the_lists_pill_is_struck_through_and_says_how_old(desk):
    pill = desk.window.status.lists
    desk.site.bus.health_changed.emit(
        replace(NORMAL, lists_ok=False, lists_age_s=720.0, list_entries=812)
    )
    assert (pill.kind_icon(), pill.value, pill.kind) == ("database-off", "12 min", "fault")
    desk.site.bus.health_changed.emit(replace(NORMAL, list_entries=812))
    assert (pill.kind_icon(), pill.value, pill.kind) == ("database", "812", "")


def test_a_hot_reader_is_marked(desk):
    hot = Vitals(celsius=90.0, heat=2)  # type: ignore[arg-type]
    desk.site.bus.health_changed.emit(replace(NORMAL, vitals=hot, reader_ms=80))
    pill = desk.window.status.reader
    assert (pill.kind_icon(), pill.kind) == ("thermometer", "warning")


def test_a_short_list_is_read_to_its_end_at_once(desk):
    desk.site.alert("camera.gone", "cam-1")
    desk.window.show_alerts()
    QCoreApplication.sendPostedEvents()
    assert desk.window.alerts.all_key.isEnabled()
    tap(desk, "alerts.all_seen")
    assert len(desk.site.of(AlertAcknowledged)) == 1


# -------------------------------------------------------------------------- what has ended

ORDERS = ("again", "look ", "check ", "call ", "use ", "clean", "watch the", "set the", "switch it")
"""Words that promise something, or ask for something."""


def ended(desk, code: str, source: str = "cam-2", **changes: object):
    alert = desk.site.alert(code, source, context=(("s", "5"), ("time", "14:01")))
    over = alert.raised_at + timedelta(minutes=125)
    return update(desk, alert, active=False, ended_at=over, **changes)


def test_a_camera_that_is_back_is_told_as_what_was(desk):
    """Not "we try again every 5 s": what was, for how long, and that it ended."""
    alert = ended(desk, "camera.gone")
    local = desk.window.around.local
    said = f"Camera 2 sent no picture for 2 h 5 min, until {local.hm(alert.ended_at)}."
    assert desk.window.banner.text() == said
    assert desk.window.banner.head() == "Ended, not seen"
    desk.window.show_alerts()
    assert said in words(desk)
    assert "It is over. Tap SEEN." in words(desk)
    assert "Look outside" not in words(desk)
    update(desk, alert, seen=True)
    desk.window.alerts.show_tab("ended")
    assert said in words(desk)


def test_no_alert_that_has_ended_promises_or_asks_for_anything():
    context = {"from": "14:01", "until": "16:06", "long": "2 h 5 min", "camera": "C", "gate": "G"}
    looked_at = 0
    for code in sorted(messages.codes()):
        said = messages.what_was(code, context)
        if messages.is_moment(code):
            assert said == messages.text(code, context)
        elif code.split(".")[0] in alert_texts.OVER or code in alert_texts.OVER:
            looked_at += 1
            assert "14:01" in said or ("16:06" in said and "2 h 5 min" in said), code
            assert not [word for word in ORDERS if word in said.lower()], said
    assert looked_at > 60


def test_of_a_kind_without_words_of_its_own_the_first_sentence_is_kept():
    context = {"seq": 7, "until": "16:06", "long": "2 h 5 min"}
    said = messages.what_was("keys.unheard_of", context)
    assert said == "keys.unheard_of. This went on for 2 h 5 min, until 16:06."


def test_what_happened_once_says_the_same_until_it_is_seen(desk):
    ended(desk, "override.unsigned", "gate-1")
    assert desk.window.banner.text() == "Gate 1 was opened without sign-in at 14:01."


def test_an_alert_of_the_run_before_has_the_time_of_its_ring(desk):
    """The record keeps its code alone; a dash would stand for its time."""
    alert = desk.site.alert("override.unsigned", "gate-1")
    update(desk, alert, active=False, ended_at=alert.raised_at + timedelta(hours=3))
    at = desk.window.around.local.hm(alert.raised_at)
    assert desk.window.banner.text() == f"Gate 1 was opened without sign-in at {at}."


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "0 s"),
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h"),
        (7500, "2 h 5 min"),
        (180000, "50 h"),
    ],
)
def test_how_long_it_lasted(desk, seconds, said):
    assert desk.window.around.local.lasted(timedelta(seconds=seconds)) == said
