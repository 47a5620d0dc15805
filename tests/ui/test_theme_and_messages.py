# SPDX-License-Identifier: AGPL-3.0-or-later
"""T11, T12, T17: colours that can be read, and a text for every code."""

from __future__ import annotations

import re
import string
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from alpr_kiosk.config.schema import SiteConfig
from alpr_kiosk.domain.events import Reason
from tests.shared import shared_path
from ui import messages
from ui.copy_deck import COPY_DECK, MORE, SHORT
from ui.language import Speaker
from ui.theme.look import RESOURCES, Look
from ui.theme.metrics import metrics_for
from ui.theme.tokens import DAY, HIGH_CONTRAST, KINDS, NIGHT, THEMES, contrast

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda t: t.name)
def test_every_pair_can_be_read(theme):
    """T11."""
    least = 7.0 if theme is HIGH_CONTRAST else 4.5
    for ground in (theme.bg, theme.surface, theme.raised):
        assert contrast(theme.text, ground) >= least
        assert contrast(theme.muted, ground) >= least
        assert contrast(theme.border, ground) >= 3.0
    for kind in (*KINDS, "accent", "disabled"):
        assert contrast(theme.on(kind), theme.fill(kind)) >= least
    for ground in (theme.bg, theme.surface):
        assert contrast(theme.focus, ground) >= 3.0
    for kind in KINDS:
        assert contrast(theme.word(kind), theme.raised) >= 4.5


def test_pale_fills_get_an_outline():
    """T12."""
    assert {kind for kind in KINDS if DAY.needs_outline(kind)} == {"ask", "info", "warning"}
    assert all(NIGHT.needs_outline(kind) for kind in KINDS)
    for theme in THEMES.values():
        for kind in KINDS:
            if theme.needs_outline(kind):
                assert contrast(theme.on(kind), theme.surface) >= 3.0


def test_sizes_are_those_of_the_table():
    compact, large = metrics_for(1280), metrics_for(1920)
    assert (compact.touch_min, compact.touch_std, compact.touch_gate, compact.key) == (
        71,
        89,
        118,
        112,
    )
    assert (large.touch_min, large.touch_std, large.touch_gate, large.key) == (49, 61, 81, 77)
    assert (compact.gap_min, compact.gap_gate, large.gap_min, large.gap_gate) == (12, 24, 9, 17)
    assert metrics_for(1280, px_per_mm=8.0).touch_min == 96


def test_the_style_sheet_has_no_open_names(qapp):
    for name in THEMES:
        sheet = Look(theme=name).style_sheet()
        assert "$" not in sheet
        assert THEMES[name].text in sheet


def test_every_code_of_the_specification_has_its_text():
    """T17."""
    text = shared_path("design", "screens.md").read_text(encoding="utf-8")
    section = text[text.index("## 5. Copy deck") : text.index("## 6. Timings")]
    rows = re.findall(r"^\| ([a-z_.]+) \| (.+) \|$", section, re.MULTILINE)
    wanted = {code: words.strip() for code, words in rows if code != "code"}
    assert len(wanted) > 80
    assert wanted == COPY_DECK


def test_every_text_is_in_the_translation_file():
    """T17, second half."""
    tree = ElementTree.parse(RESOURCES / "translations" / "alpr_en.ts")  # noqa: S314
    sources = {node.text for node in tree.iter("source")}
    for texts in (COPY_DECK, MORE, SHORT):
        assert set(texts.values()) <= sources


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_a_sentence_and_a_short_form(reason):
    assert messages.text(reason.value) != reason.value
    assert messages.short(reason.value)


@pytest.mark.parametrize("code", sorted(messages.codes()))
def test_a_missing_value_never_crashes_and_never_shows_a_brace(code):
    bare = messages.text(code)
    assert bare
    assert "{" not in bare
    source = {**COPY_DECK, **MORE}[code]
    names = [name for _t, name, _f, _c in string.Formatter().parse(source) if name]
    full = messages.text(code, {name: f"<{name}>" for name in names})
    assert all(f"<{name}>" in full for name in names)


def test_a_value_is_never_evaluated():
    assert messages.text("decision.unknown", {"plate": "{x.__class__}"}).startswith("{x.__class__}")
    assert messages.text("no.such.code") == "no.such.code"


@pytest.fixture
def german(qapp):
    assert Speaker().speak("de") == "de"
    yield
    Speaker().speak("en")


def test_the_contact_that_nobody_entered_is_translated(german):
    contact = SiteConfig.model_fields["contact"].default
    assert contact == messages.DEFAULT_CONTACT
    banned = {"plate": "XY99ZZZ", "reason": "Diebstahl", "contact": contact}
    assert "Nicht öffnen; die Leitung anrufen." in messages.text("decision.deny.listed", banned)
    damaged = messages.text("storage.broken", {"contact": contact})
    assert damaged.endswith("Kopie wurde behalten. Die Leitung anrufen.")


def test_a_contact_of_the_site_file_stays_as_it_was_entered(german):
    banned = {"contact": "the office"}
    assert "Nicht öffnen; the office anrufen." in messages.text("decision.deny.listed", banned)


def test_every_code_that_the_core_uses_has_a_text():
    """Codes in the core's sources: errors raised, alerts, answers."""
    pattern = re.compile(
        r'(?:Error|raise_alert|alert|_alarm|code=|clear)\(?\s*"((?:relay|camera|gate|model|engine|'
        r"storage|lists|pin|journal|audit|evidence|session|db|disk|reader|lockdown|clock|program|"
        r'vision|worker)\.[a-z_.]+)"'
    )
    used: dict[str, str] = {}
    for path in (ROOT / "alpr_kiosk").rglob("*.py"):
        for code in pattern.findall(path.read_text(encoding="utf-8")):
            used[code] = str(path.relative_to(ROOT))
    missing = {code: where for code, where in used.items() if code not in messages.codes()}
    assert missing == {}


FAULTS = sorted(
    code
    for code in COPY_DECK
    if code.endswith(".gone") or ".fault." in code or code in ("disk.full", "temp.hot")
)
VERBS = ("look", "use", "check", "call", "open", "switch", "clean", "set", "watch", "turn")


@pytest.mark.parametrize("code", FAULTS)
def test_faults_say_what_to_do(code):
    """T10, for the texts as the specification words them."""
    if code in ("relay.gone", "db.gone"):
        pytest.skip("the specification gives the steps in a text of their own")
    text = COPY_DECK[code].lower()
    assert text.count(".") >= 2
    assert any(verb in text for verb in VERBS)


def test_every_icon_is_drawn(qapp):
    look = Look()
    names = sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg"))
    assert len(names) > 60
    for name in names:
        image = look.icons.pixmap(name, "#ff0000", 30).toImage()
        painted = {
            image.pixelColor(x, y).name()
            for x in range(0, 30, 2)
            for y in range(0, 30, 2)
            if image.pixelColor(x, y).alpha() > 200
        }
        assert painted == {"#ff0000"}, name
