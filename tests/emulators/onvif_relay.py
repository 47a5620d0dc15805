# SPDX-License-Identifier: AGPL-3.0-or-later
"""An ONVIF device with relay outputs and digital inputs on loopback.

Written from devicemgmt.wsdl, deviceio.wsdl, event.wsdl and the ONVIF Device IO Service
Specification (5.6, 5.7, 5.10: the state of an output and of an input comes by events only, as
properties). Logins are really checked; its clock may be wrong.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from xml.etree import ElementTree as ET  # what comes in was made by ourselves
from xml.sax.saxutils import escape

from tests.emulators.faulty_http import Asked, HttpDevice, Told
from tests.emulators.login_doors import DigestDoor, S, TokenDoor

TDS = "http://www.onvif.org/ver10/device/wsdl"
TMD = "http://www.onvif.org/ver10/deviceIO/wsdl"
TEV = "http://www.onvif.org/ver10/events/wsdl"
TT = "http://www.onvif.org/ver10/schema"
TER = "http://www.onvif.org/ver10/error"
WSA = "http://www.w3.org/2005/08/addressing"
WSNT = "http://docs.oasis-open.org/wsn/b-2"
WSRF_R = "http://docs.oasis-open.org/wsrf/r-2"
TOPICS = "http://www.onvif.org/ver10/topics"
SUBSCRIPTION_ID = "http://www.axis.com/2009/event"
"""Namespace of Axis' reference parameter: the subscription is not in its address there."""


@dataclass
class Relay:
    """One output."""

    mode: str = "Bistable"
    delay: str = "PT1S"
    idle: str = "open"
    active: bool = False
    off_at: float | None = None


@dataclass
class Subscription:
    """One pull point: topics that it wants, what waits for it, when it ends."""

    topics: frozenset[str]
    ends_at: float
    waiting: list[str] = field(default_factory=list)


class OnvifRelayEmulator(HttpDevice):
    """Use as a context manager.

    Args:
        user: "" lets everybody in.
        password: Password of that user.
        login: "token" (WS-UsernameToken) or "digest" (HTTP).
        now: Seconds, for the DelayTime and for subscriptions.
        utc_now: Right time; its own is `clock_ahead` of it.
    """

    def __init__(
        self,
        *,
        user: str = "",
        password: str = "",
        login: str = "token",
        algorithms: tuple[str, ...] = ("MD5",),
        clock_ahead: timedelta = timedelta(0),
        now: Callable[[], float] = time.monotonic,
        utc_now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        super().__init__()
        self.now = now
        self.utc_now = utc_now
        self.clock_ahead = clock_ahead
        self.login = login
        self.user = user
        self.token_door = TokenDoor(user=user, password=password, now=self.own_time)
        self.digest_door = DigestDoor(
            user=user, password=password, realm="IP Camera(C1234)", algorithms=algorithms
        )
        self.relays = {"RelayOutput_1": Relay()}
        self.inputs = {"DigitalInput_1": False, "DigitalInput_2": False}
        self.idle_states: dict[str, str] = {}
        self.of_token: dict[str, int] = {}
        self.time_needs_login = False
        self.relay_events = True
        self.event_service = True
        self.get_services = True
        self.most_subscriptions = 2
        self.reference_parameters = False
        self.advertise = "192.168.99.99"  # what it believes its address to be
        self.events_broken = ""
        self.receiver_fault = ""
        self.subscriptions: dict[int, Subscription] = {}
        self._numbers = iter(range(1, 1_000_000))
        self._news = threading.Condition(self.lock)

    def own_time(self) -> datetime:
        return self.utc_now() + self.clock_ahead

    def reboot(self, clock_ahead: timedelta | None = None) -> None:
        """Lose outputs, nonces and subscriptions, and perhaps the time."""
        self.stop()
        for relay in self.relays.values():
            relay.active, relay.off_at = False, None
        self.digest_door.expire()
        self.subscriptions.clear()
        if clock_ahead is not None:
            self.clock_ahead = clock_ahead
        self.start()

    def is_on(self, token: str = "RelayOutput_1") -> bool:  # noqa: S107
        """Whether an output is active now."""
        with self.lock:
            relay = self.relays[token]
            if relay.off_at is not None and self.now() >= relay.off_at:
                self._set(token, active=False)
            return relay.active

    def set_input(self, token: str, state: bool) -> None:
        """Change an input's LogicalState."""
        with self.lock:
            if self.inputs[token] is not state:
                self.inputs[token] = state
                self._tell("DigitalInput", token, "Changed")

    def operations(self) -> list[str]:
        """Names of what was asked, in order."""
        return [_operation(asked) for asked, _ in self.calls]

    # ------------------------------------------------------------------ HttpDevice

    def denial(self, asked: Asked) -> Told | None:
        if not self.user:
            return None
        if _operation(asked) == "GetSystemDateAndTime" and not self.time_needs_login:
            return None
        if self.login == "digest":
            header = asked.headers.get("authorization", "")
            allowed = self.digest_door.lets_in(header, asked.method, asked.path)
        else:
            allowed = self.token_door.lets_in(ET.fromstring(asked.body))  # noqa: S314
        return None if allowed else self.no_entry()

    def no_entry(self) -> Told:
        if self.login == "digest":
            headers = tuple(("WWW-Authenticate", text) for text in self.digest_door.challenges())
            return Told(401, b"", headers)
        return _fault("Sender", "ter:NotAuthorized")

    def refusal(self) -> Told:
        return _fault("Sender", "ter:InvalidArgVal", "ter:RelayToken")

    def is_command(self, asked: Asked) -> bool:
        return _operation(asked) == "SetRelayOutputState"

    def act(self, asked: Asked) -> Told:
        root = ET.fromstring(asked.body)  # noqa: S314
        body = root.find(f"{{{S}}}Body/*")
        assert body is not None
        operation = body.tag.rpartition("}")[2]
        with self.lock:
            for token in self.relays:
                self.is_on(token)
        match asked.path.partition("?")[0], operation:
            case "/onvif/device_service", "GetSystemDateAndTime":
                return _soap(self._time())
            case "/onvif/device_service", "GetServices" if self.get_services:
                return _soap(self._services())
            case "/onvif/device_service", "GetCapabilities":
                return _soap(self._capabilities())
            case "/onvif/device_service", "GetRelayOutputs":
                return _soap(self._relay_outputs())
            case "/onvif/device_service", "SetRelayOutputState":
                return self._set_state(body)
            case "/onvif/deviceio_service", "GetDigitalInputs":
                return _soap(self._digital_inputs())
            case "/onvif/event_service", "CreatePullPointSubscription" if self.event_service:
                return self._subscribe(body)
            case "/onvif/subscription", "PullMessages" | "Unsubscribe":
                return self._subscription(asked, root, operation)
        return _fault("Receiver", "ter:ActionNotSupported")

    # ------------------------------------------------------------------ device management

    def _time(self) -> str:
        now = self.own_time()
        return (
            f'<tds:GetSystemDateAndTimeResponse xmlns:tds="{TDS}" xmlns:tt="{TT}">'
            "<tds:SystemDateAndTime><tt:DateTimeType>Manual</tt:DateTimeType>"
            "<tt:DaylightSavings>false</tt:DaylightSavings>"
            f"<tt:UTCDateTime><tt:Time><tt:Hour>{now.hour}</tt:Hour>"
            f"<tt:Minute>{now.minute}</tt:Minute><tt:Second>{now.second}</tt:Second></tt:Time>"
            f"<tt:Date><tt:Year>{now.year}</tt:Year><tt:Month>{now.month}</tt:Month>"
            f"<tt:Day>{now.day}</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime>"
            "</tds:GetSystemDateAndTimeResponse>"
        )

    def _named(self) -> list[tuple[str, str]]:
        services = [(TDS, "device_service"), (TMD, "deviceio_service")]
        return [*services, (TEV, "event_service")] if self.event_service else services

    def _services(self) -> str:
        inner = "".join(
            f"<tds:Service><tds:Namespace>{space}</tds:Namespace>"
            f"<tds:XAddr>http://{self.advertise}/onvif/{name}</tds:XAddr>"
            f'<tds:Version><tt:Major xmlns:tt="{TT}">2</tt:Major>'
            f'<tt:Minor xmlns:tt="{TT}">60</tt:Minor></tds:Version></tds:Service>'
            for space, name in self._named()
        )
        return f'<tds:GetServicesResponse xmlns:tds="{TDS}">{inner}</tds:GetServicesResponse>'

    def _capabilities(self) -> str:
        return (
            f'<tds:GetCapabilitiesResponse xmlns:tds="{TDS}" xmlns:tt="{TT}"><tds:Capabilities>'
            f"<tt:Events><tt:XAddr>http://{self.advertise}/onvif/event_service</tt:XAddr>"
            "<tt:WSPullPointSupport>true</tt:WSPullPointSupport></tt:Events><tt:Extension>"
            f"<tt:DeviceIO><tt:XAddr>http://{self.advertise}/onvif/deviceio_service</tt:XAddr>"
            "</tt:DeviceIO></tt:Extension></tds:Capabilities></tds:GetCapabilitiesResponse>"
        )

    def _relay_outputs(self) -> str:
        inner = "".join(
            f'<tds:RelayOutputs token="{escape(token)}"><tt:Properties>'
            f"<tt:Mode>{relay.mode}</tt:Mode><tt:DelayTime>{relay.delay}</tt:DelayTime>"
            f"<tt:IdleState>{relay.idle}</tt:IdleState></tt:Properties></tds:RelayOutputs>"
            for token, relay in self.relays.items()
        )
        return (
            f'<tds:GetRelayOutputsResponse xmlns:tds="{TDS}" xmlns:tt="{TT}">{inner}'
            "</tds:GetRelayOutputsResponse>"
        )

    def _set_state(self, body: ET.Element) -> Told:
        token = body.findtext(f"{{{TDS}}}RelayOutputToken") or ""
        state = body.findtext(f"{{{TDS}}}LogicalState")
        if token not in self.relays:
            return _fault("Sender", "ter:InvalidArgVal", "ter:RelayToken")
        if state not in ("active", "inactive"):
            return _fault("Sender", "ter:InvalidArgVal")
        with self.lock:
            if state == "active":
                self.switched_on += 1
                self.of_token[token] = self.of_token.get(token, 0) + 1
            self._set(token, active=state == "active")
        if self.receiver_fault:
            return _fault("Receiver", self.receiver_fault)
        return _soap(f'<tds:SetRelayOutputStateResponse xmlns:tds="{TDS}"/>')

    def _set(self, token: str, *, active: bool) -> None:
        relay = self.relays[token]
        changed = relay.active is not active
        relay.active = active
        monostable = active and relay.mode == "Monostable"
        relay.off_at = self.now() + _seconds(relay.delay) if monostable else None
        if changed and self.relay_events:
            self._tell("Relay", token, "Changed")

    def _digital_inputs(self) -> str:
        inner = "".join(
            f'<tmd:DigitalInputs token="{token}"'
            + (f' IdleState="{self.idle_states[token]}"' if token in self.idle_states else "")
            + "/>"
            for token in self.inputs
        )
        return (
            f'<tmd:GetDigitalInputsResponse xmlns:tmd="{TMD}">{inner}'
            "</tmd:GetDigitalInputsResponse>"
        )

    # ------------------------------------------------------------------ events

    def _tell(self, kind: str, token: str, operation: str) -> None:
        for subscription in self.subscriptions.values():
            if kind in subscription.topics:
                subscription.waiting.append(self._message(kind, token, operation))
        self._news.notify_all()

    def _message(self, kind: str, token: str, operation: str) -> str:
        if kind == "Relay":
            source, state = "RelayToken", "active" if self.relays[token].active else "inactive"
        else:
            source, state = "InputToken", "true" if self.inputs[token] else "false"
        return (
            f'<wsnt:NotificationMessage xmlns:wsnt="{WSNT}" xmlns:tns1="{TOPICS}">'
            '<wsnt:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet">'
            f"tns1:Device/Trigger/{kind}</wsnt:Topic><wsnt:Message>"
            f'<tt:Message xmlns:tt="{TT}" UtcTime="{self.own_time():%Y-%m-%dT%H:%M:%SZ}" '
            f'PropertyOperation="{operation}"><tt:Source><tt:SimpleItem Name="{source}" '
            f'Value="{escape(token)}"/></tt:Source><tt:Data><tt:SimpleItem Name="LogicalState" '
            f'Value="{state}"/></tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>'
        )

    def _subscribe(self, body: ET.Element) -> Told:
        self._end_old()
        topic = body.findtext(f"{{{TEV}}}Filter/{{{WSNT}}}TopicExpression")
        if topic is None:
            topic = "tns1:Device/Trigger/Relay|tns1:Device/Trigger/DigitalInput"  # all there are
        topics = frozenset(part.rpartition("/")[2] for part in topic.split("|"))
        if not topics <= {"Relay", "DigitalInput"}:
            return _fault("Sender", "wsnt:InvalidFilterFault")
        if len(self.subscriptions) >= self.most_subscriptions:
            return _fault("Receiver", "wsnt:SubscribeCreationFailedFault")
        asked = body.findtext(f"{{{TEV}}}InitialTerminationTime") or "PT10S"
        with self.lock:
            number = next(self._numbers)
            subscription = Subscription(topics, self.now() + _seconds(asked))
            self.subscriptions[number] = subscription
            for kind, tokens in (("Relay", self.relays), ("DigitalInput", self.inputs)):
                if kind in topics and (kind != "Relay" or self.relay_events):
                    subscription.waiting += [
                        self._message(kind, token, "Initialized") for token in tokens
                    ]
        address = f"http://{self.advertise}/onvif/subscription"
        extra = ""
        if self.reference_parameters:
            extra = (
                "<wsa:ReferenceParameters><dom0:SubscriptionId "
                f'xmlns:dom0="{SUBSCRIPTION_ID}">{number}</dom0:SubscriptionId>'
                "</wsa:ReferenceParameters>"
            )
        else:
            address += f"?Idx={number}"
        return _soap(
            f'<tev:CreatePullPointSubscriptionResponse xmlns:tev="{TEV}" xmlns:wsnt="{WSNT}" '
            f'xmlns:wsa="{WSA}"><tev:SubscriptionReference><wsa:Address>{address}</wsa:Address>'
            f"{extra}</tev:SubscriptionReference>{self._times('wsnt', subscription)}"
            "</tev:CreatePullPointSubscriptionResponse>"
        )

    def _times(self, prefix: str, subscription: Subscription) -> str:
        ends = self.own_time() + timedelta(seconds=subscription.ends_at - self.now())
        return (
            f"<{prefix}:CurrentTime>{self.own_time():%Y-%m-%dT%H:%M:%SZ}</{prefix}:CurrentTime>"
            f"<{prefix}:TerminationTime>{ends:%Y-%m-%dT%H:%M:%SZ}</{prefix}:TerminationTime>"
        )

    def _end_old(self) -> None:
        with self.lock:
            self.subscriptions = {
                number: kept
                for number, kept in self.subscriptions.items()
                if kept.ends_at > self.now()
            }

    def _subscription(self, asked: Asked, root: ET.Element, operation: str) -> Told:
        self._end_old()
        told = asked.path.partition("Idx=")[2]
        if self.reference_parameters:
            told = root.findtext(f"{{{S}}}Header/{{{SUBSCRIPTION_ID}}}SubscriptionId") or ""
        action = root.findtext(f"{{{S}}}Header/{{{WSA}}}Action") or ""
        subscription = self.subscriptions.get(int(told)) if told.isdigit() else None
        if subscription is None or not action.endswith(f"/{operation}Request"):
            return _fault("Sender", "wsrf-r:ResourceUnknownFault")
        if operation == "Unsubscribe":
            del self.subscriptions[int(told)]
            return _soap(f'<wsnt:UnsubscribeResponse xmlns:wsnt="{WSNT}"/>')
        if self.events_broken:
            return _fault("Receiver", self.events_broken)
        body = root.find(f"{{{S}}}Body/*")
        assert body is not None
        limit = int(body.findtext(f"{{{TEV}}}MessageLimit") or 1)
        patience = _seconds(body.findtext(f"{{{TEV}}}Timeout") or "PT1S")
        with self._news:
            self._news.wait_for(lambda: bool(subscription.waiting), patience)
            sent, subscription.waiting = subscription.waiting[:limit], subscription.waiting[limit:]
        return _soap(
            f'<tev:PullMessagesResponse xmlns:tev="{TEV}">{self._times("tev", subscription)}'
            f"{''.join(sent)}</tev:PullMessagesResponse>"
        )


def _seconds(duration: str) -> float:
    assert duration.startswith("PT")
    assert duration.endswith("S")
    return float(duration[2:-1])


def _operation(asked: Asked) -> str:
    body = ET.fromstring(asked.body).find(f"{{{S}}}Body/*")  # noqa: S314
    return "" if body is None else body.tag.rpartition("}")[2]


def _fault(code: str, *subcodes: str) -> Told:
    inner = ""
    for subcode in reversed(subcodes):
        inner = f"<s:Subcode><s:Value>{subcode}</s:Value>{inner}</s:Subcode>"
    return _soap(
        f"<s:Fault><s:Code><s:Value>s:{code}</s:Value>{inner}</s:Code>"
        '<s:Reason><s:Text xml:lang="en">no</s:Text></s:Reason></s:Fault>',
        400 if code == "Sender" else 500,
    )


def _soap(body: str, status: int = 200) -> Told:
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="{S}" xmlns:ter="{TER}" '
        f'xmlns:wsnt="{WSNT}" xmlns:wsrf-r="{WSRF_R}"><s:Body>{body}</s:Body></s:Envelope>'
    )
    return Told(status, text.encode(), (("Content-Type", "application/soap+xml; charset=utf-8"),))
