# SPDX-License-Identifier: AGPL-3.0-or-later
"""An ONVIF camera on loopback: WS-Discovery by UDP, device and media services by SOAP.

It checks logins as a camera does: the digest over nonce, time stamp and password, each nonce once,
and the time stamp against its own clock (which may be wrong). HTTP digest by choice. It speaks
Media and, by choice, Media2.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import socket
import threading
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.etree import ElementTree as ET  # what comes in was made by ourselves
from xml.sax.saxutils import escape

from tests.emulators.login_doors import S, TokenDoor

TDS = "http://www.onvif.org/ver10/device/wsdl"
TRT = "http://www.onvif.org/ver10/media/wsdl"
TR2 = "http://www.onvif.org/ver20/media/wsdl"
TT = "http://www.onvif.org/ver10/schema"
TER = "http://www.onvif.org/ver10/error"
WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
WSD = "http://schemas.xmlsoap.org/ws/2005/04/discovery"

REALM = "IP Camera(C1234)"


class Trouble(Enum):
    """What is wrong with its SOAP answers."""

    NONE = "none"
    HUGE = "huge"
    ENTITIES = "entities"
    EXTERNAL = "external"
    DEEP = "deep"
    MANY = "many"
    GARBAGE = "garbage"
    WEB_PAGE = "web page"
    REDIRECT = "redirect"
    HANG = "hang"
    DRIP = "drip"
    DRIP_BODY = "drip body"
    BASIC_ONLY = "basic only"


@dataclass(frozen=True)
class Profile:
    """A media profile; `uri` as GetStreamUri tells it."""

    token: str
    uri: str
    name: str = ""
    width: int = 1920
    height: int = 1080
    fps: int = 25
    codec: str = "H264"
    gov: int = 50
    snapshot: str = ""


@dataclass(frozen=True)
class Request:
    """One request as it came in."""

    operation: str
    headers: str
    body: bytes
    authorised: bool


class OnvifEmulator:
    """Use as a context manager; `address` is "127.0.0.1:port".

    Args:
        profiles: What it offers.
        user: "" switches the login off.
        password: Of that user.
        clock_ahead: By how much its clock is ahead of ours.
        http_login: Wants HTTP digest instead of the security header.
        media2: Has the Media2 service as well.
        get_services: Knows GetServices; old ones have GetCapabilities only.
        advertise: Host that it names in its service addresses, None for the right one.
        time_needs_login: Even tells the time only after a login.
        host: Address of the interface that it stands at.
    """

    def __init__(
        self,
        *,
        profiles: tuple[Profile, ...] = (),
        user: str = "",
        password: str = "",
        clock_ahead: timedelta = timedelta(0),
        http_login: bool = False,
        media2: bool = False,
        get_services: bool = True,
        advertise: str | None = None,
        time_needs_login: bool = False,
        host: str = "127.0.0.1",
    ) -> None:
        self.host = host
        self.profiles = profiles
        self.user = user
        self.password = password
        self.clock_ahead = clock_ahead
        self.http_login = http_login
        self.media2 = media2
        self.get_services = get_services
        self.advertise = advertise
        self.time_needs_login = time_needs_login
        self.trouble = Trouble.NONE
        self.redirect_to = "http://127.0.0.1:9/onvif/device_service"
        self.scopes = (
            "onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/name/Gate%20A "
            "onvif://www.onvif.org/hardware/GK-200 onvif://www.onvif.org/location/yard"
        )
        self.endpoint = f"urn:uuid:{uuid.uuid4()}"
        self.requests: list[Request] = []
        self.probes = 0
        self.refused = 0
        self.datagrams: list[bytes] = []  # sent instead of the right answer, if any
        self.closing = threading.Event()
        self.token_door = TokenDoor(user=user, password=password, now=self.now)
        self._http_nonces: set[str] = set()
        self._lock = threading.Lock()
        self._server: _Server | None = None
        self._udp: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self.probe_port = 0

    # ------------------------------------------------------------------ life

    def __enter__(self) -> OnvifEmulator:
        self._server = _Server((self.host, 0), self)
        self._udp.append(self._listen(self.host, 0))
        self.probe_port = self._udp[0].getsockname()[1]
        self._threads = [
            threading.Thread(
                target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
            ),
            threading.Thread(target=self._respond, args=(self._udp[0],), daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        return self

    def join_group(self, group: str, port: int) -> None:
        """Also answer probes to a multicast group, on its interface."""
        sock = self._listen("", port)
        member = socket.inet_aton(group) + socket.inet_aton(self.host)
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
        self._udp.append(sock)
        thread = threading.Thread(target=self._respond, args=(sock,), daemon=True)
        thread.start()
        self._threads.append(thread)

    def __exit__(self, *_exc: object) -> None:
        self.closing.set()
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()
        for sock in self._udp:
            # Closing alone leaves a thread in recvfrom.
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as waker:
                waker.sendto(b"", (self.host, sock.getsockname()[1]))
        for thread in self._threads:
            thread.join(10)
        for sock in self._udp:
            sock.close()

    @staticmethod
    def _listen(host: str, port: int) -> socket.socket:
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        return sock

    @property
    def port(self) -> int:
        assert self._server is not None
        return self._server.server_address[1]

    @property
    def address(self) -> str:
        return f"{self.host}:{self.port}"

    def service(self, name: str) -> str:
        """Address of a service as it tells it."""
        return f"http://{self.advertise or self.address}/onvif/{name}"

    def operations(self) -> list[str]:
        return [request.operation for request in self.requests]

    def now(self) -> datetime:
        return datetime.now(timezone.utc) + self.clock_ahead

    # ------------------------------------------------------------------ WS-Discovery

    def _respond(self, sock: socket.socket) -> None:
        while True:
            data, sender = sock.recvfrom(65535)
            if self.closing.is_set():
                return
            if not data:
                continue
            self.probes += 1
            root = ET.fromstring(data)  # noqa: S314
            message = root.findtext(f"{{{S}}}Header/{{{WSA}}}MessageID")
            assert message
            types = root.findtext(f"{{{S}}}Body/{{{WSD}}}Probe/{{{WSD}}}Types") or ""
            answers = self.datagrams or [self._match(message)]
            if types and not re.search(r"NetworkVideoTransmitter|Device", types):
                continue
            for answer in answers:
                sock.sendto(answer.replace(b"@MESSAGE@", message.encode()), sender)

    def _match(self, message: str) -> bytes:
        return match_datagram(
            message, self.endpoint, self.scopes, self.service("device_service")
        ).encode()

    # ------------------------------------------------------------------ SOAP

    def answer(self, operation: str, body: ET.Element) -> str | None:
        """Return the body of an answer, None for an operation that it does not know."""
        match operation:
            case "GetSystemDateAndTime":
                return self._time()
            case "GetDeviceInformation":
                return (
                    f'<tds:GetDeviceInformationResponse xmlns:tds="{TDS}">'
                    "<tds:Manufacturer>Guard Works</tds:Manufacturer><tds:Model>GK-200</tds:Model>"
                    "<tds:FirmwareVersion>1.2.3</tds:FirmwareVersion>"
                    "<tds:SerialNumber>0001</tds:SerialNumber>"
                    "<tds:HardwareId>1</tds:HardwareId></tds:GetDeviceInformationResponse>"
                )
            case "GetServices" if self.get_services:
                named = [(TDS, "device_service"), (TRT, "media_service")]
                named += [(TR2, "media2_service")] if self.media2 else []
                return (
                    f'<tds:GetServicesResponse xmlns:tds="{TDS}">'
                    + "".join(
                        f"<tds:Service><tds:Namespace>{space}</tds:Namespace>"
                        f"<tds:XAddr>{self.service(name)}</tds:XAddr>"
                        f'<tds:Version><tt:Major xmlns:tt="{TT}">2</tt:Major>'
                        f'<tt:Minor xmlns:tt="{TT}">60</tt:Minor></tds:Version></tds:Service>'
                        for space, name in named
                    )
                    + "</tds:GetServicesResponse>"
                )
            case "GetCapabilities":
                return (
                    f'<tds:GetCapabilitiesResponse xmlns:tds="{TDS}" xmlns:tt="{TT}">'
                    "<tds:Capabilities><tt:Device>"
                    f"<tt:XAddr>{self.service('device_service')}</tt:XAddr></tt:Device><tt:Media>"
                    f"<tt:XAddr>{self.service('media_service')}</tt:XAddr>"
                    "<tt:StreamingCapabilities><tt:RTPMulticast>false</tt:RTPMulticast>"
                    "</tt:StreamingCapabilities></tt:Media></tds:Capabilities>"
                    "</tds:GetCapabilitiesResponse>"
                )
            case "GetProfiles":
                media2 = body.tag.startswith(f"{{{TR2}}}")
                return self._profiles2() if media2 else self._profiles()
            case "GetStreamUri" | "GetSnapshotUri":
                return self._uri(operation, body)
        return None

    def _time(self) -> str:
        now = self.now()
        return (
            f'<tds:GetSystemDateAndTimeResponse xmlns:tds="{TDS}" xmlns:tt="{TT}">'
            "<tds:SystemDateAndTime><tt:DateTimeType>Manual</tt:DateTimeType>"
            "<tt:DaylightSavings>false</tt:DaylightSavings>"
            "<tt:TimeZone><tt:TZ>CST-8</tt:TZ></tt:TimeZone>"
            f"<tt:UTCDateTime><tt:Time><tt:Hour>{now.hour}</tt:Hour>"
            f"<tt:Minute>{now.minute}</tt:Minute><tt:Second>{now.second}</tt:Second></tt:Time>"
            f"<tt:Date><tt:Year>{now.year}</tt:Year><tt:Month>{now.month}</tt:Month>"
            f"<tt:Day>{now.day}</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime>"
            "</tds:GetSystemDateAndTimeResponse>"
        )

    def _profiles(self) -> str:
        return (
            f'<trt:GetProfilesResponse xmlns:trt="{TRT}" xmlns:tt="{TT}">'
            + "".join(
                f'<trt:Profiles token="{p.token}" fixed="true"><tt:Name>{p.name or p.token}'
                f'</tt:Name><tt:VideoEncoderConfiguration token="enc_{p.token}">'
                f"<tt:Name>enc</tt:Name><tt:UseCount>1</tt:UseCount>"
                # Media has no word for H.265; cameras say H264, or leave such profiles out.
                f"<tt:Encoding>{'H264' if p.codec == 'H265' else p.codec}</tt:Encoding>"
                f"<tt:Resolution><tt:Width>{p.width}</tt:Width><tt:Height>{p.height}</tt:Height>"
                "</tt:Resolution><tt:Quality>3</tt:Quality><tt:RateControl>"
                f"<tt:FrameRateLimit>{p.fps}</tt:FrameRateLimit>"
                "<tt:EncodingInterval>1</tt:EncodingInterval>"
                "<tt:BitrateLimit>2048</tt:BitrateLimit></tt:RateControl>"
                f"<tt:H264><tt:GovLength>{p.gov}</tt:GovLength>"
                "<tt:H264Profile>Main</tt:H264Profile></tt:H264>"
                "<tt:Multicast><tt:Address><tt:Type>IPv4</tt:Type>"
                "<tt:IPv4Address>0.0.0.0</tt:IPv4Address></tt:Address><tt:Port>0</tt:Port>"
                "<tt:TTL>1</tt:TTL><tt:AutoStart>false</tt:AutoStart></tt:Multicast>"
                "<tt:SessionTimeout>PT60S</tt:SessionTimeout></tt:VideoEncoderConfiguration>"
                "</trt:Profiles>"
                for p in self.profiles
            )
            + '<trt:Profiles token="audio" fixed="true"><tt:Name>Sound</tt:Name></trt:Profiles>'
            + "</trt:GetProfilesResponse>"
        )

    def _profiles2(self) -> str:
        return (
            f'<tr2:GetProfilesResponse xmlns:tr2="{TR2}" xmlns:tt="{TT}">'
            + "".join(
                f'<tr2:Profiles token="{p.token}" fixed="true"><tr2:Name>{p.name or p.token}'
                "</tr2:Name><tr2:Configurations>"
                f'<tr2:VideoEncoder token="enc_{p.token}" GovLength="{p.gov}" Profile="Main">'
                f"<tt:Name>enc</tt:Name><tt:UseCount>1</tt:UseCount>"
                f"<tt:Encoding>{p.codec}</tt:Encoding>"
                f"<tt:Resolution><tt:Width>{p.width}</tt:Width><tt:Height>{p.height}</tt:Height>"
                '</tt:Resolution><tt:RateControl ConstantBitRate="false">'
                f"<tt:FrameRateLimit>{p.fps}</tt:FrameRateLimit>"
                "<tt:BitrateLimit>2048</tt:BitrateLimit></tt:RateControl>"
                "<tt:Quality>3</tt:Quality></tr2:VideoEncoder></tr2:Configurations></tr2:Profiles>"
                for p in self.profiles
            )
            + "</tr2:GetProfilesResponse>"
        )

    def _uri(self, operation: str, body: ET.Element) -> str | None:
        space = TR2 if body.tag.startswith(f"{{{TR2}}}") else TRT
        token = body.findtext(f"{{{space}}}ProfileToken")
        if operation == "GetStreamUri" and space == TRT:
            assert body.findtext(f"{{{TRT}}}StreamSetup/{{{TT}}}Stream") == "RTP-Unicast"
            assert (
                body.findtext(f"{{{TRT}}}StreamSetup/{{{TT}}}Transport/{{{TT}}}Protocol") == "RTSP"
            )
        found = [p for p in self.profiles if p.token == token]
        uri = found and (found[0].uri if operation == "GetStreamUri" else found[0].snapshot)
        if not uri:
            return None
        if space == TR2:
            inner = f"<tr2:Uri>{escape(uri)}</tr2:Uri>"
            return f'<tr2:{operation}Response xmlns:tr2="{TR2}">{inner}</tr2:{operation}Response>'
        return (
            f'<trt:{operation}Response xmlns:trt="{TRT}" xmlns:tt="{TT}"><trt:MediaUri>'
            f"<tt:Uri>{escape(uri)}</tt:Uri>"
            "<tt:InvalidAfterConnect>false</tt:InvalidAfterConnect>"
            "<tt:InvalidAfterReboot>false</tt:InvalidAfterReboot><tt:Timeout>PT0S</tt:Timeout>"
            f"</trt:MediaUri></trt:{operation}Response>"
        )

    # ------------------------------------------------------------------ logins

    def challenge(self) -> str:
        nonce = secrets.token_hex(16)
        with self._lock:
            self._http_nonces.add(nonce)
        return f'Digest realm="{REALM}", qop="auth", nonce="{nonce}", algorithm=MD5'

    def digest_is_right(self, header: str, path: str) -> bool:
        """Check an Authorization header as RFC 7616 says."""
        if not header.startswith("Digest "):
            return False
        parts = {
            key: quoted or plain
            for key, quoted, plain in re.findall(r'(\w+)=(?:"([^"]*)"|([^",\s]+))', header)
        }

        def md5(text: str) -> str:
            return hashlib.md5(text.encode()).hexdigest()  # noqa: S324

        nonce = parts.get("nonce", "")
        with self._lock:
            if nonce not in self._http_nonces:
                return False
            self._http_nonces.discard(nonce)
        one, two = md5(f"{self.user}:{REALM}:{self.password}"), md5(f"POST:{path}")
        middle = f"{nonce}:{parts.get('nc')}:{parts.get('cnonce')}:auth"
        return (
            parts.get("username") == self.user
            and parts.get("uri") == path
            and parts.get("response") == md5(f"{one}:{middle}:{two}")
        )


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], device: OnvifEmulator) -> None:
        self.device = device
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is normal here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "gSOAP/2.8"
    sys_version = ""
    server: _Server

    def log_message(self, *args: object) -> None:
        """Tests look at `requests`."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        return self.server.device.now().strftime("%a, %d %b %Y %H:%M:%S GMT")

    def do_GET(self) -> None:
        self._answer(404, b"<html>no</html>", "text/html")

    def do_POST(self) -> None:
        device = self.server.device
        self.close_connection = True
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        root = ET.fromstring(data)  # noqa: S314
        body = root.find(f"{{{S}}}Body/*")
        operation = body.tag.rpartition("}")[2] if body is not None else ""
        authorised = self._authorised(root, operation)
        device.requests.append(Request(operation, str(self.headers), data, authorised))
        if device.trouble is not Trouble.NONE:
            self._misbehave(device.trouble)
            return
        if not authorised:
            device.refused += 1
            if device.http_login:
                self._answer(401, b"", "text/plain", {"WWW-Authenticate": device.challenge()})
            else:
                self._fault(400, "ter:NotAuthorized", "Sender not Authorized")
            return
        assert body is not None
        answer = device.answer(operation, body)
        if answer is None:
            self._fault(400, "ter:ActionNotSupported", "Optional Action Not Implemented")
        else:
            self._soap(200, answer)

    def _authorised(self, root: ET.Element, operation: str) -> bool:
        device = self.server.device
        if not device.user:
            return True
        if operation == "GetSystemDateAndTime" and not device.time_needs_login:
            return True
        if device.http_login:
            return device.digest_is_right(self.headers.get("Authorization", ""), self.path)
        return device.token_door.lets_in(root)

    def _fault(self, status: int, subcode: str, reason: str) -> None:
        self._soap(
            status,
            f"<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>{subcode}</s:Value>"
            f'</s:Subcode></s:Code><s:Reason><s:Text xml:lang="en">{reason}</s:Text></s:Reason>'
            "</s:Fault>",
        )

    def _soap(self, status: int, body: str) -> None:
        self._answer(
            status,
            f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="{S}" xmlns:ter="{TER}">'
            f"<s:Body>{body}</s:Body></s:Envelope>".encode(),
            "application/soap+xml; charset=utf-8",
        )

    def _answer(
        self, status: int, data: bytes, kind: str, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        for key, value in (headers or {}).items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(data)

    def _misbehave(self, trouble: Trouble) -> None:
        device = self.server.device
        kind = "application/soap+xml"
        envelope = f'<s:Envelope xmlns:s="{S}"><s:Body>%s</s:Body></s:Envelope>'
        match trouble:
            case Trouble.HUGE:
                self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n<a>")
                while not device.closing.is_set():
                    self.wfile.write(b" " * 65536)
            case Trouble.ENTITIES:
                laughs = '<!ENTITY l0 "ha">' + "".join(
                    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
                )
                text = f"<?xml version='1.0'?><!DOCTYPE x [{laughs}]>" + envelope % "&l9;"
                self._answer(200, text.encode(), kind)
            case Trouble.EXTERNAL:
                head = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
                self._answer(200, (head + envelope % "&f;").encode(), kind)
            case Trouble.DEEP:
                self._answer(200, (envelope % ("<a>" * 5000 + "</a>" * 5000)).encode(), kind)
            case Trouble.MANY:
                self._answer(200, (envelope % ("<a/>" * 60000)).encode(), kind)
            case Trouble.GARBAGE:
                self._answer(200, b"\x00\xff\xfe<a", kind)
            case Trouble.WEB_PAGE:
                self._answer(404, b"<html><body>Not Found</body></html>", "text/html")
            case Trouble.REDIRECT:
                self._answer(302, b"", kind, {"Location": device.redirect_to})
            case Trouble.HANG:
                device.closing.wait(30)
            case Trouble.DRIP:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not device.closing.wait(0.05):
                    self.wfile.write(b"x")
            case Trouble.DRIP_BODY:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
                while not device.closing.wait(0.05):
                    self.wfile.write(b" ")
            case Trouble.BASIC_ONLY:
                self._answer(401, b"", kind, {"WWW-Authenticate": f'Basic realm="{REALM}"'})


def match_datagram(
    message: str, endpoint: str, scopes: str, xaddrs: str, types: str = "dn:NetworkVideoTransmitter"
) -> str:
    """Return a ProbeMatches message."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="{S}" xmlns:a="{WSA}" '
        f'xmlns:d="{WSD}" xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><s:Header>'
        f"<a:MessageID>urn:uuid:{uuid.uuid4()}</a:MessageID>"
        f"<a:RelatesTo>{message}</a:RelatesTo>"
        f"<a:To>{WSA}/role/anonymous</a:To>"
        f"<a:Action>{WSD}/ProbeMatches</a:Action></s:Header><s:Body><d:ProbeMatches><d:ProbeMatch>"
        f"<a:EndpointReference><a:Address>{endpoint}</a:Address></a:EndpointReference>"
        f"<d:Types>{types}</d:Types><d:Scopes>{scopes}</d:Scopes><d:XAddrs>{xaddrs}</d:XAddrs>"
        "<d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></s:Body>"
        "</s:Envelope>"
    )
