# SPDX-License-Identifier: AGPL-3.0-or-later
"""States that an ONVIF device tells by events only: of relay outputs and of digital inputs.

ONVIF has no question for them ("the current logical state ... is transmitted via notification and
their properties", Device IO Service Specification 5.6). So a pull point is created; a new one
begins with all properties as they are now (ONVIF Core 9.5, synchronisation point), then changes
follow. It is replaced by a new one now and then and after whatever went wrong, so a state is never
older than that; an old one ends by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.onvif_device import OnvifDevice
from alpr_kiosk.wire.safe_xml import Node
from alpr_kiosk.wire.soap import DEVICE, DEVICE_PATH

EVENTS = "http://www.onvif.org/ver10/events/wsdl"
DEVICE_IO = "http://www.onvif.org/ver10/deviceIO/wsdl"
_WSNT = "http://docs.oasis-open.org/wsn/b-2"
_WSA = "http://www.w3.org/2005/08/addressing"
_TOPICS = "http://www.onvif.org/ver10/topics"
_DIALECT = "http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet"
_CREATE = f"{EVENTS}/EventPortType/CreatePullPointSubscriptionRequest"
_PULL = f"{EVENTS}/PullPointSubscription/PullMessagesRequest"
_UNSUBSCRIBE = "http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager/UnsubscribeRequest"

RELAY, INPUT = "Relay", "DigitalInput"
"""Last part of the topics tns1:Device/Trigger/... (Device IO Service Specification 5.10)."""
TERMINATION = "PT60S"  # our choice: what is left behind by a crash ends after it
RENEW_S = 30.0  # our choice: a pull point that went deaf without a word is noticed by then
LIMIT = 50  # messages of one answer; our choice
MOST_PULLS = 4


@dataclass
class _PullPoint:
    """Where messages are fetched, since when, and what they have told so far.

    `inputs` are (token, circuit closed at rest) in the device's order; `states` by topic and token.
    """

    path: str
    header: str
    since: float
    inputs: tuple[tuple[str, bool], ...] = ()
    states: dict[tuple[str, str], bool] = field(default_factory=dict)


class OnvifEvents:
    """States of one device. Not thread-safe: it belongs to one gate thread."""

    def __init__(
        self,
        device: OnvifDevice,
        *,
        clock: Clock,
        with_output: bool,
        inputs: Sequence[int] = (),
    ) -> None:
        """Keep what is needed; nothing is sent.

        Args:
            device: The device; whoever calls `read` has begun its deadline.
            clock: For the age of the pull point.
            with_output: The state of an output is wanted.
            inputs: Inputs that are wanted: 1 is the first that the device lists.
        """
        self._device = device
        self._clock = clock
        self._with_output = with_output
        self._inputs = tuple(dict.fromkeys(inputs))
        self._services: dict[str, str] | None = None
        self._point: _PullPoint | None = None
        self._is_due = False
        self._always_anew = False

    def forget(self) -> None:
        """Begin anew at the next `read`: with all states as they are then."""
        self._is_due = True

    def read(self, output: str) -> tuple[bool | None, tuple[tuple[int, bool], ...]]:
        """Return the state of an output by its token, and (number, circuit closed) of inputs.

        What the device has not told is None, or left out.

        Raises:
            RelayError: As `OnvifDevice.ask`; the next call begins anew.
        """
        try:
            point = self._newest(output)
        except RelayError:
            self._services = None
            self.forget()
            raise
        levels = []
        for number in self._inputs:
            if 1 <= number <= len(point.inputs):
                token, closed_at_rest = point.inputs[number - 1]
                state = point.states.get((INPUT, token))
                if state is not None:
                    levels.append((number, state is not closed_at_rest))
        return point.states.get((RELAY, output)), tuple(levels)

    def _newest(self, output: str) -> _PullPoint:
        point = self._point
        is_old = point is not None and self._clock.monotonic() - point.since > RENEW_S
        if point is not None and not (is_old or self._is_due or self._always_anew):
            try:
                self._pull(point, output, patience_s=0.0)
            except RelayError as exc:
                if exc.code == "relay.ambiguous":
                    # Perhaps it cannot answer at once, as a time-out of nothing asks it to.
                    self._always_anew = True
                if exc.code != "relay.refused":
                    raise
                # It is not known any more: the device was started anew, for one.
                self._point = None
            else:
                return point
        self._end_old()
        self._point = point = self._create()
        self._is_due = False
        self._pull(point, output, patience_s=min(1.0, self._device.timeout_s / 2))
        return point

    # ------------------------------------------------------------------ pull point

    def _create(self) -> _PullPoint:
        path = self._service_paths().get(EVENTS)
        if path is None:
            raise self._device.error("relay.refused", "it has no events")
        wanted = [RELAY] * self._with_output + [INPUT] * bool(self._inputs)
        topics = "|".join(f"tns1:Device/Trigger/{topic}" for topic in wanted)
        inputs = self._list_inputs() if self._inputs else ()
        answer = self._device.ask(
            f'<CreatePullPointSubscription xmlns="{EVENTS}"><Filter>'
            f'<TopicExpression xmlns="{_WSNT}" xmlns:tns1="{_TOPICS}" Dialect="{_DIALECT}">'
            f"{topics}</TopicExpression></Filter>"
            f"<InitialTerminationTime>{TERMINATION}</InitialTerminationTime>"
            "</CreatePullPointSubscription>",
            path=path,
            header=_header("Action", _CREATE)
            + _header("To", f"http://{self._device.address}{path}"),
        )
        reference = answer.find("SubscriptionReference") or Node("")
        address = reference.value("Address")
        parameters = reference.find("ReferenceParameters") or Node("")
        if not _path(address):
            raise self._device.error("relay.ambiguous", "not the answer to a subscription")
        # WS-Addressing 1.0, SOAP binding 3: each parameter comes back as a header of its own.
        header = _header("To", address)
        header += "".join(written(node, top=True) for node in parameters.children)
        return _PullPoint(_path(address), header, self._clock.monotonic(), inputs)

    def _pull(self, point: _PullPoint, output: str, *, patience_s: float) -> None:
        """Fetch what waits; with patience, until all that is wanted was told once."""
        wanted = {(RELAY, output)} if self._with_output else set()
        listed = dict(enumerate(point.inputs, 1))
        wanted |= {(INPUT, listed[number][0]) for number in self._inputs if number in listed}
        body = (
            f'<PullMessages xmlns="{EVENTS}"><Timeout>PT{patience_s:g}S</Timeout>'
            f"<MessageLimit>{LIMIT}</MessageLimit></PullMessages>"
        )
        header = _header("Action", _PULL) + point.header
        for _ in range(MOST_PULLS):
            answer = self._device.ask(body, path=point.path, header=header)
            if answer.name != "PullMessagesResponse":
                raise self._device.error("relay.ambiguous", "not the answer to PullMessages")
            messages = [node for node in answer.children if node.name == "NotificationMessage"]
            for message in messages:
                take_message(message, point.states)
            is_told = wanted <= set(point.states) or not patience_s
            if not messages or (is_told and len(messages) < LIMIT):
                return
        if len(messages) >= LIMIT:
            # More comes than is fetched: what was fetched may be long over.
            raise self._device.error("relay.ambiguous", "too many events")

    def _end_old(self) -> None:
        """Give an old pull point back: devices have a few only."""
        point, self._point = self._point, None
        if point is None:
            return
        body, header = f'<Unsubscribe xmlns="{_WSNT}"/>', _header("Action", _UNSUBSCRIBE)
        try:
            self._device.ask(body, path=point.path, header=header + point.header)
        except RelayError as exc:
            if exc.code != "relay.refused":
                raise

    def _list_inputs(self) -> tuple[tuple[str, bool], ...]:
        path = self._service_paths().get(DEVICE_IO, DEVICE_PATH)
        answer = self._device.ask(f'<GetDigitalInputs xmlns="{DEVICE_IO}"/>', path=path)
        if answer.name != "GetDigitalInputsResponse":
            raise self._device.error("relay.ambiguous", "not the answer to GetDigitalInputs")
        # Device IO Service Specification 5.10: LogicalState true is "active" where the idle state
        # can be set, which these tell, else it is "closed".
        return tuple(
            (node.attributes.get("token", ""), node.attributes.get("IdleState") == "closed")
            for node in answer.children
            if node.name == "DigitalInputs"
        )

    # ------------------------------------------------------------------ services

    def _service_paths(self) -> dict[str, str]:
        """Return the path of each service; its host is always the one of the site file."""
        if self._services is not None:
            return self._services
        found = {}
        try:
            answer = self._device.ask(
                f'<GetServices xmlns="{DEVICE}"><IncludeCapability>false</IncludeCapability>'
                "</GetServices>"
            )
            for node in answer.every("Service"):
                found[node.value("Namespace")] = _path(node.value("XAddr"))
        except RelayError as exc:
            if exc.code != "relay.refused":
                raise
            answer = self._device.ask(
                f'<GetCapabilities xmlns="{DEVICE}"><Category>All</Category></GetCapabilities>'
            )
            for name, space in (("Events", EVENTS), ("DeviceIO", DEVICE_IO)):
                found[space] = _path(next(answer.every(name), Node("")).value("XAddr"))
        self._services = {space: path for space, path in found.items() if path}
        return self._services


def _header(name: str, text: str) -> str:
    return f'<a:{name} xmlns:a="{_WSA}">{escape(text)}</a:{name}>'


def written(node: Node, *, top: bool = False) -> str:
    """Return an element as XML again, with the mark that it is a reference parameter."""
    mark = f' xmlns:a="{_WSA}" a:IsReferenceParameter="true"' if top else ""
    space = f" xmlns={quoteattr(node.space)}" if node.space else ""
    inner = escape(node.text) + "".join(written(child) for child in node.children)
    return f"<{node.name}{space}{mark}>{inner}</{node.name}>"


def _path(address: str) -> str:
    """Return path and query of an address, "" for none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if not parts.path.startswith("/"):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


_WORDS = {"true": True, "1": True, "active": True, "false": False, "0": False, "inactive": False}


def take_message(message: Node, states: dict[tuple[str, str], bool]) -> None:
    """Note what one NotificationMessage says; what cannot be understood is unknown then."""
    parts = [part.rpartition(":")[2] for part in message.value("Topic").split("/")]
    inner = message.find("Message", "Message")
    if parts[:2] != ["Device", "Trigger"] or len(parts) != 3 or inner is None:
        return
    sources = [node.attributes for node in (inner.find("Source") or Node("")).children]
    data = [node.attributes for node in (inner.find("Data") or Node("")).children]
    tokens = [item.get("Value", "") for item in sources if item.get("Name", "").endswith("Token")]
    words = [item.get("Value", "") for item in data if item.get("Name") == "LogicalState"]
    if len(tokens) != 1:
        return
    state = _WORDS.get(words[0].strip().lower()) if len(words) == 1 else None
    if state is None or inner.attributes.get("PropertyOperation") == "Deleted":
        states.pop((parts[2], tokens[0]), None)
    else:
        states[parts[2], tokens[0]] = state
