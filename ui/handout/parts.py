"""What a document on paper consists of: texts, tables and pictures, each with what it is (its tag)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one look."""

    text: str
    bold: bool = False
    quiet: bool = False
    """In the second colour of the text."""
    target: str = ""
    """Where it leads: a web address, or "#" and the anchor of another text; empty for plain text."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text stands on the page. Lengths in pixels, 96 to the inch."""

    size: float = 13.3
    bold: bool = False
    above: float = 3.0
    """Free room before it."""
    indent: float = 0.0
    keep: bool = False
    """Whether it stays on one page with the beginning of what follows."""


@dataclass(frozen=True, slots=True)
class Text:
    """A heading, a paragraph or an entry of a list."""

    tag: str
    """As PDF names it: H1 to H6, P, LI."""
    runs: tuple[Run, ...]
    style: Style = Style()
    anchor: str = ""
    """By which links find it."""
    label: str = ""
    """Number or bullet of an entry."""
    outline: bool = False
    """Whether it is a bookmark."""

    @property
    def plain(self) -> str:
        """The text alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    share: float
    """Of the width."""
    right: bool = False
    """Whether its cells end at one line, as numbers do."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a head that stands on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    size: float = 11.3
    """Of the letters, in pixels."""
    header: int | None = None
    """The column whose cells name their rows."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Something painted, with the words for those who do not see it."""

    alt: str
    size: QSizeF
    paint: Callable[[QPainter, QRectF], None]
    """Paints it into a rectangle of that size."""
    own_page: bool = False
    """Whether it fills a page by itself, on its side."""


Part = Text | Table | Picture


@dataclass(eq=False, slots=True)
class Element:
    """What a part of the document is, and where on the pages it stands."""

    tag: str
    alt: str = ""
    scope: str = ""
    """Of a cell that names others: "Row" or "Column"."""
    kids: list[Element | Mark] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    """Places of a link that can be clicked."""

    def add(self, tag: str, alt: str = "", scope: str = "") -> Element:
        """A new element inside this one."""
        kid = Element(tag, alt, scope)
        self.kids.append(kid)
        return kid


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of one page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a page that can be clicked."""

    page: int
    place: QRectF
    target: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading in the list beside the pages."""

    level: int
    title: str
    page: int
    top: float
