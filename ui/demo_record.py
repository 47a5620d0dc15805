# SPDX-License-Identifier: AGPL-3.0-or-later
"""A made-up day of a site for pictures: passages, evidence, who is inside, a report."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from alpr_kiosk.domain.events import (
    Action,
    Candidate,
    CommandKind,
    CommandSource,
    Direction,
    GateIntent,
    Reason,
)
from alpr_kiosk.domain.evidence_queries import (
    ChainCheck,
    EvidenceSheet,
    EvidenceWanted,
    ExportDone,
    ExportWanted,
    Seal,
    SheetPicture,
)
from alpr_kiosk.domain.history import (
    Cursor,
    HistoryPage,
    PassageDetail,
    PastCommand,
    PastDecision,
)
from alpr_kiosk.domain.history_queries import (
    HistoryCount,
    HistoryCountWanted,
    HistoryPageWanted,
    RowExtras,
    RowExtrasWanted,
)
from alpr_kiosk.domain.inside import InsideView
from alpr_kiosk.domain.muster_queries import (
    GroupNames,
    GroupNamesWanted,
    LastCount,
    LastCountWanted,
)
from alpr_kiosk.domain.ports import EvidenceFile, PassageRow
from alpr_kiosk.domain.report_queries import CameraRate, RatePoint, ReportSheet, ReportWanted
from alpr_kiosk.domain.reports import (
    Category,
    OverrideCount,
    PassageCount,
    Period,
    Report,
    Spread,
)
from alpr_kiosk.domain.stays import Stay
from alpr_kiosk.domain.targets import ExportTarget, TargetsFound, TargetsWanted
from alpr_kiosk.runtime.views import PreviewImage
from ui.demo_site import DEMO_NOW, DemoSite, paint_crop, paint_lane

ZONE = ZoneInfo("Europe/Berlin")
CARS = (
    ("AB12CDE", "Unit 14", Action.OPEN, Reason.ALLOW_LISTED),
    ("KL58MNO", "Unit 3, Berg", Action.OPEN, Reason.ALLOW_LISTED),
    ("PW03KJT", "", Action.REFUSE, Reason.UNKNOWN),
    ("HH90TRX", "Unit 7", Action.OPEN, Reason.ALLOW_LISTED),
    ("BA77XKC", "", Action.LOG_ONLY, Reason.IGNORED_PARKED),
    ("34A36837", "Caretaker", Action.OPEN, Reason.ALLOW_LISTED),
    ("", "", Action.ASK, Reason.ASK_ONE_LOOK),
    ("BT20VIS", "for Unit 14", Action.OPEN, Reason.ALLOW_VISITOR),
    ("XY99ZZZ", "", Action.REFUSE, Reason.DENY_LISTED),
    ("KL5BMNO", "Unit 3, Berg", Action.ASK, Reason.ASK_NEAR_MATCH),
)
HOURS = (1, 0, 0, 0, 2, 6, 19, 34, 28, 15, 11, 12, 14, 9, 8, 12, 21, 27, 19, 11, 7, 5, 3, 2)
SHARES = (0.97, 0.96, 0.98, 0.95, 0.96, 0.97, 0.90, 0.84, 0.92, 0.96, 0.97, 0.96)


class DemoRecord:
    """Answers the queries of the record's screens from made-up rows."""

    def __init__(self, site: DemoSite) -> None:
        self._site = site
        self.rows = tuple(self._row(number) for number in range(50))
        self.sheet = self._sheet(self.rows[0])
        self.report_days = 1
        site.answers |= {
            HistoryPageWanted: lambda _query: HistoryPage(
                rows=self.rows, older=Cursor(moment=1), newer=Cursor(moment=9, newer=True)
            ),
            HistoryCountWanted: lambda _query: HistoryCount(count=214, more=False),
            RowExtrasWanted: self._extras,
            EvidenceWanted: lambda _query: self.sheet,
            TargetsWanted: lambda _query: TargetsFound(
                targets=(
                    ExportTarget(
                        path="/media/guard/EVIDENCE",
                        name="EVIDENCE",
                        free_bytes=14_600_000_000,
                        removable=True,
                    ),
                    ExportTarget(
                        path="/var/lib/alpr-kiosk/export",
                        name="",
                        free_bytes=212_000_000_000,
                        removable=False,
                    ),
                ),
            ),
            ExportWanted: lambda _query: ExportDone(
                path="/media/guard/EVIDENCE/export-20261121-4f1c02",
                digest=hashlib.sha256(b"demo").hexdigest(),
                count=1,
            ),
            GroupNamesWanted: lambda _query: GroupNames(names=(("g1", "Contractors"),)),
            LastCountWanted: lambda _query: LastCount(
                at=DEMO_NOW - timedelta(hours=8), counted=41, expected=42, actor="07"
            ),
            ReportWanted: lambda _query: self._report(),
        }
        site.inside = self._inside  # type: ignore[method-assign]

    def _row(self, number: int) -> PassageRow:
        plate, _owner, action, reason = CARS[number % len(CARS)]
        at = DEMO_NOW - timedelta(minutes=7 * number, seconds=13 * number % 60)
        lane = "lane-in" if number % 2 == 0 else "lane-out"
        digest = hashlib.sha256(plate.encode()).hexdigest()
        files = tuple(
            EvidenceFile(kind=kind, path=f"{digest[:2]}/{digest}.jpg", sha256=digest, size=1)
            for kind in ("lane", "crop")
            if plate
        )
        return PassageRow(
            passage_id=f"{number + 1:032x}",
            camera_id="cam-1" if number % 2 == 0 else "cam-2",
            lane_id=lane,
            plate="KL5BMN0" if plate == "KL5BMNO" else plate,
            first_seen_at=at,
            last_seen_at=at + timedelta(seconds=4),
            direction="in" if number % 2 == 0 else "out",
            reads=9,
            agreeing=9 if plate else 1,
            confidence=0.97,
            action=action.value,
            reason=reason.value,
            gate_id="gate-a" if number % 2 == 0 else "gate-b",
            evidence=files,
            moment=int(at.timestamp() * 1e6),
            corrected="KL58MNO" if plate == "KL5BMNO" else None,
        )

    def _extras(self, query: RowExtrasWanted) -> RowExtras:
        plates = {
            hashlib.sha256(plate.encode()).hexdigest(): plate for plate, _, _, _ in CARS if plate
        }
        return RowExtras(
            pictures=tuple(
                (file.sha256, jpeg_of(paint_crop(plates[file.sha256], 0.0))) for file in query.files
            ),
            owners=tuple((plate, owner) for plate, owner, _, _ in CARS if owner),
        )

    def _sheet(self, row: PassageRow) -> EvidenceSheet:
        lane = QImage(paint_lane(1920, 1080, row.plate, shade=24))
        jpegs = {"lane": jpeg_of(lane), "crop": jpeg_of(paint_crop(row.plate, 0.0))}
        decision = PastDecision(
            decision_id="d1",
            at=row.first_seen_at + timedelta(seconds=1),
            action=row.action,
            reason=row.reason,
            alarm=False,
            plate=row.plate,
            entry_id="1",
            gate_id=row.gate_id,
            age_ms=210.0,
            candidates=(
                Candidate(
                    entry_id="1", plate=row.plate, owner="Unit 14", list_kind="allow", match="exact"
                ),
            ),
            context=(("plate", row.plate), ("who", "Unit 14"), ("list", "Allow")),
        )
        command = PastCommand(
            intent=GateIntent(
                intent_id="i1",
                gate_id="gate-a",
                kind=CommandKind.OPEN,
                source=CommandSource.RULE,
                actor="",
                requested_at=row.first_seen_at + timedelta(seconds=1),
                requested_mono=1.0,
                decision_id="d1",
                pulse_ms=500,
                passage_id=row.passage_id,
            ),
            outcome="ok",
            finished_at=row.first_seen_at + timedelta(seconds=2),
        )
        return EvidenceSheet(
            detail=PassageDetail(
                row=row, settled=True, parked=False, decisions=(decision,), commands=(command,)
            ),
            pictures=tuple(
                SheetPicture(file=file, jpeg=jpegs[file.kind], seal=Seal.FITS)
                for file in row.evidence
            ),
            chain=ChainCheck(seal=Seal.FITS, rows=3, seq=18204),
            delete_at=DEMO_NOW + timedelta(hours=71, minutes=20),
            older="a",
            newer="b",
        )

    def _inside(self) -> InsideView:
        stays = {}
        cars = ("BT20VIS", "AB12CDE", "KL58MNO", "HH90TRX", "34A36837", "DR71VWE", "MS404EL")
        for number, plate in enumerate((*cars, "PW03KJT", "GT08WER")):
            entered = DEMO_NOW - timedelta(minutes=(30, 130, 47, 610, 21, 1500, 88)[number % 7])
            stays[plate] = Stay(
                stay_id=f"s{number}",
                text=plate,
                entered_at=entered,
                entered_moment=int(entered.timestamp() * 1e6),
                gate_in="gate-a",
                camera_id="cam-1",
                seen_at=entered,
            )
        unread = Stay(
            stay_id="u1",
            text="",
            entered_at=DEMO_NOW - timedelta(minutes=12),
            entered_moment=int((DEMO_NOW - timedelta(minutes=12)).timestamp() * 1e6),
            camera_id="cam-1",
            seen_at=DEMO_NOW,
        )
        gone = Stay(
            stay_id="g1",
            text="ZN55QPR",
            entered_at=DEMO_NOW - timedelta(hours=5),
            left_at=DEMO_NOW - timedelta(minutes=40),
            ended_moment=int((DEMO_NOW - timedelta(minutes=40)).timestamp() * 1e6),
            camera_id="cam-2",
            seen_at=DEMO_NOW,
        )
        return InsideView(
            inside=MappingProxyType(stays),
            left=MappingProxyType({"ZN55QPR": gone}),
            unread=(unread,),
            unclear_at=(DEMO_NOW - timedelta(minutes=25),),
        )

    def _report(self) -> ReportSheet:
        today = DEMO_NOW.astimezone(ZONE).date()
        period = Period(first=today - timedelta(days=self.report_days - 1), last=today, zone=ZONE)
        start = period.since
        counts = []
        for hour, count in enumerate(HOURS):
            for direction, share in ((Direction.IN, 0.56), (Direction.OUT, 0.44)):
                number = round(count * share)
                if number:
                    counts.append(self._count(start, hour, direction, number))
        report = Report(
            period=period,
            passages=tuple(counts),
            answers=Spread(count=5, mean_s=6.0, median_s=5.0),
            unanswered=1,
            overrides=tuple(
                OverrideCount(reason=reason, actor="", source="bar", count=count)
                for reason, count in (
                    ("delivery", 9),
                    ("visitor", 6),
                    ("misread", 3),
                    ("taxi", 2),
                    ("", 1),
                )
            ),
        )
        rates = CameraRate(
            camera_id="cam-1",
            step_s=3600,
            points=tuple(
                RatePoint(
                    start=start + timedelta(hours=6 + number), seen=25, read=round(25 * share)
                )
                for number, share in enumerate(SHARES)
            ),
            low=0.93,
            high=0.98,
        )
        other = CameraRate(camera_id="cam-2", step_s=3600, points=rates.points[:8])
        return ReportSheet(report=report, before=report, rates=(rates, other))

    @staticmethod
    def _count(start: datetime, hour: int, direction: Direction, number: int) -> PassageCount:
        return PassageCount(
            hour=start + timedelta(hours=hour),
            camera_id="cam-1" if direction is Direction.IN else "cam-2",
            direction=direction,
            category=Category.UNREAD if hour == 13 else Category.ALLOWED,
            count=number,
        )


def jpeg_of(picture: QImage | PreviewImage) -> bytes:
    """Return a picture as JPEG."""
    image = picture
    if isinstance(image, PreviewImage):
        data = bytes(memoryview(image.data))  # type: ignore[arg-type]
        image = QImage(
            data, image.width, image.height, image.stride, QImage.Format.Format_RGB32
        ).copy()
    array = QByteArray()
    buffer = QBuffer(array)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"jpg")).write(image)
    return bytes(array.data())
