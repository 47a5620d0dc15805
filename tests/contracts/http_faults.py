# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fault matrix of devices that are built on `HttpDevice`."""

from __future__ import annotations

from tests.contracts.relay_bench import RelayFault
from tests.emulators.http_device import HttpDevice
from tests.emulators.shelly import Fault

_OF_THE_ANSWER = {
    "silent_before": (Fault.HANG, False, True),
    "silent_after": (Fault.ACT_THEN_HANG, True, True),
    "reset_before": (Fault.RESET, False, False),
    "reset_after": (Fault.ACT_THEN_RESET, True, False),
    "login_refused": (Fault.UNAUTHORISED, False, False),
    "garbage": (Fault.GARBAGE, True, False),
    "slow": (Fault.SLOW, True, True),
    "half": (Fault.HALF, True, False),
}
"""Fault of the emulator, whether it acts, whether it keeps the request waiting."""

HTTP_FAULTS = (*_OF_THE_ANSWER, "dead_before", "dead_after", "rebooted")


def http_faults(device: HttpDevice) -> dict[str, RelayFault]:
    """Return the faults by name."""

    def fails(how: Fault) -> None:
        device.fault = how

    def dies_after() -> None:
        device.fault = Fault.ACT_THEN_RESET
        device.dies = True

    def comes_back() -> None:
        device.fault, device.dies = Fault.NONE, False
        device.stop()
        device.start()

    found = {
        name: RelayFault(
            begin=lambda fault=fault: fails(fault),
            end=lambda: fails(Fault.NONE),
            acts=acts,
            silent=silent,
        )
        for name, (fault, acts, silent) in _OF_THE_ANSWER.items()
    }
    found["dead_before"] = RelayFault(begin=device.stop, end=device.start)
    found["dead_after"] = RelayFault(begin=dies_after, end=comes_back, acts=True)
    found["rebooted"] = RelayFault(begin=device.reboot, end=lambda: None, acts=True, harmless=True)
    return found
