# SPDX-License-Identifier: AGPL-3.0-or-later
"""Brings the last good settings back from the repair screen, behind a PIN where one can be checked.

The record that holds the PINs is open only when the last good gates could be built; without it
nobody can be asked, and a hold of 3 s stands for the PIN: whoever stands there could as well edit
the file, and what does not work is kept.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from alpr_kiosk.config.loader import ConfigInvalidError, ConfigProblem, parse_config
from alpr_kiosk.config.one_value import still_wrong, value_at, with_value
from alpr_kiosk.config.site_file import SiteFile
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.errors import AlprError, StorageError
from alpr_kiosk.runtime.bus import SiteApi
from ui import messages
from ui.localtime import LocalTime
from ui.screens.config_error import RepairWindow
from ui.screens.pin_pad import PinPad
from ui.screens.repair_diff import RepairDiff
from ui.screens.text_pad import TextPad
from ui.viewmodels.text_diff import differences

Report = Callable[[str, tuple[str, ...]], str]
ROLES = ("supervisor", "installer")
TICK_MS = 250


class RepairDesk(QObject):
    """Offers the last good settings.

    Signals:
        reported (str words): What became of a report.
        put_back (str name): They count again, or "": one value is another; read the file anew.

    Args:
        window: The repair screen.
        file: The site file and its versions.
        site: The site of the last good gates, None when there is none.
        clock: Time.
        local: How times are said.
        report: Writes a report of the file and these mistakes, and returns its path; slow.
    """

    put_back = Signal(str)
    reported = Signal(str)

    def __init__(
        self,
        window: RepairWindow,
        *,
        file: SiteFile,
        site: SiteApi | None,
        clock: Clock,
        local: LocalTime,
        report: Report | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._file = file
        self._site = site
        self._clock = clock
        self._local = local
        self._name = ""
        self._problem: ConfigProblem | None = None
        self._text = ""
        self._for_report = False
        self._report = report
        window.report_key.setVisible(report is not None)
        window.report_requested.connect(self._ask_report)
        self.reported.connect(window.say)
        self.text_pad = TextPad(look=window.look)
        window.pages.addWidget(self.text_pad)
        window.can_edit = self._can_edit
        window.show_problems(window.problems)
        window.edit_requested.connect(self._edit)
        self.text_pad.used.connect(self._typed)
        self.text_pad.cancelled.connect(self._back)
        self.diff = RepairDiff(look=window.look, clock=clock)
        window.pages.addWidget(self.diff)
        self.pin = PinPad(look=window.look, clock=clock, parent=window)
        window.last_good_requested.connect(self._show)
        window.installEventFilter(self)
        self.diff.cancelled.connect(self._back)
        self.diff.wanted.connect(self._wanted)
        self.pin.cancelled.connect(self.pin.hide)
        if site is not None:
            self.pin.intent.connect(site.submit)
            site.bus.intent_answered.connect(self._answered)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.pin.tick)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Look for settings to go back to."""
        self._name = self._file.last_good(self._fits) or ""
        self._window.offer_last_good(self._when())

    def _fits(self, text: str) -> bool:
        try:
            parse_config(text, self._file.path)
        except ConfigInvalidError:
            return False
        return True

    def _when(self) -> str:
        """Return when those settings were kept, by their name."""
        try:
            at = datetime.strptime(f"{self._name}+0000", "site-%Y%m%dT%H%M%S.%fZ.toml%z")
        except ValueError:
            return ""
        return f"{self._local.local(at):%d.%m.} {self._local.hm(at)}"

    @property
    def people(self) -> tuple[tuple[str, str], ...]:
        """Who may bring settings back, as far as anybody can be asked."""
        site = self._site
        if site is None:
            return ()
        return tuple((user, role) for role in ROLES for user in site.users(role))

    def _show(self) -> None:
        try:
            good = self._file.version(self._name)
        except StorageError:
            self.look()
            return
        try:
            now = self._file.text()
        except StorageError:
            now = ""
        lines = differences(now, good)
        self.diff.show_lines(lines, when=self._when(), with_pin=bool(self.people))
        self._window.pages.setCurrentWidget(self.diff)

    def _back(self) -> None:
        self._window.pages.setCurrentIndex(0)

    def _wanted(self) -> None:
        self._for_report = False
        self._text = ""
        people = self.people
        if not people:
            self._use()
            return
        self._place_pin()
        self.pin.ask(purpose=self.tr("use older settings"), people=people, recovery=True)

    def _ask_report(self) -> None:
        people = self.people
        if not people:
            self._write_report()
            return
        self._for_report = True
        self._place_pin()
        self.pin.ask(purpose=self.tr("save a report"), people=people, recovery=True)

    def _write_report(self) -> None:
        """Write it beside the thread of the gates' keys: a long log takes its time."""
        self._for_report = False
        report, text = self._report, self._now()
        if report is None:
            return
        problems = tuple(str(problem) for problem in self._window.problems)

        def work() -> None:
            try:
                words = messages.text("repair.report_kept", {"path": report(text, problems)})
            except AlprError as exc:
                words = messages.text(exc.code, dict(exc.context))
            self.reported.emit(words)

        self._worker = threading.Thread(target=work, name="repair-report", daemon=True)
        self._worker.start()

    # ----------------------------------------------------------------------------- one value

    def _now(self) -> str:
        try:
            return self._file.text()
        except StorageError:
            return ""

    def _can_edit(self, problem: ConfigProblem) -> bool:
        return value_at(self._now(), problem) is not None

    def _edit(self, problem: ConfigProblem) -> None:
        value = value_at(self._now(), problem)
        if value is not None:
            self._ask_value(problem, value, problem.message)

    def _ask_value(self, problem: ConfigProblem, value: str, why: str) -> None:
        self._problem = problem
        words = f"{problem.key}: {why}."
        if problem.example:
            example = self.tr("For example:  {e}").replace("{e}", problem.example)
            words = f"{words}  {example}"
        self._window.pages.setCurrentWidget(self.text_pad)
        secret = "password" in problem.key
        self.text_pad.ask(label=words, text=value, secret=secret)

    def _typed(self, value: str) -> None:
        """Look whether it is right now; only then it is written, behind a PIN."""
        problem = self._problem
        if problem is None:
            return
        text = with_value(self._now(), problem, value)
        if text is None:
            self._ask_value(problem, value, self.tr("this is not a value"))
            return
        wrong = still_wrong(text, self._file.path, problem)
        if wrong is not None:
            self._ask_value(problem, value, wrong.message)
            return
        self._text, self._for_report = text, False
        people = self.people
        if not people:
            self._use()
            return
        self._place_pin()
        self.pin.ask(purpose=self.tr("change the settings"), people=people, recovery=True)

    def _answered(self, answer: IntentAnswer) -> None:
        if not self.pin.awaits(answer.intent_id):
            return
        context = dict(answer.context)
        if answer.ok:
            self.pin.hide()
            if self._for_report:
                self._write_report()
            else:
                self._use()
        else:
            self.pin.refused(answer.code or "pin.wrong", context)

    def _use(self) -> None:
        try:
            if self._text:
                self._file.put(self._text)
            else:
                self._file.put_back(self._name)
        except StorageError as exc:
            words = messages.text(exc.code, dict(exc.context))
            self.diff.note.setText(words)
            self._window.say(words)
            if self._text:
                self._back()
            return
        self._back()
        self.put_back.emit("" if self._text else self._name)

    def _place_pin(self) -> None:
        window = self._window
        self.pin.setGeometry(0, 0, window.width(), window.height() - window.gate_bar_height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The PIN pad covers everything but the gates."""
        if event.type() is QEvent.Type.Resize:
            self._place_pin()
        return super().eventFilter(watched, event)
