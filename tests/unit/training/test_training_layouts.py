# SPDX-License-Identifier: AGPL-3.0-or-later
"""Layouts as data: they parse, their texts keep to their formats, errors name file and key."""

from __future__ import annotations

import os
import random
from collections import defaultdict
from pathlib import Path

import pytest

from models.training.glyphs import FONT_NAMES, die_glyph, find_fonts, font_glyph
from models.training.layouts import DRAWN_MARKS, FOLDER, Layout, LayoutError, load_layouts
from models.training.synth_plates import HEIGHT, PlateRenderer
from models.training.synth_texts import LONGEST_WORDS, draw_text, label_of, possible_texts

LAYOUTS, WEIGHTS = load_layouts()
_GOOD = """
region = "here"
share = 2.0
[defaults]
aspect = [2.0, 2.1]
looks = [{ back = "#ffffff", ink = "#000000" }]
[[layout]]
name = "one"
patterns = ["LLL-DDD"]
"""


def _fonts() -> Path:
    folder = Path(os.environ.get("ALPR_FONTS", "/usr/share/fonts/truetype"))
    names = {name for group in FONT_NAMES.values() for name in group}
    if not folder.is_dir() or not any(p.name in names for p in folder.rglob("*")):
        pytest.skip(f"no known font below {folder}: set ALPR_FONTS")
    return folder


def _write(folder: Path, text: str) -> Path:
    (folder / "here.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_layouts_of_the_issue_are_there() -> None:
    names = {layout.name for layout in LAYOUTS}
    assert len(names) == len(LAYOUTS) >= 40
    for wanted in (
        "us-california", "us-texas", "us-florida", "us-new-york", "eu-romania", "eu-germany",
        "uk-current", "turkey", "brazil-old", "mercosur-brazil", "mercosur-argentina",
        "argentina-old", "india-one-line", "india-two-lines", "canada-ontario",
        "vietnam-two-lines", "uae", "qatar-saudi", "australia",
    ):  # fmt: skip
        assert wanted in names
    assert sum(name.startswith("us-") for name in names) >= 14


def test_weights_are_shares_of_the_regions() -> None:
    shares: defaultdict[str, float] = defaultdict(float)
    for layout, weight in zip(LAYOUTS, WEIGHTS, strict=True):
        shares[layout.region] += weight
    assert sum(WEIGHTS) == pytest.approx(1.0)
    assert 0.28 < shares["us"] < 0.42
    assert 0.16 < shares["europe"] < 0.28
    assert 0.08 < shares["two"] < 0.16


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_texts_keep_to_the_format_of_their_layout(layout: Layout) -> None:
    rng = random.Random(11)
    expression = possible_texts(layout)
    lines = {pattern.count("/") for pattern in layout.patterns}
    for _ in range(300):
        text = draw_text(layout, rng)
        assert expression.fullmatch(text), text
        assert text.count("/") in lines
        for line in text.split("/"):
            label = label_of(line)
            assert label
            assert label.isalnum()
            assert label.isascii()
            assert label == label.upper()
            assert set(line) <= set(label) | set(DRAWN_MARKS)


def test_words_are_short_and_hold_letter_o_and_digit_0() -> None:
    layout = next(layout for layout in LAYOUTS if layout.name == "us-virginia")
    words = layout.model_copy(update={"vanity": 1.0})
    rng = random.Random(5)
    texts = [draw_text(words, rng) for _ in range(2000)]
    assert max(len(label_of(text)) for text in texts) <= LONGEST_WORDS
    assert sum("O" in text for text in texts) > 300
    assert sum("0" in text for text in texts) > 30


def test_letters_that_are_not_issued_are_not_drawn() -> None:
    texts: defaultdict[str, str] = defaultdict(str)
    rng = random.Random(7)
    for layout in LAYOUTS:
        plain = layout.model_copy(update={"vanity": 0.0})
        texts[layout.name] = "".join(draw_text(plain, rng) for _ in range(300))
    assert not set("IOQ") & set(texts["us-california"])
    assert not set("AEIOUQ") & set(texts["eu-netherlands"].replace("/", ""))
    assert not set("IQ") & set(texts["uk-current"])
    assert {"O", "0", "I", "1"} <= set(texts["brazil-old"])


def test_marks_are_not_read() -> None:
    assert label_of("HN-AB+ 12.3") == "HNAB123"


def test_good_file_parses_and_inherits(tmp_path: Path) -> None:
    layouts, weights = load_layouts(_write(tmp_path, _GOOD))
    assert [layout.name for layout in layouts] == ["one"]
    assert layouts[0].aspect == (2.0, 2.1)
    assert weights == (1.0,)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("colour = 3", "colour"),
        ('patterns = ["LLX"]', "patterns: 'LLX' has 'X'"),
        ('patterns = ["@ DD"]', "has no prefixes"),
        ('patterns = ["LL#"]', "unknown mark '#'"),
        ('patterns = ["L/L/L"]', "more than two lines"),
        ('patterns = ["LL/ -"]', "a line without characters"),
        ("patterns = []", "patterns"),
        ('letters = "abc"', "letters"),
        ('sets = { D = "12" }', "sets: 'D'"),
        ("aspect = [3.0, 2.0]", "aspect"),
        ("vanity = 1.5", "vanity"),
        ('font = "gothic"', "font"),
        ('symbols = ["moon"]', "symbols.0"),
        ('looks = [{ back = "white", ink = "#000000" }]', "looks.0.back"),
        ('bands = [{ side = "left", size = [0.1, 0.2], back = "#000000", a = 1 }]', "bands.0.a"),
        ("weight = 0", "weight"),
    ],
)  # fmt: skip
def test_errors_name_file_layout_and_key(tmp_path: Path, line: str, key: str) -> None:
    text = _GOOD
    name = line.partition(" =")[0]
    if f"\n{name} =" in text.partition("[[layout]]")[2]:
        text = text.replace('patterns = ["LLL-DDD"]\n', "")
    with pytest.raises(LayoutError) as caught:
        load_layouts(_write(tmp_path, text + line + "\n"))
    message = str(caught.value)
    assert message.startswith("here.toml: layout 'one': ")
    assert key in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("region = ", "here.toml: "),
        ('region = "a"\nshare = 1.0\n', "here.toml: layout"),
        (_GOOD.replace("share = 2.0", "share = 0"), "here.toml: share"),
        (_GOOD.replace("share = 2.0", "share = 2.0\nshares = 1"), "here.toml: shares"),
        (_GOOD + _GOOD[_GOOD.index("[[layout]]") :], "layout 'one': name: is there twice"),
    ],
)
def test_errors_of_a_file(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(LayoutError) as caught:
        load_layouts(_write(tmp_path, text))
    assert part in str(caught.value)


def test_a_folder_without_layouts_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match="no layout files"):
        load_layouts(tmp_path)


def test_the_shipped_files_carry_their_licence() -> None:
    for path in FOLDER.glob("*.toml"):
        assert path.read_text(encoding="utf-8").startswith("# SPDX-License-Identifier: AGPL-3.0")


@pytest.mark.parametrize("char", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
def test_dies_draw_every_character(char: str) -> None:
    mask = die_glyph(char, cap=48, width=24, stroke=6.0, radius=0.3, serif=True)
    assert mask.shape[0] == 48
    assert 0.1 < (mask > 127).mean() < 0.8
    assert (mask.max(axis=1) > 60).all()  # from top to bottom


def test_dies_tell_zero_from_o() -> None:
    zero = die_glyph("0", cap=48, width=24, stroke=6.0, radius=0.3, serif=True)
    letter = die_glyph("O", cap=48, width=24, stroke=6.0, radius=0.3, serif=True)
    assert zero.shape[1] < letter.shape[1]


@pytest.mark.parametrize("char", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
def test_fonts_fill_the_height_of_a_capital(char: str) -> None:
    for paths in find_fonts(_fonts()).values():
        for path in paths:
            mask = font_glyph(path, char)
            assert mask[: mask.shape[0] // 5].max() > 100, path
            assert mask[-mask.shape[0] // 5 :].max() > 100, path
            assert font_glyph(path, char, bare=False).shape[0] == mask.shape[0]


def test_no_font_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no fonts below"):
        PlateRenderer(fonts=tmp_path, rng=random.Random(1))


def test_every_layout_is_rendered() -> None:
    renderer = PlateRenderer(fonts=_fonts(), rng=random.Random(3))
    for layout in renderer.layouts:
        for _ in range(3):
            drawn = renderer.draw(layout)
            assert drawn.image.shape[0] == HEIGHT == 96
            assert drawn.image.flags["C_CONTIGUOUS"]
            assert drawn.layout == layout.name
            last = 0.0
            for text, top, bottom in drawn.rows:
                assert text.isalnum()
                assert last <= top < bottom <= 1
                last = bottom


def test_the_same_randomness_draws_the_same_plates() -> None:
    fonts = _fonts()
    first, second = (PlateRenderer(fonts=fonts, rng=random.Random(9)) for _ in range(2))
    for _ in range(10):
        one, two = first.draw(), second.draw()
        assert one.rows == two.rows
        assert (one.image == two.image).all()
