"""Saves the learner by itself: off the GUI thread, once for many changes in a row, and for certain before the end."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from shiboken6 import isValid

from planner.app.on_disk import Saved
from planner.app.workspace import Workspace
from planner.i18n import _
from planner.model.document import Document
from planner.model.plan import Plan

log = logging.getLogger(__name__)

SETTLE = 300
"""Milliseconds without a change before it is saved."""

What = Callable[[], tuple[Document, Plan | None]]
"""The document as it is now, and the plan that is shown of it."""


class Autosave(QObject):
    """Emits `saved` with what came of every save."""

    saved = Signal(object)

    def __init__(self, workspace: Workspace, what: What, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._what = workspace, what
        self._settle = QTimer(self, singleShot=True, interval=SETTLE)
        self._settle.timeout.connect(self._start)
        # One thread: a save never overtakes the one before it.
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._mailbox = _Mailbox()
        self._mailbox.saved.connect(self._on_saved, Qt.ConnectionType.QueuedConnection)

    def _on_saved(self, saved: Saved) -> None:
        if isValid(self):  # the window may be gone by the time that this is heard
            self.saved.emit(saved)

    @property
    def pending(self) -> bool:
        """Whether something is still to be written."""
        return self._settle.isActive() or self._pool.activeThreadCount() > 0

    def touch(self) -> None:
        """Something has changed."""
        self._settle.start()

    def drop(self) -> None:
        """What is waiting need not be saved: another file is open."""
        self._settle.stop()
        self._pool.waitForDone()

    def flush(self) -> Saved:
        """Save now, and return only when that is done."""
        self.drop()
        return self._workspace.save(*self._what())

    def _start(self) -> None:
        document, plan = self._what()
        self._pool.start(_Job(self._workspace, document, plan, self._mailbox))


class _Mailbox(QObject):
    saved = Signal(object)


class _Job(QRunnable):
    def __init__(self, workspace: Workspace, document: Document, plan: Plan | None, mailbox: _Mailbox) -> None:
        super().__init__()
        self._workspace, self._document, self._plan, self._mailbox = workspace, document, plan, mailbox

    def run(self) -> None:
        try:
            found = self._workspace.save(self._document, self._plan)
        except Exception:
            log.exception("saving failed")
            found = Saved(_("Your answers could not be saved: something went wrong inside Trailmark."), failed=True)
        self._mailbox.saved.emit(found)
