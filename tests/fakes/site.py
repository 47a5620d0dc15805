# SPDX-License-Identifier: AGPL-3.0-or-later
"""A site that only remembers what the screen asks, and says what a test tells it to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.events import (
    Action,
    Alert,
    Candidate,
    CharVote,
    Consensus,
    Decision,
    DecisionRecord,
    Direction,
    GateResult,
    Outcome,
    Passage,
    Priority,
    Reason,
)
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.inside import InsideView
from alpr_kiosk.domain.intents import Intent, IntentAnswer, OpenRequested
from alpr_kiosk.domain.list_pages import ListPages, entries_of
from alpr_kiosk.domain.list_queries import EntriesWanted, PlateEntriesWanted
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.look import LookSettings
from alpr_kiosk.domain.plate import Plate
from alpr_kiosk.domain.queries import Query, QueryAnswer, QueryProgress
from alpr_kiosk.domain.shift import Shift, ShiftView
from alpr_kiosk.runtime.bus import SiteBus
from alpr_kiosk.runtime.views import AskView, GateView, PassageView, PreviewImage
from alpr_kiosk.services.plate_desk import PlateDesk
from tests.fakes.clock import ManualClock


def site_config(
    *,
    cameras: int = 2,
    gates: int = 2,
    width: int = 1280,
    height: int = 800,
    theme: str = "day",
    place: dict[str, float] | None = None,
) -> AppConfig:
    """Lanes lane-1.. of cameras cam-1.., gates gate-1.. in turn."""
    return AppConfig.model_validate(
        {
            "site": {"name": "Test", "time_zone": "Europe/Berlin"} | (place or {}),
            "cameras": [
                {"id": f"cam-{i}", "name": f"Camera {i}", "source": "demo:x"}
                for i in range(1, cameras + 1)
            ],
            "gates": [{"id": f"gate-{i}", "name": f"Gate {i}"} for i in range(1, gates + 1)],
            "lanes": [
                {
                    "id": f"lane-{i}",
                    "name": f"Lane {i}",
                    "camera": f"cam-{i}",
                    "gate": f"gate-{(i - 1) % gates + 1}" if gates else None,
                }
                for i in range(1, cameras + 1)
            ],
            "ui": {"width": width, "height": height, "theme": theme},
        }
    )


def picture(
    camera_id: str, seq: int, mono: float, *, width: int = 64, height: int = 36, grey: int = 90
) -> PreviewImage:
    """A plain RGB32 picture in memory that nobody may write to."""
    return PreviewImage(
        camera_id=camera_id,
        seq=seq,
        width=width,
        height=height,
        stride=width * 4,
        data=bytes([grey, grey, grey, 255]) * (width * height),
        captured_mono=mono,
    )


class FakeSite:
    """`SiteApi` with a real bus."""

    def __init__(self, clock: ManualClock, entries: tuple[ListEntry, ...] = ()) -> None:
        self.bus = SiteBus()
        self.clock = clock
        self.intents: list[Intent] = []
        self.queries: list[Query] = []
        self.cancelled: list[str] = []
        self.inside_view = InsideView()
        self.answers: dict[type[Query], Callable[[Any], object]] = {
            EntriesWanted: ListPages(lambda: ListSnapshot.of(self._entries)).find,
            PlateEntriesWanted: lambda query: entries_of(
                ListSnapshot.of(self._entries), query.plate
            ),
        }
        self.look: LookSettings | None = None
        self.shift_view: ShiftView | None = None
        self.people: dict[str, tuple[str, ...]] = {"supervisor": ("Supervisor",)}
        self.sizes: dict[str, tuple[int, int]] = {}
        self.taken = 0
        self.ruler = ""
        self._waiting: dict[str, PreviewImage] = {}
        self._entries = entries

    # ------------------------------------------------------------------------------- SiteApi

    def submit(self, intent: Intent) -> None:
        self.intents.append(intent)

    def query(self, query: Query) -> None:
        self.queries.append(query)
        answer = self.answers.get(type(query))
        if answer is not None:
            self.found(query, answer(query))

    def cancel(self, query_id: str) -> None:
        self.cancelled.append(query_id)

    def take_preview(self, camera_id: str) -> PreviewImage | None:
        self.taken += 1
        return self._waiting.pop(camera_id, None)

    def set_preview_size(self, camera_id: str, width: int, height: int) -> None:
        self.sizes[camera_id] = (width, height)

    def set_ruler(self, camera_id: str) -> None:
        self.ruler = camera_id

    def entries(self) -> tuple[ListEntry, ...]:
        return self._entries

    def inside(self) -> InsideView:
        return self.inside_view

    def collisions(self, entry: ListEntry) -> tuple[ListEntry, ...]:
        key = Plate(entry.plate).fold
        return tuple(
            other
            for other in self._entries
            if other.entry_id != entry.entry_id and Plate(other.plate).fold == key
        )

    def kept_look(self) -> LookSettings | None:
        return self.look

    def users(self, scope: str) -> tuple[str, ...]:
        return self.people.get(scope, ())

    def shift(self) -> ShiftView | None:
        return self.shift_view

    # ------------------------------------------------------------------------------- helpers

    def lists_are(self, entries: tuple[ListEntry, ...]) -> None:
        """The lists are others from now on."""
        self._entries = entries
        self.bus.lists_changed.emit(entries)

    def begin_shift(self, user: str, **changes: object) -> ShiftView:
        """A guard is on shift from now on."""
        values: dict[str, object] = {"shift_id": "s1", "began_at": self.clock.utc_now()} | changes
        shift = Shift(user=user, **values)  # type: ignore[arg-type]
        token = f"token-{user}" if shift.signed else ""
        self.shift_view = ShiftView(shift=shift, session=token, new_since=shift.began_at)
        self.bus.shift_changed.emit(self.shift_view)
        return self.shift_view

    def end_shift(self) -> None:
        """Nobody is on shift any more."""
        self.shift_view = None
        self.bus.shift_changed.emit(None)

    def of(self, kind: type) -> list[Intent]:
        """Intents of one type."""
        return [intent for intent in self.intents if isinstance(intent, kind)]

    @property
    def openings(self) -> list[OpenRequested]:
        return [intent for intent in self.intents if isinstance(intent, OpenRequested)]

    def answer(self, intent: Intent, ok: bool = True, code: str = "", **context: str) -> None:
        self.bus.intent_answered.emit(
            IntentAnswer(
                intent_id=intent.intent_id, ok=ok, code=code, context=tuple(context.items())
            )
        )

    def found(self, query: Query, result: object) -> None:
        """Answer a query."""
        self.bus.query_answered.emit(QueryAnswer(query_id=query.query_id, ok=True, result=result))

    def look_up(self, query: Query) -> None:
        """Answer what the keypad asks, as the desk of a real site does."""
        desk = PlateDesk(snapshot=lambda: ListSnapshot.of(self._entries), photo=lambda _sha: b"")
        self.found(query, desk.alike(cast("Any", query), cast("Any", None)))

    def set_entries(self, *rows: str | tuple[str, str] | ListEntry) -> None:
        """Other lists: allowed plates, visitors with whom they visit, or whole entries."""
        entries = []
        for number, row in enumerate(rows, start=1):
            if isinstance(row, ListEntry):
                entries.append(row)
                continue
            plate, host = row if isinstance(row, tuple) else (row, "")
            entries.append(
                ListEntry(
                    entry_id=f"{number:032x}",
                    kind=ListKind.VISITOR if host else ListKind.ALLOW,
                    plate=plate,
                    host=host,
                    created_at=self.clock.utc_now(),
                )
            )
        self._entries = tuple(entries)
        self.bus.lists_changed.emit(self._entries)

    def refuse(self, query: Query, code: str, **context: str) -> None:
        """Refuse a query."""
        self.bus.query_answered.emit(
            QueryAnswer(
                query_id=query.query_id, ok=False, code=code, context=tuple(context.items())
            )
        )

    def progress(
        self, query: Query, done: int, total: int, step: str = "", so_far: object = None
    ) -> None:
        """Tell how far a query is."""
        self.bus.query_progressed.emit(
            QueryProgress(query_id=query.query_id, done=done, total=total, step=step, so_far=so_far)
        )

    def frame(self, camera_id: str, seq: int = 1) -> PreviewImage:
        image = picture(camera_id, seq, self.clock.monotonic())
        empty = camera_id not in self._waiting
        self._waiting[camera_id] = image
        if empty:
            self.bus.frame_available.emit(camera_id)
        return image

    def gate(self, gate_id: str, **changes: object) -> GateView:
        values: dict[str, object] = {"name": gate_id, "state": GateState.CLOSED} | changes
        view = GateView(gate_id=gate_id, **values)  # type: ignore[arg-type]
        self.bus.gate_changed.emit(view)
        return view

    def passage(self, **changes: object) -> PassageView:
        view = make_view(self.clock, **changes)  # type: ignore[arg-type]
        self.bus.passage_changed.emit(view)
        return view

    def ask(self, view: PassageView, **changes: object) -> AskView:
        values: dict[str, object] = {"seconds_left": 20, "extensions_left": 10} | changes
        decision = view.decision
        assert decision is not None
        assert decision.gate_id is not None
        ask = AskView(
            decision_id=decision.decision_id,
            gate_id=decision.gate_id,
            view=view,
            **values,  # type: ignore[arg-type]
        )
        self.bus.ask_changed.emit(ask)
        return ask

    def alert(self, code: str, source: str, **changes: object) -> Alert:
        values: dict[str, object] = {
            "alert_id": f"{code}/{source}",
            "priority": Priority.HIGH,
            "raised_at": self.clock.utc_now(),
        } | changes
        alert = Alert(code=code, source=source, **values)  # type: ignore[arg-type]
        self.bus.alert_changed.emit(alert)
        return alert


def make_view(
    clock: ManualClock,
    *,
    number: int = 1,
    plate: str = "AB12CDE",
    action: Action = Action.OPEN,
    reason: Reason = Reason.ALLOW_LISTED,
    alarm: bool = False,
    lane: int = 1,
    gate_id: str | None = "gate-1",
    owner: str = "Unit 14",
    doubtful: int | None = None,
    in_zone: bool = True,
    reason_missing: bool = False,
    crop: bool = True,
    decided: bool = True,
) -> PassageView:
    """One passage of `plate` with its decision."""
    now, mono = clock.utc_now(), clock.monotonic()
    votes = tuple(
        CharVote(
            char=char,
            share=0.6 if index == doubtful else 1.0,
            votes=3 if index == doubtful else 5,
            total=5,
            others=(("8", 0.4),) if index == doubtful else (),
        )
        for index, char in enumerate(plate)
    )
    passage = Passage(
        passage_id=f"{number:032x}",
        camera_id=f"cam-{lane}",
        lane_id=f"lane-{lane}",
        track_ids=(number,),
        first_seen_at=now - timedelta(seconds=1),
        last_seen_at=now,
        first_seen_mono=mono - 1,
        last_seen_mono=mono,
        newest_read_mono=mono,
        consensus=Consensus(
            text=plate, chars=votes, confidence=0.9, reads=5, agreeing=5, settled=True
        ),
        direction=Direction.IN,
        in_open_zone=in_zone,
        box=Box(0.4, 0.6, 0.6, 0.7),
    )
    record = DecisionRecord(
        decision_id=f"d{number:031x}",
        passage=passage,
        decision=Decision(
            action=action,
            reason=reason,
            alarm=alarm,
            candidates=(
                Candidate(
                    entry_id="e1", plate=plate, owner=owner, list_kind="allow", match="exact"
                ),
            )
            if owner
            else (),
            context=(("plate", plate), ("list", "Allow"), ("who", owner)),
        ),
        gate_id=gate_id,
        decided_at=now,
        decided_mono=mono,
    )
    return PassageView(
        passage=passage,
        decision=record if decided else None,
        gate_intent_id="i1" if reason_missing else None,
        crop=picture("", 1, mono, width=80, height=20) if crop else None,
        lane=picture("", 1, mono) if crop else None,
        times=(("seen", 0.0), ("agreed", 300.0), ("decided", 310.0), ("relay", 350.0)),
        reason_missing=reason_missing,
    )


def make_result(clock: ManualClock, outcome: Outcome, code: str) -> GateResult:
    """How the command of `make_view` ended."""
    return GateResult(
        intent_id="i1",
        gate_id="gate-1",
        outcome=outcome,
        code=code,
        finished_at=clock.utc_now(),
        latency_ms=1.0,
    )


def some_entries() -> tuple[ListEntry, ...]:
    rows = (
        (ListKind.ALLOW, "AB12CDE", "Unit 14"),
        (ListKind.ALLOW, "KL58MNO", "Unit 3"),
        (ListKind.DENY, "XY99ZZZ", ""),
        (ListKind.VISITOR, "VV11VVV", "for Unit 3"),
    )
    return tuple(
        ListEntry(entry_id=f"{number:032x}", kind=kind, plate=plate, owner=owner)
        for number, (kind, plate, owner) in enumerate(rows, start=1)
    )
