"""Two of the plans on one map, with the words that tell them apart."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.app import queries
from planner.app.map import Map, Sight, Signs
from planner.app.together import Beside
from planner.app.variants import Planned
from planner.i18n import _
from ui.background import Newest
from ui.canvas.view import MapView
from ui.flow import flowing
from ui.plain import menu_text
from ui.reading import placed, write
from ui.theme.theme import Theme

Pair = tuple[Planned, Planned, str, str]
"""Two plans and their letters."""


class BothMap(QWidget):
    """The map of the second plan, with what only the first one has on it, too."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = MapView(theme, self._chain_of)
        self.legend = BothLegend(theme)
        self.steps = QPushButton(menu_text(_("Every step")))
        self.steps.setCheckable(True)
        self.steps.clicked.connect(lambda on: self._look(Sight() if on else _BOARD))
        self._pair: Pair | None = None
        self._sight = _BOARD
        self._drawing = Newest(self)
        self._drawing.answered.connect(self._show)
        line, flow = flowing()
        flow.addWidget(self.steps)
        flow.addWidget(self.legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        column.addWidget(self.view, 1)
        self.view.module_opened.connect(self._open)
        self.view.chosen.connect(self.chosen.emit)

    @property
    def busy(self) -> bool:
        """Whether the map is still being drawn."""
        return self._drawing.busy

    def set_theme(self, theme: Theme, text: float, calm: bool) -> None:
        """Use other colours and another size of text."""
        self.view.camera.calm = calm
        self.view.set_theme(theme, text)
        self.legend.set_theme(theme)

    def show_pair(self, pair: Pair | None) -> None:
        """Show two plans on one map."""
        if pair != self._pair:
            self._pair = pair
            self._draw()

    def _look(self, sight: Sight) -> None:
        self._sight = sight
        self.steps.setChecked(sight.open_eras is None)
        self._draw()

    def _open(self, module: str) -> None:
        picture = self.view.picture
        if picture is not None and module in picture.modules:
            opened = self._sight.open_eras or frozenset()
            self._look(replace(self._sight, open_eras=opened | {picture.modules[module].era}))

    def _draw(self) -> None:
        if self._pair is None:
            return
        first, second, one, other = self._pair
        told, sight = signs(one, other), self._sight
        beside = Beside(first.plan, told)
        self.legend.show_signs(told)
        self._drawing.ask(lambda _stale: queries.draw(second.document, second.plan, sight, None, None, beside))

    def _show(self, picture: Map) -> None:
        fresh = self.view.picture is None or self.view.picture.sight != picture.sight
        self.view.show_map(picture)
        if fresh:
            self.view.go_to_start()

    def _chain_of(self, item: str) -> Collection[str]:
        """What an item needs and what needs it, on the map that is shown."""
        picture = self.view.picture
        return picture.chain(item) if picture is not None else ()


_BOARD = Sight(open_eras=frozenset())


def signs(one: str, other: str) -> Signs:
    """How two plans with these letters are told apart."""
    text = _("only in {letters}")
    return Signs(one, other, text.format(letters=one), text.format(letters=other))


class BothLegend(QWidget):
    """One line: dashed is the first plan, two outlines the second."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._letters = ("", "")
        self._words: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_signs(signs("A", "B"))

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_signs(self, told: Signs) -> None:
        """Say which plan is drawn how."""
        self._letters = (told.first, told.second)
        self._words = [told.first_words, told.second_words, _("in both; moved by so much")]
        self.setAccessibleName(_("What the outlines mean"))
        self.setAccessibleDescription(", ".join(self._words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = sum(metrics.horizontalAdvance(words) + 62 for words in self._words)
        return QSize(width, metrics.height() + 14)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, metrics, whole = self._theme, self.fontMetrics(), QRectF(self.rect())
        x, middle = 8.0, self.height() / 2
        for number, words in enumerate(self._words):
            tall = metrics.height() * 0.9
            box = placed(painter, QRectF(x, middle - tall / 2, 30, tall), whole)
            dashes = Qt.PenStyle.DashLine if number == 0 else Qt.PenStyle.SolidLine
            painter.setPen(QPen(theme.text, 1.5, dashes))
            painter.setBrush(theme.surface)
            painter.drawRoundedRect(box, 3, 3)
            if number == 1:
                painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 5, 5)
            small = self.font()
            small.setBold(True)
            painter.setFont(small)
            mark = (*self._letters, "±")[number]
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), mark)
            painter.setFont(self.font())
            room = metrics.horizontalAdvance(words) + 2.0
            start = placed(painter, QRectF(x + 38, 0, room, 1), whole).left()
            write(painter, QPointF(start, middle + metrics.capHeight() / 2), room, words)
            x += metrics.horizontalAdvance(words) + 62
