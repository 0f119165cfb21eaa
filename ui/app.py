"""The composition root: the only place where all objects meet."""

from __future__ import annotations

import logging
import sys
from datetime import date
from pathlib import Path

from planner.app import commands, queries, sample
from planner.app.session import Session
from planner.app.workspace import Workspace
from planner.model.document import Document
from planner.model.problem import PlannerError
from planner.settings import Settings
from ui import preflight


def main(curriculum: str | None = None, file: Path | None = None) -> int:
    """Open the window; returns the exit code. `curriculum`: a built-in one or a file; `file`: that of a learner."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    missing = preflight.missing()
    if missing:
        print(missing, file=sys.stderr)
        return preflight.EXIT_NO_WINDOW
    preflight.install_fatal_handler()
    from PySide6.QtCore import QTimer

    from ui import background, renewal

    background.prepare_python()

    try:
        app, window, is_new = build(curriculum, file)
    except PlannerError as wrong:
        for problem in wrong.problems:
            print(f"trailmark: {problem}", file=sys.stderr)
        return 2
    window.show()
    window.feed.refresh()
    if is_new:
        QTimer.singleShot(0, window.operations.first_steps)
    renewal.keep(window)
    del window  # it may go before the program ends: another language, another window
    return int(app.exec())


def build(curriculum: str | None = None, file: Path | None = None):  # type: ignore[no-untyped-def]  # its types would load Qt for the command line
    """Application, window, and whether this is the first start. Raises PlannerError for a bad curriculum."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from ui import dates, whereabouts
    from ui.application import Application
    from ui.main_window import MainWindow

    app = QApplication.instance() or Application(sys.argv[:1])
    app.setApplicationName("Trailmark")
    QGuiApplication.setDesktopFileName("io.github.trailmark.Trailmark")
    workspace = Workspace(curriculum)
    settings = workspace.settings()
    dates.use_language(settings.language)
    if file is not None and queries.kind_of(file) != "trailmark.learner":
        curriculum, file = str(file), None
        workspace.curriculum = curriculum
    last = workspace.open(file, date.today()) if file else _last(workspace, settings)
    document = commands.set_today(last or _sample(curriculum), date.today())
    window = MainWindow(Session(document), workspace, settings)
    window.operations.saves = last is not None  # looking around leaves no traces; the first change does
    window.feed.last_plan = workspace.last_plan
    window.operations.tell_opened()
    if settings.privacy and last is None:
        window.operations.tell_private_start()
    if last is not None:
        whereabouts.restore(window, workspace.window_state())
    window.operations.open_start_page()
    window.timer.restore()
    return app, window, last is None and curriculum is None and not workspace.notice and not settings.privacy


def _last(workspace: Workspace, settings: Settings) -> Document | None:
    """Who was here last; nobody in privacy mode, where another client may look on."""
    return None if settings.privacy else workspace.open_last(date.today())


def _sample(curriculum: str | None):  # type: ignore[no-untyped-def]
    """What one sees while looking around: the first role that leads anywhere, ten hours a week from today."""
    loaded = queries.load(curriculum) if curriculum else queries.load()
    return sample.blank_client(loaded, date.today())
