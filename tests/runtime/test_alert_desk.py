# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alerts, their sounds and drills, as the desks of a site combine them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alpr_kiosk.config.sound import SoundConfig
from alpr_kiosk.domain.alert_intents import (
    DRILL_S,
    DRILLS,
    AlertShelved,
    AlertsSilenced,
    ClockConfirmed,
    DrillEnded,
    DrillStarted,
    SoundTestRequested,
)
from alpr_kiosk.domain.events import Priority
from alpr_kiosk.domain.intents import AlertAcknowledged, IntentAnswer, OpenRequested
from alpr_kiosk.domain.sounds import SoundName
from alpr_kiosk.runtime.alert_desk import AlertDesk
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.sound_desk import SoundDesk
from alpr_kiosk.runtime.sounds import SoundWorker
from alpr_kiosk.runtime.storage_jobs import Audit
from tests.fakes.clock import ManualClock
from tests.fakes.site import make_view

STEP_S = 0.25


class Ear:
    """A `SoundPort` that writes down what it is told, and how long each thing is heard."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.heard: list[tuple[float, str]] = []
        self.cut = 0

    def play(self, name: SoundName, volume: float) -> None:
        if volume > 0:
            self.heard.append((self._clock.mono, name.value))

    def stop(self) -> None:
        self.cut += 1

    def look(self) -> str:
        return ""


class Desk:
    """The desks of alerts and sounds, and the sound thread stepped by hand."""

    def __init__(self, **sounds: object) -> None:
        self.clock = ManualClock()
        self.bus = SiteBus()
        self.record: Inbox[object] = Inbox(1000)
        self.alerts = AlertDesk(bus=self.bus, storage=self.record, clock=self.clock)
        config = SoundConfig.model_validate(sounds)
        inbox: Inbox[object] = Inbox(1000)
        self.sounds = SoundDesk(bus=self.bus, inbox=inbox, config=config, clock=self.clock)
        self.alerts.silenced.connect(self.sounds.silence)
        self.ear = Ear(self.clock)
        self._inbox = inbox
        self.worker = SoundWorker(
            inbox=inbox, make_port=lambda: self.ear, loudness=config.loudness, clock=self.clock
        )
        self.told: dict[str, object] = {}
        self.answers: list[IntentAnswer] = []
        self.bus.alert_changed.connect(lambda alert: self.told.update({alert.alert_id: alert}))
        self.bus.intent_answered.connect(self.answers.append)
        self.run(0)

    def run(self, seconds: float) -> list[str]:
        """Let time pass; return what was heard meanwhile."""
        before = len(self.ear.heard)
        end = self.clock.mono + seconds
        while True:
            while (job := self._inbox.take(0)) is not None:
                self.worker.handle(job)
            self.worker.step()
            if self.clock.mono >= end:
                return [name for _, name in self.ear.heard[before:]]
            self.clock.advance(STEP_S)
            self.alerts.tick()
            self.sounds.tick()

    def alert(self, code: str):
        (found,) = [alert for alert in self.told.values() if alert.code == code]
        return found

    def seen(self, code: str) -> None:
        self.alerts.submit(AlertAcknowledged(alert_id=self.alert(code).alert_id, actor="g"))

    def audits(self) -> list[tuple[str, str, dict[str, object]]]:
        found = []
        while (job := self.record.take(0)) is not None:
            if isinstance(job, Audit):
                found.append((job.kind, job.actor, dict(job.body)))
        return found

    def as_supervisor(self, intent) -> IntentAnswer:
        """Let the storage thread say that the session is good."""
        assert not self.alerts.submit(intent)
        assert self.alerts.waits_for(intent.intent_id)
        self.alerts.allowed(
            IntentAnswer(intent_id=intent.intent_id, ok=True, context=(("actor", "Supervisor"),))
        )
        return self.answers[-1]


@pytest.fixture
def desk(qapp) -> Desk:
    return Desk()


def test_silence_of_a_critical_alert(desk):
    """T19."""
    desk.alerts.raise_alert("gate.fault.forced_open", "gate-1", Priority.CRITICAL, {})
    assert desk.run(1) == ["critical"]
    desk.alerts.submit(AlertsSilenced(actor="g"))
    assert desk.run(29) == []
    assert desk.ear.cut == 1
    assert desk.run(2) == ["critical"]
    desk.seen("gate.fault.forced_open")
    assert desk.run(60) == []
    alert = desk.alert("gate.fault.forced_open")
    assert (alert.seen, alert.active) == (True, True)
    desk.alerts.clear_alert("gate.fault.forced_open", "gate-1")
    assert not desk.alert("gate.fault.forced_open").active
    assert ("alert.silenced", "g", {"s": 30}) in desk.audits()


@pytest.mark.parametrize("sources", [1, 5])
def test_thirty_alerts_within_a_minute(desk, sources):
    """T18: at most six sounds, then one line."""
    for number in range(30):
        code = ("camera.gone", "relay.gone", "camera.frozen", "db.gone", "disk.full", "temp.hot")[
            number % 6
        ]
        source = f"s{number // 6}" if sources > 1 else "s"
        desk.alerts.raise_alert(code, source, Priority.HIGH, {})
        desk.run(2)
    assert 1 <= len(desk.ear.heard) <= 6
    assert {name for _, name in desk.ear.heard} == {"high"}
    flood = desk.alert("alert.flood")
    assert dict(flood.context)["n"] == "30"
    assert flood.active


def test_what_nobody_saw_before_new_settings_is_heard_until_it_is_seen(desk):
    old = Desk()
    old.alerts.raise_alert("decision.deny.listed", "p1", Priority.HIGH, {"plate": "XY987ZW"})
    old.alerts.clear_source("p1")
    desk.alerts.take_over(old.alerts)
    desk.alerts.start()
    assert desk.run(1) == ["deny"]
    assert not desk.alert("decision.deny.listed").active
    assert desk.record.take(0) is None  # its row is there already
    desk.seen("decision.deny.listed")
    assert desk.run(60) == []


def test_the_same_again_within_a_minute_has_no_new_sound(desk):
    desk.alerts.raise_alert("camera.gone", "cam-1", Priority.HIGH, {})
    assert desk.run(1) == ["high"]
    desk.seen("camera.gone")
    desk.alerts.clear_alert("camera.gone", "cam-1")
    desk.told.clear()
    desk.alerts.raise_alert("camera.gone", "cam-1", Priority.HIGH, {})
    assert desk.run(40) == []
    desk.alerts.clear_alert("camera.gone", "cam-1")
    assert desk.run(25)[:1] == ["high"]  # nobody has seen it yet


def test_a_low_one_is_never_heard_and_a_denied_car_has_its_own_sound(desk):
    desk.alerts.raise_alert("disk.low", "disk", Priority.LOW, {})
    assert desk.run(20) == []
    desk.alerts.raise_alert("decision.deny.listed", "p1", Priority.HIGH, {})
    assert desk.run(25) == ["deny", "deny", "deny"]


def test_what_is_off_is_not_heard_but_a_critical_one_is(qapp):
    desk = Desk(high=False, deny=False, ask=False, refused=False)
    desk.alerts.raise_alert("camera.gone", "cam-1", Priority.HIGH, {})
    desk.alerts.raise_alert("decision.deny.listed", "p1", Priority.HIGH, {})
    desk.bus.intent_answered.emit(IntentAnswer(intent_id="x", ok=False))
    assert desk.run(20) == []
    desk.alerts.raise_alert("gate.fault.forced_open", "gate-1", Priority.CRITICAL, {})
    assert desk.run(1) == ["critical"]
    with pytest.raises(ValueError, match="critical_volume"):
        SoundConfig.model_validate({"critical_volume": 39})
    with pytest.raises(ValueError, match="critical"):
        SoundConfig.model_validate({"critical": False})


def test_a_question_hurries_in_its_last_seconds(desk):
    from tests.fakes.site import FakeSite

    site = FakeSite(desk.clock)
    site.bus = desk.bus
    view = make_view(desk.clock)
    for left in range(20, 0, -1):
        site.ask(view, seconds_left=left)
        desk.run(1)
    times = [at - desk.ear.heard[0][0] for at, name in desk.ear.heard if name == "ask"]
    assert times[:4] == [0, 5, 10, 15]
    assert times[4:] == [16, 17, 18, 19, 20]
    desk.bus.ask_changed.emit(None)
    assert desk.run(10) == []


def test_small_sounds(desk):
    desk.sounds.submitted(OpenRequested(gate_id="gate-1"))
    assert desk.run(1) == ["hold_done"]
    desk.bus.intent_answered.emit(IntentAnswer(intent_id="x", ok=False))
    assert desk.run(1) == ["refused"]
    assert desk.sounds.submitted(SoundTestRequested(sound="allow"))
    assert desk.run(1) == ["allow"]
    assert desk.sounds.submitted(SoundTestRequested(sound="nonsense"))
    assert desk.run(1) == []


def test_a_hold_open_is_announced_once_a_minute_before(desk):
    from tests.fakes.site import FakeSite

    site = FakeSite(desk.clock)
    site.bus = desk.bus
    until = desk.clock.utc_now() + timedelta(seconds=90)
    site.gate("gate-1", held_until=until)
    assert desk.run(29) == []
    assert desk.run(60) == ["expiry"]


def test_hidden_by_a_supervisor_and_back_after_half_an_hour(desk):
    desk.alerts.raise_alert("camera.gone", "cam-1", Priority.HIGH, {})
    alert_id = desk.alert("camera.gone").alert_id
    desk.run(1)
    answer = desk.as_supervisor(AlertShelved(alert_id=alert_id, minutes=30, session="s"))
    assert answer.ok
    assert desk.alert("camera.gone").shelved_by == "Supervisor"
    assert desk.run(20) == []
    body = {"alert_id": alert_id, "code": "camera.gone", "minutes": 30}
    assert ("alert.shelved", "Supervisor", body) in desk.audits()
    desk.clock.advance(1800)
    assert desk.run(1) == ["high"]
    assert desk.alert("camera.gone").shelved_until is None


def test_a_critical_one_is_never_hidden_and_nobody_without_a_session(desk):
    desk.alerts.raise_alert("gate.fault.forced_open", "gate-1", Priority.CRITICAL, {})
    alert_id = desk.alert("gate.fault.forced_open").alert_id
    answer = desk.as_supervisor(AlertShelved(alert_id=alert_id, minutes=30))
    assert (answer.ok, answer.code) == (False, "alert.never_hidden")
    intent = AlertShelved(alert_id=alert_id, minutes=30)
    desk.alerts.submit(intent)
    refused = IntentAnswer(intent_id=intent.intent_id, ok=False, code="pin.needed")
    desk.alerts.allowed(refused)
    assert desk.answers[-1] == refused
    assert desk.as_supervisor(AlertShelved(alert_id="x", minutes=30)).code == "alert.over"


@pytest.mark.parametrize("kind", sorted(DRILLS))
def test_a_drill_rings_and_ends_by_itself(desk, kind):
    assert desk.as_supervisor(DrillStarted(kind=kind)).ok
    alert = desk.alert(DRILLS[kind])
    assert (alert.drill, alert.active, alert.source) == (True, True, "drill")
    assert desk.alerts.drill == kind
    # A real loss of the same kind is an alert of its own, and no drill.
    desk.alerts.raise_alert(DRILLS[kind], "real", Priority.HIGH, {})
    desk.alerts.clear_alert(DRILLS[kind], "real")
    desk.clock.advance(DRILL_S)
    desk.run(1)
    assert desk.alerts.drill == ""
    drills = [one for one in desk.told.values() if one.drill]
    assert [(one.active, one.seen) for one in drills] == [(False, True)]
    real = [one for one in desk.told.values() if one.source == "real"]
    assert [(one.active, one.seen) for one in real] == [(False, False)]
    kinds = [kind for kind, _, _ in desk.audits()]
    assert kinds.count("drill.started") == kinds.count("drill.ended") == 1


def test_a_drill_is_ended_by_anybody_and_an_unknown_one_is_refused(desk):
    assert desk.as_supervisor(DrillStarted(kind="flood")).code == "drill.unknown"
    desk.as_supervisor(DrillStarted(kind="relay"))
    assert desk.alerts.drill_left_s == DRILL_S
    desk.alerts.submit(DrillEnded(actor="g"))
    assert (desk.alerts.drill, desk.answers[-1].ok) == ("", True)
    desk.alerts.submit(DrillEnded(actor="g"))
    assert not desk.answers[-1].ok


def test_a_clock_is_confirmed_by_a_supervisor(desk):
    confirmed = []
    desk.alerts.clock_confirmed.connect(lambda: confirmed.append(True))
    assert desk.as_supervisor(ClockConfirmed()).ok
    assert confirmed == [True]
    assert ("clock.confirmed", "Supervisor", {}) in desk.audits()
