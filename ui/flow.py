"""Widgets beside each other, in as many lines as the room takes: larger text must not cut buttons off."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class Flow(QLayout):
    """Fills line after line, from where reading begins."""

    def __init__(self, margin: int = 8, gap: int = 2) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}
        """What was found out since something changed: width -> height. Qt asks dozens of times for every pass."""
        self.setContentsMargins(margin, margin // 2, margin, margin // 2)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._lay(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        super().invalidate()
        self._heights.clear()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item in self._items), default=0)
        tallest = max((item.sizeHint().height() for item in self._items), default=0)
        margins = self.contentsMargins()
        return QSize(widest + margins.left() + margins.right(), tallest + margins.top() + margins.bottom())

    def _lay(self, rect: QRect, place: bool) -> int:
        """Place all widgets, each in the middle of its line, or only find out how high that would be."""
        margins = self.contentsMargins()
        inside = rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        parent = self.parentWidget()
        backwards = isinstance(parent, QWidget) and parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        shown = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
        lines: list[list[tuple[QLayoutItem, QSize, int]]] = []
        x = 0
        for item, size in shown:
            if not lines or x + size.width() > inside.width():
                lines.append([])
                x = 0
            size = QSize(min(size.width(), max(1, inside.width())), size.height())  # noqa: PLW2901
            lines[-1].append((item, size, x))
            x += size.width() + self._gap
        y = inside.top()
        for line in lines:
            tall = max(size.height() for _item, size, _x in line)
            for item, size, along in line if place else ():
                left = inside.right() + 1 - along - size.width() if backwards else inside.left() + along
                item.setGeometry(QRect(QPoint(left, y + (tall - size.height()) // 2), size))
            y += tall + self._gap
        return y - (self._gap if lines else 0) - rect.top() + margins.bottom()


def flowing(gap: int = 2) -> tuple[QWidget, Flow]:
    """A widget whose layout flows; it takes the height that its width asks for."""
    holder, flow = QWidget(), Flow(gap=gap)
    holder.setLayout(flow)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder, flow
