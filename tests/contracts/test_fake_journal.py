# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fake journal keeps the contract of the real one."""

from __future__ import annotations

import pytest

from alpr_kiosk.errors import StorageError
from tests.contracts.journal_contract import JournalContract, OpenJournal, an_intent
from tests.fakes.journal import FakeJournal, JournalDisk


class TestFakeJournal(JournalContract):
    @pytest.fixture
    def open_journal(self) -> OpenJournal:
        disk = JournalDisk()
        return lambda: FakeJournal(disk)

    def test_it_fails_when_told(self) -> None:
        journal = FakeJournal()
        journal.writable = False
        with pytest.raises(StorageError) as caught:
            journal.record_intent(an_intent())
        assert caught.value.code == "journal.unwritable"
