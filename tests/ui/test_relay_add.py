# SPDX-License-Identifier: AGPL-3.0-or-later
"""S24 step 7: every kind of relay can be added on the screen, as the site file wants it."""

from __future__ import annotations

import pytest
import tomllib

from alpr_kiosk.config.edit import edited
from alpr_kiosk.config.relays import RELAY_KINDS
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.relay_queries import SeenPort, SerialPortsWanted
from alpr_kiosk.domain.settings_intents import Change, PasswordSet
from alpr_kiosk.gate.factory import make_driver
from tests.fakes.clock import ManualClock
from tests.ui.conftest import Desk
from ui.screens.relay_add import TYPE_IT, RelayAdd
from ui.viewmodels.relay_kinds import KINDS, PASSWORD, RelayKind, changes_for, is_port

BOARD = SeenPort(path="/dev/serial/by-path/usb-0:2:1.0", device="ttyUSB0", board="usb-1a86_USB")
TYPED = {"address": "192.168.1.40", "entity": "switch.gate", PASSWORD: "not-a-real-one"}
BY_HAND = {"http", "plugin", "simulated"}
"""Those whose requests or names a person writes, and the one that is no relay."""


@pytest.fixture
def adding(desk: Desk) -> RelayAdd:
    desk.site.answers[SerialPortsWanted] = lambda _query: (BOARD,)
    made = RelayAdd(desk.window.around, parent=desk.window)
    made.resize(1191, 599)
    made.show()
    made.begin()
    return made


def site_with(changes: tuple[Change, ...]) -> AppConfig:
    """Return the site file with these changes, its password put in as the secret file does."""
    plain = tuple(one for one in changes if not isinstance(one, PasswordSet))
    data = tomllib.loads(edited("", plain))
    for one in changes:
        if isinstance(one, PasswordSet):
            data["gates"][0][one.within]["password"] = one.password
    return AppConfig.model_validate(data)


def walk(adding: RelayAdd, kind: RelayKind) -> dict[str, str]:
    """Answer every question with what stands there, or something that fits."""
    done: list[tuple[RelayKind, dict[str, str]]] = []
    adding.done.connect(lambda *args: done.append(args))
    adding.kinds.chosen.emit(kind.name)
    for ask in kind.asks:
        assert adding.asked is ask
        if is_port(ask):
            adding.ports.chosen.emit(BOARD.path)
            continue
        if not adding.pad.field.text():
            adding.pad.field.setText(TYPED.get(ask.key, ""))
        adding.pad.use_key.click()
    ((told, answers),) = done
    assert told is kind
    return answers


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_is_asked_makes_a_gate_that_can_be_tested(adding, kind) -> None:
    answers = walk(adding, kind)
    changes = changes_for(kind, "gate-1", "Gate 1", answers)
    (gate,) = site_with(changes).gates
    assert gate.relay.type == dict(kind.fixed)["type"]
    assert "not-a-real-one" not in repr(changes)
    driver = make_driver(gate.relay, clock=ManualClock())
    driver.close()


def test_every_kind_of_the_site_file_is_there_or_is_for_the_site_file() -> None:
    offered = {str(dict(kind.fixed)["type"]) for kind in KINDS}
    assert offered | BY_HAND == set(RELAY_KINDS)
    templates = {dict(kind.fixed).get("template") for kind in KINDS} - {None}
    assert templates == {"tasmota", "esphome", "home_assistant"}


def test_a_serial_port_is_chosen_from_those_there_are_or_typed(desk, adding) -> None:
    said: list[str] = []
    adding.said.connect(lambda text, _icon: said.append(text))
    adding.kinds.chosen.emit("lcus")
    assert [tile.property("value") for tile in adding.ports.tiles] == [BOARD.path, TYPE_IT]
    adding.ports.chosen.emit(TYPE_IT)
    assert adding.pad.isVisible()
    adding.pad.use_key.click()
    assert said[-1] == "This must not stay empty."
    adding.step_back()
    assert adding.asked is None
    desk.site.answers[SerialPortsWanted] = lambda _query: ()
    adding.kinds.chosen.emit("lcus")
    assert said[-1].startswith("No serial port was found.")
    adding.pad.field.setText("/dev/gate-relay")
    adding.pad.use_key.click()
    adding.pad.field.setText("two")
    adding.pad.use_key.click()
    assert said[-1] == "Type a whole number."
    adding.step_back()
    assert adding.asked is not None
    assert is_port(adding.asked)


def test_a_password_is_not_kept_where_one_can_read_it(desk, adding) -> None:
    adding.kinds.chosen.emit("shelly")
    for text in ("192.168.1.40", "0"):
        adding.pad.field.setText(text)
        adding.pad.use_key.click()
    assert adding.pad.field.echoMode() is adding.pad.field.EchoMode.Password
    adding.pad.field.setText("not-a-real-one")
    adding.pad.use_key.click()
    assert adding.pad.field.text() == ""
    adding.begin()
    desk.site.bus.query_answered.emit(QueryAnswer(query_id="late", ok=True, result=(BOARD,)))
    assert adding.asked is None
