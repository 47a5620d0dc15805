# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two processes on one file never take more uses than there are, killed or not.

The file is also the child: ``python test_uses_of_two_processes.py FOLDER FIRST`` records openings
by rule, prints each that it was granted, and ends with the first refusal.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage.store import open_store
from tests.contracts.journal_contract import an_intent
from tests.contracts.records_contract import full_entry

ROOT = Path(__file__).resolve().parents[2]
USES = 60


def test_uses_are_taken_once_however_many_processes_want_them(tmp_path: Path) -> None:
    with closing(open_store(tmp_path, clock=SystemClock())) as store:
        store.records.save_entry(replace(full_entry(), max_uses=USES, uses_left=USES), "Amara")
    children = [
        subprocess.Popen(
            [sys.executable, __file__, str(tmp_path), str(first)],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in (1000, 2000, 3000)
    ]
    for child in children[:2]:
        assert child.stdout is not None
        child.stdout.readline()  # both are at work
    children[0].kill()
    granted = [line for child in children for line in child.communicate(timeout=120)[0].split()]
    assert [child.returncode for child in children[1:]] == [0, 0]
    with closing(open_store(tmp_path, clock=SystemClock())) as store:
        recorded = [
            intent for intent in store.journal.unfinished_intents() if intent.entry_id == "e1"
        ]
        assert len(recorded) == USES
        assert store.records.entries()[0].uses_left == 0
        assert set(granted) <= {intent.intent_id for intent in recorded}
        assert store.records.verify_audit() is None


def _take_all(folder: Path, first: int) -> None:
    with closing(open_store(folder, clock=SystemClock())) as store:
        for number in range(first, first + 2 * USES):
            intent = an_intent(number, entry_id="e1")
            try:
                store.journal.record_intent(intent, timeout_ms=60_000)
            except StorageError as exc:
                if exc.code != "lists.used_up":
                    raise
                return
            os.write(1, f"{intent.intent_id}\n".encode())


if __name__ == "__main__":
    _take_all(Path(sys.argv[1]), int(sys.argv[2]))
