"""Tells a PDF file what its parts are: headings, lists, tables, links, pictures in words, bookmarks, language.

Qt writes none of this. Every piece of a page is painted behind a marker, a small square far outside of the page that
nothing else draws; here each marker becomes the beginning of a piece with a number, and a tree of elements says what
the pieces are (ISO 32000-1, 14.7 and 14.8).
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from ui.handout.parts import Bookmark, Element, Mark, Spot

_FAR: Final = 30_000
_MARKER: Final = re.compile(rb"-(3\d{4}) -30000 1 1 re\nf\n")
_POINTS: Final = 0.75
"""To the pixel."""


def paint_marker(painter: QPainter, number: int) -> None:
    """What follows belongs to the piece of this number, 0 to 9,999."""
    painter.fillRect(QRectF(-_FAR - number, -_FAR, 1, 1), QColor(0, 0, 0))


def tagged(
    content: bytes,
    root: Element,
    pieces: Sequence[Sequence[Element | None]],
    anchors: Mapping[str, tuple[int, float]],
    bookmarks: Sequence[Bookmark],
    language: str,
) -> bytes:
    """The file, which now says what its parts are.

    `pieces`: of every page, the elements that its pieces belong to; None for decoration. `anchors`: where links inside
    the file lead, by name: page and pixels from its top. Where Qt has written the markers in another way than it does
    by now, the file stays as it is: no tags are better than wrong ones.
    """
    file = _File(content)
    if any(file.markers(page) != list(range(len(elements))) for page, elements in enumerate(pieces)):
        return content
    for page, elements in enumerate(pieces):
        file.name_pieces(page, elements)
    file.grow(root, anchors)
    file.add_bookmarks(bookmarks)
    return file.finish(language)


class _File:
    def __init__(self, content: bytes) -> None:
        from pypdf import PdfReader, PdfWriter, generic

        self._pdf, self._writer = generic, PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
        self._numbers: list[list[Any]] = []
        """Of every page, what each of its pieces belongs to, as the file refers to it."""
        self._clicked: list[Any] = []
        """What each link belongs to."""

    # -- the values of a file

    def _name(self, text: str) -> Any:
        return self._pdf.NameObject(f"/{text}")

    def _dict(self, **values: Any) -> Any:
        return self._pdf.DictionaryObject({self._name(key): value for key, value in values.items()})

    def _list(self, *values: Any) -> Any:
        return self._pdf.ArrayObject(values)

    def _number(self, value: float) -> Any:
        whole = float(value).is_integer()
        return self._pdf.NumberObject(int(value)) if whole else self._pdf.FloatObject(round(value, 2))

    def _text(self, text: str) -> Any:
        return self._pdf.TextStringObject(text)

    def _keep(self, value: Any) -> Any:
        return self._writer._add_object(value)

    def _page(self, page: int) -> Any:
        return self._writer.pages[page]

    def _height(self, page: int) -> float:
        return float(self._page(page).mediabox.height)

    # -- pieces

    def markers(self, page: int) -> list[int]:
        """Numbers of the pieces of a page, in the order in which they are painted."""
        return [int(number) - _FAR for number in _MARKER.findall(self._page(page).get_contents().get_data())]

    def name_pieces(self, page: int, elements: Sequence[Element | None]) -> None:
        """Turn the markers of a page into the beginnings of its pieces."""
        begun = False

        def begin(marker: re.Match[bytes]) -> bytes:
            nonlocal begun
            number = int(marker[1]) - _FAR
            element = elements[number]
            end, begun = b"EMC\n" if begun else b"", True
            if element is None:
                return end + b"/Artifact BMC\n"
            return end + b"/%s <</MCID %d>> BDC\n" % (element.tag.encode(), number)

        leaf = self._page(page)
        drawn = leaf.get_contents().get_data()
        stream = self._pdf.DecodedStreamObject()
        stream.set_data(_MARKER.sub(begin, drawn) + (b"\nEMC\n" if begun else b""))
        leaf[self._name("Contents")] = self._keep(stream.flate_encode())
        leaf[self._name("StructParents")] = self._number(page)
        leaf[self._name("Tabs")] = self._name("S")
        leaf[self._name("Annots")] = self._list()
        self._numbers.append([self._pdf.NullObject() for _element in elements])

    # -- the tree of elements

    def grow(self, root: Element, anchors: Mapping[str, tuple[int, float]]) -> None:
        """Write all elements, and the links that can be clicked."""
        tree = self._dict(Type=self._name("StructTreeRoot"))
        kept = self._keep(tree)
        tree[self._name("K")] = self._list(self._element(root, kept, anchors))
        numbers: list[Any] = []
        for key, owners in enumerate(self._numbers):
            numbers += [self._number(key), self._keep(self._list(*owners))]
        first = len(self._numbers)
        for key, owner in enumerate(self._clicked, first):
            numbers += [self._number(key), owner]
        tree[self._name("ParentTree")] = self._keep(self._dict(Nums=self._list(*numbers)))
        tree[self._name("ParentTreeNextKey")] = self._number(first + len(self._clicked))
        self._writer.root_object[self._name("StructTreeRoot")] = kept

    def _element(self, element: Element, parent: Any, anchors: Mapping[str, tuple[int, float]]) -> Any:
        made = self._dict(Type=self._name("StructElem"), S=self._name(element.tag), P=parent)
        kept, kids = self._keep(made), []
        if element.alt and element.tag == "Figure":
            made[self._name("Alt")] = self._text(element.alt)
        if element.scope:
            made[self._name("A")] = self._dict(O=self._name("Table"), Scope=self._name(element.scope))
        for kid in element.kids:
            if isinstance(kid, Mark):
                page = self._page(kid.page).indirect_reference
                kids.append(self._dict(Type=self._name("MCR"), Pg=page, MCID=self._number(kid.number)))
                self._numbers[kid.page][kid.number] = kept
            else:
                kids.append(self._element(kid, kept, anchors))
        kids += [self._link(spot, element, kept, anchors) for spot in element.spots if self._leads(spot, anchors)]
        made[self._name("K")] = self._list(*kids)
        return kept

    def _leads(self, spot: Spot, anchors: Mapping[str, tuple[int, float]]) -> bool:
        return not spot.target.startswith("#") or spot.target[1:] in anchors

    def _link(self, spot: Spot, element: Element, owner: Any, anchors: Mapping[str, tuple[int, float]]) -> Any:
        """A place to click, and the reference to it that the element needs."""
        page, height, place = self._page(spot.page), self._height(spot.page), spot.place
        sides = (
            place.left() * _POINTS, height - place.bottom() * _POINTS, place.right() * _POINTS,
            height - place.top() * _POINTS,
        )  # fmt: skip
        link = self._dict(
            Type=self._name("Annot"),
            Subtype=self._name("Link"),
            Rect=self._list(*map(self._number, sides)),
            Border=self._list(*map(self._number, (0, 0, 0))),
            F=self._number(4),
            Contents=self._text(element.alt),
            StructParent=self._number(len(self._numbers) + len(self._clicked)),
        )
        if spot.target.startswith("#"):
            link[self._name("Dest")] = self._place(*anchors[spot.target[1:]])
        else:
            link[self._name("A")] = self._dict(S=self._name("URI"), URI=self._text(spot.target))
        kept = self._keep(link)
        page["/Annots"].append(kept)
        self._clicked.append(owner)
        return self._dict(Type=self._name("OBJR"), Obj=kept, Pg=page.indirect_reference)

    def _place(self, page: int, top: float) -> Any:
        """A place to go to."""
        y = self._number(self._height(page) - max(0.0, top - 8) * _POINTS)
        where = self._page(page).indirect_reference
        return self._list(where, self._name("XYZ"), self._number(0), y, self._pdf.NullObject())

    # -- what the reader sees beside the pages

    def add_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        """Headings in their order, each below the last one of a higher level."""
        open_ones: list[tuple[int, Any]] = []
        for mark in bookmarks:
            while open_ones and open_ones[-1][0] >= mark.level:
                open_ones.pop()
            made = self._writer.add_outline_item(
                title=mark.title,
                page_number=mark.page,
                parent=open_ones[-1][1] if open_ones else None,
                fit=self._pdf.Fit.xyz(left=0, top=self._height(mark.page) - max(0.0, mark.top - 8) * _POINTS),
                is_open=mark.level < 2,
            )
            open_ones.append((mark.level, made))

    def finish(self, language: str) -> bytes:
        """The file with its language; readers show its title, not its name, and begin with the bookmarks."""
        root, true = self._writer.root_object, self._pdf.BooleanObject(True)
        root[self._name("MarkInfo")] = self._dict(Marked=true)
        root[self._name("Lang")] = self._text(language)
        root[self._name("ViewerPreferences")] = self._dict(DisplayDocTitle=true)
        root[self._name("PageMode")] = self._name("UseOutlines")
        self._writer.pdf_header = "%PDF-1.7"  # which has all of this
        buffer = io.BytesIO()
        self._writer.write(buffer)
        return buffer.getvalue()
