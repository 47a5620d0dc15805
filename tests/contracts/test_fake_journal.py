# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fake journal keeps the contract of the real one."""

from __future__ import annotations

import pytest

from alpr_kiosk.errors import StorageError
from tests.contracts.journal_contract import JournalContract, OpenJournal, Uses, an_intent
from tests.fakes.journal import FakeJournal, JournalDisk


class FakeUses:
    def __init__(self, disk: JournalDisk) -> None:
        self._disk = disk

    def give(self, entry_id: str, left: int | None, most: int | None) -> None:
        self._disk.uses[entry_id] = (left, most)

    def left(self, entry_id: str) -> int | None:
        return self._disk.uses[entry_id][0]


class TestFakeJournal(JournalContract):
    @pytest.fixture
    def disk(self) -> JournalDisk:
        return JournalDisk()

    @pytest.fixture
    def open_journal(self, disk: JournalDisk) -> OpenJournal:
        return lambda: FakeJournal(disk)

    @pytest.fixture
    def uses(self, disk: JournalDisk) -> Uses:
        return FakeUses(disk)

    def test_it_fails_when_told(self) -> None:
        journal = FakeJournal()
        journal.writable = False
        with pytest.raises(StorageError) as caught:
            journal.record_intent(an_intent())
        assert caught.value.code == "journal.unwritable"
