"""Lets the parts of a document flow over pages: nothing is cut, headings stay with what follows, heads are repeated."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from ui.canvas.nodes import sized
from ui.handout.parts import Bookmark, Column, Element, Mark, Part, Picture, Run, Spot, Style, Table, Text
from ui.pictures.sheet import sheet_font
from ui.theme.theme import Theme

Draw = Callable[[QPainter], None]
MARGIN = 60.0
"""Around a page, in pixels: 16 mm."""
FOOT = 30.0
"""Room for the line below the text."""
_PAD = 6.0


@dataclass(slots=True)
class Page:
    """What is painted on one page, piece by piece."""

    size: QSizeF
    pieces: list[tuple[Element | None, list[Draw]]] = field(default_factory=list)
    """In the order of reading; None: decoration that nobody reads aloud."""

    def put(self, number: int, element: Element | None, draw: Draw) -> None:
        """One more thing to paint, on the page of this number; it belongs to the element."""
        if self.pieces and self.pieces[-1][0] is element:
            self.pieces[-1][1].append(draw)
            return
        if element is not None:
            element.kids.append(Mark(number, len(self.pieces)))
        self.pieces.append((element, [draw]))


@dataclass(slots=True)
class _Set:
    """A text whose lines have been broken."""

    layout: QTextLayout
    runs: Sequence[tuple[int, Run]]
    """Each with its first letter."""
    height: float

    def font(self, run: Run) -> QFont:
        """The letters of a piece of it."""
        font = QFont(self.layout.font())
        if run.bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    @property
    def lines(self) -> list[QTextLine]:
        return [self.layout.lineAt(number) for number in range(self.layout.lineCount())]


class Flow:
    """Pages that are filled from top to bottom."""

    def __init__(self, size: QSizeF, theme: Theme, backwards: bool = False) -> None:
        """`backwards`: whether the language of the document is written from right to left."""
        self._size, self._theme, self._font = size, theme, sheet_font()
        # The words around a title decide, not the title: sentences mix both.
        self._direction = Qt.LayoutDirection.RightToLeft if backwards else Qt.LayoutDirection.LeftToRight
        self.pages: list[Page] = []
        self.root = Element("Document")
        self.anchors: dict[str, tuple[int, float]] = {}
        """Where each anchor stands: page and distance from its top."""
        self.bookmarks: list[Bookmark] = []
        self._list: Element | None = None
        self._open: tuple[Run, Element] | None = None
        """The link that is being set."""
        self._y = 0.0

    @property
    def _width(self) -> float:
        return self._size.width() - 2 * MARGIN

    @property
    def _bottom(self) -> float:
        return self._size.height() - MARGIN - FOOT

    @property
    def _page(self) -> Page:
        return self.pages[-1]

    def fill(self, parts: Sequence[Part]) -> None:
        """All parts, one after the other."""
        self._turn()
        for at, part in enumerate(parts):
            if not (isinstance(part, Text) and part.tag == "LI"):
                self._list = None
            if isinstance(part, Text):
                self._place_text(part, parts[at + 1 :])
            elif isinstance(part, Table):
                self._place_table(part)
            else:
                self._place_picture(part, last=at + 1 == len(parts))

    def _turn(self, size: QSizeF | None = None) -> None:
        self.pages.append(Page(size or self._size))
        self._y = MARGIN

    # -- texts

    def _set(self, runs: Sequence[Run], size: float, bold: bool, width: float, right: bool = False) -> _Set:
        text = "".join(run.text for run in runs)
        layout = QTextLayout(text, self._sized(size, bold))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self._direction)
        if right:
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout.setTextOption(option)
        formats, starts, place = [], [], 0
        for run in runs:
            starts.append((place, run))
            look = QTextLayout.FormatRange()
            look.start, look.length = place, len(run.text.encode("utf-16-le")) // 2
            place += look.length
            letters = QTextCharFormat()
            letters.setForeground(self._colour(run))
            if run.bold and not bold:
                letters.setFontWeight(QFont.Weight.DemiBold)
            look.format = letters
            formats.append(look)
        layout.setFormats(formats)
        height = _break_lines(layout, width)
        return _Set(layout, starts, height)

    def _sized(self, size: float, bold: bool) -> QFont:
        return sized(self._font, size, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)

    def _set_text(self, part: Text) -> _Set:
        style = part.style
        return self._set(part.runs, style.size, style.bold, self._width - style.indent)

    def _needed(self, part: Part, following: Sequence[Part]) -> float:
        """Room that a part needs at least to begin on a page."""
        if isinstance(part, Table):
            return part.size * 6
        if isinstance(part, Picture):
            return 0.0 if part.own_page else part.size.height()
        made, style = self._set_text(part), part.style
        if style.keep and following:
            return style.above + made.height + self._needed(following[0], following[1:])
        # No line stands alone at the end or the beginning of a page.
        count = len(made.lines)
        least = made.height if count <= 3 else made.height * 2 / count
        return style.above + least

    def _place_text(self, part: Text, following: Sequence[Part]) -> None:
        if self._y + self._needed(part, following) > self._bottom and self._y > MARGIN:
            self._turn()
        style, made = part.style, self._set_text(part)
        self._y += style.above if self._y > MARGIN else 0.0
        if part.anchor:
            self.anchors[part.anchor] = len(self.pages) - 1, self._y
        if part.outline:
            level = int(part.tag[1])
            self.bookmarks.append(Bookmark(level, part.plain, len(self.pages) - 1, self._y))
        element = self._element(part)
        if part.label:
            self._place_label(part, element)
            element = element.add("LBody")
        self._place_lines(made, element, MARGIN + style.indent, split=True)
        self._open = None

    def _element(self, part: Text) -> Element:
        if part.tag != "LI":
            return self.root.add(part.tag)
        if self._list is None:
            self._list = self.root.add("L")
        return self._list.add("LI")

    def _place_label(self, part: Text, element: Element) -> None:
        style = part.style
        label = self._set((Run(part.label, quiet=True),), style.size, False, style.indent)
        line = label.lines[0]
        corner = QPointF(MARGIN + style.indent - line.naturalTextWidth() - 6, self._y)
        self._put(element.add("Lbl"), partial(_draw_line, label.layout, 0, corner))

    def _place_lines(self, made: _Set, element: Element, left: float, split: bool = False) -> None:
        """Line by line from here on; `split`: over the next page where there is no room."""
        top = self._y
        for number, line in enumerate(made.lines):
            if split and top + line.y() + line.height() > self._bottom:
                self._turn()
                top = self._y - line.y()
            corner = QPointF(left, top)
            self._place_line(made, number, element, corner)
            self._y = top + line.y() + line.height()

    def _place_line(self, made: _Set, number: int, element: Element, corner: QPointF) -> None:
        """A line in one piece; where links stand in it, piece by piece."""
        line = made.layout.lineAt(number)
        begin, end = line.textStart(), line.textStart() + line.textLength()
        parts = [
            (max(begin, start), min(end, stop), run)
            for start, stop, run in _spans(made)
            if start < end and stop > begin
        ]
        mixed = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in _letters(made.layout, begin, end))
        linked = any(run.target for _start, _stop, run in parts)
        if mixed or not linked:
            self._put(element, partial(_draw_line, made.layout, number, corner))
        for start, stop, run in parts:
            sides = sorted((_across(line, start), _across(line, stop)))
            place = QRectF(corner.x() + sides[0], corner.y() + line.y(), sides[1] - sides[0], line.height())
            owner = self._link(element, run) if run.target else element
            if run.target:
                owner.spots.append(Spot(len(self.pages) - 1, place, run.target))
            if linked and not mixed:
                words = _letters(made.layout, start, stop)
                base = QPointF(place.left(), place.top() + line.ascent())
                self._put(owner, partial(self._draw_words, words, made.font(run), run, base))

    def _link(self, element: Element, run: Run) -> Element:
        """The element of a link; one that goes on in the next line is the same one."""
        if self._open is None or self._open[0] is not run:
            self._open = run, element.add("Link", alt=run.text)
        return self._open[1]

    def _draw_words(self, words: str, font: QFont, run: Run, base: QPointF, painter: QPainter) -> None:
        painter.setFont(font)
        painter.setPen(self._colour(run))
        painter.drawText(base, words)

    def _colour(self, run: Run) -> QColor:
        """A link inside the file looks like text: on paper it leads nowhere."""
        outside = run.target and not run.target.startswith("#")
        return self._theme.accent if outside else self._theme.text2 if run.quiet else self._theme.text

    def _put(self, element: Element | None, draw: Draw) -> None:
        self._page.put(len(self.pages) - 1, element, draw)

    # -- tables

    def _place_table(self, table: Table) -> None:
        element = self.root.add("Table")
        heads = [self._cell((Run(column.title),), table, column, bold=True) for column in table.columns]
        self._y += 6
        if self._y + table.size * 6 > self._bottom:
            self._turn()
        self._place_row(table, heads, element.add("TR"), head=True)
        for row in table.rows:
            cells = [self._cell(runs, table, column) for runs, column in zip(row, table.columns, strict=True)]
            if self._y + max(cell.height for cell in cells) + 2 * _PAD > self._bottom:
                self._turn()
                self._place_row(table, heads, None, head=True)
            self._place_row(table, cells, element.add("TR"))
        self._y += 6

    def _cell(self, runs: Sequence[Run], table: Table, column: Column, bold: bool = False) -> _Set:
        return self._set(runs, table.size, bold, self._width * column.share - 2 * _PAD, column.right)

    def _place_row(self, table: Table, cells: Sequence[_Set], row: Element | None, head: bool = False) -> None:
        """`row`: None for a head that is repeated, which is not read again."""
        top, left = self._y, MARGIN
        for number, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            self._y = top + _PAD
            if row is None:
                for line in range(len(cell.lines)):
                    corner = QPointF(left + _PAD, self._y)
                    self._put(None, partial(_draw_line, cell.layout, line, corner))
            else:
                names = "Column" if head else "Row" if number == table.header else ""
                inside = row.add("TH" if names else "TD", scope=names)
                self._place_lines(cell, inside, left + _PAD)
            left += self._width * column.share
        self._y = top + max(cell.height for cell in cells) + 2 * _PAD
        pen = QPen(self._theme.border if head else self._theme.hairline, 1.2 if head else 0.8)
        line_ends = QPointF(MARGIN, self._y), QPointF(MARGIN + self._width, self._y)
        self._put(None, partial(_draw_rule, pen, *line_ends))

    # -- pictures

    def _place_picture(self, picture: Picture, last: bool) -> None:
        figure = self.root.add("Figure", alt=picture.alt)
        if picture.own_page:
            self._turn(self._size.transposed())
            place = QRectF(0, 0, self._size.height(), self._size.width() - FOOT)
            self._put(figure, lambda painter: picture.paint(painter, place))
            if not last:
                self._turn()
            return
        if self._y + picture.size.height() > self._bottom:
            self._turn()
        place = QRectF(QPointF(MARGIN, self._y), picture.size)
        self._put(figure, lambda painter: picture.paint(painter, place))
        self._y = place.bottom() + 6

    # -- what stands on every page

    def number_pages(self, words: str, page_words: Callable[[int, int], str]) -> None:
        """A line below every page: some words, and which page it is."""
        for number, page in enumerate(self.pages):
            left = self._set((Run(words, quiet=True),), 10.5, False, page.size.width() - 2 * MARGIN - 120)
            right = self._set(
                (Run(page_words(number + 1, len(self.pages)), quiet=True),), 10.5, False, 120.0, right=True
            )
            y = page.size.height() - (MARGIN - 6 if page.size.height() > page.size.width() else FOOT)
            page.put(number, None, partial(_draw_line, left.layout, 0, QPointF(MARGIN, y)))
            corner = QPointF(page.size.width() - MARGIN - 120, y)
            page.put(number, None, partial(_draw_line, right.layout, 0, corner))


def _break_lines(layout: QTextLayout, width: float) -> float:
    """Break a text into lines; returns its height."""
    layout.beginLayout()
    height = 0.0
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height() * 1.12
    layout.endLayout()
    return height


def _spans(made: _Set) -> list[tuple[int, int, Run]]:
    ends = [start for start, _run in made.runs[1:]] + [len(made.layout.text().encode("utf-16-le")) // 2]
    return [(start, end, run) for (start, run), end in zip(made.runs, ends, strict=True)]


def _draw_line(layout: QTextLayout, number: int, corner: QPointF, painter: QPainter) -> None:
    line = layout.lineAt(number)
    line.draw(painter, corner)
    if number + 1 < layout.lineCount():  # Qt leaves out the space where a line is broken: who reads aloud needs it
        painter.setFont(layout.font())
        painter.drawText(corner + QPointF(line.x() + line.naturalTextWidth(), line.y() + line.ascent()), " ")


def _letters(layout: QTextLayout, begin: int, end: int) -> str:
    """Part of a text; Qt counts in units of UTF-16."""
    return layout.text().encode("utf-16-le")[2 * begin : 2 * end].decode("utf-16-le")


def _across(line: QTextLine, place: int) -> float:
    found: Any = line.cursorToX(place)
    return float(found[0] if isinstance(found, tuple) else found)


def _draw_rule(pen: QPen, begin: QPointF, end: QPointF, painter: QPainter) -> None:
    painter.setPen(pen)
    painter.drawLine(begin, end)


__all__ = ["FOOT", "MARGIN", "Flow", "Page", "Style"]
