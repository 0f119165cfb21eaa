"""The whole path on one screen: a field for every era and lane, with its steps, hours and how many are done."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from planner.app.map import Era, Map, MapNode, Mark
from planner.i18n import _, ngettext
from planner.model.forecast import Forecast
from ui import dates
from ui.plain import elide, tip_text
from ui.theme.shapes import paint_node
from ui.theme.theme import DIM_OPACITY, Theme, font

Field = tuple[int, str]
"""Era and lane."""

_GAP = 4
_ERA_GAP = 14
_BAND = 5.0
"""Height of the band that says how sure a date is."""


class Overview(QWidget):
    """Eras from left to right, lanes from top to bottom. A click opens a field."""

    opened = Signal(list)
    """Ids of the steps in the field that was clicked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._map: Map | None = None
        self._fields: dict[Field, list[MapNode]] = {}
        self._lanes: list[str] = []
        self._ranges: dict[str, tuple[date, date]] = {}
        self._hovered: Field | None = None
        self._current: Field | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Overview of your path"))

    def show_map(self, picture: Map) -> None:
        """Show another map."""
        self._map = picture
        self._fields = {}
        lane_of = {item: band.key for band in picture.tree.lanes for item, (_x, y) in picture.tree.places.items()
                   if band.begin <= y < band.begin + band.size}  # fmt: skip
        for node in picture.nodes.values():
            self._fields.setdefault((node.era, lane_of[node.id]), []).append(node)
        self._lanes = [band.key for band in picture.tree.lanes]
        if self._current not in self._fields:
            self._current = None
        self._take_room()
        eras = len(picture.eras)
        self.setAccessibleDescription(ngettext("{count} stage", "{count} stages", eras).format(count=eras))
        self.update()

    def show_forecast(self, forecast: Forecast | None) -> None:
        """Show when 80 of 100 learners reach every stage; None: that is not known yet."""
        stops = [(stop.id, stop.range) for stop in forecast.stops] if forecast else []
        if forecast and self._map:
            stops.append((self._map.goal, forecast.finish))
        self._ranges = {item: (found.p10, found.p90) for item, found in stops if found.p10 and found.p90}
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self.setFont(QApplication.font())  # painted by hand: nobody else tells it of a new text size
        self._take_room()
        self.update()

    def _take_room(self) -> None:
        """Never smaller than can be read: larger text makes the overview scroll."""
        if self._map is not None:
            letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
            eras = max(1, len(self._map.eras))
            width = self._names_width() + eras * (13 * letter + _ERA_GAP)
            self.setMinimumSize(round(width), round(self._header() + len(self._lanes) * 1.9 * line + 12))

    # -- where things are

    def _header(self) -> float:
        strong, small = QFontMetricsF(font("strong", self.font())), QFontMetricsF(font("caption", self.font()))
        return 2 * strong.height() + 2 * small.height() + _BAND + 24

    def _names_width(self) -> float:
        metrics = QFontMetricsF(font("caption", self.font()))
        assert self._map is not None
        widest = max((metrics.horizontalAdvance(self._map.lane_titles[lane]) for lane in self._lanes), default=60.0)
        return widest + 20

    def _rect(self, field: Field) -> QRectF:
        assert self._map is not None
        left = self._names_width()
        counts = [0] * max(1, len(self._map.eras))
        for (era, _lane), nodes in self._fields.items():
            counts[era] += len(nodes)
        # Every era gets room for its name; the rest is shared by how much happens in it.
        room = self.width() - left - 8
        least = min(120.0, room / len(counts))
        roots = [count**0.5 for count in counts]
        widths = [least + (room - least * len(counts)) * root / max(1.0, sum(roots)) for root in roots]
        height = (self.height() - self._header() - 8) / max(1, len(self._lanes))
        x, y = left + sum(widths[: field[0]]), self._header() + height * self._lanes.index(field[1])
        return QRectF(x, y, widths[field[0]], height).adjusted(0, 0, -_ERA_GAP, -_GAP)

    def _at(self, spot: QPointF) -> Field | None:
        return next((field for field in self._fields if self._rect(field).contains(spot)), None)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._map is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.bg)
        self._paint_lane_names(painter, self._map)
        self._paint_eras(painter, self._map)
        for field, nodes in self._fields.items():
            self._paint_field(painter, field, nodes)

    def _paint_lane_names(self, painter: QPainter, picture: Map) -> None:
        small = font("caption", self.font())
        painter.setFont(small)
        metrics = QFontMetricsF(small)
        for number, lane in enumerate(self._lanes):
            first = self._rect((0, lane))
            row = QRectF(0, first.top() - _GAP / 2, self.width(), first.height() + _GAP)
            painter.fillRect(row, self._theme.lane_odd if number % 2 else self._theme.lane_even)
            painter.setPen(self._theme.text2)
            name = metrics.elidedText(picture.lane_titles[lane], Qt.TextElideMode.ElideRight, first.left() - 14)
            painter.drawText(
                QRectF(10, first.top(), first.left() - 10, first.height()), int(Qt.AlignmentFlag.AlignVCenter), name
            )

    def _paint_eras(self, painter: QPainter, picture: Map) -> None:
        if not self._lanes:
            return
        strong = font("strong", self.font())
        small = font("caption", self.font())
        for number, era in enumerate(picture.eras):
            rect = self._rect((number, self._lanes[0]))
            title = QFontMetricsF(strong)
            painter.setFont(strong)
            painter.setPen(self._theme.text)
            for at, line in enumerate(elide(era.title, title, rect.width(), 2)):
                painter.drawText(QPointF(rect.left(), 6 + title.ascent() + at * title.height()), line)
            painter.setFont(small)
            painter.setPen(self._theme.text2)
            caption = QFontMetricsF(small)
            base = 6 + 2 * title.height() + caption.ascent() + 2
            month, hours = dates.month(era.finish) if era.finish else "", dates.hours(era.hours) if era.hours else ""
            shown = _fitting(caption, rect.width(), " · ".join(filter(None, [month, hours])), month or hours)
            painter.drawText(QPointF(rect.left(), base), shown)
            self._paint_range(painter, era, QRectF(rect.left(), base + caption.descent(), rect.width(), _BAND))
            if number:
                painter.setPen(QPen(self._theme.hairline, 2))
                x = rect.left() - _ERA_GAP / 2
                painter.drawLine(QPointF(x, 8), QPointF(x, self.height() - 8))

    def _paint_range(self, painter: QPainter, era: Era, room: QRectF) -> None:
        """When 80 of 100 learners are there, in words, and as a band with the day of the plan as a tick.

        All bands have one scale, so that one sees how the range grows with every stage.
        """
        found = self._ranges.get(era.item)
        longest = max((last - first for first, last in self._ranges.values()), default=timedelta()).days
        if found is None or era.finish is None or not longest:
            return
        first, last = found
        metrics = QFontMetricsF(painter.font())
        shown = _fitting(metrics, room.width(), dates.span(first, last), f"{first.year} – {last.year}")
        painter.setPen(self._theme.text2)
        painter.drawText(QPointF(room.left(), room.top() + metrics.ascent()), shown)
        scale = room.width() / longest
        band = QRectF(room.left(), room.top() + metrics.height() + 3, max(4.0, (last - first).days * scale), _BAND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.accent)
        painter.setOpacity(DIM_OPACITY)
        painter.drawRoundedRect(band, 2, 2)
        painter.setOpacity(1.0)
        tick = band.left() + min(max(0, (era.finish - first).days), (last - first).days) * scale
        painter.setPen(QPen(self._theme.accent, 2))
        painter.drawLine(QPointF(tick, band.top() - 1), QPointF(tick, band.bottom() + 1))

    def _paint_field(self, painter: QPainter, field: Field, nodes: list[MapNode]) -> None:
        rect = self._rect(field)
        strong = field in (self._hovered, self._current if self.hasFocus() else None)
        painter.setPen(QPen(self._theme.focus if strong else self._theme.hairline, 2 if strong else 1))
        painter.setBrush(self._theme.surface)
        painter.drawRoundedRect(rect, 6, 6)
        hours = sum(node.hours for node in nodes if node.planned)
        done = sum(node.mark is Mark.HELD for node in nodes)
        counts = ngettext("{count} step", "{count} steps", len(nodes)).format(count=len(nodes))
        words = [counts if rect.width() > 110 else str(len(nodes)), dates.hours(hours) if hours else ""]
        if done and len(nodes) > 1:
            words.append(_("{count} already yours").format(count=done))
        small = font("caption", self.font())
        metrics = QFontMetricsF(small)
        text = metrics.elidedText(" · ".join(filter(None, words)), Qt.TextElideMode.ElideRight, rect.width() - 16)
        self._paint_chips(painter, rect, nodes, metrics.height())
        painter.setFont(small)
        painter.setPen(self._theme.text)
        if rect.height() >= metrics.height() + 4:
            painter.drawText(QPointF(rect.left() + 8, rect.bottom() - 4 - metrics.descent()), text)

    def _paint_chips(self, painter: QPainter, rect: QRectF, nodes: list[MapNode], below: float) -> None:
        room = rect.height() - below - 12
        if room < 6:
            return
        height = min(12.0, room)
        share = (rect.width() - 16) / len(nodes)
        gap = 3 if share >= 8 else 1
        width = min(26.0, share - gap)
        if width < 2:
            return
        for number, node in enumerate(nodes):
            chip = QRectF(rect.left() + 8 + number * (width + gap), rect.top() + 6, width, height)
            painter.setOpacity(1.0 if node.planned or node.mark is Mark.HELD else 0.35)
            if width >= 18:
                paint_node(painter, node.kind, "ready", chip, self._theme)
            else:  # too narrow for the shape of its kind
                painter.setPen(QPen(self._theme.kind(node.kind).stroke, 1.5))
                painter.setBrush(self._theme.kind(node.kind).fill)
                painter.drawRoundedRect(chip, 3, 3)
        painter.setOpacity(1.0)

    # -- input

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            field = self._at(QPointF(event.pos()))
            names = [node.title for node in self._fields[field]] if field else []
            QToolTip.showText(event.globalPos(), tip_text("\n".join(names)), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        field = self._at(event.position())
        if field != self._hovered:
            self._hovered = field
            self.setCursor(Qt.CursorShape.PointingHandCursor if field else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._open(self._at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        order = sorted(self._fields, key=lambda field: (self._lanes.index(field[1]), field[0]))
        if not order:
            return
        place = order.index(self._current) if self._current in order else -1
        match Qt.Key(event.key()):
            case Qt.Key.Key_Right | Qt.Key.Key_Down:
                self._current = order[(place + 1) % len(order)]
            case Qt.Key.Key_Left | Qt.Key.Key_Up:
                self._current = order[(place - 1) % len(order)]
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._open(self._current)
            case _:
                super().keyPressEvent(event)
        self.update()

    def _open(self, field: Field | None) -> None:
        if field:
            self.opened.emit([node.id for node in self._fields[field]])


def _fitting(metrics: QFontMetricsF, room: float, long: str, short: str) -> str:
    """The long words where there is room for them, else the short ones."""
    return long if metrics.horizontalAdvance(long) <= room else short
