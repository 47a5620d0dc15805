# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.plate import fold, normalise
from alpr_kiosk.domain.presets import PRESETS, best_fit, fit, preset, try_fit

IDS = [found.preset_id for found in PRESETS]


@pytest.mark.parametrize("preset_id", IDS)
def test_examples_fit_as_they_are(preset_id: str) -> None:
    found = preset(preset_id)
    assert found.examples
    assert found.counter_examples
    for example in found.examples:
        text = normalise(example)
        assert try_fit(text, preset_id) is not None, example
        assert fit(text, [preset_id]) == text


@pytest.mark.parametrize("preset_id", IDS)
def test_counter_examples_do_not_fit(preset_id: str) -> None:
    for example in preset(preset_id).counter_examples:
        assert fit(normalise(example), [preset_id]) is None, example


def test_all_countries_of_the_brief_are_there() -> None:
    assert {"generic", "tr", "de", "gb", "us", "br", "ro", "nl", "in"} <= set(IDS)


@pytest.mark.parametrize(
    ("text", "presets", "expected"),
    [
        ("34A36837", ["tr"], "34A36837"),
        ("34A23126", ["tr"], "34A23126"),
        ("34A3683O", ["tr"], "34A36830"),
        ("34A368I7", ["tr"], "34A36817"),
        ("B9C20339", ["tr"], "89C20339"),
        ("34436837", ["tr"], "34A36837"),
        ("ABC1D23", ["br"], "ABC1D23"),
        ("A8C1D23", ["br"], "ABC1D23"),
        ("ABC1234", ["br"], "ABC1234"),
        ("AB120DE", ["gb"], "AB12ODE"),
        ("34A3683O", ["generic", "tr"], "34A36830"),
        ("34A3683O", ["generic"], "34A3683O"),
        ("34A3683O", [], None),
        ("XYZ", ["tr"], None),
        ("", ["tr", "generic"], None),
    ],
)
def test_position_settles_look_alikes(text: str, presets: list[str], expected: str | None) -> None:
    assert fit(text, presets) == expected


def test_kinds_of_change_are_told() -> None:
    found = best_fit("B9C2O339", ["tr"])
    assert found is not None
    assert (found.text, found.strong, found.medium) == ("89C20339", (4,), (0,))


def test_two_ways_to_settle_settle_nothing() -> None:
    # Several Dutch layouts could be meant, each with other letters.
    assert fit("B8B8B8", ["nl"]) is None


def test_unknown_preset_is_an_error() -> None:
    with pytest.raises(KeyError):
        fit("AB12CDE", ["atlantis"])


@given(st.text("0123456789ABDGIOQSTUVZ", min_size=1, max_size=9), st.sampled_from(IDS))
def test_fitting_is_stable_and_stays_within_look_alikes(text: str, preset_id: str) -> None:
    found = fit(text, [preset_id])
    if found is not None:
        assert fold(found) == fold(text)
        assert fit(found, [preset_id]) == found
