# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the documents name is there: files, targets, commands, keys."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from alpr_kiosk import cli
from alpr_kiosk.config.loader import load_config
from docs.key_table import PAGE, filled

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "packaging/README.md",
        ROOT / "models/README.md",
    ]
)
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")


def links(page: Path) -> list[str]:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", text)
    return [link for link in found if not re.match(r"[a-z]+:", link)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links(page: Path) -> None:
    pictures = []
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = (page.parent / unquote(name)).resolve() if name else page
        assert target.is_relative_to(ROOT), link
        if not target.exists() and target.parent == ROOT / "docs" / "screens":
            pictures.append(target.name)
            continue
        assert target.exists(), f"{page.name} links to {link}"
        if anchor:
            titles = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in [re.sub(r"[^\w -]", "", t).lower().replace(" ", "-") for t in titles]
    if pictures:
        pytest.skip(f"made by `make screenshots`, not yet: {', '.join(pictures)}")


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_make_targets_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^ *(?:\$ )?)make ([a-z][a-z-]*)", text, re.MULTILINE)
    assert set(named) <= targets()


def test_the_readme_names_the_two_commands() -> None:
    assert "make run" in README
    assert "make test" in README


def commands() -> dict[str, set[str]]:
    """Return each command of the program with its options."""

    def options(parser: argparse.ArgumentParser) -> set[str]:
        found = {option for action in parser._actions for option in action.option_strings}
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                found.update(*(options(part) for part in action.choices.values()))
        return found

    subparsers = next(a for a in cli.parser()._actions if hasattr(a, "choices") and a.choices)
    return {name: options(sub) for name, sub in subparsers.choices.items()}


def test_every_command_is_described() -> None:
    headings = re.findall(r"^## `([a-z-]+)`", COMMANDS, re.MULTILINE)
    assert sorted(headings) == sorted(commands())
    table = set(re.findall(r"^\| `alpr-kiosk ([a-z][a-z-]*)", README, re.MULTILINE))
    assert table == set(commands())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_named_commands_and_options_exist(page: Path) -> None:
    import main

    known = commands()
    kiosk = {option for a in main.kiosk_parser()._actions for option in a.option_strings}
    kiosk.add("--version")
    lines = re.findall(
        r"(?:alpr-kiosk|main\.py|-m alpr_kiosk)((?: [^\s`|&;)]+)+)",
        page.read_text(encoding="utf-8"),
    )
    for words in (line.split() for line in lines):
        if not re.match(r"--?[a-z]|[a-z-]+$", words[0]) or words[0].startswith("--="):
            continue
        command = words[0] if words[0] in known else ""
        allowed = known[command] if command else kiosk
        for option in (word for word in words if re.match(r"--[a-z]", word)):
            assert option.rstrip(".,:") in allowed, f"{page.name}: {' '.join(words)}"


def test_the_key_table_is_current() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == filled(page), "run .venv/bin/python -m docs.key_table"


def toml_examples() -> list[tuple[str, str]]:
    return [
        (f"{page.name}-{number}", block)
        for page in PAGES
        for number, block in enumerate(
            re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
        )
    ]


@pytest.mark.parametrize("block", [pytest.param(block, id=name) for name, block in toml_examples()])
def test_site_file_examples_are_right(block: str, tmp_path: Path) -> None:
    tomllib.loads(block)
    path = tmp_path / "site.toml"
    path.write_text(block, encoding="utf-8")
    config = load_config(path)
    assert config.cameras or config.gates


def test_decision_records_are_listed() -> None:
    folder = ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text(encoding="utf-8")
    records = sorted(folder.glob("0*.md"))
    assert [path.name[:4] for path in records] == [f"{n:04d}" for n in range(1, len(records) + 1)]
    for path in records:
        assert f"({path.name})" in index
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(path.name[:4])}. ")
        for part in ("Status:", "## Measured", "## Decision"):
            assert part in text, f"{path.name} has no {part}"


def test_the_licence_is_the_one_that_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert project["license"] == "AGPL-3.0-or-later"
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert "Version 3, 19 November 2007" in text
    assert len(text.splitlines()) > 600


def test_the_changelog_has_a_place_for_changes() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in text
