"""The window that only the speaker sees: this slide and the next one, notes, the time of day and of the talk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.i18n import _
from ui import dates
from ui.flow import Flow
from ui.plain import PlainLabel, menu_text
from ui.presenter.screen import SlideView, act_of
from ui.presenter.slide import Show
from ui.text_fields import Sheet


class SpeakerDesk(QWidget):
    """Says by `asked` what a key or a button wants, and by `written` what was written about the slide."""

    asked = Signal(str)
    written = Signal(str)

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(_("Notes and clock"))
        self.resize(1000, 640)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._clock, self._began = clock, clock()
        self.now = SlideView(_("This slide"))
        self.next = SlideView(_("Next slide"))
        self.place = PlainLabel("", role="title", wrap=True)
        self.time, self.elapsed = PlainLabel("", role="h1"), PlainLabel("", role="h1")
        self.elapsed.setAccessibleName(_("Time of the talk"))
        self.notes = Sheet()
        self.notes.setAccessibleName(_("Notes about this slide"))
        self.notes.setPlaceholderText(_("Notes about this slide: only you see them, with every client"))
        self.notes.setTabChangesFocus(True)
        self.notes.installEventFilter(self)
        self.notes.textChanged.connect(lambda: self.written.emit(self.notes.toPlainText()))
        self.message = PlainLabel("", role="caption", wrap=True)
        self.message.hide()
        self._build()
        self._ticks = QTimer(self, interval=1000)
        self._ticks.timeout.connect(self.tick)
        self._ticks.start()
        self.tick()

    def _build(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for words, view, share in ((_("This slide"), self.now, 3), (_("Next slide"), self.next, 2)):
            left.addWidget(PlainLabel(words, role="caption"))
            left.addWidget(view, share)
        clocks = QHBoxLayout()
        for words, label in ((_("Time"), self.time), (_("Talking for"), self.elapsed)):
            column = QVBoxLayout()
            column.addWidget(PlainLabel(words, role="caption"))
            column.addWidget(label)
            clocks.addLayout(column)
        clocks.addStretch(1)
        right.addLayout(clocks)
        right.addWidget(self.place)
        right.addWidget(self.notes, 1)
        right.addWidget(self.message)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addLayout(row, 1)
        column.addWidget(self._acts())

    def _acts(self) -> QWidget:
        holder, flow = QWidget(), Flow(margin=0, gap=8)
        holder.setLayout(flow)
        for words, act in (
            (_("Back"), "back"),
            (_("Next"), "forward"),
            (_("Next stage"), "next_era"),
            (_("Black screen"), "black"),
            (_("Reset clock"), "clock"),
            (_("Keys"), "help"),
            (_("Begin again with the blank client"), "reset"),
            (_("End"), "end"),
        ):
            flow.addWidget(self._button(words, act))
        return holder

    def _button(self, words: str, act: str) -> QPushButton:
        button = QPushButton(menu_text(words))
        button.setObjectName(act)
        button.clicked.connect(lambda _on=False: self.asked.emit(act))
        return button

    def show_slides(self, now: Show, after: Show | None, words: str, notes: str) -> None:
        """Show where the talk is. `words`: which slide of how many; `notes`: about this one."""
        self.now.show_slide(now)
        self.next.show_slide(after)
        self.place.setText(words)
        if self.notes.toPlainText() != notes:
            self.notes.blockSignals(True)
            self.notes.setPlainText(notes)
            self.notes.blockSignals(False)

    def tell(self, words: str) -> None:
        """Say that a note could not be kept."""
        self.message.setText(words)
        self.message.setVisible(bool(words))

    def reset_clock(self) -> None:
        """The talk begins now."""
        self._began = self._clock()
        self.tick()

    def tick(self) -> None:
        """Show the time as it is now."""
        seconds = max(0, int(self._clock() - self._began))
        hours, rest = divmod(seconds, 3600)
        minutes, seconds = divmod(rest, 60)
        self.time.setText(dates.time(datetime.now()))
        self.elapsed.setText(f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()  # the keys of the talk work at once; notes are a click or a Tab away

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = act_of(event, self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        if act:
            self.asked.emit(act)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A clicker works while notes are written, too; Escape leaves them."""
        if watched is self.notes and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self.asked.emit("forward" if event.key() == Qt.Key.Key_PageDown else "back")
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.setFocus()
                return True
        return super().eventFilter(watched, event)
