"""SVG as other programs like it: text keeps its width in every font, and nothing in it can break the file."""

from __future__ import annotations

import html
import re
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgGenerator

from ui.canvas.nodes import sized
from ui.pictures.sheet import Sheet, sheet_font

# Control characters have no place in XML, and those that change the direction of text could show one title as another.
_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_HEAD: Final = re.compile(r"<svg [^>]*>", re.DOTALL)
_TEXT: Final = re.compile(
    r'<text ([^>]*?)font-family="[^"]*" font-size="([\d.]+)" font-weight="(\d+)" font-style="(\w+)"\s*>([^<]*)</text>',
    re.DOTALL,
)
_GROUP_FONT: Final = re.compile(r'\nfont-family="[^"]*" font-size="[^"]*" font-weight="\d+" font-style="\w+" \n>')


def encode(sheet: Sheet) -> bytes:
    """The sheet as SVG with real text elements."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(sheet.size.toSize())
    generator.setViewBox(QRectF(0, 0, sheet.size.width(), sheet.size.height()))
    generator.setTitle(sheet.heading.title)
    generator.setDescription(sheet.heading.facts)
    painter = QPainter(generator)
    sheet.paint(painter)
    painter.end()
    drawn = bytes(buffer.data().data()).decode("utf-8", "replace")
    return _finish(drawn, sheet).encode("utf-8")


def _finish(drawn: str, sheet: Sheet) -> str:
    width, height = sheet.size.width(), sheet.size.height()
    head = (
        f'<svg width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}" '
        'xmlns="http://www.w3.org/2000/svg" version="1.1">'
    )
    font = sheet_font()
    family = html.escape(f"{QFontInfo(font).family()}, sans-serif")
    drawn = _GROUP_FONT.sub(">", _UNWANTED.sub("", drawn))
    drawn = _HEAD.sub(lambda _found: head, drawn, count=1)
    return _TEXT.sub(lambda found: _text(found, font, family), drawn)


def _text(found: re.Match[str], font: QFont, family: str) -> str:
    """A text element that takes the same room where another font stands in for ours."""
    place, size, weight, style, words = found.groups()
    used = sized(font, float(size), QFont.Weight(int(weight)))
    width = QFontMetricsF(used).horizontalAdvance(html.unescape(words))
    return (
        f'<text {place}font-family="{family}" font-size="{size}" font-weight="{weight}" font-style="{style}" '
        f'textLength="{width:.2f}" lengthAdjust="spacingAndGlyphs">{words}</text>'
    )
