# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one window: status bar, navigation, pages, overlays, and the gate bar over everything.

It only listens to `SiteApi.bus` and only speaks through `SiteApi.submit`. No loop of its own, no
dialog: overlays are children stacked content < toast < sheet < question < PIN pad < banner < gate
bar, and none of them ever reaches over the gate bar.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Alert, CommandSource
from alpr_kiosk.domain.intents import (
    AlertAcknowledged,
    AskReopened,
    HoldOpenRequested,
    Intent,
    IntentAnswer,
    LockdownEnded,
    OpenRequested,
    ReasonGiven,
    SessionEnded,
)
from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.runtime.bus import SiteApi
from alpr_kiosk.runtime.views import AskView, GateView, PassageView, SiteHealth
from ui import messages
from ui.localtime import LocalTime
from ui.screens.alerts import AlertsScreen
from ui.screens.ask import AskOverlay
from ui.screens.decision import DecisionDetail
from ui.screens.lists import ListsScreen
from ui.screens.live import LiveScreen
from ui.screens.lock import LockScreen
from ui.screens.override import ReasonSheet, StepsSheet, reason_label
from ui.screens.pin_pad import CHIP_W, PinPad
from ui.theme.look import Look
from ui.widgets.banner import AlertBanner, AlertBook
from ui.widgets.event_card import Explainer
from ui.widgets.gate_bar import GateBar
from ui.widgets.keys import TapKey
from ui.widgets.nav_rail import NavRail
from ui.widgets.status_bar import StatusBar
from ui.widgets.toast import Toast

TICK_MS = 250
"""Ages, countdowns and blinking are looked at four times a second."""
SESSION_IDLE_S = 120.0
"""An elevation ends after two minutes without touch (screen specification, 3.3)."""
_THEME_ORDER = ("day", "night", "high_contrast")
_SUPERVISOR = "supervisor"


class MainWindow(QWidget):
    """The kiosk's window."""

    def __init__(
        self,
        site: SiteApi,
        config: AppConfig,
        *,
        clock: Clock,
        look: Look | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("window")
        self.setWindowTitle(f"Guardhouse ALPR · {config.site.name}")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(config.ui.width, config.ui.height)
        self._site = site
        self._config = config
        self._clock = clock
        self.look = look or Look(
            theme=config.ui.theme,
            width=config.ui.width,
            px_per_mm=config.ui.px_per_mm,
            parent=self,
        )
        self._local = LocalTime(time_zone=config.site.time_zone)
        self._explain = Explainer(config=config, local=self._local)
        self._book = AlertBook()
        self._session = ""
        self._wants_hold: HoldOpenRequested | None = None
        self._session_user = ""
        self._session_used = 0.0
        self._after_pin = ""
        self._views: dict[str, PassageView] = {}
        self._openings: dict[str, tuple[str, str | None]] = {}
        self._submitted: dict[str, Intent] = {}
        self._reason_queue: list[tuple[str, str]] = []
        self._left: set[str] = set()
        self._locked = False
        self._focus_back: QWidget | None = None
        self._build()
        self._connect()
        self._shortcuts()
        self._apply_look()
        self._show_page("live")
        self.lists.set_entries(site.entries())
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self.tick()

    # ------------------------------------------------------------------------------- building

    def _build(self) -> None:
        look, clock, config = self.look, self._clock, self._config
        self.status = StatusBar(look=look, site_name=config.site.name, parent=self)
        self.nav = NavRail(look=look, parent=self)
        self.pages = QStackedWidget(self)
        self.pages.setObjectName("pages")
        self.live = LiveScreen(
            look=look,
            clock=clock,
            site=self._site,
            config=config,
            local=self._local,
            explain=self._explain,
        )
        self.detail = DecisionDetail(look=look, local=self._local, explain=self._explain)
        self.lists = ListsScreen(look=look, clock=clock, site=self._site, local=self._local)
        self.alerts = AlertsScreen(look=look, local=self._local, explain=self._explain)
        self.lock = LockScreen(look=look, clock=clock, local=self._local)
        for page in (self.live, self.detail, self.lists, self.alerts, self.lock):
            self.pages.addWidget(page)
        self.toast = Toast(look=look, clock=clock, parent=self)
        self.reasons = ReasonSheet(look=look, clock=clock, parent=self)
        self.steps = StepsSheet(look=look, clock=clock, parent=self)
        self.ask = AskOverlay(look=look, clock=clock, explain=self._explain, parent=self)
        self.pin = PinPad(look=look, clock=clock, parent=self)
        self.chip = TapKey(
            look=look,
            name="ask.chip",
            text="",
            icon="ask-question-triangle",
            kind="ask",
            beside=True,
            accessible="A car is waiting, show the question",
            parent=self,
        )
        self.chip.hide()
        self.banner = AlertBanner(look=look, clock=clock, explain=self._explain, parent=self)
        self.gates = GateBar(
            look=look,
            clock=clock,
            local=self._local,
            gates=config.gates,
            car=self._car_at,
            parent=self,
        )
        self._sheets: tuple[QWidget, ...] = (self.reasons, self.steps, self.ask, self.pin)
        for sheet in self._sheets:
            sheet.installEventFilter(self)
        self._overlays: tuple[QWidget, ...] = (
            self.toast,
            self.reasons,
            self.steps,
            self.ask,
            self.pin,
            self.chip,
            self.banner,
            self.gates,
        )

    def _connect(self) -> None:
        bus = self._site.bus
        bus.frame_available.connect(self.live.frame_available)
        bus.camera_changed.connect(self.live.set_health)
        bus.overlay_changed.connect(self.live.set_overlay)
        bus.passage_changed.connect(self._on_passage)
        bus.passage_closed.connect(self._on_passage_closed)
        bus.ask_changed.connect(self._on_ask)
        bus.ask_closed.connect(self._on_ask_closed)
        bus.gate_changed.connect(self._on_gate)
        bus.alert_changed.connect(self._on_alert)
        bus.lists_changed.connect(self._on_lists)
        bus.health_changed.connect(self._on_health)
        bus.intent_answered.connect(self._on_answer)
        bus.override_done.connect(self._on_override)
        self.nav.live.clicked.connect(self.show_live)
        self.nav.lists.clicked.connect(self.show_lists)
        self.nav.theme.clicked.connect(self.next_theme)
        self.nav.lock.clicked.connect(self.lock_screen)
        self.status.alerts.clicked.connect(self.show_alerts)
        self.status.badge.clicked.connect(self.end_session)
        self.status.cameras.clicked.connect(self.show_live)
        self.status.lists.clicked.connect(self.show_lists)
        self.live.card_tapped.connect(self._on_card)
        self.detail.back.connect(self.show_live)
        self.detail.reason_wanted.connect(self._ask_reason)
        self.lists.intent.connect(self.submit)
        self.lists.back.connect(self.show_live)
        self.lists.touched.connect(self._renew_session)
        self.alerts.seen.connect(self._seen)
        self.alerts.back.connect(self.show_live)
        self.lock.unlock_wanted.connect(self._unlock)
        self.reasons.intent.connect(self.submit)
        self.reasons.closed.connect(self._next_reason)
        self.steps.intent.connect(self.submit)
        self.ask.intent.connect(self.submit)
        self.ask.let_in.connect(self._on_let_in)
        self.ask.why_wanted.connect(self._why_from_ask)
        self.pin.intent.connect(self.submit)
        self.chip.clicked.connect(self._unfold)
        self.pin.cancelled.connect(self._pin_cancelled)
        self.banner.seen.connect(self._seen)
        self.gates.intent.connect(self.submit)
        self.gates.steps_wanted.connect(self.show_steps)
        self.gates.unanswered.connect(self._unanswered)
        self.gates.lockdown_end_wanted.connect(self._end_lockdown)
        self.look.changed.connect(self._apply_look)

    def _shortcuts(self) -> None:
        for keys, slot in (
            ("F1", self.show_live),
            ("F4", self.show_lists),
            ("F9", self.show_alerts),
            ("F10", self.focus_gates),
            ("F12", self.lock_screen),
            ("Ctrl+Return", self._see_banner),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)
        for number in range(1, 5):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.setProperty("gate", number - 1)
            shortcut.activated.connect(self._focus_gate)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.activated.connect(self.escape)

    def _apply_look(self) -> None:
        self.setPalette(self.look.palette())
        self.setStyleSheet(self.look.style_sheet())
        self.nav.show_theme(self.look.tokens.name)
        self._arrange()

    # --------------------------------------------------------------------------------- layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay out anew when a sheet comes or goes."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        m = self.look.metrics
        width, height = self.width(), self.height()
        self.status.setGeometry(0, 0, width, m.status_h)
        gate_top = height - m.gate_bar_h
        self.gates.setGeometry(0, gate_top, width, m.gate_bar_h)
        content = QRect(m.nav_w, m.status_h, width - m.nav_w, gate_top - m.status_h)
        self.nav.setGeometry(0, m.status_h, m.nav_w, content.height())
        banner_h = max(71, m.touch_min)
        if not self.banner.isHidden():
            wide = content.width()
            covered = any(not sheet.isHidden() for sheet in self._sheets)
            if self._page == "live" and not covered:
                wide -= m.rail_w
            self.banner.setGeometry(content.x(), content.y(), wide, banner_h + m.gap_min)
            content = content.adjusted(0, banner_h + m.gap_min, 0, 0)
        if self._page == "live" and not self.banner.isHidden():
            # Over the pictures only: the rail keeps its full height and its place.
            self.pages.setGeometry(m.nav_w, m.status_h, width - m.nav_w, gate_top - m.status_h)
            self.live.set_top(banner_h + 2 * m.gap_min)
        else:
            self.pages.setGeometry(content)
            self.live.set_top(0)
        for sheet in self._sheets:
            sheet.setGeometry(content)
        self.toast.place(content)
        self._place_chip(content)
        for overlay in self._overlays:
            overlay.raise_()

    def _place_chip(self, content: QRect) -> None:
        """Bottom right, but never over the keys of a form: there in the head line."""
        m = self.look.metrics
        chip = QRect(0, 0, CHIP_W, m.touch_gate)
        chip.moveBottomRight(content.bottomRight() - QPoint(10, 10))
        if self._page == "lists" and self.lists.editing and self.pin.isHidden():
            chip.setHeight(m.touch_min)
            chip.moveTop(content.top() + 10)
        self.chip.setGeometry(chip)

    # ---------------------------------------------------------------------------------- pages

    _page = "live"

    @property
    def page(self) -> str:
        """Name of the page that is shown."""
        return self._page

    def _show_page(self, name: str) -> None:
        page: QWidget = {
            "live": self.live,
            "why": self.detail,
            "lists": self.lists,
            "alerts": self.alerts,
            "lock": self.lock,
        }[name]
        self._page = name
        if name == "live":
            self.ask.unfold()
            self._show_chip()
        self.pages.setCurrentWidget(page)
        self.nav.show_current(name)
        self._arrange()

    def show_live(self) -> None:
        """F1. Leaving the lists gives up the elevation."""
        if self._locked:
            return
        if self._page == "live":
            self.live.back()
        self._show_page("live")
        self.end_session()

    def show_lists(self) -> None:
        """F4. Behind a supervisor's PIN."""
        if self._locked:
            return
        if self._session:
            self._show_page("lists")
        else:
            self._need_pin("lists", self.tr("change the lists"))

    def show_alerts(self) -> None:
        """F9."""
        if not self._locked:
            self.alerts.show_alerts(self._book.all)
            self._show_page("alerts")

    def _on_card(self, passage_id: str) -> None:
        """A tap on a card explains it; one that nobody answered asks again."""
        view = self._views.get(passage_id)
        if view is not None and view.decide_again:
            self.submit(AskReopened(passage_id=passage_id))
        else:
            self.show_detail(passage_id)

    def show_detail(self, passage_id: str) -> None:
        """Explain a passage."""
        view = self._views.get(passage_id)
        if view is not None and not self._locked:
            self.detail.show_view(view)
            self._show_page("why")
            self.detail.back_key.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_steps(self, gate_id: str) -> None:
        """What is known of a gate, and the steps by hand."""
        gate = self._config.gate(gate_id)
        view = self.gates.panels[gate_id].view
        self.steps.explain(
            view=view,
            title=gate.name or gate.id,
            key_label=gate.key_label,
            key_place=gate.key_place,
            time=self._local.hm(view.last_command_at),
        )
        self._arrange()

    def focus_gates(self) -> None:
        """F10: to the gate bar."""
        for panel in self.gates.panels.values():
            panel.open_key.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return

    def _focus_gate(self) -> None:
        sender = self.sender()
        number = int(sender.property("gate")) if sender is not None else 0
        panels = list(self.gates.panels.values())
        if number < len(panels):
            panels[number].open_key.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> None:
        """Esc: the safe answer, or one step back."""
        if not self.pin.isHidden():
            self.pin.cancel()
        elif not self.ask.isHidden():
            self.ask.keep_shut()
        elif not self.steps.isHidden():
            self.steps.hide()
        elif not self.reasons.isHidden():
            self.reasons.dismiss()
        elif self._locked or (self._page == "lists" and self.lists.step_back()):
            return
        elif self._page == "live":
            self.live.back()
        else:
            self.show_live()

    def next_theme(self) -> None:
        """Day, night, high contrast, day ..."""
        index = _THEME_ORDER.index(self.look.tokens.name)
        self.set_theme(_THEME_ORDER[(index + 1) % len(_THEME_ORDER)])

    def set_theme(self, name: str) -> None:
        """Switch the theme at once."""
        self.look.set_theme(name)

    def grab_to(self, path: Path | str) -> bool:
        """Save what the window shows as a picture; False when it could not be written."""
        return bool(self.grab().save(str(path)))

    # -------------------------------------------------------------------------------- sessions

    def lock_screen(self) -> None:
        """F12. Gates, alerts and questions go on."""
        self.end_session()
        self._locked = True
        self.nav.setEnabled(False)
        self.ask.actor = self.reasons.actor = self.steps.actor = ""
        for panel in self.gates.panels.values():
            panel.source = CommandSource.UNSIGNED
        self._show_page("lock")

    def _unlock(self) -> None:
        self._need_pin("unlock", self.tr("unlock the screen"))

    def _need_pin(self, what: str, words: str) -> None:
        self._after_pin = what
        self.pin.ask(purpose=words, users=self._site.users(_SUPERVISOR), scope=_SUPERVISOR)
        self._arrange()

    def _pin_cancelled(self) -> None:
        self._after_pin = ""
        self.ask.unfold()
        self._show_chip()
        self.nav.show_current(self._page)
        self._arrange()

    def _end_lockdown(self) -> None:
        if self._session:
            self.submit(LockdownEnded(actor=self._session_user, session=self._session))
        else:
            self._need_pin("lockdown", self.tr("end the lockdown"))

    def _renew_session(self) -> None:
        self._session_used = self._clock.monotonic()

    def end_session(self) -> None:
        """Give up the elevation, if there is one."""
        if not self._session:
            return
        self.submit(SessionEnded(session=self._session))
        self._set_session("", "")
        if self._page == "lists":
            self._show_page("live")

    def _set_session(self, token: str, user: str) -> None:
        self._session, self._session_user = token, user
        self._session_used = self._clock.monotonic()
        self.lists.set_session(token)
        self.status.set_signed_in(user)
        self.gates.set_actor(user)
        self.ask.actor = self.reasons.actor = self.steps.actor = user

    def _pin_accepted(self, user: str, session: str) -> None:
        self.pin.hide()
        self._set_session(session, user)
        what, self._after_pin = self._after_pin, ""
        if what == "lists":
            self._show_page("lists")
        elif what == "lockdown":
            self.submit(LockdownEnded(actor=user, session=session))
        elif what == "hold_open" and self._wants_hold is not None:
            self.submit(replace(self._wants_hold, actor=user))
            self._wants_hold = None
        elif what == "unlock":
            self._locked = False
            self.nav.setEnabled(True)
            for panel in self.gates.panels.values():
                panel.source = CommandSource.BAR
            self._show_page("live")
            self.end_session()
        self._arrange()

    # --------------------------------------------------------------------------------- intents

    def submit(self, intent: Intent) -> None:
        """Hand a request to the site; to hold a gate open somebody must have signed in."""
        if isinstance(intent, HoldOpenRequested) and not intent.actor:
            self._wants_hold = intent
            self._need_pin("hold_open", self.tr("hold the gate open"))
            return
        self._submitted[intent.intent_id] = intent
        while len(self._submitted) > 256:
            self._submitted.pop(next(iter(self._submitted)))
        if isinstance(intent, OpenRequested):
            self._openings[intent.intent_id] = (intent.gate_id, intent.passage_id)
        self._site.submit(intent)

    def _car_at(self, gate_id: str) -> tuple[str | None, str | None]:
        """Return decision and passage of the car in this gate's open zone."""
        newest: PassageView | None = None
        for view in self._views.values():
            passage = view.passage
            if passage.closed or passage.passage_id in self._left or not passage.in_open_zone:
                continue
            lane_gate = next(
                (lane.gate for lane in self._config.lanes if lane.id == passage.lane_id), None
            )
            if lane_gate != gate_id:
                continue
            if newest is None or passage.last_seen_mono > newest.passage.last_seen_mono:
                newest = view
        if newest is None:
            return None, None
        decision_id = newest.decision.decision_id if newest.decision else None
        return decision_id, newest.passage.passage_id

    def _on_let_in(self, intent: OpenRequested) -> None:
        panel = self.gates.panels.get(intent.gate_id)
        if panel is not None:
            panel.expect(intent)

    def _on_answer(self, answer: IntentAnswer) -> None:
        self.gates.answered(answer)
        context = dict(answer.context)
        if self.pin.awaits(answer.intent_id):
            user = self.pin.user
            if answer.ok and context.get("session"):
                self._pin_accepted(user, context["session"])
            else:
                self.pin.refused(answer.code or "pin.wrong", context)
            return
        intent = self._submitted.pop(answer.intent_id, None)
        if self.lists.answered(answer):
            return
        if answer.ok and isinstance(intent, ReasonGiven):
            self.toast.say(
                messages.text("override.saved", {"reason": reason_label(intent.reason)}),
                icon="ack-check",
            )
            return
        if answer.code:
            gate_id = getattr(intent, "gate_id", "")
            values: dict[str, object] = {
                "gate": self._explain.gate(gate_id),
                "contact": self._config.site.contact,
            }
            text = messages.text(answer.code, values | context)
            self.toast.say(text, icon="ack-check" if answer.ok else "alarm-high")

    def _unanswered(self, _gate_id: str) -> None:
        self.toast.say(messages.text("ui.no_answer", {"s": "2"}), icon="alarm-high")

    def _seen(self, alert_id: str) -> None:
        self.submit(AlertAcknowledged(alert_id=alert_id, actor=self._session_user))

    def _see_banner(self) -> None:
        alert = self.banner.alert
        if alert is not None and not alert.seen:
            self._seen(alert.alert_id)

    # --------------------------------------------------------------------------------- the bus

    def _on_passage(self, view: PassageView) -> None:
        passage_id = view.passage.passage_id
        self._views[passage_id] = view
        while len(self._views) > 200:
            oldest = next(iter(self._views))
            self._views.pop(oldest)
            self._left.discard(oldest)
        self.live.set_passage(view)
        shown = self.detail.view
        if shown is not None and shown.passage.passage_id == passage_id:
            self.detail.show_view(view)

    def _on_passage_closed(self, passage_id: str) -> None:
        self.live.passage_closed(passage_id)
        # Its last state stays on the card, but no opening is linked to it any more.
        self._left.add(passage_id)

    def _on_ask(self, ask: AskView | None) -> None:
        was_hidden, focus = self.ask.isHidden(), self.focusWidget()
        if ask is not None:
            panel = self.gates.panels.get(ask.gate_id)
            if panel is not None:
                self._ask_hold(panel.view)
        busy = not self.pin.isHidden() or (self._page == "lists" and self.lists.editing)
        if ask is not None and was_hidden and busy:
            self.ask.show_ask(ask)
            self.ask.fold()
        else:
            self.ask.show_ask(ask)
        if was_hidden and not self.ask.isHidden():
            self._focus_back = focus
        elif not was_hidden and ask is None:
            self._give_focus_back()
        self._show_chip()

    def _give_focus_back(self) -> None:
        """Typing goes on where it was before the question, not on whatever key comes next."""
        widget, self._focus_back = self._focus_back, None
        if widget is not None and isValid(widget) and widget.isVisible():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chip(self) -> None:
        """A question that had to step aside shows as a chip with its countdown."""
        ask = self.ask.ask
        wanted = ask is not None and self.ask.isHidden()
        if ask is not None:
            self.chip.setText(
                self.tr("A car is waiting  {s}").replace("{s}", str(ask.seconds_left))
            )
        if wanted == self.chip.isHidden():
            self.chip.setVisible(wanted)
            self._arrange()
        self.chip.update()

    def _unfold(self) -> None:
        self.pin.hide()
        self._after_pin = ""
        self.nav.show_current(self._page)
        self.ask.unfold()
        self._show_chip()

    def _ask_hold(self, view: GateView) -> None:
        code = view.warning_code
        context = {"gate": view.name, "s": f"{view.wait_s:.0f}"} | dict(view.context)
        warning = messages.text(code, context) if code else ""
        self.ask.set_long_hold(view.needs_long_hold, warning)

    def _on_ask_closed(self, _decision_id: str, code: str) -> None:
        if code in ("decision.timeout.closed", "decision.car_left"):
            gate = self._explain.gate(self.ask.ask.gate_id) if self.ask.ask else ""
            self.toast.say(messages.text(code, {"gate": gate}), icon="gate-closed")

    def _on_gate(self, view: GateView) -> None:
        self.gates.set_view(view)
        if self.ask.ask is not None and self.ask.ask.gate_id == view.gate_id:
            self._ask_hold(view)
        if not self.steps.isHidden() and self.steps.gate_id == view.gate_id:
            self.show_steps(view.gate_id)

    def _on_alert(self, alert: Alert) -> None:
        self._book.update(alert)
        shown = self._book.banner
        others = [
            item
            for item in self._book.unseen
            if shown is not None and item.alert_id != shown.alert_id
        ]
        self.banner.show_alert(shown, more=len(others))
        self.status.set_alerts(len(self._book.unseen), len(self._book.all))
        self.alerts.show_alerts(self._book.all)
        self._arrange()

    def _on_lists(self, entries: tuple[ListEntry, ...]) -> None:
        self.lists.set_entries(entries)

    def _on_health(self, health: SiteHealth) -> None:
        self.status.set_health(health)
        self.lists.set_read_only(not health.lists_ok)

    def _on_override(self, intent_id: str, gate_id: str) -> None:
        self._ask_reason(intent_id, gate_id)

    # ------------------------------------------------------------------------ reasons by hand

    def _ask_reason(self, intent_id: str, gate_id: str) -> None:
        if not self.reasons.isHidden():
            if intent_id != self.reasons.event_id:
                self._reason_queue.append((intent_id, gate_id))
            return
        known = self._openings.get(intent_id)
        passage_id = known[1] if known else None
        view = self._views.get(passage_id or "")
        self.reasons.ask(
            event_id=intent_id,
            gate=self._explain.gate(gate_id),
            plate=view.passage.consensus.text if view else "",
            time=self._local.hm(self._clock.utc_now()),
            picture=view.lane if view else None,
        )
        self._arrange()

    def _next_reason(self) -> None:
        if self._reason_queue:
            self._ask_reason(*self._reason_queue.pop(0))

    def _why_from_ask(self, passage_id: str) -> None:
        # The question stays open and counts on; a second tap on the card or time brings it back.
        self.ask.fold()
        self.show_detail(passage_id)
        self._show_chip()

    # ------------------------------------------------------------------------------------ time

    def tick(self) -> None:
        """Look at the clock: ages, countdowns, blinking, idle sessions."""
        now = self._clock.utc_now()
        self.status.clock.set_value(self._local.local(now).strftime("%H:%M %a"), icon="clock")
        self.live.tick()
        self.gates.tick()
        self.banner.tick()
        self.reasons.tick()
        self.toast.tick()
        self.pin.tick()
        self.lock.tick()
        if self._session and self._clock.monotonic() - self._session_used > SESSION_IDLE_S:
            self.end_session()
            self.toast.say(messages.text("session.ended"), icon="lock")

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        super().closeEvent(event)
