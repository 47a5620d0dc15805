# SPDX-License-Identifier: AGPL-3.0-or-later
"""A wrong site file shows all its mistakes at once, and never a secret."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from alpr_kiosk.config.loader import (
    ConfigInvalidError,
    ConfigProblem,
    describe_fields,
    load_config,
    parse_config,
)
from alpr_kiosk.config.paths import resources_dir
from alpr_kiosk.config.schema import AppConfig, CameraConfig

PATH = Path("site.toml")

GOOD = """
schema_version = 1

[site]
name = "North gate"
time_zone = "Europe/Berlin"
presets = []

[[cameras]]
id = "cam-a"
source = "rtsp://192.168.1.20/stream1"
direction = "in"

[[gates]]
id = "gate-a"
relay = { type = "shelly", address = "192.168.1.50" }

[[lanes]]
id = "lane-a"
camera = "cam-a"
gate = "gate-a"
"""


def problems(text: str) -> tuple[ConfigProblem, ...]:
    with pytest.raises(ConfigInvalidError) as caught:
        parse_config(text, PATH)
    assert caught.value.code == "config.error"
    assert caught.value.context["n"] == len(caught.value.problems)
    return caught.value.problems


def only(text: str) -> ConfigProblem:
    (problem,) = problems(text)
    return problem


def line_of(text: str, part: str) -> int:
    (number,) = (n for n, line in enumerate(text.splitlines(), start=1) if part in line)
    return number


# ------------------------------------------------------------------------------------ right files


def test_the_example_is_right() -> None:
    config = parse_config(GOOD, PATH)
    assert config.site.name == "North gate"
    assert config.camera("cam-a").transport == "tcp"
    lane = config.lane_of_camera("cam-a")
    assert lane is not None
    assert lane.gate == "gate-a"
    assert config.lane_of_camera("cam-b") is None


def test_an_empty_file_is_the_default() -> None:
    assert parse_config("", PATH) == AppConfig()


def test_the_demo_site_is_right() -> None:
    config = load_config(resources_dir() / "demo" / "site.toml")
    assert all(gate.relay.type == "simulated" for gate in config.gates)


def test_the_default_goes_round_through_toml() -> None:
    dumped = AppConfig().model_dump(mode="json", exclude_none=True)
    assert parse_config(toml(dumped), PATH) == AppConfig()


def test_a_whole_site_goes_round_through_toml() -> None:
    config = parse_config(GOOD, PATH)
    dumped = config.model_dump(mode="json", exclude_none=True)
    for table in (dumped["cameras"][0], dumped["gates"][0]["relay"]):
        table.pop("password")  # dumped as stars: secrets do not leave by this way
    assert parse_config(toml(dumped), PATH) == config


def test_a_file_from_a_windows_editor_is_read(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_config(path).site.name == "North gate"


# ---------------------------------------------------------------------------------- one mistake


MISTAKES: list[tuple[str, str, str, str, str]] = [
    # what is replaced, by what, key, words in the message, words in the example
    ('name = "North gate"', "name = 5", "site.name", "5", "North gate"),
    ('name = "North gate"', 'name = ""', "site.name", "must not be empty", "North gate"),
    ('"North gate"', f'"{"x" * 41}"', "site.name", "too long (at most 40)", "North gate"),
    ("Europe/Berlin", "Mars/Base", "site.time_zone", "not a time zone", "Europe/Berlin"),
    ("presets = []", 'presets = ["xx"]', "site.presets", "no preset is called 'xx'", '["de"]'),
    ("[site]", "[site]\nnmae = 1", "site.nmae", "not a known key", ""),
    ("[site]", "[sites]\n[site]", "sites", "not a known key", ""),
    ('id = "cam-a"\n', "", "cameras.1.id", "is missing", "cam-a"),
    ('id = "cam-a"', 'id = "Cam A"', "cameras.1.id", "a form that is not allowed", "cam-a"),
    ('direction = "in"', 'direction = "up"', "cameras.1.direction", "'in', 'out'", 'direction = "'),
    ('direction = "in"', 'transport = "sctp"', "cameras.1.transport", "'tcp' or 'udp'", "tcp"),
    ('direction = "in"', "min_plate_px = 2", "cameras.1.min_plate_px", "2 must be at least 4", ""),
    ('direction = "in"', "stale_after_s = 11", "cameras.1.stale_after_s", "at most 10", ""),
    (
        'direction = "in"',
        "open_zone = [[0.1, 0.1], [1.2, 0.1], [0.5, 0.9]]",
        "cameras.1.open_zone.2.1",
        "1.2 must be at most 1",
        "open_zone = [[",
    ),
    (
        'direction = "in"',
        "read_zone = [[0.1, 0.1], [0.5, 0.9]]",
        "cameras.1.read_zone",
        "at least 3 points",
        "read_zone = [[",
    ),
    (
        'direction = "in"',
        "open_zone = [[0.1, 0.1], [0.9, 0.9], [0.9, 0.1], [0.1, 0.9]]",
        "cameras.1.open_zone",
        "crosses itself",
        "open_zone = [[",
    ),
    (
        'direction = "in"',
        "line_a = [[0.1, 0.1], [0.9, 0.1]]",
        "cameras.1",
        "line_a and line_b belong together",
        "",
    ),
    (
        'direction = "in"',
        "ignore = [[[0.1, 0.1], [0.9, 0.1]]]",
        "cameras.1.ignore",
        "at least 3 points",
        "",
    ),
    ('type = "shelly"', 'type = "shely"', "gates.1.relay", "'shelly'", 'relay = { type = "shelly"'),
    ('type = "shelly", ', "", "gates.1.relay", "must have a type", 'relay = { type = "shelly"'),
    (', address = "192.168.1.50"', "", "gates.1.relay.address", "is missing", "192.168.1.50"),
    (
        '"192.168.1.50" }',
        '"http://192.168.1.50/" }',
        "gates.1.relay.address",
        "form that is not allowed",
        "192.168.1.50",
    ),
    ('id = "gate-a"', 'id = "gate-a"\npulse_ms = 50', "gates.1.pulse_ms", "at least 100", "1000"),
    (
        'id = "gate-a"',
        'id = "gate-a"\ninterlock_with = "gate-a"',
        "gates.1.interlock_with",
        "with itself",
        "gate-b",
    ),
    ('camera = "cam-a"', 'camera = "cam-x"', "lanes.1.camera", "no camera 'cam-x'", "cam-a"),
    ('gate = "gate-a"', 'gate = "gate-x"', "lanes.1.gate", "known: gate-a", "gate-a"),
    (
        'gate = "gate-a"',
        'gate = "gate-a"\nunlisted = "open"',
        "lanes.1.unlisted",
        "unlisted plate can't open",
        "ask",
    ),
    (
        'gate = "gate-a"',
        'gate = "gate-a"\nagree_frames = 1',
        "lanes.1.agree_frames",
        "1 must be at least 2",
        "agree_frames = 2",
    ),
    ("schema_version = 1", "schema_version = 2", "schema_version", "of version 2", "1"),
    ("schema_version = 1", 'schema_version = "1"', "schema_version", "must be 1", "1"),
]


@pytest.mark.parametrize(("old", "new", "key", "words", "example"), MISTAKES)
def test_each_mistake_has_key_words_example_and_line(
    old: str, new: str, key: str, words: str, example: str
) -> None:
    assert GOOD.count(old) == 1 or old == '"192.168.1.50" }'
    text = GOOD.replace(old, new)
    # A missing id may be missed by others, too.
    (problem,) = (found for found in problems(text) if found.key == key)
    assert words in problem.message
    assert example in problem.example
    assert problem.line is not None
    name = key.rsplit(".", maxsplit=1)[-1]
    found = text.splitlines()[problem.line - 1]
    assert found.startswith("[") or name in found or "relay" in found or "zone" in found
    assert key in str(problem)
    assert f"line {problem.line}" in str(problem)


def test_ids_used_twice_and_cameras_of_two_lanes_are_named() -> None:
    text = GOOD + '\n[[lanes]]\nid = "lane-a"\ncamera = "cam-a"\n'
    found = {problem.key: problem for problem in problems(text)}
    assert set(found) == {"lanes.2.id", "lanes.2.camera"}
    assert "used twice" in found["lanes.2.id"].message
    assert "already belongs" in found["lanes.2.camera"].message
    assert found["lanes.2.id"].line == len(text.splitlines()) - 1


def test_more_than_four_cameras_are_too_many() -> None:
    more = "".join(f'\n[[cameras]]\nid = "cam-{n}"\nsource = "demo:x"\n' for n in range(4))
    problem = only(GOOD + more)
    assert (problem.key, "at most 4" in problem.message) == ("cameras", True)


# ------------------------------------------------------------------------------ many at once


def test_all_mistakes_come_at_once_in_the_order_of_the_file() -> None:
    text = """
schema_version = 1
[site]
name = ""
time_zone = "Mars"
colour = "red"
[[cameras]]
id = "A"
[[cameras]]
id = "cam-b"
source = ""
password = 5
[[gates]]
id = "gate-a"
interlock_with = "gate-z"
[gates.relay]
type = "shelly"
channel = 9
[[lanes]]
id = "lane-a"
camera = "cam-q"
gate = "gate-q"
agree_frames = 9
[vision]
engine = "magic"
[ui]
theme = "pink"
"""
    found = problems(text)
    keys = [problem.key for problem in found]
    assert keys == [
        "site.name",
        "site.time_zone",
        "site.colour",
        "cameras.1.source",
        "cameras.1.id",
        "cameras.2.source",
        "cameras.2.password",
        "gates.1.interlock_with",
        "gates.1.relay.address",
        "gates.1.relay.channel",
        "lanes.1.camera",
        "lanes.1.gate",
        "lanes.1.agree_frames",
        "vision.engine",
        "ui.theme",
    ]
    lines = text.splitlines()
    for problem in found:
        assert problem.line is not None
        name = problem.key.split(".")[-1]
        assert lines[problem.line - 1].startswith((name, "[")), problem
    by_key = {problem.key: problem for problem in found}
    assert by_key["gates.1.relay.channel"].line == line_of(text, "channel = 9")


# ----------------------------------------------------------------------------------- secrets


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("rtsp://", "rtsp://root:s3cret-9@"),
        GOOD.replace("rtsp://", "RTSP://root:s3cret-9@"),
        GOOD.replace("rtsp://", "rtsps://root:s3cret-9/x@"),
        GOOD.replace("rtsp://", "Rtsp://s3cret-9@"),
        GOOD.replace('direction = "in"', 'password = ["s3cret-9"]'),
        GOOD.replace('direction = "in"', "password_env = { s3cret-9 = 1 }"),
        GOOD.replace('direction = "in"', 'passwort = "s3cret-9"'),
        GOOD.replace('id = "cam-a"', 'id = "rtsp://root:s3cret-9@cam"'),
        GOOD.replace('camera = "cam-a"', 'camera = "rtsp://root:s3cret-9@cam"'),
        GOOD.replace('"192.168.1.50"', '"admin:s3cret-9@192.168.1.50"'),
        GOOD.replace('"192.168.1.50"', '"192.168.1.50", password = 123, pass = "s3cret-9"'),
        GOOD.replace('{ type = "shelly", address = "192.168.1.50" }', '"u:s3cret-9@10.0.0.1"'),
        'cameras = "rtsp://root:s3cret-9@10.0.0.1/x"',
        '[site]\npresets = "rtsp://root:s3cret-9@10.0.0.1/x"',
        '[site]\ntime_zone = "rtsp://root:s3cret-9@10.0.0.1/x"',
        '[site]\npresets = ["rtsp://root:s3cret-9@10.0.0.1/x"]',
        'password = "s3cret-9',
        '[[cameras]]\npassword = "s3cret-9" "s3cret-9"',
    ],
)
def test_a_secret_is_never_shown(text: str) -> None:
    with pytest.raises(ConfigInvalidError) as caught:
        parse_config(text, PATH)
    shown = [str(caught.value), *(repr(problem) for problem in caught.value.problems)]
    assert all("s3cret-9" not in words for words in shown), shown


def test_a_password_stays_out_of_representations() -> None:
    text = GOOD.replace('direction = "in"', 'password = "s3cret-9"')
    config = parse_config(text, PATH)
    assert config.camera("cam-a").password.get_secret_value() == "s3cret-9"
    assert "s3cret-9" not in repr(config)
    assert "s3cret-9" not in str(config.model_dump())
    assert "s3cret-9" not in config.model_dump_json()


# ---------------------------------------------------------------------------------- bad files


def test_what_is_no_toml_says_where() -> None:
    problem = only(GOOD.replace('name = "North gate"', "name = North gate"))
    assert problem.key == "file"
    assert problem.message.startswith("this is not TOML")
    assert problem.line == line_of(GOOD, "North gate")


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5000,
        "a = " + "9" * 5000,
        "\0",
        "a = 2026-99-99",
        "[[a]]\n[a]\n",
        "=",
        "[" * 9,
    ],
    ids=["nested", "huge number", "nul", "date", "twice", "no key", "brackets"],
)
def test_whatever_the_parser_dislikes_is_one_problem(text: str) -> None:
    assert only(text).key == "file"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "there is no file"),
        (lambda path: path.mkdir(), "can't read"),
        (lambda path: path.write_bytes(b"name = '\xff\xfe'"), "not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, make: Any, words: str) -> None:
    path = tmp_path / "site.toml"
    make(path)
    with pytest.raises(ConfigInvalidError) as caught:
        load_config(path)
    (problem,) = caught.value.problems
    assert words in problem.message
    assert str(path) in problem.message or words == "not UTF-8"


# -------------------------------------------------------------------------------- any file


def toml(tables: dict[str, Any]) -> str:
    """Write TOML with inline tables only."""
    return "\n".join(f"{_key(key)} = {_value(value)}" for key, value in tables.items())


def _key(key: str) -> str:
    return json.dumps(key, ensure_ascii=True).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            inner = ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items())
            return f"{{ {inner} }}"
        case list() | tuple():
            return f"[{', '.join(_value(item) for item in value)}]"
        case str():
            return _key(value)
        case date():
            return value.isoformat()
        case _:
            return repr(value)


TEXT = st.text(st.characters(min_codepoint=1, max_codepoint=0x2FF), max_size=20)
NAMES = st.sampled_from(
    [
        *AppConfig.model_fields,
        *("id", "source", "relay", "type", "address", "camera", "gate", "interlock_with"),
        *("line_a", "open_zone", "ignore", "password", "direction", "unlisted", "time_zone"),
    ]
)
WORDS = st.sampled_from(
    ["shelly", "simulated", "cam-a", "gate-a", "in", "ask", "demo:x", "", "UTC"]
)
SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(2**63), 2**63),
    st.floats(width=32),
    TEXT,
    WORDS,
    st.dates(min_value=date(1000, 1, 1)),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(NAMES, TEXT), inner, max_size=5)
    ),
    max_leaves=25,
)
FILES = st.dictionaries(st.one_of(NAMES, TEXT), TREES, max_size=8)


def mistakes(text: str) -> tuple[ConfigProblem, ...] | None:
    """Return the problems of a file, None when it is right; nothing else may be raised."""
    try:
        parse_config(text, PATH)
    except ConfigInvalidError as exc:
        return exc.problems
    return None


@given(FILES)
def test_any_tables_are_right_or_explained(tables: dict[str, Any]) -> None:
    found = mistakes(toml(tables))
    assert found is None or found
    assert all(problem.key and problem.message for problem in found or ())


@given(st.text(max_size=200))
def test_any_text_is_right_or_explained(text: str) -> None:
    found = mistakes(text)
    assert found is None or found


# ------------------------------------------------------------------------------------- keys


def test_every_key_is_described() -> None:
    lines = dict(line.split(": ", 1) for line in describe_fields())
    assert lines["site.time_zone"].startswith("Time zone")
    for key in (
        "cameras.source",
        "gates.pulse_ms",
        "lanes.agree_frames",
        "gates.relay[shelly].address",
    ):
        assert key in lines
    assert all(lines.values()), [key for key, words in lines.items() if not words]


@pytest.mark.parametrize(
    "source",
    [
        "rtsp://guard:pw@192.168.1.20/stream1",
        "rtsp://guard:12/34@192.168.1.20/stream1",
        "http://guard@192.168.1.20/snap.jpg",
        "guard:s3cr3t@192.168.1.20/stream1",
        "guard:s3/cr3t@192.168.1.20/stream1",
    ],
)
@pytest.mark.parametrize("key", ["source", "preview_source"])
def test_a_login_in_an_address_is_refused_and_not_repeated(key: str, source: str) -> None:
    camera = {"id": "cam", "source": "x.mp4", key: source}
    with pytest.raises(ValidationError) as caught:
        CameraConfig.model_validate(camera)
    (mistake,) = caught.value.errors(include_input=False)
    assert "their own keys" in mistake["msg"]
    assert "12/34" not in mistake["msg"]


@pytest.mark.parametrize("source", ["a folder/clip@night.mp4", "/dev/v4l/by-path/pci-0:1@2"])
def test_a_file_name_may_hold_an_at_sign(source: str) -> None:
    assert CameraConfig(id="cam", source=source).source == source
