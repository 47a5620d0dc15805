# SPDX-License-Identifier: AGPL-3.0-or-later
"""A removal that is killed anywhere: no row names a missing file, each removal has its one proof.

The file is also the child process: ``python test_retention_crash.py FOLDER`` removes what is due.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.storage.gatehouse import Gatehouse

ROOT = Path(__file__).resolve().parents[2]
PASSAGES = 300


def kill_rounds(folder: Path, rounds: int, seed: int) -> int:
    """Remove the pictures and plates of a month, killed again and again; return what was killed."""
    chance = random.Random(seed)
    house = Gatehouse(folder)
    for number in range(PASSAGES):
        house.add(f"p{number:04}", f"AB{number:04}C", days=number / PASSAGES)
    house.store.close()
    killed = 0
    for _ in range(rounds):
        with subprocess.Popen(
            [sys.executable, __file__, str(folder)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        ) as child:
            assert child.stdout is not None
            for _ in range(chance.randint(1, 4)):
                child.stdout.readline()
            time.sleep(chance.random() * 0.004)  # somewhere in the next step
            child.send_signal(signal.SIGKILL)
            child.communicate()
            killed += child.wait(60) == -signal.SIGKILL
        check(Gatehouse(folder))
    house = Gatehouse(folder)
    house.run(days=0)  # a start whose time goes on from there
    house.run(days=400)
    check(house)
    assert list(house_files(house)) == []
    return killed


def house_files(house: Gatehouse) -> list[str]:
    return [path.stem for path in house.store.evidence.files()]


def check(house: Gatehouse) -> None:
    """Rows, files and proofs fit together."""
    rows = house.rows()
    assert all(house.store.evidence.verify(file) for row in rows.values() for file in row.evidence)
    gone = [row for row in rows.values() if row.evidence_note == "evidence.expired"]
    assert all(not row.evidence for row in gone)
    counted = {"pictures": 0, "plates": 0, "rows": 0, "notes": 0}
    for proof in house.proofs():
        counted[proof["what"]] += proof["count"]
    there = sum(len(row.evidence) for row in rows.values())
    assert counted["pictures"] == 2 * PASSAGES - there
    assert counted["plates"] == sum(row.plate.startswith("#") for row in rows.values())
    assert house.is_sound()
    house.store.close()


def test_a_removal_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    assert kill_rounds(tmp_path, rounds=5, seed=3) >= 3


@pytest.mark.soak
def test_a_removal_that_is_killed_many_times(tmp_path: Path) -> None:
    for seed in range(4):
        (tmp_path / str(seed)).mkdir()
        kill_rounds(tmp_path / str(seed), 20, seed)


def main() -> None:
    house = Gatehouse(Path(sys.argv[1]))
    for _ in range(40):
        house.clock.advance(86_400)
        while house.retention.step(house.clock.utc_now()):
            os.write(1, b"step\n")
    os.write(1, b"done\n" * 10)


if __name__ == "__main__":
    main()
