"""The window that the audience sees: one slide over the whole screen, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from planner.app.presentation import spoken
from planner.i18n import _
from ui.announce import announce
from ui.presenter.slide import Show, paint, slide_font
from ui.presenter.words import HEIGHT, MIDDLE, SMALL, WIDTH, fitted, write
from ui.theme.theme import Theme

KEYS: Final[dict[Qt.Key, str]] = {
    **dict.fromkeys((Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return), "forward"),
    **dict.fromkeys((Qt.Key.Key_Enter, Qt.Key.Key_N), "forward"),
    **dict.fromkeys((Qt.Key.Key_PageUp, Qt.Key.Key_Up, Qt.Key.Key_Backspace), "back"),
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
    Qt.Key.Key_E: "next_era",
    Qt.Key.Key_S: "spotlight",
    Qt.Key.Key_D: "dark",
    Qt.Key.Key_P: "notes",
    Qt.Key.Key_R: "reset",
    **dict.fromkeys((Qt.Key.Key_B, Qt.Key.Key_Period), "black"),
    **dict.fromkeys((Qt.Key.Key_W, Qt.Key.Key_Comma), "white"),
    **dict.fromkeys((Qt.Key.Key_F1, Qt.Key.Key_Question), "help"),
    Qt.Key.Key_Escape: "end",
}
"""What the keys do, those of clickers among them; the arrows left and right follow the direction of reading."""


def help_rows(backwards: bool = False) -> list[tuple[str, str]]:
    """The keys, and what they do; `backwards`: where one reads from right to left."""
    there, back = ("←", "→") if backwards else ("→", "←")
    return [
        (_("{arrow} Space PgDn").format(arrow=there), _("Next slide")),
        (_("{arrow} PgUp").format(arrow=back), _("Slide before")),
        (_("E, Shift+E"), _("Next stage, stage before")),
        (_("1 … 9"), _("Go to a stage")),
        (_("Home, End"), _("First slide, last slide")),
        (_("S"), _("The step alone, or the map around it")),
        (_("B . or W ,"), _("Black or white screen")),
        (_("D"), _("Light or dark")),
        (_("P"), _("Notes and clock")),
        (_("R"), _("Begin again with the prepared blank client")),
        (_("Esc"), _("End")),
    ]


def act_of(event: QKeyEvent, backwards: bool) -> str:
    """What a key does; a number for a stage; empty for nothing."""
    key = Qt.Key(event.key())
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return ""
    if key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
        return "back" if (key == Qt.Key.Key_Left) != backwards else "forward"
    if key == Qt.Key.Key_E and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return "era_before"
    if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
        return str(key - Qt.Key.Key_0)
    return KEYS.get(key, "")


class SlideView(QWidget):
    """One slide in a widget of any size."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_of: Show | None = None
        self.setAccessibleName(name)
        self.setMinimumSize(160, 90)

    def sizeHint(self) -> QSize:
        return QSize(480, 270)

    def show_slide(self, show: Show | None) -> None:
        """Show another slide, or none."""
        self.show_of = show
        self.setAccessibleDescription(spoken(show.slide) if show else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        room = QRectF(self.rect())
        scale = min(room.width() / 16, room.height() / 9)
        part = QRectF(0, 0, 16 * scale, 9 * scale)
        part.moveCenter(room.center())
        if self.show_of is not None:
            paint(painter, self.show_of, part)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(part.adjusted(0, 0, -1, -1))
        painter.end()


class AudienceScreen(QWidget):
    """Says by `asked` what a key or a click wants."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle(_("Presentation"))
        self.setAccessibleName(_("Presentation"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setMinimumSize(320, 180)
        self.ended: Callable[[], object] = lambda: None
        self.cover = ""
        """"black" or "white" where nothing is shown."""
        self.helps = False
        """Whether the keys are shown."""
        self.show_of: Show | None = None

    def show_slide(self, show: Show) -> None:
        """Show another slide, and say it to those who listen."""
        same = self.show_of is not None and self.show_of.slide == show.slide
        self.show_of = show
        words = spoken(show.slide)
        self.setAccessibleDescription(words)
        if not same:
            announce(self, words)
        self.update()

    def show_cover(self, cover: str) -> None:
        """Nothing but black or white, or the slide again."""
        self.cover = cover
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        room = QRectF(self.rect())
        if self.cover or self.show_of is None:
            painter.fillRect(room, QColor("white" if self.cover == "white" else "black"))
        else:
            paint(painter, self.show_of, room)
            if self.helps:
                paint_help(painter, room, self.show_of.theme)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = act_of(event, self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        if act:
            self.asked.emit(act)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.asked.emit("back" if event.button() == Qt.MouseButton.RightButton else "forward")

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.ended()


def paint_help(painter: QPainter, room: QRectF, theme: Theme) -> None:
    """The keys over the slide."""
    backwards = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    rows, base = help_rows(backwards), slide_font()
    scale = min(room.width() / WIDTH, room.height() / HEIGHT)
    painter.save()
    painter.scale(scale, scale)
    card = QRectF(0, 0, 1400, 900)
    card.moveCenter(QRectF(0, 0, room.width() / scale, room.height() / scale).center())
    painter.setPen(theme.border)
    painter.setBrush(theme.bg)
    painter.drawRoundedRect(card, 16, 16)
    inner = card.adjusted(56, 40, -56, -40)
    title = fitted(_("Keys"), base, inner.width(), 70, MIDDLE, strong=True)
    write(painter, title, inner, theme.text)
    step = (inner.height() - 90) / len(rows)
    for number, (keys, words) in enumerate(rows):
        top = inner.top() + 90 + number * step
        for text, share, begin, strong in ((keys, 0.28, 0.0, True), (words, 0.7, 0.3, False)):
            width = inner.width() * share
            left = inner.left() + inner.width() * begin
            if backwards:
                left = inner.right() - inner.width() * begin - width
            block = fitted(text, base, width, step, SMALL, strong=strong)
            write(painter, block, QRectF(left, top, width, step), theme.text)
    painter.restore()
