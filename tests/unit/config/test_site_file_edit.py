# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes of the site file's text: what is not changed stays as it was."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alpr_kiosk.config.edit import changed_keys, edited
from alpr_kiosk.config.loader import parse_config
from alpr_kiosk.config.paths import resources_dir
from alpr_kiosk.domain.settings_intents import KeyRemoved, KeySet, RowAdded, RowRemoved
from alpr_kiosk.errors import ConfigError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

DEMO = (resources_dir() / "demo" / "site.toml").read_text(encoding="utf-8")
OPEN_ZONE = ((0.1, 0.2), (0.9, 0.2), (0.9, 0.95))


def lines_kept(old: str, new: str) -> list[str]:
    """Lines of the old text that the new one has not."""
    after = new.splitlines()
    return [line for line in old.splitlines() if line not in after]


def test_only_the_line_of_the_key_changes_and_comments_stay() -> None:
    change = KeySet(table="cameras", row="cam-out", key="open_zone", value=OPEN_ZONE)
    new = edited(DEMO, [change])
    assert lines_kept(DEMO, new) == [
        "open_zone = [[0.40, 0.64], [0.78, 0.64], [0.86, 0.95], [0.34, 0.95]]"
    ]
    config = parse_config(new, Path("site.toml"))
    assert config.camera("cam-out").open_zone == OPEN_ZONE
    assert config.camera("cam-in") == parse_config(DEMO, Path("site.toml")).camera("cam-in")


def test_a_comment_behind_a_value_stays_behind_it() -> None:
    new = edited(DEMO, [KeySet(table="keeping", key="reserve_mb", value=512)])
    assert "reserve_mb = 512   # nothing hangs on the demo's record" in new


def test_rows_come_and_go_and_tables_within_get_keys() -> None:
    new = edited(
        DEMO,
        [
            RowAdded(table="cameras", row="cam-3", values=(("source", "rtsp://10.0.0.9/a"),)),
            RowRemoved(table="lanes", row="lane-in"),
            KeySet(table="gates", row="gate-in", key="inputs", value={"position": {"input": 0}}),
            KeySet(table="gates", row="gate-in", key="relay.type", value="simulated"),
            KeyRemoved(table="gates", row="gate-out", key="travel_s"),
            KeyRemoved(table="gates", row="gate-out", key="relay.never.there"),
            KeySet(table="vision", key="threads", value=2),
        ],
    )
    config = parse_config(new, Path("site.toml"))
    assert [camera.id for camera in config.cameras] == ["cam-in", "cam-out", "cam-3"]
    assert [lane.id for lane in config.lanes] == ["lane-out"]
    assert config.gate("gate-in").inputs.position is not None
    assert (config.gate("gate-out").travel_s, config.vision.threads) == (8.0, 2)
    assert new.startswith("# The demo site:")
    assert 'source = "rtsp://10.0.0.9/a"\n\n[[gates]]' in new


def test_the_first_and_the_last_row_of_a_list() -> None:
    bare = edited("", [RowAdded(table="cameras", row="cam-1", values=(("source", "demo:x"),))])
    assert parse_config(bare, Path("x")).cameras[0].id == "cam-1"
    empty = edited(bare, [RowRemoved(table="cameras", row="cam-1")])
    assert tomllib.loads(empty) == {}


def test_rows_that_are_not_there_or_there_twice() -> None:
    with pytest.raises(ConfigError) as unknown:
        edited(DEMO, [KeySet(table="cameras", row="cam-9", key="name", value="x")])
    assert (unknown.value.code, unknown.value.context["row"]) == ("config.row_unknown", "cam-9")
    with pytest.raises(ConfigError) as twice:
        edited(DEMO, [RowAdded(table="cameras", row="cam-in")])
    assert twice.value.code == "config.row_twice"


def test_rows_written_in_one_line_are_changed_too() -> None:
    text = 'cameras = [{ id = "a", source = "demo:x" }, { id = "b", source = "demo:y" }] # two\n'
    new = edited(text, [KeySet(table="cameras", row="b", key="name", value='Gate "B" é')])
    assert [row.get("name") for row in tomllib.loads(new)["cameras"]] == [None, 'Gate "B" é']
    assert "# two" in new


def test_what_changed_is_named_by_the_ids_of_rows_and_never_shown() -> None:
    old = tomllib.loads(DEMO)
    new = tomllib.loads(
        edited(
            DEMO,
            [
                KeySet(table="cameras", row="cam-in", key="password", value="hunter2"),
                KeySet(table="site", key="name", value="North"),
            ],
        )
    )
    keys = changed_keys(old, new)
    assert keys == ("site.name", "cameras.cam-in.password")
    assert changed_keys(new, new) == ()


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("name", "user", "source")),
            st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=20),
        ),
        max_size=4,
    ),
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=3, max_size=12),
)
def test_any_text_and_any_zone_comes_back_as_it_was_put_in(texts, points) -> None:
    changes = [KeySet(table="cameras", row="cam-in", key=key, value=text) for key, text in texts]
    zone = KeySet(table="cameras", row="cam-in", key="read_zone", value=tuple(points))
    row = tomllib.loads(edited(DEMO, [*changes, zone]))["cameras"][0]
    assert {key: row[key] for key in dict(texts)} == dict(texts)
    assert row["read_zone"] == [pytest.approx(point, abs=5e-5) for point in points]
