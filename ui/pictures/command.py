"""Draws a map into a file for the command line, without a display."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

from planner.app import output, queries
from planner.app.map import Map, Sight
from planner.model.document import Document
from planner.model.plan import Plan
from ui import dates, preflight
from ui.first_sight import picture_of
from ui.pictures.formats import encode
from ui.pictures.heading import heading
from ui.pictures.wish import Wish, checked_scale, format_of, size_of
from ui.theme.theme import ThemeName


def prepare() -> str | None:
    """Make ready for painting; a sentence that says why that is not possible here."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # also where somebody has set another one: no display is needed
    missing = preflight.missing()
    if missing:
        return missing
    from PySide6.QtWidgets import QApplication

    preflight.install_fatal_handler()
    global _app
    _app = QApplication.instance() or QApplication(sys.argv[:1])
    dates.use_language()
    return None


_app: object = None
"""Fonts need an application as long as anything is painted."""


def wish_of(out: str, size: str, scale: float, theme: ThemeName) -> Wish:
    """What the options ask for. Raises PlannerError."""
    size_of(size)
    return Wish(format_of(out), size, checked_scale(scale), theme)


def write(document: Document, plan: Plan, wish: Wish, out: str, stages: bool | None, everything: bool) -> Path:
    """Draw the map and write the file; returns where it is. Raises PlannerError."""
    picture = _picture(document, plan, stages, everything)
    sheet = wish.sheet(picture, heading(document, plan, date.today()))
    return output.write_file(Path(out), encode(sheet, wish.kind, wish.scale))


def _picture(document: Document, plan: Plan, stages: bool | None, everything: bool) -> Map:
    """`stages`: a board, or every step; None: what the window would show."""
    if stages is None and not everything:
        return picture_of(document, plan, None, None)
    return queries.draw(document, plan, Sight(everything, frozenset() if stages else None))
