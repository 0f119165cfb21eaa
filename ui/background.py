"""Runs pure functions in the thread pool; only the newest answer is heard."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from shiboken6 import isValid

from planner.app import garbage
from planner.i18n import _
from planner.model.problem import PlannerError

TURN = 0.0005
"""Seconds for which a thread may keep Python to itself while others wait."""
_THREADS = 4
"""Some of them only wait until nothing more urgent is to be done; a plan shall not wait for them."""
log = logging.getLogger(__name__)

Question = Callable[[Callable[[], bool]], object]
"""Computes an answer; may ask whether it has become stale, and then stop early with any answer.

An iterator answers in parts: each is heard as soon as it is there, and the last one is the answer.
"""


def prepare_python() -> None:
    """Let Python's threads get along in a program with a window.

    Nearly every call into Qt gives up the turn, and painting is thousands of them: by Python's own 5 ms each, a window
    whose worker computes would take five times as long to paint itself.
    """
    garbage.leave_old_objects_alone()
    sys.setswitchinterval(TURN)


def shared_pool() -> QThreadPool:
    """Where questions are answered that need no thread of their own."""
    pool = QThreadPool.globalInstance()
    if pool.maxThreadCount() < _THREADS:
        pool.setMaxThreadCount(_THREADS)
    return pool


class _Mailbox(QObject):
    """Carries an answer from the worker to the GUI thread."""

    answered = Signal(int, object)
    partly = Signal(int, object)
    failed = Signal(int, str)


class _Job(QRunnable):
    def __init__(self, number: int, question: Question, mailbox: _Mailbox, stale: Callable[[], bool]) -> None:
        super().__init__()
        self._number, self._question, self._mailbox, self._stale = number, question, mailbox, stale

    def run(self) -> None:
        if self._stale():
            return
        with contextlib.suppress(RuntimeError):  # the program has ended meanwhile, and Qt has taken the mailbox away
            self._send()

    def _send(self) -> None:
        try:
            answer = self._question(self._stale)
            if isinstance(answer, Iterator):
                answer = self._last_of(answer)
        except PlannerError as wrong:
            self._mailbox.failed.emit(self._number, "\n".join(problem.message for problem in wrong.problems))
        except Exception:
            log.exception("a background question failed")
            text = _("Something went wrong inside Trailmark. Undo the last change and go on.")
            self._mailbox.failed.emit(self._number, text)
        else:
            self._mailbox.answered.emit(self._number, answer)

    def _last_of(self, parts: Iterator[object]) -> object:
        part = None
        for part in parts:
            with contextlib.suppress(
                RuntimeError
            ):  # as in `run`; the end of the question shall not look like a mistake
                self._mailbox.partly.emit(self._number, part)
        return part


class Newest(QObject):
    """Asks one kind of question; an answer that has been overtaken by a newer question is dropped."""

    answered = Signal(object)
    partly = Signal(object)
    """A part of an answer that comes in parts; more is to come."""
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None, pool: QThreadPool | None = None) -> None:
        super().__init__(parent)
        self._pool = pool or shared_pool()
        self._number = 0
        self._done = 0
        # Without a parent: a worker may still be writing when the window that asked is gone.
        self._mailbox = _Mailbox()
        self._latest = [0]
        self._mailbox.answered.connect(self._on_answer, Qt.ConnectionType.QueuedConnection)
        self._mailbox.partly.connect(self._on_part, Qt.ConnectionType.QueuedConnection)
        self._mailbox.failed.connect(self._on_failure, Qt.ConnectionType.QueuedConnection)

    def ask(self, question: Question) -> None:
        """Run `question` in the pool and emit `answered` with what it returns, unless a newer one comes first."""
        self._number += 1
        number, latest = self._number, self._latest
        latest[0] = number
        self._pool.start(_Job(number, question, self._mailbox, lambda: latest[0] != number))

    def drop(self) -> None:
        """Nobody wants the answers any more that are still to come."""
        self._number += 1
        self._latest[0] = self._done = self._number

    @property
    def busy(self) -> bool:
        """Whether the newest answer is still to come."""
        return self._done != self._number

    def _on_answer(self, number: int, answer: object) -> None:
        if isValid(self) and number == self._number:  # the window that asked may be gone
            self._done = number
            self.answered.emit(answer)

    def _on_part(self, number: int, part: object) -> None:
        if isValid(self) and number == self._number:
            self.partly.emit(part)

    def _on_failure(self, number: int, message: str) -> None:
        if isValid(self) and number == self._number:
            self._done = number
            self.failed.emit(message)
