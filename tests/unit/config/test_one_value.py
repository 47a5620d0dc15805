# SPDX-License-Identifier: AGPL-3.0-or-later
"""One value of a broken site file is changed, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from alpr_kiosk.config.loader import ConfigInvalidError, ConfigProblem, parse_config
from alpr_kiosk.config.one_value import still_wrong, value_at, with_value

TEXT = """# the gate
[[gates]]
id = "gate-a"
pulse_ms = 5   # too short
travel_s = 'fast'
"""
PATH = Path("site.toml")


def problems(text: str) -> dict[str, ConfigProblem]:
    with pytest.raises(ConfigInvalidError) as found:
        parse_config(text, PATH)
    return {problem.key: problem for problem in found.value.problems}


def test_a_value_is_put_right_and_the_other_mistake_stays() -> None:
    found = problems(TEXT)
    pulse = found["gates.1.pulse_ms"]
    assert value_at(TEXT, pulse) == "5   # too short"
    text = with_value(TEXT, pulse, "1000  # was 5")
    assert text == TEXT.replace("5   # too short", "1000  # was 5")
    assert still_wrong(text, PATH, pulse) is None
    assert set(problems(text)) == {"gates.1.travel_s"}
    worse = with_value(TEXT, pulse, "20000")
    assert worse is not None
    assert still_wrong(worse, PATH, pulse) is not None


@pytest.mark.parametrize("value", ["", '1\n[site]\nname = "x"', '"a" = 1'])
def test_nothing_but_one_value_is_written(value: str) -> None:
    text = with_value(TEXT, problems(TEXT)["gates.1.pulse_ms"], value)
    if text is not None:
        assert len(text.splitlines()) == len(TEXT.splitlines())
        assert still_wrong(text, PATH, problems(TEXT)["gates.1.pulse_ms"]) is not None


def test_words_are_put_into_quotation_marks() -> None:
    text = with_value(TEXT, problems(TEXT)["gates.1.travel_s"], "slow")
    assert text is not None
    assert 'travel_s = "slow"' in text


def test_a_mistake_without_a_line_of_its_own_is_not_edited() -> None:
    for problem in (
        ConfigProblem(key="gates.1.id", message="x"),
        ConfigProblem(key="gates.1.id", message="x", line=99),
        ConfigProblem(key="gates.1.name", message="x", line=3),
        ConfigProblem(key="gates.1", message="x", line=2),
    ):
        assert value_at(TEXT, problem) is None
        assert with_value(TEXT, problem, "1") is None
