"""Boxes to choose from that never make their pane wider than the person wants it."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from ui.fields import scroll_past
from ui.plain import elide
from ui.reading import write_in
from ui.theme import wardrobe
from ui.theme.theme import font

W = TypeVar("W", bound=QWidget)
_EXPLANATION = Qt.ItemDataRole.UserRole + 1
_LINES = 3
"""Lines that the words of a button take at most."""
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)


class Box(QComboBox):
    """Shortens what does not fit with an ellipsis; the style would cut it off."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        style = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, style, self).width() - 2
        words = self.currentText() if self.currentIndex() >= 0 else self.placeholderText()
        if self.currentIndex() < 0:
            option.palette.setBrush(QPalette.ColorRole.ButtonText, option.palette.placeholderText())
        option.currentText = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:
        wardrobe.dress(self.view().window())  # before it is asked how large it wants to be
        super().showPopup()


class WrappingBox(Box):
    """Where the chosen words do not fit into one line they stand in two."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentTextChanged.connect(lambda _text: self.grow())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.grow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.grow()

    def _place(self) -> QRectF:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        place = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        return QRectF(place).adjusted(1, 0, -1, 0)

    @property
    def lines(self) -> list[str]:
        """The chosen words as they are broken."""
        return elide(self.currentText(), self.fontMetrics(), max(40.0, self._place().width()), 2)

    def grow(self) -> None:
        """Ask for as much height as the chosen words take."""
        more = max(0, len(self.lines) - 1) * self.fontMetrics().lineSpacing()
        self.setMinimumHeight(self.sizeHint().height() + more if more else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        lines = self.lines
        if len(lines) < 2:
            super().paintEvent(event)
            return
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        write_in(painter, self._place(), Qt.AlignmentFlag.AlignVCenter, "\n".join(lines))


def narrow(combo: QComboBox) -> QComboBox:
    """A box that never makes its pane wider than the person wants it."""
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    return yielding(scroll_past(combo))


def yielding(widget: W) -> W:
    """Takes the width it is given, however large the text is: the pane scrolls only up and down."""
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    widget.setMinimumWidth(60)
    return widget


def fill(combo: QComboBox, rows: list[tuple[str | None, str]], current: str | None) -> None:
    """Offer these (value, text), the current one chosen."""
    with QSignalBlocker(combo):
        combo.clear()
        for identity, title in rows:
            combo.addItem(title, identity)
        combo.setCurrentIndex([identity for identity, _title in rows].index(current))
    if isinstance(combo, WrappingBox):
        combo.grow()


class WrappingButton(QPushButton):
    """A button whose words stand in several lines where one is too narrow for them."""

    _words = ""

    def setText(self, text: str) -> None:
        self._words = text
        self.setAccessibleName(text.replace("&&", "&"))
        self._break()

    def text(self) -> str:
        return self._words

    def _break(self) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        room = inside.width() - (0 if self.icon().isNull() else self.iconSize().width() + 6)
        lines = elide(self._words, self.fontMetrics(), max(room, 40), _LINES)
        if super().text() != "\n".join(lines):
            super().setText("\n".join(lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._break()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._break()


class ExplainedBox(Box):
    """Every option stands in the list with a line that says what it means."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(_TwoLines(self))
        narrow(self)

    def add(self, value: str, text: str, explanation: str) -> None:
        """Offer one more option."""
        self.addItem(text, value)
        self.explain(value, explanation)

    def explain(self, value: str, explanation: str) -> None:
        """Say something else about an option."""
        row = self.findData(value)
        self.setItemData(row, explanation, _EXPLANATION)
        self.setItemData(row, explanation, Qt.ItemDataRole.AccessibleDescriptionRole)

    @property
    def explanation(self) -> str:
        """What the chosen option means."""
        return str(self.currentData(_EXPLANATION) or "")

    def showPopup(self) -> None:
        wardrobe.dress(self.view().window())
        self.view().setMinimumWidth(max(self.width(), round(40 * self.fontMetrics().averageCharWidth())))
        view = self.view()
        if isinstance(view, QListView):
            view.doItemsLayout()  # the heights of its rows depend on its width
        super().showPopup()


class _TwoLines(QStyledItemDelegate):
    """The option, and below it what it means, broken into as many lines as that takes."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box)
        self._box = box

    def _view_width(self) -> int:
        return self._box.view().minimumWidth()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._view_width() - 24
        below = QFontMetricsF(font("caption", option.font)).boundingRect(
            QRectF(0, 0, max(120, width), 400), _WRAPPED, index.data(_EXPLANATION) or ""
        )
        return QSize(120, round(QFontMetricsF(option.font).height() + below.height()) + 14)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        roles = QPalette.ColorRole
        rect = QRectF(option.rect).adjusted(10, 6, -10, -4)
        painter.save()
        painter.fillRect(option.rect, option.palette.color(roles.Highlight if chosen else roles.Base))
        painter.setPen(option.palette.color(roles.HighlightedText if chosen else roles.Text))
        painter.setFont(option.font)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignTop), index.data())
        painter.setFont(font("caption", option.font))
        painter.setPen(option.palette.color(roles.HighlightedText if chosen else roles.PlaceholderText))
        painter.drawText(
            rect.adjusted(0, QFontMetricsF(option.font).height(), 0, 0), _WRAPPED, index.data(_EXPLANATION)
        )
        painter.restore()


def clear(layout: QVBoxLayout) -> None:
    """Throw away everything in a column."""
    while layout.count():
        entry = layout.takeAt(0)
        widget = entry.widget() if entry else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
