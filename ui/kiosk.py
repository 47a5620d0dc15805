# SPDX-License-Identifier: AGPL-3.0-or-later
"""The kiosk as a whole: site file, site, window, event loop, and the repair screen.

The application's event loop is qasync's, so that cancellable, non-critical network work can be
awaited beside it; nothing that moves a gate runs on it (decisions.md 3.4).
"""

from __future__ import annotations

import contextlib
import logging
import math
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import qasync
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from alpr_kiosk.bootstrap import AppContext, build, running_paths
from alpr_kiosk.cli import explain
from alpr_kiosk.config.last_good import save_gates
from alpr_kiosk.config.loader import ConfigInvalidError, load_config
from alpr_kiosk.config.paths import DataPaths, default_config_path, default_data_dir
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.config.site_file import SiteFile, WentBack
from alpr_kiosk.console import SiteRun
from alpr_kiosk.demo import GUARD, INSTALLER, SUPERVISOR, build_demo, demo_config, demo_file
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.events import Alert
from alpr_kiosk.errors import AlprError
from alpr_kiosk.logging_setup import LogSession
from alpr_kiosk.runtime.exceptions import EXIT_BUGS, CrashFile, ExceptionSink
from alpr_kiosk.runtime.views import AskView
from alpr_kiosk.site_lock import single_instance
from ui import messages
from ui.app import create_application, run_ui
from ui.localtime import LocalTime
from ui.read_ahead import ReadAhead
from ui.repair import RetryBudget, add_gate_bar, build_last_gates, data_folder, save_report
from ui.repair_desk import RepairDesk
from ui.screens.catalog import SCREENS
from ui.screens.config_error import RepairWindow

logger = logging.getLogger(__name__)

DEMO_FILE = "site.toml"
"""The settings of the demo in its data folder, once they were changed."""
REBUILD_POLL_MS = 250
REBUILD_WAIT_MS = 15_000
"""How long a reader that loads is waited for before a site is ended; a slow machine takes 10 s."""
RETRY_BUDGET = RetryBudget(SystemClock())
EXIT_CONFIG = 78
"""sysexits' EX_CONFIG: the service manager must not start us again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskOptions:
    """What the command line asked for.

    Attributes:
        config: The site file, None = installed one or demo.
        data_dir: Data folder, None = as the site file says.
        demo: The demo site, whatever is installed.
        once: End when all recordings were played once.
        screenshots: Folder for pictures of the run, None = none with a display.
        full_screen: Cover the screen.
        theme: Theme instead of the site file's.
        size: Window size instead of the site file's, px.
        has_display: Somebody can see the window.
    """

    config: Path | None = None
    data_dir: Path | None = None
    demo: bool = False
    once: bool = False
    screenshots: Path | None = None
    full_screen: bool = False
    theme: str | None = None
    size: tuple[int, int] | None = None
    has_display: bool = True


def run_kiosk(options: KioskOptions) -> int:
    """Run the kiosk until its window is closed; return the exit status."""
    os.umask(0o077)  # record, pictures and logs are the owner's alone
    app = create_application(sys.argv[:1])
    installed = options.config or (None if options.demo else default_config_path())
    try:
        config = load_config(installed) if installed else demo_config()
        root = options.data_dir or (None if installed else default_data_dir() / "demo")
        paths = running_paths(config, root)
        with single_instance(paths):
            home = Home(paths=paths, installed=installed, options=options)
            return _run(app, home)
    except ConfigInvalidError as exc:
        return _repair(app, exc, options)
    except AlprError as exc:
        print(f"alpr-kiosk: {explain(exc)}", file=sys.stderr)
        return 1


class Home:
    """Where a kiosk finds its settings, and how it builds a site of them."""

    def __init__(self, *, paths: DataPaths, installed: Path | None, options: KioskOptions) -> None:
        self.paths = paths
        self.options = options
        self.demo = installed is None
        self.clock = SystemClock()
        self.file = SiteFile(
            installed or paths.root / DEMO_FILE,
            folder=paths.root,
            clock=self.clock,
            initial=demo_file() if self.demo else None,
        )
        self._base = installed.resolve().parent if installed else Path.cwd()
        self._pin = ""

    def load(self) -> AppConfig:
        """Return the settings that count now.

        Raises:
            ConfigInvalidError: They have mistakes.
        """
        if not self.demo:
            return _with_options(load_config(self.file.path), self.options)
        loop = not self.options.once
        return _with_options(demo_config(loop=loop, file=self.file.source), self.options)

    def build(self, config: AppConfig) -> AppContext:
        """Return a site with these settings.

        Raises:
            AlprError: It can't be built.
        """
        if not self.demo:
            made = build(
                config,
                paths=self.paths,
                clock=self.clock,
                base=self._base,
                site_file=self.file,
                sound=True,
            )
            save_gates(self.paths.root, config)
            if self.file.trial() is None:
                self.file.remember()
            return made
        built = build_demo(
            data_dir=self.paths.root,
            clock=self.clock,
            config=config,
            site_file=self.file,
            pin=self._pin,
            sound=True,
        )
        if not self._pin:
            print(
                "Demo site: simulated gates, rendered cameras, record and settings in "
                f"{self.paths.root}\n"
                f"Users {SUPERVISOR}, {INSTALLER} and {GUARD}, PIN {built.pin} (made for this "
                "run; needed for lists, settings and the hand-over)",
                flush=True,
            )
        self._pin = built.pin
        return built.context

    def settled(self) -> tuple[AppContext, WentBack | None]:
        """Return a site of the settings that count; of older ones where the newest do not work.

        Raises:
            AlprError: None works.
        """
        back = self.file.settle()
        with contextlib.suppress(AlprError):  # it has less time then
            self.file.begin()
        try:
            return self.build(self.load()), back
        except Exception as exc:  # the boundary of new settings: whatever they break, others work
            if self.file.trial() is None:
                raise
            logger.exception("the new settings do not work; the old ones come back")
            why = explain(exc) if isinstance(exc, AlprError) else type(exc).__name__
            back = self.file.take_back("config.not_built", why)
        return self.build(self.load()), back


def _with_options(config: AppConfig, options: KioskOptions) -> AppConfig:
    changes: dict[str, object] = {}
    if options.theme:
        changes["theme"] = options.theme
    if options.size:
        changes["width"], changes["height"] = options.size
    if options.full_screen:
        changes["full_screen"] = True
    return config.model_copy(update={"ui": config.ui.model_copy(update=changes)})


def _run(app: QApplication, home: Home) -> int:
    """Run sites until one ends for good; one ends when other settings count."""
    log = LogSession(path=home.paths.log, quiet=home.demo)
    crash = CrashFile(home.paths.crash_log)
    previous, away_s = crash.previous(), crash.age_s(home.clock.utc_now())
    crash.enable()
    sink = ExceptionSink(clock=home.clock)
    sink.install()
    try:
        stint: Stint | None = None
        while True:
            stint = Stint(app, home, sink=sink, before=stint, crashed=previous, away_s=away_s)
            code = stint.run()
            previous = ""
            if code is not None:
                return code
    finally:
        sink.uninstall()
        crash.close()
        log.close()


class Stint:
    """One site and its window, from when its settings count until others do.

    Args:
        app: The application.
        home: Where the settings are.
        sink: Tells bugs.
        before: The one before, in the same process: its window stays until ours is there.
        crashed: What the last run of the program crashed of, "" for nothing.
        away_s: How long ago that was, seconds.
    """

    def __init__(
        self,
        app: QApplication,
        home: Home,
        *,
        sink: ExceptionSink,
        before: Stint | None,
        crashed: str,
        away_s: float = 0.0,
    ) -> None:
        self._app = app
        self._home = home
        self._sink = sink
        self._again = False
        self._waited_ms = 0
        self.context, back = home.settled()
        site = self.context.site
        if before is not None:
            self.context.sessions.take_over(before.context.sessions)
            site.take_over(before.context.site)
        self.window = run_ui(site, self.context.config, clock=home.clock)
        ReadAhead(SCREENS, self.window)
        if before is not None:
            self.window.go_on_as(before.window)
            before.window.close()
            before.window.deleteLater()
        options = home.options
        shots = options.screenshots
        if shots is None and not options.has_display:
            shots = Path("artifacts") / "screenshots"
        self._camera = (
            ScreenshotTaker(self.window, self.context, shots) if shots is not None else None
        )
        self._site_run = SiteRun(
            self.context,
            app,
            until_ended=options.once,
            before_stop=self._camera.last if self._camera is not None else None,
        )
        sink.bug_found.connect(site.report_bug)
        sink.too_many.connect(self._too_many)
        site.bus.rebuild_wanted.connect(self._rebuild)
        if crashed:
            site.report_restart(crashed, away_s=away_s)
        if back is not None:
            site.report_settings(back.code, actor=back.actor, keys=back.keys, why=back.why)

    def run(self) -> int | None:
        """Run it; return the exit status, None when a site of other settings follows."""
        loop = qasync.QEventLoop(self._app)
        with loop:
            self._site_run.start()
            loop.run_forever()
            if self._again:
                self.window.say_rebuilding()
            code = self._site_run.finish()
        self._sink.bug_found.disconnect(self.context.site.report_bug)
        self._sink.too_many.disconnect(self._too_many)
        if self._again:
            return None
        self.window.close()
        if self._camera is not None:
            self._camera.tell()
        return code

    def _rebuild(self, code: str) -> None:
        """End here and go on with other settings, once all threads can be stopped."""
        self._waited_ms += REBUILD_POLL_MS
        if not self.context.site.reader_ready and self._waited_ms < REBUILD_WAIT_MS:
            QTimer.singleShot(REBUILD_POLL_MS, self.window, lambda: self._rebuild(code))
            return
        self._again = True
        self._site_run.end(0)

    def _too_many(self) -> None:
        self._site_run.end(EXIT_BUGS)


class ScreenshotTaker(QObject):
    """Saves the window when something worth seeing happens: a question, an alarm, the end."""

    def __init__(self, window: QWidget, context: AppContext, folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._taken: list[Path] = []
        self._seen: set[str] = set()
        context.site.bus.ask_changed.connect(self._on_ask)
        context.site.bus.alert_changed.connect(self._on_alert)
        context.site.bus.decision_logged.connect(self._on_decision)

    def last(self) -> None:
        """Take the last picture, before the workers stop."""
        self._take("end")

    def tell(self) -> None:
        """Print where the pictures are."""
        for path in self._taken:
            print(f"screenshot {path}", flush=True)

    def _on_ask(self, ask: AskView | None) -> None:
        if ask is not None:
            self._later("question", 900)

    def _on_alert(self, alert: Alert) -> None:
        if alert.active and alert.code.startswith("decision.deny"):
            self._later("alarm", 900)

    def _on_decision(self, record: object) -> None:
        action = getattr(getattr(record, "decision", None), "action", None)
        if action is not None and action.value == "open":
            self._later("opening", 700)

    def _later(self, name: str, delay_ms: int) -> None:
        if name not in self._seen:
            self._seen.add(name)
            QTimer.singleShot(delay_ms, lambda: self._take(name))

    def _take(self, name: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"kiosk-{name}.png"
        if self._window.grab().save(str(path)):
            self._taken.append(path)


def _repair(app: QApplication, exc: ConfigInvalidError, options: KioskOptions) -> int:
    """Show all mistakes of the site file over working gates; "Retry" reads the file anew."""
    for problem in exc.problems:
        print(f"{exc.path}: {problem}", file=sys.stderr)
    width, height = options.size or (1280, 800)
    window = RepairWindow(exc.problems, file=str(exc.path), width=width, height=height)
    again: list[bool] = []
    with contextlib.ExitStack() as stack:
        context = _last_gates(exc, options, stack)
        if context is not None:
            add_gate_bar(window, context.site, context)
            run = SiteRun(context, app, until_ended=False)
            run.start()
            stack.callback(run.finish)
        desk = _repair_desk(window, exc, options, context)
        if not options.has_display:
            _grab_repair(window, options)
            return EXIT_CONFIG

        def retry() -> None:
            try:
                load_config(exc.path)
            except ConfigInvalidError as newer:
                window.show_problems(newer.problems, file=str(newer.path))
                return
            wait_s = RETRY_BUDGET.take()
            if wait_s > 0:
                window.say(messages.text("repair.too_often", {"s": math.ceil(wait_s)}))
                return
            again.append(True)
            window.close()

        window.retry_requested.connect(retry)
        desk.put_back.connect(lambda _name: retry())
        window.quit_requested.connect(window.close)
        if options.full_screen:
            window.showFullScreen()
        else:
            window.show()
        app.exec()
    window.deleteLater()
    return run_kiosk(options) if again else EXIT_CONFIG


def _repair_desk(
    window: RepairWindow,
    exc: ConfigInvalidError,
    options: KioskOptions,
    context: AppContext | None,
) -> RepairDesk:
    """Offer the last good settings, as far as the data folder has any."""
    clock = SystemClock()
    folder = data_folder(exc, options.data_dir)
    zone = context.config.site.time_zone if context is not None else "UTC"
    return RepairDesk(
        window,
        file=SiteFile(exc.path, folder=folder, clock=clock),
        site=context.site if context is not None else None,
        clock=clock,
        local=LocalTime(time_zone=zone),
        report=lambda text, problems: save_report(folder, text, problems, clock=clock),
    )


def _last_gates(
    exc: ConfigInvalidError, options: KioskOptions, stack: contextlib.ExitStack
) -> AppContext | None:
    """Build the gates of the last good settings, None when there are none or they are in use."""
    folder = data_folder(exc, options.data_dir)
    if not folder.is_dir():
        return None
    try:
        stack.enter_context(single_instance(DataPaths(root=folder)))
        return build_last_gates(folder, clock=SystemClock())
    except AlprError as problem:
        print(f"alpr-kiosk: {explain(problem)}", file=sys.stderr)
        return None


def _grab_repair(window: RepairWindow, options: KioskOptions) -> None:
    folder = options.screenshots or Path("artifacts") / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "kiosk-repair.png"
    window.grab_to(path)
    print(f"screenshot {path}", flush=True)
