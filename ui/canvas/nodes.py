"""How one box looks: outline by kind, mark by status, title, effort and dates, choices and what is hidden."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from planner import i18n
from planner.app.difference import amount
from planner.app.map import Choice, MapNode, Mark, Side, Signs, mark_words
from planner.i18n import _, ngettext
from ui import dates
from ui.canvas.levels import CAPTION, LEVELS, Level
from ui.plain import elide, unbroken
from ui.reading import backwards, by_its_letters, placed, write
from ui.theme import shapes
from ui.theme.bars import paint_bars
from ui.theme.theme import Theme

SMALLEST = 0.65
"""Of the usual size of a title, where it is written smaller."""
_AIR, _AIRY = 14.0, 0.88
"""Pixels that three lines leave above and below together, and how much smaller they are written for that at most."""
_BADGE = 17.0
"""Height of a badge."""


class NodePainter:
    """Paints boxes; remembers how titles are broken into lines."""

    def __init__(self, theme: Theme, font: QFont) -> None:
        self.theme = theme
        self.font = font
        self.whole_titles = False
        """Whether long titles are written smaller rather than cut: on paper nobody could ask for the rest."""
        self.signs: Signs | None = None
        """Of two plans on one map: how they are told apart."""
        self._lines: dict[tuple[str, str, int, str, float, bool], tuple[int, list[str]]] = {}

    def paint(self, painter: QPainter, node: MapNode, rect: QRectF, level: Level) -> None:
        """One box with all that the level shows of it."""
        opacity = painter.opacity()
        if is_aside(node) or node.side is Side.FIRST:
            painter.setOpacity(opacity * self.theme.aside)
        if node.side is Side.SECOND:  # a second outline, which is seen without colours, too
            painter.setPen(QPen(self.theme.text, 2))
            painter.setBrush(self.theme.surface)
            painter.drawPath(shapes.outline(node.kind, rect.adjusted(-4, -4, 4, 4)))
        shapes.paint_node(painter, node.kind, look_of(node), rect, self.theme)
        if level.title:
            self._paint_text(painter, node, rect, level)
            self._paint_badges(painter, node, rect, level)
            self._paint_bars(painter, node, rect, level)
        painter.setOpacity(opacity)
        self.paint_mark(painter, node, rect, level)
        words = side_sign(node, self.signs)
        if level.title and words:
            self._paint_side(painter, node, rect, words, level)

    def paint_mark(self, painter: QPainter, node: MapNode, rect: QRectF, level: Level) -> None:
        """The mark of the status at the upper corner where lines leave the box; none where there is nothing to say."""
        if level.mark and node.mark not in (Mark.LOCKED, Mark.UNPLANNED, Mark.DRAFT):
            corner = placed(painter, QRectF(rect.right() - 10, rect.top() + 2, 0, 0), rect).topLeft()
            status = _status(node)
            shapes.paint_mark(painter, status, corner, level.mark, self.theme, node.progress)

    def _paint_text(self, painter: QPainter, node: MapNode, rect: QRectF, level: Level) -> None:
        area = shapes.text_rect(node.kind, rect)
        if node.bars[1]:
            bars = placed(painter, bars_rect(node, rect, level), rect)
            if backwards(painter):
                area.setLeft(max(area.left(), bars.right() + 3))
            else:
                area.setRight(min(area.right(), bars.left() - 3))
        caption = caption_of(node) if level.caption else ""
        small_font = sized(self.font, CAPTION)
        small = QFontMetricsF(small_font)
        tight = 0.94 if caption else 0.84
        badged = bool(open_choices(node) or node.hidden)
        key = node.id, node.title, level.title, node.kind, area.height(), badged
        if key not in self._lines:
            below = small.height() - 2 if caption else 4
            if badged:  # a badge lies over the lower edge
                below += 0.5 * _BADGE * badge_size(level)
            elif not caption and not self.whole_titles:  # a title alone may come near the edge
                below = -6
            room = (area.height() - below) / tight
            self._lines[key] = self._title_lines(node.label, level, area.width(), room)
        size, lines = self._lines[key]
        title_font = sized(self.font, size, QFont.Weight.DemiBold)
        metrics = QFontMetricsF(title_font)
        step = metrics.height() * tight
        if badged and not self.whole_titles:
            area.adjust(0, 0, 0, -0.35 * _BADGE * badge_size(level))
        top = area.center().y() - (step * len(lines) + (small.height() if caption else 0)) / 2
        painter.setFont(title_font)
        painter.setPen(self.theme.text)
        for number, line in enumerate(lines):
            write(painter, QPointF(area.left(), top + number * step + metrics.ascent()), area.width(), line)
        if caption:
            while self.whole_titles and small.horizontalAdvance(caption) > area.width() and small_font.pixelSize() > 7:
                small_font = sized(self.font, small_font.pixelSize() - 1)
                small = QFontMetricsF(small_font)
            painter.setFont(small_font)
            painter.setPen(self.theme.text2)
            shown = small.elidedText(caption, Qt.TextElideMode.ElideRight, area.width())
            write(painter, QPointF(area.left(), top + step * len(lines) + small.ascent()), area.width(), shown)

    def _title_lines(self, title: str, level: Level, width: float, room: float) -> tuple[int, list[str]]:
        """Pixels of a title and its lines; `room`: pixels below each other that they may take."""
        usual_size, metrics = level.title, QFontMetricsF(sized(self.font, level.title, QFont.Weight.DemiBold))
        longest = max((metrics.horizontalAdvance(word) for word in title.replace("-", "- ").split()), default=0.0)
        if longest > width:  # a word in smaller letters is read more easily than one that is broken
            usual_size = max(round(level.title * SMALLEST), int(level.title * width / longest))
            metrics = QFontMetricsF(sized(self.font, usual_size, QFont.Weight.DemiBold))
        usual = elide(title, metrics, width, max(1, min(level.lines, int(room / metrics.height() + 0.2))))
        if len(usual) > 2 and not self.whole_titles:
            usual_size, usual = self._with_air(title, usual_size, len(usual), width, room)
        for size in range(level.title, round(level.title * SMALLEST) - 1, -1) if self.whole_titles else ():
            metrics = QFontMetricsF(sized(self.font, size, QFont.Weight.DemiBold))
            lines = unbroken(title, metrics, width, max(level.lines, int(room / metrics.height())))
            if lines and (size == level.title or len(lines) * metrics.height() <= room):
                return size, lines
        return usual_size, usual

    def _with_air(self, title: str, usual: int, count: int, width: float, room: float) -> tuple[int, list[str]]:
        """Three lines in letters that are a little smaller, so that they do not touch the edge of their box."""
        size = usual
        while size > usual * _AIRY and count * _height(self.font, size) > room - _AIR:
            size -= 1
        metrics = QFontMetricsF(sized(self.font, size, QFont.Weight.DemiBold))
        return size, elide(title, metrics, width, count)

    def _paint_badges(self, painter: QPainter, node: MapNode, rect: QRectF, level: Level) -> None:
        words = junction_words(open_choices(node))
        if words:
            junction = placed(painter, junction_rect(node, rect, self.font, level), rect)
            self._paint_badge(painter, junction, words, self.theme.accent, level)
        if node.hidden:
            text, tall = hidden_words(node.hidden), _BADGE * badge_size(level)
            width = QFontMetricsF(_badge_font(self.font, level)).horizontalAdvance(text) + 0.7 * tall
            place = QRectF(rect.right() - width - 8, rect.bottom() - tall / 2, width, tall)
            self._paint_badge(painter, placed(painter, place, rect), text, self.theme.border, level)

    def _paint_bars(self, painter: QPainter, node: MapNode, rect: QRectF, level: Level) -> None:
        """Which level of a skill it is, in the lower corner where lines leave the box."""
        part, parts = node.bars
        if parts:
            paint_bars(painter, part, parts, placed(painter, bars_rect(node, rect, level), rect), self.theme)

    def _paint_side(self, painter: QPainter, node: MapNode, rect: QRectF, words: str, level: Level) -> None:
        """A tag over the upper edge: which of two plans has it, or by how much it has moved."""
        tall = _BADGE * badge_size(level)
        width = QFontMetricsF(_badge_font(self.font, level)).horizontalAdvance(words) + 0.9 * tall
        place = placed(painter, QRectF(rect.left() + 8, rect.top() - min(0.95 * tall, 16.0), width, tall), rect)
        second = node.side is Side.SECOND
        dashes = Qt.PenStyle.DashLine if node.side is Side.FIRST else Qt.PenStyle.SolidLine
        painter.setPen(QPen(self.theme.text, 1.5, dashes))
        painter.setBrush(self.theme.text if second else self.theme.surface)
        painter.drawRoundedRect(place, 3, 3)
        painter.setFont(_badge_font(self.font, level))
        painter.setPen(self.theme.surface if second else self.theme.text)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)

    def _paint_badge(self, painter: QPainter, rect: QRectF, text: str, colour: object, level: Level) -> None:
        if self.whole_titles:  # a little lower, where it covers no words
            rect = rect.translated(0, 4)
        painter.setPen(QPen(colour, 1.5))  # type: ignore[call-overload]
        painter.setBrush(self.theme.surface)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setFont(_badge_font(self.font, level))
        painter.setPen(self.theme.text)
        with by_its_letters(painter):
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)


def is_aside(node: MapNode) -> bool:
    """Whether the box is no part of the plan."""
    return not node.planned and not node.held


def look_of(node: MapNode) -> str:
    """The status that the outline shows."""
    if node.side is Side.FIRST:
        return "unplanned"
    # A padlock and dashes on nearly every box would only be noise; what cannot be begun yet is drawn plain.
    return "ready" if node.mark in (Mark.LOCKED, Mark.DRAFT) else _status(node)


def _status(node: MapNode) -> str:
    return "skipped" if node.mark is Mark.AVOIDED else "unplanned" if node.mark is Mark.RETIRED else node.mark.value


def side_sign(node: MapNode, signs: Signs | None) -> str:
    """What the tag of a box says where two plans are on one map: a sign, or by how much it has moved."""
    if signs is None or node.side is None:
        return ""
    if node.side is Side.MOVED:
        return moved_words(node.days)
    return signs.first if node.side is Side.FIRST else signs.second


def moved_words(days: int) -> str:
    """By how much something is later or earlier; empty where it ends on the same day."""
    if not days:
        return ""
    return (_("{amount} later") if days > 0 else _("{amount} earlier")).format(amount=amount(days))


def open_choices(node: MapNode) -> list[Choice]:
    """The choices at this item that the learner can still make."""
    return [choice for choice in node.choices if not choice.held and len(choice.options) > 1]


def junction_words(choices: Sequence[Choice]) -> str:
    """Such as "1 of 3"; empty without a choice."""
    if not choices:
        return ""
    if len(choices) > 1:
        return ngettext("{count} choice", "{count} choices", len(choices)).format(count=len(choices))
    [choice] = choices
    return _("{taken} of {options}").format(taken=len(choice.chosen), options=len(choice.options))


def junction_rect(node: MapNode, rect: QRectF, font: QFont, level: Level) -> QRectF:
    """Where the junction of a box stands: at its left edge, where its lines come together (mirrored as the map is)."""
    width = QFontMetricsF(_badge_font(font, level)).horizontalAdvance(junction_words(open_choices(node)))
    tall = _BADGE * badge_size(level)
    return QRectF(rect.left() - 12, rect.bottom() - tall / 2, width + 0.8 * tall, tall)


def bars_rect(node: MapNode, rect: QRectF, level: Level) -> QRectF:
    """Where the bars of a level of a skill stand: above the badge of what is hidden, where there is one."""
    size = badge_size(level)
    wide, tall = (6.0 * node.bars[1] - 1) * size, 13.0 * size
    below = 5.0 + (0.5 * _BADGE * size if node.hidden else 0)
    return QRectF(rect.right() - wide - 7, rect.bottom() - tall - below, wide, tall)


def badge_size(level: Level) -> float:
    """How much larger badges are than close up, so that they can still be read."""
    return min(1.5, max(1.0, level.title / LEVELS[0].title))


def _badge_font(font: QFont, level: Level) -> QFont:
    return sized(font, CAPTION * badge_size(level), QFont.Weight.DemiBold)


def hidden_words(count: int) -> str:
    """What a badge says of prerequisites that the map does not show."""
    return ngettext("+{count} hidden", "+{count} hidden", count).format(count=count)


def caption_of(node: MapNode) -> str:
    """Effort and dates of a box in one short line."""
    if node.kind == "role" and node.mark is not Mark.DRAFT:
        return _("you start here") if node.held else _("a way in")
    if node.held:
        return mark_words(node.mark)
    if node.mark is Mark.RETIRED:
        return _("no longer offered")
    parts = []
    if node.months:
        parts.append(i18n.months(node.months))
    elif node.hours:
        parts.append(dates.hours(node.hours))
    if node.finish is not None and node.start is not None:
        parts.append(dates.span(node.start, node.finish))
    elif not node.planned:
        parts.append(_("not in your plan"))
    return " · ".join(parts)


def sized(base: QFont, pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The font in another size and weight."""
    found = QFont(base)
    found.setPixelSize(max(1, round(pixels)))
    found.setWeight(weight)
    return found


def _height(font: QFont, size: int) -> float:
    return QFontMetricsF(sized(font, size, QFont.Weight.DemiBold)).height()
