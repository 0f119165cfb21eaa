"""The kinds of fields: a line, a paragraph, lines, a choice, numbers, a tick, a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextBlock
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from planner.app.durations import parse_hours
from planner.i18n import _
from planner.model.curriculum import MAX_HOURS, ThreePoint
from ui.author.field import Field, Unreadable, various
from ui.panels.boxes import Box, narrow
from ui.plain import PlainLabel, menu_text
from ui.text_fields import Line, Sheet
from ui.wrapped import Tick


class LineField(Field):
    """One line of text."""

    def __init__(self, name: str, title: str, tip: str = "", example: str = "") -> None:
        super().__init__(name, title, tip)
        self.edit = Line()
        self._example = example
        self.edit.setPlaceholderText(example)
        self.edit.textEdited.connect(lambda _text: self.touched())
        self.edit.editingFinished.connect(self.flush)
        self.fill(self.edit)

    def value(self) -> object:
        return self.edit.text().strip()

    def put(self, value: object) -> None:
        self.edit.setPlaceholderText(self._example)
        text = str(value or "")
        if text != self.edit.text():
            self.edit.setText(text)
            self.edit.setCursorPosition(0)

    def put_various(self) -> None:
        self.edit.clear()
        self.edit.setPlaceholderText(various())

    def set_writable(self, on: bool) -> None:
        self.edit.setReadOnly(not on)

    def raw(self) -> object:
        return self.edit.text()

    def restore(self, raw: object) -> None:
        self.edit.setText(str(raw))
        self.touched()


class OptionalLine(LineField):
    """A line that is None where it is empty."""

    def value(self) -> object:
        return self.edit.text().strip() or None


class Paragraph(Sheet):
    """As high as its text, and the tab key goes on."""

    def __init__(self, least: int = 2) -> None:
        super().__init__()
        self._least = least
        self.left: Callable[[], None] = lambda: None
        """Called when the keyboard goes elsewhere."""
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().contentsChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        lines = sum(max(1, block.layout().lineCount()) for block in self._blocks())
        lines = min(8, max(self._least, lines))
        frame = 2 * self.frameWidth() + round(2 * self.document().documentMargin())
        return QSize(120, lines * self.fontMetrics().lineSpacing() + frame + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            yield block
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # its lines are broken elsewhere now

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.left()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()


class ParagraphField(Field):
    """Some sentences; what is broken into lines is one line in the end."""

    def __init__(self, name: str, title: str, tip: str = "", example: str = "", least: int = 2) -> None:
        super().__init__(name, title, tip)
        self.edit = Paragraph(least)
        self._example = example
        self.edit.setPlaceholderText(example)
        self.edit.textChanged.connect(self.touched)
        self.edit.left = self.flush
        self.fill(self.edit)

    def value(self) -> object:
        return " ".join(self.edit.toPlainText().split())

    def text_of(self, value: object) -> str:
        """A value as one types it."""
        return str(value or "")

    def put(self, value: object) -> None:
        text = self.text_of(value)
        self.edit.setPlaceholderText(self._example)
        if text != self.edit.toPlainText():
            with QSignalBlocker(self.edit):
                self.edit.setPlainText(text)
            self.edit.updateGeometry()

    def put_various(self) -> None:
        with QSignalBlocker(self.edit):
            self.edit.clear()
        self.edit.setPlaceholderText(various())

    def set_writable(self, on: bool) -> None:
        self.edit.setReadOnly(not on)

    def raw(self) -> object:
        return self.edit.toPlainText()

    def restore(self, raw: object) -> None:
        with QSignalBlocker(self.edit):
            self.edit.setPlainText(str(raw))
        self.touched()


class LinesField(ParagraphField):
    """Several names, one on each line."""

    def value(self) -> object:
        lines = (" ".join(line.split()) for line in self.edit.toPlainText().splitlines())
        return tuple(dict.fromkeys(filter(None, lines)))

    def text_of(self, value: object) -> str:
        return "\n".join(map(str, value)) if isinstance(value, tuple) else ""


class PickField(Field):
    """One of some values; choosing counts at once."""

    def __init__(self, name: str, title: str, tip: str = "", options: Sequence[tuple[object, str]] = ()) -> None:
        super().__init__(name, title, tip)
        self.box = Box()
        narrow(self.box)
        self.box.activated.connect(lambda _row: self.settle())
        self.fill(self.box)
        self.offer(options)

    def offer(self, options: Sequence[tuple[object, str]]) -> None:
        """Let these (value, words) be chosen."""
        with QSignalBlocker(self.box):
            chosen = self.box.currentData()
            self.box.clear()
            for value, words in options:
                self.box.addItem(words, value)
            self._choose(chosen)

    def _choose(self, value: object) -> None:
        rows = (row for row in range(self.box.count()) if self.box.itemData(row) == value)
        self.box.setCurrentIndex(next(rows, -1))

    def value(self) -> object:
        return self.box.currentData()

    def put(self, value: object) -> None:
        self.box.setPlaceholderText("")
        self._choose(value)

    def put_various(self) -> None:
        self.box.setPlaceholderText(various())
        self.box.setCurrentIndex(-1)


class TickField(Field):
    """Yes or no."""

    def __init__(self, name: str, title: str, words: str) -> None:
        super().__init__(name, title)
        self.tick = Tick(words)
        self.tick.clicked.connect(lambda _on: self.settle())
        self.fill(self.tick)
        self.label.hide()

    def value(self) -> object:
        self.tick.setTristate(False)
        return self.tick.checkState() == Qt.CheckState.Checked

    def put(self, value: object) -> None:
        self.tick.setTristate(False)
        self.tick.setChecked(bool(value))

    def put_various(self) -> None:
        self.tick.setTristate(True)
        self.tick.setCheckState(Qt.CheckState.PartiallyChecked)


def number(text: str) -> float | None:
    """A number as people type it, with a comma or a point; None where it is none."""
    plain = text.strip().replace("\u00a0", "").replace(" ", "")
    plain = plain.replace(",", ".") if plain.count(",") + plain.count(".") == 1 else plain
    try:
        found = float(plain)
    except ValueError:
        return None
    return found if abs(found) < 1e12 else None


def shown_number(value: float) -> str:
    """A number as one types it here."""
    return f"{value:.10g}"


class NumberField(LineField):
    """A number; an empty line is 0, or, where none is `asked` for, nothing at all."""

    def __init__(
        self, name: str, title: str, tip: str = "", whole: bool = False, most: float = 1e9, asked: bool = True
    ) -> None:
        super().__init__(name, title, tip)
        self._whole, self._most, self._asked = whole, most, asked
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)

    def value(self) -> object:
        text = self.edit.text().strip()
        found = 0.0 if not text else number(text)
        if found is None:
            raise Unreadable(_("Write a number, such as {example}.").format(example="30" if self._whole else "12.5"))
        if not 0 <= found <= self._most:
            raise Unreadable(_("It must be between 0 and {most:,.0f}.").format(most=self._most))
        if self._whole and found != int(found):
            raise Unreadable(_("Write a whole number."))
        if not found and not self._asked:
            return None
        return int(found) if self._whole else found

    def put(self, value: object) -> None:
        super().put(shown_number(float(value)) if isinstance(value, (int, float)) and value else "")


class PointsField(Field):
    """An honest estimate: at least, likely, at most. Where only the middle is known, one number is enough."""

    def __init__(self, name: str, title: str, tip: str, empty: object, hours: bool) -> None:
        super().__init__(name, title, tip)
        self._empty, self._hours = empty, hours
        self.edits: list[QLineEdit] = []
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for words in (_("at least"), _("likely"), _("at most")):
            edit = Line()
            edit.setPlaceholderText(words)
            edit.setAccessibleName(f"{title}: {words}")
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            edit.setMinimumWidth(40)
            edit.textEdited.connect(lambda _text: self.touched())
            edit.editingFinished.connect(self._left)
            line.addWidget(edit, 1)
            self.edits.append(edit)
        self.fill(row)
        row.setAccessibleName("")
        self.label.setBuddy(self.edits[1])

    def _left(self) -> None:
        """Going on to the next of the three numbers is no reason to count them."""
        if not any(edit.hasFocus() for edit in self.edits) or self.sender() is self.edits[2]:
            self.flush()

    def _read(self, edit: QLineEdit) -> float | None:
        text = edit.text().strip()
        if not text:
            return None
        found = parse_hours(text) if self._hours else None
        found = number(text) if found is None else found
        if found is None:
            raise Unreadable(_("Write a number, such as {example}.").format(example="12.5"))
        return float(found)

    def value(self) -> object:
        low, likely, high = map(self._read, self.edits)
        if likely is None and low is None and high is None:
            return self._empty
        if likely is None:
            raise Unreadable(_("Say what is likely; the other two may stay empty."))
        low, high = likely if low is None else low, likely if high is None else high
        if low < 0 or high > MAX_HOURS:
            raise Unreadable(_("It must be between 0 and {most:,.0f}.").format(most=MAX_HOURS))
        if not low <= likely <= high:
            raise Unreadable(_("The three numbers must not decrease: at least, likely, at most."))
        return ThreePoint(optimistic=low, likely=likely, pessimistic=high)

    def put(self, value: object) -> None:
        points = value if isinstance(value, ThreePoint) else None
        three = (points.optimistic, points.likely, points.pessimistic) if points else (None, None, None)
        empty = points is None or points == self._empty
        for edit, one, words in zip(self.edits, three, self._places(), strict=True):
            text = "" if empty or one is None else shown_number(one)
            edit.setPlaceholderText(words)
            if text != edit.text():
                edit.setText(text)

    def put_various(self) -> None:
        for edit in self.edits:
            edit.clear()
            edit.setPlaceholderText(various())

    def set_writable(self, on: bool) -> None:
        for edit in self.edits:
            edit.setReadOnly(not on)

    @staticmethod
    def _places() -> tuple[str, str, str]:
        return _("at least"), _("likely"), _("at most")

    def raw(self) -> object:
        return tuple(edit.text() for edit in self.edits)

    def restore(self, raw: object) -> None:
        for edit, text in zip(self.edits, raw if isinstance(raw, tuple) else (), strict=False):
            edit.setText(str(text))
        self.touched()


class DayField(LineField):
    """A day as 2026-11-30, or none; a button for today."""

    def __init__(self, name: str, title: str, tip: str = "") -> None:
        super().__init__(name, title, tip, example="2026-11-30")
        today = self._button = QPushButton(menu_text(_("Today")))
        today.setAccessibleName(_("{title}: today").format(title=title))
        today.setAutoDefault(False)
        today.clicked.connect(self._today)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.column.removeWidget(self.edit)
        row.addWidget(self.edit, 1)
        row.addWidget(today)
        self.column.insertLayout(1, row)

    def set_writable(self, on: bool) -> None:
        super().set_writable(on)
        self._button.setEnabled(on)

    def _today(self) -> None:
        self.edit.setText(date.today().isoformat())
        self.settle()

    def value(self) -> object:
        text = self.edit.text().strip()
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Unreadable(_("Write a day as year-month-day, such as {day}.").format(day="2026-11-30")) from None

    def put(self, value: object) -> None:
        super().put(value.isoformat() if isinstance(value, date) else "")


def caption(text: str) -> PlainLabel:
    """A hint in small letters."""
    return PlainLabel(text, role="caption", wrap=True)
