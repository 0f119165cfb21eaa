"""Keeps the plan and the map up to date: computed off the GUI thread after every change."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from planner.app import queries
from planner.app.map import Map
from planner.app.session import Session
from planner.model.document import Document
from planner.model.plan import Plan
from ui.background import Newest
from ui.qt_session import QtSession


class Answer(NamedTuple):
    """A plan with its map, and the document that they belong to."""

    document: Document
    plan: Plan
    picture: Map


class PlanFeed(QObject):
    """Emits `plan_changed` with an Answer; while one is being computed, `busy` is true."""

    plan_changed = Signal(object)
    failed = Signal(str)
    started = Signal()

    def __init__(self, session: Session, qt_session: QtSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._everything = False
        self._newest = Newest(self)
        self._newest.answered.connect(self.plan_changed.emit)
        self._newest.failed.connect(self.failed.emit)
        qt_session.changed.connect(lambda _change: self.refresh())

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._newest.busy

    def show_everything(self, everything: bool) -> None:
        """Draw the whole curriculum, or the learner's path only."""
        self._everything = everything
        self.refresh()

    def refresh(self) -> None:
        """Compute plan and map for the document as it is now."""
        self._newest.ask(_question(self._session.document, self._everything))
        self.started.emit()


def _question(document: Document, everything: bool) -> Callable[[], Answer]:
    def answer() -> Answer:
        # Here, in the worker, the graph library and the optimiser are loaded: the window is on the screen by then.
        plan = queries.plan(document)
        return Answer(document, plan, queries.draw(document, plan, everything))

    return answer
