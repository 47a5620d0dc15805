# SPDX-License-Identifier: AGPL-3.0-or-later
"""A report on paper: A4, figures first, bars drawn as vectors, tables after them."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from fpdf import FPDF, XPos, YPos

from alpr_kiosk.config.paths import resources_dir
from alpr_kiosk.domain.report_tables import (
    CATEGORY_WORDS,
    Row,
    Table,
    Word,
    hour_labels,
    period_text,
    tables,
)
from alpr_kiosk.domain.reports import Report
from alpr_kiosk.services.pdf import closing_fonts

MARGIN = 18.0
WIDTH = 210.0 - 2 * MARGIN
"""A4 in millimetres, as everything here."""
INK, GREY, LINE, BAR, PALE = (
    (25, 29, 35),
    (96, 104, 114),
    (208, 212, 218),
    (42, 92, 150),
    (190, 204, 222),
)
BAR_HEIGHT = 42.0
LABELS_MOST = 16
"""More labels than this under the bars run into each other; every n-th is written then."""
LONGEST = 200
"""Characters of a text that are looked at: more never fit on a line."""
SUMMARY_SHOWN = ("Passages", "Unread, %", "Openings by hand", "Average stay, min")

logging.getLogger("fontTools").setLevel(logging.WARNING)


def report_pdf(
    report: Report,
    before: Report,
    *,
    site: str,
    made_at: datetime,
    made_by: str,
    cameras: Mapping[str, str],
    word: Word = str,
) -> bytes:
    """Return the report as a PDF.

    Args:
        report: The report.
        before: That of the span before.
        site: Name of the site.
        made_at: When, aware.
        made_by: By whom.
        cameras: Names by id.
        word: Words for codes.
    """
    local = made_at.astimezone(report.period.zone)
    made = f"made {local:%Y-%m-%d %H:%M} by {made_by}"
    span = period_text(report.period, made_at)
    with closing_fonts(_Page(foot=f"{site}   {span}", made=made)) as page:
        page.set_title(_plain(f"{site}: traffic, {span}"))
        page.set_author(_plain(made_by))
        page.set_creation_date(local)
        page.add_page()
        page.head(site, span, made)
        all_tables = tables(report, before, cameras=cameras, word=word)
        summary = {row.name: row for row in all_tables[0].rows}
        page.figures([summary[name] for name in SUMMARY_SHOWN])
        whole = len(report.period.days) > 1
        page.bars(
            "Passages by hour of the day" if whole else "Passages by hour", hour_labels(report)
        )
        if whole:
            page.bars(
                "Passages by day",
                [(f"{day.day}.{day.month}.", count) for day, count in report.by_day().items()],
            )
        categories = report.by_category()
        earlier = before.by_category()
        page.lying_bars(
            "Passages by category",
            [(CATEGORY_WORDS[one], count, earlier[one]) for one, count in categories.items()],
        )
        for table in all_tables:
            page.rows(table)
        return bytes(page.output())


class _Page(FPDF):
    """Pages with our letters, a foot with their numbers, and what stands on them."""

    def __init__(self, *, foot: str, made: str) -> None:
        super().__init__(format="A4")
        self._foot = foot
        self._made = made
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, margin=MARGIN + 4)
        fonts = resources_dir() / "fonts"
        self.add_font("Noto", "", fonts / "NotoSans-Regular.ttf")
        self.add_font("Noto", "B", fonts / "NotoSans-SemiBold.ttf")
        self.set_line_width(0.2)

    def footer(self) -> None:
        """Write the foot of a page; called by fpdf."""
        self.set_y(-MARGIN + 4)
        self._write(8, GREY)
        foot = self._short(f"{self._foot}   {self._made}", WIDTH * 0.75)
        self.cell(WIDTH * 0.75, 4, foot)
        self.cell(WIDTH * 0.25, 4, f"page {self.page_no()} of {{nb}}", align="R")

    def head(self, site: str, period: str, made: str) -> None:
        """Write the title."""
        self._write(10, GREY)
        self._line(5, site)
        self._write(20, INK, "B")
        self._line(10, "Traffic report")
        self._write(11, INK)
        self._line(6, period)
        self._write(8, GREY)
        self._line(5, made)
        self.ln(3)

    def figures(self, rows: Sequence[Row]) -> None:
        """Write a few figures large, with what they were before."""
        self._need(22)
        each, top = WIDTH / len(rows), self.get_y()
        for place, row in enumerate(rows):
            left = MARGIN + place * each
            self.set_xy(left, top)
            self._write(8, GREY)
            self.cell(each, 4, row.name)
            self.set_xy(left, top + 4)
            self._write(18, INK, "B")
            self.cell(each, 9, _grouped(row.value) or "–")
            self.set_xy(left, top + 13)
            self._write(8, GREY)
            self.cell(each, 4, f"before: {_grouped(row.before) or '–'}")
        self.set_xy(MARGIN, top + 21)

    def bars(self, title: str, values: Sequence[tuple[str, int]]) -> None:
        """Draw standing bars over a line, with a scale of round numbers."""
        self._need(BAR_HEIGHT + 20)
        total = sum(value for _label, value in values)
        self._title(f"{title} (n = {_grouped(str(total))})")
        top, axis = self.get_y() + 1, 10.0
        high = _round_up(max((value for _label, value in values), default=0))
        self._write(7, GREY)
        for part in range(3):
            height = top + BAR_HEIGHT * (1 - part / 2)
            self.set_draw_color(*LINE)
            self.line(MARGIN + axis, height, MARGIN + WIDTH, height)
            self.set_xy(MARGIN, height - 2)
            self.cell(axis - 1, 4, _grouped(f"{high * part / 2:g}"), align="R")
        each = (WIDTH - axis) / max(1, len(values))
        every = math.ceil(len(values) / LABELS_MOST)
        self.set_fill_color(*BAR)
        for place, (label, value) in enumerate(values):
            left = MARGIN + axis + place * each
            height = BAR_HEIGHT * value / high
            if value:
                self.rect(left + each * 0.12, top + BAR_HEIGHT - height, each * 0.76, height, "F")
            if place % every == 0:
                self.set_xy(left - 4, top + BAR_HEIGHT + 0.8)
                self.cell(each + 8, 4, label, align="C")
        self.set_xy(MARGIN, top + BAR_HEIGHT + 8)

    def lying_bars(self, title: str, values: Sequence[tuple[str, int, int]]) -> None:
        """Draw lying bars with their figures, the span before pale beneath each."""
        row_height, names = 7.5, 38.0
        self._need(row_height * len(values) + 16)
        total = sum(now for _name, now, _then in values)
        self._title(f"{title} (n = {_grouped(str(total))})")
        most = max(1, *(max(now, then) for _name, now, then in values))
        room = WIDTH - names - 24
        for name, now, then in values:
            top = self.get_y()
            self._write(9, INK)
            self.cell(names, 5, name)
            for value, colour, offset, thick in ((now, BAR, 0.6, 2.6), (then, PALE, 3.4, 1.2)):
                self.set_fill_color(*colour)
                if value:
                    self.rect(MARGIN + names, top + offset, room * value / most, thick, "F")
            self.set_xy(MARGIN + names + room, top)
            self.cell(24, 5, _grouped(str(now)), align="R")
            self.set_xy(MARGIN, top + row_height)
        self._write(7, GREY)
        self._line(4, "pale: the span before")
        self.ln(3)

    def rows(self, table: Table) -> None:
        """Write a table, on one page if it is short; its head comes again on the next."""
        self._need(min(16 + 6 * len(table.rows), 110))
        self._title(table.title)
        widths = (WIDTH * 0.52, WIDTH * 0.2, WIDTH * 0.14, WIDTH * 0.14)
        self._heads(widths)
        for row in table.rows:
            if self.will_page_break(6):
                self.add_page()
                self._title(f"{table.title}, continued")
                self._heads(widths)
            self._write(9, INK)
            cells = (row.name, row.detail, _grouped(row.value) or "–", _grouped(row.before) or "–")
            for place, (width, cell) in enumerate(zip(widths, cells, strict=True)):
                text = self._short(cell, width) if place < 2 else cell
                self.cell(width, 5.6, text, align="L" if place < 2 else "R")
            self.ln(5.6)
            self.set_draw_color(*LINE)
            self.line(MARGIN, self.get_y(), MARGIN + WIDTH, self.get_y())
        self.ln(5)

    def _heads(self, widths: Sequence[float]) -> None:
        self._write(8, GREY)
        for width, text in zip(widths[2:], ("this span", "before"), strict=True):
            left = MARGIN + sum(widths[:2]) + (width if text == "before" else 0)
            self.set_x(left)
            self.cell(width, 4.5, text, align="R")
        self.ln(4.5)
        self.set_draw_color(*GREY)
        self.line(MARGIN, self.get_y(), MARGIN + WIDTH, self.get_y())

    def _title(self, text: str) -> None:
        self._write(11, INK, "B")
        self._line(7, text)

    def _need(self, height: float) -> None:
        """Begin a new page when less than `height` is left."""
        if self.will_page_break(height):
            self.add_page()

    def _line(self, height: float, text: str) -> None:
        text = self._short(text, WIDTH)
        self.cell(WIDTH, height, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _write(self, size: float, colour: tuple[int, int, int], style: str = "") -> None:
        self.set_font("Noto", style, size)
        self.set_text_color(*colour)

    def _short(self, text: str, width: float) -> str:
        """Return a text of one line cut to a width, with an ellipsis."""
        text = _plain(text)[:LONGEST]
        if self.get_string_width(text) <= width - 2:
            return text
        while text and self.get_string_width(text + "…") > width - 2:
            text = text[:-1]
        return text + "…"


def _plain(text: str) -> str:
    """Return a text without line breaks and what cannot be printed."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def _grouped(number: str) -> str:
    """Return a figure with thin spaces between thousands (ISO 80000-1)."""
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}".replace(",", "\u202f") + point + rest if whole.isdigit() else number


def _round_up(value: int) -> int:
    """Return the next round number, 2 at least; its half is whole too."""
    step = int(10 ** (len(str(value)) - 1))
    rounds = (n * step for n in (2, 4, 6, 8, 10))
    return next(one for one in rounds if one >= value)
