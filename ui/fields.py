"""Fields that ask for time, the same wherever they stand."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QValidator
from PySide6.QtWidgets import QDateEdit, QDoubleSpinBox, QSlider, QWidget

from planner.i18n import _
from ui import dates

W = TypeVar("W", bound=QWidget)
SETTLE = 350
"""Milliseconds after the last step of a value that is being moved before it counts as one change."""


class _WheelScrollsThePane(QObject):
    """Keeps the wheel from changing an answer while the pane is only being scrolled."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def scroll_past(widget: W) -> W:
    """The wheel over `widget` scrolls what it lies in; the value changes by keys, clicks and dragging."""
    widget.installEventFilter(_WheelScrollsThePane(widget))
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return widget


def hours_field() -> QDoubleSpinBox:
    """Hours of study a week, as a number."""
    field = QDoubleSpinBox()
    field.setRange(0, 168)
    field.setDecimals(1)
    field.setSuffix(_(" h"))
    field.setKeyboardTracking(False)
    field.setAccessibleName(_("Hours a week"))
    return scroll_past(field)


def worth_field(name: str, most: int, step: int) -> QDoubleSpinBox:
    """An amount of US dollars that something is worth to the learner."""
    field = QDoubleSpinBox()
    field.setRange(0, most)
    field.setSingleStep(step)
    field.setDecimals(2)
    field.setSuffix(_(" USD"))
    field.setKeyboardTracking(False)
    field.setAccessibleName(name)
    return scroll_past(field)


def hours_slider() -> QSlider:
    """The usual part of the same range, to drag."""
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(1, 40)
    slider.setAccessibleName(_("Hours a week"))
    return scroll_past(slider)


def day_field(day: date) -> QDateEdit:
    """A day with a calendar to pick it from."""
    field = _DayField(dates.to_qdate(day))
    field.setCalendarPopup(True)
    field.setDisplayFormat(dates.day_pattern())
    field.setKeyboardTracking(False)
    return scroll_past(field)


class _DayField(QDateEdit):
    """Its calendar is made when it is wanted, and begins its weeks as the person wishes by then."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ready()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4 or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._ready()
        super().keyPressEvent(event)

    def _ready(self) -> None:
        self.calendarWidget().setFirstDayOfWeek(dates.first_weekday())


class Settle(QObject):
    """Tells apart a value that is being moved from one that has come to rest, which is one change."""

    moved = Signal(object)
    """The value on its way."""
    settled = Signal(object)
    """The value at rest."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._value: object = None
        self._pending = False
        self._sliders: list[QSlider] = []
        self._timer = QTimer(self, singleShot=True, interval=SETTLE)
        self._timer.timeout.connect(self._rest)

    @property
    def pending(self) -> bool:
        """Whether the value has been moved and is not counted yet."""
        return self._pending

    def hold(self, slider: QSlider) -> None:
        """While this is held, nothing has come to rest; when it is let go, it has."""
        self._sliders.append(slider)
        slider.sliderReleased.connect(self._rest)

    def type_into(self, field: QDoubleSpinBox) -> None:
        """What is being typed is a value on its way; it counts when the field says so."""

        def typed(text: str) -> None:
            # The types say that it is a state; it is one with the text and the place in it.
            state: object = field.validate(text, 0)
            if isinstance(state, tuple) and state[0] == QValidator.State.Acceptable:
                self.moved.emit(field.valueFromText(text))

        field.lineEdit().textEdited.connect(typed)

    def move(self, value: object) -> None:
        """The value is now this one."""
        self._value, self._pending = value, True
        self.moved.emit(value)
        self._timer.start()

    def drop(self) -> None:
        """What was moved shall not count."""
        self._timer.stop()
        self._pending = False

    def flush(self) -> None:
        """Count what was moved now."""
        self._timer.stop()
        if self._pending:
            self._pending = False
            self.settled.emit(self._value)

    def _rest(self) -> None:
        if not any(slider.isSliderDown() for slider in self._sliders):
            self.flush()
