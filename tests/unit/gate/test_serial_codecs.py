# SPDX-License-Identifier: AGPL-3.0-or-later
"""Frames and answers of the serial boards: makers' vectors, and bytes of any kind."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alpr_kiosk.gate.drivers import kmtronic, lcus, numato
from alpr_kiosk.gate.drivers.serial_device import is_stable_path, kind_of, why_not_opened


@pytest.mark.parametrize(
    ("channel", "on", "wire"),
    [
        # The maker's text as sellers print it, and github.com/jarwyg/USB_RELAY, README.
        (1, True, "A0 01 01 A2"),
        (1, False, "A0 01 00 A1"),
        # The 2 channel board in the notes of a public "AscomSwitchDriver"; 8: sellers' lists.
        (2, True, "A0 02 01 A3"),
        (2, False, "A0 02 00 A2"),
        (8, True, "A0 08 01 A9"),
        (8, False, "A0 08 00 A8"),
    ],
)
def test_lcus_vectors(channel: int, on: bool, wire: str) -> None:
    assert lcus.frame(channel, on) == bytes.fromhex(wire)


@pytest.mark.parametrize(
    ("channel", "on", "wire"),
    [
        # info.kmtronic.com, "KMTronic USB Relay Test software".
        (1, True, "FF 01 01"),
        (1, False, "FF 01 00"),
        (2, True, "FF 02 01"),
        (4, True, "FF 04 01"),
        (8, False, "FF 08 00"),
    ],
)
def test_kmtronic_vectors(channel: int, on: bool, wire: str) -> None:
    assert kmtronic.frame(channel, on) == bytes.fromhex(wire)


@pytest.mark.parametrize(
    ("channel", "channels", "asked", "answer", "state"),
    [
        # The same page: FF 01 03 > FF 01 xx; FF 02 03 > FF 02 xx; FF 09 00 > one byte a relay.
        (1, 1, "FF 01 03", "FF 01 01", True),
        (2, 2, "FF 02 03", "FF 02 00", False),
        (3, 4, "FF 09 00", "00 00 01 00", True),
        (8, 8, "FF 09 00", "01 01 01 01 01 01 01 00", False),
    ],
)
def test_kmtronic_questions(
    channel: int, channels: int, asked: str, answer: str, state: bool
) -> None:
    request, length = kmtronic.question(channel, channels)
    wire = bytes.fromhex(answer)
    assert (request, length) == (bytes.fromhex(asked), len(wire))
    assert kmtronic.state_of(wire, channel, channels) is state


@pytest.mark.parametrize(
    ("wire", "channel", "channels"),
    [
        ("FF 02 01", 1, 2),  # of the other relay
        ("FF 01 02", 1, 2),
        ("01 01 01", 1, 2),
        ("FF 01", 1, 2),
        ("01 01 01", 1, 4),
        ("01 01 01 01 01", 1, 4),
        ("01 02 00 00", 1, 4),  # one damaged byte spoils all
        ("", 1, 8),
    ],
)
def test_kmtronic_answers_that_are_none(wire: str, channel: int, channels: int) -> None:
    assert kmtronic.state_of(bytes.fromhex(wire), channel, channels) is None


@given(st.binary(max_size=20), st.integers(1, 8), st.sampled_from([1, 2, 4, 8]))
def test_kmtronic_states_come_from_whole_answers_only(
    data: bytes, channel: int, channels: int
) -> None:
    channel = min(channel, channels)
    state = kmtronic.state_of(data, channel, channels)
    if state is None:
        return
    expected = (
        [bytes((0xFF, channel, state))]
        if channels <= 2
        else [bytes(data[:channels])]
        if set(data) <= {0, 1} and data[channel - 1] == state
        else []
    )
    assert data in expected


def test_numato_numbers() -> None:
    # hardware.md 1b and numato.com/docs, 32 channel module: digits, then A (10) to V (31).
    assert numato.command("relay on", 0) == b"relay on 0"
    assert numato.command("relay off", 9) == b"relay off 9"
    assert numato.command("relay read", 10) == b"relay read A"
    assert numato.command("relay on", 31) == b"relay on V"


@pytest.mark.parametrize(
    "line_end",
    [b"\r\n", b"\n\r", b"\r", b"\r\n\r", b"\r\r\n"],
)
def test_numato_answers(line_end: bytes) -> None:
    # NumatoLab/NumatoIO_Python usb_relay/usbrelay_8.py cuts "on" out as the last but 5 to 3 bytes
    # of echo, answer and prompt: "on", two line ends, ">".
    asked = b"relay read 4"
    for word in (b"on", b"off"):
        wire = asked + line_end + word + line_end + b">"
        assert numato.is_whole(wire)
        assert numato.answer_of(wire, asked) == word
        assert numato.answer_of(b">" + line_end + wire, asked) == word
    done = b"relay on 4" + line_end + b">"
    assert numato.answer_of(done, b"relay on 4") == b""


@pytest.mark.parametrize(
    "wire",
    [
        b"",
        b">",
        b"\r\n>",
        b"relay read 4\r\non\r\n",  # no prompt
        b"relay read 5\r\non\r\n>",  # another one
        b"relay rea 4\r\non\r\n>",
        b"xrelay read 4\r\non\r\n>",
        b"relay read 4 \r\non\r\n>",
        b"relay read 4\r\non\r\noff\r\n>",
        b"relay read 4\r\no\xffn\r\n>",
        b"relay read 4on\r\n>",
        b"relay read 4\r\non>",
        b"\xff\xfe\x00>",
    ],
)
def test_numato_answers_that_are_none(wire: bytes) -> None:
    assert numato.answer_of(wire, b"relay read 4") is None


def test_numato_off_may_follow_other_lines() -> None:
    asked = b"relay off 4"
    rest = b"AT\r\n>relay off 4\r\n>"
    assert numato.answer_of(rest, asked) is None
    assert numato.answer_of(rest, asked, after_others=True) == b""
    # The module got it with something in front: it did not understand.
    assert numato.answer_of(b"ATrelay off 4\r\n>", asked, after_others=True) is None


PIECES = st.lists(
    st.sampled_from([b"relay read 4", b"relay read", b" 4", b"\r", b"\n", b">", b"on", b"off"])
    | st.binary(max_size=3),
    max_size=12,
).map(b"".join)


@given(PIECES)
@example(b"relay read 4\r\non\r\n>")
def test_numato_states_come_from_whole_answers_only(data: bytes) -> None:
    asked = b"relay read 4"
    word = numato.answer_of(data, asked)
    numato.answer_of(data, asked, after_others=True)
    if word in (b"on", b"off"):
        lines = [line for line in data.replace(b"\r", b"\n").split(b"\n") if line.strip(b" >")]
        assert [line.strip(b" >") for line in lines[:1]] == [asked]
        assert lines[1:] == [word]
        assert data.rstrip().endswith(b">")


# ------------------------------------------------------------------------------- ports


@pytest.mark.parametrize(
    ("path", "stable"),
    [
        ("/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0-port0", True),
        ("/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0", True),
        ("/dev/gate-relay", True),
        ("/dev/ttyS0", True),
        ("/dev/ttyTHS1", True),
        ("/dev/ttyUSB0", False),
        ("/dev/ttyACM12", False),
        ("/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0", False),
        ("/dev/serial/by-id/usb-1a86_USB2.0-Serial-if00-port0", False),
        ("ttyUSB0", False),
    ],
)
def test_which_names_last(path: str, stable: bool) -> None:
    assert is_stable_path(path) is stable


def test_the_kind_of_a_device_is_its_usb_product(tmp_path: Path) -> None:
    usb = tmp_path / "devices" / "usb1" / "1-2"
    tty = usb / "1-2:1.0" / "ttyUSB0" / "tty" / "ttyUSB0"
    tty.mkdir(parents=True)
    (usb / "idVendor").write_text("1a86\n")
    (usb / "idProduct").write_text("7523\n")
    links = tmp_path / "dev" / "char"
    links.mkdir(parents=True)
    (links / "188:0").symlink_to(tty)
    assert kind_of(os.makedev(188, 0), tmp_path) == "usb 1a86:7523"
    assert kind_of(os.makedev(188, 1), tmp_path) == "tty 188"


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.EACCES, "dialout"),
        (errno.EAGAIN, "another program"),
        (errno.EBUSY, "another program"),
        (errno.ENOENT, "unplugged"),
        (errno.EMFILE, "cannot be opened"),
    ],
)
def test_why_a_port_is_not_opened_is_said_in_words(number: int, word: str) -> None:
    assert word in why_not_opened("/dev/gate-relay", OSError(number, os.strerror(number)))
