# SPDX-License-Identifier: AGPL-3.0-or-later
"""A plate erased beside the running kiosk, and what is told of what is kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from sqlalchemy import text

from alpr_kiosk.config.keeping import KeepingConfig
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.breaking_off import Work
from alpr_kiosk.domain.events import Reason
from alpr_kiosk.domain.keeping import days_of, rules_of
from alpr_kiosk.domain.privacy_queries import (
    EraseRequested,
    KeepingPreviewWanted,
    KeptWanted,
    PlateExportWanted,
    PlateKeptWanted,
)
from alpr_kiosk.domain.queries import QueryCancelledError
from alpr_kiosk.domain.targets import ExportTarget
from alpr_kiosk.errors import AlprError
from alpr_kiosk.plate_pack import PlatePackWriter
from alpr_kiosk.services.privacy_desk import PrivacyDesk
from alpr_kiosk.storage import privacy
from alpr_kiosk.storage.privacy import PrivacyStore
from alpr_kiosk.storage.retention import Retention
from alpr_kiosk.storage.sealed_folder import check_sealed
from alpr_kiosk.vision.preprocess import encode_jpeg
from tests.unit.storage.gatehouse import Gatehouse
from tests.unit.storage.test_erasing import PLATE, TEXT, entry, fill


class Control:
    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None:
        """Nobody looks."""

    def check(self) -> None:
        """Nobody cancels."""


class Blind:
    """Finds no plates of others."""

    def detect(self, images: Sequence[object]) -> list[SimpleNamespace]:
        return [SimpleNamespace(boxes=()) for _ in images]


class Sticks:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder

    def targets(self) -> list[ExportTarget]:
        return [ExportTarget(path=str(self.folder), name="S", free_bytes=10**9, removable=True)]


class Sessions:
    def user_of(self, token: str, *scopes: str) -> str | None:
        return "Amara" if token == "good" and scopes == ("supervisor",) else None


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Gatehouse]:
    made = Gatehouse(tmp_path)
    fill(made)
    made.forget_stored()
    yield made
    made.store.close()


@pytest.fixture
def desk(house: Gatehouse, tmp_path: Path) -> PrivacyDesk:
    return _desk(house, tmp_path)


def _desk(house: Gatehouse, tmp_path: Path) -> PrivacyDesk:
    eraser = PrivacyStore(store=house.store, root=tmp_path, rules=KeepingConfig().rules)
    config = AppConfig.model_validate({"cameras": [{"id": "cam1", "source": "demo:x"}]})
    return PrivacyDesk(
        eraser=eraser,
        exporter=PlatePackWriter(
            store=house.store,
            config=config,
            detector=lambda _vision: Blind(),  # type: ignore[arg-type, return-value]
        ),
        targets=Sticks(tmp_path / "stick"),
        sessions=Sessions(),  # type: ignore[arg-type]
    )


def test_search_count_erase_and_its_proof(house: Gatehouse, desk: PrivacyDesk) -> None:
    with house.store.database.read() as reader:  # somebody reads all the while, as a kiosk does
        reader.execute(text("SELECT count(*) FROM passage")).scalar()
        found = desk.find(PlateKeptWanted(plate=PLATE, session="good"), Control())
        assert (found.plate, dict(found.counts)["entries"]) == (TEXT, 1)
        done = desk.erase(
            EraseRequested(plate=PLATE, reason="asked for", session="good"), Control()
        )
    assert (done.plate, done.count) == (TEXT, found.total)
    assert desk.find(PlateKeptWanted(plate=PLATE, session="good"), Control()).total == 0
    kept = desk.kept(KeptWanted(session="good"), Control())
    (proof,) = kept.proofs
    assert (proof.seq, proof.kind, proof.count) == (done.seq, "privacy.erased", done.count)
    assert house.is_sound()
    assert {row.plate for row in house.rows().values()} >= {"#", "XY 99"}


def test_an_erasure_that_nobody_waits_for_any_more_removes_the_pictures_too(
    house: Gatehouse, desk: PrivacyDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given up between the rows and the files: it is erased, so "cancelled" is wrong."""
    work = Work()
    removed = privacy.remove_files

    def given_up(*args: object) -> bool:
        work.break_off()
        return removed(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(privacy, "remove_files", given_up)
    with work.here():
        done = desk.erase(
            EraseRequested(plate=PLATE, reason="asked for", session="good"), Control()
        )
    assert done.plate == TEXT
    with house.store.database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM picture_to_remove")) == 0


def test_what_is_kept_is_counted_by_kind_with_its_time(desk: PrivacyDesk) -> None:
    kept = desk.kept(KeptWanted(session="good"), Control())
    parts = {part.name: part for part in kept.parts}
    assert set(parts) == {"unlisted", "allowed", "visitor", "denied", "held", "rows", "notes"}
    assert parts["rows"].plates == 3
    assert parts["allowed"].plates == 1
    assert (parts["unlisted"].pictures_days, parts["rows"].plates_days) == (3, 400)


@pytest.mark.parametrize("session", ["", "other"])
def test_only_a_supervisor_may(desk: PrivacyDesk, house: Gatehouse, session: str) -> None:
    for ask in (
        lambda: desk.kept(KeptWanted(session=session), Control()),
        lambda: desk.find(PlateKeptWanted(plate=PLATE, session=session), Control()),
        lambda: desk.erase(EraseRequested(plate=PLATE, reason="x", session=session), Control()),
        lambda: desk.export(PlateExportWanted(plate=PLATE, target="", session=session), Control()),
        lambda: desk.preview(KeepingPreviewWanted(days=(), session=session), Control()),
    ):
        with pytest.raises(AlprError) as refused:
            ask()
        assert refused.value.code == "pin.needed"
    assert "#" not in {row.plate for row in house.rows().values()}


@pytest.mark.parametrize(
    ("plate", "reason", "code"),
    [
        ("--", "why", "privacy.no_plate"),
        (PLATE, "  ", "privacy.no_reason"),
        (PLATE, f"the owner of {PLATE}", "privacy.reason"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_erased(
    desk: PrivacyDesk, house: Gatehouse, plate: str, reason: str, code: str
) -> None:
    with pytest.raises(AlprError) as refused:
        desk.erase(EraseRequested(plate=plate, reason=reason, session="good"), Control())
    assert refused.value.code == code
    assert "#" not in {row.plate for row in house.rows().values()}


# ------------------------------------------------------------------------------------- exported


class Leaving(Control):
    """Nobody waits any more after so many looks."""

    def __init__(self, checks: int) -> None:
        self._left = checks

    def check(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise QueryCancelledError


def _audited(house: Gatehouse) -> list[str]:
    rows = house.store.records.audit_rows(limit=1000)
    return [row.kind for row in rows if row.kind.startswith("privacy.")]


@pytest.fixture
def pictured(tmp_path: Path) -> Iterator[Gatehouse]:
    (tmp_path / "pictured").mkdir()
    made = Gatehouse(tmp_path / "pictured")
    made.store.records.save_entry(entry("e1", PLATE), "Amara")
    grey = np.full((90, 160, 3), 60, dtype=np.uint8)
    made.add("own", TEXT, picture=encode_jpeg(grey), reason=Reason.ALLOW_LISTED, kind="allow")
    yield made
    made.store.close()


def test_all_about_a_plate_goes_to_a_stick(pictured: Gatehouse, tmp_path: Path) -> None:
    house, desk = pictured, _desk(pictured, tmp_path)
    stick = str(tmp_path / "stick")
    done = desk.export(PlateExportWanted(plate=PLATE, target=stick, session="good"), Control())
    assert check_sealed(Path(done.path)) == []
    told = json.loads((Path(done.path) / "plate.json").read_text("utf-8"))
    assert told["passages"]
    assert len(told["list_entries"]) == 1
    assert done.count == desk.find(PlateKeptWanted(plate=PLATE, session="good"), Control()).total
    assert _audited(house) == ["privacy.searched", "privacy.exported", "privacy.searched"]
    rows = house.store.records.audit_rows(limit=1000)
    (body,) = [json.loads(row.body) for row in rows if row.kind == "privacy.exported"]
    assert body["manifest"] == done.digest
    assert PLATE not in json.dumps(body)
    assert house.is_sound()


def test_an_export_that_nobody_waits_for_leaves_nothing(
    pictured: Gatehouse, tmp_path: Path
) -> None:
    house, desk = pictured, _desk(pictured, tmp_path)
    wanted = PlateExportWanted(plate=PLATE, target=str(tmp_path / "stick"), session="good")
    with pytest.raises(QueryCancelledError):
        desk.export(wanted, Leaving(1))
    assert list((tmp_path / "stick").iterdir()) == []
    assert _audited(house) == ["privacy.searched"], "that somebody looked stays known"


def test_an_export_goes_to_a_target_and_nowhere_else(
    house: Gatehouse, desk: PrivacyDesk, tmp_path: Path
) -> None:
    for plate, target, code in (
        (PLATE, str(tmp_path), "export.no_target"),
        ("--", str(tmp_path / "stick"), "privacy.no_plate"),
    ):
        with pytest.raises(AlprError) as refused:
            desk.export(PlateExportWanted(plate=plate, target=target, session="good"), Control())
        assert refused.value.code == code
    assert _audited(house) == []


# ----------------------------------------------------------------------------- other times


def test_what_is_said_to_go_is_what_goes(house: Gatehouse, desk: PrivacyDesk) -> None:
    """The count of the preview against a removal by the same rules."""
    for number, days in enumerate((0, 1, 3, 8, 20, 40)):
        house.add(f"u{number}", f"AB{number}XYZ", days=days)
        house.add(f"d{number}", f"CD{number}XYZ", days=days, reason=Reason.DENY_LISTED, kind="deny")
    house.clock.advance(41 * 86_400)
    rules = days_of(KeepingConfig().rules) | {
        "unlisted.pictures_days": 7.0, "unlisted.plates_days": 14.0, "rows_days": 30.0,
    }  # fmt: skip
    wanted = KeepingPreviewWanted(days=tuple(rules.items()), session="good")
    told = dict(desk.preview(wanted, Control()).older)
    house.forget_stored()
    retention = Retention(
        database=house.store.database,
        key=house.store.key,
        evidence=house.store.evidence,
        rules=rules_of(rules),
    )
    while retention.step(house.clock.utc_now()):
        pass
    gone: Counter[str] = Counter()
    for proof in house.proofs():
        where = f"{proof['category']}." if proof["category"] else ""
        gone[f"{where}{proof['what']}_days"] += proof["count"]
    del told["notes_days"]  # what goes are notes of an alert, with the plates of banned cars
    assert {key: count for key, count in told.items() if count} == {
        key: count for key, count in gone.items() if key in told
    }
    assert gone["unlisted.pictures_days"] > 0


def test_times_that_do_not_fit_are_refused(desk: PrivacyDesk) -> None:
    for days in ((), (("rows_days", 1.0),)):
        with pytest.raises(AlprError, match=r"keeping\.order"):
            desk.preview(KeepingPreviewWanted(days=days, session="good"), Control())
