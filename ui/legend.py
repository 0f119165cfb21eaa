"""What the shapes and marks of the map mean: one list for the pane in the window and for pictures."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from planner.app.map import Mark, kind_words, mark_words
from planner.i18n import _
from planner.model.curriculum import Kind
from ui.theme.bars import paint_bars
from ui.theme.shapes import paint_mark, paint_node
from ui.theme.theme import Theme

BARS = "bars"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a legend."""

    key: str
    """A kind, "goal", or a status."""
    words: str
    is_mark: bool = False


def kinds() -> list[Entry]:
    """Every outline of the map."""
    return [Entry(kind, kind_words(kind)) for kind in (*(one.value for one in Kind), "goal")]


def bars() -> Entry:
    """The bars of a step that is a level of a skill."""
    return Entry(BARS, _("how deep into a skill"))


def marks(*shown: Mark) -> list[Entry]:
    """These marks at the corner of a box."""
    return [Entry(mark.value, mark_words(mark), True) for mark in shown]


def paint_sign(painter: QPainter, entry: Entry, box: QRectF, theme: Theme) -> None:
    """The shape or mark of an entry, as the map draws it."""
    if entry.is_mark:
        status = "skipped" if entry.key == Mark.AVOIDED else "unplanned" if entry.key == Mark.RETIRED else entry.key
        paint_mark(painter, status, QPointF(box.center()), box.height() * 0.6, theme, 0.4)
    elif entry.key == BARS:
        wide = min(box.width(), box.height() * 1.25)
        paint_bars(painter, 2, 3, QRectF(box.center().x() - wide / 2, box.top(), wide, box.height()), theme)
    else:
        paint_node(painter, entry.key, "ready", box, theme)
