# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of the relay outputs of network cameras and I/O modules that speak their protocols."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from alpr_kiosk.config.relays.common import Host, TimeoutS, WithPassword


class NetworkDevice(WithPassword):
    """What these devices share: where they are, and whether they are asked over TLS."""

    address: Host
    https: bool = Field(False, title="Ask over https", description="Port 443 where none is named")
    ca_file: str = Field("", title="Own authority for https, a PEM file")
    fingerprint: str = Field(
        "",
        title="SHA-256 of the device's certificate",
        description="The only one that is trusted then; these devices sign for themselves",
        pattern=r"^$|^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$",
    )


class AxisRelayConfig(NetworkDevice):
    """An output port of an Axis device (VAPIX port.cgi; one request carries the pulse)."""

    type: Literal["axis"] = Field("axis", title="axis: an output port of an Axis device")
    port: int = Field(1, ge=1, le=32, title="Port number, as printed on the device")
    user: str = Field("root", title="User", max_length=60)
    timeout_s: TimeoutS = 2.0


class OnvifRelayConfig(NetworkDevice):
    """A relay output of an ONVIF device (device management service)."""

    type: Literal["onvif"] = Field("onvif", title="onvif: a relay output of an ONVIF device")
    token: str = Field(
        "",
        title="Token of the output",
        description="Empty: the only one there is",
        max_length=64,  # tt:ReferenceToken
    )
    mode: Literal["monostable", "bistable"] = Field(
        "monostable",
        title="Mode of the output, as the device is set up",
        description=(
            "monostable: the device ends the pulse after its own DelayTime, which must be the "
            "gate's pulse_ms; bistable: this program ends it. Another mode in the device is refused"
        ),
    )
    idle_state: Literal["open", "closed"] = Field(
        "open",
        title="Contact at rest, as the device is set up",
        description="closed turns the contact round: for a wire at a normally closed contact only",
    )
    read_back: bool = Field(
        False,
        title="The device tells the state of the output",
        description="By events (tns1:Device/Trigger/Relay), which not every device sends",
    )
    user: str = Field("", title="User", max_length=60)
    timeout_s: TimeoutS = 2.0
