# SPDX-License-Identifier: AGPL-3.0-or-later
"""Logins against the examples of their standards, and faults of all kinds."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.wire import soap
from alpr_kiosk.wire.safe_xml import parse

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=timezone.utc)


def token(user: str = "ann", password: str = "canary-pw", ahead: float = 0.0) -> str:  # noqa: S107
    return soap.username_token(user, password, now=NOW, offset=timedelta(seconds=ahead))


def test_the_digest_is_the_one_of_the_profile() -> None:
    root = parse(soap.envelope("<x/>", token(ahead=3600)))
    security = root.find("Header", "Security", "UsernameToken")
    assert security is not None
    created = security.value("Created")
    assert created == "2026-11-22T13:00:00.000Z"
    nonce = base64.b64decode(security.value("Nonce"))
    wanted = hashlib.sha1(nonce + created.encode() + b"canary-pw").digest()  # noqa: S324
    assert base64.b64decode(security.value("Password")) == wanted


def test_each_message_has_its_own_nonce_and_never_the_password() -> None:
    one, two = token(), token()
    assert one != two
    assert "canary-pw" not in one + two


def test_a_user_cannot_break_out_of_its_element() -> None:
    root = parse(soap.envelope("<x/>", token(user='</w:Username><evil a="&"/>')))
    assert root.value("Header", "Security", "UsernameToken", "Username").startswith("</w:")
    assert not list(root.every("evil"))


def digest(challenge: str, **changes: str) -> str:
    arguments = {"user": "Mufasa", "password": "Circle of Life", "method": "GET"}
    arguments |= {"path": "/dir/index.html"} | changes
    return soap.http_digest(challenge, **arguments)


def field(header: str, name: str) -> str:
    hit = re.search(rf'{name}="?([^",]+)"?', header)
    assert hit is not None
    return hit[1]


@pytest.mark.parametrize(("algorithm", "hashed"), [("MD5", "md5"), ("SHA-256", "sha256")])
def test_http_digest_with_quality(algorithm: str, hashed: str) -> None:
    header = digest(
        f'Basic realm="x", Digest realm="http-auth@example.org", qop="auth, auth-int", '
        f'algorithm={algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="o"'
    )

    def h(text: str) -> str:
        return hashlib.new(hashed, text.encode()).hexdigest()

    one, two = h("Mufasa:http-auth@example.org:Circle of Life"), h("GET:/dir/index.html")
    middle = f"{field(header, 'nonce')}:00000001:{field(header, 'cnonce')}:auth"
    assert field(header, "response") == h(f"{one}:{middle}:{two}")
    assert field(header, "opaque") == "o"
    assert "Circle" not in header


def test_http_digest_of_rfc_2617_without_quality() -> None:
    header = digest(
        'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"',
        password="Circle Of Life",
    )
    assert field(header, "response") == "670fd8c2df070c60b045671b8b24ff02"


@pytest.mark.parametrize(
    "challenge",
    [
        "",
        'Basic realm="camera"',
        'Digest realm="x"',
        'Digest realm="x", nonce="n", algorithm=SHA-512-256',
        'Digest realm="x", nonce="n", qop="auth-int"',
        "Negotiate abc, NTLM",
    ],
)
def test_the_password_is_never_given_in_another_way(challenge: str) -> None:
    assert digest(challenge) == ""


def fault(inner: str) -> bytes:
    return soap.envelope(f"<s:Fault>{inner}</s:Fault>")


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (soap.envelope("<ok/>"), ()),
        (
            fault(
                "<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:NotAuthorized</s:Value>"
                "</s:Subcode></s:Code>"
            ),
            ("Sender", "NotAuthorized"),
        ),
        (fault("<faultcode>wsse:FailedAuthentication</faultcode>"), ("FailedAuthentication",)),
        (fault(""), ("Unknown",)),
    ],
)
def test_faults(body: bytes, codes: tuple[str, ...]) -> None:
    assert soap.fault_codes(parse(body)) == codes


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        # XML Schema Part 2, 3.2.6, and what cameras write.
        ("PT1S", 1000),
        ("PT0.5S", 500),
        ("PT00H00M10S", 10_000),
        ("PT1M30S", 90_000),
        ("P1DT1H", 90_000_000),
        ("PT0S", 0),
        ("PT0.0004S", 0),
        ("", None),
        ("P", None),
        ("PT", None),
        ("P1DT", None),
        ("P1Y", None),
        ("P1M", None),
        ("-PT1S", None),
        ("1", None),
        ("PT1", None),
        ("PT.5S", None),
        ("PT1S ", None),
        ("PT" + "9" * 40 + "S", None),
        ("PT\u0661S", None),
    ],
)
def test_durations(text: str, milliseconds: int | None) -> None:
    assert soap.duration_ms(text) == milliseconds


@given(st.integers(0, 10**9))
def test_any_length_is_read_back(milliseconds: int) -> None:
    seconds, rest = divmod(milliseconds, 1000)
    assert soap.duration_ms(f"PT{seconds}.{rest:03d}S") == milliseconds


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader_of_durations(text: str) -> None:
    found = soap.duration_ms(text)
    assert found is None or found >= 0
