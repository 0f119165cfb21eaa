"""Reads a PDF as a screen reader does: the tree of what its parts are, and the text of every part."""

from __future__ import annotations

import io
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, cast

from pypdf import PdfReader

PAINTS_TEXT = {b"Tj", b"TJ", b"'", b'"'}
PAINTS = PAINTS_TEXT | {b"f", b"f*", b"F", b"S", b"s", b"B", b"B*", b"b", b"b*", b"Do", b"sh"}


@dataclass
class Tag:
    """One element of the tree."""

    name: str
    text: str = ""
    """Its own text, without that of its kids."""
    alt: str = ""
    scope: str = ""
    kids: list[Tag] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)

    def all(self, *names: str) -> list[Tag]:
        """All elements of these names in it, in the order of reading."""
        found = [self] if self.name in names else []
        return found + [one for kid in self.kids for one in kid.all(*names)]

    @property
    def whole(self) -> str:
        """Its text with that of its kids, white space folded. Links and text around them come in no order."""
        return " ".join(" ".join([self.text, *(kid.whole for kid in self.kids)]).split())


class TaggedPdf:
    """A file that has been taken apart. Raises AssertionError where its tags do not fit what it paints."""

    def __init__(self, content: bytes) -> None:
        self.reader: Any = PdfReader(io.BytesIO(content), strict=True)
        self.root = cast(Any, self.reader.trailer["/Root"])
        self.texts = [_texts(page) for page in self.reader.pages]
        self._used: set[tuple[int, int]] = set()
        leaves: list[Any] = list(self.reader.pages)
        self._pages = {page.indirect_reference.idnum: number for number, page in enumerate(leaves)}
        tree = self.root["/StructTreeRoot"]
        self._owners = self._parents(tree["/ParentTree"]["/Nums"])
        (document,) = list(tree["/K"])
        self.document = self._read(document)
        painted = {(page, number) for page, texts in enumerate(self.texts) for number in texts}
        assert painted == self._used, "a piece of a page belongs to no part, or a part has a piece that is not there"

    def _parents(self, numbers: Any) -> dict[int, Any]:
        keys = [int(key) for key in numbers[::2]]
        assert keys == sorted(set(keys))
        return dict(zip(keys, numbers[1::2], strict=True))

    def _read(self, reference: Any) -> Tag:
        made = reference.get_object()
        tag = Tag(made["/S"][1:], alt=str(made.get("/Alt", "")), scope=str(made.get("/A", {}).get("/Scope", ""))[1:])
        for kid in made["/K"]:
            one = kid.get_object()
            kind = one.get("/Type")
            if kind == "/MCR":
                page, number = self._pages[one.raw_get("/Pg").idnum], int(one["/MCID"])
                assert (page, number) not in self._used
                self._used.add((page, number))
                owner = self._owners[int(self.reader.pages[page]["/StructParents"])].get_object()[number]
                assert owner.get_object() == made
                tag.text += self.texts[page][number]
            elif kind == "/OBJR":
                link = one["/Obj"]
                assert self._owners[int(link["/StructParent"])].get_object() == made
                page = self._pages[one.raw_get("/Pg").idnum]
                assert link in [each.get_object() for each in self.reader.pages[page]["/Annots"]]
                tag.links.append(link)
            else:
                assert kind == "/StructElem"
                tag.kids.append(self._read(kid))
        return tag

    def page_of(self, link: dict[str, Any]) -> int:
        """The page that a link inside the file leads to."""
        return self._pages[link["/Dest"][0].indirect_reference.idnum]


def _texts(page: Any) -> dict[int, str]:
    """Number of every piece of a page that is no decoration, and its text. Nothing is painted outside of a piece."""
    found: dict[int, str] = defaultdict(str)
    inside: list[int | None] = []

    def before(operator: bytes, operands: Any, _cm: Any, _tm: Any) -> None:
        if operator == b"BDC":
            inside.append(int(operands[1]["/MCID"]))
            assert inside[-1] not in found
            found[inside[-1] or 0] += ""
        elif operator == b"BMC":
            assert operands[0] == "/Artifact"
            inside.append(None)
        elif operator == b"EMC":
            inside.pop()
        elif operator in PAINTS:
            assert len(inside) == 1, "painted outside of a piece"

    def text(words: str, _cm: Any, _tm: Any, _font: Any, _size: Any) -> None:
        if inside and inside[-1] is not None:
            found[inside[-1]] += words

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    assert not inside
    return dict(found)
