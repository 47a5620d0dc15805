# SPDX-License-Identifier: AGPL-3.0-or-later
"""T11, T13, the look desk and S22: what is tried out, what waits, what is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage, QPainter

from alpr_kiosk.domain.events import Action, Reason
from alpr_kiosk.domain.look import LanguageChanged, LookSettings, ThemeChanged
from alpr_kiosk.domain.settings_intents import ConfigTrial
from alpr_kiosk.domain.vitals import Vitals
from alpr_kiosk.runtime.views import SiteHealth
from ui.language import Speaker
from ui.people import Session
from ui.theme.look import Look
from ui.theme.tokens import COLOURS, KINDS, THEMES, between, contrast, luminance

UNKNOWN = {"action": Action.ASK, "reason": Reason.ASK_UNKNOWN_WAITING, "owner": ""}
BERLIN = {"latitude": 52.52, "longitude": 13.405}


@pytest.fixture(autouse=True)
def english_again(qapp):
    yield
    Speaker().speak("en")


def sign_in(desk) -> None:
    desk.window.people.elevate(Session(token="t", user="Berg", role="supervisor"))


def look_screen(desk):
    sign_in(desk)
    desk.window.navigator.go("settings.look")
    return desk.window.navigator.page


def brightness(desk) -> tuple[float, float]:
    """Mean and largest relative luminance of the window; pictures of cameras are left out."""
    image = desk.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for tile in desk.window.live.tiles.values():
        if tile.isVisible():
            painter.fillRect(
                tile.rect().translated(tile.mapTo(desk.window, tile.rect().topLeft())), "#000000"
            )
    painter.end()
    small = image.scaled(160, 100)
    values = [
        luminance(small.pixelColor(x, y).name())
        for x in range(0, small.width(), 2)
        for y in range(0, small.height(), 2)
    ]
    return sum(values) / len(values), max(values)


# ------------------------------------------------------------------------------------- colours


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_pair_of_the_specification_can_be_read(theme):
    """T11: all pairs of section 2.1, 7 for texts in high contrast."""
    least = 7.0 if theme.name == "high_contrast" else 4.5
    for ground in ("bg", "surface", "raised"):
        for text in ("text", "muted"):
            assert contrast(getattr(theme, text), getattr(theme, ground)) >= least, (text, ground)
        for line in ("border", "focus", "accent"):
            assert contrast(getattr(theme, line), getattr(theme, ground)) >= 3.0, (line, ground)
    for kind in (*KINDS, "accent", "disabled"):
        assert contrast(theme.on(kind), theme.fill(kind)) >= least, kind
        word = theme.word(kind) if kind in KINDS else theme.text
        assert contrast(word, theme.raised) >= 4.5, kind


def test_through_a_red_filter_the_night_can_still_be_read():
    night = THEMES["night"]

    def red(colour: str) -> str:
        return f"#{colour[1:3]}0000"

    def ratio(first: str, second: str) -> float:
        low, high = sorted((int(one[1:3], 16) / 255) ** 2.2 for one in (first, second))
        return (high + 0.05) / (low + 0.05)

    for kind in KINDS:
        assert ratio(red(night.on(kind)), red(night.fill(kind))) >= 5.0, kind
    assert ratio(night.text, night.raised) >= 5.0


@pytest.mark.parametrize("first", THEMES)
@pytest.mark.parametrize("second", THEMES)
def test_words_can_be_read_all_the_way_from_one_theme_to_another(first, second):
    bright = max(luminance(THEMES[name].bg) for name in (first, second))
    for step in range(21):
        tokens = between(THEMES[first], THEMES[second], step / 20)
        # Two texts that change on the ground between them: the root of their own contrast at least.
        assert contrast(tokens.text, tokens.bg) >= 2.8
        assert luminance(tokens.bg) <= bright + 1e-3
        assert all(len(getattr(tokens, name)) == 7 for name in COLOURS)
    assert between(THEMES[first], THEMES[second], 1.0) is THEMES[second]


# ----------------------------------------------------------------------------------- the change


def test_no_frame_of_a_change_is_brighter_than_its_brighter_end(desk):
    """T13."""
    sign_in(desk)
    desk.window.show_alerts()
    day, _ = brightness(desk)
    desk.window.look_desk.attempt(replace(desk.window.look_desk.shown, theme="night"))
    seen = []
    for _ in range(20):
        desk.clock.advance(0.1)
        desk.window.look_desk.tick()
        seen.append(brightness(desk)[0])
    assert desk.window.look.tokens is not None
    assert desk.window.look.theme == "night"
    assert max(seen) <= day + 1e-3
    assert seen[-1] <= 0.06
    assert len({round(value, 3) for value in seen}) > 5, "it goes over in steps"


@pytest.mark.parametrize("page", ["live", "alerts", "settings.look", "lists"])
def test_the_night_is_dark_and_nothing_in_it_glares(build, page):
    """T13: mean at most 0.06, no pixel above 0.60."""
    desk = build(theme="night")
    desk.site.passage(number=1)
    sign_in(desk)
    desk.window.navigator.go(page)
    desk.run(0.5)
    mean, most = brightness(desk)
    assert mean <= 0.06
    assert most <= 0.60


def test_no_other_colours_while_a_question_is_open_or_just_after_a_decision(desk):
    ask = desk.site.ask(desk.site.passage(number=1, **UNKNOWN))
    desk.window.look_desk.attempt(replace(desk.window.look_desk.shown, theme="night"))
    desk.run(1.0)
    assert desk.window.look.theme == "day"
    desk.site.bus.ask_changed.emit(None)
    desk.site.bus.ask_closed.emit(ask.decision_id, "ask.kept_closed")
    desk.site.bus.decision_logged.emit(ask.view.decision)
    desk.run(2.0)
    assert desk.window.look.theme == "day"
    assert desk.window.look_desk.waits == "look.waits.decision"
    desk.run(1.5)
    assert desk.window.look.theme == "night"
    desk.run(2.5)
    assert desk.window.look.tokens.name == "night"


def test_auto_goes_by_the_sun_of_the_site(build):
    desk = build(look=LookSettings(theme="auto"), place=BERLIN)
    first = desk.window.look.theme
    seen = {first}
    for _ in range(24):
        desk.clock.advance(3600)
        desk.window.tick()
        desk.clock.advance(3)
        desk.window.tick()
        seen.add(desk.window.look.theme)
    assert seen == {"day", "night"}


def feel(desk, lux: float | None, seconds: float = 0.0) -> None:
    """The site looks at its machine every two seconds."""
    for _ in range(1 + round(seconds / 2)):
        desk.site.bus.health_changed.emit(SiteHealth(vitals=Vitals(lux=lux)))
        desk.run(2.0, step=1.0)


def test_auto_goes_by_a_light_sensor_where_there_is_one(build):
    desk = build(look=LookSettings(theme="auto"))
    assert desk.window.look.theme == "day"
    page = look_screen(desk)
    assert not page.theme.keys["auto"].isEnabled()
    feel(desk, 3.0, 4.0)
    assert desk.window.look.theme == "night"
    assert page.theme.keys["auto"].isEnabled()
    assert "light sensor" in page.auto_note.text()
    feel(desk, 400.0, 20.0)
    assert desk.window.look.theme == "night", "the lights of a car"
    feel(desk, 400.0, 60.0)
    assert desk.window.look.theme == "day"


def test_auto_goes_by_the_sun_again_when_the_sensor_is_silent(build):
    desk = build(look=LookSettings(theme="auto"), place=BERLIN)
    by_sun = desk.window.look.theme
    other = {"day": 3.0, "night": 400.0}[by_sun]
    feel(desk, other, 4.0)
    assert desk.window.look.theme != by_sun
    # The same look at the machine, told again, is nothing that was felt now.
    health = SiteHealth(vitals=Vitals(lux=other))
    for _ in range(40):
        desk.site.bus.health_changed.emit(health)
        desk.run(1.0, step=1.0)
    assert desk.window.look.theme == by_sun


def test_auto_without_a_place_is_day_and_says_why(build):
    desk = build(look=LookSettings(theme="auto"))
    assert desk.window.look.theme == "day"
    page = look_screen(desk)
    assert "latitude" in page.auto_note.text()


# -------------------------------------------------------------------------------------- S22


def test_a_look_is_tried_out_and_comes_back_if_nobody_keeps_it(desk):
    page = look_screen(desk)
    page.text_size.keys["1.3"].click()
    desk.window.tick()
    assert desk.window.look.fonts.factor == 1.3
    page = desk.window.navigator.page
    assert desk.window.page == "settings.look"
    assert page.keep.isEnabled()
    assert "15" in page.trial_text.text()
    desk.run(15.1, step=0.5)
    desk.window.tick()
    assert desk.window.look.fonts.factor == 1.0
    assert desk.site.of(ThemeChanged) == []


def test_the_countdown_of_a_look_stands_on_every_page_with_its_keys(desk):
    page = look_screen(desk)
    bar = desk.window.trial
    page.theme.keys["night"].click()
    desk.window.tick()
    assert not bar.isVisible(), "on its own page it stands in the head"
    before = desk.window.pages.geometry()
    desk.window.nav.keys["history"].click()
    desk.run(1)
    assert bar.isVisible()
    assert bar.text == "Back to the old look in 14 s, if it is not kept."
    assert desk.window.pages.geometry().bottom() < bar.y()
    assert desk.window.pages.height() < before.height()
    desk.control("trial.back").click()
    assert (bar.isVisible(), desk.window.look_desk.seconds_left) == (False, None)
    assert desk.site.of(ThemeChanged) == []

    look_screen(desk).theme.keys["night"].click()
    desk.window.nav.keys["history"].click()
    desk.run(1)
    desk.control("trial.keep").click()
    (intent,) = desk.site.of(ThemeChanged)
    assert intent.look.theme == "night"
    assert not bar.isVisible()

    desk.site.answer(intent, code="look.kept")
    look_screen(desk).theme.keys["day"].click()
    desk.window.nav.keys["history"].click()
    desk.run(15.5, step=0.5)
    assert not bar.isVisible()
    assert desk.window.look_desk.shown.theme == "night"


def test_settings_on_trial_come_before_a_look_on_trial(desk):
    look_screen(desk).theme.keys["night"].click()
    desk.window.nav.keys["history"].click()
    desk.site.bus.config_trial_changed.emit(ConfigTrial(seconds_left=40, actor="Anna"))
    desk.run(1)
    assert "40 s" in desk.window.trial.text
    desk.site.bus.config_trial_changed.emit(None)
    assert "old look" in desk.window.trial.text


def test_keep_has_the_record_keep_it(desk):
    page = look_screen(desk)
    page.language.keys["de"].click()
    desk.window.tick()
    page = desk.window.navigator.page
    assert page.keep.text() == "Behalten"
    page.keep.click()
    (intent,) = desk.site.of(LanguageChanged)
    assert intent.look == replace(LookSettings(), language="de")
    assert intent.session == "t"
    desk.site.answer(intent, code="look.kept")
    desk.run(20, step=1)
    assert desk.window.look_desk.kept.language == "de"
    assert desk.window.gates.panels["gate-1"].open_key.text() == "ÖFFNEN"


def test_a_refusal_puts_the_look_back(desk):
    page = look_screen(desk)
    page.hand.keys["on"].click()
    desk.window.tick()
    desk.window.navigator.page.keep.click()
    (intent,) = desk.site.of(ThemeChanged)
    desk.site.answer(intent, ok=False, code="look.not_yours")
    desk.window.tick()
    assert not desk.window.look.settings.left_handed


def test_gloves_make_targets_larger_and_the_bar_measures_the_panel(desk):
    page = look_screen(desk)
    page.glove.keys["on"].click()
    desk.window.tick()
    metrics = desk.window.look.metrics
    assert (metrics.touch_min, metrics.gap_min) == (metrics.mm(15), metrics.mm(3))
    page = desk.window.navigator.page
    for _ in range(20):
        page.bar_steps.more.click()
    page.bar_use.click()
    desk.window.tick()
    assert desk.window.look.metrics.px_per_mm == pytest.approx((294 + 20) / 50)


def test_a_left_hand_has_lockdown_and_keys_at_the_left(build):
    desk = build(look=LookSettings(left_handed=True))
    gates = desk.window.gates
    assert gates.lockdown.x() < min(panel.x() for panel in gates.panels.values())


def test_pictures_at_night_are_as_bright_as_chosen(build):
    desk = build(look=LookSettings(theme="night", night_gain=0.4))
    assert desk.window.look.tokens.video_gain == 0.4
    page = look_screen(desk)
    assert not page.gain.less.isEnabled()
    page.gain.more.click()
    assert desk.window.look.tokens.video_gain == pytest.approx(0.45)


# ------------------------------------------------------------------------------ the plate's face


@pytest.mark.parametrize("pair", ["0O", "1I", "8B", "0D", "5S", "2Z", "1L", "QO"])
@pytest.mark.parametrize("style", ["plate_row", "plate_card", "plate_hero"])
def test_characters_of_plates_cannot_be_taken_for_each_other(qapp, pair, style):
    """Drawn apart by at least a tenth of their ink, in the bundled face."""
    look = Look()
    assert look.fonts.mono_family == "Noto Sans Mono"
    font = look.fonts(style)

    def drawn(char: str) -> list[bool]:
        image = QImage(80, 120, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        painter.setFont(font)
        painter.drawText(5, 100, char)
        painter.end()
        return [image.pixelColor(x, y).red() < 128 for x in range(80) for y in range(120)]

    first, second = drawn(pair[0]), drawn(pair[1])
    differ = sum(a != b for a, b in zip(first, second, strict=True))
    assert differ >= 0.1 * max(sum(first), sum(second))
