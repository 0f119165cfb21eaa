"""The composition root: the only place where all objects meet."""

from __future__ import annotations

import logging
import sys
from datetime import date

from planner.app import garbage, queries
from planner.app.session import Session
from planner.app.workspace import Workspace
from planner.i18n import use_language
from planner.model.problem import PlannerError
from ui import preflight


def main(curriculum: str | None = None) -> int:
    """Open the window; returns the exit code. `curriculum` is the name of a built-in one or a file."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    missing = preflight.missing()
    if missing:
        print(missing, file=sys.stderr)
        return preflight.EXIT_NO_WINDOW
    preflight.install_fatal_handler()
    garbage.leave_old_objects_alone()
    from PySide6.QtCore import QTimer

    try:
        app, window, is_new = build(curriculum)
    except PlannerError as wrong:
        for problem in wrong.problems:
            print(f"trailmark: {problem}", file=sys.stderr)
        return 2
    window.show()
    window.feed.refresh()
    if is_new:
        QTimer.singleShot(0, window.operations.first_steps)
    return int(app.exec())


def build(curriculum: str | None = None):  # type: ignore[no-untyped-def]  # its types would load Qt for the command line
    """Application, window, and whether this is the first start. Raises PlannerError for a bad curriculum."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from ui import dates
    from ui.main_window import MainWindow

    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("Trailmark")
    dates.use_a_language()
    QGuiApplication.setDesktopFileName("io.github.trailmark.Trailmark")
    workspace = Workspace(curriculum)
    settings = workspace.settings()
    use_language(settings.language or None)
    last = workspace.open_last()
    document = last or _sample(curriculum)
    window = MainWindow(Session(document), workspace, settings)
    window.operations.saves = last is not None  # looking around leaves no traces; the first change does
    if workspace.notice:
        window.tell(workspace.notice)
    return app, window, last is None and curriculum is None


def _sample(curriculum: str | None):  # type: ignore[no-untyped-def]
    """What one sees while looking around: the first role that leads anywhere, ten hours a week from today."""
    from planner.app import commands

    loaded = queries.load(curriculum) if curriculum else queries.load()
    document = queries.new_document(loaded, date.today())
    roles = [node.id for node in queries.entry_roles(loaded)]
    wanted = "entry-data-analyst" if "entry-data-analyst" in roles else next(iter(roles), None)
    return commands.set_start(document, wanted)
