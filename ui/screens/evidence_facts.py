# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of one passage, as lines of words."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject

from alpr_kiosk.domain.evidence_queries import EvidenceSheet, Seal
from alpr_kiosk.domain.history import PassageNote, PastCommand, PastDecision
from ui import messages
from ui.screens.override import reason_label
from ui.surroundings import Surroundings


class EvidenceLines(QObject):
    """Makes the lines.

    Args:
        around: Names and times.
        parent: Owner.
    """

    def __init__(self, around: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around

    def lines(self, sheet: EvidenceSheet) -> list[tuple[str, str]]:
        """Return (name, value) lines; one without a value is left out by who shows them."""
        row, detail = sheet.detail.row, sheet.detail
        local, explain = self._around.local, self._around.explain
        stay = (row.last_seen_at - row.first_seen_at).total_seconds()
        directions = {
            "in": self.tr("driving in"),
            "out": self.tr("driving out"),
        }
        unknown = self.tr("direction not known")
        facts = [
            (
                self.tr("Where"),
                f"{explain.lane(row.lane_id)}, " + directions.get(row.direction, unknown),
            ),
            (
                self.tr("Seen"),
                f"{local.date(row.first_seen_at)} {local.hms(row.first_seen_at)} ({stay:.0f} s)",
            ),
            (
                self.tr("Read"),
                self.tr("{plate}, {n} of {m} looks agree")
                .replace("{plate}", row.plate or "…")
                .replace("{n}", str(row.agreeing))
                .replace("{m}", str(row.reads)),
            ),
        ]
        if row.corrected is not None:
            facts.append((self.tr("Corrected by a guard"), row.corrected))
        facts += [
            (
                self.tr("Decided {time}").replace("{time}", local.hms(one.at)),
                self._decision(one),
            )
            for one in detail.decisions
        ]
        facts += [
            (
                self.tr("Gate command {time}").replace(
                    "{time}", local.hms(one.intent.requested_at)
                ),
                self._command(one),
            )
            for one in detail.commands
        ]
        facts += [
            (self.tr("Note {time}").replace("{time}", self._when(one.at)), self._note(one))
            for one in detail.notes
        ]
        facts += [
            (
                self.tr("Picture of the lane")
                if one.file.kind == "lane"
                else self.tr("Picture of the plate"),
                f"SHA-256 {one.file.sha256[:16]}… "
                + (self.tr("fits") if one.seal is Seal.FITS else self.tr("DOES NOT FIT")),
            )
            for one in sheet.pictures
        ]
        facts.append(
            (
                self.tr("Audit chain"),
                self.tr("{n} rows name it, the newest is {seq}")
                .replace("{n}", str(sheet.chain.rows))
                .replace("{seq}", str(sheet.chain.seq))
                if sheet.chain.rows
                else "",
            )
        )
        facts.append((self.tr("Number"), row.passage_id))
        return facts

    def _when(self, at: datetime) -> str:
        local = self._around.local
        return f"{local.date(at)} {local.hm(at)}"

    def _note(self, one: PassageNote) -> str:
        words = f"{one.actor}: {one.text or self.tr('removed')}"
        if one.corrects:
            words += " " + self.tr("(corrects an earlier note)")
        return words

    def _decision(self, one: PastDecision) -> str:
        values: dict[str, object] = {
            "plate": one.plate,
            "gate": self._around.explain.gate(one.gate_id),
        }
        if one.candidates:
            values["who"] = one.candidates[0].owner
        values |= dict(one.context)
        values["gate"] = self._around.explain.name(str(values["gate"]))
        return messages.text(one.reason, values)

    def _command(self, one: PastCommand) -> str:
        who = one.intent.actor or self.tr("the computer")
        parts = [
            f"{self._around.explain.gate(one.intent.gate_id)}: {one.intent.kind.value}, {who}",
            messages.text(one.code, {"gate": self._around.explain.gate(one.intent.gate_id)})
            if one.code
            else one.outcome,
            reason_label(one.why) if one.why else "",
            one.note,
        ]
        return ". ".join(part for part in parts if part)
