# SPDX-License-Identifier: AGPL-3.0-or-later
"""A relay output of an ONVIF device: a camera's, or that of an I/O module.

Protocol: device management service (devicemgmt.wsdl: GetRelayOutputs, SetRelayOutputState) and
ONVIF Device IO Service Specification 5.6 (modes, idle state, events). A monostable output returns
by itself after its own DelayTime, a bistable one stays. Which of both it is, and for how long, is a
setting of the device that is never changed here: it is compared with the site file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from alpr_kiosk.config.relays import OnvifRelayConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.http_once import Tls
from alpr_kiosk.gate.drivers.network_device import tls_of
from alpr_kiosk.gate.drivers.onvif_device import NO_ANSWER, OnvifDevice
from alpr_kiosk.gate.drivers.onvif_events import OnvifEvents
from alpr_kiosk.gate.factory import DriverSetup
from alpr_kiosk.wire.safe_xml import Node, plain_text
from alpr_kiosk.wire.soap import DEVICE, duration_ms

COMPARED_S = 60.0
"""Settings are compared anew before a pulse when they are older; a status does it each time."""
MOST_NAMED = 8  # outputs in the words of an error
DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A relay output as the device tells it: `delay_ms` is None when it is no usable time."""

    token: str
    mode: str
    delay_ms: int | None
    idle_state: str


class OnvifRelay:
    """`RelayDriver` of one output."""

    longest_ms = DAY_MS
    """The longest DelayTime is the device's own; of a bistable output we end the pulse."""

    def __init__(
        self,
        *,
        address: str,
        clock: Clock,
        token: str = "",
        mode: str = "monostable",
        idle_state: str = "open",
        user: str = "",
        password: str = "",
        timeout_s: float = 2.0,
        read_back: bool = False,
        inputs: Sequence[int] = (),
        tls: Tls | None = None,
    ) -> None:
        """Keep what is needed to reach the device; nothing is sent yet.

        Args:
            address: Host or host:port.
            clock: For logins, and for the age of what was compared.
            token: Token of the output, "" for the only one there is.
            mode: "monostable" or "bistable", as the output is set up.
            idle_state: "open" or "closed", as the output is set up.
            user: User, "" to ask without a login.
            password: Password.
            timeout_s: Longest time of one request, seconds; a whole command may take twice that.
            read_back: The device tells the state of the output by events.
            inputs: Inputs that `status` shall tell: 1 is the first that the device lists.
            tls: How its certificate is checked, None for plain HTTP.
        """
        self.timed_by_device = mode == "monostable"
        self.can_read_back = read_back
        self._device = OnvifDevice(
            address=address,
            clock=clock,
            user=user,
            password=password,
            timeout_s=timeout_s,
            tls=tls,
        )
        self._events = (
            OnvifEvents(self._device, clock=clock, with_output=read_back, inputs=inputs)
            if read_back or inputs
            else None
        )
        self._clock = clock
        self._token = token
        self._mode = mode
        self._idle_state = idle_state
        self._known: Output | None = None
        self._known_at = 0.0
        self._pulse_ms: int | None = None

    def __repr__(self) -> str:
        return f"OnvifRelay(address={self._device.address!r}, token={self._token!r})"

    def pulse(self, pulse_ms: int) -> None:
        """Set the output active.

        A monostable one returns by itself; a pulse of another length than its DelayTime is
        refused, since it would not be what was asked for.
        """
        self._pulse_ms = pulse_ms
        self._device.begin()
        self._set(self._compared().token, "active")

    def off(self) -> None:
        """Set the output inactive, however it is set up."""
        self._device.begin()
        self._set(self._token or self._before_command().token, "inactive")

    def status(self) -> RelayStatus:
        """Ask for the settings of the output, and compare them with the site file.

        States come by events where they were asked for; one that does not come is not known.

        Raises:
            RelayError: ``relay.auth``, or ``relay.refused`` also when they differ; no answer is
                not an error but ``reachable=False``.
        """
        self._device.begin()
        try:
            output = self._ask()
        except RelayError as exc:
            self._known = None
            if exc.code in NO_ANSWER:
                return RelayStatus(reachable=False, detail=str(exc.context.get("reason", "")))
            raise
        self._refuse_if_different(output)
        detail = f"ONVIF, {self._mode}"
        if self.timed_by_device:
            detail += f", {output.delay_ms} ms"
        on: bool | None = None
        inputs: tuple[tuple[int, bool], ...] = ()
        if self._events is not None:
            try:
                on, inputs = self._events.read(output.token)
            except RelayError as exc:
                detail += f"; no events: {exc.context.get('reason', '')}"
        return RelayStatus(reachable=True, output_on=on, detail=detail, inputs=inputs)

    def outputs(self) -> tuple[Output, ...]:
        """Return all outputs of the device, for whoever sets the gate up.

        Raises:
            RelayError: As `OnvifDevice.ask`.
        """
        self._device.begin()
        return self._list()

    def close(self) -> None:
        """Give back sockets; does not switch."""
        self._device.close()

    # ------------------------------------------------------------------ commands

    def _set(self, token: str, state: str) -> None:
        try:
            answer = self._device.command(
                f'<SetRelayOutputState xmlns="{DEVICE}">'
                f"<RelayOutputToken>{escape(token)}</RelayOutputToken>"
                f"<LogicalState>{state}</LogicalState></SetRelayOutputState>"
            )
            if answer.name != "SetRelayOutputStateResponse":
                raise self._device.error("relay.ambiguous", "not the answer to SetRelayOutputState")
        except RelayError:
            self._known = None
            if self._events is not None:
                self._events.forget()
            raise

    def _before_command(self) -> Output:
        """Ask for the output on the way to a command: of the command nothing was sent yet."""
        try:
            return self._ask()
        except RelayError as exc:
            code = "relay.unreachable" if exc.code in NO_ANSWER else exc.code
            raise self._device.error(code, str(exc.context.get("reason", ""))) from None

    # ------------------------------------------------------------------ settings

    def _compared(self) -> Output:
        """Return the output, set up as the site file says.

        Raises:
            RelayError: ``relay.refused`` with what differs.
        """
        known = self._known
        if (
            known is None
            or self._clock.monotonic() - self._known_at > COMPARED_S
            or self._difference(known)  # it may have been put right meanwhile
        ):
            known = self._before_command()
        self._refuse_if_different(known)
        return known

    def _ask(self) -> Output:
        self._known = None
        found = self._list()
        tokens = ", ".join(plain_text(output.token) for output in found[:MOST_NAMED])
        if self._token:
            wanted = [output for output in found if output.token == self._token]
            problem = "" if wanted else f"no such output, but: {tokens or 'none'}"
        else:
            wanted = list(found)
            problem = "it has no output" if not found else ""
            if len(found) > 1:
                problem = f"it has several outputs, one must be named: {tokens}"
        if problem:
            raise self._device.error("relay.refused", problem)
        self._known, self._known_at = wanted[0], self._clock.monotonic()
        return wanted[0]

    def _list(self) -> tuple[Output, ...]:
        answer = self._device.ask(f'<GetRelayOutputs xmlns="{DEVICE}"/>')
        if answer.name != "GetRelayOutputsResponse":
            raise self._device.error("relay.ambiguous", "not the answer to GetRelayOutputs")
        return tuple(_output(node) for node in answer.children if node.name == "RelayOutputs")

    def _refuse_if_different(self, output: Output) -> None:
        problem = self._difference(output)
        if problem:
            raise self._device.error("relay.refused", problem)

    def _difference(self, output: Output) -> str:
        """Return in words how the device is set up differently, "" when it is not."""
        for name, told, wanted in (
            ("Mode", output.mode, self._mode),
            ("IdleState", output.idle_state, self._idle_state),
        ):
            if told != wanted:
                return f"{name} of the device is {told or 'not told'}, not {wanted}"
        if not self.timed_by_device:
            return ""
        if not output.delay_ms:
            return "DelayTime of the device is no time"
        if self._pulse_ms is not None and output.delay_ms != self._pulse_ms:
            return f"DelayTime of the device is {output.delay_ms} ms, not {self._pulse_ms} ms"
        return ""


def _output(node: Node) -> Output:
    settings = node.find("Properties") or Node("")
    return Output(
        token=node.attributes.get("token", ""),
        mode=plain_text(settings.value("Mode")).lower(),
        delay_ms=duration_ms(settings.value("DelayTime")),
        idle_state=plain_text(settings.value("IdleState")).lower(),
    )


def build(config: OnvifRelayConfig, setup: DriverSetup) -> OnvifRelay:
    """Return the driver of a relay in the site file."""
    return OnvifRelay(
        address=config.address,
        clock=setup.clock,
        token=config.token,
        mode=config.mode,
        idle_state=config.idle_state,
        user=config.user,
        password=config.secret(setup.secrets),
        timeout_s=config.timeout_s,
        read_back=config.read_back,
        inputs=setup.inputs,
        tls=tls_of(config),
    )
