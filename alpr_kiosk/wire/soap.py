# SPDX-License-Identifier: AGPL-3.0-or-later
"""SOAP 1.2 as ONVIF uses it: envelopes, both kinds of login, faults.

Sources: ONVIF Core Specification (5.9, authentication; 5.8.2, faults), OASIS Web Services Security
UsernameToken Profile 1.0 (password digest), RFC 7616 (HTTP digest). The password itself is never
sent: a camera that asks for HTTP basic is refused.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from xml.sax.saxutils import escape

from alpr_kiosk.wire.safe_xml import Node

SOAP = "http://www.w3.org/2003/05/soap-envelope"
DEVICE_PATH = "/onvif/device_service"  # ONVIF Core 5.1.1: fixed entry point
DEVICE = "http://www.onvif.org/ver10/device/wsdl"
SCHEMA = "http://www.onvif.org/ver10/schema"
YEARS = range(1970, 2200)  # of a clock without a battery, to beyond any: sums stay dates

_WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss"
SECURITY = f"{_WSS}-wssecurity-secext-1.0.xsd"
UTILITY = f"{_WSS}-wssecurity-utility-1.0.xsd"
DIGEST_TYPE = f"{_WSS}-username-token-profile-1.0#PasswordDigest"
BASE64_TYPE = f"{_WSS}-soap-message-security-1.0#Base64Binary"

LOGIN_FAULTS = frozenset(
    {
        "NotAuthorized",
        "SenderNotAuthorized",
        "FailedAuthentication",
        "FailedCheck",
        "InvalidSecurity",
        "InvalidSecurityToken",
        "InvalidSignature",
    }
)
"""Sub-codes that mean the login: ter:NotAuthorized and ter:SenderNotAuthorized of ONVIF, the others
of WS-Security 1.1, section 12."""


def envelope(body: str, security: str = "") -> bytes:
    """Return a message with this body (XML, its values already escaped)."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<s:Envelope xmlns:s="{SOAP}"><s:Header>{security}</s:Header>'
        f"<s:Body>{body}</s:Body></s:Envelope>"
    ).encode()


def username_token(user: str, password: str, *, now: datetime, offset: timedelta) -> str:
    """Return the security header of one message.

    Args:
        user: User.
        password: Password.
        now: Aware UTC of ours.
        offset: By how much the camera's clock is ahead; it compares with its own.
    """
    nonce = secrets.token_bytes(16)
    # "Z", not "+00:00": some firmware compares texts.
    created = (now + offset).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    digest = hashlib.sha1(  # noqa: S324 - the profile's own
        nonce + created.encode() + password.encode()
    ).digest()
    return (
        f'<w:Security xmlns:w="{SECURITY}" xmlns:u="{UTILITY}" s:mustUnderstand="1">'
        f"<w:UsernameToken><w:Username>{escape(user)}</w:Username>"
        f'<w:Password Type="{DIGEST_TYPE}">{base64.b64encode(digest).decode()}</w:Password>'
        f'<w:Nonce EncodingType="{BASE64_TYPE}">{base64.b64encode(nonce).decode()}</w:Nonce>'
        f"<u:Created>{created}</u:Created></w:UsernameToken></w:Security>"
    )


def fault_codes(root: Node) -> tuple[str, ...]:
    """Return the codes of a fault without prefixes, outermost first; () when it is none."""
    fault = root.find("Body", "Fault")
    if fault is None:
        return ()
    code = fault.find("Code")
    values = [] if code is None else [node.text for node in code.every("Value")]
    old = fault.value("faultcode")  # SOAP 1.1, of old firmware
    return tuple(text.rpartition(":")[2] for text in [*values, old] if text) or ("Unknown",)


def utc_time(answer: Node) -> datetime | None:
    """Return what GetSystemDateAndTime told, None when it is no time."""
    node = next(answer.every("UTCDateTime"), Node(""))
    texts = [node.value("Date", part) for part in ("Year", "Month", "Day")]
    texts += [node.value("Time", part) for part in ("Hour", "Minute", "Second")]
    try:
        year, month, day, hour, minute, second = (int(text) for text in texts)
        if year not in YEARS:
            return None
        # A leap second is a 60 that datetime does not know.
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=timezone.utc)
    except (ValueError, OverflowError):
        return None


_DURATION = re.compile(
    r"P(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,7})M)?(?:(\d{1,9})(\.\d{1,9})?S)?)?",
    re.ASCII,
)


def duration_ms(text: str) -> int | None:
    """Return an ``xs:duration`` in milliseconds, None for none.

    Years and months are not taken, which have no length; nor is a sign.
    """
    hit = _DURATION.fullmatch(text)
    if hit is None or not any(hit.groups()) or text.endswith("T"):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in hit.groups()[:4])
    whole = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    return whole * 1000 + round(float(hit[5] or 0) * 1000)


_HASHES: dict[str, Callable[[bytes], str]] = {
    "MD5": lambda data: hashlib.md5(data).hexdigest(),  # noqa: S324 - RFC 7616, what cameras have
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
}


def http_digest(challenge: str, *, user: str, password: str, method: str, path: str) -> str:
    """Return the ``Authorization`` header for a challenge, "" when it is no digest we can make.

    Args:
        challenge: The ``WWW-Authenticate`` header.
        user: User.
        password: Password.
        method: HTTP method.
        path: Path and query of the request.
    """
    start = re.search(r"(?i)(?:^|,)\s*digest\s", challenge)
    if start is None:
        return ""
    parts = {
        key.lower(): quoted or plain
        for key, quoted, plain in re.findall(
            r'(\w+)\s*=\s*(?:"([^"]*)"|([^",\s]+))', challenge[start.end() :]
        )
    }
    algorithm = parts.get("algorithm", "MD5").upper()
    hashed = _HASHES.get(algorithm)
    realm, nonce = parts.get("realm", ""), parts.get("nonce", "")
    if hashed is None or not nonce or '"' in user or "\\" in user:
        return ""

    def joined(*texts: str) -> str:
        return hashed(":".join(texts).encode())

    one, two = joined(user, realm, password), joined(method, path)
    fields = [f'username="{user}"', f'realm="{realm}"', f'nonce="{nonce}"', f'uri="{path}"']
    if "auth" in re.split(r"[,\s]+", parts.get("qop", "")):
        client, count = secrets.token_hex(8), "00000001"
        response = joined(one, nonce, count, client, "auth", two)
        fields += ["qop=auth", f"nc={count}", f'cnonce="{client}"']
    elif "qop" in parts:
        return ""  # auth-int alone: no camera is known to ask for it
    else:
        response = joined(one, nonce, two)
    fields += [f'response="{response}"', f"algorithm={algorithm}"]
    if "opaque" in parts:
        fields.append(f'opaque="{parts["opaque"]}"')
    return "Digest " + ", ".join(fields)
