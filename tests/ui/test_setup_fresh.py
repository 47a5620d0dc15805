# SPDX-License-Identifier: AGPL-3.0-or-later
"""A kiosk out of the box: a real site without cameras, gates or people begins in the wizard."""

from __future__ import annotations

from alpr_kiosk.bootstrap import build
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.first_run import SETTING
from alpr_kiosk.services.recovery import SETTING as WORDS
from ui.app import create_application
from ui.language import Speaker
from ui.main_window import MainWindow
from ui.screens.setup import SetupScreen

PIN = "739204"


def test_it_begins_in_the_wizard_and_the_first_pin_opens_the_rest(tmp_path, qtbot) -> None:
    create_application(["test"])
    context = build(AppConfig(), data_dir=tmp_path)
    window = MainWindow(context.site, context.config, clock=context.clock, speaker=Speaker())
    window.show()
    context.site.start()
    try:
        page = window.navigator.page
        assert isinstance(page, SetupScreen)
        for step in ("screen", "place", "pin"):
            page.next_key.click()
            qtbot.waitUntil(lambda step=step: page.step == step, timeout=20_000)
        assert not page.next_key.isEnabled()
        window.findChild(type(page.next_key), "setup.pin.supervisor").click()
        for _ in range(2):
            for digit in PIN:
                next(key for key in page.part.new_pin.pad.keys if key.text() == digit).click()
            page.part.new_pin.pad.ok.click()
        qtbot.waitUntil(lambda: window.people.session.role == "supervisor", timeout=20_000)
        # Nobody goes on without a way back in.
        qtbot.waitUntil(lambda: page.part.missing() != "", timeout=20_000)
        assert not page.next_key.isEnabled()
        window.findChild(type(page.next_key), "setup.pin.recovery").click()
        sheet = page.part.sheet
        words = sheet.words
        assert len(words) == 12
        sheet.done_key.click()
        for number in sheet.asked:
            for letter in words[number - 1][:3]:
                sheet.check.type_letter(letter)
            sheet.check.choose(words[number - 1])
        sheet.check.next_key.click()
        qtbot.waitUntil(page.next_key.isEnabled, timeout=20_000)
        assert '"hash": "$argon2id' in (context.store.records.get_setting(WORDS) or "")
        page.next_key.click()
        qtbot.waitUntil(lambda: page.step == "cameras", timeout=20_000)
        assert '"step": "cameras"' in (context.store.records.get_setting(SETTING) or "")
    finally:
        window.close()
        window.deleteLater()
        assert context.close()
