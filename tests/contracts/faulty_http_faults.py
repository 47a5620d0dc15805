# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fault matrix of devices that are built on `HttpDevice`."""

from __future__ import annotations

from collections.abc import Callable

from tests.contracts.relay_bench import RelayFault
from tests.emulators.faulty_http import Fault, HttpDevice

OF_THE_ANSWER = {
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
HTTP_FAULTS = (*OF_THE_ANSWER, "dead_before", "dead_after", "rebooted")


def http_faults(device: HttpDevice, reboot: Callable[[], None]) -> dict[str, RelayFault]:
    """Return the faults of a device by name."""

    def fails(how: Fault) -> None:
        device.fault = how

    found = {
        name: RelayFault(
            begin=lambda fault=fault: fails(fault),
            end=lambda: fails(Fault.NONE),
            acts=acts,
            silent=silent,
        )
        for name, (fault, acts, silent) in OF_THE_ANSWER.items()
    }
    found["dead_before"] = RelayFault(begin=device.stop, end=device.start)

    def come_back() -> None:
        device.fault = Fault.NONE
        device.start()

    found["dead_after"] = RelayFault(
        begin=lambda: fails(Fault.ACT_THEN_DIE), end=come_back, acts=True
    )
    found["rebooted"] = RelayFault(begin=reboot, end=lambda: None, acts=True, harmless=True)
    return found
