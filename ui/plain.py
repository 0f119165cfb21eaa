"""Text from files, shown as text: the only place that may touch labels, tool tips and web addresses.

Qt guesses from its content whether a text is rich. A title could so freeze the window or open local files, hence
nothing outside this module sets a label's text format, a tool tip or an address to open.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QShowEvent,
)
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QTreeWidgetItem, QWidget

from ui.reading import by_its_letters
from ui.theme.theme import FontRole, font

TIP_WIDTH: Final = 72
TIP_LENGTH: Final = 1_000
ADDRESS_LENGTH: Final = 2_000
_WORD_JOINER: Final = "\u2060"
_BREAK: Final = "\u200b"
_LONG_WORD: Final = re.compile(r"[^\s\u200b-]{24,}")
_ELLIPSIS: Final = "…"
_SIDES: Final = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute,
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute,
)
_PIECES: Final = re.compile(r"\S+?(?:[-/\u2010\u2013\u2014](?=\S)|(?=\s)|$)|\s+")


class PlainLabel(QLabel):
    """A label that shows its text letter by letter, in a font role that follows the program's text size."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, role: FontRole = "body", wrap: bool = False
    ) -> None:
        super().__init__(parent)
        self._role: FontRole = role
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            # Without this a wrapped label asks for the height of its widest layout and leaves a gap below.
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if role == "caption":
            self.setForegroundRole(QPalette.ColorRole.PlaceholderText)  # the theme's second text colour
        self.setText(text)
        self._follow_text_size()
        self._follow_reading()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        # A long word must not widen the pane; it breaks instead.
        return QSize(min(hint.width(), 40), hint.height()) if self.wordWrap() else hint

    def setText(self, text: str) -> None:
        super().setText(breakable(text) if self.wordWrap() else text)

    def text(self) -> str:
        return super().text().replace(_BREAK, "")

    @property
    def role(self) -> FontRole:
        """Which step of the type scale the label uses."""
        return self._role

    def _follow_text_size(self) -> None:
        wanted = font(self._role, QApplication.font())
        if self.font() != wanted:
            self.setFont(wanted)

    def _follow_reading(self) -> None:
        """Begin at the side on which one begins to read, also where the text itself runs the other way."""
        if self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask not in _SIDES:
            return  # in the middle
        backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if backwards else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # sent by `apply`; a new font alone is not told to children
            self._follow_text_size()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._follow_reading()

    def showEvent(self, event: QShowEvent) -> None:
        self._follow_text_size()  # what is hidden is not told of another style
        super().showEvent(event)


class Wrong(PlainLabel):
    """What is wrong, in the colour of errors; it takes no room while all is well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, role="caption", wrap=True)
        self.setForegroundRole(QPalette.ColorRole.BrightText)
        self.hide()

    def say(self, words: str) -> None:
        """Say this; nothing where all is well."""
        self.setText(words)
        self.setVisible(bool(words))


class OneLine(PlainLabel):
    """A line that ends in an ellipsis where there is no room for it; the tool tip then says all of it."""

    def __init__(self, text: str, parent: QWidget | None = None, *, role: FontRole = "body", least: int = 0) -> None:
        """`least`: pixels that it asks for in any case."""
        super().__init__(text, parent, role=role)
        self._least = least

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        plain_tip(self, self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        with by_its_letters(painter):  # else the sign of "-4 steps" would stand behind the number
            painter.drawText(self.contentsRect(), int(self.alignment()), shown)
        painter.end()


class LinkLabel(PlainLabel):
    """Wrapped text that can be clicked, or pressed with Enter or Space: a button cannot wrap its text."""

    clicked = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent, wrap=True)
        self.setForegroundRole(QPalette.ColorRole.Link)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("link", True)

    def _underline(self, on: bool) -> None:
        font_now = self.font()
        font_now.setUnderline(on)
        self.setFont(font_now)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._underline(True)

    def leaveEvent(self, event: QEvent) -> None:
        self._underline(self.hasFocus())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._underline(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._underline(False)
        super().focusOutEvent(event)


def breakable(text: str) -> str:
    """`text` with invisible places to break inside words that no pane is wide enough for."""
    if not _LONG_WORD.search(text):
        return text
    import textwrap

    return _LONG_WORD.sub(lambda word: _BREAK.join(textwrap.wrap(word[0], 8)), text)


def tip_text(text: str) -> str:
    """`text` wrapped and made safe for a tool tip: Qt will never take the result for rich text.

    Models hand it out for the tool tip role; for widgets, actions and items use `plain_tip`.
    """
    import textwrap

    lines = (textwrap.wrap(line, TIP_WIDTH) or [""] for line in text[:TIP_LENGTH].splitlines())
    tip = "\n".join(part for line in lines for part in line).strip()
    if not GuiQt.mightBeRichText(tip):
        return tip
    # An invisible, unbreakable character after "<" and "&" shows the same letters and is no tag any more.
    tip = tip.replace("<", "<" + _WORD_JOINER).replace("&", "&" + _WORD_JOINER)
    if GuiQt.mightBeRichText(tip):  # should a later Qt guess otherwise, the markup is at least our own
        import html

        return f"<span>{html.escape(tip)}</span>"
    return tip


class Tipped(Protocol):
    """What has one tool tip: a widget, an action, an item of a list, a cell of a table."""

    def setToolTip(self, toolTip: str, /) -> None: ...


def plain_tip(owner: Tipped, text: str) -> None:
    """Set the tool tip of `owner` so that it is shown as plain text, whatever it holds."""
    owner.setToolTip(tip_text(text))


def plain_tip_in(row: QTreeWidgetItem, column: int, text: str) -> None:
    """The same for one column of a row in a tree."""
    row.setToolTip(column, tip_text(text))


def menu_text(text: str) -> str:
    """`text` for a menu, tab or button where `&` would else mark a shortcut letter."""
    return text.replace("&", "&&")


def safe_url(address: str) -> QUrl | None:
    """`address` if it may be handed to the browser: http or https, with a host, nothing hidden in it. Else None."""
    if not address or len(address) > ADDRESS_LENGTH or not all(map(_may_stand_in_address, address)):
        return None
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme() not in ("http", "https") or not url.host():
        return None
    authority = re.split(r"[/?#]", address.partition("://")[2], maxsplit=1)[0]
    # Before an "@" stands a user name that can look like the host: http://bank.example@evil.example
    if not authority or "@" in authority or url.userInfo():
        return None
    return url


_links: Final = {"on": True}


def let_links_be_followed(on: bool) -> None:
    """Whether what is shown comes from where links may be followed; see `planner.app.trust`."""
    _links["on"] = on


def link_url(address: str) -> QUrl | None:
    """Where a link may lead now: None for what is no ordinary address, and for all while links are off."""
    return safe_url(address) if _links["on"] else None


def dropped_file(data: QMimeData) -> Path | None:
    """The file that is dragged or dropped; None where it is anything but one file of this computer."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def folder_url(path: Path) -> QUrl:
    """The folder of a file, for the file manager."""
    return QUrl.fromLocalFile(str(path.parent))


def _may_stand_in_address(character: str) -> bool:
    # Controls, invisible and direction-changing characters, lone surrogates, spaces; and the backslash, which
    # browsers read as a slash and Qt does not.
    return character != "\\" and unicodedata.category(character)[0] not in "CZ"


def elide(text: str, metrics: QFontMetrics | QFontMetricsF, width: float, lines: int = 2) -> list[str]:
    """`text` broken into at most `lines` lines no wider than `width`; what does not fit ends in "…".

    Breaks at spaces and after hyphens and slashes; a word wider than a line is split where it must be.
    """
    exact = QFontMetricsF(metrics)
    rest = " ".join(text.split())
    result: list[str] = []
    while rest and len(result) < lines:
        if exact.horizontalAdvance(rest) <= width:
            return [*result, rest]
        if len(result) == lines - 1:
            return [*result, exact.elidedText(rest, Qt.TextElideMode.ElideRight, width) or _ELLIPSIS]
        line = _first_line(rest, exact, width)
        result.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    return result


def unbroken(text: str, metrics: QFontMetricsF, width: float, lines: int) -> list[str] | None:
    """`text` in at most `lines` lines with nothing left out and no word split; None where that is not possible."""
    if any(metrics.horizontalAdvance(piece.rstrip()) > width for piece in _PIECES.findall(text)):
        return None
    found = elide(text, metrics, width, lines)
    return found if "".join("".join(found).split()) == "".join(text.split()) else None


def _first_line(text: str, metrics: QFontMetricsF, width: float) -> str:
    line = ""
    for piece in _PIECES.findall(text):
        if metrics.horizontalAdvance((line + piece).rstrip()) > width:
            break
        line += piece
    return line or _split_word(text, metrics, width)


def _split_word(text: str, metrics: QFontMetricsF, width: float) -> str:
    length = 1
    while length < len(text) and metrics.horizontalAdvance(text[: length + 1]) <= width:
        length += 1
    while length < len(text) and unicodedata.combining(text[length]):
        length += 1  # an accent stays with its letter
    return text[:length]
