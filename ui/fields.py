"""Fields that ask for time, the same wherever they stand."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDateEdit, QDoubleSpinBox, QSlider

from planner.i18n import _
from ui import dates


def hours_field() -> QDoubleSpinBox:
    """Hours of study a week, as a number."""
    field = QDoubleSpinBox()
    field.setRange(0, 168)
    field.setDecimals(1)
    field.setSuffix(_(" h"))
    field.setKeyboardTracking(False)
    field.setAccessibleName(_("Hours a week"))
    return field


def hours_slider() -> QSlider:
    """The usual part of the same range, to drag."""
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(1, 40)
    slider.setAccessibleName(_("Hours a week"))
    return slider


def day_field(day: date) -> QDateEdit:
    """A day with a calendar to pick it from."""
    field = QDateEdit(dates.to_qdate(day))
    field.setCalendarPopup(True)
    field.setDisplayFormat("d MMM yyyy")
    field.setKeyboardTracking(False)
    return field
