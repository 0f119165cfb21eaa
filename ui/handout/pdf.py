"""A handout as a PDF: on A4 or Letter paper, with the map on its side, readable in grey, and readable aloud."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageReader, QPageLayout, QPageSize, QPainter, QPdfWriter

from planner.app.map import Map
from planner.handout.content import Coach, Handout
from planner.handout.words import date_words, direction, hours_words, language_tag, steps_words, title_words
from planner.i18n import _
from planner.model.problem import error
from ui.first_sight import picture_of
from ui.handout import story
from ui.handout.flow import Flow
from ui.handout.parts import Part, Picture, Run, Text
from ui.handout.tags import paint_marker, tagged
from ui.pictures.formats import searchable
from ui.pictures.heading import heading
from ui.pictures.sheet import Request, Sheet
from ui.theme import theme

_DPI: Final = 1200
_LETTER: Final = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})
"""Where paper of 8.5 by 11 inches is used (CLDR)."""
_LOGO: Final = QSize(220, 56)
"""Most pixels of a logo."""


def write(handout: Handout) -> bytes:
    """The file. Raises PlannerError where the logo is no picture."""
    paper = paper_of(QLocale())
    size = QPageSize(paper).size(QPageSize.Unit.Point) * (96 / 72)
    flow = Flow(size, theme.load("light"), direction(language_tag(handout)) == "rtl")
    flow.fill(list(_parts(handout, size)))
    flow.number_pages(" · ".join(filter(None, [title_words(handout), handout.coach.name])), _page_words)
    content = _paint(flow, paper, handout)
    pieces = [[element for element, _drawn in page.pieces] for page in flow.pages]
    return tagged(content, flow.root, pieces, flow.anchors, flow.bookmarks, language_tag(handout))


def paper_of(locale: QLocale) -> QPageSize.PageSizeId:
    """The paper that people use where the language is spoken."""
    letter = QLocale.territoryToCode(locale.territory()) in _LETTER
    return QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4


def _page_words(page: int, pages: int) -> str:
    return _("Page {page} of {pages}").format(page=page, pages=pages)


def _parts(handout: Handout, size: QSizeF) -> Iterable[Part]:
    yield from _letterhead(handout.coach)
    yield from story.opening(handout)
    yield from story.plan(handout)
    if handout.steps:
        yield _map(handout, size)
    yield from story.rest(handout)


def _letterhead(coach: Coach) -> Iterable[Part]:
    if coach.logo:
        image = _picture(coach.logo.content)
        room = QSizeF(_LOGO).boundedTo(QSizeF(image.size()))
        shown = QSizeF(image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

        def paint(painter: QPainter, place: QRectF) -> None:
            painter.drawImage(place, image)

        alt = _("Logo of {name}").format(name=coach.name) if coach.name else _("Logo")
        yield Picture(alt, shown, paint)
    if coach.name:
        yield Text("P", (Run(coach.name, quiet=True),))


def _picture(content: bytes) -> QImage:
    """A picture, made smaller while it is read where it is large: nobody needs millions of pixels in a letterhead."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    full, most = reader.size(), _LOGO * 4
    if full.width() > most.width() or full.height() > most.height():
        reader.setScaledSize(full.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise error("no-picture", _("The logo cannot be read: it is damaged. Choose another file."))
    return image


# -- the map on a page of its own


def _map(handout: Handout, size: QSizeF) -> Picture:
    drawn = picture_of(handout.document, handout.plan, None, None)
    words = heading(handout.document, handout.plan, handout.made)

    def paint(painter: QPainter, place: QRectF) -> None:
        Sheet(Request(drawn, words, theme.load("light"), None, place.size())).paint(painter)

    return Picture(_map_words(handout, drawn), size, paint, own_page=True)


def _map_words(handout: Handout, drawn: Map) -> str:
    """The map for those who do not see it: its stages, and where everything stands in words."""
    stages = [
        ", ".join([stage.title, steps_words(stage), hours_words(round(stage.hours)), date_words(stage.finish)])
        for stage in handout.stages
    ]
    text = _("Map of the path. {stages}. Every step is told in words under “{title}”.")
    return text.format(stages="; ".join(stages) or drawn.goal, title=_("Step by step"))


# -- painting


def _paint(flow: Flow, paper: QPageSize.PageSizeId, handout: Handout) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(title_words(handout))
    writer.setAuthor(handout.coach.name)
    writer.setCreator("Trailmark")
    writer.setPageLayout(_layout(paper, flow.pages[0].size))
    painter = QPainter(writer)
    for number, page in enumerate(flow.pages):
        if number:
            writer.setPageLayout(_layout(paper, page.size))
            writer.newPage()
        for piece, (_element, drawn) in enumerate(page.pieces):
            painter.save()
            painter.scale(_DPI / 96, _DPI / 96)
            paint_marker(painter, piece)
            for draw in drawn:
                draw(painter)
            painter.restore()
    painter.end()
    return searchable(bytes(buffer.data().data()))


def _layout(paper: QPageSize.PageSizeId, size: QSizeF) -> QPageLayout:
    lying = size.width() > size.height()
    direction = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(paper), direction, QMarginsF(0, 0, 0, 0))
