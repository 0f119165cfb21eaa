"""What lies under the bars: rows, days without study, lines of the calendar, marks; and the words above them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from planner.app.timeline import Timeline
from planner.i18n import _
from ui import dates
from ui.timeline.bars import paint_hatching, paint_range
from ui.timeline.frame import MIDDLE, Frame

DAYS_FROM = 3.0
"""Pixels a day from which weekends are shown."""
WIDE, HATCHED = 2.0, 8.0
"""Pixels that days off need to be shown, and to be hatched: one line would look like a mark."""


def paint_days(painter: QPainter, frame: Frame, shown: Timeline, place: QRectF) -> None:
    """Shade weekends, days off, holidays and busy days in a part of the area."""
    theme, axis = frame.look.theme, frame.axis
    if axis.pixels >= DAYS_FROM * frame.look.text and any(shown.week):
        for first, last in _idle_weekdays(shown, frame.begin, frame.end):
            rect = _column(frame, first, last, place)
            painter.fillRect(rect, theme.raised)
    first_one = max(0, bisect_left(shown.stretches, frame.begin, key=lambda one: one.last))
    for stretch in shown.stretches[first_one:]:
        if stretch.first > frame.end:
            break
        rect = _column(frame, stretch.first, stretch.last, place)
        if rect.width() < WIDE:
            continue
        painter.fillRect(rect, theme.raised)
        if stretch.kind == "off" and rect.width() >= HATCHED:
            paint_hatching(painter, rect, theme.edge_idle if theme.contrast else theme.pressed, 9)


def _idle_weekdays(shown: Timeline, begin: date, end: date) -> Iterator[tuple[date, date]]:
    """Runs of days of the week on which there is never study, such as every weekend."""
    day, first = begin, None
    while day <= end + timedelta(days=1):
        idle = day <= end and not shown.week[day.weekday()]
        if idle and first is None:
            first = day
        elif not idle and first is not None:
            yield first, day - timedelta(days=1)
            first = None
        day += timedelta(days=1)


def _column(frame: Frame, first: date, last: date, place: QRectF) -> QRectF:
    begin, end = max(frame.axis.x(first), frame.left), min(frame.axis.end(last), frame.left + frame.room)
    return frame.span(begin, max(begin, end), place.top(), place.height())


def paint_lines(painter: QPainter, frame: Frame, place: QRectF) -> None:
    """A line where each piece of the words above begins."""
    theme = frame.look.theme
    fine = QPen(theme.disabled, 1, Qt.PenStyle.DotLine) if theme.contrast else QPen(theme.hairline, 1)
    coarse = QPen(theme.disabled if theme.contrast else theme.pressed, 1)
    for ticks, pen in (
        (frame.axis.fine(frame.begin, frame.end), fine),
        (frame.axis.coarse(frame.begin, frame.end), coarse),
    ):
        painter.setPen(pen)
        places = [round(frame.x(frame.axis.x(tick.first))) for tick in ticks]
        painter.drawLines([QLineF(x, place.top(), x, place.bottom()) for x in places])


def paint_words(painter: QPainter, frame: Frame) -> None:
    """The two rows of words."""
    look, line = frame.look, float(frame.look.line)
    theme = look.theme
    rows = (frame.axis.coarse(frame.begin, frame.end), frame.axis.fine(frame.begin, frame.end))
    for number, ticks in enumerate(rows):
        top, fonts = number * line, (look.strong, look.caption)[number]
        metrics = (look.strong_size, look.caption_size)[number]
        painter.setFont(fonts)
        edges: list[QLineF] = []
        painter.setPen(theme.text if not number else theme.text2)
        for tick in ticks:
            whole = frame.span(frame.axis.x(tick.first), frame.axis.x(tick.after), top, line)
            seen = whole.intersected(frame.area)
            x = round(frame.x(frame.axis.x(tick.first)))
            edges.append(QLineF(x, top + (0 if not number else 2), x, top + line))
            width = metrics.horizontalAdvance(tick.words)
            if width > seen.width() - (8 if not number else 0) or (number and seen.width() < whole.width() - 1):
                continue
            # The coarser words stand at the beginning of what is in sight of their piece.
            flags = MIDDLE if number else frame.start_side
            painter.drawText(seen.adjusted(6, 0, -6, 0) if not number else seen, flags, tick.words)
        painter.setPen(QPen(theme.hairline, 1))
        painter.drawLines(edges)


# -- marks: today, the deadline, the finish


@dataclass(frozen=True, slots=True)
class Sign:
    """One mark of the row below the words."""

    name: str
    """"today", "deadline" or "finish"."""
    day: date
    words: str
    ground: QColor
    ink: QColor
    short: str
    """The same where there is little room."""


def signs(frame: Frame, shown: Timeline) -> list[Sign]:
    """What is marked, in the order of time."""
    theme = frame.look.theme
    found = [Sign("today", shown.today, _("Today"), theme.accent, theme.on_accent, _("Today"))]
    if shown.deadline is not None:
        missed = shown.finish is None or shown.finish > shown.deadline
        words = _("Deadline {date}").format(date=dates.day(shown.deadline))
        if missed and shown.finish is not None:
            words = _("Deadline {date}, missed").format(date=dates.day(shown.deadline))
        found.append(Sign("deadline", shown.deadline, words, theme.overdue, theme.surface, _("Deadline")))
    if shown.finish is not None:
        words = _("Finish {date}").format(date=dates.day(shown.finish))
        found.append(Sign("finish", shown.finish, words, theme.kind("goal").stroke, theme.surface, _("Finish")))
    return sorted(found, key=lambda one: one.day)


def sign_places(frame: Frame, shown: Timeline) -> list[tuple[Sign, QRectF, int]]:
    """Where each sign is drawn, and whether it is in sight (0), over before (-1) or later (1).

    A sign hangs at the line of its day like a flag. What is out of sight stands at the end of the row, with an arrow.
    """
    look = frame.look
    height = look.caption_size.height() + 4
    top = 2 * look.line + (look.marks - height) / 2
    away = [
        (sign, frame.in_sight((frame.axis.x(sign.day), frame.axis.x(sign.day) + 1))) for sign in signs(frame, shown)
    ]
    outside = [(sign, side) for sign, side in away if side]
    if sum(_sign_width(frame, sign.words) + height for sign, _side in outside) > frame.room:
        outside = [(replace(sign, words=sign.short), side) for sign, side in outside]
    early, late = frame.left, frame.left + frame.room
    found: list[tuple[Sign, QRectF, int]] = []
    earlier = [one for one in outside if one[1] < 0]
    for sign, side in (*earlier, *reversed([one for one in outside if one[1] > 0])):
        width = _sign_width(frame, sign.words) + height * 0.7
        near = early if side < 0 else late
        found.append((sign, frame.beside(frame.x(near), width, top, height, before=side > 0), side))
        early, late = (early + width + 4, late) if side < 0 else (early, late - width - 4)
    taken = [rect for _sign, rect, _side in found]
    for sign in reversed([sign for sign, side in away if not side]):  # the last one has the least room to hang into
        width, near = _sign_width(frame, sign.words), frame.x(frame.axis.x(sign.day))
        rect = _free_place(frame, [frame.beside(near, width, top, height, before) for before in (False, True)], taken)
        if rect is not None:  # else only its line is drawn; the summary says it in words
            taken.append(rect)
            found.append((sign, rect, 0))
    return found


def _sign_width(frame: Frame, words: str) -> float:
    return frame.look.caption_size.horizontalAdvance(words) + 14


def _free_place(frame: Frame, places: list[QRectF], taken: list[QRectF]) -> QRectF | None:
    """The first place that is in sight and free; else right before the others, or at the end of what is in sight."""
    first = min((one.left() for one in taken), default=frame.area.right())
    last = max((one.right() for one in taken), default=frame.area.left())
    width = places[0].width()
    beside = (first - width - 4, last + 4)
    tries = [places[0].translated(left - places[0].left(), 0) for left in (beside[::-1] if frame.backwards else beside)]
    tries = [*places, *tries, places[0].translated(frame.area.right() - places[0].right(), 0)]
    return next(
        (one for one in tries if frame.area.contains(one) and not any(one.intersects(other) for other in taken)), None
    )


def paint_mark_lines(painter: QPainter, frame: Frame, shown: Timeline, place: QRectF) -> None:
    """The line of each mark through all rows."""
    for sign in signs(frame, shown):
        begin = frame.axis.x(sign.day)
        if frame.in_sight((begin, begin + 1)):
            continue
        pen = QPen(sign.ground, 2.0)
        if sign.name != "today":
            pen.setDashPattern([5, 3] if sign.name == "deadline" else [1.5, 2.5])
        painter.setPen(pen)
        x = frame.x(begin)
        painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()))


def paint_signs(painter: QPainter, frame: Frame, shown: Timeline) -> None:
    """The row of marks, with the range of the finish."""
    look = frame.look
    top = 2.0 * look.line
    painter.fillRect(QRectF(frame.area.left(), top, frame.room, look.marks), look.theme.surface)
    if shown.goal in shown.ranges:
        paint_range(painter, frame, shown.ranges[shown.goal], top + look.marks / 2, "goal", look.bar * 0.28)
    painter.setFont(look.caption)
    for sign, rect, side in sign_places(frame, shown):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(sign.ground)
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(sign.ink)
        words_place = rect
        if side:
            to_right = (side > 0) != frame.backwards
            words_place = _paint_arrow(painter, rect, to_right, sign.ink)
        painter.drawText(words_place, MIDDLE, sign.words)


def _paint_arrow(painter: QPainter, rect: QRectF, to_right: bool, ink: QColor) -> QRectF:
    """An arrow at the end of a sign; returns the room that is left for its words."""
    reach = rect.height() * 0.22
    x = rect.right() - 2.2 * reach if to_right else rect.left() + 2.2 * reach
    step = reach if to_right else -reach
    middle = rect.center().y()
    painter.setPen(QPen(ink, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(x - step, middle - reach), QPointF(x, middle))
    painter.drawLine(QPointF(x, middle), QPointF(x - step, middle + reach))
    return rect.adjusted(0, 0, -rect.height() * 0.6, 0) if to_right else rect.adjusted(rect.height() * 0.6, 0, 0, 0)
