"""The composition root: the only place where all objects meet.

The window comes on the screen first, as a frame (`ui.shell`); only then is everything loaded that goes into it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.app import garbage
from ui import imports, preflight

if TYPE_CHECKING:  # what is imported here in earnest delays the first picture of the window
    from PySide6.QtWidgets import QApplication

    from planner.app.drawn_files import Last
    from planner.app.workspace import Workspace
    from planner.model.document import Document
    from planner.settings import Settings
    from ui.main_window import MainWindow


def main(curriculum: str | None = None, file: Path | None = None) -> int:
    """Open the window; returns the exit code. `curriculum`: a built-in one or a file; `file`: that of a learner."""
    missing = preflight.missing()
    if missing:
        print(missing, file=sys.stderr)
        return preflight.EXIT_NO_WINDOW
    imports.without_reading_sources()
    preflight.install_fatal_handler()
    app, window = _application(), show_frame()
    _leave_at("window")
    drawn = _draw_last(window, file) if curriculum is None else None
    if not window.isVisible():  # it was closed before there was anything in it
        return 0
    try:
        is_new = _fill(window, curriculum, file, drawn, wait=True)
    except Exception as wrong:
        from planner.model.problem import PlannerError

        if not isinstance(wrong, PlannerError):
            raise
        window.close()
        for problem in wrong.problems:
            print(f"trailmark: {problem}", file=sys.stderr)
        return 2
    _begin(window, is_new)
    garbage.go_on()
    del window  # it may go before the program ends: another language, another window
    code = int(app.exec())
    _take_picture()
    return code


def _begin(window: MainWindow, is_new: bool) -> None:
    """Make the first plan."""
    import logging

    from PySide6.QtCore import QTimer

    from ui import background, renewal

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    background.prepare_python()
    if "TRAILMARK_LEAVE_AT" in os.environ:
        painted = QTimer(window, singleShot=True, interval=0)
        painted.timeout.connect(lambda: QTimer.singleShot(0, window, lambda: _leave_at("plan", "engine")))
        window.feed.plan_changed.connect(lambda _answer: painted.start())
    window.feed.refresh()
    if is_new:
        QTimer.singleShot(0, window.operations.first_steps)
    renewal.keep(window)


def _leave_at(*moments: str) -> None:
    """For `benchmarks.startup`: the program ends at once when it has come as far as TRAILMARK_LEAVE_AT says."""
    if os.environ.get("TRAILMARK_LEAVE_AT") in moments:
        os._exit(0)


def _draw_last(window: MainWindow, file: Path | None) -> Last | None:
    """Show what was drawn last of the learner who comes now, if that is sure, until the plan is made again."""
    if window.glance.privacy:
        return None
    from ui import kept, shell, snapshot

    drawn = kept.last_drawn(file)
    if drawn is None:
        return None
    try:
        if not snapshot.show(window, drawn) and not kept.show_in_frame(window, drawn):
            return None
    except Exception:  # nobody shall be kept out by a picture of yesterday, whatever is wrong with it
        import logging

        logging.getLogger(__name__).exception("what was drawn last cannot be drawn again")
        return None
    shell.paint_now(window)
    _leave_at("plan")
    return drawn


def _take_picture() -> None:
    """For the next start, now that nobody waits any more."""
    from ui import snapshot

    try:
        snapshot.take()
    except Exception:  # the program has ended, and the next start does without
        import logging

        logging.getLogger(__name__).exception("there is no picture for the next start")


def _application() -> QApplication:
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from ui.theme import theme

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = _kind_of_application()([*(sys.argv[:1] or ["trailmark"]), "-style", theme.STYLE])
        app.setProperty("trailmark_style", theme.STYLE)
    app.setApplicationName("Trailmark")
    QGuiApplication.setDesktopFileName("io.github.trailmark.Trailmark")
    return app


def _kind_of_application() -> type[QApplication]:
    """Only macOS sends events of files; elsewhere a class of our own would have PySide6 make all types of events."""
    from PySide6.QtWidgets import QApplication

    if sys.platform == "darwin":
        from ui.application import Application

        return Application
    return QApplication


def show_frame() -> MainWindow:
    """The window as it looked last, painted, with nothing in it yet."""
    from planner.app.glance import glance
    from ui import dates, shell
    from ui.main_window import MainWindow

    last = glance()
    dates.use_texts(last.language)
    window = MainWindow()
    shell.frame(window, last)
    window.show()
    shell.paint_now(window)
    return window


def build(curriculum: str | None = None, file: Path | None = None) -> tuple[QApplication, Any, bool]:
    """Application, window (typed loosely, for those who reach deep into it), and whether this is the first start.

    Raises PlannerError for a bad curriculum.
    """
    from ui.main_window import MainWindow

    app, window = _application(), MainWindow()
    return app, window, _fill(window, curriculum, file)


def _fill(
    window: MainWindow, curriculum: str | None, file: Path | None, drawn: Last | None = None, wait: bool = False
) -> bool:
    """Put a learner into a window, with what was drawn last of them; whether nobody was here before.

    `wait`: whether their curriculum has moved on is looked up after the first plan. Raises PlannerError.
    """
    from datetime import date

    from planner.app import commands, rescue
    from planner.app.session import Session
    from planner.app.workspace import Workspace
    from ui import dates, whereabouts

    workspace = Workspace(curriculum)
    settings = workspace.settings()
    dates.use_language(settings.language)
    if file is not None and not rescue.is_learner(file):
        curriculum, file = str(file), None
        workspace.curriculum = curriculum
    last = _last(workspace, settings, curriculum, file)
    document = commands.set_today(last or _sample(curriculum), date.today())
    window.furnish(Session(document), workspace, settings)
    window.operations.saves = last is not None  # looking around leaves no traces; the first change does
    window.feed.last_plan = workspace.last_plan
    window.operations.tell_opened(wait=wait)
    if settings.privacy and file is None and last is None:
        window.operations.tell_private_start()
    if last is not None:
        whereabouts.restore(window, workspace.window_state())
    window.operations.open_start_page()
    if drawn is not None and last is not None:
        from ui import kept

        kept.show(window, drawn)
    window.operations.find_timer()
    return last is None and curriculum is None and not workspace.notice and not settings.privacy


def _last(workspace: Workspace, settings: Settings, curriculum: str | None, file: Path | None) -> Document | None:
    """Who was asked for, or was here last; nobody unasked in privacy mode, where another client may look on."""
    from datetime import date

    if file is not None:
        return workspace.open_or_rescue(file, date.today(), named=not settings.privacy)
    return None if settings.privacy else workspace.open_last(date.today(), curriculum)


def _sample(curriculum: str | None) -> Document:
    """What one sees while looking around: the first role that leads anywhere, ten hours a week from today."""
    from datetime import date

    from planner.app import queries, sample

    loaded = queries.load(curriculum) if curriculum else queries.load()
    return sample.blank_client(loaded, date.today())
