"""A sheet as the bytes of a file: SVG and PDF hold lines and text, PNG holds pixels."""

from __future__ import annotations

import math
import re
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPainter, QPdfWriter

from planner.i18n import _
from planner.model.problem import error
from ui.pictures import svg
from ui.pictures.sheet import Sheet

MAX_PIXELS = 100_000_000
"""Of a PNG: 400 MB while it is painted."""
MAX_SIDE = 30_000
"""Pixels: Qt paints no image that is wider."""
_MAX_POINTS = 14_400.0
"""Longest side of a page in a PDF file, 200 inches."""
_POINTS = 72 / 96
_DPI = 1200
# Qt says that the glyph of a space stands for a tabulator where a font has one glyph for both. Copied text would be
# full of them; the table that says so is plain text, and the change keeps its length.
_CHARACTERS: Final = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
_TAB: Final = re.compile(rb"(\[(?:<\w{4}> )*|<(\w{4})> <\2> )<0009>")
_METRE = 100 / 2.54
"""Inches."""


class Format(StrEnum):
    """Kinds of files, by the end of their name."""

    SVG = "svg"
    PDF = "pdf"
    PNG = "png"


def pixels(sheet: Sheet, scale: float) -> tuple[int, int]:
    """Size of a PNG of a sheet. Raises PlannerError where that is too large to be painted."""
    width, height = math.ceil(sheet.size.width() * scale), math.ceil(sheet.size.height() * scale)
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        message = _(
            "A picture of {width:,} × {height:,} pixels is too large to be painted. "
            "Choose fewer pixels or a size of paper, or SVG or PDF, which have no pixels."
        )
        raise error("picture-too-large", message.format(width=width, height=height))
    return width, height


def encode(sheet: Sheet, kind: Format, scale: float = 1.0) -> bytes:
    """The file. `scale`: pixels of a PNG for one pixel of the sheet. Raises PlannerError where it is too large."""
    match kind:
        case Format.SVG:
            return svg.encode(sheet)
        case Format.PDF:
            return _pdf(sheet)
        case Format.PNG:
            return _png(sheet, scale)


def _pdf(sheet: Sheet) -> bytes:
    size = sheet.size * _POINTS
    fit = min(1.0, _MAX_POINTS / max(size.width(), size.height()))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(sheet.heading.title)
    writer.setCreator("Trailmark")
    page = QSizeF(size.width() * fit, size.height() * fit)
    writer.setPageSize(QPageSize(page, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    painter.scale(fit * _DPI / 96, fit * _DPI / 96)
    sheet.paint(painter)
    painter.end()
    return searchable(bytes(buffer.data().data()))


def searchable(content: bytes) -> bytes:
    """A PDF file of Qt whose spaces are spaces where its text is copied or searched."""
    return _CHARACTERS.sub(lambda table: _TAB.sub(rb"\1<0020>", table[0]), content)


def _png(sheet: Sheet, scale: float) -> bytes:
    width, height = pixels(sheet, scale)
    image = QImage(QSize(width, height), QImage.Format.Format_RGB32)
    if image.isNull():
        raise error("picture-too-large", _("There is not enough memory for a picture of this size."))
    image.setDotsPerMeterX(round(96 * scale * _METRE))
    image.setDotsPerMeterY(round(96 * scale * _METRE))
    image.setText("Title", sheet.heading.title)
    image.setText("Software", "Trailmark")
    painter = QPainter(image)
    painter.fillRect(QRectF(0, 0, width, height), sheet.ground)
    painter.scale(scale, scale)
    sheet.paint(painter, sheet.zoom * scale)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
