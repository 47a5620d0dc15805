# SPDX-License-Identifier: AGPL-3.0-or-later
"""Messages of an ONVIF pull point, as they are written elsewhere and as nobody should."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.gate.drivers.onvif_events import take_message, written
from alpr_kiosk.wire.safe_xml import Node, parse

HEAD = (
    '<n:NotificationMessage xmlns:n="http://docs.oasis-open.org/wsn/b-2" '
    'xmlns:tt="http://www.onvif.org/ver10/schema">'
)
# The example of Device IO Service Specification 2.2.1, as quoted in the FAQ of Genius Vision.
INPUT = (
    HEAD + '<n:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet"> '
    "tns1:Device/Trigger/DigitalInput </n:Topic><n:Message>"
    '<tt:Message UtcTime="2008-10-10T12:24:57.321Z"{operation}><tt:Source>'
    '<tt:SimpleItem Name="InputToken" Value="in 1" /></tt:Source><tt:Data>'
    '<tt:SimpleItem Name="LogicalState" Value="{state}" /></tt:Data></tt:Message></n:Message>'
    "</n:NotificationMessage>"
)
# As devices of Axis send it (tests of the axis package: RelayToken 3, LogicalState inactive).
RELAY = (
    HEAD + "<n:Topic>tns1:Device/tns1:Trigger/tns1:Relay</n:Topic><n:Message>"
    '<tt:Message UtcTime="2019-02-07T20:39:34Z" PropertyOperation="Initialized"><tt:Source>'
    '<tt:SimpleItem Name="RelayToken" Value="3"/></tt:Source><tt:Key/><tt:Data>'
    '<tt:SimpleItem Name="LogicalState" Value="{state}"/></tt:Data></tt:Message></n:Message>'
    "</n:NotificationMessage>"
)


def taken(text: str, before: bool | None = None) -> dict[tuple[str, str], bool]:
    key = ("Relay", "3") if "Relay" in text else ("DigitalInput", "in 1")
    states = {} if before is None else {key: before}
    take_message(parse(text.encode()), states)
    return states


@pytest.mark.parametrize(
    ("word", "state"), [("true", True), ("1", True), ("false", False), ("0", False)]
)
def test_inputs(word: str, state: bool) -> None:
    told = INPUT.format(state=word, operation=' PropertyOperation="Changed"')
    assert taken(told) == {("DigitalInput", "in 1"): state}
    assert taken(told, not state) == {("DigitalInput", "in 1"): state}


@pytest.mark.parametrize(("word", "state"), [("active", True), ("inactive", False)])
def test_outputs(word: str, state: bool) -> None:
    assert taken(RELAY.format(state=word)) == {("Relay", "3"): state}


@pytest.mark.parametrize("word", ["", "maybe", "2", "on"])
def test_a_word_that_is_not_understood_makes_it_unknown(word: str) -> None:
    assert taken(RELAY.format(state=word), before=True) == {}
    assert taken(INPUT.format(state=word, operation=""), before=False) == {}


def test_a_property_that_is_gone_is_unknown() -> None:
    told = INPUT.format(state="true", operation=' PropertyOperation="Deleted"')
    assert taken(told, before=True) == {}


@pytest.mark.parametrize(
    "text",
    [
        INPUT.replace("Device/Trigger", "VideoSource/Motion"),
        INPUT.replace('Name="InputToken"', 'Name="Other"'),
        INPUT.replace("<tt:Source>", '<tt:Source><tt:SimpleItem Name="xToken" Value="2"/>'),
        INPUT.replace("tt:Message", "tt:Else"),
        INPUT.replace("tns1:Device/Trigger/DigitalInput", ""),
    ],
)
def test_messages_about_something_else_change_nothing(text: str) -> None:
    assert taken(text.format(state="true", operation=""), before=False) == {
        ("DigitalInput", "in 1"): False
    }


NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}", fullmatch=True)
TEXTS = st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF), max_size=12)


@given(NAMES, TEXTS, NAMES, TEXTS)
def test_a_reference_parameter_comes_back_as_it_was(
    name: str, space: str, child: str, text: str
) -> None:
    node = Node(name, space=f"urn:{space.replace(chr(127), '')}", children=[Node(child)])
    node.children[0].pieces.append(text)
    again = parse(written(node, top=True).encode())
    assert (again.name, again.space) == (node.name, node.space)
    assert again.attributes == {"IsReferenceParameter": "true"}
    assert [(c.name, c.text) for c in again.children] == [(child, text.strip())]
