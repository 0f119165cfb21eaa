"""Which picture of the map to save: kind of file, what is on it, its size and colours."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from planner.app.map import Map
from planner.i18n import _
from planner.model.problem import PlannerError
from ui.dialogs.frame import SaveDialog, choice
from ui.pictures.formats import Format, pixels
from ui.pictures.heading import Heading
from ui.pictures.sheet import Sheet
from ui.pictures.wish import AS_NEEDED, Wish
from ui.plain import PlainLabel

LEAST_POINTS = 4.5
"""Of print that can be read at all."""
_CENTIMETRES = 2.54 / 96
"""Of a pixel of a sheet."""


class PictureDialog(SaveDialog):
    """Ask how to draw a map. `wish` and `part` are the answer; `part` is None for the whole map."""

    def __init__(
        self, picture: Map, heading: Heading, in_sight: QRectF | None, last: Wish, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._picture, self._heading, self._in_sight = picture, heading, in_sight
        self._kind = choice(
            _("Kind of file"),
            (Format.SVG, _("SVG: for web pages and drawing programs")),
            (Format.PDF, _("PDF: for printing")),
            (Format.PNG, _("PNG: for messages and slides")),
        )
        self._what = choice(_("What is on it"), (False, _("The whole map")), (True, _("The part in sight")))
        self._what.setEnabled(in_sight is not None)
        self._size = choice(
            _("Size"),
            (AS_NEEDED, _("As large as the map needs")),
            ("a4", _("A4 paper")),
            ("a3", _("A3 paper")),
            ("letter", _("Letter paper")),
            ("1920x1080", _("A slide, 1920 × 1080")),
        )
        sizes = ((float(scale), _("{scale} ×").format(scale=scale)) for scale in (1, 2, 3, 4))
        self._scale = choice(_("Pixels"), *sizes)
        self._theme = choice(
            _("Colours"), ("light", _("Light, for paper")), ("dark", _("Dark")), ("contrast", _("High contrast"))
        )
        self._facts = PlainLabel("", role="caption", wrap=True)
        boxes = [self._kind, self._what, self._size, self._scale, self._theme]
        self._save = self.lay_out(_("Save map as picture"), boxes, self._facts)
        for box, value in ((self._kind, last.kind), (self._size, last.size), (self._scale, last.scale),
                           (self._theme, last.theme)):  # fmt: skip
            box.setCurrentIndex(max(0, box.findData(value)))
            box.currentIndexChanged.connect(lambda _index: self._follow())
        self._what.currentIndexChanged.connect(lambda _index: self._follow())
        self._follow()

    @property
    def wish(self) -> Wish:
        """The kind of file, its size and colours."""
        kind = Format(self._kind.currentData())
        scale = self._scale.currentData() if kind is Format.PNG else 1.0
        return Wish(kind, self._size.currentData(), scale, self._theme.currentData())

    @property
    def part(self) -> QRectF | None:
        """The part of the scene to draw; None: all of it."""
        return self._in_sight if self._what.currentData() else None

    def sheet(self) -> Sheet:
        """What will be drawn."""
        return self.wish.sheet(self._picture, self._heading, self.part)

    def _follow(self) -> None:
        """Say how large it will be, or why it cannot be."""
        wish, sheet = self.wish, self.sheet()
        self._scale.setEnabled(wish.kind is Format.PNG)
        try:
            width, height = pixels(sheet, wish.scale) if wish.kind is Format.PNG else (0, 0)
        except PlannerError as wrong:
            self._facts.setText(wrong.problems[0].message)
            self._save.setEnabled(False)
            return
        self._save.setEnabled(True)
        if wish.kind is Format.PNG:
            self._facts.setText(_("{width:,} × {height:,} pixels").format(width=width, height=height))
            return
        across, down = sheet.size.width() * _CENTIMETRES, sheet.size.height() * _CENTIMETRES
        words = _("{width:.0f} × {height:.0f} cm. Text stays text: it can be searched, and is sharp at every size.")
        self._facts.setText(" ".join([words.format(width=across, height=down), *_small(sheet)]))


def _small(sheet: Sheet) -> list[str]:
    """A word of warning where nobody could read the titles on paper."""
    if not 0 < sheet.title_points < LEAST_POINTS:
        return []
    words = _("On paper its titles are {points:.1f} points high, which is hard to read: take larger paper, or stages.")
    return [words.format(points=sheet.title_points)]
