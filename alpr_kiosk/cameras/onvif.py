# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asks one camera by ONVIF who it is and which streams it has.

Device service: GetSystemDateAndTime, GetDeviceInformation, GetServices, GetCapabilities. Media
service (ver10) and Media2 (ver20, which alone tells of H.265): GetProfiles, GetStreamUri,
GetSnapshotUri. Why there is no ONVIF package below: docs/adr/0016-onvif-libraries.md.
"""

from __future__ import annotations

from datetime import timedelta
from email.utils import parsedate_to_datetime
from xml.sax.saxutils import escape

from pydantic import SecretStr

from alpr_kiosk.cameras import addresses, net
from alpr_kiosk.cameras.addresses import Address, BadAddressError
from alpr_kiosk.cameras.types import CameraDescription, Cancel, StreamChoice
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import CameraError
from alpr_kiosk.wire import safe_xml, soap
from alpr_kiosk.wire.safe_xml import BadXmlError, Node, plain_text
from alpr_kiosk.wire.soap import DEVICE, DEVICE_PATH, SCHEMA, YEARS

MEDIA = "http://www.onvif.org/ver10/media/wsdl"
MEDIA2 = "http://www.onvif.org/ver20/media/wsdl"

REQUEST_S = 3.0  # one answer; slow cameras take about a second
TOTAL_S = 10.0  # all of them together; a person waits
MAX_PROFILES = 16

CODECS = {
    "H264": "h264",
    "H265": "hevc",
    "HEVC": "hevc",
    "JPEG": "mjpeg",
    "MPEG4": "mpeg4",
    "MP4V-ES": "mpeg4",
    "MPV4-ES": "mpeg4",
}
"""ONVIF's names (VideoEncoding, and the media sub-types of Media2) as FFmpeg says them."""


class OnvifClient:
    """Talks to one camera; nothing is sent before a method is called.

    Not thread-safe. Its repr shows neither user nor password.

    Args:
        address: Host, ``host:port``, or the address of its device service.
        clock: For the login's time stamp and the deadline.
        user: User, "" to ask without a login.
        password: Password.
        request_s: Longest time of one request, seconds.
        total_s: Longest time of all requests together, seconds.
        cancel: Ends it between two requests.

    Raises:
        CameraError: ``camera.address``.
    """

    def __init__(
        self,
        *,
        address: str,
        clock: Clock,
        user: str = "",
        password: SecretStr | None = None,
        request_s: float = REQUEST_S,
        total_s: float = TOTAL_S,
        cancel: Cancel | None = None,
    ) -> None:
        self._device = _service_address(address)
        self._clock = clock
        self._user = user
        self._password = password or SecretStr("")
        self._request_s = request_s
        self._deadline = clock.monotonic() + total_s
        self._cancel = cancel
        self._ip = ""
        self._offset: timedelta | None = None
        self._http_offset = timedelta(0)
        self._notes: list[str] = []

    def __repr__(self) -> str:
        return f"OnvifClient(address={self._device.shown!r})"

    def describe(self) -> CameraDescription:
        """Ask for everything.

        Raises:
            CameraError: ``camera.name``, ``camera.refused``, ``camera.unreachable``,
                ``camera.login``, ``camera.slow``, ``camera.cancelled``, ``onvif.none`` (answers,
                but not as ONVIF), ``onvif.redirect``, ``onvif.hostile`` (an answer that is too
                large or unsafe), ``onvif.fault``. No context holds user or password.
        """
        offset = self.clock_offset()
        answer = self._ask(self._device, f'<GetDeviceInformation xmlns="{DEVICE}"/>')
        info = answer.find("GetDeviceInformationResponse") or Node("")
        streams = self.streams()
        return CameraDescription(
            address=self._device.host,
            maker=plain_text(info.value("Manufacturer")),
            model=plain_text(info.value("Model")),
            firmware=plain_text(info.value("FirmwareVersion")),
            clock_offset_s=offset.total_seconds(),
            streams=streams,
            notes=tuple(dict.fromkeys(self._notes)),
        )

    def identity(self) -> tuple[tuple[str, str], bool]:
        """Ask without a login for maker and model; also return whether it wants a login.

        Raises:
            CameraError: As `describe`, but never ``camera.login``.
        """
        try:
            body = self._send(
                self._device, f'<GetDeviceInformation xmlns="{DEVICE}"/>', login=False
            )
        except CameraError as exc:
            if exc.code == "camera.login":
                return ("", ""), True
            raise
        info = body.find("GetDeviceInformationResponse") or Node("")
        return (plain_text(info.value("Manufacturer")), plain_text(info.value("Model"))), False

    def clock_offset(self) -> timedelta:
        """Return by how much the camera's clock is ahead; asked for without a login.

        The time stamp in a login must be near the camera's own time, and cameras without a time
        server are off by hours or decades.
        """
        if self._offset is not None:
            return self._offset
        self._offset = timedelta(0)
        try:
            body = self._send(
                self._device, f'<GetSystemDateAndTime xmlns="{DEVICE}"/>', login=False
            )
        except CameraError as exc:
            if exc.code not in ("camera.login", "onvif.fault"):
                raise
            # Some firmware wants a login even for this: the header of its answer told the time.
            self._offset = self._http_offset
            return self._offset
        told = soap.utc_time(body)
        if told is not None:
            self._offset = told - self._clock.utc_now()
        return self._offset

    def streams(self) -> tuple[StreamChoice, ...]:
        """Ask the media services for the profiles and their addresses.

        Raises:
            CameraError: As `describe`.
        """
        services = self._services()
        found: tuple[StreamChoice, ...] = ()
        if MEDIA2 in services:
            try:
                found = self._media_streams(services[MEDIA2], MEDIA2)
            except CameraError as exc:
                if exc.code not in ("onvif.fault", "onvif.none"):
                    raise
        if not found:
            found = self._media_streams(services.get(MEDIA, self._device), MEDIA)
        return found

    # ------------------------------------------------------------------ services

    def _services(self) -> dict[str, Address]:
        named: dict[str, str] = {}
        try:
            body = self._ask(
                self._device,
                f'<GetServices xmlns="{DEVICE}"><IncludeCapability>false</IncludeCapability>'
                "</GetServices>",
            )
            for service in body.every("Service"):
                named[service.value("Namespace")] = service.value("XAddr")
        except CameraError as exc:
            if exc.code != "onvif.fault":
                raise
        if MEDIA not in named and MEDIA2 not in named:
            body = self._ask(
                self._device,
                f'<GetCapabilities xmlns="{DEVICE}"><Category>All</Category></GetCapabilities>',
            )
            media = next(body.every("Media"), Node(""))
            named[MEDIA] = media.value("XAddr")
        found = {}
        for namespace in (MEDIA, MEDIA2):
            address = self._service(named.get(namespace, ""))
            if address is not None:
                found[namespace] = address
        return found

    def _service(self, named: str) -> Address | None:
        """Return the address of a service on the host that was asked."""
        if not named:
            return None
        try:
            address, moved = addresses.pinned(named, self._device, frozenset({self._ip}))
        except BadAddressError:
            self._notes.append("onvif.bad_address")
            return None
        if moved:
            # Behind a port forwarding its own port means nothing either.
            self._notes.append("onvif.other_host")
            return Address(
                scheme=self._device.scheme,
                host=self._device.host,
                port=self._device.port,
                rest=address.rest,
            )
        if address.scheme not in ("http", "https"):
            self._notes.append("onvif.bad_address")
            return None
        return address

    # ------------------------------------------------------------------ media

    def _media_streams(self, service: Address, namespace: str) -> tuple[StreamChoice, ...]:
        wanted = "<Type>VideoEncoder</Type>" if namespace == MEDIA2 else ""
        body = self._ask(service, f'<GetProfiles xmlns="{namespace}">{wanted}</GetProfiles>')
        profiles = [node for node in body.every("Profiles") if node.attributes.get("token")]
        if len(profiles) > MAX_PROFILES:
            self._notes.append("onvif.too_many")
        found = []
        for profile in profiles[:MAX_PROFILES]:
            stream = self._stream(service, namespace, profile)
            if stream is not None:
                found.append(stream)
        return tuple(found)

    def _stream(self, service: Address, namespace: str, profile: Node) -> StreamChoice | None:
        encoder = profile.find("VideoEncoderConfiguration") or profile.find(
            "Configurations", "VideoEncoder"
        )
        if encoder is None:
            return None  # sound or data only
        token = escape(profile.attributes["token"])
        uri, moved = self._uri(service, _stream_request(namespace, token))
        if uri is None:
            return None
        snapshot, _moved = self._uri(
            service,
            f'<GetSnapshotUri xmlns="{namespace}"><ProfileToken>{token}</ProfileToken>'
            "</GetSnapshotUri>",
            optional=True,
        )
        fps = _number(encoder.value("RateControl", "FrameRateLimit"), 240)
        gop = _number(
            encoder.attributes.get("GovLength", "")
            or next((node.text for node in encoder.every("GovLength")), ""),
            10_000,
        )
        encoding = encoder.value("Encoding").upper()
        return StreamChoice(
            name=plain_text(profile.value("Name")) or plain_text(token),
            uri=uri.uri,
            width=int(_number(encoder.value("Resolution", "Width"), 20_000)),
            height=int(_number(encoder.value("Resolution", "Height"), 20_000)),
            fps=fps,
            codec=CODECS.get(encoding, ""),
            bitrate_kbps=int(_number(encoder.value("RateControl", "BitrateLimit"), 1_000_000)),
            gop_s=gop / fps if gop and fps else None,
            snapshot=snapshot.uri if snapshot is not None else "",
            moved=moved,
        )

    def _uri(
        self, service: Address, request: str, *, optional: bool = False
    ) -> tuple[Address | None, bool]:
        try:
            body = self._ask(service, request)
        except CameraError as exc:
            if exc.code in ("onvif.fault", "onvif.none") or (
                optional and exc.code in ("camera.login", "camera.unreachable")
            ):
                return None, False
            raise
        told = next(body.every("Uri"), Node("")).text
        if not told:
            return None, False
        try:
            address, moved = addresses.pinned(told, self._device, frozenset({self._ip}))
        except BadAddressError:
            self._notes.append("onvif.bad_address")
            return None, False
        if addresses.holds(address.uri, self._password.get_secret_value()):
            self._notes.append("onvif.secret_in_address")
            return None, False
        if moved:
            self._notes.append("onvif.other_host")
        return address, moved

    # ------------------------------------------------------------------ one request

    def _ask(self, service: Address, body: str) -> Node:
        return self._send(service, body, login=bool(self._user))

    def _send(self, service: Address, body: str, *, login: bool) -> Node:
        security = ""
        if login:
            security = soap.username_token(
                self._user,
                self._password.get_secret_value(),
                now=self._clock.utc_now(),
                offset=self._offset or timedelta(0),
            )
        message = soap.envelope(body, security)
        reply = self._post(service, message, {})
        challenge = reply.headers.get("www-authenticate", "")
        if reply.status == 401 and login and challenge:
            header = soap.http_digest(
                challenge,
                user=self._user,
                password=self._password.get_secret_value(),
                method="POST",
                path=service.rest or "/",
            )
            if header:
                reply = self._post(service, message, {"Authorization": header})
        self._note_date(reply)
        return self._body(service, reply)

    def _post(self, service: Address, message: bytes, headers: dict[str, str]) -> net.Reply:
        if self._cancel is not None and self._cancel.is_set():
            raise CameraError("camera.cancelled", host=service.host)
        left = self._deadline - self._clock.monotonic()
        if left <= 0:
            raise CameraError("camera.slow", host=service.host)
        within = min(self._request_s, left)
        if not self._ip:
            self._ip = net.resolve(service.host, service.port, timeout_s=within)
        return net.post(
            service,
            self._ip,
            message,
            {"Content-Type": "application/soap+xml; charset=utf-8", **headers},
            timeout_s=within,
            max_bytes=safe_xml.MAX_BYTES,
        )

    def _body(self, service: Address, reply: net.Reply) -> Node:
        where = {"host": service.host, "port": service.port}
        if 300 <= reply.status < 400:
            raise CameraError("onvif.redirect", **where)
        if reply.cut:
            raise CameraError("onvif.hostile", **where, detail="too long")
        try:
            root = safe_xml.parse(reply.body)
        except BadXmlError as exc:
            if reply.status == 401:
                raise CameraError("camera.login", **where) from None
            if reply.status == 200 and str(exc) != "not well-formed":
                raise CameraError("onvif.hostile", **where, detail=str(exc)) from None
            raise CameraError("onvif.none", **where, detail=f"HTTP {reply.status}") from None
        codes = soap.fault_codes(root)
        if reply.status == 401 or soap.LOGIN_FAULTS.intersection(codes):
            raise CameraError("camera.login", **where)
        if codes:
            raise CameraError("onvif.fault", **where, detail=plain_text(codes[-1]))
        body = root.find("Body")
        if root.name != "Envelope" or body is None or reply.status != 200:
            raise CameraError("onvif.none", **where, detail=f"HTTP {reply.status}")
        return body

    def _note_date(self, reply: net.Reply) -> None:
        try:
            told = parsedate_to_datetime(reply.headers.get("date", ""))
        except (TypeError, ValueError):
            return
        if told.tzinfo is not None and told.year in YEARS:
            self._http_offset = told - self._clock.utc_now()


def _service_address(text: str) -> Address:
    """Return the device service of what a person typed: a host, host:port, or an address."""
    text = text.strip()
    if text.count(":") > 1 and "://" not in text and not text.startswith("["):
        text = f"[{text}]"  # a bare IPv6 address
    try:
        address, _login = addresses.parse(text if "://" in text else f"http://{text}")
    except BadAddressError:
        raise CameraError("camera.address") from None
    if address.scheme not in ("http", "https"):
        # The stream's address was given: its host has the device service at the usual place.
        return Address(scheme="http", host=address.host, port=80, rest=DEVICE_PATH)
    if address.rest in ("", "/"):
        return Address(
            scheme=address.scheme, host=address.host, port=address.port, rest=DEVICE_PATH
        )
    return address


def _stream_request(namespace: str, token: str) -> str:
    if namespace == MEDIA2:
        return (
            f'<GetStreamUri xmlns="{namespace}"><Protocol>RTSP</Protocol>'
            f"<ProfileToken>{token}</ProfileToken></GetStreamUri>"
        )
    return (
        f'<GetStreamUri xmlns="{namespace}"><StreamSetup>'
        f'<Stream xmlns="{SCHEMA}">RTP-Unicast</Stream>'
        f'<Transport xmlns="{SCHEMA}"><Protocol>RTSP</Protocol></Transport></StreamSetup>'
        f"<ProfileToken>{token}</ProfileToken></GetStreamUri>"
    )


def _number(text: str, most: float) -> float:
    """Return a number between 0 and `most`, 0 for anything else."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value <= most else 0.0
