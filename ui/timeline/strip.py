"""The strip below the bars: hours of study used against hours free, week by week, or a month or quarter on average."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from planner.app.timeline import Timeline
from planner.i18n import _
from ui import dates
from ui.plain import elide
from ui.timeline.axis import Scale, week_begin
from ui.timeline.frame import MIDDLE, Frame, Look

_LEAST = 5.0
"""Pixels that a piece of the strip needs; else longer ones are taken."""


def piece_of(frame: Frame) -> Scale:
    """Over how long a time study is summed up."""
    pixels = frame.axis.pixels / frame.look.text
    return Scale.WEEKS if pixels * 7 >= _LEAST else Scale.MONTHS if pixels * 30 >= _LEAST else Scale.QUARTERS


def pieces(frame: Frame, begin: date, end: date) -> Iterator[tuple[date, date]]:
    """First and last day of every piece of the strip that touches the days from `begin` to `end`."""
    scale = piece_of(frame)
    first = week_begin(begin)
    if scale is not Scale.WEEKS:
        first = _period_begin(week_begin(begin), scale)
    while first <= end:
        after = first + timedelta(days=7) if scale is Scale.WEEKS else _period_begin(first, scale, later=1)
        yield first, after - timedelta(days=1)
        first = after


def _period_begin(week: date, scale: Scale, later: int = 0) -> date:
    """The first week that begins in the month or quarter of a week, or so many of them later.

    Only whole weeks are summed up: months with more working days than others would seem to hold more study.
    """
    count = 1 if scale is Scale.MONTHS else 3
    number = (week.year * 12 + week.month - 1) // count * count + later * count
    first = date(number // 12, number % 12 + 1, 1)
    begin = week_begin(first)
    return begin if begin == first else begin + timedelta(days=7)


def piece_at(frame: Frame, day: date) -> tuple[date, date]:
    """The piece in which a day lies."""
    return next(pieces(frame, day, day))


def place_of(frame: Frame) -> QRectF:
    """Where the strip is."""
    return QRectF(frame.area.left(), frame.bottom, frame.room, frame.height - frame.bottom)


def paint_strip(painter: QPainter, frame: Frame, shown: Timeline) -> None:
    """Used hours as filled columns in the outline of the free ones; hours that stay free are hatched."""
    look, study = frame.look, shown.study
    place = place_of(frame)
    high, low = place.top() + look.line * 0.9, place.bottom() - 6
    most = max(1.2 * study.usual, 60.0)
    weekly = piece_of(frame) is Scale.WEEKS
    least = look.caption_size.horizontalAdvance("88.8")
    free_ones: list[QRectF] = []
    used_ones: list[QRectF] = []
    painter.setFont(look.caption)
    painter.setPen(look.theme.text)
    for first, last in pieces(frame, frame.begin, frame.end):
        begin = first if study.logged else max(first, study.begins)
        if begin > last:
            continue
        free, used = study.between(begin, last)
        share = 1.0 if weekly else 7 / ((last - begin).days + 1)
        unit = (low - high) * share / most
        free_height, used_height = min(low - high, unit * free), min(low - high, unit * used)
        whole = frame.span(frame.axis.x(begin), frame.axis.end(last), high, low - high)
        gap = 1.0 if whole.width() >= 6 else 0.0
        left, width = whole.left() + gap, max(1.0, whole.width() - 2 * gap)
        free_ones.append(QRectF(left, low - free_height, width, free_height))
        used_ones.append(QRectF(left, low - used_height, width, used_height))
        counted = used or (begin >= study.begins and (shown.finish is None or begin <= shown.finish))
        if whole.width() >= least and counted:
            top = low - max(free_height, used_height) - look.line * 0.9
            words = QRectF(whole.left(), top, whole.width(), look.line * 0.9)
            painter.drawText(words, MIDDLE, dates.number(used * share / 60))
    painter.setPen(QPen(look.theme.border, 1))
    painter.setBrush(look.theme.surface)
    painter.drawRects([rect for rect in free_ones if rect.height() > 0])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.theme.accent)
    painter.drawRects([rect for rect in used_ones if rect.height() > 0])
    painter.setPen(QPen(look.theme.border, 1))
    painter.drawLine(QPointF(place.left(), low), QPointF(place.right(), low))


def paint_caption(painter: QPainter, frame: Frame, shown: Timeline, place: QRectF) -> None:
    """What the strip is, in the frozen column."""
    look = frame.look
    top = place.top() + 6
    for number, text in caption(look, shown, place.width()):
        painter.setFont(look.caption if number else look.strong)
        painter.setPen(look.theme.text2 if number else look.theme.text)
        painter.drawText(QRectF(place.left() + 8, top, place.width() - 16, look.line), frame.start_side, text)
        top += look.line


def caption(look: Look, shown: Timeline, width: float) -> list[tuple[int, str]]:
    """Its lines, each with the number of the sentence that it belongs to; 0 is the title."""
    usual = _("usual: {hours}").format(hours=dates.hours(shown.study.usual / 60))
    sentences = (_("Study, hours a week"), _("filled: used · outline: free"), usual)
    return [
        (number, line)
        for number, text in enumerate(sentences)
        for line in elide(text, look.caption_size if number else look.strong_size, width - 16)
    ]


def foot_of(look: Look, shown: Timeline, width: float) -> int:
    """Height of the strip beside a column of titles that is so wide: its words break where they do not fit."""
    return round((len(caption(look, shown, width)) + 0.4) * look.line + 14)
