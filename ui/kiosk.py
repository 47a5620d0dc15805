# SPDX-License-Identifier: AGPL-3.0-or-later
"""The kiosk as a whole: site file, site, window, event loop, and the repair screen.

The application's event loop is qasync's, so that cancellable, non-critical network work can be
awaited beside it; nothing that moves a gate runs on it (decisions.md 3.4).
"""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import qasync
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from alpr_kiosk.bootstrap import AppContext, build, data_paths, single_instance
from alpr_kiosk.cli import explain
from alpr_kiosk.config.last_good import save_gates
from alpr_kiosk.config.loader import ConfigInvalidError, load_config
from alpr_kiosk.config.paths import DataPaths, default_config_path, default_data_dir
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.console import SiteRun
from alpr_kiosk.demo import SUPERVISOR, build_demo, demo_config
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.events import Alert
from alpr_kiosk.errors import AlprError
from alpr_kiosk.logging_setup import LogSession
from alpr_kiosk.runtime.exceptions import EXIT_BUGS, CrashFile, ExceptionSink
from alpr_kiosk.runtime.views import AskView
from ui.app import create_application, run_ui
from ui.repair import add_gate_bar, build_last_gates, data_folder
from ui.screens.config_error import RepairWindow

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
        config = load_config(installed) if installed else demo_config(loop=not options.once)
        base = installed.resolve().parent if installed else Path.cwd()
    except ConfigInvalidError as exc:
        return _repair(app, exc, options)
    config = _with_options(config, options)
    demo = installed is None
    try:
        root = options.data_dir or (default_data_dir() / "demo" if demo else None)
        paths = data_paths(config, root)
        with single_instance(paths):
            return _run(app, config, options, paths=paths, base=base, demo=demo)
    except AlprError as exc:
        print(f"alpr-kiosk: {explain(exc)}", file=sys.stderr)
        return 1


def _with_options(config: AppConfig, options: KioskOptions) -> AppConfig:
    changes: dict[str, object] = {}
    if options.theme:
        changes["theme"] = options.theme
    if options.size:
        changes["width"], changes["height"] = options.size
    if options.full_screen:
        changes["full_screen"] = True
    return config.model_copy(update={"ui": config.ui.model_copy(update=changes)})


def _run(
    app: QApplication,
    config: AppConfig,
    options: KioskOptions,
    *,
    paths: DataPaths,
    base: Path,
    demo: bool,
) -> int:
    clock = SystemClock()
    log = LogSession(path=paths.log, quiet=demo)
    crash = CrashFile(paths.crash_log)
    previous = crash.previous()
    crash.enable()
    sink = ExceptionSink(clock=clock)
    sink.install()
    try:
        if demo:
            built = build_demo(data_dir=paths.root, clock=clock, config=config)
            context = built.context
            print(
                f"Demo site: simulated gates, rendered cameras, record in {paths.root}\n"
                f"User {SUPERVISOR}, PIN {built.pin} (made for this run; needed for the lists)",
                flush=True,
            )
        else:
            context = build(config, data_dir=paths.root, clock=clock, base=base)
            save_gates(paths.root, config)
        window = run_ui(context.site, config, clock=clock)
        shots = options.screenshots
        if shots is None and not options.has_display:
            shots = Path("artifacts") / "screenshots"
        camera = ScreenshotTaker(window, context, shots) if shots is not None else None
        run = SiteRun(
            context,
            app,
            until_ended=options.once,
            before_stop=camera.last if camera is not None else None,
        )
        sink.bug_found.connect(context.site.report_bug)
        sink.too_many.connect(lambda: run.end(EXIT_BUGS))
        if previous:
            context.site.report_restart(previous)
        loop = qasync.QEventLoop(app)
        with loop:
            run.start()
            loop.run_forever()
            code = run.finish()
        window.close()
        if camera is not None:
            camera.tell()
        return code
    finally:
        sink.uninstall()
        crash.close()
        log.close()


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
        if not options.has_display:
            _grab_repair(window, options)
            return EXIT_CONFIG

        def retry() -> None:
            try:
                load_config(exc.path)
            except ConfigInvalidError as newer:
                window.show_problems(newer.problems, file=str(newer.path))
                return
            again.append(True)
            window.close()

        window.retry_requested.connect(retry)
        window.quit_requested.connect(window.close)
        if options.full_screen:
            window.showFullScreen()
        else:
            window.show()
        app.exec()
    window.deleteLater()
    return run_kiosk(options) if again else EXIT_CONFIG


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
