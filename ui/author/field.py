"""One labelled field of the form: it checks as one types, and counts when it comes to rest."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from planner.i18n import _
from ui.announce import announce
from ui.plain import PlainLabel, Wrong, plain_tip

REST = 800
"""Milliseconds without a key before what was typed counts as one change."""

Check = Callable[[str, object], str]
"""Why a field cannot have a value, in words; empty where it can."""


def various() -> str:
    """What stands in a field where several items are selected that are not the same there."""
    return _("various")


def _typed(edit: QObject) -> tuple[bool, bool]:
    """Whether a text has something of its own to undo, and to redo."""
    if isinstance(edit, QLineEdit):
        return edit.isUndoAvailable(), edit.isRedoAvailable()
    if isinstance(edit, QPlainTextEdit):
        return edit.document().isUndoAvailable(), edit.document().isRedoAvailable()
    return True, True


class Unreadable(ValueError):
    """What was typed is no value of the field, in words for the person."""


class Field(QWidget):
    """The base: label, the place for what is filled in, and the words about what is wrong."""

    committed = Signal(str, object)
    """The name of the field and its new value: one change."""

    def __init__(self, name: str, title: str, tip: str = "") -> None:
        super().__init__()
        self.name, self.title = name, title
        self.setObjectName(f"field-{name}")
        self.check: Check = lambda _name, _value: ""
        self.dirty = False
        """Whether something was typed that does not count yet."""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 4)
        self.column.setSpacing(2)
        self.head = QHBoxLayout()
        self.head.setSpacing(6)
        self.label = PlainLabel(title, role="caption", wrap=True)
        plain_tip(self.label, tip)
        self.tip = tip
        self.head.addWidget(self.label, 1)
        self.column.addLayout(self.head)
        self.wrong = Wrong()
        self._timer = QTimer(self, singleShot=True, interval=REST)
        self._timer.timeout.connect(self.flush)

    def fill(self, *widgets: QWidget) -> None:
        """Place what is filled in, and the words below it. To be called once, by the field itself."""
        for widget in widgets:
            if not widget.accessibleName():
                widget.setAccessibleName(self.title)
            if self.tip:
                widget.setAccessibleDescription(self.tip)
            self.column.addWidget(widget)
            for edit in (widget, *widget.findChildren(QLineEdit)):
                edit.installEventFilter(self)
        self.column.addWidget(self.wrong)
        self.label.setBuddy(widgets[0])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave Undo and Redo to the window where nothing was typed here that they could be about."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = _typed(watched)
            keys = QKeySequence.StandardKey
            if (event.matches(keys.Undo) and not undo) or (event.matches(keys.Redo) and not redo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    # -- to be said by each field

    @abstractmethod
    def value(self) -> object:
        """What stands in it. Raises Unreadable."""

    @abstractmethod
    def put(self, value: object) -> None:
        """Show a value."""

    @abstractmethod
    def put_various(self) -> None:
        """Show that the items differ here."""

    def set_writable(self, on: bool) -> None:
        """Whether the value can be changed; it can be read in any case."""
        self.setEnabled(on)

    def mark_changed(self, on: bool) -> None:
        """Say in its label that this file says something else here than the library."""
        self.label.setText(_("{title} · changed here").format(title=self.title) if on else self.title)

    def raw(self) -> object:
        """What was typed, also where it is no value; None where nothing of it could be lost."""
        return None

    def restore(self, raw: object) -> None:
        """Show what was typed here before and could not be applied."""

    # -- showing

    def show_values(self, values: Sequence[object], again: bool = False) -> None:
        """Show the value of the selected items. `again`: they are the same as before, so what is typed stays."""
        if again and (self.dirty or self._says(values)):
            return
        self._timer.stop()
        self.dirty = False
        self.say("")
        if values and all(one == values[0] for one in values):
            self.put(values[0])
        else:
            self.put_various()

    def _says(self, values: Sequence[object]) -> bool:
        """Whether these values stand there already, perhaps in other letters."""
        try:
            return bool(values) and all(one == self.value() for one in values) and not self.wrong.text()
        except Unreadable:
            return False

    def say(self, words: str) -> None:
        """Say what is wrong; nothing where all is well."""
        if words != self.wrong.text() or self.wrong.isHidden() == bool(words):
            self.wrong.say(words)
            for edit in self.typed_in():
                edit.setProperty("wrong", bool(words))
                edit.setAccessibleDescription(words or self.tip)
                edit.style().unpolish(edit)
                edit.style().polish(edit)
            announce(self.wrong, words)

    def typed_in(self) -> list[QWidget]:
        """Where one types."""
        return [edit for edit in self.findChildren(QWidget) if isinstance(edit, (QLineEdit, QPlainTextEdit))]

    # -- typing

    def touched(self) -> None:
        """Somebody types: check now, count later."""
        self.dirty = True
        words = self.verdict()
        self.say(words)
        if words:
            self._timer.stop()
        else:
            self._timer.start()

    def verdict(self) -> str:
        """What is wrong with what stands in the field."""
        try:
            value = self.value()
        except Unreadable as wrong:
            return str(wrong)
        return self.check(self.name, value)

    def flush(self) -> None:
        """Let what was typed count now, where nothing is wrong with it."""
        self._timer.stop()
        if not self.dirty:
            return
        words = self.verdict()
        self.say(words)
        if not words:
            self.dirty = False
            self.committed.emit(self.name, self.value())

    def drop(self) -> None:
        """What was typed shall not count."""
        self._timer.stop()
        self.dirty = False

    def settle(self) -> None:
        """A choice was made that counts at once."""
        self.dirty = True
        self.flush()
