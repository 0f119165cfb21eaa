"""The timeline from the keyboard: rows up and down, bars a week earlier or later, stages folded, days scrolled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from planner.app.timeline import Bar, Stage

if TYPE_CHECKING:
    from ui.timeline.chart import Chart

_NONE, _PAD, _SHIFT = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier
)  # fmt: skip


def press(chart: Chart, event: QKeyEvent) -> bool:
    """Do what a key means on the timeline; False where it means nothing here."""
    key, plain = Qt.Key(event.key()), event.modifiers() in (_NONE, _PAD)
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        forwards = (key == Qt.Key.Key_Right) != chart.backwards
        if event.modifiers() == _SHIFT:
            chart.scroll_by(0.5 if forwards else -0.5)
            return True
        return plain and _across(chart, forwards)
    steps = _steps(chart)
    if key in steps and plain and chart.rows:
        _step(chart, steps[key])
        return True
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and chart.selected:
        chart.opened.emit(chart.selected)
        return True
    if key == Qt.Key.Key_Escape and plain:
        return _escape(chart)
    text = event.text()
    if len(text) == 1 and text.isalnum() and event.modifiers() in (_NONE, _SHIFT):
        chart.typed.emit(text)
        return True
    return False


def _steps(chart: Chart) -> dict[Qt.Key, int]:
    page = max(1, int((chart.frame.bottom - chart.frame.head) // chart.look.row) - 1)
    everything = len(chart.rows)
    return {
        Qt.Key.Key_Up: -1,
        Qt.Key.Key_Down: 1,
        Qt.Key.Key_PageUp: -page,
        Qt.Key.Key_PageDown: page,
        Qt.Key.Key_Home: -everything,
        Qt.Key.Key_End: everything,
    }


def _step(chart: Chart, rows: int) -> None:
    """To another row; into the view from nowhere."""
    here = chart.place_of(chart.current)
    if here is None:
        first = chart.frame.rows(len(chart.rows)).start
        there = first if abs(rows) < len(chart.rows) else 0 if rows < 0 else len(chart.rows) - 1
    else:
        there = min(max(here + rows, 0), len(chart.rows) - 1)
    chart.choose(chart.rows[there])


def _across(chart: Chart, forwards: bool) -> bool:
    """A bar begins a week earlier or later; a stage is folded or opened."""
    number = chart.place_of(chart.current)
    row = chart.rows[number] if number is not None else None
    if isinstance(row, Stage):
        chart.toggle(row, fold=not forwards)
    elif isinstance(row, Bar):
        chart.mover.shift(row, 7 if forwards else -7)
    else:
        chart.scroll_by(0.25 if forwards else -0.25)
    return True


def _escape(chart: Chart) -> bool:
    """Stop dragging, else give up the selection."""
    if chart.pointer.cancel():
        return True
    if chart.current is None:
        return False
    chart.choose(None)
    return True
