# SPDX-License-Identifier: AGPL-3.0-or-later
"""German is complete, keeps all placeholders, and its compiled file is that of its source."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from docs.translations import FOLDER, PATTERNS, ROOT, SOURCE, missing, release, update

FILES = sorted(path for path in FOLDER.glob("alpr_*.ts") if path.name != SOURCE)
HELD = re.compile(r"\{\w+\}|%n")


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def fresh(request, tmp_path_factory) -> tuple[Path, Path]:
    """A translation, and a copy of it that has all texts of the source as it is now."""
    copy = tmp_path_factory.mktemp("ts") / request.param.name
    shutil.copy(request.param, copy)
    update([copy])
    return request.param, copy


def pairs(path: Path) -> list[tuple[str, str]]:
    found = []
    for message in ElementTree.parse(path).iter("message"):  # noqa: S314
        translation = message.find("translation")
        text = "" if translation is None else "".join(translation.itertext()).strip()
        found.append((message.findtext("source") or "", text))
    return found


def test_there_is_german():
    assert FOLDER / "alpr_de.ts" in FILES


def test_nothing_of_the_source_is_left_untranslated(fresh):
    """What is missing is listed here; `python -m docs.translations` brings it into the file."""
    _, copy = fresh
    left = [f"{context}: {text}" for context, text in missing(copy)]
    if left and not os.environ.get("ALPR_REQUIRE_TRANSLATIONS"):
        pytest.skip(f"{len(left)} texts to translate in {copy.name}: " + "; ".join(left))
    assert left == [], f"{len(left)} texts to translate in {copy.name}"


def test_placeholders_are_those_of_the_source(fresh):
    kept, _ = fresh
    wrong = [
        (source, text)
        for source, text in pairs(kept)
        if text and set(HELD.findall(source)) != set(HELD.findall(text))
    ]
    assert wrong == []


def test_the_compiled_file_is_that_of_its_source(fresh, tmp_path):
    kept, _ = fresh
    made = tmp_path / "made.qm"
    release(kept, made)
    assert made.read_bytes() == kept.with_suffix(".qm").read_bytes(), "run docs.translations"


def test_no_text_hides_behind_another_name_of_translate():
    """lupdate reads ``tr(``, ``translate(`` and QT_TRANSLATE_NOOP, and ``tr`` with one context."""
    hidden = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for pattern in PATTERNS
        for path in ROOT.glob(pattern)
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\btr = QCoreApplication|(?<![.\w])tr\(\s*\"\w+\",\s*\"", line)
    ]
    assert hidden == []
