# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one window: status bar, navigation, pages, overlays, and the gate bar over everything.

It only listens to `SiteApi.bus` and only speaks through `SiteApi.submit` and `query`. No loop
of its own, no dialog: overlays are children stacked content < toast < sheet < question < PIN pad <
banner < gate bar, and none of them ever reaches over the gate bar. Which screen is shown, who sits
there, the question and the reasons have desks of their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.alert_intents import SoundTestRequested
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import CommandSource
from alpr_kiosk.domain.first_run import FirstRun
from alpr_kiosk.domain.intents import (
    AskReopened,
    Intent,
    LockdownEnded,
)
from alpr_kiosk.domain.shift import ShiftView
from alpr_kiosk.runtime.bus import SiteApi, SiteBus
from alpr_kiosk.runtime.views import GateView
from ui import messages
from ui.alert_book import AlertBook
from ui.ask_desk import AskDesk
from ui.ask_end import AskEnd
from ui.asker import Asker
from ui.banner_desk import BannerDesk
from ui.camera_book import CameraBook
from ui.errands import NEW_WORDS, TypePlate
from ui.first_run_book import FirstRunBook, step_name
from ui.gate_book import GateBook
from ui.health_book import HealthBook
from ui.intent_desk import IntentDesk
from ui.language import Speaker
from ui.localtime import LocalTime
from ui.look_desk import LookDesk
from ui.missing_reasons import MissingReasons, ReasonLoader
from ui.navigator import HOME, LOCKED, Navigator
from ui.new_bans import NewBans
from ui.passage_book import PassageBook
from ui.people import People
from ui.people_desk import PeopleDesk
from ui.reason_desk import ReasonDesk
from ui.screens.ask import AskOverlay
from ui.screens.base import Screen
from ui.screens.catalog import SCREENS
from ui.screens.gate_sheet import GateSheet
from ui.screens.live import LiveScreen
from ui.screens.lock import LockScreen
from ui.screens.override import ReasonSheet
from ui.screens.pin_pad import PinPad
from ui.screens.steps import StepsSheet
from ui.sheet_stack import SheetStack
from ui.shift_desk import ShiftDesk
from ui.site_memory import SiteMemory, heard_through
from ui.still import StillScreen
from ui.surroundings import Surroundings
from ui.theme.look import Look
from ui.top_row import TopRow
from ui.trial_desk import TrialDesk
from ui.widgets.banner import AlertBanner
from ui.widgets.event_card import Explainer
from ui.widgets.gate_bar import GateBar
from ui.widgets.hold import HoldButton
from ui.widgets.keys import TapKey
from ui.widgets.nav_rail import NavRail
from ui.widgets.setup_bar import SetupBar
from ui.widgets.status_bar import StatusBar
from ui.widgets.toast import Toast
from ui.widgets.trial_bar import RebuildCover, TrialBar
from ui.window_keys import gate_keys, rail_keys, window_keys
from ui.window_layout import WindowLayout

if TYPE_CHECKING:  # read later than the window (`ui.screen_spec.Later`)
    from ui.screens.alerts import AlertsScreen
    from ui.screens.decision import DecisionDetail
    from ui.screens.handover import HandoverScreen
    from ui.screens.lists import ListsScreen

TICK_MS = 250
"""Ages, countdowns and blinking are looked at four times a second."""
_TOUCHES = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.KeyPress,
    QEvent.Type.Wheel,
)
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)
_RELEASES = (
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
    QEvent.Type.KeyRelease,
)
S = TypeVar("S", bound=Screen)


class MainWindow(QWidget):
    """The kiosk's window."""

    def __init__(
        self,
        site: SiteApi,
        config: AppConfig,
        *,
        clock: Clock,
        look: Look | None = None,
        speaker: Speaker | None = None,
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
        kept = site.kept_look() or config.ui.look
        self.look = look or Look(width=config.ui.width, settings=kept, parent=self)
        self.people = People(clock=clock, idle_lock_s=config.session.idle_lock_s, parent=self)
        self._asker = Asker(site=site, people=self.people, parent=self)
        self._memory = SiteMemory(site.bus, parent=self)
        self.signing = PeopleDesk(site=site, people=self.people, parent=self)
        self.duty = ShiftDesk(
            site=site,
            people=self.people,
            asker=self._asker,
            clock=clock,
            local=LocalTime(time_zone=config.site.time_zone),
            parent=self,
        )
        self.look_desk = LookDesk(
            look=self.look,
            speaker=speaker or Speaker(),
            people=self.people,
            clock=clock,
            site=config.site,
            bus=site.bus,
            kept=kept,
            free=self._free,
            parent=self,
        )
        self.still = StillScreen(clock)
        self._alert_book = AlertBook(site.bus, parent=self)
        self._health_book = HealthBook(site.bus, config, parent=self)
        self._missing = MissingReasons(clock=clock, parent=self)
        self._new_bans = NewBans(asker=self._asker, bus=site.bus, parent=self)
        self._reason_loader = ReasonLoader(
            missing=self._missing, asker=self._asker, bus=site.bus, clock=clock, parent=self
        )
        self._first_run = FirstRunBook(site.bus, parent=self)
        self._begun = False
        self._pin_for_ask = False
        self.intents = IntentDesk(
            site=site,
            people=self.people,
            signing=self.signing,
            look_desk=self.look_desk,
            contact=config.site.contact,
            parent=self,
        )
        self._lasting = tuple(self.children())
        self._connect_lasting()
        self._make()
        self.navigator.home()
        self._on_shift(site.shift())
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self.tick()

    # ------------------------------------------------------------------------------- building

    def _make(self) -> None:
        """Make all that is seen, in the present language and sizes, and tell it what was said."""
        bus = self._memory.branch(self)
        local = LocalTime(time_zone=self._config.site.time_zone)
        self._passages = PassageBook(self._config)
        self.around = Surroundings(
            look=self.look,
            clock=self._clock,
            site=heard_through(self._site, bus),
            config=self._config,
            local=local,
            explain=Explainer(config=self._config, local=local),
            people=self.people,
            asker=self._asker,
            duty=self.duty,
            look_desk=self.look_desk,
            passages=self._passages,
            gates=GateBook(self._config, parent=self),
            reasons=self._missing,
            new_bans=self._new_bans,
            cameras=CameraBook(bus=bus, parent=self),
            alerts=self._alert_book,
            health=self._health_book,
            first_run=self._first_run,
        )
        self._build()
        self._connect(bus)
        self._connect_sheets()
        self._shortcuts()
        self._apply_look()
        self.around.explain.new_bans = self._new_bans.ids
        self._memory.tell(bus)
        self.banners.show_known()

    def _make_anew(self) -> None:
        """Another language or other sizes: new widgets, with the old page and all that was said."""
        place = self.navigator.place
        lasting = {*self._lasting, self._timer}
        old = [child for child in self.children() if child not in lasting]
        for child in old:
            child.removeEventFilter(self)
            if isinstance(child, QShortcut):
                child.setEnabled(False)
            if isinstance(child, QWidget):
                child.hide()
            # Its parent stays: without one it would be Python's, and go whenever that tidies up.
            child.deleteLater()
        self._make()
        self._on_people()
        self._on_reasons()
        self._on_setup()
        self.navigator.restore(place)
        for shown in (self.status, self.nav, self.pages, self.gates):
            shown.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # not on whatever key comes next
        self._arrange()
        self.tick()

    def _free(self) -> bool:
        """Whether nothing is open that would be lost if all widgets were made anew now."""
        holding = any(key.holding for key in self.findChildren(HoldButton))
        return not (holding or self.sheets.any_open or self.ask.ask or self.navigator.busy)

    def _build(self) -> None:
        look, clock, around = self.look, self._clock, self.around
        self.status = StatusBar(look=look, site_name=self._config.site.name, parent=self)
        self.nav = NavRail(look=look, specs=SCREENS, parent=self)
        self.pages = QStackedWidget(self)
        self.pages.setObjectName("pages")
        self.navigator = Navigator(pages=self.pages, around=around, specs=SCREENS, parent=self)
        self.toast = Toast(look=look, clock=clock, parent=self)
        self.reasons = ReasonSheet(look=look, clock=clock, parent=self)
        self.steps = StepsSheet(look=look, clock=clock, parent=self)
        self.hold_sheet = GateSheet(
            look=look, clock=clock, gates=around.gates, people=self.people, parent=self
        )
        self.ask = AskOverlay(
            look=look,
            clock=clock,
            explain=around.explain,
            local=around.local,
            asker=around.asker,
            parent=self,
        )
        self.pin = PinPad(look=look, clock=clock, parent=self)
        self.banner = AlertBanner(look=look, clock=clock, explain=around.explain, parent=self)
        self.gates = GateBar(
            look=look,
            clock=clock,
            local=around.local,
            gates=self._config.gates,
            car=self._passages.car_at,
            parent=self,
        )
        self.ask_end = AskEnd(
            toast=self.toast,
            overlay=self.ask,
            passages=self._passages,
            gate_view=self._gate_view,
            sending=self.gates.sending,
            name=around.explain.gate,
            parent=self,
        )
        self.signing.attach(pad=self.pin, gates=self.gates, car=self._passages.car_at)
        self.trial = TrialBar(look=look, parent=self)
        self.setup_bar = SetupBar(look=look, parent=self)
        self.asking = AskDesk(
            look=look,
            overlay=self.ask,
            window=self,
            gate_view=self._gate_view,
            busy=lambda: not self.pin.isHidden() or self.navigator.page.busy,
            still=self.still,
            granted=lambda gate_id: self.gates.panels[gate_id].granted,
        )
        self.top_row = TopRow(
            window=self, look=look, banner=self.banner, asking=self.asking, status=self.status
        )
        self.reason_desk = ReasonDesk(
            sheet=self.reasons,
            book=self._passages,
            missing=around.reasons,
            explain=around.explain,
            local=around.local,
            clock=clock,
            parent=self,
        )
        self.banners = BannerDesk(
            banner=self.banner,
            book=around.alerts,
            status=self.status,
            people=self.people,
            still=self.still,
            moves_page=lambda: self._layout.banner_moves_page,
            parent=self,
        )
        self.sheets = SheetStack(
            reasons=self.reasons,
            steps=self.steps,
            hold=self.hold_sheet,
            ask=self.ask,
            pin=self.pin,
        )
        for sheet in self.sheets.all:
            sheet.installEventFilter(self)
        self.trials = TrialDesk(
            bar=self.trial,
            look_desk=self.look_desk,
            navigator=self.navigator,
            people=self.people,
            parent=self,
        )
        self.intents.attach(
            gates=self.gates,
            reasons=self.reason_desk,
            navigator=self.navigator,
            explain=around.explain,
        )
        self._layout = WindowLayout(
            window=self,
            look=look,
            status=self.status,
            nav=self.nav,
            pages=self.pages,
            navigator=self.navigator,
            live=lambda: self.live,
            gates=self.gates,
            trial=self.trial,
            setup_bar=self.setup_bar,
            banner=self.banner,
            asking=self.asking,
            top_row=self.top_row,
            toast=self.toast,
            sheets=self.sheets,
            overlays=(
                self.setup_bar,
                self.trial,
                self.toast,
                *self.sheets.all,
                self.chip,
                self.banner,
                self.gates,
            ),
        )

    def _connect_lasting(self) -> None:
        """Connect what outlives the widgets; nothing of it is connected twice."""
        self.people.changed.connect(self._on_people)
        self.people.pin_wanted.connect(self._arrange)
        self.people.lock_wanted.connect(self.lock_screen)
        self.signing.intent.connect(self.submit)
        self.signing.said.connect(self._say)
        self.signing.finished.connect(self._pin_gone)
        self.signing.recovered.connect(self._new_words)
        self.intents.said.connect(self._say)
        self.duty.said.connect(self._say)
        self.duty.unread_changed.connect(self._on_reasons)
        self._site.bus.shift_changed.connect(self._on_shift)
        self.look.changed.connect(self._apply_look)
        self.look_desk.remake.connect(self._make_anew)
        self.look_desk.intent.connect(self.submit)
        self.look_desk.changed.connect(self._face_trial)
        self.look_desk.said.connect(self._say)
        self._missing.changed.connect(self._on_reasons)
        self._new_bans.changed.connect(self._on_new_bans)
        self._first_run.changed.connect(self._on_setup)
        self._site.bus.first_run_changed.connect(self._begin_setup)

    def _connect(self, bus: SiteBus) -> None:
        bus.passage_changed.connect(self._passages.update)
        bus.passage_closed.connect(self._passages.closed)
        bus.ask_changed.connect(self.asking.on_ask)
        bus.ask_closed.connect(self.ask_end.closed)
        bus.gate_changed.connect(self.around.gates.update)
        bus.gate_changed.connect(self._on_gate)
        bus.health_changed.connect(self.status.set_health)
        bus.health_changed.connect(self.banners.on_health)
        bus.health_changed.connect(self.gates.set_health)
        bus.intent_answered.connect(self.intents.on_answer)
        bus.config_trial_changed.connect(self.trials.on_trial)
        bus.override_done.connect(self.reason_desk.ask)
        self.navigator.shown.connect(self._on_shown)
        self.navigator.intent.connect(self.submit)
        self.navigator.said.connect(self._say)
        self.navigator.changed.connect(self._arrange)
        self.nav.wanted.connect(self._from_rail)
        self.nav.lock.clicked.connect(self.lock_screen)
        self.status.alerts.clicked.connect(self.show_alerts)
        self.status.badge.clicked.connect(self._badge_tapped)
        for pill in (
            self.status.clock,
            self.status.cameras,
            self.status.gates,
            self.status.reader,
            self.status.disk,
        ):
            pill.clicked.connect(self.show_health)
        self.status.lists.clicked.connect(self.show_lists)
        self.live.card_tapped.connect(self.show_detail)
        self.live.again_wanted.connect(self._ask_again)
        self.navigator.reason_wanted.connect(self.reason_desk.ask)
        self.navigator.passage_wanted.connect(self.show_detail)
        self.navigator.opening_pin_wanted.connect(self.signing.pin_for_opening)
        self.reasons.intent.connect(self.submit)
        self.reason_desk.shown.connect(self._arrange)
        self.steps.intent.connect(self.submit)
        self.ask.intent.connect(self.submit)
        self.ask.why_wanted.connect(self._why_from_ask)
        self.ask.correct_wanted.connect(self._correct_from_ask)
        self.ask.pin_wanted.connect(self._pin_from_ask)
        for panel in self.gates.panels.values():
            panel.grant_changed.connect(self._on_grant)
        self.asking.moved.connect(self._arrange)
        self.chip.clicked.connect(self._unfold)
        self.banner.opened.connect(self.show_alerts)
        self.banners.intent.connect(self.submit)
        self.banners.moved.connect(self._arrange)
        self.gates.intent.connect(self.submit)
        self.gates.steps_wanted.connect(self.show_steps)
        self.gates.unanswered.connect(self._unanswered)
        self.gates.lockdown_end_wanted.connect(self._end_lockdown)
        self.setup_bar.wanted.connect(lambda: self.navigator.go("setup"))
        self.trials.moved.connect(self._arrange)
        self.trials.intent.connect(self.submit)

    def _connect_sheets(self) -> None:
        self.reason_desk.intent.connect(self.submit)
        self.live.missing_wanted.connect(self.reason_desk.ask_missing)
        self.gates.hold_wanted.connect(self.hold_sheet.ask)
        self.gates.more_wanted.connect(self._more_of_gate)
        self.hold_sheet.intent.connect(self.submit)
        self.hold_sheet.pin_wanted.connect(self._pin_to_hold)
        self.hold_sheet.steps_wanted.connect(self.show_steps)

    def _shortcuts(self) -> None:
        rail_keys(self, SCREENS, self._from_rail)
        window_keys(
            self,
            (
                ("F6", self.show_reports),
                ("F9", self.show_alerts),
                ("F12", self.lock_screen),
                ("Ctrl+Return", self.banners.see_shown),
                ("Ctrl+Enter", self.banners.see_shown),
                ("Esc", self.escape),
            ),
        )
        gate_keys(self, self.gates)

    def _apply_look(self) -> None:
        self.setPalette(self.look.palette())
        self.setStyleSheet(self.look.style_sheet())
        self._arrange()

    # ------------------------------------------------------------------------ what others use

    @property
    def chip(self) -> TapKey:
        """The chip of a question that stepped aside."""
        return self.asking.chip

    @property
    def page(self) -> str:
        """Name of the screen that is shown."""
        return self.navigator.current

    def _screen(self, name: str, kind: type[S]) -> S:
        found = self.navigator.screen(name)
        if not isinstance(found, kind):
            raise TypeError(f"{name} is no {kind.__name__}")
        return found

    @property
    def live(self) -> LiveScreen:
        """S01."""
        return self._screen(HOME, LiveScreen)

    @property
    def detail(self) -> DecisionDetail:
        """S03."""
        return cast("DecisionDetail", self.navigator.screen("why"))

    @property
    def handover(self) -> HandoverScreen:
        """S13."""
        return cast("HandoverScreen", self.navigator.screen("handover"))

    @property
    def lists(self) -> ListsScreen:
        """S07."""
        return cast("ListsScreen", self.navigator.screen("lists"))

    @property
    def alerts(self) -> AlertsScreen:
        """S15."""
        return cast("AlertsScreen", self.navigator.screen("alerts"))

    @property
    def lock(self) -> LockScreen:
        """S27."""
        return self._screen(LOCKED, LockScreen)

    def grab_to(self, path: Path | str) -> bool:
        """Save what the window shows as a picture; False when it could not be written."""
        return bool(self.grab().save(str(path)))

    # --------------------------------------------------------------------------------- layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch for touches where they arrive: all go through the native window first."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay out anew when a sheet comes or goes; a touch anywhere renews an elevation."""
        if event.type() in _TOUCHES:
            self.people.renew()
            self.still.touched(down=event.type() in _PRESSES)
            if self._config.sound.tick and event.type() in _PRESSES:
                self._site.submit(SoundTestRequested(sound="tick"))
        elif event.type() in _RELEASES:
            self.still.touched(down=False)
        elif event.type() in (QEvent.Type.Show, QEvent.Type.Hide) and watched in self.sheets.all:
            self._arrange()
        return super().eventFilter(watched, event)

    def _arrange(self) -> None:
        self._layout.arrange()

    def event(self, event: QEvent) -> bool:
        """What is shown needs another height: it may fit below the row now, or not any more."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._layout.is_wrong:
            self._arrange()
        return done

    # ---------------------------------------------------------------------------------- pages

    def _on_shown(self, name: str) -> None:
        if name == HOME:
            self.asking.unfold()
        self.nav.show_current(name)
        self._face_trial()
        self._arrange()

    def _from_rail(self, name: str) -> None:
        if not self.people.locked:
            self.sheets.put_away()
        if name == HOME:
            self.show_live()
        else:
            self.navigator.go(name)
        self.nav.show_current(self.page)

    def show_live(self) -> None:
        """F1. It gives up the elevation."""
        self.navigator.home()
        self.end_session()

    def show_lists(self) -> None:
        """F4. Behind a supervisor's PIN."""
        self.navigator.go("lists")

    def show_reports(self) -> None:
        """F6."""
        self.navigator.go("reports")

    def show_alerts(self) -> None:
        """F9."""
        self.navigator.go("alerts")

    def show_health(self) -> None:
        """A tap on a pill of the status bar."""
        self.navigator.go("health")

    def show_detail(self, passage_id: str) -> None:
        """Explain a passage."""
        view = self._passages.view(passage_id)
        if view is not None:
            self.navigator.go("why", view)

    def _ask_again(self, passage_id: str) -> None:
        self.submit(AskReopened(passage_id=passage_id, actor=self.people.actor))

    def _why_from_ask(self, passage_id: str) -> None:
        if self.people.locked:
            return  # no names on a lock; the question itself works
        # The question stays open and counts on; a second tap on the card or time brings it back.
        self.asking.fold()
        self.show_detail(passage_id)

    def _correct_from_ask(self, passage_id: str) -> None:
        if self.people.locked:
            return
        view = self._passages.view(passage_id)
        if view is not None:
            self.asking.fold()
            errand = TypePlate(
                text=view.passage.consensus.text,
                passage_id=passage_id,
                gate_id=self._passages.gate_of(view),
            )
            self.navigator.go("type_plate", errand)

    def show_steps(self, gate_id: str) -> None:
        """What is known of a gate, and the steps by hand."""
        gate = self._config.gate(gate_id)
        view = self.gates.panels[gate_id].view
        self.steps.explain(
            view=view,
            title=gate.name or gate.id,
            key_label=gate.key_label,
            key_place=gate.key_place,
            time=self.around.local.hm(view.last_command_at),
        )
        self._arrange()

    def _more_of_gate(self, gate_id: str) -> None:
        self.hold_sheet.ask(gate_id, everything=True)

    def _pin_to_hold(self) -> None:
        self.people.need(
            ("supervisor",),
            self.tr("hold the gate open"),
            lambda _session: self.hold_sheet.refresh(),
        )

    def escape(self) -> None:
        """Esc: the safe answer, or one step back."""
        if not self.sheets.step_back():
            self.navigator.step_back()

    def set_theme(self, name: str) -> None:
        """Switch the theme at once."""
        self.look_desk.set_theme(name)

    # --------------------------------------------------------------------------------- people

    def lock_screen(self) -> None:
        """F12. Gates, alerts and questions go on; a PIN that is typed is given up."""
        self.signing.drop()
        self.people.lock()
        self.navigator.go(LOCKED)

    def end_session(self) -> None:
        """Give up the elevation, if there is one."""
        self.people.end()

    def _badge_tapped(self) -> None:
        """The badge gives up an elevation; without one it is the way in and out of a shift."""
        if self.people.session:
            self.end_session()
        elif self.signing.has_guards:
            self.navigator.go("handover")

    def _on_shift(self, view: ShiftView | None) -> None:
        self.duty.on_shift(view)
        self._new_bans.on_shift(view)
        self.signing.on_shift(view)

    def _on_people(self) -> None:
        locked, actor = self.people.locked, self.people.actor
        self.nav.setEnabled(not locked)
        self.status.set_people(self.people, self.around.local)
        if self.people.veiled is not self.around.explain.veiled:
            self.around.explain.veiled = self.people.veiled
            self.live.set_veiled(self.people.veiled)
            self.ask.update()
        self.gates.set_actor(actor)
        self.ask.masked = locked
        self.ask.actor = self.reasons.actor = self.steps.actor = actor
        for panel in self.gates.panels.values():
            unsigned = self.signing.unsigned
            panel.source = CommandSource.UNSIGNED if unsigned else CommandSource.BAR
        if self.page == LOCKED and not locked:
            self.navigator.home()

    def _pin_from_ask(self, gate_id: str) -> None:
        """The question steps aside for the PIN, with its countdown in sight, and comes back."""
        self._pin_for_ask = True
        self.asking.fold()
        self.signing.pin_for_opening(gate_id)

    def _on_grant(self, gate_id: str) -> None:
        self.around.gates.set_granted(gate_id, self.gates.panels[gate_id].granted)
        view = self._gate_view(gate_id)
        if view is not None:
            self.asking.on_gate(view)

    def _pin_gone(self, right: bool) -> None:
        if self._pin_for_ask:
            self._pin_for_ask = False
            self.asking.unfold()
            self.ask.let_in_key.setFocus(Qt.FocusReason.OtherFocusReason)
        if not right or (self.page == HOME and not self.people.locked):
            self.asking.unfold()
        self.nav.show_current(self.page)
        self._arrange()

    def _unfold(self) -> None:
        self._pin_for_ask = False
        self.signing.drop()
        self.nav.show_current(self.page)
        self.asking.unfold()

    def _new_words(self) -> None:
        """The recovery words are used up: without new ones the next lost PIN is the end."""
        self.navigator.go("settings.users", NEW_WORDS)

    def _end_lockdown(self) -> None:
        self.people.need(
            ("supervisor",),
            self.tr("end the lockdown"),
            lambda session: self.submit(LockdownEnded(actor=session.user, session=session.token)),
        )

    # -------------------------------------------------------------------------------- settings

    def _begin_setup(self, state: FirstRun) -> None:
        """The site has said for the first time how far the first run is: go on with it."""
        begun, self._begun = self._begun, True
        if not begun and not state.walked and self.page == HOME:
            self.navigator.go("setup")

    def _on_setup(self) -> None:
        state = self._first_run.state
        code = "setup.unfinished.auto" if state.automatic else "setup.unfinished"
        before = self.setup_bar.text
        words = "" if state.finished else messages.text(code, {"step": step_name(state.step)})
        self.setup_bar.say(words)
        if words != before:
            self._arrange()

    def _face_trial(self) -> None:
        self.trials.face()

    def say_rebuilding(self) -> None:
        """The site ends and another is built: nothing here works until its window is there."""
        self._timer.stop()
        self.setEnabled(False)
        RebuildCover(look=self.look, parent=self).cover()

    def go_on_as(self, other: MainWindow) -> None:
        """Take the place of a window whose site has ended: who sits there, and what is shown."""
        self.look_desk.set_theme(other.look_desk.shown.theme)
        self.people.take_over(other.people)
        self._first_run.at = other._first_run.at
        self._begun = True
        self.navigator.restore(other.navigator.place)
        if not other.isFullScreen():
            self.setGeometry(other.geometry())

    # --------------------------------------------------------------------------------- intents

    def submit(self, intent: Intent) -> None:
        """Hand a request to the site."""
        self.intents.submit(intent)

    def _on_new_bans(self) -> None:
        self.around.explain.new_bans = self._new_bans.ids
        self.live.refresh()
        self.ask.update()

    def _on_reasons(self) -> None:
        waiting = len(self.around.reasons.missing) + self.duty.unread
        self.nav.set_badge("handover", waiting)

    def _say(self, text: str, icon: str) -> None:
        self.toast.say(text, icon=icon)

    def _unanswered(self, _gate_id: str) -> None:
        self._say(messages.text("ui.no_answer", {"s": "2"}), "alarm-high")

    # --------------------------------------------------------------------------------- the bus

    def _gate_view(self, gate_id: str) -> GateView | None:
        panel = self.gates.panels.get(gate_id)
        return panel.view if panel is not None else None

    def _on_gate(self, view: GateView) -> None:
        self.gates.set_view(view)
        self.asking.on_gate(view)
        self.ask_end.tick()
        if not self.steps.isHidden() and self.steps.gate_id == view.gate_id:
            self.show_steps(view.gate_id)

    # ------------------------------------------------------------------------------------ time

    def tick(self) -> None:
        """Look at the clock: ages, countdowns, blinking, idle sessions."""
        self.look_desk.tick()
        self._face_trial()
        now = self._clock.utc_now()
        clock = f"{self.around.local.hm(now)} {self.around.local.weekday(now)}"
        self.status.set_clock(clock)
        self.navigator.tick()
        for part in (
            *(self.gates, self.banners, self.asking, self.reasons, self.toast, self.pin),
            *(self.reason_desk, self.ask_end),
        ):
            part.tick()
        self.duty.tick()
        if self.people.tick():
            self._say(messages.text("session.ended"), "lock")

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        super().closeEvent(event)
