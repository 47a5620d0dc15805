# SPDX-License-Identifier: AGPL-3.0-or-later
"""The records in memory keep the contract."""

from __future__ import annotations

import pytest

from alpr_kiosk.domain.ports import Records
from alpr_kiosk.errors import StorageError
from tests.contracts.records_contract import RecordsContract
from tests.fakes.records import FakeRecords


class TestFakeRecords(RecordsContract):
    @pytest.fixture
    def records(self) -> Records:
        return FakeRecords()


def test_a_dead_disk_can_be_played() -> None:
    records = FakeRecords()
    records.failing = StorageError("records.unwritable")
    with pytest.raises(StorageError):
        records.set_setting("a", "b")
