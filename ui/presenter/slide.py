"""Paints one slide in any size and shape: the words first, what is drawn takes the room that is left."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from planner.app.map import Map
from planner.app.presentation import Row, Slide, Sort, Story
from ui.presenter.spotlight import paint_around, paint_spotlight
from ui.presenter.words import HEIGHT, HUGE, LARGE, LEAST, MIDDLE, SMALL, WIDTH, Block, fitted, joined, stacked, write
from ui.reading import placed
from ui.theme import theme as themes
from ui.theme.shapes import paint_mark
from ui.theme.theme import Theme

SIDE, TOP, FOOT, GAP = 96.0, 60.0, 150.0, 20.0
"""Pixels of the slide left and right, above, below and between."""


@dataclass(frozen=True, slots=True)
class Show:
    """What is shown: a slide of a talk, the map behind it, and the look."""

    story: Story
    place: int
    picture: Map | None
    theme: Theme
    spotlight: bool = True
    """Whether a step stands between its neighbours; else the whole stage is drawn."""

    @property
    def slide(self) -> Slide:
        """The slide itself."""
        return self.story.slides[min(self.place, len(self.story.slides) - 1)]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything of a slide stands, in pixels of the slide."""

    size: QSizeF
    words: tuple[tuple[Block, QRectF], ...]
    drawn: QRectF
    """What is left for rows and drawings."""
    foot: QRectF


def slide_font() -> QFont:
    """The font of the system, without the text size of the window: a slide is large anyway."""
    font = themes.base_font()
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def laid_out(slide: Slide, size: QSizeF, base: QFont, drawn_alone: bool = False) -> Layout:
    """Where everything stands on a slide of a size in pixels of the slide.

    `drawn_alone`: a drawing takes the room of all words but the title.
    """
    width, tall = size.width() - 2 * SIDE, size.height() - TOP - FOOT
    foot = QRectF(SIDE, size.height() - FOOT, width, FOOT - 40)
    opening = slide.sort is Sort.TITLE
    above = fitted(slide.above, base, width, tall * 0.12, SMALL)
    title = fitted(slide.title, base, width, tall * (0.4 if opening else 0.24), HUGE if opening else LARGE, strong=True)
    facts = joined(slide.facts, base, width, tall * 0.18, MIDDLE if len(slide.facts) < 5 else 40)
    sentence = fitted(slide.sentence, base, width, tall * 0.24, MIDDLE if opening else 42)
    blocks = [above, title] if drawn_alone else [above, title, facts, sentence]
    top = TOP
    if opening or (not slide.rows and slide.sort is not Sort.STEP):
        top += max(0.0, (tall - stacked(blocks, GAP)) / 2.4)
    words: list[tuple[Block, QRectF]] = []
    below = slide.sort is Sort.STEP
    for block in blocks[:3] if below else blocks:
        if block.lines:
            words.append((block, QRectF(SIDE, top, width, block.height)))
            top += block.height + GAP
    bottom = size.height() - FOOT
    if below and sentence.lines and not drawn_alone:  # a drawing comes first, and then what it means
        bottom -= sentence.height + GAP
        words.append((sentence, QRectF(SIDE, bottom, width, sentence.height)))
        bottom -= GAP
    return Layout(size, tuple(words), QRectF(SIDE, top + GAP, width, max(0.0, bottom - top - GAP)), foot)


def paint(painter: QPainter, show: Show, target: QRectF) -> None:
    """The slide into a part of the screen."""
    theme, slide, base = show.theme, show.slide, slide_font()
    scale = min(target.width() / WIDTH, target.height() / HEIGHT)
    if scale <= 0:
        return
    painter.save()
    painter.setClipRect(target)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.fillRect(target, theme.bg if theme.dark else theme.surface)
    painter.translate(target.topLeft())
    painter.scale(scale, scale)
    on_map = slide.sort is Sort.STEP and not show.spotlight
    layout = laid_out(slide, QSizeF(target.width() / scale, target.height() / scale), base, on_map)
    for block, room in layout.words:
        write(painter, block, room, theme.text)
    if slide.sort is Sort.STEP and show.picture is not None:
        if show.spotlight:
            paint_spotlight(painter, layout.drawn, show.picture, slide.item, theme, base)
        else:
            paint_around(painter, layout.drawn, show.picture, slide.item, theme, base)
    elif slide.rows:
        _paint_rows(painter, layout.drawn, slide.rows, theme, base)
    _paint_foot(painter, layout.foot, show, base)
    painter.restore()


def _paint_rows(painter: QPainter, room: QRectF, rows: tuple[Row, ...], theme: Theme, base: QFont) -> None:
    """Subjects with their hours as bars, or a list in two columns."""
    barred = any(row.share for row in rows)
    columns = 1 if barred or len(rows) < 4 else 2
    lines = -(-len(rows) // columns)
    step = min(84.0, room.height() / max(1, lines))
    size = max(LEAST, min(SMALL + 4, int(step * 0.5)))
    across = room.width() / columns
    for number, row in enumerate(rows):
        column, line = divmod(number, lines)
        place = QRectF(room.left() + column * across, room.top() + line * step, across - GAP, step)
        if barred:
            _paint_subject(painter, place, room, row, theme, base, size)
            continue
        mark = placed(painter, QRectF(place.left(), place.center().y(), 2 * size * 0.45, 1), room)
        if row.mine:
            paint_mark(painter, "held", QPointF(mark.center().x(), place.center().y()), size * 0.45, theme)
        words = QRectF(place.left() + size * 1.4, place.top(), place.width() - size * 1.4, step)
        block = fitted(row.title, base, words.width(), step, size)
        words.setTop(place.center().y() - block.height / 2)
        write(painter, block, placed(painter, words, room), theme.text)


def _paint_subject(
    painter: QPainter, place: QRectF, room: QRectF, row: Row, theme: Theme, base: QFont, size: int
) -> None:
    title = QRectF(place.left(), place.top(), place.width() * 0.34, place.height())
    block = fitted(row.title, base, title.width(), title.height(), size)
    title.setTop(place.center().y() - block.height / 2)
    write(painter, block, placed(painter, title, room), theme.text)
    if not row.words:
        return
    words = QRectF(place.left() + place.width() * 0.72, place.top(), place.width() * 0.28, place.height())
    block = fitted(row.words, base, words.width(), words.height(), size)
    words.setTop(place.center().y() - block.height / 2)
    write(painter, block, placed(painter, words, room), theme.text)
    whole = QRectF(place.left() + place.width() * 0.36, 0, place.width() * 0.34 * row.share, min(30.0, size * 0.8))
    whole.moveTop(place.center().y() - whole.height() / 2)
    painter.setPen(QPen(theme.accent, 3))
    painter.setBrush(theme.accent)
    painter.drawRoundedRect(placed(painter, whole, room), 4, 4)


def _paint_foot(painter: QPainter, room: QRectF, show: Show, base: QFont) -> None:
    """The line of the stages, with where one is; only the stage that is talked about is named."""
    theme, slide, stops = show.theme, show.slide, show.story.stops
    if not stops:
        return
    y, inset = room.top() + 34, 20.0
    step = (room.width() - 2 * inset) / len(stops)
    points = [QRectF(room.left() + inset + step * number, y, 0, 0) for number in range(len(stops) + 1)]
    at = [placed(painter, point, room).x() for point in points]
    here = slide.era if slide.era >= 0 else len(stops) if slide.sort in (Sort.GOAL, Sort.END) else -1
    part = slide.number / slide.of if slide.of else 0.0
    now = at[-1] if here >= len(stops) else at[0] if here < 0 else at[here] + (at[here + 1] - at[here]) * part
    painter.setPen(QPen(theme.border, 3))
    painter.drawLine(QPointF(at[0], y), QPointF(at[-1], y))
    painter.setPen(QPen(theme.accent, 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if now != at[0]:
        painter.drawLine(QPointF(at[0], y), QPointF(now, y))
    for number, x in enumerate(at):
        passed = number <= here or (number == here + 1 and part >= 1) or number == 0
        painter.setPen(QPen(theme.accent if passed else theme.border, 4))
        painter.setBrush(theme.accent if passed else theme.bg)
        radius = 14.0 if number else 10.0
        painter.drawEllipse(QPointF(x, y), radius, radius)
    named = min(max(here, 0), len(stops) - 1)
    text = " · ".join(filter(None, (stops[named].title, stops[named].when)))
    if here >= 0 and text:
        block = fitted(text, base, room.width(), 46, SMALL)
        left = min(max(at[named + 1] - block.widest / 2, room.left()), room.right() - block.widest)
        place = QRectF(left, y + 22, block.widest + 2, block.height)
        write(painter, block, place, theme.text, Qt.AlignmentFlag.AlignHCenter)
