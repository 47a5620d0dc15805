# SPDX-License-Identifier: AGPL-3.0-or-later
"""A gate's thread that died gives its ports back: the next one needs them for itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk.domain.events import Outcome
from alpr_kiosk.domain.intents import OpenRequested
from alpr_kiosk.runtime import crew as crew_module
from tests.emulators.serial_boards import LcusBoard
from tests.runtime.full_site import FullSite


def test_a_board_at_a_serial_port_works_after_its_thread_died(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    monkeypatch.setattr(crew_module, "RETRY_MS", 100)
    port = tmp_path / "gate-relay"
    with LcusBoard(port, relays=2) as board:
        site = FullSite(
            tmp_path,
            monkeypatch,
            qtbot,
            relay={"type": "lcus", "port": str(port), "channel": 2},
        ).start()
        try:
            (first,) = site.drivers
            site.until(lambda: site.context.boards.board("gate").automatic_allowed)
            closed: list[Any] = []
            close = first.close

            def closes() -> None:
                closed.append(first)
                close()

            def dies() -> None:
                raise ZeroDivisionError("oops")

            monkeypatch.setattr(first, "close", closes)
            monkeypatch.setattr(first, "status", dies)
            site.clock.advance(5)  # it is time to look at the relay
            site.until(lambda: len(site.drivers) == 2)
            site.until(lambda: site.context.boards.board("gate").automatic_allowed)
            assert closed == [first]
            before = board.actuations(2)
            assert site.submit(OpenRequested(gate_id="gate")).ok
            site.until(lambda: bool(site.heard("gate_result")))
            ((_, result),) = site.heard("gate_result")
            assert (result.outcome, result.code) == (Outcome.OK, "")
            assert board.actuations(2) == before + 1
        finally:
            site.close()
