"""The text of a Word file as a reader sees it, wherever Word keeps it.

Besides paragraphs and tables that is content controls, text boxes, what was inserted under "track changes" (not what
was deleted), headers, footers and notes. CV templates are made of these.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNS = {
    f"{_WORD}{name}": sign
    for name, sign in {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.items()
}
_PROPERTIES = f"{_WORD}pPr"
_NOT_SHOWN = frozenset(
    f"{_WORD}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr", "sectPr")
)
_NOTES = ("footnotes", "endnotes")


def word_text(content: bytes) -> str:
    """The text of a file that is known to be a Word file. Raises whatever its library raises; needs `docx`."""
    import docx

    document = docx.Document(io.BytesIO(content))
    reader = _Reader({style.style_id: style.name or "" for style in document.styles})
    heads = dict.fromkeys("\n".join(reader.blocks(part)) for part in _margins(document, "header"))
    feet = dict.fromkeys("\n".join(reader.blocks(part)) for part in _margins(document, "footer"))
    body = "\n".join(reader.blocks(document.element.body))
    notes = ["\n".join(reader.blocks(part)) for part in _notes(document)]
    return "\n\n".join(part for part in (*heads, body, *notes, *feet) if part.strip())


def _margins(document: Any, what: str) -> Iterator[Any]:
    """The headers or footers that are printed."""
    for section in document.sections:
        kinds = {
            f"first_page_{what}": section.different_first_page_header_footer,
            what: True,
            f"even_page_{what}": document.settings.odd_and_even_pages_header_footer,
        }
        for name, printed in kinds.items():
            margin = getattr(section, name)
            if printed and not margin.is_linked_to_previous:
                yield margin.part.element


def _notes(document: Any) -> Iterator[Any]:
    from docx.oxml import parse_xml

    for related in document.part.rels.values():
        if not related.is_external and related.reltype.rpartition("/")[2] in _NOTES:
            yield parse_xml(related.target_part.blob)


class _Reader:
    """Turns elements into lines, with the marks of Markdown before headings and points of lists."""

    def __init__(self, styles: dict[str, str]) -> None:
        self._styles = styles
        """Id -> name."""

    def blocks(self, element: Any) -> Iterator[str]:
        """The paragraphs inside an element, in their order."""
        for child in element.iterchildren("*"):
            if child.tag == f"{_WORD}p":
                yield from self._paragraph(child)
            elif child.tag not in _NOT_SHOWN and not _is_blank(child):
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        boxes: list[Any] = []
        text = "".join(_letters(paragraph, boxes))
        yield self._mark(paragraph) + text if text.strip() else ""
        for box in boxes:
            yield from self.blocks(box)

    def _mark(self, paragraph: Any) -> str:
        about = paragraph.find(_PROPERTIES)
        if about is None:
            return ""
        style = about.find(f"{_WORD}pStyle")
        name = self._styles.get(style.get(f"{_WORD}val", ""), "") if style is not None else ""
        if name.startswith(("Heading", "Title")):
            return "## "
        return "- " if name.startswith("List") or about.find(f"{_WORD}numPr") is not None else ""


def _letters(element: Any, boxes: list[Any]) -> Iterator[str]:
    """The text in a paragraph; text boxes that hang on it are put into `boxes`."""
    for child in element.iterchildren("*"):
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == f"{_WORD}txbxContent":
            boxes.append(child)
        elif child.tag == f"{_COMPATIBLE}AlternateContent":
            yield from _letters(_shown(child), boxes)
        elif child.tag not in _NOT_SHOWN and not _is_blank(child):
            yield from _letters(child, boxes)


def _shown(alternates: Any) -> Any:
    """The first of several ways to draw the same that has text, as today's programs draw it; else the last one."""
    ways = list(alternates.iterchildren("*"))
    return next(
        (way for way in ways if next(way.iter(f"{_WORD}t"), None) is not None), ways[-1] if ways else alternates
    )


def _is_blank(element: Any) -> bool:
    """Whether it is a content control in which only what to write there is written."""
    about = element.find(f"{_WORD}sdtPr") if element.tag == f"{_WORD}sdt" else None
    return about is not None and about.find(f"{_WORD}showingPlcHdr") is not None
