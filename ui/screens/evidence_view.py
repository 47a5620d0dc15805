# SPDX-License-Identifier: AGPL-3.0-or-later
"""What S11 shows of one passage: picture, seal, how long it is kept, facts."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from alpr_kiosk.domain.evidence_queries import EvidenceSheet, Seal
from ui import messages
from ui.screens.evidence_facts import EvidenceLines
from ui.surroundings import Surroundings
from ui.widgets.facts import FactList, SealBox
from ui.widgets.zoom_picture import ZoomPicture


class EvidenceView(QWidget):
    """Picture at the left, the rest at the right.

    Signals:
        zoomed (float zoom): The picture is so many times as large as the whole.
    """

    zoomed = Signal(float)

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        look = around.look
        self._sheet: EvidenceSheet | None = None
        self.kind = "lane"
        self._lines = EvidenceLines(around, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.metrics.gap_min)
        self.picture = ZoomPicture(
            look=look, name="evidence.picture", label=self.tr("Picture"), parent=self
        )
        self.picture.zoomed.connect(self.zoomed)
        right = QVBoxLayout()
        right.setSpacing(look.metrics.gap_min)
        self.seal = SealBox(look=look, name="evidence.seal", parent=self)
        self.keeping = SealBox(look=look, name="evidence.keeping", parent=self)
        self.facts = FactList(look=look, name="evidence.facts", label=self.tr("Facts"), parent=self)
        right.addWidget(self.seal)
        right.addWidget(self.keeping)
        right.addWidget(self.facts, 1)
        row.addWidget(self.picture, 5)
        row.addLayout(right, 3)

    def show_sheet(self, sheet: EvidenceSheet) -> None:
        """Show a passage."""
        self._sheet = sheet
        kinds = [one.file.kind for one in sheet.pictures]
        if self.kind not in kinds and kinds:
            self.kind = kinds[0]
        self._show_seal(sheet)
        self.show_keeping(sheet)
        self.facts.show_facts(self._lines.lines(sheet))
        self._show_picture()

    def show_nothing(self) -> None:
        """Nothing is to be seen any more."""
        self._sheet = None
        self.picture.show_picture(QImage())
        self.facts.show_facts(())
        self.seal.say("neutral", "")
        self.keeping.say("neutral", "")

    def other_picture(self) -> None:
        """Lane or plate."""
        self.kind = "crop" if self.kind == "lane" else "lane"
        self._show_picture()

    def _show_seal(self, sheet: EvidenceSheet) -> None:
        if sheet.is_broken:
            self.seal.say("deny", messages.text("evidence.broken"))
        elif sheet.chain.seal is Seal.FITS:
            self.seal.say(
                "allow",
                self.tr("Seal fits (row {n} of the chain)").replace(
                    "{n}", f"{sheet.chain.seq:,}".replace(",", "\u202f")
                ),
            )
        else:
            self.seal.say("neutral", messages.text("evidence.unsealed"))

    def show_keeping(self, sheet: EvidenceSheet) -> None:
        """Say how long the pictures are there; minutes count at the end."""
        now = self._around.clock.utc_now()
        if sheet.held:
            self.keeping.say("info", self.tr("Held as an incident: nothing is deleted."))
        elif sheet.delete_at is None or (not sheet.pictures and now < sheet.delete_at):
            self.keeping.say("neutral", "")
        elif now >= sheet.delete_at:
            self.keeping.say("neutral", self._gone_words(sheet))
        else:
            words = self.tr("Deleted in {time}").replace("{time}", _left(sheet.delete_at - now))
            soon = sheet.delete_at - now < timedelta(hours=24)
            self.keeping.say("warning" if soon else "neutral", words)

    def _gone_words(self, sheet: EvidenceSheet) -> str:
        note = sheet.detail.row.evidence_note
        over = sheet.delete_at is not None and self._around.clock.utc_now() >= sheet.delete_at
        if over and note in ("", "evidence.expired"):
            date = self._around.local.date(sheet.delete_at)
            return messages.text("privacy.deleted", {"date": date})
        return messages.text(note or "evidence.no_picture")

    def _show_picture(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        found = next((one for one in sheet.pictures if one.file.kind == self.kind), None)
        words = {"lane": self.tr("Picture of the lane"), "crop": self.tr("Picture of the plate")}
        image = QImage.fromData(found.jpeg) if found is not None and found.jpeg else QImage()
        if found is None:
            missing = self._gone_words(sheet)
        elif found.seal is Seal.BROKEN:
            missing = messages.text("evidence.picture_broken")
        else:
            missing = messages.text("evidence.unreadable")
        self.picture.setAccessibleName(words.get(self.kind, self.kind))
        self.picture.show_picture(image, missing)


def _left(span: timedelta) -> str:
    """Return the time that is left: days and hours, then hours and minutes."""
    minutes = max(0, int(span.total_seconds())) // 60
    if minutes >= 72 * 60:
        return QCoreApplication.translate("EvidenceView", "{d} days").replace(
            "{d}", str(minutes // 1440)
        )
    return f"{minutes // 60} h {minutes % 60:02d} min"
