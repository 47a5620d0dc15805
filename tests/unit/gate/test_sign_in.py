# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing in at devices: the examples of the RFCs, hostile challenges, and real requests."""

from __future__ import annotations

import contextlib
import logging
import re
import socket
import threading
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.http_once import HttpOnce, RequestError
from alpr_kiosk.gate.drivers.sign_in import (
    BASIC,
    MD5,
    SHA256,
    Challenge,
    Request,
    SignedHttp,
    SignIn,
    parse_challenges,
)
from tests.emulators.http_camera import HttpCamera

RFC7616_NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"
RFC7616_CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
RFC7616 = [
    f'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={way}, '
    f'nonce="{RFC7616_NONCE}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    for way in ("SHA-256", "MD5")
]
"""Section 3.9.1, password as in the verified erratum 4495."""


def response_of(header: str) -> str:
    found = re.search(r'response="(\w+)"', header)
    return found[1] if found else ""


def rfc7616(*allowed: str) -> SignIn:
    return SignIn(
        user="Mufasa",
        password="Circle of Life",
        allowed=allowed,
        make_cnonce=lambda: RFC7616_CNONCE,
    )


# --------------------------------------------------------------------------------- vectors


@pytest.mark.parametrize(
    ("allowed", "way", "response"),
    [
        ((MD5,), MD5, "8ca523f5e9506fed4657c9700eebdbec"),
        (
            (MD5, SHA256),
            SHA256,
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        ),
    ],
)
def test_the_examples_of_rfc_7616(allowed: tuple[str, ...], way: str, response: str) -> None:
    login = rfc7616(*allowed)
    assert login.take(reversed(RFC7616))
    assert login.way == way
    header = login.header("GET", "/dir/index.html")
    assert response_of(header) == response
    for part in (
        'username="Mufasa"',
        'realm="http-auth@example.org"',
        'uri="/dir/index.html"',
        f"algorithm={way}",
        "nc=00000001",
        "qop=auth",
        'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
    ):
        assert part in header
    assert "nc=00000002" in login.header("GET", "/dir/index.html")


def test_the_example_of_rfc_2617() -> None:
    login = SignIn(user="Mufasa", password="Circle Of Life", make_cnonce=lambda: "0a4f113b")
    assert login.take(
        [
            'Digest realm="testrealm@host.com", qop="auth,auth-int", '
            'nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"'
        ]
    )
    header = login.header("GET", "/dir/index.html")
    assert response_of(header) == "6629fae49393a05397450978507c4ef1"
    assert "algorithm" not in header  # RFC 7616, 3.4: said only where it was asked


def test_the_form_of_rfc_2069() -> None:
    # The response of its own example is wrong (erratum 749); this is the one that clients make.
    login = SignIn(user="Mufasa", password="CircleOfLife")
    assert login.take(
        [
            'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", '
            'opaque="5ccc069c403ebaf9f0171e9517f40e41"'
        ]
    )
    header = login.header("GET", "/dir/index.html")
    assert response_of(header) == "1949323746fe6a43ef61f9606e7febea"
    assert "qop" not in header


@pytest.mark.parametrize(
    ("user", "password", "token"),
    [
        ("Aladdin", "open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),  # RFC 7617, section 2
        ("test", "123\u00a3", "dGVzdDoxMjPCow=="),  # RFC 7617, section 2.1
    ],
)
def test_the_examples_of_rfc_7617(user: str, password: str, token: str) -> None:
    login = SignIn(user=user, password=password, allowed=(BASIC,))
    assert login.header("GET", "/") == ""
    assert login.take(['Basic realm="WallyWorld", charset="UTF-8"'])
    assert login.header("GET", "/") == f"Basic {token}"


# ------------------------------------------------------------------------------ challenges


def test_several_challenges_in_one_header() -> None:
    # RFC 9110, 11.6.1
    header = (
        'Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\", please"'
        ", Negotiate"
    )
    assert parse_challenges([header]) == [
        Challenge("basic", {"realm": "simple"}),
        Challenge("newauth", {"realm": "apps", "type": "1", "title": 'Login to "apps", please'}),
        Challenge("negotiate", {}),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Digest",
        'Digest realm="x"',
        'Digest nonce="1"',
        'Digest realm="x", nonce=""',
        'Digest realm="x", nonce="1", qop="auth-int"',
        'Digest realm="x", nonce="1", algorithm=MD5-sess, qop="auth"',
        'Digest realm="x", nonce="1", algorithm=SHA-256',
        'Digest realm="x", nonce="1", algorithm=ROT13, qop="auth"',
        'Basic realm="x"',
        "Bearer",
        'realm="x", nonce="1"',
        'Digest realm="x", nonce="' + "1" * 5000 + '"',
    ],
)
def test_what_cannot_be_answered_is_not(header: str) -> None:
    login = SignIn(user="a", password="b", allowed=(SHA256, MD5))
    assert not login.take([header])
    assert login.header("GET", "/") == ""


def test_a_weaker_way_than_allowed_is_not_used() -> None:
    login = SignIn(user="a", password="b", allowed=(SHA256,))
    assert not login.take([RFC7616[1]])
    assert not login.take(['Basic realm="x"'])
    assert not SignIn(user="a", password="b", allowed=(BASIC,)).take(RFC7616)


def test_without_a_password_nothing_is_signed() -> None:
    login = SignIn(user="a", password="", allowed=(BASIC, MD5, SHA256))
    assert not login.take(['Basic realm="x"', *RFC7616])


@given(st.lists(st.text(max_size=200), max_size=3))
def test_no_challenge_is_a_crash(headers: list[str]) -> None:
    login = SignIn(user="a", password="b", allowed=(BASIC, MD5, SHA256))
    if login.take(headers):
        login.header("GET", "/").encode("latin-1")


PRINTABLE = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=20)


@given(user=PRINTABLE, realm=PRINTABLE, nonce=PRINTABLE.filter(bool), password=st.text(min_size=1))
def test_what_is_quoted_comes_back(user: str, realm: str, nonce: str, password: str) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    login = SignIn(user=user, password=password)
    asked = f"Digest realm={quoted(realm)}, nonce={quoted(nonce)}, qop=auth, algorithm=SHA-256"
    assert login.take([asked])
    (said,) = parse_challenges([login.header("GET", "/a?b=1,2")])
    assert said.parameters["username"] == user
    assert said.parameters["realm"] == realm
    assert said.parameters["nonce"] == nonce
    assert said.parameters["uri"] == "/a?b=1,2"


# -------------------------------------------------------------------------------- requests


def signed(
    camera: HttpCamera, *allowed: str, password: str | None = None
) -> tuple[SignedHttp, HttpOnce]:
    once = HttpOnce(address=f"127.0.0.1:{camera.port}")
    login = SignIn(
        user=camera.user,
        password=camera.password if password is None else password,
        allowed=allowed,
    )
    http = SignedHttp(once, login, harmless=Request(path="/snapshot"), timeout_s=5.0)
    return http, once


COMMAND = Request(path="/status/200?turn=on")


@pytest.mark.parametrize(
    ("login", "allowed", "scheme"),
    [
        ("basic", (BASIC,), "Basic"),
        ("md5", (MD5,), "Digest"),
        ("sha256", (SHA256,), "Digest"),
        ("all", (SHA256, MD5, BASIC), "Digest"),
        ("all", (BASIC,), "Basic"),
    ],
)
def test_a_command_is_never_the_question(login, allowed, scheme) -> None:
    with HttpCamera(login=login) as camera:
        http, _ = signed(camera, *allowed)
        for _ in range(2):
            assert http.command(COMMAND).status == 200
        assert [(seen.path, seen.status) for seen in camera.seen] == [
            ("/snapshot", 401),
            (COMMAND.path, 200),
            (COMMAND.path, 200),
        ]
        assert "authorization" not in camera.seen[0].headers
        assert camera.seen[1].headers["authorization"].startswith(scheme)


def test_a_nonce_that_was_forgotten_is_renewed() -> None:
    with HttpCamera(login="md5") as camera:
        http, _ = signed(camera, MD5)
        http.command(COMMAND)
        camera.nonce = "another"
        assert http.command(COMMAND).status == 200
        assert [seen.status for seen in camera.seen] == [401, 200, 401, 200]


@pytest.mark.parametrize(("login", "way"), [("basic", BASIC), ("md5", MD5), ("sha256", SHA256)])
def test_a_wrong_password_is_tried_once_a_command(
    login, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    with HttpCamera(login=login) as camera:
        http, once = signed(camera, way, password="wrong-4711")
        for _ in range(2):
            camera.seen.clear()
            with caplog.at_level(logging.DEBUG), pytest.raises(RelayError) as caught:
                http.command(COMMAND)
            assert caught.value.code == "relay.auth"
            assert [seen.status for seen in camera.seen] == [401, 401]
        said = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(http)
        assert "wrong-4711" not in said
        once.close()


@pytest.mark.parametrize("allowed", [(), (SHA256,), (MD5, SHA256)])
def test_a_password_in_clear_is_not_sent_unasked_nor_unallowed(allowed) -> None:
    with HttpCamera(login="basic") as camera:
        http, _ = signed(camera, *allowed)
        with pytest.raises(RelayError) as caught:
            http.command(COMMAND)
        assert caught.value.code == "relay.auth"
        assert [seen.path for seen in camera.seen] == ["/snapshot"]
        assert "authorization" not in camera.seen[0].headers


def test_a_question_needs_no_question_before_it() -> None:
    with HttpCamera() as camera:
        http, _ = signed(camera, MD5)
        assert http.ask(Request(path="/status/404")).status == 404
        assert len(camera.seen) == 1


# ------------------------------------------------------------------------------- addresses


def test_a_path_is_sent_as_it_is_and_told_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    path = "/cm?user=admin&password=geheim%2F%7E%41&cmnd=Power1%20ON;[x]"
    with HttpCamera() as camera, caplog.at_level(logging.DEBUG):
        once = HttpOnce(address=f"127.0.0.1:{camera.port}")
        once.request("GET", path, timeout_s=5.0)
        assert camera.seen[0].path == path
    with caplog.at_level(logging.DEBUG), pytest.raises(RequestError) as caught:
        once.request("GET", path, timeout_s=5.0)
    assert not caught.value.sent
    assert "geheim" not in caplog.text + "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("path", ["", "x", "/a b", "/a\r\nHost: x", "/ü", "http://x/"])
def test_what_is_not_a_path_is_not_sent(path: str) -> None:
    with HttpCamera() as camera:
        once = HttpOnce(address=f"127.0.0.1:{camera.port}")
        with pytest.raises(RequestError) as caught:
            once.request("GET", path, timeout_s=5.0)
        assert not caught.value.sent
        assert camera.seen == []


@pytest.mark.parametrize(("asked", "body"), [(False, b""), (True, b"x" * 100)])
def test_the_body_of_an_error_is_read_when_asked(asked: bool, body: bytes) -> None:
    with HttpCamera() as camera:
        once = HttpOnce(address=f"127.0.0.1:{camera.port}")
        answer = once.request("GET", "/status/500", timeout_s=5.0, with_error_body=asked)
        assert (answer.status, answer.body) == (500, body)


# ------------------------------------------------------------------------------ cut answers


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Half",
        b"HTTP/1.1 200",
        b"HTTP/9.9 999 ?\r\n\r\n"[:9],
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\x15\x03\x01\x00\x02\x02\x0a",
        b"",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
    ],
    ids=range(14),
)
def test_half_an_answer_is_none_and_was_sent(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            client, _ = server.accept()
            with client:
                client.recv(4096)
                with contextlib.suppress(OSError):
                    client.sendall(said)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        once = HttpOnce(address=f"127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(RequestError) as caught:
            once.request("GET", "/", timeout_s=5.0)
        assert caught.value.sent
        thread.join(10)
