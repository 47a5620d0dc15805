# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is asked about each kind of relay that can be added on the screen (screens.md S24)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from alpr_kiosk.domain.settings_intents import Change, PasswordSet, RowAdded
from ui.screen_spec import marked

CONTEXT = "relays"
PORT, PASSWORD = "port", "password"
"""Keys that are asked for in their own way: chosen from those there are; not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question.

    Attributes:
        key: Key of the relay in the site file.
        label: What is asked, marked for translation in `CONTEXT`.
        usual: What stands there already; a number here makes the answer a whole number.
        needed: It may not stay empty.
    """

    key: str
    label: object
    usual: str | int = ""
    needed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayKind:
    """A kind of relay.

    Attributes:
        name: Stable name.
        word: Its name on the tile, marked for translation in `CONTEXT`.
        icon: Icon of the tile.
        asks: What is asked, in order.
        by_http: It is asked over HTTP, by the template of its name.
    """

    name: str
    word: object
    icon: str
    asks: tuple[Ask, ...]
    by_http: bool = False

    @property
    def fixed(self) -> tuple[tuple[str, object], ...]:
        """Keys that are the same for all of this kind, ``type`` first."""
        if self.by_http:
            return (("type", "http"), ("template", self.name))
        return (("type", self.name),)


_HOST = QT_TRANSLATE_NOOP("relays", "Address of the relay, such as 192.168.1.40")
_ADDRESS = Ask(key="address", label=_HOST)
_PORT = Ask(key=PORT, label=QT_TRANSLATE_NOOP("relays", "At which port is the board?"))
_SECRET = QT_TRANSLATE_NOOP("relays", "Password of the device; leave it empty if it has none")
_MAYBE = Ask(key=PASSWORD, label=_SECRET, needed=False)
_USER = QT_TRANSLATE_NOOP("relays", "User on the device")
_FIRST_0 = QT_TRANSLATE_NOOP("relays", "Which output? Counted from 0")
_FIRST_1 = QT_TRANSLATE_NOOP("relays", "Which output? Counted from 1")
_FROM_0 = Ask(key="channel", label=_FIRST_0, usual=0)
_FROM_1 = Ask(key="channel", label=_FIRST_1, usual=1)
_UNIT = QT_TRANSLATE_NOOP("relays", "Modbus address of the board")
_COUNT = QT_TRANSLATE_NOOP("relays", "How many outputs has the board?")
_MODBUS = (
    Ask(key="unit", label=_UNIT, usual=1),
    Ask(key="outputs", label=_COUNT, usual=8),
    _FROM_0,
)

KINDS: tuple[RelayKind, ...] = (
    RelayKind(
        name="shelly",
        word=QT_TRANSLATE_NOOP("relays", "Shelly, generation 2 or later"),
        icon="gate-relay",
        asks=(_ADDRESS, _FROM_0, _MAYBE),
    ),
    RelayKind(
        name="shelly_gen1",
        word=QT_TRANSLATE_NOOP("relays", "Shelly, generation 1"),
        icon="gate-relay",
        asks=(_ADDRESS, _FROM_0, _MAYBE),
    ),
    RelayKind(
        name="modbus_tcp",
        word=QT_TRANSLATE_NOOP("relays", "Modbus board, network"),
        icon="relay",
        asks=(_ADDRESS, *_MODBUS),
    ),
    RelayKind(
        name="modbus_rtu",
        word=QT_TRANSLATE_NOOP("relays", "Modbus board, RS-485"),
        icon="usb",
        asks=(_PORT, *_MODBUS),
    ),
    RelayKind(
        name="lcus",
        word=QT_TRANSLATE_NOOP("relays", "LCUS board, USB"),
        icon="usb",
        asks=(_PORT, _FROM_1),
    ),
    RelayKind(
        name="numato",
        word=QT_TRANSLATE_NOOP("relays", "Numato module, USB"),
        icon="usb",
        asks=(_PORT, _FROM_0),
    ),
    RelayKind(
        name="kmtronic",
        word=QT_TRANSLATE_NOOP("relays", "KMTronic board, USB"),
        icon="usb",
        asks=(
            _PORT,
            Ask(key="channels", label=_COUNT, usual=8),
            _FROM_1,
        ),
    ),
    RelayKind(
        name="axis",
        word=QT_TRANSLATE_NOOP("relays", "Axis camera or module"),
        icon="camera",
        asks=(
            _ADDRESS,
            Ask(
                key="port",
                label=QT_TRANSLATE_NOOP("relays", "Number of the port, as on the device"),
                usual=1,
            ),
            Ask(key="user", label=_USER, usual="root"),
            _MAYBE,
        ),
    ),
    RelayKind(
        name="onvif",
        word=QT_TRANSLATE_NOOP("relays", "Output of an ONVIF camera"),
        icon="camera",
        asks=(_ADDRESS, Ask(key="user", label=_USER, needed=False), _MAYBE),
    ),
    RelayKind(
        name="tasmota",
        word=QT_TRANSLATE_NOOP("relays", "Tasmota"),
        icon="gate-relay",
        asks=(_ADDRESS, _FROM_1, _MAYBE),
        by_http=True,
    ),
    RelayKind(
        name="esphome",
        word=QT_TRANSLATE_NOOP("relays", "ESPHome"),
        icon="gate-relay",
        asks=(
            _ADDRESS,
            Ask(key="entity", label=QT_TRANSLATE_NOOP("relays", "Name of the switch, as gate")),
            _MAYBE,
        ),
        by_http=True,
    ),
    RelayKind(
        name="home_assistant",
        word=QT_TRANSLATE_NOOP("relays", "Home Assistant"),
        icon="inside",
        asks=(
            Ask(
                key="address",
                label=QT_TRANSLATE_NOOP("relays", "Address, such as 192.168.1.40:8123"),
            ),
            Ask(
                key="entity",
                label=QT_TRANSLATE_NOOP("relays", "Which switch? Such as switch.gate"),
            ),
            Ask(key=PASSWORD, label=QT_TRANSLATE_NOOP("relays", "Its long-lived access token")),
        ),
        by_http=True,
    ),
)
"""Kinds in the order of their tiles. Requests of one's own and plug-ins are for the site file."""


def said(text: object) -> str:
    """Return a marked text in the present language."""
    return QCoreApplication.translate(CONTEXT, marked(text))


def is_port(ask: Ask) -> bool:
    """Return whether a serial port is asked for: a number of a port is not one."""
    return ask.key == PORT and not isinstance(ask.usual, int)


def problem(ask: Ask, answer: str) -> str:
    """Return the message code of what is wrong with an answer, "" for nothing."""
    text = answer.strip()
    if ask.needed and not text:
        return "relay.add.empty"
    if isinstance(ask.usual, int) and not text.isdecimal():
        return "relay.add.number"
    return ""


def changes_for(
    kind: RelayKind, row: str, name: str, answers: dict[str, str]
) -> tuple[Change, ...]:
    """Return what adds a gate with this relay.

    Args:
        kind: Which relay.
        row: Id of the gate.
        name: Its name.
        answers: What was typed, by key; none of `problem`.
    """
    relay: dict[str, object] = dict(kind.fixed)
    for ask in kind.asks:
        text = answers.get(ask.key, "").strip()
        if ask.key == PASSWORD or not text:
            continue
        relay[ask.key] = int(text) if isinstance(ask.usual, int) else text
    address = relay.get("address")
    if kind.by_http and isinstance(address, str) and "://" not in address:
        relay["address"] = f"http://{address}"
    added = RowAdded(table="gates", row=row, values=(("name", name), ("relay", relay)))
    password = answers.get(PASSWORD, "")
    if not password:
        return (added,)
    kept = PasswordSet(table="gates", row=row, password=password, within="relay")
    return (added, kept)
