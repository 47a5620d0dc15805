# SPDX-License-Identifier: AGPL-3.0-or-later
"""Serial ports are told by the names that udev gives, in a tree as it makes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from alpr_kiosk.domain.relay_queries import SeenPort, SerialPortsWanted
from alpr_kiosk.services.serial_ports import port_handlers, serial_ports


@pytest.fixture
def dev(tmp_path: Path) -> Path:
    serial = tmp_path / "serial"
    for name in ("ttyUSB0", "ttyUSB1", "ttyACM0"):
        (tmp_path / name).touch(mode=0o000)  # nobody may open one to find out
    links = {
        "by-path/pci-0000:00:14.0-usb-0:2:1.0-port0": "ttyUSB0",
        "by-path/pci-0000:00:14.0-usbv2-0:2:1.0-port0": "ttyUSB0",
        "by-path/pci-0000:00:14.0-usb-0:3:1.0": "ttyACM0",
        "by-id/usb-1a86_USB_Serial-if00-port0": "ttyUSB0",
        "by-id/usb-FTDI_A1-if00-port0": "ttyUSB1",
    }
    for name, device in links.items():
        path = serial / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(f"../../{device}")
    return serial


def test_each_port_once_by_its_socket_with_the_name_of_its_board(dev: Path) -> None:
    paths = dev / "by-path"
    assert serial_ports(dev) == (
        SeenPort(
            path=str(dev / "by-id/usb-FTDI_A1-if00-port0"),
            device="ttyUSB1",
            board="usb-FTDI_A1-if00-port0",
        ),
        SeenPort(
            path=str(paths / "pci-0000:00:14.0-usb-0:2:1.0-port0"),
            device="ttyUSB0",
            board="usb-1a86_USB_Serial-if00-port0",
        ),
        SeenPort(path=str(paths / "pci-0000:00:14.0-usb-0:3:1.0"), device="ttyACM0"),
    )


def test_a_computer_without_serial_ports_has_none(tmp_path: Path) -> None:
    handler = port_handlers(tmp_path / "serial")[SerialPortsWanted]
    assert handler(SerialPortsWanted(), None) == ()  # type: ignore[arg-type]
