"""Reads a folder of clients off the GUI thread, a part after another, and again whenever something in it changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QThreadPool, QTimer, Signal

from planner.app.clients import Client, ClientFolder
from ui.background import Newest

MOST_WATCHED = 1000
PAUSE = 400
"""Milliseconds: so long it is waited whether something else changes in the folder."""


class ClientReader(QObject):
    """Emits `found` with all clients that are known by now."""

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = ClientFolder()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # one reader at a time: the next one finds what the last has read
        self._newest = Newest(self, self._pool)
        self._newest.partly.connect(self._on_part)
        self._newest.answered.connect(self._on_all)
        self._newest.failed.connect(self.failed.emit)
        self._watcher = QFileSystemWatcher(self)
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self.refresh)
        for changed in (self._watcher.directoryChanged, self._watcher.fileChanged):
            changed.connect(lambda _path: self._later.start())
        self.folder: Path | None = None

    @property
    def busy(self) -> bool:
        """Whether more is to come."""
        return self._newest.busy or self._later.isActive()

    def watch(self, folder: Path) -> None:
        """Read this folder now, and when it changes."""
        if folder != self.folder:
            self.folder = folder
            self._watch_nothing()
        if not self._watcher.directories() and folder.is_dir():
            self._watcher.addPath(str(folder))
        self.refresh()

    def refresh(self) -> None:
        """Read what has changed since."""
        folder = self.folder
        if folder is not None:
            today, files = date.today(), self._files
            self._newest.ask(lambda stale: files.read(folder, today, stale))

    def wait(self) -> None:
        """Until the folder is read."""
        self._pool.waitForDone()

    def rest(self) -> None:
        """Nobody looks any more."""
        self._watch_nothing()
        self._later.stop()
        self._newest.drop()

    def _watch_nothing(self) -> None:
        watched = [*self._watcher.directories(), *self._watcher.files()]
        if watched:
            self._watcher.removePaths(watched)

    def _on_all(self, clients: tuple[Client, ...] | None) -> None:
        """Not every program replaces a file: some write into it, which the folder does not tell."""
        if clients and self._watcher.directories():
            known = set(self._watcher.files())
            new = [one.file for one in clients[:MOST_WATCHED] if one.file not in known]
            if new:
                self._watcher.addPaths(new)
        self._on_part(clients)

    def _on_part(self, clients: tuple[Client, ...] | None) -> None:
        if clients is not None:
            self.found.emit(clients)
