# SPDX-License-Identifier: AGPL-3.0-or-later
"""S09: what was guessed of a file, shown and changeable: encoding, separator, columns."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from alpr_kiosk.domain.list_columns import FIELDS
from alpr_kiosk.domain.list_files import TablePreview, TablePreviewWanted
from alpr_kiosk.domain.list_import import ImportOptions
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.text_encodings import ENCODINGS, SEPARATORS
from ui import messages
from ui.screens.list_rows import Row, RowsPage
from ui.surroundings import Surroundings
from ui.viewmodels.entry_fields import field_word
from ui.widgets.choices import ChoiceTile
from ui.widgets.keys import TapKey

UNUSED = "unused"
_NAMED = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_DATES: tuple[bool | None, ...] = (None, True, False)


class ColumnsPage(RowsPage):
    """One row a column; the keys over them say how the file is read.

    Signals:
        choice_wanted (str what, str title, object choices): Let one be chosen; `chosen` takes it.
        check_wanted (): Work out what the file would change.
    """

    choice_wanted = Signal(str, str, object)
    check_wanted = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, name="columns", title="")
        self._around = around
        self.path = ""
        self.encoding = ""
        self.separator = ""
        self.options = ImportOptions()
        self._preview: TablePreview | None = None
        self._fields: dict[int, str] = {}
        self._query = ""
        self.check_key = self.add_head_key(
            "check", self.tr("Check the file"), "reading-scan", kind="accent"
        )
        self.check_key.setMinimumWidth(self._look.metrics.words(46))
        self.check_key.clicked.connect(self.check_wanted)
        line = QHBoxLayout()
        line.setSpacing(self._look.metrics.gap_min)
        self.ways: dict[str, TapKey] = {}
        for name in ("encoding", "separator", "header", "dates", "list"):
            key = TapKey(look=self._look, name=f"columns.{name}", text="")
            key.setMinimumHeight(self._look.metrics.touch_min)
            key.setProperty("way", name)
            key.clicked.connect(self._way)
            line.addWidget(key, 1)
            self.ways[name] = key
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertLayout(1, line)
        self.key_tapped.connect(self._name_column)
        self.tapped.connect(self._name_column)
        self.states.pressed.connect(self._ask)
        self.states.stopped.connect(lambda: around.asker.stop(self._query))

    # ----------------------------------------------------------------------------------- state

    def begin(self, path: str, kind: ListKind) -> None:
        """Look into a file."""
        self.path = path
        self.encoding = self.separator = ""
        gates = tuple((gate.id, gate.name or gate.id) for gate in self._around.config.gates)
        self.options = ImportOptions(kind=kind, gates=gates)
        self._fields = {}
        self.head.title.setText(path.rsplit("/", 1)[-1])
        self._ask()

    def cancel(self) -> None:
        """Nobody waits for the file any more."""
        self._around.asker.cancel(self._query)

    def _ask(self) -> None:
        self.cancel()
        self._preview = None
        self.show_rows(())
        self.states.work(self.tr("Looking into the file"))
        self._show_ways()
        wanted = TablePreviewWanted(
            path=self.path,
            encoding=self.encoding,
            separator=self.separator,
            header=self.options.header,
        )
        self._query = wanted.query_id
        self._around.asker.ask(self, wanted, self._found)

    def _found(self, answer: QueryAnswer) -> None:
        self._query = ""
        preview = answer.result
        if not isinstance(preview, TablePreview):
            self.states.fault(messages.text(answer.code, answer.context))
            return
        self._preview = preview
        self._fields = {at: name for name, at in preview.columns}
        self._show()

    def _show(self) -> None:
        preview = self._preview
        if preview is None:
            return
        rows = []
        for at, header in enumerate(preview.headers):
            samples = [row[at] for row in preview.rows if at < len(row) and row[at]]
            name = self._fields.get(at, "")
            rows.append(
                Row(
                    value=str(at),
                    title=header or self.tr("Column {n}").replace("{n}", str(at + 1)),
                    second="  ·  ".join(samples)[:90],
                    key=field_word(name) if name else self.tr("not used"),
                    key_icon="ack-check" if name else "",
                )
            )
        self.show_rows(rows)
        named = "plate" in self._fields.values()
        if named:
            self.notice.clear()
        else:
            self.notice.tell(messages.text("import.plate_column"))
        self._show_ways()

    def _show_ways(self) -> None:
        preview = self._preview
        is_csv = preview is not None and preview.kind == "csv"
        encoding = preview.encoding if preview else ""
        separator = _NAMED.get(preview.separator, preview.separator) if preview else ""
        dates = {None: self.tr("as they are"), True: "31.12.", False: "12/31"}
        header = self.tr("headers") if self.options.header else self.tr("data")
        words = {
            "encoding": (self.tr("Encoding"), encoding),
            "separator": (self.tr("Separator"), separator),
            "header": (self.tr("First row"), header),
            "dates": (self.tr("Dates"), dates[self.options.day_first]),
            "list": (self.tr("List"), messages.list_word(self.options.kind)),
        }
        for name, (label, value) in words.items():
            key = self.ways[name]
            key.setText(f"{label}: {value}")
            key.setAccessibleName(f"{label}: {value}")
        for name in ("encoding", "separator"):
            self.ways[name].setVisible(is_csv or preview is None)
            self.ways[name].setEnabled(is_csv)
        self.check_key.setEnabled("plate" in self._fields.values())

    def import_options(self) -> ImportOptions:
        """Return how the file is meant: each field by the number of its column."""
        named = [(name, str(at + 1)) for at, name in self._fields.items()]
        used = {name for name, _column in named}
        unused = [(name, "") for name in FIELDS if name not in used]
        return replace(self.options, columns=(*named, *unused))

    # ------------------------------------------------------------------------------------ taps

    def _way(self) -> None:
        way = str(self.sender().property("way"))
        preview = self._preview
        if way == "header":
            self.options = replace(self.options, header=not self.options.header)
            self._ask()
        elif way == "dates":
            following = (_DATES.index(self.options.day_first) + 1) % len(_DATES)
            self.options = replace(self.options, day_first=_DATES[following])
            self._show_ways()
        elif way == "list":
            choices = [
                ChoiceTile(value=kind.value, word=messages.list_word(kind)) for kind in ListKind
            ]
            self.choice_wanted.emit(way, self.tr("List of rows that name none"), choices)
        elif way == "encoding" and preview is not None:
            choices = [
                ChoiceTile(value=name, word=name, chosen=name == preview.encoding)
                for name in ENCODINGS
            ]
            self.choice_wanted.emit(way, self.tr("Encoding of the file"), choices)
        elif way == "separator" and preview is not None:
            choices = [
                ChoiceTile(value=sign, word=_NAMED[sign], chosen=sign == preview.separator)
                for sign in SEPARATORS
            ]
            self.choice_wanted.emit(way, self.tr("What stands between the columns"), choices)

    def _name_column(self, value: str) -> None:
        now = self._fields.get(int(value), UNUSED)
        spoken = self.tr("Field: {name}")
        choices = [ChoiceTile(value=UNUSED, word=self.tr("not used"), chosen=now == UNUSED)]
        for name in FIELDS:
            word = field_word(name)
            says = spoken.replace("{name}", word)
            choices.append(ChoiceTile(value=name, word=word, spoken=says, chosen=name == now))
        header = self._preview.headers[int(value)] if self._preview else ""
        title = self.tr("What is in the column {name}?").replace("{name}", header)
        self.choice_wanted.emit(f"column:{value}", title, choices)

    def chosen(self, what: str, value: str) -> None:
        """Take over a choice."""
        kind, _, at = what.partition(":")
        if kind == "column":
            self._fields = {
                place: name
                for place, name in self._fields.items()
                if place != int(at) and name != value
            }
            if value != UNUSED:
                self._fields[int(at)] = value
            self._show()
        elif kind == "list":
            self.options = replace(self.options, kind=ListKind(value))
            self._show_ways()
        elif kind == "encoding":
            self.encoding = value
            self._ask()
        elif kind == "separator":
            self.separator = value
            self._ask()
