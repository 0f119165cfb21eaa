"""How a row is drawn: its title in the frozen column, and its bar, span or flag in time."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from planner.app.timeline import Bar, Form, Stage, Timeline
from ui import dates
from ui.theme import icons
from ui.theme.shapes import outline, paint_mark, paint_node
from ui.timeline import words
from ui.timeline.frame import LEFT, MIDDLE, RIGHT, Frame, Look, Row

NARROW = 16.0
"""Pixels below which a bar is a plain stroke: its outline could not be told from another one."""
PAD = 6.0
CHIP_FROM = 22
"""Characters that the column needs to have room for the shape of each kind as well."""


def paint_title(painter: QPainter, frame: Frame, row: Row, place: QRectF, folded: bool) -> None:
    """What stands in the frozen column: shape, status and title of an item, or the name of a stage."""
    look = frame.look
    size = round(look.body_size.height() * 0.8)
    inside = place.adjusted(8, 0, -8, 0)
    if isinstance(row, Stage):
        _paint_chevron(painter, _cut(frame, inside, 0, size), folded, frame.backwards, look)
        _write(painter, look, row.title, _cut(frame, inside, size + 6, inside.width() - size - 6), frame, strong=True)
        return
    begin = 0.0
    end = size + 4 if row.pin or row.booked else 0.0
    if inside.width() >= CHIP_FROM * look.body_size.averageCharWidth():  # else the title needs the room
        chip = _cut(frame, inside, 0, size * 1.6)
        chip.setHeight(size)
        chip.moveTop(place.center().y() - size / 2)
        paint_node(painter, row.kind, "ready", chip, look.theme)
        begin = size * 1.6 + 6
    mark = _cut(frame, inside, begin, size)
    paint_mark(painter, row.mark.value, mark.center(), size * 0.5, look.theme, row.progress)
    begin += size + 6
    _write(painter, look, row.title, _cut(frame, inside, begin, inside.width() - begin - end), frame)
    if end:
        pin = _cut(frame, inside, inside.width() - size, size)
        icon = "calendar" if row.booked else "pin"
        icons.paint(painter, icon, QRectF(pin.left(), pin.center().y() - size / 2, size, size), look.theme.text)


def _cut(frame: Frame, place: QRectF, begin: float, width: float) -> QRectF:
    """A part of a place, counted from where reading begins."""
    left = place.right() - begin - width if frame.backwards else place.left() + begin
    return QRectF(left, place.top(), max(0.0, width), place.height())


def _write(painter: QPainter, look: Look, text: str, place: QRectF, frame: Frame, strong: bool = False) -> None:
    metrics = look.strong_size if strong else look.body_size
    painter.setFont(look.strong if strong else look.body)
    painter.setPen(look.theme.text)
    painter.drawText(place, frame.start_side, metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width()))


def _paint_chevron(painter: QPainter, place: QRectF, folded: bool, backwards: bool, look: Look) -> None:
    middle, reach = place.center(), place.width() * 0.3
    points = [QPointF(-reach, -reach / 2), QPointF(0, reach / 2), QPointF(reach, -reach / 2)]
    if folded:
        side = -1 if backwards else 1
        points = [QPointF(-side * reach / 2, -reach), QPointF(side * reach / 2, 0), QPointF(-side * reach / 2, reach)]
    painter.setPen(
        QPen(look.theme.text2, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.drawPolyline(QPolygonF([middle + point for point in points]))


# -- in time


def paint_row(painter: QPainter, frame: Frame, row: Row, top: float, shown: Timeline) -> None:
    """The bar of a row, or where it is when it is out of sight."""
    extent = frame.extent(row)
    if extent is None:
        text, near = words.days(None, None), frame.x(frame.left)
        width = frame.look.caption_size.horizontalAdvance(text) + 2 * PAD
        painter.fillRect(frame.beside(near, width, top + 2, frame.look.row - 4), frame.look.theme.surface)
        _paint_beside(painter, frame, frame.look.theme.text2, text, (near, near), top)
        return
    if isinstance(row, Bar) and row.item in shown.ranges:
        paint_range(painter, frame, shown.ranges[row.item], top + frame.look.row - 5, row.kind, 3)
    if isinstance(row, Bar) and row.item in shown.before:
        _paint_before(painter, frame, shown.before[row.item], top)
    side = frame.in_sight(extent)
    if side:
        _paint_elsewhere(painter, frame, row, top, side)
    elif isinstance(row, Stage):
        _paint_stage(painter, frame, row, extent, top)
    elif row.form is Form.MOMENT:
        _paint_flag(painter, frame, row, extent, top)
    else:
        _paint_bar(painter, frame, row, extent, top)


def _paint_before(painter: QPainter, frame: Frame, days: tuple[date, date], top: float) -> None:
    """Where a step was in the plan that this one is compared with: a dashed outline without a filling."""
    look = frame.look
    begin = max(frame.axis.x(days[0]), frame.left - 60)
    end = min(max(frame.axis.end(days[1]), begin + 5), frame.left + frame.room + 60)
    if end > begin:
        painter.setPen(QPen(look.theme.text2, 1.25, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame.span(begin, end, top + (look.row - look.bar) / 2 - 2, look.bar + 4), 5, 5)


def bar_rect(frame: Frame, row: Row, top: float) -> QRectF | None:
    """Where the bar of a row is on the screen; None for what has no dates."""
    extent = frame.extent(row)
    if extent is None:
        return None
    height = frame.look.bar
    rect = frame.span(*extent, top + (frame.look.row - height) / 2, height)
    if isinstance(row, Bar) and row.form is Form.MOMENT:
        near = frame.x(extent[0])
        return frame.beside(near, height, rect.top(), height)
    return rect


def _paint_bar(painter: QPainter, frame: Frame, bar: Bar, extent: tuple[float, float], top: float) -> None:
    look, height = frame.look, frame.look.bar
    # What lies far outside is cut off: a path of a hundred thousand pixels takes long to fill.
    begin, end = max(extent[0], frame.left - 60), min(extent[1], frame.left + frame.room + 60)
    rect = frame.span(begin, end, top + (look.row - height) / 2, height)
    paint_shape(painter, look, bar.kind, bar.form, rect)
    if bar.begun is not None and bar.start is not None and bar.begun < bar.start and not bar.done:
        past = frame.span(frame.axis.x(bar.begun), extent[0], rect.center().y() - 2, 4)
        painter.fillRect(past, look.theme.status("in_progress"))
    if bar.progress and not bar.done:
        _paint_progress(painter, frame, bar, extent, rect)
    if bar.critical:
        _paint_critical(painter, frame, extent, rect.bottom() + 1)
    text = words.on_bar(bar)
    width = look.caption_size.horizontalAdvance(text) + 2 * PAD
    seen = rect.intersected(frame.body)
    if seen.width() >= width + 4:
        painter.setFont(look.caption)
        painter.setPen(look.theme.text)
        plain = bar.form is Form.SPAN
        if plain:  # hatching and letters would disturb each other
            middle = QRectF(seen.center().x() - width / 2, rect.top() + 2, width, height - 4)
            painter.fillRect(middle, look.theme.kind(bar.kind).fill)
        painter.drawText(seen, MIDDLE, text)
    else:
        _paint_beside(painter, frame, look.theme.text, text, (frame.x(extent[1]), frame.x(extent[0])), top)


def paint_shape(painter: QPainter, look: Look, kind: str, form: Form, rect: QRectF) -> None:
    """A bar: in the outline of its kind; what runs beside study is hatched."""
    colours = look.theme.kind(kind)
    pen = QPen(colours.stroke, 2.0 if look.theme.contrast else 1.25)
    if rect.width() < NARROW:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.stroke)
        painter.drawRoundedRect(rect, min(3.0, rect.width() / 2), min(3.0, rect.width() / 2))
        return
    path = _outline(kind, rect.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setPen(pen)
    painter.setBrush(colours.fill)
    painter.drawPath(path)
    if form is Form.SPAN:
        set_hatching(painter, rect, colours.stroke)
        painter.drawPath(path)


def _outline(kind: str, rect: QRectF) -> QPainterPath:
    """The outline of a kind; that of a skill with smaller corners, as a low bar would look like the pill of a role."""
    if kind != "skill":
        return outline(kind, rect)
    path = QPainterPath()
    path.addRoundedRect(rect, 4, 4)
    return path


def paint_hatching(painter: QPainter, rect: QRectF, colour: QColor, gap: int = 7) -> None:
    """Slanted lines over a rectangle."""
    set_hatching(painter, rect, colour, gap)
    painter.fillRect(rect, painter.brush())


def set_hatching(painter: QPainter, rect: QRectF, colour: QColor, gap: int = 7) -> None:
    """Fill with slanted lines. They stand still in what is filled when it moves: they begin at its own corner."""
    device = painter.device()
    brush = QBrush(_hatching(colour.name(), gap, device.devicePixelRatioF()))
    painter.setBrush(brush)
    painter.setBrushOrigin(rect.bottomLeft())


@lru_cache(maxsize=64)
def _hatching(colour: str, gap: int, ratio: float) -> QPixmap:
    """One piece of slanted lines, which fits to itself on all sides: hundreds of lines are painted as one picture."""
    picture = QPixmap(round(gap * ratio), round(gap * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1))
    for x in (-gap, 0, gap):
        painter.drawLine(QPointF(x - 1, gap + 1), QPointF(x + gap + 1, -1))
    painter.end()
    return picture


def _paint_progress(painter: QPainter, frame: Frame, bar: Bar, extent: tuple[float, float], rect: QRectF) -> None:
    """How much of an item is done already, as a strong line in its bar."""
    done = frame.span(extent[0], extent[0] + (extent[1] - extent[0]) * bar.progress, rect.bottom() - 5, 3)
    painter.fillRect(done, frame.look.theme.status("in_progress"))


def _paint_critical(painter: QPainter, frame: Frame, extent: tuple[float, float], y: float) -> None:
    """What decides the finish is underlined."""
    theme = frame.look.theme
    painter.fillRect(frame.span(*extent, y, 4 if theme.contrast else 3), theme.edge_path)


def _paint_flag(painter: QPainter, frame: Frame, bar: Bar, extent: tuple[float, float], top: float) -> None:
    """A day: a pole with a flag in the colours of its kind."""
    look, near = frame.look, frame.x(extent[0])
    colours, height = look.theme.kind(bar.kind), look.bar
    y = top + (look.row - height) / 2
    painter.setPen(QPen(colours.stroke, 2.0))
    painter.drawLine(QPointF(near, y), QPointF(near, y + height))
    painter.setPen(QPen(colours.stroke, 1.5))
    painter.setBrush(colours.stroke if bar.kind == "goal" else colours.fill)
    side = -1 if frame.backwards else 1
    tip = height * 0.85 * side
    points = [(0.0, 0.0), (tip, 0.0), (tip * 0.7, height * 0.3), (tip, height * 0.6), (0.0, height * 0.6)]
    painter.drawPolygon(QPolygonF([QPointF(near + x, y + down) for x, down in points]))
    if bar.critical:
        painter.fillRect(
            frame.beside(near, height * 0.85, y + height + 1, 4 if look.theme.contrast else 3), look.theme.edge_path
        )
    _paint_beside(painter, frame, look.theme.text, words.on_bar(bar), (near + tip, near), top)


def _paint_stage(painter: QPainter, frame: Frame, stage: Stage, extent: tuple[float, float], top: float) -> None:
    """A bracket over all bars of a stage."""
    look = frame.look
    begin, end = max(extent[0], frame.left - 60), min(extent[1], frame.left + frame.room + 60)
    y, thick = top + look.row * 0.42, max(4.0, look.row * 0.16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.theme.era)
    rect = frame.span(begin, end, y, thick)
    left, right, low = rect.left(), rect.right(), rect.bottom() + thick
    tip = min(thick, rect.width() / 2)
    corners = [
        (left, y),
        (right, y),
        (right, low),
        (right - tip, rect.bottom()),
        (left + tip, rect.bottom()),
        (left, low),
    ]
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    text = dates.hours(stage.hours) if stage.hours else ""
    _paint_beside(painter, frame, look.theme.text, text, (frame.x(extent[1]), frame.x(extent[0])), top)


def beside_place(frame: Frame, text: str, ends: tuple[float, float], top: float) -> QRectF | None:
    """Where words stand beside a bar: behind its end, or else before its beginning; None where both are cut off."""
    width = frame.look.caption_size.horizontalAdvance(text) + 2 * PAD
    for near, before in zip(ends, (False, True), strict=True):
        place = frame.beside(near, width, top, frame.look.row, before)
        if frame.area.left() <= place.left() and place.right() <= frame.area.right():
            return place
    return None


def _paint_beside(
    painter: QPainter, frame: Frame, colour: QColor, text: str, ends: tuple[float, float], top: float
) -> None:
    """Words beside what is drawn from the second of two places to the first one."""
    place = beside_place(frame, text, ends, top) if text else None
    if place is not None:
        painter.setFont(frame.look.caption)
        painter.setPen(colour)
        painter.drawText(place, MIDDLE, text)


def elsewhere_rect(frame: Frame, row: Row, top: float) -> QRectF | None:
    """Where the words stand that say when the bar of a row is, when it is out of sight; None where it is not."""
    extent = frame.extent(row)
    side = frame.in_sight(extent) if extent else 0
    if not side:
        return None
    look = frame.look
    width = look.caption_size.horizontalAdvance(_elsewhere_words(row)) + look.row + PAD
    near = frame.x(frame.left if side < 0 else frame.left + frame.room)
    return frame.beside(near, width, top, look.row, before=side > 0)


def _elsewhere_words(row: Row) -> str:
    return dates.month(row.start) if row.start else ""


def _paint_elsewhere(painter: QPainter, frame: Frame, row: Row, top: float, side: int) -> None:
    """An arrow to a bar that is out of sight, and its month."""
    look, place = frame.look, elsewhere_rect(frame, row, top)
    if place is None:
        return
    if look.theme.contrast:  # hatching and letters would disturb each other
        painter.fillRect(place.adjusted(0, 2, 0, -2), look.theme.surface)
    to_right = (side > 0) != frame.backwards
    reach = look.caption_size.height() * 0.28
    tip = place.right() - reach - 4 if to_right else place.left() + reach + 4
    arrow = reach if to_right else -reach
    middle = place.center().y()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(look.theme.text2))
    painter.drawPolygon(
        QPolygonF(
            [QPointF(tip + arrow, middle), QPointF(tip - arrow, middle - reach), QPointF(tip - arrow, middle + reach)]
        )
    )
    painter.setFont(look.caption)
    painter.setPen(look.theme.text2)
    words_place = place.adjusted(0, 0, -3 * reach - 4, 0) if to_right else place.adjusted(3 * reach + 4, 0, 0, 0)
    painter.drawText(words_place, RIGHT if to_right else LEFT, _elsewhere_words(row))


def paint_range(
    painter: QPainter, frame: Frame, days: tuple[date, date], middle: float, kind: str, reach: float
) -> None:
    """From when to when 80 of 100 learners get somewhere: a thin line with ends."""
    begin, end = frame.axis.x(days[0]), frame.axis.end(days[1])
    painter.setPen(QPen(frame.look.theme.kind(kind).stroke, 2.0 if frame.look.theme.contrast else 1.5))
    one, other = frame.x(begin), frame.x(end)
    area = frame.area
    for x in (one, other):
        if area.left() <= x <= area.right():
            painter.drawLine(QPointF(x, middle - reach), QPointF(x, middle + reach))
    left, right = max(min(one, other), area.left()), min(max(one, other), area.right())
    if left < right:
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
