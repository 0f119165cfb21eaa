"""Fields that ask for time, the same wherever they stand."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDateEdit, QDoubleSpinBox, QSlider, QWidget

from planner.i18n import _
from ui import dates

W = TypeVar("W", bound=QWidget)


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
    field = QDateEdit(dates.to_qdate(day))
    field.setCalendarPopup(True)
    field.setDisplayFormat(dates.day_pattern())
    field.setKeyboardTracking(False)
    return scroll_past(field)
