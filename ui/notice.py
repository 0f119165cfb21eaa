"""What the status bar says for a while, with a button for what one may want to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QStatusBar, QWidget

from planner.i18n import _
from ui.announce import announce
from ui.plain import OneLine, elide, menu_text
from ui.reading import write_in

MOST_LINES = 3
_GAP = 8
MESSAGE_TIME = 8000
"""Milliseconds that a message stays."""


class Sentence(OneLine):
    """In one line where there is room for it, else in as many as it takes, up to `MOST_LINES`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, least=60)  # so that the buttons behind it are never cut off
        self._count = 1
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._break)

    @property
    def lines(self) -> list[str]:
        """As it is broken now."""
        return elide(self.text(), self.fontMetrics(), max(1, self.contentsRect().width()), MOST_LINES)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._settle_later()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle_later()

    def _settle_later(self) -> None:
        if hasattr(self, "_settle"):
            self._settle.start()  # only when the status bar has given it all the room that there is

    def _break(self) -> None:
        count = max(1, len(self.lines))
        if count != self._count:
            self._count = count
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width(), hint.height() + (self._count - 1) * self.fontMetrics().lineSpacing())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._count == 1:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        write_in(painter, QRectF(self.contentsRect()), Qt.AlignmentFlag.AlignVCenter, "\n".join(self.lines))
        painter.end()


class Notice(QObject):
    """A sentence at the left of a status bar."""

    def __init__(self, bar: QStatusBar, undo: Callable[[], object], show_folder: Callable[[], object]) -> None:
        super().__init__(bar)
        self._undo, self._undo_now = undo, undo
        self.yielding: Sequence[QWidget] = ()
        """What else stands in the bar and makes way for a sentence that is too long, the first one first."""
        self._bar = bar
        self.summary = Sentence()
        self.summary.setContentsMargins(8, 0, 8, 0)
        self.undo_button = QPushButton(menu_text(_("Undo")))
        self.why_button = QPushButton(menu_text(_("What has moved…")))
        self.folder_button = QPushButton(menu_text(_("Show in folder")))
        self._why: Callable[[], object] | None = None
        bar.addWidget(self.summary)
        acts = (
            (self.undo_button, self._take_back),
            (self.why_button, self._explain),
            (self.folder_button, show_folder),
        )
        for button, act in acts:
            button.setFlat(True)
            button.clicked.connect(lambda _checked=False, act=act: act())
            button.hide()
            bar.addWidget(button)
        self._fade = QTimer(self, singleShot=True, interval=MESSAGE_TIME)
        self._fade.timeout.connect(lambda: self.tell(""))

    def _take_back(self) -> None:
        act = self._undo_now
        self.tell("")
        act()

    def _explain(self) -> None:
        if self._why is not None:
            self._why()

    def tell(
        self,
        text: str,
        undo: bool | Callable[[], object] = False,
        folder: bool = False,
        why: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence; `undo`, `folder`, `why`: with the button that takes a change back, shows a file, says more.

        What is no change of the document, such as a filter, brings its own `undo`.
        """
        self._undo_now = undo if callable(undo) else self._undo
        self.summary.setText(text)
        self.undo_button.setVisible(bool(undo))
        self.folder_button.setVisible(folder)
        self._why = why
        self.why_button.setVisible(why is not None)
        self._make_room()
        announce(self.summary, text)
        if text:
            self._fade.start()

    def _make_room(self) -> None:
        """Everything beside a sentence makes way for it, as far as needed, until the sentence is gone."""
        for one in self.yielding:
            one.show()
        for one in self.yielding:
            if not self.summary.text() or self._needed() <= self._bar.width():
                return
            one.hide()

    def _needed(self) -> int:
        """Pixels that everything in the bar would take side by side."""
        shown = [one for one in self._bar.findChildren(QWidget) if one.parent() is self._bar and not one.isHidden()]
        return sum(one.sizeHint().width() + _GAP for one in shown)
