# SPDX-License-Identifier: AGPL-3.0-or-later
"""S08: a plate was banned; where it was seen before."""

from __future__ import annotations

from alpr_kiosk.domain.list_queries import SeenBeforeWanted
from alpr_kiosk.domain.ports import PassageRow
from alpr_kiosk.domain.queries import QueryAnswer
from ui import messages
from ui.screens.list_rows import Row, RowsPage
from ui.surroundings import Surroundings


class SeenPage(RowsPage):
    """Passages of a banned plate and its look-alikes, the newest first."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, name="seen", title=self.tr("Seen before"))
        self._around = around
        self._lanes = {lane.id: lane.name or lane.id for lane in around.config.lanes}
        self._wanted: SeenBeforeWanted | None = None
        self._query = ""
        self.states.pressed.connect(self._again)

    def ask(self, wanted: SeenBeforeWanted, plate: str) -> None:
        """Look where a plate was."""
        self._wanted = wanted
        self._plate = plate
        self.show_rows(())
        self.states.work(self.tr("Looking through the passages"), stoppable=False)
        self._around.asker.cancel(self._query)
        self._query = self._around.asker.ask(self, wanted, self._found)

    def _again(self) -> None:
        if self._wanted is not None:
            self.ask(SeenBeforeWanted(entry=self._wanted.entry), self._plate)

    def _found(self, answer: QueryAnswer) -> None:
        if not answer.ok or not isinstance(answer.result, tuple):
            self.states.fault(messages.text(answer.code, answer.context))
            return
        rows = [row for row in answer.result if isinstance(row, PassageRow)]
        context = {"plate": self._plate, "n": str(len(rows))}
        self.notice.tell(
            messages.text("lists.seen_banned", context), kind="info", icon="deny-octagon-hand"
        )
        local = self._around.local
        self.show_rows(
            [
                Row(
                    value=row.passage_id,
                    title=row.effective,
                    second=f"{local.date(row.first_seen_at)} {local.hm(row.first_seen_at)}",
                    right=self._lanes.get(row.lane_id, row.lane_id),
                    icon="car",
                    plate=True,
                )
                for row in rows
            ]
        )
