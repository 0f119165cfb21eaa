"""The text of a web page as a browser shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_UNSEEN = frozenset({"datalist", "head", "noscript", "script", "style", "template"})
"""Not shown: what stands before and after stays together."""
_DROPPED = frozenset({"audio", "button", "canvas", "iframe", "object", "select", "svg", "video"})
"""Shown, but no text of the page."""
_NAVIGATION = frozenset({"nav", "navigation"})
_FOOT = frozenset({"footer", "contentinfo"})
"""Elements and roles that lead elsewhere: menus, and the foot of a page. <aside> is none: descriptions stand in it."""
_CONTENT = frozenset({"article", "main", "section"})
"""A foot of one of these belongs to it."""
_BLOCK_WORDS = """
address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer
form header hgroup hr html li main menu nav ol optgroup option p pre search section table tbody td textarea
tfoot th thead tr ul xmp br
"""
_BLOCKS = frozenset(_BLOCK_WORDS.split())
_APART = frozenset({"img", "input", "label", "meter", "output", "progress"})
"""Stand in a line with what is beside them, but never in one word."""
_HEADING = re.compile(r"h[1-6]|legend|summary")
_AS_WRITTEN = frozenset({"pre", "textarea", "xmp"})
_EMPTY = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


_BEGINNING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(!doctype html|[a-z][a-z0-9]*)(?=[\s>/])", re.IGNORECASE | re.DOTALL
)
_INLINE = frozenset({"!doctype html", "a", "b", "em", "font", "i", "meta", "span", "strong", "title"})


def is_html(text: str) -> bool:
    """Whether a text begins as web pages, and parts of them, do."""
    found = _BEGINNING.match(text)
    tag = found.group(1).lower() if found else ""
    return _is_block(tag) or tag in _UNSEEN or tag in _INLINE


def html_text(page: str) -> str:
    """What is shown of a page, each block on lines of its own; headings and points of lists marked as in Markdown.

    Menus and the foot of the page are left out, unless nothing else is there or one of them never ends.
    """
    reader = _read(page, whole=False)
    if reader.unfinished or not any(map(str.strip, reader.parts)):
        reader = _read(page, whole=True)
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(reader.parts))
    text = re.sub(r"(?<=\n## ) +", "", text)
    return re.sub(r"(?<=\n)-\n+(?=[^\s#-])", "- ", text)  # a paragraph in a point of a list


def _read(page: str, whole: bool) -> _Reader:
    reader = _Reader(whole)
    reader.feed(page)
    reader.close()
    return reader


class _Reader(HTMLParser):
    """Collects what a browser would show; only the `whole` has what leads elsewhere."""

    def __init__(self, whole: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._whole = whole
        self._content = 0
        """Open elements of content."""
        self._hidden: list[str] = []
        """Open elements inside the outermost one that is not shown."""
        self._written = 0
        """Open elements in which line ends count."""
        self._heading = False
        self._link_ended = False
        """Whether nothing stands between here and the end of a link."""

    @property
    def unfinished(self) -> bool:
        """Whether a menu or a foot has no end."""
        return bool(self._hidden) and self._hidden[0] not in _UNSEEN | _DROPPED

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self._hidden or self._is_left_out(tag, attributes):
            if not self._hidden and tag in _DROPPED:
                self.parts.append(" ")
            if tag not in _EMPTY and len(self._hidden) < 10_000:
                self._hidden.append(tag)
            return
        if tag == "li":
            self.parts.append("\n- ")
        elif self._heading and _is_block(tag):
            self.parts.append(" ")  # it stays in the line of the heading
        elif _HEADING.fullmatch(tag) or tag == "button":
            self._heading = True
            self.parts.append("\n\n## ")
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in _APART or (tag == "a" and self._link_ended):
            self.parts.append(" ")
        self._written += tag in _AS_WRITTEN
        self._content += tag in _CONTENT
        self._link_ended = False

    def _is_left_out(self, tag: str, attributes: dict[str, str | None]) -> bool:
        if tag == "button" and (self._heading or "aria-expanded" in attributes):
            return _is_hidden(attributes)  # what opens a part of the page is its heading
        return tag in _UNSEEN or tag in _DROPPED or _is_hidden(attributes) or self._leads_elsewhere(tag, attributes)

    def _leads_elsewhere(self, tag: str, attributes: dict[str, str | None]) -> bool:
        names = {tag, attributes.get("role")}
        return not self._whole and bool(names & _NAVIGATION or (names & _FOOT and not self._content))

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag in self._hidden:
                while self._hidden.pop() != tag:
                    pass
            return
        if tag in _APART:
            self.parts.append(" ")
        elif _is_block(tag) and tag not in _EMPTY:
            self._heading = False
            self.parts.append("\n")
        self._written -= tag in _AS_WRITTEN and self._written > 0
        self._content -= tag in _CONTENT and self._content > 0
        self._link_ended = tag == "a"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data if self._written else re.sub(r"[ \t\n\r\f]+", " ", data))
            self._link_ended = False


def _is_block(tag: str) -> bool:
    return tag in _BLOCKS or tag == "button" or _HEADING.fullmatch(tag) is not None


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = (attributes.get("style") or "").replace(" ", "").casefold()
    return (
        "hidden" in attributes
        or "display:none" in style
        or "visibility:hidden" in style
        or attributes.get("aria-hidden") == "true"
    )
