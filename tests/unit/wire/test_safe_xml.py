# SPDX-License-Identifier: AGPL-3.0-or-later
"""XML from the network is read within limits, or refused."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.wire.safe_xml import MAX_BYTES, BadXmlError, parse

LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><x>&c;</x>'
)


def test_names_lose_their_namespace_and_text_its_edges() -> None:
    root = parse(
        b'<a:x xmlns:a="urn:1" xmlns:b="urn:2" b:k="v"><b:y> one <z/> two </b:y><a:y>3</a:y></a:x>'
    )
    assert (root.name, root.attributes) == ("x", {"k": "v"})
    assert root.value("y") == "one  two"
    assert [node.text for node in root.every("y")] == ["one  two", "3"]
    assert root.value("no", "such") == ""
    assert root.find("y", "z") is not None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"<a></b>",
        b"\x00\xff",
        b"<p:a/>",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x"><a/>',
        b'<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>',
        LAUGHS,
        b"<a>&undefined;</a>",
        b"<a>" * 60 + b"</a>" * 60,
        b"<a>" + b"<b/>" * 30_000 + b"</a>",
        b"<a>" + b" " * MAX_BYTES + b"</a>",
    ],
    ids=range(14),
)
def test_hostile_and_broken_documents_are_refused(data: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(BadXmlError):
            parse(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for document in (data, b"<a>" + data + b"</a>"):
        try:
            parse(document)
        except BadXmlError:
            continue
