# SPDX-License-Identifier: AGPL-3.0-or-later
"""Right to left, what is painted turns with the pages: cards, pills, rows, banners, keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeVar

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from alpr_kiosk.domain.look import LookSettings
from tests.ui import proof
from tests.ui.conftest import Desk
from ui.language import Language, Speaker, found_in
from ui.scenes import SCENES
from ui.screens.ask import AskOverlay
from ui.screens.decision import DecisionDetail
from ui.screens.entry_side import Note
from ui.screens.gate_sheet import GateSheet
from ui.screens.inside_rows import InsideRows
from ui.screens.muster import MusterRows
from ui.screens.new_pin import NewPin
from ui.screens.override import ReasonSheet
from ui.screens.pin_pad import PinPad
from ui.screens.quick_pass import QuickPassScreen
from ui.screens.reports_tables import QuotaTable
from ui.screens.setup_drive import LaneDriveRow
from ui.screens.setup_place import ClockFace
from ui.screens.steps import StepsSheet
from ui.screens.text_pad import TextPad
from ui.screens.type_plate import TypePlateScreen
from ui.screens.word_pad import WordPad
from ui.studio import SIZES, Studio
from ui.theme.look import Look
from ui.widgets.banner import AlertBanner
from ui.widgets.bar_charts import BarChart, LyingBars
from ui.widgets.camera_tile import CameraTile
from ui.widgets.charts import Chart
from ui.widgets.digit_pad import DigitPad
from ui.widgets.event_card import EventCard
from ui.widgets.health_card import HealthCard
from ui.widgets.lane_panel import LanePanel
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.notice_row import NoticeRow
from ui.widgets.painted_list import PaintedList
from ui.widgets.painting import POINTS_BACK, draw_icon, text_line, turned, turning
from ui.widgets.plate_pad import PlatePad
from ui.widgets.plate_results import PlateTile
from ui.widgets.rate_chart import RateChart
from ui.widgets.setup_bar import SetupBar
from ui.widgets.status_bar import StatusPill
from ui.widgets.trial_bar import TrialBar
from ui.widgets.why_board import WhyBoard

Seen = TypeVar("Seen")
BANDS = 3
"""A widget is looked at in so many stripes."""
NEAR = 0.07
"""Letters are not mirrored, only where a text stands: share of the width."""
PLAIN = Language(code="xc", name="Source")
TURNED = Language(code="xd", name="Source right to left", right_to_left=True)
"""The source's own words both ways: no text is longer than its twin."""
LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft

PAINTED: tuple[tuple[str, type[QWidget]], ...] = (
    ("live", EventCard),
    ("live", StatusPill),
    ("live", LanePanel),
    ("losses", AlertBanner),
    ("handover", NoticeRow),
    ("health-bad", HealthCard),
    ("type-plate", PlateTile),
    ("inside", InsideRows),
    ("setup-live", SetupBar),
    ("settings-trial", TrialBar),
    ("reasons", ReasonSheet),
    ("muster", MusterRows),
    ("reports", BarChart),
    ("reports", LyingBars),
    ("reports", QuotaTable),
    ("quick-pass-near-ban", QuickPassScreen),
    ("steps", StepsSheet),
    ("why", WhyBoard),
    ("pin", PinPad),
    ("users-pin", NewPin),
    ("setup-drive", LaneDriveRow),
    ("setup-place", ClockFace),
    ("editor", Note),
)

ARRANGED: tuple[tuple[str, type[QWidget], tuple[str, ...]], ...] = (
    ("quick-pass", QuickPassScreen, ("quick_pass.save", "quick_pass.save_and_let_in")),
    ("hold-open", GateSheet, ("hold_open.go", "hold_open.stop", "hold_open.steps")),
    ("steps", StepsSheet, ()),
    ("why", DecisionDetail, ()),
    ("type-plate-found", TypePlateScreen, ("type_plate.let_in",)),
    ("pin", PinPad, ()),
    ("users-pin", NewPin, ()),
)
"""Pages that place their keys themselves, and the keys there that move a gate."""


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    QApplication.setLayoutDirection(LTR)


def pixels(widget: QWidget) -> np.ndarray:
    """Return what a widget looks like, (height, width) of 0xAARRGGBB."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    lines = np.frombuffer(image.constBits(), dtype=np.uint32)
    return lines.reshape(image.height(), image.bytesPerLine() // 4)[:, : image.width()].copy()


def middles(picture: np.ndarray) -> list[float | None]:
    """Return where in each stripe the middle of all that is painted is, 0 left to 1 right."""
    rows = picture[4:-4, 4:-4]
    found: list[float | None] = []
    for stripe in np.array_split(rows, BANDS):
        values, counts = np.unique(stripe, return_counts=True)
        inked = (stripe != values[counts.argmax()]).sum(axis=0)
        where = np.arange(len(inked)) / (len(inked) - 1)
        found.append(float((inked * where).sum() / inked.sum()) if inked.any() else None)
    return found


def both_ways(
    scene_name: str, kind: type[QWidget], look_at: Callable[[QWidget], Seen]
) -> list[Seen]:
    """Return what is seen of a widget of a scene, left to right and right to left."""
    scene = next(one for one in SCENES if one.name == scene_name)
    sides: list[Seen] = []
    for language in (PLAIN, TURNED):
        studio = Studio(
            size=SIZES["compact"],
            theme="day",
            frames=None,
            cameras=scene.cameras,
            gates=scene.gates,
            language=language.code,
            speaker=Speaker((*found_in(), PLAIN, TURNED)),
        )
        try:
            scene.prepare(studio)
            studio.clock.advance(0.25 - studio.clock.monotonic() % 1.0)  # the banner's icon is lit
            studio.window.tick()
            proof.settle()
            shown = [one for one in studio.window.findChildren(kind) if one.isVisible()]
            # Of the pills the one with the shortest words: letters are not mirrored.
            widget = min(shown, key=lambda one: one.objectName() != "status.disk")
            sides.append(look_at(widget))
        finally:
            studio.close()
            proof.forget()
    return sides


@pytest.mark.parametrize(("scene", "kind"), PAINTED, ids=lambda one: getattr(one, "__name__", one))
def test_what_is_painted_is_mirrored(qapp, scene: str, kind: type[QWidget]) -> None:
    before, after = both_ways(scene, kind, lambda widget: middles(pixels(widget)))
    mirrored(before, after)


def mirrored(before: list[float | None], after: list[float | None]) -> None:
    """Hold what stands left to right against the same right to left."""
    assert [one is None for one in before] == [one is None for one in after]
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if a is not None and b is not None]
    wrong = [(1 - a, b) for a, b in pairs if abs(1 - a - b) > NEAR]
    assert wrong == []
    assert any(abs(1 - 2 * a) > NEAR for a, _ in pairs), "a symmetric picture proves nothing"


@pytest.mark.parametrize(("scene", "kind", "gate_keys"), ARRANGED, ids=lambda one: str(one)[:12])
def test_keys_stand_mirrored_and_what_moves_the_gate_stays(
    qapp, scene: str, kind: type[QWidget], gate_keys: tuple[str, ...]
) -> None:
    """What moves a gate stands right, as on the question (T14); letters keep their order."""

    def places(page: QWidget) -> tuple[int, dict[str, tuple[int, int]]]:
        found = {}
        for key in page.findChildren(QAbstractButton):
            pads = (one for one in _above(key, page) if isinstance(one, (DigitPad, PlatePad)))
            if key.isVisible() and next(pads, None) is None:
                at = key.mapTo(page, QPoint(0, 0)).x()
                found[key.objectName()] = (at, at + key.width())
        return page.width(), found

    (wide, before), (_, after) = both_ways(scene, kind, places)
    assert before.keys() == after.keys()
    stay = {name for name in before if name.startswith(gate_keys)}
    assert bool(stay) == bool(gate_keys)
    turns = {name: (wide - right, wide - left) for name, (left, right) in before.items()}
    assert after == {name: (before if name in stay else turns)[name] for name in before}


def _above(widget: QWidget, page: QWidget) -> Iterator[QWidget]:
    """Yield the parents of a widget up to a page."""
    parent = widget.parentWidget()
    while parent is not None and parent is not page:
        yield parent
        parent = parent.parentWidget()


def test_words_of_a_notice_leave_room_for_its_icon(qapp) -> None:
    """Words in Latin letters begin at the left of their place in any language."""

    def room(bar: QWidget) -> int:
        assert isinstance(bar, NoticeBar)
        right = QApplication.layoutDirection() is RTL
        return bar.width() - 1 - bar.label.geometry().right() if right else bar.label.x()

    before, after = both_ways("lists-undo", NoticeBar, room)
    assert before == after > 30


def test_the_votes_of_a_plate_keep_their_order(qapp) -> None:
    """A doubtful character is the fourth of seven in any language."""

    def doubt(board: QWidget) -> float:
        assert isinstance(board, WhyBoard)
        fill = int(board._look.tokens.ask.removeprefix("#"), 16)
        columns = np.flatnonzero(((pixels(board)[90:230] & 0xFFFFFF) == fill).any(axis=0))
        return float(columns.mean()) / board.width()

    before, after = both_ways("why-doubtful", WhyBoard, doubt)
    # The row lies on the other side; within it the place of the character is the same.
    assert before > 0.5 > after
    assert abs(1 - before - after) < 0.03


def test_a_question_is_mirrored_and_what_moves_the_gate_is_not(qapp) -> None:
    """S02: LET IN stays right (T14), and the plate that was read is no other plate."""

    def seen(widget: QWidget) -> tuple[np.ndarray, dict[str, tuple[int, int]]]:
        assert isinstance(widget, AskOverlay)
        keys = (widget.let_in_key, widget.keep_closed, widget.correct, widget.why, widget.more_time)
        picture = pixels(widget)[: widget.keep_closed.y() - 8]
        return picture, {key.objectName(): (key.x(), key.width()) for key in keys}

    (before, keys), (after, turned_keys) = both_ways("ask", AskOverlay, seen)
    mirrored(middles(before), middles(after))
    for name in ("ask.let_in", "ask.keep_closed"):
        assert keys[name] == turned_keys[name]
    tools = ("ask.correct", "ask.why", "ask.more_time")
    assert sorted(tools, key=lambda name: turned_keys[name]) == list(reversed(tools))

    def plate(picture: np.ndarray, half: slice) -> np.ndarray:
        """The letters that were read: dark on the ground, below the picture of the plate."""
        high = picture.shape[0]
        part = picture[round(high * 0.72) : round(high * 0.85), half] & 0xFF
        columns = np.flatnonzero((part < 128).any(axis=0))
        return np.asarray(part[:, columns[0] : columns[0] + 300], dtype=float)

    middle = before.shape[1] // 2
    read = plate(before, slice(0, middle))
    again = plate(after, slice(middle, None))
    assert read.std() > 20, "there are letters"
    assert np.abs(read - again).mean() < np.abs(read - again[:, ::-1]).mean() / 2


def test_what_is_written_over_a_picture_turns_and_the_picture_does_not(qapp) -> None:
    """A picture of the world, and boxes in it, stand as the camera sees them."""
    before, after = both_ways("stale", CameraTile, pixels)
    assert before.shape == after.shape
    high = before.shape[0]
    assert (before[60 : high - 60] == after[60 : high - 60]).all()
    inside = 13  # px from the edge: within the chip above, and the one with the name below
    for row in (32, high - 28):
        assert before[row, inside] == after[row, -1 - inside]
        assert before[row, -1 - inside] == after[row, inside]
        assert before[row, inside] != after[row, inside]

    def box(widget: QWidget) -> np.ndarray:
        assert isinstance(widget, CameraTile)
        return pixels(widget)[60 : widget.height() - 60]

    plain, turned_box = both_ways("live", CameraTile, box)
    assert (plain == turned_box).all()


def test_a_line_over_time_is_mirrored(qapp) -> None:
    """Each point of it, not only the middle: it begins where the writing begins."""

    def points(widget: QWidget) -> np.ndarray:
        colour = int(widget.look.tokens.accent.removeprefix("#"), 16)
        found: np.ndarray = (pixels(widget) & 0xFFFFFF) == colour
        return found.sum(axis=0)

    before, after = both_ways("reports", RateChart, points)
    assert before.any()
    # Edges of a line are smoothed otherwise on its other side.
    assert np.abs(np.cumsum(before[::-1]) - np.cumsum(after)).max() <= before.sum() * 0.05


def test_a_bar_is_tapped_and_walked_to_where_it_is_seen(qapp) -> None:
    def walked(chart: QWidget) -> list[int]:
        assert isinstance(chart, Chart)
        found = []
        place = chart.places()[3].center().toPoint()
        if QApplication.layoutDirection() is RTL:
            place.setX(chart.width() - place.x())
        chart.select(-1)
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
        found.append(chart.selected)
        QTest.keyClick(chart, Qt.Key.Key_Right)
        found.append(chart.selected)
        return found

    assert both_ways("reports", BarChart, walked) == [[3, 4], [3, 2]]


@pytest.mark.parametrize(
    ("scene", "kind"), [("cameras-keypad", TextPad), ("recovery-words", WordPad)]
)
def test_a_pad_turns_and_its_letters_keep_their_order(
    qapp, scene: str, kind: type[TextPad | WordPad]
) -> None:
    def places(pad: QWidget) -> tuple[dict[str, int], dict[str, int], bool]:
        assert isinstance(pad, (TextPad, WordPad))
        if isinstance(pad, TextPad):
            rows, others = pad.keys, (pad.shift, pad.signs, pad.space, pad.erase, pad.field)
        else:
            rows, others = pad.letters, (*pad.places[:6], *pad.offers, pad.erase, pad.next_key)
        right = QApplication.layoutDirection() is RTL
        ordered = all(
            one.geometry().right() < other.x() for row in rows for one, other in pairwise(row)
        )
        known = {
            key.objectName(): pad.width() - 1 - key.geometry().right() if right else key.x()
            for key in others
        }
        edges = {
            str(n): pad.width() - 1 - row[-1].geometry().right() if right else row[0].x()
            for n, row in enumerate(rows)
        }
        return known, edges, ordered

    before, after = both_ways(scene, kind, places)
    assert before == after
    assert before[2]


def test_a_plate_reads_from_left_to_right_in_any_language(qapp) -> None:
    """In the order of Arabic or Hebrew "34 A 36837" would be "A 36837 34"."""

    def drawn(text: str, direction: Qt.LayoutDirection) -> np.ndarray:
        QApplication.setLayoutDirection(direction)
        image = QImage(300, 40, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        turning(painter)
        font = painter.font()
        font.setPixelSize(24)
        text_line(painter, QRectF(10, 0, 280, 40), text, font=font, colour="#000")
        painter.end()
        pixels = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(40, -1)[:, :300]
        columns = np.flatnonzero((pixels < 128).any(axis=0))
        return np.asarray(pixels[:, columns[0] : columns[0] + 110], dtype=float)

    plate, turned_round = "34 A 36837", "A 36837 34"
    found = drawn(plate, RTL)
    right, wrong = (np.abs(found - drawn(one, LTR)).mean() for one in (plate, turned_round))
    # It begins at another fraction of a pixel; letters in another order differ far more.
    assert right < wrong / 2
    QApplication.setLayoutDirection(RTL)
    image = QImage(300, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    turning(painter)
    assert turned(painter, QRectF(10, 5, 40, 20)) == QRectF(250, 5, 40, 20)
    painter.end()


SHOWN = ("live", "lists", "alerts", "settings.look", "health")


def test_right_to_left_no_key_stands_over_another(build) -> None:
    desk: Desk = build(speaker="pseudo", look=LookSettings(language="xb"), width=1280, height=800)
    desk.site.alert("camera.gone", "cam-1")
    for number in range(4):
        desk.site.passage(number=number + 1)
    for name in SHOWN:
        desk.window.navigator.go(name) if name != "lists" else desk.window.show_lists()
        desk.run(0.6)
        proof.settle()
        metrics = desk.window.look.metrics
        assert proof.wrong_gaps(desk.window, metrics) == [], name
        assert proof.covered(desk.window) == [], name


def test_arrows_point_along_the_writing(qapp) -> None:
    def drawn(name: str, direction: Qt.LayoutDirection) -> bytes:
        QApplication.setLayoutDirection(direction)
        image = QImage(40, 40, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFF)
        painter = QPainter(image)
        turning(painter)
        draw_icon(painter, look, name, "#000000", 4, 4, 32)
        painter.end()
        return bytes(image.constBits())

    look = Look(width=1280)
    for one, other in POINTS_BACK.items():
        assert drawn(one, RTL) == drawn(other, LTR)
        assert drawn(one, LTR) != drawn(other, LTR)
    assert drawn("lock", RTL) == drawn("lock", LTR)


def test_the_key_of_a_painted_row_is_where_it_is_seen(build) -> None:
    for language, share in (("en", 0.95), ("xb", 0.05)):
        desk = build(speaker="pseudo", look=LookSettings(language=language))
        rows = Rows(look=desk.window.look, parent=desk.window)
        rows.resize(600, 400)
        rows.set_count(2)
        rows.show()
        acted: list[int] = []
        opened: list[int] = []
        rows.acted.connect(acted.append)
        rows.opened.connect(opened.append)
        for at in (share, 1 - share):
            place = QPoint(round(rows.viewport().width() * at), rows.row_h // 2)
            QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert (acted, opened) == ([0], [0]), language


class Rows(PaintedList):
    """Rows with a key at their end."""

    def __init__(self, *, look: Look, parent: QWidget) -> None:
        super().__init__(look=look, name="rows", label="Rows", row_h=60, parent=parent)

    def sentence(self, index: int) -> str:
        return str(index)

    def key_rect(self, rect: QRectF, index: int) -> QRectF:
        return QRectF(rect.right() - 100, rect.y(), 100, rect.height())

    def paint_row(self, painter: QPainter, rect: QRectF, index: int) -> None:
        text_line(painter, rect, str(index), font=self.font(), colour="#000000")
