"""A picture of the map and the list as they were drawn last: the first thing that the next start shows of them.

Drawing them takes all of the canvas and of the list, which are loaded only after that. The picture is made once nobody
waits any more, after the window has been closed, by what would draw them at the next start (`ui.kept`): pixel for pixel
it is the same. It is shown only where all that it depends on is as it was then: what is drawn, the theme, text and its
size, the panes, and the size of their place. Everywhere else they are drawn.

Like `ui.shell` this names no `Qt` on the way to the first picture.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, qVersion
from PySide6.QtGui import QFontMetrics, QPixmap
from PySide6.QtWidgets import QApplication, QLabel

from planner.app import drawn_files

if TYPE_CHECKING:
    from planner.app.drawn_files import Last
    from ui.main_window import MainWindow


class Closed(NamedTuple):
    """A window that was closed with a plan in it."""

    learner: Path
    size: QSize
    ratio: float
    """Pixels of the screen for each of ours."""


_closed: list[Closed] = []
"""The window that was closed last."""


def note(window: MainWindow) -> None:
    """A window is being closed whose map and list are kept."""
    path = window.workspace.path
    if path is not None:
        _closed[:] = [Closed(path, window.size(), window.devicePixelRatioF())]


def show(window: MainWindow, last: Last) -> bool:
    """Put the picture into the frame of the window; False where there is none of just this."""
    content = drawn_files.picture(_mark(window, last))
    picture = QPixmap()
    if content is None or not picture.loadFromData(content, "PNG"):
        return False
    picture.setDevicePixelRatio(window.devicePixelRatioF())
    if picture.deviceIndependentSize().toSize() != window.panes.size():
        return False
    label = QLabel()  # shows no text, so that `ui.plain` need not be loaded, which takes a quarter of a bare window
    label.setPixmap(picture)
    label.setMinimumSize(1, 1)  # the window may become smaller
    window.setCentralWidget(label)
    window.setWindowTitle(last.head.title)
    return True


def _mark(window: MainWindow, last: Last) -> str:
    """A fingerprint of all that decides how map and list look in this window."""
    from ui.kept import digest

    place, font = window.panes.size(), QApplication.font()
    conditions = (
        *(last.mark, qVersion(), QApplication.platformName(), QApplication.isRightToLeft()),
        *(window.look, window.text_scale, font.toString(), QFontMetrics(font).height()),
        *(place.width(), place.height(), window.devicePixelRatioF(), sorted(window.glance.hidden_panes)),
    )
    return digest(repr(conditions).encode())


def take() -> None:
    """Make the picture for the next start, of the window that was closed last."""
    if not _closed:
        return
    learner, size, ratio = _closed.pop()
    from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, Qt

    from planner.app.glance import glance
    from ui import kept, shell
    from ui.canvas.view import MapView
    from ui.main_window import MainWindow

    last, drawn = glance(), kept.last_drawn(learner)
    if last.privacy or drawn is None:
        return
    window = MainWindow()
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    shell.frame(window, last._replace(geometry=b""))
    window.resize(size)
    shell.share_width(window)
    window.show()
    if window.devicePixelRatioF() == ratio and kept.show_in_frame(window, drawn):
        shell.paint_now(window)
        for view in window.findChildren(MapView):
            view.item.patient = True  # or boxes would come frame by frame
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if window.panes.grab().save(buffer, "PNG"):
            drawn_files.write_picture(_mark(window, drawn), bytes(content.data()))
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)  # while Python still knows all that is in it
