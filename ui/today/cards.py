"""What the cards of the page are made of: frames, rows of buttons that turn when they are narrow, thin bars, signs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.plain import PlainLabel, menu_text
from ui.theme import icons
from ui.theme.shapes import paint_mark, paint_node
from ui.theme.theme import FontRole, Theme, make_primary
from ui.wrapped import WordsButton

GAP = 16
"""Between two cards, and inside a card to its edge."""


class Card(QFrame):
    """A quiet frame with one column, and a heading where it has one."""

    def __init__(self, heading: str = "", name: str = "") -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(name or heading)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, GAP, 20, GAP)
        self.column.setSpacing(8)
        if heading:
            self.say(heading, "title")

    def say(self, text: str, role: FontRole = "body") -> PlainLabel:
        """One more paragraph."""
        label = PlainLabel(text, role=role, wrap=True)
        self.column.addWidget(label)
        return label

    def pair(self, first: QWidget, text: str, role: FontRole = "body") -> None:
        """A widget, and right below it words that belong to it."""
        both = QVBoxLayout()
        both.setSpacing(2)
        both.addWidget(first)
        if text:
            both.addWidget(PlainLabel(text, role=role, wrap=True))
        self.column.addLayout(both)

    def add(self, widget: QWidget) -> None:
        """One more widget below the others."""
        self.column.addWidget(widget)

    def space(self, pixels: int = 4) -> None:
        """A little more room."""
        self.column.addSpacing(pixels)


class ButtonRow(QWidget):
    """Buttons beside each other, or one below the other where there is no room for that."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        self._buttons = buttons
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 4, 0, 0)
        self._row.setSpacing(8)
        for button in buttons:
            button.setMinimumWidth(40)
            self._row.addWidget(button)
        self._row.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = sum(button.sizeHint().width() + 8 for button in self._buttons)
        beside = wanted <= event.size().width() + 8
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, super().minimumSizeHint().height())


def button(text: str, name: str, theme: Theme, icon: str = "", primary: bool = False) -> QPushButton:
    """A button of a card; `name` finds it again when the page is filled anew."""
    made = WordsButton(menu_text(text))
    if icon:
        made.setIcon(icons.icon(icon, theme, theme.on_accent if primary else None))
    made.setObjectName(name)
    made.ensurePolished()  # else its size is that of another font
    return make_primary(made) if primary else made


class Bar(QWidget):
    """How much of something is done, as a thin line; its words stand beside it."""

    def __init__(self, fraction: float, theme: Theme) -> None:
        super().__init__()
        self._fraction, self._theme = min(1.0, max(0.0, fraction)), theme
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, rect = self._theme, QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.setPen(QPen(theme.border if theme.contrast else theme.hairline, 1.5 if theme.contrast else 1))
        painter.setBrush(theme.raised)
        painter.drawRoundedRect(rect, 3.5, 3.5)
        if self._fraction:
            width = max(rect.height(), rect.width() * self._fraction)
            left = rect.right() - width if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else rect.left()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.statuses["done"])
            painter.drawRoundedRect(QRectF(left, rect.top(), width, rect.height()), 3.5, 3.5)


class Sign(QWidget):
    """Shape of the kind and mark of the status, as on the map."""

    def __init__(self, kind: str, status: str, progress: float, theme: Theme) -> None:
        super().__init__()
        self._kind, self._status, self._progress, self._theme = kind, status, progress, theme
        tall = round(self.fontMetrics().height() * 1.5)
        self.setFixedSize(round(tall * 1.7), tall)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self.height() * 0.26
        rect = QRectF(2, radius * 0.8, self.width() - radius - 4, self.height() - radius * 0.8 - 2)
        paint_node(painter, self._kind, "ready", rect, self._theme)
        middle = QPointF(rect.right() - 1, rect.top() + 1)
        paint_mark(painter, self._status, middle, radius, self._theme, self._progress)
