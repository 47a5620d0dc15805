# SPDX-License-Identifier: AGPL-3.0-or-later
"""A scripted site for screenshots: no cameras, no gates, only data. Nothing here reads a plate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter, QPolygonF

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.events import (
    Action,
    Candidate,
    CharVote,
    Consensus,
    Decision,
    DecisionRecord,
    Direction,
    GateResult,
    Outcome,
    Passage,
    Reason,
)
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.inside import InsideView
from alpr_kiosk.domain.intents import Intent
from alpr_kiosk.domain.list_pages import ListPages, entries_of
from alpr_kiosk.domain.list_queries import EntriesWanted, PlateEntriesWanted
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.look import LookSettings
from alpr_kiosk.domain.plate import Plate
from alpr_kiosk.domain.queries import Query, QueryAnswer
from alpr_kiosk.domain.shift import ShiftView
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.views import AskView, PassageView, PreviewImage

DEMO_NOW = datetime(2026, 11, 21, 13, 2, 11, tzinfo=timezone.utc)
PLATE_BOX = Box(0.436, 0.668, 0.564, 0.735)


class FrozenClock:
    """Time stands still while pictures are taken."""

    def __init__(self) -> None:
        self.utc, self.mono = DEMO_NOW, 5000.0

    def utc_now(self) -> datetime:
        """Return the scripted UTC time."""
        return self.utc

    def monotonic(self) -> float:
        """Return the scripted monotonic time, seconds."""
        return self.mono

    def advance(self, seconds: float) -> None:
        """Move on."""
        self.mono += seconds
        self.utc += timedelta(seconds=seconds)


class DemoSite:
    """A `SiteApi` that keeps what it is given."""

    def __init__(
        self, *, config: AppConfig, clock: FrozenClock, frames: Path | None = None
    ) -> None:
        self.bus = SiteBus()
        self.config = config
        self.clock = clock
        self._frames = sorted(frames.glob("*.png")) if frames is not None else []
        self._sizes: dict[str, tuple[int, int]] = {}
        self._waiting: dict[str, PreviewImage] = {}
        self.submitted: list[Intent] = []
        self.asked: list[Query] = []
        self.ruler = ""
        self.answers: dict[type[Query], Callable[[Any], object]] = {}
        self._entries = demo_entries()
        pages = ListPages(lambda: ListSnapshot.of(self._entries))
        self.answers[EntriesWanted] = pages.find
        self.answers[PlateEntriesWanted] = lambda query: entries_of(
            ListSnapshot.of(self._entries), query.plate
        )
        self.shift_view: ShiftView | None = None
        self.look: LookSettings | None = None
        self.people: dict[str, tuple[str, ...]] = {"supervisor": ("Supervisor",)}

    def submit(self, intent: Intent) -> None:
        """Remember a request."""
        self.submitted.append(intent)

    def query(self, query: Query) -> None:
        """Answer a query from `answers`, at once, as a real site does a little later."""
        self.asked.append(query)
        answer = self.answers.get(type(query))
        if answer is not None:
            self.bus.query_answered.emit(
                QueryAnswer(query_id=query.query_id, ok=True, result=answer(query))
            )

    def cancel(self, query_id: str) -> None:
        """Nothing to cancel: all is answered at once."""

    def take_preview(self, camera_id: str) -> PreviewImage | None:
        """Return the scripted picture once."""
        return self._waiting.pop(camera_id, None)

    def set_preview_size(self, camera_id: str, width: int, height: int) -> None:
        """Remember the size of a tile."""
        self._sizes[camera_id] = (width, height)

    def set_ruler(self, camera_id: str) -> None:
        """Remember whose plates are measured."""
        self.ruler = camera_id

    def entries(self) -> tuple[ListEntry, ...]:
        """Return the scripted lists."""
        return self._entries

    def lists_are(self, entries: tuple[ListEntry, ...]) -> None:
        """Other lists from now on."""
        self._entries = entries
        self.bus.lists_changed.emit(entries)

    def inside(self) -> InsideView:
        """Nobody is inside."""
        return InsideView()

    def collisions(self, entry: ListEntry) -> tuple[ListEntry, ...]:
        """Return entries whose loose key is the same."""
        key = Plate(entry.plate).fold
        return tuple(
            other
            for other in self._entries
            if other.entry_id != entry.entry_id and Plate(other.plate).fold == key
        )

    def kept_look(self) -> LookSettings | None:
        """Return what was chosen; nothing, unless a language is to be looked at."""
        return self.look

    def users(self, scope: str) -> tuple[str, ...]:
        """Return the scripted people."""
        return self.people.get(scope, ())

    def shift(self) -> ShiftView | None:
        """Return the scripted shift."""
        return self.shift_view

    def show_frame(self, camera_id: str, plate: str, seq: int = 1) -> None:
        """Put a picture into a camera's mailbox."""
        self._waiting[camera_id] = self.picture(camera_id, plate, seq)
        self.bus.frame_available.emit(camera_id)

    def picture(self, camera_id: str, plate: str, seq: int = 1) -> PreviewImage:
        """Return a picture for a camera: a file of `--frames`, or a painted placeholder."""
        image = QImage()
        if self._frames:
            index = sum(map(ord, camera_id)) + seq
            image = QImage(str(self._frames[index % len(self._frames)]))
        if image.isNull():
            painted = _painted_lane(plate, sum(map(ord, camera_id)) % 40)
            now = self.clock.monotonic()
            return replace(painted, camera_id=camera_id, seq=seq, captured_mono=now)
        return preview(image, camera_id, seq, self.clock.monotonic())


def preview(image: QImage, camera_id: str, seq: int, mono: float) -> PreviewImage:
    """Return a `PreviewImage` with its own read-only memory."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return PreviewImage(
        camera_id=camera_id,
        seq=seq,
        width=image.width(),
        height=image.height(),
        stride=image.bytesPerLine(),
        data=bytes(image.constBits()),
        captured_mono=mono,
    )


@lru_cache(maxsize=64)
def _painted_lane(plate: str, shade: int) -> PreviewImage:
    """Return a lane painted once: a picture of every screen asks for the same ones."""
    return preview(paint_lane(1280, 720, plate, shade=shade), "", 1, 0.0)


def paint_lane(width: int, height: int, plate: str, *, shade: int = 0) -> QImage:
    """Paint a neutral lane with a car: stands for a camera picture where none is given."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sky = QLinearGradient(0, 0, 0, height * 0.45)
    sky.setColorAt(0, QColor(150 - shade, 162 - shade, 172 - shade))
    sky.setColorAt(1, QColor(196 - shade, 202 - shade, 204 - shade))
    painter.fillRect(0, 0, width, height, sky)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(92, 104, 92))
    painter.drawRect(QRectF(0, height * 0.34, width, height * 0.2))
    painter.setBrush(QColor(118 - shade // 2, 120 - shade // 2, 121 - shade // 2))
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(width * 0.36, height * 0.40),
                QPointF(width * 0.64, height * 0.40),
                QPointF(width * 1.05, height),
                QPointF(-width * 0.05, height),
            ]
        )
    )
    if plate:
        _paint_car(painter, width, height, plate, shade)
    painter.end()
    return image


def _paint_car(painter: QPainter, width: int, height: int, plate: str, shade: int) -> None:
    colours = (QColor(64, 84, 112), QColor(132, 46, 46), QColor(214, 216, 218), QColor(52, 56, 60))
    body = colours[(len(plate) + shade + sum(map(ord, plate))) % len(colours)]
    painter.setBrush(QColor(0, 0, 0, 70))
    painter.drawEllipse(QRectF(width * 0.28, height * 0.80, width * 0.44, height * 0.08))
    painter.setBrush(QColor(30, 32, 34))
    painter.drawRoundedRect(QRectF(width * 0.31, height * 0.72, width * 0.07, height * 0.14), 8, 8)
    painter.drawRoundedRect(QRectF(width * 0.62, height * 0.72, width * 0.07, height * 0.14), 8, 8)
    painter.setBrush(body.darker(118))
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(width * 0.37, height * 0.34),
                QPointF(width * 0.63, height * 0.34),
                QPointF(width * 0.685, height * 0.55),
                QPointF(width * 0.315, height * 0.55),
            ]
        )
    )
    painter.setBrush(QColor(58, 72, 82))
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(width * 0.385, height * 0.37),
                QPointF(width * 0.615, height * 0.37),
                QPointF(width * 0.66, height * 0.53),
                QPointF(width * 0.34, height * 0.53),
            ]
        )
    )
    painter.setBrush(body)
    painter.drawRoundedRect(
        QRectF(width * 0.29, height * 0.52, width * 0.42, height * 0.27), 26, 26
    )
    painter.setBrush(QColor(236, 236, 220))
    painter.drawRoundedRect(
        QRectF(width * 0.31, height * 0.57, width * 0.07, height * 0.06), 12, 12
    )
    painter.drawRoundedRect(
        QRectF(width * 0.62, height * 0.57, width * 0.07, height * 0.06), 12, 12
    )
    painter.setBrush(QColor(34, 36, 38))
    painter.drawRoundedRect(QRectF(width * 0.41, height * 0.575, width * 0.18, height * 0.05), 8, 8)
    box = PLATE_BOX
    place = QRectF(box.x0 * width, box.y0 * height, box.width * width, box.height * height)
    _paint_plate(painter, place, plate)


def _paint_plate(painter: QPainter, place: QRectF, plate: str) -> None:
    painter.setBrush(QColor(246, 246, 242))
    painter.drawRoundedRect(place, 5, 5)
    font = QFont("Noto Sans Mono")
    font.setPixelSize(max(6, round(min(place.height() * 0.78, place.width() / len(plate) * 1.5))))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(18, 20, 22))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), plate)
    painter.setPen(Qt.PenStyle.NoPen)


def paint_crop(plate: str, mono: float) -> PreviewImage:
    """Return a plate crop."""
    return replace(_painted_crop(plate), captured_mono=mono)


@lru_cache(maxsize=64)
def _painted_crop(plate: str) -> PreviewImage:
    image = QImage(560, 150, QImage.Format.Format_RGB32)
    image.fill(QColor(70, 74, 80))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    _paint_plate(painter, QRectF(34, 14, 492, 122), plate)
    painter.end()
    return preview(image, "", 1, 0.0)


def demo_entries() -> tuple[ListEntry, ...]:
    """Return the lists of the scripted site."""
    end = datetime(2026, 12, 31, 23, 0, tzinfo=timezone.utc)
    rows = (
        (ListKind.ALLOW, "AB12CDE", "Unit 14", end, ""),
        (ListKind.ALLOW, "KL58MNO", "Unit 3, Berg", None, "second car"),
        (ListKind.ALLOW, "HH90TRX", "Unit 7", None, ""),
        (ListKind.ALLOW, "34A36837", "Caretaker", None, "van"),
        (ListKind.ALLOW, "DR71VWE", "Unit 21, Dr. Lind", end, ""),
        (ListKind.ALLOW, "MS404EL", "Office", None, ""),
        (ListKind.ALLOW, "ZN55QPR", "Unit 9", None, ""),
        (ListKind.DENY, "XY99ZZZ", "", None, "threatened staff"),
        (ListKind.DENY, "34A23126", "", None, "left without paying"),
        (ListKind.VISITOR, "BT20VIS", "for Unit 14", DEMO_NOW + timedelta(hours=6), "delivery"),
        (ListKind.WATCH, "VIP0001", "Director", None, "call the office"),
    )
    return tuple(
        ListEntry(
            entry_id=f"{number:032x}",
            kind=kind,
            plate=plate,
            owner=owner,
            valid_until=until,
            notes=notes,
        )
        for number, (kind, plate, owner, until, notes) in enumerate(rows, start=1)
    )


def passage_view(
    site: DemoSite,
    *,
    number: int,
    plate: str,
    action: Action,
    reason: Reason,
    lane: str,
    camera: str,
    gate: str,
    ago_s: float,
    owner: str = "",
    alarm: bool = False,
    doubt: tuple[int, str] | None = None,
    here: bool = False,
    context: tuple[tuple[str, str], ...] = (),
    reason_missing: bool = False,
) -> PassageView:
    """Return one scripted passage with its decision."""
    clock = site.clock
    seen = clock.utc_now() - timedelta(seconds=ago_s)
    mono = clock.monotonic() - ago_s
    votes = tuple(
        CharVote(
            char=char,
            share=0.64 if doubt and doubt[0] == index else 1.0,
            votes=6 if doubt and doubt[0] == index else 9,
            total=9,
            others=((doubt[1], 0.36),) if doubt and doubt[0] == index else (),
        )
        for index, char in enumerate(plate)
    )
    passage = Passage(
        passage_id=f"{number:032x}",
        camera_id=camera,
        lane_id=lane,
        track_ids=(number,),
        first_seen_at=seen - timedelta(seconds=2),
        last_seen_at=seen,
        first_seen_mono=mono - 2,
        last_seen_mono=mono,
        newest_read_mono=mono,
        settled_mono=mono - 1,
        consensus=Consensus(
            text=plate,
            chars=votes,
            confidence=0.64 if doubt else 0.98,
            reads=9,
            agreeing=6 if doubt else 9,
            settled=True,
        ),
        direction=Direction.IN if "in" in lane else Direction.OUT,
        in_open_zone=here,
        box=PLATE_BOX,
        closed=not here,
    )
    candidates = (
        (
            Candidate(
                entry_id="1",
                plate=dict(context).get("plate", plate),
                owner=owner,
                list_kind="allow",
                match="near" if doubt else "exact",
            ),
        )
        if owner
        else ()
    )
    decision = Decision(
        action=action,
        reason=reason,
        alarm=alarm,
        entry_id="1" if owner else None,
        candidates=candidates,
        context=(("plate", plate), ("who", owner), ("list", "Allow"), *context),
    )
    record = DecisionRecord(
        decision_id=f"d{number:031x}",
        passage=passage,
        decision=decision,
        gate_id=gate,
        decided_at=seen,
        decided_mono=mono,
    )
    opened = action is Action.OPEN
    result = GateResult(
        intent_id=f"i{number:031x}",
        gate_id=gate,
        outcome=Outcome.OK,
        code="",
        finished_at=seen,
        latency_ms=41.0,
    )
    times = (("seen", 0.0), ("agreed", 380.0), ("decided", 392.0), ("relay", 441.0))
    return PassageView(
        passage=passage,
        decision=record,
        result=result if opened else None,
        gate_intent_id=result.intent_id if opened or reason_missing else None,
        crop=paint_crop(plate, mono),
        lane=site.picture(camera, plate),
        times=times if opened else times[:3],
        reason_missing=reason_missing,
    )


def ask_view(view: PassageView, *, seconds: int = 17, total: int = 2) -> AskView:
    """Return a question about a scripted passage."""
    if view.decision is None or view.decision.gate_id is None:
        raise ValueError("a question needs a decision with a gate")
    return AskView(
        decision_id=view.decision.decision_id,
        gate_id=view.decision.gate_id,
        view=view,
        seconds_left=seconds,
        extensions_left=10,
        position=1,
        total=total,
    )
