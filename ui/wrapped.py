"""Buttons and ticks whose text breaks into lines: with large text no pane is wide enough for one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from ui.plain import breakable
from ui.reading import placed, write_in
from ui.theme.theme import font

_LINES = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft) | _LINES
_ICON, _GAP = 16, 6


def _grow(widget: QWidget) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


def _height(metrics: QFontMetrics, text: str, width: int) -> int:
    return metrics.boundingRect(QRect(0, 0, max(40, width), 4000), _WRAPPED, text).height()


class Tick(QCheckBox):
    """A check box with as many lines of text as that takes."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = breakable(text)
        self.setAccessibleName(text)
        _grow(self)

    def _room(self) -> int:
        return self.fontMetrics().height() + 2 * _GAP

    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._room())

    def hasHeightForWidth(self) -> bool:
        return True

    def _left(self) -> int:
        """Where the words begin: behind the mark, which grows with the text."""
        return self.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, self) + 2 * _GAP

    def heightForWidth(self, width: int) -> int:
        return max(28, self._room() - _GAP, _height(self.fontMetrics(), self._words, width - self._left()) + _GAP)

    def hitButton(self, spot: QPoint) -> bool:
        return self.rect().contains(spot)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_CheckBox, option)
        room = QRectF(self.rect().adjusted(self._left(), 0, 0, 0))
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter.setPen(self.palette().color(group, QPalette.ColorRole.WindowText))
        write_in(painter, placed(painter, room, QRectF(self.rect())), _LINES, self._words)


class WordsButton(QPushButton):
    """A button that is as wide as its words, or has them in several lines where that is too wide."""

    def __init__(self, text: str, icon: QIcon | None = None) -> None:
        super().__init__(text)
        if icon is not None:
            self.setIcon(icon)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _words(self) -> list[str]:
        return self.text().split(" ")

    def _width(self, text: str) -> int:
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).width()

    def _beside(self) -> int:
        """Pixels that stand beside the words: the picture, and what is left free."""
        return super().sizeHint().width() - self._width(self.text())

    def lines(self, width: int) -> list[str]:
        """The words as they stand in a button that is so wide."""
        room, found = width - self._beside(), [""]
        for word in self._words():
            longer = f"{found[-1]} {word}" if found[-1] else word
            if found[-1] and self._width(longer) > room:
                found.append(word)
            else:
                found[-1] = longer
        return found

    def minimumSizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(self._beside() + max(map(self._width, self._words())), hint.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return super().sizeHint().height() + (len(self.lines(width)) - 1) * self.fontMetrics().lineSpacing()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = "\n".join(self.lines(self.width()))
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


class FoldButton(QToolButton):
    """The title of a part that folds: an arrow and text over the whole width."""

    turned = Signal(bool)
    """Right or Left was pressed: open it, or close it."""

    def __init__(self, text: str, strong: bool) -> None:
        super().__init__()
        self._strong, self._words = strong, breakable(text)
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setProperty("fold", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        _grow(self)

    def follow_text_size(self) -> None:
        """The title is as large as the text of the program."""
        self.setFont(font("strong" if self._strong else "body", QApplication.font()))
        self.updateGeometry()

    def _left(self) -> int:
        return self._icon() + _GAP

    def _icon(self) -> int:
        return max(_ICON, self.fontMetrics().height() * 3 // 4)

    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.fontMetrics().height() + 2 * _GAP)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(28, _height(self.fontMetrics(), self._words, width - self._left()) + 2 * _GAP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.turned.emit((event.key() == Qt.Key.Key_Right) != backwards)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        icon, option.text = self.icon(), ""
        option.icon = type(icon)()
        QStylePainter(self).drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        side, whole = self._icon(), QRectF(self.rect())
        icon.paint(painter, placed(painter, QRectF(0, (self.height() - side) // 2, side, side), whole).toRect())
        write_in(painter, placed(painter, whole.adjusted(self._left(), 0, 0, 0), whole), _LINES, self._words)
