# SPDX-License-Identifier: AGPL-3.0-or-later
"""A broken site file: every mistake on the screen, and OPEN still moves the gate (S26)."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from alpr_kiosk.bootstrap import build
from alpr_kiosk.config.last_good import FILE, load_gates, save_gates
from alpr_kiosk.config.loader import ConfigInvalidError, load_config, parse_config
from alpr_kiosk.domain.clock import SystemClock
from tests.e2e.harness import PASSWORD
from tests.emulators.shelly import ShellyEmulator
from ui.app import create_application
from ui.repair import add_gate_bar, build_last_gates, data_folder
from ui.screens.config_error import RepairWindow

GOOD = """
schema_version = 1
[[gates]]
id = "gate-a"
name = "Gate A"
input_kind = "open"
relay = {{ type = "shelly", address = "{relay}", password = "{password}" }}
"""
pytestmark = pytest.mark.heavy


def _send(widget: QWidget, kind: QEvent.Type) -> None:
    place = QPointF(widget.rect().center())
    event = QMouseEvent(
        kind,
        place,
        widget.mapToGlobal(place),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_open_works_below_the_mistakes_of_a_broken_file(qtbot, tmp_path):
    create_application(["test"])
    site_file = tmp_path / "site.toml"
    with ShellyEmulator(password=PASSWORD) as relay:
        text = GOOD.format(relay=relay.address, password=PASSWORD)
        site_file.write_text(text, encoding="utf-8")
        config = load_config(site_file)
        build(config, data_dir=tmp_path / "data").close()
        save_gates(tmp_path / "data", config)
        assert stat.S_IMODE((tmp_path / "data" / FILE).stat().st_mode) == 0o600

        site_file.write_text(text + '[[lanes]]\nid = "x"\ncamera = "no"\n[site]\nfps = 3\n')
        with pytest.raises(ConfigInvalidError) as found:
            load_config(site_file)
        context = build_last_gates(tmp_path / "data", clock=SystemClock())
        assert context is not None
        window = RepairWindow(found.value.problems, file=str(site_file))
        qtbot.addWidget(window)
        bar = add_gate_bar(window, context.site, context)
        context.site.start()
        try:
            window.show()
            assert "2 mistakes" in window.title.text()
            assert "by hand only" in window.title.text()
            key = bar.findChild(QWidget, "gate.gate-a.open")
            assert key is not None
            assert key.isVisible()
            _send(key, QEvent.Type.MouseButtonPress)
            qtbot.waitUntil(lambda: len(relay.pulses) == 1, timeout=10_000)
            _send(key, QEvent.Type.MouseButtonRelease)
        finally:
            assert context.close()


def test_without_known_gates_the_words_promise_no_key(qtbot, tmp_path):
    create_application(["test"])
    assert load_gates(tmp_path) is None
    with pytest.raises(ConfigInvalidError) as found:
        parse_config("[site]\nfps = 3\n", tmp_path / "site.toml")
    window = RepairWindow(found.value.problems)
    qtbot.addWidget(window)
    assert "key switches" in window.title.text()


@pytest.mark.parametrize("damage", ["", "{", '{"gates": [{"id": "BAD ID"}]}', '{"gates": []}'])
def test_a_damaged_record_of_gates_is_none(tmp_path, damage):
    (tmp_path / FILE).write_text(damage, encoding="utf-8")
    assert load_gates(tmp_path) is None


def test_the_data_folder_is_found_in_a_broken_file(tmp_path):
    broken = tmp_path / "site.toml"
    broken.write_text('[storage]\ndata_dir = "/srv/gate"\n[site\n', encoding="utf-8")
    with pytest.raises(ConfigInvalidError) as found:
        load_config(broken)
    assert data_folder(found.value, None) == Path("/srv/gate")
    assert data_folder(found.value, tmp_path) == tmp_path
