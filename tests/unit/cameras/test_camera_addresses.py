# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses: no login is left in them, and their host is the one that was asked."""

from __future__ import annotations

import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.cameras.addresses import (
    Address,
    BadAddressError,
    holds,
    parse,
    pinned,
    same_host,
)

CONTACT = Address(scheme="http", host="192.168.1.20", port=80)


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        ("rtsp://10.0.0.1/a", "rtsp://10.0.0.1/a"),
        ("RTSP://10.0.0.1:554/a?b=c", "rtsp://10.0.0.1/a?b=c"),
        ("rtsp://u:p@10.0.0.1:8554/a", "rtsp://10.0.0.1:8554/a"),
        ("rtsp://u:p%40ss@cam.local/a", "rtsp://cam.local/a"),
        ("http://[fe80::1]:8080/x", "http://[fe80::1]:8080/x"),
        ("http://h/cgi?user=u&pwd=p&cmd=snap", "http://h/cgi?cmd=snap"),
        ("http://h/cgi?USR=u&Password=p", "http://h/cgi"),
        ("rtsp://h/cam/realmonitor?channel=1&subtype=0", None),
    ],
)
def test_login_is_taken_out_and_the_rest_stays(text: str, uri: str | None) -> None:
    address, _ = parse(text)
    assert address.uri == (uri or text)
    assert "?" not in address.shown


def test_the_login_is_handed_on_unescaped_and_shown_nowhere() -> None:
    _, login = parse("rtsp://ad%40min:p%3Ass@h/a")
    assert (login.user, login.password) == ("ad@min", "p:ss")
    assert "min" not in repr(login)
    _, login = parse("http://h/snap?usr=ann&pwd=sec%20ret")
    assert (login.user, login.password) == ("ann", "sec ret")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "camera",
        "rtsp:///path",
        "rtsp://h:99999/a",
        "rtsp://h:0/a",
        "rtsp://admin:can/ary@h/a",
        "rtsp://admin:can@ary@h/a",
        "rtsp://h/a b",
        "rtsp://h/\x00",
        "rtsp://h/a\r\nHost: x",
        "rtsp://" + "h" * 300,
        "rtsp://h/" + "a" * 2000,
        "rtsp://-h/a",
        "rtsp://[::1/a",
        "//h/a",
    ],
)
def test_what_is_no_address_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(BadAddressError) as caught:
        parse(text)
    said = "".join(traceback.format_exception(caught.value))
    assert "admin" not in str(caught.value)
    assert "ary@" not in said


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for candidate in (text, f"rtsp://{text}", f"rtsp://h/{text}"):
        try:
            address, _ = parse(candidate)
        except BadAddressError:
            continue
        assert "@" not in address.origin
        assert parse(address.uri)[0] == address


@pytest.mark.parametrize(
    ("told", "uri", "moved"),
    [
        ("rtsp://192.168.1.20:554/a?b=c", "rtsp://192.168.1.20/a?b=c", False),
        ("rtsp://10.9.9.9:8554/a", "rtsp://192.168.1.20:8554/a", True),
        ("http://evil.example/x", "http://192.168.1.20/x", True),
        ("rtsp://192.168.1.20@evil.example/x", "rtsp://192.168.1.20/x", True),
        ("rtsp://evil.example#@192.168.1.20/x", None, None),
    ],
)
def test_a_camera_never_names_another_host(told: str, uri: str | None, moved: bool | None) -> None:
    if uri is None:
        address, _ = pinned(told, CONTACT)
        assert address.host == CONTACT.host
        return
    address, was_moved = pinned(told, CONTACT)
    assert (address.uri, was_moved) == (uri, moved)


@pytest.mark.parametrize("told", ["file:///etc/passwd", "gopher://h/x", "concat:a|b", "ftp://h/x"])
def test_a_camera_names_only_streams(told: str) -> None:
    with pytest.raises(BadAddressError):
        pinned(told, CONTACT)


@given(st.text(max_size=60))
def test_whatever_a_camera_says_the_host_is_ours(text: str) -> None:
    for told in (text, f"rtsp://{text}", f"http://{text}/x", f"rtsp://192.168.1.20{text}"):
        try:
            address, _ = pinned(told, CONTACT)
        except BadAddressError:
            continue
        assert address.host == CONTACT.host


def test_hosts_are_compared_as_addresses() -> None:
    assert same_host("::1", "0:0:0:0:0:0:0:1")
    assert same_host("Cam.Local.", "cam.local")
    assert not same_host("10.0.0.1", "10.0.0.10")


def test_a_secret_is_found_plain_and_escaped() -> None:
    assert holds("rtsp://h/pw%2Dcanary", "pw-canary")
    assert not holds("rtsp://h/1", "1")  # so short that it says nothing
