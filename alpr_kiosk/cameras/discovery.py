# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds ONVIF cameras by WS-Discovery: a question to all, or to named addresses and ranges.

A camera is known by the address that its answer came from. The addresses in the answer (XAddrs)
only tell port and path, so nobody can answer for another host.

Sources: WS-Discovery 2005/04 (the version that ONVIF uses), ONVIF Core 7 (types and scopes),
SOAP-over-UDP 1.1 (repeats). Why not the WSDiscovery package: docs/adr/0016-onvif-libraries.md.
"""

from __future__ import annotations

import fcntl
import ipaddress
import re
import selectors
import socket
import struct
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from urllib.parse import unquote

from alpr_kiosk.cameras import addresses
from alpr_kiosk.cameras.addresses import Address, BadAddressError
from alpr_kiosk.cameras.onvif import OnvifClient
from alpr_kiosk.cameras.types import Cancel, FoundCamera
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.wire import safe_xml
from alpr_kiosk.wire.safe_xml import BadXmlError, Node, plain_text
from alpr_kiosk.wire.soap import DEVICE_PATH

GROUP, PORT = "239.255.255.250", 3702
TIMEOUT_S = 3.0
REPEAT_S = 0.4  # a lost datagram is asked for again: twice to all, once to one (SOAP-over-UDP)
REPEATS = 3
MAX_TARGETS = 1024  # a /22; more is a scan
PER_SECOND = 200.0  # datagrams: 254 addresses take 1.3 s and no switch notices
MAX_DATAGRAM = 64 * 1024
MAX_FOUND = 256
MAX_MATCHES = 16  # of one datagram
MAX_OF_ONE_HOST = 16  # a recorder speaks for its cameras; nobody else fills the list for all
SIOCGIFADDR = 0x8915  # linux/sockios.h
IDENTIFY_WORKERS = 8
IDENTIFY_S = 20.0  # all of them; 50 cameras that answer at once take 1 s

ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
DISCOVERY = "http://schemas.xmlsoap.org/ws/2005/04/discovery"
TYPES = (
    ("http://www.onvif.org/ver10/network/wsdl", "NetworkVideoTransmitter"),
    ("http://www.onvif.org/ver10/device/wsdl", "Device"),
)
"""Asked for one by one: old cameras know only the first, some new ones only the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a search is.

    Attributes:
        share: 0..1.
        found: Cameras so far.
    """

    share: float
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    address: str
    port: int
    multicast_from: str = ""


def discover(
    *,
    clock: Clock,
    targets: Sequence[str] = (),
    interfaces: Sequence[str] = (),
    timeout_s: float = TIMEOUT_S,
    port: int = PORT,
    identify: bool = True,
    cancel: Cancel | None = None,
    on_found: Callable[[FoundCamera], None] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> tuple[FoundCamera, ...]:
    """Ask for cameras and collect the answers.

    Args:
        clock: For the deadlines.
        targets: Addresses (``192.168.1.20``), with another port (``192.168.1.20:3702``), or ranges
            (``192.168.1.0/24``, private networks only). Empty: everybody on the local network.
        interfaces: Names (``eth0``) or own IPv4 addresses to ask on; empty: all but loopback.
        timeout_s: How long answers are waited for after the last question, seconds.
        port: Where questions go unless a target says otherwise.
        identify: Also ask each camera without a login for maker, model and whether it wants one.
        cancel: Ends the search within 0.1 s, the asking of `identify` within 2 s; what was found so
            far is returned.
        on_found: Called with each camera at once; called again when more is known of it.
        on_progress: Called several times a second.

    Returns:
        Cameras in the order of their addresses.

    Raises:
        CameraError: ``discovery.target``, ``discovery.too_many``, ``discovery.public``,
            ``discovery.interface`` or ``discovery.no_network``; nothing was sent then.
    """
    own = [_own_address(name) for name in interfaces]
    if targets:
        asked = _expand(targets, port)
    else:
        asked = [
            _Target(address=GROUP, port=port, multicast_from=ip) for ip in own or _all_interfaces()
        ]
    search = _Search(clock=clock, cancel=cancel, on_found=on_found, on_progress=on_progress)
    found = search.run(asked, own[0] if own else "", timeout_s)
    if identify and found:
        found = _identify(found, clock, cancel, on_found)
    return tuple(sorted(found, key=lambda camera: ipaddress.ip_address(camera.address)))


class _Search:
    """One search: its sockets, what it asked, what came back."""

    def __init__(
        self,
        *,
        clock: Clock,
        cancel: Cancel | None,
        on_found: Callable[[FoundCamera], None] | None,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._clock = clock
        self._cancel = cancel
        self._on_found = on_found
        self._on_progress = on_progress
        self._asked: set[str] = set()
        self._found: dict[str, FoundCamera] = {}
        self._of_host: Counter[str] = Counter()

    def run(self, asked: list[_Target], source: str, timeout_s: float) -> list[FoundCamera]:
        selector = selectors.DefaultSelector()
        sockets: dict[str, socket.socket] = {}
        try:
            for target in asked:
                if target.multicast_from not in sockets:
                    sock = _udp(target.multicast_from, source)
                    sockets[target.multicast_from] = sock
                    selector.register(sock, selectors.EVENT_READ)
            self._exchange(selector, sockets, asked, timeout_s)
        finally:
            selector.close()
            for sock in sockets.values():
                sock.close()
        return list(self._found.values())

    def _exchange(
        self,
        selector: selectors.BaseSelector,
        sockets: dict[str, socket.socket],
        asked: list[_Target],
        timeout_s: float,
    ) -> None:
        rounds = REPEATS if asked[0].multicast_from else 2
        probes = [self._probe(space, name) for space, name in TYPES]
        # Each round asks all targets; a range is spread over time.
        gap = 1 / PER_SECOND
        plan: list[tuple[float, _Target, bytes]] = []
        due = 0.0
        for number in range(rounds):
            due = max(due, number * REPEAT_S)
            for target in asked:
                for probe in probes:
                    plan.append((due, target, probe))
                    due += gap
        start = self._clock.monotonic()
        end = plan[-1][0] + timeout_s
        position = 0
        while not (self._cancel is not None and self._cancel.is_set()):
            now = self._clock.monotonic() - start
            while position < len(plan) and plan[position][0] <= now:
                _due, target, probe = plan[position]
                position += 1
                try:
                    sockets[target.multicast_from].sendto(probe, (target.address, target.port))
                except OSError:
                    continue  # no route there: nobody answers from there either
            if self._on_progress is not None:
                self._on_progress(Progress(share=min(1.0, now / end), found=len(self._found)))
            if now >= end or len(self._found) >= MAX_FOUND:
                return
            wait = plan[position][0] - now if position < len(plan) else end - now
            for key, _events in selector.select(max(0.0, min(wait, 0.1))):
                self._receive(key.fileobj)

    def _probe(self, space: str, name: str) -> bytes:
        message_id = f"urn:uuid:{uuid.uuid4()}"
        self._asked.add(message_id)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" '
            f'xmlns:a="{ADDRESSING}" xmlns:d="{DISCOVERY}"><s:Header>'
            f"<a:Action>{DISCOVERY}/Probe</a:Action><a:MessageID>{message_id}</a:MessageID>"
            "<a:ReplyTo><a:Address>"
            f"{ADDRESSING}/role/anonymous</a:Address></a:ReplyTo>"
            "<a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>"
            f'<s:Body><d:Probe><d:Types xmlns:n="{space}">n:{name}</d:Types></d:Probe></s:Body>'
            "</s:Envelope>"
        ).encode()

    def _receive(self, sock: object) -> None:
        assert isinstance(sock, socket.socket)  # noqa: S101 - for the type checker
        try:
            data, sender = sock.recvfrom(MAX_DATAGRAM)
        except OSError:
            return  # an ICMP error of an address where nobody is
        for camera in matches(data, sender[0], self._asked):
            key = camera.endpoint or camera.address
            key = f"{camera.address} {key}"
            known = key in self._found or self._of_host[camera.address] >= MAX_OF_ONE_HOST
            if not known and len(self._found) < MAX_FOUND:
                self._found[key] = camera
                self._of_host[camera.address] += 1
                if self._on_found is not None:
                    self._on_found(camera)


def matches(data: bytes, sender: str, asked: Iterable[str]) -> list[FoundCamera]:
    """Return the cameras of an answer; [] for anything that is no answer to our question.

    Args:
        data: The datagram.
        sender: IP address that it came from.
        asked: Message ids of our questions.
    """
    try:
        root = safe_xml.parse(data, max_bytes=MAX_DATAGRAM)
    except BadXmlError:
        return []
    if root.value("Header", "RelatesTo") not in asked:
        return []
    found = []
    answer = root.find("Body", "ProbeMatches") or Node("")
    for match in [node for node in answer.children if node.name == "ProbeMatch"][:MAX_MATCHES]:
        types = {word.rpartition(":")[2] for word in match.value("Types").split()}
        if types and not types & {name for _space, name in TYPES}:
            continue  # a printer
        service, moved = _service(match.value("XAddrs"), sender)
        scopes = _scopes(match.value("Scopes"))
        found.append(
            FoundCamera(
                address=sender,
                service=service.uri,
                name=scopes.get("name", ""),
                maker=scopes.get("manufacturer", ""),
                model=scopes.get("hardware", ""),
                location=scopes.get("location", ""),
                endpoint=plain_text(match.value("EndpointReference", "Address")),
                moved=moved,
            )
        )
    return found


def _service(named: str, sender: str) -> tuple[Address, bool]:
    """Return the device service on the host that answered, and whether another was named."""
    contact = Address(scheme="http", host=sender, port=80, rest=DEVICE_PATH)
    moved: Address | None = None
    for text in named.split()[:16]:
        try:
            address, other = addresses.pinned(text, contact)
        except BadAddressError:
            continue
        if address.scheme not in ("http", "https"):
            continue
        if not other:
            return address, False
        moved = moved or address
    return moved or contact, moved is not None


def _scopes(text: str) -> dict[str, str]:
    """Return what ``onvif://www.onvif.org/KEY/VALUE`` scopes say, the first of each key."""
    found: dict[str, str] = {}
    for word in text.split()[:64]:
        hit = re.fullmatch(r"onvif://www\.onvif\.org/([A-Za-z]+)/(.{1,256})", word)
        if hit is not None:
            key = hit[1].lower()
            key = "manufacturer" if key in ("mfr", "manufacturer") else key
            found.setdefault(key, plain_text(unquote(hit[2]).replace("_", " ")))
    return found


def _identify(
    found: list[FoundCamera],
    clock: Clock,
    cancel: Cancel | None,
    on_found: Callable[[FoundCamera], None] | None,
) -> list[FoundCamera]:
    end = clock.monotonic() + IDENTIFY_S

    def ask(camera: FoundCamera) -> FoundCamera:
        if clock.monotonic() > end:
            return camera
        try:
            client = OnvifClient(
                address=camera.service, clock=clock, request_s=2.0, total_s=3.0, cancel=cancel
            )
            info, needs = client.identity()
        except CameraError:
            return camera  # found all the same; a connection test says what is wrong
        known = replace(
            camera,
            maker=info[0] or camera.maker,
            model=info[1] or camera.model,
            needs_password=needs,
        )
        if on_found is not None:
            on_found(known)
        return known

    with ThreadPoolExecutor(IDENTIFY_WORKERS, thread_name_prefix="camera-ask") as pool:
        return list(pool.map(ask, found))


# ---------------------------------------------------------------------- addresses to ask


def _expand(targets: Sequence[str], port: int) -> list[_Target]:
    found: dict[tuple[str, int], _Target] = {}
    for text in targets:
        for address, at in _addresses(text.strip(), port):
            found.setdefault((address, at), _Target(address=address, port=at))
            if len(found) > MAX_TARGETS:
                raise CameraError("discovery.too_many", most=MAX_TARGETS)
    return list(found.values())


def _addresses(text: str, port: int) -> list[tuple[str, int]]:
    if "/" in text:
        try:
            network = ipaddress.IPv4Network(text, strict=False)
        except ValueError:
            raise CameraError("discovery.target", target=_shown(text)) from None
        if network.num_addresses > MAX_TARGETS:
            raise CameraError("discovery.too_many", most=MAX_TARGETS)
        if not network.is_private:
            raise CameraError("discovery.public", target=str(network))
        return [(str(host), port) for host in network.hosts()]
    host, colon, number = text.partition(":")
    try:
        at = int(number) if colon else port
        ip = str(ipaddress.IPv4Address(host))
    except ValueError:
        raise CameraError("discovery.target", target=_shown(text)) from None
    if not 0 < at < 65536:
        raise CameraError("discovery.target", target=_shown(text))
    return [(ip, at)]


def _shown(text: str) -> str:
    """Return what was typed, without a login."""
    return plain_text(text.rpartition("@")[2])


def _own_address(name: str) -> str:
    """Return the IPv4 address of an interface, given its name or that address."""
    try:
        return str(ipaddress.IPv4Address(name))
    except ValueError:
        pass  # a name, then
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        request = struct.pack("256s", name.encode()[:15])
        try:
            answer = fcntl.ioctl(sock.fileno(), SIOCGIFADDR, request)
        except OSError:
            raise CameraError("discovery.interface", name=plain_text(name)) from None
    return socket.inet_ntoa(answer[20:24])


def _all_interfaces() -> list[str]:
    found = []
    for _index, name in socket.if_nameindex():
        try:
            ip = _own_address(name)
        except CameraError:
            continue  # no IPv4 address on it
        if not ip.startswith("127."):
            found.append(ip)
    if not found:
        raise CameraError("discovery.no_network")
    return found


def _udp(multicast_from: str, source: str) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        if multicast_from:
            interface = socket.inet_aton(multicast_from)
            sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, interface)
            sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
        sock.bind((multicast_from or source, 0))
    except OSError:
        sock.close()
        raise CameraError("discovery.interface", name=multicast_from or source) from None
    return sock
